import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, type TestContext, test } from 'node:test'
import { keyTable } from '../web/src/keys/table.ts'
import { assertAccessible, assertFits, browserPath, type Desk, noBrowser, openDesk, shown } from './desk-browser.ts'
import { hostilePage } from './desk-pages.ts'
import { withExamples } from './examples.ts'

let examples: Awaited<ReturnType<typeof withExamples>>
let desk: Desk
const folder = mkdtempSync(join(tmpdir(), 'stemma-web-'))
/** Addresses of the example stories and pages. */
const at = { finland: '', bridge: '', hostile: '', page: '', hostilePage: '', pair: '', three: '', actor: '', dyad: '' }

before(async () => {
  if (!browserPath) return
  examples = await withExamples()
  writeFileSync(join(folder, 'market.html'), hostilePage)
  await examples.stemma.add([join(folder, 'market.html')])
  for await (const story of examples.stemma.documents()) {
    const [first] = story.pages
    if (story.title?.startsWith('Finland')) Object.assign(at, { finland: `/stories/${story.id}`, page: `/pages/${first!.id}` })
    if (story.title?.startsWith('Market')) Object.assign(at, { hostile: `/stories/${story.id}`, hostilePage: `/pages/${first!.id}` })
    if (!story.title?.startsWith('Cargo')) continue
    const copy = story.copies.find(({ exemplar, edits }) => exemplar !== null && edits.length > 3)!
    const third = story.pages.find(({ id }) => id !== copy.exemplar && id !== copy.witness)!
    const pair = `/compare/${copy.exemplar}/${copy.witness}`
    Object.assign(at, { bridge: `/stories/${story.id}`, pair, three: `${pair}/${third.id}` })
  }
  const [modi, brics] = await Promise.all(['Narendra Modi', 'BRICS'].map(async (name) => (await examples.stemma.actors({ name }))[0]!.id))
  Object.assign(at, { actor: `/actors/${modi}`, dyad: `/actors/${modi}/${brics}?from=2023-08-21` })
  desk = await openDesk(examples.stemma)
})
after(async () => {
  await desk?.close()
  await examples?.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A test with a browser, loud when there is none. Whatever a page complains of, or asks of another host, fails it. */
const browsing = (name: string, work: (context: TestContext) => Promise<void>) =>
  test(name, async (context) => {
    if (!browserPath) return context.skip(noBrowser)
    desk.troubles.length = 0
    await work(context)
    assert.deepEqual(desk.troubles, [])
  })

const tabs = ['tree', 'timeline', 'quotes', 'events', 'changes', 'method']
const screens = (): readonly (readonly [string, string])[] => [
  ['stories', '/'],
  ['stories searched', '/?q=bridge&edited=true'],
  ...tabs.map((tab) => [`story ${tab}`, `${at.bridge}?tab=${tab}`] as const),
  ['a story of one page', at.hostile],
  ['compare', at.pair],
  ['compare three', at.three],
  ['compare in one column', `${at.pair}?view=one`],
  ['evidence', `${at.page}#1340-1426`],
  ['quotes', '/quotes'],
  ['events', '/events'],
  ['actors', '/actors'],
  ['network', '/actors?view=network'],
  ['places', '/actors?view=places'],
  ['an actor', at.actor],
  ['a pair', at.dyad],
  ['sources', '/sources'],
  ['who is quoted', '/sources?view=quoted'],
  ['unnamed sources', '/sources?view=unnamed'],
  ['an outlet', '/sources/Northlight'],
  ['intake', '/intake'],
]

browsing('D1 every screen: no violation of accessibility, light, dark and narrow; it fits 360 and 2,560 px', async () => {
  for (const [name, path] of screens()) {
    const page = await desk.open(path)
    await assertAccessible(page, name)
    await assertFits(page, name)
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' }) // colours change at once, however busy the machine
    await page.setViewportSize({ width: 360, height: 800 })
    await assertFits(page, `${name} at 360 px`)
    await assertAccessible(page, `${name}, dark and narrow`)
    await page.setViewportSize({ width: 2560, height: 1300 })
    await assertFits(page, `${name} at 2,560 px`)
    await page.close()
  }
})

browsing('D2 from a story to its proof: a fact lights its words, and opens the characters', async () => {
  const page = await desk.open(at.finland)
  const fact = page.getByRole('link', { name: /The era of military non-alignment/ }).first()
  await fact.hover()
  assert.match((await page.locator('.witness-text mark').allTextContents()).join(''), /The era of military non-alignment/)
  await fact.click()
  await page.locator('#proof').waitFor()
  assert.match(page.url(), /\/pages\/page_\w+#\d+-\d+$/)
  assert.match(
    (await page.locator('#proof').allTextContents()).join(''),
    /^The era of military non-alignment in our history has come to an end\. A new era begins,$/,
  )
  await page.close()
})

browsing('D3 the tree is walked with arrow keys, and says levels, unseen sources and what is chosen', async () => {
  const page = await desk.open(at.finland)
  const rows = page.getByRole('treegrid').getByRole('row')
  const level = () => page.evaluate('document.activeElement.getAttribute("aria-level")')
  assert.equal(await rows.count(), 5)
  assert.match((await rows.first().textContent())!, /AFP, its own page not here/)
  await rows.first().focus()
  await page.keyboard.press('ArrowDown')
  assert.equal(await level(), '2')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowLeft')
  assert.equal(await level(), '1')
  await page.keyboard.press('ArrowLeft')
  assert.equal(await rows.count(), 2)
  await page.keyboard.press('ArrowRight')
  await page.getByRole('row', { name: /The Interval/ }).focus()
  await page.keyboard.press('o')
  for (const again of [false, true]) {
    if (again) await page.reload()
    await shown(page)
    assert.match(page.url(), /page=page_/)
    assert.match((await page.locator('.witness-title').textContent())!, /countermeasures/)
  }
  await page.close()
})

browsing('D4 keys go, open, select and ask; inside a field they are letters', async () => {
  const page = await desk.open('/')
  for (const key of ['j', 'j', 'k', 'x']) await page.keyboard.press(key)
  assert.match((await page.locator('.picked-bar').textContent())!, /1 story selected/)
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/stories\/story_/)
  const sections = { gq: '/quotes', ge: '/events', ga: '/actors', go: '/sources', gi: '/intake', gs: '/' }
  for (const [keys, path] of Object.entries(sections)) {
    for (const key of keys) await page.keyboard.press(key)
    await page.waitForURL((url) => url.pathname === path)
  }
  await page.keyboard.press('/')
  await page.keyboard.type('gq?')
  assert.equal(await page.locator('#search').inputValue(), 'gq?')
  assert.equal(new URL(page.url()).pathname, '/')
  await page.keyboard.press('Escape')
  await page.keyboard.press('?')
  const listed = (await page.getByRole('dialog').textContent())!
  for (const { says } of Object.values(keyTable)) assert.ok(listed.includes(says), says)
  await assertAccessible(page, 'the keys')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('Finland')
  const option = page.getByRole('option', { name: /Finland joins/ })
  await option.waitFor()
  await assertAccessible(page, 'the palette')
  await option.click()
  await page.waitForURL(/\/stories\/story_/)
  await shown(page)
  await page.keyboard.press('e')
  const download = page.getByRole('link', { name: 'Download' })
  assert.match((await download.getAttribute('href'))!, /\/api\/v1\/export\?story=story_\w+&format=csv/)
  await assertAccessible(page, 'the export')
  await page.close()
})

browsing('D5 compare: n and p walk the changes, each has an address; filters, one column, a citation', async () => {
  const page = await desk.open(at.pair)
  const current = () => page.locator('.edit.current').allTextContents()
  await page.keyboard.press('n')
  await page.keyboard.press('n')
  const address = page.url()
  assert.match(address, /edit=\d+-\d+%2C\d+-\d+/)
  const second = await current()
  await page.goto('about:blank')
  await page.goto(address)
  await shown(page)
  assert.deepEqual(await current(), second)
  await page.keyboard.press('p')
  assert.notEqual(page.url(), address)
  await page.getByRole('button', { name: /^Cuts/ }).click()
  assert.match(page.url(), /only=cut/)
  assert.equal(await page.locator('.columns ins').count(), 0)
  assert.ok((await page.locator('.columns del').count()) > 0)
  await page.getByRole('link', { name: 'One column' }).click()
  assert.equal(await page.locator('.columns').count(), 0)
  await page.getByRole('button', { name: 'Cite' }).click()
  const citation = await page.getByLabel('Citation text').inputValue()
  assert.match(citation, /SHA-256 [0-9a-f]{64}/)
  assert.match(citation, /Compared with Stemma/)
  await page.close()
})

browsing('D6 words of a page are text: markup in headlines, outlets and bodies stays what it is', async () => {
  for (const path of [
    '/',
    at.hostile,
    `${at.hostile}?tab=quotes`,
    at.hostilePage,
    `${at.hostilePage}?markup=all`,
    '/?q=script',
    '/quotes',
  ]) {
    const page = await desk.open(path)
    assert.equal(
      await page.locator('main :is(img, iframe, script, [onerror], [onclick], [onload], a[href^="javascript"])').count(),
      0,
      path,
    )
    assert.doesNotMatch(await page.title(), /^broken/)
    if (path.endsWith('all')) assert.match((await page.locator('.page-text').textContent())!, /<iframe src="javascript:/)
    await page.close()
  }
})

browsing('D7 filters, sorting and search stand in the address, and can be taken back', async () => {
  const page = await desk.open('/')
  const rows = () => page.locator('.story-row').count()
  await page.locator('a.facet[href="/?agency=AFP"]').click()
  await page.waitForURL(/agency=AFP/)
  await shown(page)
  assert.equal(await rows(), 2)
  await page.getByLabel('Sort by').selectOption('reports')
  await page.waitForURL(/sort=reports/)
  await page.reload()
  await shown(page)
  assert.equal(await page.getByLabel('Sort by').inputValue(), 'reports')
  assert.match((await page.getByRole('link', { name: 'Atom', exact: true }).getAttribute('href'))!, /agency=AFP&sort=reports&format=atom/)
  await page.getByRole('link', { name: /Take away the filter/ }).click()
  await shown(page)
  assert.equal(await rows(), 4)
  await page.locator('#search').pressSequentially('agen')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.getByRole('option', { name: /agency:AP/ }).click()
  await page.keyboard.press('Enter')
  await page.waitForURL(/q=agency/)
  await shown(page)
  assert.equal(await rows(), 1)
  await page.goBack()
  await shown(page)
  assert.equal(await rows(), 4)
  await page.close()
})

browsing('D8 addresses of before still lead there', async () => {
  const page = await desk.open('/search?q=mayday')
  await page.waitForURL(/\/\?q=mayday$/)
  await shown(page)
  assert.ok((await page.locator('.story-row').count()) >= 1)
  await page.goto(`${desk.server.address}${at.page}?at=1340-1426`)
  await page.locator('#proof').first().waitFor()
  assert.match(page.url(), /#1340-1426$/)
  await page.goto(`${desk.server.address}/parked`)
  await page.waitForURL(/\/intake$/)
  await shown(page)
  await page.close()
})

browsing('D9 stories are watched; what was seen is remembered', async () => {
  const page = await desk.open('/')
  await page.getByLabel(/Select “India/).check()
  await page.getByRole('button', { name: 'Watch', exact: true }).click()
  await page.locator('.row-mark', { hasText: 'watched' }).waitFor()
  await page.getByRole('button', { name: 'Mark as seen' }).click()
  await page.getByText('since your last visit').waitFor()
  await page.goto(`${desk.server.address}/?watched=true`)
  await shown(page)
  assert.equal(await page.locator('.story-row').count(), 1)
  await page.close()
})

browsing('D10 what a reader selects on a stored page has an address', async () => {
  const page = await desk.open(at.page)
  await page.evaluate(`{
    const piece = [...document.querySelectorAll('.page-text .lit')].find((one) => one.textContent.includes('Finland became'))
    const start = piece.firstChild.data.indexOf('Finland became')
    getSelection().setBaseAndExtent(piece.firstChild, start, piece.firstChild, start + 'Finland became'.length)
  }`)
  await page.getByRole('link', { name: 'Link to the selection' }).click()
  await page.locator('#proof').waitFor()
  assert.equal((await page.locator('#proof').allTextContents()).join(''), 'Finland became')
  await page.close()
})

browsing('D9 what was put together by hand can be taken back', async () => {
  const page = await desk.open('/')
  for (const headline of [/Select “India/, /Select “Market/]) await page.getByLabel(headline).check()
  await page.getByRole('button', { name: 'Merge' }).click()
  await page.waitForURL(/\/stories\/story_/)
  await shown(page)
  assert.match((await page.locator('.story-counts').textContent())!, /5 pages/)
  await page.locator('.tabs').getByRole('link', { name: 'Method' }).click()
  await page.getByRole('button', { name: 'Take back' }).first().click()
  await page.goto(desk.server.address)
  await shown(page)
  assert.equal(await page.locator('.story-row').count(), 4)
  await page.close()
})

browsing('D14 a passage is shaded by how many copies keep it, in steps that are also written beside it', async () => {
  const page = await desk.open(at.finland)
  const steps = await page.evaluate(
    `[...new Set([...document.querySelectorAll('.witness-text [class*="kept-"]')].flatMap((one) => one.className.match(/kept-\\d/) ?? []))]`,
  )
  assert.ok((steps as string[]).length > 1, String(steps))
  assert.match((await page.locator('.witness-text').innerText())!, /\d\/2/)
  await page.close()
})

browsing('D15 motion, colours and paper follow the reader', async () => {
  const page = await desk.open(at.bridge)
  const colour = () => page.evaluate('getComputedStyle(document.documentElement).backgroundColor')
  const light = await colour()
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
  const dark = await colour()
  assert.notEqual(dark, light)
  assert.equal(
    await page.evaluate(
      `Math.max(...[...document.querySelectorAll('*')].map((one) => parseFloat(getComputedStyle(one).transitionDuration) + parseFloat(getComputedStyle(one).animationDuration))) < 0.01`,
    ),
    true,
    'nothing moves',
  )
  await page.locator('button.theme').click() // auto, then light
  assert.equal(await colour(), light, 'the button goes before the machine')
  await page.locator('button.theme').click()
  await page.locator('button.theme').click()
  await page.emulateMedia({ media: 'print' })
  const shown = await page.evaluate(
    `[...document.querySelectorAll('button:not(.tree-name), input, select, nav a')].filter((one) => one.checkVisibility()).map((one) => one.outerHTML.slice(0, 80))`,
  )
  assert.deepEqual(shown, [])
  await page.close()
})

test('D18 what is not here has a page that says so; the old address of a story leads on', async (context) => {
  if (!browserPath) return context.skip(noBrowser)
  for (const [path, says, status] of [
    ['/stories/story_0000000000000000', /This story is not here/, 404],
    ['/pages/page_0000000000000000', /This page is not here/, 200],
    ['/actors/actor_0000000000000000', /This actor is not here/, 200],
    ['/sources/Nobody%20Times', /This outlet is not here/, 200],
    ['/compare/page_0000000000000000/page_0000000000000001', /This page is not here/, 200],
  ] as const) {
    const page = await desk.open(path)
    assert.match((await page.locator('h1').textContent())!, says)
    assert.equal((await fetch(desk.server.address + path)).status, status, path)
    await assertAccessible(page, path)
    await page.getByRole('link', { name: 'All stories', exact: true }).click()
    await page.waitForURL((url) => url.pathname === '/')
    await page.close()
  }
  const ids = [at.finland, at.hostile].map((path) => path.split('/').at(-1)!)
  const { decision, aliases } = await examples.stemma.mergeStories(ids)
  const { id, story } = aliases[0]!
  const page = await desk.open(`/stories/${id}?tab=timeline`)
  await page.waitForURL(new RegExp(`/stories/${story}\\?tab=timeline&was=${id}`))
  await page.getByText('part of this one now').waitFor()
  await page.close()
  await examples.stemma.undoDecision(decision!)
})

test('D16 a desk with a token asks for it, once', async (context) => {
  if (!browserPath) return context.skip(noBrowser)
  const guarded = await openDesk(examples.stemma, 'open sesame')
  const page = await guarded.open('/')
  await page.getByLabel('Token').fill('open sesame')
  await page.getByRole('button', { name: 'Open' }).click()
  await page.locator('.story-row').first().waitFor()
  await page.goto(`${guarded.server.address}${at.finland}`)
  await page.locator('.witness-text').waitFor()
  await guarded.close()
})

browsing('D17 what is given at the intake is told of while it is taken in; a screen looks the same however it is reached', async () => {
  const page = await desk.open(at.bridge)
  const facts = page.locator('.tree-facts .words').first()
  const display = () => facts.evaluate('(one) => getComputedStyle(one).display')
  const direct = await display()
  await page.getByRole('link', { name: 'Intake' }).click()
  await page
    .locator('.giving input[type=file]')
    .first()
    .setInputFiles([join(folder, 'market.html')])
  await page.locator('.tasks li.done', { hasText: 'known already' }).waitFor()
  await page.goBack()
  await facts.waitFor()
  assert.equal(await display(), direct)
  await page.close()
})
