import assert from 'node:assert/strict'
import { test } from 'node:test'
import { creditLine } from './credit-line.ts'

const credited = (text: string) => creditLine(text)?.agencies.map(({ name }) => name) ?? []

for (const [text, ...names] of [
  ['Reuters', 'Reuters'],
  ['AP', 'AP'],
  ['dpa/AFP', 'dpa', 'AFP'],
  ['mkl/dpa', 'dpa'],
  ['Source: dpa', 'dpa'],
  ['(Xinhua)', 'Xinhua'],
  ['Reuters · Updated 3 May 2024, 22:02 IST', 'Reuters'],
  ['By AP | 3 May 2024', 'AP'],
  ['AFP, Brussels', 'AFP'],
] as const)
  test(`E49 a credit line: ${text}`, () => assert.deepEqual(credited(text), names))

test('E49 no credit: a word, a picture, a sentence, a person, a place', () => {
  for (const text of ['AA', 'Mehr', 'Photo: Reuters', 'The mayor told Reuters so.', 'By Ada Crane for AP News Digest', 'Lowmere', ''])
    assert.deepEqual(credited(text), [], text)
})

test('E49 a day or a label makes a credit sure', () => {
  assert.equal(creditLine('Reuters, 3 May 2024')?.isSure, true)
  assert.equal(creditLine('Source: dpa')?.isSure, true)
  assert.equal(creditLine('Reuters')?.isSure, false)
})
