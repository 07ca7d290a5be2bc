import type { FurnitureKind } from '#model/article.ts'
import type { Page } from '#model/page.ts'
import { blocksOf } from './blocks.ts'
import { chooseBlocks, chooseDefaults } from './choose.ts'
import { contextNames, wideCount } from './context.ts'
import { decoded } from './entities.ts'
import { featureNames } from './features.ts'
import { furnitureOf } from './furniture.ts'
import { blockModel } from './model.ts'
import { layOutPlain } from './plain.ts'
import { type Scan, scan } from './scan.ts'
import { meansOf, treeReasons } from './trees.ts'

/** Why a block of a page was kept as text or dropped. `probability`: that it is text. `reasons`: what spoke for it (+) or against it (-) most. */
type Explained = Readonly<{
  kept: boolean
  probability: number
  kind: FurnitureKind | 'text' | 'headline'
  text: string
  reasons: readonly string[]
}>

/** Reasons given, and the least that one must have moved the log-odds. */
const given = { reasons: 4, least: 0.05 } as const
/** Why a block that is likely text is none. */
const ruledOut = '- by rule: a label, byline or date above the text, a line that names itself, or the same said above'
/** Code units of a start tag that are shown. */
const longestTag = 60
const names = [...featureNames, ...contextNames]

/** Every visible block of a page in page order, with why it was kept or dropped. Errors: none. */
export function explainArticle(page: Page): readonly Explained[] {
  return page.mediaType === 'text/plain' ? explainPlain(page.html) : explainHtml(page.html)
}

function explainHtml(html: string): readonly Explained[] {
  const scanned = scan(html)
  const blocks = blocksOf(scanned)
  const model = blockModel()
  const means = meansOf(model.second)
  const { chosen, chances, rows, anchors, markup, bars } = chooseBlocks(scanned, blocks, model)
  const kinds = new Map(furnitureOf(scanned, blocks, markup, chosen, anchors.headline).map(({ kind, at }) => [at.start, kind]))
  return Array.from({ length: blocks.count }, (_, b) => {
    const kept = chosen[b] === 1
    const kind = kept ? 'text' : (kinds.get(blocks.start[b]!) ?? 'headline')
    const text = visible(html, blocks.start[b]!, blocks.end[b]!)
    if (kind === 'headline') return { kept, probability: chances[b]!, kind, text, reasons: ['- the headline stands apart from the text'] }
    if (bars[blocks.parent[b]!] !== 0)
      return { kept, probability: chances[b]!, kind, text, reasons: [barredBy(scanned, bars, blocks.parent[b]!)] }
    if (!kept && chances[b]! >= chooseDefaults.text) return { kept, probability: chances[b]!, kind, text, reasons: [ruledOut] }
    const moved = new Float32Array(wideCount)
    treeReasons(model.second, means, rows, b * wideCount, moved)
    const reasons = [...moved.keys()]
      .sort((x, y) => Math.abs(moved[y]!) - Math.abs(moved[x]!))
      .slice(0, given.reasons)
      .filter((f) => Math.abs(moved[f]!) >= given.least)
      .map((f) => `${moved[f]! > 0 ? '+' : '-'} ${names[f]} ${plain(rows[b * wideCount + f]!)}`)
    return { kept, probability: chances[b]!, kind, text, reasons }
  })
}

/** Why a block that the model is not asked about is no text: the outermost element around it that is barred. */
function barredBy(scanned: Scan, bars: Uint8Array, parent: number): string {
  let e = parent
  while (scanned.parent[e]! > 0 && bars[scanned.parent[e]!] !== 0) e = scanned.parent[e]!
  const tag = scanned.html.slice(scanned.open[e], Math.min(scanned.inner[e]!, scanned.open[e]! + longestTag)).replace(/\s+/gu, ' ')
  return `- in ${tag.endsWith('>') ? tag : `${tag}…`}, which is no part of the text`
}

function explainPlain(text: string): readonly Explained[] {
  const { blocks, chosen, layout } = layOutPlain(text)
  return Array.from({ length: blocks.count }, (_, b) => {
    const kept = chosen[b] === 1
    const piece = layout.furniture.find(({ at }) => at.start >= blocks.start[b]! && at.end <= blocks.end[b]!)
    const kind = kept ? 'text' : (piece?.kind ?? 'headline')
    return {
      kept,
      probability: kept ? 1 : 0,
      kind,
      text: text.slice(blocks.start[b]!, blocks.end[b]!),
      reasons: ['plain text: told by its place and words'],
    }
  })
}

const plain = (value: number) => (Number.isInteger(value) ? String(value) : value.toFixed(2))
const tagOrSpace = /<[^<>]*>|\s+/gu
const visible = (html: string, start: number, end: number) =>
  decoded(html.slice(start, end).replace(tagOrSpace, ' '), 0, end - start).trim()
