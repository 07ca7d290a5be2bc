import type { CopyTree } from '#model/copy.ts'
import { type Id, makeId } from '#model/ids.ts'
import type { Story } from '#model/story.ts'
import { agglomerate, type Likeness } from './agglomerate.ts'
import type { Features, View } from './features.ts'

export { type Features, featuresOf } from './features.ts'

/** One family of copies, one vote. `published`: its earliest date, ISO 8601, null when no member has one. */
export type Family = Readonly<{ tree: CopyTree; features: readonly Features[]; published: string | null }>

/** What a user has said about articles: they belong in one story, or no two of them do. Later pins win. */
export type Pin = Readonly<{ kind: 'together' | 'apart'; articles: readonly Id<'article'>[] }>

/**
 * The chance that two families tell one event, as a logistic function of what they have in common (each 0 to 1). Fitted on pairs
 * of ECB+ and Giveme5W1H, each set counting the same; scripts and the split by topic are told in docs/decisions/0043.
 */
const weights = {
  bias: -5.84,
  title: 7.85,
  titleInBody: 3.02,
  lead: 4.98,
  body: 7.92,
  names: 3.28,
  nameOverlap: 1.32,
  chiefNames: 1.15,
  numbers: 3.41,
  near: 1.72,
  /** Set by reason: in labelled sets hardly any two events are alike and far apart in time, in an archive of years many are. */
  far: -2,
} as const

export const clusterDefaults = {
  /** Standard deviation of the time between reports of one event, in days. */
  days: 3,
  /** Days from which two reports are more likely to be of two events in one affair. */
  daysApart: 30,
  /** Mean chance from which two groups are one story. */
  least: 0.39,
  /** Mean chance with the two likest members of a story from which a family that was left alone joins it. */
  leastToFew: 0.5,
  few: 2,
  /** Names that an article says most, as far as they tell its event. */
  chiefNames: 6,
  /** Weightiest terms of a family by which it is looked for. */
  keys: 15,
  /** Families of one term above which each is compared with its neighbours in time alone, so many of them. */
  keyFamilies: 30,
  keyNeighbours: 12,
  /** Cosine below which body, names and title are too unlike to look closer. */
  glance: 0.05,
  /** Chances below this are taken as none. */
  negligible: 0.03,
} as const
export type ClusterOptions = Readonly<Record<keyof typeof clusterDefaults, number>>

const viewNames = ['title', 'lead', 'body', 'names', 'numbers'] as const
type ViewName = (typeof viewNames)[number]

/** A family ready to be compared: the mean of its members' views. */
type Item = Readonly<{
  family: Family
  articles: readonly Id<'article'>[]
  day: number | null
  views: Readonly<Record<ViewName, Terms>>
  chief: readonly number[]
}>
/** Terms ascending, and their weights with their Euclidean length and their sum. */
type Terms = Readonly<{ terms: Uint32Array; weights: Float64Array; length: number; sum: number }>

/**
 * Gathers families that tell one event. The result is a function of the set: pairs are scored by frozen counts of words, and
 * groups grow by likeness alone. Order of families and features does not matter.
 */
