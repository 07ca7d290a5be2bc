import type { Timex } from '#model/reading.ts'
import { addMonths, type CivilDate, civilDate, dayNumber, daysInMonth, easter, isoWeek, pad2, pad4, weekdayOf } from './timex-calendar.ts'
import type { DateNode, LengthNode, Node, Pointer } from './timex-node.ts'
import { seasonCodes, type Unit } from './timex-words.ts'

/** A date that others can be counted from, as fine as it is known. */
export type Point = Readonly<{ year: number; month: number | null; day: number | null; bc: boolean }>
/** Where an expression stands. */
type Setting = Readonly<{
  /** The publication date. */
  anchor: Point | null
  /** The last date told before this one. */
  last: Point | null
  /** A history: dates run on from each other, not back from the publication. */
  narrative: boolean
  /** The clause looks forward. */
  forward: boolean
}>
type Origin = Timex['anchor']
type Resolved = Readonly<{
  type: Timex['type']
  value: string | null
  from: string | null
  until: string | null
  anchor: Origin
  /** What the next expressions may count from. Null: this one gives nothing to count from. */
  point: Point | null
}>

const unresolved = (type: Timex['type']): Resolved => ({ type, value: null, from: null, until: null, anchor: null, point: null })
const plain = (type: Timex['type'], value: string, anchor: Origin, point: Point | null = null): Resolved => ({
  type,
  value,
  from: null,
  until: null,
  anchor,
  point,
})

/** The TIMEX3 type and value of an expression where it stands. Source: TimeML annotation guidelines 1.2.1 (TIMEX3), ISO 8601. */
export function resolve(node: Node, at: Setting): Resolved {
  switch (node.is) {
    case 'date':
      return resolveDate(node, at)
    case 'season':
      return resolveSeason(node, at)
    case 'portion':
      return resolvePortion(node, at)
    case 'holiday':
      return resolveHoliday(node, at)
    case 'era':
      return plain('DATE', node.value, 'text')
    case 'step':
      return resolveStep(node, at)
    case 'length':
      return resolveLength(node, at)
    case 'rate':
      return plain('SET', durationValue(node.length), 'text')
    case 'set':
      return plain(node.value.startsWith('PT') ? 'DURATION' : 'SET', node.value, 'text')
    case 'ref':
      return plain('DATE', node.value, 'text')
    case 'time':
      return resolveTime(node, at)
  }
}

const pointAt = ({ year, month, day }: CivilDate): Point => ({ year, month, day, bc: false })
const fullDay = (point: Point | null): CivilDate | null =>
  point?.month && point.day && !point.bc ? { year: point.year, month: point.month, day: point.day } : null
const numberOf = ({ year, month, day }: CivilDate) => dayNumber(year, month, day)

function pointValue({ year, month, day, bc }: Point): string {
  const start = `${bc ? 'BC' : ''}${pad4(year)}`
  return month === null ? start : day === null ? `${start}-${pad2(month)}` : `${start}-${pad2(month)}-${pad2(day)}`
}
const dated = (point: Point, anchor: Origin) => plain('DATE', pointValue(point), anchor, point)

/** The date to count from, and its name. */
function baseOf(at: Setting, from: Pointer['from']): Readonly<{ base: Point | null; origin: Origin }> {
  const told = (from === 'timex' || at.narrative) && at.last !== null
  const base = told ? at.last : at.anchor
  return { base, origin: base === null ? null : told ? 'timex' : 'published' }
}

function resolveDate(node: DateNode, at: Setting): Resolved {
  if (node.year !== null) {
    const { year, month, day, bc } = node
    if (month && day && day > daysInMonth(year, month)) return unresolved('DATE')
    return dated({ year, month, day, bc }, 'text')
  }
  const { base, origin } = baseOf(at, node.pointer?.from ?? 'published')
  if (base === null) return unresolved('DATE')
  if (node.month === null) return node.day === null ? resolveWeekday(node, base, origin, at) : resolveDayOfMonth(node.day, base, origin, at)
  const year = yearFor(node, base, at)
  if (year === null || (node.day !== null && node.day > daysInMonth(year, node.month))) return unresolved('DATE')
  return dated({ year, month: node.month, day: node.day, bc: base.bc }, origin)
}

