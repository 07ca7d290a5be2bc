import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, before, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { buildPages } from '../src/cli/pages.ts'
import { openStemma, type Stemma } from '../src/stemma.ts'
import { assertAccessible, browserPath, type Desk, noBrowser, openDesk, shown } from './desk-browser.ts'
import { familyPage } from './desk-pages.ts'

const pages = 300 // of one story
const stories = 50_000 // in the list
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

test('D12 a list of 50,000 stories goes on page by page, and draws what is in view', async (context) => {
  if (!browserPath) return context.skip(noBrowser)
  const page = await desk.open('/')
  await page.route(/\/api\/v1\/stories\?/, (route) => {
    const from = Number(new URL(route.request().url()).searchParams.get('cursor') ?? 0)
    const items = Array.from({ length: 50 }, (_, at) => listed(from + at))
    return route.fulfill({ json: { items, next: from + 50 < stories ? String(from + 50) : null, total: stories } })
  })
  await page.goto(`${desk.server.address}/?q=all`)
  await shown(page)
  assert.match((await page.locator('.stories-count').textContent())!, /50,000 stories/)
  for (let rows = 50; rows < 1_000; ) {
    await page.locator('.story-row').last().scrollIntoViewIfNeeded()
    await page.locator('.story-row').nth(rows).waitFor({ state: 'attached' })
    rows = await page.locator('.story-row').count()
  }
  assert.match(page.url(), /more=\d\d/)
  assert.equal(await page.evaluate(`getComputedStyle(document.querySelector('.story-row')).contentVisibility`), 'auto')
  await page.close()
})

const listed = (at: number) => ({
  id: `story_${String(at).padStart(16, '0')}`,
  headline: `Story number ${at}`,
  title: `Story number ${at}`,
  language: 'en',
  published: '2024-05-06T08:00:00Z',
  updated: '2024-05-06T08:00:00Z',
  ...{ pages: 3, independentReports: 1, events: 0, quotes: 0 },
  outlets: ['Alder Post', 'Birk Echo'],
  credits: ['own'],
  arrivals: [1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1],
  firstPublished: null,
  lastPublished: null,
  changes: { cut: 2 },
  ...{ single: true, edited: true, watched: false, muted: false, snippet: null },
})

test('D13 what is loaded before the first screen stands is at most 250 kB, gzip; Plot and the map come later', async () => {
  await buildPages(() => {})
  const folder = resolve(import.meta.dirname, '../dist/web')
  const read = (path: string) => readFileSync(join(folder, path))
  const html = read('index.html').toString()
  const initial = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path]) => path!)
  const screens = readdirSync(join(folder, 'assets'))
    .filter((name) => !initial.includes(`/assets/${name}`))
    .map((name) => ({ name, bytes: gzipSync(read(`assets/${name}`)).length }))
    .sort((a, b) => b.bytes - a.bytes)
  const first = initial.reduce((sum, path) => sum + gzipSync(read(path)).length, gzipSync(html).length)
  const screen = Math.max(...screens.filter(({ name }) => /^screen-.*\.js$/.test(name)).map(({ bytes }) => bytes))
  assert.ok(first + screen <= initialBytes, `${first} and ${screen} bytes`)
  assert.doesNotMatch(read(initial.find((path) => path.endsWith('.js'))!.slice(1)).toString(), /observablehq|topology/i)
})
