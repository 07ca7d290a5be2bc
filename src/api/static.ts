import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Context, Hono } from 'hono'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
}

/** Nothing is loaded from elsewhere, nothing inline runs, nobody frames the desk. */
const policy = [
  "default-src 'none'",
  ...['script-src', 'style-src', 'img-src', 'font-src', 'connect-src', 'manifest-src', 'form-action'].map((name) => `${name} 'self'`),
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ')

/** The bundle's names of assets hold a hash of what is in them: they never change. A year, in seconds, is the most HTTP caches keep. */
const forEver = 'public, max-age=31536000, immutable'
const checked = 'no-cache' // may be kept, but is asked for again with its ETag

type Asset = Readonly<{ body: Buffer; type: string; etag: string; cache: string }>

/** Where the built pages lie: `dist/web`, from the sources and from the package. Null: nobody built them. */
export function deskFolder(): string | null {
  const places = ['../../dist/web', '../web'].map((place) => fileURLToPath(new URL(`${place}/`, import.meta.url)))
  return places.find((place) => existsSync(join(place, 'index.html'))) ?? null
}

/** What else a page's head holds, for who asks: markup, already safe. Null: what the address names is not here. */
type HeadOf = (c: Context) => Promise<string | null>

/**
 * Serves the built pages in `folder`, which is read once. An address without a file is the application's own and gets its shell.
 * Put it after all other routes.
 */
export function serveDesk(app: Hono, folder: string, headOf: HeadOf = async () => ''): void {
  const assets = new Map(readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) => assetsIn(folder, entry)))
  const shell = assets.get('/index.html')!
  app.get('*', async (c, next) => {
    if (c.req.path.startsWith('/api/') || c.req.path === '/mcp') return next()
    const asset = assets.get(c.req.path)
    if (asset && asset !== shell) return send(c, asset)
    if (extname(c.req.path) !== '' && types[extname(c.req.path)]) return next() // a file that is not there
    const head = await headOf(c)
    if (head === null) return send(c, { ...shell, cache: 'no-store' }, 404)
    return send(c, head === '' ? shell : withHead(shell, head))
  })
}

function assetsIn(folder: string, entry: Readonly<{ name: string; parentPath: string; isFile(): boolean }>): [string, Asset][] {
  const type = types[extname(entry.name)]
  if (!entry.isFile() || type === undefined) return []
  const file = join(entry.parentPath, entry.name)
  const path = `/${file.slice(folder.length).split(sep).filter(Boolean).join('/')}`
  const cache = path.startsWith('/assets/') ? forEver : checked
  return [[path, assetOf(readFileSync(file), type, cache)]]
}

const assetOf = (body: Buffer, type: string, cache: string): Asset => ({
  ...{ body, type, cache },
  etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
})

function withHead(shell: Asset, head: string): Asset {
  const html = shell.body.toString()
  const at = html.indexOf('</head>')
  return assetOf(Buffer.from(`${html.slice(0, at)}${head}${html.slice(at)}`), shell.type, 'private, no-cache')
}

function send(c: Context, { body, type, etag, cache }: Asset, status: 200 | 404 = 200): Response {
  const headers = { 'content-type': type, 'cache-control': cache, etag, 'content-security-policy': policy }
  if (status === 200 && c.req.header('if-none-match') === etag) return c.body(null, 304, headers)
  return c.body(new Uint8Array(body), status, headers)
}
