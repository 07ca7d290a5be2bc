import type { Span } from '#model/span.ts'
import { isSpace } from './compose.ts'
import { gap, type Scan } from './scan.ts'
import { tagTraits, trait, within } from './tags.ts'

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
    while (t < scan.texts && scan.textGap[t]! < gap.lines && (scan.within[scan.textParent[t]!]! & within.unseen) === 0) t++
    const tally = tallyOf(scan, first, t)
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

/** The innermost element around all of texts [first, last) that is no inline one. */
function blockAround(scan: Scan, first: number, last: number): number {
  let e = scan.textParent[first]!
  while (e > 0 && (scan.textTo[e]! < last || (tagTraits[scan.tag[e]!]! & trait.block) === 0)) e = scan.parent[e]!
  return e
}

const tally = { start: 0, end: 0, size: 0, linked: 0, words: 0, stops: 0, commas: 0, digits: 0, capitals: 0, lines: 0, final: 0, hash: 0 }

function tallyOf(scan: Scan, first: number, last: number): typeof tally {
  const { html } = scan
  let start = -1
  let end = -1
  let size = 0
  let linked = 0
  let words = 0
  let stops = 0
  let commas = 0
  let digits = 0
  let capitals = 0
  let lines = 0
  let hash = 0
  let final = 0
  let inWord = false
  let stopped = false
  for (let t = first; t < last; t++) {
    const isLink = scan.textLink[t]! >= 0
    const to = scan.textEnd[t]!
    const before = size
    if (t > first && scan.textGap[t] === gap.line) {
      lines++
      inWord = false
    }
    for (let i = scan.textStart[t]!; i < to; i++) {
      let c = html.charCodeAt(i)
      if (c === 32 || isSpace(c)) {
        inWord = false
        if (stopped) stops++
        stopped = false
        continue
      }
      const at = i
      if (c === 38) {
        const semicolon = pastEntity(html, i, to)
        if (semicolon > i) {
          i = semicolon
          const blank = html.startsWith('&nbsp;', at)
          if (blank) {
            inWord = false
            continue
          }
          c = 0x26
        }
      }
      if (start < 0) start = at
      end = i + 1
      final = c
      const kind = c < 128 ? asciiKinds[c]! : kindOf(c)
      if (kind === letter) {
        size++
        if (!inWord) words++
        inWord = true
        stopped = false
        hash = (Math.imul(hash, 31) + (c | 32)) | 0
      } else if (kind === capital) {
        size++
        capitals++
        if (!inWord) words++
        inWord = true
        stopped = false
        hash = (Math.imul(hash, 31) + (c | 32)) | 0
      } else if (kind === digit) {
        size++
        digits++
        if (!inWord) words++
        inWord = true
        stopped = false
        hash = (Math.imul(hash, 31) + c) | 0
      } else if (kind === wide) {
        size += wideLetter
        words++
        stopped = false
        hash = (Math.imul(hash, 31) + c) | 0
      } else if (kind === stop) stopped = true
      else if (kind === wideStop) stops++
      else if (kind === comma) commas++
    }
    if (isLink) linked += size - before
  }
  if (stopped) stops++
  tally.start = Math.max(start, 0)
  tally.end = Math.max(end, 0)
  tally.size = size
  tally.linked = linked
  tally.words = words
  tally.stops = stops
  tally.commas = commas
  tally.digits = digits
  tally.capitals = capitals
  tally.lines = lines
  tally.final = final
  tally.hash = hash
  return tally
}

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

// Kinds of characters, as far as counting goes.
const other = 0
const letter = 1
const capital = 2
const digit = 3
const wide = 4
const stop = 5
const wideStop = 6
const comma = 7

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
  if (c >= 0x2000 && c <= 0x2bff) return other
  if (c <= 0xde || (c >= 0x410 && c <= 0x42f) || (c >= 0x391 && c <= 0x3a9)) return c === 0xd7 ? other : capital
  return letter
}
