import { basename } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { StemmaError } from '#model/errors.ts'
import type { Progress, Stemma } from '#stemma.ts'
import { uploadsOf } from './multipart.ts'
import { HttpError } from './problems.ts'
import type { TaskItem } from './schemas/intake.ts'
import { Uploads } from './uploads.ts'

export const intakeLimits = {
  /** Bytes of one upload: a CC-NEWS file is 1 GiB. */
  bytes: 2 ** 30 + 2 ** 20,
  /** Tasks that wait or run. */
  waiting: 100,
  /** Finished tasks that are remembered. */
  kept: 200,
  /** ms between looks for files that wait for whoever may write. */
  look: 5_000,
  /** Browsers that follow the progress. */
  followers: 50,
  /** Events that wait for a browser which does not read them; then it is let go, and asks again when it reads. */
  unread: 100,
} as const

/** What followers are told: a task as it is now. `parked` comes when inputs were parked that were not before. */
type IntakeEvent = Readonly<{ event: 'progress' | 'done' | 'parked'; task: TaskItem }>
type Task = { -readonly [Field in keyof TaskItem]: TaskItem[Field] }

/** Takes in what the desk is given, one task after the other, and tells how far it is. */
export class Intake {
  readonly #stemma: Stemma
  readonly #uploads: Uploads
  readonly #tasks: Task[] = []
  readonly #followers = new Set<(event: IntakeEvent | null) => void>()
  readonly #stop = new AbortController()
  #turn: Promise<void> = Promise.resolve()
  #count = 0
  #looking: NodeJS.Timeout | undefined

  /** `folder`: where files that were sent are kept until they are stored. */
  constructor(stemma: Stemma, folder: string) {
    this.#stemma = stemma
    this.#uploads = new Uploads(folder)
  }

  /** The latest first. */
  get tasks(): readonly TaskItem[] {
    return this.#tasks.map((task) => ({ ...task })).reverse()
  }

  add(inputs: readonly string[]): TaskItem {
    return this.#queue('add', inputs, (options) => this.#stemma.add(inputs, options))
  }

