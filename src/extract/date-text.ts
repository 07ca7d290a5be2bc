import type { Dating } from '#model/article.ts'
import { fromPersian, monthNamed, monthWords, persianMonthNamed } from '#text/months.ts'

/** Which number comes first in 03/05/2024. */
export type DayOrder = 'day first' | 'month first'
/** A date in a text. `other` is its value read in the other order, where day and month could change places. */
type FoundDate = Dating & Readonly<{ start: number; end: number; other: string | null }>
export type DateHints = Readonly<{ order: DayOrder; language: string | null }>

/** Years a page may speak of. The web's first news pages are of 1993. */
const years = { first: 1985, last: 2100 } as const
/** How far the parts of one date stand apart, in code units. */
const widestGap = 6
/** How far a time stands from its date. */
const widestTimeGap = 14

type Token = Readonly<{ kind: 'number' | 'word'; text: string; start: number; end: number }>
type Day = {
  year: number | null
  month: number
  day: number | null
  swapped: boolean
  from: number
  next: number
  start: number
  end: number
}

const piece = /\d+|[\p{L}\p{M}\u200c]+(?:\.(?=\p{L})[\p{L}\p{M}]+)*/gu
/** Digits of other scripts: each script's ten stand in a row, zero first (Unicode). */
const foreignDigit =
  /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u0a66-\u0a6f\u0ae6-\u0aef\u0e50-\u0e59\u17e0-\u17e9\u1040-\u1049\uff10-\uff19]/g
const zeros = [0x660, 0x6f0, 0x966, 0x9e6, 0xa66, 0xae6, 0xe50, 0x17e0, 0x1040, 0xff10]

/** A text with all digits as 0 to 9; nothing moves. */
function plainDigits(text: string): string {
  foreignDigit.lastIndex = 0
  if (!foreignDigit.test(text)) return text
  return text.replace(foreignDigit, (digit) => {
    const code = digit.charCodeAt(0)
    return String(code - zeros.find((zero) => code >= zero && code < zero + 10)!)
  })
}

/**
 * Dates in a text, in order: ISO 8601, RFC 2822, numbers, and words of some seventy languages, each with the time and zone beside it.
 * A date without a year gives `--MM-DD` (ISO 8601:2000, 5.2.1.3), a month and year `YYYY-MM`. Linear in the text.
 */
export function findDates(text: string, hints: DateHints): readonly FoundDate[] {
  const whole = isoInstant(text)
  if (whole) return [whole]
  const plain = plainDigits(text)
  if (!anyDigit.test(plain)) return []
  const tokens = tokensOf(plain)
  const found: FoundDate[] = []
  let i = 0
  while (i < tokens.length) {
    const day = dayAt(plain, tokens, i, hints)
    if (!day) {
      i++
      continue
    }
    found.push(withTime(plain, tokens, day, found.at(-1)?.end ?? 0))
    i = Math.max(day.next, i + 1)
    while (i < tokens.length && tokens[i]!.start < found.at(-1)!.end) i++
  }
  return found
}

const anyDigit = /[0-9]/
const instant = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/

/** What machines write for each other, read at once: all the text is one instant. Null: it is something else. */
function isoInstant(text: string): FoundDate | null {
  const match = instant.exec(text)
  if (!match) return null
  const [, year, month, day, hour, minute, second, zone] = match
  const y = Number(year)
  if (
    y < years.first ||
    y > years.last ||
    Number(month) < 1 ||
    Number(month) > 12 ||
    Number(day) < 1 ||
    Number(day) > daysIn(y, Number(month))
  )
    return null
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null
  return { value: `${text.slice(0, 10)}T${hour}:${minute}:${second}${zone}`, precision: 'second', start: 0, end: text.length, other: null }
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  for (const match of text.matchAll(piece)) {
    const start = match.index
    const kind = match[0].charCodeAt(0) <= 0x39 ? 'number' : 'word'
    tokens.push({ kind, text: kind === 'word' ? match[0].toLowerCase() : match[0], start, end: start + match[0].length })
  }
  return tokens
}

type Reader = (text: string, tokens: readonly Token[], i: number, hints: DateHints) => Day | null

