import type { Article } from '#model/article.ts'
import type { Passage } from '#model/copy.ts'
import { foldKey } from '#text/fold.ts'
import { whenOf } from './evidence.ts'
import { noValues, put, type Values } from './features.ts'

/** Characters of one word with the space after it, for measures of length that need not be exact. */
export const wordLength = 6
/** Gaps shorter than this, in characters, are words put in or left out; longer ones are stretches. */
export const smallGap = 30
/** Share of a stretch that others must have for it to be shared with them. */
const mostly = 0.5
/** Letters of narration shared from which it is as good as certain that one text lies behind both. */
const surelyShared = 200 * wordLength

export type Range = readonly [start: number, end: number]

/** How many other members of the family have each word of a member, letter by letter, and in sums from the start for any stretch. */
export type Attestation = Readonly<{ sums: Float64Array; any: Uint32Array }>

/** `passages`: all that the member shares with anybody, `a` its own side. */
export function attestationOf(length: number, passages: Iterable<Passage>): Attestation {
  const steps = new Int32Array(length + 1)
  for (const { kind, a } of passages) {
    if (kind === 'edited') continue
    steps[a.start]!++
    steps[a.end]!--
  }
  const sums = new Float64Array(length + 1)
  const any = new Uint32Array(length + 1)
  for (let at = 0, now = 0; at < length; at++) {
    now += steps[at]!
    sums[at + 1] = sums[at]! + now
    any[at + 1] = any[at]! + (now > 0 ? 1 : 0)
  }
  return { sums, any }
}

const sharedIn = ({ any }: Attestation, [start, end]: Range) => any[end]! - any[start]!
const isShared = (attested: Attestation, range: Range) => sharedIn(attested, range) >= mostly * (range[1] - range[0])
/** Others that have the words of a stretch, in the mean. */
const othersIn = ({ sums }: Attestation, [start, end]: Range) => (sums[end]! - sums[start]!) / (end - start)

/** Share of a text that nobody else has. */
export const ownShare = ({ any }: Attestation): number => (any.length > 1 ? 1 - any.at(-1)! / (any.length - 1) : 0)
/** Letters of a text that others have too. */
export const sharedLetters = ({ any }: Attestation): number => any.at(-1)!

/** A member as the comparison of words sees it. */
export type Witness = Readonly<{
  article: Article
  attested: Attestation
  headline: string | null
  headlineShared: boolean
  /** Another page has the very same words and is dated before this one. */
  twinEarlier: boolean
}>

export function witnessesOf(articles: readonly Article[], passages: readonly Iterable<Passage>[]): readonly Witness[] {
  const headlines = articles.map(({ title }) => title && foldKey(title.value))
  const times = new Map<string, number>()
  for (const headline of headlines) if (headline) times.set(headline, (times.get(headline) ?? 0) + 1)
  const first = firstOfTwins(articles)
  return articles.map((article, at) => ({
    article,
    attested: attestationOf(article.text.length, passages[at]!),
    headline: headlines[at]!,
    headlineShared: headlines[at] !== null && times.get(headlines[at]!)! > 1,
    twinEarlier: (whenOf(article) ?? Number.NEGATIVE_INFINITY) > first.get(foldKey(article.text))!,
  }))
}

/** When the first page with a text was published, by its words. */
function firstOfTwins(articles: readonly Article[]): ReadonlyMap<string, number> {
  const first = new Map<string, number>()
  for (const article of articles) {
    const words = foldKey(article.text)
    first.set(words, Math.min(first.get(words) ?? Number.POSITIVE_INFINITY, whenOf(article) ?? Number.POSITIVE_INFINITY))
  }
  return first
}

/** What the words of two pages say about "the witness has its text from this exemplar". `passages`: `a` is the exemplar's side. */
export function compareWords(exemplar: Witness, witness: Witness, passages: readonly Passage[]): Values {
  const values = noValues()
  const ofWitness = gapsOf(
    witness.article.text,
    passages.map(({ b }) => [b.start, b.end]),
  )
  const ofExemplar = gapsOf(
    exemplar.article.text,
    passages.map(({ a }) => [a.start, a.end]),
  )
  put(values, 'uncovered', lengthOf(ofWitness.long) / Math.max(1, witness.article.text.length))
  put(values, 'shared', Math.min(1, narration(passages) / surelyShared))
  putOwn(values, witness, ofWitness.long)
  putMissed(values, witness, ofWitness.long)
  putCuts(values, exemplar, ofExemplar.long)
  putReadings(values, exemplar, witness, passages)
  putSmall(values, witness, ofWitness.short, 'words added', 'words shared')
  putSmall(values, exemplar, ofExemplar.short, 'words dropped', 'words undone')
  put(values, 'moved', damped(passages.filter(({ kind }) => kind === 'moved').length))
  put(values, 'exact', exactShare(exemplar.article.text, witness.article.text, passages))
  put(values, 'twin earlier', exemplar.twinEarlier ? 1 : 0)
  if (exemplar.headline !== null && exemplar.headline === witness.headline) put(values, 'same headline', 1)
  else if (witness.headlineShared) put(values, 'headline missed', 1)
  return values
}

