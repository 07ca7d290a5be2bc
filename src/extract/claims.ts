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

/** A claim as certain as another share of it. */
export const weighed = <T>(made: Claim<T>, share: number): Claim<T> => ({ ...made, certainty: made.certainty * share })
