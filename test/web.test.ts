import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type Browser, chromium, type Page } from 'playwright-core'
import { type Server, startServer } from '../src/api/server.ts'
import { withExamples } from './examples.ts'

const browserPath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path))
const hostile = `<html><head><title>Market opens</title></head><body><article><h1>Market &lt;script&gt;alert(1)&lt;/script&gt; opens</h1>
<p>The fish market of Ostrow opened on Monday after &lt;img src=x onerror="document.title='broken'"&gt; a year of building, the mayor said.</p>
<p>“We have waited long for this day and for these new halls,” Mayor Anna Wolska told <b onclick="x()">visitors</b> at the gate.</p>
<script>document.title = 'broken'</script></article></body></html>`

let examples: Awaited<ReturnType<typeof withExamples>>
let server: Server
const folder = mkdtempSync(join(tmpdir(), 'stemma-web-'))

before(async () => {
  examples = await withExamples()
  writeFileSync(join(folder, 'market.html'), hostile)
  await examples.stemma.add([join(folder, 'market.html')])
  server = await startServer(examples.stemma, { host: '127.0.0.1', port: 0, token: null })
})
after(async () => {
  await server.close()
  await examples.close()
  rmSync(folder, { recursive: true, force: true })
})
test('X16 the pages in a browser: from a story to its proof; hostile markup stays text', async (context) => {
  if (!browserPath) return context.skip('no Chromium on this machine (apt-get install chromium)')
  const browser: Browser = await chromium.launch({
    executablePath: browserPath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  })
  try {
    const page: Page = await browser.newPage()
    const outside: string[] = []
    page.on('request', (request) => {
      if (!request.url().startsWith(server.address)) outside.push(request.url())
    })
    await page.goto(server.address)
    await page.getByRole('link', { name: /Finland joins NATO/ }).click()
    await page
      .getByRole('link', { name: /The era of military non-alignment/ })
      .first()
      .click()
    assert.match((await page.locator('#proof').textContent()) ?? '', /The era of military non-alignment/)
    await page.goto(server.address)
    await page.getByRole('link', { name: /opens/ }).click()
    await page
      .getByRole('link', { name: /We have waited long/ })
      .first()
      .click()
    assert.doesNotMatch(await page.title(), /^broken/)
    assert.equal(await page.locator('pre.page img, pre.page script, pre.page b').count(), 0)
    await page.goto(`${server.address}/search?q=mayday`)
    assert.ok((await page.locator('ol.stories > li').count()) >= 2)
    await page.setViewportSize({ width: 360, height: 800 })
    assert.ok(await page.evaluate('document.documentElement.scrollWidth <= 360'), 'the page is wider than a small screen')
    assert.deepEqual(outside, [])
  } finally {
    await browser.close()
  }
})
