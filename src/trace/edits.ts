import type { Article } from '#model/article.ts'
import type { Edit, EditKind, Passage } from '#model/copy.ts'
import type { Span } from '#model/span.ts'
import { foldKey } from '#text/fold.ts'

const number = /\p{N}/u
const quoteMark = /["“”„«»「」『』]/
const attributing =
  /\b(?:said|says|told|added|stated|according|reported|claimed|announced|noted|tweeted|wrote|confirmed|explained|argued|insisted|warned|denied|acknowledged|alleged)\b/i
const hedging =
  /\b(?:may|might|could|would|should|reportedly|allegedly|alleged|apparently|possibly|perhaps|probably|likely|unlikely|appears?|seems?|suspected|presumed|believed|purported|supposedly|potential(?:ly)?|about|around|roughly|nearly|approximately|some)\b/i
const word = /[\p{L}\p{M}]+/gu

/**
 * What the witness did to the exemplar's words, in the order of the witness, passages that were moved first among equals.
 * `passages`: `a` is the exemplar's side. The headline is no part of the text: its edit stands at 0. Kinds are English where
 * they look at words (attribution, hedge); all others hold in any script with or without capitals.
 */
export function editsBetween(exemplar: Article, witness: Article, passages: readonly Passage[]): readonly Edit[] {
  const edits: Edit[] = []
  if (exemplar.title && witness.title && foldKey(exemplar.title.value) !== foldKey(witness.title.value))
    edits.push({ kind: 'headline', exemplar: { start: 0, end: 0 }, witness: { start: 0, end: 0 } })
  for (const { kind, a, b } of passages) {
    if (kind === 'moved') edits.push({ kind, exemplar: a, witness: b })
    if (kind === 'edited')
      edits.push({ kind: kindOf(exemplar.text.slice(a.start, a.end), witness.text.slice(b.start, b.end)), exemplar: a, witness: b })
  }
  edits.push(...cutsAndInsertions(exemplar.text, witness.text, passages))
  return edits.sort((x, y) => x.witness.start - y.witness.start || x.witness.end - y.witness.end || x.exemplar.start - y.exemplar.start)
}

/** Which of our names fits a changed stretch best; the first that holds. */
export function kindOf(before: string, after: string): EditKind {
  if (number.test(before) || number.test(after)) {
    if (digitsOf(before) !== digitsOf(after)) return 'number'
  }
  if (quoteMark.test(before) !== quoteMark.test(after)) return 'quotation'
  const [lost, gained] = changedWords(before, after)
  if (isTypo(lost, gained)) return 'typo'
  if ([...lost, ...gained].some((each) => attributing.test(each))) return 'attribution'
  if ([...lost, ...gained].some((each) => hedging.test(each))) return 'hedge'
  if (lost.some(isName) && gained.some(isName)) return 'name'
  return 'wording'
}

const digitsOf = (text: string) => text.match(/\p{N}+/gu)?.join(' ') ?? ''
const isName = (each: string) => /^\p{Lu}/u.test(each)

function changedWords(before: string, after: string): readonly [readonly string[], readonly string[]] {
  const one = before.match(word) ?? []
  const other = after.match(word) ?? []
  const ofOne = new Set(one)
  const ofOther = new Set(other)
  return [one.filter((each) => !ofOther.has(each)), other.filter((each) => !ofOne.has(each))]
}

/** One letter more, less, other, or two changed about, in a word of this length at least. */
const typoLetters = 4

function isTypo(lost: readonly string[], gained: readonly string[]): boolean {
  if (lost.length !== 1 || gained.length !== 1) return false
  const [one, other] = [lost[0]!.toLowerCase(), gained[0]!.toLowerCase()]
  return Math.min(one.length, other.length) >= typoLetters && one !== other && oneSlip(one, other)
}

function oneSlip(one: string, other: string): boolean {
  let head = 0
  while (head < one.length && one[head] === other[head]) head++
  let tail = 0
  while (tail < Math.min(one.length, other.length) - head && one.at(-1 - tail) === other.at(-1 - tail)) tail++
  const left = one.slice(head, one.length - tail)
  const right = other.slice(head, other.length - tail)
  return (
    Math.max(left.length, right.length) <= 1 || (left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0])
  )
}

/** Stretches that no passage covers: words of the exemplar that were cut, words of the witness that were put in. */
function cutsAndInsertions(exemplar: string, witness: string, passages: readonly Passage[]): readonly Edit[] {
  const cut = gapsIn(
    exemplar,
    passages.map(({ a, b }) => ({ mine: a, theirs: b })),
  ).map(({ mine, at }): Edit => ({ kind: 'cut', exemplar: mine, witness: { start: at, end: at } }))
  const put = gapsIn(
    witness,
    passages.map(({ a, b }) => ({ mine: b, theirs: a })),
  ).map(({ mine, at }): Edit => ({ kind: 'insertion', exemplar: { start: at, end: at }, witness: mine }))
  return [...cut, ...put]
}

type Sides = Readonly<{ mine: Span<'article'>; theirs: Span<'article'> }>

/** Uncovered stretches with a letter or digit in them, and where in the other text they would stand: after what goes before. */
function gapsIn(text: string, sides: readonly Sides[]): readonly Readonly<{ mine: Span<'article'>; at: number }>[] {
  const gaps: { mine: Span<'article'>; at: number }[] = []
  let done = 0
  let at = 0
  const add = (from: number, to: number) => {
    const stretch = text.slice(from, to)
    const start = stretch.search(/[\p{L}\p{N}]/u)
    if (start < 0) return
    gaps.push({ mine: { start: from + start, end: from + stretch.trimEnd().length }, at })
  }
  for (const { mine, theirs } of [...sides].sort((x, y) => x.mine.start - y.mine.start)) {
    add(done, mine.start)
    done = Math.max(done, mine.end)
    at = theirs.end
  }
  add(done, text.length)
  return gaps
}
