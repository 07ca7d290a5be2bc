import { Worker } from 'node:worker_threads'

/** What one job may cost. */
export type PoolLimits = Readonly<{
  /** JavaScript heap of one worker, MiB. */
  heap: number
}>
const poolDefaults: PoolLimits = { heap: 2_048 } // a page of 100 MiB, parsed; ordinary pages stay below 100 MiB

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
/** A thread, where it says it is, and the job it is at. */
type Member<Job, Answer> = { readonly worker: Worker; readonly step: Int32Array; at: Waiting<Job, Answer> | null; timer?: NodeJS.Timeout }

/** Opens `size` threads over a worker script; they start when there is work for them. `data` reaches each as `workerData.data`. */
export function openPool<Job, Answer>(script: URL, size: number, data: unknown, limits: PoolLimits = poolDefaults): Pool<Job, Answer> {
  const waiting: Waiting<Job, Answer>[] = []
  const members = new Set<Member<Job, Answer>>()
  let closed = false

  const next = () => {
    while (!closed && waiting.length > 0) {
      const member = [...members].find(({ at }) => at === null) ?? (members.size < size ? start() : null)
      if (member === null) return
      give(member, waiting.shift()!)
    }
  }

  const start = (): Member<Job, Answer> => {
    const step = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)
    const workerData: WorkerStart = { step, data }
    const worker = new Worker(script, { workerData, resourceLimits: { maxOldGenerationSizeMb: limits.heap } })
    const member: Member<Job, Answer> = { worker, step: new Int32Array(step), at: null }
    worker.on('message', ({ answer }: WorkerAnswer) => finish(member)?.resolve(answer as Answer))
    worker.on('error', (error: Error & { code?: string }) =>
      lose(
        member,
        error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? `it needed more than ${limits.heap} MiB` : `its worker failed: ${error.message}`,
      ),
    )
    worker.on('exit', (code) => lose(member, `its worker ended with code ${code}`))
    members.add(member)
    return member
  }

  const give = (member: Member<Job, Answer>, job: Waiting<Job, Answer>) => {
    member.at = job
    member.timer = setTimeout(() => lose(member, `it took more than ${job.milliseconds / 1_000} s`), job.milliseconds)
    Atomics.store(member.step, 0, 0)
    member.worker.ref()
    member.worker.postMessage(job.job)
  }

  /** Takes the job from a thread, which may have the next one. A thread without a job does not keep the process alive. */
  const finish = (member: Member<Job, Answer>): Waiting<Job, Answer> | null => {
    const job = member.at
    clearTimeout(member.timer)
    member.at = null
    member.worker.unref()
    queueMicrotask(next)
    return job
  }

  const lose = (member: Member<Job, Answer>, why: string) => {
    members.delete(member)
    member.worker.terminate()
    finish(member)?.reject(new WorkerLost(why, Atomics.load(member.step, 0)))
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
      const open = [...members]
      for (const { reject } of [...open.flatMap((member) => finish(member) ?? []), ...waiting.splice(0)])
        reject(new Error('the pool was closed'))
      await Promise.all(open.map(({ worker }) => worker.terminate()))
    },
  }
}
