/**
 * Turns UTF-16 offsets into code points and back for one text. Outside (JSON, exports) offsets count code points, as in
 * Python; inside they count code units. Texts without surrogate pairs, nearly all, cost one scan and no memory.
 */
export type Offsets = Readonly<{ toPoints: (unit: number) => number; toUnits: (point: number) => number }>

const pair = /[\ud800-\udbff][\udc00-\udfff]/g

export function offsetsOf(text: string): Offsets {
  const pairs: number[] = [] // where each surrogate pair starts, in code units
  for (const match of text.matchAll(pair)) pairs.push(match.index)
  if (pairs.length === 0) return { toPoints: (unit) => unit, toUnits: (point) => point }
  return {
    toPoints: (unit) => unit - countBelow(pairs, unit - 1),
    toUnits: (point) => point + countBelowPoint(pairs, point),
  }
}

/** How many pairs start below `unit`: an offset inside a pair counts as its end. */
function countBelow(pairs: readonly number[], unit: number): number {
  let low = 0
  let high = pairs.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (pairs[middle]! < unit) low = middle + 1
    else high = middle
  }
  return low
}

/** How many pairs lie wholly before code point `point`: pair k is code point pairs[k] - k. */
function countBelowPoint(pairs: readonly number[], point: number): number {
  let low = 0
  let high = pairs.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (pairs[middle]! - middle < point) low = middle + 1
    else high = middle
  }
  return low
}
