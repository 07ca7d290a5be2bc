import { isDeepStrictEqual } from 'node:util'
import { articleIdOf, type Id } from '#model/ids.ts'
import type { Instant } from '#model/page.ts'
import type { Plugins } from '#plugin/plugins.ts'
import { type Pool, WorkerLost } from '#queue/pool.ts'
import { articleFrom, dropArticles, getArticleHeads, getArticles, putArticles, putFeatures, putReadings } from '#store/articles.ts'
import { dropOverlapsOf, familiesIn } from '#store/copies.ts'
import type { Db } from '#store/db.ts'
import { getPages, type PageRow } from '#store/pages.ts'
import { openPostings } from '#store/postings.ts'
import { dropParked, dropTodo, type Parked, putParked, putTodo, todoAmong } from '#store/work.ts'
import { hear } from './hearing.ts'
import { type PageStage, pageStages, type StageName, stampOf } from './stages.ts'
import type { Answers, Failure, PageMade, Task } from './tasks.ts'

export type Workers = Pool<Task, Answers[Task['kind']]>

/** Milliseconds one page may take, all its stages together: a hundred times what the largest ordinary page needs. */
const pageTime = 60_000

/** Does the stages over one page for each of these pages and saves the results in one transaction. Returns how many were parked. */
export async function workOnPages(db: Db, workers: Workers, ids: readonly Id<'page'>[], plugins: Plugins | null = null): Promise<number> {
  return savePages(db, await makePages(db, workers, await jobsOf(db, ids), plugins))
}

/** What is still to be done over these pages. */
export async function jobsOf(db: Db, ids: readonly Id<'page'>[]): Promise<readonly Job[]> {
  const todo = await todoAmong(db, pageStages, ids)
  const rows = await getPages(db, [...todo.keys()] as Id<'page'>[])
  const without = [...rows.keys()].filter((id) => !todo.get(id)!.has('extract'))
  const known = await getArticles(db, without.map(articleIdOf))
  return [...rows.values()].map((page) => {
    const due = todo.get(page.id)!
    const stages = due.has('extract') ? pageStages : pageStages.filter((stage) => due.has(stage))
    return { page, stages, article: known.get(articleIdOf(page.id)) ?? null }
  })
}

export async function makePages(db: Db, workers: Workers, jobs: readonly Job[], plugins: Plugins | null): Promise<readonly Result[]> {
  return Promise.all(jobs.map(async (job) => ({ page: job.page, stages: job.stages, made: await readWith(db, workers, plugins, job) })))
}

/** Saves in one transaction what was made. Returns how many pages were parked. */
export async function savePages(db: Db, results: readonly Result[]): Promise<number> {
  await db.transact(async (tx) => {
    const still = await stillTold(tx, results)
    const known = await getArticleHeads(
      tx,
      still.map(({ page }) => articleIdOf(page.id)),
    )
    await save(tx, still, new Set(known.keys()))
  })
  await openPostings(db).tidy()
  return results.filter(({ made }) => made.failures.length > 0).length
}

type Job = Omit<Task & { kind: 'page' }, 'kind'>

/** One page. Where plug-ins are to be asked, the reading waits for their answers, which need the article. */
async function readWith(db: Db, workers: Workers, plugins: Plugins | null, job: Job): Promise<PageMade> {
  if (plugins === null || plugins.all.length === 0 || !job.stages.includes('read')) return workOn(workers, job)
  const before = job.stages.filter((stage) => stage !== 'read')
  const made = before.length > 0 ? await workOn(workers, { ...job, stages: before }) : { failures: [] }
  const article = made.extract ? articleFrom({ text: made.extract.text!, body: made.extract.body! }) : job.article
  if (article === null) return made
  const read = await workOn(workers, { ...job, stages: ['read'], article, heard: await hear(db, plugins, article) })
  return { ...made, ...read, failures: [...made.failures, ...read.failures] }
}

