import assert from 'node:assert/strict'
import { test } from 'node:test'
import { run } from '../eval/seeds.ts'
import { haveShared } from '../eval/table.ts'

test('P5 the two documents this project grew out of give all that a careful reader wrote down', async (context) => {
  if (!haveShared()) return context.skip('the labelled sets are not beside the project (../shared)')
  const table = await run()
  assert.deepEqual(table.notes, [])
  for (const { name, cells } of table.rows) assert.equal(cells[0], cells[1], name)
})
