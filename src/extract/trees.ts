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

/**
 * The log-odds of some rows of `width` features, in the order asked for. All rows go down one tree before any goes down the next: neighbours
 * mostly take the same way, and tree and rows stay close at hand.
 */
export function treeSums(trees: Trees, rows: Float32Array, width: number, asked: readonly number[], glance?: Glance): Float64Array {
  const count = trees.roots.length - 1
  const after = Math.min(glance?.after ?? count, count)
  const sums = new Float64Array(asked.length).fill(trees.start)
  const places = new Int32Array(asked.length)
  for (let i = 0; i < asked.length; i++) places[i] = asked[i]! * width
  addTrees(trees, 0, after, rows, places, places.length, sums)
  // the rows that go on move up, and back to their places at the end
  const open: number[] = []
  for (let i = 0; i < asked.length; i++) if (!glance || (sums[i]! >= glance.floor && sums[i]! <= glance.ceiling)) open.push(i)
  const rest = new Float64Array(open.length)
  for (let o = 0; o < open.length; o++) {
    rest[o] = sums[open[o]!]!
    places[o] = places[open[o]!]!
  }
  addTrees(trees, after, count, rows, places, open.length, rest)
  for (let o = 0; o < open.length; o++) sums[open[o]!] = rest[o]!
  return sums
}

/** Adds to each of `sums` what trees [first, last) say of the row that begins at its place. */
function addTrees(
  trees: Trees,
  first: number,
  last: number,
  rows: Float32Array,
  places: Int32Array,
  count: number,
  sums: Float64Array,
): void {
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
      sums[i]! += limits[node]!
    }
  }
}

/** Adds up what each feature did to a row's log-odds, by the change of the mean below each node it asked (Saabas 2014). */
export function treeReasons(trees: Trees, rows: Float32Array, at: number, to: Float32Array): void {
  const { roots, feature, threshold, left, right } = trees
  const means = meansOf(trees)
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
function meansOf(trees: Trees): Float32Array {
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
