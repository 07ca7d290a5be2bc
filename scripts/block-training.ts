import { chooseDefaults, firstChances, secondChances } from '../src/extract/choose.ts'
import { wideCount, withContext } from '../src/extract/context.ts'
import { featureCount, featureNames, featuresOf } from '../src/extract/features.ts'
import { markupOf } from '../src/extract/markup.ts'
import type { Model } from '../src/extract/model.ts'
import { tokenSpace } from '../src/extract/tokens.ts'
import type { Trees } from '../src/extract/trees.ts'
import { blockWeight, foldCount, type Sample, unknown } from './block-samples.ts'
import { type BoostOptions, binned, boost, boostDefaults, randomFrom } from './boost.ts'

/** How the parts of the model are trained. */
export type Settings = Readonly<{ words: WordOptions; first: BoostOptions; second: BoostOptions }>
/** Passes over all blocks, size of the first steps, pull towards nought, steps in which weights are kept. */
type WordOptions = Readonly<{ passes: number; rate: number; decay: number; steps: number }>
/** The second pass decides; the first need only be good enough to be asked, and is asked of every block. */
export const trainingDefaults: Settings = {
  words: { passes: 4, rate: 0.15, decay: 2e-6, steps: 32 },
  first: { ...boostDefaults, trees: 90, rate: 0.15 },
  second: { ...boostDefaults, trees: 260, rate: 0.06, leaves: 16 },
}

/** Pages ready to train on, and what the passes see of them. */
export type Ready = Readonly<{ samples: readonly Sample[]; seen: ReadonlyMap<Sample, Seen> }>

/**
 * Makes pages ready: where nobody marked a block, models that never saw its site do. More sites with labels that are mostly right teach more
 * than they mislead (Yarowsky 1995; decisions/0073).
 */
export function readied(samples: readonly Sample[], settings = trainingDefaults): Ready {
  const marked = { samples, seen: seenOf(samples, settings) }
  const chances = heldOutChances(marked, settings)
  const filled = samples.map((sample) => filledIn(sample, chances.get(sample)!))
  return { samples: filled, seen: seenOf(filled, settings) }
}

/** Chances of text at which a block is labelled by what a model says of it. */
const sure = { text: 0.85, none: 0.15 } as const
/** What such a label weighs beside one that a person gave. */
const filledWeight = 0.5
/** A page on which models find fewer words of text is left as it is. */
const fewestWords = 80

function filledIn(sample: Sample, chances: Float32Array): Sample {
  const { blocks } = sample
  if (!sample.label.includes(unknown)) return sample
  let words = 0
  for (let b = 0; b < blocks.count; b++) if (chances[b]! >= chooseDefaults.text) words += blocks.words[b]!
  if (words < fewestWords) return sample
  const label = sample.label.slice()
  const weight = sample.weight.slice()
  for (let b = 0; b < blocks.count; b++) {
    if (label[b] !== unknown || (chances[b]! > sure.none && chances[b]! < sure.text)) continue
    label[b] = chances[b]! >= sure.text ? 1 : 0
    weight[b] = filledWeight * blockWeight(blocks.words[b]!, words)
  }
  return { ...sample, label, weight }
}

/** What the passes see of a page, made by models that never saw its site. */
export type Seen = Readonly<{ rows: Float32Array; first: Float32Array; wide: Float32Array }>

const folds = Array.from({ length: foldCount }, (_, fold) => fold)
const inFold = (samples: readonly Sample[], fold: number) => samples.filter((sample) => sample.fold === fold)
const teachers = (samples: readonly Sample[], fold: number) => samples.filter((sample) => sample.fold !== fold && sample.teaches)

function seenOf(samples: readonly Sample[], settings: Settings): Map<Sample, Seen> {
  const rows = new Map<Sample, Float32Array>()
  for (const fold of folds) {
    const words = trainWords(teachers(samples, fold), settings.words)
    for (const sample of inFold(samples, fold)) {
      const { scan, blocks, anchors, sums, bars } = sample
      rows.set(sample, featuresOf(scan, blocks, anchors, markupOf(scan, sums, words), sums, words, bars))
    }
  }
  const seen = new Map<Sample, Seen>()
  for (const fold of folds) {
    const trees = trainTrees(teachers(samples, fold), firstPass(rows), settings.first)
    for (const sample of inFold(samples, fold)) {
      const mine = rows.get(sample)!
      const first = firstChances(trees, mine, sample.blocks, sample.bars)
      seen.set(sample, { rows: mine, first, wide: withContext(sample.scan, sample.blocks, mine, first) })
    }
  }
  return seen
}

