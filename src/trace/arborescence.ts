/** A directed edge `from` → `to` with its weight; nodes are numbers from 0. */
export type Arc = Readonly<{ from: number; to: number; weight: number }>

/**
 * The maximum spanning arborescence: for every node but `root` one arc into it, no cycles, the largest sum of weights. Returns
 * the index into `arcs` per node (-1 for the root and for what cannot be reached). Of equal sums the one with the arcs that
 * come first in `arcs`. Source: Chu, Liu 1965; Edmonds 1967. Cubic at worst; families are small.
 */
export function arborescence(nodes: number, root: number, arcs: readonly Arc[]): readonly number[] {
  const chosen = solve(
    nodes,
    root,
    arcs.map((arc, index) => ({ ...arc, index })),
  )
  const into = new Array<number>(nodes).fill(-1)
  for (const index of chosen) into[arcs[index]!.to] = index
  return into
}

/** `index` leads back to the arc that was given. */
type Indexed = Arc & Readonly<{ index: number }>

function solve(nodes: number, root: number, arcs: readonly Indexed[]): readonly number[] {
  const best = bestInto(nodes, root, arcs)
  const cycle = findCycle(nodes, best)
  if (!cycle) return best.flatMap((arc) => (arc ? [arc.index] : []))
  // Shrink the cycle to one node; an arc into it costs what it would break.
  const inside = new Set(cycle)
  const whole = nodes
  const entry = new Map<number, { to: number; arc: Indexed }>()
  const shrunk: Indexed[] = []
  for (const arc of arcs) {
    const from = inside.has(arc.from) ? whole : arc.from
    const to = inside.has(arc.to) ? whole : arc.to
    if (from === to) continue
    if (to === whole) entry.set(arc.index, { to: arc.to, arc })
    shrunk.push({ from, to, index: arc.index, weight: to === whole ? arc.weight - best[arc.to]!.weight : arc.weight })
  }
  const chosen = solve(nodes + 1, root, shrunk)
  const broken = chosen.map((index) => entry.get(index)).find((each) => each !== undefined)
  return [...chosen, ...cycle.filter((node) => node !== broken?.to).map((node) => best[node]!.index)]
}

function bestInto(nodes: number, root: number, arcs: readonly Indexed[]): (Indexed | undefined)[] {
  const best = new Array<Indexed | undefined>(nodes).fill(undefined)
  for (const arc of arcs)
    if (arc.to !== root && arc.from !== arc.to && (best[arc.to] === undefined || arc.weight > best[arc.to]!.weight)) best[arc.to] = arc
  return best
}

function findCycle(nodes: number, best: readonly (Indexed | undefined)[]): readonly number[] | null {
  const mark = new Int32Array(nodes).fill(-1)
  for (let start = 0; start < nodes; start++) {
    let node = start
    let arc = best[node]
    while (arc && mark[node]! < 0) {
      mark[node] = start
      node = arc.from
      arc = best[node]
    }
    if (!arc || mark[node] !== start) continue
    const cycle = [node]
    for (let at = arc.from; at !== node; at = best[at]!.from) cycle.push(at)
    return cycle
  }
  return null
}
