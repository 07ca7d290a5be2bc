import { UsageError } from '#model/errors.ts'
import { type Command, exitCodes, json } from './command.ts'
import { progressOf } from './progress.ts'
import { count } from './terminal.ts'

export const rebuild: Command = {
  name: 'rebuild',
  summary: 'Make everything again from the stored bytes, from one stage on',
  usage: '',
  about: 'Nothing is fetched: the raw pages are in the archive. Ids do not change.',
  options: { json, from: { type: 'string', value: 'STAGE', says: 'the first stage to run again (default: the first of all)' } },
  examples: ['stemma rebuild', 'stemma rebuild --from read'],
  async run({ args, values, open, print }) {
    if (args.length > 0) throw new UsageError(`"${args[0]}" is one argument too many`, 'name the stage with --from')
    const progress = progressOf(process.stderr)
    const report = await (await open())
      .rebuild(typeof values.from === 'string' ? values.from : null, { onProgress: progress.show })
      .finally(progress.end)
    print(
      values.json
        ? JSON.stringify(report)
        : `${count(report.stories, 'story', 'stories')} made again${report.parked > 0 ? `, ${count(report.parked, 'input')} parked` : ''}`,
    )
    return report.parked > 0 ? exitCodes.partly : exitCodes.ok
  },
}
