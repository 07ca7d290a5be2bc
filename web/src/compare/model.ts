import type { EditKind } from '#model/copy.ts'
import type { ComparisonDocument, PageDocument } from '#model/document.ts'
import { offsetsOf } from '#text/offsets.ts'
import { pairSentences } from './sentences.ts'
import { drawnOut, merged } from './whole-words.ts'

export type Stretch = Readonly<{ start: number; end: number }>

/** One edit as it is shown: in which comparison, where on both sides (code units), and its permanent name. */
export type ShownEdit = Readonly<{ key: string; pair: number; kind: EditKind; a: Stretch; b: Stretch }>
/** A paragraph of each witness, or none, or of one that was edited a sentence; the first column is the one that all others are held against. */
export type Row = readonly (Stretch | null)[]
export type Comparison = Readonly<{
  pages: readonly PageDocument[]
  pairs: readonly ComparisonDocument[]
  edits: readonly ShownEdit[]
  rows: readonly Row[]
  /** Where paragraphs begin, by column. */
  openings: readonly ReadonlySet<number>[]
}>

/** Makes the columns of two to four witnesses out of the comparisons of the first with each of the others. */
export function comparisonOf(pages: readonly PageDocument[], pairs: readonly ComparisonDocument[]): Comparison {
  const units = pages.map(({ text }) => offsetsOf(text).toUnits)
  const at = (column: number, { start, end }: Stretch): Stretch => ({ start: units[column]!(start), end: units[column]!(end) })
  const texts = pairs.map((_, pair) => [pages[0]!.text, pages[pair + 1]!.text] as const)
  const edits = pairs.map((compared, pair) => editsOf(compared, pair, texts[pair]!, at))
  const whole = (column: number, changes: readonly Stretch[]) =>
    changes.length === 0 ? null : at(column, { start: changes[0]!.start, end: changes.at(-1)!.end })
  const paragraphs = pairs.map(({ rows }, pair) => rows.map(({ a, b }): Answering => [whole(0, a), whole(pair + 1, b)]))
  return {
    ...{ pages, pairs, edits: inReadingOrder(edits.flat()), rows: rowsOf(inSentences(paragraphs, texts, edits)) },
    openings: pages.map((_, column) => new Set(paragraphs.flatMap((rows, pair) => rows.map((row) => startIn(row, column, pair))))),
  }
}

/** Two paragraphs, or sentences, that answer each other; null: nothing does. */
export type Answering = readonly [Stretch | null, Stretch | null]
const startIn = ([a, b]: Answering, column: number, pair: number) => (column === 0 ? a : column === pair + 1 ? b : null)?.start ?? -1

function editsOf(
  { edits }: ComparisonDocument,
  pair: number,
  texts: readonly [string, string],
  at: (column: number, span: Stretch) => Stretch,
): readonly ShownEdit[] {
  const shown = edits.map(({ kind, a, b }): ShownEdit => {
    const sides = [at(0, a), at(pair + 1, b)] as const
    const isWhole = kind === 'headline' || kind === 'moved'
    const [one, other] = isWhole ? sides : drawnOut(texts, sides)
    return { key: keyOf(pair, a, b), pair, kind, a: one, b: other }
  })
  return [...shown.filter(({ kind }) => kind === 'headline'), ...merged(shown.filter(({ kind }) => kind !== 'headline'))]
}

/**
 * Paragraphs in which something was edited, sentence by sentence. A paragraph of the first witness is cut into sentences in all
 * comparisons or in none, so that its rows stay rows.
 */
function inSentences(
  paragraphs: readonly (readonly Answering[])[],
  texts: readonly (readonly [string, string])[],
  edits: readonly (readonly ShownEdit[])[],
): readonly (readonly Answering[])[] {
  const isEdited = (pair: number, [a, b]: Answering) =>
    edits[pair]!.some((edit) => edit.kind !== 'headline' && ((a && touches(edit.a, a)) || (b && touches(edit.b, b))))
  const edited = new Set(
    paragraphs.flatMap((rows, pair) => rows.flatMap((row) => (row[0] && row[1] && isEdited(pair, row) ? [row[0].start] : []))),
  )
  const finer = paragraphs.map((rows, pair) =>
    rows.map((row) => (row[0] && edited.has(row[0].start) ? pairSentences(texts[pair]!, [row[0], row[1]]) : [row])),
  )
  const left = new Set(
    paragraphs.flatMap((rows, pair) => rows.flatMap(([a], at) => (a && finer[pair]![at]!.length === 1 ? [a.start] : []))),
  )
  return finer.map((rows, pair) =>
    rows.flatMap((sentences, at) => {
      const row = paragraphs[pair]![at]!
      return row[0] && left.has(row[0].start) ? [row] : sentences
    }),
  )
}
const touches = (one: Stretch, other: Stretch) => one.start < other.end && other.start < one.end

/** `120-140,118-131`, in code points of the two texts; from the second comparison on with its number: `2:…`. */
const keyOf = (pair: number, a: Stretch, b: Stretch) => `${pair === 0 ? '' : `${pair + 1}:`}${a.start}-${a.end},${b.start}-${b.end}`

