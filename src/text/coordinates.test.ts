import assert from 'node:assert/strict'
import { test } from 'node:test'
import { coordinatesOf } from './coordinates.ts'
import { countries } from './countries.ts'

test('W15 a place is found under its country, however its accents are written', () => {
  assert.deepEqual(coordinatesOf('Bogotá', 'COL'), { lat: 4.7, lon: -74.1 })
  assert.deepEqual(coordinatesOf('SAO PAULO', 'BRA'), { lat: -23.6, lon: -46.6 })
  assert.equal(coordinatesOf('Victoria', 'AUS'), null)
})

test('W15 nearly every country has its capital on the map', () => {
  const without = countries.filter(({ code, capitals }) => !capitals.some((capital) => coordinatesOf(capital, code)))
  assert.ok(without.length <= 20, without.map(({ name }) => name).join(', '))
})
