import { amount, type Feature, features, inOrder, put, scoreOf, type Weights } from './features.ts'
import type { Graph, Way } from './graph.ts'
import { chancesOf } from './marginals.ts'

/** Features that rest on dates: the first look does without them, so that it can judge them. */
const dated: ReadonlySet<Feature> = new Set([
  'day earlier',
  'hours earlier',
  'minutes earlier',
  'time between',
  'root earliest',
  'root after',
])
const signed = ['day earlier', 'hours earlier', 'minutes earlier'] as const
/** Dates that fit by and against chance before any were looked at: keeps a handful of pages from settling it. */
const fitting = 3
const unfitting = 1

/**
 * Looks at a family by its words and credits alone, and adds to each way what only the whole family shows: how far the dates of these
 * pages fit what their words say, and how often others have taken their text from the same page.
 */
export function secondLook(graph: Graph, weights: Weights): Graph {
  const { members, root, ways } = graph
  const all = inOrder(weights)
  const byWords = chances(
    graph,
    all.map((weight, at) => (dated.has(features[at]!) ? 0 : weight)),
  )
  let [fit, unfit] = [fitting, unfitting]
  ways.forEach((way, at) => {
    const sign = dateSign(way)
    if (sign > 0) fit += byWords[at]!
    if (sign < 0) unfit += byWords[at]!
  })
  const trust = Math.log(fit / unfit) - Math.log(fitting / unfitting)
  const trusted = { ...graph, ways: ways.map((way) => withTrust(way, graph, trust)) }
  const byAll = chances(trusted, all)
  const copies = new Float64Array(root + 1)
  ways.forEach(({ from, to }, at) => {
    if (to < members.length) copies[from]! += byAll[at]!
  })
  return { ...graph, ways: trusted.ways.map((way, at) => withCopies(way, graph, copies, byAll[at]!)) }
}

const chances = ({ root, ways }: Graph, weights: Float64Array) =>
  chancesOf(
    root,
    ways.map(({ from, to, values }) => ({ from, to, weight: scoreOf(values, weights) })),
  )

const dateSign = ({ values }: Way) => signed.reduce((sum, feature) => sum + amount(values, feature), 0)

function withTrust(way: Way, { members, root }: Graph, trust: number): Way {
  const { from, to } = way
  const values = way.values.slice()
  if (from < members.length) put(values, 'dates fit', dateSign(way) * trust)
  else if (from === root && to < members.length) put(values, 'root after fit', amount(way.values, 'root after') * trust)
  return { from, to, values }
}

/** What this way itself adds to the copies of a page does not count for it. */
function withCopies(way: Way, { members, root }: Graph, copies: Float64Array, chance: number): Way {
  const { from, to, values } = way
  if (to >= members.length) return way
  const others = Math.log1p(Math.max(0, copies[from]! - chance))
  if (from < members.length) put(values, 'copied by others', others)
  else if (from < root) put(values, 'unseen copied', others)
  else put(values, 'root copied', Math.log1p(copies[to]!))
  return way
}
