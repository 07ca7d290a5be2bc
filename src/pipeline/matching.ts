import type { Candidate } from '#match/candidates.ts'
import type { Article } from '#model/article.ts'
import type { Overlap } from '#model/copy.ts'
import type { Id } from '#model/ids.ts'
import { getArticles } from '#store/articles.ts'
import { dropOverlaps, familiesIn, pairsOf, putOverlaps } from '#store/copies.ts'
import type { Db } from '#store/db.ts'
import { openPostings } from '#store/postings.ts'
import { dropParked, dropTodo, listTodo, type Parked, putParked, putTodo, todoAmong } from '#store/work.ts'
import { parkedAt, type Workers } from './pages.ts'
import { chunks, type Done, orSingly } from './portions.ts'
import { stampOf } from './stages.ts'
import type { Failure, Tried } from './tasks.ts'

type ArticleId = Id<'article'>

/** Milliseconds that the pairs of one task may take. */
const aligningTime = 120_000
/** Articles taken on at once: bounds memory to some hundreds of MiB, and what is lost to a kill. */
const atOnce = 500
/** Pairs in one task, so that messages between threads do not weigh more than the work. */
const pairsInTask = 32

/** Aligns all candidates of articles that are new or whose candidates changed. */
export async function matchAll(db: Db, workers: Workers, done: Done): Promise<void> {
  await db.transact(async (tx) => putTodo(tx, 'match', await openPostings(tx).settle()))
  for (;;) {
    const ids = (await listTodo(db, 'match', atOnce)) as ArticleId[]
    if (ids.length === 0) return
    const pairs = await openPostings(db).candidatePairs(ids)
    const known = new Map((await pairsOf(db, ids)).map((pair) => [keyOf(pair), pair]))
    const named = new Set(pairs.map(keyOf))
    const gone = [...known.values()].filter((pair) => !named.has(keyOf(pair)))
    const fresh = await withArticles(
      db,
      ids,
      pairs.filter((pair) => !known.has(keyOf(pair))),
    )
    const aligned = await align(workers, fresh)
    const overlaps = aligned.flatMap((one) => ('made' in one ? (one.made ?? []) : []))
    const failed = aligned.flatMap((one, i) => ('failure' in one ? [parkedPair(fresh[i]!, one.failure)] : []))
    const inFamilies = await familiesIn(db, ids)
    await db.transact(async (tx) => {
      await dropOverlaps(tx, gone)
      await putOverlaps(tx, overlaps, stampOf('match'))
      const changed = [...gone, ...overlaps].flatMap(({ a, b }) => [a, b])
      await putTodo(tx, 'trace', [...ids.filter((id) => !inFamilies.has(id)), ...changed])
      await dropTodo(tx, 'match', ids)
      await dropParked(tx, ['match'], ids)
      await putParked(tx, failed)
    })
    done('match', ids.length, failed.length)
  }
}

const keyOf = ({ a, b }: Candidate) => `${a} ${b}`

/** Pairs with both articles, but for those with an article whose turn is still to come: they are aligned then, once. */
async function withArticles(
  db: Db,
  ids: readonly ArticleId[],
  pairs: readonly Candidate[],
): Promise<readonly (readonly [Article, Article])[]> {
  const mine = new Set(ids)
  const others = [...new Set(pairs.flatMap(({ a, b }) => [a, b]))].filter((id) => !mine.has(id))
  const later = await todoAmong(db, ['match'], others)
  const due = pairs.filter(({ a, b }) => !later.has(a) && !later.has(b))
  const articles = await getArticles(db, [...new Set(due.flatMap(({ a, b }) => [a, b]))])
  return due.flatMap(({ a, b }) => (articles.has(a) && articles.has(b) ? [[articles.get(a)!, articles.get(b)!] as const] : []))
}

async function align(workers: Workers, pairs: readonly (readonly [Article, Article])[]): Promise<Tried<Overlap | null>[]> {
  const tasks = chunks(pairs, pairsInTask).map((chunk) =>
    orSingly(workers, chunk, (some) => ({ kind: 'align', pairs: some }), aligningTime),
  )
  return (await Promise.all(tasks)).flat() as Tried<Overlap | null>[]
}

const parkedPair = ([a, b]: readonly [Article, Article], failure: Failure): Parked =>
  parkedAt('match', a.id, a.url, { ...failure, reason: `compared with ${b.id}: ${failure.reason}` }, new Date().toISOString())
