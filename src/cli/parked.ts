import { type Command, exitCodes, json } from './command.ts'
import { nothing } from './nothing.ts'
import { harmless } from './terminal.ts'

const portion = 1_000 // rows read at once

export const parked: Command = {
  name: 'parked',
  summary: 'List what a stage could not process, and why',
  usage: '',
  options: { json, stage: { type: 'string', value: 'NAME', says: 'only what this stage parked' } },
  examples: ['stemma parked', 'stemma parked --stage extract --json'],
  async run({ values, open, print, tell, terminal }) {
    const stemma = await open()
    let cursor: string | undefined
    for (;;) {
      const rows = await stemma.parked({ stage: typeof values.stage === 'string' ? values.stage : undefined, cursor, limit: portion })
      if (rows.length === 0) return cursor === undefined ? nothing(tell, 'Nothing is parked.') : exitCodes.ok
      for (const { cursor: _cursor, ...row } of rows)
        print(
          values.json
            ? JSON.stringify(row)
            : `${harmless(row.source)}  ${terminal.paint('yellow', row.stage)}\n  ${harmless(row.reason)}\n  ${terminal.paint('dim', harmless(row.advice))}`,
        )
      cursor = rows.at(-1)!.cursor
    }
  },
}
