import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { WARCParser } from 'warcio'
import type { Article } from '#model/article.ts'
import type { CopyTree, Overlap } from '#model/copy.ts'
import type { StoryDocument } from '#model/document.ts'
import { InputError, StateError, TemporaryError, UsageError } from '#model/errors.ts'
import { articleIdOf, type Id, makeId } from '#model/ids.ts'
import type { Arrival } from '#model/page.ts'
import type { Story } from '#model/story.ts'
import { type Archive, archiveDefaults, openArchive, readArchive, unknownDate } from '#store/archive.ts'
import { articleRow, getArticles, putArticles, searchArticles } from '#store/articles.ts'
import { dropFamilies, dropOverlapsOf, overlapsOf, putFamilies, putOverlaps, relativesOf, touchedBy } from '#store/copies.ts'
import { fromCursor } from '#store/cursor.ts'
import { type Db, putMany, replacing, row, rowsIn } from '#store/db.ts'
import { documentRows, putDocuments } from '#store/documents.ts'
import { listEvents, listQuotes } from '#store/facts.ts'
import { listStories } from '#store/listing.ts'
import { lockFolder, makeFolder } from '#store/lock.ts'
import { migrate, migrations, schemaOf } from '#store/migrations.ts'
import { archiveEnd, findPages, getPage, type PageRow, putPages } from '#store/pages.ts'
import { openPostgres } from '#store/postgres.ts'
import { openSqlite } from '#store/sqlite.ts'
import { listAliases, replaceStories, resolveStory } from '#store/stories.ts'
import { countTodo, dropTodo, listParked, listTodo, type Parked, putParked, putTodo, unpark } from '#store/work.ts'
import { type Fresh, kinds } from './databases.ts'

