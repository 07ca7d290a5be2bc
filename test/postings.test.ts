import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { type Candidate, candidateDefaults, type Indexed } from '#match/candidates.ts'
import { sketchOf } from '#match/sketch.ts'
import type { Id } from '#model/ids.ts'
import { openArrays } from '#store/arrays.ts'
import { row } from '#store/db.ts'
import { migrate } from '#store/migrations.ts'
import { forgetPostings, openPostings } from '#store/postings.ts'
import { segmentDefaults } from '#store/segments.ts'
import { kinds } from './databases.ts'

/** Small bounds, so that few articles reach them. */
const rules = { ...candidateDefaults, commonAbove: 6, bucketAbove: 4, bucketNeighbours: 1 }
const segments = { ...segmentDefaults, logAbove: 5, mergeAt: 2, threadAbove: 2_000 }

const words = (name: string, count: number) => Array.from({ length: count }, (_, at) => `${name}${at}`).join(' ')
const texts = ['heron', 'stoat', 'otter'].map((name) => words(name, 60))
const furniture = ['quay.example', 'mill.example'].map((host) => words(`footer ${host} `, 30))
const hosts = ['quay.example', 'mill.example', 'fen.example']

/** Articles that share bodies, parts of bodies, the furniture of their host, some that of another, and words of their own. */
const articles: readonly Indexed[] = Array.from({ length: 36 }, (_, at) => {
  const host = hosts[at % 3]!
  const body = texts[Math.floor(at / 3) % 3]!.split(' ')
    .slice(0, at % 2 ? 60 : 30)
    .join(' ')
  const text = [at % 4 === 3 ? '' : body, words(`own${at} `, 20), at % 3 < 2 ? furniture[at % 3]! : at % 4 === 1 ? furniture[0]! : ''].join(
    ' ',
  )
  return { article: `article_${String(at).padStart(16, '0')}` as Id<'article'>, host, sketch: sketchOf(text) }
})

const sketches = async (ids: readonly Id<'article'>[]) =>
  new Map(articles.filter(({ article }) => ids.includes(article)).map(({ article, sketch }) => [article, sketch]))

const keyOf = ({ a, b }: Candidate) => `${a} ${b}`

for (const kind of kinds)
  describe(`postings on ${kind.name}`, () => {
    before(() => kind.start())
    after(() => kind.stop())

    const open = async () => {
      const fresh = await kind.fresh()
      const db = await fresh.open()
      await migrate(db)
      return { db, index: openPostings(db, { rules, segments, sketches }), drop: () => db.close().then(fresh.drop) }
    }

    test('M17 what is candidate hangs on the set of articles, not on how it came about', async () => {
      const steps = fc.array(
        fc.record({
          put: fc.boolean(),
          tidied: fc.boolean(),
          settled: fc.boolean(),
          some: fc.shuffledSubarray(articles as Indexed[], { maxLength: 14 }),
        }),
        {
          minLength: 1,
          maxLength: 8,
        },
      )
      await fc.assert(
        fc.asyncProperty(steps, async (list) => {
          const grown = await open()
          const inside = new Map<string, Indexed>()
          const pairs = new Set<string>()
          const waiting = new Set<Id<'article'>>()
          for (const { put, tidied, settled, some } of [...list, { put: true, tidied: true, settled: true, some: [] }]) {
            const ids = some.map(({ article }) => article)
            put ? await grown.index.put(some) : await grown.index.remove(ids)
            for (const each of some) put ? inside.set(each.article, each) : inside.delete(each.article)
            if (tidied) await grown.index.tidy()
            for (const id of ids) waiting.add(id)
            if (!settled) continue
            const touched = [...waiting, ...(await grown.index.settle())]
            waiting.clear()
            for (const pair of pairs) if (touched.some((id) => pair.includes(id))) pairs.delete(pair)
            for (const pair of await grown.index.candidatePairs(touched)) pairs.add(keyOf(pair))
          }
          const whole = await open()
          await whole.index.put([...inside.values()])
          await whole.index.settle()
          const all = await whole.index.candidatePairs([...inside.keys()] as Id<'article'>[])
          assert.deepEqual([...pairs].sort(), all.map(keyOf))
          assert.deepEqual(
            (await grown.index.commonText(1000)).map(({ fingerprint, articles }) => [fingerprint, articles]),
            (await whole.index.commonText(1000)).map(({ fingerprint, articles }) => [fingerprint, articles]),
          )
          await Promise.all([grown.drop(), whole.drop()])
        }),
        { numRuns: kind.name === 'sqlite' ? 25 : 4, seed: 4, interruptAfterTimeLimit: 60_000 },
      )
    })

    test('M18 putting the same again changes nothing; common text is listed', async () => {
      const { db, index, drop } = await open()
      await index.put(articles)
      await index.settle()
      const pairs = await index.candidatePairs(articles.map(({ article }) => article))
      assert.ok(pairs.length > 0)
      await index.put(articles)
      assert.deepEqual(await index.settle(), [])
      assert.deepEqual(await index.candidatePairs(articles.map(({ article }) => article)), pairs)
      const common = await index.commonText(5)
      assert.ok(common.length === 5 && common.every(({ articles: carriers }) => carriers > rules.commonAbove))
      await db.transact(forgetPostings)
      assert.deepEqual([await index.candidatePairs(articles.map(({ article }) => article)), await index.commonText(5)], [[], []])
      await index.put(articles)
      await index.settle()
      assert.deepEqual(await index.candidatePairs(articles.map(({ article }) => article)), pairs)
      await drop()
    })

    if (kind.name === 'postgres')
      test('S19 each day has a partition, and they answer as one', async () => {
        const { db, drop } = await open()
        const keys = (n: number) => ({
          fingerprints: Float64Array.of(7, 8 + n),
          positions: Uint32Array.of(3, 9),
          bands: Float64Array.of(5),
        })
        const days = ['2031-05-01', '2031-05-01', '2031-05-02', '2031-06-01']
        for (const [at, day] of days.entries()) {
          const table = openArrays(db, () => new Date(`${day}T23:30:00Z`))
          await table.add([{ no: at + 1, article: articles[at]!.article, host: 'quay.example', digest: at, keys: keys(at) }])
        }
        const table = openArrays(db)
        const { count, numbers } = await table.find('fingerprints', Float64Array.of(7))
        assert.deepEqual([...numbers.subarray(0, count)], [1, 2, 3, 4])
        const partitions = "select count(*) as count from pg_inherits where inhparent = 'sketch'::regclass"
        assert.equal((await row<{ count: number }>(db, partitions))?.count, new Set(days).size)
        await drop()
      })
  })
