import { readFileSync } from 'node:fs'
import { alignArticles } from '#match/align.ts'
import { hostOf } from '#match/candidates.ts'
import { sketchOf } from '#match/sketch.ts'
import type { Article } from '#model/article.ts'
import type { Id } from '#model/ids.ts'
import { migrate } from '#store/migrations.ts'
import { openPostings } from '#store/postings.ts'
import { openSqlite } from '#store/sqlite.ts'
import { wordsOf } from '#text/words.ts'
import { isCopying } from '#trace/families.ts'
import { articleOf } from './stories.ts'
import { digestOf, haveShared, jsonl, type Row, shared, show, type Table } from './table.ts'

type Document = Readonly<{ id: string; host: string; outlet: string | null; date: string | null; url: string; title: string; text: string }>
type Gold = Readonly<{ a: string; b: string; sameHost: boolean; jaccard: number; containment: number }>

const paths = { articles: 'eval/copies/articles.jsonl.gz', pairs: 'eval/copies/pairs.tsv' } as const
/** Planted copies of each kind; with 300 the standard error of a recall of .99 is .006. */
const planted = 300
/** Words of the article in which a run is planted. */
const carrierWords = 1300

function goldPairs(): readonly Gold[] {
  const lines = readFileSync(shared(paths.pairs), 'utf8').trim().split('\n').slice(1)
  return lines.map((line) => {
    const [a, b, sameHost, , jaccard, containment] = line.split('\t')
    return { a: a!, b: b!, sameHost: sameHost === '1', jaccard: Number(jaccard), containment: Number(containment) }
  })
}

/** Numbers from 0 to 1, the same in every run (mulberry32, Tommy Ettinger, public domain). */
function randomFrom(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const wordList = (text: string) => {
  const { count, starts, ends } = wordsOf(text)
  return Array.from({ length: count }, (_, at) => text.slice(starts[at]!, ends[at]!))
}

/** A run of words of one article, a part of them replaced by words of another, set in the middle of a third. */
function plant(texts: readonly (readonly string[])[], run: number, edited: number, random: () => number) {
  const pick = (least: number): number => {
    for (;;) {
      const at = Math.floor(random() * texts.length)
      if (texts[at]!.length >= least) return at
    }
  }
  const donor = pick(run * 2)
  const carrier = pick(carrierWords)
  const other = texts[pick(200)]!
  const from = Math.floor(random() * (texts[donor]!.length - run))
  const words = texts[donor]!.slice(from, from + run).map((word) =>
    random() < edited ? other[Math.floor(random() * other.length)]! : word,
  )
  const at = Math.floor(random() * (carrierWords - run))
  const around = texts[carrier]!.slice(0, carrierWords - run)
  return { donor, text: [...around.slice(0, at), ...words, ...around.slice(at)].join(' ') }
}

type Plant = Readonly<{ name: string; run: number; edited: number }>
const plants: readonly Plant[] = [
  { name: 'planted: 100 words, 10 % edited, in 1,300', run: 100, edited: 0.1 },
  { name: 'planted: 300 words, 20 % edited, in 1,300', run: 300, edited: 0.2 },
]

/** How far a pair came: found by the index, with an overlap (shared quotation too), with enough narration to be a copy. */
type Outcome = Readonly<{ candidate: boolean; aligned: boolean; copying: boolean }>

function outcomeOf(one: Article, other: Article, candidate: boolean): Outcome {
  const overlap = candidate ? alignArticles(one, other) : null
  return { candidate, aligned: overlap !== null, copying: overlap !== null && isCopying(overlap) }
}

export async function run(): Promise<Table> {
  const documents: Document[] = []
  for await (const document of jsonl<Document>(paths.articles)) documents.push(document)
  const articles = documents.map(articleOf)
  const byName = new Map(documents.map(({ id }, at) => [id, articles[at]!]))
  const random = randomFrom(7)
  const texts = documents.map(({ text }) => wordList(text))
  const made = plants.map((kind) => ({
    kind,
    some: Array.from({ length: planted }, (_, at) => {
      const { donor, text } = plant(texts, kind.run, kind.edited, random)
      const document = { ...documents[donor]!, id: `${kind.name} ${at}`, url: `https://plant${at}.example/${kind.run}`, title: '', text }
      return { donor: articles[donor]!, article: articleOf(document) }
    }),
  }))

  const db = openSqlite(':memory:')
  await migrate(db)
  const textOf = new Map([...articles, ...made.flatMap(({ some }) => some.map(({ article }) => article))].map(({ id, text }) => [id, text]))
  const sketches = async (ids: readonly Id<'article'>[]) => new Map(ids.map((id) => [id, sketchOf(textOf.get(id)!)]))
  const index = openPostings(db, { sketches })
  const indexed = (article: Article) => ({ article: article.id, host: hostOf(article.url), sketch: sketchOf(article.text) })
  const started = performance.now()
  await index.put(articles.map(indexed))
  await index.settle()
  const put = performance.now()
  const candidates = new Set((await index.candidatePairs(articles.map(({ id }) => id))).map(({ a, b }) => `${a} ${b}`))
  const looked = performance.now()
  const isFound = (a: Id<'article'>, b: Id<'article'>, among = candidates) => among.has(a < b ? `${a} ${b}` : `${b} ${a}`)

  const gold = goldPairs().map((pair) => ({ ...pair, one: byName.get(pair.a)!, other: byName.get(pair.b)! }))
  const kept = gold.map((pair) => {
    return { ...pair, ...outcomeOf(pair.one, pair.other, isFound(pair.one.id, pair.other.id)) }
  })
  const share = (some: readonly Outcome[]) => [
    some.length,
    ...(['candidate', 'aligned', 'copying'] as const).map((name) => some.filter((each) => each[name]).length / some.length),
  ]
  const removed = ([pairs, ...found]: readonly number[]) => [pairs!, ...found.map((each) => 1 - each)]
  const boilerplate = kept.filter((pair) => pair.sameHost && pair.containment < 0.5)
  const across = kept.filter(({ sameHost }) => !sameHost)
  const rows: Row[] = [
    { name: 'Jaccard >= .5', cells: share(across.filter(({ jaccard }) => jaccard >= 0.5)) },
    { name: 'containment >= .5', cells: share(across.filter(({ containment }) => containment >= 0.5)) },
    { name: 'containment >= .2', cells: share(across.filter(({ containment }) => containment >= 0.2)) },
    { name: 'boilerplate removed (one host, containment < .5)', cells: removed(share(boilerplate)) },
  ]
  for (const { kind, some } of made) {
    await index.put(some.map(({ article }) => indexed(article)))
    await index.settle()
    const among = new Set((await index.candidatePairs(some.map(({ article }) => article.id))).map(({ a, b }) => `${a} ${b}`))
    const found = some.map(({ donor, article }) => outcomeOf(donor, article, isFound(donor.id, article.id, among)))
    rows.push({ name: kind.name, cells: share(found) })
  }
  await db.close()
  const [putRate, lookRate] = [articles.length / (put - started), articles.length / (looked - put)]
  return {
    name: 'copies',
    columns: ['n pairs', 'candidates', 'overlaps', 'copies'],
    rows,
    digest: digestOf(paths.articles, paths.pairs),
    notes: [
      `${articles.length} articles indexed in SQLite at ${Math.round(putRate * 1000)}/s, looked up at ${Math.round(lookRate * 1000)}/s; ${candidates.size} candidates`,
    ],
  }
}

if (import.meta.main) console.log(haveShared() ? show(await run()) : 'skipped: ../shared/eval is not there')
