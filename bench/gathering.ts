import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { articleOf } from '../eval/stories.ts'
import { digestOf, type Row, show, type Table } from '../eval/table.ts'
import { featuresOf } from '../src/cluster/cluster.ts'
import { makeId } from '../src/model/ids.ts'
import { likenAll } from '../src/pipeline/liken.ts'
import type { Workers } from '../src/pipeline/pages.ts'
import { clusterAll } from '../src/pipeline/stories.ts'
import { runTask } from '../src/pipeline/tasks.ts'
import { putFeatures } from '../src/store/articles.ts'
import { putFamilies } from '../src/store/copies.ts'
import type { Db } from '../src/store/db.ts'
import { migrate } from '../src/store/migrations.ts'
import { openSqlite } from '../src/store/sqlite.ts'
import { putTodo } from '../src/store/work.ts'
import { World } from './growth.ts'

/**
 * What gathering costs while the archive grows: the pages of bench/growth.ts, each a family of its own, straight into `liken` and
 * `cluster`. Milliseconds of processor time a family, when so many are there already. `node bench/gathering.ts 100000`.
 */
const marks = [1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000]
const measured = 600
const atOnce = 60
const betweenMarks = 1_000

const workers: Workers = {
  size: 1,
  run: async (task) => runTask({ read: () => Buffer.alloc(0) }, task, () => {}),
  close: async () => {},
}

export async function run({ documents: families = 5_000 }: Readonly<{ documents?: number }> = {}): Promise<Table> {
  const folder = mkdtempSync(join(tmpdir(), 'stemma-gathering-'))
  const db = openSqlite(join(folder, 'stemma.db'))
  try {
    await migrate(db)
    return await gathered(db, families)
  } finally {
    await db.close()
    rmSync(folder, { recursive: true })
  }
}

async function gathered(db: Db, families: number): Promise<Table> {
  const world = new World(7)
  const rows: Row[] = []
  let stored = 0
  for (const mark of marks.filter((each) => each <= families)) {
    for (; stored < mark - measured; stored += betweenMarks) await add(db, world, Math.min(betweenMarks, mark - measured - stored))
    let [likened, clustered] = [0, 0]
    for (stored = mark - measured; stored < mark; stored += atOnce) {
      const spent = await add(db, world, atOnce)
      likened += spent.likened
      clustered += spent.clustered
    }
    const count = async (table: string) => (await db.rows<{ n: number }>(`select count(*) as n from ${table}`))[0]!.n
    const cells = [likened / measured, clustered / measured, await count('story'), (await count('likeness')) / 2 / mark]
    rows.push({ name: `${mark} families`, cells })
    console.error(show(tableOf(rows)))
  }
  return tableOf(rows)
}

const tableOf = (rows: readonly Row[]): Table => ({
  name: 'what a family costs to gather while the archive grows, ms of processor time',
  columns: ['liken', 'cluster', 'n stories', 'likenesses a family'],
  rows,
  digest: digestOf(),
})

async function add(db: Db, world: World, count: number): Promise<Readonly<{ likened: number; clustered: number }>> {
  const articles = Array.from({ length: count }, () => {
    const { url, text, published } = JSON.parse(world.line()) as Record<'url' | 'text' | 'published', string>
    const [title, ...body] = text.split('\n\n')
    return articleOf({ id: url, url, outlet: null, date: published, title: title!, text: body.join('\n\n') })
  })
  await db.transact(async (tx) => {
    await putFeatures(
      tx,
      articles.map((article) => ({ article: article.id, made: '', body: JSON.stringify(featuresOf(article)) })),
    )
    const trees = articles.map(({ id }) => ({ id: makeId('family', id), members: [id], roots: [id], copies: [], reports: [] }))
    await putFamilies(tx, trees, '')
    await putTodo(
      tx,
      'liken',
      trees.map(({ id }) => id),
    )
  })
  const likened = await cost(() => likenAll(db, workers, () => {}))
  const clustered = await cost(() => clusterAll(db, () => {}))
  await db.rows("delete from todo where stage = 'tell'")
  return { likened, clustered }
}

async function cost(work: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000
}

if (import.meta.main) console.log(show(await run({ documents: Number(process.argv[2] ?? 5_000) })))
