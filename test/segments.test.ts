import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { Worker } from 'node:worker_threads'
import type { Indexed } from '#match/candidates.ts'
import { StateError, TemporaryError } from '#model/errors.ts'
import type { Db } from '#store/db.ts'
import { migrate } from '#store/migrations.ts'
import { forgetPostings, openPostings } from '#store/postings.ts'
import { writeFile } from '#store/run-files.ts'
import { openSegments, segmentDefaults } from '#store/segments.ts'
import { openSqlite } from '#store/sqlite.ts'
import { randomOf } from './generated.ts'
import { articlesInSegment, fingerprintsEach, invented, inventedKey, segments, segmentsInMerge } from './merging.ts'

/** How often the whole test is done, with other moments each time. */
const rounds = Number(process.env.STEMMA_REPEAT ?? 1)
/** Kills of the merge, and bytes of its output after which they come at the latest: it has some 33 million. */
const kills = 3
const output = 25_000_000

const fresh = async (name: string) => {
  const folder = mkdtempSync(join(tmpdir(), `stemma-${name}-`))
  const path = join(folder, 'stemma.db')
  const db = openSqlite(path)
  await migrate(db)
  await db.close()
  return { folder, path, index: join(folder, 'index') }
}

for (let round = 1; round <= rounds; round++)
  test(`S16 a merge of two-million-posting segments is killed, and no posting is lost (round ${round})`, async (t) => {
    const { folder, path, index } = await fresh('merging')
    t.after(() => rmSync(folder, { recursive: true, force: true }))
    const random = randomOf(round)
    const db = openSqlite(path)
    const filling = openPostings(db, { segments: { ...segments, mergeAt: segmentsInMerge + 1 } })
    for (let segment = 0; segment < segmentsInMerge; segment++) {
      await filling.put(Array.from({ length: articlesInSegment }, (_, i) => invented(segment * articlesInSegment + i)))
      await filling.tidy()
    }
    await db.close()
    const inputs = new Set(readdirSync(index))
    assert.equal(inputs.size, segmentsInMerge * 3)

    for (let kill = 0; kill < kills; kill++) {
      const bytes = random() * output
      assert.ok(await merging(path, () => written(index, inputs) > bytes), 'the merge was over before it could be killed')
      await assertWhole(path, 20)
    }
    assert.equal(await merging(path, () => false), false)
    await assertWhole(path, 1)
    assert.equal(readdirSync(index).length, 3, 'one segment, and nothing left of what was killed')
  })

/** Bytes of the fingerprints that are being merged, once they are more than those of what was killed before. */
function written(index: string, inputs: ReadonlySet<string>): number {
  const sizes = readdirSync(index).map((name) => {
    const size = inputs.has(name) || !name.endsWith('.fingerprints') ? undefined : statSync(join(index, name), { throwIfNoEntry: false })
    return size?.size ?? 0
  })
  return Math.max(0, ...sizes)
}

/** Merges in a process of its own, and kills it in the hardest way when `when` says so. Says whether it was killed. */
function merging(path: string, when: () => boolean): Promise<boolean> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'merging.ts'), path], { stdio: ['ignore', 'ignore', 'inherit'] })
  const watch = setInterval(() => when() && child.kill('SIGKILL'), 1)
  return new Promise((resolve, reject) => {
    child.once('error', reject).once('close', (code, signal) => {
      clearInterval(watch)
      if (code !== 0 && signal !== 'SIGKILL') reject(new Error(`merging ended with ${code ?? signal}`))
      else resolve(signal === 'SIGKILL')
    })
  })
}

/** Every posting of one pair of articles in so many is there, once, in its place. */
async function assertWhole(path: string, every: number): Promise<void> {
  const articles = Array.from({ length: segmentsInMerge * articlesInSegment }, (_, n) => n).filter((n) => (n >> 1) % every === 0)
  const db = openSqlite(path)
  const table = openSegments(db, async () => new Map(), segmentDefaults)
  assert.equal((await table.rowsOf(articles.map((n) => invented(n).article))).length, articles.length)
  const keys = new Float64Array(articles.length * fingerprintsEach)
  for (const [at, n] of articles.entries()) for (let i = 0; i < fingerprintsEach; i++) keys[at * fingerprintsEach + i] = inventedKey(n, i)
  const wanted = keys.sort().filter((key, i) => i === 0 || key !== keys[i - 1])
  const found = await table.find('fingerprints', wanted)
  assert.equal(found.count, articles.length * fingerprintsEach)
  let right = 0
  for (let i = 0; i < found.count; i++) if (inventedKey(found.numbers[i]! - 1, found.positions[i]! / 8) === found.keys[i]!) right++
  assert.equal(right, found.count)
  await db.close()
}