const narration = (passages: readonly Passage[]) =>
  passages.reduce((sum, { kind, b }) => sum + (kind === 'equal' || kind === 'moved' ? b.end - b.start : 0), 0)
const lengthOf = (ranges: readonly Range[]) => ranges.reduce((sum, [start, end]) => sum + end - start, 0)
/** Who edits, edits much: the tenth change says less than the first. */
const damped = (count: number) => Math.log1p(count)
const nats = (letters: number) => Math.log1p(letters / wordLength)

function putOwn(values: Values, { article, attested }: Witness, gaps: readonly Range[]): void {
  const own = gaps.filter((gap) => !isShared(attested, gap))
  const head = own.some(([start]) => start < smallGap)
  const foot = own.some(([, end]) => article.text.length - end < smallGap)
  put(values, 'own head', head ? 1 : 0)
  put(values, 'own foot', foot ? 1 : 0)
  put(values, 'own inside', damped(own.length - (head ? 1 : 0) - (foot ? 1 : 0)))
}

function putMissed(values: Values, { attested }: Witness, gaps: readonly Range[]): void {
  const missed = gaps.filter((gap) => isShared(attested, gap))
  put(values, 'missed', damped(missed.length))
  put(values, 'missed words', nats(lengthOf(missed)))
  put(values, 'missed widely', damped(missed.reduce((sum, gap) => sum + Math.log1p(othersIn(attested, gap)), 0)))
}

function putCuts(values: Values, { article, attested }: Witness, gaps: readonly Range[]): void {
  const head = gaps.some(([start]) => start < smallGap)
  const foot = gaps.some(([, end]) => article.text.length - end < smallGap)
  const undone = gaps.filter((gap) => !isShared(attested, gap))
  put(values, 'cut head', head ? 1 : 0)
  put(values, 'cut foot', foot ? 1 : 0)
  put(values, 'cut inside', damped(gaps.length - (head ? 1 : 0) - (foot ? 1 : 0)))
  put(values, 'cut share', lengthOf(gaps) / Math.max(1, article.text.length))
  put(values, 'addition undone', damped(undone.length))
  put(values, 'addition undone words', nats(lengthOf(undone)))
}

function putReadings(values: Values, exemplar: Witness, witness: Witness, passages: readonly Passage[]): void {
  const counts = { 'reading new': 0, 'reading undone': 0, 'reading split': 0, 'reading lone': 0 }
  for (const { kind, a, b } of passages) {
    if (kind !== 'edited') continue
    const before = isShared(exemplar.attested, [a.start, a.end])
    const after = isShared(witness.attested, [b.start, b.end])
    counts[before ? (after ? 'reading split' : 'reading new') : after ? 'reading undone' : 'reading lone']++
  }
  for (const name of Object.keys(counts) as (keyof typeof counts)[]) put(values, name, damped(counts[name]))
}

function putSmall(
  values: Values,
  { attested }: Witness,
  gaps: readonly Range[],
  own: 'words added' | 'words dropped',
  other: 'words shared' | 'words undone',
) {
  const shared = gaps.filter((gap) => isShared(attested, gap)).length
  // For the witness what others have too is suspicious, for the exemplar what nobody has.
  const [plain, odd] = other === 'words shared' ? [gaps.length - shared, shared] : [shared, gaps.length - shared]
  put(values, own, damped(plain))
  put(values, other, damped(odd))
}

const letter = /[\p{L}\p{N}]/u

/** What of a text lies outside `covered`: long stretches, and words between (with at least a letter in them). */
export function gapsOf(text: string, covered: readonly Range[]): Readonly<{ long: readonly Range[]; short: readonly Range[] }> {
  const long: Range[] = []
  const short: Range[] = []
  let done = 0
  for (const [start, end] of [...[...covered].sort((x, y) => x[0] - y[0]), [text.length, text.length] as const]) {
    if (start - done >= smallGap) long.push([done, start])
    else if (start > done && letter.test(text.slice(done, start))) short.push([done, start])
    done = Math.max(done, end)
  }
  return { long, short }
}

function exactShare(exemplar: string, witness: string, passages: readonly Passage[]): number {
  let [exact, all] = [0, 0]
  for (const { kind, a, b } of passages) {
    if (kind === 'edited') continue
    all += b.end - b.start
    if (a.end - a.start === b.end - b.start && exemplar.slice(a.start, a.end) === witness.slice(b.start, b.end)) exact += b.end - b.start
  }
  return all === 0 ? 0 : exact / all
}
