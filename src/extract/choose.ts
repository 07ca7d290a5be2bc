import { type Anchors, anchorsOf } from './anchors.ts'
import type { Blocks } from './blocks.ts'
import { wideCount, withContext } from './context.ts'
import { featureCount, featuresOf } from './features.ts'
import type { Model } from './model.ts'
import type { Scan } from './scan.ts'
import { type Trees, treeSum } from './trees.ts'

/** A block this likely to be text is text: where F1 over the training pages, held out by site, is highest. */
export const chooseDefaults = { text: 0.5 } as const

export type Choice = Readonly<{ chosen: Uint8Array; chances: Float32Array; rows: Float32Array; anchors: Anchors }>

/** Labels each block of a page: text or not, and how likely. Linear in the page. */
export function chooseBlocks(scan: Scan, blocks: Blocks, model: Model, options = chooseDefaults): Choice {
  const anchors = anchorsOf(scan, blocks)
  const features = featuresOf(scan, blocks, anchors, model.words)
  const rows = withContext(scan, blocks, features, chancesOf(model.first, features, featureCount))
  const chances = chancesOf(model.second, rows, wideCount)
  return { chosen: Uint8Array.from(chances, (chance) => (chance >= options.text ? 1 : 0)), chances, rows, anchors }
}

/** The chance of each row under trees of log-odds. */
export function chancesOf(trees: Trees, rows: Float32Array, width: number): Float32Array {
  const chances = new Float32Array(rows.length / width)
  for (let b = 0; b < chances.length; b++) chances[b] = 1 / (1 + Math.exp(-treeSum(trees, rows, b * width)))
  return chances
}
