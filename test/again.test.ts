import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { makeId } from '#model/ids.ts'
import { type Workers, workOnPages } from '#pipeline/pages.ts'
import { migrate } from '#store/migrations.ts'
import { type PageRow, putPages } from '#store/pages.ts'
import { openSqlite } from '#store/sqlite.ts'
import { listTodo } from '#store/work.ts'
import { openStemma } from '../src/stemma.ts'

const folder = mkdtempSync(join(tmpdir(), 'stemma-again-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const text = 'Ferry stays in port\n\nThe ferry to Lydby stays in port until Friday, the harbour master said. Its rudder broke on Sunday.'

test('P14 what could not be read is parked no longer once it was read', async () => {
  const stemma = await openStemma({ data: join(folder, 'data'), workers: 1 })
  const [first, second] = [join(folder, 'first.jsonl'), join(folder, 'second.jsonl')]
  const missing = join(folder, `${'long'.repeat(60)}/${'name'.repeat(60)}/${'path'.repeat(60)}.txt`)
  await stemma.add([first, second, missing])
  const sources = async () => (await stemma.parked()).map(({ source }) => source).sort()
  assert.deepEqual(await sources(), [first, missing, second].sort())
  writeFileSync(first, JSON.stringify({ url: 'https://quay.example/1', text }))
  assert.equal((await stemma.retry()).added, 1)
  assert.deepEqual(await sources(), [missing, second].sort())
  writeFileSync(second, JSON.stringify({ url: 'https://quay.example/2', text }))
  await stemma.add([second])
  assert.deepEqual(await sources(), [missing])
  await stemma.close()
})

test('P15 what is asked for at once is done one after the other', async () => {
  const stemma = await openStemma({ data: join(folder, 'at-once'), workers: 1 })
  const files = ['a', 'b', 'c'].map((name) => join(folder, `${name}.txt`))
  for (const file of files) writeFileSync(file, `${text} It is said in ${file}.`)
  const reports = await Promise.all(files.map((file) => stemma.add([file])))
  assert.deepEqual(
    reports.map(({ added }) => added),
    [1, 1, 1],
  )
  await stemma.close()
})

test('P11 more that is told of a page while it is worked on is not lost', async () => {
  const db = openSqlite(':memory:')
  await migrate(db)
  const page: PageRow = {
    ...{ id: makeId('page', 'one'), source: 'a', url: 'https://quay.example/1', host: 'quay.example', fetchedAt: null, contentType: null },
    ...{ given: null, digest: '', bytes: 1, archive: { file: 'pages-00001.warc.gz', offset: 0, length: 1 }, addedAt: '' },
  }
  await db.transact((tx) => putPages(tx, [page], 'extract'))
  const better = { ...page, given: { outlet: 'Quay Post', published: null } }
  const workers = (meanwhile: () => Promise<void>): Workers => ({
    ...{ size: 1, close: async () => {} },
    run: async () => {
      await meanwhile()
      return { failures: [] }
    },
  })
  await workOnPages(
    db,
    workers(() => db.transact((tx) => putPages(tx, [better], 'extract'))),
    [page.id],
  )
  assert.deepEqual(await listTodo(db, 'extract', 10), [page.id])
  await workOnPages(
    db,
    workers(async () => {}),
    [page.id],
  )
  assert.deepEqual(await listTodo(db, 'extract', 10), [])
  await db.close()
})
