import type { Furniture } from '#model/article.ts'
import { type Blocks, spanOf } from './blocks.ts'
import type { Scan } from './scan.ts'
import { within } from './tags.ts'

/** Names what each block that was not chosen is. */
export function furnitureOf(scan: Scan, blocks: Blocks, chosen: Uint8Array): readonly Furniture[] {
  const furniture: Furniture[] = []
  for (let b = 0; b < blocks.count; b++) {
    if (chosen[b] === 1) continue
    const bits = scan.within[blocks.parent[b]!]!
    const kind = (bits & within.figcaption) !== 0 ? 'caption' : (bits & within.nav) !== 0 ? 'navigation' : 'other'
    furniture.push({ kind, at: spanOf(blocks, b) })
  }
  return furniture
}
