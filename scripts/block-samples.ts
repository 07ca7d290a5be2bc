import { createHash } from 'node:crypto'
import { jsonl } from '../eval/table.ts'
import { type Anchors, anchorsOf } from '../src/extract/anchors.ts'
import { barsOf } from '../src/extract/bars.ts'
import { type Blocks, blocksOf } from '../src/extract/blocks.ts'
import { composed, composerOf, writeGap, writeTexts } from '../src/extract/compose.ts'
import { markupOf } from '../src/extract/markup.ts'
import { type Scan, scan } from '../src/extract/scan.ts'
import { type Sums, sumsOf } from '../src/extract/sums.ts'
import { aroundBlock, blockTokens, elementWords, tokenAt, tokenSpace } from '../src/extract/tokens.ts'
import { chosenOf } from '../src/extract/trim.ts'
import { matchedTokens } from './label-blocks.ts'

/** Sets whose text is known in full; of `snippetSet` only strings that are in it and strings that are not. */
export const textSets = ['aeb', 'naeb', 'fundus', 'fundus-eval', 'wcxb-dev'] as const
export const snippetSet = 'trafi'
/** A set of pages whose text nobody marked. */
export const plainSet = 'htmldate'
export const trainingSets = [...textSets, snippetSet, plainSet] as const

export type Row = { id: string; url: string; html: string; text?: string; with?: string[]; without?: string[] }
/** A labelled page, its blocks, and which of them are text. */
export type Sample = Readonly<{
  set: string
  id: string
  fold: number
  row: Row
  /** Its labels are good enough to learn from; all pages are measured. */
  teaches: boolean
  scan: Scan
  blocks: Blocks
  anchors: Anchors
  sums: Sums
  bars: Uint8Array
  /** 1 text, 0 not, 255 not known. */
  label: Uint8Array
  weight: Float32Array
  /** Tokens of block b: [from[b], from[b + 1]). */
  tokens: Int32Array
  from: Int32Array
}>

/** Second names under which sites of a country register theirs. */
const registries = new Set(['co', 'com', 'org', 'net', 'gov', 'gob', 'gouv', 'ac', 'edu', 'or', 'ne', 'go', 'blogspot', 'wordpress'])
/** The site of an address: its last two names, three where the last but one is a registry's (co.uk). */
function siteOf(url: string): string {
  const names = (/^\w+:\/\/([^/:]+)/.exec(url)?.[1] ?? url).toLowerCase().split('.')
  return names.slice(names.length > 2 && registries.has(names.at(-2)!) ? -3 : -2).join('.')
}
export const foldCount = 5
const foldOf = (url: string) => createHash('sha256').update(siteOf(url)).digest().readUInt32LE() % foldCount

/** All pages of the named sets, labelled. */
export async function samplesOf(sets: readonly string[]): Promise<readonly Sample[]> {
  const samples: Sample[] = []
  for (const set of sets) for await (const row of jsonl<Row>(`eval/extraction/${set}.jsonl.gz`)) samples.push(sampleOf(set, row))
  return samples
}

export function blockText(scanned: Scan, blocks: Blocks, b: number): string {
  const to = composerOf(scanned.html)
  writeTexts(to, scanned, blocks.first[b]!, blocks.last[b]!)
  return composed(to).text
}

/** The text of a page whose blocks have these chances. */
export function textOf(sample: Sample, chances: Float32Array, text: number): string {
  const to = composerOf(sample.scan.html)
  const chosen = chosenOf(sample.scan, sample.blocks, chances, sample.anchors.headline, text)
  for (let b = 0; b < sample.blocks.count; b++) {
    if (chosen[b] === 0) continue
    writeGap(to, '\n\n')
    writeTexts(to, sample.scan, sample.blocks.first[b]!, sample.blocks.last[b]!)
  }
  return composed(to).text
}

/** How much of a block must be in the labelled text for it to be text. */
const matchedShare = 0.5
/** Labelled text that leaves out this much, beside what it holds, of the paragraphs it stands among is cut. */
const cutShare = 0.6
/** A page whose labelled text is not on it, by this share, teaches nothing. */
const goldOnPage = 0.6
/** A block weighs by its share of the page's text, with this many tokens added to both so that short ones count. */
const smoothing = { block: 2, page: 100 } as const
export const blockWeight = (block: number, page: number) => (block + smoothing.block) / (page + smoothing.page)
/** What all blocks of a page weigh together at most: labelled texts that are cut short would else count by all they leave out. */
const heaviestPage = 4
/** The set of which one labelled text in twenty is known to be cut. */
const cutSet = 'naeb'
/** What a page known only by snippets weighs, beside one known in full. */
const snippetWeight = 0.5
export const unknown = 255

