import type { Likeness } from '#cluster/agglomerate.ts'
import { type GroupOptions, groupsOf, linkOf, type Rulings } from '#cluster/groups.ts'
import type { Id } from '#model/ids.ts'
import type { Db } from '#store/db.ts'
import { likenessOf, storiesOfSubjects, subjectsOfStories } from '#store/neighbours.ts'

/** Families that are one story, by number, ascending. `story`: it stands so in the database; null: it was gathered anew. */
type Home = Readonly<{ members: readonly number[]; story: Id<'story'> | null }>

/**
 * Stories as they become when families are let in, without looking at the whole archive. Two groups can only come together where
 * a pair worth `linkOf` links them. So a region (new families, and whole stories) is gathered alone; where its outcome differs from
 * what was, the stories linked to what differs are taken into the region, until nothing that differs is linked to anything outside.
 * Then the outcome is that of gathering everything at once: proof in docs/decisions/0091.
 */
export class Regions {
  readonly #db: Db
  readonly #rulings: Rulings
  readonly #options: GroupOptions
  readonly #partners: ReadonlyMap<number, readonly number[]>
  readonly #homes = new Map<number, Home>()
  readonly #out = new Set<number>()

  constructor(db: Db, rulings: Rulings, options: GroupOptions) {
    this.#db = db
    this.#rulings = rulings
    this.#options = options
    this.#partners = partnersOf(rulings)
  }

  /** Takes families out, whole stories only: what is left is as gathered without them. They are let in again one by one. */
  takeOut(families: readonly number[]): void {
    for (const family of families) this.#out.add(family)
  }

  async letIn(families: readonly number[]): Promise<void> {
    for (const family of families) this.#out.delete(family)
    const region = new Set(families)
    const likeness = new Map<number, readonly Likeness[]>()
    for (;;) {
      await this.#withPartners(region)
      await this.#load(region, likeness)
      const members = [...region].sort((a, b) => a - b)
      const pairs = members.flatMap((a) => likeness.get(a)!.filter(({ b }) => a < b && region.has(b)))
      const groups = groupsOf(members, pairs, this.#rulings, this.#options)
      const changed = groups.filter((group) => !this.#stands(group))
      const linked = changed
        .flat()
        .flatMap((a) => likeness.get(a)!.filter(({ b, value }) => value >= linkOf(this.#options) && this.#isIn(b)))
      const beyond = linked.map(({ b }) => b).filter((b) => !region.has(b))
      if (beyond.length > 0) {
        for (const family of await this.#wholeStories(beyond)) region.add(family)
        continue
      }
      for (const group of changed) {
        const home: Home = { members: group, story: null }
        for (const family of group) this.#homes.set(family, home)
      }
      return
    }
  }

  /** The groups that do not stand in the database so, or were taken out of it. */
  changed(): readonly (readonly number[])[] {
    return [...new Set(this.#homes.values())].filter(({ story }) => story === null).map(({ members }) => members)
  }

  #isIn(family: number): boolean {
    return !this.#out.has(family)
  }

  /** Whether a group is a story as it was before. */
  #stands(group: readonly number[]): boolean {
    const home = this.#homes.get(group[0]!)
    return home !== undefined && home.members.length === group.length && group.every((family) => this.#homes.get(family) === home)
  }

  /** Families that users put together with some in the region belong to it, each with its story. */
  async #withPartners(region: Set<number>): Promise<void> {
    for (let more = [...region]; more.length > 0; ) {
      const partners = more.flatMap((family) => this.#partners.get(family) ?? [])
      const missing = [...new Set(partners)].filter((family) => !region.has(family) && this.#isIn(family))
      more = (await this.#wholeStories(missing)).filter((family) => !region.has(family))
      for (const family of more) region.add(family)
    }
  }

  async #load(region: ReadonlySet<number>, likeness: Map<number, readonly Likeness[]>): Promise<void> {
    const missing = [...region].filter((family) => !likeness.has(family))
    const lists = new Map<number, Likeness[]>(missing.map((family) => [family, []]))
    for (const pair of await likenessOf(this.#db, missing)) if (this.#isIn(pair.b)) lists.get(pair.a)!.push(pair)
    for (const [family, list] of lists) likeness.set(family, list)
  }

  /** All families of the stories that these are in. */
  async #wholeStories(families: readonly number[]): Promise<readonly number[]> {
    const unknown = [...new Set(families)].filter((family) => !this.#homes.has(family))
    const stories = [...new Set((await storiesOfSubjects(this.#db, unknown)).values())]
    for (const [story, members] of await subjectsOfStories(this.#db, stories)) {
      const home: Home = { members, story }
      for (const family of members) this.#homes.set(family, home)
    }
    return [...new Set(families.flatMap((family) => this.#homes.get(family)?.members ?? [family]))]
  }
}

function partnersOf({ together, pins }: Rulings): ReadonlyMap<number, readonly number[]> {
  const partners = new Map<number, Set<number>>()
  const add = (family: number, others: Iterable<number>) => partners.set(family, new Set([...(partners.get(family) ?? []), ...others]))
  for (const families of together) for (const family of families) add(family, families)
  for (const [family, to] of pins) {
    add(family, [to])
    add(to, [family])
  }
  return new Map([...partners].map(([family, others]) => [family, [...others]]))
}
