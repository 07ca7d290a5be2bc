import { readFileSync } from 'node:fs'

/** Slots of the table; a word stands in the slot of the low bits of its hash, the most common one of a slot counts. */
export const slots = 2 ** 18
/** Steps of a byte per unit of inverse document frequency (natural logarithm). */
export const steps = 25
/** Documents counted, and the fewest that a word must be in to be in the table. */
export const documents = 9000
export const fewest = 3

let table: Uint8Array | undefined

/**
 * How rare a word is in news: the natural logarithm of the inverse of its share of documents, 0 to 9.1. Frozen, so that what
 * two articles have in common does not hang on what else is in the archive. `length` is the word's, in letters: a word that
 * was never counted, as are all of most languages, is taken to be the rarer the longer it is.
 * Made by scripts/background.ts from 9,000 US news articles of 2012 to 2020.
 */
export function rarity(hash: number, length: number): number {
  table ??= readFileSync(new URL('./background.counts', import.meta.url))
  const known = table[hash & (slots - 1)]!
  return known > 0 ? known / steps : (highest * Math.min(length, longWord)) / longWord
}

const highest = Math.log(documents / fewest)
/** Letters from which a word that was never counted is taken to be rare. */
const longWord = 7
