import { wordsOf } from './words.ts'

/**
 * Words of a text with a 32-bit hash each: word i is text.slice(starts[i], ends[i]), as `wordsOf` cuts it. Case, the shape of
 * apostrophes and hyphens and the Unicode composition do not change a hash; diacritics do.
 */
export type HashedWords = Readonly<{ count: number; starts: Int32Array; ends: Int32Array; hashes: Uint32Array }>

/** What a code unit is to the scan. Kinds from `letter` up belong to a word; those above it need a closer look. */
const gap = 0
const joiner = 1
const letter = 2
const composing = 3
const spaceless = 4
const surrogate = 5

const letterPattern = /[\p{L}\p{N}\p{M}]/u
const spacelessPattern =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
const codeUnits = 65536
/** Letters, numbers and marks may be joined inside a word by these; each is hashed as the plain sign it stands for. */
const joiners: Readonly<Record<string, string>> = { "'": "'", '’': "'", '-': '-', '‑': '-' }

type Tables = Readonly<{ kinds: Uint8Array; folded: Uint16Array }>
let tables: Tables | undefined

/** One row a code unit: its kind and its folded form. Built at first use (about 15 ms). */
function makeTables(): Tables {
  const kinds = new Uint8Array(codeUnits)
  const folded = new Uint16Array(codeUnits)
  for (let unit = 0; unit < codeUnits; unit++) {
    const character = String.fromCharCode(unit)
    const lower = character.toLowerCase()
    folded[unit] = (lower.length === 1 ? lower : character).charCodeAt(0)
    kinds[unit] = kindOf(unit, character)
  }
  for (const [sign, plain] of Object.entries(joiners)) {
    kinds[sign.charCodeAt(0)] = joiner
    folded[sign.charCodeAt(0)] = plain.charCodeAt(0)
  }
  return { kinds, folded }
}

function kindOf(unit: number, character: string): number {
  if (unit >= 0xd800 && unit <= 0xdbff) return surrogate
  if (!letterPattern.test(character)) return gap
  if (spacelessPattern.test(character)) return spaceless
  return unit >= 0x300 && unit <= 0x36f ? composing : letter
}

/** FNV-1a (Fowler, Noll, Vo) over folded code units, then the 32-bit finaliser of MurmurHash3 (Appleby). */
const fnvSeed = 0x811c9dc5
const fnvPrime = 0x01000193

/** MurmurHash3's finaliser: every bit of the input moves every bit of the result. */
export function mix32(hash: number): number {
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

/** The hash of one word given on its own, equal to the one it has inside a text. */
export function hashWord(word: string): number {
  tables ??= makeTables()
  const plain = word.normalize('NFC').toLowerCase()
  let hash = fnvSeed
  for (let at = 0; at < plain.length; at++) hash = Math.imul(hash ^ tables.folded[plain.charCodeAt(at)]!, fnvPrime)
  return mix32(hash)
}

/** Working memory of the scan, reused from text to text and grown when one is longer than all before. */
let room = 0
let starts = new Int32Array(0)
let ends = new Int32Array(0)
let hashes = new Uint32Array(0)

function makeRoom(words: number) {
  if (words <= room) return
  room = Math.max(words, room * 2, 4096)
  starts = grown(new Int32Array(room), starts)
  ends = grown(new Int32Array(room), ends)
  hashes = grown(new Uint32Array(room), hashes)
}

function grown<T extends Int32Array | Uint32Array>(to: T, from: T): T {
  to.set(from)
  return to
}

/**
 * Cuts and hashes a text in one pass over its code units, no string made but for words with combining accents, characters
 * above U+FFFF or scripts without spaces. The result lies in memory that the next call uses again: read it at once, or take
 * `hashWords`.
 */
export function scanWords(text: string): HashedWords {
  tables ??= makeTables()
  const { kinds, folded } = tables
  const length = text.length
  makeRoom((length >> 1) + 1)
  let count = 0
  let at = 0
  while (at < length) {
    const first = kinds[text.charCodeAt(at)]!
    if (first < letter || (first === surrogate && !isAstralLetter(text, at))) {
      at++
      continue
    }
    const start = at
    let hash = fnvSeed
    let closer = 0
    while (at < length) {
      const unit = text.charCodeAt(at)
      const kind = kinds[unit]!
      if (kind === letter) {
        hash = Math.imul(hash ^ folded[unit]!, fnvPrime)
        at++
      } else if (kind === joiner) {
        if (!isLetterAt(text, at + 1, kinds)) break
        hash = Math.imul(hash ^ folded[unit]!, fnvPrime)
        at++
      } else if (kind === gap) break
      else if (kind === surrogate) {
        if (!isAstralLetter(text, at)) break
        closer = Math.max(closer, spacelessPattern.test(String.fromCodePoint(text.codePointAt(at)!)) ? spaceless : composing)
        at += 2
      } else {
        closer = Math.max(closer, kind)
        at++
      }
    }
    if (closer === spaceless) {
      count = scanPieces(text.slice(start, at), start, count)
      continue
    }
    starts[count] = start
    ends[count] = at
    hashes[count++] = closer === 0 ? mix32(hash) : hashWord(text.slice(start, at))
  }
  return { count, starts, ends, hashes }
}

/** Words of a stretch in a script without spaces, added after the first `count`. */
function scanPieces(stretch: string, offset: number, count: number): number {
  const pieces = wordsOf(stretch)
  makeRoom(count + pieces.count + ((starts.length - count) >> 1))
  for (let piece = 0; piece < pieces.count; piece++) {
    starts[count] = offset + pieces.starts[piece]!
    ends[count] = offset + pieces.ends[piece]!
    hashes[count++] = hashWord(stretch.slice(pieces.starts[piece]!, pieces.ends[piece]!))
  }
  return count
}

function isLetterAt(text: string, at: number, kinds: Uint8Array): boolean {
  if (at >= text.length) return false
  const kind = kinds[text.charCodeAt(at)]!
  return kind === surrogate ? isAstralLetter(text, at) : kind >= letter
}

function isAstralLetter(text: string, at: number): boolean {
  const point = text.codePointAt(at)!
  return point > 0xffff && letterPattern.test(String.fromCodePoint(point))
}

/** The same, in memory of its own. */
export function hashWords(text: string): HashedWords {
  const { count } = scanWords(text)
  return { count, starts: starts.slice(0, count), ends: ends.slice(0, count), hashes: hashes.slice(0, count) }
}
