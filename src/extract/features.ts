import { type FurnitureKind, furnitureKinds } from '#model/article.ts'
import type { Anchors } from './anchors.ts'
import type { Blocks } from './blocks.ts'
import { type Flow, farAway, flowOf } from './flow.ts'
import { elementLevels, type Markup, noKind } from './markup.ts'
import type { Scan } from './scan.ts'
import type { Sums } from './sums.ts'
import { tagId, tagTraits, trait, within } from './tags.ts'
import { blockTokens, levels, type TokenWeights } from './tokens.ts'

/** What the model looks at, block by block, in the order of a row. */
export const featureNames = [
  'letters',
  'words',
  'link share',
  'sentence ends',
  'sentence ends per word',
  'commas per word',
  'digits share',
  'capitals share',
  'lines',
  'letters per word',
  'last character',
  'paragraph element',
  'heading level',
  'list item',
  'table cell',
  'division',
  'in article',
  'in main',
  'in aside',
  'in nav',
  'in header',
  'in footer',
  'in figure',
  'in figcaption',
  'in form',
  'in blockquote',
  'in table',
  'in list',
  'in pre',
  'in button',
  'depth',
  'hidden',
  'inline element',
  'whole block one element',
  'repeated in page',
  'is title',
  'in description',
  'in JSON-LD body',
  'JSON-LD body given',
  'blocks from headline',
  'letters from headline',
  'headline found',
  'place in page',
  'letters before',
  'words of markup: inline',
  'words of markup: own',
  'words of markup: parent',
  'words of markup: near',
  'words of markup: far',
  'words of text',
  'shape',
  'all words',
  'named comments',
  'named comment form',
  'named related',
  'named newsletter',
  'named advertisement',
  'named share bar',
  'named cookie notice',
  'named author box',
  'named caption',
  'named metadata',
  'named navigation',
  'named paywall',
  'named masthead',
  'named section label',
  'named copyright',
  'heading before: words',
  'heading before: blocks since',
  'heading before: level',
  'heading before: near alike',
  'since comments',
  'parent: good letters',
  'parent: link share',
  'parent: letters a block',
  'parent: share of page',
  'up 1: good letters',
  'up 1: link share',
  'up 1: letters a block',
  'up 1: share of page',
  'up 2: good letters',
  'up 2: link share',
  'up 2: letters a block',
  'up 2: share of page',
  'up 4: good letters',
  'up 4: link share',
  'up 4: share of page',
  'alike: count',
  'alike: letters a block',
  'alike: link share',
  'alike: share of page',
  'in best element',
  'distance up to best',
  'best element: share of page',
  'page: good letters',
  'page: blocks',
  'before 1: letters',
  'before 1: link share',
  'before 1: sentence ends',
  'before 1: all words',
  'before 1: same element',
  'before 1: alike',
  'before 1: heading',
  'before 2: letters',
  'before 2: link share',
  'before 2: sentence ends',
  'before 2: all words',
  'before 3: all words',
  'after 1: letters',
  'after 1: link share',
  'after 1: sentence ends',
  'after 1: all words',
  'after 1: same element',
  'after 1: alike',
  'after 1: heading',
  'after 2: letters',
  'after 2: link share',
  'after 2: sentence ends',
  'after 2: all words',
  'after 3: all words',
  'good letters before near',
  'good letters after near',
  'gap since good',
  'gap to good',
] as const
export const featureCount = featureNames.length

/** All that the features of a page are made of. */
type Sources = Readonly<{
  scan: Scan
  blocks: Blocks
  anchors: Anchors
  markup: Markup
  sums: Sums
  flow: Flow
  text: Int32Array
  shape: Int32Array
  /** All words of markup and text that speak for or against each block, summed. */
  total: Float32Array
}>

// The rows under way, and where the next number goes. One page is at hand at a time.
let rows = new Float32Array(0)
let next = 0
const put = (value: number) => {
  rows[next++] = value
}

