import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Article, Field } from '#model/article.ts'
import { type Id, makeId } from '#model/ids.ts'
import { agglomerate } from './agglomerate.ts'
import { boundsOf, clusterDefaults, clusterStories, type Family, featuresOf, type NumberOf } from './cluster.ts'
import { groupsOf, noRulings } from './groups.ts'

const given = <T>(value: T): Field<T> => ({ value, origin: 'given', certainty: 1, at: null, others: [] })

function family(name: string, title: string, text: string, date: string | null): Family {
  const article = {
    id: `article_${name}` as Id<'article'>,
    title: given(title),
    text,
    published: date ? given({ value: date, precision: 'day' as const }) : null,
  } as Article
  const tree = { id: makeId('family', name), members: [article.id], roots: [article.id], copies: [], reports: [] }
  return { tree, features: [featuresOf(article)] }
}

const ferry = [
  family(
    'a',
    'Ferry runs aground off Skelby',
    'The ferry Marigold ran aground off Skelby on Sunday with 212 people aboard. Captain Odd Brennvik said a buoy had drifted.',
    '2031-03-02',
  ),
  family(
    'b',
    'Marigold stuck on Skelby sandbank',
    'All 212 passengers of the ferry Marigold were brought ashore at Skelby. Captain Brennvik blamed a drifting buoy for the grounding.',
    '2031-03-03',
  ),
  family(
    'c',
    'Skelby ferry refloated',
    'Tugs refloated the Marigold off Skelby at high tide. The ferry, which ran aground with 212 aboard, goes to a yard, Captain Brennvik said.',
    '2031-03-04',
  ),
]
const vote = [
  family(
    'd',
    'Tollmark votes to leave the grain pact',
    'Parliament in Tollmark voted 61 to 40 to leave the grain pact. Minister Ilse Varga called the pact a relic.',
    '2031-03-03',
  ),
  family(
    'e',
    'Grain pact loses Tollmark',
    'Tollmark will leave the grain pact after a vote of 61 to 40, a defeat for farmers. Varga said the pact was a relic.',
    '2031-03-04',
  ),
]
const later = family(
  'f',
  'Ferry runs aground off Skelby',
  'The ferry Marigold ran aground off Skelby on Sunday with 180 people aboard. Captain Odd Brennvik said the fog was thick.',
  '2034-11-20',
)
const alone = family('g', 'Bees back in the old mill', 'A swarm settled in the mill at Aune. Nobody minds, its keeper says.', null)

type Tail<All extends readonly unknown[]> = All extends readonly [unknown, ...infer Rest] ? Rest : never
const groups = (families: readonly Family[], ...rest: Tail<Parameters<typeof clusterStories>>) =>
  clusterStories(families, ...rest)
    .map(({ articles }) => articles.map((id) => id.slice(-1)).join(''))
    .sort()

test('C1 reports of one event are one story, of two events two', () => {
  assert.deepEqual(groups([...ferry, ...vote, alone]), ['abc', 'de', 'g'])
})

test('C2 the order of families does not matter', () => {
  const all = [...ferry, ...vote, later, alone]
  const stories = clusterStories(all)
  fc.assert(fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (some) => assert.deepEqual(clusterStories(some), stories)))
})

test('C3 a story keeps its id when a later report joins', () => {
  const before = clusterStories(ferry.slice(0, 2))
  const after = clusterStories(ferry)
  assert.equal(before.length, 1)
  assert.deepEqual(
    after.map(({ id }) => id),
    before.map(({ id }) => id),
  )
})

test('C4 every family is in one story', () => {
  const all = [...ferry, ...vote, later, alone]
  assert.deepEqual(
    clusterStories(all)
      .flatMap(({ families }) => families)
      .sort(),
    all.map(({ tree }) => tree.id).sort(),
  )
  assert.deepEqual(clusterStories([]), [])
})

