import { leaf, type Trees, walkable } from '../src/extract/trees.ts'

/**
 * Gradient-boosted trees for yes or no, grown leaf by leaf over binned features. Written for this model: one thread, no randomness that a
 * seed does not fix, sums in one order, so the same data give the same trees to the bit.
 * Source: Friedman 2001; Ke et al. 2017 (histograms, leaf-wise growth); Chen and Guestrin 2016 (second-order gain).
 */
export type BoostOptions = Readonly<{
  trees: number
  leaves: number
  rate: number
  /** Least sum of weighted second derivatives in a leaf. */
  leastWeight: number
  lambda: number
  bins: number
  /** Shares of rows and features that a tree sees. */
  rowShare: number
  featureShare: number
  seed: number
}>
export const boostDefaults: BoostOptions = {
  trees: 150,
  leaves: 20,
  rate: 0.1,
  leastWeight: 25,
  lambda: 6,
  bins: 64,
  rowShare: 0.7,
  featureShare: 0.4,
  seed: 1,
}

/** Mulberry32: 32 bits of state, the same numbers everywhere. */
export function randomFrom(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** Columns of bin numbers, and the upper edge of each bin. */
export type Binned = Readonly<{ columns: readonly Uint8Array[]; edges: readonly Float32Array[] }>

/** Cuts each feature of the `rows` (row-major, `width` wide) at quantiles. */
export function binned(rows: Float32Array, width: number, bins: number): Binned {
  const n = rows.length / width
  const columns: Uint8Array[] = []
  const edges: Float32Array[] = []
  const step = Math.max(1, Math.floor(n / 20_000))
  for (let f = 0; f < width; f++) {
    const sample: number[] = []
    for (let r = 0; r < n; r += step) sample.push(rows[r * width + f]!)
    sample.sort((a, b) => a - b)
    const cuts: number[] = []
    for (let k = 1; k < bins; k++) {
      const cut = sample[Math.floor((k * sample.length) / bins)]!
      if (cuts.length === 0 || cut > cuts.at(-1)!) cuts.push(cut)
    }
    const edge = Float32Array.from(cuts)
    const column = new Uint8Array(n)
    for (let r = 0; r < n; r++) {
      const value = rows[r * width + f]!
      let low = 0
      let high = edge.length
      while (low < high) {
        const middle = (low + high) >> 1
        if (value <= edge[middle]!) high = middle
        else low = middle + 1
      }
      column[r] = low
    }
    columns.push(column)
    edges.push(edge)
  }
  return { columns, edges }
}

type Split = { gain: number; feature: number; bin: number }
type Node = { rows: Int32Array; g: number; h: number; split: Split | null; id: number; histogram: Float64Array }

/** Trains on rows `use` of binned data. `label` 0 or 1, `weight` per row. */
export function boost(data: Binned, use: Int32Array, label: Uint8Array, weight: Float32Array, options: BoostOptions): Trees {
  const { columns, edges } = data
  const random = randomFrom(options.seed)
  const n = columns[0]!.length
  const width = columns.length
  const { bins } = options
  let positive = 0
  let all = 0
  for (const r of use) {
    positive += weight[r]! * label[r]!
    all += weight[r]!
  }
  const start = Math.fround(Math.log(positive / (all - positive)))
  const score = new Float64Array(n).fill(start)
  const g = new Float64Array(n)
  const h = new Float64Array(n)
  const roots: number[] = [0]
  const feature: number[] = []
  const threshold: number[] = []
  const left: number[] = []
  const right: number[] = []
  const value: number[] = []
  for (let t = 0; t < options.trees; t++) {
    for (const r of use) {
      const p = 1 / (1 + Math.exp(-score[r]!))
      g[r] = (p - label[r]!) * weight[r]!
      h[r] = Math.max(p * (1 - p), 1e-6) * weight[r]!
    }
    const rows = use.filter(() => random() < options.rowShare)
    const features: number[] = []
    for (let f = 0; f < width; f++) if (edges[f]!.length > 0 && random() < options.featureShare) features.push(f)
    growTree(rows, features)
    const root = roots.at(-1)!
    roots.push(feature.length)
    for (const r of use) score[r]! += value[leafOf(root, r)]!
  }
  return walkable({
    start,
    roots: Int32Array.from(roots),
    feature: Uint8Array.from(feature),
    threshold: Float32Array.from(threshold),
    left: Int32Array.from(left),
    right: Int32Array.from(right),
    value: Float32Array.from(value),
  })

  function leafOf(root: number, r: number): number {
    let node = root
    while (feature[node] !== leaf) node = columns[feature[node]!]![r]! <= binAt[node]! ? left[node]! : right[node]!
    return node
  }

  function growTree(rows: Int32Array, features: readonly number[]): void {
    const first = makeNode(rows, null, null, features)
    const open: Node[] = [first]
    let leaves = 1
    while (leaves < options.leaves) {
      let best = -1
      for (let i = 0; i < open.length; i++) if (open[i]!.split && (best < 0 || open[i]!.split!.gain > open[best]!.split!.gain)) best = i
      if (best < 0) break
      const [node] = open.splice(best, 1)
      const { feature: f, bin } = node!.split!
      const column = columns[f]!
      const low = node!.rows.filter((r) => column[r]! <= bin)
      const high = node!.rows.filter((r) => column[r]! > bin)
      feature[node!.id] = f
      threshold[node!.id] = edges[f]![bin]!
      binAt[node!.id] = bin
      const smallFirst = low.length <= high.length
      const small = makeNode(smallFirst ? low : high, null, null, features)
      const big = makeNode(smallFirst ? high : low, node!, small, features)
      left[node!.id] = smallFirst ? small.id : big.id
      right[node!.id] = smallFirst ? big.id : small.id
      open.push(small, big)
      leaves++
    }
  }

  /** A leaf over `rows`; its histogram is the parent's less the sibling's where those are given. */
  function makeNode(rows: Int32Array, parent: Node | null, sibling: Node | null, features: readonly number[]): Node {
    const histogram = new Float64Array(width * bins * 2)
    if (parent && sibling) {
      for (let i = 0; i < histogram.length; i++) histogram[i] = parent.histogram[i]! - sibling.histogram[i]!
    } else
      for (const f of features) {
        const column = columns[f]!
        const base = f * bins * 2
        for (let i = 0; i < rows.length; i++) {
          const r = rows[i]!
          const slot = base + column[r]! * 2
          histogram[slot]! += g[r]!
          histogram[slot + 1]! += h[r]!
        }
      }
    let sumG = 0
    let sumH = 0
    for (let i = 0; i < rows.length; i++) {
      sumG += g[rows[i]!]!
      sumH += h[rows[i]!]!
    }
    const id = feature.length
    feature.push(leaf)
    threshold.push(0)
    left.push(0)
    right.push(0)
    value.push(Math.fround((-sumG / (sumH + options.lambda)) * options.rate))
    binAt[id] = 0
    return { rows, g: sumG, h: sumH, split: bestSplit(histogram, sumG, sumH, features), id, histogram }
  }

  function bestSplit(histogram: Float64Array, sumG: number, sumH: number, features: readonly number[]): Split | null {
    const { lambda, leastWeight } = options
    const whole = (sumG * sumG) / (sumH + lambda)
    let best: Split | null = null
    for (const f of features) {
      let lowG = 0
      let lowH = 0
      const cuts = edges[f]!.length
      for (let bin = 0; bin < cuts; bin++) {
        const slot = (f * bins + bin) * 2
        lowG += histogram[slot]!
        lowH += histogram[slot + 1]!
        const highH = sumH - lowH
        if (lowH < leastWeight) continue
        if (highH < leastWeight) break
        const highG = sumG - lowG
        const gain = (lowG * lowG) / (lowH + lambda) + (highG * highG) / (highH + lambda) - whole
        if (gain > (best?.gain ?? 1e-6)) best = { gain, feature: f, bin }
      }
    }
    return best
  }
}

/** The bin a node cuts at, beside its threshold: only while training. */
const binAt: number[] = []
