import { type Columns, columnsOf, extract, featureCount, type Islands, islandsOf, type Lexicon } from './name-features.ts'
import type { Tokens } from './tokens.ts'
import { addWeights, labelCount, type WeightTable } from './weight-table.ts'

/** A linear-chain model over hashed features. Weights are whole numbers; only their sums are compared, so no scale is needed. */
export type NameModel = Readonly<{
  lexicon: Lexicon
  weights: WeightTable
  /** From label (row; the last row is the start of an island) to label. */
  transitions: Int16Array
  /** The second pass: weights of what the rest of the text says, added to the first pass's sums. Null: one pass only. */
  evidence: Readonly<{ weights: WeightTable; transitions: Int16Array }> | null
}>

/** What may not follow costs more than any sum of weights can bring in. */
export const forbidden = -30000

const emptied = new Int32Array(0)
/** Sums of weights, `labelCount` for each token of each island, islands end to end. */
export type Emissions = Readonly<{ tokens: Tokens; columns: Columns; islands: Islands; sums: Int32Array }>

export function emissionsOf(text: string, tokens: Tokens, model: NameModel): Emissions {
  const islands = islandsOf(tokens)
  const columns = columnsOf(tokens, islands, model.lexicon)
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
    addWeights(features, featureCount, length, model.weights, sums, at)
    at += length * labelCount
  }
  return { tokens, columns, islands, sums }
}

/** Adds the weights of further features, `width` for each token of the islands, to the sums. */
export function withFeatures(emissions: Emissions, features: Uint32Array, width: number, weights: WeightTable): Emissions {
  const sums = emissions.sums.slice()
  addWeights(features, width, sums.length / labelCount, weights, sums, 0)
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
