import type { Stemma } from '#stemma.ts'
import { createApp } from './app.ts'
import type { Ask } from './mcp.ts'

/** Asks the HTTP API without a network: the same checks, the same answers. */
export function askOf(stemma: Stemma): Ask {
  const app = createApp(stemma, { token: null, hosts: null })
  return async (path, query = {}) => {
    const asked = new URLSearchParams()
    for (const [name, value] of Object.entries(query)) if (value !== undefined) asked.set(name, String(value))
    const answer = await app.request(`/api/v1${path}?${asked}`)
    const isJson = answer.headers.get('content-type')?.includes('json')
    if (answer.ok) return isJson ? answer.json() : answer.text()
    const { title, detail } = (isJson ? await answer.json() : {}) as { title?: string; detail?: string }
    throw new Error([title, detail].filter(Boolean).join(': ') || `the answer was ${answer.status}`)
  }
}
