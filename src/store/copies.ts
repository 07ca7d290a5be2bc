import type { Candidate } from '#match/candidates.ts'
import type { CopyTree, Overlap } from '#model/copy.ts'
import type { Id } from '#model/ids.ts'
import { isCopying } from '#trace/families.ts'
import { type Db, putMany, replacing, rowsIn } from './db.ts'

type ArticleId = Id<'article'>

/** Takes these articles' overlaps away. Call it in a transaction. Returns the others that shared text with them. */
export async function dropOverlapsOf(db: Db, articles: readonly ArticleId[]): Promise<readonly ArticleId[]> {
  const mine = new Set(articles)
  const gone = (await pairsOf(db, articles)).flatMap(({ a, b }) => [a, b])
  await rowsIn(db, 'delete from overlap where a in', articles)
  await rowsIn(db, 'delete from overlap where b in', articles)
  return [...new Set(gone)].filter((other) => !mine.has(other))
}

/** Call it in a transaction. */
export async function dropOverlaps(db: Db, pairs: readonly Candidate[]): Promise<void> {
  for (const { a, b } of pairs) await db.rows('delete from overlap where a = $1 and b = $2', a, b)
}

/** Call it in a transaction. */
export const putOverlaps = (db: Db, overlaps: readonly Overlap[], made: string): Promise<void> =>
  putMany(
    db,
    'overlap',
    ['a', 'b', 'made', 'copying', 'body'],
    overlaps.map((overlap) => [overlap.a, overlap.b, made, isCopying(overlap) ? 1 : 0, JSON.stringify(overlap)]),
    replacing(['a', 'b', 'made', 'copying', 'body'], 2),
  )

/** Who shares text with one of these articles, each pair once. */
export const pairsOf = (db: Db, articles: readonly ArticleId[]): Promise<readonly Candidate[]> => pairsWhere(db, '', articles)

/** The same for those that share enough to be copies. */
export const copyingPairsOf = (db: Db, articles: readonly ArticleId[]): Promise<readonly Candidate[]> =>
  pairsWhere(db, 'copying = 1 and ', articles)

async function pairsWhere(db: Db, condition: string, articles: readonly ArticleId[]): Promise<readonly Candidate[]> {
  const found = [
    ...(await rowsIn<Candidate>(db, `select a, b from overlap where ${condition}a in`, articles)),
    ...(await rowsIn<Candidate>(db, `select a, b from overlap where ${condition}b in`, articles)),
  ]
  return [...new Map(found.map((pair) => [`${pair.a} ${pair.b}`, pair])).values()]
}

/** Every overlap with at least one of these articles, in order of ids. */
export async function overlapsOf(db: Db, articles: readonly ArticleId[]): Promise<readonly Overlap[]> {
  const found = [
    ...(await rowsIn<{ body: string }>(db, 'select body from overlap where a in', articles)),
    ...(await rowsIn<{ body: string }>(db, 'select body from overlap where b in', articles)),
  ]
  return sortedOnce(found.map(({ body }) => JSON.parse(body)))
}

function sortedOnce(overlaps: readonly Overlap[]): readonly Overlap[] {
  const sorted = overlaps.toSorted((x, y) => compare(x.a, y.a) || compare(x.b, y.b))
  return sorted.filter((overlap, i) => i === 0 || overlap.a !== sorted[i - 1]!.a || overlap.b !== sorted[i - 1]!.b)
}
const compare = (x: string, y: string) => (x < y ? -1 : x > y ? 1 : 0)

/**
 * All that these articles have to do with: everybody that a chain of copies joins to them, everybody who is in a family with one of
 * those, and so on; these included. As many rounds as the longest way, and no more memory than the ids.
 */
export async function touchedBy(db: Db, articles: readonly ArticleId[]): Promise<ReadonlySet<ArticleId>> {
  const seen = new Set(articles)
  let edge = [...seen]
  while (edge.length > 0) {
    const copies = (await copyingPairsOf(db, edge)).flatMap(({ a, b }) => [a, b])
    edge = [...new Set([...copies, ...(await relativesOf(db, edge))])].filter((other) => !seen.has(other))
    for (const other of edge) seen.add(other)
  }
  return seen
}

/** Takes families apart. Call it in a transaction. */
export async function dropFamilies(db: Db, families: readonly Id<'family'>[]): Promise<void> {
  await rowsIn(db, 'delete from family_article where family in', families)
  await rowsIn(db, 'delete from family where id in', families)
}

/** The family of each article that is in one. */
export async function familiesIn(db: Db, articles: readonly ArticleId[]): Promise<Map<ArticleId, Id<'family'>>> {
  type Row = Readonly<{ article: ArticleId; family: Id<'family'> }>
  const found = await rowsIn<Row>(db, 'select article, family from family_article where article in', articles)
  return new Map(found.map(({ article, family }) => [article, family]))
}

/** Everybody who is in a family with one of these articles. */
export async function relativesOf(db: Db, articles: readonly ArticleId[]): Promise<readonly ArticleId[]> {
  const families = [...new Set((await familiesIn(db, articles)).values())]
  const found = await rowsIn<{ article: ArticleId }>(db, 'select article from family_article where family in', families)
  return found.map(({ article }) => article)
}

export async function putFamilies(db: Db, trees: readonly CopyTree[], made: string): Promise<void> {
  await putMany(
    db,
    'family',
    ['id', 'made', 'body'],
    trees.map((tree) => [tree.id, made, JSON.stringify(tree)]),
    replacing(['id', 'made', 'body']),
  )
  await putMany(
    db,
    'family_article',
    ['article', 'family'],
    trees.flatMap((tree) => tree.members.map((member) => [member, tree.id])),
    replacing(['article', 'family']),
  )
}

/** Trees as they are stored, JSON. */
export async function getFamilyBodies(db: Db, ids: readonly Id<'family'>[]): Promise<Map<Id<'family'>, string>> {
  const found = await rowsIn<{ id: Id<'family'>; body: string }>(db, 'select id, body from family where id in', ids)
  return new Map(found.map(({ id, body }) => [id, body]))
}

export async function getFamilies(db: Db, ids: readonly Id<'family'>[]): Promise<readonly CopyTree[]> {
  const bodies = await getFamilyBodies(db, ids)
  return [...bodies.keys()].sort(compare).map((id) => JSON.parse(bodies.get(id)!))
}

/** Who is in these families, without their copies, which are many times as much. In order of ids. */
export async function getMembers(db: Db, ids: readonly Id<'family'>[]): Promise<readonly Pick<CopyTree, 'id' | 'members'>[]> {
  type Row = Readonly<{ family: Id<'family'>; article: ArticleId }>
  const found = await rowsIn<Row>(db, 'select family, article from family_article where family in', ids)
  const members = new Map<Id<'family'>, ArticleId[]>()
  for (const { family, article } of found) members.set(family, [...(members.get(family) ?? []), article])
  return [...members].map(([id, articles]) => ({ id, members: articles.sort() })).sort((x, y) => compare(x.id, y.id))
}
