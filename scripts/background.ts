import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { documents, fewest, slots, steps } from '#cluster/background.ts'
import { scanWords } from '#text/wordhash.ts'
import { jsonl } from '../eval/table.ts'

/** Counts in how many unlabelled articles each word stands, and writes src/cluster/background.counts. */
const counts = new Map<number, number>()
let seen = 0
for await (const { text } of jsonl<{ text: string }>('eval/copies/articles.jsonl.gz')) {
  const { hashes, count } = scanWords(text)
  for (const hash of new Set(hashes.subarray(0, count))) counts.set(hash, (counts.get(hash) ?? 0) + 1)
  seen++
}
if (seen !== documents) throw new Error(`${seen} documents, but background.ts says ${documents}`)
const most = new Uint32Array(slots)
for (const [hash, times] of counts) if (times >= fewest) most[hash & (slots - 1)] = Math.max(most[hash & (slots - 1)]!, times)
const table = Uint8Array.from(most, (times) => (times === 0 ? 0 : Math.max(1, Math.round(Math.log((documents + 1) / times) * steps))))
writeFileSync(resolve(import.meta.dirname, '../src/cluster/background.counts'), table)
console.log(`${counts.size} words, ${table.filter((each) => each > 0).length} of ${slots} slots in use`)
