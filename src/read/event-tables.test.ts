import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eventTypes } from '#model/reading.ts'
import { allFrames } from './event-lexicon.ts'
import { classOf, goldsteinOf } from './event-scores.ts'

test('R-E1 every trigger has a type, a code and a score of the right sign', () => {
  for (const { type, cameo, nature } of allFrames()) {
    if (nature === 'plan' || nature === 'ponder') continue
    const score = goldsteinOf(cameo)
    assert.ok(score !== null, `${type} ${cameo} has no score`)
    const conflict = classOf[type].endsWith('conflict') && type !== 'REQUEST'
    assert.ok(conflict ? score < 0 : type === 'REQUEST' || score > 0, `${type} ${cameo} ${score}`)
  }
})

test('R-E1 every type has a class and a trigger', () => {
  const types = new Set(allFrames().map(({ type }) => type))
  for (const type of eventTypes) assert.ok(classOf[type] && types.has(type), type)
})
