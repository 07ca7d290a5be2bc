import type { Furniture, FurnitureKind } from '#model/article.ts'
import type { Span } from '#model/span.ts'
import { type Blocks, blocksOf } from './blocks.ts'
import { findDates } from './date-text.ts'
import type { Layout } from './layout.ts'
import { endsSentence, phraseKind, startsByline } from './phrases.ts'
import { gap, type Scan, scan } from './scan.ts'

/**
 * A page captured as plain text: what stood on the page, line by line, with no tag to tell the masthead from the text.
 * The order of a page does: masthead, section, headline, byline and date, text, and what follows it.
 */
export type PlainLayout = Readonly<{ scan: Scan; blocks: Blocks; chosen: Uint8Array; layout: Layout }>

/** Bounds of the parts of a capture, in letters, words and lines. */
export const plainDefaults = {
  /** A line that ends a sentence and is at least this long is a paragraph, in letters. */
  paragraph: 60,
  /** A longer line is a paragraph whatever it ends with, in letters. */
  longLine: 160,
  /** A headline is hardly longer, in letters; what is, is a standfirst. */
  title: 130,
  /** Bylines, date lines and section labels are shorter, in code units. */
  label: 90,
  /** Words of a section label. */
  sectionWords: 3,
  /** Lines before the first paragraph that are looked at for a headline. */
  headLines: 40,
} as const

/** Reads a plain-text capture. Errors: none. Linear in its length. */
export function layOutPlain(text: string): PlainLayout {
  const scanned = scanLines(text)
  const blocks = blocksOf(scanned)
  const kinds: (FurnitureKind | 'text' | 'title')[] = new Array(blocks.count).fill('other')
  const lineOf = (b: number) => text.slice(blocks.start[b]!, blocks.end[b]!)
  const firstParagraph = findFirst(blocks)
  const title = nameHead(blocks, firstParagraph, lineOf, kinds)
  nameRest(blocks, firstParagraph, lineOf, kinds)
  const chosen = Uint8Array.from(kinds, (kind) => (kind === 'text' ? 1 : 0))
  const furniture: Furniture[] = []
  for (let b = 0; b < blocks.count; b++) {
    const kind = kinds[b]!
    if (kind === 'text' || kind === 'title') continue
    const at = { start: blocks.start[b]!, end: blocks.end[b]! }
    if (b < firstParagraph && (kind === 'masthead' || kind === 'masthead date')) furniture.push(...mastheadPieces(lineOf(b), at))
    else furniture.push({ kind, at })
  }
  const first = chosen.indexOf(1)
  const body = first < 0 ? null : { start: blocks.start[first]!, end: blocks.end[chosen.lastIndexOf(1)]! }
  return { scan: scanned, blocks, chosen, layout: { title, body, furniture } }
}

/** A scan of plain text: each line, or each paragraph of hard-wrapped lines, is a text of its own. */
function scanLines(text: string): Scan {
  const pieces = piecesOf(text)
  const blank = scan('')
  return {
    ...blank,
    html: text,
    close: Int32Array.of(text.length),
    textTo: Int32Array.of(pieces.length),
    texts: pieces.length,
    textStart: Int32Array.from(pieces, ({ start }) => start),
    textEnd: Int32Array.from(pieces, ({ end }) => end),
    textParent: new Int32Array(pieces.length),
    textLink: new Int32Array(pieces.length).fill(-1),
    textGap: new Uint8Array(pieces.length).fill(gap.block),
  }
}

const lineEnd = /\r\n|[\n\r\u2028\u2029\f]/g

function piecesOf(text: string): Span<'page'>[] {
  const pieces: Span<'page'>[] = []
  let group: Span<'page'>[] = []
  const flush = () => {
    if (isWrapped(group)) pieces.push({ start: group[0]!.start, end: group.at(-1)!.end })
    else pieces.push(...group)
    group = []
  }
  let start = 0
  const take = (end: number) => {
    if (text.slice(start, end).trim() === '') flush()
    else group.push({ start, end })
  }
  for (const match of text.matchAll(lineEnd)) {
    take(match.index)
    start = match.index + match[0].length
  }
  take(text.length)
  flush()
  return pieces
}

