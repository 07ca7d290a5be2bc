import { alignArticles } from '#match/align.ts'
import type { Article } from '#model/article.ts'
import type { Overlap, Passage } from '#model/copy.ts'
import type { PageDocument } from '#model/document.ts'
import type { Span } from '#model/span.ts'

/** A stretch of one side: in both texts, only in the first (`cut`), only in the second (`added`), in both at another place. */
export type Change = Readonly<{ kind: 'same' | 'cut' | 'added' | 'moved'; text: string }>
/** Two pages beside each other. Each row's stretches belong together; end to end they are the whole texts. */
export type Comparison = Readonly<{
  a: PageDocument
  b: PageDocument
  /** How much of each side's own words stands in the other, 0 to 1, and in how many words of narration and of quotation. */
  shareOfA: number
  shareOfB: number
  words: number
  quoted: number
  rows: readonly Readonly<{ a: readonly Change[]; b: readonly Change[] }>[]
}>

/** What `b` did to the words of `a`, side by side. Pure. */
export function compareArticles(a: Article, b: Article): Omit<Comparison, 'a' | 'b'> {
  const found = alignArticles(a, b)
  const overlap = found && found.a !== a.id ? turned(found) : found
  const passages = overlap?.passages ?? []
  const ofA = changesOf(a.text, passages, 'a', 'cut')
  const ofB = changesOf(b.text, passages, 'b', 'added')
  const cuts = rowEnds(b.text, passages)
  const ends = [...cuts, { a: a.text.length, b: b.text.length }]
  return {
    shareOfA: overlap?.shareOfA ?? 0,
    shareOfB: overlap?.shareOfB ?? 0,
    words: overlap?.words ?? 0,
    quoted: overlap?.quoted ?? 0,
    rows: ends.map((end, i) => {
      const start = ends[i - 1] ?? { a: 0, b: 0 }
      return { a: within(a.text, ofA, start.a, end.a), b: within(b.text, ofB, start.b, end.b) }
    }),
  }
}

const turned = (overlap: Overlap): Overlap => ({
  ...overlap,
  a: overlap.b,
  b: overlap.a,
  shareOfA: overlap.shareOfB,
  shareOfB: overlap.shareOfA,
  passages: overlap.passages.map(({ kind, a, b }) => ({ kind, a: b, b: a })),
})

type Marked = Span<'article'> & Readonly<{ kind: Change['kind'] }>

/** The whole text of one side as stretches; `alone` names what only this side has. */
function changesOf(text: string, passages: readonly Passage[], side: 'a' | 'b', alone: 'cut' | 'added'): readonly Marked[] {
  const marked: Marked[] = []
  let at = 0
  for (const { kind, [side]: span } of passages.toSorted((x, y) => x[side].start - y[side].start)) {
    if (span.start > at) marked.push({ start: at, end: span.start, kind: alone })
    const start = Math.max(at, span.start)
    if (span.end <= start) continue
    marked.push({ start, end: span.end, kind: kind === 'edited' ? alone : kind === 'moved' ? 'moved' : 'same' })
    at = span.end
  }
  if (at < text.length) marked.push({ start: at, end: text.length, kind: alone })
  return marked.map((one) => (/^\s*$/.test(text.slice(one.start, one.end)) ? { ...one, kind: 'same' } : one))
}

/** Where rows end: after passages that both texts have in one order and a paragraph of `b` ends behind. */
function rowEnds(b: string, passages: readonly Passage[]): readonly Readonly<{ a: number; b: number }>[] {
  const ends: { a: number; b: number }[] = []
  const inOrder = passages.filter(({ kind }) => kind === 'equal').toSorted((x, y) => x.b.start - y.b.start)
  let last = { a: 0, b: 0 }
  for (const passage of inOrder) {
    if (passage.a.start < last.a || passage.b.start < last.b) continue
    last = { a: passage.a.end, b: passage.b.end }
    if (/^\p{P}*\s*\n/u.test(b.slice(last.b, last.b + 8))) ends.push(last)
  }
  return ends
}

const within = (text: string, marked: readonly Marked[], from: number, to: number): readonly Change[] =>
  marked
    .filter(({ start, end }) => end > from && start < to)
    .map(({ start, end, kind }) => ({ kind, text: text.slice(Math.max(start, from), Math.min(end, to)) }))
