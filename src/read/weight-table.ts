/** O, then B- and I- of each type of name: 1 + 2t and 2 + 2t. */
export const labelCount = 11

/**
 * Weights of hashed features, one for each label. A slot holds a hash and its weights, four to a word as bytes from 1 to 255
 * (128 is none), found by open addressing: 16 bytes, so that a look-up costs one cache line, and adding costs six additions. The
 * table is at most half full, so that a miss ends after two probes on average. Hash 0 counts as 1; 0 marks a free slot.
 */
export type WeightTable = Readonly<{ slots: Int32Array; mask: number; count: number }>
const slotWords = 4
const none = 128
/** Every second byte of a word: two sums of 16 bits, which 257 features can fill at most. */
const lanes = 0x00ff00ff

/** `weights`: `labelCount` for each hash, -127 to 127. Of equal hashes the first counts. */
export function weightTableOf(hashes: Uint32Array, weights: Int8Array): WeightTable {
  let size = 16
  while (size < hashes.length * 2) size *= 2
  const slots = new Int32Array(size * slotWords)
  let count = 0
  for (let place = 0; place < hashes.length; place++) {
    const key = hashes[place]! | 0 || 1
    let slot = (key & (size - 1)) * slotWords
    while (slots[slot] !== 0 && slots[slot] !== key) slot = (slot + slotWords) & (size * slotWords - 1)
    if (slots[slot] === key) continue
    slots[slot] = key
    count++
    for (let label = 0; label < labelCount; label++)
      slots[slot + 1 + (label >> 2)]! |= (weights[place * labelCount + label]! + none) << ((label & 3) * 8)
  }
  return { slots, mask: size - 1, count }
}

/** All hashes in rising order, and their weights, `labelCount` for each. */
export function inOrder({ slots, count }: WeightTable): Readonly<{ hashes: Uint32Array; weights: Int8Array }> {
  const used: number[] = []
  for (let slot = 0; slot < slots.length; slot += slotWords) if (slots[slot] !== 0) used.push(slot)
  used.sort((a, b) => (slots[a]! >>> 0) - (slots[b]! >>> 0))
  const weights = new Int8Array(count * labelCount)
  for (const [place, slot] of used.entries())
    for (let label = 0; label < labelCount; label++)
      weights[place * labelCount + label] = ((slots[slot + 1 + (label >> 2)]! >>> ((label & 3) * 8)) & 255) - none
  return { hashes: Uint32Array.from(used, (slot) => slots[slot]! >>> 0), weights }
}

/**
 * Adds to the sums, from `at` on and `labelCount` for each of `count` tokens, the weights of their features, `width` (at most
 * 257) for each token. The first slots of all features of a token are asked before any is read further: most lie outside the
 * processor's cache, and so they wait for memory side by side.
 */
export function addWeights(
  features: Uint32Array,
  width: number,
  count: number,
  { slots, mask }: WeightTable,
  sums: Int32Array,
  at: number,
): void {
  const wrap = slots.length - 1
  const home = new Int32Array(width) // what stands in the first slot of each feature of a token
  for (let feature = 0, end = width; end <= count * width; end += width, at += labelCount) {
    for (let next = 0; next < width; next++) home[next] = slots[(features[feature + next]! & mask) * slotWords]!
    let known = 0
    let [a, b, c, d, e, f] = [0, 0, 0, 0, 0, 0]
    for (let next = 0; next < width; next++, feature++) {
      const key = features[feature]! | 0 || 1
      let slot = (key & mask) * slotWords
      let found = home[next]!
      while (found !== key && found !== 0) {
        slot = (slot + slotWords) & wrap
        found = slots[slot]!
      }
      if (found === 0) continue
      known++
      const first = slots[slot + 1]!
      const second = slots[slot + 2]!
      const third = slots[slot + 3]!
      a += first & lanes
      b += (first >>> 8) & lanes
      c += second & lanes
      d += (second >>> 8) & lanes
      e += third & lanes
      f += (third >>> 8) & lanes
    }
    const bias = known * none
    sums[at]! += (a & 0xffff) - bias
    sums[at + 1]! += (b & 0xffff) - bias
    sums[at + 2]! += (a >>> 16) - bias
    sums[at + 3]! += (b >>> 16) - bias
    sums[at + 4]! += (c & 0xffff) - bias
    sums[at + 5]! += (d & 0xffff) - bias
    sums[at + 6]! += (c >>> 16) - bias
    sums[at + 7]! += (d >>> 16) - bias
    sums[at + 8]! += (e & 0xffff) - bias
    sums[at + 9]! += (f & 0xffff) - bias
    sums[at + 10]! += (e >>> 16) - bias
  }
}
