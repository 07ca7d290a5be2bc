#!/usr/bin/env node
import { enableCompileCache } from 'node:module'

// Everything else is loaded behind this line, so that a second start finds it compiled.
enableCompileCache()
// A reader that has seen enough (`| head`) closes the pipe: that is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))
const { main } = await import('./run.ts')
process.exitCode = await main(process.argv.slice(2))