export function clusterStories(
  families: readonly Family[],
  pins: readonly Pin[] = [],
  options: ClusterOptions = clusterDefaults,
): readonly Story[] {
  const items = [...families].sort((a, b) => (a.tree.id < b.tree.id ? -1 : 1)).map((family) => itemOf(family, options))
  const pairs = candidates(items, options).flatMap(([a, b]): Likeness[] => {
    const value = likeness(items[a]!, items[b]!, options)
    return value >= options.negligible ? [{ a, b, value }] : []
  })
  const { together, mayJoin } = pinned(items, pins)
  const groups = takeInLoners(agglomerate(items.length, pairs, options.least, together, mayJoin), pairs, mayJoin, options)
  const byGroup = new Map<number, Item[]>()
  groups.forEach((group, at) => {
    byGroup.set(group, [...(byGroup.get(group) ?? []), items[at]!])
  })
  return [...byGroup.values()].map(storyOf).sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** A story is named by its earliest article, so that it keeps its id when later ones join. */
function storyOf(items: readonly Item[]): Story {
  const anchors = items.map(({ family, articles }) => `${family.published ?? '~'} ${articles[0]!}`).sort()
  return {
    id: makeId('story', anchors[0]!.split(' ').at(-1)!),
    articles: items.flatMap(({ articles }) => articles).sort(),
    families: items.map(({ family }) => family.tree.id).sort(),
  }
}

function itemOf(family: Family, options: ClusterOptions): Item {
  const features = [...family.features].sort((a, b) => (a.article < b.article ? -1 : 1))
  const days = features.flatMap(({ day }) => day ?? []).sort((a, b) => a - b)
  const views = Object.fromEntries(viewNames.map((name) => [name, meanOf(features.map((each) => each[name]))])) as Record<ViewName, Terms>
  const chief = heaviest(weighed(views.names), options.chiefNames)
  return { family, articles: [...family.tree.members].sort(), day: days[0] ?? null, views, chief }
}

function meanOf(views: readonly View[]): Terms {
  const mean = new Map<number, number>()
  for (const view of views)
    for (let at = 0; at < view.length; at += 2) mean.set(view[at]!, (mean.get(view[at]!) ?? 0) + view[at + 1]! / views.length)
  const terms = Uint32Array.from(mean.keys()).sort()
  const weights = Float64Array.from(terms, (term) => mean.get(term)!)
  const length = Math.sqrt(weights.reduce((sum, weight) => sum + weight * weight, 0))
  return { terms, weights, length, sum: weights.reduce((sum, weight) => sum + weight, 0) }
}

/** Terms of the most weight; of equals the smaller number. */
const heaviest = (weighed: Iterable<readonly [number, number]>, most: number): readonly number[] =>
  [...weighed]
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, most)
    .map(([term]) => term)

const weighed = ({ terms, weights }: Terms) => Array.from(terms, (term, at) => [term, weights[at]!] as const)

/** Products of the weights that two have in common, and the lesser ones, added up. */
function common(a: Terms, b: Terms): Readonly<{ products: number; lesser: number }> {
  let products = 0
  let lesser = 0
  for (let i = 0, j = 0; i < a.terms.length && j < b.terms.length; ) {
    const apart = a.terms[i]! - b.terms[j]!
    if (apart === 0) {
      products += a.weights[i]! * b.weights[j]!
      lesser += Math.min(a.weights[i]!, b.weights[j]!)
    }
    if (apart <= 0) i++
    if (apart >= 0) j++
  }
  return { products, lesser }
}

const cosine = (a: Terms, b: Terms) => (a.length > 0 && b.length > 0 ? common(a, b).products / (a.length * b.length) : 0)
const overlap = (a: Terms, b: Terms) => (a.sum > 0 && b.sum > 0 ? common(a, b).lesser / Math.min(a.sum, b.sum) : 0)
const held = (terms: readonly number[], by: Terms) =>
  terms.length === 0 ? 0 : terms.filter((term) => has(by.terms, term)).length / terms.length

function has(sorted: Uint32Array, term: number): boolean {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! < term) low = middle + 1
    else high = middle
  }
  return sorted[low] === term
}

/** How far the title of each stands in the body of the other. */
const titleInBody = (a: Item, b: Item) => (cosine(a.views.title, b.views.body) + cosine(b.views.title, a.views.body)) / 2

/** The chance that two families tell one event, 0 to 1. Symmetric. */
function likeness(a: Item, b: Item, options: ClusterOptions): number {
  const body = cosine(a.views.body, b.views.body)
  const names = cosine(a.views.names, b.views.names)
  if (body < options.glance && names < options.glance && titleInBody(a, b) < options.glance) return 0
  const odds =
    weights.bias +
    weights.title * cosine(a.views.title, b.views.title) +
    weights.titleInBody * titleInBody(a, b) +
    weights.lead * cosine(a.views.lead, b.views.lead) +
    weights.body * body +
    weights.names * names +
    weights.nameOverlap * overlap(a.views.names, b.views.names) +
    (weights.chiefNames * (held(a.chief, b.views.names) + held(b.chief, a.views.names))) / 2 +
    weights.numbers * cosine(a.views.numbers, b.views.numbers) +
    timeOdds(a.day, b.day, options)
  return 1 / (1 + Math.exp(-odds))
}

