import type { PageDocument } from '#model/document.ts'
import type { Stretch } from './shape.ts'

/** A stretch of a text and how many of the other copies carry it, word by word in the same order. */
export type KeptRun = Stretch & Readonly<{ copies: number }>

const together = 4 // words in the same order make a passage; fewer are chance
// Scripts without spaces between words count by the letter.
const word =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]|[\p{L}\p{M}\p{N}]+/gu

type Words = Readonly<{ starts: readonly number[]; ends: readonly number[]; passages: Uint32Array; has: ReadonlySet<number> }>
const read = new WeakMap<PageDocument, Words>()

/**
 * Cuts the text of `page` where the number of other copies that keep it changes. A passage is kept where some `together` words in a
 * row stand in the other text too. Time: words of the page × copies.
 */
export function keptRuns(page: PageDocument, others: readonly PageDocument[]): readonly KeptRun[] {
  const mine = wordsOf(page)
  const counts = new Uint16Array(mine.starts.length)
  for (const other of others) {
    const { has } = wordsOf(other)
    let until = 0 // words before it are counted for this copy
    for (let index = 0; index < mine.passages.length; index++) {
      if (!has.has(mine.passages[index]!)) continue
      for (let at = Math.max(until, index); at < index + together; at++) counts[at]!++
      until = index + together
    }
  }
  const runs: { start: number; end: number; copies: number }[] = []
  for (const [index, copies] of counts.entries()) {
    const last = runs.at(-1)
    const start = mine.starts[index]!
    if (last && last.copies === copies) last.end = mine.ends[index]!
    else runs.push({ start, end: mine.ends[index]!, copies })
  }
  return runs
}

function wordsOf(page: PageDocument): Words {
  const known = read.get(page)
  if (known) return known
  const starts: number[] = []
  const ends: number[] = []
  const hashes: number[] = []
  for (const { 0: text, index } of page.text.matchAll(word)) {
    starts.push(index)
    ends.push(index + text.length)
    hashes.push(hashOf(text.toLowerCase()))
  }
  const passages = new Uint32Array(Math.max(0, hashes.length - together + 1))
  for (let index = 0; index < passages.length; index++) {
    let hash = 0
    for (let step = 0; step < together; step++) hash = Math.imul(hash ^ hashes[index + step]!, 0x9e3779b1) ^ (hash >>> 15)
    passages[index] = hash >>> 0
  }
  const made = { starts, ends, passages, has: new Set(passages) }
  read.set(page, made)
  return made
}

/** FNV-1a over code units. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  return hash >>> 0
}

export const keptLevels = ['none', 'few', 'some', 'most', 'all'] as const

/** 0 none … 4 all of the others. */
export function levelOf(copies: number, others: number): number {
  if (copies === 0 || others === 0) return 0
  return copies === others ? 4 : Math.min(3, 1 + Math.floor((copies / others) * 3))
}
