import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { ComparisonDocument, PageDocument } from '../src/model/document.ts'
import { comparisonOf, type ShownEdit } from '../web/src/compare/model.ts'
import { pairSentences } from '../web/src/compare/sentences.ts'
import { drawnOut, merged } from '../web/src/compare/whole-words.ts'

const whole = (text: string) => ({ start: 0, end: text.length })
const cut = (text: string, span: Readonly<{ start: number; end: number }> | null) => span && text.slice(span.start, span.end).trim()

test('D5 sentences of an edited paragraph stand beside those they became; what only one side has stands alone', () => {
  const a = 'The ferry ran aground on Monday. Nobody was hurt. The tide was 40 centimetres low. An inquiry follows.'
  const b = 'The ferry ran aground late on Monday. The tide had been 45 centimetres low. Two tugs came. An inquiry follows.'
  assert.deepEqual(
    pairSentences([a, b], [whole(a), whole(b)]).map(([one, other]) => [cut(a, one), cut(b, other)]),
    [
      ['The ferry ran aground on Monday.', 'The ferry ran aground late on Monday.'],
      ['Nobody was hurt.', null],
      ['The tide was 40 centimetres low.', 'The tide had been 45 centimetres low.'],
      [null, 'Two tugs came.'],
      ['An inquiry follows.', 'An inquiry follows.'],
    ],
  )
})

test('D5 sentences of both sides lie end to end, whatever the texts', () => {
  const sentence = fc.constantFrom('The mill closes. ', 'Forty people work there. ', '“Why?” she asked. ', 'In June it will be over. ', 'x')
  const text = fc.array(sentence, { minLength: 1, maxLength: 12 }).map((parts) => parts.join(''))
  fc.assert(
    fc.property(text, text, (a, b) => {
      const rows = pairSentences([a, b], [whole(a), whole(b)])
      for (const [side, of] of [a, b].entries()) {
        const spans = rows.flatMap((row) => row[side] ?? [])
        assert.equal(spans.map(({ start, end }) => of.slice(start, end)).join(''), of)
      }
    }),
  )
})

test('D5 an edit shows whole numbers and words', () => {
  const shown = (a: string, b: string, one: [number, number], other: [number, number]) => {
    const spans = drawnOut(
      [a, b],
      [
        { start: one[0], end: one[1] },
        { start: other[0], end: other[1] },
      ],
    )
    return [cut(a, spans[0]), cut(b, spans[1])]
  }
  assert.deepEqual(shown('cost 1.4 million', 'cost 1.6 million', [7, 8], [7, 8]), ['1.4', '1.6'])
  assert.deepEqual(shown('at 10:30 on', 'at 10:45 on', [6, 8], [6, 8]), ['10:30', '10:45'])
  assert.deepEqual(shown('1,400 men', '1,450 men', [3, 4], [3, 4]), ['1,400', '1,450'])
  assert.deepEqual(shown('by O’Brien.', 'by O’Brian.', [8, 9], [8, 9]), ['O’Brien', 'O’Brian'])
  assert.deepEqual(shown('It ends. Then', 'It ended. Then', [3, 7], [3, 8]), ['ends', 'ended'])
  assert.deepEqual(shown('no 14 men', 'no 1 men', [4, 5], [4, 4]), ['14', '1'])
  const edit = (a: [number, number], b: [number, number]): ShownEdit => ({
    ...{ key: `${a}`, pair: 0, kind: 'number' },
    ...{ a: { start: a[0], end: a[1] }, b: { start: b[0], end: b[1] } },
  })
  assert.deepEqual(
    merged([edit([0, 2], [0, 2]), edit([1, 3], [1, 3]), edit([5, 6], [5, 6])]).map(({ a }) => [a.start, a.end]),
    [
      [0, 3],
      [5, 6],
    ],
  )
})

test('D5 a paragraph is cut into sentences in all comparisons or in none', () => {
  const texts = ['One ship sank. Two came.', 'One ship sank late. Two came.', 'One ship sank. Two came.']
  const pages = texts.map((text, at) => ({ id: `page_${at}`, text })) as unknown as readonly PageDocument[]
  const span = (text: string) => [{ kind: 'same', text, ...whole(text) }]
  const pairs = [1, 2].map((other) => ({
    ...{ a: pages[0], b: pages[other] },
    edits: other === 1 ? [{ kind: 'insertion', a: { start: 13, end: 13 }, b: { start: 13, end: 18 } }] : [],
    rows: [{ a: span(texts[0]!), b: span(texts[other]!) }],
  })) as unknown as readonly ComparisonDocument[]
  const { rows } = comparisonOf(pages, pairs)
  assert.deepEqual(
    rows.map((row) => row.map((cell, column) => cut(texts[column]!, cell))),
    [
      ['One ship sank.', 'One ship sank late.', 'One ship sank.'],
      ['Two came.', 'Two came.', 'Two came.'],
    ],
  )
})
