/** The values that both databases keep alike: dates and JSON are text, a truth is 0 or 1. */
export type Value = string | number | null | Uint8Array

/** The one port to a database. sqlite.ts and postgres.ts fill it; nothing above store/ sees more of them than this. */
export interface Db {
  /** Only migrations, full-text search and postings may ask: all other SQL is the same for both. */
  readonly kind: 'sqlite' | 'postgres'
  /** False: a file that may only be read; whoever writes gets a StateError. */
  readonly writable: boolean
  /** Stands for the open database, inside a transaction as outside: what is kept of it in memory hangs on this. */
  readonly handle: object
  /** One statement. $1, $2 … mean the same to both. Integers come back as numbers and must stay within 2^53. */
  rows<Row>(sql: string, ...values: readonly Value[]): Promise<readonly Row[]>
  /**
   * All of `work` or none of it; no other caller sees or joins it halfway. Inside, use the `db` that is passed: the outer
   * one waits for its turn, which comes after. `transact` on the inner one joins the work that is running.
   */
  transact<T>(work: (db: Db) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** The first row, or null. */
export async function row<Row>(db: Db, sql: string, ...values: readonly Value[]): Promise<Row | null> {
  return (await db.rows<Row>(sql, ...values))[0] ?? null
}

/** `$first, $first+1 …`: places for `count` values in one list. */
export const places = (count: number, first = 1): string => Array.from({ length: count }, (_, i) => `$${first + i}`).join(', ')

/**
 * Values in one statement. SQLite looks each one up by its number: measured, 120 insert six times as fast as 2,000. To
 * PostgreSQL every statement is a journey, so it gets more at a time; it takes 65,535.
 */
const valuesAtOnce: Readonly<Record<Db['kind'], number>> = { sqlite: 120, postgres: 2_000 }

/**
 * Inserts many rows with few statements. `conflict` is what stands after `on conflict`: `do nothing`, `(id) do update set …`.
 * Call it in a transaction: rows are sent in several statements.
 */
export async function putMany(
  db: Db,
  table: string,
  columns: readonly string[],
  rows: readonly (readonly Value[])[],
  conflict = 'do nothing',
): Promise<void> {
  const size = Math.max(1, Math.floor(valuesAtOnce[db.kind] / columns.length))
  const tuples = Array.from({ length: Math.min(size, rows.length) }, (_, i) => `(${places(columns.length, i * columns.length + 1)})`)
  const insert = (count: number) =>
    `insert into ${table} (${columns.join(', ')}) values ${tuples.slice(0, count).join(', ')} on conflict ${conflict}`
  const full = insert(size)
  for (let from = 0; from < rows.length; from += size) {
    const chunk = rows.slice(from, from + size)
    await db.rows(chunk.length === size ? full : insert(chunk.length), ...chunk.flat())
  }
}

/** `(id) do update set a = excluded.a, …`: the later row replaces the earlier one. `columns` starts with `keys` key columns. */
export function replacing(columns: readonly string[], keys = 1): string {
  const key = columns.slice(0, keys).join(', ')
  const rest = columns.slice(keys).map((column) => `${column} = excluded.${column}`)
  return rest.length === 0 ? 'do nothing' : `(${key}) do update set ${rest.join(', ')}`
}

/**
 * Rows whose column is one of `keys`. `sql` ends where their list is to stand, `select … where id in`; before it stand $1, $2 …
 * for `values`.
 */
export const rowsIn = <Row>(db: Db, sql: string, keys: readonly Value[], ...values: readonly Value[]): Promise<Row[]> =>
  rowsFor(db, (list) => `${sql} (${list})`, keys, ...values)

/** The same, where something follows the list. A group by must not spread over several keys. */
export async function rowsFor<Row>(
  db: Db,
  sql: (list: string) => string,
  keys: readonly Value[],
  ...values: readonly Value[]
): Promise<Row[]> {
  const found: Row[] = []
  const size = valuesAtOnce[db.kind]
  const select = (count: number) => sql(places(count, values.length + 1))
  const full = select(size)
  for (let from = 0; from < keys.length; from += size) {
    const chunk = keys.slice(from, from + size)
    for (const each of await db.rows<Row>(chunk.length === size ? full : select(chunk.length), ...values, ...chunk)) found.push(each)
  }
  return found
}
