/**
 * Postings, one a row, sorted by key and then by number: under `keys[i]` stands article number `numbers[i]`, at word
 * `positions[i]` (0 throughout where a run keeps no positions). Rows from `count` on are free room.
 */
export type Columns = { count: number; keys: Float64Array; numbers: Uint32Array; positions: Uint32Array }

export const makeColumns = (room = 1024): Columns => ({
  count: 0,
  keys: new Float64Array(room),
  numbers: new Uint32Array(room),
  positions: new Uint32Array(room),
})

/** Makes room for `more` rows. */
export function reserve(columns: Columns, more: number): void {
  if (columns.count + more <= columns.keys.length) return
  const room = Math.max(columns.count + more, columns.keys.length * 2)
  const { keys, numbers, positions } = columns
  columns.keys = new Float64Array(room)
  columns.keys.set(keys)
  columns.numbers = new Uint32Array(room)
  columns.numbers.set(numbers)
  columns.positions = new Uint32Array(room)
  columns.positions.set(positions)
}

export function addRow(columns: Columns, key: number, number: number, position: number): void {
  if (columns.count === columns.keys.length) reserve(columns, 1)
  columns.keys[columns.count] = key
  columns.numbers[columns.count] = number
  columns.positions[columns.count++] = position
}

/** Adds a row for each key of one article. `positions` null: 0 throughout. */
export function addRows(columns: Columns, keys: Float64Array, number: number, positions: Uint32Array | null): void {
  reserve(columns, keys.length)
  const end = columns.count + keys.length
  columns.keys.set(keys, columns.count)
  columns.numbers.fill(number, columns.count, end)
  if (positions) columns.positions.set(positions, columns.count)
  else columns.positions.fill(0, columns.count, end)
  columns.count = end
}

/** Rows are dealt out into heaps by the first bits of their keys: once into heaps that fit into the processor's cache, then into heaps of so few rows. */
const rowsInCache = 1 << 10
const rowsInHeap = 8
/** Heaps above this are left to the sort that is good at large ones. */
const largeHeap = 64
/** Rows that one call can sort, 2^28, and bits of a key that heaps may leave: together they fit into a double. */
const rowBits = 28
const restBits = 53 - rowBits

/** Sorts rows by key, of at most 36 bits; rows of one key stay in their order. Some 60 ns a row. */
export function sortByKey(columns: Columns, keyBits: number): Columns {
  const { count } = columns
  if (count >= 2 ** rowBits) throw new RangeError('too many postings to be sorted at once')
  const bits = Math.min(keyBits, Math.max(0, keyBits - restBits, Math.ceil(Math.log2(count / rowsInCache))))
  const heaps = dealOut(columns, 2 ** bits, 2 ** (keyBits - bits))
  const sorted = makeColumns(count)
  for (let heap = 0; heap < 2 ** bits; heap++)
    sortRows(heaps.columns, heaps.ends[heap]!, heaps.ends[heap + 1]!, heap * 2 ** (keyBits - bits), keyBits - bits, sorted)
  return sorted
}

function dealOut({ count, keys, numbers, positions }: Columns, heaps: number, width: number) {
  const ends = new Uint32Array(heaps + 1)
  for (let i = 0; i < count; i++) ends[Math.floor(keys[i]! / width) + 1]!++
  for (let heap = 0; heap < heaps; heap++) ends[heap + 1]! += ends[heap]!
  const filled = ends.slice()
  const columns = makeColumns(count)
  for (let i = 0; i < count; i++) {
    const place = filled[Math.floor(keys[i]! / width)]!++
    columns.keys[place] = keys[i]!
    columns.numbers[place] = numbers[i]!
    columns.positions[place] = positions[i]!
  }
  return { columns, ends }
}

/** Working memory of `sortRows`. */
let order = new Float64Array(rowsInCache * 2)
let filled = new Uint32Array(rowsInCache)