for (const kind of kinds)
  describe(`store on ${kind.name}`, () => {
    let fresh: Fresh
    let db: Db
    before(async () => {
      await kind.start()
      fresh = await kind.fresh()
      db = await fresh.open()
      await migrate(db)
    })
    after(async () => {
      await db?.close()
      await fresh?.drop()
      await kind.stop()
    })

    test('S1 values come back as they went in', async () => {
      await db.rows('create table value (id bigint primary key, n bigint, t text, r double precision)')
      const text = 'Zürich 😀 \u2028 "quoted" \\ $1 ?'
      await db.rows('insert into value values ($1, $2, $3, $4)', 1, 2 ** 53 - 1, text, 0.1)
      await db.rows('insert into value values ($1, $2, $3, $4)', 2, null, '', -1.5e-300)
      assert.deepEqual(
        (await db.rows<object>('select n, t, r from value order by id')).map((one) => ({ ...one })),
        [
          { n: 2 ** 53 - 1, t: text, r: 0.1 },
          { n: null, t: '', r: -1.5e-300 },
        ],
      )
      assert.deepEqual({ ...(await row<object>(db, 'select count(*) as n, sum(n) as s from value')) }, { n: 2, s: 2 ** 53 - 1 })
    })

    test('S1 a place may be used twice, in any order', async () => {
      assert.deepEqual({ ...(await row<object>(db, "select $2 || $1 || $2 as t where $1 = 'a'", 'a', 'b')) }, { t: 'bab' })
    })

    test('S2 a transaction is done whole or not at all', async () => {
      await db.rows('create table whole (id bigint primary key)')
      await assert.rejects(
        db.transact(async (tx) => {
          await tx.rows('insert into whole values (1)')
          await tx.transact((inner) => inner.rows('insert into whole values (2)'))
          throw new Error('stop')
        }),
        /stop/,
      )
      assert.equal((await db.rows('select id from whole')).length, 0)
      assert.equal(await db.transact(async (tx) => (await tx.rows('insert into whole values (3) returning id')).length), 1)
      assert.equal((await db.rows('select id from whole')).length, 1)
    })

    test('S2 nobody sees a transaction halfway, or joins it', async () => {
      await db.rows('create table seen (id bigint primary key)')
      const writing = db.transact(async (tx) => {
        await tx.rows('insert into seen values (1)')
        await new Promise((resolve) => setTimeout(resolve, 30))
        await tx.rows('insert into seen values (2)')
        throw new Error('stop')
      })
      const outside = db.rows('insert into seen values (7)')
      await assert.rejects(writing, /stop/)
      await outside
      assert.deepEqual(
        (await db.rows<{ id: number }>('select id from seen')).map(({ id }) => id),
        [7],
      )
    })

    test('S3 many rows go in at once and replace what stood there', async () => {
      await db.rows('create table many (id bigint primary key, t text not null)')
      const rows = Array.from({ length: 5_000 }, (_, i) => [i, `row ${i}`] as const)
      await db.transact((tx) => putMany(tx, 'many', ['id', 't'], rows))
      await db.transact((tx) => putMany(tx, 'many', ['id', 't'], [[7, 'lucky']], replacing(['id', 't'])))
      const found = await rowsIn<{ t: string }>(
        db,
        'select t from many where t <> $1 and id in',
        rows.map(([id]) => id),
        'row 8',
      )
      assert.equal(found.length, 4_999)
      assert.ok(found.some(({ t }) => t === 'lucky'))
    })

    test('S4 opening again finds the same data and nothing to migrate', async () => {
      const again = await fresh.open()
      assert.equal(await schemaOf(again), migrations.length)
      await migrate(again)
      await again.close()
    })

    test('S4 a newer schema is refused in plain words', async () => {
      const other = await kind.fresh()
      const newer = await other.open()
      await migrate(newer)
      await newer.rows('insert into migration (number, name) values ($1, $2)', migrations.length + 1, 'to come')
      await assert.rejects(migrate(newer), (error) => error instanceof StateError && /newer Stemma/.test(error.message))
      await newer.close()
      await other.drop()
    })

    test('S4 the tables of an unreleased Stemma are refused, with a way out', async () => {
      const other = await kind.fresh()
      const older = await other.open()
      await migrate(older)
      await older.rows("update migration set name = 'fingerprints' where number = 2")
      await assert.rejects(migrate(older), (error) => error instanceof StateError && /unreleased/.test(error.message))
      await older.close()
      await other.drop()
    })

    test('S4 the tables of another program are left alone', async () => {
      const other = await kind.fresh()
      const theirs = await other.open()
      await theirs.rows('create table bookmark (id bigint)')
      await assert.rejects(migrate(theirs), (error) => error instanceof StateError && /another program/.test(error.message))
      await theirs.close()
      await other.drop()
    })

    test('S5 pages: the same page twice is one page', async () => {
      const page = pageRow('https://one.example/a')
      await db.transact((tx) => putPages(tx, [page], 'extract'))
      await db.transact((tx) => putPages(tx, [page], 'extract'))
      assert.deepEqual(await getPage(db, page.id), page)
      assert.deepEqual(await listTodo(db, 'extract', 10), [page.id])
      assert.deepEqual({ ...(await archiveEnd(db)) }, { file: page.archive.file, offset: 110 })
      await dropTodo(db, 'extract', [page.id])
      assert.deepEqual(await countTodo(db), {})
    })

    test('S5 a page is found by its address, however long', async () => {
      const page = pageRow(`https://one.example/${randomBytes(4_000).toString('hex')}`)
      await db.transact((tx) => putPages(tx, [page], 'long'))
      assert.deepEqual(await findPages(db, page.url), [page.id])
      assert.deepEqual(await findPages(db, page.url.slice(0, -1)), [])
      await dropTodo(db, 'long', [page.id])
    })

    test('S6 what is parked is listed with its reason and can be asked for again', async () => {
      const parked: Parked = {
        ...{ stage: 'extract', input: 'page_x', source: 'a.html', reason: 'no text', advice: 'look at it' },
        ...{ temporary: false, made: 'extract@1', detail: null, at: '2024-01-01T00:00:00.000Z' },
      }
      await putParked(db, [parked, { ...parked, reason: 'still no text' }])
      await putParked(db, [{ ...parked, stage: 'read', temporary: true }])
      assert.deepEqual(
        (await listParked(db)).map(({ stage, reason, temporary }) => [stage, reason, temporary]),
        [
          ['extract', 'still no text', false],
          ['read', 'no text', true],
        ],
      )
      assert.equal((await listParked(db, 'read')).length, 1)
      await db.transact((tx) => unpark(tx, 'extract'))
      assert.deepEqual(await listTodo(db, 'extract', 10), ['page_x'])
      assert.equal((await listParked(db)).length, 1)
      await putTodo(db, 'extract', ['page_x', 'page_y'])
      assert.deepEqual(await listTodo(db, 'extract', 10, 'page_x'), ['page_y'])
    })

    test('S7 articles come back as they are, and their words are found', async () => {
      const fog = article(
        'https://one.example/fog',
        'Fog closes the harbour of Lydby',
        'Ferries waited. "No ship left," the pilot said. Überfahrt',
      )
      const frost = article('https://two.example/frost', 'Frost in Lydby', 'The harbour froze over; no ship was harmed.')
      for (const each of [fog, frost]) await db.transact((tx) => putPages(tx, [pageRow(each.url)], 'extract'))
      const page = { mediaType: 'text/html', charset: 'utf-8' } as const
      await db.transact((tx) =>
        putArticles(
          tx,
          [fog, frost].map((each) => articleRow(each, page, 'host', 'extract@1')),
        ),
      )
      assert.deepEqual((await getArticles(db, [fog.id, frost.id])).get(fog.id), fog)
      const pages = async (words: string) => (await searchArticles(db, words, 10)).map((hit) => hit.page)
      assert.deepEqual((await pages('harbour lydby')).sort(), [fog.page, frost.page].sort())
      assert.deepEqual(await pages('harbour ferries'), [fog.page])
      assert.deepEqual(await pages('"ship left"'), [fog.page])
      assert.deepEqual(await pages('überfahrt'), [fog.page])
      assert.deepEqual(await pages('"left ship"'), [])
      for (const odd of ['', '"', '* OR NOT (', "'; drop table page; --", 'near/3', '😀', '\u0000', 'ship\u0000left']) await pages(odd)
      await db.transact((tx) => putArticles(tx, [articleRow({ ...fog, text: 'Nothing of it was true.' }, page, 'host', 'extract@1')]))
      assert.deepEqual(await pages('ferries'), [])
      assert.deepEqual(await pages('nothing'), [fog.page])
    })

    test('S7 a text of any length in any script is stored and searched', async () => {
      const sign = (n: number) => String.fromCodePoint(0x20000 + n)
      const long = Array.from({ length: 170_000 }, (_, i) => sign(i % 40_000) + sign((i * 7 + Math.floor(i / 40_000)) % 40_000)).join(' ')
      const page = article('https://one.example/long', 'A list of signs', long)
      await db.transact((tx) => putPages(tx, [pageRow(page.url)], 'long'))
      await db.transact((tx) => putArticles(tx, [articleRow(page, { mediaType: 'text/html', charset: 'utf-8' }, 'host', 'extract@1')]))
      assert.deepEqual(
        (await searchArticles(db, 'signs', 10)).map((hit) => hit.page),
        [page.page],
      )
      await db.rows('delete from article where id = $1', page.id)
      await db.rows('delete from todo where stage = $1', 'long')
    })

    test('S8 overlaps are replaced whole, and the articles that lose one are named', async () => {
      const [a, b, c] = ['a', 'b', 'c'].map((name) => makeId('article', name)).sort() as [ArticleId, ArticleId, ArticleId]
      await db.transact((tx) => putOverlaps(tx, [overlap(a, b), overlap(a, c)], 'match@1'))
      assert.deepEqual(
        (await overlapsOf(db, [a, b])).map((one) => [one.a, one.b]),
        [
          [a, b],
          [a, c],
        ],
      )
      assert.deepEqual([...(await touchedBy(db, [c]))].sort(), [a, b, c])
      assert.deepEqual(await db.transact((tx) => dropOverlapsOf(tx, [b])), [a])
      assert.deepEqual([...(await touchedBy(db, [b]))], [b])
      const tree: CopyTree = { id: makeId('family', 'ac'), members: [a, c], roots: [a], copies: [], reports: [] }
      await db.transact((tx) => putFamilies(tx, [tree], 'trace@1'))
      assert.deepEqual((await relativesOf(db, [c])).toSorted(), [a, c])
      assert.deepEqual([...(await touchedBy(db, [c]))].sort(), [a, c])
      await db.transact((tx) => dropFamilies(tx, [tree.id]))
      assert.deepEqual(await relativesOf(db, [c]), [])
    })

    test('S9 a story that goes leads to the one that took most of its articles', async () => {
      const [a, b, c, d] = ['s1', 's2', 's3', 's4'].map((name) => makeId('article', name)) as [ArticleId, ArticleId, ArticleId, ArticleId]
      const story = (name: string, ...articles: ArticleId[]): Story => ({ id: makeId('story', name), articles, families: [] })
      let standing: readonly Story[] = []
      const put = async (...stories: Story[]) => {
        const changed = await db.transact((tx) => replaceStories(tx, standing, stories, 'cluster@1'))
        standing = stories
        return changed
      }
      const [one, two, all] = [story('one', a, b), story('two', c), story('all', a, b, c, d)]
      assert.equal((await put(one, two)).length, 2)
      assert.equal((await put(one, two)).length, 0)
      await put(all)
      assert.equal(await resolveStory(db, one.id), all.id)
      assert.equal(await resolveStory(db, two.id), all.id)
      await put(story('one', a, b, d), two)
      assert.equal(await resolveStory(db, all.id), one.id)
      assert.equal(await resolveStory(db, two.id), two.id)
      assert.equal(await resolveStory(db, makeId('story', 'never')), null)
      assert.deepEqual(
        (await listAliases(db)).map(({ id }) => id),
        [all.id],
      )
    })

    test('S10 lists go on at a cursor, without gap or repetition', async () => {
      const documents = Array.from({ length: 25 }, (_, i) => storyDocument(i))
      await db.transact((tx) =>
        putDocuments(
          tx,
          documents.map((document) => documentRows(document, 'tell@1')),
        ),
      )
      const all = await listStories(db, { limit: 100 })
      assert.equal(all.length, 25)
      assert.ok(all.every(({ published }, i) => i === 0 || (published ?? '') <= (all[i - 1]!.published ?? '')))
      for (const list of [listStories, listQuotes, listEvents] as const) {
        const whole: readonly { cursor: string }[] = await list(db, { limit: 1_000 })
        const parts: { cursor: string }[] = []
        for (let cursor: string | undefined; ; ) {
          const some: readonly { cursor: string }[] = await list(db, { limit: 7, cursor })
          parts.push(...some)
          cursor = some.at(-1)?.cursor
          if (some.length < 7) break
        }
        assert.deepEqual(parts, whole)
      }
      assert.deepEqual(
        (await listStories(db, { outlet: 'The "Daily" 50%_', limit: 100 })).map(({ outlets }) => outlets),
        [['The "Daily" 50%_']],
      )
      assert.equal((await listStories(db, { after: '2024-01-05', before: '2024-01-07' })).length, 4)
      assert.equal((await listQuotes(db, { speaker: 'ÔRA VALE' })).length, 50)
      assert.equal((await listQuotes(db, { speaker: '%' })).length, 0)
      assert.equal((await listEvents(db, { type: 'AID', actor: 'ôra', recipient: 'Lydby' })).length, 25)
      await assert.rejects(listStories(db, { limit: 0 }), UsageError)
      await assert.rejects(listStories(db, { cursor: 'nonsense' }), UsageError)
    })

    test('S11 ten thousand pages are stored in seconds', async () => {
      const started = performance.now()
      const pages = Array.from({ length: 10_000 }, (_, i) => pageRow(`https://many.example/${i}`))
      for (let from = 0; from < pages.length; from += 500) await db.transact((tx) => putPages(tx, pages.slice(from, from + 500), 'extract'))
      assert.ok(performance.now() - started < 30_000, 'more than 3 ms a page')
    })
  })

