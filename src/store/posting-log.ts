import { randomBytes } from 'node:crypto'
import { addRow, addRows, type Columns, makeColumns, mergedRows, sortByKey } from '#match/columns.ts'
import { bitsOf, type RunKind } from '#match/segment.ts'
import { bandBits, fingerprintBits } from '#match/sketch.ts'
import type { Id } from '#model/ids.ts'
import { type Db, putMany } from './db.ts'
import type { Added, KeyKind, Keys } from './posting-table.ts'

/** The first digits of an article's id are a key too: in a tree of SQLite, every new article would change a page of its own. */
const idDigits = 8
export type RunName = KeyKind | 'articles'
export const runKinds: Readonly<Record<RunName, RunKind>> = {
  fingerprints: { keyBits: fingerprintBits, positions: true },
  bands: { keyBits: bandBits, positions: false },
  articles: { keyBits: 4 * idDigits, positions: false },
}
export const runNames = Object.keys(runKinds) as readonly RunName[]

/** Rows of the log read at once, some 1.3 kB each. */
const readAtOnce = 1_000
/** Postings that came since the log was sorted, above which it is sorted anew: those of two thousand articles. */
const mostUnsorted = 1 << 18
export const articleKey = (article: Id<'article'>): number => Number.parseInt(article.slice(-16, idDigits - 16), 16)

/** Working memory of `pack`. */
let packing = new Uint32Array(1 << 12)

/** A row of the log: two counts, the article's key, fingerprints, bands, four bytes each; then each position less the one before, in bytes of 7 bits. */
function pack({ fingerprints, positions, bands }: Keys, article: number): Uint8Array {
  const numbers = 3 + fingerprints.length + bands.length
  const most = numbers + Math.ceil((positions.length * 5) / 4)
  if (packing.length < most) packing = new Uint32Array(most * 2)
  packing[0] = fingerprints.length
  packing[1] = bands.length
  packing[2] = article
  for (let i = 0; i < fingerprints.length; i++) packing[3 + i] = fingerprints[i]!
  for (let i = 0; i < bands.length; i++) packing[3 + fingerprints.length + i] = bands[i]!
  const bytes = new Uint8Array(packing.buffer)
  let at = numbers * 4
  let before = 0
  for (let i = 0; i < positions.length; i++) {
    let step = positions[i]! - before
    for (before = positions[i]!; step > 127; step >>>= 7) bytes[at++] = (step & 127) | 128
    bytes[at++] = step
  }
  return Buffer.from(bytes.subarray(0, at)) // a copy, in memory that Node deals out cheaply
}

/** Reads a row of the log: calls `fingerprint` and `band` with what it holds, and returns the article's key. */
function unpack(row: Uint8Array, fingerprint: (key: number, position: number) => void, band: (key: number) => void): number {
  const bytes = new DataView(row.buffer, row.byteOffset, row.byteLength)
  const number = (place: number) => bytes.getUint32(place * 4, true)
  const [fingerprints, bands, article] = [number(0), number(1), number(2)]
  for (let i = 0; i < bands; i++) band(number(3 + fingerprints + i))
  let at = (3 + fingerprints + bands) * 4
  let position = 0
  for (let i = 0; i < fingerprints; i++) {
    let shift = 0
    for (; row[at]! > 127; shift += 7) position += (row[at++]! & 127) << shift
    position += row[at++]! << shift
    fingerprint(number(3 + i), position)
  }
  return article
}

/** The rows of the log as columns, in order of number; the first ones by key too, when somebody asked. `last` and `batch` are those of its last row; 0: it has none. */
type Log = { first: number; last: number; batch: number; rows: Readonly<Record<RunName, Columns>>; sorted: Record<RunName, Columns> }
/** The log of each open database as it was read last. What is added to it is read alone, and nothing in it changes: what is flushed or forgotten is known to be gone. */
const logs = new WeakMap<object, Log>()
function emptyLog(db: Db): Log {
  const none = () => ({ fingerprints: makeColumns(), bands: makeColumns(), articles: makeColumns() })
  const log = { first: 0, last: 0, batch: 0, rows: none(), sorted: none() }
  logs.set(db.handle, log)
  return log
}

type LogRow = Readonly<{ no: number; batch: number; keys: Uint8Array }>

/**
 * Brings the log in memory up to date. Each question asks for the last row that is known too: should it be gone, or of another batch, all
 * is read anew. Between two questions another process may have written the log as a segment.
 */
export async function logOf(db: Db): Promise<Log> {
  let log = logs.get(db.handle) ?? emptyLog(db)
  for (;;) {
    const { last, batch } = log
    const sql = 'select no, batch, keys from posting_log where no >= $1 order by no limit $2'
    const found = await db.rows<LogRow>(sql, last, readAtOnce)
    if (last > 0 && (found[0]?.no !== last || found[0].batch !== batch)) {
      log = emptyLog(db)
      continue
    }
    for (const row of found) if (row.no > log.last) extendBy(log, row) // others that ask may have been faster
    if (found.length < readAtOnce) return log
  }
}

