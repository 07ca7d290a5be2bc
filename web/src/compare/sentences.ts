import { sentencesOf } from '#text/sentences.ts'
import type { Answering, Stretch } from './model.ts'

/** Below, two sentences have too few words in common to be one that was edited. */
const leastLike = 0.35
/** Pairs of sentences that are weighed in one paragraph: a longer one stays whole. */
const mostPairs = 4_000

/**
 * A paragraph and the one that answers it as pairs of sentences in the order of the text, so paired that the paired ones have as many
 * words in common as can be (global alignment, Needleman and Wunsch 1970); one that only one side has stands alone. One pair of the two whole:
 * they are not to be cut. The stretches of a side lie end to end. Time: sentences of one × sentences of the other.
 */
export function pairSentences(texts: readonly [string, string], [a, b]: readonly [Stretch, Stretch | null]): readonly Answering[] {
  const left = sentencesIn(texts[0], a)
  if (b === null) return left.map((one): Answering => [one, null])
  const right = sentencesIn(texts[1], b)
  if (left.length * right.length > mostPairs) return [[a, b]]
  const [ours, theirs] = [left.map((one) => wordsOf(texts[0], one)), right.map((one) => wordsOf(texts[1], one))]
  const pairs = bestPath(ours.map((words) => theirs.map((others) => likeness(words, others))))
  return pairs.some(([i, j]) => i >= 0 && j >= 0) ? pairs.map(([i, j]): Answering => [left[i] ?? null, right[j] ?? null]) : [[a, b]]
}

/** The sentences of a paragraph, each with the space behind it. */
function sentencesIn(text: string, { start, end }: Stretch): readonly Stretch[] {
  const starts = sentencesOf(text.slice(start, end)).map((one) => start + one.start)
  return starts.map((from, at) => ({ start: at === 0 ? start : from, end: starts[at + 1] ?? end }))
}

type Bag = ReadonlyMap<string, number>

function wordsOf(text: string, { start, end }: Stretch): Bag {
  const bag = new Map<string, number>()
  for (const [word] of text
    .slice(start, end)
    .toLowerCase()
    .matchAll(/[\p{L}\p{N}]+/gu))
    bag.set(word, (bag.get(word) ?? 0) + 1)
  return bag
}

/** Words in common over the mean of both (Dice); a sentence inside a longer one counts as like it, for sentences are joined and split. */
function likeness(a: Bag, b: Bag): number {
  let common = 0
  for (const [word, times] of a) common += Math.min(times, b.get(word) ?? 0)
  const [one, other] = [sizeOf(a), sizeOf(b)]
  return Math.max((2 * common) / (one + other || 1), (0.75 * common) / (Math.min(one, other) || 1))
}
const sizeOf = (bag: Bag) => [...bag.values()].reduce((sum, times) => sum + times, 0)

/** Steps of the best alignment; an index that is not there (-1) means that the other stands alone. */
function bestPath(like: readonly (readonly number[])[]): readonly (readonly [number, number])[] {
  const [rows, columns] = [like.length, like[0]?.length ?? 0]
  const best = Array.from({ length: rows + 1 }, () => new Float64Array(columns + 1))
  const gain = (i: number, j: number) => (like[i]![j]! >= leastLike ? like[i]![j]! : Number.NEGATIVE_INFINITY)
  for (let i = rows - 1; i >= 0; i--)
    for (let j = columns - 1; j >= 0; j--) best[i]![j] = Math.max(best[i + 1]![j]!, best[i]![j + 1]!, gain(i, j) + best[i + 1]![j + 1]!)
  const steps: (readonly [number, number])[] = []
  for (let i = 0, j = 0; i < rows || j < columns; ) {
    if (i < rows && j < columns && best[i]![j] === gain(i, j) + best[i + 1]![j + 1]!) steps.push([i++, j++])
    else if (j === columns || (i < rows && best[i]![j] === best[i + 1]![j])) steps.push([i++, -1])
    else steps.push([-1, j++])
  }
  return steps
}
