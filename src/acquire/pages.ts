import { Buffer } from 'node:buffer'
import { wideByZeros } from './charset.ts'
import { sizeText } from './limits.ts'
import type { Sample, Source } from './source.ts'
import { refuse } from './source.ts'

/** One page: HTML or plain text, whatever it is called. Bounded by `pageBytes`. */
export const pageSource: Source = {
  name: 'page',
  recognises: () => true,
  async *read(opened, { limits }) {
    const bytes = await opened.bytes.take(limits.pageBytes + 1)
    if (bytes.length > limits.pageBytes) {
      const does = opened.packing ? 'inflates to more than' : 'is larger than'
      yield refuse(opened.source, `${does} ${sizeText(limits.pageBytes)}`, 'it is no page; raise the limit to read it')
      return
    }
    await opened.bytes.ended() // a gap at the end: the file is broken
    const { source, url, fetchedAt, given } = opened
    yield { source, url, fetchedAt, contentType: opened.contentType ?? typeByName(opened.source, bytes), bytes, given }
  },
}

/** What the file's name says, unless the content plainly says otherwise. Null: look at the content. */
function typeByName(name: string, bytes: Uint8Array): string | null {
  if (/\.(?:html?|shtml)(?:\.gz|\.zst)?$/i.test(name)) return 'text/html'
  if (/\.xht(?:ml)?(?:\.gz|\.zst)?$/i.test(name)) return 'application/xhtml+xml'
  if (!/\.(?:txt|text|md|markdown)(?:\.gz|\.zst)?$/i.test(name)) return null
  const start = Buffer.from(bytes.subarray(0, 512)).toString('latin1')
  return /^\W*<(?:!doctype|html)/i.test(start) ? null : 'text/plain'
}

/** Files that hold no text: told by their first bytes. */
const signatures: readonly (readonly [string, string])[] = [
  ['%PDF-', 'a PDF'],
  ['\x89PNG', 'a picture (PNG)'],
  ['\xff\xd8\xff', 'a picture (JPEG)'],
  ['GIF8', 'a picture (GIF)'],
  ['RIFF', 'a picture or sound (RIFF)'],
  ['PK\x03\x04', 'a ZIP archive or an office document'],
  ['\xd0\xcf\x11\xe0', 'an office document'],
  ['Rar!', 'a RAR archive'],
  ['7z\xbc\xaf', 'a 7z archive'],
  ['BZh', 'packed with bzip2'],
  ['\xfd7zXZ', 'packed with xz'],
  ['\x7fELF', 'a program'],
  ['SQLite format 3', 'a database'],
  ['ID3', 'sound (MP3)'],
  ['OggS', 'sound or video (Ogg)'],
  ['wOF', 'a font'],
]

/** What holds no page at all: empty files, pictures, other XML and JSON. Each with a plain reason. */
export const unfitSource: Source = {
  name: 'unfit',
  recognises: (sample) => unfit(sample) !== null,
  async *read(opened) {
    const bytes = (await opened.bytes.peek(sampleBytes)).subarray(0, sampleBytes)
    if (bytes.length === 0) await opened.bytes.ended()
    const [reason, advice] = unfit(sampleOf(opened.source, bytes, opened.contentType)) ?? ['holds no page', 'give HTML or text']
    yield refuse(opened.source, reason, advice)
  },
}

/** Why these bytes hold no page, and what to do, or null. */
export function unfit({ bytes, text }: Sample): readonly [string, string] | null {
  if (bytes.length === 0) return ['is damaged from its start', 'make or fetch the file again']
  const known = signatures.find(([start]) => text.startsWith(start))
  if (known) return [`is ${known[1]}, not a page`, 'turn it into HTML or text first']
  if (text.slice(4, 8) === 'ftyp') return ['is a video or picture (MP4), not a page', 'give HTML or text']
  if (isBinary(text)) return ['is binary, not text', 'give HTML or text']
  const root = rootElement(text)
  if (root && root !== 'html' && /^\s*<\?xml/.test(text))
    return [`is XML (<${root}>) but neither page nor feed`, 'turn it into HTML or text first']
  if (/^\s*(?:\{\s*["}]|\[\s*\{)/.test(text))
    return ['is JSON but no feed and no lines with "html" or "text"', 'give one object a line, with url and html or text']
  return null
}

/** A sample with zero bytes, or many other control characters, is no text. UTF-16 is decoded before. */
const isBinary = (text: string) => {
  let controls = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 0) return true
    if (code < 32 && (code < 7 || (code > 13 && code !== 27))) controls++
  }
  return controls > text.length / 20
}

export const sampleBytes = 8192

/** How an input starts, for the table of sources. */
export function sampleOf(name: string, bytes: Uint8Array, contentType: string | null): Sample {
  const wide = wideEncoding(bytes) ?? (/charset=["']?utf-16/i.test(contentType ?? '') ? 'utf-16le' : null)
  const text = wide ? new TextDecoder(wide).decode(bytes.subarray(0, bytes.length & ~1)) : Buffer.from(bytes).toString('latin1')
  return { name, bytes, text: text.replace(/^\ufeff|^\xef\xbb\xbf/, '') }
}

/** UTF-16 by its byte order mark, or by the zeros that Western text has in it. */
function wideEncoding(bytes: Uint8Array): string | null {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : wideByZeros(bytes)
}

/** The name of the first element of markup, in lower case without prefix but for `rdf:`; null for other text. Linear. */
export function rootElement(text: string): string | null {
  let at = 0
  for (;;) {
    while (/\s/.test(text.charAt(at))) at++
    const skipped = text.startsWith('<?', at) ? '?>' : text.startsWith('<!--', at) ? '-->' : text.startsWith('<!', at) ? '>' : null
    if (!skipped) break
    const end = text.indexOf(skipped, at)
    if (end < 0) return null
    at = end + skipped.length
  }
  const name = /^<([A-Za-z_][\w.-]*(?::[\w.-]+)?)/.exec(text.slice(at, at + 100))?.[1]?.toLowerCase()
  return name ? (name.startsWith('rdf:') ? name : name.slice(name.indexOf(':') + 1)) : null
}
