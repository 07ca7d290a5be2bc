import { mix32, scanWords } from '#text/wordhash.ts'

/**
 * What the index keeps of a text.
 * `fingerprints`: integers of 32 bits, one a chosen shingle, each once, in text order; `positions`: the word at which it starts.
 * `minhash`: one-permutation MinHash over all shingles, 128 bins of 32 bits, empty bins filled; all ones in a text without shingles.
 */
export type Sketch = Readonly<{ words: number; fingerprints: Float64Array; positions: Uint32Array; minhash: Uint32Array }>

/** Words a shingle: five in a row seldom agree by chance, and the row between two edits is seldom shorter. */
export const shingleWords = 5
/**
 * Shingles a winnowing window: any shared run of 18 words has a shared fingerprint, at about 2 fingerprints in 15 words. With 16,
 * 2 in 100 runs of 100 words of which each tenth was edited shared fewer than two; with 14, 2 in 1,000 (docs/decisions/0040).
 */
export const window = 14
/** Texts shorter than this, in words, keep all their shingles: winnowing would leave too few to meet. */
export const keepAllBelow = 150
export const bins = 128
/** 42 bands of 3 bins: a pair with Jaccard .5 meets in one band at least with a chance of .996, one of .1 with .04. */
export const bands = 42
const bandRows = 3
/** Marks a bin into which nothing fell. */
const emptyBin = 0xffffffff

/**
 * Bits of a fingerprint. Of those of ten million articles a quarter is met by another text too, but a candidate needs two of one
 * article in their places; each bit more costs 10 MB a million articles (docs/decisions/0081).
 */
export const fingerprintBits = 32
/** Bits of a band's key, whichever band: three must be shared by the same two articles. */
export const bandBits = 28
/** Multipliers of the two rolling polynomials (odd, so that they can be taken back), and their fifth powers. */
const baseLow = 0x9e3779b1
const baseHigh = 0x85ebca77
const power = (base: number) => {
  let product = 1
  for (let i = 1; i < shingleWords; i++) product = Math.imul(product, base)
  return product
}
const dropLow = power(baseLow)
const dropHigh = power(baseHigh)

/** Working memory, reused: both halves of each shingle's hash, and a small set of those already chosen. */
let low = new Uint32Array(4096)
let high = new Uint32Array(4096)
let chosen = new Uint32Array(4096)
let seen = new Int32Array(1024)

/**
 * Sketches a text: linear time, about 35 µs for an article of 6 kB. Texts of fewer than five words have no fingerprint.
 * Source: Schleimer, Wilkerson, Aiken, SIGMOD 2003 (winnowing); Li, Owen, Zhang, NIPS 2012 and Shrivastava, ICML 2017
 * (one-permutation MinHash and its densification).
 */
export function sketchOf(text: string): Sketch {
  const words = scanWords(text)
  const shingles = hashShingles(words.hashes, words.count)
  const count = keepOnce(words.count < keepAllBelow ? chooseAll(shingles) : winnow(shingles))
  const fingerprints = new Float64Array(count)
  for (let i = 0; i < count; i++) fingerprints[i] = high[chosen[i]!]!
  return { words: words.count, fingerprints, positions: chosen.slice(0, count), minhash: minhashOf(shingles) }
}

/** Fills `low` and `high` with two independent hashes of each row of five words; returns how many rows there are. */
function hashShingles(hashes: Uint32Array, words: number): number {
  const shingles = words - shingleWords + 1
  if (shingles <= 0) return 0
  if (low.length < shingles) {
    low = new Uint32Array(shingles * 2)
    high = new Uint32Array(shingles * 2)
    chosen = new Uint32Array(shingles * 2)
  }
  let a = 0
  let b = 0
  for (let word = 0; word < shingleWords - 1; word++) {
    a = (Math.imul(a, baseLow) + hashes[word]!) | 0
    b = (Math.imul(b, baseHigh) + hashes[word]!) | 0
  }
  for (let i = 0; i < shingles; i++) {
    const next = hashes[i + shingleWords - 1]!
    const first = hashes[i]!
    a = (Math.imul(a, baseLow) + next) | 0
    b = (Math.imul(b, baseHigh) + next) | 0
    low[i] = mix32(a)
    high[i] = mix32(b)
    a = (a - Math.imul(first, dropLow)) | 0
    b = (b - Math.imul(first, dropHigh)) | 0
  }
  return shingles
}

function chooseAll(shingles: number): number {
  for (let i = 0; i < shingles; i++) chosen[i] = i
  return shingles
}

/** Robust winnowing: of every window the smallest hash, the last of equals, each chosen once. */
function winnow(shingles: number): number {
  let count = 0
  let least = -1
  for (let end = window; end <= shingles; end++) {
    const start = end - window
    if (least < start) {
      least = start
      for (let i = start + 1; i < end; i++) if (low[i]! <= low[least]!) least = i
    } else if (low[end - 1]! <= low[least]!) least = end - 1
    else continue
    chosen[count++] = least
  }
  return count
}

/** Drops chosen shingles whose words were chosen before (a refrain counts once, where it first stands). */
function keepOnce(count: number): number {
  const slots = 2 ** Math.ceil(Math.log2(count * 3 + 1))
  if (seen.length < slots) seen = new Int32Array(slots)
  seen.fill(-1, 0, slots)
  const mask = slots - 1
  let kept = 0
  for (let i = 0; i < count; i++) {
    const shingle = chosen[i]!
    let slot = high[shingle]! & mask
    while (seen[slot]! >= 0 && high[seen[slot]!] !== high[shingle]) slot = (slot + 1) & mask
    if (seen[slot]! >= 0) continue
    seen[slot] = shingle
    chosen[kept++] = shingle
  }
  return kept
}

function minhashOf(shingles: number): Uint32Array {
  const least = new Uint32Array(bins).fill(emptyBin)
  for (let i = 0; i < shingles; i++) {
    const bin = high[i]! & (bins - 1)
    if (low[i]! < least[bin]!) least[bin] = low[i]!
  }
  return shingles === 0 ? least : densify(least)
}

/** An empty bin takes the value of a full one that it finds by a fixed walk of its own, so equal texts fill it alike. */
function densify(least: Uint32Array): Uint32Array {
  if (!least.includes(emptyBin)) return least
  const filled = least.slice()
  for (let bin = 0; bin < bins; bin++) {
    if (least[bin] !== emptyBin) continue
    for (let attempt = 1; ; attempt++) {
      const other = mix32(Math.imul(bin + 1, 0x9e3779b1) + attempt) & (bins - 1)
      if (least[other] === emptyBin) continue
      filled[bin] = least[other]!
      break
    }
  }
  return filled
}

/** The keys under which texts of like shingles meet, integers of 28 bits, one a band. None for a text without shingles. */
export function bandKeys(minhash: Uint32Array): Float64Array {
  if (minhash[0] === emptyBin) return new Float64Array(0)
  const keys = new Float64Array(bands)
  for (let band = 0; band < bands; band++) {
    let key = band + 1
    for (let row = 0; row < bandRows; row++) key = mix32(Math.imul(key, baseLow) + minhash[band * bandRows + row]!)
    keys[band] = key >>> (32 - bandBits)
  }
  return keys
}

/** Estimates the Jaccard similarity of the shingles of two texts, 0 to 1; standard error at most .045. */
export function similarity(a: Uint32Array, b: Uint32Array): number {
  if (a[0] === emptyBin || b[0] === emptyBin) return 0
  let same = 0
  for (let bin = 0; bin < bins; bin++) if (a[bin] === b[bin]) same++
  return same / bins
}
