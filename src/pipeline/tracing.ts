import type { CopyTree } from '#model/copy.ts'
import type { Id } from '#model/ids.ts'
import { pageIdOf } from '#model/ids.ts'
import { articleFrom, getArticleBodies, getArticleHeads } from '#store/articles.ts'
import { copyingPairsOf, dropFamilies, familiesIn, getFamilies, overlapsOf, putFamilies, touchedBy } from '#store/copies.ts'
import type { Db } from '#store/db.ts'
import { getPages } from '#store/pages.ts'
import { dropParked, dropTodo, listTodo, putParked, putTodo } from '#store/work.ts'
import { joined, untracedFamily } from '#trace/families.ts'
import { parkedAt, type Workers } from './pages.ts'
import { type Done, orSingly, portions, tryingTime } from './portions.ts'
import { stampOf } from './stages.ts'
import type { Family, Tried } from './tasks.ts'

type ArticleId = Id<'article'>
type Members = readonly ArticleId[]

/** Articles taken on at once: bounds memory to some hundreds of MiB, and what is lost to a kill. */
const atOnce = 500
/** Articles in the families of one task. */
const articlesInTask = 64
/**
 * Pages above which no tree is drawn: at 1,000 it takes 2 s and a GiB, at 2,000 11 s and 3.5 GiB. The most widely printed wire reports are on
 * some hundreds of sites; what is larger is boilerplate that slipped through.
 */
const largestTraced = 1_000

/** Draws the trees of all families that articles came to, left, or changed in; of these alone is anything read. */
export async function traceAll(db: Db, workers: Workers, done: Done): Promise<void> {
  for (;;) {
    const seeds = (await listTodo(db, 'trace', atOnce)) as ArticleId[]
    if (seeds.length === 0) return
    const touched = [...(await touchedBy(db, seeds))].sort()
    // All of them, before the first is replaced: a family may fall apart into several, and a kill between them must lose none.
    await db.transact((tx) => putTodo(tx, 'trace', touched))
    const living = new Set((await getArticleHeads(db, touched)).keys())
    await leave(
      db,
      touched.filter((id) => !living.has(id)),
    )
    const families = joined([...living].sort(), await copyingPairsOf(db, touched))
    const small = families.filter(({ length }) => length <= largestTraced)
    for (const portion of portions(small, ({ length }) => length, atOnce)) await traceSome(db, workers, portion, done)
    for (const family of families.filter(({ length }) => length > largestTraced)) await leaveUntraced(db, family, done)
  }
}

/** Articles that are no more leave their families; their relatives are drawn anew next. */
async function leave(db: Db, gone: readonly ArticleId[]): Promise<void> {
  await db.transact(async (tx) => {
    const families = [...new Set((await familiesIn(tx, gone)).values())]
    await dropFamilies(tx, families)
    await putTodo(tx, 'liken', families)
    await dropTodo(tx, 'trace', gone)
    await dropParked(tx, ['trace'], gone)
  })
}

async function traceSome(db: Db, workers: Workers, portion: readonly Members[], done: Done): Promise<void> {
  const families = await withOverlaps(db, portion)
  const tasks = portions(families, ({ members }) => members.length, articlesInTask).map((some) =>
    orSingly(workers, some, (these) => ({ kind: 'trace', families: these }), tryingTime),
  )
  const traced = (await Promise.all(tasks)).flat() as Tried<CopyTree>[]
  const at = new Date().toISOString()
  const parked = traced.flatMap((one, i) =>
    'failure' in one ? families[i]!.members.map((member) => parkedAt('trace', member.id, articleFrom(member).url, one.failure, at)) : [],
  )
  const trees = traced.map((one, i) => ('made' in one ? one.made : untracedFamily(portion[i]!)))
  await save(db, trees, (tx) => putParked(tx, parked))
  done('trace', portion.flat().length, parked.length)
}

async function withOverlaps(db: Db, portion: readonly Members[]): Promise<readonly Family[]> {
  const ids = portion.flat()
  const articles = await getArticleBodies(db, ids)
  const number = new Map(portion.flatMap((family, i) => family.map((id) => [id, i] as const)))
  const families = portion.map((family) => ({
    members: family.map((id) => articles.get(id)!),
    overlaps: [] as Family['overlaps'][number][],
  }))
  for (const overlap of await overlapsOf(db, portion.filter(({ length }) => length > 1).flat())) {
    const family = number.get(overlap.a)
    if (family !== undefined && family === number.get(overlap.b)) families[family]!.overlaps.push(overlap)
  }
  return families
}

async function leaveUntraced(db: Db, family: Members, done: Done): Promise<void> {
  const pages = await getPages(db, family.map(pageIdOf))
  const failure = {
    reason: `its family has ${family.length} pages; trees are drawn of up to ${largestTraced}`,
    advice: 'text that so many pages share is furniture as a rule: "stemma story" shows it',
    ...{ temporary: false, detail: null },
  }
  const at = new Date().toISOString()
  const parked = family.map((id) => parkedAt('trace', id, pages.get(pageIdOf(id))!.source, failure, at))
  await save(db, [untracedFamily(family)], (tx) => putParked(tx, parked))
  done('trace', family.length, parked.length)
}

/** Stores trees instead of the families that their members were in. A tree that is as it was changes nothing further on. */
async function save(db: Db, trees: readonly CopyTree[], park: (tx: Db) => Promise<void>): Promise<void> {
  const ids = trees.flatMap(({ members }) => members)
  await db.transact(async (tx) => {
    const before = [...new Set((await familiesIn(tx, ids)).values())]
    const stay = new Set(trees.map(({ id }) => id))
    const known = new Map((await getFamilies(tx, [...stay])).map((tree) => [tree.id, JSON.stringify(tree)]))
    const gone = before.filter((id) => !stay.has(id))
    const changed = trees.filter((tree) => known.get(tree.id) !== JSON.stringify(tree))
    await dropFamilies(tx, gone)
    await putFamilies(tx, trees, stampOf('trace'))
    const fresh = trees.filter(({ id }) => !known.has(id)).map(({ id }) => id)
    await putTodo(tx, 'liken', [...gone, ...fresh])
    await putTodo(
      tx,
      'tell',
      changed.flatMap(({ members }) => members[0]!),
    )
    await dropTodo(tx, 'trace', ids)
    await dropParked(tx, ['trace'], ids)
    await park(tx)
  })
}
