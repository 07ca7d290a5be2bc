import { boundsOf, clusterDefaults, storyOf } from '#cluster/cluster.ts'
import { articleIdOf, type Id, pageIdOf } from '#model/ids.ts'
import type { Instant } from '#model/page.ts'
import type { Story } from '#model/story.ts'
import { getMembers } from '#store/copies.ts'
import type { Db } from '#store/db.ts'
import { getHeads, numbersOf, storiesOfSubjects, subjectsOfStories } from '#store/neighbours.ts'
import { getStories, replaceStories, storiesOf, storiesOfFamilies } from '#store/stories.ts'
import { closeLog, type LogEntry, openLog, putLog } from '#store/storylog.ts'
import { dropTodo, listTodo, putTodo } from '#store/work.ts'
import { chunks, type Done } from './portions.ts'
import { Regions } from './regions.ts'
import { loadRulings } from './rulings.ts'
import { stampOf } from './stages.ts'

type FamilyId = Id<'family'>
type StoryId = Id<'story'>

/** Families let into the stories at a time, those of one time together: they and the stories around them are in memory. */
const atOnce = 500
/** Pages named in a log entry. */
const namedPages = 10

/**
 * Brings the stories up to date for families that are new, gone or like others than before, and for what users decided. Families
 * whose stories can change are gathered anew; the rest is not looked at (Regions). All in one transaction, so that what the log
 * and the aliases say does not hang on where a run was interrupted.
 */
export async function clusterAll(db: Db, done: Done): Promise<void> {
  const todo = (await listTodo(db, 'cluster', Number.MAX_SAFE_INTEGER)) as FamilyId[]
  if (todo.length === 0) return
  const regions = new Regions(db, await loadRulings(db), boundsOf(clusterDefaults))
  const broken = await storiesOfFamilies(db, todo)
  const named = await numbersOf(db, todo)
  const members = [...(await subjectsOfStories(db, broken)).values()].flat()
  const due = await inTimeOrder(db, [...new Set([...named.values(), ...members])])
  regions.takeOut(due)
  for (const some of chunks(due, atOnce)) await regions.letIn(some)
  const groups = regions.changed()
  const before = await storiesBefore(db, broken, groups.flat())
  const after = await storiesAfter(db, groups)
  await db.transact(async (tx) => {
    const changed = await replaceStories(tx, before, after, stampOf('cluster'))
    await writeLog(tx, before, changed)
    await putTodo(
      tx,
      'tell',
      changed.map(({ articles }) => articles[0]!),
    )
    await dropTodo(tx, 'cluster', todo)
  })
  done('cluster', todo.length, 0)
}

/** Numbers of families by day, those without one first, then by number. */
async function inTimeOrder(db: Db, numbers: readonly number[]): Promise<readonly number[]> {
  const heads = await getHeads(db, numbers)
  const dayOf = (no: number) => heads.get(no)!.day ?? Number.NEGATIVE_INFINITY
  return numbers.toSorted((a, b) => (dayOf(a) === dayOf(b) ? a - b : dayOf(a) - dayOf(b)))
}

/** The stories that fell apart, and those of the families that are grouped anew. */
async function storiesBefore(db: Db, broken: readonly StoryId[], numbers: readonly number[]): Promise<readonly Story[]> {
  const stories = new Set([...broken, ...(await storiesOfSubjects(db, numbers)).values()])
  return getStories(db, [...stories].sort())
}

async function storiesAfter(db: Db, groups: readonly (readonly number[])[]): Promise<readonly Story[]> {
  const heads = await getHeads(db, groups.flat())
  const families = [...heads.values()].map(({ family }) => family)
  const members = new Map((await getMembers(db, families)).map((tree) => [tree.id, tree.members]))
  return groups
    .map((group) => {
      const kept = group.map((no) => heads.get(no)!)
      return storyOf(kept.map((one) => ({ id: one.family, members: members.get(one.family)!, kept: one })))
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** Says what became of stories: of what users decided under their name, of the rest under the machine's. */
async function writeLog(db: Db, before: readonly Story[], changed: readonly Story[]): Promise<void> {
  const decided = new Set<StoryId>()
  for (const entry of await openLog(db)) {
    const after = await storiesOf(db, entry.pages.map(articleIdOf))
    await closeLog(db, entry.number, after)
    for (const story of [...entry.before, ...after]) decided.add(story)
  }
  const entries = entriesOf(before, changed, new Date().toISOString())
  await putLog(
    db,
    entries.filter((entry) => ![...entry.before, ...entry.after!].some((story) => decided.has(story))),
  )
}

/** Merges, splits and new names; that a story has grown is no entry. */
function entriesOf(before: readonly Story[], changed: readonly Story[], at: Instant): readonly LogEntry[] {
  const homes = new Map(before.flatMap(({ id, articles }) => articles.map((article) => [article, id] as const)))
  const from = new Map(changed.map(({ id, articles }) => [id, sortedOnce(articles.flatMap((article) => homes.get(article) ?? []))]))
  const into = new Map<StoryId, StoryId[]>()
  for (const [story, olds] of from) for (const old of olds) into.set(old, [...(into.get(old) ?? []), story])
  const entry = (kind: LogEntry['kind'], olds: readonly StoryId[], news: readonly StoryId[], why: string): LogEntry => {
    const fresh = changed.filter(({ id }) => news.includes(id)).flatMap(({ articles }) => articles.filter((article) => !homes.has(article)))
    return { at, kind, by: 'machine', decision: null, before: olds, after: news, pages: fresh.slice(0, namedPages).map(pageIdOf), why }
  }
  const merges = changed
    .filter(({ id }) => from.get(id)!.length > 1)
    .map(({ id }) => entry('merge', from.get(id)!, [id], 'their reports are likelier than not to be of one event'))
  const splits = [...into]
    .filter(([, news]) => news.length > 1)
    .map(([old, news]) => entry('split', [old], news.sort(), 'its reports are no longer alike enough to be of one event'))
  const renames = changed
    .filter(({ id }) => from.get(id)!.length === 1 && from.get(id)![0] !== id && into.get(from.get(id)![0]!)!.length === 1)
    .map(({ id }) => entry('rename', from.get(id)!, [id], 'a story is known by its earliest page, which is another one now'))
  return [...merges, ...splits, ...renames]
}

const sortedOnce = (ids: readonly StoryId[]): readonly StoryId[] => [...new Set(ids)].sort()
