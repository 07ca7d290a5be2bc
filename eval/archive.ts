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

/** A text cut up: the different words, and stretches of it as places among them, with what stands behind each. */
type Cut = Readonly<{ words: readonly string[]; stretches: readonly Stretch[] }>
type Stretch = Readonly<{ places: Uint32Array; gaps: readonly string[] }>

function cut(text: string): Cut {
  const known = new Map<string, number>()
  const placeOf = (word: string) => {
    if (!known.has(word)) known.set(word, known.size)
    return known.get(word)!
  }
  const parts = text.split(/(\p{L}+)/u).slice(1)
  const stretches: Stretch[] = []
  for (let from = 0; from < parts.length; from += 2 * togetherWords) {
    const some = parts.slice(from, from + 2 * togetherWords)
    const words = some.filter((_, i) => i % 2 === 0)
    stretches.push({ places: Uint32Array.from(words, placeOf), gaps: some.filter((_, i) => i % 2 === 1) })
  }
  return { words: [...known.keys()], stretches }
}

/** Tells something else in the words of an article: which kinds of words are exchanged, and for which others, hangs on chance, once for a text. */
function retelling(articles: readonly Real[]): (text: string, random: Random) => string {
  const cuts = new Map(articles.map(({ text }) => [text, cut(text)]))
  const texts = new Map<string, number>()
  for (const { words } of cuts.values()) for (const word of words) texts.set(word, (texts.get(word) ?? 0) + 1)
  const kinds = [...texts.keys()]
  const chanceOf = (word: string) => {
    const share = texts.get(word)! / articles.length
    return share / (share + keptAt)
  }
  const chances = new Map([...cuts].map(([text, { words }]) => [text, Float64Array.from(words, chanceOf)]))
  return (text, random) => {
    const { words, stretches } = cuts.get(text)!
    const kept = chances.get(text)!
    const chosen = words.map((word, i) => (random.chance(kept[i]!) ? word : random.pick(kinds)))
    const told: string[] = []
    for (const { places, gaps } of random.shuffled(stretches))
      for (let i = 0; i < places.length; i++) told.push(chosen[places[i]!]!, gaps[i] || ' ')
    return told.join('')
  }
}
