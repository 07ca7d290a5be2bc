import type { Id } from '#model/ids.ts'
import type { Given, Instant } from '#model/page.ts'
import { type Db, putMany, replacing, row, rowsIn, type Value } from './db.ts'
import { putTodo } from './work.ts'

/** A page before it is decoded: where its bytes are, and what the source said of them. */
export type PageRow = Readonly<{
  id: Id<'page'>
  source: string
  url: string
  host: string
  fetchedAt: Instant | null
  contentType: string | null
  given: Given | null
  digest: string
  bytes: number
  archive: Readonly<{ file: string; offset: number; length: number }>
  addedAt: Instant
}>

const columns = [
  'id',
  'source',
  'url',
  'host',
  'fetched_at',
  'content_type',
  'given',
  'digest',
  'bytes',
  'archive_file',
  'archive_offset',
  'archive_length',
  'added_at',
] as const
type Stored = Record<(typeof columns)[number], never>
const selected = `select ${columns.join(', ')} from page`

const toPage = (stored: Stored): PageRow => ({
  id: stored.id,
  source: stored.source,
  url: stored.url,
  host: stored.host,
  fetchedAt: stored.fetched_at,
  contentType: stored.content_type,
  given: stored.given === null ? null : JSON.parse(stored.given),
  digest: stored.digest,
  bytes: stored.bytes,
  archive: { file: stored.archive_file, offset: stored.archive_offset, length: stored.archive_length },
  addedAt: stored.added_at,
})

const values = (page: PageRow): Value[] => [
  page.id,
  page.source,
  page.url,
  page.host,
  page.fetchedAt,
  page.contentType,
  page.given && JSON.stringify(page.given),
  page.digest,
  page.bytes,
  page.archive.file,
  page.archive.offset,
  page.archive.length,
  page.addedAt,
]

/** Stores pages (new ones, or a better telling of known ones) and asks for them to be worked on by `stage`. Call it in a transaction. */
export async function putPages(db: Db, pages: readonly PageRow[], stage: string): Promise<void> {
  await putMany(db, 'page', columns, pages.map(values), replacing(columns))
  await putTodo(
    db,
    stage,
    pages.map(({ id }) => id),
  )
}

export async function getPages(db: Db, ids: readonly Id<'page'>[]): Promise<Map<Id<'page'>, PageRow>> {
  const found = await rowsIn<Stored>(db, `${selected} where id in`, ids)
  return new Map(found.map((stored) => [stored.id, toPage(stored)]))
}

export async function getPage(db: Db, id: string): Promise<PageRow | null> {
  const stored = await row<Stored>(db, `${selected} where id = $1`, id)
  return stored && toPage(stored)
}

/** Pages by the address or path they were given as, or by where they live. */
export async function findPages(db: Db, place: string): Promise<readonly Id<'page'>[]> {
  const like = (column: string) => `substr(${column}, 1, 500) = substr($1, 1, 500) and ${column} = $1` // as the indexes have it
  const found = await db.rows<{ id: Id<'page'> }>(`select id from page where (${like('url')}) or (${like('source')}) order by id`, place)
  return found.map(({ id }) => id)
}

/** Where the last stored record of the archive ends; null when there is none. */
export async function archiveEnd(db: Db): Promise<Readonly<{ file: string; offset: number }> | null> {
  return row(
    db,
    'select archive_file as file, archive_offset + archive_length as "offset" from page order by archive_file desc, archive_offset desc limit 1',
  )
}

/** Bytes that the pages take up in the archive. */
export async function archiveSize(db: Db): Promise<number> {
  return (await row<{ bytes: number }>(db, 'select coalesce(sum(archive_length), 0) as bytes from page'))!.bytes
}

/** Pages added in each minute since then in which any were. */
export const addedPerMinute = (db: Db, since: Instant): Promise<readonly Readonly<{ minute: Instant; pages: number }>[]> =>
  db.rows(
    "select substr(added_at, 1, 16) || ':00.000Z' as minute, count(*) as pages from page where added_at >= $1 group by substr(added_at, 1, 16) order by 1",
    since,
  )

/** How far each file of the archive is in use. */
export const archiveEnds = (db: Db): Promise<readonly Readonly<{ file: string; end: number }>[]> =>
  db.rows(
    'select archive_file as file, max(archive_offset + archive_length) as "end" from page group by archive_file order by archive_file',
  )

/** The pages whose records stand last in the archive. */
export async function latestPages(db: Db, count: number): Promise<readonly PageRow[]> {
  const found = await db.rows<Stored>(`${selected} order by archive_file desc, archive_offset desc limit $1`, count)
  return found.map(toPage)
}
