import { mix32 } from '#text/wordhash.ts'
import {
  alignBits,
  beginBits,
  getBits,
  getGamma,
  getRice,
  getRiceSums,
  lookAhead,
  putBits,
  putGamma,
  putRice,
  readFrom,
  takeBytes,
} from './bits.ts'
import { type Columns, dropRows, lowerBound, makeColumns, mergedRows, reserve } from './columns.ts'

/** What a run keeps: keys below 2^keyBits, equally spread; with places in the text or without. */
export type RunKind = Readonly<{ keyBits: number; positions: boolean }>

/** Where the sorted postings that are to be written come from. Part n of 2^bits holds the keys that begin with n. */
export type Source = Readonly<{ postings: number; partBits: number; read: (part: number, bits: number, into: Columns) => void }>

/**
 * A sorted run of postings in bytes, and how to get at them: `bytes(from, to)` gives a view that begins with the page in which
 * `from` lies, where `page` is the bytes of one, and reaches to `to` at least.
 */
export type Run = Readonly<{
  head: Head
  starts: Uint32Array
  page: number
  bytes: (from: number, to: number) => DataView
  /** Which keys are not there; null: it was not made. */
  filter: Filter | null
}>

/**
 * Of a run: rows, distinct keys (about), the article numbers it covers, and how its numbers are coded. Its bytes are: buckets,
 * each at a whole byte, with the keys that begin alike, then their lists; where each bucket starts; this head. Little-endian throughout.
 */
type Head = Readonly<Record<(typeof fields)[number], number>>
const fields = [
  ...(['magic', 'version', 'postings', 'first', 'last', 'keyBits', 'positions', 'bucketBits'] as const),
  ...(['keyRice', 'numberRice', 'positionRice', 'shiftRice', 'payload'] as const),
] as const
const headBytes = fields.length * 4
const magic = 0x53474553
const version = 2

/** Keys a bucket: a look-up decodes half of them, at some 15 ns each; where a bucket starts costs 32 bits. */
const keysInBucket = 24
/** Rice's code for how many there are. */
const bucketRice = 4
/** Even the smallest run is cut into so many buckets, 2^8, so that runs of all sizes can be read side by side in parts. */
const leastBucketBits = 8
/** Rows read, merged and written at a time: some hundred KiB. */
const rowsInPart = 1 << 14
/** Parts whose numbers are looked at to choose the codes, and how many numbers of each kind. */
const sampledParts = 6
const sampledNumbers = 1 << 14

/** Sorted rows in memory as a source. */
export function sourceOf(sorted: Columns, keyBits: number): Source {
  return {
    postings: sorted.count,
    partBits: keyBits,
    read(part, bits, into) {
      const width = 2 ** (keyBits - bits)
      const from = lowerBound(sorted, part * width)
      const to = lowerBound(sorted, (part + 1) * width)
      reserve(into, to - from)
      into.keys.set(sorted.keys.subarray(from, to), into.count)
      into.numbers.set(sorted.numbers.subarray(from, to), into.count)
      into.positions.set(sorted.positions.subarray(from, to), into.count)
      into.count += to - from
    },
  }
}

/** A run as a source, less the postings of articles that are gone. */
export function sourceOfRun(run: Run, gone: ReadonlySet<number> = new Set()): Source {
  return {
    postings: run.head.postings,
    partBits: run.head.bucketBits,
    read(part, bits, into) {
      const from = into.count
      const buckets = 2 ** (run.head.bucketBits - bits)
      decode(run, part * buckets, (part + 1) * buckets, into)
      if (gone.size > 0) dropRows(into, from, gone)
    },
  }
}

/** Parts into which all sources can be cut, as a power of two: small enough for memory, large enough for loops. */
export function partBitsOf(sources: readonly Source[]): number {
  const postings = sources.reduce((sum, source) => sum + source.postings, 0)
  const wanted = Math.ceil(Math.log2(Math.max(1, postings / rowsInPart)))
  return Math.min(wanted, ...sources.map(({ partBits }) => partBits))
}

