import { type Furniture, type FurnitureKind, furnitureKinds } from '#model/article.ts'
import { type Blocks, spanOf } from './blocks.ts'
import { type Markup, noKind } from './markup.ts'
import { phraseKind } from './phrases.ts'
import type { Scan } from './scan.ts'
import { within } from './tags.ts'

/** How far up an element's words still name a block. */
const farthestUp = 6

/** Names what each block that is not text is, by its words, the markup around it and where on the page it stands. Linear in the page. */
export function furnitureOf(scan: Scan, blocks: Blocks, markup: Markup, chosen: Uint8Array, headline: number): readonly Furniture[] {
  const furniture: Furniture[] = []
  const firstText = chosen.indexOf(1)
  for (let b = 0; b < blocks.count; b++) {
    if (chosen[b] === 1 || b === headline) continue
    const kind = phraseAt(scan, blocks, b) ?? markupKind(scan, blocks, b, markup.kind) ?? placeKind(scan, blocks, b, headline, firstText)
    furniture.push({ kind, at: spanOf(blocks, b) })
  }
  return furniture
}

/** Blocks of more letters do not name themselves. */
const longestPhrase = 120

function phraseAt(scan: Scan, blocks: Blocks, b: number): FurnitureKind | null {
  if (blocks.size[b]! > longestPhrase || blocks.last[b]! - blocks.first[b]! > 3) return null
  return phraseKind(scan.html.slice(blocks.start[b]!, blocks.end[b]!))
}

function markupKind(scan: Scan, blocks: Blocks, b: number, kinds: Uint8Array): FurnitureKind | null {
  const first = scan.textParent[blocks.first[b]!]!
  let e = first
  for (let up = 0; e > 0 && up < farthestUp; up++, e = scan.parent[e]!) {
    const kind = kinds[e]!
    if (kind !== noKind) return furnitureKinds[kind]!
  }
  return null
}

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
