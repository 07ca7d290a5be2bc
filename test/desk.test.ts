import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { madeUpStory, putStories } from '../bench/desk.ts'
import type { ActorDocument, StoryDocument } from '../src/model/document.ts'
import { UsageError } from '../src/model/errors.ts'
import { makeId } from '../src/model/ids.ts'
import type { Db } from '../src/store/db.ts'
import { documentRows, dropDocuments, putDocuments } from '../src/store/documents.ts'
import { migrate } from '../src/store/migrations.ts'
import { type Queries, queriesOf } from '../src/store/queries.ts'
import { type Fresh, kinds } from './databases.ts'

type Actor = Pick<ActorDocument, 'name' | 'kind'> & Partial<ActorDocument>
const empty = { ...madeUpStory(0), quotes: [], events: [], agencies: [] }
const actorId = ({ kind, name }: Actor) => makeId('actor', kind, name)

/** A story in which only these actors stand. */
const storyWith = (n: number, ...actors: readonly Actor[]): StoryDocument => ({
  ...empty,
  id: makeId('story', `with ${n}`),
  actors: actors.map((actor) => ({ role: null, country: null, aliases: [], mentions: [], ...actor, id: actorId(actor) })),
})
const put = (db: Db, ...documents: readonly StoryDocument[]) =>
  db.transact((tx) =>
    putDocuments(
      tx,
      documents.map((document) => documentRows(document, 'tell@1')),
    ),
  )

/** Everything that lists answer to many questions, apart from times on the clock. */
async function answersOf(queries: Queries): Promise<Record<string, unknown>> {
  const outlet = (await queries.outlets({ limit: 1 }))[0]!.outlet
  const [actor] = await queries.actors({ by: 'stories', limit: 1 })
  const filters = [
    ...[
      {},
      { outlet: outlet.toUpperCase() },
      { single: true },
      { edited: false },
      { actor: actor!.name },
      { actor: actor!.id },
      { after: '2023-06', before: '2024' },
    ],
    ...[
      { q: 'mer' },
      { q: '"mer kalo"' },
      { q: 'quote:mer' },
      { q: `kalo outlet:"${outlet}"` },
      { q: 'is:edited lang:en after:2024' },
      { agency: 'NORTHERN WIRE' },
    ],
  ]
  const told: Record<string, unknown> = {}
  for (const filter of filters) {
    const key = JSON.stringify(filter)
    const rows = await queries.stories({ ...filter, limit: 500 })
    told[key] = rows.map(({ updated: _updated, snippet, ...row }) => ({ ...row, found: snippet !== null }))
    assert.equal(await queries.countStories(filter), rows.length, key)
    told[`facets ${key}`] = await queries.facets(filter)
  }
  for (const sort of ['pages', 'reports', 'changes'] as const)
    told[sort] = (await queries.stories({ sort, limit: 300 })).map(({ id }) => id)
  for (const by of ['events', 'stories', 'quotes'] as const) told[`actors ${by}`] = await queries.actors({ by, limit: 300 })
  return {
    ...told,
    actor: await queries.actor(actor!.id),
    quotes: await queries.quotes({ actor: actor!.id, limit: 100 }),
    events: await queries.events({ actor: actor!.name.slice(0, 3).toUpperCase(), limit: 300 }),
    sides: await queries.events({ party: actor!.id, limit: 300 }),
    outlets: await queries.outlets({ limit: 300 }),
    outlet: await queries.outlet(outlet.toUpperCase()),
    speakers: await queries.speakers({ limit: 300 }),
    unnamed: await queries.speakers({ anonymous: true }),
    share: await queries.anonymousShare(),
    places: await queries.places({ limit: 300 }),
    network: await queries.network({ after: '2023-03-01' }),
  }
}

/** Rows of SQLite have no prototype. */
const plain = (value: unknown) => JSON.parse(JSON.stringify(value)) as unknown
const answers: Record<string, unknown>[] = []
const documents = Array.from({ length: 150 }, (_, n) => madeUpStory(n + 1))

