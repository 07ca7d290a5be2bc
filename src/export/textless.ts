import { createHash } from 'node:crypto'
import type { StoryDocument } from '#model/document.ts'
import { offsetsOf } from '#text/offsets.ts'

/** Code points of a quotation that stay: some 25 words, what courts and editors call a short quotation. */
const longestQuotation = 160

const digest = (text: string) => createHash('sha256').update(text).digest('hex')

/**
 * A story without its texts: hashes, offsets and short quotations. Each page tells the length and the SHA-256 of its text; where
 * evidence is longer than a short quotation, `exact` is its beginning and `digest` the SHA-256 of the whole (UTF-8, hex).
 */
export function withoutText(story: StoryDocument): StoryDocument {
  return {
    ...eachEvidence(story),
    pages: story.pages.map((page) => ({
      ...eachEvidence(page),
      text: '',
      runs: [],
      characters: offsetsOf(page.text).toPoints(page.text.length),
      textDigest: digest(page.text),
    })),
  }
}

/** Shortens whatever lies at `exact` and `text` anywhere below. */
function eachEvidence<T>(value: T): T {
  if (Array.isArray(value)) return value.map(eachEvidence) as T
  if (value === null || typeof value !== 'object') return value
  const { exact, text } = value as { exact?: unknown; text?: unknown }
  const copy = Object.fromEntries(Object.entries(value).map(([name, one]) => [name, eachEvidence(one)])) as Record<string, unknown>
  if (typeof exact === 'string' && exact !== shortened(exact)) Object.assign(copy, { exact: shortened(exact), digest: digest(exact) })
  if (typeof exact === 'string' && typeof text === 'string') copy.text = shortened(text)
  return copy as T
}

const shortened = (text: string) => text.slice(0, offsetsOf(text).toUnits(longestQuotation))
