import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { Hono } from 'hono'
import { serveDesk } from './static.ts'

test('W13 built pages: the shell for every address of the application, assets for ever, nothing outside the folder', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'stemma-static-'))
  const desk = join(folder, 'web')
  mkdirSync(join(desk, 'assets'), { recursive: true })
  writeFileSync(join(folder, 'secret.txt'), 'secret')
  writeFileSync(join(desk, 'index.html'), '<!doctype html><head><title>Desk</title></head><body></body>')
  writeFileSync(join(desk, 'assets/main-4f2a.js'), 'export {}')
  const app = new Hono()
  serveDesk(app, desk, async (c) => (c.req.path === '/stories/1' ? '<meta name="one">' : ''))
  const shell = await app.request('/actors/any')
  assert.match(shell.headers.get('content-security-policy')!, /default-src 'none'.*script-src 'self'/)
  assert.equal(shell.headers.get('cache-control'), 'no-cache')
  assert.match(await shell.text(), /<title>Desk/)
  assert.equal((await app.request('/actors/any', { headers: { 'if-none-match': shell.headers.get('etag')! } })).status, 304)
  assert.match(await (await app.request('/stories/1')).text(), /<meta name="one"><\/head>/)
  assert.match((await app.request('/assets/main-4f2a.js')).headers.get('cache-control')!, /immutable/)
  for (const path of ['/assets/gone.js', '/api/v1/nothing', '/secret.txt', '/..%2fsecret.txt'])
    assert.ok(!(await (await app.request(path)).text()).includes('secret'), path)
  assert.equal((await app.request('/assets/gone.js')).status, 404)
  rmSync(folder, { recursive: true })
})
