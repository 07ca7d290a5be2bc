import { createHash } from 'node:crypto'

declare const made: unique symbol

/** An id is a noun and a hash of what the thing is made of, so the same thing has the same id on every machine. */
export type Id<Noun extends string> = `${Noun}_${string}` & { readonly [made]: true }

/** 16 hex digits, 64 bits: among 10 million pages the chance of one collision is below 3 in a million. */
const digits = 16

/** Makes an id from parts. A zero byte stands between them, so ('ab', 'c') and ('a', 'bc') differ. */
export function makeId<Noun extends string>(noun: Noun, ...parts: readonly (string | Uint8Array)[]): Id<Noun> {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part).update('\0')
  return `${noun}_${hash.digest('hex').slice(0, digits)}` as Id<Noun>
}

/** Reads an id from outside. Null: not an id of this noun. */
export function parseId<Noun extends string>(noun: Noun, value: string): Id<Noun> | null {
  return value.startsWith(`${noun}_`) && /^[0-9a-f]{16}$/.test(value.slice(noun.length + 1)) ? (value as Id<Noun>) : null
}

/** An article has the id of its page under another noun: one page, one article. */
export const articleIdOf = (page: Id<'page'>): Id<'article'> => `article_${page.slice('page_'.length)}` as Id<'article'>
export const pageIdOf = (article: Id<'article'>): Id<'page'> => `page_${article.slice('article_'.length)}` as Id<'page'>
