import { addRow, type Columns, makeColumns, mergedRows } from '#match/columns.ts'
import type { Db } from './db.ts'
import type { KeyKind, PostingTable } from './posting-table.ts'

/** All lists of some keys, which are sorted. */
type Lists = Readonly<{ wanted: Float64Array; rows: Columns }>

/** Rows above which nothing is remembered: some 64 MiB. */
const mostRows = 1 << 22
const remembered = new WeakMap<object, Readonly<{ stamp: number; lists: ReadonlyMap<KeyKind, Lists> }>>()

/** Keeps lists that were read while things were settled: candidates are asked for next, by the same keys. True as long as the stamp of the index is this one. */
export function remember(db: Db, stamp: number, lists: ReadonlyMap<KeyKind, Lists>): void {
  const rows = [...lists.values()].reduce((sum, { rows }) => sum + rows.count, 0)
  if (rows <= mostRows) remembered.set(db.handle, { stamp, lists })
  else remembered.delete(db.handle)
}

/** As `PostingTable.find`, without looking up what is remembered. */
export async function find(db: Db, table: PostingTable, stamp: number, kind: KeyKind, wanted: Float64Array): Promise<Columns> {
  const here = remembered.get(db.handle)
  const known = here?.stamp === stamp ? here.lists.get(kind) : undefined
  if (!known) return table.find(kind, wanted)
  const left: number[] = []
  const found = makeColumns(known.rows.count)
  const { keys, numbers, positions, count } = known.rows
  let at = 0
  let row = 0
  for (const key of wanted) {
    while (at < known.wanted.length && known.wanted[at]! < key) at++
    if (known.wanted[at] !== key) {
      left.push(key)
      continue
    }
    while (row < count && keys[row]! < key) row++
    for (; row < count && keys[row] === key; row++) addRow(found, key, numbers[row]!, positions[row]!)
  }
  return left.length === 0 ? found : mergedRows([found, await table.find(kind, Float64Array.from(left))])
}
