import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import type { NewsEvent, Party } from '#model/reading.ts'
import { readArticle } from '#read/read.ts'
import { bareArticle } from './bare-article.ts'
import { type Row, shared } from './table.ts'

type Label = Readonly<{ actor: string | null; recipient: string | null; type: string; trigger: string; status: string }>
type Labelled = Readonly<{ text: string; events: readonly Label[] }>
export const newsPath = 'train/news/articles.jsonl.gz'

const readLabels = (): readonly Labelled[] =>
  gunzipSync(readFileSync(shared(newsPath)))
    .toString('utf8')
    .split('\n')
    .filter((line) => line.length > 0)
    .map((line) => JSON.parse(line) as Labelled)

const words = (text: string): readonly string[] => text.toLowerCase().match(/\p{L}{4,}/gu) ?? []
/** Two names of one party: one holds the other, or they share a word of four letters or more. */
const alike = (one: string, two: string) => one.includes(two) || two.includes(one) || words(one).some((word) => words(two).includes(word))

/**
 * The events labelled in news articles, at most six an article: how many triggers are found, and of these how often type,
 * status, actor and recipient are right. A label missing is no error, so there is no precision. CRIME is no type of ours.
 */
export function newsRows(): readonly Row[] {
  const tally = { triggers: [0, 0], type: [0, 0], status: [0, 0], actor: [0, 0], recipient: [0, 0] }
  const count = (name: keyof typeof tally, right: boolean) => {
    tally[name][0]! += 1
    if (right) tally[name][1]! += 1
  }
  for (const { text, events } of readLabels()) {
    const found = readArticle(bareArticle(text), null).events
    const named = (parties: readonly Party[], name: string) =>
      parties.some((party) => alike(`${party.at ? text.slice(party.at.start, party.at.end) : ''} ${party.name}`, name))
    for (const label of events) {
      const type = label.type === 'INVESTIGATE' ? 'ACCUSE' : label.type
      if (type === 'CRIME') continue
      const ours = eventAt(found, text.indexOf(label.trigger), label.trigger.length, type)
      count('triggers', ours !== null)
      if (ours === null) continue
      count('type', ours.type === type)
      count('status', ours.status === label.status)
      if (label.actor) count('actor', named(ours.actors, label.actor))
      if (label.recipient) count('recipient', named(ours.recipients, label.recipient))
    }
  }
  return Object.entries(tally).map(([name, [all = 0, right = 0]]) => ({
    name: `news ${name}`,
    cells: [all, right, null, (100 * right) / all, null],
  }))
}

function eventAt(events: readonly NewsEvent[], at: number, length: number, type: string): NewsEvent | null {
  const over = events.filter(({ trigger }) => trigger.start < at + length && at < trigger.end)
  return over.find((event) => event.type === type) ?? over[0] ?? null
}