/** Reads parts of several sources as one. `sources` are in order of their article numbers. The result is used again by the next call. */
export function mergerOf(sources: readonly Source[], bits: number): (part: number) => Columns {
  const inputs = sources.map(() => makeColumns())
  const merged = makeColumns()
  return (part) => {
    for (const [i, source] of sources.entries()) {
      inputs[i]!.count = 0
      source.read(part, bits, inputs[i]!)
    }
    merged.count = 0
    return mergedRows(inputs, merged)
  }
}

/** Writes what the sources hold together as one run; `write` gets its bytes piece by piece. The sources are in order of their article numbers. */
export function writeRun(
  { keyBits, positions }: RunKind,
  { first, last }: Readonly<{ first: number; last: number }>,
  sources: readonly Source[],
  write: (bytes: Uint8Array) => void,
): Head {
  const partBits = partBitsOf(sources)
  const read = mergerOf(sources, partBits)
  const codes = fit(read, partBits, keyBits)
  const bucketBits = Math.max(partBits, leastBucketBits, Math.round(Math.log2(codes.keys / keysInBucket)))
  const coding = { ...codes, first, keyBits, positions, bucketBits, numberBits: bitsOf(last - first) }
  const starts = new Uint32Array(2 ** bucketBits + 1)
  let payload = 0
  let postings = 0
  for (let part = 0; part < 2 ** partBits; part++) {
    const columns = read(part)
    encode(columns, part * 2 ** (bucketBits - partBits), 2 ** (bucketBits - partBits), coding, starts, payload)
    const bytes = takeBytes()
    write(bytes)
    payload += bytes.length
    postings += columns.count
  }
  starts[2 ** bucketBits] = payload
  const { keyRice, numberRice, positionRice, shiftRice } = codes
  const head: Head = {
    ...{ magic, version, postings, first, last, keyBits, positions: positions ? 1 : 0, bucketBits },
    ...{ keyRice, numberRice, positionRice, shiftRice, payload },
  }
  write(new Uint8Array(starts.buffer))
  write(new Uint8Array(Uint32Array.from(fields, (field) => head[field]).buffer))
  return head
}

/** Bits of the numbers up to this one. */
export const bitsOf = (most: number) => 32 - Math.clz32(most)

type Coding = Readonly<{
  first: number
  keyBits: number
  bucketBits: number
  numberBits: number
  positions: boolean
  keyRice: number
  numberRice: number
  positionRice: number
  shiftRice: number
}>

/** Numbers below zero as odd ones, from zero up as even ones. */
const zigzag = (value: number) => (value < 0 ? -2 * value - 1 : 2 * value)
const unzigzag = (code: number) => (code & 1 ? -(code + 1) / 2 : code / 2)

/** The codes that are shortest for a sample of the parts, and how many distinct keys there are, about. */
function fit(read: (part: number) => Columns, partBits: number, keyBits: number) {
  const parts = 2 ** partBits
  const step = Math.max(1, Math.floor(parts / sampledParts))
  const seen: Record<'key' | 'number' | 'position' | 'shift', number[]> = { key: [], number: [], position: [], shift: [] }
  let looked = 0
  for (let part = 0; part < parts; part += step) {
    const { keys, numbers, positions, count } = read(part)
    looked++
    let before = part * 2 ** (keyBits - partBits)
    for (let i = 0; i < count; i++) {
      if (i > 0 && keys[i] === keys[i - 1]) {
        seen.number.push(numbers[i]! - numbers[i - 1]! - 1)
        seen.shift.push(zigzag(positions[i]! - positions[i - 1]!))
      } else {
        seen.key.push(Math.min(keys[i]! - before, 2 ** 32 - 1))
        seen.position.push(positions[i]!)
        before = keys[i]!
      }
    }
  }
  return {
    keys: Math.max(1, (seen.key.length * parts) / looked),
    keyRice: riceFor(seen.key),
    numberRice: riceFor(seen.number),
    positionRice: riceFor(seen.position),
    shiftRice: riceFor(seen.shift),
  }
}

