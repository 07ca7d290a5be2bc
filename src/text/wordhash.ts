import { wordsOf } from './words.ts'

/**
 * Words of a text with a 32-bit hash each: word i is text.slice(starts[i], ends[i]), as `wordsOf` cuts it. Case, the shape of
 * apostrophes and hyphens and the Unicode composition do not change a hash; diacritics do.
 */
export type HashedWords = Readonly<{ count: number; starts: Int32Array; ends: Int32Array; hashes: Uint32Array }>

/**
 * What a code unit is to the scan: 0 separates words; below `special` it is a letter, number or mark, given as its folded form;
 * the others need a closer look. A joiner carries the folded sign in its low bits.
 */
const special = 0x10000
const joiner = 0x10000
const composing = 0x20000
const spaceless = 0x30000
const surrogate = 0x40000
const kindMask = 0x70000

const letterPattern = /[\p{L}\p{N}\p{M}]/u
const spacelessPattern =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
const codeUnits = 65536
/** Letters, numbers and marks may be joined inside a word by these; each is hashed as the plain sign it stands for. */
const joiners: Readonly<Record<string, string>> = { "'": "'", '’': "'", '-': '-', '‑': '-' }

let table: Uint32Array | undefined

/** One entry a code unit. Built at first use (about 15 ms). */
function makeTable(): Uint32Array {
  const made = Uint32Array.from({ length: codeUnits }, (_, unit) => entryOf(unit, String.fromCharCode(unit)))
  for (const [sign, plain] of Object.entries(joiners)) made[sign.charCodeAt(0)] = joiner | plain.charCodeAt(0)
  return made
}

function entryOf(unit: number, character: string): number {
  if (unit >= 0xd800 && unit <= 0xdbff) return surrogate
  if (!letterPattern.test(character)) return 0
  if (spacelessPattern.test(character)) return spaceless
  if (unit >= 0x300 && unit <= 0x36f) return composing
  const lower = character.toLowerCase()
  return (lower.length === 1 ? lower : character).charCodeAt(0)
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
  const plain = word.normalize('NFC').toLowerCase()
  let hash = fnvSeed
  for (let at = 0; at < plain.length; at++) {
    const sign = plain[at]!
    hash = Math.imul(hash ^ (joiners[sign] ?? sign).charCodeAt(0), fnvPrime)
  }
  return mix32(hash)
}

/** Working memory of the scan, reused from text to text and grown when one is longer than all before. */
let room = 0
let units = Buffer.alloc(0)
let codes = new Uint16Array(0)
let starts = new Int32Array(0)
let ends = new Int32Array(0)
let hashes = new Uint32Array(0)

/** The code units of a text in an array, which a loop reads faster than a string. UTF-16 little-endian, as are all hosts of Node but one. */
function unitsOf(text: string): Uint16Array {
  if (codes.length <= text.length) {
    units = Buffer.alloc(Math.max(text.length + 1, codes.length * 2, 16384) * 2)
    codes = new Uint16Array(units.buffer, units.byteOffset, units.length >> 1)
  }
  units.write(text, 'utf16le')
  return codes
}

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
  table ??= makeTable()
  const entries = table
  const length = text.length
  const units = unitsOf(text)
  makeRoom((length >> 1) + 1)
  units[length] = 0x20 // ends the last word
  let count = 0
  let at = 0
  while (at < length) {
    let entry = entries[units[at]!]!
    if (entry === 0) {
      at++
      continue
    }
    const start = at
    let hash = fnvSeed
    while (entry !== 0 && entry < special) {
      hash = Math.imul(hash ^ entry, fnvPrime)
      entry = entries[units[++at]!]!
    }
    if (entry >= special) {
      at = wordEnd(text, start)
      if (at === start) at++
      else count = addClosely(text, start, at, count)
      continue
    }
    starts[count] = start
    ends[count] = at
    hashes[count++] = mix32(hash)
  }
  return { count, starts, ends, hashes }
}

/** Where the word that starts at `start` ends, whatever it is made of; `start` itself if none starts there. */
function wordEnd(text: string, start: number): number {
  let at = start
  for (;;) {
    const next = letterEnd(text, at)
    if (next > at) at = next
    else if (at > start && (table![codes[at]!]! & kindMask) === joiner && letterEnd(text, at + 1) > at + 1) at++
    else return at
  }
}

/** One past the letter, number or mark at `at`; `at` itself if it is none. */
function letterEnd(text: string, at: number): number {
  if (at >= text.length) return at
  const entry = table![codes[at]!]!
  if (entry === surrogate) return isAstralLetter(text, at) ? at + 2 : at
  return entry !== 0 && (entry & kindMask) !== joiner ? at + 1 : at
}

/** Adds a word with special signs in it; a stretch in a script without spaces is cut into words first. */
function addClosely(text: string, start: number, end: number, count: number): number {
  let closer = 0
  let hash = fnvSeed
  for (let at = start; at < end; at++) {
    const entry = table![codes[at]!]!
    const kind = entry & kindMask
    if (kind === 0 || kind === joiner) hash = Math.imul(hash ^ (entry & (special - 1)), fnvPrime)
    else closer = Math.max(closer, kind)
  }
  const word = closer === 0 ? '' : text.slice(start, end)
  if (closer >= spaceless && spacelessPattern.test(word)) return scanPieces(word, start, count, text.length - end)
  starts[count] = start
  ends[count] = end
  hashes[count] = closer === 0 ? mix32(hash) : hashWord(word)
  return count + 1
}

/** Words of a stretch in a script without spaces, added after the first `count`; `left` code units of the text follow. */
function scanPieces(stretch: string, offset: number, count: number, left: number): number {
  const pieces = wordsOf(stretch)
  makeRoom(count + pieces.count + (left >> 1) + 1)
  for (let piece = 0; piece < pieces.count; piece++) {
    starts[count] = offset + pieces.starts[piece]!
    ends[count] = offset + pieces.ends[piece]!
    hashes[count++] = hashWord(stretch.slice(pieces.starts[piece]!, pieces.ends[piece]!))
  }
  return count
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
