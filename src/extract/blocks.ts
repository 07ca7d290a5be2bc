import type { Span } from '#model/span.ts'
import { isSpace } from './compose.ts'
import { gap, type Scan } from './scan.ts'
import { tagId, tagTraits, trait, within } from './tags.ts'

/**
 * The lines of text a page shows, as flat arrays: a block is a run of texts that no block element and no doubled line break parts.
 * Page order. Sizes are in letters, with a letter of a script that writes words without spaces counted `wideLetter` times.
 */
export type Blocks = Readonly<{
  count: number
  /** Texts [first, last) of the scan. */
  first: Int32Array
  last: Int32Array
  /** The innermost block element around the block. */
  parent: Int32Array
  /** Page offsets of the first character shown and one past the last. */
  start: Int32Array
  end: Int32Array
  size: Int32Array
  /** Letters inside links. */
  linked: Int32Array
  words: Int32Array
  /** Sentence ends: full stops and their like that a space or the end follows. */
  stops: Uint16Array
  /** Commas and their like. */
  commas: Uint16Array
  digits: Uint16Array
  capitals: Uint16Array
  /** Line breaks inside the block. */
  lines: Uint16Array
  /** The last character that is no white space, as a code unit. */
  final: Uint16Array
  /** A hash of letters and digits in lower case: equal texts have equal hashes whatever their spaces, marks and markup. */
  hash: Int32Array
}>

/** An ideograph says about as much as this many letters: Chinese news runs to 0.35 of the characters of its English translation. */
const wideLetter = 3
/** Letters of a word in alphabets that leave no space between words (Thai, Lao, Khmer, Burmese), about. */
const spacelessWord = 5

export const spanOf = (blocks: Blocks, b: number): Span<'page'> => ({ start: blocks.start[b]!, end: blocks.end[b]! })

/** Cuts the visible texts of a page into blocks and counts what is in each. Linear in the page. */
export function blocksOf(scan: Scan): Blocks {
  const most = scan.texts
  const made = {
    first: new Int32Array(most),
    last: new Int32Array(most),
    parent: new Int32Array(most),
    start: new Int32Array(most),
    end: new Int32Array(most),
    size: new Int32Array(most),
    linked: new Int32Array(most),
    words: new Int32Array(most),
    stops: new Uint16Array(most),
    commas: new Uint16Array(most),
    digits: new Uint16Array(most),
    capitals: new Uint16Array(most),
    lines: new Uint16Array(most),
    final: new Uint16Array(most),
    hash: new Int32Array(most),
  }
  let count = 0
  let t = 0
  while (t < scan.texts) {
    if ((scan.within[scan.textParent[t]!]! & within.unseen) !== 0) {
      t++
      continue
    }
    const first = t++
    let line = first // the first text of the line
    while (t < scan.texts && scan.textGap[t]! < gap.lines && (scan.within[scan.textParent[t]!]! & within.unseen) === 0) {
      if (scan.textGap[t] === gap.line) {
        if (isHeadingLine(scan, line, t)) break
        line = t
      }
      t++
    }
    const tally = tallyTexts(scan, first, t)
    if (tally.end <= tally.start) continue
    made.first[count] = first
    made.last[count] = t
    made.parent[count] = blockAround(scan, first, t)
    made.start[count] = tally.start
    made.end[count] = tally.end
    made.size[count] = tally.size
    made.linked[count] = tally.linked
    made.words[count] = tally.words
    made.stops[count] = tally.stops
    made.commas[count] = tally.commas
    made.digits[count] = tally.digits
    made.capitals[count] = tally.capitals
    made.lines[count] = tally.lines
    made.final[count] = tally.final
    made.hash[count] = tally.hash
    count++
  }
  return { count, ...made }
}

const formats = new Set([tagId.b, tagId.strong, tagId.font, tagId.big, tagId.small, tagId.u, tagId.em, tagId.i, tagId.span])

/** The outermost formatting element that begins with text `first`; 0: none. */
function formatAt(scan: Scan, first: number): number {
  let format = 0
  for (let e = scan.textParent[first]!; e > 0 && scan.textFrom[e] === first && formats.has(scan.tag[e]!); e = scan.parent[e]!) format = e
  return format
}

