import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { addRow, type Columns, makeColumns } from '#match/columns.ts'
import { find, mergerOf, partBitsOf, type Run, type Source, sift, sourceOf, sourceOfRun, writeRun } from '#match/segment.ts'
import { bandKeys, type Sketch } from '#match/sketch.ts'
import { StateError } from '#model/errors.ts'
import type { Id } from '#model/ids.ts'
import { type Db, putMany, row, rowsIn } from './db.ts'
import { type Merge, mergeRuns } from './merging.ts'
import { addToLog, articleKey, keysInLog, logFinder, logOf, type RunName, runKinds, runNames, sortedLog } from './posting-log.ts'
import {
  bytesOfId,
  forLists,
  idOfBytes,
  type KeyKind,
  type Keys,
  type Owner,
  type OwnerRow,
  ownerColumns,
  type PostingTable,
} from './posting-table.ts'
import { damagedAdvice, heldRun, holdKeys, letGoOthers, writeFile } from './run-files.ts'
import { syncFolder, writingFailed } from './writing.ts'

export const segmentDefaults = {
  /** Articles in the log that become a segment: two million postings. More make each look-up and each restart dearer, fewer each merge. */
  logAbove: 16_384,
  /** Segments of one level that are merged into one of the next: with eight, a posting is written two or three times in a million articles, and there are up to fourteen segments to look into, which costs little (docs/decisions/0152). */
  mergeAt: 8,
  /** Postings above which no more is merged: a run has at most 4 GiB. */
  largest: 2 ** 29,
  /** Postings from which on a merge gets a thread of its own. */
  threadAbove: 2 ** 22,
} as const
export type SegmentOptions = Readonly<Record<keyof typeof segmentDefaults, number>>

/** A segment: one run a kind of key, over the articles from `first` to `last`. */
type Segment = Readonly<{ first: number; last: number; file: string; level: number; postings: number }>
/** Sketches of articles by id, made anew from their texts: what is kept would be as large as the whole index. */
export type Sketches = (articles: readonly Id<'article'>[]) => Promise<ReadonlyMap<Id<'article'>, Sketch>>

/** A look at all postings costs as much as looking up the keys of one article in so many: 16 µs an article, against some 130 to 250. */
const articlesPerLook = 12

/**
 * Postings of a SQLite database: a log of what came last, in a table, and immutable sorted segments in files, in the folder `index`
 * beside the database. A database in memory keeps them all in the log. Readers need no lock: they read the log, then the
 * list of segments, and again if a merge has meanwhile put one file in the place of others.
 */
export function openSegments(db: Db, sketches: Sketches, options: SegmentOptions): PostingTable {
  const table: PostingTable = {
    async add(added) {
      const rows = added.map(({ no, article, host, digest }) => [no, bytesOfId(article), host, digest, 0])
      await putMany(db, 'sketch', ['no', 'article', 'host', 'digest', 'removed'], rows)
      await addToLog(db, added)
    },
    rowsOf: (articles) => rowsOf(db, articles),
    keysOf: (owners) => keysOf(db, owners, sketches),
    find: (kind, wanted) => whileMerged(() => findAll(db, kind, wanted)),
    touched(kind, fresh, removed, last) {
      return removed.length > 0 || fresh.length * articlesPerLook > last ? touchedInAll(db, kind, [...fresh, ...removed], last) : null
    },
    async forget(numbers) {
      await rowsIn(db, 'delete from posting_log where no in', numbers)
      await putMany(
        db,
        'posting_gone',
        ['no'],
        numbers.map((no) => [no]),
      )
    },
    async forgetAll() {
      for (const name of ['posting_log', 'posting_gone', 'segment']) await db.rows(`delete from ${name}`)
    },
    async tidy() {
      const folder = await folderOf(db)
      if (folder === null || busy.has(folder)) return
      busy.add(folder)
      try {
        let changed = await flush(db, folder, options)
        while (await merge(db, folder, options)) changed = true
        if (!changed) return
        await sweep(db, folder)
        for (const path of pathsOf(folder, await segmentsOf(db))) holdKeys(path)
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw gone(error)
        throw writingFailed(`the index in ${folder}`, error)
      } finally {
        busy.delete(folder)
      }
    },
  }
  return table
}

/** Folders that are being tidied by this process. No other one writes to a data folder. */
const busy = new Set<string>()

async function folderOf(db: Db): Promise<string | null> {
  const main = await row<{ file: string }>(db, "select file from pragma_database_list where name = 'main'")
  return main?.file ? join(dirname(main.file), 'index') : null
}

