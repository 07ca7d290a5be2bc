import { parseFeed, parseOpml } from 'feedsmith'
import type { Arrival, Given, Refusal } from '#model/page.ts'
import { decodePage } from './charset.ts'
import { sizeText } from './limits.ts'
import { rootElement } from './pages.ts'
import type { Context, Opened, Source } from './source.ts'
import { refuse } from './source.ts'

/** One entry of a feed. `published` only where the feed clearly says when it was published; a date of change is not that. */
export type Entry = Readonly<{ url: string | null; published: string | null; html: string | null }>

const fullContent = 500 // characters; a shorter text in a feed is a teaser, so the page itself is fetched
const feedRoots = new Set(['rss', 'feed', 'rdf:rdf', 'opml'])
const isJsonFeed = (text: string) => /^\s*\{/.test(text) && /"version"\s*:\s*"https?:\\?\/\\?\/jsonfeed\.org/.test(text)

/** RSS, Atom, RDF, JSON Feed and OPML. An entry that carries its whole text offline is a page; otherwise its link is followed. */
export const feedSource: Source = {
  name: 'feed',
  recognises: ({ text }) => feedRoots.has(rootElement(text) ?? '') || isJsonFeed(text),
  async *read(opened, context) {
    const text = await readText(opened, context.limits.pageBytes)
    if (text === null) yield refuse(opened.source, `is larger than ${sizeText(context.limits.pageBytes)}`, 'split the feed')
    else if (rootElement(text) === 'opml') yield* followLists(opened, context, outlineUrls(text))
    else yield* followEntries(opened, context, entriesOf(text))
  },
}

/** All of a list as text, or null when it is larger than `most` bytes. */
export async function readText(opened: Opened, most: number): Promise<string | null> {
  const bytes = await opened.bytes.take(most + 1)
  await opened.bytes.ended() // a gap at the end: the file is broken
  return bytes.length > most ? null : decodePage(bytes, opened.contentType).html
}

/** Reads pages that a list names, each once. Entries beyond the limit are named in one Refusal. */
export async function* followEntries(
  opened: Opened,
  context: Context,
  entries: readonly Entry[] | null,
): AsyncGenerator<Arrival | Refusal> {
  if (!entries) yield refuse(opened.source, 'is a feed that cannot be read', 'check it with a feed validator')
  const offline = opened.fetchedAt === null
  const done = new Set<string>()
  for (const [at, entry] of (entries ?? []).slice(0, context.limits.feedEntries).entries()) {
    const url = entry.url === null ? null : (URL.parse(entry.url, opened.url)?.href ?? null)
    const given: Given | null = entry.published ? { outlet: null, published: entry.published } : null
    if (offline && entry.html && entry.html.length > fullContent) {
      const source = `${opened.source}#${at + 1}`
      const bytes = new TextEncoder().encode(entry.html)
      yield { source, url: url ?? `${opened.url}#${at + 1}`, fetchedAt: null, contentType: 'text/html; charset=utf-8', bytes, given }
    } else if (!url || !/^https?:/.test(url))
      yield refuse(`${opened.source}#${at + 1}`, 'is an entry without an address', 'nothing to fetch')
    else if (!done.has(url)) yield* context.follow(url, opened, 'page', given)
    if (url) done.add(url)
  }
  yield* refuseRest(opened, entries?.length ?? 0, context.limits.feedEntries)
}

/** Reads lists that a list names, each once, one level deep. */
export async function* followLists(opened: Opened, context: Context, urls: readonly string[] | null): AsyncGenerator<Arrival | Refusal> {
  if (!urls) yield refuse(opened.source, 'is a list of feeds that cannot be read', 'check that it is whole')
  const whole = (urls ?? []).flatMap((url) => URL.parse(url, opened.url)?.href ?? [])
  const each = [...new Set(whole)]
  for (const url of each.slice(0, context.limits.sitemaps)) yield* context.follow(url, opened, 'list', null)
  yield* refuseRest(opened, each.length, context.limits.sitemaps)
}

function* refuseRest(opened: Opened, count: number, most: number): Generator<Refusal> {
  if (count > most)
    yield refuse(opened.source, `names ${count} addresses; ${most} were read`, 'raise the limit or add the others by address')
}

/** Entries in the feed's order, or null where it cannot be read. */
export function entriesOf(text: string): readonly Entry[] | null {
  try {
    const { format, feed } = parseFeed(text)
    if (format === 'rss')
      return (feed.items ?? []).map((item) => {
        const permanent = item.guid?.isPermaLink === false ? null : (item.guid?.value ?? null)
        return { url: item.link ?? permanent, published: dateOf(item.pubDate), html: item.content?.encoded ?? null }
      })
    if (format === 'rdf')
      return (feed.items ?? []).map((item) => ({ url: textOf(item.link), published: null, html: item.content?.encoded ?? null }))
    if (format === 'atom')
      return (feed.entries ?? []).map((entry) => {
        const link = entry.links?.find(({ rel }) => rel === undefined || rel === 'alternate') ?? entry.links?.[0]
        const html = entry.content?.type === 'html' || entry.content?.type === 'xhtml' ? (entry.content.value ?? null) : null
        return { url: textOf(link?.href), published: dateOf(entry.published), html }
      })
    const items = feed.items
    return (Array.isArray(items) ? items : []).map((item) => ({
      url: item.url ?? null,
      published: dateOf(item.date_published),
      html: item.content_html ?? null,
    }))
  } catch {
    return null
  }
}

/** Addresses of the feeds in an OPML file, or null where it cannot be read. */
export function outlineUrls(text: string): readonly string[] | null {
  try {
    const urls: string[] = []
    const waiting = [...(parseOpml(text).body?.outlines ?? [])].reverse()
    for (let outline = waiting.pop(); outline; outline = waiting.pop()) {
      if (outline.xmlUrl) urls.push(outline.xmlUrl)
      waiting.push(...[...(outline.outlines ?? [])].reverse())
    }
    return urls
  } catch {
    return null
  }
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : null)

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const namedZones: Readonly<Record<string, string>> = {
  ut: 'Z',
  utc: 'Z',
  gmt: 'Z',
  z: 'Z',
  est: '-05:00',
  edt: '-04:00',
  cst: '-06:00',
  cdt: '-05:00',
  mst: '-07:00',
  mdt: '-06:00',
  pst: '-08:00',
  pdt: '-07:00',
}
const rfc822 =
  /^(?:[a-z]{3,9}\.?,?\s+)?(\d{1,2})\s+([a-z]{3})[a-z]*\s+(\d{4})(?:\s+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s*(?:([+-]\d{2}):?(\d{2})|([a-z]{1,4})))?)?$/i

/** A feed's date as ISO 8601, its zone kept: RFC 822 (RSS) or ISO already (Atom, JSON Feed). Null for anything else. */
export function dateOf(value: unknown): string | null {
  const text = textOf(value)?.trim() ?? ''
  if (/^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/i.test(text)) return text.replace(' ', 'T')
  const [, day, monthName = '', year, hour, minute, second = '00', zoneHour, zoneMinute, zoneName] = rfc822.exec(text) ?? []
  const month = months.indexOf(monthName.toLowerCase()) + 1
  if (!day || month === 0) return null
  const date = `${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`
  if (!hour) return date
  const zone = zoneHour ? `${zoneHour}:${zoneMinute}` : (namedZones[zoneName?.toLowerCase() ?? ''] ?? '')
  return `${date}T${hour.padStart(2, '0')}:${minute}:${second}${zone}`
}
