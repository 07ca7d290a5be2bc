import { clockAt, zoneAt } from './timex-clock.ts'
import { dayAndMonth, ordinalAt, slashDate, yearAt } from './timex-dates.ts'
import { bareUnit, lengthAt } from './timex-lengths.ts'
import { type Found, type Node, step, type Way } from './timex-node.ts'
import { century, decadeAt, fiscalAt, ofDate, portion } from './timex-periods.ts'
import { everyAt, frequencyAt, holidayAt, referenceAt } from './timex-sets.ts'
import { Kind, partCode, type TimeWords, units } from './timex-words.ts'

/**
 * The longest expression of time that starts at word `i`, or null. Every pattern looks ahead by a bounded number of words, so
 * a scan over a text is linear in its length.
 */
export function expressionAt(t: TimeWords, i: number): Found | null {
  switch (t.kinds[i]) {
    case Kind.digits:
      return clockAt(t, i) ?? withTime(t, slashDate(t, i) ?? dayAndMonth(t, i)) ?? numbered(t, i) ?? lengthAt(t, i) ?? yearAt(t, i)
    case Kind.month:
      return withTime(t, dayAndMonth(t, i))
    case Kind.weekday:
      return weekdayAt(t, i)
    case Kind.season:
      return seasonAt(t, i, false)
    case Kind.ordinal:
      return numbered(t, i)
    case Kind.cardinal:
    case Kind.vague:
      return clockAt(t, i) ?? lengthAt(t, i)
    case Kind.pointer:
      return pointed(t, i, false)
    case Kind.day:
      return withTime(t, { end: i + 1, node: dayNode(t, i) })
    case Kind.part:
      return partAt(t, i)
    case Kind.stage:
      return staged(t, i)
    case Kind.frequency:
      return frequencyAt(t, i)
    case Kind.every:
      return everyAt(t, i)
    case Kind.reference:
      return referenceAt(t, i)
    case Kind.article:
      return t.values[i] === 0 ? definite(t, i) : lengthAt(t, i)
    case Kind.decade:
      return /^(?:mid|early|late|-)$/.test(t.words[i - 1] ?? '') ? decadeAt(t, i) : null
    case Kind.holiday:
      return withTime(t, holidayAt(t, i))
    case Kind.fiscal:
      return fiscalAt(t, i)
    case Kind.unit:
      return t.words[i] === 'second' ? (numbered(t, i) ?? bareUnit(t, i)) : bareUnit(t, i)
    default:
      return t.words[i] === "'" ? decadeAt(t, i) : null
  }
}

/** 'the …': the article belongs to the expression, what follows decides. */
function definite(t: TimeWords, i: number): Found | null {
  const next = i + 1
  switch (t.kinds[next]) {
    case Kind.pointer:
      return pointed(t, next, true)
    case Kind.ordinal:
      return numbered(t, next)
    case Kind.digits:
      return numbered(t, next) ?? dayOfMonth(t, next) ?? withTime(t, dayAndMonth(t, next))
    case Kind.season:
      return seasonAt(t, next, true)
    case Kind.stage:
      return staged(t, next)
    case Kind.part:
      return partAt(t, next, true)
    case Kind.decade:
      return decadeAt(t, next)
    case Kind.fiscal:
      return fiscalAt(t, next)
    case Kind.unit:
      return t.words[next] === 'second' ? numbered(t, next) : beforeLast(t, next)
    case Kind.reference:
      return t.words[next] === 'future' ? { end: next + 1, node: { is: 'ref', value: 'FUTURE_REF' } } : null
    case Kind.cardinal:
      return null
    default:
      return t.words[next] === "'" ? decadeAt(t, next) : null
  }
}

/** 'the day before yesterday', 'the day after tomorrow'. */
function beforeLast(t: TimeWords, i: number): Found | null {
  if (t.words[i] !== 'day') return null
  if (t.words[i + 1] === 'before' && t.words[i + 2] === 'yesterday') return { end: i + 3, node: step('day', 2, -1, 'published') }
  if (t.words[i + 1] === 'after' && t.words[i + 2] === 'tomorrow') return { end: i + 3, node: step('day', 2, 1, 'published') }
  return null
}

const dayNode = (t: TimeWords, i: number): Node => {
  const day = step('day', Math.abs(t.values[i]!), Math.sign(t.values[i]!) as Way, 'published')
  if (t.words[i] === 'tonight') return { is: 'time', clock: 'NI', zone: '', day }
  if (t.words[i] === 'overnight') return { is: 'time', clock: 'NI', zone: '', day: null }
  return day
}

const dayLike = (node: Node) =>
  (node.is === 'date' && (node.day !== null || node.weekday !== null)) ||
  (node.is === 'step' && node.unit === 'day') ||
  node.is === 'holiday'

