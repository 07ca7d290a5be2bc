import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { chromium } from 'playwright-core'
import { startServer } from '../src/api/server.ts'
import { buildPages } from '../src/cli/pages.ts'
import { openStemma } from '../src/stemma.ts'
import { examplePages } from '../test/examples.ts'

/** Takes the pictures of the documents anew, from the example pages, in Debian's Chromium. */
const docs = resolve(import.meta.dirname, '../docs')
const size = { width: 1280, height: 860 } // px
const narrow = { width: 390, height: 860 }
const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((path) => existsSync(path))
if (!executablePath) throw new Error('there is no Chromium: apt-get install chromium')

await buildPages(console.log)
const folder = mkdtempSync(join(tmpdir(), 'stemma-'))
cpSync(examplePages, join(folder, 'pages'), { recursive: true }) // pages say where they lay: not on whose machine
const stemma = await openStemma({ data: join(folder, 'data'), workers: 1 })
await stemma.add([join(folder, 'pages')])
const server = await startServer(stemma, { host: '127.0.0.1', port: 0, token: null })
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] })
try {
  const [finland, bridge] = await Promise.all(['Finland', 'Cargo'].map(storyOf))
  const copy = bridge!.copies.find(({ exemplar, edits }) => exemplar !== null && edits.length > 3)!
  const quote = finland!.quotes[0]!.evidence[0]!
  const speaker = finland!.quotes.filter((one) => one.speaker?.actorId)[1]!.speaker!.actorId
  const shots: readonly (readonly [name: string, path: string, options?: Readonly<{ dark?: boolean; narrow?: boolean }>])[] = [
    ['stories', '/'],
    ['story', `/stories/${finland!.id}`],
    ['story-dark', `/stories/${bridge!.id}`, { dark: true }],
    ['story-narrow', `/stories/${finland!.id}`, { narrow: true }],
    ['timeline', `/stories/${bridge!.id}?tab=timeline`],
    ['quotes', `/stories/${finland!.id}?tab=quotes`],
    ['changes', `/stories/${bridge!.id}?tab=changes`],
    ['method', `/stories/${bridge!.id}?tab=method`],
    ['compare', `/compare/${copy.exemplar}/${copy.witness}`],
    ['compare-one-column', `/compare/${copy.exemplar}/${copy.witness}?view=one`],
    ['evidence', `/pages/${quote.page}#${quote.start}-${quote.end}`],
    ['actors', '/actors'],
    ['actor', `/actors/${speaker}`],
    ['sources', '/sources'],
    ['intake', '/intake'],
  ]
  for (const [name, path, { dark = false, narrow: small = false } = {}] of shots) {
    const page = await browser.newPage({ viewport: small ? narrow : size, colorScheme: dark ? 'dark' : 'light' })
    await page.goto(server.address + path)
    await page.waitForSelector('main:not(:has(.waiting, [aria-busy="true"])) h1')
    await page.waitForTimeout(500) // ms; charts are drawn once their code is there
    await page.screenshot({ path: resolve(docs, `${name}.png`) })
    await page.close()
  }
} finally {
  await browser.close()
  await server.close()
  await stemma.close()
  rmSync(folder, { recursive: true, force: true })
}

async function storyOf(headline: string) {
  for await (const story of stemma.documents()) if (story.title?.startsWith(headline)) return story
  throw new Error(`no example story begins with ${headline}`)
}
