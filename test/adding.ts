import { openStemma } from '../src/stemma.ts'

/** `node adding.ts DATA WORKERS PATH…`: what `stemma add` does, with a line on stdout for each step, for tests to kill. */
const [data, workers, ...paths] = process.argv.slice(2)
const stemma = await openStemma({ data, workers: Number(workers) })
console.log('open')
await stemma.add(paths, { onProgress: ({ phase, done }) => console.log(`${phase} ${done}`) })
await stemma.close()
console.log('done')
