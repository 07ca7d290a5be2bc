import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { UsageError } from '#model/errors.ts'
import { readSettings, readToken } from './settings.ts'

const folder = mkdtempSync(join(tmpdir(), 'stemma-settings-'))
after(() => rmSync(folder, { recursive: true }))
const tokenOf = (values: Record<string, unknown>, environment: NodeJS.ProcessEnv = {}) =>
  readToken(readSettings(values, { XDG_CONFIG_HOME: folder, ...environment }, folder).token)

test('X35 the token comes from the nearest layer that gives one or a file with one', () => {
  writeFileSync(join(folder, 'secret'), 'open sesame\nand nothing else\n')
  assert.equal(tokenOf({}), null)
  assert.equal(tokenOf({}, { STEMMA_TOKEN: 'far' }), 'far')
  assert.equal(tokenOf({ 'token-file': 'secret' }, { STEMMA_TOKEN: 'far' }), 'open sesame')
  assert.equal(tokenOf({ token: 'near' }, { STEMMA_TOKEN_FILE: 'secret' }), 'near')
  assert.equal(tokenOf({}, { STEMMA_TOKEN_FILE: join(folder, 'secret') }), 'open sesame')
  writeFileSync(join(folder, 'stemma.toml'), 'token-file = "secret"\n')
  assert.equal(tokenOf({}), 'open sesame')
  assert.equal(tokenOf({}, { STEMMA_TOKEN: 'near' }), 'near')
})

test('X35 two at once, a file that is not there, and an empty one are mistakes', () => {
  writeFileSync(join(folder, 'empty'), '\n')
  for (const values of [{ token: 'a', 'token-file': 'secret' }, { 'token-file': 'gone' }, { 'token-file': 'empty' }])
    assert.throws(() => tokenOf(values), UsageError)
})
