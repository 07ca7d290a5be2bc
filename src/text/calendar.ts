const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']
const shortest = 3 // letters of a weekday's name that tell it: "Thu"
const cycle = 28 // years after which weekdays and leap years repeat
const day = 86_400_000 // ms

/** 0 Sunday … 6 Saturday; null: the words name no weekday of English. */
export function weekdayIn(words: string): number | null {
  const found = /\p{L}+/gu
  for (const [word] of words.toLowerCase().matchAll(found)) {
    const index = word.length < shortest ? -1 : weekdays.findIndex((name) => name.startsWith(word))
    if (index >= 0) return index
  }
  return null
}

/**
 * Gives `--11-28`, a date without a year (ISO 8601 truncated), the first year not before `earliest` in which it falls on the
 * weekday that `words` name. What cannot be decided (no weekday, no earliest date) and any other date comes back as it is.
 */
export function resolveYear(value: string, words: string, earliest: string | null): string {
  const [, month, dayOfMonth] = /^--(\d\d)-(\d\d)$/.exec(value) ?? []
  const weekday = weekdayIn(words)
  if (!month || !dayOfMonth || weekday === null || earliest === null) return value
  const from = Date.parse(earliest.slice(0, 10).padEnd(10, '-01'))
  if (Number.isNaN(from)) return value
  const first = new Date(from).getUTCFullYear()
  for (let year = first; year <= first + cycle; year++) {
    const at = new Date(`${year}-${month}-${dayOfMonth}T00:00:00Z`)
    if (Number.isNaN(at.getTime()) || at.getUTCDate() !== Number(dayOfMonth)) continue
    if (at.getUTCDay() === weekday && at.getTime() >= from - day) return `${year}-${month}-${dayOfMonth}`
  }
  return value
}

/** The ISO 8601 day so many days before another, of which a year or a month is enough; null: no date. */
export function daysBefore(value: string, days: number): string | null {
  const at = /^\d{4}/.test(value) ? Date.parse(value.slice(0, 10).padEnd(10, '-01')) : Number.NaN
  return Number.isNaN(at) ? null : new Date(at - days * day).toISOString().slice(0, 10)
}

/** Whether a text is a year, a month, a day or an instant of ISO 8601 that the calendar has. */
export const isDay = (value: string): boolean => /^\d{4}(-\d\d(-\d\d(T.*)?)?)?$/.test(value) && !Number.isNaN(Date.parse(value))

const seasons: Readonly<Record<string, string>> = { SP: 'spring', SU: 'summer', FA: 'autumn', WI: 'winter' }
const partsOfDay: Readonly<Record<string, string>> = {
  MO: 'morning',
  MI: 'midday',
  AF: 'afternoon',
  EV: 'evening',
  NI: 'night',
  DT: 'daytime',
}

/** A TIMEX3 value as people write it: `201` → `2010s`, `2024-W49` → `week 49 of 2024`. A value that reads well stays as it is. */
export function sayDate(value: string): string {
  const [day, part] = value.split('T')
  const [year, rest = ''] = [day!.slice(0, 4), day!.slice(5)]
  if (/^\d{3}$/.test(day!)) return `${day}0s`
  if (/^\d{2}$/.test(day!)) return `${day}00s`
  if (/^W\d\d$/.test(rest)) return `week ${Number(rest.slice(1))} of ${year}`
  if (/^W\d\d-WE$/.test(rest)) return `weekend of week ${Number(rest.slice(1, 3))} of ${year}`
  if (/^Q[1-4]$/.test(rest)) return `${rest} ${year}`
  if (/^H[12]$/.test(rest)) return `${rest === 'H1' ? 'first' : 'second'} half of ${year}`
  if (rest in seasons) return `${seasons[rest]} ${year}`
  return part === undefined ? day! : partsOfDay[part] ? `${day} ${partsOfDay[part]}` : /\d/.test(part) ? `${day} ${part}` : day!
}
