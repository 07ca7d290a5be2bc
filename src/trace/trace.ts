import type { Article } from '#model/article.ts'
import type { Copy, CopyTree, Ground, Overlap } from '#model/copy.ts'
import { makeId } from '#model/ids.ts'
import { arborescence } from './arborescence.ts'
import { editsBetween } from './edits.ts'
import { whenOf } from './evidence.ts'
import { amount, inOrder, scoreOf } from './features.ts'
import { type Graph, graphOf, type Pair, pairKey } from './graph.ts'
import { groundsOf, isTold } from './grounds.ts'
import { chancesOf } from './marginals.ts'
import { isBelow, joinOrigins, turnOrigins } from './origins.ts'
import { reportsOf } from './reports.ts'
import { secondLook } from './second-look.ts'
import { gapsOf, wordLength } from './variants.ts'
import { sureness, weights } from './weights.ts'

const traceDefaults = {
  /** Chance from which a direction is said to be known, of those that are possible between two pages. */
  known: 0.75,
  /** No direction is likelier than this by the words of two pages alone. */
  untold: 0.65,
  /** Words that a second parent must give. */
  secondWords: 25,
} as const
type TraceOptions = Readonly<Record<keyof typeof traceDefaults, number>>

/** A graph with the chance of each of its ways, by the pair of nodes. */
type Weighed = Readonly<{ graph: Graph; chances: ReadonlyMap<string, number>; into: readonly number[] }>

/**
 * Who copied whom in one family. `overlaps` may hold others too; only those between members count. What comes out depends
 * neither on the order of members nor of overlaps. About 10 ms for 20 members, 6 s and 300 MB for 300.
 */
export function traceFamily(members: readonly Article[], overlaps: readonly Overlap[], options: TraceOptions = traceDefaults): CopyTree {
  const sorted = [...members].sort((a, b) => (a.id < b.id ? -1 : 1))
  const weighed = weigh(secondLook(graphOf(sorted, overlaps), weights))
  const first = sorted.flatMap((_, witness) => firstCopy(weighed, witness, options))
  const second = sorted.flatMap((_, witness) => secondCopy(weighed, witness, options))
  const ids = sorted.map(({ id }) => id)
  return {
    id: makeId('family', ...ids),
    members: ids,
    roots: ids.filter((_, node) => weighed.into[node]! >= sorted.length),
    copies: [...first, ...second],
    reports: reportsOf(weighed.graph, weighed.into, first),
  }
}

const key = (from: number, to: number) => `${from} ${to}`

/**
 * The chance of every way, and the tree that has the most right exemplars in expectation: the maximum arborescence over the chances.
 * An unseen page with one copy alone says nothing: its copy is an origin.
 */
function weigh(graph: Graph): Weighed {
  const { members, root, ways } = graph
  const order = inOrder(weights)
  const arcs = ways.map(({ from, to, values }) => ({ from, to, weight: scoreOf(values, order) }))
  const chances = chancesOf(root, arcs)
  const ranks = ranksByDate(members)
  const gains = arcs.flatMap(({ from, to }, at) => {
    if (from === root) return [{ from, to, weight: chances[at]! - (ranks[to] ?? 0) * breakTie }]
    return chances[at]! < negligible ? [] : [{ from, to, weight: chances[at]! }]
  })
  const likeliest = arborescence(root + 1, root, gains).map((arc) => (arc < 0 ? -1 : gains[arc]!.from))
  const copiesOf = new Map<number, number>()
  for (const from of likeliest) copiesOf.set(from, (copiesOf.get(from) ?? 0) + 1)
  const into = likeliest.map((from) => (from >= members.length && copiesOf.get(from) === 1 ? root : from))
  const chanceOf = new Map(ways.map(({ from, to }, at) => [key(from, to), chances[at]!]))
  const chance = (from: number, to: number) => chanceOf.get(key(from, to)) ?? 0
  const earlier = (one: number, other: number) => {
    const pair = graph.pairs.get(pairKey(graph, one, other))
    return pair !== undefined && amount(pair.values, 'dated earlier') > 0
  }
  return { graph, chances: chanceOf, into: turnOrigins(joinOrigins(into, root, ranks, chance), root, earlier, chance) }
}

/** Ways of less chance are left out of the search for the tree: in a large family nearly all are. */
const negligible = 1e-4

/** Of trees that are equally likely, the one that starts at the earliest dated page; then at the smallest id. */
const breakTie = 1e-7

function ranksByDate(members: readonly Article[]): readonly number[] {
  const times = members.map((member) => whenOf(member) ?? Number.POSITIVE_INFINITY)
  const ranks = new Array<number>(members.length)
  const order = members.map((_, at) => at).sort((x, y) => (times[x] === times[y] ? x - y : times[x]! - times[y]!))
  order.forEach((member, rank) => {
    ranks[member] = rank
  })
  return ranks
}

/** Chance that the witness has its text from an unseen page. */
const unseenChance = ({ graph, chances }: Weighed, witness: number) =>
  graph.unseen.reduce((sum, _, at) => sum + (chances.get(key(graph.members.length + at, witness)) ?? 0), 0)

