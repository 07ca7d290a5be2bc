import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** Row numbers that only tell the order of saving, and times on the clock. */
const left = new Set(['n', 'no', 'at', 'added_at'])
/** How postings are laid out, which hangs on the order too; `sketch` has a digest of each article's. */
const layout = new Set(['posting_state', 'posting_log', 'posting_gone', 'segment'])
/** Where the bytes of a page stand: tells the order of arrival. */
const places = new Set(['archive_file', 'archive_offset', 'archive_length'])

/**
 * All that a database says, table by table, apart from times and row numbers. `order`: what may tell the order or the number
 * of the runs that made it, places in the archive and former ids of stories, is left out too.
 */
export function dumpOf(data: string, { order }: Readonly<{ order: 'matters' | 'is left out' }>): Record<string, string[]> {
  const db = new DatabaseSync(join(data, 'stemma.db'), { readOnly: true })
  const tables = db
    .prepare("select name from sqlite_schema where type = 'table' and name not like '%\\_search%' escape '\\' and name not like 'sqlite%'")
    .all() as { name: string }[]
  const dump: Record<string, string[]> = {}
  for (const { name } of tables) {
    if (layout.has(name) || (/^story_(?:alias|log)/.test(name) && order !== 'matters')) continue
    const counted = name === 'quote' || name.startsWith('event') // there n is the place in the story
    const columns = (db.prepare(`select name from pragma_table_info('${name}')`).all() as { name: string }[])
      .map((column) => column.name)
      .filter((column) => (!left.has(column) || (counted && column === 'n')) && (order === 'matters' || !places.has(column)))
    dump[name] = db
      .prepare(`select ${columns.join(', ')} from ${name}`)
      .all()
      .map((row) => JSON.stringify(row, shortBlob))
      .sort()
  }
  db.close()
  return dump
}

/** Bytes by their digest: a dump is compared and printed. */
const shortBlob = (_: string, value: unknown) =>
  value instanceof Uint8Array ? createHash('sha256').update(value).digest('hex').slice(0, 16) : value

/** Compares two dumps table by table and shows only what differs. */
export function assertSame(found: Record<string, string[]>, expected: Record<string, string[]>, when = ''): void {
  assert.deepEqual(Object.keys(found), Object.keys(expected))
  for (const [table, rows] of Object.entries(expected)) {
    const [here, there] = [new Set(found[table]), new Set(rows)]
    const more = found[table]!.filter((row) => !there.has(row))
    const less = rows.filter((row) => !here.has(row))
    const shown = (some: string[]) => some.slice(0, 3).map((row) => row.slice(0, 2_000))
    assert.deepEqual({ more: shown(more), less: shown(less) }, { more: [], less: [] }, `table ${table} differs ${when}`)
    assert.equal(found[table]!.length, rows.length)
  }
}
