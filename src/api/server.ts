import type { Server as HttpServer } from 'node:http'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { UsageError } from '#model/errors.ts'
import { type Stemma, version } from '#stemma.ts'
import { createApp } from './app.ts'
import { askOf } from './ask.ts'
import { mcpOverHttp } from './mcp.ts'
import { deskFolder } from './static.ts'

export type Server = Readonly<{ address: string; close: () => Promise<void> }>

const loopback = ['127.0.0.1', 'localhost', '::1', '[::1]']
const headersWithin = 10_000 // ms a client may take to send its headers
const requestWithin = 600_000 // ms for a whole request: a file of 1 GiB over a slow line at home takes minutes
const idleWithin = 5_000 // ms a connection is kept open between requests
const answersWithin = 2_000 // ms that answers under way get when the server stops

/** Starts the desk and the API. Anything but loopback needs a token. Throws UsageError when the port is taken. */
export async function startServer(
  stemma: Stemma,
  options: Readonly<{ host: string; port: number; token: string | null }>,
): Promise<Server> {
  const { host, port, token } = options
  const local = loopback.includes(host)
  if (!local && token === null)
    throw new UsageError(
      `${host} can be reached by others, and there is no token`,
      'set STEMMA_TOKEN or give --token-file, or listen on 127.0.0.1',
    )
  if (token === '') throw new UsageError('the token is empty', 'give one that is hard to guess')
  const { data } = await stemma.status()
  const app = createApp(stemma, { token, hosts: local ? loopback : null, uploads: join(data, 'uploads'), desk: deskFolder() })
  await app.intake.resume()
  const mcp = mcpOverHttp(askOf(stemma), version)
  app.all('/mcp', (c) => mcp.fetch(c.req.raw))
  const serverOptions = { headersTimeout: headersWithin, requestTimeout: requestWithin, keepAliveTimeout: idleWithin }
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname: host, port, serverOptions }, (info) =>
      resolve({
        address: `http://${host.includes(':') ? `[${host}]` : host}:${info.port}`,
        close: async () => {
          const http = server as HttpServer
          const closed = new Promise<void>((done) => http.close(() => done()))
          await app.intake.close()
          const idle = setInterval(() => http.closeIdleConnections(), 20)
          const late = setTimeout(() => http.closeAllConnections(), answersWithin)
          await closed
          clearInterval(idle)
          clearTimeout(late)
        },
      }),
    )
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE' ? new UsageError(`port ${port} on ${host} is taken`, 'give another with --port, or 0 for any') : error,
      ),
    )
  })
}