/** Adds 'morning', 'at 3 p.m.', ', 14:30 GMT' to a day. */
function withTime(t: TimeWords, found: Found | null): Found | null {
  if (found === null || !dayLike(found.node)) return found
  const { end, node } = found
  if (t.kinds[end] === Kind.part && !t.plurals[end])
    return { end: end + 1, node: { is: 'time', clock: partCode(t.values[end]!), zone: '', day: node } }
  const glue = t.words[end] === ',' || t.words[end] === 'at' ? 1 : 0
  const clock = t.kinds[end + glue] === Kind.digits ? clockAt(t, end + glue) : null
  if (clock?.node.is !== 'time') return found
  return { end: clock.end, node: { ...clock.node, day: node } }
}

/** 'Black Friday' is a name, 'the Sunday Times' a paper. */
const namedDays = new Set(['black', 'bloody', 'super', 'ash', 'palm', 'maundy', 'cyber'])
const papers = new Set([
  'times',
  'telegraph',
  'mirror',
  'express',
  'mail',
  'post',
  'observer',
  'independent',
  'world',
  'tribune',
  'herald',
  'night',
])

function weekdayAt(t: TimeWords, i: number): Found | null {
  if (namedDays.has(t.words[i - 1] ?? '') || (papers.has(t.words[i + 1] ?? '') && t.capitals[i + 1])) return null
  if (t.plurals[i]) return { end: i + 1, node: { is: 'set', value: `XXXX-WXX-${t.values[i]}` } }
  const abbreviated = t.ends[i]! - t.starts[i]! < 6
  const afterDot = abbreviated && t.words[i + 1] === '.' ? i + 2 : i + 1
  const comma = t.words[afterDot] === ',' ? afterDot + 1 : afterDot
  const the = t.words[comma] === 'the' ? comma + 1 : comma
  const date = t.kinds[the] === Kind.digits || t.kinds[the] === Kind.month || t.kinds[the] === Kind.ordinal ? dayAndMonth(t, the) : null
  if (date?.node.is === 'date' && date.node.day !== null)
    return withTime(t, { end: date.end, node: { ...date.node, weekday: t.values[i]! } })
  if (abbreviated && /^(?:sun|sat|wed|mon|fri)$/.test(t.words[i]!) && afterDot === i + 1 && t.kinds[i + 1] !== Kind.part) return null
  return withTime(t, {
    end: afterDot,
    node: { is: 'date', year: null, bc: false, month: null, day: null, weekday: t.values[i]!, pointer: null },
  })
}

const monthBefore = (word: string | undefined) =>
  word !== undefined &&
  /^(?:in|by|during|until|till|since|late|early|mid|that|this|last|next|every|each|through|throughout|following|previous|-)$/.test(word)

/** Things called after a season: "the summer capital". */
const ofSeason = /^(?:capital|olympics?|games|sports?|palace|camps?|school|resort|residence|tires?|tyres?)$/

function seasonAt(t: TimeWords, i: number, afterThe: boolean): Found | null {
  const season = t.values[i]!
  const of = t.words[i + 1] === 'of' || t.words[i + 1] === ',' ? i + 2 : i + 1
  const year = t.kinds[of] === Kind.digits ? yearAt(t, of, true) : null
  if (year?.node.is === 'date')
    return { end: year.end, node: { is: 'season', season, year: year.node.year, bc: year.node.bc, pointer: null } }
  if (t.words[i + 1] === 'of') {
    const pointer = t.kinds[i + 2] === Kind.pointer && t.words[i + 3] === 'year' ? pointed(t, i + 2, false) : null
    if (pointer === null || pointer.node.is !== 'step') return null
    return {
      end: pointer.end,
      node: { is: 'season', season, year: null, bc: false, pointer: { way: pointer.node.way, from: pointer.node.from } },
    }
  }
  if (t.words[i] === 'fall' && !(afterThe && t.words[i - 2] === 'in')) return null
  if (t.plurals[i] || t.capitals[i] || ofSeason.test(t.words[i + 1] ?? '')) return null
  const before = t.words[afterThe ? i - 2 : i - 1]
  if (!afterThe && !monthBefore(before)) return null
  return { end: i + 1, node: { is: 'season', season, year: null, bc: false, pointer: null } }
}

