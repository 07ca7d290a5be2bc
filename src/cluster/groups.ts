import { agglomerate, type Likeness } from './agglomerate.ts'

/** What users have decided, in families by number. */
export type Rulings = Readonly<{
  /** No family of the one list grows together with one of the other. */
  apart: readonly (readonly [readonly number[], readonly number[]])[]
  /** Whatever these grow into is one. */
  together: readonly (readonly number[])[]
  /** A family that is where another one is, and has no say in what grows together. */
  pins: ReadonlyMap<number, number>
}>
export const noRulings: Rulings = { apart: [], together: [], pins: new Map() }

export type GroupOptions = Readonly<{ least: number; leastToFew: number; few: number; small: number }>

/** What a pair must at least be worth for what becomes of one side to hang on the other. */
export const linkOf = ({ least, leastToFew }: GroupOptions): number => Math.min(least, leastToFew)

/**
 * The groups that families fall into. `families` by number, ascending; likeness in whole numbers, as are the bounds in `options`. Two families can only come together where a pair that is worth `linkOf(options)` links what they grew into, which is why
 * the groups of an archive can be mended region by region (docs/decisions/0091).
 */
export function groupsOf(
  families: readonly number[],
  pairs: readonly Likeness[],
  rulings: Rulings,
  options: GroupOptions,
): readonly (readonly number[])[] {
  const place = new Map(families.map((family, at) => [family, at]))
  const pinned = new Map<number, number>()
  for (const [family, at] of place) {
    const to = place.get(pinnedTo(family, rulings.pins))
    if (to !== undefined && to !== at) pinned.set(at, to)
  }
  const free = pairs
    .map(({ a, b, value }) => ({ a: place.get(a)!, b: place.get(b)!, value }))
    .filter(({ a, b }) => !pinned.has(a) && !pinned.has(b))
  const mayJoin = joining(place, rulings.apart)
  const grown = takeInSmall(agglomerate(families.length, free, options.least, mayJoin), free, mayJoin, options)
  const placed = grown.map((group, at) => (pinned.has(at) ? grown[pinned.get(at)!]! : group))
  const groups = gathered(unite(placed, rulings.together, place))
  return [...groups.values()].map((group) => group.map((at) => families[at]!))
}

/** Where pins lead from a family; itself when it is not pinned, or is the smallest of a circle of pins. */
function pinnedTo(family: number, pins: Rulings['pins']): number {
  const way = [family]
  for (let at = pins.get(family); at !== undefined; at = pins.get(at)) {
    const seen = way.indexOf(at)
    if (seen >= 0) return Math.min(...way.slice(seen))
    way.push(at)
  }
  return way.at(-1)!
}

/** Whether two groups may be one. */
function joining(place: ReadonlyMap<number, number>, apart: Rulings['apart']) {
  const foes = new Map<number, Set<number>>()
  for (const sides of apart) {
    const [one, other] = sides.map((side) => side.flatMap((family) => place.get(family) ?? []))
    for (const [here, there] of [[one!, other!] as const, [other!, one!] as const])
      for (const item of here) foes.set(item, new Set([...(foes.get(item) ?? []), ...there]))
  }
  const isFoe = (item: number, group: readonly number[]) => {
    const mine = foes.get(item)
    return mine !== undefined && group.some((other) => mine.has(other))
  }
  return (a: readonly number[], b: readonly number[]) => foes.size === 0 || !a.some((item) => isFoe(item, b))
}

/**
 * Of a group of few families each is like few others: they are short, broken, or of one side of an event. It joins the larger group with the members that its own are likest
 * to. Each chooses for itself among the groups as they have grown, so that whoever is far from it has no say.
 */
function takeInSmall(
  groups: readonly number[],
  pairs: readonly Likeness[],
  mayJoin: (a: readonly number[], b: readonly number[]) => boolean,
  { leastToFew, few, small }: GroupOptions,
): readonly number[] {
  const members = gathered(groups)
  const sizeOf = (group: number) => members.get(group)!.length
  const likes = new Map<number, Map<number, Map<number, number[]>>>() // small group, larger group, family of the small one
  for (const { a, b, value } of pairs)
    for (const [item, other] of [[a, b] as const, [b, a] as const]) {
      const [from, to] = [groups[item]!, groups[other]!]
      if (sizeOf(from) > small || sizeOf(to) <= sizeOf(from)) continue
      const values = inner(inner(likes, from), to)
      values.set(item, [...(values.get(item) ?? []), value])
    }
  const wishes = [...likes].flatMap(([group, targets]) =>
    [...targets].map(([to, values]) => ({ group, to, value: sumOfMost([...values.values()], few) / (few * sizeOf(group)) })),
  )
  wishes.sort((x, y) => y.value - x.value || x.group - y.group || x.to - y.to)
  const into = new Map<number, number>()
  const united = new Map([...members].map(([group, items]) => [group, [...items]]))
  const endOf = (group: number): number => (into.has(group) ? endOf(into.get(group)!) : group)
  for (const { group, to, value } of wishes) {
    if (value <= leastToFew || into.has(group) || !mayJoin(united.get(group)!, united.get(endOf(to))!)) continue
    united.get(endOf(to))!.push(...united.get(group)!)
    into.set(group, to)
  }
  return groups.map(endOf)
}

/** A map inside a map, made where it is not there. */
function inner<Key, Value>(maps: Map<Key, Map<number, Value>>, key: Key): Map<number, Value> {
  const map = maps.get(key) ?? new Map<number, Value>()
  maps.set(key, map)
  return map
}

const sumOfMost = (lists: readonly (readonly number[])[], few: number) =>
  lists.reduce((sum, values) => sum + sumOf(values.toSorted((x, y) => y - x).slice(0, few)), 0)
const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0)

/** Groups of which one list of `together` has members become one. */
function unite(groups: readonly number[], together: Rulings['together'], place: ReadonlyMap<number, number>): readonly number[] {
  const into = new Map<number, number>()
  const find = (group: number): number => {
    let at = group
    while (into.has(at)) at = into.get(at)!
    return at
  }
  for (const families of together) {
    const named = [...new Set(families.flatMap((family) => place.get(family) ?? []).map((item) => find(groups[item]!)))]
    const first = Math.min(...named)
    for (const group of named) if (group !== first) into.set(group, first)
  }
  return into.size === 0 ? groups : groups.map(find)
}

function gathered(groups: readonly number[]): Map<number, number[]> {
  const members = new Map<number, number[]>()
  groups.forEach((group, item) => {
    const list = members.get(group)
    if (list) list.push(item)
    else members.set(group, [item])
  })
  return members
}
