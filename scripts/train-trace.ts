import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { articlesOf, plantedFamilies, seedlings } from '../eval/planted.ts'
import { familiesOf } from '../src/trace/families.ts'
import { type Feature, features, inOrder, scoreOf, type Weights } from '../src/trace/features.ts'
import { type Graph, graphOf, pairKey } from '../src/trace/graph.ts'
import { chancesOf } from '../src/trace/marginals.ts'
import { secondLook } from '../src/trace/second-look.ts'
import { dateRegimes, type SimulatedFamily, type SimulateOptions, simulateDefaults, withDates } from '../src/trace/simulate.ts'
import type { Random } from '../src/trace/simulate-random.ts'
import { believed } from './trace-priors.ts'

/**
 * Learns src/trace/weights.ts: the weights under which the true trees of planted families are likeliest (conditional
 * likelihood over all trees, exact by the matrix-tree theorem), held to what we believe by reason (trace-priors.ts): no weight changes
 * its sign.
 * Articles and seeds are others than those of eval/trees.ts. `node scripts/train-trace.ts`
 */
const firstSeed = 1
const families = 600
const steps = 160
const rate = 0.15
/** How strongly a weight is held to what is believed of it: one family's worth of evidence a squared nat. */
const hold = 1
/** Most pages that say when they were published are right about it. */
const shares = { clean: 2, noisy: 0.5, none: 0.5 } as const
/** Steps after which the second look at each family is taken anew, with what was learned since. */
const refresh = 20

/** Newsrooms differ more than the defaults of the generator: what is learned must hold for all of them. */
const anyHabits = (random: Random): SimulateOptions => ({
  ...simulateDefaults,
  fromFirst: 0.1 + 0.8 * random.next(),
  verbatim: 0.3 * random.next(),
  rewritten: 0.6 * random.next(),
  merged: 0.3 * random.next(),
  headline: 0.3 + 0.6 * random.next(),
  leastPages: 2,
  mostPages: random.chance(0.5) ? 6 : 22,
  wire: random.next(),
  otherReport: random.next(),
  updated: 0.2 * random.next(),
  furniture: 0.4 * random.next(),
  byHand: random.chance(0.15) ? 1 : 0.2 * random.next(),
  uncaptured: random.chance(0.3) ? 0.4 * random.next() : 0,
  ownDateline: 0.15 * random.next(),
  bareWire: 0.5 * random.next(),
  delay: 0.5 * 60 ** random.next(),
  spread: 2 + 4 * random.next(),
  creditKept: 0.6 + 0.4 * random.next(),
  creditKeptOnce: 0.2 + 0.7 * random.next(),
  outletNamed: 0.2 * random.next(),
  canonical: 0.1 * random.next(),
  unseenWire: 0.6 * random.next(),
})

/** What is said to be sure must be so for the usual ones as well. */
const usualOrAny = (random: Random): SimulateOptions => (random.chance(0.5) ? simulateDefaults : anyHabits(random))

/** A family with its true tree: for each node the way that is right, -1 where that is not known; and how much it counts. */
type Lesson = { first: Graph; graph: Graph; right: readonly number[]; counts: number }

const articles = await seedlings('tune')
function* lessonsOf(seed: number, count: number, habits: (random: Random) => SimulateOptions): Generator<Lesson> {
  for (const planted of plantedFamilies(articles, seed, count, habits))
    for (const regime of dateRegimes) {
      const dated = withDates(planted.family, regime, planted.seed)
      const pages = articlesOf(dated)
      const byId = new Map(pages.map((article, page) => [article.id, page]))
      for (const ids of familiesOf([...byId.keys()], planted.overlaps)) {
        if (ids.length < 2) continue
        const inside = ids.map((id) => byId.get(id)!)
        const graph = graphOf(
          inside.map((page) => pages[page]!),
          planted.overlaps,
        )
        yield { first: graph, graph, right: rightWays(graph, dated, inside), counts: shares[regime] }
      }
    }
}

/** A copy whose ways may be written into. */
function fresh(graph: Graph): Graph {
  const pairs = new Map([...graph.pairs].map(([key, pair]) => [key, { ...pair, values: pair.values.slice() }]))
  const ways = graph.ways.map((way) => {
    const pair = way.from < graph.members.length ? pairs.get(pairKey(graph, way.from, way.to)) : undefined
    return { ...way, values: pair?.values ?? way.values.slice() }
  })
  return { ...graph, pairs, ways }
}

