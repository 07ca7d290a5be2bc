import { type Anchors, anchorsOf } from './anchors.ts'
import { barsOf } from './bars.ts'
import type { Blocks } from './blocks.ts'
import { wideCount, withContext } from './context.ts'
import { featureCount, featuresOf } from './features.ts'
import { type Markup, markupOf } from './markup.ts'
import type { Model } from './model.ts'
import type { Scan } from './scan.ts'
import { sumsOf } from './sums.ts'
import { type Glance, type Trees, treeSums } from './trees.ts'
import { chosenOf } from './trim.ts'

/** Where the passes stop asking. Chances of text, 0 to 1. */
export const chooseDefaults = {
  /** A block this likely to be text is text: about where F1 over the training pages, held out by site, is highest. */
  text: 0.5,
  /** A block that the first pass holds less likely is not asked about again. */
  unlikely: 0.01,
} as const

/** Most blocks are plainly no text: the first pass lets them go early. What it leaves is mostly plain too. */
const firstGlance: Glance = { after: 30, floor: -4.5, ceiling: Number.POSITIVE_INFINITY }
const secondGlance: Glance = { after: 80, floor: -3.5, ceiling: 3.5 }

type Choice = Readonly<{
  chosen: Uint8Array
  chances: Float32Array
  /** `wideCount` numbers a block; what the first pass saw is empty for those in barred elements. */
  rows: Float32Array
  anchors: Anchors
  markup: Markup
  bars: Uint8Array
}>

/** Labels each block of a page: text or not, and how likely. Linear in the page. */
export function chooseBlocks(scan: Scan, blocks: Blocks, model: Model, options = chooseDefaults): Choice {
  const anchors = anchorsOf(scan, blocks)
  const sums = sumsOf(scan, blocks)
  const markup = markupOf(scan, sums, model.words)
  const bars = barsOf(scan, blocks, markup, sums, anchors.headline)
  const features = featuresOf(scan, blocks, anchors, markup, sums, model.words, bars)
  const first = firstChances(model.first, features, blocks, bars)
  const rows = withContext(scan, blocks, features, first)
  const chances = secondChances(model.second, rows, first)
  return { chosen: chosenOf(scan, blocks, chances, anchors.headline, options.text), chances, rows, anchors, markup, bars }
}

const chanceOf = (logOdds: number) => 1 / (1 + Math.exp(-logOdds))

/** The first pass: 0 for blocks in barred elements. */
export function firstChances(trees: Trees, rows: Float32Array, blocks: Blocks, bars: Uint8Array): Float32Array {
  const asked: number[] = []
  for (let b = 0; b < blocks.count; b++) if (bars[blocks.parent[b]!] === 0) asked.push(b)
  return withChances(new Float32Array(blocks.count), asked, treeSums(trees, rows, featureCount, asked, firstGlance))
}

/** The second pass, over the blocks that the first left open. */
export function secondChances(trees: Trees, rows: Float32Array, first: Float32Array): Float32Array {
  const asked: number[] = []
  for (let b = 0; b < first.length; b++) if (first[b]! >= chooseDefaults.unlikely) asked.push(b)
  return withChances(first.slice(), asked, treeSums(trees, rows, wideCount, asked, secondGlance))
}

function withChances(chances: Float32Array, asked: readonly number[], logOdds: Float64Array): Float32Array {
  for (let i = 0; i < asked.length; i++) chances[asked[i]!] = chanceOf(logOdds[i]!)
  return chances
}
