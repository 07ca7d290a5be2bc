/** Boosted trees in flat arrays. A node that is no leaf sends a row left when its feature is at most the threshold. */
export type Trees = Readonly<{
  /** Log-odds before any tree. */
  start: number
  /** First node of each tree; one more entry than trees. */
  roots: Int32Array
  /** The feature a node asks for; `leaf` in a leaf. */
  feature: Uint8Array
  threshold: Float32Array
  /** Nodes to go to; in a leaf both are 0. */
  left: Int32Array
  right: Int32Array
  /** What a leaf adds to the log-odds. */
  value: Float32Array
  /** The same for a quick walk: feature and distances to both children in one number, -1 in a leaf; threshold or value. */
  steps: Int32Array
  limits: Float32Array
}>

/** Adds the form for quick walks. Children stand after their parents, less than 2,048 nodes on. */
export function walkable(trees: Omit<Trees, 'steps' | 'limits'>): Trees {
  const { feature, threshold, left, right, value } = trees
  const steps = Int32Array.from(feature, (asked, node) =>
    asked === leaf ? -1 : ((left[node]! - node) << 20) | ((right[node]! - node) << 8) | asked,
  )
  return { ...trees, steps, limits: Float32Array.from(feature, (asked, node) => (asked === leaf ? value[node]! : threshold[node]!)) }
}

export const leaf = 255

/** After `after` trees a row that stands below `floor` or above `ceiling` is let go with what it has: the rest would not turn it. */
export type Glance = Readonly<{ after: number; floor: number; ceiling: number }>

/** Rows that go down the trees together: as many as stay close at hand beside a tree. */
const together = 64
const places = new Int32Array(together)
const partial = new Float64Array(together)

/**
 * The log-odds of some rows of `width` features, in the order asked for. Some rows go down one tree before they go down the next: neighbours
 * mostly take the same way.
 */
export function treeSums(trees: Trees, rows: Float32Array, width: number, asked: readonly number[], glance?: Glance): Float64Array {
  const sums = new Float64Array(asked.length)
  for (let from = 0; from < asked.length; from += together) {
    const to = Math.min(asked.length, from + together)
    for (let i = from; i < to; i++) places[i - from] = asked[i]! * width
    sumTogether(trees, rows, to - from, glance)
    for (let i = from; i < to; i++) sums[i] = partial[i - from]!
  }
  return sums
}

/** The log-odds of the rows that begin at the first `count` of `places`, into `partial`. */
function sumTogether(trees: Trees, rows: Float32Array, count: number, glance: Glance | undefined): void {
  const all = trees.roots.length - 1
  const after = Math.min(glance?.after ?? all, all)
  partial.fill(trees.start, 0, count)
  addTrees(trees, 0, after, rows, count)
  if (after === all) return
  // the rows that go on move up, and back to their places at the end
  const sums = partial.slice(0, count)
  const open: number[] = []
  for (let i = 0; i < count; i++) {
    if (glance && (sums[i]! < glance.floor || sums[i]! > glance.ceiling)) continue
    places[open.length] = places[i]!
    partial[open.length] = sums[i]!
    open.push(i)
  }
  addTrees(trees, after, all, rows, open.length)
  for (let o = 0; o < open.length; o++) sums[open[o]!] = partial[o]!
  partial.set(sums)
}

/** Adds to the first `count` of `partial` what trees [first, last) say of the row that begins at its place. */
function addTrees(trees: Trees, first: number, last: number, rows: Float32Array, count: number): void {
  const { roots, steps, limits } = trees
  for (let t = first; t < last; t++) {
    const root = roots[t]!
    for (let i = 0; i < count; i++) {
      const at = places[i]!
      let node = root
      let step = steps[node]!
      while (step >= 0) {
        // the low byte asks for a feature; the left child stands `step >> 20` nodes on, the right one `(step >> 8) & 4095`
        node += rows[at + (step & 255)]! <= limits[node]! ? step >> 20 : (step >> 8) & 4095
        step = steps[node]!
      }
      partial[i]! += limits[node]!
    }
  }
}

/** Adds up what each feature did to a row's log-odds, by the change of the mean below each node it asked (Saabas 2014); `means` by `meansOf`. */
export function treeReasons(trees: Trees, means: Float32Array, rows: Float32Array, at: number, to: Float32Array): void {
  const { roots, feature, threshold, left, right } = trees
  for (let t = 0; t < roots.length - 1; t++) {
    let node = roots[t]!
    while (feature[node] !== leaf) {
      const asked = feature[node]!
      const next = rows[at + asked]! <= threshold[node]! ? left[node]! : right[node]!
      to[asked]! += means[next]! - means[node]!
      node = next
    }
  }
}

/** The plain mean of the leaves below each node. Children stand after their parents. */
export function meansOf(trees: Trees): Float32Array {
  const means = new Float32Array(trees.feature.length)
  for (let node = means.length - 1; node >= 0; node--)
    means[node] = trees.feature[node] === leaf ? trees.value[node]! : (means[trees.left[node]!]! + means[trees.right[node]!]!) / 2
  return means
}

/** Bytes of trees: counts, start, then each array. Little-endian, as all machines Node runs on are. */
export function packTrees(trees: Trees): Uint8Array {
  const head = new Float32Array([trees.roots.length, trees.feature.length, trees.start])
  const left = Uint16Array.from(trees.left)
  const right = Uint16Array.from(trees.right)
  return joined([
    bytesOf(head),
    bytesOf(trees.roots),
    bytesOf(trees.threshold),
    bytesOf(trees.value),
    bytesOf(left),
    bytesOf(right),
    trees.feature,
  ])
}

/** Reads what `packTrees` wrote from `from` on. Returns the trees and where they end. */
export function unpackTrees(bytes: Uint8Array, from: number): { trees: Trees; end: number } {
  let end = from
  const take = (length: number) => {
    end += length
    return bytes.slice(end - length, end).buffer
  }
  const head = new Float32Array(take(12))
  const rootCount = head[0]!
  const nodeCount = head[1]!
  const roots = new Int32Array(take(rootCount * 4))
  const threshold = new Float32Array(take(nodeCount * 4))
  const value = new Float32Array(take(nodeCount * 4))
  const left = Int32Array.from(new Uint16Array(take(nodeCount * 2)))
  const right = Int32Array.from(new Uint16Array(take(nodeCount * 2)))
  const feature = new Uint8Array(take(nodeCount))
  return { trees: walkable({ start: head[2]!, roots, feature, threshold, left, right, value }), end }
}

const bytesOf = (array: Float32Array | Int32Array | Uint16Array) => new Uint8Array(array.buffer, array.byteOffset, array.byteLength)

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
