import { type AcquireOptions, acquire } from '#acquire/sources.ts'
import type { Id } from '#model/ids.ts'
import type { Plugins } from '#plugin/plugins.ts'
import type { PoolLimits } from '#queue/pool.ts'
import { openPool } from '#queue/pool.ts'
import type { Archive } from '#store/archive.ts'
import type { Db } from '#store/db.ts'
import { forgetSubjects } from '#store/neighbours.ts'
import { forgetPostings } from '#store/postings.ts'
import { dropParked, listParked, listTodo, putStageVersion, redoAll, stageVersions, unpark } from '#store/work.ts'
import { acquireStage, intakeDefaults, parkedInput, type Stored, storeArrivals } from './intake.ts'
import { likenAll } from './liken.ts'
import { matchAll } from './matching.ts'
import { jobsOf, makePages, savePages, type Workers, workOnPages } from './pages.ts'
import { type Done, overlapped } from './portions.ts'
import { pageStages, type StageName, stages } from './stages.ts'
import { clusterAll } from './stories.ts'
import { tellAll } from './telling.ts'
import { traceAll } from './tracing.ts'

/** How far a run is. */
export type Progress = Readonly<{
  /** What is being done: `acquire` while pages come in, then one stage after the other. */
  phase: 'acquire' | StageName
  /** Inputs of this phase that are done. */
  done: number
  /** Inputs parked in this run, by any stage. */
  failed: number
  /** Bytes of files read while pages come in, and how many there are; null: not known, or not reading. */
  bytes: number
  totalBytes: number | null
}>

/** What a run did. Every input that came in was added, was known, or was refused: nothing is lost. */
type Summary = Readonly<{
  added: number
  known: number
  /** Inputs that could not even be stored; they are among the parked. */
  refused: number
  /** Inputs that some stage parked in this run. */
  parked: number
}>

/** What a run works with. `plugins`: who is asked before an article is read; null: nobody. */
export type Bench = Readonly<{ db: Db; archive: Archive; workers: Workers; plugins?: Plugins | null }>
export type RunOptions = Readonly<{ onProgress?: ((progress: Progress) => void) | undefined; signal?: AbortSignal | undefined }>

/** Where the worker's script lies: beside this file, in the language this file is in. */
const script = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url)

export const openWorkers = (archiveFolder: string, size: number, limits?: PoolLimits): Workers =>
  openPool(script, size, { archive: archiveFolder }, limits)

/** Takes in all inputs, page by page, and brings every page as far as it comes. A signal stops it between two batches. */
export async function run(bench: Bench, inputs: readonly string[], { onProgress = () => {}, signal }: RunOptions = {}): Promise<Summary> {
  const sum = { added: 0, known: 0, refused: 0, parked: 0 }
  const refused = new Set<string>()
  const far = { bytes: 0, totalBytes: null as number | null }
  const options: AcquireOptions = {
    ...(signal ? { signal } : {}),
    onBytes: (bytes, totalBytes) => Object.assign(far, { bytes, totalBytes }),
  }
  await overlapped(
    withJobs(bench.db, ahead(storeArrivals(bench.db, bench.archive, acquire(inputs, options)))),
    async ({ stored, jobs }) => ({ stored, made: await makePages(bench.db, bench.workers, jobs, bench.plugins ?? null) }),
    async ({ stored, made }) => {
      sum.added += stored.added
      sum.known += stored.known
      sum.refused += stored.refused.length
      for (const { source } of stored.refused) refused.add(source)
      sum.parked += stored.refused.length + (await savePages(bench.db, made))
      onProgress({ phase: 'acquire', done: sum.added + sum.known, failed: sum.parked, ...far })
    },
  )
  const read = inputs.filter((input) => !refused.has(input)).map(parkedInput)
  await bench.db.transact((tx) => dropParked(tx, [acquireStage], read)) // what an earlier run could not read
  sum.parked = await settle(bench, { onProgress, signal }, sum.parked)
  return sum
}

