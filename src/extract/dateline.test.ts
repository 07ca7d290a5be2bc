import assert from 'node:assert/strict'
import { test } from 'node:test'
import { datelineOf } from './dateline.ts'

const told: readonly (readonly [string, string, string | null, string | null])[] = [
  ['KYIV, Ukraine (AP) — The council met.', 'KYIV, Ukraine', 'AP', null],
  ['BEIJING, Oct. 12 (Xinhua) -- The river rose.', 'BEIJING', 'Xinhua', 'Oct. 12'],
  ['NAIROBI (Reuters) - Prices fell.', 'NAIROBI', 'Reuters', null],
  ['LONDON (AP) The mayor spoke.', 'LONDON', 'AP', null],
  ['ISLAMABAD: The court heard the case.', 'ISLAMABAD', null, null],
  ['COLUMBUS, Ohio – The mayor spoke.', 'COLUMBUS, Ohio', null, null],
  ['PHILADELPHIA, PA – The bridge is shut.', 'PHILADELPHIA, PA', null, null],
  ['Berlin (dpa) - Der Rat tagt.', 'Berlin', 'dpa', null],
  ['Paris, 3 mai 2024 (AFP) - Le maire parle.', 'Paris', 'AFP', '3 mai 2024'],
  ['Madrid, 3 may (EFE).- El alcalde habla.', 'Madrid', 'EFE', '3 may'],
  ['(ANSA) - ROMA, 12 OTT - Il sindaco parla.', 'ROMA', 'ANSA', '12 OTT'],
  ['МОСКВА, 12 октября. /ТАСС/. Мост открыт.', 'МОСКВА', 'TASS', '12 октября'],
  ['МОСКВА, 12 окт - РИА Новости. Мост открыт.', 'МОСКВА', 'RIA Novosti', '12 окт'],
  ['القاهرة - رويترز: فتح الجسر.', 'القاهرة', 'Reuters', null],
  ['新华社北京10月12日电 大桥开通。', '北京', 'Xinhua', '10月12日'],
  ['(서울=연합뉴스) 다리가 열렸다.', '서울', 'Yonhap', null],
  ['【ワシントン共同】橋が開通した。', 'ワシントン', 'Kyodo', null],
]
for (const [text, place, agency, date] of told)
  test(`E53 a dateline: ${text}`, () => {
    const found = datelineOf(text)
    assert.deepEqual([found?.place, found?.agency, found?.date], [place, agency, date])
    assert.ok(text.slice(0, found!.at.end).includes(place))
  })

test('E53 no dateline: labels, first sentences, names with their short form', () => {
  for (const text of [
    'FILE - In this photo the bridge is shut.',
    'FACT CHECK: The bridge was not sold.',
    'The bridge was built — by hand — in 1900.',
    'Day 10: What comes next',
    'New York - City officials spoke.',
    'The Coastal Trade Commission (CTC) has met.',
    'LOWMERE\n\nThe mayor spoke.',
    'The mayor spoke.\n\nLOWMERE - It was the first time.',
    `${'The mayor spoke. '.repeat(20)}\n\nLOWMERE (AFP) - It was the first time.`,
    '',
  ])
    assert.equal(datelineOf(text), null, text)
})

test('E53 a standfirst or the headline again may stand before the dateline', () => {
  const text = 'The first boats in a week carry bread and post\n\nLOWMERE, May 3 (Reuters) - Ferries sailed again on Friday.'
  const found = datelineOf(text)
  assert.deepEqual([found?.place, found?.agency, found?.date], ['LOWMERE', 'Reuters', 'May 3'])
  assert.equal(text.slice(found!.at.start, found!.at.end), 'LOWMERE, May 3 (Reuters)')
})