function extendBy(log: Log, { no, batch, keys }: LogRow): void {
  const { fingerprints, bands, articles } = log.rows
  const article = unpack(
    keys,
    (key, position) => addRow(fingerprints, key, no, position),
    (key) => addRow(bands, key, no, 0),
  )
  addRow(articles, article, no, 0)
  extend(log, no, batch)
}

/** Writes articles into the log. Part of the caller's transaction: should that be undone, the copy in memory is known to be wrong by its batch. */
export async function addToLog(db: Db, added: readonly Added[]): Promise<void> {
  const log = await logOf(db)
  const batch = randomBytes(6).readUIntBE(0, 6)
  const rows = added.map(({ no, article, keys }) => [no, batch, pack(keys, articleKey(article))])
  await putMany(db, 'posting_log', ['no', 'batch', 'keys'], rows)
  for (const { no, article, keys } of added) {
    addRows(log.rows.fingerprints, keys.fingerprints, no, keys.positions)
    addRows(log.rows.bands, keys.bands, no, null)
    addRow(log.rows.articles, articleKey(article), no, 0)
    extend(log, no, batch)
  }
}

function extend(log: Log, no: number, batch: number): void {
  log.first ||= no
  log.last = no
  log.batch = batch
}

/** Under what an article of the log is found, if it is there. */
export function keysInLog({ rows: { fingerprints, bands } }: Log, no: number): Keys | null {
  const [from, to] = [no, no + 1].map((each) => placeOf(fingerprints.numbers, each, 0, fingerprints.count)) as [number, number]
  const [first, end] = [no, no + 1].map((each) => placeOf(bands.numbers, each, 0, bands.count)) as [number, number]
  if (from === to && first === end) return null
  const { keys, positions } = fingerprints
  return { fingerprints: keys.subarray(from, to), positions: positions.subarray(from, to), bands: bands.keys.subarray(first, end) }
}

/** All rows of the log by key. */
export function sortedLog(log: Log, kind: RunName): Columns {
  const { sorted, rows } = log
  if (sorted[kind].count < rows[kind].count)
    sorted[kind] = mergedRows([sorted[kind], sortByKey(rowsFrom(rows[kind], sorted[kind].count), runKinds[kind].keyBits)])
  return sorted[kind]
}

const rowsFrom = ({ keys, numbers, positions, count }: Columns, from: number): Columns => ({
  count: count - from,
  keys: keys.subarray(from, count),
  numbers: numbers.subarray(from, count),
  positions: positions.subarray(from, count),
})

/**
 * Adds the rows of one key whose numbers are above `after`. It is to be called with the keys in order. The first rows of the log are kept by key;
 * of the last ones, which are few, all are looked at.
 */
export function logFinder(log: Log, kind: RunName, wanted: Float64Array, after: number): (key: number, into: Columns) => void {
  if (log.last <= after) return () => {}
  const first = log.rows[kind].count - log.sorted[kind].count > mostUnsorted ? sortedLog(log, kind) : log.sorted[kind]
  const last = sortByKey(wantedAmong(rowsFrom(log.rows[kind], first.count), wanted), runKinds[kind].keyBits)
  const walks = [first, last].map((sorted) => walkerOf(sorted, after))
  return (key, into) => {
    for (const walk of walks) walk(key, into)
  }
}

/** Walks through sorted rows in steps that grow: from one wanted key to the next it is not far. */
function walkerOf({ keys, numbers, positions, count }: Columns, after: number): (key: number, into: Columns) => void {
  let at = 0
  return (key, into) => {
    let step = 1
    while (at + step < count && keys[at + step]! < key) step *= 2
    at = placeOf(keys, key, at, Math.min(at + step, count))
    for (; at < count && keys[at] === key; at++) if (numbers[at]! > after) addRow(into, key, numbers[at]!, positions[at]!)
  }
}

/** Most keys are not wanted: a table of marks says so at once. */
function wantedAmong({ keys, numbers, positions, count }: Columns, wanted: Float64Array): Columns {
  const slots = 2 ** bitsOf(wanted.length * 8)
  const marks = new Uint8Array(slots)
  for (const key of wanted) marks[key & (slots - 1)] = 1
  const found = makeColumns()
  for (let i = 0; i < count; i++) if (marks[keys[i]! & (slots - 1)] === 1) addRow(found, keys[i]!, numbers[i]!, positions[i]!)
  return found
}

/** The first place from `from` on that is not below `value`, of sorted numbers; `to` if all are. */
function placeOf(sorted: Float64Array | Uint32Array, value: number, from: number, to: number): number {
  while (from < to) {
    const middle = (from + to) >>> 1
    if (sorted[middle]! < value) from = middle + 1
    else to = middle
  }
  return from
}
