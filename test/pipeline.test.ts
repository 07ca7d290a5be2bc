import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, truncateSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { StoryDocument } from '#model/document.ts'
import { openStemma, StateError, type Stemma, UsageError } from '../src/stemma.ts'
import { kinds } from './databases.ts'
import { assertSame, dumpOf } from './dump.ts'
import { generatedPages, writePages } from './generated.ts'

const folder = mkdtempSync(join(tmpdir(), 'stemma-pipeline-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const input = join(folder, 'pages')
writePages(input, generatedPages(40, 77))

const documentsOf = async (stemma: Stemma): Promise<readonly StoryDocument[]> => {
  const all: StoryDocument[] = []
  for await (const document of stemma.documents()) all.push(document)
  return all
}

describe('a folder of pages', () => {
  const data = join(folder, 'data')
  let stemma: Stemma
  before(async () => {
    stemma = await openStemma({ data, workers: 2 })
    await stemma.add([input])
  })
  after(() => stemma.close())

  test('P14 what came in is stored or parked with its reason, and what is stored is in a story or parked', async () => {
    const status = await stemma.status()
    const parked = await stemma.parked()
    const by = (stage: string) => parked.filter((one) => one.stage === stage)
    assert.equal(status.pages + by('acquire').length, 40)
    assert.equal(status.articles + by('extract').length, status.pages)
    const inStories = new Set((await documentsOf(stemma)).flatMap(({ pages }) => pages.map(({ id }) => id)))
    assert.equal(inStories.size, status.articles)
    assert.equal(status.todo, 0)
    assert.ok(parked.every(({ reason, advice, source, made }) => reason && advice && source && made))
  })

  test('P15 adding the same again changes nothing', async () => {
    const before = dumpOf(data, { order: 'matters' })
    const { added, known, parked } = await stemma.add([input])
    assert.equal(added, 0)
    assert.ok(known > 0)
    assert.equal(parked, (await stemma.parked({ stage: 'acquire' })).length)
    assertSame(dumpOf(data, { order: 'matters' }), before)
  })

  test('P16 a second writer is told to wait; readers are not disturbed', async () => {
    const other = await openStemma({ data })
    assert.ok((await other.stories()).length > 0)
    await assert.rejects(other.add([input]), StateError)
    await other.close()
  })

  test('P21 lists, search and pages lead to each other', async () => {
    const [story] = await stemma.stories({ pages: 2 })
    const document = (await stemma.story(story!.id))!
    assert.equal(document.counts.pages, story!.pages)
    const page = (await stemma.page(document.pages[0]!.id))!
    assert.equal(page.story, story!.id)
    assert.deepEqual(page.document, document.pages[0])
    assert.equal((await stemma.page(document.pages[0]!.source))!.document.id, document.pages[0]!.id)
    const words = page.document.text.split(/\s+/).slice(3, 8).join(' ')
    assert.ok((await stemma.search(`"${words}"`)).some((hit) => hit.page === page.document.id && hit.story === story!.id))
    assert.equal(await stemma.story('story_0000000000000000'), null)
    assert.equal(await stemma.page('no such page'), null)
    await assert.rejects(stemma.rebuild('weather'), UsageError)
  })

  test('P22 two pages compared: the rows are the whole texts, and what is the same is the same', async () => {
    const [story] = await stemma.stories({ pages: 2 })
    const [a, b] = (await stemma.story(story!.id))!.pages
    for (const [one, other] of [
      [a!, b!],
      [b!, a!],
    ]) {
      const found = (await stemma.compare(one!.id, other!.id))!
      const side = (name: 'a' | 'b', kinds: readonly string[]) =>
        found.rows.flatMap((row) => row[name].filter(({ kind }) => kinds.includes(kind)).map(({ text }) => text)).join('')
      const all = ['same', 'cut', 'added', 'moved']
      const inked = (text: string) => text.replace(/\s+/g, '')
      assert.equal(inked(side('a', all)), inked(one!.text))
      assert.equal(inked(side('b', all)), inked(other!.text))
      const words = (text: string) => text.match(/\p{L}+/gu) ?? []
      assert.deepEqual(words(side('a', ['same'])), words(side('b', ['same'])))
    }
    const same = (await stemma.compare(a!.id, a!.id))!
    assert.ok(same.rows.every((row) => [...row.a, ...row.b].every(({ kind }) => kind === 'same')))
  })
})

test('P17 a full disk stops the run with a plain word, and the next run goes on from there', {
  skip: process.platform === 'win32',
}, async () => {
  const [full, whole] = [join(folder, 'full'), join(folder, 'whole')]
  const adding = (data: string, blocks: string) =>
    spawnSync(
      'sh',
      ['-c', `ulimit -f ${blocks}; exec "$@"`, 'sh', process.execPath, join(import.meta.dirname, 'adding.ts'), data, '1', input],
      {
        encoding: 'utf8',
      },
    )
  for (const blocks of ['30', '300']) {
    const stopped = adding(full, blocks)
    assert.notEqual(stopped.status, 0)
    assert.match(stopped.stderr, /TemporaryError|StateError/)
  }
  assert.equal(adding(full, 'unlimited').status, 0)
  assert.equal(adding(whole, 'unlimited').status, 0)
  assertSame(dumpOf(full, { order: 'matters' }), dumpOf(whole, { order: 'matters' }))
})

test('P18 a damaged archive parks the page, and the others go on', async () => {
  const data = join(folder, 'damaged')
  const stemma = await openStemma({ data, workers: 1 })
  await stemma.add([input])
  const articles = (await stemma.status()).articles
  const file = openSync(join(data, 'archive', 'pages-00001.warc.gz'), 'r+')
  writeSync(file, Buffer.alloc(40, 7), 0, 40, 5_000)
  closeSync(file)
  await stemma.rebuild('extract')
  const parked = await stemma.parked({ stage: 'extract' })
  assert.ok(parked.some(({ reason }) => /archive .* is damaged/.test(reason)))
  const left = (await stemma.status()).articles
  assert.ok(left < articles && left >= articles - 2)
  const told = (await documentsOf(stemma)).flatMap(({ pages }) => pages)
  assert.equal(told.length, left)
  await stemma.close()
})

test('P19 an archive that was cut, or whose database is gone, is not written over', async () => {
  const data = join(folder, 'cut')
  const stemma = await openStemma({ data, workers: 1 })
  await stemma.add([input])
  await stemma.close()
  truncateSync(join(data, 'archive', 'pages-00001.warc.gz'), 2_000)
  const cut = await openStemma({ data })
  await assert.rejects(cut.add([input]), StateError)
  await cut.close()
  rmSync(join(data, 'stemma.db'))
  for (const _ of ['first', 'again']) await assert.rejects(openStemma({ data }), StateError)
  writeFileSync(join(data, 'stemma.db'), 'This is no database at all.')
  await assert.rejects(openStemma({ data }), StateError)
})

describe('on PostgreSQL', () => {
  const kind = kinds.find(({ name }) => name === 'postgres')!
  before(() => kind.start())
  after(() => kind.stop())

  test('P20 both databases tell the same stories', async () => {
    const fresh = await kind.fresh()
    const there = await openStemma({ data: join(folder, 'postgres'), database: fresh.url!, workers: 2 })
    await there.add([input])
    const here = await openStemma({ data: join(folder, 'sqlite'), workers: 1 })
    await here.add([input])
    assert.deepEqual(await documentsOf(there), await documentsOf(here))
    const listed = async (stemma: Stemma) => (await stemma.stories()).map(({ updated, ...rest }) => rest)
    assert.deepEqual(await listed(there), await listed(here))
    assert.deepEqual(await there.quotes({ limit: 1_000 }), await here.quotes({ limit: 1_000 }))
    assert.deepEqual(await there.events({ limit: 1_000 }), await here.events({ limit: 1_000 }))
    const known = async (stemma: Stemma) => (await stemma.parked()).map(({ at, ...rest }) => rest)
    assert.deepEqual(await known(there), await known(here))
    await here.close()
    await there.close()
    await fresh.drop()
  })
})
