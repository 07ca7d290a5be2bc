import type { Timex } from '#model/reading.ts'
import type { Span } from '#model/span.ts'
import type { DateNode, Node } from './timex-node.ts'
import { expressionAt } from './timex-patterns.ts'
import { type Point, resolve } from './timex-resolve.ts'
import { looksForward, sentenceStart } from './timex-tense.ts'
import { Kind, type TimeWords, timeWords } from './timex-words.ts'

/** An expression at words [start, end). */
type Placed = Readonly<{ start: number; end: number; node: Node }>

/**
 * Finds expressions of time and gives them TIMEX3 types and values. `anchor` is the publication date, ISO 8601, as fine as it is
 * known; null: unknown, and what is relative to it stays unresolved. Whatever the anchor, the same expressions come in the same
 * order, so an index into them holds when they are counted again from another date. In text order; a span leaves out the preposition ('Friday'
 * of 'on Friday'). Linear in the length of the text. Errors: none for odd text; a broken anchor counts as null.
 * Source: TimeML annotation guidelines 1.2.1; how histories count on: Mazur and Dale, WikiWars, EMNLP 2010.
 */
export function findTimexes(text: string, anchor: string | null): readonly Timex[] {
  const t = timeWords(text)
  const placed = withSharedYears(t, scan(t))
  const published = pointOf(anchor)
  const tale = isTale(placed, published)
  const dateline = datelineEnd(text)
  const timexes: Timex[] = []
  let last: Point | null = null
  let lastAt = -1
  for (const { start, end, node } of placed) {
    if (node.is === 'time' && isStamp(text, t.starts[start]!, t.ends[end - 1]!)) continue
    const told: boolean = last !== null && lacksYear(node) && last.year !== published?.year && lastAt >= sentenceStart(t, start)
    const forward = t.ends[end - 1]! > dateline && looksForward(t, start, end)
    const narrative = (tale || told) && !(forward && published === null) // what is to come is not counted from what was
    const { point, ...resolved } = resolve(node, { anchor: published, last, narrative, forward })
    timexes.push({ at: { start: t.starts[start]!, end: t.ends[end - 1]! }, ...resolved })
    if (point === null) continue
    last = point
    lastAt = start
  }
  return timexes
}

/** "HILL, May 3 (Reuters) -": where the dateline of a text ends; the date in it is past, whatever the sentence plans. */
function datelineEnd(text: string): number {
  const found = /^\s*\p{Lu}[^\n.!?]{0,70}?\s(?:[-–—]|--)\s/u.exec(text.slice(0, longestDateline))
  return found && !/(?:^|\s)\p{Ll}/u.test(found[0]) ? found[0].length : 0
}
const longestDateline = 100 // code units

/** Whether a clock fills its line: the time that a live report puts over an entry. */
function isStamp(text: string, start: number, end: number): boolean {
  if (!/\d/.test(text.slice(start, end))) return false
  const from = Math.max(text.lastIndexOf('\n', start - 1) + 1, start - longestStamp)
  const line = text.slice(from, end + longestStamp)
  const to = line.indexOf('\n', end - from)
  const around = line.slice(0, start - from) + (to < 0 ? line.slice(end - from) : line.slice(end - from, to))
  return (from === 0 || text[from - 1] === '\n') && (to >= 0 || end + longestStamp >= text.length) && stamp.test(around)
}
const longestStamp = 24 // code units on either side of the clock
const stamp = /^\W*(?:(?:[Ll]ast [Uu]pdate|[Uu]pdated|[Pp]osted|[Pp]ublished|at|[A-Z]{2,5})\W*){0,3}$/

function scan(t: TimeWords): Placed[] {
  const placed: Placed[] = []
  let at = 0
  while (at < t.count) {
    const found = t.kinds[at] === Kind.plain && t.words[at] !== "'" ? null : (expressionAt(t, at) ?? secondOfRange(t, at, placed.at(-1)))
    if (found === null) {
      at += 1
    } else {
      placed.push({ start: at, end: found.end, node: found.node })
      at = found.end
    }
  }
  return placed
}

/** '14' of 'May 13-14', '58' of '1957-58'. */
function secondOfRange(t: TimeWords, i: number, first: Placed | undefined): Placed | null {
  if (t.kinds[i] !== Kind.digits || first?.node.is !== 'date' || first.end !== i - 1 || t.ends[i]! - t.starts[i]! > 2) return null
  if (t.words[i - 1] !== '-' && t.words[i - 1] !== '/') return null
  const value = t.values[i]!
  const { year, month, day } = first.node
  if (month !== null && day !== null && value > day && value <= 31)
    return { start: i, end: i + 1, node: { ...first.node, day: value, weekday: null } }
  if (month !== null || year === null || value <= year % 100 || t.ends[i]! - t.starts[i]! !== 2) return null
  return { start: i, end: i + 1, node: { ...first.node, year: year - (year % 100) + value } }
}

