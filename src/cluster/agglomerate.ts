/** How alike two things are, by number; pairs that are not named are not alike at all. */
export type Likeness = Readonly<{ a: number; b: number; value: number }>

type Entry = Readonly<{ value: number; a: number; b: number }>

/**
 * Average-link clustering: joins the two most alike groups as long as the mean likeness of their members is at least `least`.
 * `mayJoin` can forbid a join. Items are numbered from 0. Of equal likeness the pair with the smaller numbers goes first, so the
 * result hangs on the numbers alone; likeness in whole numbers makes it exact. Sparse: n log n in the pairs named.
 * Returns the group of each item, named by its smallest member.
 */
export function agglomerate(
  count: number,
  pairs: readonly Likeness[],
  least: number,
  mayJoin: (a: readonly number[], b: readonly number[]) => boolean = () => true,
): readonly number[] {
  const members: (number[] | null)[] = Array.from({ length: count }, (_, item) => [item])
  const sums: Map<number, number>[] = Array.from({ length: count }, () => new Map())
  for (const { a, b, value } of pairs) {
    sums[a]!.set(b, value)
    sums[b]!.set(a, value)
  }
  const join = (a: number, b: number) => {
    members[a]!.push(...members[b]!)
    members[b] = null
    for (const [other, sum] of sums[b]!) {
      sums[other]!.delete(b)
      if (other === a) continue
      const both = (sums[a]!.get(other) ?? 0) + sum
      sums[a]!.set(other, both)
      sums[other]!.set(a, both)
    }
    sums[b]!.clear()
  }
  const mean = (a: number, b: number) => (sums[a]!.get(b) ?? 0) / (members[a]!.length * members[b]!.length)
  const heap = new Heap(
    pairs.filter(({ value }) => value >= least).map(({ a, b, value }) => ({ value, a: Math.min(a, b), b: Math.max(a, b) })),
  )
  for (let top = heap.take(); top; top = heap.take()) {
    const { a, b, value } = top
    if (!members[a] || !members[b] || mean(a, b) !== value || !mayJoin(members[a], members[b])) continue
    join(a, b)
    for (const other of sums[a]!.keys()) {
      const value = mean(a, other)
      if (value >= least) heap.put({ value, a: Math.min(a, other), b: Math.max(a, other) })
    }
  }
  const groups = new Array<number>(count).fill(0)
  members.forEach((group, name) => {
    if (group) for (const item of group) groups[item] = name
  })
  return groups
}

const before = (one: Entry, other: Entry) =>
  one.value > other.value || (one.value === other.value && (one.a < other.a || (one.a === other.a && one.b < other.b)))

/** A binary heap, most alike first. */
class Heap {
  readonly #entries: Entry[] = []
  constructor(entries: readonly Entry[]) {
    for (const entry of entries) this.put(entry)
  }
  put(entry: Entry) {
    const entries = this.#entries
    let at = entries.push(entry) - 1
    while (at > 0) {
      const above = (at - 1) >> 1
      if (!before(entry, entries[above]!)) break
      entries[at] = entries[above]!
      at = above
    }
    entries[at] = entry
  }
  take(): Entry | undefined {
    const entries = this.#entries
    const top = entries[0]
    const last = entries.pop()
    if (top === undefined || last === undefined || entries.length === 0) return top
    let at = 0
    for (;;) {
      let below = 2 * at + 1
      if (below >= entries.length) break
      if (below + 1 < entries.length && before(entries[below + 1]!, entries[below]!)) below++
      if (!before(entries[below]!, last)) break
      entries[at] = entries[below]!
      at = below
    }
    entries[at] = last
    return top
  }
}