/** Chances of each page's blocks under models that never saw its site. */
export function heldOutChances({ samples, seen }: Ready, settings = trainingDefaults): Map<Sample, Float32Array> {
  const chances = new Map<Sample, Float32Array>()
  for (const fold of folds) {
    const trees = trainTrees(teachers(samples, fold), secondPass(seen), settings.second)
    for (const sample of inFold(samples, fold)) {
      const { wide, first } = seen.get(sample)!
      chances.set(sample, secondChances(trees, wide, first))
    }
  }
  return chances
}

/** The model trained on all pages. */
export function modelOf({ samples, seen }: Ready, settings = trainingDefaults): Model {
  const all = samples.filter(({ teaches }) => teaches)
  const rows = new Map(all.map((sample) => [sample, seen.get(sample)!.rows]))
  return {
    words: trainWords(all, settings.words),
    first: trainTrees(all, firstPass(rows), settings.first),
    second: trainTrees(all, secondPass(seen), settings.second),
  }
}

/** Blocks whose words speak against them this much, in steps of the linear model, are plainly no text. */
const plainWords = -160
const allWords = featureNames.indexOf('all words')

/** The rows of a page and which of them to train on: a share of the plain negatives is enough, weighing more. */
type Pass = Readonly<{ rows: Float32Array; width: number; plain: (b: number) => boolean }>
const plainShare = 4

const firstPass =
  (rows: ReadonlyMap<Sample, Float32Array>) =>
  (sample: Sample): Pass => {
    const mine = rows.get(sample)!
    return { rows: mine, width: featureCount, plain: (b) => mine[b * featureCount + allWords]! < plainWords }
  }

const secondPass =
  (seen: ReadonlyMap<Sample, Seen>) =>
  (sample: Sample): Pass => {
    const { wide, first } = seen.get(sample)!
    return { rows: wide, width: wideCount, plain: (b) => first[b]! < chooseDefaults.unlikely }
  }

/** Logistic regression over tokens by Adagrad; weights in steps, so that sums are whole numbers. */
function trainWords(samples: readonly Sample[], { passes, rate, decay, steps }: WordOptions): Int8Array {
  const weights = new Float64Array(tokenSpace)
  const squares = new Float64Array(tokenSpace).fill(1e-2)
  const order: [Sample, number][] = []
  for (const sample of samples) for (let b = 0; b < sample.blocks.count; b++) if (sample.label[b] !== unknown) order.push([sample, b])
  const random = randomFrom(7)
  const mean = order.reduce((sum, [sample, b]) => sum + sample.weight[b]!, 0) / order.length
  for (let pass = 0; pass < passes; pass++) {
    for (let i = order.length - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1))
      const held = order[i]!
      order[i] = order[j]!
      order[j] = held
    }
    for (const [sample, b] of order) {
      let sum = -1
      for (let i = sample.from[b]!; i < sample.from[b + 1]!; i++) sum += weights[sample.tokens[i]!]!
      const slope = (1 / (1 + Math.exp(-sum)) - sample.label[b]!) * Math.min(5, sample.weight[b]! / mean)
      for (let i = sample.from[b]!; i < sample.from[b + 1]!; i++) {
        const token = sample.tokens[i]!
        const step = slope + decay * weights[token]! * order.length
        squares[token]! += step * step
        weights[token]! -= (rate * step) / Math.sqrt(squares[token]!)
      }
    }
  }
  return Int8Array.from(weights, (weight) => Math.max(-127, Math.min(127, Math.round(weight * steps))))
}

/** Trees on the rows of many pages. */
function trainTrees(samples: readonly Sample[], passOf: (sample: Sample) => Pass, options: BoostOptions): Trees {
  const { width } = passOf(samples[0]!)
  const picked: [Sample, number, number][] = []
  let turn = 0
  for (const sample of samples) {
    const { plain } = passOf(sample)
    for (let b = 0; b < sample.blocks.count; b++) {
      const label = sample.label[b]!
      if (label === unknown || sample.bars[sample.blocks.parent[b]!] !== 0) continue
      if (label === 1 || !plain(b)) picked.push([sample, b, sample.weight[b]!])
      else if (turn++ % plainShare === 0) picked.push([sample, b, sample.weight[b]! * plainShare])
    }
  }
  const rows = new Float32Array(picked.length * width)
  const label = new Uint8Array(picked.length)
  const weight = new Float32Array(picked.length)
  picked.forEach(([sample, b, heavy], at) => {
    rows.set(passOf(sample).rows.subarray(b * width, (b + 1) * width), at * width)
    label[at] = sample.label[b]!
    weight[at] = heavy
  })
  const mean = weight.reduce((sum, value) => sum + value, 0) / picked.length
  for (let i = 0; i < picked.length; i++) weight[i]! /= mean
  const use = Int32Array.from({ length: picked.length }, (_, i) => i)
  return boost(binned(rows, width, options.bins), use, label, weight, options)
}