const lacksYear = (node: Node): node is DateNode =>
  node.is === 'date' && node.year === null && node.pointer === null && (node.month !== null || (node.weekday === null && node.day !== null))
const rangeWords = new Set([
  '-',
  'to',
  'and',
  'until',
  'till',
  'through',
  'or',
  ',',
  'from',
  'the',
  'in',
  'early',
  'late',
  'mid',
  'on',
  'between',
  '/',
  '—',
])
const rangeReach = 4 // words between the two ends of a range

const isDay = (node: Node) =>
  (node.is === 'date' && (node.day !== null || node.weekday !== null)) || (node.is === 'step' && node.unit === 'day')

/** Gives the hour its day ('3 p.m. on Friday') and the ends of a range what only the other end says: '31 May-1 June 1916', 'between March and October 2023', '6-7 January'. */
function withSharedYears(t: TimeWords, placed: Placed[]): readonly Placed[] {
  for (let k = placed.length - 2; k >= 0; k -= 1) {
    const one = placed[k]!
    const two = placed[k + 1]!
    if (one.node.is === 'time' && one.node.day === null && isDay(two.node) && (one.end === two.start || joined(t, one.end, two.start)))
      placed[k] = { ...one, node: { ...one.node, day: two.node } }
    if (!lacksYear(one.node) || two.node.is !== 'date' || !joined(t, one.end, two.start)) continue
    if (one.node.month === null) {
      if (two.node.month !== null)
        placed[k] = { ...one, node: { ...one.node, month: two.node.month, year: two.node.year, bc: two.node.bc } }
    } else if (two.node.year !== null && two.node.month !== null) {
      const before = one.node.month > two.node.month ? 1 : 0
      placed[k] = { ...one, node: { ...one.node, year: two.node.year - (two.node.bc ? -before : before), bc: two.node.bc } }
    }
  }
  return placed
}

function joined(t: TimeWords, from: number, to: number): boolean {
  if (to - from > rangeReach || to === from) return false
  for (let at = from; at < to; at += 1) if (!rangeWords.has(t.words[at]!)) return false
  return true
}

const oldAfter = 2 // years between a told year and the publication
const taleDates = 4 // old years from which on a text is a history
const taleRatio = 8 // old years to expressions that point from today

/** A history tells old dates and hardly looks at the day it was written. */
function isTale(placed: readonly Placed[], published: Point | null): boolean {
  let old = 0
  let fromToday = 0
  for (const { node } of placed) {
    if (node.is === 'date' && node.year !== null) old += published === null || node.bc || published.year - node.year >= oldAfter ? 1 : 0
    else if (pointsFromToday(node)) fromToday += 1
  }
  return old >= taleDates && old >= taleRatio * fromToday
}

function pointsFromToday(node: Node): boolean {
  if (node.is === 'time') return node.day !== null && pointsFromToday(node.day)
  if (node.is === 'date') return node.pointer?.from === 'published' || (node.weekday !== null && node.month === null)
  return node.is === 'step' && node.from === 'published'
}

const isoDate = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?/

function pointOf(anchor: string | null): Point | null {
  const parts = anchor === null ? null : isoDate.exec(anchor)
  if (!parts) return null
  const month = Number(parts[2] ?? 0)
  const day = Number(parts[3] ?? 0)
  if (month > 12 || day > 31) return null
  return { year: Number(parts[1]), month: month || null, day: day || null, bc: false }
}

const prepositions = new Set(
  'on in at since over during until till by from through throughout before after within for around between about as'.split(' '),
)
const longestPreposition = 10 // code units

/** The expression with the preposition before it: 'On Friday', 'over the past year'. Without one: the expression itself. */
export function withPreposition(text: string, timex: Timex): Span<'article'> {
  const { start, end } = timex.at
  let wordEnd = start
  while (wordEnd > 0 && /\s/.test(text[wordEnd - 1]!)) wordEnd -= 1
  let wordStart = wordEnd
  while (wordStart > 0 && wordEnd - wordStart <= longestPreposition && /[A-Za-z]/.test(text[wordStart - 1]!)) wordStart -= 1
  return wordEnd < start && prepositions.has(text.slice(wordStart, wordEnd).toLowerCase()) ? { start: wordStart, end } : { start, end }
}
