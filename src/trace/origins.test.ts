import assert from 'node:assert/strict'
import { test } from 'node:test'
import { joinOrigins, turnOrigins } from './origins.ts'

const root = 4
/** Members 0 to 3 in order of time; 2 is a copy of 1. */
const into = [root, root, 1, root]
const joinedBy = (chances: Readonly<Record<string, number>>, ranks = [0, 1, 2, 3]) =>
  joinOrigins(into, root, ranks, (from, to) => chances[`${from} ${to}`] ?? 0)

test('T21 origins that more likely than not go back to each other are one, the earlier above', () => {
  assert.deepEqual(joinedBy({ '0 1': 0.31, '1 0': 0.34 }), [root, 0, 1, root])
  assert.deepEqual(joinedBy({ '0 1': 0.31, '1 0': 0.34 }, [1, 0, 2, 3]), [1, root, 1, root])
  assert.deepEqual(joinedBy({ '0 1': 0.24, '1 0': 0.26 }), into, 'one in two is not more likely than not')
})

test('T21 the later origin stands above when it is twice as likely', () => {
  assert.deepEqual(joinedBy({ '0 1': 0.19, '1 0': 0.4 }), [1, root, 1, root])
  assert.deepEqual(joinedBy({ '0 1': 0.21, '1 0': 0.4 }), [root, 0, 1, root])
})

test('T21 what descends from an origin speaks for it, and the likeliest way joins', () => {
  assert.deepEqual(joinedBy({ '1 3': 0.22, '2 3': 0.33 }), [root, root, 1, 2])
  assert.deepEqual(joinedBy({ '0 1': 0.6, '1 3': 0.3, '0 3': 0.25 }), [root, 0, 1, 1], 'joined trees speak together')
})

test('T21 an unseen page is no origin that could be joined', () => {
  const unseen = 4
  const none = 5
  assert.deepEqual(
    joinOrigins([unseen, unseen, none, none, none, -1], none, [0, 1, 2, 3], (from, to) => (from === 2 && to === unseen ? 0.9 : 0)),
    [unseen, unseen, none, none, none, -1],
  )
})

test('T20 an origin changes places with a copy that is dated before it, unless its way is clearly likelier', () => {
  const turned = (chances: Readonly<Record<string, number>>, earlier: (one: number, other: number) => boolean = (one) => one === 2) =>
    turnOrigins(into, root, earlier, (from, to) => chances[`${from} ${to}`] ?? 0)
  assert.deepEqual(turned({ '1 2': 0.5, '2 1': 0.3 }), [root, 2, root, root])
  assert.deepEqual(turned({ '1 2': 0.5, '2 1': 0.2 }), into)
  assert.deepEqual(
    turned({ '1 2': 0.5, '2 1': 0.3 }, () => false),
    into,
  )
})
