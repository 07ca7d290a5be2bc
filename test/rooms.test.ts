import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'

/** Floors, lowest first: a room imports itself and lower floors, never a neighbour, never upwards. */
const floors = [
  ['model'],
  ['text'],
  ['acquire', 'extract', 'match', 'trace', 'cluster', 'read', 'plugin'],
  ['store', 'queue'],
  ['pipeline', 'export'],
  ['api'],
  ['cli'],
]
const floorOf = (room: string) => floors.findIndex((rooms) => rooms.includes(room))

test('A1 a room imports itself and lower floors only', () => {
  for (const file of globSync('src/*/**/*.ts')) {
    const room = file.split('/')[1]!
    for (const [, path] of readFileSync(file, 'utf8').matchAll(/from '#([^']+)'/g)) {
      const other = path!.split('/')[0]!
      assert.ok(other !== room, `${file}: inside a room write ./, not #${path}`)
      assert.ok(floorOf(other) < floorOf(room), `${file} (${room}) must not import #${path}`)
    }
    for (const [, path] of readFileSync(file, 'utf8').matchAll(/from '(\.\.\/[^']+)'/g))
      assert.fail(`${file}: across rooms write #room/file.ts, not ${path}`)
  }
})
