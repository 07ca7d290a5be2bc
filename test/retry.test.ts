import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, test } from 'node:test'

const folder = mkdtempSync(join(tmpdir(), 'stemma-retry-'))
after(() => rmSync(folder, { recursive: true }))
const from = (place: string, ...args: readonly string[]) => {
  mkdirSync(join(folder, place), { recursive: true })
  const main = resolve(import.meta.dirname, '../src/cli/main.ts')
  const env = { ...process.env, STEMMA_DATA: join(folder, 'data') }
  return spawnSync(process.execPath, [main, ...args], { cwd: join(folder, place), encoding: 'utf8', env })
}

test('P30 what was parked by a relative path is found again from another folder', () => {
  assert.equal(from('here', 'add', 'mill.html').status, 3)
  const parked = JSON.parse(from('there', 'parked', '--json').stdout) as { source: string }
  assert.equal(parked.source, join(folder, 'here', 'mill.html'))
  assert.equal(from('there', 'retry').status, 3)
  writeFileSync(
    join(folder, 'here', 'mill.html'),
    '<title>Mill closes</title><article><h1>Mill closes</h1><p>The paper mill of Ostrow will close in June, its owner said on Monday, after ninety years of work.</p></article>',
  )
  const again = from('there', 'retry')
  assert.deepEqual([again.status, from('there', 'parked').stdout.trim()], [0, ''])
  assert.match(again.stdout, /1 input worked this time/)
})
