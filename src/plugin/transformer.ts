import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { ReadingTask } from '#model/heard.ts'
import { Refused } from './claims.ts'
import type { TransformerSettings } from './config.ts'
import { type Message, questionOf } from './questions.ts'

export type TransformerStart = Readonly<{ entry: string; model: string; pipeline: string; download: boolean }>
export type TransformerQuestion = Readonly<{ messages: readonly Message[]; text: string }>
export type TransformerAnswer = Readonly<{ answer: unknown } | { failed: string }>

const packageName = '@huggingface/transformers'
const script = new URL(import.meta.url.endsWith('.ts') ? './transformer-worker.ts' : './transformer-worker.js', import.meta.url)
/** MiB of JavaScript heap; the weights lie outside it. */
const heap = 4_096

/** A model in a thread of its own, so that a question that takes too long can be ended. One question at a time. */
export class Transformer {
  readonly #settings: TransformerSettings
  readonly #task: ReadingTask
  #worker: Worker | null = null
  #turn: Promise<unknown> = Promise.resolve()

  constructor(settings: TransformerSettings, task: ReadingTask) {
    this.#settings = settings
    this.#task = task
  }

  /** Errors: Refused when the package is not there, the model cannot be loaded, or no answer came in time. */
  ask(text: string): Promise<unknown> {
    const mine = this.#turn.then(() => this.#ask(text))
    this.#turn = mine.catch(() => {})
    return mine
  }

  #ask(text: string): Promise<unknown> {
    const { timeout } = this.#settings
    this.#worker ??= this.#start()
    const worker = this.#worker
    return new Promise((resolve, reject) => {
      const end = (finish: () => void) => {
        clearTimeout(timer)
        worker.off('message', answered).off('error', failed).off('exit', ended).unref()
        finish()
      }
      const lose = (why: string) =>
        end(() => {
          this.#worker = null
          void worker.terminate()
          reject(new Refused(why))
        })
      const answered = (message: TransformerAnswer) =>
        'failed' in message ? lose(`${packageName} failed: ${message.failed}`) : end(() => resolve(message.answer))
      const failed = () => lose(`the thread of ${packageName} failed`)
      const ended = () => lose(`the thread of ${packageName} ended`)
      const timer = setTimeout(() => lose(`no answer came within ${timeout} s`), timeout * 1_000)
      worker.on('message', answered).on('error', failed).on('exit', ended).ref()
      worker.postMessage({ messages: questionOf(this.#task, text), text } satisfies TransformerQuestion)
    })
  }

  #start(): Worker {
    const { model, download, pipeline = this.#task === 'names' ? 'token-classification' : 'text-generation' } = this.#settings
    if (pipeline === 'token-classification' && this.#task !== 'names')
      throw new Refused(`token classification finds names only: set pipeline = "text-generation" for ${this.#task}`)
    const workerData: TransformerStart = { entry: entryOf(this.#settings), model, pipeline, download }
    const worker = new Worker(script, { workerData, resourceLimits: { maxOldGenerationSizeMb: heap } })
    const gone = () => {
      if (this.#worker === worker) this.#worker = null
    }
    return worker.on('error', gone).on('exit', gone) // between two questions too
  }

  async close(): Promise<void> {
    await this.#worker?.terminate()
    this.#worker = null
  }
}

/** Where the user's own copy of the package begins. */
function entryOf({ folder }: TransformerSettings): string {
  const from = resolve(folder ?? process.cwd())
  try {
    return pathToFileURL(createRequire(join(from, 'package.json')).resolve(packageName)).href
  } catch {
    throw new Refused(`${packageName} is not installed in ${from}: run "npm install ${packageName}" there, or set folder`)
  }
}
