import type { Article } from '#model/article.ts'
import type { Edit, EditKind, Passage } from '#model/copy.ts'
import type { Span } from '#model/span.ts'
import { foldKey } from '#text/fold.ts'
import { findQuoted, type Quoted } from '#text/quotations.ts'

const quoteMark = /["“”„«»「」『』]/
const attributing =
  /\b(?:said|says|told|added|stated|according|reported|claimed|announced|noted|tweeted|wrote|confirmed|explained|argued|insisted|warned|denied|acknowledged|alleged)\b/i
const hedging =
  /\b(?:may|might|could|reportedly|allegedly|alleged|apparently|possibly|perhaps|probably|likely|unlikely|appears?|appeared|seems?|seemed|suspected|presumed|believed|purported|supposedly|potential(?:ly)?|thought to)\b/gi
/** Words that hedge a number after them. */
const rounding = /\b(?:about|around|roughly|nearly|almost|approximately|some|an estimated)\s+(?=\p{N})/giu
const word = /[\p{L}\p{M}]+/gu

/** Words that a hedge or an attribution put in or taken out has at most. */
const phraseWords = 6

/**
 * What the witness did to the exemplar's words, in the order of the witness, passages that were moved first among equals.
 * `passages`: `a` is the exemplar's side. The headline is no part of the text: its edit stands at 0. Kinds are English where
 * they look at words (attribution, hedge); all others hold in any script with or without capitals.
 */
export function editsBetween(exemplar: Article, witness: Article, passages: readonly Passage[]): readonly Edit[] {
  const edits: Edit[] = []
  if (exemplar.title && witness.title && foldKey(exemplar.title.value) !== foldKey(witness.title.value))
    edits.push({ kind: 'headline', exemplar: { start: 0, end: 0 }, witness: { start: 0, end: 0 } })
  for (const { kind, a, b } of passages) if (kind === 'moved') edits.push({ kind, exemplar: a, witness: b })
  const both = [sideOf(exemplar), sideOf(witness)] as const
  const changed = passages.filter(({ kind }) => kind === 'edited').map(({ a, b }): Edit => ({ kind: 'wording', exemplar: a, witness: b }))
  for (const edit of [...changed, ...cutsAndInsertions(exemplar.text, witness.text, passages)]) edits.push(named(edit, ...both))
  return edits.sort((x, y) => x.witness.start - y.witness.start || x.witness.end - y.witness.end || x.exemplar.start - y.exemplar.start)
}

/** A text, what of it is quoted, and where its dateline stands. */
type Side = Readonly<{ text: string; quoted: readonly Quoted[]; dateline: Span<'article'> | null }>
/** A page is compared with many: what is quoted in it is looked up once. */
const sides = new WeakMap<Article, Side>()
function sideOf(article: Article): Side {
  const known = sides.get(article)
  if (known) return known
  const side = { text: article.text, quoted: findQuoted(article.text), dateline: article.dateline?.at ?? null }
  sides.set(article, side)
  return side
}
const wordsAt = ({ text }: Side, { start, end }: Span<'article'>) => text.slice(start, end)

/** An edit by its right name; a number that was changed stands whole. */
function named(edit: Edit, exemplar: Side, witness: Side): Edit {
  const whole = { ...edit, exemplar: wholeNumber(exemplar.text, edit.exemplar), witness: wholeNumber(witness.text, edit.witness) }
  const [lost, gained] = [wordsAt(exemplar, edit.exemplar), wordsAt(witness, edit.witness)]
  if (lost !== '' && gained !== '' && digitsOf(lost) !== digitsOf(gained)) return { ...whole, kind: 'number' }
  if (isInDateline(exemplar, edit.exemplar) || isInDateline(witness, edit.witness)) return { ...edit, kind: 'attribution' }
  if (isQuoted(exemplar, edit.exemplar) && isQuoted(witness, edit.witness)) return { ...edit, kind: 'quotation' }
  const follows = `${witness.text.slice(edit.witness.end).trimStart().slice(0, 1)} `
  if (edit.kind !== 'wording') return { ...edit, kind: phraseKind(edit.kind, lost + gained, follows) }
  return { ...edit, kind: kindOf(lost, gained, startsSentence(exemplar.text, edit.exemplar.start), follows) }
}

const isInDateline = ({ dateline }: Side, { start, end }: Span<'article'>) =>
  dateline !== null && end > start && start >= dateline.start && end <= dateline.end

/** Whether a stretch stands in a quotation that has words besides. */
const isQuoted = ({ quoted }: Side, { start, end }: Span<'article'>): boolean =>
  quoted.some(({ inner, at }) => at.start <= start && end <= at.end && (start > inner.start || end < inner.end))

const digit = /[\p{N}]/u
/** The stretch, and what belongs to a number that it breaks off in: digits, and points or commas between them. */
function wholeNumber(text: string, { start, end }: Span<'article'>): Span<'article'> {
  if (!digit.test(text[start] ?? '') && !digit.test(text[end - 1] ?? '')) return { start, end }
  const isInside = (at: number) =>
    digit.test(text[at] ?? '') || (/[.,]/.test(text[at] ?? '') && digit.test(text[at - 1] ?? '') && digit.test(text[at + 1] ?? ''))
  let [from, to] = [start, end]
  if (digit.test(text[start]!)) while (isInside(from - 1)) from--
  if (digit.test(text[end - 1]!)) while (isInside(to)) to++
  return { start: from, end: to }
}

const startsSentence = (text: string, at: number) => /(?:^|[.!?:]["”’']?\s+["“‘']?|\n["“‘']?)$/.test(text.slice(Math.max(0, at - 6), at))

/** A cut or an insertion of a few words that hedge or say who tells it is called so. */
function phraseKind(kind: EditKind, words: string, follows: string): EditKind {
  if ((words.match(word) ?? []).length > phraseWords || quoteMark.test(words)) return kind
  if (hedgesIn(words, follows) > 0) return 'hedge'
  return attributing.test(words) ? 'attribution' : kind
}

const hedgesIn = (words: string, follows: string) =>
  (words.match(hedging) ?? []).length + (`${words.trim()} ${follows}`.match(rounding) ?? []).length

/** Which of our names fits a changed stretch best; the first that holds. `follows`: what comes after it. */
export function kindOf(before: string, after: string, startsSentence = false, follows = ''): EditKind {
  if (digitsOf(before) !== digitsOf(after)) return 'number'
  if (quoteMark.test(before) !== quoteMark.test(after)) return 'quotation'
  const [lost, gained] = changedWords(before, after)
  if (!startsSentence && lost.length === 1 && gained.length === 1 && isName(lost[0]!) && isName(gained[0]!)) return 'name'
  if (isTypo(lost, gained)) return 'typo'
  if ([...lost, ...gained].some((each) => attributing.test(each))) return 'attribution'
  if (hedgesIn(before, follows) !== hedgesIn(after, follows)) return 'hedge'
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
    const start = stretch.search(/["“„«‘([]?[\p{L}\p{N}]/u)
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