const segmentsOf = (db: Db) => db.rows<Segment>('select first, last, file, level, postings from segment order by first')
/** Errors: Error when there is one that begins there, which would be a fault of ours, and undoes the transaction. */
const putSegment = (db: Db, { first, last, file, level, postings }: Segment) =>
  db.rows('insert into segment (first, last, file, level, postings) values ($1, $2, $3, $4, $5)', first, last, file, level, postings)
const runsOf = async (db: Db, kind: RunName): Promise<readonly Run[]> => {
  const segments = await segmentsOf(db)
  if (segments.length === 0) return []
  const folder = (await folderOf(db))!
  letGoOthers(folder, pathsOf(folder, segments))
  return segments.map(({ file }) => heldRun(pathOf(folder, file, kind)))
}
const pathOf = (folder: string, file: string, kind: RunName) => join(folder, `${file}.${kind}`)
const pathsOf = (folder: string, segments: readonly Segment[]) =>
  new Set(segments.flatMap(({ file }) => runNames.map((kind) => pathOf(folder, file, kind))))

async function rowsOf(db: Db, articles: readonly Id<'article'>[]): Promise<readonly OwnerRow[]> {
  const wanted = Float64Array.from(new Set(articles.map(articleKey))).sort()
  const { numbers, count } = await whileMerged(() => findAll(db, 'articles', wanted))
  const rows = await rowsIn<OwnerRow>(db, `${ownerColumns} no in`, Array.from(numbers.subarray(0, count)))
  const asked = new Set<string>(articles)
  return rows.filter(({ article }) => asked.has(idOfBytes(article)))
}

async function keysOf(db: Db, owners: readonly Owner[], sketches: Sketches): Promise<ReadonlyMap<number, Keys>> {
  const log = await logOf(db)
  const found = new Map<number, Keys>()
  const missing: Owner[] = []
  for (const owner of owners) {
    const logged = keysInLog(log, owner.no)
    if (logged) found.set(owner.no, logged)
    else missing.push(owner)
  }
  const made = missing.length === 0 ? new Map() : await sketches(missing.map(({ article }) => article))
  for (const { no, article, digest } of missing) {
    const keys = made.has(article) ? keysOfSketch(made.get(article)!) : null
    if (!keys || digestOfKeys(keys) !== digest) throw new Error(`${article} stands in the index with another text than in the database`)
    found.set(no, keys)
  }
  return found
}

export const keysOfSketch = ({ fingerprints, positions, minhash }: Sketch): Keys => ({ fingerprints, positions, bands: bandKeys(minhash) })

/** A number below 2^52 by which two sketches are known to be the same. */
export function digestOfKeys({ fingerprints, positions, bands }: Keys): number {
  let a = fingerprints.length
  let b = bands.length
  for (let i = 0; i < fingerprints.length; i++) {
    a = Math.imul(a ^ fingerprints[i]!, 0x9e3779b1)
    b = Math.imul(b ^ (fingerprints[i]! / 2 ** 32), 0x85ebca77) + positions[i]!
    a ^= b >>> 15
  }
  for (let i = 0; i < bands.length; i++) {
    a = Math.imul(a ^ bands[i]!, 0x9e3779b1)
    b = (Math.imul(b, 0x85ebca77) + a) | 0
    a ^= a >>> 15
  }
  return (b >>> 12) * 2 ** 32 + (a >>> 0)
}

/** Tries again when a file is gone: a merge has put another in its place, and the list of segments says which. Errors: StateError when none has. */
async function whileMerged<T>(work: () => Promise<T>): Promise<T> {
  for (let left = 5; ; left--)
    try {
      return await work()
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
      if (left === 0) throw gone(error)
    }
}

const gone = (error: unknown) => new StateError(`${(error as NodeJS.ErrnoException).path} is gone`, damagedAdvice, { cause: error })

async function findAll(db: Db, kind: RunName, wanted: Float64Array): Promise<Columns> {
  const found = makeColumns(wanted.length * 2)
  if (wanted.length === 0) return found
  const log = await logOf(db) // before the segments: what was flushed in between is then seen twice, not never
  const runs = await runsOf(db, kind)
  const findInLog = logFinder(log, kind, wanted, runs.at(-1)?.head.last ?? 0)
  const marks = runs.map((run) => sift(run, wanted))
  for (let i = 0; i < wanted.length; i++) {
    for (let run = 0; run < runs.length; run++) if (marks[run]![i] === 1) find(runs[run]!, wanted[i]!, found)
    findInLog(wanted[i]!, found)
  }
  return found
}

