import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type DateHints, findDates } from './date-text.ts'

const dayFirst: DateHints = { order: 'day first', language: null }
const values = (text: string, hints = dayFirst) => findDates(text, hints).map(({ value }) => value)

const written: readonly (readonly [string, string])[] = [
  ['2024-05-03T17:47:42+02:00', '2024-05-03T17:47:42+02:00'],
  ['2024-05-03T15:47:42.389000+00:00', '2024-05-03T15:47:42+00:00'],
  ['2024-05-03 17:47', '2024-05-03T17:47'],
  ['20240503T174742Z', '2024-05-03T17:47:42Z'],
  ['20240503174742', '2024-05-03T17:47:42'],
  ['Fri, 03 May 2024 15:47:42 GMT', '2024-05-03T15:47:42Z'],
  ['Fri May 03 2024 17:47:42 GMT+0200 (CEST)', '2024-05-03T17:47:42+02:00'],
  ['Updated 5:47 PM EDT, Fri May 3, 2024', '2024-05-03T17:47-04:00'],
  ['May 3rd, 2024', '2024-05-03'],
  ['12th of October 2024', '2024-10-12'],
  ['Oct. 12, 2024 | 8:05 a.m. ET', '2024-10-12T08:05'],
  ['3-May-24', '2024-05-03'],
  ['3. Mai 2024, 17:47 Uhr', '2024-05-03T17:47'],
  ['3 mai 2024 à 17h47', '2024-05-03T17:47'],
  ['mar. 5 nov. 2024', '2024-11-05'],
  ['3 de mayo de 2024 - 17:47', '2024-05-03T17:47'],
  ['10 de maio de 2024 às 9h05', '2024-05-10T09:05'],
  ['lunedì 6 maggio 2024, ore 12:10', '2024-05-06T12:10'],
  ['10.05.2024 klo 12.30', '2024-05-10T12:30'],
  ['2024. május 3. 17:47', '2024-05-03T17:47'],
  ['2024 m. gegužės 3 d. 10:20', '2024-05-03T10:20'],
  ['3 травня 2024, 17:47', '2024-05-03T17:47'],
  ['3 мая 2024 г. в 17:47', '2024-05-03T17:47'],
  ['3 maja 2024', '2024-05-03'],
  ['5 Eylül 2022 - 12:30', '2022-09-05T12:30'],
  ['ngày 3 tháng 5 năm 2024', '2024-05-03'],
  ['3 พฤษภาคม 2567', '2024-05-03'],
  ['۱۴ اردیبهشت ۱۴۰۳', '2024-05-03'],
  ['٣ مايو ٢٠٢٤', '2024-05-03'],
  ['3 تشرين الثاني 2024', '2024-11-03'],
  ['३ मई २०२४', '2024-05-03'],
  ['2024年5月3日 17:47', '2024-05-03T17:47'],
  ['2024년 5월 3일', '2024-05-03'],
  ['Thursday, November 28', '--11-28'],
  ['May 2024', '2024-05'],
]
for (const [text, value] of written) test(`E34 a date as it is written: ${text}`, () => assert.deepEqual(values(text), [value]))

test('E34 no date: versions, scores, days that do not exist', () => {
  for (const text of ['1.2.3.4 and 5/6', '31 February 2024', 'room 2024', '3:2', 'May be', '2024-13-40'])
    assert.deepEqual(values(text), [], text)
})

test('E35 03/05/2024 is read by the order of the land, and the other reading is kept', () => {
  assert.deepEqual(
    findDates('03/05/2024', dayFirst).map(({ value, other }) => [value, other]),
    [['2024-05-03', '2024-03-05']],
  )
  assert.deepEqual(values('03/05/2024', { order: 'month first', language: 'en' }), ['2024-03-05'])
  assert.deepEqual(values('03.05.2024', { order: 'month first', language: 'en' }), ['2024-05-03'])
  assert.equal(findDates('25/05/2024', dayFirst)[0]!.other, null)
})

test('E36 a date is found where it stands', () => {
  const text = 'Published on 3 May 2024 at noon'
  const [date] = findDates(text, dayFirst)
  assert.equal(text.slice(date!.start, date!.end), '3 May 2024')
})

test('E34 November in Polish is October in Croatian', () => {
  assert.deepEqual(values('5 listopada 2024', { order: 'day first', language: 'pl' }), ['2024-11-05'])
  assert.deepEqual(values('5. listopada 2024.', { order: 'day first', language: 'hr' }), ['2024-10-05'])
})

test('E37 any text: dates stand in it, in order, and are days of the calendar', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.string(), fc.constantFrom(' 3 May 2024', '2024-05-03', '12:30', '年', '/', 'T', '٣', ' de '))),
      (parts) => {
        const text = parts.join('')
        let end = 0
        for (const date of findDates(text, dayFirst)) {
          assert.ok(date.start >= end && date.end <= text.length && date.start < date.end)
          end = date.end
          assert.match(date.value, /^(?:\d{4}-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?)?)?|--\d\d-\d\d)$/)
        }
      },
    ),
  )
})

test('E37 time is linear: a million digits and words', () => {
  const start = performance.now()
  findDates('1/2/'.repeat(250_000), dayFirst)
  findDates('may 1 '.repeat(150_000), dayFirst)
  findDates('12:'.repeat(300_000), dayFirst)
  assert.ok(performance.now() - start < 20_000)
})
