import { createHash, timingSafeEqual } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { type Context, Hono } from 'hono'
import type { html } from 'hono/html'
import { secureHeaders } from 'hono/secure-headers'
import { storySchema } from '#model/document.ts'
import { StemmaError, UsageError } from '#model/errors.ts'
import type { Stemma } from '#stemma.ts'
import { isDay } from '#text/calendar.ts'
import { piecesOf, proofIn } from './pieces.ts'
import {
  compareView,
  eventView,
  layout,
  listView,
  messageView,
  pageView,
  parkedView,
  quoteView,
  searchView,
  storiesView,
  storyView,
} from './views.ts'

const style = readFileSync(new URL('./style.css', import.meta.url), 'utf8')
const pageSize = 50 // rows of a list
const mostRows = 500 // rows one request may ask for

export type AppOptions = Readonly<{ token: string | null; hosts: readonly string[] | null }>

/** The pages and the JSON API. Reads only; every answer comes from the store. */
export function createApp(stemma: Stemma, options: AppOptions): Hono {
  const app = new Hono()
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
      },
    }),
  )
  app.use(async (c, next) =>
    allowed(c, options)
      ? next()
      : problem(c, 403, 'this host or token is not allowed', 'open the address that "stemma serve" printed, with its token'),
  )
  app.use(async (c, next) => {
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return next()
    c.header('allow', 'GET, HEAD')
    return problem(c, 405, `${c.req.method} is not answered here`, 'everything is read only: use GET')
  })
  app.onError((error, c) =>
    error instanceof StemmaError
      ? problem(c, error instanceof MissingError ? 404 : error instanceof UsageError ? 400 : 500, error.message, error.advice)
      : problem(c, 500, 'this is a fault of ours', error.message),
  )
  app.notFound((c) =>
    c.req.path.startsWith('/api/')
      ? problem(c, 404, `there is nothing at ${c.req.path}`, 'see /api/v1')
      : c.html(page('Not found', messageView('Not found', `There is nothing at ${c.req.path}.`)), 404),
  )
  addApi(app, stemma)
  addPages(app, stemma)
  return app
}

function addApi(app: Hono, stemma: Stemma): void {
  app.get('/api/v1', (c) =>
    c.json({
      name: 'stemma',
      paths: [
        '/api/v1/stories',
        '/api/v1/stories/{id}',
        '/api/v1/pages/{id}',
        '/api/v1/compare/{a}/{b}',
        '/api/v1/search?q=',
        '/api/v1/quotes',
        '/api/v1/events',
        '/api/v1/parked',
        '/api/v1/schema',
      ],
    }),
  )
  app.get('/api/v1/schema', (c) => c.json(storySchema()))
  app.get('/api/v1/stories', async (c) =>
    c.json(await stemma.stories({ ...limitOf(c), ...queryOf(c, ['outlet', 'agency', 'cursor']), ...daysOf(c) })),
  )
  app.get('/api/v1/stories/:id', async (c) => c.json((await stemma.story(c.req.param('id'))) ?? missing('story', c.req.param('id'))))
  app.get('/api/v1/pages/:id', async (c) => c.json((await stemma.page(c.req.param('id')))?.document ?? missing('page', c.req.param('id'))))
  app.get('/api/v1/pages/:id/raw', async (c) =>
    c.text((await stemma.page(c.req.param('id')))?.html ?? missing('page', c.req.param('id')), 200, {
      'content-type': 'text/plain; charset=utf-8',
    }),
  )
  app.get('/api/v1/compare/:a/:b', async (c) =>
    c.json((await stemma.compare(c.req.param('a'), c.req.param('b'))) ?? missing('page', `${c.req.param('a')} or ${c.req.param('b')}`)),
  )
  app.get('/api/v1/search', async (c) => c.json(await stemma.search(c.req.query('q') ?? '', limitOf(c))))
  app.get('/api/v1/quotes', async (c) => c.json(await stemma.quotes({ ...limitOf(c), ...queryOf(c, ['speaker', 'story', 'cursor']) })))
  app.get('/api/v1/events', async (c) =>
    c.json(await stemma.events({ ...limitOf(c), ...queryOf(c, ['actor', 'recipient', 'type', 'story', 'after', 'before', 'cursor']) })),
  )
  app.get('/api/v1/parked', async (c) => c.json(await stemma.parked(queryOf(c, ['stage']))))
}