function sampleOf(set: string, row: Row): Sample {
  const scanned = scan(row.html)
  const blocks = blocksOf(scanned)
  const texts = Array.from({ length: blocks.count }, (_, b) => blockText(scanned, blocks, b))
  const label = new Uint8Array(blocks.count)
  const weight = new Float32Array(blocks.count)
  let teaches = true
  if (row.text !== undefined && set !== snippetSet) {
    const { tokens, matched, goldTokens } = matchedTokens(texts, row.text)
    let found = 0
    for (let b = 0; b < blocks.count; b++) {
      label[b] = tokens[b]! > 0 && matched[b]! >= matchedShare * tokens[b]! && (tokens[b]! > 3 || matched[b] === tokens[b]) ? 1 : 0
      if (label[b] === 1) found += matched[b]!
      weight[b] = blockWeight(tokens[b]!, goldTokens)
    }
    teaches = found >= goldOnPage * goldTokens && !isCutShort(scanned, blocks, label, tokens)
    const whole = weight.reduce((sum, value) => sum + value, 0)
    if (set === cutSet && whole > heaviestPage) for (let b = 0; b < blocks.count; b++) weight[b]! *= heaviestPage / whole
  } else snippetLabels(texts, row, label, weight)
  const anchors = anchorsOf(scanned, blocks)
  const sums = sumsOf(scanned, blocks)
  const tokens: number[] = []
  const from = new Int32Array(blocks.count + 1)
  const words: number[] = []
  for (let b = 0; b < blocks.count; b++) {
    blockTokens(scanned, blocks, b, tokens)
    aroundBlock(scanned, blocks, b, (element, level) => {
      words.length = 0
      elementWords(scanned, element, words)
      for (const word of words) tokens.push(tokenAt(word, level))
    })
    from[b + 1] = tokens.length
  }
  return {
    set,
    id: row.id,
    fold: foldOf(row.url),
    row,
    teaches,
    scan: scanned,
    blocks,
    anchors,
    sums,
    bars: barsOf(scanned, blocks, markupOf(scanned, sums, new Int8Array(tokenSpace)), sums, anchors.headline),
    label,
    weight,
    tokens: Int32Array.from(tokens),
    from,
  }
}

/** Whether the labelled text stops amid paragraphs of its own: much prose that is not in it stands beside prose that is. */
function isCutShort(scanned: Scan, blocks: Blocks, label: Uint8Array, tokens: ArrayLike<number>): boolean {
  const prose = (b: number) => blocks.stops[b]! > 0 && blocks.size[b]! >= 40 && blocks.linked[b]! * 3 < blocks.size[b]!
  const around = (b: number) => scanned.parent[blocks.parent[b]!]!
  const own = new Set<number>()
  for (let b = 0; b < blocks.count; b++) if (label[b] === 1 && prose(b)) own.add(around(b))
  const sums = [0, 0]
  for (let b = 0; b < blocks.count; b++) if (prose(b) && own.has(around(b))) sums[label[b]!]! += tokens[b]!
  return sums[0]! > sums[1]! * cutShare
}

/** A page of which only snippets are known: blocks that hold a wanted one are text, those that hold an unwanted one are not. */
function snippetLabels(texts: readonly string[], row: Row, label: Uint8Array, weight: Float32Array): void {
  const even = (text: string) => text.replace(/\s+/gu, ' ').trim()
  const wanted = (row.with ?? []).map(even)
  const unwanted = (row.without ?? []).map(even)
  texts.forEach((text, b) => {
    const block = even(text)
    const good = wanted.some((snippet) => block.includes(snippet))
    const bad = unwanted.some((snippet) => block.includes(snippet))
    label[b] = good === bad ? unknown : good ? 1 : 0
    weight[b] = good === bad ? 0 : snippetWeight / (wanted.length + unwanted.length)
  })
}
