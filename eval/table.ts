import { createHash } from 'node:crypto'
import { createReadStream, existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { createGunzip } from 'node:zlib'

/** One measured figure. `floor` names are `table/row/column`; higher is better unless `lowerIsBetter`. */
export type Table = Readonly<{ name: string; columns: readonly string[]; rows: readonly Row[]; digest: string; notes?: readonly string[] }>
export type Row = Readonly<{ name: string; cells: readonly (number | string | null)[] }>

/** Where the labelled sets lie, beside the project. */
export const shared = (path: string) => resolve(import.meta.dirname, '../../shared', path)
export const haveShared = () => existsSync(shared('eval/README.md'))

/** Streams a gzip JSONL file. */
export async function* jsonl<T>(path: string): AsyncGenerator<T> {
  // Not node:readline: it also ends lines at U+2028, which stands inside strings of these files.
  let rest = ''
  for await (const chunk of createReadStream(shared(path)).pipe(createGunzip()).setEncoding('utf8')) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop()!
    for (const line of lines) if (line.length > 0) yield JSON.parse(line) as T
  }
  if (rest.length > 0) yield JSON.parse(rest) as T
}

/** SHA-256 of data files, first 12 hex digits: a figure belongs to the data it was measured on. */
export function digestOf(...paths: readonly string[]): string {
  const hash = createHash('sha256')
  for (const path of paths) hash.update(readFileSync(shared(path)))
  return hash.digest('hex').slice(0, 12)
}

/** Prints a table for a terminal. */
export function show(table: Table): string {
  const cell = (value: number | string | null) => (value === null ? '–' : typeof value === 'number' ? format(value) : value)
  const rows = [['', ...table.columns], ...table.rows.map((row) => [row.name, ...row.cells.map(cell)])]
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)))
  const lines = rows.map((row) =>
    row.map((value, column) => (column === 0 ? value.padEnd(widths[0]!) : value.padStart(widths[column]!))).join('  '),
  )
  return [`${table.name}  (data ${table.digest})`, ...lines, ...(table.notes ?? [])].join('\n')
}

const format = (value: number) => (Number.isInteger(value) ? String(value) : Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(3))
