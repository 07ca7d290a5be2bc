import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Sketch, sketchOf } from '#match/sketch.ts'
import type { Id } from '#model/ids.ts'
import { row } from '#store/db.ts'
import { migrate } from '#store/migrations.ts'
import { openPostings } from '#store/postings.ts'
import { openSqlite } from '#store/sqlite.ts'
import { type ArchivePage, archivePages, models } from '../eval/archive.ts'
import { source } from '../eval/planted.ts'
import { digestOf, haveShared, type Row, show, type Table } from '../eval/table.ts'

/** Pages in one transaction, as the pipeline stores them. */
const batch = 256
/** Pages whose candidates are asked for at once, as the pipeline does; so many such questions are timed at each size. */
const asked = 500
const questions = 4
/** Sizes at which the table has a row. */
const sizes = [10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000]
/** Sketches kept for questions about pages that came last: in a whole archive they are made again from the stored texts. */
const kept = 30_000

/** Milliseconds of processor time of the whole process, its threads too. */
const processorTime = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

async function timed(work: () => Promise<unknown> | unknown): Promise<number> {
  const start = processorTime()
  await work()
  return processorTime() - start
}

const folderSize = (folder: string) => readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0)

/**
 * What a page more costs as the index grows: sketching and adding it, durably, with all merges, in batches as the pipeline adds
 * them; then settling what changed and asking for its candidates. Pages are `archivePages`; making them is not timed.
 */
export async function run({ documents = 30_000 }: Readonly<{ documents?: number }> = {}): Promise<Table> {
  const pages = archivePages(await models())
  await grow(warming, pages)
  return grow(documents, pages)
}

/** Pages of a first, smaller index, of which nothing is reported: by then the program runs as it does for hours. */
const warming = 4_000

async function grow(documents: number, pages: Iterator<ArchivePage>): Promise<Table> {
  const folder = mkdtempSync(join(tmpdir(), 'stemma-index-'))
  const db = openSqlite(join(folder, 'stemma.db'))
  await migrate(db)
  const empty = statSync(join(folder, 'stemma.db')).size
  const recent = new Map<Id<'article'>, Sketch>()
  const index = openPostings(db, { sketches: async (ids) => new Map(ids.map((id) => [id, recent.get(id)!])) })
  const next = (count: number): ArchivePage[] => Array.from({ length: count }, () => pages.next().value as ArchivePage)

  const rows: Row[] = []
  let done = 0
  let fingerprints = 0
  const add = async (some: readonly ArchivePage[]) => {
    let sketches: readonly Sketch[] = []
    const sketching = await timed(() => {
      sketches = some.map(({ text }) => sketchOf(text))
    })
    for (const [i, { article }] of some.entries()) recent.set(article, sketches[i]!)
    for (const old of recent.keys()) {
      if (recent.size <= kept) break
      recent.delete(old)
    }
    const putting = await timed(() => index.put(some.map(({ article, host }, i) => ({ article, host, sketch: sketches[i]! }))))
    const tidying = await timed(() => index.tidy())
    done += some.length
    for (const sketch of sketches) fingerprints += sketch.fingerprints.length
    return [sketching, putting, tidying] as const
  }

  for (const size of [...sizes.filter((each) => each < documents), documents]) {
    const before = done
    const spent = [0, 0, 0]
    while (done < size) for (const [i, time] of (await add(next(Math.min(batch, size - done)))).entries()) spent[i]! += time
    const added = done - before
    await index.settle()
    let settling = 0
    let looking = 0
    let pairs = 0
    for (let question = 0; question < questions; question++) {
      const some = next(asked)
      await add(some)
      settling += await timed(() => index.settle())
      looking += await timed(async () => {
        pairs += (await index.candidatePairs(some.map(({ article }) => article))).length
      })
    }
    await db.rows('pragma wal_checkpoint(truncate)')
    const database = statSync(join(folder, 'stemma.db')).size - empty
    const files = size < 20_000 ? 0 : folderSize(join(folder, 'index'))
    const segments = (await row<{ n: number }>(db, 'select count(*) as n from segment'))!.n
    const each = (time: number, of: number) => (time * 1000) / of
    const total = spent.reduce((sum, time) => sum + time, 0)
    rows.push({
      name: `${size} pages`,
      cells: [
        Math.round(1e6 / each(total, added)),
        ...spent.map((time) => Math.round(each(time, added))),
        ...[settling, looking].map((time) => Math.round(each(time, questions * asked))),
        pairs / (questions * asked),
        segments,
        Math.round((database + files) / 2 ** 20),
        (database + files) / done,
        (database + files) / (fingerprints + done * 42),
        Math.round(process.resourceUsage().maxRSS / 1024),
      ],
    })
    if (documents !== warming) console.error(show({ name: 'index', columns, rows: rows.slice(-1), digest: '' }))
  }
  await db.close()
  rmSync(folder, { recursive: true })
  return {
    name: 'index',
    columns,
    rows,
    digest: digestOf(source),
    notes: [
      'added/s/core: pages sketched and added since the row before, by processor time of all threads, merges included; µs a page: its parts, then settling and asking for candidates',
      `${(fingerprints / done).toFixed(0)} fingerprints and 42 bands a page`,
    ],
  }
}

const columns = [
  ...['added/s/core', 'µs: sketch', 'put', 'write, merge', 'settle', 'candidates'],
  ...['pairs/page', 'segments', 'MiB on disk', 'B/page', 'B/posting', 'peak MiB'],
]

if (import.meta.main)
  console.log(haveShared() ? show(await run({ documents: Number(process.argv[2] ?? 30_000) })) : 'skipped: ../shared/eval is not there')
