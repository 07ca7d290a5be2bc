import type { Emissions } from './name-model.ts'
import { Flag, lowerHashOf, type Tokens } from './tokens.ts'
import { labelCount } from './weight-table.ts'

/**
 * What the rest of the text says of a token, once it has been tagged for the first time: how its word is labelled elsewhere,
 * inside which longer names it stands ("Rossi" in "Anna Rossi"), and what the letters in brackets after a name stand for.
 */
export const evidenceCount = 11

const types = (labelCount - 1) / 2
const other = types
/** Type of a label: 0 to 4, and `other` for O. */
const typeOf = (label: number) => (label === 0 ? other : (label - 1) >> 1)
const open = lowerHashOf('(')

/** What is counted of one word. */
const width = types + 1 + types // labels of any kind; types of longer names it stands in
const Row = { longer: types + 1 } as const

function mix(template: number, a: number, b: number): number {
  let hash = Math.imul((a + 1) ^ Math.imul(template, 0x9e3779b1), 0x85ebca6b)
  hash ^= hash >>> 15
  hash = Math.imul(hash + b, 0xc2b2ae35)
  hash ^= hash >>> 13
  return hash >>> 0
}

/** Features of every token of the islands, `evidenceCount` each, end to end, from the labels of the first pass. */
export function evidenceOf({ tokens, islands, sums }: Emissions, labels: Uint8Array): Uint32Array {
  const rows = new Map<number, number>()
  const total = labels.length
  const rowOf = new Int32Array(total).fill(-1)
  const at = new Int32Array(total)
  let filled = 0
  for (let island = 0; island < islands.count; island++)
    for (let token = islands.starts[island]!; token < islands.ends[island]!; token++, filled++) {
      at[filled] = token
      if (!(tokens.flags[token]! & Flag.letter)) continue
      const key = tokens.lower[token]!
      let row = rows.get(key)
      if (row === undefined) {
        row = rows.size
        rows.set(key, row)
      }
      rowOf[filled] = row
    }
  const counts = new Uint16Array(rows.size * width)
  const longer = new Uint8Array(total) // 1 + type of the longer name a token stands in
  const pairs = lettersOf(tokens, at, labels, rowOf)
  for (let place = 0; place < total; place++) {
    const row = rowOf[place]!
    if (row < 0) continue
    const type = typeOf(labels[place]!)
    counts[row * width + type]!++
    if (type === other) continue
    const begins = labels[place]! % 2 === 1
    const goesOn =
      place + 1 < total && labels[place + 1] === ((labels[place]! + 1) & ~1) && labels[place + 1] !== 0 && at[place + 1] === at[place]! + 1
    if (begins && !goesOn) continue
    longer[place] = 1 + type
    counts[row * width + Row.longer + type]!++
  }
  const out = new Uint32Array(total * evidenceCount)
  const best = new Uint8Array(total) // how the word is labelled elsewhere, 0 to 5; 6: it stands nowhere else
  const strength = new Uint8Array(total)
  const wide = new Uint8Array(total)
  for (let place = 0; place < total; place++) {
    const row = rowOf[place]!
    best[place] = types + 1
    if (row < 0) continue
    let most = 0
    let sum = 0
    let names = 0
    const own = typeOf(labels[place]!)
    for (let type = 0; type <= types; type++) {
      const count = counts[row * width + type]! - (type === own ? 1 : 0)
      sum += count
      if (count > most) {
        most = count
        best[place] = type
      }
      if (type < types && counts[row * width + Row.longer + type]! - (longer[place] === 1 + type ? 1 : 0) > 0) names |= 1 << type
    }
    strength[place] = most === 0 ? 0 : (most * 3 > sum * 2 ? 1 : 2) + (most > 2 ? 2 : 0)
    wide[place] = names
  }
  for (let place = 0, to = 0; place < total; place++) {
    const y = labels[place]!
    const before = place > 0 && at[place - 1] === at[place]! - 1
    const after = place + 1 < total && at[place + 1] === at[place]! + 1
    const b0 = best[place]!
    const b1 = before ? best[place - 1]! : 7
    const b2 = after ? best[place + 1]! : 7
    const first = tokens.flags[at[place]!]! & Flag.first ? 1 : 0
    const sure = certainty(sums, place, y)
    if (b0 > types && wide[place] === 0 && pairs[place] === 0) {
      to += evidenceCount // nothing is known from elsewhere: the first pass stands
      continue
    }
    out[to++] = mix(1, b0 | (strength[place]! << 3), first)
    out[to++] = mix(2, wide[place]!, b0)
    out[to++] = mix(3, y, b0 | (strength[place]! << 3))
    out[to++] = mix(4, y, wide[place]!)
    out[to++] = mix(5, b1 | (b0 << 3), b2)
    out[to++] = mix(6, y | (sure << 5), b0)
    out[to++] = mix(7, y | (sure << 5), wide[place]!)
    out[to++] = mix(8, (before ? labels[place - 1]! : 31) | (y << 5), after ? labels[place + 1]! : 31)
    out[to++] = mix(9, pairs[place]!, y)
    out[to++] = mix(10, (before ? wide[place - 1]! : 63) | (wide[place]! << 6), after ? wide[place + 1]! : 63)
    out[to++] = mix(11, tokens.flags[at[place]!]! & (Flag.initial | Flag.capitals | Flag.inner | Flag.digit), b0 | (wide[place]! << 3))
  }
  return out
}

/** How far the label's sum of weights lies above the next one's, in four steps. */
function certainty(sums: Int32Array, place: number, label: number): number {
  const own = sums[place * labelCount + label]!
  let next = -0x7fffffff
  for (let y = 0; y < labelCount; y++) if (y !== label && sums[place * labelCount + y]! > next) next = sums[place * labelCount + y]!
  const lead = own - next
  return lead < 0 ? 0 : lead < 60 ? 1 : lead < 160 ? 2 : 3
}

/** Letters in brackets right after a name are that name: 1 + its type for each token of the same letters; 0 for others. */
function lettersOf(tokens: Tokens, at: Int32Array, labels: Uint8Array, rowOf: Int32Array): Uint8Array {
  const meant = new Map<number, number>()
  for (let place = 1; place < at.length; place++) {
    const token = at[place]!
    if (token < 2 || tokens.lower[token - 1] !== open || !(tokens.flags[token]! & Flag.initial)) continue
    let before = place - 1
    while (before >= 0 && at[before]! >= token - 1) before--
    if (before >= 0 && at[before] === token - 2 && labels[before] !== 0 && rowOf[place]! >= 0)
      meant.set(rowOf[place]!, 1 + typeOf(labels[before]!))
  }
  return Uint8Array.from(rowOf, (row) => meant.get(row) ?? 0)
}
