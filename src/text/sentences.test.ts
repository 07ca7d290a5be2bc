import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { sentencesOf } from './sentences.ts'

const split = (text: string) => sentencesOf(text).map(({ start, end }) => text.slice(start, end))

test('R-Q0 stops, closing marks and blank lines end a sentence', () => {
  assert.deepEqual(split('She left. “Go home!” He stayed\n\nA line without a stop\n \nEnd?'), [
    'She left.',
    '“Go home!”',
    'He stayed',
    'A line without a stop',
    'End?',
  ])
})

test('R-Q0 abbreviations, initials, decimals and ellipses do not', () => {
  const whole = [
    'Mr. Ode of the U.S. Navy met Gen. J. R. Hill at 5 p.m. on Friday in St. Ives.',
    'It fell by 3.5 per cent to No. 10 in Jan. 2020.',
    'We expect… a first draft, e.g. Annex B vs. Annex C.',
    '“Why now?” he asked.',
  ]
  for (const text of whole) assert.deepEqual(split(text), [text])
})

test('R-Q0 an abbreviation may end a sentence, and a word that looks like one always does', () => {
  assert.deepEqual(split('He lives in the U.S. The rest stay.'), ['He lives in the U.S.', 'The rest stay.'])
  assert.deepEqual(split('They said no. Anna sat. Bo stood in the sun. Cy left.'), [
    'They said no.',
    'Anna sat.',
    'Bo stood in the sun.',
    'Cy left.',
  ])
})

test('R-Q0 other scripts', () => {
  assert.deepEqual(split('他来了。她走了！'), ['他来了。', '她走了！'])
  assert.deepEqual(split('ماذا حدث؟ لا شيء.'), ['ماذا حدث؟', 'لا شيء.'])
  assert.deepEqual(split('वह आया। वह गई।'), ['वह आया।', 'वह गई।'])
})

test('R-Q0 sentences are in order, trimmed, and hold every character that is no white space', () => {
  const pieces = fc.constantFrom('A', 'b', '.', '!', '…', '”', '“', '"', ' ', '\n', '\n\n', '。', 'U.S.', '3', 'Mr.', '😀')
  fc.assert(
    fc.property(fc.array(pieces), (parts) => {
      const text = parts.join('')
      let end = 0
      for (const span of sentencesOf(text)) {
        assert.ok(span.start >= end && span.start < span.end)
        assert.equal(text.slice(end, span.start).trim(), '')
        const sentence = text.slice(span.start, span.end)
        assert.equal(sentence, sentence.trim())
        assert.ok(!sentence.includes('\n\n'))
        end = span.end
      }
      assert.equal(text.slice(end).trim(), '')
    }),
  )
})

test('R-Q0 hostile input costs linear time', () => {
  for (const piece of ['.', '. ', 'U.S. ', '\n ', '"', 'A.']) {
    const started = performance.now()
    sentencesOf(piece.repeat(200_000))
    assert.ok(performance.now() - started < 3000, JSON.stringify(piece))
  }
})