function dayAt(text: string, tokens: readonly Token[], i: number, hints: DateHints): Day | null {
  const token = tokens[i]!
  if (token.kind === 'number') {
    for (const read of readers[Math.min(token.text.length, 5)]!) {
      const day = read(text, tokens, i, hints)
      if (day) return day
    }
    return null
  }
  // A month leads a date only with a number behind it.
  const follows = (n: number) => tokens[i + n]?.kind === 'number'
  return follows(1) || follows(2) || follows(3) ? (monthFirst(text, tokens, i, hints) ?? asianWords(text, tokens, i)) : null
}

/** Between two parts of a date: spaces, a comma, a full stop, a dash. */
const loose = /^[\s.,،·'’´/\-–]*$/u
const gapOf = (text: string, left: Token, right: Token) => text.slice(left.end, right.start)
function near(text: string, left: Token | undefined, right: Token | undefined): boolean {
  return left !== undefined && right !== undefined && right.start - left.end <= widestGap && loose.test(gapOf(text, left, right))
}

function makeDay(tokens: readonly Token[], from: number, next: number, year: number | null, month: number, day: number | null): Day | null {
  if (year !== null && !(year >= years.first && year <= years.last)) return null
  if (month < 1 || month > 12) return null
  if (day !== null && (day < 1 || day > daysIn(year, month))) return null
  return { year, month, day, swapped: false, from, next, start: tokens[from]!.start, end: tokens[next - 1]!.end }
}

const daysIn = (year: number | null, month: number) => new Date(Date.UTC(year ?? 2024, month, 0)).getUTCDate()

/** 2024-05-03, 2024/5/3, 2024. 5. 3., 2024年5月3日, 2024년 5월 3일. */
function yearFirst(text: string, tokens: readonly Token[], i: number, hints: DateHints): Day | null {
  const [a, b, c] = [tokens[i]!, tokens[i + 1], tokens[i + 2]]
  const year = yearOf(a.text)
  if (year === null || !b) return null
  if (isMark(b, yearMarks)) return cjkDay(tokens, i, year)
  if (b.kind === 'word') return yearWords(text, tokens, i, hints)
  if (!isNumber(c, 2) || b.text.length > 2) return b.text.length <= 2 && c === undefined ? yearMonth(text, tokens, i, year) : null
  const separator = gapOf(text, a, b).trim()
  if (!/^[-/.–]$/.test(separator) || gapOf(text, b, c!).trim() !== separator || c!.start - a.end > 8) return null
  return (
    makeDay(tokens, i, i + 3, year, Number(b.text), Number(c!.text)) ?? makeDay(tokens, i, i + 3, year, Number(c!.text), Number(b.text))
  )
}

const yearMonth = (text: string, tokens: readonly Token[], i: number, year: number) =>
  gapOf(text, tokens[i]!, tokens[i + 1]!) === '-' && tokens[i + 1]!.text.length === 2
    ? makeDay(tokens, i, i + 2, year, Number(tokens[i + 1]!.text), null)
    : null

const yearMarks = ['年', '년']
const monthMarks = ['月', '월']
const dayMarks = ['日', '일', '号', '號']
const isMark = (token: Token | undefined, marks: readonly string[]) => token?.kind === 'word' && marks.includes(token.text[0]!)
const isNumber = (token: Token | undefined, most: number) => token?.kind === 'number' && token.text.length <= most

function cjkDay(tokens: readonly Token[], i: number, year: number): Day | null {
  const [, , month, monthMark, day, dayMark] = tokens.slice(i, i + 6)
  if (!isNumber(month, 2) || !isMark(monthMark, monthMarks)) return null
  if (!isNumber(day, 2) || !isMark(dayMark, dayMarks)) return makeDay(tokens, i, i + 4, year, Number(month!.text), null)
  const made = makeDay(tokens, i, i + 6, year, Number(month!.text), Number(day!.text))
  if (made) made.end = dayMark!.start + 1
  return made
}

/** Number words between year and month, or month and day: "2024 m. gegužės 3 d.", "2024ko maiatzaren 3a", "3 tháng 5, 2024". */
const fillers = new Set(
  'de del of d m do den der the ko eko da of di le la st nd rd th er ère º ª o a e and к г ngày năm พ.ศ ค.ศ в з року року. года л.'.split(
    ' ',
  ),
)

/** 2024 May 3, 2024. május 3., 2024 m. gegužės 3 d. */
function yearWords(text: string, tokens: readonly Token[], i: number, hints: DateHints): Day | null {
  const year = yearOf(tokens[i]!.text)!
  const at = skipFiller(text, tokens, i)
  const month = monthAt(text, tokens, at, hints)
  if (!month || !near(text, tokens[at - 1], tokens[at])) return null
  const day = tokens[month.next]
  const tail = isNumber(day, 2) && near(text, tokens[month.next - 1], day)
  return makeDay(tokens, i, month.next + (tail ? 1 : 0), year, month.month, tail ? Number(day!.text) : null)
}

/** The index after token i and a filler word behind it. */
function skipFiller(text: string, tokens: readonly Token[], i: number): number {
  let at = i + 1
  for (let n = 0; n < 2 && tokens[at]?.kind === 'word' && fillers.has(tokens[at]!.text) && near(text, tokens[at - 1], tokens[at]); n++) at++
  return at
}

const ascii = /^[\0-\x7f]*$/
type MonthHit = Readonly<{ month: number; next: number; persian: boolean }>

function monthAt(text: string, tokens: readonly Token[], i: number, hints: DateHints): MonthHit | null {
  const token = tokens[i]
  if (token?.kind !== 'word') return null
  for (let words = monthWords; words >= 1; words--) {
    if (words > 1 && !(tokens[i + words - 1]?.kind === 'word' && /^\s+$/u.test(gapOf(text, token, tokens[i + 1]!)))) continue
    const name = words === 1 ? token.text : `${token.text} ${tokens[i + 1]!.text}`
    const month = monthNamed(name, hints.language) ?? (ascii.test(name) ? null : monthNamed(name.normalize('NFC'), hints.language))
    if (month) return { month, next: i + words, persian: false }
  }
  const persian = persianMonthNamed(token.text)
  if (persian) return { month: persian, next: i + 1, persian: true }
  // Vietnamese counts its months: "tháng 5"
  if (token.text === 'tháng' && isNumber(tokens[i + 1], 2)) return { month: Number(tokens[i + 1]!.text), next: i + 2, persian: false }
  return null
}

/** 3 May 2024, 3rd of May, 2024, 3. Mai 2024, 3 de mayo de 2024, 3-May-24. */
function dayWords(text: string, tokens: readonly Token[], i: number, hints: DateHints): Day | null {
  const at = skipFiller(text, tokens, i)
  if (!near(text, tokens[at - 1], tokens[at])) return null
  const month = monthAt(text, tokens, at, hints)
  if (!month) return null
  const year = yearAfter(text, tokens, month.next)
  const next = year ? year.next : month.next
  const day = Number(tokens[i]!.text)
  if (month.persian) return year ? persianDay(tokens, i, next, year.year, month.month, day) : null
  return makeDay(tokens, i, next, year?.year ?? null, month.month, day)
}

function persianDay(tokens: readonly Token[], from: number, next: number, year: number, month: number, day: number): Day | null {
  if (year < 1300 || year > 1500 || day < 1 || day > 31) return null
  const [y, m, d] = fromPersian(year, month, day).split('-').map(Number)
  return makeDay(tokens, from, next, y!, m!, d!)
}

/** May 3, 2024; May 3rd 2024; May 2024. */
function monthFirst(text: string, tokens: readonly Token[], i: number, hints: DateHints): Day | null {
  const month = monthAt(text, tokens, i, hints)
  if (!month || month.persian) return null
  const first = tokens[month.next]
  if (first?.kind !== 'number' || !near(text, tokens[month.next - 1], first)) return bareMonth(text, tokens, i, month)
  if (first.text.length > 2) return bareMonth(text, tokens, i, month)
  const after = skipFiller(text, tokens, month.next)
  const year = yearAfter(text, tokens, after, tokens[after - 1])
  // "mar. 5 nov. 2024": the first word was a weekday
  if (!year && dayWords(text, tokens, month.next, hints)?.year) return null
  return makeDay(tokens, i, year ? year.next : month.next + 1, year?.year ?? null, month.month, Number(first.text))
}

/** "May 2024", "maio de 2024". */
function bareMonth(text: string, tokens: readonly Token[], i: number, month: MonthHit): Day | null {
  // "31 February 2024" is no day, and no month either
  if (isNumber(tokens[i - 1], 2) && near(text, tokens[i - 1], tokens[i])) return null
  const year = yearAfter(text, tokens, month.next)
  return year?.four ? makeDay(tokens, i, year.next, year.year, month.month, null) : null
}

/** The year at token i, after filler words. Two digits count behind an apostrophe or a dash: '24. */
function yearAfter(
  text: string,
  tokens: readonly Token[],
  i: number,
  left = tokens[i - 1],
): { year: number; next: number; four: boolean } | null {
  let at = i
  let before = left
  for (let n = 0; n < 2 && tokens[at]?.kind === 'word' && fillers.has(tokens[at]!.text) && near(text, before, tokens[at]); n++)
    before = tokens[at++]
  const token = tokens[at]
  if (token?.kind !== 'number' || !near(text, before, token)) return null
  const year = yearOf(token.text)
  if (year !== null) return { year, next: at + 1, four: true }
  if (token.text.length === 4 && Number(token.text) >= 1300 && Number(token.text) < 1500)
    return { year: Number(token.text), next: at + 1, four: true }
  const gap = gapOf(text, before!, token)
  return token.text.length === 2 && /['’´\-/]$/.test(gap) ? { year: 2000 + Number(token.text), next: at + 1, four: false } : null
}

/** 03/05/2024, 3.5.24, 03-05-2024. */
function numbers(text: string, tokens: readonly Token[], i: number, hints: DateHints): Day | null {
  const [a, b, c] = [tokens[i]!, tokens[i + 1], tokens[i + 2]]
  if (!isNumber(b, 2) || c?.kind !== 'number') return null
  const separator = gapOf(text, a, b!).trim()
  if (!/^[-/.]$/.test(separator) || gapOf(text, b!, c).trim() !== separator || c.start - a.end > 8) return null
  const before = text[a.start - 1]
  if (before !== undefined && /[-/.:\d]/.test(before)) return null
  const year = c.text.length === 2 && separator !== ':' ? 2000 + Number(c.text) : yearOf(c.text)
  if (year === null) return null
  const dayFirst = makeDay(tokens, i, i + 3, year, Number(b!.text), Number(a.text))
  const swapped = makeDay(tokens, i, i + 3, year, Number(a.text), Number(b!.text))
  const monthLeads = hints.order === 'month first' && separator !== '.'
  const made = monthLeads ? (swapped ?? dayFirst) : (dayFirst ?? swapped)
  if (made) made.swapped = dayFirst !== null && swapped !== null && a.text !== b!.text
  return made
}

/** 20240503, 20240503T1747, 20240503174742. */
function packed(_text: string, tokens: readonly Token[], i: number): Day | null {
  const { text } = tokens[i]!
  if (text.length !== 8 && text.length !== 14 && text.length !== 12) return null
  const year = yearOf(text.slice(0, 4))
  return year === null ? null : makeDay(tokens, i, i + 1, year, Number(text.slice(4, 6)), Number(text.slice(6, 8)))
}

/** "ngày 3 tháng 5" begins with a word, "平成" does not count. */
function asianWords(text: string, tokens: readonly Token[], i: number): Day | null {
  return tokens[i]!.text === 'ngày' && isNumber(tokens[i + 1], 2)
    ? dayWords(text, tokens, i + 1, { order: 'day first', language: 'vi' })
    : null
}

/** Which readers try a number, by its digits. */
const readers: readonly (readonly Reader[])[] = [[], [numbers, dayWords], [numbers, dayWords], [], [yearFirst], [packed]]

function yearOf(digits: string): number | null {
  if (digits.length !== 4) return null
  const year = Number(digits)
  if (year >= years.first && year <= years.last) return year
  return year >= years.first + buddhist && year <= years.last + buddhist ? year - buddhist : null
}
/** The Thai calendar counts from 543 BC. */
const buddhist = 543

type Clock = Readonly<{ time: string; precision: 'minute' | 'second'; zone: string; start: number; end: number }>

/** What may stand between a date and its time. */
const timeLead =
  /^(?:[\s,،|•·–—\-:@(]|at|um|ob|kl\.?|klo|às|as|a las|las|à|alle|ore|ora|om|o|u|в|о|об|στις|saat|pukul|jam|lúc|годині|jo|à|la|,|d\.|г\.?|р\.?|года|року|<|ق|الساعة|ساعت|-|\.)*$/iu
const clock =
  /(\d{1,2})\s?(?:[:h٫]|(\.)|h\s|Uhr\s)\s?(\d{2})(?!\d)(?::(\d{2})(?:[.,]\d+)?)?(?:\s?(a\.?m\.?|p\.?m\.?)(?![a-z]))?|(\d{1,2})\s?(a\.?m\.?|p\.?m\.?)(?![a-z])/iuy
const zoneAfter = /\s{0,2}(?:Uhr|hrs|h\b)?\s{0,2}\(?((?:GMT|UTC)?\s?[+\-−]\d{1,2}:?(?:\d{2})?(?![\d-])|Z(?![a-z])|[A-Z]{2,5}(?![a-z]))/uy

/** Hours and minutes east of Greenwich. IST is India's: Israel and Ireland write theirs out more often. */
const zones: Readonly<Record<string, string>> = {
  Z: 'Z', UTC: 'Z', GMT: 'Z', WET: 'Z', BST: '+01:00', WEST: '+01:00', CET: '+01:00', MEZ: '+01:00', WAT: '+01:00',
  CEST: '+02:00', MESZ: '+02:00', EET: '+02:00', SAST: '+02:00', CAT: '+02:00', EEST: '+03:00', MSK: '+03:00', EAT: '+03:00', TRT: '+03:00',
  GST: '+04:00', IRST: '+03:30', PKT: '+05:00', IST: '+05:30', NPT: '+05:45', WIB: '+07:00', ICT: '+07:00', SGT: '+08:00',
  HKT: '+08:00', PHT: '+08:00', AWST: '+08:00', WITA: '+08:00', JST: '+09:00', KST: '+09:00', WIT: '+09:00', ACST: '+09:30', AEST: '+10:00',
  AEDT: '+11:00', NZST: '+12:00', NZDT: '+13:00', ART: '-03:00', BRT: '-03:00', AST: '-04:00', EDT: '-04:00', EST: '-05:00', ET: '',
  CDT: '-05:00', CST: '-06:00', MDT: '-06:00', MST: '-07:00', PDT: '-07:00', PST: '-08:00', AKDT: '-08:00', AKST: '-09:00', HST: '-10:00',
} // biome-ignore format: a table

function withTime(text: string, tokens: readonly Token[], day: Day, floor: number): FoundDate {
  const date = `${day.year ?? '-'}-${two(day.month)}${day.day === null ? '' : `-${two(day.day)}`}`
  const other = day.swapped ? `${day.year}-${two(day.day!)}-${two(day.month)}` : null
  const base = { start: day.start, end: day.end, other, value: date, precision: day.day === null ? ('month' as const) : ('day' as const) }
  if (day.year === null || day.day === null) return base
  const time = packedTime(tokens[day.from]!) ?? timeAfter(text, day) ?? timeBefore(text, day, floor)
  if (!time) return base
  const start = Math.min(day.start, time.start)
  const end = Math.max(day.end, time.end)
  const tail = `T${time.time}${time.zone}`
  return { start, end, value: date + tail, precision: time.precision, other: other && other + tail }
}

const two = (number: number) => String(number).padStart(2, '0')

function packedTime(token: Token): Clock | null {
  const { text, start, end } = token
  if (text.length !== 14 && text.length !== 12) return null
  const [h, m, s] = [text.slice(8, 10), text.slice(10, 12), text.slice(12, 14)]
  if (Number(h) > 23 || Number(m) > 59 || Number(s || 0) > 59) return null
  return { time: s ? `${h}:${m}:${s}` : `${h}:${m}`, precision: s ? 'second' : 'minute', zone: '', start, end }
}

/** 174742Z behind the T of ISO 8601's basic format. */
function packedClock(text: string, at: number): Clock | null {
  const match = /^(\d\d)(\d\d)(\d\d)?(Z|[+-]\d\d:?\d\d)?/.exec(text.slice(at, at + 12))
  if (!match || Number(match[1]) > 23 || Number(match[2]) > 59) return null
  const [all, hour, minute, second, zone] = match
  const time = `${hour}:${minute}${second ? `:${second}` : ''}`
  return { time, precision: second ? 'second' : 'minute', zone: zone ? offsetOf(zone)! : '', start: at, end: at + all.length }
}

function timeAfter(text: string, day: Day): Clock | null {
  let at = day.end
  if (/^T\d{4}/.test(text.slice(at, at + 5))) return packedClock(text, at + 1)
  if (/^T\d/.test(text.slice(at, at + 2))) at++
  else {
    const digit = firstDigit(text, at, at + widestTimeGap)
    if (digit < 0 || !timeLead.test(text.slice(at, digit).trim())) return null
    at = digit
  }
  return clockAt(text, at)
}

function firstDigit(text: string, from: number, to: number): number {
  for (let i = from; i < to && i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (c >= 48 && c <= 57) return i
  }
  return -1
}

/** A time right before the date: "17:47, 3 May 2024", "5:47 PM EDT, Fri May 3, 2024". */
function timeBefore(text: string, day: Day, floor: number): Clock | null {
  const from = Math.max(floor, day.start - 32)
  for (let at = firstDigit(text, from, day.start); at >= 0; ) {
    const time = at > from && isDigit(text, at - 1) ? null : clockAt(text, at)
    if (time && time.end <= day.start && timeLead.test(text.slice(time.end, day.start).replace(weekdayLike, ' '))) return time
    at = firstDigit(text, at + 1, day.start)
  }
  return null
}
const weekdayLike = /[\p{L}]+\.?,?\s/gu
const isDigit = (text: string, at: number) => text.charCodeAt(at) >= 48 && text.charCodeAt(at) <= 57

function clockAt(text: string, at: number): Clock | null {
  clock.lastIndex = at
  const match = clock.exec(text)
  if (!match) return null
  const [, hour, dot, minute, second, half, bareHour, bareHalf] = match
  const noon = half ?? bareHalf
  let hours = Number(hour ?? bareHour)
  if (noon) hours = (hours % 12) + (noon[0]!.toLowerCase() === 'p' ? 12 : 0)
  if (hours > 23 || Number(minute ?? 0) > 59 || Number(second ?? 0) > 59) return null
  if (
    dot &&
    !noon &&
    !zoneAhead(text, clock.lastIndex) &&
    !/^\s?(?:Uhr|hrs|h\b|WIB|$|[|)–-])/iu.test(text.slice(clock.lastIndex, clock.lastIndex + 5)) &&
    !/kl|klo/i.test(text.slice(at - 5, at))
  )
    return null
  let end = clock.lastIndex
  zoneAfter.lastIndex = end
  const zone = zoneAfter.exec(text)
  const offset = zone ? offsetOf(zone[1]!) : null
  if (offset !== null) end = zoneAfter.lastIndex
  const time = `${two(hours)}:${minute ?? '00'}${second ? `:${second}` : ''}`
  return { time, precision: second ? 'second' : 'minute', zone: offset ?? '', start: at, end }
}

const zoneAhead = (text: string, at: number) => Object.hasOwn(zones, /^\s?([A-Z]{3,4})\b/.exec(text.slice(at, at + 6))?.[1] ?? '')

/** ISO 8601 for a zone as written; null: no zone. */
function offsetOf(zone: string): string | null {
  if (Object.hasOwn(zones, zone)) return zones[zone]!
  const match = /^(?:GMT|UTC)?\s?([+\-−])(\d{1,2}):?(\d{2})?$/u.exec(zone)
  if (!match || Number(match[2]) > 14) return null
  return `${match[1] === '+' ? '+' : '-'}${two(Number(match[2]))}:${match[3] ?? '00'}`
}
