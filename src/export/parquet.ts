import type { SchemaElement } from 'hyparquet'
import { ByteWriter, ParquetWriter } from 'hyparquet-writer'
import { exportTables } from './tables.ts'
import type { Cell, Column, Exporter } from './types.ts'

/** Rows of a row group: enough for a reader to skip by, few enough to hold. */
const groupRows = 20_000

const kinds: Readonly<Record<Column['type'], Omit<SchemaElement, 'name'>>> = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  whole: { type: 'INT32' },
  number: { type: 'DOUBLE' },
  yes: { type: 'BOOLEAN' },
}

/** Apache Parquet, Snappy pages, a row group at a time. Source: https://parquet.apache.org/docs/file-format/ */
export const parquet: Exporter = {
  name: 'parquet',
  says: 'Apache Parquet, one table (stories unless named), for DuckDB, pandas, R',
  mediaType: 'application/vnd.apache.parquet',
  extension: 'parquet',
  tables: exportTables,
  parts: [],
  binary: true,
  text: 'holds',
  async *write({ stories }, name) {
    const table = exportTables.find((one) => one.name === (name ?? 'stories'))!
    const out = new Pieces()
    const writer = new ParquetWriter({
      writer: out,
      schema: [
        { name: 'root', num_children: table.columns.length },
        ...table.columns.map(({ name: column, type }): SchemaElement => ({ name: column, repetition_type: 'OPTIONAL', ...kinds[type] })),
      ],
      createdBy: 'stemma',
    })
    let rows: (readonly Cell[])[] = []
    const write = () => {
      const columnData = table.columns.map((column, at) => ({ name: column.name, data: rows.map((row) => row[at] ?? null) }))
      rows = []
      writer.write({ columnData, rowGroupSize: groupRows })
      return out.take()
    }
    for await (const story of stories()) {
      for (const row of table.rows(story)) rows.push(row)
      if (rows.length >= groupRows) yield write()
    }
    if (rows.length > 0) yield write()
    writer.finish()
    yield out.take()
  },
}

/** Hands out what was written so far and keeps counting from there, so that the file is never held whole. */
class Pieces extends ByteWriter {
  take(): Uint8Array {
    const bytes = this.getBytes().slice()
    this.index = 0
    return bytes
  }
}
