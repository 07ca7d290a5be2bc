import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { EventDocument, StoryDocument } from '#model/document.ts'
import { UsageError } from '#model/errors.ts'
import { type Id, makeId } from '#model/ids.ts'
import type { Db } from '#store/db.ts'
import { documentRows, putDocuments } from '#store/documents.ts'
import { listDyads } from '#store/dyads.ts'
import { listEvents } from '#store/facts.ts'
import { migrate } from '#store/migrations.ts'
import { kinds } from './databases.ts'

type Told = Partial<Pick<EventDocument, 'status' | 'when' | 'score'>> &
  Readonly<{ type: EventDocument['type']; actors: readonly string[]; recipients: readonly string[]; pages: readonly number[] }>

const countries: Readonly<Record<string, string>> = { Peru: 'PER', 'Lima court': 'PER', Chile: 'CHL', Kenya: 'KEN' }
const side = (name: string) => ({
  name,
  actorId: makeId('actor', name),
  anonymous: false,
  anonymousKind: null,
  country: countries[name] ?? null,
})
const published = (day: string) => ({ value: `${day}T08:00:00Z`, precision: 'second' as const, evidence: [] })

/** A story whose pages came out on these days; two pages of one report each. */
function story(name: string, days: readonly string[], events: readonly Told[]): StoryDocument {
  const pages = days.map((day, i) => ({ id: makeId('page', name, String(i)), report: `report_${name}_${i >> 1}`, day }))
  const evidence = (i: number) => ({ page: pages[i]!.id, start: 0, end: 4, exact: 'word' })
  return {
    ...{ id: makeId('story', name), title: name, language: 'en', published: published(days[0]!), copies: [], tree: [], agencies: [] },
    ...{ counts: { pages: pages.length, independentReports: 1 }, reports: [], actors: [], quotes: [], dates: [], made: {} },
    pages: pages.map(({ id, report, day }) => ({
      ...{ id, report, source: id, url: `https://daily.example/${id}`, canonicalUrl: null, outlet: null, title: null, subtitle: null },
      ...{ section: null, byline: null, authors: [], dateline: null, language: 'en', modified: null, captured: null, text: '', runs: [] },
      ...{ furniture: [], digest: id, published: { ...published(day), origin: 'meta' as const, certainty: 1, others: [] } },
    })),
    events: events.map(({ type, actors, recipients, pages: told, ...more }, i) => ({
      ...{ id: makeId('event', name, String(i)), type, mode: null, cameo: null, score: 1, where: null, when: null },
      ...{ status: 'happened' as const, certainty: 0.9, trigger: 'word', actor: actors.map(side), recipient: recipients.map(side) },
      ...{ reports: [...new Set(told.map((page) => pages[page]!.report))], evidence: told.map(evidence) },
      ...more,
    })),
  }
}

const stories = [
  story(
    'harbour',
    ['2024-03-12', '2024-03-12', '2024-03-13'],
    [
      { type: 'CONSULT', actors: ['Peru', 'Chile'], recipients: [], pages: [0, 1, 2], score: 2.5 },
      { type: 'SANCTION', actors: ['Chile'], recipients: ['Lima court'], pages: [2], score: -8 },
      { type: 'ASSAULT', actors: ['Peru'], recipients: ['Chile'], pages: [0], score: -10, status: 'background' },
      { type: 'ACCUSE', actors: ['Kenya'], recipients: ['Chile'], pages: [0], score: -2 },
    ],
  ),
  story(
    'bridge',
    ['2024-03-28'],
    [
      { type: 'AID', actors: ['Peru'], recipients: ['Chile'], pages: [0], score: 7, when: { value: '2024-03-05' } },
      { type: 'AGREE', actors: ['Peru'], recipients: ['Chile'], pages: [0], score: 4, when: { value: '2024-04-20' }, status: 'announced' },
    ],
  ),
]

