import type { Blocks } from './blocks.ts'
import type { Scan } from './scan.ts'
import { attributeId } from './tags.ts'
import { hides } from './tokens.ts'

/** Sums over what lies in each element, and what its markup says. */
export type Sums = Readonly<{
  letters: Float32Array
  linked: Float32Array
  good: Float32Array
  blocks: Float32Array
  hidden: Uint8Array
  /** The element whose blocks hold most good letters, counted less the deeper they lie. */
  best: number
}>

/** Letters that make prose of a block: where it ends a sentence, and where it does not (Thai marks no sentence ends). */
const prose = { sentence: 40, plain: 160 } as const
/** A block that reads like prose, in which links are the lesser part. */
export const isGood = (blocks: Blocks, b: number) =>
  blocks.size[b]! >= (blocks.stops[b]! > 0 ? prose.sentence : prose.plain) && blocks.linked[b]! * 3 < blocks.size[b]!
/** What a step up the tree leaves of a block's weight in the search for the best element. */
const stepUp = 0.7

/** Adds up blocks over all elements around them. Linear in the page. */
export function sumsOf(scan: Scan, blocks: Blocks): Sums {
  const { count } = scan
  const letters = new Float32Array(count)
  const linked = new Float32Array(count)
  const good = new Float32Array(count)
  const perElement = new Float32Array(count)
  const weight = new Float32Array(count)
  for (let b = 0; b < blocks.count; b++) {
    const parent = blocks.parent[b]!
    letters[parent]! += blocks.size[b]!
    linked[parent]! += blocks.linked[b]!
    perElement[parent]!++
    if (isGood(blocks, b)) {
      good[parent]! += blocks.size[b]!
      weight[parent]! += blocks.size[b]!
    }
  }
  let best = 0
  const hidden = new Uint8Array(count)
  for (let e = count - 1; e > 0; e--) {
    const up = scan.parent[e]!
    letters[up]! += letters[e]!
    linked[up]! += linked[e]!
    good[up]! += good[e]!
    perElement[up]! += perElement[e]!
    weight[up]! += weight[e]! * stepUp
  }
  for (let e = 1; e < count; e++) {
    if (weight[e]! > weight[best]! || best === 0) best = e
    hidden[e] = hidden[scan.parent[e]!]! | isHidden(scan, e)
  }
  return { letters, linked, good, blocks: perElement, hidden, best }
}

/** 1: the element's own attributes hide it; 2: from readers who listen. */
function isHidden(scan: Scan, e: number): number {
  let hidden = 0
  for (let i = scan.attributeFrom[e]!; i < scan.attributeFrom[e + 1]!; i++) {
    const id = scan.attribute[i]
    if (id === attributeId.hidden) hidden |= 1
    else if (id === attributeId['aria-hidden'] && scan.html.charCodeAt(scan.valueStart[i]!) === 116) hidden |= 2
    else if (id === attributeId.style && hides(scan.html, scan.valueStart[i]!, scan.valueEnd[i]!)) hidden |= 1
  }
  return hidden
}
