import { readFileSync } from 'node:fs'
import { type Mention, mentionTypes } from '#model/reading.ts'
import type { Span } from '#model/span.ts'
import { placeOf } from './hash-index.ts'
import { evidenceCount, evidenceOf } from './name-evidence.ts'
import { type Islands, NameBit } from './name-features.ts'
import { decode, type Emissions, emissionsOf, type NameModel, withFeatures } from './name-model.ts'
import { readWeights } from './name-weights.ts'
import { lowerHashOf, type Tokens, tokensOf } from './tokens.ts'

let loaded: NameModel | undefined
/** The tagger's weights, read once: about 3 MB beside this file. */
export const nameModel = (): NameModel => (loaded ??= readWeights(readFileSync(new URL('./names.weights', import.meta.url))))

/**
 * Proper names in English news: people without title or possessive, places (countries also where they act), organisations,
 * words for nationalities, religions and political groups, and other names (events, laws, works, awards).
 * In: a text and its sentences. Out: mentions in text order, not overlapping; `actor` is null until actors.ts groups them.
 * Misses: names in lower case; the longest names of events and laws; most of what stands in headings all in capitals.
 */
export function findNames(text: string, sentences: readonly Span<'article'>[], model: NameModel = nameModel()): readonly Mention[] {
  const tokens = tokensOf(text, sentences)
  const emissions = emissionsOf(text, tokens, model)
  const first = decode(emissions, model.transitions)
  return mentionsOf(tokens, emissions.islands, model.evidence === null ? first : secondPass(emissions, first, model.evidence))
}

/** Labels again, now that the rest of the text can be asked. */
function secondPass(emissions: Emissions, first: Uint8Array, { weights, transitions }: NonNullable<NameModel['evidence']>): Uint8Array {
  return decode(withFeatures(emissions, evidenceOf(emissions, first), evidenceCount, weights), transitions)
}

/** Labels of the islands' tokens, end to end, as mentions. */
function mentionsOf(tokens: Tokens, islands: Islands, labels: Uint8Array): readonly Mention[] {
  const mentions: Mention[] = []
  let at = 0
  for (let island = 0; island < islands.count; island++) {
    const stop = islands.ends[island]!
    for (let token = islands.starts[island]!; token < stop; token++, at++) {
      if (labels[at] === 0) continue
      const label = labels[at]!
      const start = tokens.starts[token]!
      while (token + 1 < stop && labels[at + 1] === ((label + 1) & ~1)) {
        token++
        at++
      }
      mentions.push({ at: { start, end: tokens.ends[token]! }, form: 'name', type: mentionTypes[(label - 1) >> 1]!, actor: null })
    }
  }
  return mentions
}

/** The sex that a person's first name tells; null: unknown, or borne by both. */
export function sexOfName(name: string, { lexicon }: NameModel = nameModel()): 'm' | 'f' | null {
  const first = /^[\p{L}\p{M}]{2,}(?=\s)/u.exec(name)
  const place = first ? placeOf(lexicon.names, lowerHashOf(first[0])) : -1
  const bits = place < 0 ? 0 : lexicon.nameBits[place]! & (NameBit.male | NameBit.female)
  return bits === NameBit.male ? 'm' : bits === NameBit.female ? 'f' : null
}