for (const kind of kinds)
  describe(`desk on ${kind.name}`, () => {
    let fresh: Fresh
    let db: Db
    let queries: Queries
    before(async () => {
      await kind.start()
      fresh = await kind.fresh()
      db = await fresh.open()
      await migrate(db)
      queries = queriesOf(db)
    })
    after(async () => {
      await db?.close()
      await fresh?.drop()
      await kind.stop()
    })

    test('W8 both databases answer alike', async () => {
      await db.transact((tx) => putStories(tx, documents))
      const first = await answersOf(queries)
      await put(db, ...documents.toReversed()) // told again, in another order
      const again = await answersOf(queries)
      answers.push(first)
      for (const [question, answer] of Object.entries(answers[0]!)) {
        assert.deepEqual(plain(first[question]), plain(answer), question)
        assert.deepEqual(plain(again[question]), plain(answer), `again: ${question}`)
      }
    })

    test('W4 a forged cursor is refused, whatever it holds', async () => {
      const forged = (...keys: readonly unknown[]) => Buffer.from(JSON.stringify(keys)).toString('base64url')
      const lists: readonly [(cursor: string) => Promise<unknown>, unknown[]][] = [
        [(cursor) => queries.stories({ cursor, sort: 'pages' }), ['pages', 1, 'x']],
        [(cursor) => queries.quotes({ cursor }), ['x', 'x', 1]],
        [(cursor) => queries.actors({ cursor }), [1, 'x']],
        [(cursor) => queries.parked({ cursor }), ['x', 'x']],
      ]
      for (const [list, keys] of lists) {
        await list(forged(...keys))
        for (const bad of [1e300, 1.5, 'a\0b', null, {}, [1]]) {
          const spoilt = keys.map((key) => (typeof key === typeof bad && bad !== null ? bad : key))
          if (spoilt.every((key, i) => key === keys[i])) spoilt[0] = bad
          await assert.rejects(list(forged(...spoilt)), UsageError, JSON.stringify(spoilt))
        }
      }
      await assert.rejects(queries.stories({ cursor: forged('latest', '2024', 'x'), sort: 'arrived' }), UsageError)
    })

    test('W10 one actor over stories only where something beside a last name shows it', async () => {
      const vale = { name: 'Ora Vale', kind: 'person' } as const
      const told = [
        storyWith(
          1,
          { ...vale, country: 'FIN', role: 'minister' },
          { name: 'Finland', kind: 'country', country: 'FIN' },
          { name: 'Ministry of Fish', kind: 'organisation' },
        ),
        storyWith(
          2,
          { ...vale, country: 'FIN' },
          { name: 'Finland', kind: 'country', country: 'FIN' },
          { name: 'Ministry of Fish', kind: 'organisation' },
        ),
        storyWith(
          3,
          { ...vale, role: 'Minister' },
          { name: 'Vale', kind: 'person', country: 'FIN', role: 'minister' },
          { name: 'Kalo Lines', kind: 'organisation' },
        ),
        storyWith(
          4,
          { ...vale, country: 'PER', role: 'singer' },
          { name: 'Vale', kind: 'person', country: 'FIN', role: 'minister' },
          { name: 'Kalo Lines', kind: 'organisation' },
        ),
        storyWith(5, vale, { name: 'Springwell', kind: 'place' }),
        storyWith(6, vale, { name: 'Springwell', kind: 'place' }),
      ]
      await put(db, ...told)
      const counts = async (name: string) =>
        (await queries.actors({ name, by: 'stories' })).filter((actor) => actor.name === name).map(({ stories }) => stories)
      assert.deepEqual(await counts('Ora Vale'), [3, 1, 1, 1])
      assert.deepEqual(await counts('Vale'), [1, 1])
      assert.deepEqual(await counts('Kalo Lines'), [2])
      assert.deepEqual(await counts('Ministry of Fish'), [1, 1])
      assert.deepEqual(await counts('Springwell'), [1, 1])
      const minister = (await queries.actor(actorId(vale)))!
      assert.deepEqual(
        [minister.country, minister.role?.toLowerCase(), minister.stories, minister.namesakes.length],
        ['FIN', 'minister', 3, 3],
      )
      const id = minister.id
      // Another country with the same role: the story that gives only the role is no longer sure whom it means.
      await put(db, storyWith(7, { ...vale, country: 'KEN', role: 'minister' }))
      assert.deepEqual(await counts('Ora Vale'), [2, 1, 1, 1, 1, 1])
      await db.transact((tx) => dropDocuments(tx, [makeId('story', 'with 7')]))
      assert.deepEqual([(await queries.actor(id))!.stories, await counts('Ora Vale')], [3, [3, 1, 1, 1]])
      await db.transact((tx) =>
        dropDocuments(
          tx,
          told.map((story) => story.id),
        ),
      )
      assert.deepEqual(await counts('Ora Vale'), [])
    })

    test('W8 names are found by how their words begin; a whole name means itself; a place also where a story only names it', async () => {
      const place = { kind: 'place', country: 'PRT' } as const
      const told = [
        { ...storyWith(30, { name: 'Ferro Vale', kind: 'person' }), pages: [{ ...empty.pages[0]!, outlet: 'Quay Star' }] },
        { ...storyWith(31, { name: 'Oda Ferrovale', kind: 'person' }), pages: [{ ...empty.pages[0]!, outlet: 'The Quay Starboard' }] },
        { ...storyWith(32, { ...place, name: 'Lisbon' }), pages: [{ ...empty.pages[0]!, outlet: 'Starry Quay' }] },
        { ...storyWith(33), events: [{ ...documents[0]!.events[0]!, where: 'Lisbon, Portugal' }] },
      ]
      await put(db, ...told)
      const found = async (filter: Parameters<Queries['stories']>[0]) => {
        const rows = await queries.stories({ ...filter, limit: 500 })
        assert.equal(await queries.countStories(filter), rows.length)
        return told.flatMap(({ id }, n) => (rows.some((one) => one.id === id) ? [n] : []))
      }
      for (const outlet of ['quay star', 'QUAY STAR']) assert.deepEqual(await found({ outlet }), [0], 'the whole name')
      assert.deepEqual(await found({ q: 'outlet:quay' }), [0, 1, 2])
      assert.deepEqual(await found({ q: 'outlet:"quay star"' }), [0])
      assert.deepEqual(await found({ q: 'outlet:star' }), [0, 1, 2])
      assert.deepEqual(await found({ q: 'outlet:tarry' }), [])
      assert.deepEqual(await found({ q: 'outlet:%' }), [])
      assert.deepEqual(await found({ q: 'actor:ferro' }), [0, 1])
      assert.deepEqual(await found({ actor: 'ferro vale' }), [0])
      assert.deepEqual(await found({ q: 'place:lisb' }), [2, 3])
      assert.deepEqual(await found({ place: 'lisb' }), [3], 'where events happen')
      const suggested = async (kind: Parameters<Queries['names']>[0], start: string) =>
        (await queries.names(kind, start)).map(({ value }) => value).sort()
      assert.deepEqual(await suggested('outlet', 'quay s'), ['Quay Star', 'The Quay Starboard'])
      assert.deepEqual(await suggested('actor', 'Ferro'), ['Ferro Vale', 'Oda Ferrovale'])
      assert.ok((await queries.names('outlet')).length === 8, 'no more than a list that opens can show')
      await db.transact((tx) =>
        dropDocuments(
          tx,
          told.map((story) => story.id),
        ),
      )
    })

    test('W9 a story told again in the same words keeps its time; other words change it', async () => {
      const story = documents[3]!
      const at = async () => (await queries.summary(story.id))!.updated
      const before = await at()
      await new Promise((resolve) => setTimeout(resolve, 5))
      await put(db, story)
      assert.equal(await at(), before)
      await put(db, { ...story, title: 'Another headline' })
      assert.ok((await at()) > before)
      await put(db, story)
    })

    test('W9 saved searches and visits', async () => {
      assert.equal(await queries.lastVisit(), null)
      assert.equal(await queries.markVisit(), await queries.lastVisit())
      const saved = await queries.saveSearch('Mine', 'mer is:single')
      assert.deepEqual(
        (await queries.searches()).map(({ name }) => name),
        ['Mine'],
      )
      assert.equal((await queries.saveSearch('Ours', 'mer is:single')).id, saved.id)
      await assert.rejects(queries.saveSearch('Bad', 'is:good'), UsageError)
      assert.deepEqual(
        [await queries.dropSearch(saved.id), await queries.dropSearch(saved.id), await queries.searches()],
        [true, false, []],
      )
    })
  })
