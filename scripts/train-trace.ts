import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { articlesOf, plantedFamilies, seedlings } from '../eval/planted.ts'
import { features, inOrder, scoreOf } from '../src/trace/features.ts'
import { type Graph, graphOf } from '../src/trace/graph.ts'
import { marginals } from '../src/trace/marginals.ts'
import { dateRegimes, type SimulatedFamily, withDates } from '../src/trace/simulate.ts'
import { familiesOf } from '../src/trace/trace.ts'
import { believed } from './trace-priors.ts'

/**
 * Learns src/trace/weights.ts: the weights under which the true trees of planted families are likeliest (conditional
 * likelihood over all trees, exact by the matrix-tree theorem), held to what we believe by reason (trace-priors.ts).
 * Articles and seeds are others than those of eval/trees.ts. `node scripts/train-trace.ts`
 */
const firstSeed = 1
const families = 120
const steps = 60
const rate = 0.15
/** How strongly a weight is held to what is believed of it: one family's worth of evidence a squared nat. */
const hold = 4

/** A family with its true tree: for each node the way that is right, -1 where that is not known. */
type Lesson = Readonly<{ graph: Graph; right: readonly number[] }>

const lessons: Lesson[] = []
for (const { seed, family, overlaps } of plantedFamilies(await seedlings('tune'), firstSeed, families))
  for (const regime of dateRegimes) {
    const dated = withDates(family, regime, seed)
    const articles = articlesOf(dated)
    const byId = new Map(articles.map((article, page) => [article.id, page]))
    for (const ids of familiesOf([...byId.keys()], overlaps)) {
      if (ids.length < 2) continue
      const pages = ids.map((id) => byId.get(id)!)
      const graph = graphOf(
        pages.map((page) => articles[page]!),
        overlaps,
      )
      lessons.push({ graph, right: rightWays(graph, dated, pages) })
    }
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

const weights = inOrder(believed)
const prior = inOrder(believed)
const squares = new Float64Array(weights.length).fill(1e-3)
for (let step = 0; step < steps; step++) {
  const slope = new Float64Array(weights.length)
  let loss = 0
  for (const { graph, right } of lessons) {
    const arcs = graph.ways.map(({ from, to, values }) => ({ from, to, weight: scoreOf(values, weights) }))
    const chances = marginals(graph.root, arcs)
    graph.ways.forEach(({ to, values }, at) => {
      if (to >= graph.members.length || right[to]! < 0) return
      const off = (right[to] === at ? 1 : 0) - chances[at]!
      if (right[to] === at) loss -= Math.log(Math.max(1e-9, chances[at]!))
      if (off !== 0) for (let f = 0; f < values.length; f++) slope[f]! += off * values[f]!
    })
  }
  const pull = hold * dateRegimes.length
  for (let f = 0; f < weights.length; f++) {
    const towards = slope[f]! - pull * (weights[f]! - prior[f]!)
    squares[f]! = 0.9 * squares[f]! + 0.1 * towards * towards
    weights[f]! += ((rate * (1 - step / steps)) / Math.sqrt(squares[f]!)) * towards
  }
  if (step % 25 === 0) console.log(`step ${step}: ${(loss / lessons.length).toFixed(3)} nats a family`)
}

const lines = features.map((feature, f) => `  ${/ /.test(feature) ? `'${feature}'` : feature}: ${Math.round(weights[f]! * 100) / 100},`)
writeFileSync(
  resolve(import.meta.dirname, '../src/trace/weights.ts'),
  `import type { Weights } from './features.ts'

/** What each kind of evidence is worth, in nats. Learned by scripts/train-trace.ts from planted families; not to be edited by hand. */
export const weights: Weights = {
${lines.join('\n')}
}
`,
)
console.log(lines.join('\n'))
