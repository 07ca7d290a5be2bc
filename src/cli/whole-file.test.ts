import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { UsageError } from '#model/errors.ts'
import { writeFile, writeFiles } from './whole-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'stemma-whole-'))
after(() => rmSync(folder, { recursive: true }))
const at = (name: string) => join(folder, name)

async function* broken(): AsyncGenerator<string> {
  yield 'half of it'
  throw new Error('the rest is lost')
}

test('X34 what stood there stands until all is written, whatever goes wrong', async () => {
  writeFileSync(at('a.csv'), 'old', { mode: 0o600 })
  await assert.rejects(writeFile(at('a.csv'), broken()), /the rest is lost/)
  await assert.rejects(
    writeFiles([
      [at('a.csv'), ['new']],
      [at('b.csv'), broken()],
    ]),
    /the rest is lost/,
  )
  assert.deepEqual([readFileSync(at('a.csv'), 'utf8'), readdirSync(folder)], ['old', ['a.csv']])
  await writeFile(at('a.csv'), ['new', ' ', 'words'])
  assert.deepEqual([readFileSync(at('a.csv'), 'utf8'), statSync(at('a.csv')).mode & 0o777], ['new words', 0o600])
})

test('X34 a link still leads to its file; a folder that is not there is named; what is no file is written to as it stands', async () => {
  symlinkSync(at('a.csv'), at('link.csv'))
  await writeFile(at('link.csv'), ['through the link'])
  assert.deepEqual([readlinkSync(at('link.csv')), readFileSync(at('a.csv'), 'utf8')], [at('a.csv'), 'through the link'])
  await assert.rejects(writeFile(at('no/such/a.csv'), ['x']), UsageError)
  await writeFile('/dev/null', ['x'])
})
