import type { Db, Value } from './db.ts'

/** A condition and the values for its `?`, in order. */
export type Condition = readonly [sql: string, ...values: Value[]]

/** Above every date and id. */
export const top = '\uffff'

/** Conditions that all hold, as SQL with numbered places after `before` values, and the values for them. */
export function allOf(conditions: readonly Condition[], before = 0): Readonly<{ sql: string; values: readonly Value[] }> {
  let at = before
  const sql = conditions.map(([one]) => one.replace(/\?/g, () => `$${++at}`)).join(' and ')
  return { sql: sql || '1 = 1', values: conditions.flatMap(([, ...values]) => values) }
}

/** Rows for which all conditions hold. */
export async function rowsWhere<Row>(db: Db, select: string, conditions: readonly Condition[], rest: string): Promise<readonly Row[]> {
  const { sql, values } = allOf(conditions)
  return db.rows<Row>(`${select} where ${sql} ${rest}`, ...values)
}

/** Days: on or after the first, before the second, `2024-10-12`. */
export type Days = Readonly<{ after?: string | undefined; before?: string | undefined }>
export const between = (column: string, { after, before }: Days): readonly Condition[] => [
  ...(after ? ([[`${column} >= ?`, after]] as const) : []),
  ...(before ? ([[`${column} <> ''`], [`${column} < ?`, before]] as const) : []),
]
