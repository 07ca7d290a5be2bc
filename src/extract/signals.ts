import type { Origin } from '#model/article.ts'
import type { Span } from '#model/span.ts'
import { composed, composerOf, writeTexts } from './compose.ts'
import { decoded } from './entities.ts'
import { type Json, readJson } from './json.ts'
import { attributeOf, isScript, type Scan } from './scan.ts'
import { attributeId, tagId } from './tags.ts'

/** A string of the page with its place. */
export type Saying = Readonly<{ text: string; at: Span<'page'>; origin: Origin }>

/** What the scan holds that may say something about the article, gathered in one walk over its elements and attributes. */
export type Signals = Readonly<{
  /** Contents of meta elements by `name`, `property` or `itemprop`, in lower case. */
  metas: ReadonlyMap<string, readonly Span<'page'>[]>
  /** Elements by the words of their `itemprop`, in lower case. */
  props: ReadonlyMap<string, readonly number[]>
  json: readonly Json[]
  canonical: Span<'page'> | null
  amp: Span<'page'> | null
  lang: Span<'page'> | null
  title: Span<'page'> | null
  headings: readonly number[]
  times: readonly number[]
  /** Elements whose class, id or the like speaks of the author, or of a date. */
  authorHints: readonly number[]
  dateHints: readonly number[]
  /** Links whose address may be an author's page. */
  authorLinks: readonly number[]
}>

/** Signals of one kind that are kept: a page of links has thousands, and the article's own stand first. */
const most = 200

export function signalsOf(scan: Scan): Signals {
  const metas = new Map<string, Span<'page'>[]>()
  const props = new Map<string, number[]>()
  const json: Json[] = []
  const headings: number[] = []
  const times: number[] = []
  const authorHints: number[] = []
  const dateHints: number[] = []
  const authorLinks: number[] = []
  let canonical: Span<'page'> | null = null
  let amp: Span<'page'> | null = null
  let lang: Span<'page'> | null = null
  let title: Span<'page'> | null = null
  const { html, tag } = scan
  for (let e = 1; e < scan.count; e++) {
    const id = tag[e]!
    if (id === tagId.meta) readMeta(scan, e, metas)
    else if (id === tagId.link) {
      const rel = attributeText(scan, e, 'rel')?.toLowerCase()
      if (rel === 'canonical') canonical ??= attributeOf(scan, e, 'href')
      else if (rel === 'amphtml') amp ??= attributeOf(scan, e, 'href')
      else noteProps(scan, e, props)
    } else if (id === tagId.script) {
      if (isScript(scan, e) && attributeText(scan, e, 'type')?.toLowerCase().includes('ld+json'))
        for (const value of readJson(html, scan.inner[e]!, scan.close[e]!)) json.push(value)
    } else if (id === tagId.title) title ??= { start: scan.inner[e]!, end: scan.close[e]! }
    else {
      if (id === tagId.html) lang ??= attributeOf(scan, e, 'lang') ?? attributeOf(scan, e, 'xml:lang')
      else if (id === tagId.h1 && headings.length < most) headings.push(e)
      else if (id === tagId.time && times.length < most) times.push(e)
      else if (id === tagId.a && authorLinks.length < most && pointsToAuthor(scan, e)) authorLinks.push(e)
      const hint = hintsOf(scan, e)
      if ((hint & hinted.prop) !== 0) noteProps(scan, e, props)
      if ((hint & hinted.author) !== 0 && authorHints.length < most) authorHints.push(e)
      if ((hint & hinted.date) !== 0 && dateHints.length < most) dateHints.push(e)
    }
  }
  return { metas, props, json, canonical, amp, lang, title, headings, times, authorHints, dateHints, authorLinks }
}

/** Whether a link's address holds one of the words by which sites name the pages of their authors. */
function pointsToAuthor(scan: Scan, e: number): boolean {
  const at = attributeOf(scan, e, 'href')
  if (!at) return false
  const stop = Math.min(at.end, at.start + longestValue) - 4
  for (let i = at.start; i < stop; i++) if (scan.html.charCodeAt(i) === slash && pathHints.has(fourLetters(scan.html, i + 1))) return true
  return false
}
const slash = 0x2f

function readMeta(scan: Scan, e: number, metas: Map<string, Span<'page'>[]>): void {
  const content = attributeOf(scan, e, 'content')
  if (!content || content.end === content.start) return
  for (const name of ['property', 'name', 'itemprop', 'http-equiv'] as const) {
    const key = attributeText(scan, e, name)?.trim().toLowerCase()
    if (!key) continue
    const list = metas.get(key)
    if (!list) metas.set(key, [content])
    else if (list.length < most && list.at(-1) !== content) list.push(content)
  }
}

function noteProps(scan: Scan, e: number, props: Map<string, number[]>): void {
  const words = attributeText(scan, e, 'itemprop')
  if (!words) return
  for (const word of words.toLowerCase().split(/\s+/)) {
    const list = props.get(word)
    if (!list) props.set(word, [e])
    else if (list.length < most) list.push(e)
  }
}

const hinted = { prop: 1, author: 2, date: 4 } as const
const speaking = new Uint8Array(256)
for (const name of ['class', 'id', 'rel', 'data-testid', 'data-component'] as const) speaking[attributeId[name]] = 1