function riceFor(all: readonly number[]): number {
  const step = Math.ceil(all.length / sampledNumbers)
  const values = step > 1 ? all.filter((_, i) => i % step === 0) : all
  let best = 0
  let least = Infinity
  for (let k = 0; k <= 24; k++) {
    let bits = 0
    for (const value of values) bits += Math.min(value >>> k, 52) + 1 + k
    if (bits < least) [best, least] = [k, bits]
  }
  return best
}

/** Writes the rows of `buckets` buckets, the first of which is `firstBucket`, and notes where each starts. */
function encode(columns: Columns, firstBucket: number, buckets: number, coding: Coding, starts: Uint32Array, payload: number): void {
  const { keys, numbers, positions, count } = columns
  const { first, numberBits, keyRice, numberRice, positionRice, shiftRice } = coding
  const width = 2 ** (coding.keyBits - coding.bucketBits)
  beginBits()
  let row = 0
  for (let bucket = firstBucket; bucket < firstBucket + buckets; bucket++) {
    const start = payload + alignBits()
    if (start >= 2 ** 32) throw new RangeError('a run of postings has at most 4 GiB')
    starts[bucket] = start
    const end = (bucket + 1) * width
    let before = bucket * width
    if (row === count || keys[row]! >= end) continue
    putRice(keysBelow(columns, row, end), bucketRice)
    for (let i = row; i < count && keys[i]! < end; i++) {
      if (i > row && keys[i] === keys[i - 1]) continue
      putRice(keys[i]! - before, keyRice)
      before = keys[i]!
    }
    while (row < count && keys[row]! < end) {
      const key = keys[row]!
      let next = row + 1
      while (next < count && keys[next] === key) next++
      putGamma(next - row)
      putBits(numbers[row]! - first, numberBits)
      if (coding.positions) putRice(positions[row]!, positionRice)
      for (let i = row + 1; i < next; i++) {
        putRice(numbers[i]! - numbers[i - 1]! - 1, numberRice)
        if (coding.positions) putRice(zigzag(positions[i]! - positions[i - 1]!), shiftRice)
      }
      row = next
    }
  }
  alignBits()
}

/** Distinct keys from `row` on, below `end`. */
function keysBelow({ keys, count }: Columns, row: number, end: number): number {
  let distinct = 0
  for (let i = row; i < count && keys[i]! < end; i++) if (i === row || keys[i] !== keys[i - 1]) distinct++
  return distinct
}

/** Opens a run of `size` bytes; `read` gives those from one place to another. Null: these are no run, or not a whole one. */
export function openRun(size: number, page: number, bytes: Run['bytes'], read: (from: number, to: number) => DataView): Run | null {
  if (size < headBytes) return null
  const end = read(size - headBytes, size)
  const head = Object.fromEntries(fields.map((field, i) => [field, end.getUint32(i * 4, true)])) as Head
  if (head.magic !== magic || head.version !== version) return null
  if (head.payload + (2 ** head.bucketBits + 1) * 4 + headBytes !== size) return null
  const table = read(head.payload, size - headBytes)
  const starts = new Uint32Array(table.buffer.slice(table.byteOffset, table.byteOffset + size - headBytes - head.payload))
  return { head, starts, page, bytes, filter: null }
}

/** Adds all rows of the buckets `from` to `to` (exclusive). */
function decode(run: Run, from: number, to: number, into: Columns): void {
  const { head, starts, page } = run
  const start = starts[from]!
  if (start === starts[to]) return
  const view = run.bytes(start, starts[to]! + lookAhead)
  const pageStart = start - (start % page)
  const width = 2 ** (head.keyBits - head.bucketBits)
  for (let bucket = from; bucket < to; bucket++) {
    if (starts[bucket] === starts[bucket + 1]) continue
    readFrom(view, starts[bucket]! - pageStart)
    const count = getRice(bucketRice)
    if (bucketKeys.length < count) bucketKeys = new Float64Array(count * 2)
    getRiceSums(head.keyRice, count, bucket * width, bucketKeys)
    for (let i = 0; i < count; i++) getList(head, getGamma(), bucketKeys[i]!, into)
  }
}

/** Working memory: the keys of one bucket. */
let bucketKeys = new Float64Array(64)

