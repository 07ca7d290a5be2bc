import type { Blocks } from './blocks.ts'
import { creditLine } from './credit-line.ts'
import { findDates } from './date-text.ts'
import { decoded } from './entities.ts'
import { endsSentence, isCaptionLine, isFurnitureLine, phraseKind, startsByline } from './phrases.ts'
import type { Scan } from './scan.ts'
import { tagTraits, trait, within } from './tags.ts'

/** What a text does not begin with, end with or hold twice, however likely its blocks look one by one. Sizes in letters. */
const trimDefaults = {
  /** A block that ends a sentence and is at least this long is a paragraph. */
  paragraph: 60,
  /** A shorter block may well stand twice in one text. */
  refrain: 60,
  /** A byline or a date line is not longer, in letters, nor with its markup in code units. */
  line: 70,
  /** Longer blocks do not name themselves, in letters. */
  named: 120,
  caption: 260,
  /** A link to another report has at least this many words; it shouts when this share of its letters are capitals. */
  pointerWords: 5,
  loud: 0.8,
  units: 600,
  /** Letters that a date line has beside its date. */
  besideDate: 12,
  /** Words of a section label, and how many blocks above the headline it stands at most. */
  labelWords: 3,
  labelAbove: 3,
  /** On a page with no text else, a sentence this likely to be text is a flash: a chance, 0 to 1. */
  flash: 0.15,
} as const

/**
 * Which blocks are text: those likely enough, save the headline and lines that name themselves as no text; section label, byline and date above the first paragraph; headings at the
 * end with nothing under them; and the second of two long blocks that say the same (a page may hold its text twice, for wide and narrow
 * screens). Where that leaves nothing, the likeliest sentences: a flash is shorter than any text.
 */
export function chosenOf(scan: Scan, blocks: Blocks, chances: Float32Array, headline: number, text: number): Uint8Array {
  const chosen = new Uint8Array(blocks.count)
  const least = leastChance(blocks, chances, headline, text)
  const seen = new Set<number>()
  for (let b = 0; b < blocks.count; b++) {
    if (chances[b]! < least || b === headline) continue
    if (isNamed(scan, blocks, b)) continue
    const long = blocks.size[b]! > trimDefaults.refrain
    if (long && seen.has(blocks.hash[b]!)) continue
    if (long) seen.add(blocks.hash[b]!)
    chosen[b] = 1
  }
  const first = firstParagraph(blocks, chosen)
  for (let b = 0; b < first; b++) if (chosen[b] === 1 && (isLabel(blocks, b, headline) || isCreditLine(scan, blocks, b))) chosen[b] = 0
  const isHeading = (b: number) => (tagTraits[scan.tag[blocks.parent[b]!]!]! & trait.heading) !== 0
  for (let b = blocks.count - 1; b >= 0 && (chosen[b] === 0 || isHeading(b)); b--) chosen[b] = 0
  if (!chosen.includes(1))
    for (let b = 0; b < blocks.count; b++) {
      const isFlash = chances[b]! >= trimDefaults.flash && blocks.stops[b]! > 0 && blocks.linked[b] === 0
      if (isFlash && b !== headline && !isHeading(b) && !isCreditLine(scan, blocks, b)) chosen[b] = 1
    }
  return chosen
}

/** How far below the usual chance the cut may go on a doubtful page, in how many steps; blocks less likely than `least` count for nothing. */
const doubt = { lowest: 0.35, steps: 15, least: 0.02 } as const

/**
 * The chance from which on blocks are text: `text`, and less on a page of many doubtful blocks, where to leave out all of them would lose
 * more than to take the likelier ones. The cut whose expected F1, in words, is highest (Lewis, SIGIR 1995). Linear in the page.
 */
