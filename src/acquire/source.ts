import type { Arrival, Given, Instant, Refusal } from '#model/page.ts'
import type { Bytes } from './bytes.ts'
import type { Members, Packing } from './inflate.ts'
import type { Limits } from './limits.ts'

/** Something to read: a file, an answer from the network, stdin. */
export type Opened = Readonly<{
  /** As the user gave it. */
  source: string
  url: string
  /** The file, where it is one that can be read again. */
  path: string | null
  fetchedAt: Instant | null
  contentType: string | null
  given: Given | null
  packing: Packing
  members: Members
  /** Unpacked. */
  bytes: Bytes
  /** How many lists led here: 0 for what the user named. */
  depth: number
}>

/** What a source is recognised by: the file's name and how it starts, as text one character a byte (UTF-16 decoded). */
export type Sample = Readonly<{ name: string; bytes: Uint8Array; text: string }>

/** What a source may use of the world. */
export type Context = Readonly<{
  limits: Limits
  /** Counts what is passed over on purpose: pictures in a web archive, redirects. */
  skip: (source: string, why: string) => void
  /** Fetches what a list names and reads it: `page` as one page, `list` as a feed or sitemap. */
  follow: (url: string, from: Opened, as: 'page' | 'list', given: Given | null) => AsyncGenerator<Arrival | Refusal>
  /** Pages seen so far, for archives that refer back. Bounded. */
  seen: Map<string, unknown>
}>

/** A kind of input. The table of sources is asked in order; the first that recognises the sample reads. */
export type Source = Readonly<{
  name: string
  recognises: (sample: Sample) => boolean
  read: (opened: Opened, context: Context) => AsyncGenerator<Arrival | Refusal>
}>

export const refuse = (source: string, reason: string, advice: string, temporary = false): Refusal => ({
  source,
  reason,
  advice,
  temporary,
})

const iso = /^\d{4}-\d{2}(?:-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?)?$/i

/** Reads a point in time as ISO 8601 in UTC, or null. One without a zone is in UTC, wherever the machine stands. */
export function instantOf(text: string | undefined): Instant | null {
  const found = iso.exec(text?.trim() ?? '')
  if (!found) return null
  const [whole, zone] = found
  const time = Date.parse(`${whole.replace(' ', 'T').replace(/([+-]\d{2})(\d{2})$/, '$1:$2')}${zone || !whole.includes(':') ? '' : 'Z'}`)
  return Number.isNaN(time) ? null : new Date(time).toISOString()
}

/** Media type without parameters, in lower case; null for none. */
export const mediaTypeOf = (contentType: string | null | undefined) => contentType?.split(';', 1).join().trim().toLowerCase() || null

const pageTypes = new Set(['text/html', 'application/xhtml+xml', 'text/plain'])
/** Can a body of this type be a page? One without a type is sniffed. */
export const isPageType = (mediaType: string | null) => mediaType === null || pageTypes.has(mediaType)
