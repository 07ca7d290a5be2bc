import { coordinatesOf } from '#text/coordinates.ts'
import { countrySense } from '#text/countries.ts'
import { type Condition, rowsWhere } from './conditions.ts'
import { checkedLimit, fromCursor, type Listed, type Paging, toCursor } from './cursor.ts'
import type { Db } from './db.ts'
import { within } from './folding.ts'

/** Where events happen, as the text names it. `country`: ISO 3166-1 alpha-3, where the name says it; `lat`, `lon`: degrees, of capitals and large cities. */
export type PlaceRow = Listed &
  Readonly<{ place: string; country: string | null; lat: number | null; lon: number | null; events: number; stories: number }>
export type PlaceFilter = Paging & Readonly<{ q?: string | undefined }>

/** Places, those of most events first. */
export async function listPlaces(db: Db, filter: PlaceFilter = {}): Promise<readonly PlaceRow[]> {
  const [events, after] = fromCursor(filter.cursor, [Number.MAX_SAFE_INTEGER, ''])
  const where: Condition[] = [["kind = 'place'"], ['(n < ? or (n = ? and label > ?))', events, events, after]]
  if (filter.q) where.push(["label like ? escape '\\'", within(filter.q)])
  const found = await rowsWhere<{ label: string; shown: string; stories: number; n: number }>(
    db,
    'select label, shown, stories, n from label',
    where,
    `order by n desc, label limit ${checkedLimit(filter.limit)}`,
  )
  return found.map(({ label, shown, stories, n }) => {
    const country = countryIn(shown)
    const at = country === null ? null : coordinatesOf(shown.split(',')[0]!, country)
    return { place: shown, country, lat: at?.lat ?? null, lon: at?.lon ?? null, events: n, stories, cursor: toCursor(n, label) }
  })
}

/** "Lyon, France" says France by its last part. */
function countryIn(place: string): string | null {
  const sense = countrySense(place) ?? countrySense(place.split(',').at(-1)!.trim())
  return sense === null || sense.kind === 'demonym' ? null : sense.code
}
