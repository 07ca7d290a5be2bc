import { type HashIndex, placeOf } from './hash-index.ts'
import { type Columns, columnsOf, extract, featureCount, type Islands, islandsOf, type Lexicon } from './name-features.ts'
import type { Tokens } from './tokens.ts'

/** O, then B- and I- of each type: 1 + 2t and 2 + 2t. */
export const labelCount = 11

/** A linear-chain model over hashed features. Weights are whole numbers; only their sums are compared, so no scale is needed. */
export type NameModel = Readonly<{
  lexicon: Lexicon
  index: HashIndex
  /** `labelCount` for each feature. */
  weights: Int8Array
  /** From label (row; the last row is the start of an island) to label. */
  transitions: Int16Array
  /** The second pass: weights of what the rest of the text says, added to the first pass's sums. Null: one pass only. */
  evidence: Readonly<{ index: HashIndex; weights: Int8Array; transitions: Int16Array }> | null
}>

/** What may not follow costs more than any sum of weights can bring in. */
export const forbidden = -30000

const emptied = new Int32Array(0)
/** Sums of weights, `labelCount` for each token of each island, islands end to end. */
export type Emissions = Readonly<{ tokens: Tokens; columns: Columns; islands: Islands; sums: Int32Array }>

export function emissionsOf(text: string, tokens: Tokens, model: NameModel): Emissions {
  const columns = columnsOf(tokens, model.lexicon)
  const islands = islandsOf(tokens)
  let total = 0
  let longest = 0
  for (let island = 0; island < islands.count; island++) {
    const length = islands.ends[island]! - islands.starts[island]!
    total += length
    if (length > longest) longest = length
  }
  const sums = total === 0 ? emptied : new Int32Array(total * labelCount)
  const features = new Uint32Array(longest * featureCount)
  let at = 0
  for (let island = 0; island < islands.count; island++) {
    const start = islands.starts[island]!
    const length = islands.ends[island]! - start
    extract(text, columns, start, start + length, features)
    addWeights(features, featureCount, length, model.index, model.weights, sums, at)
    at += length * labelCount
  }
  return { tokens, columns, islands, sums }
}

/** Adds the weights of further features, `width` for each token of the islands, to the sums. */
export function withFeatures(emissions: Emissions, features: Uint32Array, width: number, index: HashIndex, weights: Int8Array): Emissions {
  const sums = emissions.sums.slice()
  addWeights(features, width, sums.length / labelCount, index, weights, sums, 0)
  return { ...emissions, sums }
}

/**
 * Adds the weights of the features of `count` tokens, `width` each, to the sums from `at` on. All places of a token are looked up
 * before the first weight is read: most look-ups leave the processor's cache, and so they wait for memory side by side.
 */
function addWeights(
  features: Uint32Array,
  width: number,
  count: number,
  index: HashIndex,
  weights: Int8Array,
  sums: Int32Array,
  at: number,
): void {
  const { slots, mask } = index
  const places = new Int32Array(width)
  for (let k = 0, end = width; end <= count * width; end += width, at += labelCount) {
    for (let slot = k; slot < end; slot++) places[slot - k] = slots[(features[slot]! & mask) * 2]! // into the cache, all at once
    let known = 0
    for (; k < end; k++) {
      const place = placeOf(index, features[k]!)
      if (place >= 0) places[known++] = place * labelCount
    }
    for (let label = 0; label < labelCount; label++) {
      let sum = 0
      for (let one = 0; one < known; one++) sum += weights[places[one]! + label]!
      sums[at + label]! += sum
    }
  }
}

/** The best path through each island (Viterbi). One label for each token of the islands, end to end. */
export function decode({ islands, sums }: Emissions, transitions: Int16Array): Uint8Array {
  const L = labelCount
  const labels = new Uint8Array(sums.length / L)
  let longest = 0
  for (let island = 0; island < islands.count; island++) longest = Math.max(longest, islands.ends[island]! - islands.starts[island]!)
  const best = new Int32Array(longest * L)
  const back = new Uint8Array(longest * L)
  let offset = 0
  for (let island = 0; island < islands.count; island++) {
    const length = islands.ends[island]! - islands.starts[island]!
    for (let t = 0; t < length; t++)
      for (let y = 0; y < L; y++) {
        let top = -0x7fffffff
        let from = 0
        if (t === 0) top = transitions[L * L + y]!
        else
          for (let x = 0; x < L; x++) {
            const score = best[(t - 1) * L + x]! + transitions[x * L + y]!
            if (score > top) {
              top = score
              from = x
            }
          }
        best[t * L + y] = top + sums[(offset + t) * L + y]!
        back[t * L + y] = from
      }
    let label = 0
    for (let y = 1; y < L; y++) if (best[(length - 1) * L + y]! > best[(length - 1) * L + label]!) label = y
    for (let t = length - 1; t >= 0; t--) {
      labels[offset + t] = label
      label = back[t * L + label]!
    }
    offset += length
  }
  return labels
}
