import { UsageError } from '#model/errors.ts'

/** Where a list goes on: the sort keys of the last row shown, as one word for URLs. */
export type Cursor = string
export type PageOf<T> = Readonly<{ items: readonly T[]; next: Cursor | null }>

/** Rows of one answer when nobody says how many. */
export const usualLimit = 50
export const largestLimit = 1_000

export const toCursor = (...keys: readonly (string | number)[]): Cursor => Buffer.from(JSON.stringify(keys)).toString('base64url')

/** The keys in a cursor; `first` when there is none. Errors: UsageError when it is none of ours. */
export function fromCursor<Keys extends readonly (string | number)[]>(cursor: Cursor | undefined, first: Keys): Keys {
  if (cursor === undefined) return first
  try {
    const keys: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (Array.isArray(keys) && keys.length === first.length && keys.every((key, i) => typeof key === typeof first[i]))
      return keys as unknown as Keys
  } catch {} // not even JSON
  throw new UsageError(`"${cursor}" is no cursor of this list`, 'take the one that the last answer gave, or leave it out')
}

/** Errors: UsageError when the limit is not a number of rows. */
export function checkedLimit(limit: number | undefined): number {
  if (limit === undefined) return usualLimit
  if (Number.isInteger(limit) && limit >= 1 && limit <= largestLimit) return limit
  throw new UsageError(`a limit of ${limit} cannot be given`, `say a number from 1 to ${largestLimit}`)
}

/** One answer out of `limit + 1` rows: the row too many says that there is a next one. */
export function paged<T>(rows: readonly T[], limit: number, keys: (last: T) => readonly (string | number)[]): PageOf<T> {
  const items = rows.slice(0, limit)
  return { items, next: rows.length > limit ? toCursor(...keys(items.at(-1)!)) : null }
}
