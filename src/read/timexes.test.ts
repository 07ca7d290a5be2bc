import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Timex } from '#model/reading.ts'
import { findTimexes, withPreposition } from './timexes.ts'

const anchor = '2024-10-12' // a Saturday
type Row = readonly [sentence: string, words: string, type: Timex['type'], value: string | null]

function check(rows: readonly Row[], date: string | null = anchor) {
  for (const [sentence, words, type, value] of rows)
    test(`${sentence} → ${value}`, () => {
      const found = findTimexes(sentence, date)
      const got = found.map((timex) => [sentence.slice(timex.at.start, timex.at.end), timex.type, timex.value])
      assert.ok(
        got.some(([exact, kind, its]) => exact === words && kind === type && its === value),
        JSON.stringify(got),
      )
    })
}

// R-D1 … R-D9 in docs/spec/read-dates.md
check([
  ['The bridge opened on 3 May 2019.', '3 May 2019', 'DATE', '2019-05-03'],
  ['The bridge opened on May 3rd, 2019.', 'May 3rd, 2019', 'DATE', '2019-05-03'],
  ['Signed on the 3rd of May, 2019, it holds.', 'the 3rd of May, 2019', 'DATE', '2019-05-03'],
  ['Updated 2019-05-03 by the desk.', '2019-05-03', 'DATE', '2019-05-03'],
  ['Updated 23/05/2019 by the desk.', '23/05/2019', 'DATE', '2019-05-23'],
  ['Dated 03/05/2019 it was.', '03/05/2019', 'DATE', '2019'],
  ['Prices fell in the third quarter of 2023.', 'the third quarter of 2023', 'DATE', '2023-Q3'],
  ['Profit for fiscal 2023 rose.', 'fiscal 2023', 'DATE', 'FY2023'],
  ['It was built in the 1930s.', 'the 1930s', 'DATE', '193'],
  ['A poet of the 19th century.', 'the 19th century', 'DATE', '18'],
  ['They fled in the summer of 2021.', 'the summer of 2021', 'DATE', '2021-SU'],
  ['Born in 44 BC, he left early.', '44 BC', 'DATE', 'BC0044'],
])
check([
  ['The council met on Friday.', 'Friday', 'DATE', '2024-10-11'],
  ['The council met on Saturday.', 'Saturday', 'DATE', '2024-10-12'],
  ['The council will meet on Tuesday.', 'Tuesday', 'DATE', '2024-10-15'],
  ['The vote, scheduled for Monday, was moved.', 'Monday', 'DATE', '2024-10-14'],
  ['She resigned in December.', 'December', 'DATE', '2023-12'],
  ['The fair will be held on 5 November.', '5 November', 'DATE', '2024-11-05'],
  ['The law takes effect on January 1.', 'January 1', 'DATE', '2025-01-01'],
  ['She is to resign in December.', 'December', 'DATE', '2024-12'],
  ['The strike ended on September 28.', 'September 28', 'DATE', '2024-09-28'],
  ['The strike began on November 28.', 'November 28', 'DATE', '2023-11-28'],
  ['The post is dated Thursday, November 28 on its front.', 'Thursday, November 28', 'DATE', '2024-11-28'],
  ['They spoke last Friday.', 'last Friday', 'DATE', '2024-10-11'],
  ['It happened last June.', 'last June', 'DATE', '2024-06'],
  ['It happened in June last year.', 'June last year', 'DATE', '2023-06'],
  ['Prices rose last week.', 'last week', 'DATE', '2024-W40'],
  ['Prices rose earlier this month.', 'earlier this month', 'DATE', '2024-10'],
  ['He left three days ago.', 'three days ago', 'DATE', '2024-10-09'],
  ['He left two years ago.', 'two years ago', 'DATE', '2022'],
  ['The talks resume next month.', 'next month', 'DATE', '2024-11'],
  ['He said so yesterday.', 'yesterday', 'DATE', '2024-10-11'],
])
check([
  ['The port closed on 1 March 2024. Two days later it opened.', 'Two days later', 'DATE', '2024-03-03'],
  ['The port closed on 1 March 2024. It opened the same day.', 'the same day', 'DATE', '2024-03-01'],
  ['The port closed on 1 March 2024 and opened the following month.', 'the following month', 'DATE', '2024-04'],
  ['It rained between 5 and 9 May 2023.', '5', 'DATE', '2023-05-05'],
  ['It rained from 31 May to 2 June 2023.', '31 May', 'DATE', '2023-05-31'],
  ['The season 1957-58 was cold, he said in 1957-58.', '58', 'DATE', '1958'],
])
check([
  ['The siren sounded at 3:15 p.m. on Friday.', '3:15 p.m.', 'TIME', '2024-10-11T15:15'],
  ['It struck on Friday at 14:30 GMT.', 'Friday at 14:30 GMT', 'TIME', '2024-10-11T14:30Z'],
  ['They met on Friday morning.', 'Friday morning', 'TIME', '2024-10-11TMO'],
  ['They were seen last night.', 'last night', 'TIME', '2024-10-11TNI'],
])
check([
  ['He flew on Good Friday.', 'Good Friday', 'DATE', '2024-03-29'],
  ['He waited for three days.', 'three days', 'DURATION', 'P3D'],
  ['He waited half an hour.', 'half an hour', 'DURATION', 'PT30M'],
  ['It took two and a half years.', 'two and a half years', 'DURATION', 'P2.5Y'],
  ['A two-hour meeting.', 'two-hour', 'DURATION', 'PT2H'],
  ['It lasted a year and a half.', 'a year and a half', 'DURATION', 'P1.5Y'],
  ['The paper comes every Friday.', 'every Friday', 'SET', 'XXXX-WXX-5'],
  ['The post is emptied daily.', 'daily', 'SET', 'XXXX-XX-XX'],
  ['It is now forbidden.', 'now', 'DATE', 'PRESENT_REF'],
])
check(
  [
    ['The council met on Friday.', 'Friday', 'DATE', null],
    ['The council met on 3 May 2019.', '3 May 2019', 'DATE', '2019-05-03'],
  ],
  null,
)

