import { bareEntityNames, entityNames } from './entity-names.ts'

/** A character reference found in a page: what it stands for, and one past its last character. */
type Entity = Readonly<{ text: string; end: number }>

let named: Map<string, string> | undefined
let bare: Set<string> | undefined
/** The longest name is `CounterClockwiseContourIntegral`. */
const longestName = 31

function load(): Map<string, string> {
  const map = new Map<string, string>()
  for (const entry of entityNames.split(',')) {
    const [name, codes] = entry.trim().split(' ')
    map.set(name!, String.fromCodePoint(...codes!.split('-').map((code) => Number.parseInt(code, 16))))
  }
  bare = new Set(bareEntityNames.trim().split(/\s+/))
  return map
}

/** What browsers read for the numbers 0x80 to 0x9F, which are no characters: the Windows-1252 ones. */
const windows1252 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ'

/**
 * The character reference at `html[at]`, an ampersand, or null where it is just an ampersand. Nothing at or past `limit` is read.
 * In an attribute a name without semicolon does not count before `=` or a letter or digit.
 * Source: WHATWG HTML, 13.2.5.72 "Character reference state".
 */
export function entityAt(html: string, at: number, limit: number, inAttribute = false): Entity | null {
  const next = at + 1 < limit ? html.charCodeAt(at + 1) : 0
  if (next === 35 /* # */) return numberAt(html, at, limit)
  if (!isAlphanumeric(next)) return null
  named ??= load()
  let end = at + 2
  while (end < limit && end - at <= longestName + 1 && isAlphanumeric(html.charCodeAt(end))) end++
  if (end < limit && html.charCodeAt(end) === 59 /* ; */) {
    const text = named.get(html.slice(at + 1, end))
    if (text !== undefined) return { text, end: end + 1 }
  }
  for (let stop = end; stop > at + 2; stop--) {
    const name = html.slice(at + 1, stop)
    if (!bare!.has(name)) continue
    const after = stop < limit ? html.charCodeAt(stop) : 0
    if (inAttribute && (after === 61 || isAlphanumeric(after))) return null
    return { text: named.get(name)!, end: stop }
  }
  return null
}

function numberAt(html: string, at: number, limit: number): Entity | null {
  const hex = at + 2 < limit && (html.charCodeAt(at + 2) | 32) === 120
  const from = at + (hex ? 3 : 2)
  let end = from
  let code = 0
  while (end < limit) {
    const digit = digitOf(html.charCodeAt(end), hex)
    if (digit < 0) break
    code = Math.min(code * (hex ? 16 : 10) + digit, 0x110000)
    end++
  }
  if (end === from) return null
  if (end < limit && html.charCodeAt(end) === 59) end++
  return { text: characterOf(code), end }
}

function digitOf(c: number, hex: boolean): number {
  if (c >= 48 && c <= 57) return c - 48
  const lower = c | 32
  return hex && lower >= 97 && lower <= 102 ? lower - 87 : -1
}

function characterOf(code: number): string {
  if (code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return '\ufffd'
  if (code >= 0x80 && code <= 0x9f) return windows1252[code - 0x80]!
  return String.fromCodePoint(code)
}

const isAlphanumeric = (c: number) => (c >= 48 && c <= 57) || (c >= 65 && c <= 90) || (c >= 97 && c <= 122)

/** A stretch of the page with its character references read. */
export function decoded(html: string, start: number, end: number, inAttribute = false): string {
  const raw = html.slice(start, end)
  let mark = raw.indexOf('&')
  if (mark < 0) return raw
  let text = ''
  let from = 0
  while (mark >= 0) {
    const entity = entityAt(raw, mark, raw.length, inAttribute)
    if (entity) {
      text += raw.slice(from, mark) + entity.text
      from = entity.end
    }
    mark = raw.indexOf('&', entity ? entity.end : mark + 1)
  }
  return text + raw.slice(from)
}
