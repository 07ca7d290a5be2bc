import type { Article } from '#model/article.ts'
import type { CopyTree, Overlap } from '#model/copy.ts'
import { type Id, pageIdOf } from '#model/ids.ts'
import type { Story } from '#model/story.ts'
import { WorkerLost } from '#queue/pool.ts'
import { getArticleHeads, getArticles, getFeatures, getReadings } from '#store/articles.ts'
import {
  connectedTo,
  dropFamilies,
  getFamilies,
  listFamilies,
  overlapsOf,
  putFamilies,
  relativesOf,
  replaceOverlaps,
} from '#store/copies.ts'
import type { Db } from '#store/db.ts'
import { type DocumentRows, putDocuments } from '#store/documents.ts'
import { getPages } from '#store/pages.ts'
import { openPostings } from '#store/postings.ts'
import { getStories, replaceStories, storiesOf } from '#store/stories.ts'
import { dropParked, dropTodo, listTodo, type Parked, putParked, putTodo, todoAmong } from '#store/work.ts'
import { familiesOf, untracedFamily } from '#trace/families.ts'
import { lostFailure, parkedAt, type Workers } from './pages.ts'
import { corpus, type StageName, stampOf } from './stages.ts'
import type { Failure, FamilyFeatures, Task, Tried } from './tasks.ts'

type ArticleId = Id<'article'>

/** Milliseconds a task over several articles may take. */
const times = { align: 120_000, trace: 600_000, cluster: 3_600_000, tell: 600_000 } as const
/** Articles taken on at once: bounds memory to some hundreds of MiB, and what is lost to a kill. */
const atOnce = 500
/** Articles of stories told at once: they are held with their readings and documents, some hundred KiB each. */
const toldAtOnce = 128
/** Pairs in one task, so that messages between threads do not weigh more than the work. */
const pairsInTask = 32
/** Articles in the families of one task. */
const articlesInTask = 64

/** Called after each portion with how many inputs it did and how many of them were parked. */
export type Done = (stage: StageName, done: number, parked: number) => void

/** Aligns all candidates of articles that are new or whose candidates changed. */
export async function matchAll(db: Db, workers: Workers, done: Done): Promise<void> {
  await db.transact(async (tx) => putTodo(tx, 'match', await openPostings(tx).settle()))
  for (;;) {
    const ids = (await listTodo(db, 'match', atOnce)) as ArticleId[]
    if (ids.length === 0) return
    const pairs = await openPostings(db).candidatePairs(ids)
    const known = new Map((await overlapsOf(db, ids)).map((overlap) => [`${overlap.a} ${overlap.b}`, overlap]))
    const articles = await getArticles(db, [...new Set([...ids, ...pairs.flatMap(({ a, b }) => [a, b])])])
    const kept = pairs.flatMap(({ a, b }) => known.get(`${a} ${b}`) ?? [])
    const later = await laterThan(db, ids, [...articles.keys()])
    const fresh = pairs
      .filter(({ a, b }) => !known.has(`${a} ${b}`) && articles.has(a) && articles.has(b) && !later.has(a) && !later.has(b))
      .map(({ a, b }) => [articles.get(a)!, articles.get(b)!] as const)
    const aligned = await align(workers, fresh)
    const overlaps = [...kept, ...aligned.flatMap((one) => ('made' in one ? (one.made ?? []) : []))]
    const failed = aligned.flatMap((one, i) => ('failure' in one ? [parkedPair(fresh[i]!, one.failure)] : []))
    await db.transact(async (tx) => {
      const before = await replaceOverlaps(tx, ids, overlaps, stampOf('match'))
      await putTodo(tx, 'trace', [...ids, ...before, ...overlaps.flatMap(({ a, b }) => [a, b])])
      await dropTodo(tx, 'match', ids)
      await dropParked(tx, ['match'], ids)
      await putParked(tx, failed)
    })
    done('match', ids.length, failed.length)
  }
}

/** Which of the others have their turn still to come: pairs with them are aligned then, once. */
async function laterThan(db: Db, ids: readonly ArticleId[], others: readonly ArticleId[]): Promise<ReadonlySet<string>> {
  const mine = new Set(ids)
  const todo = await todoAmong(
    db,
    ['match'],
    others.filter((id) => !mine.has(id)),
  )
  return new Set(todo.keys())
}

async function align(workers: Workers, pairs: readonly (readonly [Article, Article])[]): Promise<Tried<Overlap | null>[]> {
  const tasks = chunks(pairs, pairsInTask).map((chunk) => orSingly(workers, chunk, (some) => ({ kind: 'align', pairs: some }), times.align))
  return (await Promise.all(tasks)).flat() as Tried<Overlap | null>[]
}

