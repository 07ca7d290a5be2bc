import type { Id } from '#model/ids.ts'
import type { Instant } from '#model/page.ts'
import { checkedLimit, fromCursor, type Listed, type Paging, toCursor } from './cursor.ts'
import { type Db, putMany, row } from './db.ts'

type StoryId = Id<'story'>

const logKinds = ['merge', 'split', 'rename', 'pin', 'unpin', 'undo'] as const

/** One thing that happened to stories, and why. */
export type LogEntry = Readonly<{
  at: Instant
  /** merge: stories became one; split: one became several; rename: its earliest page is another one; the rest only users do. */
  kind: (typeof logKinds)[number]
  by: 'machine' | 'user'
  /** The number of the user's decision, by which it can be taken back. */
  decision: number | null
  before: readonly StoryId[]
  /** Null while what the user decided is still to be carried out. */
  after: readonly StoryId[] | null
  /** Pages that brought it about: those that the user named, or the first of those that were new or had changed. */
  pages: readonly Id<'page'>[]
  why: string
}>
export type LogRow = Listed & LogEntry & Readonly<{ number: number }>

/** Adds entries in order. Call it in a transaction. */
export async function putLog(db: Db, entries: readonly LogEntry[]): Promise<void> {
  for (const { at, kind, by, decision, before, after, pages, why } of entries) {
    const { n } = (await row<{ n: number }>(
      db,
      `insert into story_log (at, kind, made_by, decision, stories_before, stories_after, pages, why)
       values ($1, $2, $3, $4, $5, $6, $7, $8) returning n`,
      ...[at, kind, by, decision, JSON.stringify(before), after && JSON.stringify(after), JSON.stringify(pages), why],
    ))!
    await nameStories(db, n, [...before, ...(after ?? [])])
  }
}

const nameStories = (db: Db, entry: number, stories: readonly StoryId[]) =>
  putMany(
    db,
    'story_log_story',
    ['story', 'entry'],
    stories.map((story) => [story, entry]),
  )

/** What users decided and no run has carried out yet. */
export async function openLog(db: Db): Promise<readonly LogRow[]> {
  return (await db.rows<Stored>(`${selected} where stories_after is null order by n`)).map(rowOf)
}

/** Says what came of an entry. Call it in a transaction. */
export async function closeLog(db: Db, entry: number, after: readonly StoryId[]): Promise<void> {
  await db.rows('update story_log set stories_after = $1 where n = $2', JSON.stringify(after), entry)
  await nameStories(db, entry, after)
}

export type LogFilter = Paging & Readonly<{ story?: string | undefined }>

/** The log, the latest first; of one story, under all ids it has had. */
export async function listLog(db: Db, { story, cursor, limit }: LogFilter = {}): Promise<readonly LogRow[]> {
  const [before] = fromCursor(cursor, [Number.MAX_SAFE_INTEGER])
  const rest = `order by n desc limit ${checkedLimit(limit)}`
  if (story === undefined) return (await db.rows<Stored>(`${selected} where n < $1 ${rest}`, before)).map(rowOf)
  const ids = `select $2 union select id from story_alias where story = $2
    union select story from story_alias where id = $2
    union select a.id from story_alias a join story_alias b on a.story = b.story where b.id = $2`
  const sql = `${selected} where n < $1 and n in (select entry from story_log_story where story in (${ids})) ${rest}`
  return (await db.rows<Stored>(sql, before, story)).map(rowOf)
}

type Stored = Readonly<
  Pick<LogEntry, 'at' | 'kind' | 'by' | 'decision' | 'why'> & { n: number; before: string; after: string | null; pages: string }
>
const selected = `select n, at, kind, made_by as "by", decision, stories_before as "before", stories_after as "after", pages, why from story_log`

const rowOf = ({ n, at, kind, by, decision, before, after, pages, why }: Stored): LogRow => ({
  ...{ number: n, at, kind, by, decision, why, cursor: toCursor(n) },
  before: JSON.parse(before),
  after: after && JSON.parse(after),
  pages: JSON.parse(pages),
})