/**
 * Whether the break before text `t` parts two blocks though one line break alone does not: the line before it, or the one after it, is set
 * in a format of its own as a whole, as headings and dates are where markup knows no headings. `line` is the first text of the line before.
 */
function isHeadingLine(scan: Scan, line: number, t: number): boolean {
  const before = formatAt(scan, line)
  const after = formatAt(scan, t)
  const wholeBefore = before > 0 && scan.textTo[before] === t
  const end = scan.textTo[after]!
  const wholeAfter = after > 0 && (end >= scan.texts || scan.textGap[end] !== gap.none)
  return wholeBefore !== wholeAfter || (wholeBefore && !sameTag(scan, before, after))
}

/** Whether two elements have the same start tag, attributes and all. */
function sameTag(scan: Scan, a: number, b: number): boolean {
  const length = scan.inner[a]! - scan.open[a]!
  return length === scan.inner[b]! - scan.open[b]! && scan.html.startsWith(scan.html.slice(scan.open[a], scan.inner[a]), scan.open[b]!)
}

/** The innermost element around all of texts [first, last) that is no inline one. */
function blockAround(scan: Scan, first: number, last: number): number {
  let e = scan.textParent[first]!
  while (e > 0 && (scan.textTo[e]! < last || (tagTraits[scan.tag[e]!]! & trait.block) === 0)) e = scan.parent[e]!
  return e
}

/** What has been counted since `beginTally`. One tally is under way at a time. */
const tally = {
  start: -1,
  end: -1,
  size: 0,
  linked: 0,
  words: 0,
  stops: 0,
  commas: 0,
  digits: 0,
  capitals: 0,
  lines: 0,
  final: 0,
  hash: 0,
  inWord: false,
  stopped: false,
}

function beginTally(): void {
  tally.start = -1
  tally.end = -1
  tally.size = 0
  tally.linked = 0
  tally.words = 0
  tally.stops = 0
  tally.commas = 0
  tally.digits = 0
  tally.capitals = 0
  tally.lines = 0
  tally.final = 0
  tally.hash = 0
  tally.inWord = false
  tally.stopped = false
}

function tallyTexts(scan: Scan, first: number, last: number): typeof tally {
  beginTally()
  for (let t = first; t < last; t++) {
    if (t > first && scan.textGap[t] === gap.line) {
      tally.lines++
      tally.inWord = false
    }
    const before = tally.size
    count(scan.html, scan.textStart[t]!, scan.textEnd[t]!)
    if (scan.textLink[t]! >= 0) tally.linked += tally.size - before
  }
  if (tally.stopped) tally.stops++
  return tally
}

/** Adds page [start, end) to the tally. */
function count(html: string, start: number, end: number): void {
  let { size, words, stops, commas, digits, capitals, hash, final, inWord, stopped } = tally
  let from = tally.start
  let to = tally.end
  for (let i = start; i < end; i++) {
    let c = html.charCodeAt(i)
    if (c === 32 || (c < 0x21 && isSpace(c)) || (c >= 0x85 && isSpace(c))) {
      inWord = false
      if (stopped) stops++
      stopped = false
      continue
    }
    const at = i
    if (c === 38) {
      const semicolon = pastEntity(html, i, end)
      if (semicolon > i) {
        i = semicolon
        if (html.startsWith('&nbsp;', at) || html.startsWith('&#160;', at)) {
          inWord = false
          continue
        }
        c = 0x26
      }
    }
    if (from < 0) from = at
    to = i + 1
    final = c
    const kind = c < 128 ? asciiKinds[c]! : kindOf(c)
    if (kind === other) continue
    if (kind <= spaceless) {
      stopped = false
      if (kind === wide) {
        size += wideLetter
        words++
      } else if (kind === spaceless) {
        size++
        if (size % spacelessWord === 0) words++
      } else {
        size++
        if (!inWord) words++
        inWord = true
        if (kind === capital) capitals++
        else if (kind === digit) digits++
      }
      hash = (Math.imul(hash, 31) + (c | 32)) | 0
    } else if (kind === stop) stopped = true
    else if (kind === wideStop) stops++
    else commas++
  }
  tally.start = from
  tally.end = to
  tally.size = size
  tally.words = words
  tally.stops = stops
  tally.commas = commas
  tally.digits = digits
  tally.capitals = capitals
  tally.hash = hash
  tally.final = final
  tally.inWord = inWord
  tally.stopped = stopped
}

