import { type Found, step } from './timex-node.ts'
import { Kind, type TimeWords, type Unit, units } from './timex-words.ts'

/** A number of units: 'three days', 'half an hour', 'a year and a half', 'six-month', 'a couple of weeks'. */
export function lengthAt(t: TimeWords, i: number): Found | null {
  const count = countAt(t, i)
  if (count === null) return null
  let at = count.end
  while (t.words[at] === '-' || lengthFillers.has(t.words[at] ?? '')) at += 1
  if (t.kinds[at] !== Kind.unit) return null
  const unit = units[t.values[at]!]!
  if (unit === 'quarter' || (t.words[at] === 'second' && t.words[i] === 'a')) return null
  if (unit === 'second' && !t.plurals[at] && count.amount !== 1) return null
  let end = at + 1
  let amount = count.amount
  if (t.words[end] === 'and' && /^(?:a|one)$/.test(t.words[end + 1] ?? '') && t.words[end + 2] === 'half' && amount !== null) {
    amount += 0.5
    end += 3
  }
  if (t.words[end] === '-' && /^(?:long|old)$/.test(t.words[end + 1] ?? '')) end += 2
  else if (t.words[end] === 'old' || t.words[end] === 'long') end += 1
  return moved(t, i, end, unit, amount)
}

const lengthFillers = new Set([
  'more',
  'full',
  'consecutive',
  'straight',
  'successive',
  'additional',
  'further',
  'whole',
  'long',
  'other',
  'extra',
  'such',
  'calendar',
])

/** What stands after a length: 'ago', 'later', 'earlier', 'from now'. */
function moved(t: TimeWords, i: number, end: number, unit: Unit, amount: number | null): Found {
  const word = t.words[end]
  const apostrophe = word === "'" || word === 's' ? (t.words[end + 1] === 's' ? end + 2 : end + 1) : end
  if (word === 'ago' || (word === 'back' && t.words[i - 1] !== 'the')) return { end: end + 1, node: step(unit, amount, -1, 'published') }
  if (word === 'later' || word === 'afterwards' || word === 'afterward') return { end: end + 1, node: step(unit, amount, 1, 'timex') }
  if (word === 'earlier' || word === 'beforehand' || word === 'previously') {
    if (t.words[end + 1] !== 'than') return { end: end + 1, node: step(unit, amount, -1, 'timex') }
  }
  if (word === 'from' && (t.words[end + 1] === 'now' || t.words[end + 1] === 'today'))
    return { end: end + 2, node: step(unit, amount, 1, 'published') }
  if (apostrophe > end && t.words[apostrophe] === 'time' && t.words[i - 1] === 'in')
    return { end: apostrophe + 1, node: step(unit, amount, 1, 'published') }
  return { end, node: { is: 'length', unit, amount, way: null, within: t.words[i - 1] === 'in' || t.words[i - 1] === 'within' } }
}

type Count = Readonly<{ end: number; amount: number | null }>

/** A cardinal number, in figures or words, or a vague one (amount null). */
function countAt(t: TimeWords, i: number): Count | null {
  const word = t.words[i]
  if (t.kinds[i] === Kind.vague) {
    const of = t.words[i + 1] === 'of' ? i + 2 : i + 1
    return { end: word === 'many' && t.words[i + 1] === 'a' ? i + 2 : of, amount: null }
  }
  if (word === 'half') return t.words[i + 1] === 'a' || t.words[i + 1] === 'an' ? { end: i + 2, amount: 0.5 } : { end: i + 1, amount: 0.5 }
  if (word === 'a' || word === 'an') {
    if (t.kinds[i + 1] === Kind.vague) return countAt(t, i + 1)
    if (t.words[i + 1] === 'half') return { end: i + 2, amount: 0.5 }
    return t.kinds[i + 1] === Kind.cardinal && t.values[i + 1]! >= 12 ? countAt(t, i + 1) : { end: i + 1, amount: 1 }
  }
  if (t.kinds[i] === Kind.digits) return figureAt(t, i)
  return t.kinds[i] === Kind.cardinal ? wordedAt(t, i) : null
}

function figureAt(t: TimeWords, i: number): Count {
  let amount = t.values[i]!
  let at = i + 1
  while (
    t.words[at] === ',' &&
    t.kinds[at + 1] === Kind.digits &&
    t.ends[at + 1]! - t.starts[at + 1]! === 3 &&
    t.starts[at + 1] === t.ends[at]
  ) {
    amount = amount * 1000 + t.values[at + 1]!
    at += 2
  }
  if (t.words[at] === '.' && t.kinds[at + 1] === Kind.digits && t.starts[at + 1] === t.ends[at]) {
    amount = Number(`${amount}.${t.words[at + 1]}`)
    at += 2
  }
  if (t.kinds[at] === Kind.digits && t.words[at + 1] === '/' && t.kinds[at + 2] === Kind.digits && t.values[at + 2]! > 0) {
    amount += t.values[at]! / t.values[at + 2]!
    at += 3
  }
  return { end: at, amount }
}

function wordedAt(t: TimeWords, i: number): Count {
  let total = 0
  let at = i
  while (t.kinds[at] === Kind.cardinal) {
    const value = t.values[at]!
    total = value >= 100 ? Math.max(total, 1) * value : value === 12 && t.words[at] === 'dozen' ? Math.max(total, 1) * 12 : total + value
    at += 1
    if ((t.words[at] === '-' || t.words[at] === 'and') && t.kinds[at + 1] === Kind.cardinal) at += 1
  }
  if (t.words[at] !== 'and') return { end: at, amount: total }
  const half = t.words[at + 1] === 'a' || t.words[at + 1] === 'one' ? at + 2 : at + 1
  return t.words[half] === 'half' ? { end: half + 1, amount: total + 0.5 } : { end: at, amount: total }
}

/** 'days before', 'for years', 'decades of': a plural unit without number. */
export function bareUnit(t: TimeWords, i: number): Found | null {
  const unit = units[t.values[i]!]!
  if (!t.plurals[i])
    return /^(?:long)$/.test(t.words[i + 2] ?? '') && t.words[i + 1] === '-'
      ? { end: i + 3, node: { is: 'length', unit, amount: 1, way: null } }
      : null
  if (unit === 'second' || unit === 'quarter' || unit === 'weekend') return null
  const next = t.words[i + 1]
  if (next === 'ago' || next === 'later' || next === 'earlier') return moved(t, i, i + 1, unit, null)
  const before = t.words[i - 1]
  const bare =
    /^(?:before|after|of|-)$/.test(next ?? '') || /^(?:for|in|over|within|after|of|took|take|taken|last|spent|spend)$/.test(before ?? '')
  return bare ? { end: i + 1, node: { is: 'length', unit, amount: null, way: null } } : null
}
