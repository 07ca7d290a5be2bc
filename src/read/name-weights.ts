import { hashIndexOf, inOrder } from './hash-index.ts'
import type { Lexicon } from './name-features.ts'
import type { NameModel } from './name-model.ts'
import { inOrder as featuresInOrder, labelCount, weightTableOf } from './weight-table.ts'

/**
 * names.weights: little-endian throughout. A list of hashes is their number, then the hashes in rising order as differences
 * (LEB128). Feature weights are sparse: for each feature a 16-bit mask of the labels that have one, then those as int8.
 */
const magic = 0x314e5453 // "STN1"

class Writer {
  private bytes = new Uint8Array(1 << 16)
  private size = 0
  private room(more: number): void {
    if (this.size + more <= this.bytes.length) return
    const larger = new Uint8Array(Math.max(this.bytes.length * 2, this.size + more))
    larger.set(this.bytes)
    this.bytes = larger
  }
  byte(value: number): void {
    this.room(1)
    this.bytes[this.size++] = value
  }
  short(value: number): void {
    this.byte(value & 255)
    this.byte((value >> 8) & 255)
  }
  word(value: number): void {
    this.short(value & 65535)
    this.short(value >>> 16)
  }
  variable(value: number): void {
    let rest = value
    while (rest >= 128) {
      this.byte((rest & 127) | 128)
      rest = Math.floor(rest / 128)
    }
    this.byte(rest)
  }
  hashes(sorted: Uint32Array): void {
    this.word(sorted.length)
    let last = 0
    for (const hash of sorted) {
      this.variable(hash - last)
      last = hash
    }
  }
  done(): Uint8Array {
    return this.bytes.slice(0, this.size)
  }
}

class Reader {
  private at = 0
  private readonly bytes: Uint8Array
  constructor(bytes: Uint8Array) {
    this.bytes = bytes
  }
  byte(): number {
    const value = this.bytes[this.at++]
    if (value === undefined) throw new RangeError('names.weights is cut short: run `npm run train`')
    return value
  }
  short(): number {
    return this.byte() | (this.byte() << 8)
  }
  word(): number {
    return (this.short() | (this.short() << 16)) >>> 0
  }
  variable(): number {
    let value = 0
    for (let factor = 1; ; factor *= 128) {
      const byte = this.byte()
      value += (byte & 127) * factor
      if (byte < 128) return value
    }
  }
  hashes(): Uint32Array {
    const list = new Uint32Array(this.word())
    let last = 0
    for (let at = 0; at < list.length; at++) {
      last += this.variable()
      list[at] = last
    }
    return list
  }
}

export function writeWeights({ lexicon, weights, transitions, evidence }: NameModel): Uint8Array {
  const out = new Writer()
  out.word(magic)
  const words = inOrder(lexicon.words)
  out.hashes(words.hashes)
  for (const place of words.places) {
    out.short(lexicon.fine[place]!)
    out.byte(lexicon.coarse[place]!)
    out.byte(lexicon.habit[place]!)
  }
  const names = inOrder(lexicon.names)
  out.hashes(names.hashes)
  for (const place of names.places) out.byte(lexicon.nameBits[place]!)
  writePass(out, { weights, transitions })
  out.byte(evidence === null ? 0 : 1)
  if (evidence !== null) writePass(out, evidence)
  return out.done()
}

type Pass = Pick<NameModel, 'weights' | 'transitions'>

function writePass(out: Writer, { weights: table, transitions }: Pass): void {
  const { hashes, weights } = featuresInOrder(table)
  out.hashes(hashes)
  for (let place = 0; place < hashes.length; place++) {
    const row = weights.subarray(place * labelCount, (place + 1) * labelCount)
    let mask = 0
    for (let label = 0; label < labelCount; label++) if (row[label] !== 0) mask |= 1 << label
    out.short(mask)
    for (const weight of row) if (weight !== 0) out.byte(weight & 255)
  }
  for (const weight of transitions) out.short(weight & 65535)
}

function readPass(input: Reader): Pass {
  const hashes = input.hashes()
  const weights = new Int8Array(hashes.length * labelCount)
  for (let at = 0; at < hashes.length; at++) {
    const mask = input.short()
    for (let label = 0; label < labelCount; label++) if (mask & (1 << label)) weights[at * labelCount + label] = (input.byte() << 24) >> 24
  }
  const transitions = Int16Array.from({ length: (labelCount + 1) * labelCount }, () => (input.short() << 16) >> 16)
  return { weights: weightTableOf(hashes, weights), transitions }
}

/** Throws RangeError when the bytes are no weights of ours. */
export function readWeights(bytes: Uint8Array): NameModel {
  const input = new Reader(bytes)
  if (input.word() !== magic) throw new RangeError('names.weights is not a file of weights: run `npm run train`')
  const wordHashes = input.hashes()
  const fine = new Uint16Array(wordHashes.length)
  const coarse = new Uint8Array(wordHashes.length)
  const habit = new Uint8Array(wordHashes.length)
  for (let at = 0; at < wordHashes.length; at++) {
    fine[at] = input.short()
    coarse[at] = input.byte()
    habit[at] = input.byte()
  }
  const nameHashes = input.hashes()
  const nameBits = Uint8Array.from(nameHashes, () => input.byte())
  const lexicon: Lexicon = { words: hashIndexOf(wordHashes), fine, coarse, habit, names: hashIndexOf(nameHashes), nameBits }
  const pass = readPass(input)
  return { lexicon, ...pass, evidence: input.byte() === 1 ? readPass(input) : null }
}