/** One page in a worker. A stage in which the worker dies is left out, and the others are done once more. */
async function workOn(workers: Workers, job: Job): Promise<PageMade> {
  try {
    return (await workers.run({ kind: 'page', ...job }, pageTime)) as PageMade
  } catch (error) {
    if (!(error instanceof WorkerLost)) throw error
    const stage = pageStages[error.step]!
    const failure = { ...lostFailure, reason: `${stage} did not come to an end: ${error.message}` }
    const stages = stage === 'extract' ? [] : job.stages.filter((other) => other !== stage)
    const made = stages.length > 0 ? await workOn(workers, { ...job, stages }) : { failures: [] }
    return { ...made, failures: [...made.failures, { stage, failure }] }
  }
}

export const lostFailure: Failure = {
  reason: '',
  advice: 'look at its size; please report it, with the page if you may',
  temporary: false,
  detail: null,
}

type Result = Readonly<{ page: PageRow; stages: readonly PageStage[]; made: PageMade }>

/** Without pages of which more was told meanwhile, by a batch that came in: what was made of them is old, and they stay to be done. */
async function stillTold(db: Db, results: readonly Result[]): Promise<readonly Result[]> {
  const now = await getPages(
    db,
    results.map(({ page }) => page.id),
  )
  return results.filter(({ page }) => isDeepStrictEqual(now.get(page.id), page))
}

async function save(db: Db, results: readonly Result[], redone: ReadonlySet<Id<'article'>>): Promise<void> {
  await saveArticles(db, results, redone)
  await saveSketches(db, results, redone)
  const madeOf = (stage: 'features' | 'read') =>
    results
      .filter(({ stages }) => stages.includes(stage))
      .map(({ page, made }) => ({ article: articleIdOf(page.id), made: stampOf(stage), body: made[stage] ?? null }))
  await putFeatures(db, madeOf('features'))
  await putReadings(db, madeOf('read'))
  const after = (stage: PageStage) => results.filter(({ stages }) => stages.includes(stage)).map(({ page }) => articleIdOf(page.id))
  await putTodo(db, 'liken', [...(await familiesIn(db, after('features'))).values()])
  await putTodo(db, 'tell', after('read'))

  for (const stage of pageStages) {
    const done = results.filter(({ stages }) => stages.includes(stage)).map(({ page }) => page.id)
    await dropTodo(db, stage, done)
    await dropParked(db, [stage], done)
  }
  const at = new Date().toISOString()
  const parked = results.flatMap(({ page, made }) =>
    made.failures.map(({ stage, failure }) => parkedAt(stage, page.id, page.source, failure, at)),
  )
  await putParked(db, parked)
}

/** Stores what was extracted. An article that is replaced, or is none any more, leaves its copies and its family. */
async function saveArticles(db: Db, results: readonly Result[], redone: ReadonlySet<Id<'article'>>): Promise<void> {
  const extracted = results.filter(({ stages }) => stages.includes('extract'))
  const replaced = extracted.map(({ page }) => articleIdOf(page.id)).filter((id) => redone.has(id))
  const partners = await dropOverlapsOf(db, replaced)
  await putTodo(db, 'trace', [...replaced, ...partners])
  await putArticles(
    db,
    extracted.flatMap(({ made }) => made.extract ?? []),
  )
  const lost = extracted.filter(({ made }) => !made.extract).map(({ page }) => articleIdOf(page.id))
  await dropArticles(
    db,
    lost.filter((id) => redone.has(id)),
  )
}

async function saveSketches(db: Db, results: readonly Result[], redone: ReadonlySet<Id<'article'>>): Promise<void> {
  const index = openPostings(db)
  const sketched = results.filter(({ stages }) => stages.includes('sketch'))
  const articles = sketched.map(({ page }) => articleIdOf(page.id))
  const there = sketched
    .filter(({ page, made }) => made.extract || redone.has(articleIdOf(page.id)))
    .map(({ page }) => articleIdOf(page.id))
  await index.remove(articles.filter((id) => redone.has(id)))
  await index.put(
    sketched.flatMap(({ page, made }) => (made.sketch ? [{ article: articleIdOf(page.id), host: page.host, sketch: made.sketch }] : [])),
  )
  await putTodo(db, 'match', there)
}

export const parkedAt = (stage: StageName, input: string, source: string, failure: Failure, at: Instant): Parked => ({
  ...{ stage, input, source, ...failure },
  ...{ made: stampOf(stage), at },
})
