import { type Furniture, type FurnitureKind, furnitureKinds } from '#model/article.ts'
import { type Blocks, spanOf } from './blocks.ts'
import { creditLine } from './credit-line.ts'
import { type Markup, noKind } from './markup.ts'
import { dateIn, mastheadPieces } from './masthead.ts'
import { isCaptionLine, phraseKind } from './phrases.ts'
import type { Scan } from './scan.ts'
import { within } from './tags.ts'

/** How far up an element's words still name a block, and how far up a part still claims what is in it. */
const farthestUp = { name: 6, part: 12 } as const
/** Parts with bylines, dates and captions of their own, which are none of the article's. */
const claiming: readonly FurnitureKind[] = ['comments', 'related', 'cookie notice', 'newsletter', 'advertisement']
const claimed: readonly FurnitureKind[] = ['metadata', 'author box', 'section label', 'caption', 'masthead']
const isClaiming = Uint8Array.from(furnitureKinds, (kind) => (claiming.includes(kind) ? 1 : 0))
const isClaimed = Uint8Array.from(furnitureKinds, (kind) => (claimed.includes(kind) ? 1 : 0))

/** Names what each block that is not text is, by its words, the markup around it and where on the page it stands. Linear in the page. */
export function furnitureOf(scan: Scan, blocks: Blocks, markup: Markup, chosen: Uint8Array, headline: number): readonly Furniture[] {
  const furniture: Furniture[] = []
  const firstText = chosen.indexOf(1)
  const title = headline < 0 ? -1 : blocks.parent[headline]!
  for (let b = 0; b < blocks.count; b++) {
    if (chosen[b] === 1 || b === headline) continue
    const named =
      phraseAt(scan, blocks, b) ?? markupKind(scan, blocks, b, markup.kind, title) ?? placeKind(scan, blocks, b, headline, firstText)
    const kind = named === 'caption' && b > headline && b <= firstText + creditReach && isCredit(scan, blocks, b) ? 'metadata' : named
    if (kind === 'masthead' && b < headline) furniture.push(...mastheadOf(scan, blocks, b))
    else furniture.push({ kind, at: spanOf(blocks, b) })
  }
  return furniture
}

/** Blocks of text, a standfirst say, that may stand above the article's own credit line. */
const creditReach = 3

/** Outside a figure, a line that credits agencies beside a day or a label is about the article. */
function isCredit(scan: Scan, blocks: Blocks, b: number): boolean {
  if ((scan.within[blocks.parent[b]!]! & (within.figure | within.figcaption)) !== 0 || blocks.size[b]! > longestPhrase) return false
  return creditLine(scan.html.slice(blocks.start[b]!, blocks.end[b]!).replace(/<[^>]*>/g, ' '))?.isSure === true
}

/** A masthead in pieces where one of its texts holds a day with its weekday: what stands before the day, the day, what stands behind it. */
function mastheadOf(scan: Scan, blocks: Blocks, b: number): readonly Furniture[] {
  const whole = spanOf(blocks, b)
  if (blocks.digits[b] === 0 || blocks.size[b]! > longestPhrase || (scan.within[blocks.parent[b]!]! & (within.article | within.main)) !== 0)
    return [{ kind: 'masthead', at: whole }]
  const pieces: Furniture[] = []
  let isDated = false
  for (let t = blocks.first[b]!; t < blocks.last[b]!; t++) {
    const at = { start: scan.textStart[t]!, end: scan.textEnd[t]! }
    const line = scan.html.slice(at.start, at.end)
    const parts = dateIn(line)?.weekday ? mastheadPieces(line, at) : [{ kind: 'masthead' as const, at: trimmed(line, at) }]
    isDated ||= parts.some(({ kind }) => kind === 'masthead date')
    for (const part of parts) {
      const before = pieces.at(-1)
      if (part.at.end <= part.at.start) continue
      if (before?.kind === 'masthead' && part.kind === 'masthead')
        pieces[pieces.length - 1] = { kind: 'masthead', at: { start: before.at.start, end: part.at.end } }
      else pieces.push(part)
    }
  }
  return isDated ? pieces : [{ kind: 'masthead', at: whole }]
}

const trimmed = (line: string, { start, end }: Furniture['at']): Furniture['at'] => ({
  start: start + line.length - line.trimStart().length,
  end: end - (line.length - line.trimEnd().length),
})

/** Blocks of more letters do not name themselves. */
const longestPhrase = 120

function phraseAt(scan: Scan, blocks: Blocks, b: number): FurnitureKind | null {
  if (blocks.size[b]! > longestPhrase || blocks.last[b]! - blocks.first[b]! > 3) return null
  const line = scan.html.slice(blocks.start[b]!, blocks.end[b]!)
  return phraseKind(line) ?? (isCaptionLine(line) ? 'caption' : null)
}

/** The kind that the innermost named element says; `title` is the element of the headline, around which parts claim nothing. */
function markupKind(scan: Scan, blocks: Blocks, b: number, kinds: Uint8Array, title: number): FurnitureKind | null {
  let named = noKind
  let e = scan.textParent[blocks.first[b]!]!
  for (let up = 0; e > 0 && up < farthestUp.part; up++, e = scan.parent[e]!) {
    const kind = kinds[e]!
    if (kind === noKind) continue
    if (named === noKind && up < farthestUp.name) named = kind
    else if (named === noKind || isClaimed[named] === 0) continue
    if (isClaimed[named] === 0) break
    if (isClaiming[kind] === 1 && !(title >= e && title < scan.after[e]!)) named = kind
  }
  if (named === noKind) return null
  const kind = furnitureKinds[named]!
  return kind === 'masthead' && blocks.linked[b]! * 2 > blocks.size[b]! && blocks.words[b]! < fewWords && b > 1 ? 'navigation' : kind
}

/** A link in the head of a page with fewer words leads to a section. */
const fewWords = 4

function placeKind(scan: Scan, blocks: Blocks, b: number, headline: number, firstText: number): FurnitureKind {
  const bits = scan.within[blocks.parent[b]!]!
  if ((bits & within.nav) !== 0) return 'navigation'
  if ((bits & within.figcaption) !== 0) return 'caption'
  if ((bits & within.figure) !== 0) return 'caption'
  if ((bits & within.footer) !== 0) return 'navigation'
  if ((bits & within.button) !== 0) return 'other'
  const start = headline >= 0 ? headline : firstText
  const linked = blocks.linked[b]! * 2 > blocks.size[b]!
  if (b < start) return linked ? 'navigation' : (bits & within.header) !== 0 || b < 3 ? 'masthead' : 'other'
  if (b < firstText) return 'metadata'
  return linked ? 'related' : 'other'
}
