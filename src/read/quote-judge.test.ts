import assert from 'node:assert/strict'
import { test } from 'node:test'
import { featureBits, judgeModel, readJudge, scoreOf, writeJudge } from './quote-judge.ts'

test('R-Q2 the weights of the judge survive writing and reading', () => {
  const model = judgeModel()
  assert.deepEqual(readJudge(writeJudge(model)), model)
  assert.ok(model.weights.some((weight) => weight !== 0))
})

test('R-Q2 weights that are cut short are refused', () => {
  assert.throws(() => readJudge(new Uint8Array(100)), RangeError)
})

test('R-Q2 a score is the scaled sum of the weights', () => {
  const weights = new Int8Array(1 << featureBits)
  weights[3] = 5
  weights[9] = -2
  assert.equal(scoreOf({ weights, scale: 0.5, threshold: 0 }, [3, 9, 3]), 4)
})
