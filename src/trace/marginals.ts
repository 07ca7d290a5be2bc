import type { Arc } from './arborescence.ts'

/** Scores so far below the best one into a node, in nats, are as good as impossible: keeps the matrix well away from singular. */
const lowest = -25

/**
 * The chance of every arc, when an arborescence is as likely as the exponential of the sum of its weights: exact, by the
 * matrix-tree theorem. Nodes from 0, `root` the last. Every node is reached from the root. Time: the cube of the nodes.
 * Source: Tutte 1984; Koo, Globerson, Carreras, Collins, EMNLP 2007.
 */
export function marginals(root: number, arcs: readonly Arc[]): Float64Array {
  const most = new Float64Array(root).fill(Number.NEGATIVE_INFINITY)
  for (const { to, weight } of arcs) most[to] = Math.max(most[to]!, weight)
  const odds = Float64Array.from(arcs, ({ to, weight }) => Math.exp(Math.max(lowest, weight - most[to]!)))
  const laplacian = new Float64Array(root * root)
  arcs.forEach(({ from, to }, at) => {
    laplacian[to * root + to]! += odds[at]!
    if (from !== root) laplacian[from * root + to]! -= odds[at]!
  })
  const inverse = inverted(laplacian, root)
  return Float64Array.from(arcs, ({ from, to }, at) => {
    const through = inverse[to * root + to]! - (from === root ? 0 : inverse[to * root + from]!)
    return Math.min(1, Math.max(0, odds[at]! * through))
  })
}

/** Gauss and Jordan, with the largest element of the column as pivot. `matrix` is used up. */
export function inverted(matrix: Float64Array, size: number): Float64Array {
  const inverse = new Float64Array(size * size)
  for (let i = 0; i < size; i++) inverse[i * size + i] = 1
  for (let column = 0; column < size; column++) {
    let pivot = column
    for (let row = column + 1; row < size; row++)
      if (Math.abs(matrix[row * size + column]!) > Math.abs(matrix[pivot * size + column]!)) pivot = row
    swapRows(matrix, size, pivot, column)
    swapRows(inverse, size, pivot, column)
    const scale = 1 / matrix[column * size + column]!
    for (let i = 0; i < size; i++) {
      matrix[column * size + i]! *= scale
      inverse[column * size + i]! *= scale
    }
    for (let row = 0; row < size; row++) {
      const factor = matrix[row * size + column]!
      if (row === column || factor === 0) continue
      for (let i = 0; i < size; i++) {
        matrix[row * size + i]! -= factor * matrix[column * size + i]!
        inverse[row * size + i]! -= factor * inverse[column * size + i]!
      }
    }
  }
  return inverse
}

function swapRows(matrix: Float64Array, size: number, one: number, other: number): void {
  if (one === other) return
  for (let i = 0; i < size; i++) {
    const kept = matrix[one * size + i]!
    matrix[one * size + i] = matrix[other * size + i]!
    matrix[other * size + i] = kept
  }
}

/** Nodes above which chances are weighed node by node: over all trees they take the cube of the nodes. */
export const exactNodes = 600

/** The chance of every arc, over all trees where that can be had in seconds. */
export const chancesOf = (root: number, arcs: readonly Arc[]): Float64Array =>
  root <= exactNodes ? marginals(root, arcs) : localChances(arcs)

/** Each node's arcs weighed among themselves. */
function localChances(arcs: readonly Arc[]): Float64Array {
  const most = new Map<number, number>()
  for (const { to, weight } of arcs) most.set(to, Math.max(most.get(to) ?? Number.NEGATIVE_INFINITY, weight))
  const all = new Map<number, number>()
  for (const { to, weight } of arcs) all.set(to, (all.get(to) ?? 0) + Math.exp(weight - most.get(to)!))
  return Float64Array.from(arcs, ({ to, weight }) => Math.exp(weight - most.get(to)!) / all.get(to)!)
}