/** Lines broken by a program to fit a width: all but the last are about equally long, and none too long for a terminal. */
function isWrapped(lines: readonly Span<'page'>[]): boolean {
  if (lines.length < 3) return false
  const lengths = lines.slice(0, -1).map(({ start, end }) => end - start)
  const longest = Math.max(...lengths)
  return longest >= 50 && longest <= 100 && Math.min(...lengths) >= longest * 0.75 && lines.at(-1)!.end - lines.at(-1)!.start <= longest
}

function isParagraph(blocks: Blocks, b: number): boolean {
  const size = blocks.size[b]!
  return size >= plainDefaults.longLine || (size >= plainDefaults.paragraph && blocks.stops[b]! > 0)
}

/** The first paragraph: the first long line, or line that ends a sentence, with another within a few lines of it. */
function findFirst(blocks: Blocks): number {
  for (let b = 0; b < blocks.count; b++) if (isParagraph(blocks, b)) return b
  return blocks.count
}

/** Names the lines before the first paragraph; returns where the headline stands. */
function nameHead(
  blocks: Blocks,
  firstParagraph: number,
  lineOf: (b: number) => string,
  kinds: (FurnitureKind | 'text' | 'title')[],
): Span<'page'> | null {
  const from = Math.max(0, firstParagraph - plainDefaults.headLines)
  const plain: number[] = [] // lines that may be the headline
  for (let b = 0; b < firstParagraph; b++) {
    const line = lineOf(b)
    const date = dateIn(line)
    const short = line.length <= plainDefaults.label
    if (date && b === 0 && (date.weekday || !date.year)) kinds[b] = 'masthead date'
    else if (short && (startsByline(line) || (date && lettersOutside(line, date) <= 40))) kinds[b] = 'metadata'
    else {
      kinds[b] = phraseKind(line) ?? 'masthead'
      if (b >= from && kinds[b] === 'masthead') plain.push(b)
    }
  }
  const title = pickTitle(blocks, plain, lineOf)
  if (title < 0) return null
  kinds[title] = 'title'
  for (let b = 0; b < firstParagraph; b++) {
    if (kinds[b] === 'metadata' && b < title && dateIn(lineOf(b))?.weekday) kinds[b] = 'masthead date'
    if (kinds[b] !== 'masthead') continue
    const label = blocks.words[b]! <= plainDefaults.sectionWords
    if (b > title) kinds[b] = 'metadata'
    else if (label && b > 0 && b === title - 1) kinds[b] = 'section label'
    else if (label && isLoud(blocks, b) && b === title - 1) kinds[b] = 'section label'
  }
  return { start: blocks.start[title]!, end: blocks.end[title]! }
}

/** In capitals throughout. */
const isLoud = (blocks: Blocks, b: number) => blocks.capitals[b]! > 0 && blocks.capitals[b]! >= blocks.size[b]! - blocks.digits[b]!

