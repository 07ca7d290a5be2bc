/**
 * How extracted text is scored. Text F1: shingles of 4 tokens, as article-extraction-benchmark counts them (Zyte, MIT): per page the
 * share of right shingles among the found and among the wanted, the means over pages (macro), and their harmonic mean. A token is a run of
 * letters, digits or underscores (Python's \w+), case kept; nothing else is normalised.
 */
export type Counts = Readonly<{ right: number; extra: number; missing: number }>
export type Scores = Readonly<{ precision: number; recall: number; f1: number }>

const shingleLength = 4
const token = /[\p{L}\p{N}_]+/gu
export const tokensOf = (text: string): string[] => text.match(token) ?? []

function bagOf(items: readonly string[]): Map<string, number> {
  const bag = new Map<string, number>()
  for (const item of items) bag.set(item, (bag.get(item) ?? 0) + 1)
  return bag
}

function shinglesOf(text: string): string[] {
  const tokens = tokensOf(text)
  if (tokens.length === 0) return []
  const shingles: string[] = []
  for (let i = 0; i < Math.max(1, tokens.length - shingleLength + 1); i++) shingles.push(tokens.slice(i, i + shingleLength).join(' '))
  return shingles
}

function compare(wanted: readonly string[], found: readonly string[]): Counts {
  const left = bagOf(wanted)
  let right = 0
  for (const item of found) {
    const count = left.get(item) ?? 0
    if (count === 0) continue
    left.set(item, count - 1)
    right++
  }
  return { right, extra: found.length - right, missing: wanted.length - right }
}

/** Shingles of one page: right, too many, missing. */
export const shingleCounts = (wanted: string, found: string): Counts => compare(shinglesOf(wanted), shinglesOf(found))

const mean = (values: readonly number[]) => (values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length)

/** Macro precision and recall over pages, and F1 of the two, as article-extraction-benchmark has them. */
export function macroScores(pages: readonly Counts[]): Scores {
  const precision = mean(pages.filter(({ right, extra }) => right + extra > 0).map(({ right, extra }) => right / (right + extra)))
  const recall = mean(pages.filter(({ right, missing }) => right + missing > 0).map(({ right, missing }) => right / (right + missing)))
  return { precision, recall, f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall) }
}

/** Word F1 of one page, as the web-content-extraction benchmark of 2026 has it: bags of words in lower case. */
export function wordF1(wanted: string, found: string): number {
  const { right, extra, missing } = compare(tokensOf(wanted.toLowerCase()), tokensOf(found.toLowerCase()))
  return right === 0 ? 0 : (2 * right) / (2 * right + extra + missing)
}

const spaces = /\s+/gu
const even = (text: string) => text.replace(spaces, ' ')

/** Snippets that must and must not be in the text (trafilatura's evaluation); white space does not count. */
export function snippetCounts(text: string, wanted: readonly string[], unwanted: readonly string[]): Counts {
  const found = even(text)
  const has = (snippet: string) => found.includes(even(snippet).trim())
  const right = wanted.filter(has).length
  return { right, extra: unwanted.filter(has).length, missing: wanted.length - right }
}

/** Counts of all pages in one. */
export function microF1(pages: readonly Counts[]): number {
  const sum = (field: keyof Counts) => pages.reduce((total, page) => total + page[field], 0)
  return (2 * sum('right')) / (2 * sum('right') + sum('extra') + sum('missing'))
}