/** The letters and digits of page [start, end) in lower case and nothing else (tags passed over), at most `most` of them: for comparing texts whatever their marks. */
export function lettersOf(html: string, start: number, end: number, most: number): string {
  if (buffer.length < most) {
    buffer = new Uint16Array(most)
    asText = Buffer.from(buffer.buffer)
  }
  let length = 0
  for (let i = start; i < end && length < most; i++) {
    const c = html.charCodeAt(i)
    if (c === 38) {
      i = pastEntity(html, i, end)
      continue
    }
    if (c === 60) {
      const close = html.indexOf('>', i)
      if (close >= 0 && close < end) i = close
      continue
    }
    const kind = c < 128 ? asciiKinds[c]! : kindOf(c)
    if (kind !== other && kind <= spaceless) buffer[length++] = c | 32
  }
  return asText.toString('utf16le', 0, length * 2)
}
/** Letters being gathered, kept from call to call, and the same memory as bytes. */
let buffer = new Uint16Array(1024)
let asText = Buffer.from(buffer.buffer)

/** The offset of the `;` that ends what looks like an entity at `at`; `at` where none does. The longest name has 31 letters. */
function pastEntity(html: string, at: number, limit: number): number {
  const most = Math.min(limit, at + 33)
  for (let i = at + 1; i < most; i++) {
    const c = html.charCodeAt(i)
    if (c === 59) return i
    if (c !== 35 && !(c >= 48 && c <= 57) && !((c | 32) >= 97 && (c | 32) <= 122)) return at
  }
  return at
}

// Kinds of characters, as far as counting goes. What makes up words comes first.
const other = 0
const letter = 1
const capital = 2
const digit = 3
const wide = 4
const spaceless = 5
const stop = 6
const wideStop = 7
const comma = 8

const asciiKinds = new Uint8Array(128)
for (let c = 97; c <= 122; c++) asciiKinds[c] = letter
for (let c = 65; c <= 90; c++) asciiKinds[c] = capital
for (let c = 48; c <= 57; c++) asciiKinds[c] = digit
for (const mark of '.!?') asciiKinds[mark.charCodeAt(0)] = stop
for (const mark of ',;:') asciiKinds[mark.charCodeAt(0)] = comma

/** Full stops and commas beyond ASCII: Arabic, Devanagari, Burmese, Ethiopic, Khmer, CJK, Armenian, Tibetan. */
const wideStops = new Set([...'؟۔।॥၊။።៕。！？．…։།'].map((mark) => mark.charCodeAt(0)))
const wideCommas = new Set([...'،؛、，；：፣՝'].map((mark) => mark.charCodeAt(0)))

function kindOf(c: number): number {
  if (c >= 0x2e80) {
    if (c >= 0xac00 && c <= 0xd7af) return wide
    if (c >= 0x3041 && c <= 0x9fff) return wide
    if (c >= 0xd800 && c <= 0xdfff) return other
    if (wideStops.has(c)) return wideStop
    return wideCommas.has(c) ? comma : c >= 0xff10 && c <= 0xff19 ? digit : other
  }
  if (wideStops.has(c)) return c === 0x2026 ? stop : wideStop
  if (wideCommas.has(c)) return comma
  if (c < 0xc0) return other
  if (c >= 0x660) {
    if (isForeignDigit(c)) return digit
    if ((c >= 0xe00 && c <= 0xeff) || (c >= 0x1000 && c <= 0x109f) || (c >= 0x1780 && c <= 0x17ff)) return spaceless
  }
  if (c >= 0x2000 && c <= 0x2bff) return other
  if (c <= 0xde || (c >= 0x410 && c <= 0x42f) || (c >= 0x391 && c <= 0x3a9)) return c === 0xd7 ? other : capital
  return letter
}

/** Arabic-Indic, Persian, Devanagari and Bengali digits. */
const isForeignDigit = (c: number) =>
  (c >= 0x660 && c <= 0x669) || (c >= 0x6f0 && c <= 0x6f9) || (c >= 0x966 && c <= 0x96f) || (c >= 0x9e6 && c <= 0x9ef)
