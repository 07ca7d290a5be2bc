import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Context, MiddlewareHandler } from 'hono'
import { accepts } from 'hono/accepts'
import { csvLine } from '#export/csv.ts'
import { atomOf, type Entry, feedOf, jsonFeedOf } from './feeds.ts'
import { HttpError } from './problems.ts'
import type { Format } from './schemas/common.ts'

const mediaTypes: Readonly<Record<Format, string>> = {
  json: 'application/json',
  csv: 'text/csv; charset=utf-8',
  ndjson: 'application/x-ndjson',
  atom: 'application/atom+xml; charset=utf-8',
  feed: 'application/feed+json',
}
const bare = (type: string) => type.replace(/;.*/, '')

/** What the caller wants a list as: `format` in the query, else the Accept header. Errors: 406 when we have none of it. */
export function wantedFormat(c: Context, asked: Format | undefined): Format {
  if (asked) return asked
  const header = c.req.header('accept')
  if (!header) return 'json'
  const formats = Object.entries(mediaTypes) as [Format, string][]
  const otherwise = /(?:\*|application)\/\*/.test(header) ? mediaTypes.json : ''
  const type = accepts(c, { header: 'Accept', supports: formats.map(([, one]) => bare(one)), default: otherwise })
  const found = formats.find(([, one]) => bare(one) === type)
  if (found) return found[0]
  throw new HttpError(
    406,
    `lists are not to be had as ${header.slice(0, 200)}`,
    `ask for ${formats.map(([, one]) => bare(one)).join(', ')}`,
  )
}

type Row = Readonly<Record<string, unknown>>
export type List = Readonly<{ items: readonly Row[]; next: string | null; total: number | null }>

/** A list in the format that was asked for. Where it goes on stands in a Link header too (RFC 8288). */
export function listAnswer(
  c: Context,
  format: Format,
  columns: readonly string[],
  list: List,
  title: string,
  entry: (row: Row) => Entry,
): Response {
  const self = new URL(c.req.url)
  if (list.next !== null) {
    const more = new URL(self)
    more.searchParams.set('cursor', list.next)
    c.header('link', `<${more.pathname}${more.search}>; rel="next"`)
  }
  c.header('content-type', mediaTypes[format])
  switch (format) {
    case 'json':
      return c.body(JSON.stringify(list))
    case 'ndjson':
      return c.body(list.items.map((row) => `${JSON.stringify(row)}\n`).join(''))
    case 'csv':
      return c.body(csvLine(columns) + list.items.map((row) => csvLine(columns.map((column) => cellOf(row[column])))).join(''))
    case 'atom':
      return c.body(atomOf(feedOf(title, self, list.items.map(entry))))
    case 'feed':
      return c.body(JSON.stringify(jsonFeedOf(feedOf(title, self, list.items.map(entry)))))
  }
}

/** Lists of words are joined; what is nested deeper stands as JSON. */
function cellOf(value: unknown): string | number | boolean | null {
  if (value === null || value === undefined) return null
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  if (Array.isArray(value) && value.every((one) => typeof one === 'string' || typeof one === 'number')) return value.join('; ')
  return JSON.stringify(value)
}

const compressed = { br: promisify(brotliCompress), gzip: promisify(gzip) } as const
/** Marks a stream, for us and for proxies that would hold it back. */
export const unbuffered = ['x-accel-buffering', 'no'] as const
const fromBytes = 1_024 // smaller answers gain nothing
const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } } // twice as fast as gzip's middle, and smaller
const squeezable = /^(?:text\/(?!event-stream)|application\/(?:[\w.+-]*json|x-ndjson|[\w.+-]*xml|javascript|manifest))|^image\/svg/

/**
 * Answers of one piece get an ETag (weak: the same for every encoding) and are sent as br or gzip where that is understood; one
 * that the caller has already is a 304. Streams go out as they are.
 */
export const polish: MiddlewareHandler = async (c, next) => {
  await next()
  const answer = c.res
  if (answer.body === null || answer.status !== 200 || answer.headers.has('content-encoding')) return
  const type = answer.headers.get('content-type') ?? ''
  if (!squeezable.test(type) || answer.headers.get(unbuffered[0]) === unbuffered[1]) {
    if (c.req.method === 'HEAD') await answer.body.cancel() // nobody will read it to its end
    return
  }
  const body = Buffer.from(await answer.arrayBuffer())
  const headers = new Headers(answer.headers)
  headers.append('vary', 'Accept, Accept-Encoding')
  const isRead = c.req.method === 'GET' || c.req.method === 'HEAD'
  if (!headers.has('etag') && isRead) headers.set('etag', `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`)
  if (!headers.has('cache-control')) headers.set('cache-control', isRead ? 'private, no-cache' : 'no-store')
  const tag = headers.get('etag')
  if (isRead && tag !== null && hasTag(c.req.header('if-none-match'), tag)) {
    headers.delete('content-type')
    c.res = new Response(null, { status: 304, headers })
    return
  }
  const encoding = body.length < fromBytes ? null : encodingOf(c.req.header('accept-encoding') ?? '')
  if (encoding) headers.set('content-encoding', encoding)
  const sent = encoding === 'br' ? await compressed.br(body, quality) : encoding === 'gzip' ? await compressed.gzip(body) : body
  headers.set('content-length', String(sent.length))
  c.res = undefined
  c.res = new Response(new Uint8Array(sent), { status: 200, headers })
}

const strong = (tag: string) => tag.trim().replace(/^W\//, '')
const hasTag = (header: string | undefined, tag: string) =>
  header?.split(',').some((one) => one.trim() === '*' || strong(one) === strong(tag)) ?? false

function encodingOf(header: string): 'br' | 'gzip' | null {
  const offered = header.split(',').map((one) => one.trim().toLowerCase())
  const takes = (name: string) => offered.some((one) => one.split(';')[0]!.trim() === name && !/;\s*q=0(?:\.0*)?$/.test(one))
  return takes('br') ? 'br' : takes('gzip') ? 'gzip' : null
}
