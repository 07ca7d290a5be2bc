import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { exporterNamed, exporters, tableFor } from '#export/exporters.ts'
import { withoutText } from '#export/textless.ts'
import type { Exporter, ExportSource } from '#export/types.ts'
import { UsageError } from '#model/errors.ts'
import type { Stemma } from '#stemma.ts'
import { type Command, exitCodes } from './command.ts'
import { nothing } from './nothing.ts'
import { refused, writeFile, writeFiles } from './whole-file.ts'

const tableNames = [...new Set(exporters.flatMap(({ tables }) => tables.map(({ name }) => name)))]

export const exportCommand: Command = {
  name: 'export',
  summary: 'Write stories out',
  usage: '',
  about:
    'Writes to standard output unless a file is named. Memory use does not grow with the archive. A format of several files (gdelt) fills the folder that --out names.',
  options: {
    format: {
      type: 'string',
      short: 'f',
      value: 'FORMAT',
      values: exporters.map(({ name }) => name),
      says: 'how it is written (default: jsonl)',
    },
    table: { type: 'string', short: 't', value: 'TABLE', values: tableNames, says: 'one table instead of whole stories' },
    story: { type: 'string', value: 'ID', says: 'only this story' },
    since: { type: 'string', value: 'TIME', says: 'only stories that changed here since then: 2024-10-01, 2024-10-01T08:00Z' },
    'no-text': { type: 'boolean', says: 'hashes, offsets and short quotations instead of the texts' },
    out: { type: 'string', short: 'o', value: 'FILE', says: 'write to this file; one that is there is replaced once all is written' },
  },
  examples: [
    'stemma export > stories.jsonl',
    'stemma export --format csv --table quotes -o quotes.csv',
    'stemma export --format parquet --table events -o events.parquet',
    'stemma export --format html --story ID -o story.html',
    'stemma export --format gdelt -o gdelt/',
  ],
  async run({ args, values, open, tell }) {
    if (args.length > 0) throw new UsageError(`"${args[0]}" is one argument too many`, 'name the file with --out FILE')
    const exporter = exporterNamed(String(values.format ?? 'jsonl'))
    const table = tableFor(exporter, typeof values.table === 'string' ? values.table : null)
    const textless = values['no-text'] === true
    if (textless && exporter.text === 'is')
      throw new UsageError(`${exporter.name} is the text itself`, 'leave --no-text away, or choose another format')
    const stemma = await open()
    const story = typeof values.story === 'string' ? values.story : undefined
    if (story !== undefined && (await stemma.story(story)) === null)
      return nothing(tell, `No story ${story}. "stemma stories" lists the ids.`)
    const source = sourceOf(
      stemma,
      { story, since: typeof values.since === 'string' ? values.since : undefined },
      textless && exporter.text === 'holds',
    )
    if (typeof values.out === 'string') await writeTo(values.out, exporter, source, table)
    else if (process.stdout.isTTY && exporter.binary)
      throw new UsageError(`${exporter.name} is no text for a terminal`, 'name a file with --out FILE')
    else await pipeline(Readable.from(exporter.write(source, table)), process.stdout, { end: false })
    return exitCodes.ok
  },
}

const sourceOf = (stemma: Stemma, filter: Parameters<Stemma['documents']>[0], textless: boolean): ExportSource => ({
  async *stories() {
    for await (const story of stemma.documents(filter)) yield textless ? withoutText(story) : story
  },
  record: (page) => stemma.record(page),
})

/** One file; of a format with several parts, a folder with a file of each. */
async function writeTo(out: string, exporter: Exporter, source: ExportSource, table: string | null): Promise<void> {
  if (table !== null || exporter.parts.length === 0) return writeFile(out, exporter.write(source, table))
  try {
    mkdirSync(out, { recursive: true })
  } catch (error) {
    throw refused(error)
  }
  return writeFiles(exporter.parts.map((part) => [join(out, `${part}.${exporter.extension}`), exporter.write(source, part)] as const))
}