/** What is to be done over the pages of each batch, asked before the batch before it is saved, which nobody can ask through. */
async function* withJobs(db: Db, batches: AsyncIterable<Stored>) {
  for await (const stored of batches) yield { stored, jobs: await jobsOf(db, stored.pages) }
}

/** Does all that is still to be done. Returns how many inputs were parked, `parked` before it included. */
export async function settle(bench: Bench, { onProgress = () => {}, signal }: RunOptions = {}, parked = 0): Promise<number> {
  const counts = new Map<StageName, number>()
  let failed = parked
  const done: Done = (phase, some, failures) => {
    counts.set(phase, (counts.get(phase) ?? 0) + some)
    failed += failures
    onProgress({ phase, done: counts.get(phase)!, failed, bytes: 0, totalBytes: null })
    signal?.throwIfAborted()
  }
  await workOnAllPages(bench, done)
  for (const step of [matchAll, traceAll, likenAll]) await step(bench.db, bench.workers, done)
  await clusterAll(bench.db, done)
  await tellAll(bench.db, bench.workers, done)
  return failed
}

/** Pages that an earlier run, killed or older, left to be done. */
async function workOnAllPages({ db, workers, plugins }: Bench, done: Done): Promise<void> {
  for (const stage of pageStages)
    for (;;) {
      const ids = (await listTodo(db, stage, intakeDefaults.pages)) as Id<'page'>[]
      if (ids.length === 0) break
      done(stage, ids.length, await workOnPages(db, workers, ids, plugins))
    }
}

/** One step ahead of its reader: the next value is being made while this one is used. */
async function* ahead<T>(values: AsyncGenerator<T>): AsyncGenerator<T> {
  let next = values.next()
  next.catch(() => {}) // it is awaited below, perhaps later than it fails
  try {
    for (;;) {
      const { value, done } = await next
      if (done) return
      next = values.next()
      next.catch(() => {})
      yield value
    }
  } finally {
    await values.return(undefined)
  }
}

/** Marks as to be done what stages of another version made. Call it when writing begins. */
export async function bringUpToDate(db: Db): Promise<void> {
  const made = await stageVersions(db)
  await db.transact(async (tx) => {
    for (const { name, version } of stages) {
      if (made.get(name) === version) continue
      if (made.has(name)) await redo(tx, name)
      await putStageVersion(tx, name, version)
    }
  })
}

/** Asks for a stage to be done again on everything; what hangs on it follows by itself. Call it in a transaction. */
export async function redo(db: Db, stage: StageName): Promise<void> {
  const { over } = stages.find(({ name }) => name === stage)!
  if (stage === 'match') {
    await db.rows('delete from overlap')
    await redoAll(db, 'trace', 'article', 'id') // who shared text with whom is forgotten: any family may fall apart
  }
  if (stage === 'sketch') await forgetPostings(db)
  if (stage === 'liken') await forgetSubjects(db)
  if (stage === 'extract') await redoAll(db, stage, 'page', 'id')
  else if (over === 'family') await redoAll(db, stage, 'family', 'id')
  else await redoAll(db, stage, 'article', over === 'page' ? 'page' : 'id')
}

/** Standard input is gone when its run is over. */
const isThere = (source: string) => source !== '-' && !source.startsWith('-#')

/** Runs again what was parked, but for what came from standard input. In the summary `added` counts inputs that worked this time. */
export async function retry(
  bench: Bench,
  { stage: only, ...options }: RunOptions & Readonly<{ stage?: string | undefined }> = {},
): Promise<Summary> {
  const parked = await listParked(bench.db, only)
  const sources = [...new Set(parked.filter(({ stage }) => stage === acquireStage).map(({ source }) => source))].filter(isThere)
  await bench.db.transact(async (tx) => {
    for (const { name } of stages) if (only === undefined || only === name) await unpark(tx, name)
  })
  const sum = await run(bench, sources, options)
  const left = (await listParked(bench.db, only)).length
  return { ...sum, added: Math.max(0, parked.length - left), parked: left }
}
