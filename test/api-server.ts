import { type Server, startServer } from '../src/api/server.ts'
import type { Stemma } from '../src/stemma.ts'
import { withExamples } from './examples.ts'

export type Json = Record<string, unknown>
export const json = { 'content-type': 'application/json' }

/** A server over the example pages, and ways to ask it; paths are below /api/v1. */
export type Api = Readonly<{
  stemma: Stemma
  server: Server
  get: (path: string, init?: RequestInit) => Promise<Response>
  read: <T = Json>(path: string) => Promise<T>
  post: (path: string, body: object) => Promise<Response>
  close: () => Promise<void>
}>

export async function withApi(): Promise<Api> {
  const { stemma, close } = await withExamples()
  const server = await startServer(stemma, { host: '127.0.0.1', port: 0, token: null })
  const get: Api['get'] = (path, init) => fetch(`${server.address}/api/v1${path}`, init)
  return {
    stemma,
    server,
    get,
    read: async <T>(path: string) => (await get(path)).json() as Promise<T>,
    post: (path, body) => get(path, { method: 'POST', headers: json, body: JSON.stringify(body) }),
    close: async () => {
      await server.close()
      await close()
    },
  }
}

export async function allOf<T>(values: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const value of values) all.push(value)
  return all
}
