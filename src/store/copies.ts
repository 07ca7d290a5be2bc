import type { CopyTree, Overlap } from '#model/copy.ts'
import type { Id } from '#model/ids.ts'
import { type Db, putMany, replacing, rowsIn } from './db.ts'

type ArticleId = Id<'article'>

/** Replaces every overlap of these articles by `overlaps`. Call it in a transaction. Returns the articles that shared text with them before. */
export async function replaceOverlaps(
  db: Db,
  articles: readonly ArticleId[],
  overlaps: readonly Overlap[],
  made: string,
): Promise<readonly ArticleId[]> {
  const mine = new Set(articles)
  const gone = [
    ...(await rowsIn<{ other: ArticleId }>(db, 'select b as other from overlap where a in', articles)),
    ...(await rowsIn<{ other: ArticleId }>(db, 'select a as other from overlap where b in', articles)),
  ]
  await rowsIn(db, 'delete from overlap where a in', articles)
  await rowsIn(db, 'delete from overlap where b in', articles)
  await putMany(
    db,
    'overlap',
    ['a', 'b', 'made', 'body'],
    overlaps.map((overlap) => [overlap.a, overlap.b, made, JSON.stringify(overlap)]),
    replacing(['a', 'b', 'made', 'body'], 2),
  )
  return [...new Set(gone.map(({ other }) => other))].filter((other) => !mine.has(other))
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

/** Articles that a chain of overlaps joins to the given ones, these included. */
export async function connectedTo(db: Db, articles: readonly ArticleId[]): Promise<ReadonlySet<ArticleId>> {
  const seen = new Set(articles)
  let edge = [...seen]
  while (edge.length > 0) {
    const found = [
      ...(await rowsIn<{ other: ArticleId }>(db, 'select b as other from overlap where a in', edge)),
      ...(await rowsIn<{ other: ArticleId }>(db, 'select a as other from overlap where b in', edge)),
    ]
    edge = [...new Set(found.map(({ other }) => other))].filter((other) => !seen.has(other))
    for (const other of edge) seen.add(other)
  }
  return seen
}

/** Takes the families of these articles apart. Returns all their members. Call it in a transaction. */
export async function dropFamilies(db: Db, articles: readonly ArticleId[]): Promise<readonly ArticleId[]> {
  const families = await familyIdsOf(db, articles)
  const members = await rowsIn<{ article: ArticleId }>(db, 'select article from family_article where family in', families)
  await rowsIn(db, 'delete from family_article where family in', families)
  await rowsIn(db, 'delete from family where id in', families)
  return members.map(({ article }) => article)
}

/** The family of each article that is in one. */
export async function familiesIn(db: Db, articles: readonly ArticleId[]): Promise<Map<ArticleId, Id<'family'>>> {
  type Row = Readonly<{ article: ArticleId; family: Id<'family'> }>
  const found = await rowsIn<Row>(db, 'select article, family from family_article where article in', articles)
  return new Map(found.map(({ article, family }) => [article, family]))
}

async function familyIdsOf(db: Db, articles: readonly ArticleId[]): Promise<readonly Id<'family'>[]> {
  const found = await rowsIn<{ family: Id<'family'> }>(db, 'select distinct family from family_article where article in', articles)
  return [...new Set(found.map(({ family }) => family))].sort()
}

/** Everybody who is in a family with one of these articles. */
export async function relativesOf(db: Db, articles: readonly ArticleId[]): Promise<readonly ArticleId[]> {
  const families = await familyIdsOf(db, articles)
  return (await rowsIn<{ article: ArticleId }>(db, 'select article from family_article where family in', families)).map(
    ({ article }) => article,
  )
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

export async function getFamilies(db: Db, ids: readonly Id<'family'>[]): Promise<readonly CopyTree[]> {
  const found = await rowsIn<{ id: Id<'family'>; body: string }>(db, 'select id, body from family where id in', ids)
  return found.toSorted((x, y) => compare(x.id, y.id)).map(({ body }) => JSON.parse(body))
}

/** Families in order of id, after `after`: who is in them, without their copies, which are many times as much. */
export async function listFamilies(db: Db, limit: number, after = ''): Promise<readonly Pick<CopyTree, 'id' | 'members'>[]> {
  const found = await db.rows<{ body: string }>('select body from family where id > $1 order by id limit $2', after, limit)
  return found.map(({ body }) => {
    const { id, members } = JSON.parse(body) as CopyTree
    return { id, members }
  })
}
