import { examplesOf, trainJudge } from '../scripts/train-attributions.ts'
import type { Quote } from '../src/model/reading.ts'
import { findActors } from '../src/read/actors.ts'
import { findNames } from '../src/read/names.ts'
import type { Draft } from '../src/read/parties.ts'
import { findQuotes } from '../src/read/quotes.ts'
import { foldKey } from '../src/text/fold.ts'
import { sentencesOf } from '../src/text/sentences.ts'
import { wordsOf } from '../src/text/words.ts'
import { type Gold, type Labelled, news, overlaps, polnear, type Range, readNews, readPolnear } from './attribution-sets.ts'
import { bareArticle } from './bare-article.ts'
import { digestOf, haveShared, show, type Table } from './table.ts'

const unique = (ranges: readonly Range[]) => [...new Map(ranges.map((range) => [`${range.start}-${range.end}`, range])).values()]

/** Counts for one F1: what of the predicted is right, what of the gold was found. */
type Tally = { right: number; predicted: number; found: number; gold: number }
const tally = (): Tally => ({ right: 0, predicted: 0, found: 0, gold: 0 })

function addOverlaps(to: Tally, predicted: readonly Range[], gold: readonly Range[]): void {
  const ours = unique(predicted)
  const theirs = unique(gold)
  to.predicted += ours.length
  to.gold += theirs.length
  to.right += ours.filter((range) => theirs.some((other) => overlaps(range, other))).length
  to.found += theirs.filter((range) => ours.some((other) => overlaps(range, other))).length
}

function addWords(to: Tally, text: string, predicted: readonly Range[], gold: readonly Range[]): void {
  const words = wordsOf(text)
  const mark = (ranges: readonly Range[]) => {
    const inside = new Uint8Array(text.length)
    for (const { start, end } of ranges) inside.fill(1, start, end)
    return inside
  }
  const ours = mark(predicted)
  const theirs = mark(gold)
  for (let word = 0; word < words.count; word++) {
    const at = words.starts[word]!
    to.predicted += ours[at]!
    to.gold += theirs[at]!
    to.right += ours[at]! & theirs[at]!
  }
  to.found = to.right
}

const percent = (part: number, whole: number) => (whole === 0 ? 0 : (100 * part) / whole)
const f1 = ({ right, predicted, found, gold }: Tally) => {
  const precision = percent(right, predicted)
  const recall = percent(found, gold)
  return precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall)
}

/** Source, cue and content of a set; overlap F1, overlap F1, word F1. */
export function scoreSpans(set: readonly Labelled[], read: (article: Labelled) => readonly Quote[]) {
  const source = tally()
  const cue = tally()
  const content = tally()
  for (const article of set) {
    const quotes = read(article)
    addOverlaps(
      source,
      quotes.flatMap(({ speaker, cue }) => (speaker?.at && cue ? [speaker.at] : [])),
      article.gold.flatMap((gold) => gold.sources),
    )
    addOverlaps(
      cue,
      quotes.flatMap((quote) => (quote.cue ? [quote.cue] : [])),
      article.gold.flatMap((gold) => gold.cues),
    )
    addWords(
      content,
      article.text,
      quotes.flatMap((quote) => quote.content),
      article.gold.flatMap((gold) => gold.content),
    )
  }
  return { source, cue, content }
}

