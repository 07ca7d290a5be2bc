import { type FurnitureKind, furnitureKinds } from '#model/article.ts'
import type { Anchors } from './anchors.ts'
import type { Blocks } from './blocks.ts'
import { elementLevels, type Markup, noKind } from './markup.ts'
import type { Scan } from './scan.ts'
import { isGood, type Sums } from './sums.ts'
import { attributeId, tagId, tagTraits, trait, within } from './tags.ts'
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

/** The linear model's sums for the words and the shape of each block. */
function textScores(scan: Scan, blocks: Blocks, weights: TokenWeights): { text: Int32Array; shape: Int32Array } {
  const text = new Int32Array(blocks.count)
  const shape = new Int32Array(blocks.count)
  const words: number[] = []
  for (let b = 0; b < blocks.count; b++) {
    words.length = 0
    const shapes = blockTokens(scan, blocks, b, words)
    for (let i = 0; i < words.length; i++) (i < words.length - shapes ? text : shape)[b]! += weights[words[i]!]!
  }
  return { text, shape }
}

const log = (value: number) => Math.log2(1 + value)
const share = (part: number, whole: number) => (whole > 0 ? part / whole : 0)
/** Blocks further away than this count as this far. */
const farAway = 60

/** Kinds of last characters: what ends a sentence, opens a list, goes on, closes a quotation, is a letter, a digit. */
function finalKind(c: number): number {
  if (c === 46 || c === 33 || c === 63 || c === 0x3002 || c === 0x61f || c === 0x6d4 || c === 0x964) return 5
  if (c === 0x201d || c === 34 || c === 0xbb || c === 39 || c === 0x2019 || c === 41) return 4
  if (c === 58) return 3
  if (c === 0x2026 || c === 44 || c === 59) return 2
  return c >= 48 && c <= 57 ? 0 : 1
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

/** A number for blocks that look alike: same elements around, same class. */
function likenessOf(scan: Scan, parent: number): number {
  let hash = scan.tag[parent]! * 131 + scan.depth[parent]!
  for (let i = scan.attributeFrom[parent]!; i < scan.attributeFrom[parent + 1]!; i++) {
    if (scan.attribute[i] !== attributeId.class) continue
    for (let at = scan.valueStart[i]!; at < scan.valueEnd[i]!; at++) hash = (Math.imul(hash, 31) + scan.html.charCodeAt(at)) | 0
  }
  const up = scan.parent[parent]!
  return (Math.imul(hash, 31) + (up > 0 ? scan.tag[up]! : 0)) | 0
}

/** Rows of `featureCount` numbers, one a block. Linear in the page. */
export function featuresOf(scan: Scan, blocks: Blocks, anchors: Anchors, markup: Markup, sums: Sums, weights: TokenWeights): Float32Array {
  const rows = new Float32Array(blocks.count * featureCount)
  const scores = textScores(scan, blocks, weights)
  const n = blocks.count
  const repeats = new Map<number, number>()
  const alike = new Map<number, { count: number; letters: number; linked: number; good: number }>()
  const likeness = new Int32Array(n)
  const total = new Float32Array(n)
  const before = new Float32Array(n + 1) // letters before each block
  let pageLetters = 0
  let pageGood = 0
  for (let b = 0; b < n; b++) {
    repeats.set(blocks.hash[b]!, (repeats.get(blocks.hash[b]!) ?? 0) + 1)
    likeness[b] = likenessOf(scan, blocks.parent[b]!)
    const group = alike.get(likeness[b]!) ?? { count: 0, letters: 0, linked: 0, good: 0 }
    group.count++
    group.letters += blocks.size[b]!
    group.linked += blocks.linked[b]!
    if (isGood(blocks, b)) {
      group.good += blocks.size[b]!
      pageGood += blocks.size[b]!
    }
    alike.set(likeness[b]!, group)
    pageLetters += blocks.size[b]!
    before[b + 1] = pageLetters
  }
  // Good letters near: sums that fade from block to block, both ways; and how many blocks since or to a good one.
  const nearBefore = new Float32Array(n)
  const nearAfter = new Float32Array(n)
  const sinceGood = new Float32Array(n)
  const toGood = new Float32Array(n)
  const fade = 0.8
  for (let b = 1; b < n; b++) {
    const good = isGood(blocks, b - 1)
    nearBefore[b] = nearBefore[b - 1]! * fade + (good ? blocks.size[b - 1]! : 0)
    sinceGood[b] = good ? 1 : sinceGood[b - 1]! === 0 ? farAway : Math.min(farAway, sinceGood[b - 1]! + 1)
  }
  if (n > 0) {
    sinceGood[0] = farAway
    toGood[n - 1] = farAway
  }
  for (let b = n - 2; b >= 0; b--) {
    const good = isGood(blocks, b + 1)
    nearAfter[b] = nearAfter[b + 1]! * fade + (good ? blocks.size[b + 1]! : 0)
    toGood[b] = good ? 1 : Math.min(farAway, toGood[b + 1]! + 1)
  }
  const { best } = sums
  let heading = -1 // the last heading above the block
  let sinceComments = -1 // the last block above that is named as comments
  const levelsUp = [0, 1, 2, 4] as const
  const elements = [0, 0, 0, 0]
  for (let b = 0; b < n; b++) {
    const at = b * featureCount
    const parent = blocks.parent[b]!
    const size = blocks.size[b]!
    const words = Math.max(1, blocks.words[b]!)
    const tag = scan.tag[parent]!
    const bits = scan.within[parent]!
    const textParent = scan.textParent[blocks.first[b]!]!
    let i = at
    rows[i++] = log(size)
    rows[i++] = blocks.words[b]!
    rows[i++] = share(blocks.linked[b]!, size)
    rows[i++] = blocks.stops[b]!
    rows[i++] = blocks.stops[b]! / words
    rows[i++] = blocks.commas[b]! / words
    rows[i++] = share(blocks.digits[b]!, size)
    rows[i++] = share(blocks.capitals[b]!, size)
    rows[i++] = blocks.lines[b]!
    rows[i++] = size / words
    rows[i++] = finalKind(blocks.final[b]!)
    rows[i++] = tag === tagId.p ? 1 : 0
    rows[i++] = (tagTraits[tag]! & trait.heading) !== 0 ? 1 + tag - tagId.h1 : 0
    rows[i++] = tag === tagId.li ? 1 : 0
    rows[i++] = tag === tagId.td || tag === tagId.th ? 1 : 0
    rows[i++] = tag === tagId.div || tag === tagId.section ? 1 : 0
    rows[i++] = bits & within.article ? 1 : 0
    rows[i++] = bits & within.main ? 1 : 0
    rows[i++] = bits & within.aside ? 1 : 0
    rows[i++] = bits & within.nav ? 1 : 0
    rows[i++] = bits & within.header ? 1 : 0
    rows[i++] = bits & within.footer ? 1 : 0
    rows[i++] = bits & within.figure ? 1 : 0
    rows[i++] = bits & within.figcaption ? 1 : 0
    rows[i++] = bits & within.form ? 1 : 0
    rows[i++] = bits & within.blockquote ? 1 : 0
    rows[i++] = bits & within.table ? 1 : 0
    rows[i++] = bits & within.list ? 1 : 0
    rows[i++] = bits & within.pre ? 1 : 0
    rows[i++] = bits & within.button ? 1 : 0
    rows[i++] = scan.depth[parent]!
    rows[i++] = sums.hidden[parent]! | sums.hidden[textParent]!
    rows[i++] = inlineKind(scan, textParent, parent)
    rows[i++] = textParent !== parent && scan.textTo[textParent]! >= blocks.last[b]! ? 1 : 0
    rows[i++] = repeats.get(blocks.hash[b]!)!
    rows[i++] = anchors.titled[b]!
    rows[i++] = matches(anchors.letters[b]!, anchors.descriptions)
    rows[i++] = anchors.body === '' ? 0 : inBody(anchors.letters[b]!, anchors.body)
    rows[i++] = anchors.body === '' ? 0 : 1
    const from = anchors.headline < 0 ? 0 : b - anchors.headline
    rows[i++] = Math.max(-farAway, Math.min(2 * farAway, from))
    const lettersFrom = anchors.headline < 0 ? 0 : before[b]! - before[anchors.headline]!
    rows[i++] = Math.sign(lettersFrom) * log(Math.abs(lettersFrom))
    rows[i++] = anchors.headline < 0 ? 0 : 1
    rows[i++] = share(b, n)
    rows[i++] = share(before[b]!, pageLetters)
    const inline = inlineScore(scan, markup, textParent, parent)
    const p1 = Math.max(0, scan.parent[parent]!)
    const p2 = Math.max(0, scan.parent[p1]!)
    const p3 = Math.max(0, scan.parent[p2]!)
    const p4 = Math.max(0, scan.parent[p3]!)
    const own = markup.score[parent * elementLevels + levels.own]!
    const up1 = markup.score[p1 * elementLevels + levels.parent]!
    const near = markup.score[p2 * elementLevels + levels.near]! + markup.score[p3 * elementLevels + levels.near]!
    const far = markup.far[p4]!
    total[b] = inline + own + up1 + near + far + scores.text[b]! + scores.shape[b]!
    rows[i++] = inline
    rows[i++] = own
    rows[i++] = up1
    rows[i++] = near
    rows[i++] = far
    rows[i++] = scores.text[b]!
    rows[i++] = scores.shape[b]!
    rows[i++] = total[b]!
    for (let k = 0; k < flagKinds.length; k++) rows[i + k] = 0
    let up = flagsUp
    for (let e = textParent; e > 0 && up > 0; e = scan.parent[e]!) {
      if (e <= parent) up--
      const kind = markup.kind[e]!
      if (kind !== noKind && flagOf[kind]! >= 0 && rows[i + flagOf[kind]!] === 0) rows[i + flagOf[kind]!] = 1 + up
      if (kind === commentsKind && sums.good[e]! > 0) sinceComments = b
    }
    i += flagKinds.length
    rows[i++] = heading < 0 ? 0 : scores.text[heading]!
    rows[i++] = heading < 0 ? farAway : b - heading
    rows[i++] = heading < 0 ? 0 : 1 + scan.tag[blocks.parent[heading]!]! - tagId.h1
    rows[i++] =
      heading < 0
        ? -1
        : scan.parent[blocks.parent[heading]!] === p1
          ? 2
          : scan.after[scan.parent[blocks.parent[heading]!]!]! > parent
            ? 1
            : 0
    rows[i++] = sinceComments < 0 ? 0 : 1 + b - sinceComments
    if ((tagTraits[tag]! & trait.heading) !== 0) heading = b
    elements[0] = parent
    elements[1] = p1
    elements[2] = p2
    elements[3] = p4
    for (let k = 0; k < levelsUp.length; k++) {
      const e = elements[k]!
      rows[i++] = log(sums.good[e]!)
      rows[i++] = share(sums.linked[e]!, sums.letters[e]!)
      if (k < 3) rows[i++] = share(sums.letters[e]!, sums.blocks[e]!)
      rows[i++] = share(sums.good[e]!, pageGood)
    }
    const group = alike.get(likeness[b]!)!
    rows[i++] = group.count
    rows[i++] = group.letters / group.count
    rows[i++] = share(group.linked, group.letters)
    rows[i++] = share(group.good, pageGood)
    const inside = parent >= best && parent < scan.after[best]!
    rows[i++] = inside ? 1 : 0
    rows[i++] = inside ? scan.depth[parent]! - scan.depth[best]! : -1
    rows[i++] = share(sums.good[best]!, pageGood)
    rows[i++] = log(pageGood)
    rows[i] = log(n)
  }
  const context = featureNames.indexOf('before 1: letters')
  const isHeading = (b: number) => ((tagTraits[scan.tag[blocks.parent[b]!]!]! & trait.heading) !== 0 ? 1 : 0)
  for (let b = 0; b < n; b++) {
    let i = b * featureCount + context
    for (const step of [-1, 1]) {
      const one = b + step
      const two = b + 2 * step
      const three = b + 3 * step
      const has = one >= 0 && one < n
      rows[i++] = has ? log(blocks.size[one]!) : -1
      rows[i++] = has ? share(blocks.linked[one]!, blocks.size[one]!) : -1
      rows[i++] = has ? blocks.stops[one]! : -1
      rows[i++] = has ? total[one]! : 0
      rows[i++] =
        has && blocks.parent[one] === blocks.parent[b]
          ? 2
          : has && scan.parent[blocks.parent[one]!] === scan.parent[blocks.parent[b]!]
            ? 1
            : 0
      rows[i++] = has && likeness[one] === likeness[b] ? 1 : 0
      rows[i++] = has ? isHeading(one) : 0
      const hasTwo = two >= 0 && two < n
      rows[i++] = hasTwo ? log(blocks.size[two]!) : -1
      rows[i++] = hasTwo ? share(blocks.linked[two]!, blocks.size[two]!) : -1
      rows[i++] = hasTwo ? blocks.stops[two]! : -1
      rows[i++] = hasTwo ? total[two]! : 0
      rows[i++] = three >= 0 && three < n ? total[three]! : 0
    }
    rows[i++] = log(nearBefore[b]!)
    rows[i++] = log(nearAfter[b]!)
    rows[i++] = sinceGood[b]!
    rows[i++] = toGood[b]!
  }
  return rows
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

function inlineScore(scan: Scan, markup: Markup, textParent: number, parent: number): number {
  let sum = 0
  for (let e = textParent; e > parent; e = scan.parent[e]!) sum += markup.score[e * elementLevels + levels.inline]!
  return sum
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
