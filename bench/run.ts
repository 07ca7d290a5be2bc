import { globSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { haveShared, show, type Table } from '../eval/table.ts'

/** `npm run bench [-- NAME…]`: speed beside named peers, side by side in one run. Ratios count; an absolute time means little on a shared machine. */
const names = globSync('*.ts', { cwd: import.meta.dirname })
  .map((file) => basename(file, '.ts'))
  .filter((name) => name !== 'run')
  .sort()
const wanted = process.argv.slice(2)
const unknown = wanted.find((name) => !names.includes(name))

if (unknown !== undefined) {
  console.error(`there is no bench "${unknown}": benches are ${names.join(', ')}`)
  process.exitCode = 2
} else if (!haveShared()) console.log('skipped: the labelled sets are not beside the project (../shared/eval)')
else
  for (const name of wanted.length > 0 ? wanted : names) {
    const { run } = (await import(resolve(import.meta.dirname, `${name}.ts`))) as { run: () => Promise<Table> }
    console.log(`${show(await run())}\n`)
  }
