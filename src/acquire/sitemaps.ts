import type { Entry } from './feeds.ts'
import { dateOf, followEntries, followLists, readText } from './feeds.ts'
import { sizeText } from './limits.ts'
import { rootElement } from './pages.ts'
import type { Source } from './source.ts'
import { refuse } from './source.ts'

/** Sitemaps (sitemaps.org 0.9, with Google's news elements) and indexes of them. Of too many entries the newest are read. */
export const sitemapSource: Source = {
  name: 'sitemap',
  recognises: ({ text }) => /^(?:urlset|sitemapindex)$/.test(rootElement(text) ?? ''),
  async *read(opened, context) {
    const text = await readText(opened, context.limits.pageBytes)
    if (text === null) yield refuse(opened.source, `is larger than ${sizeText(context.limits.pageBytes)}`, 'split the sitemap')
    else if (rootElement(text) === 'sitemapindex')
      yield* followLists(
        opened,
        context,
        newestFirst(readSitemap(text), context.limits.sitemaps).map(({ url }) => url),
      )
    else yield* followEntries(opened, context, newestFirst(readSitemap(text), context.limits.feedEntries))
  },
}

type Place = Entry & Readonly<{ url: string; changed: string }>

/** The entries of a sitemap or of an index, in order. Reads linearly, looking only at the elements it knows. */
export function readSitemap(text: string): readonly Place[] {
  const places: Place[] = []
  let url = ''
  let published: string | null = null
  let changed = ''
  let known = false // a date of publication belongs to the element it stands in, even before its address
  for (const { name, closing, value } of elementsOf(text)) {
    if (name === 'url' || name === 'sitemap') {
      if (known && url) places.push({ url, published, html: null, changed: published ?? changed })
      known = !closing
      url = changed = ''
      published = null
    } else if (closing || !known) continue
    else if (name === 'loc' && !url) url = value
    else if (name === 'lastmod') changed = dateOf(value) ?? ''
    else if (name === 'publication_date') published = dateOf(value)
  }
  return places
}

type Element = Readonly<{ name: string; closing: boolean; value: string }>

/** Tags without prefix and the text right behind each, entities and CDATA undone; comments passed over. Linear: no stretch is searched twice. */
function* elementsOf(text: string): Generator<Element> {
  let end = -1
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at + 1)) {
    if (text.startsWith('<!--', at)) {
      at = text.indexOf('-->', at)
      if (at < 0) return
      continue
    }
    if (end < at) end = text.indexOf('>', at)
    if (end < 0) return
    const inside = text.indexOf('<', at + 1)
    if (inside >= 0 && inside < end) continue // a tag holds no other
    const [, slash, name] = /^<(\/?)(?:[\w-]{1,40}:)?([\w-]{1,40})/.exec(text.slice(at, Math.min(end, at + 100))) ?? []
    if (!name) continue
    const wanted = name === 'loc' || name === 'lastmod' || name === 'publication_date'
    const quoted = wanted && text.startsWith('<![CDATA[', end + 1)
    const next = quoted ? text.indexOf(']]>', end) : inside
    if (quoted && next < 0) return // the rest is cut off
    yield { name, closing: slash === '/', value: wanted ? plain(text.slice(end + 1, next < 0 ? text.length : next)) : '' }
    if (wanted && next > end && text.startsWith(']]>', next)) at = next
  }
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function plain(value: string): string {
  if (value.startsWith('<![CDATA[')) return value.slice('<![CDATA['.length).trim()
  return value
    .replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|lt|gt|quot|apos));/gi, (whole, decimal, hex, name) => {
      if (name) return entities[name.toLowerCase()] ?? whole
      const point = decimal ? Number(decimal) : Number.parseInt(hex, 16)
      return point <= 0x10ffff ? String.fromCodePoint(point) : whole
    })
    .trim()
}

/** All in their order where they fit the limit; otherwise newest first, by what dates there are. */
function newestFirst(places: readonly Place[], most: number): readonly Place[] {
  if (places.length <= most) return places
  return places.toSorted((one, other) => (one.changed < other.changed ? 1 : one.changed > other.changed ? -1 : 0))
}