function addPages(app: Hono, stemma: Stemma): void {
  app.get('/style.css', (c) => c.body(style, 200, { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'max-age=3600' }))
  app.get('/', async (c) => {
    const rows = await stemma.stories({ limit: pageSize, ...queryOf(c, ['cursor']) })
    return c.html(page('Stories', storiesView(rows, rows.length === pageSize ? rows.at(-1)!.cursor : null)))
  })
  app.get('/stories/:id', async (c) => {
    const story = await stemma.story(c.req.param('id'))
    return story ? c.html(page(story.title ?? story.id, storyView(story))) : c.notFound()
  })
  app.get('/pages/:id', async (c) => {
    const found = await stemma.page(c.req.param('id'))
    if (!found) return c.notFound()
    const pieces = piecesOf(found.html, found.document, proofIn(c.req.query('at')))
    return c.html(page(found.document.title ?? found.document.source, pageView(found.document, found.story, pieces)))
  })
  app.get('/compare/:a/:b', async (c) => {
    const found = await stemma.compare(c.req.param('a'), c.req.param('b'))
    if (!found) return c.notFound()
    const rows = found.rows.map((row) => ({
      a: row.a.map(({ kind, text }) => ({ kind, text })),
      b: row.b.map(({ kind, text }) => ({ kind, text })),
    }))
    return c.html(
      page('What changed', compareView(found.a, found.b, `${Math.round(found.shareOfB * 100)} % of the second stands in the first`, rows)),
    )
  })
  app.get('/search', async (c) => {
    const query = c.req.query('q')?.trim() ?? ''
    return c.html(layout(`Search: ${query}`, searchView(query, query ? await stemma.search(query, { limit: pageSize }) : []), query))
  })
  app.get('/quotes', async (c) => {
    const rows = await stemma.quotes({ limit: pageSize, ...queryOf(c, ['speaker']) })
    return c.html(
      page(
        'Quotes',
        listView(
          'Quotes',
          rows.map(({ quote, story, title }) => quoteView(quote, { id: story, title })),
        ),
      ),
    )
  })
  app.get('/events', async (c) => {
    const rows = await stemma.events({ limit: pageSize, ...queryOf(c, ['actor', 'type']) })
    return c.html(
      page(
        'Events',
        listView(
          'Events',
          rows.map(({ event, story, title }) => eventView(event, { id: story, title })),
        ),
      ),
    )
  })
  app.get('/parked', async (c) => c.html(page('Parked', parkedView(await stemma.parked({})))))
}

const page = (title: string, body: ReturnType<typeof html>) => layout(title, body)

/** A name rebound to this machine (DNS rebinding) has a Host we do not know; a token is compared in constant time. */
function allowed(c: Context, { token, hosts }: AppOptions): boolean {
  const host = (c.req.header('host') ?? '').replace(/:\d+$/, '')
  if (hosts !== null && !hosts.includes(host)) return false
  if (token === null) return true
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(c.req.header('authorization') ?? ''), digest(`Bearer ${token}`))
}

/** RFC 9457. */
function problem(c: Context, status: 400 | 403 | 404 | 405 | 500, title: string, detail: string): Response {
  return c.body(JSON.stringify({ type: 'about:blank', title, status, detail }), status, { 'content-type': 'application/problem+json' })
}

class MissingError extends UsageError {}
function missing(noun: string, id: string): never {
  throw new MissingError(`there is no ${noun} ${id}`, 'ids come from /api/v1/stories')
}

function limitOf(c: Context): { limit: number } {
  const limit = Number(c.req.query('limit') ?? pageSize)
  if (!Number.isInteger(limit) || limit < 1 || limit > mostRows)
    throw new UsageError(`limit cannot be "${c.req.query('limit')}"`, `give a whole number from 1 to ${mostRows}`)
  return { limit }
}

function daysOf(c: Context): { after?: string; before?: string } {
  const days = queryOf(c, ['after', 'before'])
  for (const [name, day] of Object.entries(days))
    if (!isDay(day)) throw new UsageError(`${name} cannot be "${day}"`, 'give a day, such as 2024-10-01')
  return days
}

function queryOf<Name extends string>(c: Context, names: readonly Name[]): Partial<Record<Name, string>> {
  return Object.fromEntries(names.flatMap((name) => (c.req.query(name) ? [[name, c.req.query(name)]] : []))) as Partial<
    Record<Name, string>
  >
}
