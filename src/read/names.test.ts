import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { sentencesOf } from '#text/sentences.ts'
import { readWeights, writeWeights } from './name-weights.ts'
import { findNames, nameModel } from './names.ts'

const names = (text: string) => findNames(text, sentencesOf(text)).map(({ at, type }) => `${text.slice(at.start, at.end)}/${type}`)

test('R-N2 people stand without title and possessive', () => {
  assert.deepEqual(names('In Madrid, Spanish Prime Minister Elena Torres met Senator Mark Dillon’s lawyers from Amnesty International.'), [
    'Madrid/LOC',
    'Spanish/NORP',
    'Elena Torres/PER',
    'Mark Dillon/PER',
    'Amnesty International/ORG',
  ])
})

test('R-N3 a word is read as the rest of the text reads it', () => {
  const found = names(
    'Analysts doubt Karimba Odele will win. Odele was born in Ghana. On Monday Odele resigned from the Ministry of Health.',
  )
  assert.deepEqual(
    found.filter((name) => name.includes('Odele')),
    ['Karimba Odele/PER', 'Odele/PER', 'Odele/PER'],
  )
})

test('R-N4 mentions of any text are in order and apart', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 500 }), (text) => {
      let last = 0
      for (const { at } of findNames(text, sentencesOf(text))) {
        assert.ok(at.start >= last && at.end > at.start && at.end <= text.length)
        last = at.end
      }
    }),
  )
})

test('R-N4 no sentences, no names', () => assert.deepEqual(findNames('', []), []))

test('R-N5 weights survive being written and read', () => {
  const bytes = writeWeights(nameModel())
  assert.deepEqual(writeWeights(readWeights(bytes)), bytes)
  assert.ok(bytes.length <= 3_000_000)
})

test('R-N5 other bytes are refused', () => {
  assert.throws(() => readWeights(new Uint8Array([1, 2, 3, 4, 5])), /npm run train/)
  assert.throws(() => readWeights(writeWeights(nameModel()).slice(0, 1000)), /npm run train/)
})