/** 'third quarter of 2024', 'first half', 'the nineteenth century', 'the 20th of May', 'the first ten months of 1915'. */
function numbered(t: TimeWords, i: number): Found | null {
  const ordinal = ordinalAt(t, i)
  if (ordinal === null) return decadeAt(t, i)
  const { end, value } = ordinal
  const next = t.words[end] === '-' ? end + 1 : end
  const word = t.words[next]
  if (word === 'century' || word === 'centuries') return century(t, next + 1, value)
  if ((word === 'quarter' && value <= 4) || (word === 'half' && value <= 2)) return portion(t, next, value)
  if (t.kinds[end] === Kind.cardinal || t.kinds[end] === Kind.vague) {
    const length = lengthAt(t, end)
    return length && { ...length, end: ofDate(t, length.end) ?? length.end }
  }
  if (value === 1 && t.kinds[end] === Kind.unit && t.words[end + 1] === 'of') {
    const whole = ofDate(t, end + 1)
    if (whole !== null && t.words[end] !== 'day')
      return { end: whole, node: { is: 'length', unit: units[t.values[end]!]!, amount: t.plurals[end] ? null : 1, way: null } }
  }
  return withTime(t, dayAndMonth(t, i))
}

/** 'the 20th' alone: a day of the month spoken of. */
function dayOfMonth(t: TimeWords, i: number): Found | null {
  const before = t.words[i - 2]
  const ordinal = ordinalAt(t, i)
  if (ordinal === null || ordinal.value > 31 || !/^(?:on|by|until|from|to|and|before|after|since|of)$/.test(before ?? '')) return null
  if (t.kinds[ordinal.end] !== Kind.plain || /^[\p{L}-]/u.test(t.words[ordinal.end] ?? '.')) {
    if (!/^(?:the|and|to|in|at|he|she|they|it|was|were)$/.test(t.words[ordinal.end] ?? '')) return null
  }
  return { end: ordinal.end, node: { is: 'date', year: null, bc: false, month: null, day: ordinal.value, weekday: null, pointer: null } }
}

const anaphoric = new Set(['same', 'that', 'following', 'previous', 'preceding', 'prior', 'subsequent', 'ensuing', 'those'])
const narrativeWhenDefinite = new Set(['next'])

/** 'last week', 'this morning', 'the same day', 'the past two years', 'next Friday', 'last June'. */
function pointed(t: TimeWords, i: number, afterThe: boolean): Found | null {
  const word = t.words[i]!
  let at = i + 1
  if (t.kinds[at] === Kind.pointer) at += 1 // 'that same day', 'this past week', 'this coming Friday'
  const strong = t.words[at - 1]!
  const from = anaphoric.has(word) || anaphoric.has(strong) || (afterThe && narrativeWhenDefinite.has(word)) ? 'timex' : 'published'
  const way = t.values[at - 1]! as Way
  if (
    t.words[at] === 'few' ||
    t.kinds[at] === Kind.cardinal ||
    t.kinds[at] === Kind.vague ||
    t.kinds[at] === Kind.digits ||
    t.words[at] === 'half'
  ) {
    const length = lengthAt(t, at)
    return length?.node.is === 'length' && way !== 0 ? { end: length.end, node: { ...length.node, way } } : null
  }
  switch (t.kinds[at]) {
    case Kind.unit:
      return pointedUnit(t, at, strong, way, from, afterThe)
    case Kind.weekday:
    case Kind.month: {
      if (word === 'recent' || t.plurals[at]) return null
      const date = t.kinds[at] === Kind.weekday ? weekdayAt(t, at) : dayAndMonth(t, at)
      if (date === null) return null
      const target = date.node.is === 'time' && date.node.day ? date.node.day : date.node
      if (target.is !== 'date' || target.year !== null) return date
      const node: Node = { ...target, pointer: { way, from } }
      return { end: date.end, node: date.node.is === 'time' ? { ...date.node, day: node } : node }
    }
    case Kind.season:
      return t.plurals[at]
        ? null
        : { end: at + 1, node: { is: 'season', season: t.values[at]!, year: null, bc: false, pointer: { way, from } } }
    case Kind.part:
      return pointedPart(t, at, strong, way, from)
    case Kind.holiday: {
      const holiday = holidayAt(t, at)
      return holiday?.node.is === 'holiday' ? { end: holiday.end, node: { ...holiday.node, pointer: { way, from } } } : null
    }
    case Kind.fiscal:
      return t.words[at + 1] === 'year'
        ? { end: at + 2, node: { is: 'portion', code: '', fiscal: true, year: null, pointer: { way, from: 'published' } } }
        : null
    default:
      return null
  }
}

/** 'over the next decade' is a stretch, 'in the last week' a date. */
const spanned = new Set(['over', 'for', 'during', 'throughout', 'within'])

