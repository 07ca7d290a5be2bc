import { type Mention, mentionTypes } from '#model/reading.ts'
import type { Labelled } from './corpora.ts'

export type Score = Readonly<{ right: number; found: number; wanted: number }>
export const f1 = ({ right, found, wanted }: Score): number => (right === 0 ? 0 : (200 * right) / (found + wanted))
export const precision = ({ right, found }: Score): number => (found === 0 ? 0 : (100 * right) / found)
export const recall = ({ right, wanted }: Score): number => (wanted === 0 ? 0 : (100 * right) / wanted)

/** Exact span and type, by type. */
export function score(documents: readonly Labelled[], tag: (document: Labelled) => readonly Mention[]): ReadonlyMap<string, Score> {
  const scores = new Map<string, { right: number; found: number; wanted: number }>(
    mentionTypes.map((type) => [type, { right: 0, found: 0, wanted: 0 }]),
  )
  for (const document of documents) {
    const gold = new Set<string>()
    for (const { start, end, type } of document.names) {
      const key = `${start} ${end} ${type}`
      if (gold.has(key)) continue
      gold.add(key)
      scores.get(type)!.wanted++
    }
    for (const { at, type } of tag(document)) {
      scores.get(type)!.found++
      if (gold.has(`${at.start} ${at.end} ${type}`)) scores.get(type)!.right++
    }
  }
  return scores
}

export function sum(scores: ReadonlyMap<string, Score>, types: readonly string[]): Score {
  const total = { right: 0, found: 0, wanted: 0 }
  for (const type of types) {
    const one = scores.get(type)!
    total.right += one.right
    total.found += one.found
    total.wanted += one.wanted
  }
  return total
}
