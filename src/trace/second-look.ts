import { whenOf } from './evidence.ts'
import { amount, type Feature, features, inOrder, put, scoreOf, type Values, type Weights } from './features.ts'
import type { Graph } from './graph.ts'
import { chancesOf, exactNodes, inverted } from './marginals.ts'
import { compareWithOthers, withDescent } from './variants.ts'

/** Features that rest on dates: the first look does without them, so that it can judge them. */
const ofDates = ['dated earlier', 'day later', 'hours later', 'minutes later', 'time between', 'twin earlier'] as const
const dated: ReadonlySet<Feature> = new Set([...ofDates, 'root earliest', 'root after'])
/** Each look sees the family with what the one before found out. */
const looks = 2
/** Features that are written here. */
const looked: ReadonlySet<Feature> = new Set(['copied by others', 'unseen copied', 'root copied', 'root usual edits', 'unseen usual edits'])
/** Changes of single words. */
const small = [
  'reading new',
  'reading undone',
  'reading split',
  'reading lone',
  'words added',
  'words shared',
  'words dropped',
  'words undone',
] as const

/**
 * Looks at a family again and writes into each way what only the whole family shows: how far the dates of these pages fit what their words
 * say, how often others have taken their text from the same page, and which of the stretches that a page shares with others these have
 * from the page itself. The ways of `graph` are changed.
 */
export function secondLook(graph: Graph, weights: Weights): Graph {
  const all = inOrder(weights)
  const byWords = chances(
    graph,
    all.map((weight, at) => (dated.has(features[at]!) || looked.has(features[at]!) ? 0 : weight)),
  )
  putTrust(graph, trustOf(graph, byWords))
  for (let look = 0; look < looks; look++) {
    const byAll = chances(graph, all)
    putDescent(graph, byAll)
    putCopies(graph, byAll)
    putUsual(graph, byAll)
  }
  return graph
}

const chances = ({ root, ways }: Graph, weights: Float64Array) =>
  chancesOf(
    root,
    ways.map(({ from, to, values }) => ({ from, to, weight: scoreOf(values, weights) })),
  )

const dateSign = (values: Values) =>
  amount(values, 'dated earlier') - amount(values, 'day later') - amount(values, 'hours later') - amount(values, 'minutes later')

/** Share of dates that are wrong before any was looked at, and how many pages that is worth. */
const wrong = 0.05
const wrongPages = 6
/** Chance that an exemplar is dated after its copy: where both dates are right (clocks differ), and where one is wrong or neither copied the other. */
const reversed = 0.02
const either = 0.5
const rounds = 6

/** Two dated pages: the chances that the one copied the other as their dates have it, and against their dates. */
type Meeting = Readonly<{ one: number; other: number; fits: number; against: number }>

/**
 * How likely each member's date is right, by how the dates of a family fit its words: a page whose date contradicts the likely ways
 * in and out of it is wrong about it. `byWords`: the chance of each way without dates.
 */
function trustOf(graph: Graph, byWords: Float64Array): Float64Array {
  const size = graph.members.length
  const meetings = meetingsOf(graph, byWords)
  let share: number = wrong
  let trust = new Float64Array(size).fill(1 - share)
  for (let round = 0; round < rounds; round++) {
    const odds = new Float64Array(size).fill(Math.log(share / (1 - share)))
    for (const { one, other, fits, against } of meetings) {
      const ifRight = fits + against * reversed + (1 - fits - against) * either
      odds[one]! += Math.log(either / (trust[other]! * ifRight + (1 - trust[other]!) * either))
      odds[other]! += Math.log(either / (trust[one]! * ifRight + (1 - trust[one]!) * either))
    }
    trust = odds.map((each) => 1 / (1 + Math.exp(each)))
    share = (trust.reduce((sum, each) => sum + 1 - each, 0) + wrong * wrongPages) / (size + wrongPages)
  }
  return trust
}

