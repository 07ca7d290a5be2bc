import { Buffer, isUtf8 } from 'node:buffer'
import { InputError } from '#model/errors.ts'
import { detectCharset } from './detect.ts'

/** A page as characters. `charset` is the name in the WHATWG Encoding Standard. */
type Decoded = Readonly<{ html: string; charset: string; mediaType: 'text/html' | 'text/plain' }>

const prescanBytes = 4096 // the HTML Standard looks at 1,024; pages that declare later are common, browsers reload for them
const badShare = 0.02 // of the characters beyond ASCII: with fewer bad ones a page is UTF-8 with a few broken bytes
const certainPairs = 4 // this many UTF-8 sequences do not come about by chance, whatever else is declared
const mostControls = 0.02 // of all characters: more C0 and C1 controls are no text

/**
 * Decodes a page: byte order mark, HTTP header, `<meta>` or XML declaration, then detection. A declaration that the bytes
 * contradict gives way: what is valid UTF-8 is UTF-8, and a broken declared one is detected. Only the byte order mark is
 * removed. Cost: one pass for UTF-8. Throws InputError for binary content and for none.
 * Source: HTML Standard 13.2.3 (encoding sniffing); Encoding Standard (labels, decoders).
 */
export function decodePage(bytes: Uint8Array, contentType: string | null): Decoded {
  if (bytes.length === 0) throw new InputError('the page is empty', 'fetch it again')
  const charset = charsetOf(bytes, contentType)
  const html = new TextDecoder(charset).decode(bytes)
  if (isBinary(html)) throw new InputError('the page is binary, not text', 'give HTML or plain text')
  return { html, charset, mediaType: mediaTypeOf(contentType) ?? (looksLikeHtml(html) ? 'text/html' : 'text/plain') }
}

function charsetOf(bytes: Uint8Array, contentType: string | null): string {
  const marked = byteOrderMark(bytes)
  if (marked) return marked
  const sent = labelled(/charset\s*=\s*["']?([\w.:-]+)/i.exec(contentType ?? '')?.[1])
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, prescanBytes)).toString('latin1')
  const declared = sent ?? declaredIn(head)
  if (declared?.startsWith('utf-16')) return sent && !isUtf8(bytes) ? declared : (wideByZeros(bytes) ?? 'utf-8') // in a meta it cannot be true
  if (isUtf8(bytes)) return declared && declared !== 'utf-8' && !isPlainlyUtf8(bytes, declared) ? declared : (wideByZeros(bytes) ?? 'utf-8')
  if (declared === null || declared === 'utf-8')
    return wideByZeros(bytes) ?? (isNearlyUtf8(bytes) ? 'utf-8' : detectLegacy(bytes, sent ? declaredIn(head) : null))
  return isNearlyUtf8(bytes) ? 'utf-8' : fits(bytes, declared) ? declared : detectLegacy(bytes, null)
}

function byteOrderMark(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null
}

/** The standard's name for a label, or null for one it does not know. "replacement" would lose the page, so it counts as unknown. */
function labelled(label: string | undefined): string | null {
  if (!label) return null
  try {
    return new TextDecoder(label).encoding
  } catch {
    return null
  }
}

