import { hostOf } from '#match/candidates.ts'
import { articleIdOf, type Id, makeId } from '#model/ids.ts'
import { growFamily, isSeedling, type Seedling, textOf } from '#trace/simulate.ts'
import { type Random, randomFrom } from '#trace/simulate-random.ts'
import { source } from './planted.ts'
import { jsonl } from './table.ts'

/** A page as the index sees it. */
export type ArchivePage = Readonly<{ article: Id<'article'>; host: string; text: string }>
type Real = Seedling & Readonly<{ id: string; url: string }>

/** Pages between which the copies of one report come in, at most about: a few hours of the world's news. */
const shuffledOver = 20_000
/** Kinds of words, 0 to 1, that are exchanged for others throughout the pages of one report, so that it tells something else than its model. */
const exchanged = 0.4
/** Single pages that carry the standing lines of their site. */
const furnished = 0.3
/** Sites of single pages; families have those of `simulate`, some 1,100. */
const sites = 1_000
const sentencesOfSite = 4
/** Every so many pages one is a real article as it stands, until all have come. */
const realEvery = 10

/** Real articles by which generated ones are modelled. */
export async function models(): Promise<readonly Real[]> {
  const found: Real[] = []
  for await (const article of jsonl<Real>(source)) found.push(article)
  return found
}

/**
 * An archive of any size: the real articles; families of 8 to 25 copies grown as by `simulate`, and as many single pages, all of
 * them real articles in which many words are exchanged. Copies of one report stand apart. The same in every run.
 */
export function* archivePages(articles: readonly Real[]): Generator<ArchivePage> {
  const random = randomFrom(1)
  const waiting: ArchivePage[] = []
  for (const page of inFamilies(articles)) {
    if (waiting.length < shuffledOver) waiting.push(page)
    else {
      const at = Math.floor(random.next() * shuffledOver)
      yield waiting[at]!
      waiting[at] = page
    }
  }
}

function* inFamilies(articles: readonly Real[]): Generator<ArchivePage> {
  const exchange = exchanger(articles)
  const real = articles.values()
  const furniture = standingLines(articles)
  let pages = 0
  for (let seed = 1; ; seed++) {
    const random = randomFrom(seed)
    const seedling = (): Seedling => {
      for (;;) {
        const { title, text } = random.pick(articles)
        if (isSeedling({ title, text })) return { title, text: exchange(text, random) }
      }
    }
    const family = growFamily(seed, seedling(), seedling(), [seedling(), seedling(), seedling()])
    for (const page of family.pages) {
      yield pageOf(`${page.url}-${seed}`, textOf(page))
      const site = random.whole(1, sites)
      const lines = random.chance(furnished) ? `\n\n${furniture(site)}` : ''
      yield pageOf(`https://site${site}.example/${seed}-${pages}`, exchange(random.pick(articles).text, random) + lines)
      pages += 2
      if (pages % realEvery > 1) continue
      const next = real.next().value
      if (next) yield pageOf(next.url, next.text)
    }
  }
}

const pageOf = (url: string, text: string): ArchivePage => ({ article: articleIdOf(makeId('page', url)), host: hostOf(url), text })

/** Lines that stand on pages of one site: sentences of some article. */
function standingLines(articles: readonly Real[]): (site: number) => string {
  const made = new Map<number, string>()
  return (site) => {
    const known = made.get(site)
    if (known) return known
    const lines = articles[site]!.text.split(/(?<=\.)\s/)
      .slice(-sentencesOfSite)
      .join(' ')
    made.set(site, lines)
    return lines
  }
}

/** A text cut up: each word's place among the different ones, and what stands behind it. */
type Cut = Readonly<{ before: string; words: readonly string[]; places: Uint32Array; gaps: readonly string[] }>

function cut(text: string): Cut {
  const places: number[] = []
  const gaps: string[] = []
  const known = new Map<string, number>()
  const [before = '', ...rest] = text.split(/(\p{L}+)/u)
  for (let i = 0; i < rest.length; i += 2) {
    const word = rest[i]!
    if (!known.has(word)) known.set(word, known.size)
    places.push(known.get(word)!)
    gaps.push(rest[i + 1]!)
  }
  return { before, words: [...known.keys()], places: Uint32Array.from(places), gaps }
}

/** Exchanges kinds of words for others of the same articles: which for which hangs on chance, once for a text. */
function exchanger(articles: readonly Real[]): (text: string, random: Random) => string {
  const cuts = new Map(articles.map(({ text }) => [text, cut(text)]))
  const kinds = [...new Set(articles.slice(0, sites).flatMap(({ text }) => cuts.get(text)!.words))]
  return (text, random) => {
    const { before, words, places, gaps } = cuts.get(text)!
    const chosen = words.map((word) => (random.chance(exchanged) ? random.pick(kinds) : word))
    const parts = [before]
    for (let i = 0; i < places.length; i++) parts.push(chosen[places[i]!]!, gaps[i]!)
    return parts.join('')
  }
}
