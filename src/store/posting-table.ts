import type { Columns } from '#match/columns.ts'
import type { Id } from '#model/ids.ts'

/** Under what an article is found: its fingerprints with their places, and the keys of its bands. */
export type Keys = Readonly<{ fingerprints: Float64Array; positions: Uint32Array; bands: Float64Array }>
export type KeyKind = 'fingerprints' | 'bands'

/** An article as postings name it: by a number that counts up, is never used again, and says nothing outside this database. */
export type Owner = Readonly<{ no: number; article: Id<'article'>; host: string; digest: number }>
export type Added = Owner & Readonly<{ keys: Keys }>
/** A row of the table `sketch`. */
export type OwnerRow = Readonly<{ no: number; article: Uint8Array; host: string; digest: number; removed: number }>
export const ownerColumns = 'select no, article, host, digest, removed from sketch where'

/**
 * Where the postings of one database lie: segments.ts for SQLite, arrays.ts for PostgreSQL. Rows of articles that are gone may
 * still come out: whoever asks knows who is there.
 */
export interface PostingTable {
  /** Notes articles, with their numbers, and their postings. Part of the caller's transaction. */
  add(added: readonly Added[]): Promise<void>
  /** The rows of these articles, removed ones too: of one article there may be several. */
  rowsOf(articles: readonly Id<'article'>[]): Promise<readonly OwnerRow[]>
  /** Under what these articles are found, by number. Errors: Error when it is not to be had, which is a fault of ours. */
  keysOf(owners: readonly Owner[]): Promise<ReadonlyMap<number, Keys>>
  /** All postings of these keys, which are sorted, each once; in order of key, then of number. */
  find(kind: KeyKind, wanted: Float64Array): Promise<Columns>
  /** All postings of every key that one of these articles has, in order of key, some at a time. Null: it is cheaper to look their keys up. */
  touched(kind: KeyKind, fresh: readonly Owner[], removed: readonly Owner[], last: number): AsyncIterable<Columns> | null
  /** These numbers are gone for good. Part of the caller's transaction. */
  forget(numbers: readonly number[]): Promise<void>
  /** All are gone, and so are files that cannot be read. Part of the caller's transaction. */
  forgetAll(): Promise<void>
  /** Puts things in order where that is due. Not inside a transaction. */
  tidy(): Promise<void>
}

/** The distinct keys of these articles, sorted. */
export function distinctKeys(kind: KeyKind, some: Iterable<Keys>): Float64Array {
  const all = [...some]
  const keys = new Float64Array(all.reduce((sum, each) => sum + each[kind].length, 0))
  let at = 0
  for (const each of all) {
    keys.set(each[kind], at)
    at += each[kind].length
  }
  keys.sort()
  let count = 0
  for (let i = 0; i < keys.length; i++) if (i === 0 || keys[i] !== keys[i - 1]) keys[count++] = keys[i]!
  return keys.subarray(0, count)
}

/** Calls `each` with every list of sorted rows: the rows from `from` to `to` (exclusive) have one key. */
export function forLists({ keys, count }: Columns, each: (key: number, from: number, to: number) => void): void {
  for (let from = 0, to = 0; from < count; from = to) {
    while (to < count && keys[to] === keys[from]) to++
    each(keys[from]!, from, to)
  }
}

export const ownerOf = ({ no, article, host, digest }: OwnerRow): Owner => ({ no, article: idOfBytes(article), host, digest })

/** An id is stored as its 64 bits: SQLite keeps it twice for each article. */
export const bytesOfId = (article: Id<'article'>): Uint8Array => Buffer.from(article.slice(prefix.length), 'hex')
export const idOfBytes = (bytes: Uint8Array): Id<'article'> => `${prefix}${Buffer.from(bytes).toString('hex')}` as Id<'article'>
const prefix = 'article_'
