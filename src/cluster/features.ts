import type { Article } from '#model/article.ts'
import type { Id } from '#model/ids.ts'
import { hashWords } from '#text/wordhash.ts'
import { rarity } from './background.ts'

/** Hashed terms and their weights, alternating: [term, weight, term, weight …], terms ascending. Empty: no such text. */
export type View = readonly number[]

/**
 * What an article is about, as far as telling its story from others takes: plain JSON, about 4 kB. `day`: days since
 * 1970-01-01 of its publication date, null when it has none.
 */
export type Features = Readonly<{
  article: Id<'article'>
  day: number | null
  title: View
  lead: View
  body: View
  names: View
  numbers: View
}>

/** Words of the body that make the lead: news says what happened first. */
const leadWords = 60
/** Terms kept of one view, heaviest first: enough to tell events, and few enough to keep for every article. */
const termsKept = 250
/** Years are in all news of their time, but counts of other years do not show it. */
const year = /^(?:19|20)\d\d$/
const rarityOfYear = 1.5
/** Steps of a weight in one unit. */
const steps = 10

type Term = Readonly<{ times: number; rarity: number }>
type Weighed = Map<number, { times: number; rarity: number }>
const repeated = ({ times, rarity }: Term) => (1 + Math.log(times)) * rarity

export function featuresOf(article: Article): Features {
  const { text } = article
  const all = termsOf(text)
  return {
    article: article.id,
    day: dayOf(article.published?.value.value ?? null),
    title: viewOf(termsOf(article.title?.value ?? '').words, repeated),
    lead: viewOf(termsOf(text, leadWords).words, repeated),
    // In the whole body a word that is said again says no more: long articles come back to their theme, not to the event.
    body: viewOf(all.words, ({ rarity }) => rarity),
    names: viewOf(all.names, repeated),
    numbers: viewOf(all.numbers, repeated),
  }
}

function termsOf(text: string, most = Number.POSITIVE_INFINITY): Readonly<Record<'words' | 'names' | 'numbers', Weighed>> {
  const { count, starts, ends, hashes } = hashWords(text)
  const words: Weighed = new Map()
  const names: Weighed = new Map()
  const numbers: Weighed = new Map()
  for (let at = 0; at < Math.min(count, most); at++) {
    const word = text.slice(starts[at]!, ends[at]!)
    const hash = hashes[at]!
    const rare = year.test(word) ? rarityOfYear : rarity(hash, word.length)
    add(words, hash, rare)
    if (/^\p{N}/u.test(word)) add(numbers, hash, rare)
    if (/^\p{Lu}/u.test(word) && !startsSentence(text, starts[at]!)) add(names, hash, rare)
  }
  return { words, names, numbers }
}

function add(terms: Weighed, hash: number, rare: number) {
  const known = terms.get(hash)
  if (known) known.times++
  else terms.set(hash, { times: 1, rarity: rare })
}

/** Whether the word at `start` is the first of a sentence or a quotation, where a capital says nothing. */
function startsSentence(text: string, start: number): boolean {
  let at = start - 1
  while (at >= 0 && ' "“”‘’\'`«»(['.includes(text[at]!)) at--
  return at < 0 || '.!?\n:…'.includes(text[at]!)
}

function viewOf(terms: Weighed, weightOf: (term: Term) => number): View {
  return [...terms]
    .map(([term, counted]) => ({ term, weight: Math.round(weightOf(counted) * steps) / steps }))
    .sort((a, b) => b.weight - a.weight || a.term - b.term)
    .slice(0, termsKept)
    .sort((a, b) => a.term - b.term)
    .flatMap(({ term, weight }) => [term, weight])
}

function dayOf(date: string | null): number | null {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)/.exec(date ?? '') ?? []
  return year === undefined ? null : Date.UTC(Number(year), Number(month) - 1, Number(day)) / 86_400_000
}
