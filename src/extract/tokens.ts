import type { Blocks } from './blocks.ts'
import type { Scan } from './scan.ts'
import { attributeId } from './tags.ts'

/**
 * The words of a page's markup and of its short blocks, as numbers: a linear model has a weight for each. A word of a class, an id or the
 * like counts differently by how far up it stands (`levels`); words of the text count for short blocks only, for furniture repeats itself.
 */
export const tokenSpace = 1 << 15
/** Where a word stands: on inline elements around the text, on its block, one up, two or three up, further up, whose text it is. */
export const levels = { inline: 0, own: 1, parent: 2, near: 3, far: 4, word: 5, first: 6, last: 7, shape: 8 } as const
/** Blocks of more words are told by other things than their words. */
const wordyBlock = 12
/** Words of one attribute that are looked at. Utility classes can run to hundreds. */
const mostWords = 24

/** What each attribute tells: nothing, by its words, or whether its element is seen. */
const tells = new Uint8Array(256)
const byWords = 1
const bySight = 2
for (const name of ['class', 'id', 'itemprop', 'role', 'data-testid', 'data-component', 'data-type', 'rel', 'name', 'property'] as const)
  tells[attributeId[name]] = byWords
for (const name of ['hidden', 'aria-hidden', 'style'] as const) tells[attributeId[name]] = bySight

/** A number for a word at a level. */
export const tokenAt = (hash: number, level: number) => {
  let mixed = Math.imul(hash ^ (level * 0x9e3779b1), 0x85ebca6b)
  mixed ^= mixed >>> 13
  mixed = Math.imul(mixed, 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) & (tokenSpace - 1)
}

/** The hash of a word of letters, as `elementWords` makes it. */
export function wordHash(word: string): number {
  let hash = 0
  for (let i = 0; i < word.length; i++) hash = (Math.imul(hash, 31) + (word.charCodeAt(i) | 32)) | 0
  return hash
}

/** The hash of two words that follow one another. */
export const pairHash = (first: number, second: number) => Math.imul(first, 0x01000193) ^ second

/** The hashes of the words of an element's class, id and so on, and of its name; appended to `to`. */
export function elementWords(scan: Scan, element: number, to: number[]): void {
  to.push(0x1000 + scan.tag[element]!)
  const end = scan.attributeFrom[element + 1]!
  for (let i = scan.attributeFrom[element]!; i < end; i++) {
    const id = scan.attribute[i]!
    if (tells[id] === 0) continue
    if (tells[id] === byWords) attributeWords(scan.html, scan.valueStart[i]!, scan.valueEnd[i]!, to)
    else if (id === attributeId.hidden) to.push(0x2001)
    else if (id === attributeId['aria-hidden']) to.push(0x2002 + (scan.html.charCodeAt(scan.valueStart[i]!) & 1))
    else if (id === attributeId.style && hides(scan.html, scan.valueStart[i]!, scan.valueEnd[i]!)) to.push(0x2005)
  }
}

/** Whether two elements of one name have the same words for sure: the same attributes, and those that tell something with the same values. */
export function sameWords(scan: Scan, a: number, b: number): boolean {
  const from = scan.attributeFrom[a]!
  const shift = scan.attributeFrom[b]! - from
  const end = scan.attributeFrom[a + 1]!
  if (scan.attributeFrom[b + 1]! - end !== shift) return false
  for (let i = from; i < end; i++) {
    const id = scan.attribute[i]!
    if (id !== scan.attribute[i + shift]) return false
    if (tells[id] !== 0 && !sameValue(scan, i, i + shift)) return false
  }
  return true
}

function sameValue({ html, valueStart, valueEnd }: Scan, a: number, b: number): boolean {
  const start = valueStart[a]!
  const length = valueEnd[a]! - start
  const shift = valueStart[b]! - start
  if (valueEnd[b]! - valueStart[b]! !== length) return false
  for (let i = start; i < start + length; i++) if (html.charCodeAt(i) !== html.charCodeAt(i + shift)) return false
  return true
}

const displayNone = /display\s*:\s*none/i
/** Whether a style attribute hides its element. */
export const hides = (html: string, start: number, end: number) => end - start < 2000 && displayNone.test(html.slice(start, end))