test('S4 a file that is no database is refused in plain words', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stemma-odd-'))
  const path = join(folder, 'stemma.db')
  writeFileSync(path, randomBytes(10_000))
  assert.throws(() => openSqlite(path), StateError)
  assert.throws(() => openSqlite(join(folder, 'no', 'such', 'folder', 'stemma.db')), UsageError)
  rmSync(folder, { recursive: true })
})

test('S4 a database that was cut off is refused in plain words', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'stemma-odd-'))
  const path = join(folder, 'stemma.db')
  const db = openSqlite(path)
  await migrate(db)
  await db.transact((tx) =>
    putPages(
      tx,
      Array.from({ length: 2_000 }, (_, i) => pageRow(`https://cut.example/${i}`)),
      'extract',
    ),
  )
  await db.close()
  writeFileSync(path, readFileSync(path).subarray(0, 30_000))
  await assert.rejects(async () => {
    const cut = openSqlite(path)
    try {
      await migrate(cut)
      await cut.rows('select * from page')
    } finally {
      await cut.close()
    }
  }, StateError)
  rmSync(folder, { recursive: true })
})

test('S4 a PostgreSQL that cannot be reached is a thing of the world', async () => {
  await assert.rejects(openPostgres('postgres://nobody@127.0.0.1:1/none'), TemporaryError)
})