const inReadingOrder = (edits: readonly ShownEdit[]) =>
  [...edits].sort(
    (x, y) =>
      Number(y.kind === 'headline') - Number(x.kind === 'headline') || x.a.start - y.a.start || x.pair - y.pair || x.b.start - y.b.start,
  )

/**
 * Rows of the first witness's paragraphs, each with the paragraph that answers it in every other; what another put in between
 * has rows of its own.
 */
function rowsOf(pairs: readonly (readonly Answering[])[]): readonly Row[] {
  const width = pairs.length + 1
  const rows = new Map<number, (Stretch | null)[][]>() // rows from a paragraph of the first witness on, by where it starts
  for (const [pair, found] of pairs.entries()) {
    let under = -1
    let put = 0 // rows used under this paragraph
    for (const [left, right] of found) {
      if (left) {
        under = left.start
        put = 0
      }
      const group = rows.get(under) ?? []
      rows.set(under, group)
      const own = left ? 0 : under < 0 ? put : put + 1
      while (group.length <= own) group.push(Array.from({ length: width }, () => null))
      if (left) group[own]![0] = left
      else put++
      group[own]![pair + 1] = right
    }
  }
  return [...rows].sort(([x], [y]) => x - y).flatMap(([, group]) => group)
}

/** Whether a row begins a paragraph, and does not go on with one. */
export const opens = (row: Row, { openings }: Comparison): boolean => row.some((cell, column) => cell && openings[column]!.has(cell.start))

/** What a cell shows: a stretch of words, with the edit it belongs to. */
type Piece = Stretch & Readonly<{ edit: ShownEdit | null }>

/** Cuts a paragraph where edits begin and end. Of edits that overlap the shortest is shown: it says most. */
export function piecesOf(cell: Stretch, edits: readonly ShownEdit[], side: (edit: ShownEdit) => Stretch): readonly Piece[] {
  const touching = edits
    .filter((edit) => side(edit).start < cell.end && cell.start < side(edit).end)
    .sort((x, y) => length(side(x)) - length(side(y)))
  const edges = [
    ...new Set([
      cell.start,
      cell.end,
      ...touching.flatMap((edit) => [Math.max(cell.start, side(edit).start), Math.min(cell.end, side(edit).end)]),
    ]),
  ].sort((x, y) => x - y)
  return edges.slice(0, -1).map((start, index) => {
    const end = edges[index + 1]!
    return { start, end, edit: touching.find((edit) => side(edit).start <= start && end <= side(edit).end) ?? null }
  })
}

const length = ({ start, end }: Stretch) => end - start

/** A run of the one-column view: words that stayed, words only of the first, words only of the second, or words that moved. */
type Run = Readonly<{ kind: 'same' | 'del' | 'ins' | 'gone' | 'came'; text: string; edit: ShownEdit | null }>

/** Both paragraphs of a row written into each other. */
export function unified([a, b]: Row, texts: readonly [string, string], edits: readonly ShownEdit[]): readonly Run[] {
  const cut =
    a === null || a === undefined ? [] : edits.filter((edit) => edit.a.end > edit.a.start && edit.a.start < a.end && a.start < edit.a.end)
  const taken = (edit: ShownEdit): Run => ({
    kind: edit.kind === 'moved' ? 'gone' : 'del',
    text: texts[0].slice(Math.max(a!.start, edit.a.start), Math.min(a!.end, edit.a.end)),
    edit,
  })
  if (!b) return a ? piecesOf(a, cut, (edit) => edit.a).map(({ start, end, edit }) => alone(texts[0].slice(start, end), edit)) : []
  const inside = (edit: ShownEdit) => edit.b.start >= b.start && edit.b.start <= b.end
  const before = cut.filter((edit) => !inside(edit) && edit.a.start <= a!.start)
  const after = cut.filter((edit) => !inside(edit) && edit.a.start > a!.start)
  const runs: Run[] = before.map(taken)
  const waiting = cut.filter(inside).sort((x, y) => x.b.start - y.b.start)
  for (const { start, end, edit } of piecesOf(b, edits, (one) => one.b)) {
    while (waiting[0] && waiting[0].b.start <= start) runs.push(taken(waiting.shift()!))
    const stop = waiting[0] && waiting[0].b.start < end ? waiting[0].b.start : end
    const kind = edit === null ? 'same' : edit.kind === 'moved' ? 'came' : 'ins'
    runs.push({ kind, text: texts[1].slice(start, stop), edit })
    if (stop < end) {
      while (waiting[0] && waiting[0].b.start < end) runs.push(taken(waiting.shift()!))
      runs.push({ kind, text: texts[1].slice(stop, end), edit })
    }
  }
  return [...runs, ...waiting.map(taken), ...after.map(taken)]
}

/** Words of a paragraph that the second witness does not have here. Signs between words that moved are no change of their own. */
const alone = (text: string, edit: ShownEdit | null): Run => ({
  kind: edit?.kind === 'moved' ? 'gone' : edit === null && !/[\p{L}\p{N}]/u.test(text) ? 'same' : 'del',
  text,
  edit,
})
