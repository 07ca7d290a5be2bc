/** `length` words from word `a` of one text stand from word `b` of the other. */
export type Tile = Readonly<{ a: number; b: number; length: number }>

/** Words a seed: below that nearly all matches are set phrases. */
const seedWords = 5
/** Places of one seed in the other text that are tried, first ones first: a refrain must not cost the square of its length. */
const placesTried = 8
/** Words compared per word of both texts before no more seeds are followed. News needs about 1; texts of one word repeated, without end. */
const comparisons = 32

/** Working memory, reused: the seeds of one text in an open hash table, chained by place, and the reach of each diagonal. */
let heads = new Int32Array(0)
let links = new Int32Array(0)
let reach = new Int32Array(0)

/**
 * The longest stretches that two word arrays share, none overlapping another on either side, as greedy string tiling finds
 * them: longest first; of equals the first in `a`, then in `b`. Sorted by `a`. Stretches of fewer than five words are not found.
 * Linear in the words, for hostile texts too, where what is found may then not be the longest. Source: Wise, 1993 (greedy string tiling, running Karp-Rabin).
 */
export function tile(a: Uint32Array, b: Uint32Array): readonly Tile[] {
  return settle(matchesOf(a, b), a.length, b.length)
}

function seedHash(words: Uint32Array, at: number): number {
  let hash = 0
  for (let i = 0; i < seedWords; i++) hash = (Math.imul(hash, 0x9e3779b1) + words[at + i]!) | 0
  return hash ^ (hash >>> 15)
}

function indexSeeds(words: Uint32Array): number {
  const seeds = words.length - seedWords + 1
  const size = 2 ** Math.ceil(Math.log2(Math.max(seeds, 1) * 2))
  if (heads.length < size) heads = new Int32Array(size)
  if (links.length < seeds) links = new Int32Array(seeds * 2)
  heads.fill(-1, 0, size)
  for (let at = seeds - 1; at >= 0; at--) {
    const slot = seedHash(words, at) & (size - 1)
    links[at] = heads[slot]!
    heads[slot] = at
  }
  return size - 1
}

/** All maximal equal stretches that a seed leads to, each once. */
function matchesOf(a: Uint32Array, b: Uint32Array): Tile[] {
  const found: Tile[] = []
  if (a.length < seedWords || b.length < seedWords) return found
  const mask = indexSeeds(b)
  const diagonals = a.length + b.length
  if (reach.length < diagonals) reach = new Int32Array(diagonals * 2)
  reach.fill(0, 0, diagonals)
  let left = comparisons * diagonals
  for (let at = 0; at + seedWords <= a.length && left > 0; at++) {
    let tried = 0
    for (let to = heads[seedHash(a, at) & mask]!; to >= 0 && tried < placesTried; to = links[to]!) {
      const diagonal = at - to + b.length
      if (at < reach[diagonal]!) {
        tried++
        continue
      }
      let start = at
      let end = at
      while (end < a.length && end - at + to < b.length && a[end] === b[end - at + to]) end++
      if (end - at < seedWords) continue // two seeds in one slot
      while (start > reach[diagonal]! && start - at + to > 0 && a[start - 1] === b[start - 1 - at + to]) start--
      reach[diagonal] = end
      left -= end - start
      found.push({ a: start, b: start - at + to, length: end - start })
      tried++
    }
  }
  return found
}

/** Takes matches longest first, each less the words that longer ones hold; what is left of it waits for its turn. */
function settle(matches: readonly Tile[], wordsOfA: number, wordsOfB: number): readonly Tile[] {
  const byLength: (Tile[] | undefined)[] = []
  const wait = (match: Tile) => {
    const others = byLength[match.length]
    if (others) others.push(match)
    else if (match.length >= seedWords) byLength[match.length] = [match]
  }
  for (const match of matches) wait(match)
  const takenA = new Uint8Array(wordsOfA)
  const takenB = new Uint8Array(wordsOfB)
  const tiles: Tile[] = []
  for (let length = byLength.length - 1; length >= seedWords; length--) {
    const waiting = byLength[length]?.sort(inOrder)
    if (!waiting) continue
    for (const match of waiting) {
      const free = freePieces(match, takenA, takenB)
      if (free.length === 1 && free[0]!.length === length) {
        takenA.fill(1, match.a, match.a + length)
        takenB.fill(1, match.b, match.b + length)
        tiles.push(match)
      } else for (const piece of free) wait(piece)
    }
  }
  return tiles.sort(inOrder)
}