/** Headlines may ask or exclaim; a standfirst states. */
const asks = /[?!؟？！][”’"'»」』)\]]*$/u

/** The headline among the lines above the text: the last, unless that is a standfirst below the headline. -1: none. */
function pickTitle(blocks: Blocks, lines: readonly number[], lineOf: (b: number) => string): number {
  const long = lines.filter((b) => blocks.words[b]! > plainDefaults.sectionWords)
  const candidates = long.length > 0 ? long : lines
  const last = candidates.at(-1)
  if (last === undefined) return -1
  const before = candidates.at(-2)
  const standfirst = blocks.size[last]! > plainDefaults.title || (endsSentence(lineOf(last)) && !asks.test(lineOf(last)))
  return standfirst && before !== undefined && last - before <= 2 ? before : last
}

/** Names the lines from the first paragraph on: text, furniture between paragraphs, and all that follows the text. */
function nameRest(
  blocks: Blocks,
  firstParagraph: number,
  lineOf: (b: number) => string,
  kinds: (FurnitureKind | 'text' | 'title')[],
): void {
  let last = firstParagraph - 1 // the last paragraph of the text
  let foot = blocks.count
  for (let b = firstParagraph; b < blocks.count; b++) {
    const line = lineOf(b)
    const kind = phraseKind(line)
    if (kind === 'comment form' || kind === 'comments' || kind === 'copyright') {
      foot = b
      break
    }
    kinds[b] = kind ?? 'text'
    if (kind === null && (isParagraph(blocks, b) || endsSentence(line) || /^[(—–[]/u.test(line))) last = b
  }
  for (let b = last + 1; b < foot; b++) if (kinds[b] === 'text') kinds[b] = 'other'
  let under = 'other' as FurnitureKind
  for (let b = foot; b < blocks.count; b++) {
    under = phraseKind(lineOf(b)) ?? (under === 'comment form' || under === 'comments' ? under : 'other')
    kinds[b] = under
  }
}

/** A date in a line, with the weekday before it where one stands. */
type DateHit = Readonly<{ start: number; end: number; weekday: boolean; year: boolean }>

/** Languages whose names of weekdays are known (CLDR, as Intl has them). */
const locales =
  'en de fr es it pt nl sv da nb fi pl cs sk hu ro bg ru uk el tr ar fa he hi bn ur id ms vi th ka hy az kk sr hr sl lt lv et sq mk is ga ca'
let weekdays: ReadonlySet<string> | undefined

function weekdayNames(): ReadonlySet<string> {
  const names = new Set<string>()
  for (const locale of locales.split(' '))
    for (const weekday of ['long', 'short'] as const) {
      const format = new Intl.DateTimeFormat(locale, { weekday, timeZone: 'UTC' })
      for (let day = 1; day <= 7; day++)
        names.add(
          format
            .format(Date.UTC(2024, 0, day))
            .replace(/\.$/, '')
            .toLowerCase(),
        )
    }
  return names
}

const wordBefore = /([\p{L}\p{M}-]+)[.,،]*\s*$/u
/** Letters of the shortest and longest name of a weekday. */
const weekdayLetters = { least: 3, most: 16 } as const

/** Where a weekday that ends right before `end` begins, though it may be run together with a word before it; -1: there is none. */
function weekdayStart(line: string, end: number): number {
  const match = wordBefore.exec(line.slice(0, end))
  if (!match) return -1
  weekdays ??= weekdayNames()
  const word = match[1]!
  for (let from = Math.max(0, word.length - weekdayLetters.most); from <= word.length - weekdayLetters.least; from++) {
    const part = word.slice(from)
    if (weekdays.has(part.toLowerCase()) && (from === 0 || /^\p{Lu}/u.test(part))) return match.index + from
  }
  return -1
}

/** A small letter and a capital with nothing between: where two words may have been run together. */
const glued = /\p{Ll}(?=\p{Lu})/gu

/** The first date in a line, though the word after it may be run together with it; null: none. */
function dateIn(line: string): DateHit | null {
  if (line.length > 2 * plainDefaults.label) return null
  const whole = dateOf(line)
  if (whole) return whole
  for (const match of line.matchAll(glued)) {
    const cut = dateOf(line.slice(0, match.index + match[0].length))
    if (cut) return cut
  }
  return null
}

function dateOf(line: string): DateHit | null {
  const date = findDates(line, { order: 'day first', language: null })[0]
  if (!date) return null
  const weekday = weekdayStart(line, date.start)
  return { start: weekday < 0 ? date.start : weekday, end: date.end, weekday: weekday >= 0, year: !date.value.startsWith('--') }
}

const lettersOutside = (line: string, date: DateHit) =>
  `${line.slice(0, date.start)} ${line.slice(date.end)}`.replace(/[^\p{L}]/gu, '').length

/** A masthead in pieces: its date, and what stands before and after it, though no space may part them. */
function mastheadPieces(line: string, at: Span<'page'>): Furniture[] {
  const date = dateIn(line)
  if (!date) return [{ kind: 'masthead', at }]
  const pieces: Furniture[] = []
  const add = (kind: FurnitureKind, from: number, to: number) => {
    const part = line.slice(from, to)
    const lead = /^[\s|·•,:–—-]*/u.exec(part)![0].length
    const tail = /[\s|·•,:–—-]*$/u.exec(part.slice(lead))![0].length
    if (lead + tail < part.length) pieces.push({ kind, at: { start: at.start + from + lead, end: at.start + to - tail } })
  }
  add('masthead', 0, date.start)
  add('masthead date', date.start, date.end)
  add('masthead', date.end, line.length)
  return pieces
}
