import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, before, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { madeUpStory, putStories } from '../bench/desk.ts'
import { buildPages } from '../src/cli/pages.ts'
import { openStemma, type Stemma } from '../src/stemma.ts'
import { migrate } from '../src/store/migrations.ts'
import { openSqlite } from '../src/store/sqlite.ts'
import { assertAccessible, browserPath, type Desk, noBrowser, openDesk, shown } from './desk-browser.ts'
import { familyPage } from './desk-pages.ts'

const pages = 300 // of one story
const stories = 1_500 // in the list; bench/desk.ts answers lists over 53,400
const initialBytes = 250_000 // gzip, of what is loaded before the first screen stands

const folder = mkdtempSync(join(tmpdir(), 'stemma-web-large-'))
let stemma: Stemma
let desk: Desk
let story = ''

before(async () => {
  if (!browserPath) return
  for (let at = 0; at < pages; at++) writeFileSync(join(folder, `${at}.html`), familyPage(at))
  stemma = await openStemma({ data: join(folder, 'data'), workers: 1 })
  await stemma.add(Array.from({ length: pages }, (_, at) => join(folder, `${at}.html`)))
  for await (const { id } of stemma.documents()) story = id
  desk = await openDesk(stemma)
})
after(async () => {
  await desk?.close()
  await stemma?.close()
  rmSync(folder, { recursive: true, force: true })
})

test('D11 a story of 300 pages: branches open on demand, every tab answers, no violation', async (context) => {
  if (!browserPath) return context.skip(noBrowser)
  const page = await desk.open(`/stories/${story}`)
  assert.match((await page.locator('.story-counts').textContent())!, /300 pages/)
  const rows = page.getByRole('treegrid').getByRole('row')
  const before = await rows.count()
  assert.ok(before < pages, `${before} rows at once`)
  await page
    .getByRole('button', { name: /^Open \d+ cop|more cop/ })
    .first()
    .click()
  assert.ok((await rows.count()) > before)
  await assertAccessible(page, 'a large tree')
  await rows
    .nth(before - 1)
    .locator('[data-open]')
    .click()
  for (const tab of ['Timeline', 'Quotes', 'Events', 'Changes', 'Method']) {
    await page
      .locator('.tabs')
      .getByRole('link', { name: new RegExp(`^${tab}`) })
      .click()
    await page.waitForURL(new RegExp(`tab=${tab.toLowerCase()}`))
    await shown(page)
  }
  assert.deepEqual(desk.troubles, [])
  await page.close()
})

test('D12 a list goes on page by page, and draws what is in view', async (context) => {
  if (!browserPath) return context.skip(noBrowser)
  const data = join(folder, 'many')
  mkdirSync(data)
  const db = openSqlite(join(data, 'stemma.db'))
  await migrate(db)
  const documents = Array.from({ length: stories }, (_, n) => madeUpStory(n))
  await db.transact((tx) => putStories(tx, documents))
  await db.close()
  const many = await openStemma({ data, workers: 1 })
  const other = await openDesk(many)
  context.after(async () => {
    await other.close()
    await many.close()
  })
  const page = await other.open('/')
  assert.match((await page.locator('.stories-count').textContent())!, /1,500 stories/)
  for (let rows = 50; rows < 1_000; ) {
    await page.locator('.story-row').last().scrollIntoViewIfNeeded()
    await page.locator('.story-row').nth(rows).waitFor({ state: 'attached' })
    rows = await page.locator('.story-row').count()
  }
  assert.match(page.url(), /more=\d\d/)
  assert.equal(await page.evaluate(`getComputedStyle(document.querySelector('.story-row')).contentVisibility`), 'auto')
  const links = (await page.evaluate(
    `[...document.querySelectorAll('.story-row [data-open]')].map((one) => one.getAttribute('href'))`,
  )) as string[]
  assert.ok(links.length >= 1_000 && new Set(links).size === links.length, 'no row twice, none left out')
  await page.close()
})

test('D13 what is loaded before the first screen stands is at most 250 kB, gzip; Plot and the map come later', async () => {
  await buildPages(() => {})
  const folder = resolve(import.meta.dirname, '../dist/web')
  const read = (path: string) => readFileSync(join(folder, path))
  const html = read('index.html').toString()
  const initial = [...html.matchAll(/(?:src|href)="\/assets\/([^"]+)"/g)].map(([, name]) => name!)
  const all = readdirSync(join(folder, 'assets'))
  const bytes = (name: string) => gzipSync(read(`assets/${name}`)).length
  const styles = all.filter((name) => name.endsWith('.css')) // a screen needs a few of them; counted are all
  const screens = all.filter((name) => /^(?:screen|actor|dyad|outlet|quotes|events)-.*\.js$/.test(name))
  assert.ok(screens.length > 8)
  for (const screen of screens) {
    const needed = withImports([...initial.filter((name) => name.endsWith('.js')), screen], (name) => read(`assets/${name}`).toString())
    const sum = [...needed, ...styles].reduce((total, name) => total + bytes(name), gzipSync(html).length)
    assert.ok(sum <= initialBytes, `${screen}: ${sum} bytes`)
    for (const name of needed) assert.doesNotMatch(read(`assets/${name}`).toString(), /observablehq|"Topology"/, `${screen} needs ${name}`)
  }
})

/** Chunks and all that they import at once; what is imported when it is needed stays out. */
function withImports(names: readonly string[], sourceOf: (name: string) => string): ReadonlySet<string> {
  const found = new Set(names)
  for (const name of found)
    for (const [, other] of sourceOf(name).matchAll(/(?:from|import)\s*["']\.\/([\w.-]+\.js)["']/g)) found.add(other!)
  return found
}
