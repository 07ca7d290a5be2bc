import { askOf } from '#api/ask.ts'
import { mcpOverStdio } from '#api/mcp.ts'
import { version } from '#stemma.ts'
import { type Command, exitCodes } from './command.ts'

export const mcp: Command = {
  name: 'mcp',
  summary: 'Answer a language model over the Model Context Protocol',
  usage: '',
  about:
    'Speaks MCP on standard input and output until the client ends: search stories, story, compare, quotes, events, evidence. Reads only. "stemma serve" answers the same at /mcp.',
  options: {},
  examples: ['stemma mcp', 'stemma mcp --data ~/news'],
  async run({ open }) {
    const ask = askOf(await open())
    const done = new Promise<void>((resolve) => {
      process.stdin.once('end', resolve)
      process.stdin.once('close', resolve)
      process.once('SIGINT', resolve)
      process.once('SIGTERM', resolve)
    })
    const connection = mcpOverStdio(ask, version, (error) => process.stderr.write(`stemma mcp: ${error.message}\n`))
    await done
    await connection.close()
    return exitCodes.ok
  },
}
