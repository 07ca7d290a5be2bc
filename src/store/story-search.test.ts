import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { UsageError } from '#model/errors.ts'
import { parseSearch } from './story-search.ts'

test('W8 words, phrases and operators are told apart', () => {
  const found = parseSearch(
    'ferry "port closed" outlet:"Coast Courier" agency:Kvale ACTOR:"Ora Vale" quote:"we wait" after:2024-10 lang:en is:single https://a.example 12:30',
  )
  assert.deepEqual(found.words, ['ferry', 'port closed', 'https://a.example', '12:30'])
  assert.deepEqual([found.outlets, found.agencies, found.actors, found.quotes], [['Coast Courier'], ['Kvale'], ['Ora Vale'], ['we wait']])
  assert.deepEqual([found.after, found.language, found.single, found.edited], ['2024-10', 'en', true, false])
})

test('W8 an operator or value that there is not names those that there are', () => {
  const says = (query: string) => {
    try {
      parseSearch(query)
    } catch (error) {
      return error instanceof UsageError ? `${error.message}; ${error.advice}` : String(error)
    }
    return ''
  }
  assert.match(says('outlets:x'), /outlet: agency: actor:/)
  assert.match(says('is:good'), /is:single is:edited is:watched/)
  assert.match(says('after:yesterday'), /2024-10-01/)
  assert.match(says('outlet:'), /empty/)
  assert.match(says('a '.repeat(60)), /too many/)
})

test('W8 any text is a search or a plain mistake', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (query) => {
      try {
        parseSearch(query)
      } catch (error) {
        assert.ok(error instanceof UsageError)
      }
    }),
  )
})
