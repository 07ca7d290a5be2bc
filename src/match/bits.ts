/**
 * Whole numbers as bits, the lowest bit first. One writer and one reader at a time, in working memory of this file: a number
 * costs some nanoseconds, and postings are counted by hundreds of millions.
 */

/** Ones in a row after which a number follows as it is, in 32 bits: what a code was not made for costs 52 bits, not thousands. */
const longest = 20
/** Bits that one look at the bytes is sure to give, wherever in a byte it begins. */
const sure = 25
/** Bytes behind the last number that a look may touch. */
export const lookAhead = 4

let words = new Uint32Array(1 << 16)
let full = 0
let last = 0
let fill = 0

/** Begins a new stretch of bits. */
export function beginBits(): void {
  full = 0
  last = 0
  fill = 0
}

/** Goes on at the next whole byte, and says which it is, counted from the beginning of the stretch. */
export function alignBits(): number {
  const rest = fill & 7
  if (rest > 0) putBits(0, 8 - rest)
  return full * 4 + (fill >>> 3)
}

/** The whole bytes written so far, in memory of their own; the stretch goes on behind them. Call it when aligned. */
export function takeBytes(): Uint8Array {
  const length = alignBits()
  if (fill > 0) words[full] = last
  const bytes = new Uint8Array(words.buffer, 0, length).slice()
  beginBits()
  return bytes
}

/** Writes the lowest `count` bits of a number below 2^count; `count` is 0 to 32. */
export function putBits(value: number, count: number): void {
  if (count === 0) return
  last |= value << fill
  fill += count
  if (fill < 32) return
  if (full + 2 >= words.length) {
    const more = new Uint32Array(words.length * 2)
    more.set(words)
    words = more
  }
  words[full++] = last
  fill -= 32
  last = fill === 0 ? 0 : value >>> (count - fill)
}

/** Writes a number below 2^32 in Rice's code: best when the mean is about 1.5 * 2^k. Source: Rice, 1979; Golomb, 1966. */
export function putRice(value: number, k: number): void {
  const ones = value >>> k
  if (ones + 1 + k < 32 && ones < longest) {
    putBits(((1 << ones) - 1) | ((value & ((1 << k) - 1)) << (ones + 1)), ones + 1 + k)
  } else if (ones < longest) {
    putBits((1 << ones) - 1, ones + 1)
    putBits(value & ((1 << k) - 1), k)
  } else {
    putBits((1 << longest) - 1, longest)
    putBits(value, 32)
  }
}

/** Writes a number from 1 to 2^20 in Elias's gamma code: 1 takes one bit. Source: Elias, 1975. */
export function putGamma(value: number): void {
  const bits = 31 - Math.clz32(value)
  putBits((1 << bits) - 1, bits + 1)
  putBits(value & ((1 << bits) - 1), bits)
}

let view: DataView = new DataView(new ArrayBuffer(8))
let at = 0

/** Reads on from this byte. `lookAhead` more bytes must lie behind the last number. */
export function readFrom(bytes: DataView, byte: number): void {
  view = bytes
  at = byte * 8
}

/** Ones before the first zero, of those that are sure to be there. */
function onesIn(seen: number): number {
  const some = seen & ((1 << sure) - 1)
  return 31 - Math.clz32(~some & (some + 1))
}

export function getBits(count: number): number {
  const seen = view.getUint32(at >>> 3, true) >>> (at & 7)
  if (count < sure) {
    at += count
    return seen & ((1 << count) - 1)
  }
  at += 16
  const low = seen & 0xffff
  const high = view.getUint32(at >>> 3, true) >>> (at & 7)
  at += count - 16
  return (low | ((count === 32 ? high & 0xffff : high & ((1 << (count - 16)) - 1)) << 16)) >>> 0
}

export function getRice(k: number): number {
  const seen = view.getUint32(at >>> 3, true) >>> (at & 7)
  const ones = onesIn(seen)
  if (ones >= longest) {
    at += longest
    return getBits(32)
  }
  if (ones + 1 + k <= sure) {
    at += ones + 1 + k
    return (ones << k) | ((seen >>> (ones + 1)) & ((1 << k) - 1))
  }
  at += ones + 1
  return ones * 2 ** k + getBits(k)
}

/** Reads so many numbers in Rice's code, and adds each to those before: the sums, from `sum` on, go into `sums`. */
export function getRiceSums(k: number, count: number, sum: number, sums: Float64Array): void {
  const bytes = view
  let bit = at
  for (let i = 0; i < count; i++) {
    const seen = bytes.getUint32(bit >>> 3, true) >>> (bit & 7)
    const ones = onesIn(seen)
    if (ones + 1 + k <= sure && ones < longest) {
      bit += ones + 1 + k
      sum += (ones << k) | ((seen >>> (ones + 1)) & ((1 << k) - 1))
    } else {
      at = bit
      sum += getRice(k)
      bit = at
    }
    sums[i] = sum
  }
  at = bit
}

export function getGamma(): number {
  const seen = view.getUint32(at >>> 3, true) >>> (at & 7)
  const bits = onesIn(seen)
  at += bits + 1
  return (1 << bits) | getBits(bits)
}
