import { foldKey } from '#text/fold.ts'

/**
 * How fields are scored against what people wrote down. Titles must be equal to the letter, white space apart. Authors must be the same
 * set of names, case and punctuation apart; a rival's byline is one string, which is cut at commas, bars and "and". Dates are compared by
 * calendar day as the page's clock shows it, or as instants where both sides give a zone.
 */
const spaces = /\s+/gu
const onOneLine = (text: string) => text.normalize('NFC').replace(spaces, ' ').trim()

export const sameTitle = (found: string | null, wanted: string): boolean => found !== null && onOneLine(found) === onOneLine(wanted)

const keyOf = (names: readonly string[]) => [...new Set(names.map(foldKey))].sort().join('|')
export const sameAuthors = (found: readonly string[], wanted: readonly string[]): boolean => keyOf(found) === keyOf(wanted)

/** The names in a byline given as one string. */
export function namesIn(byline: string | null): string[] {
  const bare = (byline ?? '').replace(/^\s*by\s+/i, '')
  return bare
    .split(/,|;|\||&|\n|\sand\s/i)
    .map((name) => name.trim())
    .filter((name) => name !== '')
}

const zone = /(?:Z|[+-]\d\d:?\d\d)$/
/** ISO 8601 from the forms the sets and tools write. */
const iso = (date: string) => date.trim().replace(' ', 'T')
const hasZone = (date: string) => date.length > 10 && zone.test(date)
const utcDay = (date: string) => new Date(date).toISOString().slice(0, 10)

/** The same day: as written, or in Greenwich where both sides tell their zone. */
export function sameDay(found: string | null, wanted: string | null): boolean {
  if (found === null || wanted === null) return found === wanted
  const [a, b] = [iso(found), iso(wanted)]
  if (a.length < 10) return false
  return a.slice(0, 10) === b.slice(0, 10) || (hasZone(a) && hasZone(b) && utcDay(a) === utcDay(b))
}

/** The same second. A date alone is no second; where one side has no zone the clocks are compared. */
export function sameSecond(found: string | null, wanted: string): boolean {
  if (found === null || found.length <= 10) return false
  const [a, b] = [iso(found), iso(wanted)]
  const second = (date: string) => date.replace(zone, '').slice(0, 19).padEnd(19, ':00')
  return hasZone(a) && hasZone(b) ? Math.abs(Date.parse(a) - Date.parse(b)) < 1000 : second(a) === second(b)
}

/** htmldate's own measure: a wrong answer is both a false positive and, in the recall, a miss of the right one. `right` of `all` pages. */
export const dateF1 = (right: number, all: number): number => (all === 0 ? 0 : (2 * (right / all)) / (1 + right / all))
