import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Span } from '#model/span.ts'
import { lineUp } from './lineup.ts'

const at = (text: string, words: string): Span<'article'> => ({ start: text.indexOf(words), end: text.indexOf(words) + words.length })
const textOf = (text: string, changes: readonly { at: Span<'article'> }[]) =>
  changes.map((change) => text.slice(change.at.start, change.at.end)).join('')

test('T8 paragraphs that answer each other stand in one row', () => {
  const a = 'The mill closes in June.\n\nForty jobs go.\n\nThe owner gave no reason.'
  const b = 'The mill closes in July.\n\nThe owner gave no reason.'
  const passages = ['The mill closes in', 'The owner gave no reason.'].map((words) => ({
    kind: 'equal' as const,
    a: at(a, words),
    b: at(b, words),
  }))
  const edits = [
    { kind: 'wording' as const, exemplar: at(a, 'June'), witness: at(b, 'July') },
    { kind: 'cut' as const, exemplar: at(a, 'Forty jobs go.'), witness: { start: 26, end: 26 } },
  ]
  const rows = lineUp(a, b, passages, edits)
  assert.deepEqual(
    rows.map((row) => [textOf(a, row.a), textOf(b, row.b)]),
    [
      ['The mill closes in June.', 'The mill closes in July.'],
      ['Forty jobs go.', ''],
      ['The owner gave no reason.', 'The owner gave no reason.'],
    ],
  )
  assert.deepEqual(
    rows[0]!.a.map(({ kind }) => kind),
    ['same', 'cut', 'same'],
  )
  assert.deepEqual(
    rows[0]!.b.map(({ kind }) => kind),
    ['same', 'added', 'same'],
  )
})

test('T8 both texts stand whole in the rows, in order', () => {
  const text = fc.array(fc.constantFrom('a', 'bb', ' ', '\n', '\n\n'), { maxLength: 40 }).map((parts) => parts.join(''))
  fc.assert(
    fc.property(text, text, fc.array(fc.tuple(fc.nat(40), fc.nat(40), fc.nat(10)), { maxLength: 4 }), (a, b, spans) => {
      const passages = spans
        .map(([x, y, length]) => ({
          kind: 'equal' as const,
          a: { start: x, end: Math.min(a.length, x + length) },
          b: { start: y, end: Math.min(b.length, y + length) },
        }))
        .filter((passage) => passage.a.start < passage.a.end && passage.b.start < passage.b.end)
      const rows = lineUp(a, b, passages, [])
      const bare = (words: string) => words.replaceAll('\n', '')
      assert.equal(bare(rows.map((row) => textOf(a, row.a)).join('')), bare(a))
      assert.equal(bare(rows.map((row) => textOf(b, row.b)).join('')), bare(b))
    }),
  )
})
