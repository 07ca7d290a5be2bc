import type { Id } from '#model/ids.ts'
import type { Instant } from '#model/page.ts'
import { type Db, putMany, row, rowsIn } from './db.ts'

type ArticleId = Id<'article'>

/**
 * What a user decided about stories, in articles, so that it outlives the stories it was said of.
 * merge: the stories of `articles` are one. split: none of `articles` is in a story with any of `others`, and they are in one.
 * pin: each of `articles` is in the story of the one in `others`, whatever it is like.
 */
export type Decision = Readonly<{
  number: number
  kind: 'merge' | 'split' | 'pin'
  articles: readonly ArticleId[]
  others: readonly ArticleId[]
  reason: string | null
  at: Instant
}>

/** Keeps a decision and returns its number. Call it in a transaction. */
export async function putDecision(db: Db, { kind, articles, others, reason, at }: Omit<Decision, 'number'>): Promise<number> {
  const sql = 'insert into decision (kind, reason, at) values ($1, $2, $3) returning n'
  const { n } = (await row<{ n: number }>(db, sql, kind, reason, at))!
  await putMany(
    db,
    'decision_article',
    ['decision', 'article', 'other'],
    [...articles.map((article) => [n, article, 0]), ...others.map((article) => [n, article, 1])],
  )
  return n
}

/** Takes decisions back. Call it in a transaction. */
export async function dropDecisions(db: Db, numbers: readonly number[]): Promise<void> {
  await rowsIn(db, 'delete from decision_article where decision in', numbers)
  await rowsIn(db, 'delete from decision where n in', numbers)
}

/** Takes back that these articles are pinned, and returns the decisions that said so, as they were. Call it in a transaction. */
export async function dropPins(db: Db, articles: readonly ArticleId[]): Promise<readonly Decision[]> {
  const pins = (await decisionsOn(db, articles)).filter(
    ({ kind, articles: pinned }) => kind === 'pin' && pinned.some((one) => articles.includes(one)),
  )
  for (const { number } of pins)
    await rowsIn(db, 'delete from decision_article where decision = $1 and other = 0 and article in', articles, number)
  await dropDecisions(
    db,
    pins.filter(({ articles: pinned }) => pinned.every((one) => articles.includes(one))).map(({ number }) => number),
  )
  return pins
}

/** All decisions, in order. */
export async function listDecisions(db: Db): Promise<readonly Decision[]> {
  const found = await db.rows<{ n: number }>('select n from decision order by n')
  return getDecisions(
    db,
    found.map(({ n }) => n),
  )
}

/** Decisions by their numbers, in order. */
export async function getDecisions(db: Db, numbers: readonly number[]): Promise<readonly Decision[]> {
  type Head = Readonly<{ n: number; kind: Decision['kind']; reason: string | null; at: Instant }>
  const heads = await rowsIn<Head>(db, 'select n, kind, reason, at from decision where n in', numbers)
  type Named = Readonly<{ decision: number; article: ArticleId; other: number }>
  const named = await rowsIn<Named>(db, 'select decision, article, other from decision_article where decision in', numbers)
  const sides = new Map<string, ArticleId[]>()
  for (const { decision, article, other } of named)
    sides.set(`${decision} ${other}`, [...(sides.get(`${decision} ${other}`) ?? []), article])
  const articlesOf = (n: number, side: number) => (sides.get(`${n} ${side}`) ?? []).sort()
  return heads
    .toSorted((x, y) => x.n - y.n)
    .map(({ n, kind, reason, at }) => ({ number: n, kind, articles: articlesOf(n, 0), others: articlesOf(n, 1), reason, at }))
}

/** Decisions that name one of these articles, in order. */
export async function decisionsOn(db: Db, articles: readonly ArticleId[]): Promise<readonly Decision[]> {
  const found = await rowsIn<{ decision: number }>(db, 'select distinct decision from decision_article where article in', articles)
  return getDecisions(db, [...new Set(found.map(({ decision }) => decision))])
}
