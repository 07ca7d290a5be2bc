/** From a 32-bit hash to a place in a list, by open addressing over two typed arrays. Hash 0 counts as 1. */
export type HashIndex = Readonly<{ keys: Uint32Array; places: Int32Array; mask: number }>

/** The table is at most half full, so that a miss ends after two probes on average. */
export function hashIndexOf(hashes: Uint32Array): HashIndex {
  let size = 16
  while (size < hashes.length * 2) size *= 2
  const index = { keys: new Uint32Array(size), places: new Int32Array(size), mask: size - 1 }
  for (let place = 0; place < hashes.length; place++) {
    const key = hashes[place]! || 1
    let slot = key & index.mask
    while (index.keys[slot] !== 0 && index.keys[slot] !== key) slot = (slot + 1) & index.mask
    index.keys[slot] = key
    index.places[slot] = place
  }
  return index
}

/** The place of a hash, or -1. */
export function placeOf(index: HashIndex, hash: number): number {
  const key = hash || 1
  const { keys, mask } = index
  let slot = key & mask
  for (;;) {
    const found = keys[slot]
    if (found === key) return index.places[slot]!
    if (found === 0) return -1
    slot = (slot + 1) & mask
  }
}
