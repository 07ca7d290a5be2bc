import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { lookAhead } from './bits.ts'
import { addRow, type Columns, makeColumns, sortByKey } from './columns.ts'
import {
  filterOf,
  find,
  mergerOf,
  openRun,
  partBitsOf,
  type Run,
  type RunKind,
  type Source,
  sift,
  sourceOf,
  sourceOfRun,
  writeRun,
} from './segment.ts'

type Row = readonly [key: number, number: number, position: number]

const kinds: readonly RunKind[] = [
  { keyBits: 36, positions: true },
  { keyBits: 28, positions: false },
]

const columnsOf = (rows: readonly Row[]): Columns => {
  const columns = makeColumns(1)
  for (const [key, number, position] of rows) addRow(columns, key, number, position)
  return columns
}
const rowsOf = ({ keys, numbers, positions, count }: Columns): Row[] =>
  Array.from({ length: count }, (_, i) => [keys[i]!, numbers[i]!, positions[i]!])
const inOrder = (rows: readonly Row[]) => rows.toSorted(([a, x], [b, y]) => a - b || x - y)

/** Written, and opened again from its bytes, in pages of a size that no bucket fits. */
function written(kind: RunKind, range: Readonly<{ first: number; last: number }>, sources: readonly Source[]): Run {
  const pieces: Uint8Array[] = []
  writeRun(kind, range, sources, (bytes) => pieces.push(bytes))
  const all = Buffer.concat([...pieces, Buffer.alloc(lookAhead)])
  const read = (from: number) => new DataView(all.buffer, all.byteOffset + from, all.length - from)
  const page = 16
  return openRun(all.length - lookAhead, page, (from) => read(from - (from % page)), read)!
}

function everything(sources: readonly Source[]): Row[] {
  const bits = partBitsOf(sources)
  const read = mergerOf(sources, bits)
  return Array.from({ length: 2 ** bits }, (_, part) => rowsOf(read(part))).flat()
}

/** Keys few and far apart, close together, and the same; numbers that are near and far. */
const rowsFor = ({ keyBits, positions }: RunKind, first: number, last: number) =>
  fc
    .uniqueArray(
      fc.record({
        key: fc.oneof(fc.nat(7), fc.integer({ min: 0, max: 2 ** keyBits - 1 }), fc.constant(2 ** keyBits - 1)),
        number: fc.oneof(fc.integer({ min: first, max: last }), fc.constantFrom(first, last)),
        position: positions ? fc.oneof(fc.nat(2_000), fc.nat(2 ** 31 - 1)) : fc.constant(0),
      }),
      { selector: ({ key, number }) => `${key} ${number}`, maxLength: 300 },
    )
    .map((some) => inOrder(some.map(({ key, number, position }) => [key, number, position])))

for (const kind of kinds) {
  const name = `${kind.keyBits} bits`
  test(`M20 a run gives back what was written, as a whole and by key (${name})`, () => {
    const last = 2 ** 32 - 2
    fc.assert(
      fc.property(rowsFor(kind, 1, last), fc.array(fc.nat(2 ** kind.keyBits - 1), { maxLength: 5 }), (rows, others) => {
        const run = written(kind, { first: 1, last }, [sourceOf(columnsOf(rows), kind.keyBits)])
        assert.deepEqual(everything([sourceOfRun(run)]), rows)
        const wanted = Float64Array.from(new Set([...rows.map(([key]) => key), ...others])).sort()
        const found = makeColumns(1)
        for (const key of wanted) find(run, key, found)
        assert.deepEqual(rowsOf(found), rows)
        const marks = sift({ ...run, filter: filterOf(run) }, wanted)
        assert.ok(wanted.every((key, i) => marks[i] === 1 || !rows.some(([its]) => its === key)))
      }),
    )
  })

  test(`M20 merged runs are what would have been written at once, less what is gone (${name})`, () => {
    const ranges = [
      [1, 900],
      [901, 902],
      [903, 70_000],
    ] as const
    fc.assert(
      fc.property(fc.tuple(...ranges.map(([first, last]) => rowsFor(kind, first, last))), fc.nat(901), (parts, gone) => {
        const runs = parts.map((rows, i) =>
          written(kind, { first: ranges[i]![0], last: ranges[i]![1] }, [sourceOf(columnsOf(rows), kind.keyBits)]),
        )
        const range = { first: 1, last: 70_000 }
        const merged = written(
          kind,
          range,
          runs.map((run) => sourceOfRun(run, new Set([gone]))),
        )
        assert.deepEqual(everything([sourceOfRun(merged)]), inOrder(parts.flat().filter(([, number]) => number !== gone)))
      }),
    )
  })

  test(`M20 rows are sorted by key, and stay in order under one (${name})`, () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.oneof(fc.nat(3), fc.nat(2 ** kind.keyBits - 1)), fc.nat(9), fc.nat(9))), (rows) => {
        const expected = rows.toSorted(([a], [b]) => a - b)
        assert.deepEqual(rowsOf(sortByKey(columnsOf(rows), kind.keyBits)), expected)
      }),
    )
  })
}

test('M20 a posting of ordinary articles takes less than five and a half bytes, one of a band less than four', () => {
  const articles = 3_000
  const each = 110
  let seed = 1
  const random = (below: number) => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((seed / 2 ** 32) * below)
  }
  for (const [kind, most] of [
    [{ keyBits: 32, positions: true }, 5.5],
    [kinds[1]!, 4],
  ] as const) {
    const rows = makeColumns()
    for (let number = 1; number <= articles; number++)
      for (let i = 0; i < each; i++) addRow(rows, random(2 ** kind.keyBits), number, kind.positions ? i * 7 : 0)
    let size = 0
    writeRun(kind, { first: 1, last: articles }, [sourceOf(sortByKey(rows, kind.keyBits), kind.keyBits)], (bytes) => {
      size += bytes.length
    })
    assert.ok(size / rows.count < most, `${size / rows.count} bytes`)
  }
})

test('M20 bytes that are no run, or not all of one, are known', () => {
  const pieces: Uint8Array[] = []
  writeRun(kinds[0]!, { first: 1, last: 2 }, [sourceOf(columnsOf([[5, 1, 9]]), 36)], (bytes) => pieces.push(bytes))
  const all = Buffer.concat(pieces)
  const open = (bytes: Buffer) => {
    const read = (from: number, to: number) => new DataView(bytes.buffer, bytes.byteOffset + from, to - from)
    return openRun(bytes.length, 1 << 14, read, read)
  }
  assert.ok(open(all))
  for (const bytes of [all.subarray(1), all.subarray(0, -1), Buffer.alloc(0), Buffer.alloc(500)])
    assert.equal(open(Buffer.from(bytes)), null)
})
