import { wordFilter } from './word-filter.ts'

/** What a word can be in an expression of time. */
export const Kind = {
  plain: 0,
  digits: 1,
  month: 2,
  weekday: 3,
  season: 4,
  unit: 5,
  part: 6,
  cardinal: 7,
  vague: 8,
  ordinal: 9,
  /** last, next, this … `value` is the direction: -1, 0, 1. */
  pointer: 10,
  /** today, yesterday … `value` is the shift in days. */
  day: 11,
  /** early, late, mid, end … a word that narrows a date and leaves its value alone. */
  stage: 12,
  frequency: 13,
  reference: 14,
  article: 15,
  every: 16,
  holiday: 17,
  fiscal: 18,
  decade: 19,
} as const
export type Kind = (typeof Kind)[keyof typeof Kind]

type Entry = Readonly<{ kind: Kind; value: number; plural: boolean; capital: boolean }>
const entries = new Map<string, Entry>()

function add(kind: Kind, value: number, words: string, flags: { plural?: boolean; capital?: boolean } = {}): void {
  for (const word of words.split(' ')) entries.set(word, { kind, value, plural: flags.plural ?? false, capital: flags.capital ?? false })
}

const months = 'january|february|march|april|may|june|july|august|september|october|november|december'
const monthsShort = 'jan|feb|mar|apr||jun|jul|aug|sep sept|oct|nov|dec'
months.split('|').forEach((word, index) => {
  add(Kind.month, index + 1, word, { capital: true })
})
monthsShort.split('|').forEach((words, index) => {
  if (words) add(Kind.month, index + 1, words, { capital: true })
})

const weekdays = 'monday|tuesday|wednesday|thursday|friday|saturday|sunday'
const weekdaysShort = 'mon|tue tues|wed|thu thur thurs|fri|sat|sun'
weekdays.split('|').forEach((word, index) => {
  add(Kind.weekday, index + 1, word, { capital: true })
  add(Kind.weekday, index + 1, `${word}s`, { capital: true, plural: true })
})
weekdaysShort.split('|').forEach((words, index) => {
  add(Kind.weekday, index + 1, words, { capital: true })
})

/** Seasons by index; months are those of the northern half of the world, for order only. */
export const seasonCodes = ['SP', 'SU', 'FA', 'WI'] as const
for (const [index, word] of [
  [0, 'spring'],
  [1, 'summer'],
  [2, 'autumn'],
  [2, 'fall'],
  [3, 'winter'],
] as const) {
  add(Kind.season, index, word)
  if (word !== 'fall') add(Kind.season, index, `${word}s`, { plural: true })
}

/** Units by index, smallest first. `code` as in ISO 8601 durations; a half-day of TIMEX3 has none. */
export const units = ['second', 'minute', 'hour', 'day', 'week', 'weekend', 'month', 'quarter', 'year', 'decade', 'century'] as const
export type Unit = (typeof units)[number]
units.forEach((word, index) => {
  add(Kind.unit, index, word)
  if (word !== 'century') add(Kind.unit, index, `${word}s`, { plural: true })
})
add(Kind.unit, units.indexOf('century'), 'centuries', { plural: true })
add(Kind.unit, units.indexOf('hour'), 'hrs hr', { plural: true })
add(Kind.unit, units.indexOf('minute'), 'mins min', { plural: true })
add(Kind.unit, units.indexOf('year'), 'yr')
add(Kind.unit, units.indexOf('year'), 'yrs', { plural: true })

/** Codes of the parts of a day, by value of their words; noon and midnight are hours. */
const partCodes = ['MO', 'AF', 'EV', 'NI', '12:00', '00:00', 'DT'] as const
export const partCode = (value: number): string => partCodes[value]!
;['morning dawn daybreak sunrise', 'afternoon', 'evening dusk sunset', 'night', 'noon midday', 'midnight', 'daytime'].forEach(
  (words, index) => {
    add(Kind.part, index, words)
  },
)
;['mornings', 'afternoons', 'evenings', 'nights'].forEach((word, index) => {
  add(Kind.part, index, word, { plural: true })
})

const small =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'
small.split(' ').forEach((word, value) => {
  add(Kind.cardinal, value, word)
})
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'
tens.split(' ').forEach((word, index) => {
  add(Kind.cardinal, (index + 2) * 10, word)
})
add(Kind.cardinal, 100, 'hundred')
add(Kind.cardinal, 1000, 'thousand')
add(Kind.cardinal, 12, 'dozen')
add(Kind.vague, 0, 'several few couple many various numerous countless')

const ordinals =
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth'
ordinals.split(' ').forEach((word, index) => {
  if (word !== 'second') add(Kind.ordinal, index + 1, word)
})
add(Kind.ordinal, 30, 'thirtieth')

add(Kind.pointer, -1, 'last past previous preceding prior recent')
add(Kind.pointer, 0, 'this that same current present these those')
add(Kind.pointer, 1, 'next coming following subsequent upcoming ensuing')

add(Kind.day, 0, 'today')
add(Kind.day, -1, 'yesterday')
add(Kind.day, 1, 'tomorrow')
add(Kind.day, 0, 'tonight')
add(Kind.day, -1, 'overnight')