const parkedPair = ([a, b]: readonly [Article, Article], failure: Failure): Parked =>
  parkedAt('match', a.id, a.url, { ...failure, reason: `compared with ${b.id}: ${failure.reason}` }, new Date().toISOString())

/** Draws the trees of all families that articles came to, left, or changed in. */
export async function traceAll(db: Db, workers: Workers, done: Done): Promise<void> {
  const touched = await touchedFamilies(db)
  if (touched.length === 0) return
  // All of them, before the first is replaced: a family may fall apart into several, and a kill between them must lose none.
  await db.transact((tx) => putTodo(tx, 'trace', touched))
  const overlaps = await overlapsOf(db, touched)
  const living = new Set((await getArticleHeads(db, touched)).keys())
  const gone = touched.filter((id) => !living.has(id))
  await db.transact(async (tx) => {
    await dropFamilies(tx, gone)
    await dropTodo(tx, 'trace', gone)
    if (gone.length > 0) await putTodo(tx, 'cluster', [corpus])
  })
  const families = familiesOf([...living].sort(), overlaps)
  const overlapsIn = byFamily(families, overlaps)
  const members = families.map((family, i) => ({ family, overlaps: overlapsIn[i]! }))
  for (const portion of portions(members, ({ family }) => family.length, atOnce)) await traceSome(db, workers, portion, done)
}

type FamilyIds = Readonly<{ family: readonly ArticleId[]; overlaps: readonly Overlap[] }>

async function traceSome(db: Db, workers: Workers, portion: readonly FamilyIds[], done: Done): Promise<void> {
  const ids = portion.flatMap(({ family }) => family)
  const articles = await getArticles(db, ids)
  const families = portion.map(({ family, overlaps }) => ({ members: family.map((id) => articles.get(id)!), overlaps }))
  const tasks = portions(families, ({ members }) => members.length, articlesInTask).map((some) =>
    orSingly(workers, some, (these) => ({ kind: 'trace', families: these }), times.trace),
  )
  const traced = (await Promise.all(tasks)).flat() as Tried<CopyTree>[]
  const at = new Date().toISOString()
  const parked = traced.flatMap((one, i) =>
    'failure' in one ? families[i]!.members.map(({ id, url }) => parkedAt('trace', id, url, one.failure, at)) : [],
  )
  await db.transact(async (tx) => {
    await dropFamilies(tx, ids)
    await putFamilies(
      tx,
      traced.map((one, i) => ('made' in one ? one.made : untracedFamily(families[i]!.members))),
      stampOf('trace'),
    )
    await putTodo(tx, 'tell', ids)
    await putTodo(tx, 'cluster', [corpus])
    await dropTodo(tx, 'trace', ids)
    await dropParked(tx, ['trace'], ids)
    await putParked(tx, parked)
  })
  done('trace', ids.length, parked.length)
}

/** Articles to trace, everybody that copying joins to them, and everybody who was in a family with one of those. */
async function touchedFamilies(db: Db): Promise<readonly ArticleId[]> {
  let all: ReadonlySet<ArticleId> = new Set((await listTodo(db, 'trace', Number.MAX_SAFE_INTEGER)) as ArticleId[])
  for (;;) {
    const relatives = await relativesOf(db, [...all])
    const more = await connectedTo(db, [...new Set([...all, ...relatives])])
    if (more.size === all.size) return [...all].sort()
    all = more
  }
}

function byFamily(families: readonly (readonly ArticleId[])[], overlaps: readonly Overlap[]): readonly (readonly Overlap[])[] {
  const number = new Map(families.flatMap((family, i) => family.map((id) => [id, i] as const)))
  const lists: Overlap[][] = families.map(() => [])
  for (const overlap of overlaps) {
    const family = number.get(overlap.a)
    if (family !== undefined && family === number.get(overlap.b)) lists[family]!.push(overlap)
  }
  return lists
}

/** Gathers all families into stories, when any family or its features changed. */
export async function clusterAll(db: Db, workers: Workers, done: Done): Promise<void> {
  const todo = await listTodo(db, 'cluster', Number.MAX_SAFE_INTEGER)
  if (todo.length === 0) return
  const families: FamilyFeatures[] = []
  for (let after = ''; ; ) {
    const trees = await listFamilies(db, atOnce, after)
    families.push(...(await withFeatures(db, trees)))
    if (trees.length < atOnce) break
    after = trees.at(-1)!.id
  }
  const clustered = await only<readonly Story[]>(workers, { kind: 'cluster', families }, times.cluster)
  await db.transact(async (tx) => {
    await dropTodo(tx, 'cluster', todo)
    await dropParked(tx, ['cluster'], [corpus])
    if ('failure' in clustered)
      return putParked(tx, [parkedAt('cluster', corpus, 'all pages', clustered.failure, new Date().toISOString())])
    const changed = await replaceStories(tx, clustered.made, stampOf('cluster'))
    await putTodo(
      tx,
      'tell',
      changed.map(({ articles }) => articles[0]!),
    )
  })
  done('cluster', families.length, 'failure' in clustered ? 1 : 0)
}

