import { serve } from '@hono/node-server'
import { UsageError } from '#model/errors.ts'
import type { Stemma } from '#stemma.ts'
import { createApp } from './app.ts'

export type Server = Readonly<{ address: string; close: () => Promise<void> }>

const loopback = ['127.0.0.1', 'localhost', '::1', '[::1]']
const headersWithin = 10_000 // ms a client may take to send its headers
const answerWithin = 60_000 // ms for one request

/** Starts the pages and the API. Anything but loopback needs a token. Throws UsageError when the port is taken. */
export async function startServer(
  stemma: Stemma,
  options: Readonly<{ host: string; port: number; token: string | null }>,
): Promise<Server> {
  const { host, port, token } = options
  const local = loopback.includes(host)
  if (!local && token === null)
    throw new UsageError(`${host} can be reached by others, and there is no token`, 'give --token, or listen on 127.0.0.1')
  const app = createApp(stemma, { token, hosts: local ? loopback : null })
  return new Promise((resolve, reject) => {
    const server = serve(
      { fetch: app.fetch, hostname: host, port, serverOptions: { headersTimeout: headersWithin, requestTimeout: answerWithin } },
      (info) =>
        resolve({
          address: `http://${host.includes(':') ? `[${host}]` : host}:${info.port}`,
          close: () => new Promise((done) => server.close(() => done())),
        }),
    )
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE' ? new UsageError(`port ${port} on ${host} is taken`, 'give another with --port, or 0 for any') : error,
      ),
    )
  })
}
