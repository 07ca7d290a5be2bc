import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { foldKey } from './fold.ts'

test('a key has the words in lower case with one space between them, in any script', () => {
  const marks = /[^\p{L}\p{N}\p{M}]+/gu
  const signs = [...'aBéİß1½١漢. \n“’\u00a0\ufeff\u0301𝒜😀', '\ud800', '\udc00']
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(fc.constantFrom(...signs)).map((all) => all.join('')),
  )
  fc.assert(fc.property(text, (some) => assert.equal(foldKey(some), some.toLowerCase().replace(marks, ' ').trim())))
})
