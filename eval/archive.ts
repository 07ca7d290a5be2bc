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
/**
 * A kind of word that stands in the share `s` of the real articles is kept in a generated one with a chance of s / (s + keptAt), and else exchanged,
 * all through the text. So phrases of common words come up again and again, as they do among real articles, and nothing else does.
 */
const keptAt = 0.05
/** Words that stay together when the order of a text is changed. Without that two pages after one model would meet by any two phrases of one sentence. */
const togetherWords = 12
/** Single pages that carry the standing lines of their site. */
const furnished = 0.3
const sentencesOfSite = 4
/** The first n single pages stand on siteFactor * n^siteGrowth sites, as the real articles do; each page that is on no new one on that of any page before. */
const siteGrowth = 0.42
const siteFactor = 5.5
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
 * them real articles whose words are exchanged and stretches stand in another order. Copies of one report stand apart. The same in every run.
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
  const retold = retelling(articles)
  const real = articles.values()
  const siteOf = sitesGrowing()
  const furniture = standingLines(articles)
  let pages = 0
  for (let seed = 1; ; seed++) {
    const random = randomFrom(seed)
    const seedling = (): Seedling => {
      for (;;) {
        const { title, text } = random.pick(articles)
        if (isSeedling({ title, text })) return { title, text: retold(text, random) }
      }
    }
    const family = growFamily(seed, seedling(), seedling(), [seedling(), seedling(), seedling()])
    for (const page of family.pages) {
      yield pageOf(`${page.url}-${seed}`, textOf(page))
      yield singlePage(`${seed}-${pages}`, siteOf(random), random)
      pages += 2
      if (pages % realEvery > 1) continue
      const next = real.next().value
      if (next) yield pageOf(next.url, next.text)
    }
  }
  function singlePage(name: string, site: number, random: Random): ArchivePage {
    const told = retold(random.pick(articles).text, random)
    const lines = random.chance(furnished) ? [furniture(site)] : []
    return pageOf(`https://site${site}.example/${name}`, [told, ...lines].join('\n\n'))
  }
}

/** The site of one page after another. */
function sitesGrowing(): (random: Random) => number {
  const ofPages: number[] = []
  let sites = 0
  return (random) => {
    const isNew = sites < siteFactor * (ofPages.length + 1) ** siteGrowth
    ofPages.push(isNew ? sites++ : random.pick(ofPages))
    return ofPages.at(-1)!
  }
}

const pageOf = (url: string, text: string): ArchivePage => ({ article: articleIdOf(makeId('page', url)), host: hostOf(url), text })

/** Lines that stand on pages of one site: sentences of some article. */
function standingLines(articles: readonly Real[]): (site: number) => string {
  const made = new Map<number, string>()
  return (site) => {
    const known = made.get(site)
    if (known) return known
    const lines = articles[site % articles.length]!.text.split(/(?<=[.?!])\s/)
      .slice(-sentencesOfSite)
      .join(' ')
    made.set(site, lines)
    return lines
  }
}

/** Strings by number, each once: nine million words and gaps as strings of their own would be most of the memory of whoever measures by them. */
type Names = Readonly<{ all: string[]; numberOf: (name: string) => number }>
function makeNames(): Names {
  const all: string[] = []
  const known = new Map<string, number>()
  const numberOf = (name: string) => {
    if (!known.has(name)) known.set(name, all.push(name) - 1)
    return known.get(name)!
  }
  return { all, numberOf }
}

/** A text cut up: its different words, by number; each of its words as a place among these; what stands behind each, by number. */
type Cut = Readonly<{ words: Uint32Array; places: Uint32Array; gaps: Uint32Array }>

function cut(text: string, words: Names, gaps: Names): Cut {
  const parts = text.split(/(\p{L}+)/u).slice(1)
  const own = makeNames()
  const places = Uint32Array.from({ length: parts.length >> 1 }, (_, i) => own.numberOf(parts[2 * i]!))
  const behind = Uint32Array.from(places, (_, i) => gaps.numberOf(parts[2 * i + 1] || ' '))
  return { words: Uint32Array.from(own.all, words.numberOf), places, gaps: behind }
}

/** Tells something else in the words of an article: which kinds of words are exchanged, and for which others, hangs on chance, once for a text. */
function retelling(articles: readonly Real[]): (text: string, random: Random) => string {
  const [kinds, behind] = [makeNames(), makeNames()]
  const cuts = new Map(articles.map(({ text }) => [text, cut(text, kinds, behind)]))
  const texts = new Uint32Array(kinds.all.length)
  for (const { words } of cuts.values()) for (const word of words) texts[word]!++
  const chances = Float64Array.from(texts, (count) => count / (count + keptAt * articles.length))
  return (text, random) => {
    const { words, places, gaps } = cuts.get(text)!
    const chosen = Array.from(words, (word) => (random.chance(chances[word]!) ? kinds.all[word]! : random.pick(kinds.all)))
    const stretches = Array.from({ length: Math.ceil(places.length / togetherWords) }, (_, i) => i * togetherWords)
    const told: string[] = []
    for (const from of random.shuffled(stretches))
      for (let i = from; i < Math.min(from + togetherWords, places.length); i++) told.push(chosen[places[i]!]!, behind.all[gaps[i]!]!)
    return told.join('')
  }
}
