import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Browser, chromium, type Page } from 'playwright-core'
import { type Server, startServer } from '../src/api/server.ts'
import { buildPages } from '../src/cli/pages.ts'
import type { Stemma } from '../src/stemma.ts'

/** Debian's Chromium, or null: then tests that need it say so and are skipped. */
export const browserPath =
  ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path)) ?? null
export const noBrowser = 'no Chromium on this machine (apt-get install chromium)'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** The desk over a store, and a browser before it. */
export type Desk = Readonly<{
  server: Server
  /** A new tab; what it asks of other hosts, and what it complains of, is collected in `troubles`. */
  open: (path: string, options?: Readonly<{ width?: number; height?: number; dark?: boolean }>) => Promise<Page>
  troubles: string[]
  close: () => Promise<void>
}>

export async function openDesk(stemma: Stemma, token: string | null = null): Promise<Desk> {
  await buildPages(() => {})
  const server = await startServer(stemma, { host: '127.0.0.1', port: 0, token })
  const browser: Browser = await chromium.launch({
    executablePath: browserPath!,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  })
  const troubles: string[] = []
  const open: Desk['open'] = async (path, { width = 1280, height = 900, dark = false } = {}) => {
    const page = await browser.newPage({ viewport: { width, height }, colorScheme: dark ? 'dark' : 'light' })
    page.on('request', (request) => {
      if (!request.url().startsWith(server.address) && !request.url().startsWith('blob:')) troubles.push(`asked for ${request.url()}`)
    })
    page.on('console', (message) => {
      if (message.type() === 'error') troubles.push(`${path}: ${message.text()}`)
    })
    page.on('pageerror', (error) => troubles.push(`${path}: ${error.message}`))
    await page.goto(server.address + path)
    await shown(page)
    return page
  }
  return {
    server,
    open,
    troubles,
    close: async () => {
      await browser.close()
      await server.close()
    },
  }
}

/** Waits until a screen stands there, with what it asked for. */
export async function shown(page: Page): Promise<void> {
  await page.waitForSelector('main:not(:has(.waiting, [aria-busy="true"])) h1', { timeout: 15_000 })
}

/** Every rule of axe-core for WCAG 2.0 to 2.2, A and AA, and its best practices. */
export async function assertAccessible(page: Page, name: string): Promise<void> {
  // the script goes in over the debugger: the policy of the pages refuses it as an element
  await page.evaluate(axe)
  const found = (await page.evaluate(
    `axe.run(document, { resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } }).then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.slice(0, 3).map(({ html, failureSummary }) => html.slice(0, 160) + ' ' + failureSummary).join(' | ')))`,
  )) as readonly string[]
  assert.deepEqual(found, [], name)
}

/** Nothing makes the page itself scroll sideways. */
export async function assertFits(page: Page, name: string): Promise<void> {
  const [wide, view] = (await page.evaluate('[document.documentElement.scrollWidth, innerWidth]')) as [number, number]
  assert.ok(wide <= view, `${name}: ${wide} px in ${view} px`)
}
