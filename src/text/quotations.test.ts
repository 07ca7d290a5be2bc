import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { findQuoted } from './quotations.ts'

const inner = (text: string) => findQuoted(text).map(({ inner: { start, end } }) => text.slice(start, end))

test('R-Q1 every kind of mark', () => {
  assert.deepEqual(inner("“a b,” \"c d,\" ‘e f,’ ‘‘g’’ ''h'' «i» « j », »k« „l“ 「m」 「n」"), 'a b,|c d,|e f,|g|h|i|j|k|l|m|n'.split('|'))
})

test('R-Q1 apostrophes, possessives and inches are no marks', () => {
  assert.deepEqual(inner("It’s the workers’ day, isn't it? He is 5'10\". Rock ’n’ roll of the ’90s."), [])
  assert.deepEqual(inner('‘I don’t know what the workers’ union wants,’ he said.'), ['I don’t know what the workers’ union wants,'])
})

test('R-Q1 marks turned the wrong way are read by where they stand', () => {
  assert.deepEqual(inner('”We left” and “they came“ and ‘’nobody cared‘’.'), ['We left', 'they came', 'nobody cared'])
})

test('R-Q1 marks inside marks belong to the words; a stray one is dropped', () => {
  assert.deepEqual(inner('“They said ‘no’ to “us” twice,” he said.'), ['They said ‘no’ to “us” twice,'])
  assert.deepEqual(inner('He lost “everything in the fire and left town. Then he came back.'), [])
})

test('R-Q7 an open quotation ends with its paragraph, and the next resumes it', () => {
  const text = 'He said: “First.\n\n“Second.\n\n“Third.”\n\n“Other.”'
  assert.deepEqual(
    findQuoted(text).map(({ inner: { start, end }, resumes }) => [text.slice(start, end), resumes]),
    [
      ['First.', false],
      ['Second.', true],
      ['Third.', true],
      ['Other.', false],
    ],
  )
})

test('R-Q1 dialogue after dashes', () => {
  assert.deepEqual(inner('— We are tired, — said a miner. — We go home.'), ['We are tired,', 'We go home.'])
  assert.deepEqual(inner('— A list item without a teller.\n\n— Another.'), [])
})

test('R-Q1 quotations are in order, do not overlap, and lie inside their marks', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...'“|”|"|‘|’|\'|«|»|„|`|「|」|—|a|b s|.|,| |\n\n'.split('|'))), (parts) => {
      const text = parts.join('')
      let end = 0
      for (const { at, inner } of findQuoted(text)) {
        assert.ok(at.start >= end && at.start <= inner.start && inner.start < inner.end && inner.end <= at.end && at.end <= text.length)
        end = at.end
      }
    }),
  )
})

test('R-Q1 a quotation that goes on in the next paragraph holds the marks inside it', () => {
  assert.deepEqual(inner('"We have a "plan" for the port.\n\n"It costs nothing," she said.'), [
    'We have a "plan" for the port.',
    'It costs nothing,',
  ])
})

test('R-Q1 a mark after a stop opens where the space is lost', () => {
  assert.deepEqual(inner('They left.“We are tired,” he said.'), ['We are tired,'])
})