function rightWays(graph: Graph, { truth }: SimulatedFamily, pages: readonly number[]): readonly number[] {
  const place = new Map(pages.map((page, node) => [page, node]))
  const wayOf = (from: number, to: number) => graph.ways.findIndex((way) => way.from === from && way.to === to)
  const right = new Array<number>(graph.root).fill(-1)
  const orphans = pages.filter((page) => truth[page]!.unseen).length
  pages.forEach((page, node) => {
    const { parent, unseen } = truth[page]!
    if (unseen && orphans > 1) right[node] = wayOf(graph.members.length, node)
    else right[node] = wayOf(parent === null ? graph.root : (place.get(parent) ?? graph.root), node)
  })
  return right
}

const lessons = [...lessonsOf(firstSeed, families, anyHabits)]
const weights = inOrder(believed)
const prior = inOrder(believed)
const squares = new Float64Array(weights.length).fill(1e-3)
for (let step = 0; step < steps; step++) {
  if (step % refresh === 0) {
    const now = Object.fromEntries(features.map((feature, f) => [feature, weights[f]!])) as Record<Feature, number> satisfies Weights
    for (const lesson of lessons) lesson.graph = secondLook(fresh(lesson.first), now)
  }
  const slope = new Float64Array(weights.length)
  let loss = 0
  for (const { graph, right, counts } of lessons) {
    const arcs = graph.ways.map(({ from, to, values }) => ({ from, to, weight: scoreOf(values, weights) }))
    const chances = chancesOf(graph.root, arcs)
    graph.ways.forEach(({ to, values }, at) => {
      if (to >= graph.members.length || right[to]! < 0) return
      const off = (right[to] === at ? 1 : 0) - chances[at]!
      if (right[to] === at) loss -= counts * Math.log(Math.max(1e-9, chances[at]!))
      if (off !== 0) for (let f = 0; f < values.length; f++) slope[f]! += counts * off * values[f]!
    })
  }
  const pull = hold * dateRegimes.length
  for (let f = 0; f < weights.length; f++) {
    const towards = slope[f]! - pull * (weights[f]! - prior[f]!)
    squares[f]! = 0.9 * squares[f]! + 0.1 * towards * towards
    const moved = weights[f]! + ((rate * (1 - step / steps)) / Math.sqrt(squares[f]!)) * towards
    weights[f] = prior[f]! < 0 ? Math.min(0, moved) : Math.max(0, moved)
  }
  if (step % 25 === 0) console.log(`step ${step}: ${(loss / lessons.length).toFixed(3)} nats a family`)
}

/** Chance and success of each likeliest way, for families that the weights were not learned from. */
const chosen: [odds: number, right: boolean][] = []
const learned = Object.fromEntries(features.map((feature, f) => [feature, weights[f]!])) as Record<Feature, number>
for (const { first, right } of lessonsOf(firstSeed + families, families, usualOrAny)) {
  const { root, ways, members } = secondLook(first, learned)
  const chances = chancesOf(
    root,
    ways.map(({ from, to, values }) => ({ from, to, weight: scoreOf(values, weights) })),
  )
  for (let node = 0; node < members.length; node++) {
    let best = -1
    ways.forEach(({ to }, at) => {
      if (to === node && (best < 0 || chances[at]! > chances[best]!)) best = at
    })
    const chance = Math.min(1 - 1e-6, Math.max(1e-6, chances[best]!))
    if (ways[best]!.from !== root) chosen.push([Math.log(chance / (1 - chance)), right[node] === best])
  }
}
let [slopeOfOdds, lift] = [1, 0]
for (let step = 0; step < 400; step++) {
  let [a, b] = [0, 0]
  for (const [odds, right] of chosen) {
    const off = (right ? 1 : 0) - 1 / (1 + Math.exp(-(slopeOfOdds * odds + lift)))
    a += off * odds
    b += off
  }
  slopeOfOdds += (a / chosen.length) * 0.1
  lift += (b / chosen.length) * 0.5
}

const lines = features.map((feature, f) => `  ${/ /.test(feature) ? `'${feature}'` : feature}: ${Math.round(weights[f]! * 100) / 100},`)
writeFileSync(
  resolve(import.meta.dirname, '../src/trace/weights.ts'),
  `import type { Weights } from './features.ts'

/** What each kind of evidence is worth, in nats. Learned by scripts/train-trace.ts from planted families; not to be edited by hand. */
export const weights: Weights = {
${lines.join('\n')}
}

/** How often the likeliest way is right, in log-odds: \`slope\` times those of its chance, plus \`lift\`. Learned likewise, from other families. */
export const sureness = { slope: ${slopeOfOdds.toFixed(2)}, lift: ${lift.toFixed(2)} }
`,
)
console.log(lines.join('\n'))