function hintsOf(scan: Scan, e: number): number {
  let bits = 0
  const end = scan.attributeFrom[e + 1]!
  for (let i = scan.attributeFrom[e]!; i < end; i++) {
    const name = scan.attribute[i]!
    if (name === attributeId.itemprop) bits |= hinted.prop
    else if (speaking[name] === 1) bits |= wordHints(scan.html, scan.valueStart[i]!, scan.valueEnd[i]!)
  }
  return bits
}

/** Beginnings of the words by which templates name a byline and a date, told by four letters. */
const roots: readonly (readonly [string, number])[] = [
  ['auth', hinted.author], ['auto', hinted.author], ['byli', hinted.author], ['writ', hinted.author], ['repo', hinted.author],
  ['cred', hinted.author], ['jour', hinted.author], ['cont', hinted.author],
  ['date', hinted.date], ['time', hinted.date], ['publ', hinted.date], ['post', hinted.date | hinted.author], ['upda', hinted.date],
  ['pubd', hinted.date],
  ['stam', hinted.date],
  ['meta', hinted.date | hinted.author], ['info', hinted.date | hinted.author], ['fech', hinted.date], ['dato', hinted.date], ['datu', hinted.date],
] // biome-ignore format: a table
const rootHints = new Map(roots.map(([root, bits]) => [fourLetters(root, 0), bits]))
const pathHints = new Set(
  ['auth', 'auto', 'aute', 'byli', 'cont', 'writ', 'repo', 'staf', 'jour', 'reda', 'prof', 'peop'].map((root) => fourLetters(root, 0)),
)
/** The roots' first two letters, five bits each. */
const firstLetters = new Uint8Array(1024)
const twoLetters = (a: number, b: number) => ((a & 31) << 5) | (b & 31)
for (const [root] of roots) firstLetters[twoLetters(root.charCodeAt(0), root.charCodeAt(1))] = 1

function fourLetters(text: string, at: number): number {
  return (
    ((text.charCodeAt(at) | 32) << 24) |
    ((text.charCodeAt(at + 1) | 32) << 16) |
    ((text.charCodeAt(at + 2) | 32) << 8) |
    (text.charCodeAt(at + 3) | 32)
  )
}

/** Class names longer than this are made by programs and say nothing new, in code units. */
const longestValue = 300

function wordHints(html: string, start: number, end: number): number {
  let bits = 0
  const stop = Math.min(end, start + longestValue) - 3
  let inWord = false
  for (let i = start; i < stop; i++) {
    const code = html.charCodeAt(i)
    const c = code | 32
    const letter = c >= 0x61 && c <= 0x7a
    // A word of a class name begins behind what is no letter, or with a capital: entry-date, entryDate.
    if (letter && (!inWord || code !== c) && firstLetters[twoLetters(c, html.charCodeAt(i + 1))] === 1)
      bits |= rootHints.get(fourLetters(html, i)) ?? 0
    inWord = letter
  }
  return bits
}

/** An attribute's value, character references read; null: the element has none. */
export function attributeText(scan: Scan, e: number, name: Parameters<typeof attributeOf>[2]): string | null {
  const at = attributeOf(scan, e, name)
  return at && decoded(scan.html, at.start, at.end, true)
}

/** Texts of an element beyond which it is no label any more. */
const longestLabel = 60

/** What a reader reads in an element, on one line; null: nothing, or far too much. */
export function shownIn(scan: Scan, e: number): Saying | null {
  return shownTexts(scan, scan.textFrom[e]!, scan.textTo[e]!)
}

/** What a reader reads in texts [first, last), on one line, with its page span. */
export function shownTexts(scan: Scan, first: number, last: number, entities = true): Saying | null {
  if (last <= first || last - first > longestLabel || charactersIn(scan, first, last) > longestShown) return null
  const to = composerOf(scan.html)
  writeTexts(to, scan, first, last, entities)
  const { text, runs } = composed(to)
  if (text.length === 0) return null
  return { text: text.replaceAll('\n', ' '), at: { start: runs[0]!.page.start, end: runs.at(-1)!.page.end }, origin: 'text' }
}

/** Code units of texts that are looked at as a label or headline: nested elements may share one text of megabytes. */
const longestShown = 2000

export function charactersIn({ textStart, textEnd }: Scan, first: number, last: number): number {
  let sum = 0
  for (let t = first; t < last; t++) sum += textEnd[t]! - textStart[t]!
  return sum
}

/** What meta elements of these names say, in the order of the names. */
export function metaSayings(scan: Scan, signals: Signals, names: readonly string[]): Saying[] {
  const sayings: Saying[] = []
  for (const name of names)
    for (const at of signals.metas.get(name) ?? none) {
      const text = tidy(decoded(scan.html, at.start, at.end, true))
      if (text !== '') sayings.push({ text, at, origin: 'meta' })
    }
  return sayings
}
const none: readonly Span<'page'>[] = []

const spaces = /[\s\u00a0\u200b\ufeff]+/gu
/** On one line, with single spaces. */
export const tidy = (text: string): string => text.replace(spaces, ' ').trim()
