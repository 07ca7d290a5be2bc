import type { Blocks } from './blocks.ts'
import type { Scan } from './scan.ts'
import { tagTraits, trait, within } from './tags.ts'

/** Which blocks are the article's text. First version: the densest part of the tree. */
export function chooseBlocks(scan: Scan, blocks: Blocks): Uint8Array {
  const chosen = new Uint8Array(blocks.count)
  const good = new Uint8Array(blocks.count)
  const mass = new Float64Array(scan.count)
  for (let b = 0; b < blocks.count; b++) {
    const size = blocks.size[b]!
    const bits = scan.within[blocks.parent[b]!]!
    const bad = (bits & (within.nav | within.footer | within.aside | within.button | within.figcaption)) !== 0
    if (bad || size < 40 || blocks.linked[b]! > size * 0.4) continue
    good[b] = 1
    let share = size
    for (let e = blocks.parent[b]!; e > 0 && share > 1; e = scan.parent[e]!) {
      mass[e]! += share
      share *= 0.75
    }
  }
  let best = 0
  for (let e = 1; e < scan.count; e++) if (mass[e]! > mass[best]!) best = e
  for (let b = 0; b < blocks.count; b++) {
    const parent = blocks.parent[b]!
    const inside = parent >= best && parent < scan.after[best]!
    const heading = (tagTraits[scan.tag[parent]!]! & trait.heading) !== 0
    if (inside && (good[b] === 1 || (heading && blocks.linked[b]! * 2 < blocks.size[b]!))) chosen[b] = 1
  }
  return chosen
}
