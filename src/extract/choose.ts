import { type Anchors, anchorsOf } from './anchors.ts'
import { barsOf } from './bars.ts'
import type { Blocks } from './blocks.ts'
import { wideCount, withContext } from './context.ts'
import { findDates } from './date-text.ts'
import { decoded } from './entities.ts'
import { featureCount, featuresOf } from './features.ts'
import { type Markup, markupOf } from './markup.ts'
import type { Model } from './model.ts'
import type { Scan } from './scan.ts'
import { sumsOf } from './sums.ts'
import { tagTraits, trait } from './tags.ts'
import { type Trees, treeSum } from './trees.ts'

/** Where the passes stop asking. Chances of text, 0 to 1. */
export const chooseDefaults = {
  /** A block this likely to be text is text: about where F1 over the training pages, held out by site, is highest. */
  text: 0.5,
  /** A block that the first pass holds less likely is not asked about again. */
  unlikely: 0.01,
  /** After this many trees of the first pass a block below these log-odds is let go. */
  glance: 30,
  floor: -4.5,
} as const

export type Choice = Readonly<{ chosen: Uint8Array; chances: Float32Array; rows: Float32Array; anchors: Anchors; markup: Markup }>

/** Labels each block of a page: text or not, and how likely. Linear in the page. */
export function chooseBlocks(scan: Scan, blocks: Blocks, model: Model, options = chooseDefaults): Choice {
  const anchors = anchorsOf(scan, blocks)
  const sums = sumsOf(scan, blocks)
  const markup = markupOf(scan, sums, model.words)
  const bars = barsOf(scan, blocks, markup, sums, anchors.headline)
  const features = featuresOf(scan, blocks, anchors, markup, sums, model.words)
  const first = firstChances(model.first, features, blocks, bars)
  const rows = withContext(scan, blocks, features, first)
  const chances = secondChances(model.second, rows, first)
  return { chosen: chosenOf(scan, blocks, chances, anchors.headline, options.text), chances, rows, anchors, markup }
}

/** A shorter block may well stand twice in one text, in letters. */
const longestRefrain = 60

/**
 * Which blocks are text: those likely enough, save the headline, lines above the first paragraph that give a date, headings at the end with nothing under them, and the second of two long
 * blocks that say the same (a page may hold its text twice, for wide and narrow screens).
 */
export function chosenOf(scan: Scan, blocks: Blocks, chances: Float32Array, headline: number, text: number): Uint8Array {
  const chosen = new Uint8Array(blocks.count)
  const seen = new Set<number>()
  for (let b = 0; b < blocks.count; b++) {
    if (chances[b]! < text || b === headline) continue
    const long = blocks.size[b]! > longestRefrain
    if (long && seen.has(blocks.hash[b]!)) continue
    if (long) seen.add(blocks.hash[b]!)
    chosen[b] = 1
  }
  const first = firstParagraph(blocks, chosen)
  for (let b = 0; b < first; b++) if (chosen[b] === 1 && isDateLine(scan, blocks, b)) chosen[b] = 0
  const isHeading = (b: number) => (tagTraits[scan.tag[blocks.parent[b]!]!]! & trait.heading) !== 0
  for (let b = blocks.count - 1; b >= 0 && (chosen[b] === 0 || isHeading(b)); b--) chosen[b] = 0
  return chosen
}

/** Bounds of a line that gives a date and no more: letters in all, code units with markup, and letters beside the date. */
const dateLine = { letters: 50, units: 400, beside: 12 } as const
/** A block that ends a sentence and has this many letters is a paragraph. */
const paragraph = 60

function firstParagraph(blocks: Blocks, chosen: Uint8Array): number {
  for (let b = 0; b < blocks.count; b++) if (chosen[b] === 1 && blocks.stops[b]! > 0 && blocks.size[b]! >= paragraph) return b
  return 0
}

/** Whether a block says when, and nothing else: above the first paragraph that is the date of the page. */
function isDateLine(scan: Scan, blocks: Blocks, b: number): boolean {
  if (blocks.size[b]! > dateLine.letters || blocks.digits[b]! < 2 || blocks.end[b]! - blocks.start[b]! > dateLine.units) return false
  const line = decoded(scan.html, blocks.start[b]!, blocks.end[b]!)
  const [date] = findDates(line, { order: 'day first', language: null })
  if (!date) return false
  const beside = `${line.slice(0, date.start)} ${line.slice(date.end)}`.replace(/<[^>]*>|[^\p{L}]/gu, '')
  return beside.length <= dateLine.beside
}

const chanceOf = (logOdds: number) => 1 / (1 + Math.exp(-logOdds))

/** The first pass: 0 for blocks in barred elements. */
export function firstChances(trees: Trees, rows: Float32Array, blocks: Blocks, bars: Uint8Array): Float32Array {
  const chances = new Float32Array(blocks.count)
  for (let b = 0; b < blocks.count; b++)
    if (bars[blocks.parent[b]!] === 0)
      chances[b] = chanceOf(treeSum(trees, rows, b * featureCount, chooseDefaults.glance, chooseDefaults.floor))
  return chances
}

/** The second pass, over the blocks that the first left open. */
export function secondChances(trees: Trees, rows: Float32Array, first: Float32Array): Float32Array {
  return first.map((chance, b) => (chance < chooseDefaults.unlikely ? chance : chanceOf(treeSum(trees, rows, b * wideCount))))
}
