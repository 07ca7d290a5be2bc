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
  const wordsOnly = inOrder(weights).map((weight, at) => (dated.has(features[at]!) ? 0 : weight))
  const chances = chancesOf(
    root,
    ways.map(({ from, to, values }) => ({ from, to, weight: scoreOf(values, wordsOnly) })),
  )
  let [fit, unfit] = [fitting, unfitting]
  const copies = new Float64Array(root + 1)
  ways.forEach((way, at) => {
    const sign = dateSign(way)
    if (sign > 0) fit += chances[at]!
    if (sign < 0) unfit += chances[at]!
    if (way.to < members.length) copies[way.from]! += chances[at]!
  })
  const trust = Math.log(fit / unfit) - Math.log(fitting / unfitting)
  return { ...graph, ways: ways.map((way, at) => withLook(way, members.length, trust, copies, chances[at]!)) }
}

const dateSign = ({ values }: Way) => signed.reduce((sum, feature) => sum + amount(values, feature), 0)

function withLook(way: Way, members: number, trust: number, copies: Float64Array, chance: number): Way {
  const { from, to } = way
  const values = way.values.slice()
  if (from < members) {
    put(values, 'dates fit', dateSign(way) * trust)
    put(values, 'copied by others', Math.log1p(Math.max(0, copies[from]! - chance)))
  } else if (to < members && from < copies.length - 1) put(values, 'unseen copied', Math.log1p(Math.max(0, copies[from]! - chance)))
  else if (to < members) {
    put(values, 'root after fit', amount(way.values, 'root after') * trust)
    put(values, 'root copied', Math.log1p(copies[to]!))
  }
  return { ...way, values }
}