add(Kind.stage, 0, 'early late mid end beginning start middle earlier later onset close latter turn')
add(Kind.frequency, units.indexOf('day'), 'daily everyday')
add(Kind.frequency, units.indexOf('hour'), 'hourly')
add(Kind.frequency, units.indexOf('week'), 'weekly')
add(Kind.frequency, units.indexOf('month'), 'monthly')
add(Kind.frequency, units.indexOf('quarter'), 'quarterly')
add(Kind.frequency, units.indexOf('year'), 'annually yearly annual')

add(Kind.reference, 0, 'now currently nowadays presently')
add(Kind.reference, -1, 'recently formerly lately')
add(Kind.reference, 1, 'future')
add(Kind.article, 0, 'the')
add(Kind.article, 1, 'a an half')
add(Kind.every, 0, 'every each per')
add(Kind.holiday, 0, 'christmas easter thanksgiving halloween', { capital: true })
add(Kind.holiday, 0, 'boxing valentine new good', { capital: true })
add(Kind.fiscal, 0, 'fiscal fy q')
;['twenties', 'thirties', 'forties', 'fifties', 'sixties', 'seventies', 'eighties', 'nineties'].forEach((word, index) => {
  add(Kind.decade, index + 2, word)
})

const filter = wordFilter(entries.keys())

/**
 * The words of a text, letters and digits apart, punctuation one by one; a paragraph break is the word '\n'.
 * Word i is text.slice(starts[i], ends[i]); `words` are in lower case.
 */
export type TimeWords = Readonly<{
  count: number
  words: readonly string[]
  starts: readonly number[]
  ends: readonly number[]
  kinds: readonly Kind[]
  values: readonly number[]
  plurals: readonly boolean[]
  capitals: readonly boolean[]
  /** The text counts its years before Christ, so 'in 490' is a year. */
  ancient: boolean
}>

const isDigit = (code: number) => code >= 48 && code <= 57
const isLower = (code: number) => code >= 97 && code <= 122
const isUpper = (code: number) => code >= 65 && code <= 90
const isLetter = (code: number) =>
  isLower(code) || isUpper(code) || (code >= 0xc0 && code <= 0x24f && code !== 0xd7 && code !== 0xf7) || (code > 0x36f && code < 0x2000)
const longestWord = 24 // code units; no word of time is longer, so the rest need not be lowered

/** Cuts a text into words in one pass. Linear in the length of the text. */
export function timeWords(text: string): TimeWords {
  const words: string[] = []
  const starts: number[] = []
  const ends: number[] = []
  const kinds: Kind[] = []
  const values: number[] = []
  const plurals: boolean[] = []
  const capitals: boolean[] = []
  const push = (word: string, start: number, end: number, entry: Entry | undefined, kind: Kind, value: number, capital: boolean) => {
    words.push(word)
    starts.push(start)
    ends.push(end)
    kinds.push(entry ? entry.kind : kind)
    values.push(entry ? entry.value : value)
    plurals.push(entry ? entry.plural : false)
    capitals.push(capital)
  }
  let eras = 0
  const length = text.length
  let at = 0
  while (at < length) {
    const code = text.charCodeAt(at)
    if (code === 32) {
      at += 1
    } else if (isLetter(code)) {
      const start = at
      let lowered = !isUpper(code)
      at += 1
      while (at < length) {
        const next = text.charCodeAt(at)
        if (!isLetter(next)) break
        if (isUpper(next)) lowered = false
        at += 1
      }
      const capital = isUpper(code)
      const word = text.slice(start, at)
      const lower = lowered || at - start > longestWord ? word : word.toLowerCase()
      const entry = filter.mayHave(lower) ? entries.get(lower) : undefined
      if (lower === 'bc' || lower === 'bce') eras += 1
      push(lower, start, at, entry && (capital || !entry.capital) ? entry : undefined, Kind.plain, 0, capital)
    } else if (isDigit(code)) {
      const start = at
      let value = 0
      while (at < length && isDigit(text.charCodeAt(at))) {
        if (at - start < 9) value = value * 10 + text.charCodeAt(at) - 48
        at += 1
      }
      push(text.slice(start, at), start, at, undefined, Kind.digits, value, false)
    } else if (code === 10 || code === 13 || code === 9 || code === 0xa0) {
      const start = at
      let lines = 0
      while (at < length && isSpace(text.charCodeAt(at))) {
        if (text.charCodeAt(at) === 10) lines += 1
        at += 1
      }
      if (lines > 1) push('\n', start, at, undefined, Kind.plain, 0, false)
    } else {
      push(
        code === 0x2019 || code === 0x2018 ? "'" : code === 0x2013 || code === 0x2011 || code === 0x2010 ? '-' : text[at]!,
        at,
        at + 1,
        undefined,
        Kind.plain,
        0,
        false,
      )
      at += 1
    }
  }
  return { count: words.length, words, starts, ends, kinds, values, plurals, capitals, ancient: eras >= ancientAfter }
}
const ancientAfter = 3 // mentions of BC

const isSpace = (code: number) => code === 32 || code === 10 || code === 13 || code === 9 || code === 0xa0
