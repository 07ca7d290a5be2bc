import { Buffer } from 'node:buffer'
import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'

/** Makes WARC records for tests and measurements. */
type RecordParts = Readonly<{ type: string; uri?: string; body?: Uint8Array | string; fields?: Readonly<Record<string, string>> }>

let made = 0
export const sha1 = (bytes: Uint8Array | string) => `sha1:${createHash('sha1').update(bytes).digest('hex')}`

/** One record as it stands in a file, WARC 1.1. */
export function warcRecord({ type, uri, body = '', fields = {} }: RecordParts): Buffer {
  const block = Buffer.from(body)
  const head: Record<string, string> = {
    'WARC-Type': type,
    'WARC-Record-ID': `<urn:uuid:00000000-0000-4000-8000-${String(++made).padStart(12, '0')}>`,
    'WARC-Date': '2024-10-12T08:05:00Z',
    ...(uri && { 'WARC-Target-URI': uri }),
    'Content-Length': String(block.length),
    ...fields,
  }
  const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.concat([Buffer.from(`WARC/1.1\r\n${lines.join('')}\r\n`), block, Buffer.from('\r\n\r\n')])
}

/** An HTTP response as a block. */
export function httpBlock(body: Uint8Array | string, fields: Readonly<Record<string, string>> = {}, status = 200): Buffer {
  const head = { 'Content-Type': 'text/html; charset=utf-8', ...fields }
  const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.concat([Buffer.from(`HTTP/1.1 ${status} OK\r\n${lines.join('')}\r\n`), Buffer.from(body)])
}

export const response = (uri: string, block: Uint8Array, fields: Readonly<Record<string, string>> = {}) =>
  warcRecord({ type: 'response', uri, body: block, fields: { 'Content-Type': 'application/http; msgtype=response', ...fields } })

/** A page that does not pack too well. */
export function pageText(seed: number, paragraphs = 3): string {
  const lines: string[] = []
  let state = seed * 2_654_435_761 + 1
  for (let paragraph = 0; paragraph < paragraphs; paragraph++) {
    const words: string[] = []
    for (let word = 0; word < 60; word++) {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
      words.push((state >>> 8).toString(36).slice(0, 2 + (state % 6)))
    }
    lines.push(`<p>${words.join(' ')}</p>`)
  }
  return `<!doctype html><title>Page ${seed}</title>${lines.join('\n')}`
}

export const gzipEach = (records: readonly Uint8Array[]) => Buffer.concat(records.map((record) => gzipSync(record)))

/** A body in chunks of `size` bytes. */
export function chunked(body: Uint8Array, size: number): Buffer {
  const parts: Uint8Array[] = []
  for (let at = 0; at < body.length; at += size) {
    const chunk = body.subarray(at, at + size)
    parts.push(Buffer.from(`${chunk.length.toString(16)}\r\n`), chunk, Buffer.from('\r\n'))
  }
  return Buffer.concat([...parts, Buffer.from('0\r\n\r\n')])
}
