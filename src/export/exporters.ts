import { UsageError } from '#model/errors.ts'
import { annotations } from './annotations.ts'
import { csvLine } from './csv.ts'
import { ftm } from './ftm.ts'
import { gdelt } from './gdelt.ts'
import { parquet } from './parquet.ts'
import { plover } from './plover.ts'
import { storyPage } from './story-page.ts'
import { exportTables } from './tables.ts'
import type { Exporter } from './types.ts'
import { warc } from './warc.ts'

/** The one table of formats: CLI, API and help read it. */
export const exporters: readonly Exporter[] = [
  {
    name: 'jsonl',
    says: 'a JSON object a line: whole stories, or the records of one table',
    mediaType: 'application/x-ndjson',
    extension: 'jsonl',
    tables: exportTables,
    parts: [],
    binary: false,
    text: 'holds',
    async *write({ stories }, table) {
      const { columns, rows } = exportTables.find(({ name }) => name === table) ?? { columns: [], rows: null }
      for await (const story of stories()) {
        if (rows === null) yield `${JSON.stringify(story)}\n`
        else for (const row of rows(story)) yield `${JSON.stringify(Object.fromEntries(columns.map(({ name }, at) => [name, row[at]])))}\n`
      }
    },
  },
  {
    name: 'csv',
    says: 'RFC 4180 with a header line, one table (stories unless named)',
    mediaType: 'text/csv; charset=utf-8',
    extension: 'csv',
    tables: exportTables,
    parts: [],
    binary: false,
    text: 'holds',
    async *write({ stories }, table) {
      const { columns, rows } = exportTableNamed(table ?? 'stories')
      yield csvLine(columns.map(({ name }) => name))
      for await (const story of stories()) for (const row of rows(story)) yield csvLine(row)
    },
  },
  parquet,
  gdelt,
  plover,
  ftm,
  annotations,
  warc,
  storyPage,
]

export function exporterNamed(name: string): Exporter {
  const found = exporters.find((one) => one.name === name)
  if (!found) throw new UsageError(`no format "${name}"`, `formats are ${exporters.map((one) => one.name).join(', ')}`)
  return found
}

/** The table of a format, checked; null: the format as a whole. Errors: UsageError. */
export function tableFor(exporter: Exporter, name: string | null): string | null {
  if (name === null || exporter.tables.some((table) => table.name === name)) return name
  const known = exporter.tables.map((table) => table.name).join(', ')
  throw new UsageError(`${exporter.name} has no table "${name}"`, known ? `its tables are ${known}` : 'leave --table away')
}

export function exportTableNamed(name: string) {
  const found = exportTables.find((one) => one.name === name)
  if (!found) throw new UsageError(`no table "${name}"`, `tables are ${exportTables.map((one) => one.name).join(', ')}`)
  return found
}
