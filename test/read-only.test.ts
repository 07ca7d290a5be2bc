import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { chmodSync, cpSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, before, test } from 'node:test'
import { withExamples } from './examples.ts'

const data = mkdtempSync(join(tmpdir(), 'stemma-read-only-'))
const nobody = 65_534 // who may write nowhere, on every Unix

before(async () => {
  const examples = await withExamples()
  await examples.stemma.close()
  cpSync(examples.data, data, { recursive: true })
  rmSync(examples.data, { recursive: true })
  for (const place of ['', ...(readdirSync(data, { recursive: true }) as string[])].map((name) => join(data, name)))
    chmodSync(place, statSync(place).isDirectory() ? 0o555 : 0o444)
})
after(() => {
  for (const place of ['', ...(readdirSync(data, { recursive: true }) as string[])].map((name) => join(data, name))) chmodSync(place, 0o755)
  rmSync(data, { recursive: true })
})

type Run = Readonly<{ code: number; stdout: string; stderr: string }>

/** Root may write everywhere, so as root it runs as nobody. */
const stemma = (...args: readonly string[]) =>
  new Promise<Run>((done) => {
    const main = resolve(import.meta.dirname, '../src/cli/main.ts')
    const who = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {}
    execFile(process.execPath, [main, ...args], { ...who, cwd: data, env: { STEMMA_DATA: data } }, (error, stdout, stderr) =>
      done({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    )
  })

test('W16 a folder that may not be written to is read, with a plain word; what writes says why it cannot', async () => {
  const listed = await stemma('stories', '--json')
  assert.deepEqual([listed.code, listed.stdout.trim().split('\n').length], [0, 3])
  assert.match(listed.stderr, /may only be read: what is stored can be looked at/)
  const { id } = JSON.parse(listed.stdout.split('\n')[0]!) as { id: string }
  const told = await stemma('story', id, '--json')
  assert.deepEqual([told.code, (JSON.parse(told.stdout) as { id: string }).id], [0, id])
  assert.equal((await stemma('search', 'bridge')).code, 0)
  assert.equal((await stemma('export', '--format', 'warc', '--story', id)).code, 0)
  for (const args of [['add', data], ['rebuild'], ['story', 'merge', id, id]]) {
    const { code, stderr } = await stemma(...args)
    assert.equal(code, 1, args.join(' '))
    assert.match(stderr, /cannot be written to|may only be read/, args.join(' '))
  }
})
