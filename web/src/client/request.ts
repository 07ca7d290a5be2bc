/** What the API said no with (RFC 9457), or that it could not be reached. */
export class Problem extends Error {
  readonly status: number
  readonly advice: string

  constructor(status: number, title: string, advice: string) {
    super(title)
    this.status = status
    this.advice = advice
  }
}

declare const answer: unique symbol
/** The address of an answer, which knows what the answer is. */
export type Question<T> = string & Readonly<{ [answer]?: T }>

export const apiBase = '/api/v1'
/** Throws Problem for every answer that is none. */
export async function request(address: string, init: RequestInit = {}): Promise<Response> {
  const answer = await fetch(address, init).catch(() => {
    throw new Problem(0, 'Stemma does not answer', 'see whether “stemma serve” still runs, then try again')
  })
  if (answer.ok) return answer
  const said: unknown = await answer.json().catch(() => null)
  const { title, detail } = (said ?? {}) as Readonly<{ title?: string; detail?: string }>
  throw new Problem(answer.status, title ?? `the answer was ${answer.status}`, detail ?? '')
}

export const getJson = async <T>(address: string, signal?: AbortSignal): Promise<T> =>
  (await request(address, signal ? { signal } : {})).json() as Promise<T>

export const getText = async (address: string): Promise<string> => (await request(address)).text()
