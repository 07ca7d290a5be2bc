import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { sentencesOf } from '#text/sentences.ts'
import { Flag, lowerHashOf, tokensOf } from './tokens.ts'

const cut = (text: string) => {
  const { count, starts, ends } = tokensOf(text, sentencesOf(text))
  return Array.from({ length: count }, (_, at) => text.slice(starts[at], ends[at]))
}

for (const [text, tokens] of [
  ['Peru’s envoy', ['Peru', '’s', 'envoy']],
  ["the O'Hara-Li pact", ['the', "O'Hara", '-', 'Li', 'pact']],
  ['U.S. and J. Berg', ['U.S.', 'and', 'J.', 'Berg']],
  ['Acme Ltd. said', ['Acme', 'Ltd.', 'said']],
  ['see https://a.example/Peru now', ['see', 'https://a.example/Peru', 'now']],
  ['(1,200)', ['(', '1', ',', '200', ')']],
] as const)
  test(`R-N1 tokens: ${text}`, () => assert.deepEqual(cut(text), tokens))

test('R-N1 case and accents do not count in `lower`', () => {
  const { lower } = tokensOf('Bogotá', [{ start: 0, end: 6 }])
  assert.equal(lower[0], lowerHashOf('bogota'))
})

test('R-N1 the first token of a sentence is marked', () => {
  const text = 'Rain fell. Snow too.'
  const { flags, count } = tokensOf(text, sentencesOf(text))
  assert.deepEqual(
    Array.from({ length: count }, (_, at) => (flags[at]! & Flag.first) !== 0),
    [true, false, false, true, false, false],
  )
})

test('R-N1 tokens of any text are in order, apart, and leave only white space out', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
      const { count, starts, ends } = tokensOf(text, sentencesOf(text))
      let last = 0
      for (let at = 0; at < count; at++) {
        assert.ok(starts[at]! >= last && ends[at]! > starts[at]!)
        assert.equal(
          text
            .slice(last, starts[at])
            .replace(/\u200b/g, '')
            .trim(),
          '',
        )
        last = ends[at]!
      }
      assert.equal(
        text
          .slice(last)
          .replace(/\u200b/g, '')
          .trim(),
        '',
      )
    }),
  )
})