/** What the time between two reports says; nothing when either time is not known. */
function timeOdds(a: number | null, b: number | null, options: ClusterOptions): number {
  if (a === null || b === null) return 0
  const bell = (deviation: number) => Math.exp(-((a - b) ** 2) / (2 * deviation * deviation))
  return weights.near * bell(options.days) + weights.far * (1 - bell(options.daysApart))
}

/** A family that no group took as a whole joins the one with the members that are likest to it: short and broken texts are like few. */
function takeInLoners(
  groups: readonly number[],
  pairs: readonly Likeness[],
  mayJoin: (a: readonly number[], b: readonly number[]) => boolean,
  options: ClusterOptions,
): readonly number[] {
  const members = new Map<number, number[]>()
  groups.forEach((group, item) => {
    members.set(group, [...(members.get(group) ?? []), item])
  })
  const near = new Map<number, Likeness[]>()
  for (const pair of pairs)
    for (const item of [pair.a, pair.b]) if (members.get(groups[item]!)!.length === 1) near.set(item, [...(near.get(item) ?? []), pair])
  const joined = [...groups]
  for (const [item, likes] of near) {
    const byGroup = new Map<number, number[]>()
    for (const { a, b, value } of likes) {
      const group = groups[a === item ? b : a]!
      if (members.get(group)!.length > 1) byGroup.set(group, [...(byGroup.get(group) ?? []), value])
    }
    let best = { group: -1, value: options.leastToFew }
    for (const [group, values] of [...byGroup].sort((x, y) => x[0] - y[0])) {
      const value =
        values
          .sort((x, y) => y - x)
          .slice(0, options.few)
          .reduce((sum, each) => sum + each, 0) / options.few
      if (value > best.value && mayJoin([item], members.get(group)!)) best = { group, value }
    }
    if (best.group >= 0) joined[item] = best.group
  }
  return joined
}

/** Pairs that share one of their weightiest terms. */
function candidates(items: readonly Item[], options: ClusterOptions): readonly (readonly [number, number])[] {
  const lists = new Map<number, number[]>()
  items.forEach((item, at) => {
    for (const term of keysOf(item, options.keys)) {
      const list = lists.get(term)
      if (list) list.push(at)
      else lists.set(term, [at])
    }
  })
  const found = new Set<number>()
  for (const list of lists.values()) {
    const crowded = list.length > options.keyFamilies
    const ordered = crowded ? list.sort((x, y) => (items[x]!.day ?? 0) - (items[y]!.day ?? 0) || x - y) : list
    const reach = crowded ? options.keyNeighbours : list.length
    for (let i = 0; i < ordered.length; i++)
      for (let j = i + 1; j < Math.min(ordered.length, i + 1 + reach); j++)
        found.add(Math.min(ordered[i]!, ordered[j]!) * items.length + Math.max(ordered[i]!, ordered[j]!))
  }
  return Array.from(found, (pair) => [Math.floor(pair / items.length), pair % items.length] as const)
}

/** By terms of body, names and title, each as it weighs in its view. */
function keysOf({ views }: Item, most: number): readonly number[] {
  const all = new Map<number, number>()
  for (const name of ['body', 'names', 'title'] as const)
    for (const [term, weight] of weighed(views[name])) all.set(term, Math.max(weight / views[name].length, all.get(term) ?? 0))
  return heaviest(all, most)
}

function pinned(items: readonly Item[], pins: readonly Pin[]) {
  const itemOfArticle = new Map(items.flatMap(({ articles }, at) => articles.map((id) => [id, at] as const)))
  const numbers = (pin: Pin) => [...new Set(pin.articles.flatMap((id) => itemOfArticle.get(id) ?? []))].sort((a, b) => a - b)
  const apart = new Map<number, Set<number>>()
  const together: (readonly number[])[] = []
  for (const pin of pins) {
    const some = numbers(pin)
    if (pin.kind === 'together') together.push(some)
    else for (const item of some) apart.set(item, new Set([...(apart.get(item) ?? []), ...some.filter((other) => other !== item)]))
  }
  const mayJoin = (a: readonly number[], b: readonly number[]) => !a.some((item) => b.some((other) => apart.get(item)?.has(other)))
  return { together, mayJoin }
}
