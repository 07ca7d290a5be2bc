import type { StoryDocument } from '#model/document.ts'
import { UsageError } from '#model/errors.ts'
import { csvLine } from './csv.ts'
import { type ExportTable, exportTables } from './tables.ts'

/** Writes stories out piece by piece, so an export of any size needs the memory of one story. */
export type Exporter = Readonly<{
  name: string
  says: string
  mediaType: string
  write: (stories: AsyncIterable<StoryDocument>, table: ExportTable | null) => AsyncGenerator<string>
}>

/** The one table of formats: CLI, API and help read it. */
export const exporters: readonly Exporter[] = [
  {
    name: 'jsonl',
    says: 'a JSON object a line: whole stories, or the records of one table',
    mediaType: 'application/x-ndjson',
    write: writeJsonl,
  },
  {
    name: 'csv',
    says: 'RFC 4180 with a header line, one table (stories unless named)',
    mediaType: 'text/csv; charset=utf-8',
    write: writeCsv,
  },
]

async function* writeJsonl(stories: AsyncIterable<StoryDocument>, table: ExportTable | null): AsyncGenerator<string> {
  for await (const story of stories) {
    if (table === null) yield `${JSON.stringify(story)}\n`
    else
      for (const row of table.rows(story))
        yield `${JSON.stringify(Object.fromEntries(table.columns.map((column, index) => [column, row[index]])))}\n`
  }
}

async function* writeCsv(stories: AsyncIterable<StoryDocument>, table: ExportTable | null): AsyncGenerator<string> {
  const { columns, rows } = table ?? exportTables[0]!
  yield csvLine(columns)
  for await (const story of stories) for (const row of rows(story)) yield csvLine(row)
}

export function exporterNamed(name: string): Exporter {
  const found = exporters.find((one) => one.name === name)
  if (!found) throw new UsageError(`no format "${name}"`, `formats are ${exporters.map((one) => one.name).join(', ')}`)
  return found
}

export function exportTableNamed(name: string): ExportTable {
  const found = exportTables.find((one) => one.name === name)
  if (!found) throw new UsageError(`no table "${name}"`, `tables are ${exportTables.map((one) => one.name).join(', ')}`)
  return found
}
