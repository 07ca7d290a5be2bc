import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { clusterDefaults, clusterStories, type Features } from '#cluster/cluster.ts'
import { type Id, makeId } from '#model/ids.ts'
import type { Story } from '#model/story.ts'
import { likenAll } from '#pipeline/liken.ts'
import type { Workers } from '#pipeline/pages.ts'
import { rulingsOf } from '#pipeline/rulings.ts'
import { clusterAll } from '#pipeline/stories.ts'
import { runTask } from '#pipeline/tasks.ts'
import { putFeatures } from '#store/articles.ts'
import { dropFamilies, familiesIn, putFamilies } from '#store/copies.ts'
import type { Db } from '#store/db.ts'
import { type Decision, dropDecisions, listDecisions, putDecision } from '#store/decisions.ts'
import { migrate } from '#store/migrations.ts'
import { putTodo } from '#store/work.ts'
import { type Fresh, kinds } from './databases.ts'

type ArticleId = Id<'article'>
type FamilyId = Id<'family'>

/** Few terms and a short reach, so that lists are crowded and families push each other out of reach. */
const options = { ...clusterDefaults, keys: 5, chiefKeys: 2, reach: 2 }
const repeat = Number(process.env.STEMMA_REPEAT ?? 1)

/** A family as a test makes it up: `topic` gives most of its words. */
type Made = Readonly<{ name: number; members: number; topic: number; words: readonly number[]; day: number | null }>
type Step = Readonly<{
  add: readonly Made[]
  remove: readonly number[]
  decide: readonly Readonly<{ kind: Decision['kind'] | 'undo'; one: number; other: number; third: number }>[]
}>

const made: fc.Arbitrary<Made> = fc.record({
  name: fc.nat(15),
  members: fc.integer({ min: 1, max: 3 }),
  topic: fc.nat(3),
  words: fc.array(fc.nat(11), { minLength: 1, maxLength: 6 }),
  day: fc.option(fc.nat(8), { freq: 6 }),
})
const step: fc.Arbitrary<Step> = fc.record({
  add: fc.array(made, { minLength: 1, maxLength: 9 }),
  remove: fc.array(fc.nat(15), { maxLength: 4 }),
  decide: fc.array(
    fc.record({
      kind: fc.constantFrom('merge', 'merge', 'split', 'split', 'pin', 'undo'),
      one: fc.nat(15),
      other: fc.nat(15),
      third: fc.nat(15),
    }),
    { maxLength: 3 },
  ),
})

const articlesOf = ({ name, members }: Made): readonly ArticleId[] =>
  Array.from({ length: members }, (_, at) => makeId('article', `${name} ${at}`))
const familyIdOf = (one: Made): FamilyId => makeId('family', ...articlesOf(one))

function featuresOf(one: Made, article: ArticleId): Features {
  const terms = [...new Set([one.topic * 100, one.topic * 100 + 1, one.topic * 100 + 2, ...one.words.map((word) => 1_000 + word)])]
  const view = terms.sort((a, b) => a - b).flatMap((term) => [term, 2 + (term % 7)])
  return { article, day: one.day, title: view.slice(0, 4), lead: view, body: view, names: view.slice(0, 6), numbers: [] }
}

const workers: Workers = {
  size: 1,
  run: async (task) =>
    runTask(
      {
        read: () => assert.fail(),
      },
      task,
      () => {},
    ),
  close: async () => {},
}

/** An archive of families alone, in a database. */
class Archive {
  readonly #db: Db
  readonly #features: typeof featuresOf
  readonly #living = new Map<number, Made>()
  constructor(db: Db, features = featuresOf) {
    this.#db = db
    this.#features = features
  }

  async add(some: readonly Made[]): Promise<void> {
    await this.remove(some.map(({ name }) => name))
    for (const one of some) this.#living.set(one.name, one)
    const living = some.filter((one) => this.#living.get(one.name) === one)
    await this.#db.transact(async (tx) => {
      const bodies = living.flatMap((one) =>
        articlesOf(one).map((article) => ({ article, made: '', body: JSON.stringify(this.#features(one, article)) })),
      )
      await putFeatures(tx, bodies)
      const trees = living.map((one) => ({ id: familyIdOf(one), members: articlesOf(one).toSorted(), roots: [], copies: [], reports: [] }))
      await putFamilies(tx, trees, '')
      await putTodo(tx, 'liken', living.map(familyIdOf))
    })
  }

  async remove(names: readonly number[]): Promise<void> {
    const gone = names.flatMap((name) => this.#living.get(name) ?? []).map(familyIdOf)
    for (const name of names) this.#living.delete(name)
    await this.#db.transact(async (tx) => {
      await dropFamilies(tx, gone)
      await putTodo(tx, 'liken', gone)
    })
  }

  async decide({ kind, one, other, third }: Step['decide'][number]): Promise<void> {
    const [a, b, c] = [one, other, third].map((name) => makeId('article', `${name} 0`)) as [ArticleId, ArticleId, ArticleId]
    await this.#db.transact(async (tx) => {
      if (kind === 'undo') {
        const [first] = await listDecisions(tx)
        if (!first) return
        await this.#touch(tx, [...first.articles, ...first.others])
        await dropDecisions(tx, [first.number])
      } else if (a !== b && c !== a && c !== b) {
        const [articles, others] = kind === 'merge' ? [[a, b], []] : [[a, c], [b]]
        await putDecision(tx, { kind, articles, others, reason: null, at: '' })
        await this.#touch(tx, [a, b, c])
      }
    })
  }

