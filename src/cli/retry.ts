import { type Command, exitCodes, json } from './command.ts'
import { count } from './terminal.ts'

export const retry: Command = {
  name: 'retry',
  summary: 'Run again what was parked',
  usage: '',
  about: 'Worth it after a network failure, or with a newer version. What fails again stays parked.',
  options: { json },
  examples: ['stemma retry'],
  async run({ values, open, print }) {
    const report = await (await open()).retry()
    print(
      values.json
        ? JSON.stringify(report)
        : `${count(report.added, 'input')} worked this time, ${count(report.parked, 'input')} parked again`,
    )
    return report.parked > 0 ? exitCodes.partly : exitCodes.ok
  },
}
