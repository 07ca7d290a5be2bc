import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { madeUpStory } from '../bench/desk.ts'
import type { StoryDocument } from '../src/model/document.ts'
import { makeId } from '../src/model/ids.ts'
import type { Db } from '../src/store/db.ts'
import { documentRows, dropDocuments, putDocuments } from '../src/store/documents.ts'
import { migrate } from '../src/store/migrations.ts'
import { type Fresh, kinds } from './databases.ts'

/** A story as a test makes it up: who stands in it and which outlets tell it. Writings of one name differ in case and points. */
type Told = Readonly<{
  name: number
  day: number
  outlets: readonly string[]
  actors: readonly Readonly<{ name: string; kind: 'person' | 'organisation' | 'place'; role: string | null; country: string | null }>[]
}>
const told: fc.Arbitrary<Told> = fc.record({
  name: fc.nat(4),
  day: fc.integer({ min: 1, max: 3 }),
  outlets: fc.array(fc.constantFrom('Vestnes Post', 'VESTNES POST', 'Brenna Daily'), { maxLength: 3 }),
  actors: fc.array(
    fc.record({
      name: fc.constantFrom('Aud Solheim', 'AUD SOLHEIM', 'Ministry of Tides', 'St. Brenna', 'St Brenna'),
      kind: fc.constantFrom('person', 'organisation', 'place'),
      role: fc.constantFrom(null, 'mayor', 'Mayor', 'pilot'),
      country: fc.constantFrom(null, 'NOR', 'PER'),
    }),
    { maxLength: 4 },
  ),
})
const step = fc.record({ put: fc.array(told, { maxLength: 3 }), drop: fc.array(fc.nat(4), { maxLength: 2 }) })

const blank = { ...madeUpStory(0), quotes: [], events: [], agencies: [], copies: [] }
const idOf = (name: number) => makeId('story', `told ${name}`)

function documentOf({ name, day, outlets, actors }: Told): StoryDocument {
  const [page] = blank.pages
  return {
    ...blank,
    id: idOf(name),
    published: { ...blank.published!, value: `2031-05-0${day}` },
    pages: outlets.map((outlet, i) => ({ ...page!, id: makeId('page', String(name), String(i)), outlet })),
    actors: actors.map((one) => ({
      ...one,
      aliases: [],
      mentions: [],
      id: makeId('actor', one.kind, one.name.toLowerCase().replace('.', '')),
    })),
  }
}

for (const kind of kinds)
  describe(`counting on ${kind.name}`, () => {
    const open: { fresh: Fresh; db: Db }[] = []
    before(async () => {
      await kind.start()
      for (let n = 0; n < 2; n++) {
        const fresh = await kind.fresh()
        open.push({ fresh, db: await fresh.open() })
        await migrate(open[n]!.db)
      }
    })
    after(async () => {
      for (const { fresh, db } of open) {
        await db.close()
        await fresh.drop()
      }
      await kind.stop()
    })

    const rowsOf = async (db: Db) =>
      Promise.all(
        ['label', 'story_label', 'actor', 'profile', 'story_actor'].map(async (table) =>
          (await db.rows(`select * from ${table}`)).map((row) => JSON.stringify(row)).sort(),
        ),
      )
    const put = (db: Db, all: readonly Told[]) =>
      db.transact((tx) =>
        putDocuments(
          tx,
          all.map((one) => documentRows(documentOf(one), 'tell@1')),
        ),
      )

    test('P25 what is counted by what came and went is what counting everything gives', async () => {
      const [piecemeal, whole] = open.map(({ db }) => db) as [Db, Db]
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
          const living = new Map<number, Told>()
          for (const { put: some, drop } of steps) {
            const fresh = [...new Map(some.map((one) => [one.name, one])).values()]
            await put(piecemeal, fresh)
            for (const one of fresh) living.set(one.name, one)
            await piecemeal.transact((tx) => dropDocuments(tx, drop.map(idOf)))
            for (const name of drop) living.delete(name)
          }
          await put(whole, [...living.values()])
          assert.deepEqual(await rowsOf(piecemeal), await rowsOf(whole))
          for (const db of [piecemeal, whole]) await db.transact((tx) => dropDocuments(tx, [0, 1, 2, 3, 4].map(idOf)))
          assert.deepEqual(await rowsOf(piecemeal), [[], [], [], [], []])
        }),
        { numRuns: kind.name === 'sqlite' ? 60 : 15 },
      )
    })
  })

test('P24 no statement that stores or drops what is told walks over a table', async () => {
  const [sqlite] = kinds
  const fresh = await sqlite!.fresh()
  const db = await fresh.open()
  await migrate(db)
  const asked = new Map<string, number>()
  const listening: Db = {
    ...db,
    rows: (sql, ...values) => {
      asked.set(sql, values.length)
      return db.rows(sql, ...values)
    },
    transact: (work) => work(listening),
  }
  const documents = [1, 2, 3].map((n) => documentRows(madeUpStory(n), 'tell@1'))
  await putDocuments(listening, documents)
  await putDocuments(listening, documents.toReversed())
  await dropDocuments(
    listening,
    documents.map(({ id }) => id),
  )
  assert.ok(asked.size > 20)
  for (const [sql, count] of asked) {
    const plan = await db.rows<{ detail: string }>(`explain query plan ${sql}`, ...new Array<null>(count).fill(null))
    const walks = plan.filter(({ detail }) => /^SCAN (?!CONSTANT|\d+-ROW VALUES|told\b)/.test(detail)) // told has one row
    assert.deepEqual(walks, [], sql)
  }
  await db.close()
  await fresh.drop()
})
