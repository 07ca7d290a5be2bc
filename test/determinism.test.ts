import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { openStemma } from '../src/stemma.ts'
import { assertSame, dumpOf } from './dump.ts'
import { generatedPages, shuffled, writePages } from './generated.ts'

/** How often the whole test is done, with other pages and other orders each time. */
const rounds = Number(process.env.STEMMA_REPEAT ?? 1)
const pages = 60

for (let round = 1; round <= rounds; round++)
  test(`P11 order, workers and number of runs make no difference (round ${round})`, async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'stemma-order-'))
    t.after(() => rmSync(folder, { recursive: true, force: true }))
    const paths = writePages(join(folder, 'pages'), generatedPages(pages, 1_000 + round))
    const dump = async (name: string, workers: number, ...runs: (readonly string[])[]) => {
      const data = join(folder, name)
      const stemma = await openStemma({ data, workers })
      for (const run of runs) await stemma.add(run)
      const { pages: stored, articles } = await stemma.status()
      assert.equal(stored + (await stemma.parked({ stage: 'acquire' })).length, paths.length)
      assert.equal(articles + (await stemma.parked({ stage: 'extract' })).length, stored)
      await stemma.close()
      return dumpOf(data, { order: 'is left out' })
    }
    const first = await dump('first', 1, paths)
    assert.ok(first.overlap!.length > 0)
    assert.ok(first.family!.length < first.article!.length)

    const mixed = shuffled(paths, round)
    assertSame(await dump('workers', 4, mixed), first, 'with 4 workers')
    const parts = [mixed.slice(0, 10), mixed.slice(10, 11), mixed.slice(5, 40), mixed.slice(40), mixed]
    assertSame(await dump('parts', 2, ...parts), first, 'in parts')
  })

test('P11 the same page told by two sources is one page, whoever comes first', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'stemma-told-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const text = `Fog in Lydby\n\n${'The ferry to Kvale waited at the quay until the fog had lifted. '.repeat(5)}`
  const page = { url: 'https://lantern.example/fog', text }
  const told = [
    page,
    { ...page, fetchedAt: '2024-05-02T00:00:00Z' },
    { ...page, fetchedAt: '2024-05-01T00:00:00Z' },
    { ...page, outlet: 'The Lantern' },
  ]
  const paths = told.map((line, i) => {
    writeFileSync(join(folder, `${i}.jsonl`), JSON.stringify(line))
    return join(folder, `${i}.jsonl`)
  })
  const dump = async (name: string, ...runs: (readonly string[])[]) => {
    const stemma = await openStemma({ data: join(folder, name), workers: 1 })
    for (const run of runs) await stemma.add(run)
    const { document } = (await stemma.page(page.url))!
    assert.equal(document.outlet, 'The Lantern')
    await stemma.close()
    return dumpOf(join(folder, name), { order: 'is left out' })
  }
  const first = await dump('first', paths)
  assertSame(await dump('backwards', paths.toReversed()), first)
  assertSame(await dump('singly', ...shuffled(paths, 1).map((path) => [path])), first)
})

test('P12 what is made again from the stored bytes is the same', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'stemma-again-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const paths = writePages(join(folder, 'pages'), generatedPages(30, 5))
  const stemma = await openStemma({ data: folder, workers: 2 })
  await stemma.add(paths)
  const before = dumpOf(folder, { order: 'matters' })
  for (const { name } of (await stemma.status()).stages) {
    await stemma.rebuild(name)
    assertSame(dumpOf(folder, { order: 'matters' }), before, `made again from ${name}`)
  }
  await stemma.retry()
  assertSame(dumpOf(folder, { order: 'matters' }), before, 'tried again')
  await stemma.close()
})
