import type { CopyTree } from '#model/copy.ts'
import { type Id, makeId } from '#model/ids.ts'
import type { Story } from '#model/story.ts'
import type { Likeness } from './agglomerate.ts'
import type { Features } from './features.ts'
import { type GroupOptions, groupsOf, noRulings, type Rulings } from './groups.ts'
import { likeness, type Subject } from './likeness.ts'
import { decoded, type Kept, keptOf, noDay } from './subjects.ts'

export { type Features, featuresOf } from './features.ts'

/** One family of copies, one vote; the features of its members. */
export type Family = Readonly<{ tree: Pick<CopyTree, 'id' | 'members'>; features: readonly Features[] }>

/** The number of an article's family; undefined: it is not there. */
export type NumberOf = (article: Id<'article'>) => number | undefined

export const clusterDefaults = {
  /** Mean chance from which two groups are one story. */
  least: 0.5,
  /** Mean chance with the likest members of a larger group from which a small one joins it, how many those are, and how many families are few. */
  leastToFew: 0.5,
  few: 2,
  small: 2,
  /** Weightiest terms of a family by which it is looked for, and how many of these are its chief ones. */
  keys: 25,
  chiefKeys: 5,
  /** Families of one term are in order of time; each is near so many before and after it. */
  reach: 14,
  /** Chances below this are taken as none. */
  negligible: 0.1,
} as const
export type ClusterOptions = Readonly<Record<keyof typeof clusterDefaults, number>>

/** Chances are kept in whole parts of this many, so that sums of them are exact in any order. */
const parts = 10_000
/** Lists in which two must be near each other to meet; a chief term of both is enough alone. */
export const enough = 2

/** The chance that two families tell one event, in ten-thousandths; 0 when it is negligible. */
export function chanceOf(a: Subject, b: Subject, { negligible }: ClusterOptions = clusterDefaults): number {
  const value = Math.round(likeness(a, b) * parts)
  return value >= negligible * parts ? value : 0
}

/** Bounds in the same measure. */
export const boundsOf = ({ least, leastToFew, few, small }: ClusterOptions = clusterDefaults): GroupOptions => ({
  least: Math.round(least * parts),
  leastToFew: Math.round(leastToFew * parts),
  few,
  small,
})

/**
 * Gathers families that tell one event, all at once; pipeline/stories.ts comes to the same piece by piece. The result is a function of the
 * set: pairs are scored by frozen counts of words, and groups grow by likeness alone.
 */
export function clusterStories(
  families: Iterable<Family>,
  rulingsFor: (numberOf: NumberOf) => Rulings = () => noRulings,
  options: ClusterOptions = clusterDefaults,
): readonly Story[] {
  const items = Array.from(families, ({ tree, features }) => ({ ...tree, kept: keptOf(tree.members, features, options.keys) }))
  items.sort((a, b) => (a.id < b.id ? -1 : 1))
  const subjects = items.map(({ kept }) => decoded(kept))
  const pairs: Likeness[] = []
  for (const [a, b] of meetings(items, options)) {
    const value = chanceOf(subjects[a]!, subjects[b]!, options)
    if (value > 0) pairs.push({ a, b, value })
  }
  const numbers = new Map(items.flatMap(({ members }, at) => members.map((article) => [article, at] as const)))
  const rulings = rulingsFor((article) => numbers.get(article))
  const groups = groupsOf([...items.keys()], pairs, rulings, boundsOf(options))
  return groups.map((group) => storyOf(group.map((at) => items[at]!))).sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** A story is named by its earliest article, so that it keeps its id when later ones join. */
export function storyOf(families: readonly Readonly<Family['tree'] & { kept: Pick<Kept, 'day' | 'first'> }>[]): Story {
  const firsts = families.map(({ kept }) => kept)
  const dated = firsts.filter(({ day }) => day !== null).sort((a, b) => a.day! - b.day! || (a.first < b.first ? -1 : 1))
  const first = dated[0]?.first ?? firsts.map((kept) => kept.first).sort()[0]!
  return {
    id: makeId('story', first),
    articles: families.flatMap(({ members }) => members).sort(),
    families: families.map(({ id }) => id).sort(),
  }
}

/**
 * Pairs that meet: in the list of each term families stand in order of day, then id. Two meet that are near each other in two lists, or in
 * the list of a term that is a chief one of both.
 */
function* meetings(items: readonly Readonly<{ kept: Kept }>[], options: ClusterOptions): Generator<readonly [number, number]> {
  const lists = new Map<number, { at: number; chief: boolean }[]>()
  items.forEach(({ kept }, at) => {
    kept.keys.forEach((term, rank) => {
      const entry = { at, chief: rank < options.chiefKeys }
      const list = lists.get(term)
      if (list) list.push(entry)
      else lists.set(term, [entry])
    })
  })
  const near = new Map<number, number>()
  const dayOf = (at: number) => items[at]!.kept.day ?? noDay
  for (const list of lists.values()) {
    list.sort((a, b) => dayOf(a.at) - dayOf(b.at) || a.at - b.at)
    for (let i = 0; i < list.length; i++)
      for (let j = i + 1; j < Math.min(list.length, i + 1 + options.reach); j++) {
        const pair = Math.min(list[i]!.at, list[j]!.at) * items.length + Math.max(list[i]!.at, list[j]!.at)
        near.set(pair, (near.get(pair) ?? 0) + (list[i]!.chief && list[j]!.chief ? enough : 1))
      }
  }
  for (const [pair, lists] of near) if (lists >= enough) yield [Math.floor(pair / items.length), pair % items.length]
}
