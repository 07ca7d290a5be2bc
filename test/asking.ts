import { parentPort, workerData } from 'node:worker_threads'
import { openPostings } from '#store/postings.ts'
import { openSqlite } from '#store/sqlite.ts'
import { invented } from './merging.ts'

/** A thread that asks for the candidates of the first few articles until it is told to stop, and answers with how often it did and what it heard. */
const { path, articles } = workerData as Readonly<{ path: string; articles: number }>
const some = Array.from({ length: articles }, (_, n) => invented(n))
const sketches = async () => new Map(some.map(({ article, sketch }) => [article, sketch]))
let stopped = false
parentPort!.once('message', () => {
  stopped = true
})

const db = openSqlite(path)
const index = openPostings(db, { sketches })
const heard = new Set<string>()
let times = 0
while (!stopped) {
  heard.add(JSON.stringify(await index.candidatePairs(some.map(({ article }) => article))))
  times++
  await new Promise(setImmediate)
}
await db.close()
parentPort!.postMessage({ times, heard: [...heard] })
