import { parentPort, workerData } from 'node:worker_threads'
import { jsonIn } from './questions.ts'
import { namesFromTokens, type TokenLabel } from './token-labels.ts'
import type { TransformerAnswer, TransformerQuestion, TransformerStart } from './transformer.ts'

/** A thread that holds one model of `@huggingface/transformers`. That package is the user's: nothing of ours brings it along. */
const { entry, model, pipeline: kind, download } = workerData as TransformerStart
type Pipeline = (input: unknown, options?: unknown) => Promise<unknown>
type Package = Readonly<{ env: { allowRemoteModels: boolean }; pipeline: (kind: string, model: string) => Promise<Pipeline> }>

const longestAnswer = 4_096 // tokens of a generated answer

async function load(): Promise<Pipeline> {
  const { env, pipeline } = (await import(entry)) as Package
  env.allowRemoteModels = download
  return pipeline(kind, model)
}

const port = parentPort!
const loaded = load()
loaded.catch(() => {}) // told with the answer to the first question

port.on('message', async ({ messages, text }: TransformerQuestion) => {
  try {
    const run = await loaded
    port.postMessage({
      answer: kind === 'token-classification' ? await tokens(run, text) : await generated(run, messages),
    } satisfies TransformerAnswer)
  } catch (error) {
    port.postMessage({ failed: error instanceof Error ? error.message.slice(0, 200) : 'it threw' } satisfies TransformerAnswer)
  }
})

const tokens = async (run: Pipeline, text: string) => namesFromTokens(text, (await run(text)) as readonly TokenLabel[])

async function generated(run: Pipeline, messages: TransformerQuestion['messages']): Promise<unknown> {
  const [first] = (await run(messages, { max_new_tokens: longestAnswer, do_sample: false })) as { generated_text?: unknown }[]
  const said = first?.generated_text
  const last = Array.isArray(said) ? (said.at(-1) as { content?: unknown }).content : said
  return typeof last === 'string' ? jsonIn(last) : undefined
}
