import { UsageError } from '#model/errors.ts'

/** Where a list goes on after a row: that row's sort keys, as one word for URLs. Every row of a list carries its own. */
type Cursor = string
export type Listed = Readonly<{ cursor: Cursor }>
export type Paging = Readonly<{ limit?: number | undefined; cursor?: Cursor | undefined }>

/** Rows of one answer when nobody says how many. */
const usualLimit = 50
export const largestLimit = 1_000

export const toCursor = (...keys: readonly (string | number)[]): Cursor => Buffer.from(JSON.stringify(keys)).toString('base64url')

/** The keys in a cursor; `first` when there is none. Errors: UsageError when it is none of ours. */
export function fromCursor<Keys extends readonly (string | number)[]>(cursor: Cursor | undefined, first: Keys): Keys {
  if (cursor === undefined) return first
  try {
    const keys: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (Array.isArray(keys) && keys.length === first.length && keys.every((key, i) => typeof key === typeof first[i] && isKey(key)))
      return keys as unknown as Keys
  } catch {} // not even JSON
  throw noCursor(cursor)
}

/** What both databases can compare: text without U+0000, whole numbers that they count with. */
const isKey = (key: unknown) => (typeof key === 'string' ? !key.includes('\0') : Number.isSafeInteger(key))

export const noCursor = (cursor: Cursor | undefined): UsageError =>
  new UsageError(`"${cursor}" is no cursor of this list`, 'take the one that the last answer gave, or leave it out')

/** Errors: UsageError when the limit is not a number of rows. */
export function checkedLimit(limit: number | undefined): number {
  if (limit === undefined) return usualLimit
  if (Number.isInteger(limit) && limit >= 1 && limit <= largestLimit) return limit
  throw new UsageError(`a limit of ${limit} cannot be given`, `say a number from 1 to ${largestLimit}`)
}
