import { type Command, exitCodes, json } from './command.ts'
import { nothing } from './nothing.ts'
import { harmless } from './terminal.ts'

export const parked: Command = {
  name: 'parked',
  summary: 'List what a stage could not process, and why',
  usage: '',
  options: { json, stage: { type: 'string', value: 'NAME', says: 'only what this stage parked' } },
  examples: ['stemma parked', 'stemma parked --stage extract --json'],
  async run({ values, open, print, tell, terminal }) {
    const rows = await (await open()).parked(typeof values.stage === 'string' ? { stage: values.stage } : {})
    for (const row of rows)
      print(
        values.json
          ? JSON.stringify(row)
          : `${harmless(row.source)}  ${terminal.paint('yellow', row.stage)}\n  ${harmless(row.reason)}\n  ${terminal.paint('dim', harmless(row.advice))}`,
      )
    return rows.length > 0 ? exitCodes.ok : nothing(tell, 'Nothing is parked.')
  },
}
