import { articleIdOf, type Id } from '#model/ids.ts'
import type { Instant } from '#model/page.ts'
import { checkedLimit, fromCursor, type Listed, largestLimit, type Paging, toCursor } from './cursor.ts'
import { type Db, places, putMany, replacing, row, rowsFor, rowsIn } from './db.ts'

/** What is still to be done. An input is the id of a page or an article; each stage's result and its todo change in one transaction. */
export async function putTodo(db: Db, stage: string, inputs: readonly string[]): Promise<void> {
  await putMany(
    db,
    'todo',
    ['stage', 'input'],
    inputs.map((input) => [stage, input]),
  )
}

export async function dropTodo(db: Db, stage: string, inputs: readonly string[]): Promise<void> {
  await rowsIn(db, 'delete from todo where stage = $1 and input in', inputs, stage)
}

/** Inputs of a stage in order of id, after `after`. */
export async function listTodo(db: Db, stage: string, limit: number, after = ''): Promise<readonly string[]> {
  const found = await db.rows<{ input: string }>(
    'select input from todo where stage = $1 and input > $2 order by input limit $3',
    stage,
    after,
    limit,
  )
  return found.map(({ input }) => input)
}

/** Which of the inputs each of the stages is still to do. */
export async function todoAmong(db: Db, stages: readonly string[], inputs: readonly string[]): Promise<Map<string, Set<string>>> {
  const sql = `select stage, input from todo where stage in (${places(stages.length)}) and input in`
  const found = await rowsIn<{ stage: string; input: string }>(db, sql, inputs, ...stages)
  const byInput = new Map<string, Set<string>>()
  for (const { stage, input } of found) byInput.set(input, (byInput.get(input) ?? new Set()).add(stage))
  return byInput
}

export async function countTodo(db: Db): Promise<Readonly<Record<string, number>>> {
  const found = await db.rows<{ stage: string; count: number }>('select stage, count(*) as count from todo group by stage order by stage')
  return Object.fromEntries(found.map(({ stage, count }) => [stage, count]))
}

/** The version of each stage that this database was made with. */
export async function stageVersions(db: Db): Promise<Map<string, number>> {
  const found = await db.rows<{ name: string; version: number }>('select name, version from stage')
  return new Map(found.map(({ name, version }) => [name, version]))
}

export async function putStageVersion(db: Db, name: string, version: number): Promise<void> {
  await putMany(db, 'stage', ['name', 'version'], [[name, version]], replacing(['name', 'version']))
}

/** An input that came to rest because a stage could not do it. */
export type Parked = Readonly<{
  stage: string
  /** The id of a page or an article; for `acquire` the source as it was given. */
  input: string
  source: string
  reason: string
  advice: string
  /** The world failed, not the input: worth trying again as it is. */
  temporary: boolean
  /** The stage and version that gave up, `extract@1`. */
  made: string
  /** Where in the program it happened, when the fault is ours. */
  detail: string | null
  at: Instant
}>

const columns = ['stage', 'input', 'source', 'reason', 'advice', 'temporary', 'made', 'detail', 'at']

/** Puts inputs on the list of what could not be done; of two with the same stage and input the later one is kept. */
export async function putParked(db: Db, parked: readonly Parked[]): Promise<void> {
  await putMany(
    db,
    'parked',
    columns,
    [...new Map(parked.map((one) => [`${one.stage} ${one.input}`, one])).values()].map((one) => [
      one.stage,
      one.input,
      one.source,
      one.reason,
      one.advice,
      one.temporary ? 1 : 0,
      one.made,
      one.detail,
      one.at,
    ]),
    replacing(columns, 2),
  )
}

/** Whether any of them was on the list. */
export async function dropParked(db: Db, stages: readonly string[], inputs: readonly string[]): Promise<boolean> {
  if (stages.length === 0) return false
  const sql = (list: string) => `delete from parked where stage in (${places(stages.length)}) and input in (${list}) returning input`
  return (await rowsFor(db, sql, inputs, ...stages)).length > 0
}

type StoredParked = Omit<Parked, 'temporary'> & { temporary: number }
const parkedOf = (one: StoredParked): Parked => ({ ...one, temporary: one.temporary === 1 })
const selectParked = `select ${columns.join(', ')} from parked`

/** Everything that is parked, or what one stage parked, in order of stage and input. */
export async function listParked(db: Db, stage?: string): Promise<readonly Parked[]> {
  const found = await db.rows<StoredParked>(`${selectParked} where ($1 = '' or stage = $1) order by stage, input`, stage ?? '')
  return found.map(parkedOf)
}

export type ParkedFilter = Paging & Readonly<{ stage?: string | undefined }>
export type ParkedRow = Listed & Parked

/** The same, a portion at a time: a thousand rows unless said otherwise. */
export async function pageOfParked(db: Db, filter: ParkedFilter = {}): Promise<readonly ParkedRow[]> {
  const [stage, input] = fromCursor(filter.cursor, ['', ''])
  const found = await db.rows<StoredParked>(
    `${selectParked} where ($1 = '' or stage = $1) and (stage, input) > ($2, $3) order by stage, input limit ${checkedLimit(filter.limit ?? largestLimit)}`,
    ...[filter.stage ?? '', stage, input],
  )
  return found.map((one) => ({ ...parkedOf(one), cursor: toCursor(one.stage, one.input) }))
}

/** What is parked of one page, by any stage. */
export async function parkedOfPage(db: Db, page: Id<'page'>): Promise<readonly Parked[]> {
  return (await db.rows<StoredParked>(`${selectParked} where input in ($1, $2) order by stage`, page, articleIdOf(page))).map(parkedOf)
}

/** Takes what a stage parked off the list and asks for it to be done again. Call it in a transaction. */
export async function unpark(db: Db, stage: string): Promise<void> {
  await db.rows('insert into todo (stage, input) select stage, input from parked where stage = $1 on conflict do nothing', stage)
  await db.rows('delete from parked where stage = $1', stage)
}

export async function countParked(db: Db): Promise<Readonly<Record<string, number>>> {
  const found = await db.rows<{ stage: string; count: number }>('select stage, count(*) as count from parked group by stage order by stage')
  return Object.fromEntries(found.map(({ stage, count }) => [stage, count]))
}

/** Rows of the tables of that name; a count over millions takes a second. */
export async function countRows(db: Db, table: 'page' | 'article' | 'overlap' | 'family' | 'story' | 'document'): Promise<number> {
  return (await row<{ count: number }>(db, `select count(*) as count from ${table}`))!.count
}

/** Asks for a stage to be done again on all that a table holds in `column`, and forgets what it parked. Call it in a transaction. */
export async function redoAll(db: Db, stage: string, table: string, column: string): Promise<void> {
  await unpark(db, stage)
  await db.rows(`insert into todo (stage, input) select $1, ${column} from ${table} where true on conflict do nothing`, stage)
}
