import type { Claim, Field } from '#model/article.ts'
import { claim, fieldOf } from './claims.ts'
import { decoded } from './entities.ts'
import { outletsShown } from './outlet-shown.ts'
import { tellsWeather } from './phrases.ts'
import { metaSayings, type Saying } from './signals.ts'
import { blockAt, lineOf, type Sources } from './sources.ts'

/** Tags kept for one article. */
const mostTags = 30

const claims = (sayings: readonly Saying[], certainty: number): Claim<string>[] =>
  sayings.map(({ text, origin, at }) => claim(text, origin, certainty, at))

/** Whose page it is. `title`: what the article is called, which the page's own title may show beside the outlet. */
export function outletOf(sources: Sources, title: string | null): Field<string> | null {
  const { ld, page, scan, signals, host } = sources
  return fieldOf([
    ...(page.given?.outlet ? [claim(page.given.outlet, 'given', 1, null)] : []),
    ...claims(metaSayings(scan, signals, ['og:site_name']), 0.9),
    ...(ld?.publisher ? claims([ld.publisher], 0.85) : []),
    ...claims(
      metaSayings(scan, signals, ['application-name', 'publisher', 'dc.publisher', 'article:publisher', 'copyright']).filter(
        ({ text }) => !/https?:|©/.test(text),
      ),
      0.6,
    ),
    ...outletsShown(sources, title),
    ...(host === '' ? [] : [claim(host, 'url', 0.4, null)]),
  ])
}

/** The part of the paper it stands in. */
export function sectionOf(sources: Sources): Field<string> | null {
  const { ld, page, scan, signals, layout, blocks } = sources
  const labels = layout.furniture.flatMap(({ kind, at }) => {
    if (kind !== 'section label') return []
    const b = blockAt(sources, at.start)
    const line =
      blocks.start[b] !== at.start ? { text: page.html.slice(at.start, at.end), at, origin: 'text' as const } : lineOf(sources, b)
    return line && !tellsWeather(line.text) ? claims([line], 0.7) : []
  })
  return fieldOf([
    ...(ld ? claims(ld.sections, 0.9) : []),
    ...claims(
      metaSayings(scan, signals, ['article:section', 'parsely-section', 'cxenseparse:recs:category', 'section', 'dc.subject', 'category']),
      0.8,
    ),
    ...labels,
  ])
}

export function tagsOf({ ld, scan, signals }: Sources): readonly string[] {
  const said = [
    ...(ld?.keywords ?? []),
    ...metaSayings(scan, signals, ['article:tag', 'news_keywords', 'keywords', 'parsely-tags', 'sailthru.tags']),
  ]
  const tags = new Map<string, string>()
  for (const { text } of said) {
    for (const tag of text.split(/\s*[,;،、|]\s*/u)) {
      const key = tag.trim().toLowerCase()
      if (key !== '' && !tags.has(key) && tags.size < mostTags) tags.set(key, tag.trim())
    }
  }
  return [...tags.values()]
}

/** Code units of an address: longer ones are data. */
const longestAddress = 2000

/** The address the page gives as its own. A relative one is resolved; one that cannot be is left out. */
export function canonicalOf({ page, scan, signals, ld }: Sources): Field<string> | null {
  const found: Claim<string>[] = []
  const add = (address: string, origin: Claim<string>['origin'], certainty: number, at: Claim<string>['at']) => {
    if (address === '' || address.length > longestAddress) return
    const absolute = /^https?:\/\/[^\s/]+\.[^\s]+$/i.test(address)
      ? address
      : (URL.parse(address, page.url.startsWith('http') ? page.url : undefined)?.href ?? '')
    if (/^https?:/i.test(absolute)) found.push(claim(absolute, origin, certainty, at))
  }
  if (signals.canonical)
    add(decoded(scan.html, signals.canonical.start, signals.canonical.end, true).trim(), 'link', 0.95, signals.canonical)
  for (const { text, at } of metaSayings(scan, signals, ['og:url'])) add(text, 'meta', 0.85, at)
  if (ld?.url) add(ld.url.text, 'json-ld', 0.8, ld.url.at)
  return fieldOf(found)
}
