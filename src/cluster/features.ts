import type { Article } from '#model/article.ts'
import type { Id } from '#model/ids.ts'
import { hashWords, mix32 } from '#text/wordhash.ts'
import { rarity } from './background.ts'

/** Hashed terms and their weights, alternating: [term, weight, term, weight …], terms ascending, Euclidean length 1. Empty: no such text. */
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
const termsKept = 160
/** Decimals of a weight. */
const decimals = 1000

type Weighed = Map<number, { times: number; rarity: number }>

export function featuresOf(article: Article): Features {
  const { text } = article
  const title = article.title?.value ?? ''
  const all = termsOf(text)
  return {
    article: article.id,
    day: dayOf(article.published?.value.value ?? null),
    title: viewOf(termsOf(title).words),
    lead: viewOf(termsOf(text, leadWords).words),
    body: viewOf(all.words),
    names: viewOf(all.names),
    numbers: viewOf(all.numbers),
  }
}

function termsOf(text: string, most = Number.POSITIVE_INFINITY): Readonly<Record<'words' | 'names' | 'numbers', Weighed>> {
  const { count, starts, ends, hashes } = hashWords(text)
  const words: Weighed = new Map()
  const names: Weighed = new Map()
  const numbers: Weighed = new Map()
  let before = -1 // the name that ends where this word starts
  for (let at = 0; at < Math.min(count, most); at++) {
    const word = text.slice(starts[at]!, ends[at]!)
    const hash = hashes[at]!
    const rare = rarity(hash, word.length)
    add(words, hash, rare)
    if (/^\p{N}/u.test(word)) add(numbers, hash, rare)
    const isName = /^\p{Lu}/u.test(word) && !startsSentence(text, starts[at]!)
    if (isName) {
      add(names, hash, rare)
      if (before >= 0 && starts[at]! - ends[at - 1]! === 1) add(names, mix32(Math.imul(hashes[before]!, 31) + hash), rare + 1)
    }
    before = isName ? at : -1
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

function viewOf(terms: Weighed): View {
  const weighed = [...terms].map(([term, { times, rarity }]) => ({ term, weight: (1 + Math.log(times)) * rarity }))
  const kept = weighed.sort((a, b) => b.weight - a.weight || a.term - b.term).slice(0, termsKept)
  const length = Math.sqrt(kept.reduce((sum, { weight }) => sum + weight * weight, 0)) || 1
  return kept.sort((a, b) => a.term - b.term).flatMap(({ term, weight }) => [term, Math.round((weight / length) * decimals) / decimals])
}

function dayOf(date: string | null): number | null {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)/.exec(date ?? '') ?? []
  return year === undefined ? null : Date.UTC(Number(year), Number(month) - 1, Number(day)) / 86_400_000
}