/** Rows of `featureCount` numbers, one a block; for blocks in barred elements, which nobody asks about, they stay empty. Linear in the page. */
export function featuresOf(
  scan: Scan,
  blocks: Blocks,
  anchors: Anchors,
  markup: Markup,
  sums: Sums,
  weights: TokenWeights,
  bars: Uint8Array,
): Float32Array {
  const n = blocks.count
  const made = new Float32Array(n * featureCount)
  rows = made
  next = 0
  const total = new Float32Array(n)
  const looked = lookedAt(scan, blocks, bars)
  const from: Sources = {
    scan,
    blocks,
    anchors,
    markup,
    sums,
    flow: flowOf(scan, blocks),
    ...textScores(scan, blocks, weights, looked),
    total,
  }
  for (let b = 0; b < n; b++) if (looked[b] === 1) total[b] = totalOf(from, b)
  let heading = -1 // the last heading above the block
  let comments = -1 // the last block above that is named as comments
  for (let b = 0; b < n; b++) {
    if (bars[blocks.parent[b]!] !== 0) {
      if (isCommented(from, b)) comments = b
      if (isHeading(from, b)) heading = b
      continue
    }
    next = b * featureCount
    putOwn(from, b)
    putSurroundings(from, b)
    putAnchors(from, b)
    putWords(from, b)
    if (isCommented(from, b)) comments = b
    putNames(from, b)
    putHeading(from, b, heading)
    put(comments < 0 ? 0 : 1 + b - comments)
    if (isHeading(from, b)) heading = b
    putElements(from, b)
    putAlike(from, b)
    putNeighbours(from, b, -1)
    putNeighbours(from, b, 1)
    put(log(from.flow.nearBefore[b]!))
    put(log(from.flow.nearAfter[b]!))
    put(from.flow.sinceGood[b]!)
    put(from.flow.toGood[b]!)
  }
  rows = new Float32Array(0) // let go of the page
  return made
}

/** Counts whose logarithms are kept. */
const fewCounts = 4096
const logs = Float64Array.from({ length: fewCounts }, (_, value) => Math.log2(1 + value))
const log = (value: number) => (value < fewCounts && (value | 0) === value ? logs[value]! : Math.log2(1 + value))
const share = (part: number, whole: number) => (whole > 0 ? part / whole : 0)
const isHeading = ({ scan, blocks }: Pick<Sources, 'scan' | 'blocks'>, b: number) =>
  (tagTraits[scan.tag[blocks.parent[b]!]!]! & trait.heading) !== 0
/** The element around an element; the document's is itself. */
const above = (scan: Scan, e: number) => Math.max(0, scan.parent[e]!)

/** Blocks on either side that features are made of. */
const sideways = 3

/** 1 for each block whose words count: one outside barred elements, a neighbour of one, a heading. */
function lookedAt(scan: Scan, blocks: Blocks, bars: Uint8Array): Uint8Array {
  const looked = new Uint8Array(blocks.count)
  for (let b = 0; b < blocks.count; b++) {
    if (bars[blocks.parent[b]!] === 0) looked.fill(1, Math.max(0, b - sideways), b + sideways + 1)
    else if (isHeading({ scan, blocks }, b)) looked[b] = 1
  }
  return looked
}

/** The linear model's sums for the words and the shape of each block that is looked at. */
function textScores(scan: Scan, blocks: Blocks, weights: TokenWeights, looked: Uint8Array): { text: Int32Array; shape: Int32Array } {
  const text = new Int32Array(blocks.count)
  const shape = new Int32Array(blocks.count)
  const words: number[] = []
  for (let b = 0; b < blocks.count; b++) {
    if (looked[b] === 0) continue
    words.length = 0
    const shapes = blockTokens(scan, blocks, b, words)
    for (let i = 0; i < words.length; i++) (i < words.length - shapes ? text : shape)[b]! += weights[words[i]!]!
  }
  return { text, shape }
}

/** What is in the block. */
function putOwn({ scan, blocks }: Sources, b: number): void {
  const size = blocks.size[b]!
  const words = Math.max(1, blocks.words[b]!)
  const tag = scan.tag[blocks.parent[b]!]!
  put(log(size))
  put(blocks.words[b]!)
  put(share(blocks.linked[b]!, size))
  put(blocks.stops[b]!)
  put(blocks.stops[b]! / words)
  put(blocks.commas[b]! / words)
  put(share(blocks.digits[b]!, size))
  put(share(blocks.capitals[b]!, size))
  put(blocks.lines[b]!)
  put(size / words)
  put(finalKind(blocks.final[b]!))
  put(tag === tagId.p ? 1 : 0)
  put((tagTraits[tag]! & trait.heading) !== 0 ? 1 + tag - tagId.h1 : 0)
  put(tag === tagId.li ? 1 : 0)
  put(tag === tagId.td || tag === tagId.th ? 1 : 0)
  put(tag === tagId.div || tag === tagId.section ? 1 : 0)
}

/** Kinds of last characters: what ends a sentence, opens a list, goes on, closes a quotation, is a letter, a digit. */
function finalKind(c: number): number {
  if (c === 46 || c === 33 || c === 63 || c === 0x3002 || c === 0x61f || c === 0x6d4 || c === 0x964) return 5
  if (c === 0x201d || c === 34 || c === 0xbb || c === 39 || c === 0x2019 || c === 41) return 4
  if (c === 58) return 3
  if (c === 0x2026 || c === 44 || c === 59) return 2
  return c >= 48 && c <= 57 ? 0 : 1
}

