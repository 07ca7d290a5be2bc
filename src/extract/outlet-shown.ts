import type { Claim } from '#model/article.ts'
import { foldKey } from '#text/fold.ts'
import { claim, placeIn } from './claims.ts'
import { decoded } from './entities.ts'
import { endsSentence, phraseKind } from './phrases.ts'
import { type Saying, shownIn, tidy } from './signals.ts'
import { lineOf, type Sources } from './sources.ts'
import { within } from './tags.ts'

/** How far each place is believed: beside the headline in the page's title, in a masthead that the title or the host bears out, in one that nothing does. */
const trust = { title: 0.6, borneOut: 0.7, alone: 0.3 } as const
/** Names of newspapers are hardly longer, in code units and words; nor are titles of pages, in code units. */
const longest = { name: 40, words: 5, title: 1000 } as const
/** Lines of a page's head in which its masthead may stand. */
const headLines = 12
/** Letters of a host's name that a masthead can repeat only on purpose. */
const shortestHost = 4

const squeezed = (text: string) => foldKey(text).replaceAll(' ', '')

/** Outlets that a page names in its title beside the headline, or in its masthead. */
export function outletsShown(sources: Sources, title: string | null): Claim<string>[] {
  const lines = headOf(sources)
  const beside = besideHeadline(sources, title)
  const inMenu = (name: string) => lines.some(({ text, isMenu }) => isMenu && squeezed(text) === squeezed(name))
  const titled = beside && isName(beside.text) && !inMenu(beside.text) ? beside : null
  const known = [titled ? squeezed(titled.text) : '', hostName(sources.host)].filter((name) => name.length >= shortestHost)
  const mastheads = lines.flatMap(({ text, at, isMenu }) => {
    const name = nameIn(text)
    if (isMenu || name === null) return []
    const isKnown = known.includes(squeezed(name))
    if (!isKnown && sources.page.mediaType !== 'text/plain') return []
    return [claim(name, 'masthead', isKnown ? trust.borneOut : trust.alone, placeIn(sources.page.html, at, name))]
  })
  return [...mastheads.slice(0, 1), ...(titled ? [claim(titled.text, titled.origin, trust.title, titled.at)] : [])]
}

/** `paper` of `www.the.paper.co.uk`: the longest part but the last. */
function hostName(host: string): string {
  const parts = host.split('.').slice(0, -1)
  return parts.reduce((longest, part) => (part.length > longest.length ? part : longest), '').replaceAll('-', '')
}

type HeadLine = Saying & Readonly<{ isMenu: boolean }>

/** The first lines above the headline that are no longer than a name and its motto; of a capture, what its masthead says beside the day. */
function headOf(sources: Sources): HeadLine[] {
  const { blocks, headline, head, layout, scan, page } = sources
  if (page.mediaType === 'text/plain')
    return layout.furniture
      .filter(({ kind, at }) => kind === 'masthead' && at.start < (layout.body?.start ?? 0))
      .slice(0, headLines)
      .map(({ at }) => ({ text: tidy(page.html.slice(at.start, at.end)), at, origin: 'masthead', isMenu: false }))
  const lines: HeadLine[] = []
  for (let b = 0; b < Math.min(headline >= 0 ? headline : head, headLines); b++) {
    const line = blocks.size[b]! > 2 * longest.name ? null : lineOf(sources, b)
    if (line) lines.push({ ...line, isMenu: (scan.within[blocks.parent[b]!]! & within.nav) !== 0 })
  }
  return lines
}

/** "Coastal Echo", also before its motto: "Coastal Echo: news from the shore". Null: the line is no name. */
function nameIn(line: string): string | null {
  const [name] = line.split(/\s*[:|·•]\s|\s[–—-]\s/u)
  return name && isName(name) && phraseKind(name) === null ? name : null
}

/** A few words, each with a capital or in a script without capitals, and no sentence. */
function isName(text: string): boolean {
  const words = text.split(' ')
  if (text.length < 2 || text.length > longest.name || words.length > longest.words || endsSentence(text)) return false
  return (
    /\p{L}/u.test(text) &&
    !/[<>{}=]/.test(text) &&
    words.every((word) => !/^\p{Ll}{4}/u.test(word)) &&
    /^[\p{Lu}\p{Lo}\p{Lt}\p{N}]/u.test(text)
  )
}

/** What parts a headline from an outlet in a page's title. */
const parting = /\s+[|–—·•»«\-‹›~]+\s+|\s*\|\s*|:\s+/gu

/** What stands beside the headline in the page's title: at its end, else before it. */
function besideHeadline(sources: Sources, title: string | null): Saying | null {
  const { scan, signals } = sources
  if (!signals.title || signals.title.end - signals.title.start > longest.title) return null
  const text = tidy(decoded(scan.html, signals.title.start, signals.title.end))
  const headlines = new Set([title, ...signals.headings.slice(0, 3).map((e) => shownIn(scan, e)?.text)].map((one) => foldKey(one ?? '')))
  headlines.delete('')
  const marks = [...text.matchAll(parting)]
  const before = marks.find(({ index }) => headlines.has(foldKey(text.slice(0, index))))
  const behind = marks.find(({ index, 0: mark }) => headlines.has(foldKey(text.slice(index + mark.length))))
  // "Headline | Section | Outlet", "Outlet | Section | Headline"
  const last = marks.at(-1)
  const part = before && last ? text.slice(last.index + last[0].length) : behind ? text.slice(0, marks[0]!.index) : ''
  return part === '' ? null : { text: part, at: placeIn(scan.html, signals.title, part), origin: 'title' }
}
