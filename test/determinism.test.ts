import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
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
