import type { Edit, Passage } from '#model/copy.ts'
import type { Span } from '#model/span.ts'

/** A stretch of a paragraph, and what became of it on the other side. */
export type Change = Readonly<{ kind: 'same' | 'cut' | 'added' | 'moved'; at: Span<'article'> }>
/** Two paragraphs that answer each other; one side is empty where the other has nothing like it. */
type Pairing = Readonly<{ a: readonly Change[]; b: readonly Change[] }>

const paragraph = /[^\n](?:[^\n]|\n(?!\n))*/g

/**
 * Lines up two texts paragraph by paragraph for reading side by side. Paragraphs are paired in order so that the paired ones
 * share as many characters of their passages as can be; a paragraph that moved keeps its own row and is marked.
 * Time: paragraphs of a × paragraphs of b.
 */
export function lineUp(a: string, b: string, passages: readonly Passage[], edits: readonly Edit[]): readonly Pairing[] {
  const [left, right] = [paragraphsOf(a), paragraphsOf(b)]
  const shared = sharedCharacters(left, right, passages)
  const cut = edits.filter(({ exemplar }) => exemplar.end > exemplar.start).map(({ exemplar }) => exemplar)
  const added = edits.filter(({ witness }) => witness.end > witness.start).map(({ witness }) => witness)
  const moved = passages.filter(({ kind }) => kind === 'moved')
  const side = (
    at: Span<'article'> | null,
    changed: readonly Span<'article'>[],
    kind: 'cut' | 'added',
    from: readonly Span<'article'>[],
  ) => (at === null ? [] : changesIn(at, changed, kind, from))
  return pair(left, right, shared).map(([i, j]) => ({
    a: side(
      i === null ? null : left[i]!,
      cut,
      'cut',
      moved.map((passage) => passage.a),
    ),
    b: side(
      j === null ? null : right[j]!,
      added,
      'added',
      moved.map((passage) => passage.b),
    ),
  }))
}

function paragraphsOf(text: string): Span<'article'>[] {
  return [...text.matchAll(paragraph)].map((match) => ({ start: match.index, end: match.index + match[0].length }))
}

const common = (x: Span<'article'>, y: Span<'article'>) => Math.max(0, Math.min(x.end, y.end) - Math.max(x.start, y.start))

/** shared[i][j]: characters of paragraph i of a that lie in passages leading to paragraph j of b. */
function sharedCharacters(left: readonly Span<'article'>[], right: readonly Span<'article'>[], passages: readonly Passage[]): number[][] {
  return left.map((i) => {
    const touching = passages.filter(({ a }) => common(a, i) > 0)
    return right.map((j) => touching.reduce((sum, { a, b }) => sum + throughPassage(i, j, a, b), 0))
  })
}

/** A passage may run over several paragraphs: only what lies at the same depth of the passage on both sides counts. */
function throughPassage(i: Span<'article'>, j: Span<'article'>, a: Span<'article'>, b: Span<'article'>): number {
  const scale = (b.end - b.start) / Math.max(1, a.end - a.start)
  const mapped = {
    start: b.start + (Math.max(i.start, a.start) - a.start) * scale,
    end: b.start + (Math.min(i.end, a.end) - a.start) * scale,
  }
  return common(mapped, j)
}

/** The order-keeping pairing with the most shared characters (dynamic programming, as in Needleman and Wunsch 1970). */
function pair(
  left: readonly unknown[],
  right: readonly unknown[],
  shared: readonly (readonly number[])[],
): [number | null, number | null][] {
  const best = Array.from({ length: left.length + 1 }, () => new Float64Array(right.length + 1))
  for (let i = left.length - 1; i >= 0; i--)
    for (let j = right.length - 1; j >= 0; j--) {
      const both = shared[i]![j]! > 0 ? shared[i]![j]! + best[i + 1]![j + 1]! : -1
      best[i]![j] = Math.max(both, best[i + 1]![j]!, best[i]![j + 1]!)
    }
  const rows: [number | null, number | null][] = []
  let [i, j] = [0, 0]
  while (i < left.length || j < right.length) {
    const here = i < left.length && j < right.length
    if (here && shared[i]![j]! > 0 && best[i]![j] === shared[i]![j]! + best[i + 1]![j + 1]!) rows.push([i++, j++])
    else if (i < left.length && (!here || best[i + 1]![j]! >= best[i]![j + 1]!)) rows.push([i++, null])
    else rows.push([null, j++])
  }
  return rows
}

/** Cuts a paragraph where changes begin and end. */
function changesIn(
  at: Span<'article'>,
  changed: readonly Span<'article'>[],
  kind: 'cut' | 'added',
  moved: readonly Span<'article'>[],
): Change[] {
  const marks = [...changed.map((span) => ({ span, kind })), ...moved.map((span) => ({ span, kind: 'moved' as const }))].filter(
    ({ span }) => common(span, at) > 0,
  )
  const edges = [
    ...new Set([at.start, at.end, ...marks.flatMap(({ span }) => [Math.max(span.start, at.start), Math.min(span.end, at.end)])]),
  ].sort((x, y) => x - y)
  return edges.slice(0, -1).map((start, index) => {
    const end = edges[index + 1]!
    const over = marks.find(({ span }) => span.start <= start && end <= span.end)
    return { kind: over?.kind ?? 'same', at: { start, end } }
  })
}