const honorifics = /^(?:the|a|an|mr|mrs|ms|dr|prof|professor|president|minister|sir|his|her|their|its)\s+/
/** Names are compared folded, without leading articles, common titles and a final possessive. */
function nameKey(name: string): string {
  let key = foldKey(name)
    .replace(/['’]s?$/, '')
    .trim()
  while (honorifics.test(key)) key = key.replace(honorifics, '')
  return key
}
/** The same name, or one holds all the words of the other and ends alike ("R. Hill", "Mayor R. Hill"). */
export function sameName(ours: string, theirs: string): boolean {
  const a = nameKey(ours)
  const b = nameKey(theirs)
  if (a === b) return true
  const [short, long] = [a.split(' '), b.split(' ')].sort((x, y) => x.length - y.length) as [string[], string[]]
  return short.at(-1) === long.at(-1) && short.every((word) => long.includes(word))
}

/** The predicted quote that holds at least half of the first stretch of a labelled one, the most of it if several do; else null. */
export function matchOf(gold: Gold, quotes: readonly Quote[]): Quote | null {
  const first = gold.content[0]!
  const shared = ({ content }: Quote) =>
    content.reduce((sum, { start, end }) => sum + Math.max(0, Math.min(end, first.end) - Math.max(start, first.start)), 0)
  let best: Quote | null = null
  for (const quote of quotes)
    if (shared(quote) * 2 >= first.end - first.start && (best === null || shared(quote) > shared(best))) best = quote
  return best
}

/** Direct quotations: found, the speaker's span right (where a speaker stands by it), led to the right name. */
export function scoreVerbatim(set: readonly Labelled[], read: (article: Labelled) => readonly Quote[]) {
  const counts = { gold: 0, found: 0, withSource: 0, sourceRight: 0, named: 0, nameRight: 0 }
  for (const article of set) {
    const quotes = read(article)
    for (const gold of article.gold) {
      if (gold.kind !== 'direct') continue
      const quote = matchOf(gold, quotes)
      counts.gold++
      if (quote) counts.found++
      if (gold.sources.length > 0) {
        counts.withSource++
        const at = quote?.speaker?.at
        if (at && gold.sources.some((source) => overlaps(source, at))) counts.sourceRight++
      }
      if (gold.name !== null) {
        counts.named++
        if (quote?.speaker && sameName(quote.speaker.name, gold.name)) counts.nameRight++
      }
    }
  }
  return counts
}

/** What quotes are read from. Made once: it does not depend on the judge. */
export function draftOf({ text }: Labelled): Draft {
  const article = bareArticle(text)
  const sentences = sentencesOf(text)
  return { article, sentences, ...findActors(article, sentences, findNames(text, sentences)) }
}

/** Each article read by a judge that saw no article of its outlet: outlets in order of name, dealt to five hands. */
export function readFolded(set: readonly Labelled[]): ReadonlyMap<Labelled, readonly Quote[]> {
  const hands = 5
  const outlets = [...new Set(set.map(({ outlet }) => outlet))].sort()
  const handOf = (article: Labelled) => outlets.indexOf(article.outlet) % hands
  const models = Array.from({ length: hands }, (_, hand) => trainJudge(examplesOf(set.filter((article) => handOf(article) !== hand))))
  return new Map(set.map((article) => [article, findQuotes(draftOf(article), models[handOf(article)]!)]))
}

/**
 * Two sets, one scorer. PolNeAR (US campaign news, another labelling school; nothing is trained on it) and train/news, read by
 * outlet folds. Source and cue: F1 over distinct spans, a span is right when it overlaps one of the other side. Content: F1
 * over words inside and outside. Direct quotations of train/news: the quote found that holds half of the first stretch; its
 * speaker's span overlaps the labelled one, of those that have one; its name is the labelled name, of those that have one.
 */
export async function run(): Promise<Table> {
  const columns = [
    'source F1',
    'source P',
    'source R',
    'cue F1',
    'cue P',
    'cue R',
    'content F1',
    'content P',
    'content R',
    'speaker span %',
    'name %',
    'found %',
  ]
  const name = 'attributions'
  if (!haveShared()) return { name, columns, rows: [], digest: 'absent', notes: ['skipped: ../shared is not here'] }
  const other = await readPolnear()
  const own = await readNews()
  const folded = readFolded(own)
  const spans = (set: readonly Labelled[], read: (article: Labelled) => readonly Quote[]) => {
    const { source, cue, content } = scoreSpans(set, read)
    return [source, cue, content].flatMap((counts) => [
      f1(counts),
      percent(counts.right, counts.predicted),
      percent(counts.found, counts.gold),
    ])
  }
  const readOwn = (article: Labelled) => folded.get(article)!
  const { gold, found, withSource, sourceRight, named, nameRight } = scoreVerbatim(own, readOwn)
  return {
    name,
    columns,
    digest: digestOf(polnear, news),
    rows: [
      { name: 'PolNeAR', cells: [...spans(other, (article) => findQuotes(draftOf(article))), null, null, null] },
      {
        name: 'train/news, by outlet',
        cells: [...spans(own, readOwn), percent(sourceRight, withSource), percent(nameRight, named), percent(found, gold)],
      },
    ],
    notes: [
      `${other.length} and ${own.length} articles; names of direct speech equal when folded, without articles, titles and possessives, or when one holds the other and ends alike`,
    ],
  }
}

if (import.meta.main) console.log(show(await run()))
