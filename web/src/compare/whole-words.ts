import type { ShownEdit, Stretch } from './model.ts'

const isLetter = (character: string | undefined) => character !== undefined && /[\p{L}\p{N}]/u.test(character)
const isDigit = (character: string | undefined) => character !== undefined && /\p{N}/u.test(character)

/** Whether what stands before and behind a place is read as one: 1.4, 10:30, 3-2, O’Brien, U.S. */
function isInside(text: string, at: number): boolean {
  const [left, right] = [text[at - 1], text[at]]
  if (isLetter(left) && isLetter(right)) return true
  const [mark, before, behind] = isLetter(left) ? [right, left, text[at + 1]] : [left, text[at - 2], right]
  if (mark === undefined) return false
  return /[.’'-]/.test(mark) ? isLetter(before) && isLetter(behind) : /[,:/]/.test(mark) && isDigit(before) && isDigit(behind)
}

/**
 * An edit drawn out to whole numbers and words: of "1.4" that became "1.6" both are shown, not "4" and "6". What stands before and
 * behind an edit is the same on both sides, so both are drawn out by the same characters.
 */
export function drawnOut(texts: readonly [string, string], [a, b]: readonly [Stretch, Stretch]): readonly [Stretch, Stretch] {
  const goesOn = (i: number, j: number) => isInside(texts[0], i) || isInside(texts[1], j)
  const isSame = (i: number, j: number) => texts[0][i] !== undefined && texts[0][i] === texts[1][j]
  let [before, behind] = [0, 0]
  while (goesOn(a.start - before, b.start - before) && isSame(a.start - before - 1, b.start - before - 1)) before++
  while (goesOn(a.end + behind, b.end + behind) && isSame(a.end + behind, b.end + behind)) behind++
  return [
    { start: a.start - before, end: a.end + behind },
    { start: b.start - before, end: b.end + behind },
  ]
}

/** Edits of one comparison that now share a number or word on both sides become one, under the name of the first. */
export function merged(edits: readonly ShownEdit[]): readonly ShownEdit[] {
  const made: ShownEdit[] = []
  for (const edit of edits.toSorted((x, y) => x.a.start - y.a.start || x.b.start - y.b.start)) {
    const last = made.at(-1)
    if (last && last.kind !== 'moved' && edit.kind !== 'moved' && edit.a.start < last.a.end && edit.b.start < last.b.end)
      made[made.length - 1] = { ...last, a: union(last.a, edit.a), b: union(last.b, edit.b) }
    else made.push(edit)
  }
  return made
}

const union = (one: Stretch, other: Stretch): Stretch => ({ start: Math.min(one.start, other.start), end: Math.max(one.end, other.end) })
