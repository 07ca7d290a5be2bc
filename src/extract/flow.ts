import type { Blocks } from './blocks.ts'
import type { Scan } from './scan.ts'
import { isGood } from './sums.ts'
import { attributeId } from './tags.ts'

/** Blocks of one look: how many, and what is in them. */
type Group = { count: number; letters: number; linked: number; good: number }

/** How the blocks of a page follow one another. Arrays have one entry a block. */
export type Flow = Readonly<{
  /** How often the block's text stands in the page. */
  repeats: Int32Array
  /** Blocks with equal numbers look alike: same elements around, same class. */
  likeness: Int32Array
  groups: ReadonlyMap<number, Group>
  /** Letters before the block. */
  before: Float32Array
  /** Good letters near, fading with each block between; and how many blocks since or to a good one. */
  nearBefore: Float32Array
  nearAfter: Float32Array
  sinceGood: Float32Array
  toGood: Float32Array
  letters: number
  good: number
}>

/** Blocks further away than this count as this far. */
export const farAway = 60
/** What one block between leaves of the weight of letters near. */
const fade = 0.8
/** Of a class attribute that many code units tell blocks apart. */
const longestClass = 400

export function flowOf(scan: Scan, blocks: Blocks): Flow {
  const n = blocks.count
  const counts = new Map<number, number>()
  const groups = new Map<number, Group>()
  const likeness = new Int32Array(n)
  const before = new Float32Array(n)
  let letters = 0
  let good = 0
  for (let b = 0; b < n; b++) {
    const size = blocks.size[b]!
    counts.set(blocks.hash[b]!, (counts.get(blocks.hash[b]!) ?? 0) + 1)
    likeness[b] = likenessOf(scan, blocks.parent[b]!)
    before[b] = letters
    letters += size
    const goodHere = isGood(blocks, b) ? size : 0
    good += goodHere
    const group = groups.get(likeness[b]!)
    if (group) {
      group.count++
      group.letters += size
      group.linked += blocks.linked[b]!
      group.good += goodHere
    } else groups.set(likeness[b]!, { count: 1, letters: size, linked: blocks.linked[b]!, good: goodHere })
  }
  const repeats = blocks.hash.slice(0, n).map((hash) => counts.get(hash)!)
  return { repeats, likeness, groups, before, letters, good, ...nearGood(blocks) }
}

function nearGood(blocks: Blocks): Pick<Flow, 'nearBefore' | 'nearAfter' | 'sinceGood' | 'toGood'> {
  const n = blocks.count
  const nearBefore = new Float32Array(n)
  const nearAfter = new Float32Array(n)
  const sinceGood = new Float32Array(n).fill(farAway)
  const toGood = new Float32Array(n).fill(farAway)
  for (let b = 1; b < n; b++) {
    const good = isGood(blocks, b - 1)
    nearBefore[b] = nearBefore[b - 1]! * fade + (good ? blocks.size[b - 1]! : 0)
    sinceGood[b] = good ? 1 : Math.min(farAway, sinceGood[b - 1]! + 1)
  }
  for (let b = n - 2; b >= 0; b--) {
    const good = isGood(blocks, b + 1)
    nearAfter[b] = nearAfter[b + 1]! * fade + (good ? blocks.size[b + 1]! : 0)
    toGood[b] = good ? 1 : Math.min(farAway, toGood[b + 1]! + 1)
  }
  return { nearBefore, nearAfter, sinceGood, toGood }
}

function likenessOf(scan: Scan, parent: number): number {
  let hash = scan.tag[parent]! * 131 + scan.depth[parent]!
  for (let i = scan.attributeFrom[parent]!; i < scan.attributeFrom[parent + 1]!; i++) {
    if (scan.attribute[i] !== attributeId.class) continue
    const end = Math.min(scan.valueEnd[i]!, scan.valueStart[i]! + longestClass)
    for (let at = scan.valueStart[i]!; at < end; at++) hash = (Math.imul(hash, 31) + scan.html.charCodeAt(at)) | 0
  }
  const up = scan.parent[parent]!
  return (Math.imul(hash, 31) + (up > 0 ? scan.tag[up]! : 0)) | 0
}
