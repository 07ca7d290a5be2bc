/** From a 32-bit hash to a place in a list, by open addressing. Key and place lie side by side, so that a hit costs one cache line. */
export type HashIndex = Readonly<{ slots: Int32Array; mask: number }>

/** The table is at most half full, so that a miss ends after two probes on average. Hash 0 counts as 1; 0 marks a free slot. */
export function hashIndexOf(hashes: Uint32Array): HashIndex {
  let size = 16
  while (size < hashes.length * 2) size *= 2
  const slots = new Int32Array(size * 2)
  for (let place = 0; place < hashes.length; place++) {
    const key = hashes[place]! | 0 || 1
    let slot = key & (size - 1)
    while (slots[slot * 2] !== 0 && slots[slot * 2] !== key) slot = (slot + 1) & (size - 1)
    slots[slot * 2] = key
    slots[slot * 2 + 1] = place
  }
  return { slots, mask: size - 1 }
}

/** The place of a hash, or -1. */
export function placeOf({ slots, mask }: HashIndex, hash: number): number {
  const key = hash | 0 || 1
  let slot = key & mask
  for (;;) {
    const found = slots[slot * 2]
    if (found === key) return slots[slot * 2 + 1]!
    if (found === 0) return -1
    slot = (slot + 1) & mask
  }
}

/** All hashes in rising order, and the place of each. */
export function inOrder({ slots }: HashIndex): Readonly<{ hashes: Uint32Array; places: Int32Array }> {
  const used: number[] = []
  for (let slot = 0; slot < slots.length; slot += 2) if (slots[slot] !== 0) used.push(slot)
  used.sort((a, b) => (slots[a]! >>> 0) - (slots[b]! >>> 0))
  return { hashes: Uint32Array.from(used, (slot) => slots[slot]! >>> 0), places: Int32Array.from(used, (slot) => slots[slot + 1]!) }
}
