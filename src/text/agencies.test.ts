import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agencies, agencyNamed, findAgencyNames } from './agencies.ts'

const names = (text: string, where?: 'text' | 'credit') => findAgencyNames(text, where).map(({ name }) => name)

test('E30 agencies are found by their names in any script, with their place in the text', () => {
  const text = 'as Iran’s IRNA news agency said, 据新华社报道'
  assert.deepEqual(
    findAgencyNames(text).map(({ name, start, end }) => [name, text.slice(start, end)]),
    [
      ['IRNA', 'IRNA'],
      ['Xinhua', '新华社'],
    ],
  )
  assert.deepEqual(names('по данным агентства РИА Новости'), ['RIA Novosti'])
  assert.deepEqual(names('한국의 연합뉴스는'), ['Yonhap'])
})

test('E31 a short form that means other things needs a cue beside it, or a credit around it', () => {
  assert.deepEqual(names('A map near the SPA; the PA agreed.'), [])
  assert.deepEqual(names('he told the PA news agency'), ['PA Media'])
  assert.deepEqual(names('PTI workers marched'), [])
  assert.deepEqual(names('the minister told PTI.'), ['PTI'])
  assert.deepEqual(names('LISBON (AP)', 'credit'), ['AP'])
})

test('E32 the longest name wins, and capitals do not matter for long names', () => {
  assert.deepEqual(names('reported by Interfax-Ukraine'), ['Interfax-Ukraine'])
  assert.deepEqual(names('THE ASSOCIATED PRESS'), ['AP'])
  assert.equal(agencyNamed(' Reuters ')?.country, 'GBR')
  assert.equal(agencyNamed('Reuters staff'), null)
})

test('E33 each agency has a name of its own and a country', () => {
  assert.equal(new Set(agencies.map(({ name }) => name)).size, agencies.length)
  for (const { name, country, names } of agencies) assert.ok(/^[A-Z]{3}$/.test(country) && names.length > 0, name)
})
