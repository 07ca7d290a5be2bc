import { Buffer } from 'node:buffer'
import { InputError } from '#model/errors.ts'
import type { Bytes } from './bytes.ts'
import { GapError } from './bytes.ts'
import type { Fields } from './http.ts'
import { headEnd, headLines, readFields } from './http.ts'
import type { Limits } from './limits.ts'
import { sizeText } from './limits.ts'

/** A WARC record (ISO 28500:2017). `offset` counts inflated bytes; `ordinal` counts records of the file from 1. */
export type WarcRecord = Readonly<{ ordinal: number; offset: number; fields: Fields; block: Uint8Array }>
/** A record that could not be read, and why. */
export type WarcFault = Readonly<{ ordinal: number; fields: Fields | null; reason: string; advice: string }>

/** Decides by the record's head and the first bytes of its block whether the block is wanted; others are passed over. */
type Wanted = (fields: Fields, ahead: Uint8Array) => boolean

const aheadBytes = 16 * 1024 // of the block, shown to `Wanted`: HTTP headers end within
const mark = Buffer.from('WARC/')
const noFields: Fields = new Map()

/**
 * Reads records one after another in constant memory. After a fault it goes on at the next line that starts a record.
 * Limits: headBytes, recordBytes.
 */
export async function* readRecords(bytes: Bytes, limits: Limits, wanted: Wanted): AsyncGenerator<WarcRecord | WarcFault> {
  let lost = false
  for (let ordinal = 1; ; ordinal++) {
    const head: Head = { fields: null, length: 0 }
    try {
      if (lost && !(await bytes.seek(mark))) return
      await skipBlankLines(bytes)
      if (await bytes.ended()) return
      const offset = bytes.offset
      await readHead(bytes, limits, head, lost)
      const block = await readBlock(bytes, limits, head, wanted)
      lost = false
      if (block) yield { ordinal, offset, fields: head.fields ?? noFields, block }
    } catch (error) {
      const fault = faultOf(error)
      if (lost && !head.fields) await bytes.skip(lostStep(error))
      else yield { ordinal, fields: head.fields, ...fault }
      lost = true
    }
  }
}

type Head = { fields: Fields | null; length: number }

function faultOf(error: unknown): { reason: string; advice: string } {
  if (error instanceof GapError) return { reason: `is lost: ${error.message}`, advice: 'fetch the file again; all whole records were read' }
  if (error instanceof InputError) return { reason: error.message, advice: error.advice }
  throw error
}
/** While lost, a mark that starts no record is stepped over; a gap has moved the reader already. */
const lostStep = (error: unknown) => (error instanceof GapError ? 0 : mark.length)

async function skipBlankLines(bytes: Bytes): Promise<void> {
  for (;;) {
    const ahead = await bytes.peek(1)
    let at = 0
    while (at < ahead.length && (ahead[at] === 0x0a || ahead[at] === 0x0d)) at++
    if (at === 0) return
    await bytes.skip(at)
  }
}

const versionLine = /^WARC\/\d{1,3}\.\d{1,3}[ \t]*\r?\n/
const versionBytes = 24 // a version line ends within

const isVersion = (bytes: Buffer, at: number) => versionLine.test(bytes.toString('latin1', at, at + versionBytes))

/** `bytes` up to the next version line in them: while lost, a head that holds another is cut off, and no stretch is searched twice. */
function beforeNext(bytes: Uint8Array): Uint8Array {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (!isVersion(buffer, 0)) return bytes.subarray(0, 0)
  for (let at = buffer.indexOf(mark, 1); at >= 0; at = buffer.indexOf(mark, at + 1)) if (isVersion(buffer, at)) return bytes.subarray(0, at)
  return bytes
}

async function readHead(bytes: Bytes, limits: Limits, head: Head, lost: boolean): Promise<void> {
  for (let size = 2048; ; size *= 2) {
    const all = await bytes.peek(Math.min(size, limits.headBytes))
    const ahead = lost ? beforeNext(all.subarray(0, size)) : all
    const starts = mark.every((byte, at) => ahead[at] === byte)
    if (!starts) throw new InputError('does not start with "WARC/"', 'the file is damaged or no WARC; reading goes on at the next record')
    const end = headEnd(ahead)
    if (end) {
      const fields = readFields(headLines(ahead.subarray(0, end[0])).slice(1))
      const length = /^\d{1,15}$/.test(fields.get('content-length') ?? '') ? Number(fields.get('content-length')) : null
      if (length === null || !fields.has('warc-type'))
        throw new InputError('has no WARC-Type or no Content-Length', 'the file is damaged; reading goes on at the next record')
      head.fields = fields
      head.length = length
      await bytes.skip(end[1])
      return
    }
    if (ahead.length < Math.min(size, all.length)) throw new InputError('has a head without end', 'the file is damaged or cut short')
    if (all.length < size) {
      await bytes.skip(all.length + 1) // raises the gap, where one cut the head
      throw new InputError('has a head without end', 'the file is damaged or cut short')
    }
  }
}

/** The block, or null when it is not wanted. Throws InputError for one that is too large, cut short or not where it says. */
async function readBlock(bytes: Bytes, limits: Limits, head: Head, wanted: Wanted): Promise<Uint8Array | null> {
  const ahead = (await bytes.peek(Math.min(aheadBytes, head.length))).subarray(0, Math.min(aheadBytes, head.length))
  const wants = wanted(head.fields ?? noFields, ahead)
  if (wants && head.length > limits.recordBytes) {
    await passOver(bytes, head.length)
    const most = sizeText(limits.recordBytes)
    throw new InputError(`inflates to more than ${most}`, 'it is a bomb or no page; raise the limit to read it')
  }
  const block = wants ? await bytes.take(head.length) : null
  const length = block ? block.length : await bytes.skip(head.length)
  if (length < head.length) throw new InputError('is cut short', 'fetch the file again; all whole records were read')
  const next = await bytes.peek(1)
  if (next.length > 0 && next[0] !== 0x0d && next[0] !== 0x0a && next[0] !== mark[0])
    throw new InputError('does not end where it says', 'the file is damaged; reading goes on at the next record')
  return block
}

/** A record already refused is passed over; a gap inside it is no second fault. */
async function passOver(bytes: Bytes, length: number): Promise<void> {
  try {
    await bytes.skip(length)
  } catch (error) {
    if (!(error instanceof GapError)) throw error
  }
}