  async #touch(db: Db, articles: readonly ArticleId[]): Promise<void> {
    await putTodo(db, 'cluster', [...new Set((await familiesIn(db, articles)).values())])
  }

  async settle(): Promise<void> {
    await likenAll(this.#db, workers, () => {}, options)
    await clusterAll(this.#db, () => {})
  }

  async stories(): Promise<readonly Story[]> {
    return (await this.#db.rows<{ body: string }>('select body from story order by id')).map(({ body }) => JSON.parse(body))
  }

  /** What gathering everything at once gives. */
  async expected(): Promise<readonly Story[]> {
    const decisions = await listDecisions(this.#db)
    const families = [...this.#living.values()].map((one) => ({
      tree: { id: familyIdOf(one), members: articlesOf(one) },
      features: articlesOf(one).map((article) => featuresOf(one, article)),
    }))
    return clusterStories(families, (numberOf) => rulingsOf(decisions, numberOf), options)
  }

  async tables(): Promise<object> {
    const dump: Record<string, unknown> = {}
    for (const table of ['subject', 'subject_key', 'likeness', 'story_family', 'story_article'])
      dump[table] = (await this.#db.rows<object>(`select * from ${table}`)).map((row) => JSON.stringify(row)).sort()
    return dump
  }

  living(): readonly Made[] {
    return [...this.#living.values()]
  }
}

for (const kind of kinds)
  describe(`stories on ${kind.name}`, () => {
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
    const tables = ['family', 'family_article', 'features', 'todo', 'subject', 'subject_key', 'likeness', 'story', 'story_family']
    const all = [...tables, 'story_article', 'story_alias', 'story_log', 'story_log_story', 'decision', 'decision_article']
    const empty = async () => {
      for (const table of all) await db.rows(`delete from ${table}`)
    }

    test('C9 stories mended step by step are those gathered at once, whatever comes, goes and is decided', async () => {
      let [gathered, numbers] = [0, 0]
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
          await empty()
          const archive = new Archive(db)
          for (const { add, remove, decide } of steps) {
            await archive.add(add)
            await archive.remove(remove)
            for (const decision of decide) await archive.decide(decision)
            await archive.settle()
            const stories = await archive.stories()
            assert.deepEqual(stories, await archive.expected())
            gathered += stories.filter(({ families }) => families.length > 1).length
            numbers += stories.length
          }
          const mended = await archive.tables()
          const decisions = await listDecisions(db)
          await empty()
          const atOnce = new Archive(db)
          for (const decision of decisions) await db.transact((tx) => putDecision(tx, decision))
          await atOnce.add(archive.living().toReversed())
          await atOnce.settle()
          assert.deepEqual(await atOnce.tables(), mended)
        }),
        { numRuns: (kind.name === 'sqlite' ? 30 : 4) * repeat },
      )
      assert.ok(gathered > 0.1 * numbers && gathered < 0.9 * numbers, `${gathered} of ${numbers} stories have several families`)
    })

    test('C9 a pair that comes nearer in one list and is pushed apart in two is forgotten', async () => {
      const [both, alone] = [[1, 2, 3], [3]] as const
      const family = (name: number, day: number, words: readonly number[]): Made => ({ name, members: 1, topic: 0, words, day })
      const [left, right] = [family(1, 1, both), family(2, 3, both)]
      const [between, ...others] = [family(3, 2, alone), family(4, 2, alone)] as const
      const pushing = [family(5, 2, [1, 2]), family(6, 2, [1, 2])]
      /** Chief terms of its own, and the words. */
      const features = (one: Made, article: ArticleId): Features => {
        const body = [...one.words.flatMap((word) => [word, 5]), ...[1, 2].flatMap((own) => [10 * one.name + own, 9])]
        return { article, day: one.day, title: [], lead: [1, 1], body, names: [], numbers: [1, 1] }
      }
      await empty()
      const archive = new Archive(db, features)
      await archive.add([left, right, between, ...others])
      await archive.settle()
      await archive.remove([between.name])
      await archive.add(pushing)
      await archive.settle()
      const { likeness } = (await archive.tables()) as { likeness: string[] }
      await empty()
      const atOnce = new Archive(db, features)
      await atOnce.add([left, right, ...others, ...pushing])
      await atOnce.settle()
      assert.deepEqual(likeness, ((await atOnce.tables()) as { likeness: string[] }).likeness)
    })
  })
