import { amount, type Feature, features, inOrder, put, scoreOf, type Values, type Weights } from './features.ts'
import type { Graph, Way } from './graph.ts'
import { chancesOf } from './marginals.ts'

/** Features that rest on dates: the first look does without them, so that it can judge them. */
const dated: ReadonlySet<Feature> = new Set([
  'day earlier',
  'hours earlier',
  'minutes earlier',
  'time between',
  'twin earlier',
  'root earliest',
  'root after',
])
/** Features that are written here. */
const looked: readonly Feature[] = ['dates fit', 'copied by others', 'unseen copied', 'root after fit', 'root copied']
const signed = ['day earlier', 'hours earlier', 'minutes earlier'] as const
/** Dates that fit by and against chance before any were looked at: keeps a handful of pages from settling it. */
const fitting = 3
const unfitting = 1

/**
 * Looks at a family by its words and credits alone, and writes into each way what only the whole family shows: how far the dates of these
 * pages fit what their words say, and how often others have taken their text from the same page. What an earlier look wrote is replaced.
 */
export function secondLook(graph: Graph, weights: Weights): Graph {
  const { members, root, ways } = graph
  for (const { values } of ways) for (const feature of looked) put(values, feature, 0)
  const all = inOrder(weights)
  const byWords = chances(
    graph,
    all.map((weight, at) => (dated.has(features[at]!) ? 0 : weight)),
  )
  let [fit, unfit] = [fitting, unfitting]
  ways.forEach((way, at) => {
    const sign = dateSign(way.values)
    if (sign > 0) fit += byWords[at]!
    if (sign < 0) unfit += byWords[at]!
  })
  const trust = Math.log(fit / unfit) - Math.log(fitting / unfitting)
  for (const way of ways) putTrust(way, graph, trust)
  const byAll = chances(graph, all)
  const copies = new Float64Array(root + 1)
  ways.forEach(({ from, to }, at) => {
    if (to < members.length) copies[from]! += byAll[at]!
  })
  ways.forEach((way, at) => {
    putCopies(way, graph, copies, byAll[at]!)
  })
  return graph
}

const chances = ({ root, ways }: Graph, weights: Float64Array) =>
  chancesOf(
    root,
    ways.map(({ from, to, values }) => ({ from, to, weight: scoreOf(values, weights) })),
  )

const dateSign = (values: Values) => signed.reduce((sum, feature) => sum + amount(values, feature), 0)

function putTrust({ from, to, values }: Way, { members, root }: Graph, trust: number): void {
  if (from < members.length) put(values, 'dates fit', dateSign(values) * trust)
  else if (from === root && to < members.length) put(values, 'root after fit', amount(values, 'root after') * trust)
}

/** What this way itself adds to the copies of a page does not count for it. */
function putCopies({ from, to, values }: Way, { members, root }: Graph, copies: Float64Array, chance: number): void {
  if (to >= members.length) return
  const others = Math.log1p(Math.max(0, copies[from]! - chance))
  if (from < members.length) put(values, 'copied by others', others)
  else if (from < root) put(values, 'unseen copied', others)
  else put(values, 'root copied', Math.log1p(copies[to]!))
}
