import { Buffer } from 'node:buffer'
import { brotliDecompressSync, constants, gunzipSync, inflateRawSync, inflateSync, zstdDecompressSync } from 'node:zlib'
import { InputError } from '#model/errors.ts'
import { sizeText } from './limits.ts'

/** Header fields, names in lower case; of a field sent twice the first counts, but list fields are joined. */
export type Fields = ReadonlyMap<string, string>
export type HttpMessage = Readonly<{ status: number; fields: Fields; body: Uint8Array }>

/** Where the head ends: [end of the head, start of what follows], or null when it does not end in `bytes`. */
export function headEnd(bytes: Uint8Array): readonly [number, number] | null {
  for (let at = bytes.indexOf(lineFeed); at >= 0; at = bytes.indexOf(lineFeed, at + 1)) {
    if (bytes[at + 1] === lineFeed) return [at, at + 2]
    if (bytes[at + 1] === carriageReturn && bytes[at + 2] === lineFeed) return [at, at + 3]
  }
  return null
}

/** `name: value` lines, continuation lines joined, bytes taken as UTF-8 where they are that and as Latin-1 otherwise. */
export function readFields(lines: readonly string[]): Fields {
  const fields = new Map<string, string>()
  let name = ''
  for (const line of lines) {
    if (/^[ \t]/.test(line)) {
      if (name) fields.set(name, `${fields.get(name)} ${line.trim()}`)
      continue
    }
    const colon = line.indexOf(':')
    name = colon > 0 ? line.slice(0, colon).trim().toLowerCase() : ''
    if (!name) continue
    const value = line.slice(colon + 1).trim()
    const before = fields.get(name)
    if (before === undefined) fields.set(name, value)
    else if (listFields.has(name)) fields.set(name, `${before}, ${value}`)
    else name = ''
  }
  return fields
}
const listFields = new Set(['content-encoding', 'transfer-encoding'])

/** Reads a stored HTTP response: head, then the body freed of chunks and content codings. Throws InputError. */
export function readResponse(block: Uint8Array, most: number, cut = false): HttpMessage {
  const end = headEnd(block) ?? [block.length, block.length]
  const [statusLine = '', ...lines] = headLines(block.subarray(0, end[0]))
  const status = /^HTTP\/\d(?:\.\d)?[ \t]+(\d{3})/i.exec(statusLine)?.[1]
  if (!status) throw new InputError('holds no HTTP response', 'the record says application/http but does not start with a status line')
  const fields = readFields(lines)
  return { status: Number(status), fields, body: freeBody(block.subarray(end[1]), fields, most, cut) }
}

/** The lines of a head, without their ends. */
export function headLines(head: Uint8Array): string[] {
  const buffer = Buffer.from(head.buffer, head.byteOffset, head.byteLength)
  const text = buffer.toString('utf8')
  return (text.includes('\ufffd') ? buffer.toString('latin1') : text).split(/\r?\n/)
}

/**
 * Takes a stored body out of its transfer and content codings. Archives often keep the header and store the body plain, so a
 * coding that the bytes plainly do not have is passed over. `cut`: the archive says that it stopped early; what is there counts.
 */
function freeBody(stored: Uint8Array, fields: Fields, most: number, cut: boolean): Uint8Array {
  const chunked = /\bchunked\b/i.test(fields.get('transfer-encoding') ?? '')
  const coding = fields.get('content-encoding')
  const declared = Number.parseInt(fields.get('content-length') ?? '', 10)
  let body = stored
  if (chunked && startsChunk(body)) body = unchunk(body, cut)
  else if (!chunked && !coding && declared < body.length) body = body.subarray(0, declared)
  return coding ? decode(body, coding, most, cut) : body
}

/** Undoes the content codings, last first. Throws InputError for broken data, for more than `most` bytes and for unknown codings. */
export function decode(bytes: Uint8Array, codings: string, most: number, cut = false): Uint8Array {
  const names = codings
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name && name !== 'identity' && name !== 'none')
  if (names.length > mostCodings) throw new InputError(`is packed ${names.length} times`, `at most ${mostCodings} codings are undone`)
  return names.reduceRight((body, name) => undo(body, name, most, cut), bytes)
}
const mostCodings = 3 // servers send one; more is an attack

function undo(bytes: Uint8Array, coding: string, most: number, cut: boolean): Uint8Array {
  if (bytes.length === 0) return bytes
  const soft = cut ? { finishFlush: constants.Z_SYNC_FLUSH } : {}
  try {
    switch (coding) {
      case 'gzip':
      case 'x-gzip':
        return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes, { maxOutputLength: most, ...soft }) : bytes
      case 'deflate': {
        if (isTextual(bytes)) return bytes
        const wrapped = (bytes[0]! & 0x0f) === 8 && (bytes[0]! * 256 + bytes[1]!) % 31 === 0 // RFC 1950 header; some servers leave it out
        return (wrapped ? inflateSync : inflateRawSync)(bytes, { maxOutputLength: most, ...soft })
      }
      case 'br':
        if (isTextual(bytes)) return bytes
        return brotliDecompressSync(bytes, { maxOutputLength: most, ...(cut && { finishFlush: constants.BROTLI_OPERATION_FLUSH }) })
      case 'zstd':
        if (isTextual(bytes)) return bytes
        return zstdDecompressSync(bytes, { maxOutputLength: most, ...(cut && { finishFlush: constants.ZSTD_e_flush }) })
    }
  } catch (error) {
    if (error instanceof RangeError)
      throw new InputError(`inflates to more than ${sizeText(most)}`, 'it is a bomb or no page; raise the limit to read it')
    throw new InputError(`has a broken ${coding} body`, 'fetch the page again')
  }
  throw new InputError(`is packed as "${coding}"`, 'codings read are gzip, deflate, br and zstd')
}

/** True where the bytes start as markup or plain words do, which no packed body does for long. */
function isTextual(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, 64)
  return (
    head.every((byte) => (byte >= 0x20 && byte !== 0x7f) || byte === 9 || byte === 10 || byte === 13) && head.some((byte) => byte === 0x3c)
  )
}

/** RFC 9112, 7.1: does a chunk size line start here? */
function startsChunk(body: Uint8Array): boolean {
  return /^[0-9a-f]{1,8}[ \t]*(?:;[^\r\n]*)?\r?\n/i.test(Buffer.from(body.subarray(0, 256)).toString('latin1'))
}

/** Joins the chunks of a body. Throws InputError when they do not add up, unless the body is known to be cut. */
export function unchunk(body: Uint8Array, cut = false): Uint8Array {
  const whole = new Uint8Array(body.length)
  let length = 0
  for (let at = 0; ; ) {
    const end = body.indexOf(lineFeed, at)
    const digits =
      end < 0 ? '' : (/^[0-9a-f]{1,8}/i.exec(Buffer.from(body.subarray(at, Math.min(end, at + 16))).toString('latin1'))?.[0] ?? '')
    const size = digits ? Number.parseInt(digits, 16) : -1
    if (size === 0) break
    const chunk = size > 0 ? body.subarray(end + 1, end + 1 + size) : null
    if (chunk) {
      whole.set(chunk, length)
      length += chunk.length
    }
    if (!chunk || chunk.length < size) {
      if (cut) break
      throw new InputError('has a broken chunked body', 'fetch the page again')
    }
    at = end + 1 + size
    if (body[at] === carriageReturn) at++
    if (body[at] === lineFeed) at++
  }
  return whole.subarray(0, length)
}

const lineFeed = 0x0a
const carriageReturn = 0x0d
