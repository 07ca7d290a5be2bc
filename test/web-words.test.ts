import assert from 'node:assert/strict'
import { test } from 'node:test'
import { quotationOf, spokenIn } from '../web/src/parts/words.ts'

test('D19 a quotation in a list ends without the comma before its speaker, in marks of its own once', () => {
  assert.equal(quotationOf({ kind: 'direct', exact: 'The ice came early,' }), '“The ice came early”')
  assert.equal(spokenIn({ kind: 'direct', exact: 'The ice came early, … and stayed.' }), 'The ice came early … and stayed.')
  assert.equal(quotationOf({ kind: 'mixed', exact: 'the ice was “a wall,”' }), 'the ice was “a wall,”')
  assert.equal(quotationOf({ kind: 'indirect', exact: 'the ice came early,' }), 'the ice came early,')
})
