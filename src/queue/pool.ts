import { Worker } from 'node:worker_threads'

/** What one job may cost. */
export type PoolLimits = Readonly<{
  /** JavaScript heap of one worker, MiB. */
  heap: number
}>
export const poolDefaults: PoolLimits = { heap: 2_048 } // a page of 100 MiB, parsed; ordinary pages stay below 100 MiB

/** Why a job did not come back: its worker died or was stopped. `step` is where the job said it was. */
export class WorkerLost extends Error {
  readonly step: number
  constructor(message: string, step: number) {
    super(message)
    this.name = 'WorkerLost'
    this.step = step
  }
}

/** The in-process queue: jobs go to worker threads in the order they came; a worker that dies is replaced. */
export interface Pool<Job, Answer> {
  readonly size: number
  /**
   * Runs one job within `milliseconds`. Errors: WorkerLost when the worker threw, ran out of memory, crashed or took too long.
   * The job is not tried again: that is for the caller to decide.
   */
  run(job: Job, milliseconds: number): Promise<Answer>
  close(): Promise<void>
}

/** What a worker thread is started with, and what it answers. */
export type WorkerStart = Readonly<{ step: SharedArrayBuffer; data: unknown }>
export type WorkerAnswer = Readonly<{ answer: unknown }>

type Waiting<Job, Answer> = Readonly<{
  job: Job
  milliseconds: number
  resolve: (answer: Answer) => void
  reject: (error: unknown) => void
}>

/** Opens `size` threads over a worker script; they start when there is work for them. `data` reaches each as `workerData.data`. */
export function openPool<Job, Answer>(script: URL, size: number, data: unknown, limits: PoolLimits = poolDefaults): Pool<Job, Answer> {
  const waiting: Waiting<Job, Answer>[] = []
  const idle: Worker[] = []
  const all = new Map<Worker, Int32Array>()
  let closed = false

  const start = (): Worker => {
    const step = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)
    const workerData: WorkerStart = { step, data }
    const worker = new Worker(script, { workerData, resourceLimits: { maxOldGenerationSizeMb: limits.heap } })
    all.set(worker, new Int32Array(step))
    return worker
  }

  const next = () => {
    while (waiting.length > 0 && (idle.length > 0 || all.size < size)) give(idle.pop() ?? start(), waiting.shift()!)
  }

  const give = (worker: Worker, { job, milliseconds, resolve, reject }: Waiting<Job, Answer>) => {
    let late = false
    const timer = setTimeout(() => {
      late = true
      worker.terminate()
    }, milliseconds)
    const done = () => {
      clearTimeout(timer)
      worker.unref()
      for (const name of ['message', 'messageerror', 'error', 'exit']) worker.removeAllListeners(name)
    }
    const lost = (why: string) => {
      done()
      worker.on('error', () => {}) // a dying worker may say so more than once
      const step = Atomics.load(all.get(worker)!, 0)
      all.delete(worker)
      worker.terminate()
      reject(new WorkerLost(late ? `it took more than ${milliseconds / 1_000} s` : why, step))
      next()
    }
    worker.on('message', (message: WorkerAnswer) => {
      done()
      if (closed) worker.terminate()
      else idle.push(worker)
      resolve(message.answer as Answer)
      next()
    })
    worker.on('error', (error: Error & { code?: string }) =>
      lost(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? `it needed more than ${limits.heap} MiB` : `its worker failed: ${error.message}`),
    )
    worker.on('exit', (code) => lost(`its worker ended with code ${code}`))
    Atomics.store(all.get(worker)!, 0, 0)
    worker.ref()
    worker.postMessage(job)
  }

  return {
    size,
    run: (job, milliseconds) =>
      new Promise((resolve, reject) => {
        if (closed) return reject(new Error('the pool is closed'))
        waiting.push({ job, milliseconds, resolve, reject })
        next()
      }),
    async close() {
      closed = true
      for (const worker of all.keys()) worker.removeAllListeners()
      await Promise.all([...all.keys()].map((worker) => worker.terminate()))
      for (const { reject } of waiting.splice(0)) reject(new Error('the pool was closed'))
    },
  }
}