for (const kind of kinds)
  describe(`dyads, ${kind.name}`, () => {
    let db: Db
    let drop: () => Promise<unknown>
    before(async () => {
      await kind.start()
      const fresh = await kind.fresh()
      db = await fresh.open()
      drop = fresh.drop
      await migrate(db)
      await db.transact((tx) =>
        putDocuments(
          tx,
          stories.map((one) => documentRows(one, 'tell@1')),
        ),
      )
    })
    after(async () => {
      await db.close()
      await drop()
      await kind.stop()
    })

    test('R-E15 a week each, without gaps; events, reports and pages are three counts', async () => {
      const rows = await listDyads(db, 'Peru', 'Chile')
      assert.deepEqual(
        rows.map(({ from, cooperation, conflict }) => [from, Object.values(cooperation), Object.values(conflict)]),
        [
          ['2024-03-04', [1, 1, 1, 7], [0, 0, 0, 0]],
          ['2024-03-11', [1, 2, 3, 2.5], [1, 1, 1, -8]],
          ['2024-03-18', [0, 0, 0, 0], [0, 0, 0, 0]],
          ['2024-03-25', [1, 1, 1, 4], [0, 0, 0, 0]],
        ],
      )
      assert.deepEqual(
        rows.flatMap(({ events }) => events.map(({ type, forward, day }) => [type, forward, day])),
        [
          ['AID', true, '2024-03-05'],
          ['CONSULT', null, '2024-03-12'],
          ['SANCTION', false, '2024-03-13'],
          ['AGREE', true, '2024-03-28'],
        ],
      )
      const ids = new Set<string>(stories.flatMap(({ events }) => events.map(({ id }) => id)))
      for (const { id, story: home } of rows.flatMap(({ events }) => events)) assert.ok(ids.has(id) && home.startsWith('story_'))
    })

    test('R-E15 an actor is a country, its code or capital, or a part of a name; either may come first', async () => {
      const rows = await listDyads(db, 'Peru', 'Chile', { by: 'month' })
      for (const [a, b] of [
        ['PER', 'CHL'],
        ['peru', 'Santiago'],
      ] as const)
        assert.deepEqual(await listDyads(db, a, b, { by: 'month' }), rows)
      const turned = await listDyads(db, 'Chile', 'Peru', { by: 'month' })
      assert.deepEqual(
        turned.map(({ cooperation, conflict }) => [cooperation, conflict]),
        rows.map(({ cooperation, conflict }) => [cooperation, conflict]),
      )
      const only = await listDyads(db, 'ima COURT', 'Chile', { by: 'day' })
      assert.deepEqual(
        only.map(({ from, conflict }) => [from, conflict.score]),
        [['2024-03-13', -8]],
      )
      assert.deepEqual(await listDyads(db, '%', 'Chile'), [])
    })

    test('R-E15 bounds hold, and slips are told', async () => {
      const rows = await listDyads(db, 'Peru', 'Chile', { from: '2024-03-13', to: '2024-03-18' })
      assert.deepEqual(
        rows.map(({ from, conflict, cooperation }) => [from, conflict.events, cooperation.events]),
        [['2024-03-11', 1, 0]],
      )
      await assert.rejects(listDyads(db, 'Peru', 'Chile', { from: 'soon' }), UsageError)
      await assert.rejects(listDyads(db, 'Peru', 'Chile', { by: 'year' as 'week' }), UsageError)
      await assert.rejects(listDyads(db, 'Peru', 'Chile', { from: '1000-01-01', by: 'day' }), UsageError)
    })

    test('R-E15 a type or status of events that there is not is told', async () => {
      assert.equal((await listEvents(db, { type: 'aid' })).length, 1)
      await assert.rejects(
        listEvents(db, { type: 'HELP' }),
        (error: UsageError) => error instanceof UsageError && error.advice.includes('AID'),
      )
      await assert.rejects(listEvents(db, { status: 'over' as 'happened' }), UsageError)
    })

    test('R-E16 what two stories tell of the same actors, of one class and day, counts once', async () => {
      const told = (name: string, day: string, ...events: Told[]) => story(name, [day, day, day], events)
      const blame = (type: 'ACCUSE' | 'REJECT', pages: readonly number[], actors = ['Kenya']) => ({
        ...{ type, actors, recipients: ['Peru'], pages, score: type === 'ACCUSE' ? -2 : -4 },
      })
      const both = [
        told('tariff', '2024-05-06', blame('ACCUSE', [0]), blame('REJECT', [1])),
        told('embassy', '2024-05-06', blame('ACCUSE', [0, 2])), // the same, in more reports
        told('later', '2024-05-07', blame('ACCUSE', [0])),
        told('others', '2024-05-06', blame('ACCUSE', [0], ['Kenya', 'Chile'])),
      ]
      await db.transact((tx) =>
        putDocuments(
          tx,
          both.map((one) => documentRows(one, 'tell@1')),
        ),
      )
      const [first, second] = await listDyads(db, 'Kenya', 'Peru', { by: 'day' })
      assert.deepEqual(first!.conflict, { events: 3, reports: 4, pages: 5, score: -8 })
      assert.deepEqual(second!.conflict, { events: 1, reports: 1, pages: 1, score: -2 })
      assert.deepEqual(first!.events.map(({ story: home }) => home).sort(), [both[0]!.id, both[1]!.id, both[3]!.id].sort())
    })

    test('R-E15 a story that goes takes its sides along', async () => {
      const gone = story('harbour', ['2024-03-12'], [])
      await db.transact((tx) => putDocuments(tx, [documentRows(gone, 'tell@1')]))
      const [left] = await db.rows<{ n: number }>('select count(*) as n from event_side where story = $1', gone.id as Id<'story'>)
      assert.equal(Number(left!.n), 0)
    })
  })
