import { readFileSync } from 'node:fs'
import type { Context, Hono } from 'hono'
import type { html } from 'hono/html'
import type { Stemma } from '#stemma.ts'
import { piecesOf, proofIn } from './pieces.ts'
import { compareView, eventView, layout, listView, pageView, parkedView, quoteView, searchView, storiesView, storyView } from './views.ts'

const style = readFileSync(new URL('./style.css', import.meta.url), 'utf8')
const pageSize = 50 // rows of a list

/** The first, plain pages: shown where the desk is not built. */
export function addPlainPages(app: Hono, stemma: Stemma): void {
  app.use('*', async (c, next) => {
    await next()
    if (/^text\/html/.test(c.res.headers.get('content-type') ?? ''))
      c.res.headers.set(
        'content-security-policy',
        "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
      )
  })
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

function queryOf<Name extends string>(c: Context, names: readonly Name[]): Partial<Record<Name, string>> {
  return Object.fromEntries(names.flatMap((name) => (c.req.query(name) ? [[name, c.req.query(name)]] : []))) as Partial<
    Record<Name, string>
  >
}