test('S17 threads read while segments are written and merged, and hear the same all the time', async (t) => {
  const { folder, path } = await fresh('asking')
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const db = openSqlite(path)
  const options = { segments: { ...segments, logAbove: 100, mergeAt: 2, threadAbove: 200 * fingerprintsEach } }
  const index = openPostings(db, options)
  const asked = 20
  const batch = 50
  const putNext = async (from: number) => {
    await index.put(Array.from({ length: batch }, (_, i) => invented(from + i)))
    await index.tidy()
  }
  await putNext(0)
  const readers = [1, 2].map(() => new Worker(join(import.meta.dirname, 'asking.ts'), { workerData: { path, articles: asked } }))
  const answers = readers.map(
    (reader) => new Promise<{ times: number; heard: string[] }>((resolve, reject) => reader.once('message', resolve).once('error', reject)),
  )
  for (let from = batch; from < 16 * batch; from += batch) await putNext(from)
  for (const reader of readers) reader.postMessage('stop')
  for (const { times, heard } of await Promise.all(answers)) {
    assert.ok(times > 2, `asked ${times} times`)
    assert.equal(heard.length, 1)
    assert.equal(JSON.parse(heard[0]!).length, asked / 2)
  }
  await db.close()
})

/** Calls `work` once, as soon as a question like this was answered. */
function afterFirst(db: Db, question: RegExp, work: () => void | Promise<void>): Db {
  let done = false
  const rows: Db['rows'] = async (sql, ...values) => {
    const found = await db.rows<never>(sql, ...values)
    if (done || !question.test(sql)) return found
    done = true
    await work()
    return found
  }
  return { ...db, rows }
}

/** Tidies, then puts the articles from one number to another, in a process of its own. */
const putElsewhere = (path: string, from: number, to: number, logAbove: number) =>
  execFileSync(process.execPath, [join(import.meta.dirname, 'putting.ts'), path, `${from}`, `${to}`, `${logAbove}`], { stdio: 'inherit' })

test('S16 a process that read the log while another wrote it as a segment writes the next one whole', async (t) => {
  const { folder, path } = await fresh('changing')
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const [read, all] = [1_200, 1_301] // the log is read a thousand rows at a time
  putElsewhere(path, 0, read, 2 * read)
  const db = openSqlite(path)
  const rowsThere = async (on: Db) => {
    const articles = Array.from({ length: all }, (_, n) => invented(n).article)
    return (await openSegments(on, async () => new Map(), segmentDefaults).rowsOf(articles)).length
  }
  const reading = afterFirst(db, /select no, batch, keys/, () => void putElsewhere(path, read, all - 1, read))
  assert.equal(await rowsThere(reading), all - 1)
  const index = openPostings(db, { segments: { ...segments, logAbove: 1 } })
  await index.put([invented(all - 1)])
  await index.tidy()
  assert.equal(await rowsThere(db), all)
  await db.close()
})

test('S17 an article that comes while candidates are looked for is not among them yet', async (t) => {
  const { folder, path } = await fresh('coming')
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const [db, other] = [openSqlite(path), openSqlite(path)]
  const [first, second] = [invented(0), invented(1)]
  await openPostings(db).put([first])
  const reading = afterFirst(db, /from posting_state/, () => openPostings(other).put([second]))
  assert.deepEqual(await openPostings(reading).candidatePairs([first.article]), [])
  assert.equal((await openPostings(db).candidatePairs([first.article])).length, 1)
  await Promise.all([db.close(), other.close()])
})

test('S16 what cannot be written leaves the log as it was, and no piece of a file', async (t) => {
  const { folder, path, index: files } = await fresh('unwritable')
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const db = openSqlite(path)
  const index = openPostings(db, { segments: { ...segments, logAbove: 1 } })
  const articles = [0, 1].map((n) => invented(n))
  await index.put(articles)
  writeFileSync(files, 'no folder')
  await assert.rejects(index.tidy(), TemporaryError)
  rmSync(files)
  const pairs = async () => (await index.candidatePairs(articles.map(({ article }) => article))).length
  assert.equal(await pairs(), 1)
  await index.tidy()
  assert.equal(readdirSync(files).length, 3)
  await db.close()

  const piece = join(folder, 'piece')
  const full = () => {
    throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
  }
  assert.throws(() => writeFile(piece, full), /no space/)
  assert.ok(!existsSync(piece))
})

