/** Chance from a seed: the same seed gives the same sequence on every machine. */
export type Random = Readonly<{
  /** From 0 up to 1. */
  next: () => number
  /** Whole numbers from `least` to `most`, both included. */
  whole: (least: number, most: number) => number
  chance: (share: number) => boolean
  /** One of them; the list is not empty. */
  pick: <T>(all: readonly T[]) => T
  shuffled: <T>(all: readonly T[]) => readonly T[]
}>

/** Source: mulberry32, Tommy Ettinger, public domain; the shuffle is Fisher and Yates. */
export function randomFrom(seed: number): Random {
  let state = seed | 0
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const whole = (least: number, most: number) => least + Math.floor(next() * (most - least + 1))
  return {
    next,
    whole,
    chance: (share) => next() < share,
    pick: (all) => all[whole(0, all.length - 1)]!,
    shuffled: (all) => {
      const order = [...all]
      for (let at = order.length - 1; at > 0; at--) {
        const other = whole(0, at)
        ;[order[at], order[other]] = [order[other]!, order[at]!]
      }
      return order
    },
  }
}
