import type { Furniture, FurnitureKind } from '#model/article.ts'
import type { Span } from '#model/span.ts'
import { findDates } from './date-text.ts'

/** Lines of more code units are looked at for no masthead's date. */
const longestLine = 180

/** A date in a line, with the weekday before it where one stands. */
type DateHit = Readonly<{ start: number; end: number; weekday: boolean; year: boolean }>

/** Languages whose names of weekdays are known (CLDR, as Intl has them). */
const locales =
  'en de fr es it pt nl sv da nb fi pl cs sk hu ro bg ru uk el tr ar fa he hi bn ur id ms vi th ka hy az kk sr hr sl lt lv et sq mk is ga ca'
let weekdays: ReadonlySet<string> | undefined

function weekdayNames(): ReadonlySet<string> {
  const names = new Set<string>()
  for (const locale of locales.split(' '))
    for (const weekday of ['long', 'short'] as const) {
      const format = new Intl.DateTimeFormat(locale, { weekday, timeZone: 'UTC' })
      for (let day = 1; day <= 7; day++)
        names.add(
          format
            .format(Date.UTC(2024, 0, day))
            .replace(/\.$/, '')
            .toLowerCase(),
        )
    }
  return names
}

const wordBefore = /([\p{L}\p{M}-]+)[.,،]*\s*$/u
/** Letters of the shortest and longest name of a weekday. */
const weekdayLetters = { least: 3, most: 16 } as const

/** Where a weekday that ends right before `end` begins, though it may be run together with a word before it; -1: there is none. */
function weekdayStart(line: string, end: number): number {
  const match = wordBefore.exec(line.slice(0, end))
  if (!match) return -1
  weekdays ??= weekdayNames()
  const word = match[1]!
  for (let from = Math.max(0, word.length - weekdayLetters.most); from <= word.length - weekdayLetters.least; from++) {
    const part = word.slice(from)
    if (weekdays.has(part.toLowerCase()) && (from === 0 || /^\p{Lu}/u.test(part))) return match.index + from
  }
  return -1
}

/** A small letter and a capital with nothing between: where two words may have been run together. */
const glued = /\p{Ll}(?=\p{Lu})/gu

/** The first date in a line, though the word after it may be run together with it; null: none. */
export function dateIn(line: string): DateHit | null {
  if (line.length > longestLine) return null
  const whole = dateOf(line)
  if (whole) return whole
  for (const match of line.matchAll(glued)) {
    const cut = dateOf(line.slice(0, match.index + match[0].length))
    if (cut) return cut
  }
  return null
}

function dateOf(line: string): DateHit | null {
  const date = findDates(line, { order: 'day first', language: null })[0]
  if (!date) return null
  const weekday = weekdayStart(line, date.start)
  return { start: weekday < 0 ? date.start : weekday, end: date.end, weekday: weekday >= 0, year: !date.value.startsWith('--') }
}

/** Letters of a line beside its date. */
export const lettersOutside = (line: string, date: DateHit) =>
  `${line.slice(0, date.start)} ${line.slice(date.end)}`.replace(/[^\p{L}]/gu, '').length

/** A masthead in pieces: its date, and what stands before and after it, though no space may part them. */
export function mastheadPieces(line: string, at: Span<'page'>): Furniture[] {
  const date = dateIn(line)
  if (!date) return [{ kind: 'masthead', at }]
  const pieces: Furniture[] = []
  const add = (kind: FurnitureKind, from: number, to: number) => {
    const part = line.slice(from, to)
    const lead = /^[\s|·•,:–—-]*/u.exec(part)![0].length
    const tail = /[\s|·•,:–—-]*$/u.exec(part.slice(lead))![0].length
    if (lead + tail < part.length) pieces.push({ kind, at: { start: at.start + from + lead, end: at.start + to - tail } })
  }
  add('masthead', 0, date.start)
  add('masthead date', date.start, date.end)
  add('masthead', date.end, line.length)
  return pieces
}
