import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { verbBits } from './verb-forms.ts'
import { wordFilter } from './word-filter.ts'

test('a filter lets every word through that it was given', () =>
  fc.assert(fc.property(fc.array(fc.string({ unit: 'binary' })), (words) => assert.ok(words.every(wordFilter(words).mayHave)))))

test('a filter refuses most other words', () => {
  const { mayHave } = wordFilter(['signs', 'signed', 'signing'])
  assert.deepEqual(['treaty', 'minister', 'a', 'sugar', 'signs'].filter(mayHave), ['signs'])
  assert.equal(verbBits('treaty'), 0)
})
