import { countries } from '#text/countries.ts'
import { sentencesOf } from '#text/sentences.ts'
import { type HashIndex, placeOf } from './hash-index.ts'
import { Flag, lowerHashOf, type Tokens, tokensOf } from './tokens.ts'

/** What is known of words before the text is read; learned by scripts/train-names.ts, kept in names.weights. */
export type Lexicon = Readonly<{
  /** Word classes by distribution, from unlabelled news: index of exact hashes; fine and coarse class of each. */
  words: HashIndex
  fine: Uint16Array
  coarse: Uint8Array
  /** How the first tagger labelled the word in unlabelled news: 0 never a name, else a code. */
  habit: Uint8Array
  /** First and last names: index of lower hashes, and a bit each for male, female, first, last. */
  names: HashIndex
  nameBits: Uint8Array
}>
export const NameBit = { male: 1, female: 2, first: 4, last: 8 } as const

/** A stretch of tokens that may hold names: [start, end). All other tokens are outside any name, without being looked at. */
export type Islands = Readonly<{ count: number; starts: Int32Array; ends: Int32Array }>

/** Lower-case words that names begin with or contain: counted into an island on its left edge. */
const particles = new Set(
  'al el bin ibn abu ben da de dos das do del della di du la le les van von der den ter ul ur ud and-l d l e y af av zu y'
    .split(' ')
    .map(lowerHashOf),
)
/** Lower-case words that a name may bridge: "Ministry of the Interior". */
const gap = 2
const hyphen = lowerHashOf('-')

export function islandsOf(tokens: Tokens): Islands {
  const { count, flags, sentence, lower } = tokens
  const starts: number[] = []
  const ends: number[] = []
  const hot = (at: number) => (flags[at]! & (Flag.initial | Flag.inner | Flag.uncased)) !== 0 && (flags[at]! & Flag.cold) === 0
  const joined = (at: number) => at > 0 && at < count && sentence[at] === sentence[at - 1] && (flags[at]! & Flag.spaced) === 0
  let at = 0
  while (at < count) {
    if (!hot(at)) {
      at++
      continue
    }
    let start = at
    const floor = ends.length > 0 ? ends[ends.length - 1]! : 0
    for (let step = 0; step < 4 && start > floor && sentence[start - 1] === sentence[at]; step++) {
      const before = start - 1
      const stuck = joined(start) && (lower[before] === hyphen || lower[start] === hyphen)
      if (!stuck && !particles.has(lower[before]!) && (flags[before]! & Flag.digit) === 0) break
      start = before
    }
    let end = at + 1
    for (let next = end; next < count && next - end <= gap && sentence[next] === sentence[at]; next++) if (hot(next)) end = next + 1
    while (
      end < count &&
      sentence[end] === sentence[at] &&
      (joined(end)
        ? lower[end] === hyphen || lower[end - 1] === hyphen || (flags[end]! & Flag.digit) !== 0
        : (flags[end]! & Flag.digit) !== 0)
    )
      end++
    starts.push(start)
    ends.push(end)
    at = end
  }
  return { count: starts.length, starts: Int32Array.from(starts), ends: Int32Array.from(ends) }
}

/** Countries, their people and places as hashes of one to five words; the value is the kind of sense. */
const gazetteer = new Map<number, number>()
const gazetteerStarts = new Map<number, number>() // first word → most words
const Sense = { name: 1, demonym: 2, capital: 3, place: 4 } as const
const chain = (hash: number, next: number) => Math.imul(hash ^ next, 0x9e3779b1) >>> 0
function enter(words: readonly string[], kind: number): void {
  for (const word of words) {
    const { count, exact } = tokensOf(word, sentencesOf(word))
    let hash = 0
    for (let at = 0; at < count; at++) hash = chain(hash, exact[at]!)
    if (count === 0 || gazetteer.has(hash)) continue
    gazetteer.set(hash, kind)
    gazetteerStarts.set(exact[0]!, Math.max(count, gazetteerStarts.get(exact[0]!) ?? 0))
  }
}
for (const { name, aliases, capitals, demonyms, places } of countries) {
  enter([name, ...aliases], Sense.name)
  enter(capitals, Sense.capital)
  enter([...demonyms, ...demonyms.map((word) => `${word}s`)], Sense.demonym)
  enter(places, Sense.place)
}

/**
 * Columns over all tokens of one text, from which features are read; word classes only near islands. Offset by `pad` so that
 * neighbours always exist.
 */
export type Columns = Readonly<{
  tokens: Tokens
  shape: Uint16Array
  fine: Uint16Array
  coarse: Uint8Array
  habit: Uint8Array
  gazetteer: Uint8Array
  names: Uint8Array
  /** What the rest of the text says of the word's case: bit 1 it stands in lower case, bit 2 capitalised inside a sentence. */
  cases: Uint8Array
  /** 1: most words of its sentence are capitalised (a heading). */
  heading: Uint8Array
}>
/** Tokens of padding on each side. */
const pad = 3
/** A sentence with more than this share of capitalised words says nothing by a capital. */
const headingShare = 0.6

