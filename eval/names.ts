import nlp from 'compromise/three'
import { type Mention, type MentionType, mentionTypes } from '#model/reading.ts'
import { findActors } from '#read/actors.ts'
import { affiliationOf } from '#read/affiliations.ts'
import { findNames } from '#read/names.ts'
import { partyAt } from '#read/parties.ts'
import { tokensOf } from '#read/tokens.ts'
import { foldKey } from '#text/fold.ts'
import { offsetsOf } from '#text/offsets.ts'
import { sentencesOf } from '#text/sentences.ts'
import { type Labelled, labelledNews, rows } from '../scripts/names/corpora.ts'
import { f1, precision, recall, type Score, score, sum } from '../scripts/names/scoring.ts'
import { bareArticle } from './bare-article.ts'
import { digestOf, haveShared, type Row, show, type Table } from './table.ts'

const newswire = 'eval/reading/names-newswire.jsonl.gz'
const plover = 'eval/reading/events-plover.jsonl.gz'
const news = 'train/news/articles.jsonl.gz'
const main = ['PER', 'LOC', 'ORG']
const columns = ['precision', 'recall', 'F1', 'accuracy', 'ktokens/s', 'n gold']

/** compromise 14 as it comes: people without leading titles, places, organisations. */
function compromiseNames({ text }: Labelled): readonly Mention[] {
  type Hit = { text: string; offset: { start: number; length: number } }
  const doc = nlp(text)
  const found = (view: { json(options: object): unknown }, type: MentionType): Mention[] =>
    (view.json({ offset: true }) as Hit[]).flatMap(({ offset }) => {
      const words = text.slice(offset.start, offset.start + offset.length)
      const title =
        type === 'PER'
          ? (/^(?:(?:President|Minister|Mr|Mrs|Ms|Dr|Prof|Senator|Judge|King|Queen|Prince)\.?\s+)+/.exec(words)?.[0].length ?? 0)
          : 0
      const bare = words.slice(title).replace(/(?:['’]s?)?[\s.,;:!?)”"]*$/, '')
      const start = offset.start + title
      return bare === '' ? [] : [{ at: { start, end: start + bare.length }, form: 'name', type, actor: null } as const]
    })
  return [...found(doc.people(), 'PER'), ...found(doc.places(), 'LOC'), ...found(doc.organizations(), 'ORG')]
}

const row = (name: string, counts: Score, speed: number | null): Row => ({
  name,
  cells: [precision(counts) / 100, recall(counts) / 100, f1(counts) / 100, null, speed, counts.wanted],
})

/** Thousands of tokens a second of one core, sentences and tokens included. */
function timed(documents: readonly Labelled[], tag: (document: Labelled) => readonly Mention[]) {
  const tokens = documents.reduce((all, { text }) => all + tokensOf(text, sentencesOf(text)).count, 0)
  tag(documents[0]!) // loads the weights
  const before = process.cpuUsage()
  const scores = score(documents, tag)
  const { user, system } = process.cpuUsage(before)
  return { scores, speed: tokens / ((user + system) / 1e3) }
}

/** The country of each actor and recipient. International and non-governmental bodies must come out with none. */
function countriesRight(): Score {
  type Event = { actor: readonly { text: string; country: string }[]; recipient: readonly { text: string; country: string }[] }
  let right = 0
  let wanted = 0
  for (const { actor, recipient } of rows<Event>(plover))
    for (const { text, country } of [...actor, ...recipient]) {
      if (text === '') continue
      wanted++
      if (affiliationOf(text, null) === (/^(?:IGO|NGO|IMG)$/.test(country) ? null : country)) right++
    }
  return { right, found: wanted, wanted }
}

type Told = Readonly<{
  text: string
  attributions: readonly Readonly<{ source: Readonly<{ start: number; end: number }> | null; resolves: string | null }>[]
}>
const folded = (name: string) => foldKey(name.replace(/^the /i, ''))

/** Sources of the labelled news led to the name they stand for: names, descriptions and pronouns, given their spans. */
function sourcesRight(): Score {
  let right = 0
  let wanted = 0
  for (const { text, attributions } of rows<Told>(news)) {
    const article = bareArticle(text)
    const sentences = sentencesOf(text)
    const draft = { article, sentences, ...findActors(article, sentences, findNames(text, sentences)) }
    const { toUnits } = offsetsOf(text)
    for (const { source, resolves } of attributions) {
      if (!source || !resolves) continue
      wanted++
      const { name, actor } = partyAt(draft, { start: toUnits(source.start), end: toUnits(source.end) })
      const names = [name, ...(actor === null ? [] : draft.actors[actor]!.aliases)].map(folded)
      if (names.includes(folded(resolves))) right++
    }
  }
  return { right, found: wanted, wanted }
}

export async function run(): Promise<Table> {
  if (!haveShared()) return { name: 'names', columns, rows: [], digest: 'none', notes: ['skipped: ../shared is not there'] }
  const documents = labelledNews(newswire)
  const ours = timed(documents, ({ text }) => findNames(text, sentencesOf(text)))
  const rival = timed(documents.slice(0, rivalSample), compromiseNames)
  const countries = countriesRight()
  const sources = sourcesRight()
  return {
    name: 'names',
    columns,
    rows: [
      row('PER LOC ORG', sum(ours.scores, main), ours.speed),
      ...mentionTypes.map((type) => row(type, ours.scores.get(type)!, null)),
      row('compromise', sum(rival.scores, main), rival.speed),
      { name: 'actor to country', cells: [null, null, null, countries.right / countries.wanted, null, countries.wanted] },
      { name: 'source to name, train/news', cells: [null, null, null, sources.right / sources.wanted, null, sources.wanted] },
    ],
    digest: digestOf(newswire, plover, news),
    notes: [`exact span and type; compromise, titles stripped, on the first ${rivalSample} articles; the tagger has seen train/news`],
  }
}
/** compromise takes a tenth of a second for an article. */
const rivalSample = 60

if (import.meta.main) console.log(show(await run()))
