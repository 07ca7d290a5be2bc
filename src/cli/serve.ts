import { startServer } from '#api/server.ts'
import { type Command, exitCodes } from './command.ts'
import { buildPages } from './pages.ts'
import { readToken } from './settings.ts'

export const serve: Command = {
  name: 'serve',
  summary: 'Show the stories in a browser and as a JSON API',
  usage: '',
  about:
    'Listens on this machine only, unless --host says otherwise; then a token is needed: the pages ask for it, and clients send it as a bearer token.',
  options: {
    host: { type: 'string', value: 'ADDRESS', says: 'address to listen on (STEMMA_HOST; default: 127.0.0.1)' },
    port: { type: 'string', short: 'p', value: 'PORT', says: 'port to listen on, 0 for any (STEMMA_PORT; default: 7411)' },
    'token-file': { type: 'string', value: 'FILE', says: 'ask for the token in the first line of this file (STEMMA_TOKEN_FILE)' },
    token: {
      type: 'string',
      value: 'TOKEN',
      says: 'ask for this token; others on this machine can read it in the list of processes, so better STEMMA_TOKEN or --token-file',
    },
  },
  examples: ['stemma serve', 'stemma serve --port 8080', 'stemma serve --host 0.0.0.0 --token-file /run/secrets/stemma'],
  async run({ settings, open, print }) {
    const token = readToken(settings.token)
    await buildPages(print)
    const stemma = await open()
    const server = await startServer(stemma, { host: settings.host, port: settings.port, token })
    print(
      `Stories: ${server.address}/${token === null ? '' : ' (asks for the token)'}\nAPI:     ${server.address}/api/v1/stories\nStop with Ctrl-C.`,
    )
    await new Promise<void>((resolve) => {
      process.once('SIGINT', resolve)
      process.once('SIGTERM', resolve)
    })
    await server.close()
    return exitCodes.ok
  },
}