/** Reads all postings once, side by side, and gives the lists that one of these articles is in. */
async function* touchedInAll(db: Db, kind: KeyKind, touching: readonly Owner[], last: number): AsyncGenerator<Columns> {
  const log = await logOf(db)
  const runs = await whileMerged(() => runsOf(db, kind))
  const marked = new Uint8Array(last + 1)
  for (const { no } of touching) marked[no] = 1
  const sources: Source[] = [...runs.map((run) => sourceOfRun(run)), sourceOf(sortedLog(log, kind), runKinds[kind].keyBits)]
  const partBits = partBitsOf(sources)
  const read = mergerOf(sources, partBits)
  for (let part = 0; part < 2 ** partBits; part++) {
    const all = read(part)
    const some = makeColumns()
    forLists(all, (key, from, to) => {
      let touched = 0
      for (let i = from; i < to; i++) touched |= marked[all.numbers[i]!]!
      if (touched) for (let i = from; i < to; i++) addRow(some, key, all.numbers[i]!, all.positions[i]!)
    })
    if (some.count > 0) yield some
  }
}

/** Writes the log as a segment, when it is long. Says whether it did. In one transaction: nothing is added to the log meanwhile. */
async function flush(db: Db, folder: string, { logAbove }: SegmentOptions): Promise<boolean> {
  const ends = 'select (select max(no) from posting_log) - (select min(no) from posting_log) + 1 as count' // looks at both ends only
  const { count } = (await row<{ count: number | null }>(db, ends))!
  if (count === null || count < logAbove) return false
  await db.transact(async (tx) => {
    if (!existsSync(folder)) {
      mkdirSync(folder)
      syncFolder(dirname(folder))
    }
    const log = await logOf(tx)
    const file = randomBytes(8).toString('hex')
    let postings = 0
    for (const kind of runNames) {
      const source = sourceOf(sortedLog(log, kind), runKinds[kind].keyBits)
      postings += writeFile(pathOf(folder, file, kind), (write) => writeRun(runKinds[kind], log, [source], write)).postings
    }
    await putSegment(tx, { first: log.first, last: log.last, file, level: 0, postings })
    await tx.rows('delete from posting_log where no <= $1', log.last)
  })
  return true
}

/** Puts one segment in the place of several, when there are enough of one level. Says whether it did. */
async function merge(db: Db, folder: string, options: SegmentOptions): Promise<boolean> {
  const inputs = dueAmong(await segmentsOf(db), options)
  if (inputs.length === 0) return false
  await sweep(db, folder)
  const first = inputs[0]!.first
  const last = inputs.at(-1)!.last
  const gone = await db.rows<{ no: number }>('select no from posting_gone where no between $1 and $2', first, last)
  const file = randomBytes(8).toString('hex')
  const numbers = gone.map(({ no }) => no)
  const runs = runNames.map((kind) => ({
    kind: runKinds[kind],
    paths: inputs.map((input) => pathOf(folder, input.file, kind)),
    to: pathOf(folder, file, kind),
  }))
  const work: Merge = { first, last, gone: numbers, runs }
  const size = inputs.reduce((sum, input) => sum + input.postings, 0)
  const postings = size > options.threadAbove ? await inThread(work) : mergeRuns(work)
  await db.transact(async (tx) => {
    await tx.rows('delete from segment where first between $1 and $2', first, last)
    await putSegment(tx, { first, last, file, level: inputs[0]!.level + 1, postings })
    await rowsIn(tx, 'delete from posting_gone where no in', numbers)
  })
  return true
}

/** The oldest neighbours of one level, when there are enough of them. Levels fall from the oldest to the youngest. */
function dueAmong(segments: readonly Segment[], { mergeAt, largest }: SegmentOptions): readonly Segment[] {
  for (let from = segments.length - mergeAt; from >= 0; from--) {
    const some = segments.slice(from, from + mergeAt)
    const postings = some.reduce((sum, segment) => sum + segment.postings, 0)
    if (some.every(({ level }) => level === some[0]!.level) && postings <= largest) return some
  }
  return []
}

/** Deletes files that no segment names any more, or not yet: a merge that was killed left them. */
async function sweep(db: Db, folder: string): Promise<void> {
  const named = pathsOf(folder, await segmentsOf(db))
  letGoOthers(folder, named)
  for (const name of readdirSync(folder)) if (!named.has(join(folder, name))) rmSync(join(folder, name), { force: true })
}

/** Where the thread's program lies: beside this file, in the language this file is in. */
const script = new URL(import.meta.url.endsWith('.ts') ? './merge-thread.ts' : './merge-thread.js', import.meta.url)

/** Errors: as `mergeRuns`; those of our own classes lose them on the way, and are made anew. */
function inThread(work: Merge): Promise<number> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(script, { workerData: work })
    const failed = (error: Error) =>
      reject(error.name === StateError.name ? new StateError(error.message, damagedAdvice, { cause: error }) : error)
    thread.once('message', resolve).once('error', failed)
  })
}