const caseSlots = 1 << 17
const caseMarks = new Uint8Array(caseSlots)

/** How many tokens beside a token its features look at. */
const sight = 2

export function columnsOf(tokens: Tokens, islands: Islands, lexicon: Lexicon): Columns {
  const { count, flags, exact, lower, sentence } = tokens
  const size = count + 2 * pad
  const shape = new Uint16Array(size)
  const fine = new Uint16Array(size)
  const coarse = new Uint8Array(size)
  const habit = new Uint8Array(size)
  const names = new Uint8Array(size)
  const cases = new Uint8Array(size)
  const heading = new Uint8Array(size)
  caseMarks.fill(0)
  let first = 0
  let capitalised = 0
  let worded = 0
  for (let at = 0; at < count; at++) {
    const flag = flags[at]!
    shape[at + pad] = (flag & 63) | ((flag & Flag.dotted) >> 2) | 128
    if (flag & Flag.initial) {
      const name = placeOf(lexicon.names, lower[at]!)
      if (name >= 0) names[at + pad] = lexicon.nameBits[name]!
      if ((flag & Flag.first) === 0) caseMarks[lower[at]! & (caseSlots - 1)]! |= 2
    } else if (flag & Flag.letter) caseMarks[lower[at]! & (caseSlots - 1)]! |= 1
    if (flag & Flag.first) {
      if (worded > 3 && capitalised > worded * headingShare) heading.fill(1, first + pad, at + pad)
      first = at
      capitalised = 0
      worded = 0
    }
    if (flag & Flag.letter) {
      worded++
      if (flag & Flag.initial) capitalised++
    }
  }
  if (worded > 3 && capitalised > worded * headingShare) heading.fill(1, first + pad, count + pad)
  for (let at = 0; at < count; at++) cases[at + pad] = caseMarks[lower[at]! & (caseSlots - 1)]!
  for (let island = 0, done = 0; island < islands.count; island++) {
    const end = Math.min(count, islands.ends[island]! + sight)
    for (let at = Math.max(done, islands.starts[island]! - sight); at < end; at++) {
      const word = placeOf(lexicon.words, exact[at]!)
      if (word < 0) continue
      fine[at + pad] = lexicon.fine[word]!
      coarse[at + pad] = lexicon.coarse[word]!
      habit[at + pad] = lexicon.habit[word]!
    }
    done = end
  }
  return { tokens, shape, fine, coarse, habit, gazetteer: gazetteerColumn(exact, flags, sentence, count), names, cases, heading }
}

/** Kind of the longest entry a token stands in, plus 8 from its second word on. */
function gazetteerColumn(exact: Uint32Array, flags: Uint16Array, sentence: Int32Array, count: number): Uint8Array {
  const column = new Uint8Array(count + 2 * pad)
  for (let at = 0; at < count; ) {
    const most = flags[at]! & Flag.initial ? (gazetteerStarts.get(exact[at]!) ?? 0) : 0
    let length = 0
    let kind = 0
    let hash = 0
    for (let step = 0; step < most && at + step < count && sentence[at + step] === sentence[at]; step++) {
      hash = chain(hash, exact[at + step]!)
      const found = gazetteer.get(hash)
      if (found) {
        kind = found
        length = step + 1
      }
    }
    for (let step = 0; step < length; step++) column[at + step + pad] = step === 0 ? kind : kind + 8
    at += length || 1
  }
  return column
}

/** Features of one token. */
export const featureCount = 52

/** One hash of a template's number and two values. */
function mix(template: number, a: number, b: number): number {
  let hash = Math.imul(a ^ Math.imul(template, 0x9e3779b1), 0x85ebca6b)
  hash ^= hash >>> 15
  hash = Math.imul(hash + b, 0xc2b2ae35)
  hash ^= hash >>> 13
  return hash >>> 0
}

/**
 * Writes the features of tokens [start, end) of an island, `featureCount` each, as 32-bit hashes. Templates: words, shapes,
 * affixes, word classes, gazetteers and their neighbours; the run of capitalised words a token stands in, its ends and what is
 * around it; what the rest of the text says of the word's case. Source: the usual ones since Ratinov and Roth, CoNLL 2009.
 */
