import assert from 'node:assert/strict'
import { test } from 'node:test'
import { affiliationOf } from './affiliations.ts'
import { leaderLike, leaderNamed } from './offices.ts'
import { bodyNamed } from './organisations.ts'

for (const [words, country] of [
  ['Norwegian officials', 'NOR'],
  ['President Oscar Arias', 'CRI'],
  ['the Tamil rebels', 'LKA'],
  ['Hamas', 'PSE'],
  ['UN troops in Lebanon', null],
  ['the Clinton administration', 'USA'],
  ['Jewish settlers near Hebron', 'ISR'],
  ['the farmers', null],
] as const)
  test(`R-N13 affiliation of ${words}`, () => assert.equal(affiliationOf(words, null), country))

test('R-N13 leaders count in their years', () => {
  assert.equal(leaderNamed('Helmut Kohl', 1990)?.country, 'DEU')
  assert.equal(leaderNamed('Helmut Kohl', 2024), null)
  assert.equal(leaderNamed('Kohl', 1990), null)
  assert.equal(leaderNamed('Kohl', 1990, true)?.country, 'DEU')
})

test('R-N13 a name one letter off is found, a short one is not', () => {
  assert.equal(leaderLike('Mikhail Gorbachov', 1990)?.country, 'RUS')
  assert.equal(leaderLike('Rao', 1992), null)
})

test('R-N8 known letters', () => {
  assert.equal(bodyNamed('the EU')?.name, 'European Union')
  assert.equal(bodyNamed('XYZQ'), null)
})
