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

const viewNames = ['title', 'lead', 'body', 'names', 'numbers'] as const
type ViewName = (typeof viewNames)[number]

export const clusterDefaults = {
  /** How much each view says; a view that one side lacks is left out and the others share its part. */
  views: { title: 0.15, lead: 0.2, body: 0.35, names: 0.25, numbers: 0.05 } as Readonly<Record<ViewName, number>>,
  /** Standard deviation of the time between reports of one event, in days. */
  days: 3,
  /** Mean likeness from which two groups are one story. */
  least: 0.2,
  /** Rarest terms of a family by which it is looked for, families above which a term is too common to look by, and terms to be shared. */
  keys: 40,
  keyFamilies: 200,
  keysShared: 2,
} as const
export type ClusterOptions = typeof clusterDefaults

/** A family ready to be compared: the mean of its members' views. */
type Item = Readonly<{ family: Family; articles: readonly Id<'article'>[]; day: number | null; views: Readonly<Record<ViewName, Terms>> }>
type Terms = ReadonlyMap<number, number>

/**
 * Gathers families that tell one event. The result is a function of the set: pairs are scored by frozen counts of words, and
 * groups grow by likeness alone. Order of families and features does not matter.
 */
export function clusterStories(
  families: readonly Family[],
  pins: readonly Pin[] = [],
  options: ClusterOptions = clusterDefaults,
): readonly Story[] {
  const items = [...families].sort((a, b) => (a.tree.id < b.tree.id ? -1 : 1)).map(itemOf)
  const pairs = candidates(items, options).flatMap(([a, b]): Likeness[] => {
    const value = likeness(items[a]!, items[b]!, options)
    return value > 0 ? [{ a, b, value }] : []
  })
  const { together, mayJoin } = pinned(items, pins)
  const groups = agglomerate(items.length, pairs, options.least, together, mayJoin)
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

function itemOf(family: Family): Item {
  const features = [...family.features].sort((a, b) => (a.article < b.article ? -1 : 1))
  const days = features.flatMap(({ day }) => day ?? []).sort((a, b) => a - b)
  const views = Object.fromEntries(viewNames.map((name) => [name, meanOf(features.map((each) => each[name]))]))
  return { family, articles: [...family.tree.members].sort(), day: days[0] ?? null, views: views as Record<ViewName, Terms> }
}

/** The mean of views, of Euclidean length 1. */
function meanOf(views: readonly View[]): Terms {
  const sum = new Map<number, number>()
  for (const view of views) for (let at = 0; at < view.length; at += 2) sum.set(view[at]!, (sum.get(view[at]!) ?? 0) + view[at + 1]!)
  const length = Math.sqrt([...sum.values()].reduce((total, weight) => total + weight * weight, 0))
  if (views.length > 1) for (const [term, weight] of sum) sum.set(term, weight / length)
  return sum
}

function cosine(a: Terms, b: Terms): number {
  if (b.size < a.size) return cosine(b, a)
  let sum = 0
  for (const [term, weight] of a) sum += weight * (b.get(term) ?? 0)
  return sum
}

/** 0 to 1. Symmetric. */
function likeness(a: Item, b: Item, options: ClusterOptions): number {
  let sum = 0
  let parts = 0
  for (const name of viewNames) {
    if (a.views[name].size === 0 || b.views[name].size === 0) continue
    sum += options.views[name] * cosine(a.views[name], b.views[name])
    parts += options.views[name]
  }
  return parts === 0 ? 0 : (sum / parts) * nearness(a.day, b.day, options.days)
}

/** 1 at one time, less the further apart; 1 when either time is not known. */
const nearness = (a: number | null, b: number | null, days: number) =>
  a === null || b === null ? 1 : Math.exp(-((a - b) ** 2) / (2 * days * days))

/** Pairs that share enough of their weightiest terms. */
function candidates(items: readonly Item[], options: ClusterOptions): readonly (readonly [number, number])[] {
  const lists = new Map<number, number[]>()
  items.forEach((item, at) => {
    for (const term of keysOf(item, options.keys)) {
      const list = lists.get(term)
      if (list) list.push(at)
      else lists.set(term, [at])
    }
  })
  const shared = new Map<number, number>()
  for (const list of lists.values()) {
    if (list.length > options.keyFamilies) continue
    for (let i = 0; i < list.length; i++)
      for (let j = i + 1; j < list.length; j++) {
        const pair = list[i]! * items.length + list[j]!
        shared.set(pair, (shared.get(pair) ?? 0) + 1)
      }
  }
  const found: [number, number][] = []
  for (const [pair, times] of shared) if (times >= options.keysShared) found.push([Math.floor(pair / items.length), pair % items.length])
  return found.sort((x, y) => x[0] - y[0] || x[1] - y[1])
}

function keysOf({ views }: Item, most: number): readonly number[] {
  const weights = new Map(views.body)
  for (const name of ['names', 'title'] as const)
    for (const [term, weight] of views[name]) weights.set(term, Math.max(weight, weights.get(term) ?? 0))
  return [...weights]
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, most)
    .map(([term]) => term)
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
