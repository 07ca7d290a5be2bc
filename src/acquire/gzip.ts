import type { Buffer } from 'node:buffer'
import { constants, crc32, createInflateRaw, inflateRawSync } from 'node:zlib'
import type { Bytes } from './bytes.ts'
import type { Limits } from './limits.ts'
import { BrokenMember, pump, reasonOf } from './pump.ts'

/** RFC 1952: two magic bytes and the only method there is. */
export const gzipMagic = Uint8Array.of(0x1f, 0x8b, 8)
const trailerBytes = 8
const windowBytes = 256 * 1024 // a member that ends within is inflated in one step; web archives keep one record in each
const wholeBytes = 8 * 1024 * 1024 // and is streamed after all when it inflates to more
const pieceBytes = 64 * 1024

/**
 * The bytes of the gzip member that starts here; leaves `raw` behind it. Throws BrokenMember; `raw` then stands somewhere
 * inside it, at least one byte on. node:zlib's own gunzip hides where members end, so only its inflate is used.
 */
export async function* gzipMember(raw: Bytes, limits: Limits): AsyncGenerator<Uint8Array> {
  const window = await raw.peek(windowBytes)
  const header = headerLength(window)
  if (header === null) {
    await raw.skip(1)
    throw new BrokenMember('is broken (bad header)')
  }
  const whole = inflateWhole(window, header)
  if (!whole) {
    await raw.skip(header)
    yield* streamed(raw, limits)
    return
  }
  await raw.skip(header + whole.packed + trailerBytes)
  checkTrailer(window.subarray(header + whole.packed), crc32(whole.bytes), whole.bytes.length)
  yield whole.bytes
}

/** The length of the member's header, or null where there is none. The optional fields are passed over. */
export function headerLength(bytes: Uint8Array): number | null {
  if (bytes.length < 10 || gzipMagic.some((byte, at) => bytes[at] !== byte)) return null
  const flags = bytes[3]!
  if (flags > 0x1f) return null
  let at = 10
  if (flags & 4) at += 2 + (bytes[at] ?? 0) + 256 * (bytes[at + 1] ?? 0)
  for (const named of [8, 16]) {
    if (!(flags & named)) continue
    const zero = bytes.indexOf(0, at)
    if (zero < 0) return null
    at = zero + 1
  }
  if (flags & 2) at += 2
  return at < bytes.length ? at : null
}

/** All of a member that lies inside the window, or null when it must be streamed (too long, or to find how far it is sound). */
function inflateWhole(window: Uint8Array, header: number): { bytes: Uint8Array; packed: number } | null {
  try {
    const { buffer, engine } = inflateRawSync(window.subarray(header), {
      info: true,
      finishFlush: constants.Z_SYNC_FLUSH,
      maxOutputLength: wholeBytes,
    }) as unknown as { buffer: Buffer; engine: { bytesWritten: number } } // what `info` adds is not in the types
    const packed = engine.bytesWritten
    return header + packed + trailerBytes <= window.length ? { bytes: buffer, packed } : null
  } catch {
    return null
  }
}

async function* streamed(raw: Bytes, limits: Limits): AsyncGenerator<Uint8Array> {
  const engine = createInflateRaw({ finishFlush: constants.Z_SYNC_FLUSH }) // a cut is told by the missing trailer, after all that is whole came out
  let given = 0
  let last = new Uint8Array(0)
  async function* pieces(): AsyncGenerator<Uint8Array> {
    while (!(await raw.ended())) {
      last = Uint8Array.from((await raw.peek(1)).subarray(0, pieceBytes))
      await raw.skip(last.length)
      given += last.length
      yield last
    }
  }
  let sum = 0
  let length = 0
  try {
    for await (const chunk of pump(engine, pieces(), limits)) {
      sum = crc32(chunk, sum)
      length += chunk.length
      yield chunk
    }
  } finally {
    raw.unread(last.subarray(last.length - Math.min(last.length, given - engine.bytesWritten)))
  }
  checkTrailer(await raw.take(trailerBytes), sum, length)
}

/** CRC-32 and length modulo 2³² of what came out. */
function checkTrailer(trailer: Uint8Array, sum: number, length: number): void {
  if (trailer.length < trailerBytes) throw new BrokenMember(reasonOf('unexpected end of file'))
  const view = new DataView(trailer.buffer, trailer.byteOffset, trailerBytes)
  if (view.getUint32(0, true) !== sum || view.getUint32(4, true) !== length % 2 ** 32)
    throw new BrokenMember('is broken (checksum does not match)')
}