  #addFiles(files: readonly string[]): TaskItem {
    return this.#queue(
      'add',
      files.map((file) => basename(file)),
      async (options) => {
        let taken = false
        try {
          const report = await this.#stemma.add(files, options)
          taken = true
          return report
        } finally {
          this.#uploads.release(files, taken)
        }
      },
    )
  }

  retry(stage: string | undefined): TaskItem {
    return this.#queue('retry', [stage ?? 'all stages'], (options) => this.#stemma.retry({ ...options, stage }))
  }

  /**
   * Writes the files of a form down and takes them in. Errors: HttpError for a broken form, one too large, or one without files,
   * of which nothing is kept.
   */
  async addUploads(body: AsyncIterable<Uint8Array>, contentType: string): Promise<TaskItem> {
    const files: string[] = []
    try {
      for await (const upload of uploadsOf(body, contentType, intakeLimits.bytes)) files.push(await this.#uploads.write(upload))
      if (files.length === 0) throw new HttpError(400, 'the form holds no file', 'send files, or a JSON body with urls')
      return (await this.#stemma.mayWrite()) ? this.#addFiles(files) : this.#leave(files)
    } catch (error) {
      this.#uploads.release(files, true)
      void this.tidy()
      throw error
    }
  }

  /**
   * Goes on with files that were sent to an earlier server, or to another one on the same folder, and that it did not come to. Of
   * several servers one takes them in: the one that has the folder for writing. The others look again, for it may end.
   */
  async resume(look: number = intakeLimits.look): Promise<void> {
    await this.#uploads.sweep()
    await this.#takeLeftovers()
    this.#looking = setInterval(() => void this.#takeLeftovers().catch(() => {}), look).unref() // what fails is looked for again
  }

  async #takeLeftovers(): Promise<void> {
    if (!this.#uploads.some() || !(await this.#stemma.mayWrite())) return
    const files = await this.#uploads.leftovers(this.#parkedSources) // looked for only now: another server may just have taken them
    this.#uploads.hold(files)
    if (files.length > 0) this.#addFiles(files)
  }

  /** Files that another process, which has the folder for writing, is to take in. */
  #leave(files: readonly string[]): TaskItem {
    this.#uploads.leave(files)
    const task = this.#task(
      'add',
      files.map((file) => basename(file)),
    )
    return { ...Object.assign(task, { state: 'left' }) }
  }

  /** Removes files that are not needed any more, when it is their turn: a task that runs may still read them. */
  tidy(): Promise<void> {
    this.#turn = this.#turn.then(() => this.#uploads.clear(this.#parkedSources).catch(() => {})) // else the next turn does it
    return this.#turn
  }

  readonly #parkedSources = async (): Promise<readonly string[]> => {
    const sources: string[] = []
    for (let cursor: string | undefined; ; ) {
      const rows = await this.#stemma.parked({ stage: 'acquire', cursor })
      for (const { source } of rows) sources.push(source)
      if (rows.length === 0) return sources
      cursor = rows.at(-1)!.cursor
    }
  }

  #queue(kind: Task['kind'], inputs: readonly string[], work: (options: RunOptions) => Promise<NonNullable<Task['report']>>): TaskItem {
    if (this.#tasks.filter(isUnderWay).length >= intakeLimits.waiting)
      throw new HttpError(429, `${intakeLimits.waiting} tasks are waiting already`, 'wait until some are done', { 'retry-after': '30' })
    const task = this.#task(kind, inputs)
    this.#turn = this.#turn.then(() => this.#run(task, work))
    void this.tidy()
    return { ...task }
  }

  #task(kind: Task['kind'], inputs: readonly string[]): Task {
    const task: Task = {
      ...{ id: `task_${++this.#count}`, kind, inputs: [...inputs], state: 'waiting', at: new Date().toISOString(), phase: null },
      ...{ done: 0, failed: 0, bytes: 0, totalBytes: null, report: null, error: null },
    }
    this.#tasks.push(task)
    while (this.#tasks.length > intakeLimits.kept && !isUnderWay(this.#tasks[0]!)) this.#tasks.shift()
    return task
  }

  async #run(task: Task, work: (options: RunOptions) => Promise<NonNullable<Task['report']>>): Promise<void> {
    const onProgress = (progress: Progress) => {
      const more = progress.failed > task.failed
      Object.assign(task, progress)
      this.#tell('progress', task)
      if (more) this.#tell('parked', task)
    }
    task.state = 'running'
    this.#tell('progress', task)
    try {
      this.#stop.signal.throwIfAborted()
      task.report = await work({ onProgress, signal: this.#stop.signal })
      task.state = 'done'
    } catch (error) {
      task.state = 'failed'
      task.error =
        error instanceof StemmaError ? `${error.message}; ${error.advice}` : error instanceof Error ? error.message : String(error)
    }
    this.#tell('done', task)
  }

  #tell(event: IntakeEvent['event'], task: Task): void {
    for (const follower of this.#followers) follower({ event, task: { ...task } })
  }

  /** Calls back with what happens from now on, and with null at the end. Returns how to stop. */
  follow(follower: (event: IntakeEvent | null) => void): () => void {
    if (this.#followers.size >= intakeLimits.followers)
      throw new HttpError(429, `${intakeLimits.followers} others follow already`, 'close some windows', { 'retry-after': '30' })
    this.#followers.add(follower)
    return () => this.#followers.delete(follower)
  }

  /** Stops what runs between two batches: what is stored stays whole, the rest can be added again; `resume` does so with files. */
  async close(): Promise<void> {
    clearInterval(this.#looking)
    this.#stop.abort(new Error('the server was stopped; add the same again to go on'))
    for (const follower of this.#followers) follower(null)
    this.#followers.clear()
    await this.#turn
  }
}

const isUnderWay = ({ state }: TaskItem) => state === 'waiting' || state === 'running'

type RunOptions = Readonly<{ onProgress: (progress: Progress) => void; signal: AbortSignal }>

const beat = 15_000 // ms between signs of life: proxies close what is silent for a minute

/**
 * The events as a text/event-stream (HTML Living Standard, server-sent events): a task whole when it is first told of, then its id and
 * what has changed. Ends when the client goes or the server stops.
 */
export function eventStream(intake: Intake, gone: AbortSignal): ReadableStream<Uint8Array> {
  let stop = () => {}
  return new ReadableStream({
    start(controller) {
      const encoder = new TextEncoder()
      const send = (text: string) => {
        controller.enqueue(encoder.encode(text))
        if (controller.desiredSize! < -intakeLimits.unread) end()
      }
      const end = () => {
        stop()
        controller.close()
      }
      const told = new Map<string, TaskItem>()
      const tell = ({ event, task }: IntakeEvent) => {
        send(`event: ${event}\ndata: ${JSON.stringify(changed(told.get(task.id), task))}\n\n`)
        if (isUnderWay(task)) told.set(task.id, task)
        else told.delete(task.id)
      }
      const leave = intake.follow((event) => (event === null ? end() : tell(event)))
      const timer = setInterval(() => send(': \n\n'), beat)
      stop = () => {
        clearInterval(timer)
        leave()
        gone.removeEventListener('abort', end)
      }
      gone.addEventListener('abort', end, { once: true })
      send('retry: 2000\n\n')
      for (const task of intake.tasks.filter(isUnderWay).reverse()) tell({ event: 'progress', task })
    },
    cancel: () => stop(),
  })
}

const changed = (before: TaskItem | undefined, now: TaskItem): Partial<TaskItem> =>
  before === undefined
    ? now
    : Object.fromEntries(
        Object.entries(now).filter(([name, value]) => name === 'id' || !isDeepStrictEqual(value, before[name as keyof TaskItem])),
      )
