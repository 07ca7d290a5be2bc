import type { Furniture, FurnitureKind } from '#model/article.ts'
import type { Span } from '#model/span.ts'
import { type Blocks, blocksOf } from './blocks.ts'
import type { Layout } from './layout.ts'
import { dateIn, lettersOutside, mastheadPieces } from './masthead.ts'
import { endsSentence, isFurnitureLine, phraseKind, startsByline, tellsWeather } from './phrases.ts'
import { gap, type Scan, scan } from './scan.ts'

/**
 * A page captured as plain text: what stood on the page, line by line, with no tag to tell the masthead from the text.
 * The order of a page does: masthead, section, headline, byline and date, text, and what follows it.
 */
type PlainLayout = Readonly<{ scan: Scan; blocks: Blocks; chosen: Uint8Array; layout: Layout }>

/** Bounds of the parts of a capture, in letters, words and lines. */
const plainDefaults = {
  /** A line that ends a sentence and is at least this long is a paragraph, in letters. */
  paragraph: 60,
  /** A longer line is a paragraph whatever it ends with, in letters. */
  longLine: 160,
  /** A headline is hardly longer, in letters; what is, is a standfirst. */
  title: 130,
  /** Bylines, date lines and section labels are shorter, in code units. */
  label: 90,
  /** Letters beside the date of a date line. */
  besideDate: 40,
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
  const firstParagraph = findFirst(blocks, lineOf)
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
    else for (const line of group) pieces.push(line)
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
  let shortest = Number.POSITIVE_INFINITY
  let longest = 0
  for (const { start, end } of lines.slice(0, -1)) {
    shortest = Math.min(shortest, end - start)
    longest = Math.max(longest, end - start)
  }
  const last = lines.at(-1)!
  return longest >= 50 && longest <= 100 && shortest >= longest * 0.75 && last.end - last.start <= longest
}

function isParagraph(blocks: Blocks, b: number): boolean {
  const size = blocks.size[b]!
  return size >= plainDefaults.longLine || (size >= plainDefaults.paragraph && blocks.stops[b]! > 0)
}

/** The first paragraph. A flash has none: its first sentence is its text, else the last line of more than a few words. */
function findFirst(blocks: Blocks, lineOf: (b: number) => string): number {
  for (let b = 0; b < blocks.count; b++) if (isParagraph(blocks, b)) return b
  let last = blocks.count
  for (let b = 0; b < blocks.count; b++) {
    const line = lineOf(b)
    if (phraseKind(line) !== null || startsByline(line) || isDateLine(line)) continue
    if (endsSentence(line) && (b > 0 || !asks.test(line))) return b
    if (blocks.words[b]! > plainDefaults.sectionWords) last = b
  }
  return last
}

/** A date, and hardly a word beside it. */
function isDateLine(line: string): boolean {
  const date = line.length <= plainDefaults.label ? dateIn(line) : null
  return date !== null && lettersOutside(line, date) <= plainDefaults.besideDate
}

/** A day of the week that stands apart from the date: "Wednesday the 12th of February", "(水)", "水曜日", "星期三". */
const namesDay = /\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|[（(][月火水木金土日][)）]|[月火水木金土日]曜日?|星期[一二三四五六日天]/iu

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
    if (date && b === 0 && (date.weekday || namesDay.test(line) || !date.year)) kinds[b] = 'masthead date'
    else if (short && (startsByline(line) || (date && lettersOutside(line, date) <= plainDefaults.besideDate))) kinds[b] = 'metadata'
    else {
      kinds[b] = phraseKind(line) ?? 'masthead'
      if (b >= from && kinds[b] === 'masthead') plain.push(b)
    }
  }
  const title = pickTitle(blocks, plain, lineOf)
  if (title < 0) return null
  kinds[title] = 'title'
  for (let b = 0; b < firstParagraph; b++) {
    if (kinds[b] === 'metadata' && b < title && (dateIn(lineOf(b))?.weekday || (namesDay.test(lineOf(b)) && dateIn(lineOf(b)))))
      kinds[b] = 'masthead date'
    if (kinds[b] !== 'masthead') continue
    const label = blocks.words[b]! <= plainDefaults.sectionWords && !tellsWeather(lineOf(b))
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
  let last = firstParagraph // the last paragraph of the text
  let foot = blocks.count
  for (let b = firstParagraph; b < blocks.count; b++) {
    const line = lineOf(b)
    const kind = phraseKind(line)
    if (kind === 'comment form' || kind === 'comments' || kind === 'copyright') {
      foot = b
      break
    }
    kinds[b] = kind ?? (isFurnitureLine(line, false) ? 'metadata' : 'text')
    if (kinds[b] === 'text' && (isParagraph(blocks, b) || endsSentence(line) || /^[(—–[]/u.test(line))) last = b
  }
  for (let b = last + 1; b < foot; b++) if (kinds[b] === 'text') kinds[b] = 'other'
  let under = 'other' as FurnitureKind
  for (let b = foot; b < blocks.count; b++) {
    under = phraseKind(lineOf(b)) ?? (under === 'comment form' || under === 'comments' ? under : 'other')
    kinds[b] = under
  }
}