function firstCopy(weighed: Weighed, witness: number, options: TraceOptions): readonly Copy[] {
  const { graph, into, chances } = weighed
  const from = into[witness]!
  if (from === graph.root) return []
  const unseen = unseenChance(weighed, witness)
  const next = likeliestExemplar(weighed, witness, from)
  if (from >= graph.members.length) return [unseenCopy(graph, from, witness, unseen, next)]
  const other = next !== null && next.confidence > unseen ? next : { exemplar: null, confidence: rounded(unseen) }
  return [
    { ...copyOf(weighed, graph.pairs.get(pairKey(graph, from, witness))!, chances.get(key(from, witness))!, options), runnerUp: other },
  ]
}

function likeliestExemplar({ graph, chances }: Weighed, witness: number, but: number): Copy['runnerUp'] {
  let [best, most] = [-1, 0]
  for (let from = 0; from < graph.members.length; from++) {
    const chance = from === but ? 0 : (chances.get(key(from, witness)) ?? 0)
    if (chance > most) [best, most] = [from, chance]
  }
  return best < 0 ? null : { exemplar: graph.members[best]!.id, confidence: rounded(most) }
}

const rounded = (chance: number) => Math.round(chance * 1000) / 1000
/** The chance of a way that was chosen as the best, set right by how often such choices were right. */
function sure(chance: number): number {
  const odds = Math.log(Math.max(chance, 1e-6) / Math.max(1 - chance, 1e-6))
  return rounded(1 / (1 + Math.exp(-(sureness.slope * odds + sureness.lift))))
}

/** Never surer of the copy than of its direction. The direction is known when, of what can lie between two pages (one copied the other, or both an unseen one), this way is likely enough. */
function copyOf(weighed: Weighed, pair: Pair, confidence: number, options: TraceOptions): Copy {
  const { graph, chances } = weighed
  const { exemplar, witness, passages } = pair
  const forward = chances.get(key(exemplar, witness))!
  const all = forward + (chances.get(key(witness, exemplar)) ?? 0) + unseenChance(weighed, witness)
  const told = isTold(graph, pair)
  const share = Math.min(all > 0 ? forward / all : 0, told ? 1 : options.untold)
  const direction = share >= options.known ? 'known' : 'unknown'
  const [one, other] = [graph.members[exemplar]!, graph.members[witness]!]
  return {
    exemplar: one.id,
    witness: other.id,
    share: rounded(pair.share),
    direction,
    confidence: Math.min(sure(confidence), rounded(share)),
    grounds: [...groundsOf(graph, pair), ...unseenGround(direction)],
    passages,
    edits: editsBetween(one, other, passages),
    runnerUp: null,
    second: false,
  }
}

const unseenGround = (direction: Copy['direction']): readonly Ground[] =>
  direction === 'known' ? [] : [{ name: 'unseen source', weight: 0, says: 'both may have the text from a page that is not here' }]

function unseenCopy({ members, unseen }: Graph, from: number, witness: number, chance: number, runnerUp: Copy['runnerUp']): Copy {
  const agency = unseen[from - members.length]!
  const ground: Ground =
    agency === null
      ? { name: 'unseen source', weight: 0, says: 'none of the other pages has all that this one shares with them' }
      : { name: 'agency credit', weight: 0, says: `pages with this text credit ${agency}; the agency's own page is not here` }
  return {
    exemplar: null,
    witness: members[witness]!.id,
    share: 1,
    direction: 'known',
    confidence: sure(chance),
    grounds: [ground],
    passages: [],
    edits: [],
    runnerUp,
    second: false,
  }
}

/** Pages that give nearly as much are all as good; the likeliest of them is named. */
const nearlyAsMuch = 0.9

/** The page, if any, that gives most of what the first exemplar does not have; beside an unseen one, a page that does not go back to it too. */
function secondCopy(weighed: Weighed, witness: number, options: TraceOptions): readonly Copy[] {
  const { graph, into, chances } = weighed
  const { members, pairs, root } = graph
  const from = into[witness]!
  if (from === root) return []
  const text = members[witness]!.text
  const sidesOf = (exemplar: number) =>
    (pairs.get(pairKey(graph, exemplar, witness))?.passages ?? []).map(({ b }) => [b.start, b.end] as const)
  const had = from < members.length ? sidesOf(from) : []
  const notBelow = from < members.length ? witness : from
  const missing = lengthOf(gapsOf(text, had).long)
  if (missing < options.secondWords * wordLength) return []
  const chanceOf = ({ exemplar }: Pair) => chances.get(key(exemplar, witness))!
  const givers = members
    .flatMap((_, exemplar) => pairs.get(pairKey(graph, exemplar, witness)) ?? [])
    .filter(({ exemplar }) => exemplar !== from && !isBelow(into, exemplar, notBelow))
    .map((pair) => ({ pair, words: (missing - lengthOf(gapsOf(text, [...had, ...sidesOf(pair.exemplar)]).long)) / wordLength }))
    .filter(({ words }) => words >= options.secondWords)
  const most = Math.max(0, ...givers.map(({ words }) => words))
  const best = givers
    .filter(({ words }) => words >= nearlyAsMuch * most)
    .map(({ pair }) => pair)
    .sort((x, y) => chanceOf(y) - chanceOf(x) || x.exemplar - y.exemplar)[0]
  if (!best) return []
  const all = chanceOf(best) + (chances.get(key(witness, best.exemplar)) ?? 0) + unseenChance(weighed, witness)
  return [{ ...copyOf(weighed, best, all > 0 ? chanceOf(best) / all : 0, options), second: true }]
}

const lengthOf = (ranges: readonly (readonly [number, number])[]) => ranges.reduce((sum, [start, end]) => sum + end - start, 0)
