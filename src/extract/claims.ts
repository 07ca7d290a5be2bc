import type { Claim, Field, Origin } from '#model/article.ts'
import type { Span } from '#model/span.ts'

/** A claim of the page: `at` is null when it does not stand in the page's characters. */
export const claim = <T>(value: T, origin: Origin, certainty: number, at: Span<'page'> | null): Claim<T> => ({
  value,
  origin,
  certainty,
  at,
})

/** The best of several claims (the first of equals) with all others behind it, best first. Null: nobody claims anything. */
export function fieldOf<T>(claims: readonly Claim<T>[]): Field<T> | null {
  const [best, ...others] = [...claims].sort((a, b) => b.certainty - a.certainty)
  return best ? { ...best, others } : null
}

/** The place of a part inside a place of the page, if its characters stand there as they are; else the whole place. */
export function placeIn(html: string, at: Span<'page'>, part: string): Span<'page'> {
  const found = html.slice(at.start, at.end).indexOf(part)
  return found < 0 ? at : { start: at.start + found, end: at.start + found + part.length }
}