/** Elements whose being around a block is a feature. */
const around = [
  within.article,
  within.main,
  within.aside,
  within.nav,
  within.header,
  within.footer,
  within.figure,
  within.figcaption,
  within.form,
  within.blockquote,
  within.table,
  within.list,
  within.pre,
  within.button,
]

/** What kind of elements it lies in. */
function putSurroundings({ scan, blocks, sums, flow }: Sources, b: number): void {
  const parent = blocks.parent[b]!
  const textParent = scan.textParent[blocks.first[b]!]!
  for (let k = 0; k < around.length; k++) put((scan.within[parent]! & around[k]!) !== 0 ? 1 : 0)
  put(scan.depth[parent]!)
  put(sums.hidden[parent]! | sums.hidden[textParent]!)
  put(inlineKind(scan, textParent, parent))
  put(textParent !== parent && scan.textTo[textParent]! >= blocks.last[b]! ? 1 : 0)
  put(flow.repeats[b]!)
}

/** Whether a block is set in bold, italics, a link, a time or small print as a whole. */
function inlineKind(scan: Scan, textParent: number, parent: number): number {
  for (let e = textParent; e > parent; e = scan.parent[e]!) {
    const tag = scan.tag[e]
    if (tag === tagId.strong || tag === tagId.b) return 1
    if (tag === tagId.em || tag === tagId.i) return 2
    if (tag === tagId.a) return 3
    if (tag === tagId.time) return 4
    if (tag === tagId.small || tag === tagId.font) return 5
  }
  return 0
}

/** Blocks that are looked for in the text of JSON-LD: each costs a search of that text. */
const mostSought = 4000

/** What the page says elsewhere of its title and text, and where the headline is. */
function putAnchors({ blocks, anchors, flow }: Sources, b: number): void {
  const { headline } = anchors
  const letters = anchors.letters[b]!
  put(anchors.titled[b]!)
  put(matches(letters, anchors.descriptions))
  put(anchors.body === '' || b >= mostSought ? 0 : inBody(letters, anchors.body))
  put(anchors.body === '' ? 0 : 1)
  put(headline < 0 ? 0 : Math.max(-farAway, Math.min(2 * farAway, b - headline)))
  const far = headline < 0 ? 0 : flow.before[b]! - flow.before[headline]!
  put(Math.sign(far) * log(Math.abs(far)))
  put(headline < 0 ? 0 : 1)
  put(share(b, blocks.count))
  put(share(flow.before[b]!, flow.letters))
}

/** Fewer letters in common mean nothing. */
const fewestLetters = 20

/** 2: the block begins as the description does; 1: it stands in it. */
function matches(letters: string, texts: readonly string[]): number {
  if (letters.length < fewestLetters) return 0
  let best = 0
  for (const text of texts) {
    if (text.startsWith(letters) || letters.startsWith(text)) return 2
    if (text.includes(letters)) best = 1
  }
  return best
}

/** 1: the block's first letters stand in the text that JSON-LD gives; -1: they do not; 0: too short to say. */
function inBody(letters: string, body: string): number {
  if (letters.length < fewestLetters) return 0
  return body.includes(letters) ? 1 : -1
}

/** What the words around and in the block say, as the linear model weighs them. */
function putWords(from: Sources, b: number): void {
  const { scan, blocks, markup, text, shape, total } = from
  const parent = blocks.parent[b]!
  const one = above(scan, parent)
  const two = above(scan, one)
  const three = above(scan, two)
  put(inlineScore(scan, markup, scan.textParent[blocks.first[b]!]!, parent))
  put(scoreAt(markup, parent, levels.own))
  put(scoreAt(markup, one, levels.parent))
  put(scoreAt(markup, two, levels.near) + scoreAt(markup, three, levels.near))
  put(markup.far[above(scan, three)]!)
  put(text[b]!)
  put(shape[b]!)
  put(total[b]!)
}

function totalOf({ scan, blocks, markup, text, shape }: Sources, b: number): number {
  const parent = blocks.parent[b]!
  const one = above(scan, parent)
  const two = above(scan, one)
  const three = above(scan, two)
  const near = scoreAt(markup, two, levels.near) + scoreAt(markup, three, levels.near)
  const inline = inlineScore(scan, markup, scan.textParent[blocks.first[b]!]!, parent)
  const named = scoreAt(markup, parent, levels.own) + scoreAt(markup, one, levels.parent) + near + markup.far[above(scan, three)]!
  return inline + named + text[b]! + shape[b]!
}

const scoreAt = (markup: Markup, element: number, level: number) => markup.score[element * elementLevels + level]!

function inlineScore(scan: Scan, markup: Markup, textParent: number, parent: number): number {
  let sum = 0
  for (let e = textParent; e > parent; e = scan.parent[e]!) sum += markup.score[e * elementLevels + levels.inline]!
  return sum
}

