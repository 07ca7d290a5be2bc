import { boundsOf, featuresOf } from '#cluster/cluster.ts'
import { groupsOf, noRulings } from '#cluster/groups.ts'
import { type InCommon, inCommon, type Subject, subjectOf, weights } from '#cluster/likeness.ts'
import { articleOf, bcubed, type Document, sets } from '../eval/stories.ts'
import { jsonl } from '../eval/table.ts'
import { randomOf } from '../test/generated.ts'

/**
 * Fits the weights of src/cluster/likeness.ts on all pairs of the labelled sets and prints them: logistic regression by
 * full gradient, each set counting the same. `apart` is left as it is, and counted in: it is set by reason. `node scripts/fit-stories.ts 10`:
 * fits on half the topics of both sets and gathers the other half, ten times, both ways.
 */
const names = Object.keys(weights).filter((name) => name !== 'bias' && name !== 'apart') as (keyof InCommon)[]
const rounds = 4000
const step = 2
const decay = 1e-5 // L2

type Item = Readonly<{ set: string; story: string; topic: string; subject: Subject }>
type Pair = Readonly<{ a: Item; b: Item; values: Float64Array; apart: number }>
type Fitted = Readonly<{ bias: number; values: Float64Array }>

const items: Item[] = []
for (const [set, path] of Object.entries(sets))
  for await (const { story, ...document } of jsonl<Document>(path)) {
    const topic = set === 'ECB+' ? /^\d+/.exec(story)![0] : story // ECB+ has two stories a topic
    items.push({ set, story, topic: `${set} ${topic}`, subject: subjectOf([featuresOf(articleOf(document))]) })
  }
const pairs: Pair[] = items.flatMap((a, at) =>
  items.slice(at + 1).flatMap((b) => {
    const common = a.set === b.set ? inCommon(a.subject, b.subject) : null
    return common ? [{ a, b, values: Float64Array.from(names, (name) => common[name]), apart: weights.apart * common.apart }] : []
  }),
)

function fit(some: readonly Pair[]): Fitted {
  const counts = new Map<string, number>()
  for (const { a } of some) counts.set(a.set, (counts.get(a.set) ?? 0) + 1)
  const values = new Float64Array(names.length)
  const speed = new Float64Array(names.length + 1)
  let bias = 0
  for (let round = 0; round < rounds; round++) {
    const slope = new Float64Array(names.length + 1)
    for (const pair of some) {
      const share = 1 / counts.get(pair.a.set)! / counts.size
      const off = share * (chance({ bias, values }, pair) - (pair.a.story === pair.b.story ? 1 : 0))
      for (let at = 0; at < names.length; at++) slope[at]! += off * pair.values[at]!
      slope[names.length]! += off
    }
    for (let at = 0; at <= names.length; at++) {
      const pull = at < names.length ? 2 * decay * values[at]! : 0
      speed[at] = 0.9 * speed[at]! - step * (slope[at]! + pull) // momentum
      if (at < names.length) values[at]! += speed[at]!
      else bias += speed[at]!
    }
  }
  return { bias, values }
}

function chance({ bias, values }: Fitted, { values: seen, apart }: Pair): number {
  let odds = bias + apart
  for (let at = 0; at < values.length; at++) odds += values[at]! * seen[at]!
  return 1 / (1 + Math.exp(-odds))
}

/** BCubed F1 of some topics of one set, gathered by these weights from all their pairs. */
function scoreOf(fitted: Fitted, set: string, topics: ReadonlySet<string>): number {
  const here = items.filter((item) => item.set === set && topics.has(item.topic))
  const number = new Map(here.map((item, at) => [item, at]))
  const likeness = pairs
    .filter(({ a, b }) => number.has(a) && number.has(b))
    .map((pair) => ({ a: number.get(pair.a)!, b: number.get(pair.b)!, value: Math.round(chance(fitted, pair) * 10_000) }))
    .filter(({ value }) => value >= 1_000)
  const groups = groupsOf([...here.keys()], likeness, noRulings, boundsOf())
  const found = new Map(groups.flatMap((group, name) => group.map((at) => [String(at), String(name)] as const)))
  return bcubed(found, new Map(here.map(({ story }, at) => [String(at), story]))).f1
}

/** Topics of both sets in two halves by chance. */
function halves(seed: number): readonly [ReadonlySet<string>, ReadonlySet<string>] {
  const random = randomOf(seed)
  const topics = [...new Set(items.map(({ topic }) => topic))].sort().map((topic) => ({ topic, by: random() }))
  const mixed = topics.toSorted((x, y) => x.by - y.by).map(({ topic }) => topic)
  return [new Set(mixed.slice(mixed.length >> 1)), new Set(mixed.slice(0, mixed.length >> 1))]
}

const times = Number(process.argv[2] ?? 0)
if (times === 0) {
  const { bias, values } = fit(pairs)
  console.log(`${pairs.length} pairs\nbias: ${bias.toFixed(2)}`)
  names.forEach((name, at) => {
    console.log(`${name}: ${values[at]!.toFixed(2)}`)
  })
} else {
  const scores = new Map(Object.keys(sets).map((set) => [set, [] as number[]]))
  for (let seed = 1; seed <= times; seed++)
    for (const [seen, held] of [halves(seed), halves(seed).toReversed() as [ReadonlySet<string>, ReadonlySet<string>]]) {
      const fitted = fit(pairs.filter(({ a, b }) => seen.has(a.topic) && seen.has(b.topic)))
      for (const [set, list] of scores) list.push(scoreOf(fitted, set, held))
    }
  for (const [set, list] of scores) {
    const mean = list.reduce((sum, one) => sum + one, 0) / list.length
    const deviation = Math.sqrt(list.reduce((sum, one) => sum + (one - mean) ** 2, 0) / list.length)
    console.log(`${set}: F1 ${mean.toFixed(3)} on halves not seen, standard deviation ${deviation.toFixed(3)} (${list.length} fits)`)
  }
}
