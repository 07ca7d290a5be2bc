import type { Article } from '#model/article.ts'
import type { Passage } from '#model/copy.ts'
import { foldKey } from '#text/fold.ts'
import { whenOf } from './evidence.ts'
import { put, type Values } from './features.ts'

/** Characters of one word with the space after it, for measures of length that need not be exact. */
export const wordLength = 6
/** Gaps shorter than this, in characters, are words put in or left out; longer ones are stretches. */
const smallGap = 30
/** Share of a stretch that others must have for it to be shared with them. */
const mostly = 0.5
/** Letters of narration shared from which it is as good as certain that one text lies behind both. */
const surelyShared = 200 * wordLength

type Range = readonly [start: number, end: number]

/** What another member has of a text; `a` is the text's own side. */
export type Held = Readonly<{ by: number; passages: readonly Passage[] }>
/**
 * How many others have each word of a text, letter by letter, in sums from the start for any stretch; `any`: whether anybody has it.
 * Both are fractions where it is not certain that another counts.
 */
type Attestation = Readonly<{ sums: Float64Array; any: Float64Array }>

/** `counts`: how far each other member counts, 0 to 1. */
function attestationOf(length: number, held: readonly Held[], counts: (by: number) => number = () => 1): Attestation {
  const steps = new Float64Array(length + 1)
  for (const { by, passages } of held) {
    const count = counts(by)
    for (const { kind, a } of passages) {
      if (kind === 'edited') continue
      steps[a.start]! += count
      steps[a.end]! -= count
    }
  }
  const sums = new Float64Array(length + 1)
  const any = new Float64Array(length + 1)
  for (let at = 0, now = 0; at < length; at++) {
    now += steps[at]!
    sums[at + 1] = sums[at]! + now
    any[at + 1] = any[at]! + Math.min(1, Math.max(0, now))
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

/** Stretches of a text that another does not have: long ones, and words between. */
type Gaps = Readonly<{ long: readonly Range[]; short: readonly Range[] }>
/** Two texts side by side; in `passages`, `a` is the exemplar's side. */
export type Sides = Readonly<{ passages: readonly Passage[]; ofExemplar: Gaps; ofWitness: Gaps }>

/** Who does not have a stretch of a text, by where it stands. */
type Lacking = ReadonlyMap<string, readonly number[]>
export const placeOf = ([start, end]: Range) => `${start} ${end}`

/** A member as the comparison of words sees it. `attested` counts all others, `others` those that do not have it from this one. */
export type Witness = Readonly<{
  article: Article
  held: readonly Held[]
  lacking: Lacking
  attested: Attestation
  others: Attestation
  /** How likely a member goes back to this one. */
  descends: (other: number) => number
  headline: string | null
  /** Chance that a page has its headline that does not have it from here. */
  headlineShared: number
  /** Another page has the very same words and is dated before this one. */
  twinEarlier: boolean
}>

export function witnessesOf(
  articles: readonly Article[],
  held: readonly (readonly Held[])[],
  lacking: readonly Lacking[],
): readonly Witness[] {
  const headlines = articles.map(({ title }) => title && foldKey(title.value))
  const times = new Map<string, number>()
  for (const headline of headlines) if (headline) times.set(headline, (times.get(headline) ?? 0) + 1)
  const first = firstOfTwins(articles)
  return articles.map((article, at) => {
    const attested = attestationOf(article.text.length, held[at]!)
    const headline = headlines[at]!
    const headlineShared = headline !== null && times.get(headline)! > 1 ? 1 : 0
    const twinEarlier = (whenOf(article) ?? Number.NEGATIVE_INFINITY) > first.get(foldKey(article.text))!
    const descends = () => 0
    return { article, held: held[at]!, lacking: lacking[at]!, attested, others: attested, descends, headline, headlineShared, twinEarlier }
  })
}

/**
 * The same, where `descends` says how likely one member goes back to another: what a page put in, its copies have too, and that does not speak
 * against the exemplar that lacks it.
 */
export function withDescent(witnesses: readonly Witness[], descends: (from: number, to: number) => number): readonly Witness[] {
  return witnesses.map((witness, at) => {
    const { article, held, headline } = witness
    const ofThis = (other: number) => descends(at, other)
    const others = attestationOf(article.text.length, held, (by) => 1 - ofThis(by))
    const alike = witnesses.flatMap((other, by) => (by !== at && headline !== null && other.headline === headline ? [by] : []))
    return {
      ...witness,
      others,
      descends: ofThis,
      headlineShared: Math.min(
        1,
        alike.reduce((sum, by) => sum + 1 - ofThis(by), 0),
      ),
    }
  })
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

/** Writes what the words of two pages say about "the witness has its text from this exemplar", whoever else has it from whom. */
export function compareWords(values: Values, exemplar: Witness, witness: Witness, { passages, ofExemplar, ofWitness }: Sides): void {
  put(values, 'uncovered', lengthOf(ofWitness.long) / Math.max(1, witness.article.text.length))
  put(values, 'shared', Math.min(1, narration(passages) / surelyShared))
  putCuts(values, exemplar, ofExemplar.long)
  put(values, 'moved', damped(passages.filter(({ kind }) => kind === 'moved').length))
  put(values, 'exact', exactShare(exemplar.article.text, witness.article.text, passages))
  put(values, 'twin earlier', exemplar.twinEarlier ? 1 : 0)
  if (exemplar.headline !== null && exemplar.headline === witness.headline) put(values, 'same headline', 1)
}

/** The same for what they share with others, or others lack as they do. `at`: the witness's place among the members. */
export function compareWithOthers(values: Values, exemplar: Witness, witness: Witness, at: number, sides: Sides): void {
  const { passages, ofExemplar, ofWitness } = sides
  putOwn(values, witness, ofWitness.long)
  putMissed(values, witness, ofWitness.long)
  putCutsOfOthers(values, exemplar, witness, at, ofExemplar)
  putReadings(values, exemplar, witness, passages)
  putSmall(values, exemplar, witness, ofWitness.short, ofExemplar.short)
  if (exemplar.headline === null || exemplar.headline !== witness.headline) put(values, 'headline missed', witness.headlineShared)
}

const narration = (passages: readonly Passage[]) =>
  passages.reduce((sum, { kind, b }) => sum + (kind === 'equal' || kind === 'moved' ? b.end - b.start : 0), 0)
const lengthOf = (ranges: readonly Range[]) => ranges.reduce((sum, [start, end]) => sum + end - start, 0)
/** Who edits, edits much: the tenth change says less than the first. */
const damped = (count: number) => Math.log1p(count)
const nats = (letters: number) => Math.log1p(letters / wordLength)

/** Chance that a stretch of the witness is shared with pages that do not have it from the witness. */
function sharedElsewhere({ attested, others }: Witness, gap: Range): number {
  return isShared(attested, gap) ? sharedIn(others, gap) / sharedIn(attested, gap) : 0
}

function putOwn(values: Values, witness: Witness, gaps: readonly Range[]): void {
  let [head, foot, all] = [0, 0, 0]
  for (const gap of gaps) {
    const own = 1 - sharedElsewhere(witness, gap)
    all += own
    if (gap[0] < smallGap) head = Math.max(head, own)
    if (witness.article.text.length - gap[1] < smallGap) foot = Math.max(foot, own)
  }
  put(values, 'own head', head)
  put(values, 'own foot', foot)
  put(values, 'own inside', damped(Math.max(0, all - head - foot)))
}

function putMissed(values: Values, witness: Witness, gaps: readonly Range[]): void {
  let [missed, words, widely] = [0, 0, 0]
  for (const gap of gaps) {
    const shared = sharedElsewhere(witness, gap)
    if (shared === 0) continue
    missed += shared
    words += shared * (gap[1] - gap[0])
    widely += Math.log1p(othersIn(witness.others, gap))
  }
  put(values, 'missed', damped(missed))
  put(values, 'missed words', nats(words))
  put(values, 'missed widely', damped(widely))
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

/** What the witness lacks to the letter as another does: two desks seldom make the same cut. */
function putCutsOfOthers(values: Values, exemplar: Witness, { descends }: Witness, at: number, gaps: Gaps): void {
  const alike = (gap: Range) => {
    let chance = 0
    for (const other of exemplar.lacking.get(placeOf(gap)) ?? []) {
      if (other !== at) chance += 1 - descends(other)
      if (chance >= 1) return 1
    }
    return chance
  }
  const sum = (of: readonly Range[]) => of.reduce((all, gap) => all + alike(gap), 0)
  const isFoot = ([, end]: Range) => exemplar.article.text.length - end < smallGap
  put(values, 'same cut', damped(sum(gaps.long.filter((gap) => !isFoot(gap)))))
  put(values, 'same foot', sum(gaps.long.filter(isFoot)))
  put(values, 'same words dropped', damped(sum(gaps.short)))
}

function putReadings(values: Values, exemplar: Witness, witness: Witness, passages: readonly Passage[]): void {
  const counts = { 'reading new': 0, 'reading undone': 0, 'reading split': 0, 'reading lone': 0 }
  for (const { kind, a, b } of passages) {
    if (kind !== 'edited') continue
    const before = isShared(exemplar.attested, [a.start, a.end])
    const after = sharedElsewhere(witness, [b.start, b.end])
    counts[before ? 'reading split' : 'reading undone'] += after
    counts[before ? 'reading new' : 'reading lone'] += 1 - after
  }
  for (const name of Object.keys(counts) as (keyof typeof counts)[]) put(values, name, damped(counts[name]))
}

/** Words put in and left out. For the witness what others have too is suspicious, for the exemplar what nobody has. */
function putSmall(values: Values, exemplar: Witness, witness: Witness, added: readonly Range[], left: readonly Range[]) {
  const shared = added.reduce((sum, gap) => sum + sharedElsewhere(witness, gap), 0)
  const undone = left.filter((gap) => !isShared(exemplar.attested, gap)).length
  put(values, 'words added', damped(added.length - shared))
  put(values, 'words shared', damped(shared))
  put(values, 'words dropped', damped(left.length - undone))
  put(values, 'words undone', damped(undone))
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