/** Words in `articleBody--main_text`: article, body, main, text, and each pair of neighbours. */
function attributeWords(html: string, start: number, end: number, to: number[]): void {
  let hash = 0
  let length = 0
  let before = 0
  let lower = false
  let words = 0
  for (let i = start; i <= end && words < mostWords; i++) {
    const c = i < end ? html.charCodeAt(i) : 32
    const isLower = c >= 97 && c <= 122
    const isUpper = c >= 65 && c <= 90
    if (isLower || (isUpper && !lower)) {
      hash = (Math.imul(hash, 31) + (c | 32)) | 0
      length++
      lower = isLower
      continue
    }
    if (length > 1) {
      to.push(hash)
      words++
      if (before !== 0) to.push(pairHash(before, hash))
      before = hash
    }
    hash = isUpper ? c | 32 : 0
    length = isUpper ? 1 : 0
    lower = false
    if (c === 32 || c === 10 || c === 9) before = 0
  }
}

/** The tokens of a block that come from its words and shape; appended to `to`, those of the shape last. Returns how many those are. */
export function blockTokens(scan: Scan, blocks: Blocks, b: number, to: number[]): number {
  const words: number[] = []
  textWords(scan.html, blocks.start[b]!, blocks.end[b]!, wordyBlock + 1, words)
  const short = blocks.words[b]! <= wordyBlock
  if (short) for (const word of words) to.push(tokenAt(word, levels.word))
  if (words.length > 0) to.push(tokenAt(words[0]!, levels.first))
  if (words.length > 1) to.push(tokenAt(pairHash(words[0]!, words[1]!), levels.first))
  if (short && words.length > 1) to.push(tokenAt(words[words.length - 1]!, levels.last))
  const parent = blocks.parent[b]!
  const size = Math.min(9, Math.floor(Math.log2(blocks.size[b]! + 1)))
  const linked = blocks.linked[b]! === 0 ? 0 : blocks.linked[b]! * 2 < blocks.size[b]! ? 1 : 2
  const tag = scan.tag[parent]!
  const up = scan.tag[Math.max(0, scan.parent[parent]!)]!
  to.push(tokenAt(0x100 + size * 4 + linked, levels.shape))
  to.push(tokenAt(0x10000 + tag * 40 + size * 4 + linked, levels.shape))
  to.push(tokenAt(0x20000 + tag * 256 + up, levels.shape))
  to.push(tokenAt(0x40000 + blocks.final[b]!, levels.shape))
  return 4
}

/** Hashes of the first words of page [start, end), in lower case, markup passed over. Ideographs count singly. */
function textWords(html: string, start: number, end: number, most: number, to: number[]): void {
  let hash = 0
  for (let i = start; i <= end && to.length < most; i++) {
    const c = i < end ? html.charCodeAt(i) : 32
    const wide = c >= 0x3041 && c <= 0xd7af
    if (!wide && ((c >= 48 && c <= 57) || (c >= 65 && c <= 90) || (c >= 97 && c <= 122) || (c >= 0xc0 && c < 0x2000))) {
      hash = (Math.imul(hash, 31) + (c >= 48 && c <= 57 ? 48 : c < 128 || (c >= 0xc0 && c < 0x460) ? c | 32 : c)) | 0
      continue
    }
    if (hash !== 0) to.push(hash)
    hash = 0
    if (wide && to.length < most) to.push(c)
    if (c === 60) {
      const close = html.indexOf('>', i)
      if (close < 0 || close >= end) return
      i = close
    }
  }
}

/** How much a page's tokens speak for text, summed by where they stand: the linear model. */
export type TokenWeights = Int8Array

/** For each block, the elements around it by level: calls `visit` for each with its level, innermost first. */
export function aroundBlock(scan: Scan, blocks: Blocks, b: number, visit: (element: number, level: number) => void): void {
  const own = blocks.parent[b]!
  for (let e = scan.textParent[blocks.first[b]!]!; e > own; e = scan.parent[e]!) visit(e, levels.inline)
  let up = 0
  for (let e = own; e > 0; e = scan.parent[e]!, up++)
    visit(e, up === 0 ? levels.own : up === 1 ? levels.parent : up <= 3 ? levels.near : levels.far)
}