function meetingsOf({ members, ways }: Graph, byWords: Float64Array): readonly Meeting[] {
  const meetings = new Map<number, Meeting>()
  ways.forEach(({ from, to, values }, at) => {
    const sign = from < members.length && byWords[at]! > negligible ? Math.sign(dateSign(values)) : 0
    if (sign === 0) return
    const [one, other] = from < to ? [from, to] : [to, from]
    const known = meetings.get(one * members.length + other) ?? { one, other, fits: 0, against: 0 }
    const [fits, against] = sign > 0 ? [byWords[at]!, 0] : [0, byWords[at]!]
    meetings.set(one * members.length + other, { ...known, fits: known.fits + fits, against: known.against + against })
  })
  return [...meetings.values()]
}
const negligible = 1e-3

function putTrust({ members, root, ways }: Graph, trust: Float64Array): void {
  const times = members.map(whenOf)
  const others = Math.max(1, members.length - 1)
  for (const { from, to, values } of ways) {
    if (from < members.length) for (const feature of ofDates) put(values, feature, amount(values, feature) * trust[from]! * trust[to]!)
    else if (from === root && to < members.length && times[to] !== null) {
      let [before, after] = [0, 0]
      times.forEach((time, at) => {
        if (time !== null && time < times[to]!) before += trust[at]!
        if (time !== null && time > times[to]!) after += trust[at]!
      })
      put(values, 'root after', (trust[to]! * before) / others)
      put(values, 'root earliest', (trust[to]! * Math.max(0, after - before * others)) / others)
    }
  }
}

function putDescent({ members, witnesses, pairs, ways }: Graph, chances: Float64Array): void {
  const descent = descentOf(
    members.length,
    ways.map(({ from, to }, at) => ({ from, to, chance: chances[at]! })),
  )
  const seen = withDescent(witnesses, (from, to) => descent[from * members.length + to]!)
  for (const { exemplar, witness, values, ...sides } of pairs.values())
    compareWithOthers(values, seen[exemplar]!, seen[witness]!, witness, sides)
}

/** How likely each member goes back to each other: the sum over all paths, each the product of its chances; at most 1. */
function descentOf(size: number, ways: readonly Readonly<{ from: number; to: number; chance: number }>[]): Float64Array {
  const direct = new Float64Array(size * size)
  for (const { from, to, chance } of ways) if (from < size && to < size) direct[from * size + to]! += chance
  if (size > exactNodes) return direct
  const paths = inverted(
    direct.map((chance, at) => (at % (size + 1) === 0 ? 1 : 0) - chance * within),
    size,
  )
  return paths.map((sum) => Math.min(1, Math.max(0, sum)))
}

/** Keeps the sum over paths finite where pages that copy each other leave next to nothing to the root. */
const within = 0.999

/** What a way itself adds to the copies of a page does not count for it. */
function putCopies({ members, root, ways }: Graph, chances: Float64Array): void {
  const copies = new Float64Array(root + 1)
  ways.forEach(({ from, to }, at) => {
    if (to < members.length) copies[from]! += chances[at]!
  })
  ways.forEach(({ from, to, values }, at) => {
    if (to >= members.length) return
    const others = Math.log1p(Math.max(0, copies[from]! - chances[at]!))
    if (from < members.length) put(values, 'copied by others', others)
    else if (from < root) put(values, 'unseen copied', others)
    else put(values, 'root copied', Math.log1p(Math.max(0, copies[to]! - 1)))
  })
}

/** Where all copies of a family differ in many words, that a page does so is no sign that it has its text from nobody here. */
function putUsual({ members, root, ways }: Graph, chances: Float64Array): void {
  let [edits, copies] = [0, 0]
  ways.forEach(({ from, values }, at) => {
    if (from >= members.length) return
    edits += chances[at]! * small.reduce((sum, feature) => sum + amount(values, feature), 0)
    copies += chances[at]!
  })
  const usual = copies > 0 ? edits / copies : 0
  for (const { from, to, values } of ways)
    if (from >= members.length && to < members.length) put(values, from === root ? 'root usual edits' : 'unseen usual edits', usual)
}