const inOrder = (one: Tile, other: Tile) => one.a - other.a || one.b - other.b

function freePieces(match: Tile, takenA: Uint8Array, takenB: Uint8Array): readonly Tile[] {
  const pieces: Tile[] = []
  let start = 0
  for (let i = 0; i <= match.length; i++) {
    if (i < match.length && !takenA[match.a + i] && !takenB[match.b + i]) continue
    if (i > start) pieces.push({ a: match.a + start, b: match.b + start, length: i - start })
    start = i + 1
  }
  return pieces
}

/**
 * The tiles that stand in one order in both texts and hold the most words together; all others were moved.
 * `tiles` are sorted by `a`. Heaviest increasing subsequence over `b` by a Fenwick tree of prefix maxima, n log n.
 */
export function inOneOrder(tiles: readonly Tile[]): ReadonlySet<Tile> {
  const byB = [...tiles].sort((one, other) => one.b - other.b)
  const rank = new Map(byB.map((each, at) => [each, at + 1]))
  const best = new Int32Array(tiles.length + 1).fill(-1) // index of the chain end with the most words, per prefix of ranks
  const weight = new Float64Array(tiles.length)
  const before = new Int32Array(tiles.length)
  let last = -1
  tiles.forEach((each, at) => {
    let previous = -1
    for (let r = rank.get(each)! - 1; r > 0; r &= r - 1)
      if (best[r]! >= 0 && (previous < 0 || weight[best[r]!]! > weight[previous]!)) previous = best[r]!
    before[at] = previous
    weight[at] = each.length + (previous < 0 ? 0 : weight[previous]!)
    for (let r = rank.get(each)!; r <= tiles.length; r += r & -r) if (best[r]! < 0 || weight[at]! > weight[best[r]!]!) best[r] = at
    if (last < 0 || weight[at]! > weight[last]!) last = at
  })
  const chain = new Set<Tile>()
  for (let at = last; at >= 0; at = before[at]!) chain.add(tiles[at]!)
  return chain
}

/** Longest gap, in words of one side, that is aligned word by word. */
export const gapWords = 40
const side = gapWords + 1
const lengths = new Uint8Array(side * side)

/**
 * Aligns two short stretches word by word: the longest common subsequence as tiles of one word or more, in order.
 * At most `gapWords` words a side; a full table, as at this size it is faster than the output-sensitive algorithms.
 */
export function alignGap(a: Uint32Array, fromA: number, toA: number, b: Uint32Array, fromB: number, toB: number): readonly Tile[] {
  const rows = toA - fromA
  const columns = toB - fromB
  for (let i = rows; i >= 0; i--)
    for (let j = columns; j >= 0; j--) {
      const at = i * side + j
      if (i === rows || j === columns) lengths[at] = 0
      else if (a[fromA + i] === b[fromB + j]) lengths[at] = lengths[at + side + 1]! + 1
      else lengths[at] = Math.max(lengths[at + side]!, lengths[at + 1]!)
    }
  const found: Tile[] = []
  for (let i = 0, j = 0; i < rows && j < columns; ) {
    if (a[fromA + i] === b[fromB + j]) {
      let length = 1
      while (i + length < rows && j + length < columns && a[fromA + i + length] === b[fromB + j + length]) length++
      found.push({ a: fromA + i, b: fromB + j, length })
      i += length
      j += length
    } else if (lengths[(i + 1) * side + j]! >= lengths[i * side + j + 1]!) i++
    else j++
  }
  return found
}
