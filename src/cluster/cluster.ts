import type { CopyTree } from '#model/copy.ts'
import { type Id, makeId } from '#model/ids.ts'
import type { Story } from '#model/story.ts'
import { agglomerate, type Likeness } from './agglomerate.ts'
import type { Features } from './features.ts'
import { heaviest, likeness, type Subject, subjectOf, weighed } from './likeness.ts'

export { type Features, featuresOf } from './features.ts'

/** One family of copies, one vote; the features of its members. */
export type Family = Readonly<{ tree: Pick<CopyTree, 'id' | 'members'>; features: readonly Features[] }>

/** What a user has said about articles: they belong in one story, or no two of them do. Where both are said, together holds. */
export type Pin = Readonly<{ kind: 'together' | 'apart'; articles: readonly Id<'article'>[] }>

export const clusterDefaults = {
  /** Mean chance from which two groups are one story. */
  least: 0.43,
  /** Mean chance with the likest members of a story from which a family that was left alone joins it, and how many those are. */
  leastToFew: 0.5,
  few: 2,
  /** Weightiest terms of a family by which it is looked for. */
  keys: 15,
  /** Families of one term above which each is compared with its neighbours in time alone, so many of them. */
  keyFamilies: 30,
  keyNeighbours: 12,
  /** Chances below this are taken as none. */
  negligible: 0.03,
} as const
export type ClusterOptions = Readonly<Record<keyof typeof clusterDefaults, number>>

type Item = Readonly<{
  family: CopyTree['id']
  articles: readonly Id<'article'>[]
  dated: readonly Readonly<{ article: Id<'article'>; day: number }>[]
  subject: Subject
}>

/**
 * Gathers families that tell one event. The result is a function of the set: pairs are scored by frozen counts of words, and
 * groups grow by likeness alone. Order of families and features does not matter; features are let go family by family.
 */
export function clusterStories(
  families: Iterable<Family>,
  pins: readonly Pin[] = [],
  options: ClusterOptions = clusterDefaults,
): readonly Story[] {
  const items = Array.from(families, itemOf).sort((a, b) => (a.family < b.family ? -1 : 1))
  const pairs: Likeness[] = []
  for (const pair of candidates(items, options)) {
    const a = Math.floor(pair / items.length)
    const b = pair % items.length
    const value = likeness(items[a]!.subject, items[b]!.subject)
    if (value >= options.negligible) pairs.push({ a, b, value })
  }
  const { together, mayJoin } = pinned(items, pins)
  const groups = takeInLoners(agglomerate(items.length, pairs, options.least, together, mayJoin), pairs, mayJoin, options)
  const byGroup = new Map<number, Item[]>()
  groups.forEach((group, at) => {
    byGroup.set(group, [...(byGroup.get(group) ?? []), items[at]!])
  })
  return [...byGroup.values()].map(storyOf).sort((a, b) => (a.id < b.id ? -1 : 1))
}

function itemOf(family: Family): Item {
  const features = [...family.features].sort((a, b) => (a.article < b.article ? -1 : 1))
  const dated = features.flatMap(({ article, day }) => (day === null ? [] : [{ article, day }]))
  return { family: family.tree.id, articles: [...family.tree.members].sort(), dated, subject: subjectOf(features) }
}

/** A story is named by its earliest article, so that it keeps its id when later ones join. */
function storyOf(items: readonly Item[]): Story {
  const articles = items.flatMap((item) => item.articles).sort()
  const first = items.flatMap(({ dated }) => dated).sort((a, b) => a.day - b.day || (a.article < b.article ? -1 : 1))[0]
  return { id: makeId('story', first?.article ?? articles[0]!), articles, families: items.map(({ family }) => family).sort() }
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

/** Pairs that share one of their weightiest terms, the smaller number first: a · items + b. There are up to a hundred to an item. */
function candidates(items: readonly Item[], options: ClusterOptions): ReadonlySet<number> {
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
    const ordered = crowded ? list.sort((x, y) => (items[x]!.subject.day ?? 0) - (items[y]!.subject.day ?? 0) || x - y) : list
    const reach = crowded ? options.keyNeighbours : list.length
    for (let i = 0; i < ordered.length; i++)
      for (let j = i + 1; j < Math.min(ordered.length, i + 1 + reach); j++)
        found.add(Math.min(ordered[i]!, ordered[j]!) * items.length + Math.max(ordered[i]!, ordered[j]!))
  }
  return found
}

/** By terms of body, names and title, each as it weighs in its view. */
function keysOf({ subject: { views } }: Item, most: number): readonly number[] {
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
