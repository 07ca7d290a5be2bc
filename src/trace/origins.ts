/** So much likelier the later of two origins must be as the exemplar to stand above the earlier one. */
const clearlyLikelier = 2

/** Chance above which one of two origins is taken to go back to the other. */
const neitherCopied = 0.5

type Way = Readonly<{ from: number; to: number; chance: number }>

/**
 * Page by page, two origins may each be likelier than any one exemplar, although that one of them goes back to the other is likelier than
 * that neither does. Such origins are joined by their likeliest way, the earlier above the later. `into` names what each member has its
 * text from (`root`: from nobody; others above the members are unseen pages), `ranks` the members' order in time.
 */
export function joinOrigins(
  into: readonly number[],
  root: number,
  ranks: readonly number[],
  chance: (from: number, to: number) => number,
): readonly number[] {
  const joined = [...into]
  for (;;) {
    const way = likeliestJoin(joined, root, ranks, chance)
    if (way === null) return joined
    joined[way.to] = way.from
  }
}

function likeliestJoin(
  into: readonly number[],
  root: number,
  ranks: readonly number[],
  chance: (from: number, to: number) => number,
): Way | null {
  const origins = ranks.flatMap((_, node) => (into[node] === root ? [node] : [])).sort((a, b) => ranks[a]! - ranks[b]!)
  const trees = origins.map((origin) => ranks.flatMap((_, node) => (isBelow(into, node, origin) ? [node] : [])))
  let [most, best] = [neitherCopied, null as Way | null]
  for (let early = 0; early < origins.length; early++)
    for (let late = early + 1; late < origins.length; late++) {
      const waysTo = (to: number, tree: readonly number[]) => tree.map((from): Way => ({ from, to, chance: chance(from, to) }))
      const [down, up] = [waysTo(origins[late]!, trees[early]!), waysTo(origins[early]!, trees[late]!)]
      const [forward, back] = [sumOf(down), sumOf(up)]
      if (forward + back <= most) continue
      const ways = back > clearlyLikelier * forward ? up : down
      ;[most, best] = [forward + back, ways.reduce((top, way) => (way.chance > top.chance ? way : top))]
    }
  return best
}

/**
 * An origin that is dated after one of its copies changes places with it, unless this way is clearly likelier than the other: where the words leave
 * open who was first, the dates say it. `earlier`: whether one member is dated before another.
 */
export function turnOrigins(
  into: readonly number[],
  root: number,
  earlier: (one: number, other: number) => boolean,
  chance: (from: number, to: number) => number,
): readonly number[] {
  const turned = [...into]
  into.forEach((from, origin) => {
    if (from !== root) return
    const first = into
      .flatMap((above, copy): Way[] =>
        above === origin && earlier(copy, origin) ? [{ from: copy, to: origin, chance: chance(copy, origin) }] : [],
      )
      .filter(({ from: copy, chance: back }) => chance(origin, copy) <= clearlyLikelier * back)
      .reduce((best: Way | null, way) => (best === null || way.chance > best.chance ? way : best), null)
    if (first === null) return
    turned[first.from] = root
    turned[origin] = first.from
  })
  return turned
}

const sumOf = (ways: readonly Way[]) => ways.reduce((sum, { chance }) => sum + chance, 0)

/** Whether `node` descends from `above`. */
export function isBelow(into: readonly number[], node: number, above: number): boolean {
  for (let at = node; at >= 0 && at < into.length; at = into[at]!) if (at === above) return true
  return false
}
