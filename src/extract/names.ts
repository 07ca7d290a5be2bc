import { attributeNames, tagNames } from './tags.ts'

// Names are told apart by a hash while they are read, and then compared, so a chance equal hash does no harm.
const hashSize = 1 << 12
const hashOf = (name: string) => {
  let hash = name.length
  for (let i = 0; i < name.length; i++) hash = (Math.imul(hash, 31) + (name.charCodeAt(i) | 32)) & 0xffffff
  return hash
}
const slotOf = (hash: number) => (hash ^ (hash >>> 12)) & (hashSize - 1)
function tableOf(names: readonly string[]): Int16Array {
  const table = new Int16Array(hashSize).fill(-1)
  names.forEach((name, id) => {
    if (name.length === 0) return
    let slot = slotOf(hashOf(name))
    while (table[slot] !== -1) slot = (slot + 1) & (hashSize - 1)
    table[slot] = id
  })
  return table
}
export const tagTable = tableOf(tagNames)
export const attributeTable = tableOf(attributeNames)

/** The number of the name at [start, end), in any case of letters; -1: not listed. `hash` as `hashOf` makes it. */
export function lookUp(table: Int16Array, names: readonly string[], hash: number, html: string, start: number, end: number): number {
  let slot = slotOf(hash)
  for (;;) {
    const id = table[slot]!
    if (id < 0) return -1
    const name = names[id]!
    if (name.length === end - start) {
      let i = 0
      while (i < name.length) {
        const c = html.charCodeAt(start + i)
        const lower = c >= 65 && c <= 90 ? c | 32 : c
        if (lower !== name.charCodeAt(i)) break
        i++
      }
      if (i === name.length) return id
    }
    slot = (slot + 1) & (hashSize - 1)
  }
}