/** What the page says of itself in its first bytes: XML declaration or a `<meta>` outside comments. */
function declaredIn(head: string): string | null {
  const xml = /^(?:\xef\xbb\xbf)?\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)["']/i.exec(head)?.[1]
  if (xml) return labelled(xml)
  for (let at = head.indexOf('<'); at >= 0; at = head.indexOf('<', at + 1)) {
    if (head.startsWith('<!--', at)) {
      at = head.indexOf('-->', at)
      if (at < 0) return null
      continue
    }
    if (!/^meta[\s/]/i.test(head.slice(at + 1, at + 6))) continue
    const end = head.indexOf('>', at)
    const tag = head.slice(at, end < 0 ? head.length : end)
    const known = labelled(/charset\s*=\s*["']?\s*([\w.:-]+)/i.exec(tag)?.[1])
    if (known) return known
  }
  return null
}

/** UTF-16 without a mark: nearly every second byte of markup is zero. */
export function wideByZeros(bytes: Uint8Array): string | null {
  let even = 0
  let odd = 0
  const length = Math.min(bytes.length, 2048) & ~1
  for (let at = 0; at < length; at += 2) {
    if (bytes[at] === 0) even++
    if (bytes[at + 1] === 0) odd++
  }
  const half = length / 2
  if (odd > half * 0.4 && even < half * 0.05) return 'utf-16le'
  return even > half * 0.4 && odd < half * 0.05 ? 'utf-16be' : null
}

/** Valid UTF-8 under another declaration: true when there are too many sequences for chance. ISO-2022-JP is all ASCII bytes. */
function isPlainlyUtf8(bytes: Uint8Array, declared: string): boolean {
  if (declared === 'iso-2022-jp') return false
  let pairs = 0
  for (const byte of bytes) if (byte >= 0xc2 && ++pairs >= certainPairs) return true
  return false
}

/** UTF-8 with few bad bytes: counts lead bytes with all their followers against bytes that fit nowhere. */
function isNearlyUtf8(bytes: Uint8Array): boolean {
  let good = 0
  let bad = 0
  for (let at = 0; at < bytes.length; ) {
    const byte = bytes[at]!
    if (byte < 0x80) {
      at++
      continue
    }
    const length = byte >= 0xc2 && byte < 0xe0 ? 2 : byte >= 0xe0 && byte < 0xf0 ? 3 : byte >= 0xf0 && byte < 0xf5 ? 4 : 0
    let followers = 1
    while (followers < length && at + followers < bytes.length && (bytes[at + followers]! & 0xc0) === 0x80) followers++
    const whole = length > 0 && (followers === length || at + followers === bytes.length) // the end may be cut
    if (whole) good++
    else bad++
    at += whole ? length : 1
  }
  return good >= certainPairs && bad <= good * badShare + 1
}

/** A declared charset fits when few of its characters come out broken. */
function fits(bytes: Uint8Array, charset: string): boolean {
  const { beyond, broken } = tally(new TextDecoder(charset).decode(bytes.subarray(0, fitBytes)))
  return broken <= 1 + beyond * badShare
}
const fitBytes = 256 * 1024 // looked at to judge a declaration

/** Characters beyond ASCII, and those of them that are replacements or C1 controls, which no text holds. */
function tally(text: string): { beyond: number; broken: number } {
  let beyond = 0
  let broken = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code < 0x80) continue
    beyond++
    if (code === 0xfffd || code < 0xa0) broken++
  }
  return { beyond, broken }
}

function detectLegacy(bytes: Uint8Array, hint: string | null): string {
  if (hint && hint !== 'utf-8' && fits(bytes, hint)) return hint
  for (const name of detectCharset(bytes)) {
    const known = labelled(name)
    if (known && !known.startsWith('utf-') && fits(bytes, known)) return known
  }
  return 'windows-1252' // the Encoding Standard's default for the West; it maps every byte
}

/** Zero characters, or many other controls, are no text. */
function isBinary(html: string): boolean {
  if (html.includes('\0')) {
    let zeros = 0
    for (let at = html.indexOf('\0'); at >= 0; at = html.indexOf('\0', at + 1)) zeros++
    if (zeros > strayZeros) return true
  }
  let controls = 0
  const length = Math.min(html.length, controlChars)
  for (let at = 0; at < length; at++) {
    const code = html.charCodeAt(at)
    if (code < 32 ? code < 9 || (code > 13 && code !== 27) : code === 0xfffd) controls++
  }
  return controls > length * mostControls + strayZeros
}
const strayZeros = 8 // zero bytes that a broken publishing system leaves in a page that is still a page
const controlChars = 65_536 // looked at

/** Type by the header, as far as it names one of the two. */
function mediaTypeOf(contentType: string | null): Decoded['mediaType'] | null {
  const type = contentType?.split(';', 1).join().trim().toLowerCase()
  if (type === 'text/html' || type === 'application/xhtml+xml') return 'text/html'
  return type === 'text/plain' || type === 'text/markdown' ? 'text/plain' : null
}

const tag =
  /<(?:!doctype\s+html|\/?(?:html|head|body|title|meta|link|script|style|div|p|br|span|a|article|section|main|header|footer|h[1-6]|ul|ol|li|table|img|b|i|em|strong|blockquote)(?=[\s/>]))/gi
const sniffChars = 65_536 // looked at for tags
const fewTags = 3 // plain text quotes a tag now and then

/** HTML when it starts as that, or holds several of HTML's tags. */
function looksLikeHtml(text: string): boolean {
  const start = text.slice(0, sniffChars)
  if (/^\s*<(?:!doctype\s+html|html|head|body|\?xml|!--)/i.test(start)) return true
  let tags = 0
  for (const _ of start.matchAll(tag)) if (++tags >= fewTags) return true
  return false
}
