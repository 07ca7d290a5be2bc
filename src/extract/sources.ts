import type { Page } from '#model/page.ts'
import type { Blocks } from './blocks.ts'
import type { LdArticle } from './jsonld.ts'
import type { Layout } from './layout.ts'
import type { Scan } from './scan.ts'
import { type Saying, type Signals, shownTexts } from './signals.ts'

/** All that metadata is read from. */
export type Sources = Readonly<{
  page: Page
  scan: Scan
  signals: Signals
  blocks: Blocks
  layout: Layout
  ld: LdArticle | null
  /** The article's text. */
  text: string
  /** Host of the address, in lower case, without `www.`; empty: none. */
  host: string
  /** Blocks [0, head) stand before the text, blocks [foot, count) after it. */
  head: number
  foot: number
  /** The block of the headline; -1: none was found. */
  headline: number
  /** The block of the only `h1` that is no navigation; -1: there is none, or several. */
  mainHeading: number
  /** Lines already read, by block. */
  lines: Map<number, Saying | null>
}>

/** The line of text a block shows. */
export function lineOf({ scan, blocks, page, lines }: Sources, b: number): Saying | null {
  let line = lines.get(b)
  if (line === undefined) {
    line = shownTexts(scan, blocks.first[b]!, blocks.last[b]!, page.mediaType === 'text/html')
    lines.set(b, line)
  }
  return line
}

/** The block at or after a place of the page; the count of blocks when none follows. */
export function blockAt({ blocks }: Sources, offset: number): number {
  let low = 0
  let high = blocks.count
  while (low < high) {
    const middle = (low + high) >> 1
    if (blocks.end[middle]! <= offset) low = middle + 1
    else high = middle
  }
  return low
}

/** Blocks in [from, to), not more than `most` of them, that are no longer than a label. */
export function labelsIn(sources: Sources, from: number, to: number): Saying[] {
  const lines: Saying[] = []
  for (let b = Math.max(0, from); b < Math.min(to, sources.blocks.count); b++) {
    if (sources.blocks.size[b]! > longestLabel) continue
    const line = lineOf(sources, b)
    if (line) lines.push(line)
  }
  return lines
}

/** Bylines, dates and section labels are shorter than this, in letters. */
const longestLabel = 160

/** The host of an address without `www.`, in lower case; empty: it has none. */
export function hostOf(url: string): string {
  const [, host] = /^https?:\/\/(?:[^@/?#]*@)?([^/?#:]+)/i.exec(url) ?? []
  return (host ?? '').toLowerCase().replace(/^www\./, '')
}