/** Adds the rows of one key. */
function getList(head: Head, length: number, key: number, into: Columns): void {
  reserve(into, length)
  const { keys, numbers, positions, count } = into
  let number = head.first + getBits(bitsOf(head.last - head.first))
  let position = head.positions ? getRice(head.positionRice) : 0
  for (let i = count; ; i++) {
    keys[i] = key
    numbers[i] = number
    positions[i] = position
    if (i + 1 === count + length) break
    number += getRice(head.numberRice) + 1
    if (head.positions) position += unzigzag(getRice(head.shiftRice))
  }
  into.count += length
}

/**
 * A blocked Bloom filter: a block of 512 bits for 64 postings, in the order of their keys, and two bits of it for each key. One key in twenty that is
 * not there seems to be. Source: Bloom, 1970; Putze, Sanders, Singler, 2007 (blocks of a cache line).
 */
type Filter = Readonly<{ bits: Uint32Array; width: number }>
const postingsInBlock = 64
const blockWords = 16
const placesInBlock = blockWords * 32

/** Some 10 ns a key; all bytes of the run are read. */
export function filterOf(run: Run): Filter {
  const { head, starts } = run
  const blocks = Math.ceil((head.postings + 1) / postingsInBlock)
  const filter = { bits: new Uint32Array(blocks * blockWords), width: 2 ** head.keyBits / blocks }
  for (let bucket = 0; bucket < 2 ** head.bucketBits; bucket++) {
    const count = keysAt(run, bucket, starts[bucket]!)
    for (let i = 0; i < count; i++) note(filter, bucketKeys[i]!)
  }
  return filter
}

function note({ bits, width }: Filter, key: number): void {
  const block = Math.floor(key / width) * blockWords
  const mixed = mix32(key)
  bits[block + ((mixed % placesInBlock) >>> 5)]! |= 1 << (mixed & 31)
  const other = mixed >>> 9
  bits[block + ((other % placesInBlock) >>> 5)]! |= 1 << (other & 31)
}

/** 1 or 0. */
function mayHold({ bits, width }: Filter, key: number): number {
  const block = Math.floor(key / width) * blockWords
  const mixed = mix32(key)
  const other = mixed >>> 9
  const one = bits[block + ((mixed % placesInBlock) >>> 5)]! >>> (mixed & 31)
  return one & (bits[block + ((other % placesInBlock) >>> 5)]! >>> (other & 31)) & 1
}

/** Reads the keys of a bucket, which starts at this byte, into `bucketKeys`; returns how many there are. What is read next are their lists. */
function keysAt(run: Run, bucket: number, start: number): number {
  const { head, starts, page } = run
  const end = starts[bucket + 1]!
  if (start === end) return 0
  readFrom(run.bytes(start, end + lookAhead), start % page)
  const count = getRice(bucketRice)
  if (bucketKeys.length < count) bucketKeys = new Float64Array(count * 2)
  getRiceSums(head.keyRice, count, bucket * 2 ** (head.keyBits - head.bucketBits), bucketKeys)
  return count
}

/** Which of these keys may be in the run: 1 where one may, all side by side, so that the processor need not wait for one before it looks at the next. */
export function sift({ filter }: Run, wanted: Float64Array): Uint8Array {
  const marks = new Uint8Array(wanted.length)
  if (filter === null) return marks.fill(1)
  for (let i = 0; i < wanted.length; i++) marks[i] = mayHold(filter, wanted[i]!)
  return marks
}

/** Adds the rows of one key. Some 0.3 µs. */
export function find(run: Run, key: number, into: Columns): void {
  const { head, starts } = run
  const bucket = Math.floor(key / 2 ** (head.keyBits - head.bucketBits))
  const count = keysAt(run, bucket, starts[bucket]!)
  let before = 0
  while (before < count && bucketKeys[before]! < key) before++
  if (before === count || bucketKeys[before] !== key) return
  for (let i = 0; i < before; i++) {
    getList(head, getGamma(), 0, skipped)
    skipped.count = 0
  }
  getList(head, getGamma(), key, into)
}

/** Takes rows that are read only because others stand behind them. */
const skipped = makeColumns()
