import nlp from 'compromise/three'
import { NameBit } from '#read/name-features.ts'
import { lowerHashOf } from '#read/tokens.ts'

/** First and last names, with sex where it is told: those that compromise carries (MIT, a development package of ours). */
export function nameBitsOf(): ReadonlyMap<number, number> {
  const bits = new Map<number, number>()
  const tags: Record<string, number> = {
    MaleName: NameBit.male | NameBit.first,
    FemaleName: NameBit.female | NameBit.first,
    FirstName: NameBit.first,
    LastName: NameBit.last,
  }
  const { lexicon } = (nlp.model() as { one: { lexicon: Record<string, string | string[]> } }).one
  for (const [word, tag] of Object.entries(lexicon))
    for (const one of Array.isArray(tag) ? tag : [tag]) {
      const bit = tags[one]
      if (bit === undefined || word.includes(' ')) continue
      const hash = lowerHashOf(word)
      bits.set(hash, (bits.get(hash) ?? 0) | bit)
    }
  return bits
}
