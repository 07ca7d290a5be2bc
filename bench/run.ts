import { globSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { haveShared, show, type Table } from '../eval/table.ts'

/**
 * `npm run bench [-- NAME… [--documents N]]`: speed beside named peers, side by side in one run. Ratios count; an absolute time means little
 * on a shared machine. `--documents` is for those that grow something: how large.
 */
const names = globSync('*.ts', { cwd: import.meta.dirname })
  .map((file) => basename(file, '.ts'))
  .filter((name) => name !== 'run')
  .sort()
const { positionals: wanted, values } = parseArgs({ allowPositionals: true, options: { documents: { type: 'string' } } })
const options = values.documents === undefined ? {} : { documents: Number(values.documents) }
const unknown = wanted.find((name) => !names.includes(name))

if (unknown !== undefined) {
  console.error(`there is no bench "${unknown}": benches are ${names.join(', ')}`)
  process.exitCode = 2
} else if (!haveShared()) console.log('skipped: the labelled sets are not beside the project (../shared/eval)')
else
  for (const name of wanted.length > 0 ? wanted : names) {
    const { run } = (await import(resolve(import.meta.dirname, `${name}.ts`))) as {
      run: (options: { documents?: number }) => Promise<Table>
    }
    console.log(`${show(await run(options))}\n`)
  }