test('S18 what was put inside a transaction that is undone was never there', async (t) => {
  const { folder, path } = await fresh('undone')
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const db = openSqlite(path)
  const some = Array.from({ length: 6 }, (_, n) => invented(n))
  const sketches = async () => new Map(some.map(({ article, sketch }) => [article, sketch]))
  const pairs = async () => (await openPostings(db, { sketches }).candidatePairs(some.map(({ article }) => article))).length
  await openPostings(db, { sketches }).put(some.slice(0, 3))
  await assert.rejects(
    db.transact(async (tx) => {
      await openPostings(tx, { sketches }).put(some.slice(3))
      throw new Error('undone')
    }),
  )
  assert.equal(await pairs(), 1)
  await openPostings(db, { sketches }).put(some.slice(4)) // under the numbers that were given before
  assert.equal(await pairs(), 2)
  await db.close()
})

/** Writes one segment for each of these groups of articles, and opens what was written elsewhere: whoever wrote it holds it in memory, and would not see damage. */
async function writtenElsewhere(name: string, t: TestContext, groups: readonly (readonly Indexed[])[]) {
  const { folder, path } = await fresh(name)
  const elsewhere = `${folder}-copy`
  t.after(() => {
    for (const each of [folder, elsewhere]) rmSync(each, { recursive: true, force: true })
  })
  const writing = openSqlite(path)
  for (const group of groups) {
    const index = openPostings(writing, { segments: { ...segments, logAbove: 1, mergeAt: groups.length + 1 } })
    await index.put(group)
    await index.tidy()
  }
  await writing.close()
  cpSync(folder, elsewhere, { recursive: true })
  const all = groups.flat()
  const sketches = async () => new Map(all.map(({ article, sketch }) => [article, sketch]))
  const db = openSqlite(join(elsewhere, 'stemma.db'))
  const index = openPostings(db, { sketches, segments: { ...segments, logAbove: 1, mergeAt: groups.length } })
  const pairs = async () => (await index.candidatePairs(all.map(({ article }) => article))).length
  return { db, index, files: join(elsewhere, 'index'), pairs }
}

test('S19 a damaged file is refused, and the index can be made anew', async (t) => {
  const some = Array.from({ length: 6 }, (_, n) => invented(n))
  const { db, index, files, pairs } = await writtenElsewhere('damaged', t, [some])
  for (const name of readdirSync(files)) truncateSync(join(files, name), 100)
  await assert.rejects(pairs(), StateError)
  for (const name of readdirSync(files)) rmSync(join(files, name))
  await assert.rejects(pairs(), StateError)
  await db.transact(forgetPostings)
  assert.equal(await pairs(), 0)
  await index.put(some)
  assert.equal(await pairs(), 3)
  await db.close()
})

/** Changes one bit of a file, in the middle. */
function flipBit(path: string): void {
  const bytes = readFileSync(path)
  bytes[bytes.length >> 1]! ^= 1
  writeFileSync(path, bytes)
}

test('S19 one bit that is not as it was written is noticed by whoever reads it, and the file is named', async (t) => {
  const { db, index, files, pairs } = await writtenElsewhere('flipped', t, [[0, 1].map(invented), [2, 3].map(invented)])
  for (const name of readdirSync(files).filter((each) => each.endsWith('.bands'))) {
    flipBit(join(files, name))
    const noticed = (error: unknown) =>
      error instanceof StateError &&
      error.message === `${join(files, name)} is damaged` &&
      /stemma rebuild --from sketch/.test(error.advice)
    await assert.rejects(pairs(), noticed)
    await assert.rejects(index.tidy(), noticed)
    flipBit(join(files, name))
  }
  assert.equal(await pairs(), 2)
  await db.close()
})

test('S19 a merge of a damaged file is refused, in a thread too', async (t) => {
  const { folder, path, index: files } = await fresh('damaged-merge')
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const db = openSqlite(path)
  const open = (mergeAt: number, threadAbove: number) => openPostings(db, { segments: { ...segments, logAbove: 1, mergeAt, threadAbove } })
  for (const n of [0, 1]) {
    await open(3, 1).put([invented(n)])
    await open(3, 1).tidy()
  }
  for (const name of readdirSync(files)) truncateSync(join(files, name), 100)
  await assert.rejects(open(2, 1).tidy(), StateError)
  await assert.rejects(open(2, 1e9).tidy(), StateError)
  for (const name of readdirSync(files)) rmSync(join(files, name))
  await assert.rejects(open(2, 1).tidy(), StateError)
  await db.close()
})