test('R-D6 without a publication date the stretch is known and its bounds are not', () => {
  const [timex] = findTimexes('Rents rose over the past year.', null)
  assert.deepEqual([timex?.value, timex?.from, timex?.anchor], ['P1Y', null, null])
})

check([
  ['HILL, May 3 (Wire) - Trains will run again, Ode said.', 'May 3', 'DATE', '2024-05-03'],
  ['Ode said trains will run again on May 3.', 'May 3', 'DATE', '2025-05-03'],
])
check(
  [['Floods came in 1990, 1994, 2001 and 2008. A new wall will open on 3 May.', '3 May', 'DATE', null]],
  null, // no publication date: what is to come is not counted from what was
)

check([
  ['Doors open at 10am tomorrow.', '10am', 'TIME', '2024-10-13T10:00'],
  ['It left Lydby at 1:30 in the afternoon.', '1:30 in the afternoon', 'TIME', '2024-10-12T13:30'],
])

test('R-D8 a clock that fills its line, and what a season names, are no dates', () => {
  const text = '5:40 pm\n\nThe mayor is here.\n\nUpdated: 10:42 GMT\n\nAt 9 am she left the summer capital.'
  const words = findTimexes(text, anchor).map(({ at }) => text.slice(at.start, at.end))
  assert.deepEqual(words, ['9 am'])
})

test('R-D2 the expressions do not depend on the anchor', () => {
  const text = 'On Friday the board met; two days later, in May 2020 and last week it met again for three hours.'
  const spans = (date: string | null) => findTimexes(text, date).map(({ at }) => at)
  assert.deepEqual(spans(null), spans(anchor))
})

test('R-D6 a stretch up to the publication is a bounded duration', () => {
  const [timex] = findTimexes('Rents rose over the past year.', anchor)
  assert.deepEqual(
    [timex?.type, timex?.value, timex?.from, timex?.until, timex?.anchor],
    ['DURATION', 'P1Y', '2023-10', '2024-10', 'published'],
  )
})

test('R-D7 the preposition is given when asked for', () => {
  for (const [sentence, words] of [
    ['On Friday, they met.', 'On Friday'],
    ['Rents rose over the past year.', 'over the past year'],
    ['Last week was calm.', 'Last week'],
  ] as const) {
    const span = withPreposition(sentence, findTimexes(sentence, anchor)[0]!)
    assert.equal(sentence.slice(span.start, span.end), words)
  }
})

test('R-D8 numbers, names and verbs are no dates', () => {
  for (const sentence of [
    'He may march on.',
    'Some 2000 people came.',
    'It cost $1999.',
    'Room 1204 is free.',
    'They won 3-2.',
    'April Jones sang.',
  ])
    assert.deepEqual(findTimexes(sentence, anchor), [], sentence)
})

test('R-D9 any text and any anchor are read, in order, without overlap', () => {
  const words = fc.constantFrom(
    'the',
    'last',
    'May',
    '12',
    '2024',
    '-',
    'of',
    'days',
    'ago',
    '31',
    'February',
    ',',
    'BC',
    "'",
    'T',
    ':',
    'Friday',
    'half',
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.array(words).map((all) => all.join(' ')),
      ),
      fc.string(),
      (text, date) => {
        let end = 0
        for (const { at } of findTimexes(text, date)) {
          assert.ok(at.start >= end && at.end > at.start && at.end <= text.length)
          end = at.end
        }
      },
    ),
  )
})

test('R-D9 hostile input takes linear time', () => {
  for (const piece of ['the last ', 'a ', '1,', 'May 1-', 'early in the ', 'the end of '])
    assert.ok(findTimexes(piece.repeat(30_000), anchor).length < 100_000)
})
