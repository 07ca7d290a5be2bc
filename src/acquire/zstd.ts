import { Buffer } from 'node:buffer'
import { constants, createZstdDecompress, zstdDecompressSync } from 'node:zlib'
import type { Bytes } from './bytes.ts'
import type { Limits } from './limits.ts'
import { BrokenMember, pump } from './pump.ts'

/** RFC 8878. */
export const zstdMagic = Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd)
const dictionaryMagic = 0x184d2a5d // a skippable frame that holds the dictionary of a .warc.zst file (IIPC, 2021)
const dictionaryBytes = 16 * 1024 * 1024 // the largest taken
const batchBytes = 64 * 1024 // given to the decompressor together
const blockBytes = 128 * 1024 // a block is never longer

/** True for a frame to be passed over: magic 184D2A50 to 184D2A5F, little endian. */
export const isSkippable = (bytes: Uint8Array) =>
  bytes.length >= 8 && (bytes[0]! & 0xf0) === 0x50 && bytes[1] === 0x2a && bytes[2] === 0x4d && bytes[3] === 0x18

/** The dictionary in the skippable frame at the start, or null. Leaves `raw` behind the frame. */
export async function zstdDictionary(raw: Bytes): Promise<Uint8Array | null> {
  const head = await raw.peek(8)
  if (!isSkippable(head) || uint32(head, 0) !== dictionaryMagic || uint32(head, 4) > dictionaryBytes) return null
  await raw.skip(8)
  const dictionary = await raw.take(uint32(head, 4))
  if (dictionary.length < 4 || uint32(dictionary, 0) !== uint32(zstdMagic, 0)) return dictionary
  try {
    return zstdDecompressSync(dictionary, { maxOutputLength: dictionaryBytes })
  } catch {
    throw new BrokenMember('has a broken dictionary')
  }
}

/** The bytes of the frame that starts here; leaves `raw` behind it. Throws BrokenMember, `raw` then stands somewhere inside. */
export async function* zstdMember(raw: Bytes, limits: Limits, dictionary: Uint8Array | null): AsyncGenerator<Uint8Array> {
  const head = await raw.peek(8)
  if (isSkippable(head)) {
    await raw.skip(8 + uint32(head, 4))
    return
  }
  const engine = createZstdDecompress({ finishFlush: constants.ZSTD_e_flush, ...(dictionary && { dictionary: Buffer.from(dictionary) }) })
  yield* pump(engine, frame(raw), limits)
}

/** The packed bytes of one frame, block by block: where it ends stands in its block headers. */
async function* frame(raw: Bytes): AsyncGenerator<Uint8Array> {
  const head = (await raw.peek(5)).slice(0, 5)
  if (head.length < 5 || zstdMagic.some((byte, at) => head[at] !== byte)) {
    await raw.skip(1)
    throw new BrokenMember('is broken (bad header)')
  }
  const flags = head[4]!
  const single = (flags >> 5) & 1
  const sizeField = [single, 2, 4, 8][flags >> 6]!
  const dictionaryField = [0, 1, 2, 4][flags & 3]!
  let batch = [await exactly(raw, 5 + (1 - single) + dictionaryField + sizeField)]
  for (let last = 0, held = 0; !last; ) {
    const header = await exactly(raw, 3)
    const value = header[0]! | (header[1]! << 8) | (header[2]! << 16)
    last = value & 1
    const kind = (value >> 1) & 3
    const size = kind === 1 ? 1 : value >> 3 // a run is one byte and how often it repeats
    if (kind === 3 || size > blockBytes) {
      raw.unread(header) // it may be the start of the next frame
      yield Buffer.concat(batch)
      throw new BrokenMember('is broken (bad block)')
    }
    const ahead = await raw.peek(size)
    batch.push(header)
    if (ahead.length < size) {
      yield Buffer.concat(batch)
      throw new BrokenMember('is cut short')
    }
    batch.push(await raw.take(size))
    held += header.length + size
    if (held < batchBytes) continue
    yield Buffer.concat(batch)
    batch = []
    held = 0
  }
  if (flags & 4) batch.push(await exactly(raw, 4))
  yield Buffer.concat(batch)
}

async function exactly(raw: Bytes, count: number): Promise<Uint8Array> {
  const bytes = await raw.take(count)
  if (bytes.length < count) throw new BrokenMember('is cut short')
  return bytes
}

const uint32 = (bytes: Uint8Array, at: number) => new DataView(bytes.buffer, bytes.byteOffset + at, 4).getUint32(0, true)