test('S4 a URL that is none of PostgreSQL, and a folder that cannot be, are refused in plain words', async () => {
  for (const url of ['localhost', 'mysql://localhost/x', 'postgres://a b/']) await assert.rejects(openPostgres(url), UsageError)
  const file = join(mkdtempSync(join(tmpdir(), 'stemma-odd-')), 'file')
  writeFileSync(file, '')
  assert.throws(() => makeFolder(join(file, 'data')), UsageError)
  assert.throws(() => lockFolder(join(file, 'data')), StateError)
  rmSync(dirname(file), { recursive: true })
})

test('S12 one writer at a time; the lock goes with its holder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stemma-lock-'))
  const unlock = lockFolder(folder)
  assert.throws(() => lockFolder(folder), StateError)
  unlock()
  lockFolder(folder)()
  rmSync(folder, { recursive: true })
})

test('S10 a cursor of another list is refused', () => {
  assert.deepEqual(fromCursor(undefined, ['', 0]), ['', 0])
  for (const odd of ['', 'WyJhIl0', Buffer.from('{"a":1}').toString('base64url')]) assert.throws(() => fromCursor(odd, ['', 0]), UsageError)
})

describe('the archive', () => {
  const arrivals: Arrival[] = [
    arrival('https://one.example/a?b=c d', 'first page', 'text/html; charset=utf-8', '2024-05-01T10:00:00.000Z'),
    arrival('file:///pages/zwei.txt', 'Zweite Seite: \r\n\r\nWARC/1.1\r\n\r\n und weiter', null, null),
    arrival('https://one.example/empty', '', 'text/plain\r\nX-Evil: yes', null),
    { ...arrival('https://one.example/noise', '', null, null), bytes: randomBytes(200_000) },
  ]
  const pages = arrivals.map((each, i) => ({ id: makeId('page', each.url, String(i)), arrival: each }))

  const withFolder = async (work: (folder: string) => void | Promise<void>) => {
    const folder = mkdtempSync(join(tmpdir(), 'stemma-archive-'))
    await work(folder)
    rmSync(folder, { recursive: true })
  }
  const writing = async (folder: string, work: (archive: Archive) => Promise<unknown>, options = archiveDefaults) => {
    const archive = openArchive(folder, null, options)
    await work(archive)
    archive.close()
  }

  test('S13 every page is read back by file, offset and length', () =>
    withFolder((folder) =>
      writing(folder, async (archive) => {
        const placed = await archive.append(pages)
        for (const [i, { place, digest }] of placed.entries())
          assert.deepEqual(Buffer.from(archive.read(place, digest)), Buffer.from(arrivals[i]!.bytes))
        const reader = readArchive(folder)
        assert.throws(() => reader.read(placed[0]!.place, placed[1]!.digest), InputError)
        assert.throws(() => reader.read({ ...placed[0]!.place, offset: 3 }, placed[0]!.digest), InputError)
        assert.throws(() => reader.read({ ...placed[0]!.place, file: 'pages-00009.warc.gz' }, placed[0]!.digest), InputError)
        reader.close()
      }),
    ))

  test('S13 another tool reads every record: warcio', () =>
    withFolder(async (folder) => {
      await writing(folder, (archive) => archive.append(pages))
      const [file] = readdirSync(folder)
      const records = await recordsOf(join(folder, file!))
      assert.deepEqual(
        records.map(({ type }) => type),
        ['warcinfo', 'resource', 'resource', 'resource', 'resource'],
      )
      for (const [i, record] of records.slice(1).entries()) {
        assert.deepEqual(record.body, Buffer.from(arrivals[i]!.bytes))
        assert.equal(record.date, arrivals[i]!.fetchedAt ?? unknownDate)
        assert.match(record.id, /^<urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}>$/)
      }
      assert.equal(records[1]!.uri, 'https://one.example/a?b=c%20d')
      assert.equal(new Set(records.map(({ id }) => id)).size, records.length)
    }))

  test('S14 the same pages make the same bytes, in one batch or many', () =>
    withFolder((one) =>
      withFolder(async (other) => {
        await writing(one, (archive) => archive.append(pages))
        for (const page of pages) {
          const end = readdirSync(other).length > 0 ? statSync(join(other, 'pages-00001.warc.gz')).size : null
          const archive = openArchive(other, end === null ? null : { file: 'pages-00001.warc.gz', offset: end })
          await archive.append([page])
          archive.close()
        }
        assert.deepEqual(readFileSync(join(one, 'pages-00001.warc.gz')), readFileSync(join(other, 'pages-00001.warc.gz')))
      }),
    ))

  test('S14 a full file is left for the next one, and every file opens with its own head', () =>
    withFolder((folder) =>
      writing(
        folder,
        async (archive) => {
          const placed = await archive.append(pages)
          assert.deepEqual(
            placed.map(({ place }) => place.file),
            ['pages-00001.warc.gz', 'pages-00002.warc.gz', 'pages-00003.warc.gz', 'pages-00004.warc.gz'],
          )
          for (const [i, { place, digest }] of placed.entries())
            assert.deepEqual(Buffer.from(archive.read(place, digest)), Buffer.from(arrivals[i]!.bytes))
        },
        { ...archiveDefaults, rotateAt: 500 },
      ),
    ))

  test('S15 what no transaction knows of is set aside; what it cannot have left is not touched', () =>
    withFolder(async (folder) => {
      let end = { file: '', offset: 0 }
      await writing(
        folder,
        async (archive) => {
          const [first] = await archive.append(pages.slice(0, 1))
          end = { file: first!.place.file, offset: first!.place.offset + first!.place.length }
          await archive.append(pages.slice(1))
        },
        { ...archiveDefaults, rotateAt: 2_000 },
      )
      assert.throws(() => openArchive(folder, end, { ...archiveDefaults, mostUncommitted: 1_000 }), StateError)
      assert.throws(() => openArchive(folder, { ...end, offset: 1e9 }), StateError)
      openArchive(folder, end).close()
      assert.equal(statSync(join(folder, end.file)).size, end.offset)
      assert.deepEqual(readdirSync(folder), [end.file, 'unfinished.warc.gz'])
      const aside = await recordsOf(join(folder, 'unfinished.warc.gz'))
      assert.deepEqual(
        aside.filter(({ type }) => type === 'resource').map(({ body }) => body),
        arrivals.slice(1).map(({ bytes }) => Buffer.from(bytes)),
      )
      rmSync(join(folder, end.file))
      assert.throws(() => openArchive(folder, end), StateError)
    }))
})

