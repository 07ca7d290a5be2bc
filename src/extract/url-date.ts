/** YYYY/MM/DD or its like, day first, month by name, month alone, and packed into eight digits. */
const packedDay = /(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)/
/** A number of a page that begins with the time it was made: A20260129143200051. */
const stampedDay = /(?<!\d)(20\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d[0-5]\d/
const partedDay = /(?<!\d)((?:19|20)\d\d)([/_.-])(0?[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01]|[1-9](?=[/_.]|$))(?!\d)/
const dayFirst = /(?<!\d)(0[1-9]|[12]\d|3[01])([/_.-])(0[1-9]|1[0-2])\2((?:19|20)\d\d)(?!\d)/
const namedMonth = /\/((?:19|20)\d\d)\/(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\/(\d{1,2})(?!\d)/i
const monthOnly = /\/((?:19|20)\d\d)[/-](0[1-9]|1[0-2])(?=[/-])/
/** An archive's address holds the day of capture before the address it captured. */
const archived = /^https?:\/\/web\.archive\.org\/web\/\w+\//i

/** Code units of an address that are looked at. */
const longestAddress = 1000

/** The date in the path of an address, `2024-05-03` or `2024-05`; null: none. Pages are often filed under the day they were first published. */
export function dateOfUrl(url: string): string | null {
  const path = url
    .replace(archived, '')
    .replace(/^[a-z]+:\/\/[^/]*/i, '')
    .slice(0, longestAddress)
  const parted = partedDay.exec(path)
  if (parted) return iso(parted[1]!, parted[3]!, parted[4]!)
  const packed = packedDay.exec(path) ?? stampedDay.exec(path)
  if (packed) return iso(packed[1]!, packed[2]!, packed[3]!)
  const named = namedMonth.exec(path)
  if (named) return iso(named[1]!, String(monthNames.indexOf(named[2]!.toLowerCase()) + 1), named[3]!)
  const last = dayFirst.exec(path)
  if (last) return iso(last[4]!, last[3]!, last[1]!)
  const month = monthOnly.exec(path)
  return month && `${month[1]}-${month[2]}`
}

const monthNames = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')

/** Null: there is no such day. */
function iso(year: string, month: string, day: string): string | null {
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const time = Date.parse(`${date}T00:00:00Z`)
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== date ? null : date
}