test('C5 what users decided holds', () => {
  const id = (name: string) => `article_${name}` as Id<'article'>
  const number = (numberOf: NumberOf, name: string) => numberOf(id(name))!
  const all = [...ferry, ...vote, alone]
  const apart = groups(all, (numberOf) => ({ ...noRulings, apart: [[[number(numberOf, 'a')], [number(numberOf, 'c')]]] }))
  assert.ok(apart.every((group) => !(group.includes('a') && group.includes('c'))))
  assert.deepEqual(
    groups(all, (numberOf) => ({ ...noRulings, together: [[number(numberOf, 'b'), number(numberOf, 'g')]] })),
    ['abcg', 'de'],
  )
  assert.deepEqual(
    groups(all, (numberOf) => ({ ...noRulings, pins: new Map([[number(numberOf, 'c'), number(numberOf, 'e')]]) })),
    ['ab', 'cde', 'g'],
  )
})

test('C5 a circle of pins holds together and ends', () => {
  const groups = groupsOf(
    [1, 2, 3],
    [],
    {
      ...noRulings,
      pins: new Map([
        [1, 2],
        [2, 3],
        [3, 1],
      ]),
    },
    boundsOf(),
  )
  assert.deepEqual(groups, [[1, 2, 3]])
})

test('C6 features are plain JSON', () => {
  const [features] = ferry[0]!.features
  assert.deepEqual(JSON.parse(JSON.stringify(features)), features)
})

test('C7 groups hold together by the mean, and bounds are kept', () => {
  const pairs = [
    { a: 0, b: 1, value: 0.9 },
    { a: 1, b: 2, value: 0.9 },
    { a: 0, b: 2, value: 0 },
    { a: 2, b: 3, value: 0.5 },
  ]
  assert.deepEqual(agglomerate(4, pairs, 0.6), [0, 0, 2, 3])
  assert.deepEqual(agglomerate(4, pairs, 0.4), [0, 0, 2, 2]) // 2 is like 1, but half as like 0 and 1 together
  assert.deepEqual(agglomerate(3, pairs.slice(0, 3), 0.4), [0, 0, 0])
  assert.deepEqual(
    agglomerate(2, [{ a: 0, b: 1, value: 1 }], 0.5, () => false),
    [0, 1],
  )
})

test('C7 a group of two joins the larger one whose members its own are likest to, a larger group does not', () => {
  const options = { least: 5_000, leastToFew: 5_000, few: 2, small: 2 }
  const alike = (all: readonly number[], value: number) => all.flatMap((a, at) => all.slice(at + 1).map((b) => ({ a, b, value })))
  const between = (some: readonly number[], others: readonly number[], value: number) =>
    some.flatMap((a) => others.map((b) => ({ a, b, value })))
  const large = [0, 1, 2, 3, 4]
  const gathered = (small: readonly number[], few: number) =>
    groupsOf(
      [...large, ...small],
      [...alike(large, 9_000), ...alike(small, 9_000), ...between(small, large.slice(0, few), 8_000)],
      noRulings,
      options,
    )
  assert.deepEqual(gathered([5, 6], 2), [[0, 1, 2, 3, 4, 5, 6]])
  assert.deepEqual(gathered([5, 6], 1), [large, [5, 6]]) // like one only: in the mean of two, 4,000
  assert.deepEqual(gathered([5, 6, 7], 2), [large, [5, 6, 7]])
})

test('C10 families meet that are near each other in lists of their terms; far apart they do not, however alike', () => {
  const alikeOn = (name: string, day: number) =>
    family(
      name,
      'Swans on Lake Vestre',
      'The swans of Lake Vestre were counted on Monday. Warden Tora Lie found forty.',
      `2031-04-${String(day).padStart(2, '0')}`,
    )
  const five = [1, 2, 3, 4, 5].map((day) => alikeOn(String(day), day))
  const reaching = (reach: number) => groups(five, undefined, { ...clusterDefaults, reach }).length
  assert.equal(reaching(0), 5)
  assert.ok(reaching(1) > 1) // those that do not meet count as unlike
  assert.equal(reaching(4), 1)
})