function pointedUnit(t: TimeWords, at: number, word: string, way: Way, from: 'published' | 'timex', afterThe: boolean): Found | null {
  const unit = units[t.values[at]!]!
  const end = at + 1
  if (t.plurals[at]) {
    if (word === 'these' && unit === 'day') return { end, node: { is: 'ref', value: 'PRESENT_REF' } }
    if (way === 0 || unit === 'weekend' || word === 'prior') return null
    return { end: ofDate(t, end) ?? end, node: { is: 'length', unit, amount: null, way } }
  }
  if (unit === 'second' || unit === 'minute' || (unit === 'hour' && word !== 'past')) return null
  if (t.words[end] === 'of' && afterThe && (word === 'last' || word === 'next')) {
    const whole = ofDate(t, end)
    return whole === null ? null : { end: whole, node: { is: 'length', unit, amount: 1, way: null } }
  }
  if (word === 'past' || (afterThe && way !== 0 && /^(?:last|next|coming)$/.test(word) && spanned.has(t.words[at - 3] ?? '')))
    return { end, node: { is: 'length', unit, amount: 1, way: way < 0 ? -1 : 1 } }
  if (word === 'recent') return null
  if (word === 'this' && unit === 'day') return { end, node: step('day', 0, 0, 'timex') }
  return withTime(t, { end, node: step(unit, way === 0 ? 0 : 1, way, from) })
}

function pointedPart(t: TimeWords, at: number, word: string, way: Way, from: 'published' | 'timex'): Found | null {
  if (t.plurals[at] || word === 'recent') return null
  const day = step('day', way === 0 ? 0 : 1, way, from)
  return { end: at + 1, node: { is: 'time', clock: partCode(t.values[at]!), zone: '', day } }
}

/** 'noon', 'midnight'; 'the morning of April 19', 'morning' after 'the' or 'in'. */
function partAt(t: TimeWords, i: number, afterThe = false): Found | null {
  if (t.plurals[i]) return null
  const clock = partCode(t.values[i]!)
  if (t.words[i + 1] === 'of') {
    const the = t.words[i + 2] === 'the' ? 1 : 0
    const day = expressionAt(t, i + 2 + the)
    if (day && dayLike(day.node)) return { end: day.end, node: { is: 'time', clock, zone: '', day: day.node } }
    return null
  }
  if (t.words[i] === 'noon' || t.words[i] === 'midnight' || t.words[i] === 'midday') {
    const zone = zoneAt(t, i + 1)
    return { end: zone.end, node: { is: 'time', clock, zone: zone.zone, day: null } }
  }
  const before = t.words[afterThe ? i - 2 : i - 1]
  if (!afterThe && before !== 'at' && before !== 'by' && before !== 'early' && before !== 'late') return null
  if (afterThe && !/^(?:in|during|into|through|late|early|for|all|spent|of)$/.test(before ?? '')) return null
  return { end: i + 1, node: { is: 'time', clock, zone: '', day: null } }
}

/** 'early in the morning', 'late last year', 'the end of March 1917', 'mid-October', 'earlier this month', 'later that day'. */
function staged(t: TimeWords, i: number): Found | null {
  const word = t.words[i]!
  let at = i + 1
  if (t.words[at] === '-' || t.words[at] === 'on') at += 1
  const noun = /^(?:end|beginning|start|middle|onset|close|turn)$/.test(word)
  if (noun && t.words[at] !== 'of') return null
  if (noun || t.words[at] === 'in') at += 1
  if (/^(?:early|late)$/.test(t.words[at] ?? '') && t.words[i] !== t.words[at]) at += 1
  if (t.words[at] === 'the') at += 1
  if (t.words[at] === 'part' || t.words[at] === 'half' || t.words[at] === 'hours') {
    if (t.words[at + 1] !== 'of') return null
    at += t.words[at + 2] === 'the' ? 3 : 2
  }
  const definiteUnit = t.kinds[at] === Kind.unit && !t.plurals[at] && noun
  if (definiteUnit) {
    const unit = units[t.values[at]!]!
    return /^(?:year|month|week|day|century|decade)$/.test(unit) && word !== 'turn'
      ? { end: at + 1, node: step(unit, 0, 0, 'published') }
      : null
  }
  if (t.kinds[at] === Kind.unit || t.kinds[at] === Kind.stage || t.kinds[at] === Kind.reference || t.kinds[at] === Kind.article) return null
  if (t.kinds[at] === Kind.weekday && t.plurals[at]) return null
  const afterThe = t.words[at - 1] === 'the'
  const inner =
    t.kinds[at] === Kind.digits
      ? (dayAndMonth(t, at) ?? numbered(t, at) ?? yearAt(t, at, true))
      : t.kinds[at] === Kind.season
        ? (seasonAt(t, at, afterThe) ?? bareSeason(t, at))
        : t.kinds[at] === Kind.pointer
          ? pointed(t, at, afterThe)
          : expressionAt(t, at)
  if (inner === null || inner.node.is === 'length' || inner.node.is === 'set') return null
  return withTime(t, inner)
}

const bareSeason = (t: TimeWords, i: number): Found | null =>
  t.plurals[i] || t.words[i + 1] === 'of'
    ? null
    : { end: i + 1, node: { is: 'season', season: t.values[i]!, year: null, bc: false, pointer: null } }
