import type { Span } from '#model/span.ts'

/** JSON as it stands in a page: each value knows its place. The span of a string is what stands between its quotation marks. */
export type Json = JsonText | JsonList | JsonObject | JsonOther
type JsonText = Readonly<{ type: 'text'; at: Span<'page'> }>
type JsonList = Readonly<{ type: 'list'; items: readonly Json[] }>
export type JsonObject = Readonly<{ type: 'object'; members: ReadonlyMap<string, Json> }>
/** A number, true, false or null, as written. */
type JsonOther = Readonly<{ type: 'other'; at: Span<'page'> }>

/** Nesting beyond this many levels is not read: no page's metadata goes so deep, and the stack must hold. */
const deepest = 64

/**
 * Reads the JSON values that stand in page[start, end), one after another, as they are found in the wild: comments and CDATA
 * marks around them, commas too many or missing, line breaks and bare quotation marks inside strings, a cut end.
 * Never throws; time is linear in the stretch.
 */
export function readJson(page: string, start: number, end: number): readonly Json[] {
  const values: Json[] = []
  let at = start
  skip()
  while (at < end) {
    const value = readValue(0)
    if (value) values.push(value)
    else at++
    skip()
  }
  return values

  function readValue(depth: number): Json | null {
    const c = page.charCodeAt(at)
    if (c === quote) return readText()
    if (c === openBrace || c === openBracket) {
      if (depth >= deepest) return leaveOut()
      return c === openBrace ? readObject(depth) : readList(depth)
    }
    return readOther()
  }

  function readObject(depth: number): JsonObject {
    const members = new Map<string, Json>()
    at++
    for (;;) {
      skip()
      if (at >= end) break
      const c = page.charCodeAt(at)
      if (c === closeBrace) {
        at++
        break
      }
      if (c === closeBracket) break
      if (c !== quote) {
        at++ // a comma, or something that is no member
        continue
      }
      const name = readText()
      skip()
      if (page.charCodeAt(at) !== colon) continue
      at++
      skip()
      const value = at < end ? readValue(depth + 1) : null
      const key = jsonString(page, name.at)
      if (value && !members.has(key)) members.set(key, value)
    }
    return { type: 'object', members }
  }

  function readList(depth: number): JsonList {
    const items: Json[] = []
    at++
    for (;;) {
      skip()
      if (at >= end) break
      const c = page.charCodeAt(at)
      if (c === closeBracket) {
        at++
        break
      }
      if (c === closeBrace) break
      const value = c === comma || c === colon ? null : readValue(depth + 1)
      if (value) items.push(value)
      else at++
    }
    return { type: 'list', items }
  }

  function readText(): JsonText {
    const from = at + 1
    let mark = from
    for (;;) {
      mark = page.indexOf('"', mark)
      if (mark < 0 || mark >= end) {
        at = end
        return { type: 'text', at: { start: Math.min(from, end), end } }
      }
      if (!isEscaped(mark, from) && endsText(mark + 1)) break
      mark++
    }
    at = mark + 1
    return { type: 'text', at: { start: from, end: mark } }
  }

  function isEscaped(mark: number, from: number): boolean {
    let slashes = 0
    while (mark - 1 - slashes >= from && page.charCodeAt(mark - 1 - slashes) === backslash) slashes++
    return slashes % 2 === 1
  }

  /** Whether a quotation mark before `next` ends its string: what follows must look like JSON going on. */
  function endsText(next: number): boolean {
    let i = next
    let newline = false
    for (; i < end && i < next + farthestLook && page.charCodeAt(i) <= space; i++) if (page.charCodeAt(i) === lineFeed) newline = true
    if (i >= end) return true
    const c = page.charCodeAt(i)
    if (c === closeBrace || c === closeBracket || c === colon) return true
    if (c === quote) return newline // a comma was forgotten
    if (c !== comma) return i >= next + farthestLook || page.startsWith('//', i) || page.startsWith('/*', i)
    i++
    while (i < end && i < next + farthestLook && page.charCodeAt(i) <= space) i++
    return i >= end || startsValue.includes(page[i]!)
  }

  function readOther(): JsonOther | null {
    const from = at
    while (at < end && isBare(page.charCodeAt(at))) at++
    return at > from ? { type: 'other', at: { start: from, end: at } } : null
  }

  /** Passes over an object or list that is nested too deeply. */
  function leaveOut(): null {
    let depth = 0
    for (; at < end; at++) {
      const c = page.charCodeAt(at)
      if (c === quote) {
        readText()
        at--
      } else if (c === openBrace || c === openBracket) depth++
      else if ((c === closeBrace || c === closeBracket) && --depth === 0) {
        at++
        break
      }
    }
    return null
  }

  function skip(): void {
    for (;;) {
      while (at < end && page.charCodeAt(at) <= space) at++
      if (at >= end) return
      const c = page.charCodeAt(at)
      if (c === slash && page.startsWith('//', at)) at = after('\n')
      else if (c === slash && page.startsWith('/*', at)) at = after('*/')
      else if (c === less && page.startsWith('<!--', at)) at += 4
      else if (c === less && page.startsWith('<![CDATA[', at)) at += 9
      else if ((c === closeBracket && page.startsWith(']]>', at)) || page.startsWith('-->', at)) at += 3
      else return
    }
  }

  function after(mark: string): number {
    // `//<![CDATA[` may have the JSON itself on its line
    const cdata = mark === '\n' && page.startsWith('//<![CDATA[', at)
    if (cdata) return at + '//<![CDATA['.length
    const found = page.indexOf(mark, at)
    return found < 0 || found >= end ? end : found + mark.length
  }
}

/** How far to look behind a quotation mark, in code units: indentation is never wider. */
const farthestLook = 400
/** What a value or a name after a comma starts with. */
const startsValue = '"{[}],/-0123456789tfn'

const quote = 0x22
const comma = 0x2c
const slash = 0x2f
const colon = 0x3a
const less = 0x3c
const openBracket = 0x5b
const backslash = 0x5c
const closeBracket = 0x5d
const openBrace = 0x7b
const closeBrace = 0x7d
const space = 0x20
const lineFeed = 0x0a

const isBare = (c: number) =>
  (c >= 0x30 && c <= 0x39) || (c >= 0x61 && c <= 0x7a) || (c >= 0x41 && c <= 0x5a) || c === 0x2b || c === 0x2d || c === 0x2e

const escapes = /\\(?:u([0-9a-fA-F]{4})|([^u]))/g
const escaped: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }

/** The string that stands between quotation marks in JSON. A broken escape stays as it is written. */
export function jsonString(page: string, at: Span<'page'>): string {
  const raw = page.slice(at.start, at.end)
  if (!raw.includes('\\')) return raw
  return raw.replace(escapes, (_, code: string | undefined, letter: string) =>
    code ? String.fromCharCode(Number.parseInt(code, 16)) : (escaped[letter] ?? letter),
  )
}

/** The value of a member, or null. */
export const memberOf = (value: Json | null | undefined, name: string): Json | null =>
  value?.type === 'object' ? (value.members.get(name) ?? null) : null
/** A list's items; a single value is a list of one; null is empty. */
export const itemsOf = (value: Json | null): readonly Json[] => (value === null ? [] : value.type === 'list' ? value.items : [value])
