import { parentPort, workerData } from 'node:worker_threads'
import type { WorkerAnswer, WorkerStart } from '#queue/pool.ts'
import { readArchive } from '#store/archive.ts'
import { runTask, type Task } from './tasks.ts'

/** A worker thread: takes one task after the other and answers each. It reads raw pages from the archive by itself. */
const { step, data } = workerData as WorkerStart & { data: { archive: string } }
const archive = readArchive(data.archive)
const progress = new Int32Array(step)
const port = parentPort!

port.on('message', (task: Task) => {
  const answer: WorkerAnswer = { answer: runTask(archive, task, (at) => Atomics.store(progress, 0, at)) }
  port.postMessage(answer)
})