/** The year of a month or a day of the year that comes without one. */
function yearFor(node: DateNode, base: Point, at: Setting): number | null {
  const month = node.month!
  const { pointer } = node
  if (node.yearOnly && pointer) return base.year + pointer.way
  if (node.weekday !== null && node.day !== null) return yearByWeekday(base, month, node.day, node.weekday)
  const order = base.month === null ? 0 : month - base.month || (node.day !== null && base.day !== null ? node.day - base.day : 0)
  if (pointer) return pointer.way < 0 ? base.year - (order >= 0 ? 1 : 0) : pointer.way > 0 ? base.year + (order <= 0 ? 1 : 0) : base.year
  if (at.narrative && at.last !== null) return base.year
  if (base.month === null) return base.year
  return at.forward ? base.year + (order < 0 ? 1 : 0) : base.year - (order > 0 ? 1 : 0)
}

const weekdayReach = 6 // years either way: within them each date meets each weekday but for leap days
function yearByWeekday(base: Point, month: number, day: number, weekday: number): number | null {
  for (let distance = 0; distance <= weekdayReach; distance += 1)
    for (const year of [base.year - distance, base.year + distance])
      if (day <= daysInMonth(year, month) && weekdayOf(dayNumber(year, month, day)) === weekday) return year
  return null
}

function resolveWeekday(node: DateNode, base: Point, origin: Origin, at: Setting): Resolved {
  const day = fullDay(base)
  if (day === null || node.weekday === null) return unresolved('DATE')
  const number = numberOf(day)
  const back = (((weekdayOf(number) - node.weekday) % 7) + 7) % 7
  const way = node.pointer?.way ?? null
  const shift =
    way === -1
      ? back === 0
        ? -7
        : -back
      : way === 1
        ? 7 - back
        : way === 0
          ? node.weekday - weekdayOf(number)
          : at.forward || (at.narrative && at.last !== null)
            ? (7 - back) % 7
            : -back
  return dated(pointAt(civilDate(number + shift)), origin)
}

function resolveDayOfMonth(day: number, base: Point, origin: Origin, at: Setting): Resolved {
  if (base.month === null || base.bc) return unresolved('DATE')
  const order = base.day === null ? 0 : day - base.day
  const move = at.narrative || base.day === null ? 0 : at.forward ? (order < 0 ? 1 : 0) : order > 0 ? -1 : 0
  const { year, month } = addMonths({ year: base.year, month: base.month, day: 1 }, move)
  return day > daysInMonth(year, month) ? unresolved('DATE') : dated({ year, month, day, bc: false }, origin)
}

const seasonMonths = [3, 6, 9, 12] // first month of each season
function resolveSeason(node: Extract<Node, { is: 'season' }>, at: Setting): Resolved {
  const code = seasonCodes[node.season]!
  const value = (year: number, bc: boolean) => `${bc ? 'BC' : ''}${pad4(year)}-${code}`
  if (node.year !== null) return plain('DATE', value(node.year, node.bc), 'text', { year: node.year, month: null, day: null, bc: node.bc })
  const { base, origin } = baseOf(at, node.pointer?.from ?? 'published')
  if (base === null) return unresolved('DATE')
  const way = node.pointer?.way ?? null
  const order = base.month === null ? 0 : seasonMonths[node.season]! - base.month
  const tale = at.narrative && at.last !== null
  const year =
    way === -1
      ? base.year - (order > -3 ? 1 : 0)
      : way === 1
        ? base.year + (order <= 0 ? 1 : 0)
        : way === 0 || tale
          ? base.year
          : at.forward
            ? base.year + (order < -2 ? 1 : 0)
            : base.year - (order > 0 ? 1 : 0)
  return plain('DATE', value(year, base.bc), origin, { year, month: null, day: null, bc: base.bc })
}

