import { decode, emissionsOf, type NameModel } from '#read/name-model.ts'
import { Flag, tokensOf } from '#read/tokens.ts'
import { sentencesOf } from '#text/sentences.ts'

/** A word tagged less often says nothing. */
const leastTagged = 3
/** From this share on, a word is always of its kind. */
const alwaysShare = 0.9
/** O and the five types. */
const kinds = 6

/**
 * How a first tagger labels each word, capitalised, in unlabelled text: 0 too seldom to say; else 1 + 18 × the commonest kind +
 * the next one's number where there is one worth naming. In the order of `hashes`.
 */
export function habitsOf(hashes: Uint32Array, texts: Iterable<string>, model: NameModel): Uint8Array {
  const places = new Map([...hashes].map((hash, place) => [hash, place]))
  const counts = new Int32Array(hashes.length * kinds)
  for (const text of texts) {
    const tokens = tokensOf(text, sentencesOf(text))
    const emissions = emissionsOf(text, tokens, model)
    const labels = decode(emissions, model.transitions)
    const { islands } = emissions
    for (let island = 0, at = 0; island < islands.count; island++)
      for (let token = islands.starts[island]!; token < islands.ends[island]!; token++, at++) {
        const place = tokens.flags[token]! & Flag.initial ? places.get(tokens.exact[token]!) : undefined
        if (place !== undefined) counts[place * kinds + ((labels[at]! + 1) >> 1)]!++
      }
  }
  return Uint8Array.from(hashes, (_, place) => habitOf(counts.subarray(place * kinds, (place + 1) * kinds)))
}

function habitOf(counts: Int32Array): number {
  const total = counts.reduce((sum, count) => sum + count, 0)
  if (total < leastTagged) return 0
  const [first = 0, second = 0] = [...counts.keys()].sort((a, b) => counts[b]! - counts[a]! || a - b)
  return 1 + first * 18 + (counts[first]! > total * alwaysShare ? 0 : 1 + second)
}
