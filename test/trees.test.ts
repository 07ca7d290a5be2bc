import assert from 'node:assert/strict'
import { test } from 'node:test'
import { articlesOf } from '../eval/planted.ts'
import { alignArticles } from '../src/match/align.ts'
import { growFamily, type Seedling, type SimulateOptions, simulateDefaults, withDates } from '../src/trace/simulate.ts'
import { type Random, randomFrom } from '../src/trace/simulate-random.ts'
import { traceFamily } from '../src/trace/trace.ts'

const stems =
  'bell boat bridge canal chapel clerk crane dike ferry fog gate harbour ice island jetty keel lamp mill net oar pier quay rope sail tide'.split(
    ' ',
  )
const deeds =
  'bought carried counted crossed drew feared found hid kept left lost mended missed moved named raised sold sought took watched'.split(' ')
const kinds =
  'blue broken cold dark empty faint grey heavy late long narrow new old plain quiet rough sharp slow small steep tall wide'.split(' ')

/** An article of twelve paragraphs in words of our own; no sentence of it comes twice. */
function seedling(seed: number): Seedling {
  const random = randomFrom(seed)
  const thing = (from: Random) => `the ${from.pick(kinds)} ${from.pick(stems)}`
  const sentence = (at: number) =>
    `On day ${at} ${thing(random)} of ${random.pick(kinds)} ${random.pick(stems)} ${random.pick(deeds)} ${thing(random)}, and those who ${random.pick(deeds)} ${thing(random)} also ${random.pick(deeds)} ${thing(random)} before ${thing(random)}.`
  return {
    title: `What became of ${thing(random)}`,
    text: Array.from({ length: 12 }, (_, at) => `${sentence(3 * at)} ${sentence(3 * at + 1)} ${sentence(3 * at + 2)}`).join('\n\n'),
  }
}

/** Copies of an unmixed family, how many of them hang under the right page, and how many reports are seen. */
function traced(seed: number, options: Partial<SimulateOptions>, regime: 'clean' | 'none') {
  const habits = { ...simulateDefaults, leastPages: 10, mostPages: 10, wire: 0, otherReport: 0, ...options }
  const grown = growFamily(seed, seedling(seed), seedling(seed + 1000), [seedling(seed + 2000)], habits)
  const family = withDates(grown, regime, seed)
  const articles = articlesOf(family)
  const overlaps = articles.flatMap((one, at) => articles.slice(at + 1).flatMap((other) => alignArticles(one, other) ?? []))
  const tree = traceFamily(articles, overlaps)
  const exemplarOf = new Map(tree.copies.filter(({ second }) => !second).map(({ witness, exemplar }) => [witness, exemplar]))
  const copies = family.truth.flatMap(({ parent }, page) => (parent === null ? [] : [{ page, parent }]))
  const right = copies.filter(({ page, parent }) => exemplarOf.get(articles[page]!.id) === articles[parent]!.id).length
  return { copies: copies.length, right, reports: tree.reports.length }
}

const sum = (numbers: readonly number[]) => numbers.reduce((all, each) => all + each, 0)
const seeds = [1, 2, 3, 4, 5, 6, 7, 8]

test('T7 most copies hang under the page they were made from', () => {
  const families = seeds.map((seed) => traced(seed, {}, 'clean'))
  const [right, copies] = [sum(families.map((family) => family.right)), sum(families.map((family) => family.copies))]
  assert.ok(right >= 0.85 * copies, `${right} of ${copies}`)
})

test('T22 texts written out by hand are one report, however many words they change', () => {
  const families = seeds.map((seed) => traced(seed, { byHand: 1, fromFirst: 0.2 }, 'none'))
  const [right, copies] = [sum(families.map((family) => family.right)), sum(families.map((family) => family.copies))]
  assert.ok(right >= 0.9 * copies, `${right} of ${copies}`)
  for (const { reports } of families) assert.equal(reports, 1)
})
