import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { exporterNamed, exporters, exportTableNamed } from '#export/exporters.ts'
import { exportTables } from '#export/tables.ts'
import { UsageError } from '#model/errors.ts'
import { type Command, exitCodes } from './command.ts'
import { nothing } from './nothing.ts'

export const exportCommand: Command = {
  name: 'export',
  summary: 'Write stories out',
  usage: '',
  about: 'Writes to standard output unless a file is named. Memory use does not grow with the archive.',
  options: {
    format: {
      type: 'string',
      short: 'f',
      value: 'FORMAT',
      values: exporters.map(({ name }) => name),
      says: 'how it is written (default: jsonl)',
    },
    table: {
      type: 'string',
      short: 't',
      value: 'TABLE',
      values: exportTables.map(({ name }) => name),
      says: 'one table instead of whole stories',
    },
    story: { type: 'string', value: 'ID', says: 'only this story' },
    out: { type: 'string', short: 'o', value: 'FILE', says: 'write to this file' },
  },
  examples: ['stemma export > stories.jsonl', 'stemma export --format csv --table quotes -o quotes.csv'],
  async run({ args, values, open, tell }) {
    if (args.length > 0) throw new UsageError(`"${args[0]}" is one argument too many`, 'name the file with --out FILE')
    const exporter = exporterNamed(String(values.format ?? 'jsonl'))
    const table = typeof values.table === 'string' ? exportTableNamed(values.table) : null
    const stemma = await open()
    if (typeof values.story === 'string' && (await stemma.story(values.story)) === null)
      return nothing(tell, `No story ${values.story}. "stemma stories" lists the ids.`)
    const stories = stemma.documents(typeof values.story === 'string' ? { story: values.story } : {})
    const pieces = Readable.from(exporter.write(stories, table))
    if (typeof values.out === 'string') await pipeline(pieces, createWriteStream(values.out)).catch(refuse)
    else await pipeline(pieces, process.stdout, { end: false })
    return exitCodes.ok
  },
}

function refuse(error: NodeJS.ErrnoException): never {
  if (error.syscall !== 'open') throw error
  throw new UsageError(`${error.path} cannot be written: ${error.message}`, 'name another file with --out FILE', { cause: error })
}
