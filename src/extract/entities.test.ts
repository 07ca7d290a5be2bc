import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseFragment } from 'parse5'
import { decoded } from './entities.ts'
import { bareEntityNames, entityNames } from './entity-names.ts'

const reference = (text: string) => {
  const [node] = parseFragment(text).childNodes
  return node && 'value' in node ? node.value : ''
}

test('E1 every named character reference, with and without its semicolon', () => {
  for (const entry of entityNames.trim().split(',')) {
    const name = entry.trim().split(' ')[0]!
    for (const text of [`x&${name};y`, `x&${name} y`, `x&${name}`]) assert.equal(decoded(text, 0, text.length), reference(text), text)
  }
  assert.equal(bareEntityNames.trim().split(/\s+/).length, 106)
})

test('E1 numbers and what looks like a reference', () => {
  const part = fc.constantFrom(
    '&',
    '#',
    'x',
    'X',
    '0',
    '9',
    'f',
    'D83D',
    '128512',
    '1114112',
    ';',
    'amp',
    'AMP',
    'not',
    'in',
    'it',
    'copy',
    ' ',
    'ñ',
    '&#x80;',
    '&#0;',
  )
  fc.assert(
    fc.property(fc.array(part, { maxLength: 12, size: 'max' }), (parts) => {
      const text = `t${parts.join('')}`
      assert.equal(decoded(text, 0, text.length), reference(text), text)
    }),
    { numRuns: 5000, seed: 5 },
  )
})

test('E1 in an attribute a name without semicolon ends before a letter, a digit or =', () => {
  assert.equal(decoded('a?b=1&copy=2&copy;&copy', 0, 23, true), 'a?b=1&copy=2©©')
})
