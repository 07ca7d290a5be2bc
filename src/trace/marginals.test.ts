import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Arc } from './arborescence.ts'
import { chancesOf, marginals } from './marginals.ts'

const root = 4
const some = fc
  .array(fc.record({ from: fc.nat(root), to: fc.nat(root - 1), weight: fc.double({ min: -6, max: 6, noNaN: true }) }), { maxLength: 14 })
  .map((arcs) => [
    ...[0, 1, 2, 3].map((to) => ({ from: root, to, weight: -2 })),
    ...arcs.filter(
      ({ from, to }, at) => from !== root && from !== to && arcs.findIndex((arc) => arc.from === from && arc.to === to) === at,
    ),
  ])

test('T11 the chance of an arc is its share of all trees', () => {
  fc.assert(
    fc.property(some, (arcs) => {
      const shares = byEnumeration(arcs)
      marginals(root, arcs).forEach((chance, at) => {
        assert.ok(Math.abs(chance - shares[at]!) < 1e-6, `${chance} is not ${shares[at]}`)
      })
    }),
  )
})

test('T11 the chances of all ways into a page are one, in families of any size', () => {
  for (const nodes of [2, 40, 700]) {
    const arcs = Array.from({ length: nodes }, (_, to) => [
      { from: nodes, to, weight: -8 },
      ...[1, 2, 3, 5, 8].filter((step) => step < nodes).map((step) => ({ from: (to + step) % nodes, to, weight: Math.sin(to * step) * 9 })),
    ]).flat()
    const sums = new Float64Array(nodes)
    chancesOf(nodes, arcs).forEach((chance, at) => {
      sums[arcs[at]!.to]! += chance
    })
    for (const sum of sums) assert.ok(Math.abs(sum - 1) < 1e-6, `${sum}`)
  }
})

function byEnumeration(arcs: readonly Arc[]): readonly number[] {
  const shares = new Array<number>(arcs.length).fill(0)
  let all = 0
  const into = new Array<number>(root).fill(-1)
  const reaches = (node: number) => {
    let at = node
    for (let step = 0; step <= root && at !== root; step++) at = arcs[into[at]!]!.from
    return at === root
  }
  const choose = (node: number, odds: number): void => {
    if (node === root) {
      if (!into.every((_, at) => reaches(at))) return
      all += odds
      for (const arc of into) shares[arc]! += odds
      return
    }
    arcs.forEach(({ to, weight }, at) => {
      if (to !== node) return
      into[node] = at
      choose(node + 1, odds * Math.exp(weight))
    })
  }
  choose(0, 1)
  return shares.map((share) => share / all)
}