export function leastChance(blocks: Pick<Blocks, 'count' | 'words'>, chances: Float32Array, headline: number, text: number): number {
  const taken = new Float64Array(doubt.steps + 1)
  const right = new Float64Array(doubt.steps + 1)
  const step = (text - doubt.lowest) / doubt.steps
  let wanted = 0
  for (let b = 0; b < blocks.count; b++) {
    const chance = chances[b]!
    if (chance < doubt.least || b === headline) continue
    const words = blocks.words[b]!
    wanted += words * chance
    if (chance < doubt.lowest) continue
    const slot = chance >= text ? 0 : Math.min(doubt.steps, Math.ceil((text - chance) / step))
    taken[slot]! += words
    right[slot]! += words * chance
  }
  let best = 0
  let cut = 0
  for (let slot = 0, all = wanted, hits = 0; slot <= doubt.steps; slot++) {
    all += taken[slot]!
    hits += right[slot]!
    if (all === 0 || (2 * hits) / all <= best) continue
    best = (2 * hits) / all
    cut = slot
  }
  return text - cut * step
}

function firstParagraph(blocks: Blocks, chosen: Uint8Array): number {
  for (let b = 0; b < blocks.count; b++) if (chosen[b] === 1 && blocks.stops[b]! > 0 && blocks.size[b]! >= trimDefaults.paragraph) return b
  return 0
}

/** A word or two right above the headline. */
const isLabel = (blocks: Blocks, b: number, headline: number) =>
  b < headline && headline - b <= trimDefaults.labelAbove && blocks.stops[b] === 0 && blocks.words[b]! <= trimDefaults.labelWords

const tag = /<[^<>]*>/g
const space = /\s+/gu

/** A block as a line; null: it is longer than a label. */
function labelOf(scan: Scan, blocks: Blocks, b: number, most: number): string | null {
  if (blocks.size[b]! > most || blocks.end[b]! - blocks.start[b]! > trimDefaults.units) return null
  return decoded(scan.html, blocks.start[b]!, blocks.end[b]!).replace(tag, ' ').replace(space, ' ').trim()
}

/** Whether a block says of itself that it is no text. */
function isNamed(scan: Scan, blocks: Blocks, b: number): boolean {
  const caption = labelOf(scan, blocks, b, trimDefaults.caption)
  if (caption === null) return false
  if (isCaptionLine(caption)) return true
  const line = blocks.size[b]! <= trimDefaults.named ? caption : null
  const isLink = blocks.linked[b]! * 2 > blocks.size[b]!
  return line !== null && (isFurnitureLine(line, isLink) || (isLink && isPointer(scan, blocks, b, line)))
}

/** A label and a link behind it: "Also on Monday: Harbour opens again". */
const labelled = /^[^:|]{2,30}(?::\s|\s\|\s)\S/u

/** Whether a line that is mostly a link points to another report: a label stands before it, or it shouts. Lists and tables of the report are left alone. */
function isPointer(scan: Scan, blocks: Blocks, b: number, line: string): boolean {
  if (blocks.words[b]! < trimDefaults.pointerWords || (scan.within[blocks.parent[b]!]! & (within.list | within.table)) !== 0) return false
  const isLoud = blocks.capitals[b]! > blocks.size[b]! * trimDefaults.loud
  return isLoud || (labelled.test(line) && !endsSentence(line))
}

/** Whether a block says who wrote or when, and nothing else. */
function isCreditLine(scan: Scan, blocks: Blocks, b: number): boolean {
  const line = labelOf(scan, blocks, b, trimDefaults.line)
  if (line === null) return false
  return startsByline(line) || creditLine(line) !== null || phraseKind(line) === 'metadata' || (blocks.digits[b]! > 1 && isDateLine(line))
}

function isDateLine(line: string): boolean {
  const [date] = findDates(line, { order: 'day first', language: null })
  if (!date) return false
  return `${line.slice(0, date.start)} ${line.slice(date.end)}`.replace(/[^\p{L}]/gu, '').length <= trimDefaults.besideDate
}
