import { sketchOf } from '#match/sketch.ts'
import { digestOf, haveShared, jsonl, show, type Table } from '../eval/table.ts'

const source = 'eval/copies/articles.jsonl.gz'
/** Ours is timed over all texts again and again until this many seconds have passed. */
const seconds = 3
/** npm `minhash` is so much slower that a sample must do. */
const rivalTexts = 150

type Hasher = { update(shingle: string): void }

/** Shingles for npm `minhash`, as its users cut them: lower case, white space, five words. */
function shinglesOf(text: string): Set<string> {
  const words = text.toLowerCase().split(/\s+/)
  const made = new Set<string>()
  for (let i = 0; i + 5 <= words.length; i++) made.add(words.slice(i, i + 5).join(' '))
  return made
}

/** Seconds of processor time of this process: on a machine that others use too, time on the clock says less. */
const processorTime = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

function ours(texts: readonly string[]): number {
  for (const text of texts.slice(0, 500)) sketchOf(text) // warm
  let done = 0
  const start = processorTime()
  while (processorTime() - start < seconds)
    for (const text of texts) {
      sketchOf(text)
      done++
    }
  return done / (processorTime() - start)
}

async function rival(texts: readonly string[]): Promise<number> {
  const { Minhash } = (await import('minhash' as string)) as { Minhash: new (options: { numPerm: number }) => Hasher }
  const sample = texts.slice(0, rivalTexts)
  const run = (some: readonly string[]) => {
    for (const text of some) {
      const hasher = new Minhash({ numPerm: 128 })
      for (const shingle of shinglesOf(text)) hasher.update(shingle)
    }
  }
  run(sample.slice(0, 20)) // warm
  const start = processorTime()
  run(sample)
  return sample.length / (processorTime() - start)
}

/** Sketches (fingerprints, positions and MinHash) a second of processor time, beside npm `minhash` (128 permutations) in the same run. */
export async function run(): Promise<Table> {
  const texts: string[] = []
  for await (const { text } of jsonl<{ text: string }>(source)) texts.push(text)
  const mean = texts.reduce((sum, text) => sum + text.length, 0) / texts.length
  const mine = ours(texts)
  const theirs = await rival(texts)
  return {
    name: 'hashing',
    columns: ['documents/s/core', 'times npm minhash'],
    rows: [
      { name: 'stemma sketchOf', cells: [Math.round(mine), mine / theirs] },
      { name: 'npm minhash', cells: [theirs, 1] },
    ],
    digest: digestOf(source),
    notes: [`${texts.length} texts, mean ${Math.round(mean)} characters`],
  }
}

if (import.meta.main) console.log(haveShared() ? show(await run()) : 'skipped: ../shared/eval is not there')
