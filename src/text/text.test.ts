import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Id, makeId } from '#model/ids.ts'
import { daysBefore, resolveYear, sayDate, weekdayIn } from './calendar.ts'
import { foldKey } from './fold.ts'
import { offsetsOf } from './offsets.ts'
import { evidenceAt, pageSpan, runsFault } from './runs.ts'
import { wordsOf } from './words.ts'

const anyText = fc.string({ unit: 'binary', maxLength: 60 })

test('A2 code points and code units lead to each other at every boundary', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const { toPoints, toUnits } = offsetsOf(text)
      let unit = 0
      let point = 0
      for (const character of text) {
        assert.equal(toPoints(unit), point)
        assert.equal(toUnits(point), unit)
        unit += character.length
        point++
      }
      assert.equal(toPoints(unit), point)
      assert.equal(toUnits(point), unit)
    }),
  )
})

test('A2 a slice by code points is the slice by code units', () => {
  fc.assert(
    fc.property(anyText, fc.nat(60), fc.nat(60), (text, a, b) => {
      const characters = [...text]
      const [start, end] = [Math.min(a, b, characters.length), Math.min(Math.max(a, b), characters.length)]
      const { toUnits } = offsetsOf(text)
      assert.equal(text.slice(toUnits(start), toUnits(end)), characters.slice(start, end).join(''))
    }),
  )
})

const page = makeId('page', 'a test') as Id<'page'>
const html = '<p>Mill &amp; Sons <b>close</b>.</p><p>Forty jobs go.</p>'
const run = (textStart: number, textEnd: number, pageStart: number, pageEnd: number) => ({
  text: { start: textStart, end: textEnd },
  page: { start: pageStart, end: pageEnd },
})
const article = {
  page,
  text: 'Mill & Sons close.\n\nForty jobs go.',
  runs: [
    run(0, 5, 3, 8),
    run(5, 6, 8, 13),
    run(6, 12, 13, 19),
    run(12, 17, 22, 27),
    run(17, 18, 31, 32),
    run(18, 20, 32, 39),
    run(20, 34, 39, 53),
  ],
}

test('A3 evidence repeats the characters of the page, and the words where they differ', () => {
  assert.equal(runsFault(article, html), null)
  const close = evidenceAt(article, html, { start: 12, end: 17 })
  assert.deepEqual(close, { page, span: { start: 22, end: 27 }, exact: 'close' })
  const firm = evidenceAt(article, html, { start: 0, end: 11 })
  assert.equal(firm.exact, 'Mill &amp; Sons')
  assert.equal(firm.text, 'Mill & Sons')
  const both = evidenceAt(article, html, { start: 12, end: 25 })
  assert.equal(both.exact, 'close</b>.</p><p>Forty')
})

test('A3 an empty span or one outside the text is refused', () => {
  assert.throws(() => pageSpan(article, { start: 3, end: 3 }), RangeError)
  assert.throws(() => pageSpan(article, { start: 30, end: 99 }), RangeError)
})

test('A3 broken runs are named', () => {
  assert.match(runsFault({ ...article, runs: article.runs.slice(1) }, html) ?? '', /gap in the text at 0/)
  assert.match(runsFault({ ...article, runs: article.runs.slice(0, -1) }, html) ?? '', /runs end at 20/)
  assert.match(runsFault({ ...article, runs: [...article.runs.slice(0, -1), run(20, 34, 3, 17)] }, html) ?? '', /page order/)
})

test('A4 words keep their offsets in any script', () => {
  const words = (text: string) => {
    const { count, starts, ends } = wordsOf(text)
    return Array.from({ length: count }, (_, index) => text.slice(starts[index], ends[index]))
  }
  assert.deepEqual(words('The mayor’s co-op – 3 of 40.'), ['The', 'mayor’s', 'co-op', '3', 'of', '40'])
  assert.equal(words('市長は水曜日に辞任した').join(''), '市長は水曜日に辞任した')
  assert.ok(words('市長は水曜日に辞任した').length > 3)
  assert.deepEqual(words(''), [])
})

test('A5 folding forgets case, punctuation and space only', () => {
  assert.equal(foldKey(' “The  Mill,” he said '), 'the mill he said')
  assert.notEqual(foldKey('résumé'), foldKey('resume'))
})

test('A6 a date without a year is placed by its weekday, not before the earliest date', () => {
  assert.equal(weekdayIn('Tues, March 3'), 2)
  assert.equal(weekdayIn('March 3'), null)
  assert.equal(resolveYear('--03-05', 'Wednesday, March 5', '2024-11-02'), '2025-03-05')
  assert.equal(resolveYear('--02-29', 'Thursday, February 29', '2021-01-01'), '2024-02-29')
  assert.equal(resolveYear('--03-05', 'March 5', '2024-11-02'), '--03-05')
  assert.equal(resolveYear('--03-05', 'Wednesday, March 5', null), '--03-05')
  assert.equal(resolveYear('2024-03-05', 'Wednesday', '2024-11-02'), '2024-03-05')
  assert.equal(daysBefore('2024-03', 31), '2024-01-30')
  assert.equal(daysBefore('soon', 31), null)
})

test('A6 a value is said as people write it', () => {
  const said = {
    '201': '2010s',
    '2024-W09': 'week 9 of 2024',
    '2024-SU': 'summer 2024',
    '2024-Q3': 'Q3 2024',
    '2024-10-11TEV': '2024-10-11 evening',
    '2024-10-11T14:30': '2024-10-11 14:30',
    '2024-10-11TXX': '2024-10-11',
    '2024-10': '2024-10',
  }
  for (const [value, words] of Object.entries(said)) assert.equal(sayDate(value), words)
})
