import type { Id } from './ids.ts'

/** ISO 8601 text in UTC, `2024-10-12T08:00:00.000Z`. */
export type Instant = string

/** What the person who gave us a page said about it (JSONL input). Believed above all that the page says. */
export type Given = Readonly<{ outlet: string | null; published: string | null }>

/** What comes in from a source: bytes, and what the source says of them. */
export type Arrival = Readonly<{
  /** Path or URL as the user gave it, with `#n` or a record id for a member of a larger file. */
  source: string
  /** Where the page lives: the target URI of a record, a URL, or `file:///…`. */
  url: string
  /** When the bytes were served. Null: the source does not say (a plain file). */
  fetchedAt: Instant | null
  /** Content-Type as the source gave it, parameters and all. */
  contentType: string | null
  bytes: Uint8Array
  given: Given | null
}>

/** Something a source held that could not become an Arrival: a broken member, a bomb, a refused address. */
export type Refusal = Readonly<{ source: string; reason: string; advice: string; temporary: boolean }>

/** `html` is the decoded body, otherwise untouched: every Span<'page'> counts in it. The raw bytes are kept in the archive. */
export type Page = Readonly<{
  id: Id<'page'>
  source: string
  url: string
  fetchedAt: Instant | null
  mediaType: 'text/html' | 'text/plain'
  charset: string
  html: string
  given: Given | null
}>
