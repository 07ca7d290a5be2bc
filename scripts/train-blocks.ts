import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { haveShared } from '../eval/table.ts'
import { packModel } from '../src/extract/model.ts'
import { samplesOf, trainingSets } from './block-samples.ts'
import { modelOf, readied } from './block-training.ts'

/**
 * Trains the labelling of blocks on the labelled pages beside the project and writes src/extract/block-weights.ts. The same pages give the
 * same file to the bit: `--check` writes nothing and fails where the file differs. `node eval/extraction-heldout.ts` measures the same
 * training on sites it has not seen.
 */
const { values } = parseArgs({ options: { check: { type: 'boolean' } } })
const path = resolve(import.meta.dirname, '../src/extract/block-weights.ts')

if (!haveShared()) {
  process.stderr.write('The labelled sets are not beside the project: nothing to train on.\n')
  process.exit(1)
}
const packed = packModel(modelOf(readied(await samplesOf(trainingSets))))
const source = `/** Made by scripts/train-blocks.ts: see model.ts. */\nexport const blockWeights =\n  '${packed}'\n`
process.stderr.write(`${packed.length} characters of weights, SHA-256 ${createHash('sha256').update(packed).digest('hex').slice(0, 12)}\n`)
if (!values.check) writeFileSync(path, source)
else if (readFileSync(path, 'utf8') !== source) {
  process.stderr.write('They differ from src/extract/block-weights.ts.\n')
  process.exit(1)
}
