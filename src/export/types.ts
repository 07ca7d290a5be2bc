import type { StoryDocument } from '#model/document.ts'

export type Cell = string | number | boolean | null

/** A column and what stands in it; any cell may be null. */
export type Column = Readonly<{ name: string; type: 'text' | 'whole' | 'number' | 'yes' }>

/** One table that a story can be written out as; a row a record. Columns are the field names of the JSON, joined where nested. */
export type ExportTable = Readonly<{
  name: string
  says: string
  columns: readonly Column[]
  rows: (story: StoryDocument) => readonly (readonly Cell[])[]
}>

/** What an exporter draws from. Each call of `stories` goes through them anew, in order of id. */
export type ExportSource = Readonly<{
  stories: () => AsyncIterable<StoryDocument>
  /** The WARC record of a page as the archive keeps it, gzip; null: the page is not stored. */
  record: (page: string) => Promise<Uint8Array | null>
}>

/** A way to write stories out, piece by piece, so that an export of any size needs the memory of one story. */
export type Exporter = Readonly<{
  name: string
  says: string
  mediaType: string
  /** Of a file, without the dot. */
  extension: string
  /** What `--table` may name. */
  tables: readonly Readonly<{ name: string; says: string }>[]
  /** Tables that belong together: a folder gets a file of each. Empty: the format is one file. */
  parts: readonly string[]
  /** Whether it is no text that a terminal could show. */
  binary: boolean
  /** What it has of the text of the pages: nothing, some of it (which can be left out), or it is the text. */
  text: 'none' | 'holds' | 'is'
  /** Errors: whatever reading the stories throws. */
  write: (source: ExportSource, table: string | null) => AsyncGenerator<string | Uint8Array>
}>
