import type { Field } from '#model/article.ts'
import { foldKey } from '#text/fold.ts'
import { claim, fieldOf, placeIn } from './claims.ts'
import { decoded } from './entities.ts'
import { metaSayings, type Saying, shownIn, tidy } from './signals.ts'
import { lineOf, type Sources } from './sources.ts'
import { within } from './tags.ts'

/** How much each place counts by itself. What the page shows as a headline comes first: it is what a reader reads. */
const priors = { given: 0.5, shown: 0.36, marked: 0.32, jsonLd: 0.24, meta: 0.22, title: 0.1 } as const
/** Headlines are hardly longer, in code units. */
const longest = 400

type Candidate = Readonly<{ saying: Saying; prior: number; folded: string; key: ReadonlySet<string> }>

/**
 * The headline as the page shows it. Each place that may hold it is weighed by itself and by how well the others agree with it:
 * a site's name in the `h1` agrees with nothing else.
 */
export function titleOf(sources: Sources): Field<string> | null {
  const candidates = candidatesOf(sources)
  const claims = candidates.map((candidate) =>
    claim(candidate.saying.text, candidate.saying.origin, worth(candidate, candidates), candidate.saying.at),
  )
  return fieldOf(claims)
}

function candidatesOf(sources: Sources): Candidate[] {
  const { scan, signals, layout, ld, page } = sources
  const candidates: Candidate[] = []
  const add = (saying: Saying | null, prior: number) => {
    if (!saying || saying.text.length > longest) return
    const folded = foldKey(saying.text)
    if (folded !== '') candidates.push({ saying, prior, folded, key: new Set(folded.split(' ')) })
  }
  if (layout.title)
    for (let b = 0; b < sources.blocks.count; b++) if (sources.blocks.start[b] === layout.title.start) add(lineOf(sources, b), priors.shown)
  if (page.mediaType === 'text/plain') return candidates
  for (const e of signals.headings) if (outside(sources, e)) add(shownIn(scan, e), priors.shown)
  for (const e of signals.props.get('headline') ?? []) add(marked(shownIn(scan, e)), priors.marked)
  if (ld) add(ld.headline, priors.jsonLd)
  for (const saying of metaSayings(scan, signals, metaNames)) add(cut(saying, sources), priors.meta)
  if (signals.title) add(cut(titleElement(sources), sources), priors.title)
  return candidates
}

const metaNames = [
  'og:title',
  'twitter:title',
  'dc.title',
  'dcterms.title',
  'sailthru.title',
  'parsely-title',
  'citation_title',
  'title',
  'headline',
]
const marked = (saying: Saying | null): Saying | null => saying && { ...saying, origin: 'microdata' }
const outside = ({ scan }: Sources, e: number) => (scan.within[e]! & (within.nav | within.footer | within.unseen)) === 0

function titleElement({ scan, signals }: Sources): Saying | null {
  const at = signals.title!
  const text = tidy(decoded(scan.html, at.start, at.end))
  return text === '' ? null : { text, at, origin: 'title' }
}

/** What stands between a headline and the name of the site. */
const parting = /\s+[|–—·•»«:\-‹›~/]+\s+|\s*\|\s*/gu

/** A title without the name of the site before or behind it. */
function cut(saying: Saying | null, sources: Sources): Saying | null {
  if (!saying) return null
  const names = siteNames(sources)
  let { text } = saying
  for (let n = 0; n < 3; n++) {
    const marks = [...text.matchAll(parting)]
    const last = marks.at(-1)
    const first = marks[0]
    if (!last || !first) break
    if (isSite(text.slice(last.index + last[0].length), names)) text = text.slice(0, last.index)
    else if (isSite(text.slice(0, first.index), names)) text = text.slice(first.index + first[0].length)
    else break
  }
  text = text.trim()
  return text === saying.text ? saying : { ...saying, text, at: placeIn(sources.scan.html, saying.at, text) }
}

function siteNames(sources: Sources): string[] {
  const { scan, signals, ld, host } = sources
  const names = metaSayings(scan, signals, ['og:site_name', 'application-name', 'al:ios:app_name', 'twitter:site', 'publisher']).map(
    ({ text }) => text.replace(/^@/, ''),
  )
  if (ld?.publisher) names.push(ld.publisher.text)
  names.push(host, ...host.split('.').slice(-3, -1))
  return names.map(squeezed).filter((name) => name.length > 2)
}

const squeezed = (text: string) => foldKey(text).replaceAll(' ', '')

function isSite(part: string, names: readonly string[]): boolean {
  const key = squeezed(part)
  return (
    key.length > 1 &&
    names.some((name) => key === name || (key.length > 3 && (name.includes(key) || key.includes(name)) && key.length < name.length * 3))
  )
}

/** A candidate's own weight and the agreement of the others, 0 to 1. */
function worth(candidate: Candidate, candidates: readonly Candidate[]): number {
  let agreement = 0
  let weight = 0
  for (const other of candidates) {
    if (other === candidate || other.saying.origin === candidate.saying.origin) continue
    agreement += other.prior * likeness(candidate.key, other.key)
    weight += other.prior
  }
  const bare = hasKicker(candidate, candidates) ? candidate.prior - kicker : candidate.prior
  return Math.min(0.99, bare + 0.6 * (weight === 0 ? 0.4 : agreement / weight))
}

/** What a kicker before the headline takes off. */
const kicker = 0.15
/** Letters of a headline that cannot stand at the end of another by chance. */
const shortestHeadline = 16

/** "Coast: Harbour opens again", where other places call the article "Harbour opens again". */
function hasKicker({ saying, folded }: Candidate, candidates: readonly Candidate[]): boolean {
  if (saying.origin !== 'text' && saying.origin !== 'microdata') return false
  return candidates.some(
    (other) => other.saying.origin !== saying.origin && other.folded.length >= shortestHeadline && folded.endsWith(` ${other.folded}`),
  )
}

/** 1 for the same words; else Dice's coefficient of the two sets of words, at most `unequal`. */
function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0
  for (const word of a) if (b.has(word)) shared++
  const dice = (2 * shared) / (a.size + b.size)
  return dice === 1 ? 1 : dice * unequal
}
const unequal = 0.6
