import type { Anchors } from './anchors.ts'
import { type Blocks, lettersOf } from './blocks.ts'
import type { Scan } from './scan.ts'
import { attributeId, tagId, tagTraits, trait, within } from './tags.ts'
import { blockTokens, elementWords, hides, levels, type TokenWeights, tokenAt } from './tokens.ts'

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

/** Sums over what lies in each element, and what its markup says. */
type Sums = Readonly<{
  letters: Float32Array
  linked: Float32Array
  good: Float32Array
  blocks: Float32Array
  hidden: Uint8Array
  /** The element whose blocks hold most good letters, counted less the deeper they lie. */
  best: number
}>

/** A block that reads like prose: it ends a sentence, and links are the lesser part of it. */
const isGood = (blocks: Blocks, b: number) => blocks.stops[b]! > 0 && blocks.size[b]! >= 40 && blocks.linked[b]! * 3 < blocks.size[b]!
/** What a step up the tree leaves of a block's weight in the search for the best element. */
const stepUp = 0.7

function sumsOf(scan: Scan, blocks: Blocks): Sums {
  const { count } = scan
  const letters = new Float32Array(count)
  const linked = new Float32Array(count)
  const good = new Float32Array(count)
  const perElement = new Float32Array(count)
  const weight = new Float32Array(count)
  for (let b = 0; b < blocks.count; b++) {
    const parent = blocks.parent[b]!
    letters[parent]! += blocks.size[b]!
    linked[parent]! += blocks.linked[b]!
    perElement[parent]!++
    if (isGood(blocks, b)) {
      good[parent]! += blocks.size[b]!
      weight[parent]! += blocks.size[b]!
    }
  }
  let best = 0
  const hidden = new Uint8Array(count)
  for (let e = count - 1; e > 0; e--) {
    const up = scan.parent[e]!
    letters[up]! += letters[e]!
    linked[up]! += linked[e]!
    good[up]! += good[e]!
    perElement[up]! += perElement[e]!
    weight[up]! += weight[e]! * stepUp
  }
  for (let e = 1; e < count; e++) {
    if (weight[e]! > weight[best]! || best === 0) best = e
    hidden[e] = hidden[scan.parent[e]!]! | isHidden(scan, e)
  }
  return { letters, linked, good, blocks: perElement, hidden, best }
}

/** 1: the element's own attributes hide it; 2: from readers who listen. */
function isHidden(scan: Scan, e: number): number {
  let hidden = 0
  for (let i = scan.attributeFrom[e]!; i < scan.attributeFrom[e + 1]!; i++) {
    const id = scan.attribute[i]
    if (id === attributeId.hidden) hidden |= 1
    else if (id === attributeId['aria-hidden'] && scan.html.charCodeAt(scan.valueStart[i]!) === 116) hidden |= 2
    else if (id === attributeId.style && hides(scan.html, scan.valueStart[i]!, scan.valueEnd[i]!)) hidden |= 1
  }
  return hidden
}

/** The linear model's sum for each element at each level, and for each block. */
type Scores = Readonly<{ element: Float32Array; far: Float32Array; text: Float32Array; shape: Float32Array }>
const elementLevels = 5

function scoresOf(scan: Scan, blocks: Blocks, sums: Sums, weights: TokenWeights): Scores {
  const element = new Float32Array(scan.count * elementLevels)
  const far = new Float32Array(scan.count)
  const words: number[] = []
  for (let e = 1; e < scan.count; e++) {
    if (sums.letters[e] === 0 && (tagTraits[scan.tag[e]!]! & trait.block) !== 0) continue
    words.length = 0
    elementWords(scan, e, words)
    for (let level = 0; level < elementLevels; level++) {
      let sum = 0
      for (const word of words) sum += weights[tokenAt(word, level)]!
      element[e * elementLevels + level] = sum
    }
    far[e] = far[scan.parent[e]!]! + element[e * elementLevels + levels.far]!
  }
  const text = new Float32Array(blocks.count)
  const shape = new Float32Array(blocks.count)
  for (let b = 0; b < blocks.count; b++) {
    words.length = 0
    const shapes = blockTokens(scan, blocks, b, words)
    for (let i = 0; i < words.length; i++) (i < words.length - shapes ? text : shape)[b]! += weights[words[i]!]!
  }
  return { element, far, text, shape }
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
export function featuresOf(scan: Scan, blocks: Blocks, anchors: Anchors, weights: TokenWeights): Float32Array {
  const rows = new Float32Array(blocks.count * featureCount)
  const sums = sumsOf(scan, blocks)
  const scores = scoresOf(scan, blocks, sums, weights)
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
    rows[i++] = matches(scan, blocks, b, anchors.descriptions)
    rows[i++] = anchors.body === '' ? 0 : inBody(scan, blocks, b, anchors.body)
    rows[i++] = anchors.body === '' ? 0 : 1
    const from = anchors.headline < 0 ? 0 : b - anchors.headline
    rows[i++] = Math.max(-farAway, Math.min(2 * farAway, from))
    const lettersFrom = anchors.headline < 0 ? 0 : before[b]! - before[anchors.headline]!
    rows[i++] = Math.sign(lettersFrom) * log(Math.abs(lettersFrom))
    rows[i++] = anchors.headline < 0 ? 0 : 1
    rows[i++] = share(b, n)
    rows[i++] = share(before[b]!, pageLetters)
    const inline = inlineScore(scan, scores, textParent, parent)
    const p1 = Math.max(0, scan.parent[parent]!)
    const p2 = Math.max(0, scan.parent[p1]!)
    const p3 = Math.max(0, scan.parent[p2]!)
    const p4 = Math.max(0, scan.parent[p3]!)
    const own = scores.element[parent * elementLevels + levels.own]!
    const up1 = scores.element[p1 * elementLevels + levels.parent]!
    const near = scores.element[p2 * elementLevels + levels.near]! + scores.element[p3 * elementLevels + levels.near]!
    const far = scores.far[p4]!
    total[b] = inline + own + up1 + near + far + scores.text[b]! + scores.shape[b]!
    rows[i++] = inline
    rows[i++] = own
    rows[i++] = up1
    rows[i++] = near
    rows[i++] = far
    rows[i++] = scores.text[b]!
    rows[i++] = scores.shape[b]!
    rows[i++] = total[b]!
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

function inlineScore(scan: Scan, scores: Scores, textParent: number, parent: number): number {
  let sum = 0
  for (let e = textParent; e > parent; e = scan.parent[e]!) sum += scores.element[e * elementLevels + levels.inline]!
  return sum
}

/** Letters of a block that are compared with what the page says elsewhere, and fewest that mean something. */
const compared = { most: 60, least: 20 } as const

/** 2: the block begins as the description does; 1: it stands in it. */
function matches(scan: Scan, blocks: Blocks, b: number, texts: readonly string[]): number {
  if (texts.length === 0 || blocks.size[b]! < compared.least) return 0
  const letters = lettersOf(scan.html, blocks.start[b]!, blocks.end[b]!, compared.most)
  let best = 0
  for (const text of texts) {
    if (text.startsWith(letters) || letters.startsWith(text)) return 2
    if (text.includes(letters)) best = 1
  }
  return best
}

/** 1: the block's first letters stand in the text that JSON-LD gives; -1: they do not; 0: too short to say. */
function inBody(scan: Scan, blocks: Blocks, b: number, body: string): number {
  if (blocks.size[b]! < compared.least) return 0
  return body.includes(lettersOf(scan.html, blocks.start[b]!, blocks.end[b]!, compared.most)) ? 1 : -1
}