async function withFeatures(db: Db, trees: readonly FamilyFeatures['tree'][]): Promise<FamilyFeatures[]> {
  const ids = trees.flatMap(({ members }) => members)
  const features = await getFeatures(db, ids)
  return trees.map((tree) => ({ tree, features: tree.members.flatMap((id) => features.get(id) ?? []) }))
}

/** Writes down every story that has new pages, trees or readings. */
export async function tellAll(db: Db, workers: Workers, done: Done): Promise<void> {
  for (;;) {
    const ids = (await listTodo(db, 'tell', atOnce)) as ArticleId[]
    if (ids.length === 0) return
    const stories = await getStories(db, await storiesOf(db, ids))
    for (const portion of portions(stories, ({ articles }) => articles.length, toldAtOnce)) await tellSome(db, workers, portion, done)
    await db.transact((tx) => dropTodo(tx, 'tell', ids)) // of those in no story nothing can be told
  }
}

async function tellSome(db: Db, workers: Workers, stories: readonly Story[], done: Done): Promise<void> {
  const told = await Promise.all(stories.map(async (story) => only<DocumentRows>(workers, await tellTask(db, story), times.tell)))
  const ids = stories.flatMap(({ articles }) => articles)
  const sources = await getPages(db, ids.map(pageIdOf))
  const at = new Date().toISOString()
  const parked = told.flatMap((one, i) =>
    'failure' in one ? stories[i]!.articles.map((id) => parkedAt('tell', id, sources.get(pageIdOf(id))!.source, one.failure, at)) : [],
  )
  await db.transact(async (tx) => {
    await putDocuments(
      tx,
      told.flatMap((one) => ('made' in one ? one.made : [])),
    )
    await dropTodo(tx, 'tell', ids)
    await dropParked(tx, ['tell'], ids)
    await putParked(tx, parked)
  })
  done('tell', stories.length, parked.length)
}

async function tellTask(db: Db, story: Story): Promise<Task> {
  const articles = await getArticles(db, story.articles)
  const pages = await getPages(db, story.articles.map(pageIdOf))
  const readings = await getReadings(db, story.articles)
  const inOrder = <T>(map: ReadonlyMap<ArticleId, T>) => story.articles.flatMap((id) => map.get(id) ?? [])
  return {
    kind: 'tell',
    input: {
      story,
      articles: inOrder(articles),
      pages: story.articles.flatMap((id) => pages.get(pageIdOf(id)) ?? []),
      readings: inOrder(readings),
      trees: await getFamilies(db, story.families),
    },
  }
}

/** A task with one thing in it. A worker that dies over it is a failure of that thing. */
async function only<Made>(workers: Workers, task: Task, milliseconds: number): Promise<Tried<Made>> {
  try {
    return (await workers.run(task, milliseconds)) as Tried<Made>
  } catch (error) {
    if (!(error instanceof WorkerLost)) throw error
    return { failure: lost(task, error) }
  }
}

const lost = (task: Task, error: WorkerLost): Failure => ({
  ...lostFailure,
  reason: `${task.kind} did not come to an end: ${error.message}`,
})

/** Several things in one task; when its worker dies, each alone, so that one of them is to blame. */
async function orSingly<One>(
  workers: Workers,
  things: readonly One[],
  task: (things: readonly One[]) => Task,
  milliseconds: number,
): Promise<Tried<unknown>[]> {
  try {
    return (await workers.run(task(things), milliseconds)) as Tried<unknown>[]
  } catch (error) {
    if (!(error instanceof WorkerLost)) throw error
    if (things.length === 1) return [{ failure: lost(task(things), error) }]
    return (await Promise.all(things.map((thing) => orSingly(workers, [thing], task, milliseconds)))).flat()
  }
}

function chunks<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size))
}

/** Cuts a list so that no portion weighs more than `most`, unless one item alone does. */
function portions<T>(all: readonly T[], weight: (one: T) => number, most: number): readonly (readonly T[])[] {
  const made: T[][] = []
  let full = most
  for (const one of all) {
    if (full + weight(one) > most) {
      made.push([])
      full = 0
    }
    made.at(-1)!.push(one)
    full += weight(one)
  }
  return made
}