function resolvePortion(node: Extract<Node, { is: 'portion' }>, at: Setting): Resolved {
  const value = (year: number) => `${node.fiscal ? 'FY' : ''}${pad4(year)}${node.code ? `-${node.code}` : ''}`
  const point = (year: number): Point => ({ year, month: null, day: null, bc: false })
  if (node.year !== null) return plain('DATE', value(node.year), 'text', point(node.year))
  const { base, origin } = baseOf(at, node.pointer?.from ?? 'published')
  if (base === null) return unresolved('DATE')
  if (node.pointer) return plain('DATE', value(base.year + node.pointer.way), origin, point(base.year + node.pointer.way))
  const months = node.code.startsWith('Q') ? 3 : 6
  const begins = (Number(node.code.slice(1)) - 1) * months + 1
  const later = !at.forward && base.month !== null && begins > base.month
  return plain('DATE', value(base.year - (later ? 1 : 0)), origin, point(base.year - (later ? 1 : 0)))
}

const thanksgivingMark = 100
function holidayIn(year: number, month: number, day: number): CivilDate {
  if (month > 0) return { year, month, day }
  if (day < thanksgivingMark) return civilDate(numberOf(easter(year)) + day)
  const first = dayNumber(year, 11, 1)
  return civilDate(first + ((4 - weekdayOf(first) + 7) % 7) + 21)
}

function resolveHoliday(node: Extract<Node, { is: 'holiday' }>, at: Setting): Resolved {
  if (node.year !== null) return dated(pointAt(holidayIn(node.year, node.month, node.day)), 'text')
  const { base, origin } = baseOf(at, node.pointer?.from ?? 'published')
  if (base === null) return unresolved('DATE')
  const here = holidayIn(base.year, node.month, node.day)
  const now = fullDay(base)
  if (now === null || (at.narrative && at.last !== null)) return dated(pointAt(here), origin)
  const order = numberOf(here) - numberOf(now)
  const way = node.pointer?.way ?? (at.forward ? 1 : -1)
  const year = base.year + (way > 0 && order < 0 ? 1 : way < 0 && order > 0 ? -1 : 0)
  return dated(pointAt(holidayIn(year, node.month, node.day)), origin)
}

const yearsIn: Partial<Record<Unit, number>> = { year: 1, decade: 10, century: 100 }
const finestOf: Readonly<Record<Unit, 'time' | 'day' | 'month' | 'year'>> = {
  second: 'time',
  minute: 'time',
  hour: 'time',
  day: 'day',
  week: 'day',
  weekend: 'day',
  month: 'month',
  quarter: 'month',
  year: 'year',
  decade: 'year',
  century: 'year',
}

function resolveStep(node: Extract<Node, { is: 'step' }>, at: Setting): Resolved {
  if (node.amount === null) return plain('DATE', node.way < 0 ? 'PAST_REF' : 'FUTURE_REF', 'text')
  const { base, origin } = baseOf(at, node.from)
  if (base === null) return unresolved('DATE')
  if (base.bc) return stepBeforeChrist(node.unit, node.amount * node.way, base, origin)
  const halves = node.amount % 1 !== 0
  if (halves && yearsIn[node.unit]) return monthsAway(base, node.amount * yearsIn[node.unit]! * 12 * node.way, origin)
  return stepFrom(node.unit, Math.round(node.amount) * node.way, base, origin)
}

function stepBeforeChrist(unit: Unit, amount: number, base: Point, origin: Origin): Resolved {
  const years = yearsIn[unit]
  if (years !== 1) return amount === 0 ? dated(base, origin) : unresolved('DATE')
  return dated({ year: base.year - amount, month: null, day: null, bc: true }, origin)
}

function monthsAway(base: Point, months: number, origin: Origin): Resolved {
  if (base.month === null) return unresolved('DATE')
  const { year, month } = addMonths({ year: base.year, month: base.month, day: 1 }, Math.round(months))
  return dated({ year, month, day: null, bc: false }, origin)
}

