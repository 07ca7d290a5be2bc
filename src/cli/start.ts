import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { openStemma } from '#stemma.ts'
import { exitCodes } from './command.ts'
import { main } from './run.ts'
import { readSettings } from './settings.ts'

/**
 * `npm start`: with words behind it, the command line itself (`npm start -- stories`). Without, it takes in the example
 * pages when nothing is stored yet, lists the stories and serves the pages.
 */
const words = process.argv.slice(2)
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? exitCodes.ok : exitCodes.error))

async function start(): Promise<number> {
  if (words.length > 0) return main(words)
  const settings = readSettings({}, process.env)
  const stemma = await openStemma({ data: settings.data, ...(settings.database === null ? {} : { database: settings.database }) })
  const { pages } = await stemma.status().finally(() => stemma.close())
  if (pages === 0) {
    console.log(`Nothing is stored in ${settings.data} yet: taking in the example pages.\n`)
    const code = await main(['add', examples()])
    if (code !== exitCodes.ok) return code
    console.log()
  }
  const code = await main(['stories', '--limit', '10'])
  if (code !== exitCodes.ok && code !== exitCodes.nothing) return code
  return main(['serve'])
}

const examples = () =>
  [resolve(import.meta.dirname, '../../fixtures/pages'), resolve(import.meta.dirname, '../examples')].find((folder) => existsSync(folder))!

process.exitCode = await start()
