import type { Bytes, Gap } from './bytes.ts'
import { gzipMagic, gzipMember, headerLength } from './gzip.ts'
import type { Limits } from './limits.ts'
import { BrokenMember } from './pump.ts'
import { isSkippable, zstdDictionary, zstdMagic, zstdMember } from './zstd.ts'

export type Packing = 'gzip' | 'zstd' | null

const headBytes = 1024 // enough for a gzip header with a file name

/** How a file is packed, by how it starts. */
export async function packingOf(raw: Bytes): Promise<Packing> {
  const head = await raw.peek(headBytes)
  if (headerLength(head) !== null) return 'gzip'
  return isSkippable(head) || zstdMagic.every((byte, at) => head[at] === byte) ? 'zstd' : null
}

/** Where the members of a compressed file start: packed and inflated offsets, pairwise, and the dictionary of all. A way back to a record. */
export type Members = { packed: number[]; inflated: number[]; dictionary: Uint8Array | null }
export const noMembers = (dictionary: Uint8Array | null = null): Members => ({ packed: [], inflated: [], dictionary })

/**
 * Inflates a file member by member (RFC 1952 members, RFC 8878 frames; one after another make one stream). A broken member,
 * a bomb or bytes that are none of either become one Gap, and reading goes on at the next sound start.
 */
export async function* inflate(
  raw: Bytes,
  packing: 'gzip' | 'zstd',
  limits: Limits,
  members: Members = noMembers(),
): AsyncGenerator<Uint8Array | Gap> {
  const magic = packing === 'gzip' ? gzipMagic : zstdMagic
  if (packing === 'zstd') members.dictionary ??= await zstdDictionary(raw)
  let inflated = 0
  let lost = false // between a broken member and the next sound one
  while (!(await raw.ended())) {
    if (lost && !(await raw.seek(magic))) return
    if (!lost && (await onlyZeros(raw))) return // padding of a tape or a block device
    const start = raw.offset
    const from = inflated
    try {
      const chunks = packing === 'gzip' ? gzipMember(raw, limits) : zstdMember(raw, limits, members.dictionary)
      for await (const chunk of chunks) {
        if (inflated === from) {
          members.packed.push(start)
          members.inflated.push(from)
        }
        inflated += chunk.length
        yield chunk
      }
      lost = false
    } catch (error) {
      if (!(error instanceof BrokenMember)) throw error
      if (!lost || inflated > from) yield { gap: `the ${packing} member at byte ${start} ${error.message}` }
      lost = true
    }
  }
}

/** True when the rest, as far as one block shows, is zero bytes. */
async function onlyZeros(raw: Bytes): Promise<boolean> {
  const ahead = await raw.peek(1)
  return ahead[0] === 0 && ahead.every((byte) => byte === 0)
}