/** Kinds of furniture that a block's surroundings may be named as, each a feature: how near; and how many elements up count. */
const flagKinds: readonly FurnitureKind[] = [
  'comments',
  'comment form',
  'related',
  'newsletter',
  'advertisement',
  'share bar',
  'cookie notice',
  'author box',
  'caption',
  'metadata',
  'navigation',
  'paywall',
  'masthead',
  'section label',
  'copyright',
]
const flagsUp = 12
const flagOf = Int8Array.from(furnitureKinds, (kind) => flagKinds.indexOf(kind))
const commentsKind = furnitureKinds.indexOf('comments')

/** What the elements around it are named as. */
function putNames({ scan, blocks, markup }: Sources, b: number): void {
  const parent = blocks.parent[b]!
  let up = flagsUp
  for (let e = scan.textParent[blocks.first[b]!]!; e > 0 && up > 0; e = scan.parent[e]!) {
    if (e <= parent) up--
    const kind = markup.kind[e]!
    if (kind === noKind) continue
    const flag = flagOf[kind]!
    if (flag >= 0 && rows[next + flag] === 0) rows[next + flag] = 1 + up
  }
  next += flagKinds.length
}

/** Whether an element around it is named as comments and holds prose. */
function isCommented({ scan, blocks, markup, sums }: Sources, b: number): boolean {
  const parent = blocks.parent[b]!
  let up = flagsUp
  for (let e = scan.textParent[blocks.first[b]!]!; e > 0 && up > 0; e = scan.parent[e]!) {
    if (e <= parent) up--
    if (markup.kind[e] === commentsKind && sums.good[e]! > 0) return true
  }
  return false
}

/** The heading it stands under. */
function putHeading({ scan, blocks, text }: Sources, b: number, heading: number): void {
  const parent = heading < 0 ? 0 : blocks.parent[heading]!
  const outer = above(scan, parent)
  put(heading < 0 ? 0 : text[heading]!)
  put(heading < 0 ? farAway : b - heading)
  put(heading < 0 ? 0 : 1 + scan.tag[parent]! - tagId.h1)
  if (heading < 0) put(-1)
  else if (outer === above(scan, blocks.parent[b]!)) put(2)
  else put(scan.after[outer]! > blocks.parent[b]! ? 1 : 0)
}

/** What else is in the elements around it, and in the best element of the page. */
function putElements({ scan, blocks, sums, flow }: Sources, b: number): void {
  let e = blocks.parent[b]!
  for (let up = 0; up <= 4; up++, e = above(scan, e)) {
    if (up === 3) continue
    put(log(sums.good[e]!))
    put(share(sums.linked[e]!, sums.letters[e]!))
    if (up < 3) put(share(sums.letters[e]!, sums.blocks[e]!))
    put(share(sums.good[e]!, flow.good))
  }
}

/** Blocks that look like it, and where it lies beside the best element and in the page. */
function putAlike({ scan, blocks, sums, flow }: Sources, b: number): void {
  const group = flow.groups.get(flow.likeness[b]!)!
  put(group.count)
  put(group.letters / group.count)
  put(share(group.linked, group.letters))
  put(share(group.good, flow.good))
  const parent = blocks.parent[b]!
  const { best } = sums
  const inside = parent >= best && parent < scan.after[best]!
  put(inside ? 1 : 0)
  put(inside ? scan.depth[parent]! - scan.depth[best]! : -1)
  put(share(sums.good[best]!, flow.good))
  put(log(flow.good))
  put(log(blocks.count))
}

/** The next three blocks in one direction. */
function putNeighbours(from: Sources, b: number, step: -1 | 1): void {
  const { scan, blocks, flow, total } = from
  const exists = (other: number) => other >= 0 && other < blocks.count
  const one = b + step
  putNeighbour(from, one, exists(one))
  if (!exists(one)) {
    put(0)
    put(0)
    put(0)
  } else {
    const same = blocks.parent[one] === blocks.parent[b]
    const akin = scan.parent[blocks.parent[one]!] === scan.parent[blocks.parent[b]!]
    put(same ? 2 : akin ? 1 : 0)
    put(flow.likeness[one] === flow.likeness[b] ? 1 : 0)
    put(isHeading(from, one) ? 1 : 0)
  }
  putNeighbour(from, one + step, exists(one + step))
  const three = one + 2 * step
  put(exists(three) ? total[three]! : 0)
}

function putNeighbour({ blocks, total }: Sources, other: number, exists: boolean): void {
  put(exists ? log(blocks.size[other]!) : -1)
  put(exists ? share(blocks.linked[other]!, blocks.size[other]!) : -1)
  put(exists ? blocks.stops[other]! : -1)
  put(exists ? total[other]! : 0)
}
