import { addRow, type Columns, makeColumns, reserve } from '#match/columns.ts'
import { type Db, rowsIn } from './db.ts'
import { bytesOfId, type KeyKind, type Keys, type OwnerRow, ownerColumns, type PostingTable } from './posting-table.ts'

/** Keys in one question: each is a descent in the index of every day. */
const askedAtOnce = 4_000
/** Articles in one statement: some 3 kB each. */
const addedAtOnce = 200

type Row = Readonly<{ key: number; no: number; position: number }>

/** Places are kept for fingerprints; for bands, where none count, 0 stands. */
const questions: Readonly<Record<KeyKind, string>> = {
  fingerprints: `select u.key, s.no, u.position from sketch s, unnest(s.fingerprints, s.positions) u (key, position)
    where s.fingerprints && $1::bigint[] and u.key = any($1::bigint[]) order by u.key, s.no`,
  bands: `select u.key, s.no, 0 as position from sketch s, unnest(s.bands) u (key)
    where s.bands && $1::bigint[] and u.key = any($1::bigint[]) order by u.key, s.no`,
}

/** Postings of a PostgreSQL database: the keys of an article are an array in its row, with GIN over them, and each day has a partition of its own. */
export function openArrays(db: Db, today: () => Date = () => new Date()): PostingTable {
  const table: PostingTable = {
    async add(added) {
      const day = today().toISOString().slice(0, 10)
      await db.rows(`create table if not exists sketch_${day.replaceAll('-', '')} partition of sketch for values in ('${day}')`)
      for (let from = 0; from < added.length; from += addedAtOnce) {
        const some = added.slice(from, from + addedAtOnce)
        const rows = some.map(({ no, article, host, digest, keys }) => ({
          ...{ no, day, article: Buffer.from(bytesOfId(article)).toString('hex'), host, digest },
          ...{ fingerprints: Array.from(keys.fingerprints), positions: Array.from(keys.positions), bands: Array.from(keys.bands) },
        }))
        await db.rows(
          `insert into sketch (no, day, article, host, digest, removed, fingerprints, positions, bands)
           select no, day, decode(article, 'hex'), host, digest, 0, fingerprints, positions, bands
           from json_to_recordset($1::json) r (no bigint, day text, article text, host text, digest bigint,
             fingerprints bigint[], positions integer[], bands bigint[])`,
          JSON.stringify(rows),
        )
      }
    },
    rowsOf: (articles) => rowsIn<OwnerRow>(db, `${ownerColumns} article in`, articles.map(bytesOfId)),
    async keysOf(owners) {
      type Arrays = Readonly<{ no: number; fingerprints: string; positions: string; bands: string }>
      const sql = `select no, array_to_json(fingerprints)::text as fingerprints, array_to_json(positions)::text as positions,
        array_to_json(bands)::text as bands from sketch where no in`
      const found = await rowsIn<Arrays>(
        db,
        sql,
        owners.map(({ no }) => no),
      )
      return new Map(found.map((each) => [each.no, keysOfRow(each)]))
    },
    async find(kind, wanted) {
      const found = makeColumns(wanted.length)
      for (let from = 0; from < wanted.length; from += askedAtOnce) {
        const some = wanted.subarray(from, from + askedAtOnce)
        addRows(found, await db.rows<Row>(questions[kind], `{${some.join(',')}}`))
      }
      return found
    },
    touched: () => null,
    forget: async () => {}, // they went with their rows
    forgetAll: async () => {},
    tidy: async () => {},
  }
  return table
}

const keysOfRow = ({ fingerprints, positions, bands }: Readonly<{ fingerprints: string; positions: string; bands: string }>): Keys => ({
  fingerprints: Float64Array.from(JSON.parse(fingerprints)),
  positions: Uint32Array.from(JSON.parse(positions)),
  bands: Float64Array.from(JSON.parse(bands)),
})

function addRows(to: Columns, rows: readonly Row[]): void {
  reserve(to, rows.length)
  for (const { key, no, position } of rows) addRow(to, key, no, position)
}
