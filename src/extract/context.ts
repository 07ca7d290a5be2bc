import type { Blocks } from './blocks.ts'
import { featureCount } from './features.ts'
import type { Scan } from './scan.ts'

/** What the second pass knows beyond the first: what the first made of the blocks around. */
export const contextNames = [
  'first pass',
  'first pass: before 1',
  'first pass: before 2',
  'first pass: before 3',
  'first pass: after 1',
  'first pass: after 2',
  'first pass: after 3',
  'first pass: near before',
  'first pass: near after',
  'first pass: parent',
  'first pass: up 1',
  'first pass: up 2',
  'first pass: up 3',
  'first pass: page share in parent',
  'first pass: page share in up 1',
  'first pass: page share in up 2',
  'first pass: page share in up 3',
  'first pass: alike',
  'first pass: share of text before',
  'first pass: blocks since sure text',
  'first pass: blocks to sure text',
  'first pass: letters since sure text',
  'first pass: letters to sure text',
  'first pass: letters of page',
  'first pass: best before in same element',
  'first pass: best after in same element',
] as const
export const wideCount = featureCount + contextNames.length

/** A block this likely to be text is taken for sure by its neighbours. */
const sure = 0.7
const far = 60
const fade = 0.6

/**
 * Rows of `wideCount` numbers: the first pass's features and what its chances `p` say of the surroundings; empty for blocks that it ruled
 * out. Linear in the page.
 */
export function withContext(scan: Scan, blocks: Blocks, rows: Float32Array, p: Float32Array): Float32Array {
  const n = blocks.count
  const wide = new Float32Array(n * wideCount)
  const letters = new Float32Array(scan.count)
  const text = new Float32Array(scan.count)
  const alike = new Map<number, { count: number; sum: number }>()
  const kindOf = (b: number) => (blocks.parent[b]! > 0 ? likeness(scan, blocks.parent[b]!) : 0)
  const kinds = new Int32Array(n)
  let pageText = 0
  const before = new Float32Array(n + 1)
  const textBefore = new Float32Array(n + 1)
  for (let b = 0; b < n; b++) {
    const size = blocks.size[b]! + 1
    letters[blocks.parent[b]!]! += size
    text[blocks.parent[b]!]! += size * p[b]!
    pageText += size * p[b]!
    before[b + 1] = before[b]! + size
    textBefore[b + 1] = pageText
    kinds[b] = kindOf(b)
    const group = alike.get(kinds[b]!)
    if (group) {
      group.count += size
      group.sum += size * p[b]!
    } else alike.set(kinds[b]!, { count: size, sum: size * p[b]! })
  }
  for (let e = scan.count - 1; e > 0; e--) {
    const up = scan.parent[e]!
    letters[up]! += letters[e]!
    text[up]! += text[e]!
  }
  const nearBefore = new Float32Array(n)
  const nearAfter = new Float32Array(n)
  const since = new Float32Array(n)
  const to = new Float32Array(n)
  const sureBefore = new Int32Array(n)
  const sureAfter = new Int32Array(n)
  const bestBefore = new Float32Array(n)
  const bestAfter = new Float32Array(n)
  for (let b = 0; b < n; b++) {
    const last = b - 1
    nearBefore[b] = last < 0 ? 0 : nearBefore[last]! * fade + p[last]! * (1 - fade)
    const isSure = last >= 0 && p[last]! >= sure
    since[b] = last < 0 ? far : isSure ? 1 : Math.min(far, since[last]! + 1)
    sureBefore[b] = last < 0 ? -1 : isSure ? last : sureBefore[last]!
    bestBefore[b] = last >= 0 && blocks.parent[last] === blocks.parent[b] ? Math.max(bestBefore[last]!, p[last]!) : -1
  }
  for (let b = n - 1; b >= 0; b--) {
    const next = b + 1
    nearAfter[b] = next >= n ? 0 : nearAfter[next]! * fade + p[next]! * (1 - fade)
    const isSure = next < n && p[next]! >= sure
    to[b] = next >= n ? far : isSure ? 1 : Math.min(far, to[next]! + 1)
    sureAfter[b] = next >= n ? -1 : isSure ? next : sureAfter[next]!
    bestAfter[b] = next < n && blocks.parent[next] === blocks.parent[b] ? Math.max(bestAfter[next]!, p[next]!) : -1
  }
  const at = (b: number) => (b >= 0 && b < n ? p[b]! : -1)
  for (let b = 0; b < n; b++) {
    if (p[b] === 0) continue
    let i = b * wideCount
    wide.set(rows.subarray(b * featureCount, (b + 1) * featureCount), i)
    i += featureCount
    wide[i++] = p[b]!
    wide[i++] = at(b - 1)
    wide[i++] = at(b - 2)
    wide[i++] = at(b - 3)
    wide[i++] = at(b + 1)
    wide[i++] = at(b + 2)
    wide[i++] = at(b + 3)
    wide[i++] = nearBefore[b]!
    wide[i++] = nearAfter[b]!
    const size = blocks.size[b]! + 1
    const own = size * p[b]!
    let e = blocks.parent[b]!
    for (let up = 0; up < 4; up++) {
      // the block itself left out: what do the others say?
      wide[i + up] = letters[e]! > size ? (text[e]! - own) / (letters[e]! - size) : -1
      wide[i + 4 + up] = pageText > 0 ? text[e]! / pageText : 0
      e = Math.max(0, scan.parent[e]!)
    }
    i += 8
    const group = alike.get(kinds[b]!)!
    wide[i++] = group.count > size ? (group.sum - own) / (group.count - size) : -1
    wide[i++] = pageText > 0 ? textBefore[b]! / pageText : 0
    wide[i++] = since[b]!
    wide[i++] = to[b]!
    wide[i++] = sureBefore[b]! < 0 ? 30 : Math.log2(1 + before[b]! - before[sureBefore[b]! + 1]!)
    wide[i++] = sureAfter[b]! < 0 ? 30 : Math.log2(1 + before[sureAfter[b]!]! - before[b + 1]!)
    wide[i++] = Math.log2(1 + pageText)
    wide[i++] = bestBefore[b]!
    wide[i] = bestAfter[b]!
  }
  return wide
}

/** Blocks in elements of one name and depth, whose parents have one name, look alike enough. */
const likeness = (scan: Scan, e: number) => scan.tag[e]! + 256 * scan.tag[Math.max(0, scan.parent[e]!)]! + 65536 * scan.depth[e]!
