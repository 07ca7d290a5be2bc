import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import type { EventType, NewsEvent } from '#model/reading.ts'
import { dyadsOf } from '#read/event-country.ts'
import { classOf } from '#read/event-scores.ts'
import type { Draft } from '#read/parties.ts'
import { readArticle } from '#read/read.ts'
import { bareArticle } from './bare-article.ts'
import { newsPath, newsRows } from './event-labels.ts'
import { digestOf, haveShared, shared, show, type Table } from './table.ts'

type Side = Readonly<{ text: string; country: string | null }>
type Gold = Readonly<{ id: string; text: string; type: string; trigger: string; actor: readonly Side[]; recipient: readonly Side[] }>
const path = 'eval/reading/events-plover.jsonl.gz'

const readGold = (): readonly Gold[] =>
  gunzipSync(readFileSync(shared(path)))
    .toString('utf8')
    .split('\n')
    .filter((line) => line.length > 0)
    .map((line) => JSON.parse(line) as Gold)

/** Type names of 2016. */
const renamed: Readonly<Record<string, EventType>> = { FIGHT: 'ASSAULT', DISAPPROVE: 'ACCUSE', INVESTIGATE: 'ACCUSE', DEMAND: 'REQUEST' }
const bodies = new Set(['IGO', 'NGO', 'IMG'])
const code = (country: string | null) => (country !== null && bodies.has(country) ? 'IGO' : country)

type Found = Readonly<{ dyad: string; type: EventType }>

function goldOf({ type, actor, recipient }: Gold): readonly Found[] {
  const actors = [...new Set(actor.map(({ country }) => code(country)).filter((country) => country !== null))]
  const recipients = [...new Set(recipient.map(({ country }) => code(country)).filter((country) => country !== null))]
  const kind = renamed[type] ?? (type as EventType)
  const pairs =
    recipients.length > 0
      ? actors.flatMap((one) => recipients.map((two) => `${one}>${two}`))
      : actors.length > 1
        ? actors.flatMap((one) => actors.filter((two) => two !== one).map((two) => `${one}>${two}`))
        : actors.map((one) => `${one}>`)
  return pairs.map((dyad) => ({ dyad, type: kind }))
}

const cooperative = new Set<EventType>(['SUPPORT', 'COOPERATE', 'AID', 'CONCEDE', 'RETREAT', 'CONSULT'])
const hostile = new Set<EventType>(['COERCE', 'SANCTION', 'ASSAULT', 'MOBILIZE', 'PROTEST'])

/** PLOVER of 2016 codes an act that is only announced as AGREE or THREATEN. */
function typeOf({ type, status }: NewsEvent): EventType {
  if (status !== 'announced') return type
  return cooperative.has(type) ? 'AGREE' : hostile.has(type) ? 'THREATEN' : type
}

const oursOf = (draft: Draft, events: readonly NewsEvent[]): readonly Found[] =>
  events
    .filter(({ status }) => status !== 'background' && status !== 'denied')
    .flatMap((event) =>
      dyadsOf(draft, event).map(({ actor, recipient }) => ({ dyad: `${actor ?? ''}>${recipient ?? ''}`, type: typeOf(event) })),
    )

const keys = {
  dyad: ({ dyad }: Found) => dyad,
  class: ({ dyad, type }: Found) => `${dyad} ${classOf[type]}`,
  root: ({ dyad, type }: Found) => `${dyad} ${type}`,
}

/** Per sentence: sets of keys compared; micro-averaged. */
export async function run(print = false): Promise<Table> {
  const byText = new Map<string, Gold[]>()
  for (const gold of readGold()) byText.set(gold.text, [...(byText.get(gold.text) ?? []), gold])
  const tallies = Object.fromEntries(Object.keys(keys).map((key) => [key, { hits: 0, gold: 0, found: 0 }])) as Record<
    keyof typeof keys,
    { hits: number; gold: number; found: number }
  >
  for (const [raw, golds] of byText) {
    const text = raw.trim()
    const article = bareArticle(text)
    const reading = readArticle(article, null)
    const draft = { ...reading, article }
    const { events } = reading
    const ours = oursOf(draft, events)
    const theirs = golds.flatMap(goldOf)
    for (const key of Object.keys(keys) as (keyof typeof keys)[]) {
      const mine = new Set(ours.map(keys[key]))
      const its = new Set(theirs.map(keys[key]))
      tallies[key].found += mine.size
      tallies[key].gold += its.size
      tallies[key].hits += [...its].filter((one) => mine.has(one)).length
    }
    if (print) explain(text, golds, theirs, ours, events, draft)
  }
  const rows = Object.entries(tallies).map(([name, { hits, gold, found }]) => ({
    name,
    cells: [gold, found, (100 * hits) / Math.max(1, found), (100 * hits) / gold, (200 * hits) / (gold + found)],
  }))
  return {
    name: 'events',
    columns: ['gold', 'found', 'precision', 'recall', 'F1'],
    rows: [...rows, ...newsRows()],
    digest: digestOf(path, newsPath),
    notes: [
      'dyad, class, root: PLOVER records from raw text, pairs of countries; dictionary baseline 43.6, 29.4, 17.9',
      'news: our own labels, at most six an article, so no precision; found: how many are right',
    ],
  }
}

function explain(
  text: string,
  golds: readonly Gold[],
  theirs: readonly Found[],
  ours: readonly Found[],
  events: readonly NewsEvent[],
  draft: Draft,
): void {
  const right = (one: Found, others: readonly Found[]) =>
    others.some((other) => other.dyad === one.dyad && other.type === one.type)
      ? ''
      : others.some((other) => other.dyad === one.dyad)
        ? '~'
        : '!'
  console.log(`\n${text}`)
  console.log(
    `   gold ${theirs.map((one) => `${right(one, ours)}${one.dyad} ${one.type}`).join('; ')}   (${golds.map(({ trigger }) => trigger).join(' / ')})`,
  )
  console.log(`   ours ${ours.map((one) => `${right(one, theirs)}${one.dyad} ${one.type}`).join('; ')}`)
  for (const { type, status, trigger, actors, recipients, certainty } of events) {
    const said = (parties: typeof actors) =>
      parties.map(({ at, name }) => (at ? draft.article.text.slice(at.start, at.end) : name)).join(' + ')
    console.log(
      `        ${type} ${status} [${draft.article.text.slice(trigger.start, trigger.end)}] ${said(actors)} → ${said(recipients)}  ${certainty}`,
    )
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (haveShared()) console.log(show(await run(process.argv[2] === '--print')))
  else console.log('events: skipped, ../shared is absent')
}