function stepFrom(unit: Unit, amount: number, base: Point, origin: Origin): Resolved {
  const years = yearsIn[unit]
  if (years !== undefined) {
    const year = base.year + amount * years
    if (unit === 'year') return dated({ year, month: null, day: null, bc: false }, origin)
    return plain('DATE', pad4(year).slice(0, unit === 'decade' ? 3 : 2), origin)
  }
  if (finestOf[unit] === 'month') {
    if (unit === 'month') return monthsAway(base, amount, origin)
    if (base.month === null) return unresolved('DATE')
    const { year, month } = addMonths({ year: base.year, month: base.month, day: 1 }, amount * 3)
    return plain('DATE', `${pad4(year)}-Q${Math.ceil(month / 3)}`, origin)
  }
  const day = fullDay(base)
  if (day === null) return unresolved('DATE')
  if (finestOf[unit] === 'time') return plain('TIME', `${pointValue(pointAt(day))}TXX`, origin)
  const number = numberOf(day) + amount * (unit === 'day' ? 1 : 7)
  const moved = civilDate(number)
  if (unit === 'day') return dated(pointAt(moved), origin)
  const { year, week } = isoWeek(number)
  return plain('DATE', `${pad4(year)}-W${pad2(week)}${unit === 'weekend' ? '-WE' : ''}`, origin, pointAt(moved))
}

const codes: Readonly<Record<Unit, readonly [string, string, number]>> = {
  second: ['PT', 'S', 1],
  minute: ['PT', 'M', 1],
  hour: ['PT', 'H', 1],
  day: ['P', 'D', 1],
  week: ['P', 'W', 1],
  weekend: ['P', 'WE', 1],
  month: ['P', 'M', 1],
  quarter: ['P', 'M', 3],
  year: ['P', 'Y', 1],
  decade: ['P', 'Y', 10],
  century: ['P', 'Y', 100],
}
/** Half a year is six months, half an hour thirty minutes. */
const halves: Partial<Record<Unit, readonly [Unit, number]>> = {
  year: ['month', 12],
  hour: ['minute', 60],
  minute: ['second', 60],
  day: ['hour', 24],
}

function durationValue({ unit, amount }: LengthNode): string {
  const finer = halves[unit]
  if (amount !== null && amount < 1 && finer) return durationValue({ is: 'length', unit: finer[0], amount: amount * finer[1], way: null })
  const [start, code, times] = codes[unit]
  return `${start}${amount === null ? 'X' : String(Math.round(amount * times * 100) / 100)}${code}`
}

/** A duration; one that touches its anchor ('the past year') is bounded, a step coarser than it is long: years by months, weeks by days. */
function resolveLength(node: LengthNode, at: Setting): Resolved {
  const value = durationValue(node)
  const free = plain('DURATION', value, 'text')
  const way = node.way || (node.within && at.forward ? 1 : 0)
  if (way === 0 || node.amount === null) return free
  const { base, origin } = baseOf(at, 'published')
  if (base === null) return { ...free, anchor: null }
  const far = boundFrom(base, node.unit, node.amount * way)
  if (far === null) return free
  const [from, until] = way < 0 ? [far.far, far.near] : [far.near, far.far]
  return { ...free, from, until, anchor: origin }
}

function boundFrom(base: Point, unit: Unit, amount: number): Readonly<{ near: string; far: string }> | null {
  const years = yearsIn[unit]
  const months = unit === 'month' ? 1 : unit === 'quarter' ? 3 : years !== undefined ? years * 12 : 0
  if (base.bc) return null
  if (years !== undefined && years > 1) return { near: pad4(base.year), far: pad4(base.year + amount * years) }
  if (months > 0) {
    if (base.month === null) return null
    const near: Point = { ...base, day: null }
    const moved = addMonths({ year: base.year, month: base.month, day: 1 }, Math.round(amount * months))
    return { near: pointValue(near), far: pointValue({ ...near, year: moved.year, month: moved.month }) }
  }
  const day = fullDay(base)
  if (day === null || finestOf[unit] !== 'day') return null
  const far = civilDate(numberOf(day) + Math.round(amount * (unit === 'day' ? 1 : 7)))
  return { near: pointValue(pointAt(day)), far: pointValue(pointAt(far)) }
}

function resolveTime(node: Extract<Node, { is: 'time' }>, at: Setting): Resolved {
  const time = `T${node.clock}${node.zone}`
  if (node.day === null) {
    const { base, origin } = baseOf(at, 'timex')
    const day = fullDay(base)
    return day === null ? unresolved('TIME') : plain('TIME', `${pointValue(pointAt(day))}${time}`, origin, pointAt(day))
  }
  const day = resolve(node.day, at)
  return day.point?.day ? plain('TIME', `${pointValue(day.point)}${time}`, day.anchor, day.point) : unresolved('TIME')
}
