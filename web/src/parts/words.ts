/** How numbers, days and names are written on every screen. */

const numbers = new Intl.NumberFormat('en')
export const count = (number: number): string => numbers.format(number)
export const plural = (number: number, one: string, many = `${one}s`): string => `${count(number)} ${number === 1 ? one : many}`
export const percent = (share: number): string => `${Math.round(share * 100)}\u00a0%`
/** Never 100 %: a tree is a judgement. */
export const sure = (confidence: number): string => `${Math.min(99, Math.round(confidence * 100))}\u00a0% sure`

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const days = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })
const months = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' })

/** `2024-10-12T…` → `12 Oct 2024`, of the day as it was written there; what is no full day comes back shorter or as it is. */
export function sayDay(value: string): string {
  if (/^\d{4}-\d\d-\d\d/.test(value)) return formatted(days, value.slice(0, 10), value)
  if (/^\d{4}-\d\d$/.test(value)) return formatted(months, `${value}-01`, value)
  return value
}

const formatted = (format: Intl.DateTimeFormat, day: string, otherwise: string) => {
  const at = new Date(`${day}T00:00:00Z`)
  return Number.isNaN(at.getTime()) ? otherwise : format.format(at)
}

/** `2024-10-12T08:05:00+03:00` → `12 Oct 2024, 08:05 +03:00`: the clock of the page itself. */
export function sayInstant(value: string): string {
  const [, clock, zone = ''] = /T(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$/.exec(value) ?? []
  return clock ? `${sayDay(value)}, ${clock}${zone === 'Z' ? ' UTC' : zone ? ` ${zone.replace('-', '−')}` : ''}` : sayDay(value)
}

/** `13 Jul 05:05`, or `13 Jul`: beside others of the same year. */
export function sayShort(value: string): string {
  const clock = /T(\d\d:\d\d)/.exec(value)?.[1]
  const day = sayDay(value).replace(/ \d{4}$/, '')
  return clock ? `${day} ${clock}` : day
}

const ages = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' })
const units: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
]

const longestAge = 7 * 86_400_000 // ms; beyond it the day itself says more

/** `3 days ago`, or `12 Oct 2024` of what is older or lies ahead. */
export function sayAge(value: string, now = Date.now()): string {
  const at = Date.parse(value)
  if (Number.isNaN(at) || Math.abs(now - at) > longestAge) return sayDay(value)
  const [unit, length] = units.find(([, length]) => Math.abs(now - at) >= length) ?? ['minute', 60_000]
  return ages.format(Math.trunc((at - now) / length), unit)
}

const sizes = ['bytes', 'kB', 'MB', 'GB', 'TB']
export function sayBytes(bytes: number): string {
  const step = bytes < 1000 ? 0 : Math.min(sizes.length - 1, Math.floor(Math.log10(bytes) / 3))
  return `${numbers.format(Number((bytes / 1000 ** step).toPrecision(3)))} ${sizes[step]}`
}

/** The name a source was given under: of a file that was sent, without the folder of the store it lies in. */
export const sourceName = (source: string): string => source.replace(/^.*\/uploads\/[0-9a-f]{16}\//, '')

/** What to call a page: its outlet, else the end of the path or address it came from. */
export const pageName = (page: Readonly<{ outlet: string | null; source: string }> | undefined): string =>
  page?.outlet ?? (page ? sourceName(page.source).split('/').slice(-2).join('/') : 'a page that is not here')

/** Says how exact a publication date is and where it comes from. */
export const originWords: Readonly<Record<string, string>> = {
  given: 'given with the page',
  'json-ld': 'the page’s JSON-LD',
  meta: 'a meta element',
  microdata: 'microdata',
  rdfa: 'RDFa',
  time: 'a time element',
  text: 'the visible text',
  masthead: 'the masthead',
  link: 'a link',
  title: 'the title',
  url: 'the address',
  http: 'the HTTP header',
  hydration: 'the page’s script data',
}

/** Minutes as people say them: `45 min`, `3 h`, `2 days`. */
export function sayDelay(minutes: number): string {
  if (minutes < 90) return `${Math.round(minutes)} min`
  return minutes < 2_880 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 1_440)} days`
}

type Spoken = Readonly<{ kind: 'direct' | 'indirect' | 'mixed'; exact: string }>
/** What was said, less the comma before "X said", after which nothing follows in a list. Its offsets keep the comma. */
export const spokenIn = ({ kind, exact }: Spoken): string =>
  kind === 'direct' ? exact.replace(/,$/, '').replaceAll(/,(?= … )/g, '') : exact
/** The same in marks; a mixed quotation has its own inside. */
export const quotationOf = (quote: Spoken): string => (quote.kind === 'direct' ? `“${spokenIn(quote)}”` : quote.exact)
