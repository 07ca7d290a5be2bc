import type { Run } from '#model/article.ts'
import { entityAt } from './entities.ts'
import { gap, type Scan } from './scan.ts'
import { within } from './tags.ts'

/** A text under construction: what has been written, and where each stretch came from. */
type Composer = {
  readonly html: string
  readonly parts: string[]
  /** Four numbers a run: text start, text end, page start, page end. */
  readonly runs: number[]
  length: number
  /** One past the last page character that was written. */
  page: number
  /** What will stand between the last character written and the next: nothing, a space, a line feed, a blank line. */
  between: string
}

export const composerOf = (html: string): Composer => ({ html, parts: [], runs: [], length: 0, page: 0, between: '' })

/** Ends the line or block under way: `mark` will stand before the next character, if there is one. */
export function writeGap(to: Composer, mark: '\n' | '\n\n'): void {
  if (to.length > 0 && mark.length + 1 > to.between.length) to.between = mark
}

/** Writes texts [first, last) of a scan. Lines are parted where the page breaks them. */
export function writeTexts(to: Composer, scan: Scan, first: number, last: number, entities = true): void {
  for (let t = first; t < last; t++) {
    if (t > first && scan.textGap[t] !== gap.none) writeGap(to, '\n')
    if ((scan.within[scan.textParent[t]!]! & within.pre) !== 0) writeLines(to, scan.textStart[t]!, scan.textEnd[t]!, entities)
    else writeText(to, scan.textStart[t]!, scan.textEnd[t]!, entities)
  }
}

/** Preformatted text: its line feeds are lines. */
export function writeLines(to: Composer, start: number, end: number, entities = true): void {
  let from = start
  for (;;) {
    const feed = to.html.indexOf('\n', from)
    const stop = feed < 0 || feed >= end ? end : feed
    writeText(to, from, stop, entities)
    if (stop === end) return
    from = stop + 1
    writeGap(to, '\n')
  }
}

/** Writes page [start, end), characters without markup: entities read, white space collapsed, unseen characters left out. */
export function writeText(to: Composer, start: number, end: number, entities = true): void {
  const { html } = to
  let from = start // what stands at [from, at) is to be written as it is
  let at = start
  while (at < end) {
    const c = html.charCodeAt(at)
    if ((c > 38 && c < 0x7f) || (c > 0x3000 && c < 0xfeff)) at++
    else if (isSpace(c)) {
      // One space between two plain characters stays part of the run.
      const next = at + 1 < end ? html.charCodeAt(at + 1) : 0
      if (c === 32 && at > from && next > 38 && next < 0x7f) {
        at += 2
        continue
      }
      writeSame(to, from, at)
      writeSpace(to)
      from = ++at
    } else if (isUnseen(c)) {
      writeSame(to, from, at)
      from = ++at
    } else if (c === 38 && entities) {
      const entity = entityAt(html, at, end)
      if (!entity) {
        at++
        continue
      }
      writeSame(to, from, at)
      const code = entity.text.charCodeAt(0)
      if (isSpace(code)) writeSpace(to)
      else if (!isUnseen(code)) writeAs(to, entity.text, at, entity.end)
      at = entity.end
      from = at
    } else at++
  }
  writeSame(to, from, at)
}

/** Writes `text` for page [start, end), where it stands in other characters: an entity, an escape. */
function writeAs(to: Composer, text: string, start: number, end: number): void {
  writeBetween(to, start)
  push(to, text, start, end)
}

/** White space: a space, unless something greater already parts what was written from what comes. */
function writeSpace(to: Composer): void {
  if (to.length > 0 && to.between === '') to.between = ' '
}

/** Writes page [start, end) as it stands. */
function writeSame(to: Composer, start: number, end: number): void {
  if (end <= start) return
  writeBetween(to, start)
  push(to, to.html.slice(start, end), start, end)
}

function writeBetween(to: Composer, next: number): void {
  if (to.between === '') return
  push(to, to.between, to.page, next)
  to.between = ''
}

function push(to: Composer, text: string, start: number, end: number): void {
  to.parts.push(text)
  to.runs.push(to.length, to.length + text.length, start, end)
  to.length += text.length
  to.page = end
}

/** The finished text and its runs. Neighbours that correspond character by character become one run. */
export function composed(to: Composer): { text: string; runs: readonly Run[] } {
  const text = to.parts.join('')
  const runs: Run[] = []
  const { runs: flat, html } = to
  let i = 0
  while (i < flat.length) {
    const textStart = flat[i]!
    const pageStart = flat[i + 2]!
    let last = i
    while (last + 4 < flat.length && flat[last + 6] === flat[last + 3] && isSame(last) && isSame(last + 4)) last += 4
    runs.push({ text: { start: textStart, end: flat[last + 1]! }, page: { start: pageStart, end: flat[last + 3]! } })
    i = last + 4
  }
  return { text, runs }

  function isSame(at: number): boolean {
    const length = flat[at + 1]! - flat[at]!
    if (length !== flat[at + 3]! - flat[at + 2]!) return false
    return length > 2 || text.startsWith(html.slice(flat[at + 2]!, flat[at + 3]!), flat[at]!)
  }
}

/** Characters that count as white space. */
export const isSpace = (c: number) =>
  c === 32 ||
  (c >= 9 && c <= 13) ||
  c === 0xa0 ||
  c === 0x85 ||
  c === 0x1680 ||
  (c >= 0x2000 && c <= 0x200a) ||
  c === 0x2028 ||
  c === 0x2029 ||
  c === 0x202f ||
  c === 0x205f ||
  c === 0x3000
/** NUL and other controls, soft hyphen, zero-width space, word joiner, byte order mark. Joiners (U+200C, U+200D) spell words and stay. */
const isUnseen = (c: number) => c < 32 || (c >= 0x7f && c <= 0x9f) || c === 0xad || c === 0x200b || c === 0x2060 || c === 0xfeff