export function extract(text: string, columns: Columns, start: number, end: number, out: Uint32Array): void {
  const { tokens, shape: S, fine: C, coarse: D, gazetteer: G, names: N, cases: K, heading: H, habit: A } = columns
  const { lower: W, exact: X, flags, sentence, starts, ends, count } = tokens
  const here = sentence[start]!
  /** Sentence edges stand for words outside. */
  const word = (at: number) => (at < 0 || at >= count || sentence[at] !== here ? 7 : W[at]!)
  const inside = (at: number) => at >= 0 && at < count && sentence[at] === here
  let runStart = start
  let runEnd = start
  let to = 0
  for (let at = start; at < end; at++) {
    const p = at + pad
    if (at >= runEnd) {
      runStart = at
      runEnd = at + 1
      if (flags[at]! & Flag.initial) while (runEnd < end && flags[runEnd]! & (Flag.initial | Flag.digit)) runEnd++
    }
    const position = (at === runStart ? 1 : 0) | (at === runEnd - 1 ? 2 : 0)
    const w = W[at]!
    const w1 = word(at - 1)
    const v1 = word(at + 1)
    const w2 = word(at - 2)
    const v2 = word(at + 2)
    const s = S[p]! | (flags[at]! & Flag.first ? 256 : 0) | (H[p]! << 9)
    const s1 = inside(at - 1) ? S[p - 1]! : 1
    const r1 = inside(at + 1) ? S[p + 1]! : 1
    const c1 = inside(at - 1) ? C[p - 1]! : 65535
    const d1 = inside(at - 1) ? D[p - 1]! : 255
    const e1 = inside(at + 1) ? C[p + 1]! : 65535
    const f1 = inside(at + 1) ? D[p + 1]! : 255
    const d2 = inside(at - 2) ? D[p - 2]! : 255
    const f2 = inside(at + 2) ? D[p + 2]! : 255
    const g = G[p]!
    const n = N[p]!
    const a = A[p]!
    out[to++] = mix(1, w, 0)
    out[to++] = mix(2, X[at]!, s)
    out[to++] = mix(3, w1, 0)
    out[to++] = mix(4, v1, 0)
    out[to++] = mix(5, w2, 0)
    out[to++] = mix(6, v2, 0)
    out[to++] = mix(7, w1, w)
    out[to++] = mix(8, w, v1)
    out[to++] = mix(9, w1, v1)
    out[to++] = mix(10, s, 0)
    out[to++] = mix(11, s1 | (s << 10), r1)
    const from = starts[at]!
    const length = ends[at]! - from
    out[to++] = length > 3 ? mix(12, affix(text, from, 3), 0) : 0
    out[to++] = length > 2 ? mix(13, affix(text, ends[at]! - 2, 2), s) : 0
    out[to++] = length > 3 ? mix(14, affix(text, ends[at]! - 3, 3), 0) : 0
    out[to++] = length > 4 ? mix(15, affix(text, ends[at]! - 4, 4), 0) : 0
    out[to++] = mix(16, C[p]!, 0)
    out[to++] = mix(17, c1, 0)
    out[to++] = mix(18, e1, 0)
    out[to++] = mix(19, c1, C[p]!)
    out[to++] = mix(20, C[p]!, e1)
    out[to++] = mix(21, D[p]!, d1)
    out[to++] = mix(22, D[p]!, f1)
    out[to++] = mix(23, D[p]! | (d1 << 8), f1)
    out[to++] = mix(24, d2, d1)
    out[to++] = mix(25, f1, f2)
    out[to++] = mix(26, g, s)
    out[to++] = mix(27, G[p - 1]!, g)
    out[to++] = mix(28, g, G[p + 1]!)
    out[to++] = mix(29, n, s)
    out[to++] = mix(30, n, (N[p + 1]! << 10) | r1)
    out[to++] = mix(31, N[p - 1]!, (n << 10) | s1)
    const before = word(runStart - 1)
    const after = word(runEnd)
    out[to++] = mix(32, W[runStart]!, position)
    out[to++] = mix(33, W[runEnd - 1]!, position)
    out[to++] = mix(34, (Math.min(runEnd - runStart, 6) << 2) | position, s)
    out[to++] = mix(35, before, position)
    out[to++] = mix(36, after, position)
    out[to++] = mix(37, K[p]!, s)
    out[to++] = mix(38, w1, s)
    out[to++] = mix(39, v1, s)
    out[to++] = mix(40, C[runEnd - 1 + pad]!, position)
    out[to++] = mix(41, C[runStart + pad]!, position)
    out[to++] = mix(42, before, after)
    out[to++] = mix(43, a, s)
    out[to++] = mix(44, A[p - 1]! | (a << 8), A[p + 1]!)
    out[to++] = mix(45, D[runEnd - 1 + pad]! | (D[runStart + pad]! << 8), position)
    out[to++] = mix(46, c1, position | (s << 4))
    out[to++] = mix(47, word(runStart - 2), before)
    out[to++] = mix(48, inside(runEnd) ? C[runEnd + pad]! : 65535, position)
    out[to++] = mix(49, inside(runStart - 1) ? C[runStart - 1 + pad]! : 65535, position)
    out[to++] = mix(50, A[runEnd - 1 + pad]! | (A[runStart + pad]! << 8), position)
    out[to++] = mix(51, G[runEnd - 1 + pad]! | (G[runStart + pad]! << 8), position | (Math.min(runEnd - runStart, 3) << 4))
    out[to++] = mix(52, N[runStart + pad]! | (N[runEnd - 1 + pad]! << 8), position | (Math.min(runEnd - runStart, 4) << 4))
  }
}

function affix(text: string, from: number, length: number): number {
  let hash = 17
  for (let at = from; at < from + length; at++) {
    const code = text.charCodeAt(at)
    hash = Math.imul(hash, 31) + (code >= 65 && code <= 90 ? code | 32 : code)
  }
  return hash >>> 0
}
