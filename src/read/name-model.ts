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
  const { index, weights } = model
  let at = 0
  for (let island = 0; island < islands.count; island++) {
    const start = islands.starts[island]!
    const length = islands.ends[island]! - start
    extract(text, columns, start, start + length, features)
    for (let token = 0; token < length; token++, at += labelCount)
      for (let k = token * featureCount; k < (token + 1) * featureCount; k++) {
        const place = placeOf(index, features[k]!)
        if (place < 0) continue
        const base = place * labelCount
        for (let label = 0; label < labelCount; label++) sums[at + label]! += weights[base + label]!
      }
  }
  return { tokens, columns, islands, sums }
}

/** Adds the weights of further features, `width` for each token of the islands, to the sums. */
export function withFeatures(emissions: Emissions, features: Uint32Array, width: number, index: HashIndex, weights: Int8Array): Emissions {
  const sums = emissions.sums.slice()
  for (let at = 0, k = 0; at < sums.length; at += labelCount)
    for (const end = k + width; k < end; k++) {
      const place = placeOf(index, features[k]!)
      if (place < 0) continue
      const base = place * labelCount
      for (let label = 0; label < labelCount; label++) sums[at + label]! += weights[base + label]!
    }
  return { ...emissions, sums }
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
