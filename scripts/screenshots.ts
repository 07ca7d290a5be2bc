import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { chromium } from 'playwright-core'
import { startServer } from '../src/api/server.ts'
import { withExamples } from '../test/examples.ts'

/** Takes the pictures of the documents anew, from the example pages, in Debian's Chromium. */
const docs = resolve(import.meta.dirname, '../docs')
const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((path) => existsSync(path))
if (!executablePath) throw new Error('there is no Chromium: apt-get install chromium')

const examples = await withExamples()
const server = await startServer(examples.stemma, { host: '127.0.0.1', port: 0, token: null })
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] })
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 860 } })
  await page.goto(server.address)
  await page.getByRole('link', { name: /Finland joins NATO/ }).click()
  await page.screenshot({ path: resolve(docs, 'story.png') })
  await page
    .locator('details a', { hasText: 'Compare the two' })
    .last()
    .evaluate((link) => (link as unknown as { click: () => void }).click())
  await page.waitForURL(/compare/)
  await page.screenshot({ path: resolve(docs, 'compare.png') })
} finally {
  await browser.close()
  await server.close()
  await examples.close()
}
