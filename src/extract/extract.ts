import type { Article, Block, BlockKind, Run } from '#model/article.ts'
import { articleIdOf } from '#model/ids.ts'
import type { Page } from '#model/page.ts'
import { type Blocks, blocksOf, spanOf } from './blocks.ts'
import { chooseBlocks } from './choose.ts'
import { composed, composerOf, writeGap, writeTexts } from './compose.ts'
import { furnitureOf } from './furniture.ts'
import { hiddenText } from './hydration.ts'
import type { Layout } from './layout.ts'
import { readMetadata } from './metadata.ts'
import { blockModel } from './model.ts'
import { layOutPlain } from './plain.ts'
import { type Scan, scan } from './scan.ts'
import { tagId, within } from './tags.ts'

/** The text of a page and where it stands. */
export type Body = Readonly<{ text: string; runs: readonly Run[]; blocks: readonly Block[] }>

/**
 * Reads a page as an article: its text with the way back to the page, what else the page shows, and what it says of itself.
 * In: any page. Out: an article; its text is empty where the page shows none. Errors: none; time and memory are linear in the page.
 */
export function extractArticle(page: Page): Article {
  const laid = page.mediaType === 'text/plain' ? layOutPlain(page.html) : layOut(page.html)
  const body = textOf(laid, page.mediaType === 'text/html')
  return {
    id: articleIdOf(page.id),
    page: page.id,
    url: page.url,
    ...body,
    furniture: laid.layout.furniture,
    ...readMetadata(page, laid, body),
  }
}

/** A page taken apart: its blocks, which of them are text, and the places metadata is read from. */
export type LaidOut = Readonly<{ scan: Scan; blocks: Blocks; chosen: Uint8Array; layout: Layout }>

function layOut(html: string): LaidOut {
  const scanned = scan(html)
  const blocks = blocksOf(scanned)
  const { chosen, anchors, markup } = chooseBlocks(scanned, blocks, blockModel())
  const furniture = furnitureOf(scanned, blocks, markup, chosen, anchors.headline)
  const title = anchors.headline < 0 ? null : spanOf(blocks, anchors.headline)
  return { scan: scanned, blocks, chosen, layout: { title, body: reach(blocks, chosen), furniture } }
}

function reach(blocks: Blocks, chosen: Uint8Array): Layout['body'] {
  const first = chosen.indexOf(1)
  const last = chosen.lastIndexOf(1)
  return first < 0 ? null : { start: blocks.start[first]!, end: blocks.end[last]! }
}

/** A page that shows fewer letters of text than this may carry its article in its scripts. */
const fewLetters = 300

/** The text a page shows; where it shows next to none, the text its scripts carry. */
function textOf(laid: LaidOut, isHtml: boolean): Body {
  const shown = bodyOf(laid.scan, laid.blocks, laid.chosen, isHtml)
  if (!isHtml || shown.text.length >= fewLetters) return shown
  const hidden = hiddenText(laid.scan)
  if (!hidden || hidden.text.length < shown.text.length * 2) return shown
  return { ...hidden, blocks: paragraphsOf(hidden.text) }
}

function paragraphsOf(text: string): Block[] {
  const blocks: Block[] = []
  let start = 0
  for (const part of text.split('\n\n')) {
    blocks.push({ kind: 'paragraph', text: { start, end: start + part.length } })
    start += part.length + 2
  }
  return blocks
}

function bodyOf(scanned: Scan, blocks: Blocks, chosen: Uint8Array, entities: boolean): Body {
  const to = composerOf(scanned.html)
  const parts: Block[] = []
  for (let b = 0; b < blocks.count; b++) {
    if (chosen[b] !== 1) continue
    writeGap(to, '\n\n')
    const start = to.length + to.between.length
    writeTexts(to, scanned, blocks.first[b]!, blocks.last[b]!, entities)
    if (to.length > start) parts.push({ kind: kindOf(scanned, blocks.parent[b]!), text: { start, end: to.length } })
  }
  return { ...composed(to), blocks: parts }
}

function kindOf(scanned: Scan, parent: number): BlockKind {
  const bits = scanned.within[parent]!
  if ((bits & within.heading) !== 0) return 'heading'
  if ((bits & within.figcaption) !== 0) return 'caption'
  if ((bits & within.blockquote) !== 0) return 'quote'
  if ((bits & within.pre) !== 0) return 'code'
  if ((bits & within.list) !== 0) return 'list'
  const tag = scanned.tag[parent]
  return (bits & within.table) !== 0 && (tag === tagId.td || tag === tagId.th) ? 'table' : 'paragraph'
}