type ArticleId = Id<'article'>

/** Every record of a WARC file, as another tool reads it. */
async function recordsOf(path: string) {
  const records: { type: string; uri: string | null; date: string | null; body: Buffer; id: string }[] = []
  for await (const record of new WARCParser(new Response(readFileSync(path)).body!))
    records.push({
      body: Buffer.from(await record.readFully(true)),
      type: record.warcType!,
      uri: record.warcTargetURI ?? null,
      date: record.warcDate ?? null,
      id: record.warcHeader('WARC-Record-ID')!,
    })
  return records
}

function arrival(url: string, text: string, contentType: string | null, fetchedAt: string | null): Arrival {
  return { source: url, url, fetchedAt, contentType, bytes: Buffer.from(text), given: null }
}

function pageRow(url: string): PageRow {
  return {
    ...{ id: makeId('page', url), source: url, url, host: 'one.example', fetchedAt: null, contentType: null },
    ...{ given: { outlet: 'One', published: null }, digest: 'd'.repeat(64), bytes: 5 },
    ...{ archive: { file: 'pages-00001.warc.gz', offset: 10, length: 100 }, addedAt: '2024-01-01T00:00:00.000Z' },
  }
}

function article(url: string, title: string, text: string): Article {
  const page = makeId('page', url)
  const none = { subtitle: null, authors: null, byline: null, outlet: null, section: null, dateline: null, canonicalUrl: null }
  return {
    ...{ id: articleIdOf(page), page, url, text, runs: [], blocks: [], furniture: [], language: 'en' },
    ...{ title: { value: title, origin: 'title', certainty: 1, at: null, others: [] }, tags: [], agencies: [], ...none },
    ...{ published: null, modified: null, captured: null },
  }
}