/** Adds the rows from `from` to `to` (exclusive), sorted; their keys lie in the 2^bits from `least` on. */
function sortRows({ keys, numbers, positions }: Columns, from: number, to: number, least: number, bits: number, into: Columns): void {
  const count = to - from
  if (order.length < count) order = new Float64Array(count * 2)
  const heapBits = Math.min(bits, Math.max(0, Math.ceil(Math.log2(count / rowsInHeap))))
  const heaps = 2 ** heapBits
  const width = 2 ** (bits - heapBits)
  if (filled.length <= heaps) filled = new Uint32Array(heaps * 2)
  filled.fill(0, 0, heaps + 1)
  for (let i = from; i < to; i++) filled[Math.floor((keys[i]! - least) / width) + 1]!++
  for (let heap = 0; heap < heaps; heap++) filled[heap + 1]! += filled[heap]!
  for (let i = from; i < to; i++) {
    const rest = keys[i]! - least
    order[filled[Math.floor(rest / width)]!++] = rest * 2 ** rowBits + (i - from)
  }
  for (let heap = 0, start = 0; heap < heaps; heap++) {
    sortHeap(order, start, filled[heap]!)
    start = filled[heap]!
  }
  for (let i = 0; i < count; i++) {
    const row = from + order[i]! - Math.floor(order[i]! / 2 ** rowBits) * 2 ** rowBits
    into.keys[into.count] = keys[row]!
    into.numbers[into.count] = numbers[row]!
    into.positions[into.count++] = positions[row]!
  }
}

function sortHeap(order: Float64Array, from: number, to: number): void {
  if (to - from > largeHeap) {
    order.subarray(from, to).sort()
    return
  }
  for (let i = from + 1; i < to; i++) {
    const one = order[i]!
    let at = i
    while (at > from && order[at - 1]! > one) {
      order[at] = order[at - 1]!
      at--
    }
    order[at] = one
  }
}

/** The first row whose key is not below this one. */
export function lowerBound({ keys, count }: Columns, key: number): number {
  let from = 0
  let to = count
  while (from < to) {
    const middle = (from + to) >>> 1
    if (keys[middle]! < key) from = middle + 1
    else to = middle
  }
  return from
}

/** Drops the rows from `from` on whose articles are gone. */
export function dropRows(columns: Columns, from: number, gone: ReadonlySet<number>): void {
  let kept = from
  for (let i = from; i < columns.count; i++) {
    if (gone.has(columns.numbers[i]!)) continue
    columns.keys[kept] = columns.keys[i]!
    columns.numbers[kept] = columns.numbers[i]!
    columns.positions[kept++] = columns.positions[i]!
  }
  columns.count = kept
}

/** Sorted rows of several inputs as one, in `merged`, or what is the only one with rows. */
export function mergedRows(inputs: readonly Columns[], merged = makeColumns()): Columns {
  const filled = inputs.filter(({ count }) => count > 0)
  if (filled.length < 2) return filled[0] ?? merged
  reserve(
    merged,
    filled.reduce((sum, { count }) => sum + count, 0),
  )
  mergeInto(merged, filled)
  return merged
}

/** Of equal keys the rows of the earlier input come first. */
function mergeInto(merged: Columns, inputs: readonly Columns[]): void {
  const { keys, numbers, positions } = merged
  const heads = new Uint32Array(inputs.length)
  const next = Float64Array.from(inputs, (input) => input.keys[0]!)
  let row = 0
  for (;;) {
    let least = next[0]!
    let from = 0
    for (let i = 1; i < next.length; i++) {
      if (next[i]! >= least) continue
      least = next[i]!
      from = i
    }
    if (least === Infinity) break
    const input = inputs[from]!
    const { count, keys: its } = input
    let at = heads[from]!
    do {
      keys[row] = least
      numbers[row] = input.numbers[at]!
      positions[row++] = input.positions[at++]!
    } while (at < count && its[at] === least)
    heads[from] = at
    next[from] = at < count ? its[at]! : Infinity
  }
  merged.count = row
}
