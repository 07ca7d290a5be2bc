import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { countries, countriesIn, countryOf, countrySense, nameOfCountry } from './countries.ts'

test('codes are known to Intl, save the two in use without being in the standard', () => {
  const own = new Set(['XKX', 'SML'])
  const codes = countries.map(({ code }) => code)
  assert.equal(new Set(codes).size, codes.length)
  for (const code of codes) assert.ok(own.has(code) || /^[A-Z]{3}$/.test(code), code)
})

for (const [words, code] of [
  ['Peruvian officials', 'PER'],
  ['the US-led coalition', 'USA'],
  ['Norway’s new president', 'NOR'],
  ['rebels in the Ivory Coast', 'CIV'],
  ['farmers of southern Serbia', 'SRB'],
  ['N. Korean envoys', 'PRK'],
  ['NATO-member Portugal', 'PRT'],
  ['NORWAY', 'NOR'],
  ['tell us more', null],
  ['turkey and china plates', null],
] as const)
  test(`country of ${words}`, () => assert.equal(countryOf(words), code))

test('a name, a capital, a people and a place are told apart', () => {
  assert.deepEqual(
    ['Norway', 'Oslo', 'Norwegians', 'Bergen'].map((word) => countrySense(word)?.kind),
    ['name', 'capital', 'demonym', 'place'],
  )
  assert.equal(nameOfCountry('GBR'), 'United Kingdom')
})

test('offsets lie on what was found', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('the', 'Peru’s', 'New', 'Zealand', 'U.S.', 'army,', 'Oslo-based', '&', 'x')), (words) => {
      const phrase = words.join(' ')
      for (const { start, end, code } of countriesIn(phrase)) assert.equal(countrySense(phrase.slice(start, end))?.code, code)
    }),
  )
})