const overlap = (a: ArticleId, b: ArticleId): Overlap => ({ a, b, passages: [], shareOfA: 0.5, shareOfB: 0.5, words: 50, quoted: 0 })

function storyDocument(i: number): StoryDocument {
  const party = { name: 'Ôra Vale', actorId: null, anonymous: false, anonymousKind: null }
  const day = `2024-01-${String((i % 9) + 1).padStart(2, '0')}`
  const published = i % 5 === 4 ? null : { value: `${day}T08:00:00Z`, precision: 'second' as const, evidence: [] }
  const quote = {
    id: `quote_${i}`,
    kind: 'direct' as const,
    exact: `No. ${i}`,
    speaker: party,
    cue: 'said',
    addressee: null,
    via: null,
    evidence: [],
  }
  const event = {
    ...{
      id: `event_${i}`,
      type: 'AID' as const,
      mode: null,
      cameo: '070',
      score: 7,
      actor: [{ ...party, country: 'FIN' }],
      certainty: 0.9,
    },
    ...{
      recipient: [{ ...party, name: 'Lydby', country: null }],
      when: { value: day },
      where: null,
      status: 'happened' as const,
      trigger: 'helped',
      reports: [],
      evidence: [],
    },
  }
  const outlet = i === 3 ? 'The "Daily" 50%_' : 'The Daily'
  return {
    ...{
      id: makeId('story', `document ${i}`),
      title: `Story ${i}`,
      language: 'en',
      published,
      counts: { pages: 1, independentReports: 1 },
    },
    ...{ pages: [pageOf(i, outlet)], copies: [], tree: [], reports: [], agencies: [], actors: [], quotes: [quote, quote], dates: [] },
    ...{ events: [event], made: {} },
  }
}

function pageOf(i: number, outlet: string): StoryDocument['pages'][number] {
  const none = {
    canonicalUrl: null,
    title: null,
    subtitle: null,
    section: null,
    byline: null,
    dateline: null,
    published: null,
    modified: null,
    captured: null,
  }
  return {
    ...{ id: makeId('page', `document ${i}`), source: 's', url: 'u', outlet, authors: [], language: null, report: '', text: '' },
    ...{ runs: [], furniture: [], digest: '', ...none },
  }
}
