import { tokensOf } from '../eval/extraction-score.ts'

/**
 * Which blocks of a page are in its labelled text: the best alignment of the page's tokens with the text's, in order, in which tokens
 * that follow one another on both sides count double. Returns for each block how many of its tokens are matched.
 */
export function matchedTokens(blocks: readonly string[], gold: string): { tokens: Int32Array; matched: Int32Array; goldTokens: number } {
  const page: string[] = []
  const owner: number[] = []
  blocks.forEach((block, b) => {
    for (const token of tokensOf(block)) {
      page.push(token)
      owner.push(b)
    }
  })
  const wanted = tokensOf(gold)
  const ids = new Map<string, number>()
  const idOf = (token: string) => {
    const id = ids.get(token) ?? ids.size
    ids.set(token, id)
    return id
  }
  const rows = page.slice(0, mostTokens.page)
  const a = Int32Array.from(rows, idOf)
  const b = Int32Array.from(wanted.slice(0, mostTokens.gold), idOf)
  const tokens = new Int32Array(blocks.length)
  for (const block of owner) tokens[block]!++
  const matched = new Int32Array(blocks.length)
  for (const row of align(a, b)) matched[owner[row]!]!++
  return { tokens, matched, goldTokens: wanted.length }
}

/** Bounds of the table: pages beyond them are cut. */
const mostTokens = { page: 20_000, gold: 6_000 } as const

/** Rows of `a` that the best alignment with `b` matches. */
function align(a: Int32Array, b: Int32Array): number[] {
  const width = b.length + 1
  const steps = new Uint8Array((a.length + 1) * width) // bit 0: the match came from a match; bits 1-2: where the gap state came from
  let match = new Int32Array(width).fill(low)
  let open = new Int32Array(width)
  for (let i = 1; i <= a.length; i++) {
    const nextMatch = new Int32Array(width).fill(low)
    const nextOpen = new Int32Array(width)
    const token = a[i - 1]!
    for (let j = 1; j < width; j++) {
      let step = 0
      if (token === b[j - 1]) {
        const going = match[j - 1]! + 2
        const fresh = open[j - 1]! + 1
        if (going >= fresh) step = 1
        nextMatch[j] = Math.max(going, fresh)
      }
      const up = Math.max(open[j]!, match[j]!)
      const back = Math.max(nextOpen[j - 1]!, nextMatch[j - 1]!)
      if (up >= back) step |= (match[j]! > open[j]! ? 1 : 0) << 1
      else step |= (nextMatch[j - 1]! > nextOpen[j - 1]! ? 3 : 2) << 1
      nextOpen[j] = Math.max(up, back)
      steps[i * width + j] = step
    }
    match = nextMatch
    open = nextOpen
  }
  const found: number[] = []
  let i = a.length
  let j = b.length
  let inMatch = match[j]! > open[j]!
  while (i > 0 && j > 0) {
    const step = steps[i * width + j]!
    if (inMatch) {
      found.push(i - 1)
      inMatch = (step & 1) === 1
      i--
      j--
    } else {
      const from = step >> 1
      inMatch = (from & 1) === 1
      if (from >= 2) j--
      else i--
    }
  }
  return found.reverse()
}
const low = -1_000_000
