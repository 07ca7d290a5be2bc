import type { ReadingTask } from '#model/heard.ts'
import { Refused } from './claims.ts'
import type { ServerSettings } from './config.ts'
import { jsonIn, questionOf } from './questions.ts'

/** Bytes of an answer; a full page of claims has some 30 kB. */
const mostBytes = 1_048_576

/**
 * Asks an OpenAI-compatible server (`POST …/chat/completions`) and gives back the JSON that its model wrote. Goes to the
 * configured address only: a redirect is refused, and so is nothing but a whole answer in time. Errors: Refused, in words of
 * our own: neither the key nor what the server sent stands in it.
 */
export async function askServer(
  { url, model, keyFrom, timeout }: ServerSettings,
  task: ReadingTask,
  text: string,
  environment: NodeJS.ProcessEnv,
): Promise<unknown> {
  const signal = AbortSignal.timeout(timeout * 1_000)
  const key = keyFrom === undefined ? undefined : environment[keyFrom]
  if (keyFrom !== undefined && !key) throw new Refused(`the environment variable ${keyFrom} holds no key`)
  try {
    const response = await fetch(`${url.replace(/\/+$/, '')}/chat/completions`, {
      method: 'POST',
      redirect: 'manual',
      signal,
      headers: { 'content-type': 'application/json', accept: 'application/json', ...(key ? { authorization: `Bearer ${key}` } : {}) },
      body: JSON.stringify({
        ...{ model, messages: questionOf(task, text), stream: false },
        // As little chance as can be had; what was answered is stored all the same.
        ...{ temperature: 0, seed: 0, response_format: { type: 'json_object' } },
      }),
    })
    if (response.status >= 300 && response.status < 400) throw new Refused('the server leads elsewhere, which is not followed')
    if (!response.ok) throw new Refused(`the server answered ${response.status}`)
    return writtenIn(await wholeBody(response))
  } catch (error) {
    if (error instanceof Refused) throw error
    if (signal.aborted) throw new Refused(`no whole answer came within ${timeout} s`)
    throw new Refused(`the server could not be reached, or broke off${codeOf(error)}`)
  }
}

/** The code of a failed connection, such as ECONNREFUSED. */
function codeOf(error: unknown): string {
  const code = (error as { cause?: { code?: unknown } }).cause?.code
  return typeof code === 'string' && /^[A-Z_]{1,40}$/.test(code) ? ` (${code})` : ''
}

async function wholeBody(response: Response): Promise<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const pieces: Uint8Array[] = []
  let bytes = 0
  for await (const piece of response.body ?? []) {
    bytes += piece.length
    if (bytes > mostBytes) throw new Refused(`the answer is longer than ${mostBytes / 1_024} KiB`)
    pieces.push(piece)
  }
  try {
    return decoder.decode(Buffer.concat(pieces))
  } catch {
    throw new Refused('the answer is no UTF-8')
  }
}

type Completion = { choices?: readonly { message?: { content?: unknown } }[] } | null

function writtenIn(body: string): unknown {
  let completion: Completion
  try {
    completion = JSON.parse(body)
  } catch {
    throw new Refused('the answer is no JSON')
  }
  const content = completion?.choices?.[0]?.message?.content
  const written = typeof content === 'string' ? jsonIn(content) : undefined
  if (written === undefined) throw new Refused('the model wrote no JSON')
  return written
}
