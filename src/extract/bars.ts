import { type FurnitureKind, furnitureKinds } from '#model/article.ts'
import type { Blocks } from './blocks.ts'
import { type Markup, noKind } from './markup.ts'
import type { Scan } from './scan.ts'
import type { Sums } from './sums.ts'
import { tagId, tagTraits, trait } from './tags.ts'

/** Parts of a page that never are its text, however much they read like it: what is named so is not asked about. */
const barred: readonly FurnitureKind[] = [
  'comments',
  'comment form',
  'newsletter',
  'copyright',
  'cookie notice',
  'navigation',
  'share bar',
  'caption',
  'author box',
]
/** An element that holds more of the page's prose than this is named for something else. */
const mostProse = 0.4
/** These parts alone can outweigh a short article, where a headline stands outside of them. */
const heavy: Partial<Record<FurnitureKind, number>> = { comments: 1, 'cookie notice': 0.75 }

const isBarred = Uint8Array.from(furnitureKinds, (kind) => (barred.includes(kind) ? 1 : 0))
const heaviest = Float32Array.from(furnitureKinds, (kind) => heavy[kind] ?? mostProse)

/** In a figure, what is not one of these is its caption or credit. */
const inFigures: readonly number[] = [tagId.blockquote, tagId.pre, tagId.table]
const figure = 2

/** Not 0 for each element that lies in a part which its markup names as no text; parts around the headline are not. Linear in the page. */
export function barsOf(scan: Scan, blocks: Blocks, markup: Markup, sums: Sums, headline: number): Uint8Array {
  const bars = new Uint8Array(scan.count)
  const title = headline < 0 ? -1 : blocks.parent[headline]!
  const prose = sums.good[0]!
  if (title >= 0) barOtherArticles(scan, sums, title, bars)
  for (let e = 1; e < scan.count; e++) {
    const tag = scan.tag[e]!
    bars[e]! |= bars[scan.parent[e]!]!
    if (bars[e] === figure && inFigures.includes(tag)) bars[e] = 0
    if (tag === tagId.figure && bars[e] === 0 && sums.good[e]! <= prose * mostProse) bars[e] = figure
    const kind = markup.kind[e]!
    if (bars[e] === 1 || (tagTraits[tag]! & trait.block) === 0 || (title >= e && title < scan.after[e]!)) continue
    if (markup.barred[e] === 1 && sums.good[e]! <= prose * mostProse) bars[e] = 1
    if (kind === noKind || isBarred[kind] === 0) continue
    if (sums.good[e]! <= prose * (title >= 0 ? heaviest[kind]! : mostProse)) bars[e] = 1
  }
  return bars
}

const articleAround = (scan: Scan, element: number) => {
  let e = element
  while (e > 0 && scan.tag[e] !== tagId.article) e = scan.parent[e]!
  return e
}

/** Letters of prose that make an element the article of its headline. */
const ownProse = 300

/** Bars what follows the article of the headline on pages that go on with others: further articles with a top heading of their own. */
function barOtherArticles(scan: Scan, sums: Sums, title: number, bars: Uint8Array): void {
  const own = articleAround(scan, title)
  if (own === 0 || sums.good[own]! < ownProse) return
  for (let e = scan.after[own]!; e < scan.count; e++) {
    if (scan.tag[e] !== tagId.h1) continue
    const other = articleAround(scan, e)
    if (other > own && other >= scan.after[own]!) bars[other] = 1
  }
}
