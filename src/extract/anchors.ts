import { type Blocks, lettersOf } from './blocks.ts'
import { attributeOf, isScript, type Scan } from './scan.ts'
import { tagId, tagTraits, trait } from './tags.ts'

/** What a page says elsewhere of its own text, letters and digits only: the title, the description, the text in JSON-LD. */
export type Anchors = Readonly<{
  titles: readonly string[]
  descriptions: readonly string[]
  /** `articleBody` of JSON-LD, escapes left as they stand; empty: none. */
  body: string
  /** The first letters of each block, at most `comparedLetters`; empty where the block is shorter than a title. */
  letters: readonly string[]
  /** For each block: 2 it is a title, 1 a title begins or ends with it, 0 neither. */
  titled: Uint8Array
  /** The block that is the headline; -1: none. */
  headline: number
}>

/** Letters of a block that are compared with what the page says elsewhere. */
const comparedLetters = 60
/** How much of what the page says is kept, in letters. */
const limits = { title: 200, description: 400, body: 100_000, shortestTitle: 8, texts: 8 } as const

export function anchorsOf(scan: Scan, blocks: Blocks): Anchors {
  const titles: string[] = []
  const descriptions: string[] = []
  let body = ''
  const { html } = scan
  for (let e = 1; e < scan.count; e++) {
    const tag = scan.tag[e]
    if (tag === tagId.meta) {
      const content = attributeOf(scan, e, 'content')
      if (!content) continue
      const name = attributeOf(scan, e, 'property') ?? attributeOf(scan, e, 'name') ?? attributeOf(scan, e, 'itemprop')
      if (!name) continue
      const ends = html.slice(name.start, name.end).toLowerCase()
      if (ends.endsWith('title') || ends === 'headline') add(titles, lettersOf(html, content.start, content.end, limits.title))
      else if (ends.endsWith('description')) add(descriptions, lettersOf(html, content.start, content.end, limits.description))
    } else if (tag === tagId.title) add(titles, lettersOf(html, scan.inner[e]!, scan.close[e]!, limits.title))
    else if (body === '' && isScript(scan, e)) body = articleBody(scan, e)
  }
  const titled = new Uint8Array(blocks.count)
  const letters: string[] = []
  // a block half as long as the shortest title cannot be one
  const least = Math.max(limits.shortestTitle, Math.min(20, ...titles.map((title) => title.length / 2)))
  for (let b = 0; b < blocks.count; b++)
    letters.push(blocks.size[b]! < least ? '' : lettersOf(html, blocks.start[b]!, blocks.end[b]!, comparedLetters))
  return { titles, descriptions, body, letters, titled, headline: findHeadline(scan, blocks, titles, letters, titled) }
}

function add(to: string[], text: string): void {
  if (text.length >= limits.shortestTitle && to.length < limits.texts && !to.includes(text)) to.push(text)
}

const bodyKey = '"articleBody"'

/** The string after `"articleBody":` in a script of JSON-LD. */
function articleBody(scan: Scan, script: number): string {
  const type = attributeOf(scan, script, 'type')
  if (!type || !scan.html.startsWith('ld+json', Math.max(type.start, type.end - 'ld+json'.length))) return ''
  const source = scan.html.slice(scan.inner[script], scan.close[script])
  const key = source.indexOf(bodyKey)
  const open = key < 0 ? -1 : source.indexOf('"', key + bodyKey.length)
  if (open < 0) return ''
  let close = open
  do close = source.indexOf('"', close + 1)
  while (close > 0 && source.charCodeAt(close - 1) === 92)
  return lettersOf(source, open + 1, close < 0 ? source.length : close, limits.body)
}

/** The headline: the first heading that is a title, else the first block that is one, else the first h1, else what is part of a title. */
function findHeadline(scan: Scan, blocks: Blocks, titles: readonly string[], letters: readonly string[], titled: Uint8Array): number {
  let firstTitled = -1
  let firstHeading = -1
  let topHeading = -1
  let partTitled = -1
  for (let b = 0; b < blocks.count; b++) {
    const size = blocks.size[b]!
    if (size < limits.shortestTitle) continue
    const tag = scan.tag[blocks.parent[b]!]!
    const heading = (tagTraits[tag]! & trait.heading) !== 0
    if (topHeading < 0 && tag === tagId.h1) topHeading = b
    if (size > limits.title * 3) continue
    const match = letters[b] === '' ? 0 : titleMatch(letters[b]!, size, titles)
    titled[b] = match
    if (match === 0 || blocks.linked[b]! * 2 > size * (heading ? 3 : 1)) continue
    if (heading && (firstHeading < 0 || (match === 2 && titled[firstHeading] === 1))) firstHeading = b
    if (match === 2 && firstTitled < 0) firstTitled = b
    if (partTitled < 0) partTitled = b
  }
  return [firstHeading, firstTitled, topHeading, partTitled].find((b) => b >= 0) ?? -1
}

/** 2: a title, as far as compared; 1: a title begins or ends with the block, and is at most twice as long. */
function titleMatch(letters: string, size: number, titles: readonly string[]): number {
  let best = 0
  for (const title of titles) {
    const begins = title.startsWith(letters)
    if (begins && title.length === size) return 2
    if (size * 2 >= title.length && (begins || title.endsWith(letters))) best = 1
    else if (title.length < size && title.length * 2 >= size && letters.startsWith(title.slice(0, letters.length))) best = 1
  }
  return best
}
