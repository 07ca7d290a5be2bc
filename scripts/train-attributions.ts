import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Labelled, overlaps, readNews } from '../eval/attribution-sets.ts'
import { clausesOf } from '../src/read/quote-clauses.ts'
import { featureBits, featuresOf, type JudgeModel, writeJudge } from '../src/read/quote-judge.ts'
import { unitsOf } from '../src/read/quote-units.ts'
import { findQuoted } from '../src/text/quotations.ts'
import { sentencesOf } from '../src/text/sentences.ts'
import { heldOut } from './held-out.ts'

/** One candidate clause: its features and whether a labeller marked its cue. */
type Example = Readonly<{ features: readonly number[]; right: boolean }>

/** Logistic regression by gradient descent over shuffled examples. Found on outlet folds of the training set. */
export const trainingDefaults = { passes: 30, rate: 0.04, decay: 1e-3, threshold: -2, seed: 7 }

/** The clauses that the rules allow in labelled articles. Later clauses of a unit see only the right ones before them. */
export function examplesOf(articles: readonly Labelled[]): readonly Example[] {
  const examples: Example[] = []
  for (const { text, gold } of articles)
    for (const unit of unitsOf(text, sentencesOf(text), findQuoted(text)))
      clausesOf(unit, (tokens, clause, before) => {
        const cue = { start: tokens[clause.cue.from]!.start, end: tokens[clause.cue.to - 1]!.end }
        const right = gold.some(({ cues }) => cues.some((other) => overlaps(other, cue)))
        examples.push({ features: featuresOf(tokens, clause, before), right })
        return right
      })
  return examples
}

/** Marsaglia's xorshift, 32 bits: the same order on every machine. */
function randomOf(seed: number): () => number {
  let state = seed | 0 || 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
}

export function trainJudge(examples: readonly Example[], options = trainingDefaults): JudgeModel {
  const weights = new Float64Array(1 << featureBits)
  const random = randomOf(options.seed)
  const order = examples.map((_, index) => index)
  for (let pass = 0; pass < options.passes; pass++) {
    for (let at = order.length - 1; at > 0; at--) {
      const other = Math.floor(random() * (at + 1))
      ;[order[at], order[other]] = [order[other]!, order[at]!]
    }
    const rate = options.rate / (1 + pass)
    for (const index of order) {
      const { features, right } = examples[index]!
      let sum = 0
      for (const feature of features) sum += weights[feature]!
      const step = rate * ((right ? 1 : 0) - 1 / (1 + Math.exp(-sum)))
      for (const feature of features) weights[feature]! += step - rate * options.decay * weights[feature]!
    }
  }
  return quantised(weights, options.threshold)
}

function quantised(weights: Float64Array, threshold: number): JudgeModel {
  const largest = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 1e-9)
  const scale = Math.fround(largest / 127)
  return { weights: Int8Array.from(weights, (weight) => Math.round(weight / scale)), scale, threshold }
}

if (import.meta.main) {
  const examples = examplesOf((await readNews()).filter(({ id }) => !heldOut.has(id)))
  const model = trainJudge(examples)
  const file = resolve(import.meta.dirname, '../src/read/quotes.weights')
  writeFileSync(file, writeJudge(model))
  console.log(`${examples.length} clauses, ${examples.filter(({ right }) => right).length} right → ${file}`)
}
