import { alignArticles } from '#match/align.ts'
import type { Article } from '#model/article.ts'
import type { Passage } from '#model/copy.ts'
import type { ComparisonDocument, PageDocument } from '#model/document.ts'
import type { Span } from '#model/span.ts'
import { offsetsOf } from '#text/offsets.ts'
import { editsBetween } from '#trace/edits.ts'
import { type Change, lineUp } from '#trace/lineup.ts'

type Side = Readonly<{ article: Article; document: PageDocument }>

/** Two pages side by side: what b kept of a, cut from it and added to it. They need not be of one story, or copies at all. Pure. */
export function comparePages(a: Side, b: Side): ComparisonDocument {
  const overlap = alignArticles(a.article, b.article)
  const turned = overlap !== null && overlap.a !== a.article.id
  const passages = (overlap?.passages ?? []).map((one): Passage => (turned ? { kind: one.kind, a: one.b, b: one.a } : one))
  const edits = editsBetween(a.article, b.article, passages)
  const points = { a: offsetsOf(a.article.text).toPoints, b: offsetsOf(b.article.text).toPoints }
  const at = (side: 'a' | 'b', { start, end }: Span<'article'>) => ({ start: points[side](start), end: points[side](end) })
  const tell = (side: 'a' | 'b', text: string, changes: readonly Change[]) =>
    changes.map(({ kind, at: span }) => ({ kind, text: text.slice(span.start, span.end), ...at(side, span) }))
  return {
    a: a.document,
    b: b.document,
    shareOfA: (turned ? overlap?.shareOfB : overlap?.shareOfA) ?? 0,
    shareOfB: (turned ? overlap?.shareOfA : overlap?.shareOfB) ?? 0,
    passages: passages.map((passage) => ({ kind: passage.kind, a: at('a', passage.a), b: at('b', passage.b) })),
    edits: edits.map(({ kind, exemplar, witness }) => ({ kind, a: at('a', exemplar), b: at('b', witness) })),
    rows: lineUp(a.article.text, b.article.text, passages, edits).map((row) => ({
      a: tell('a', a.article.text, row.a),
      b: tell('b', b.article.text, row.b),
    })),
  }
}
