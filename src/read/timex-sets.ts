import { pad2 } from './timex-calendar.ts'
import { yearAt } from './timex-dates.ts'
import { lengthAt } from './timex-lengths.ts'
import type { Found } from './timex-node.ts'
import { Kind, partCode, type TimeWords, type Unit, units } from './timex-words.ts'

const unitSets: Partial<Record<Unit, string>> = {
  hour: 'XXXX-XX-XXTXX',
  day: 'XXXX-XX-XX',
  week: 'XXXX-WXX',
  weekend: 'XXXX-WXX-WE',
  month: 'XXXX-XX',
  quarter: 'XXXX-QX',
  year: 'XXXX',
  decade: 'XXX',
}

export function frequencyAt(t: TimeWords, i: number): Found | null {
  const value = unitSets[units[t.values[i]!]!]
  return value === undefined || (t.capitals[i] && t.capitals[i + 1]) || t.words[i] === 'annual'
    ? null
    : { end: i + 1, node: { is: 'set', value } }
}

/** 'every morning', 'each season', 'every two weeks', 'per day', 'every Friday'. */
export function everyAt(t: TimeWords, i: number): Found | null {
  const at = t.words[i + 1] === 'other' ? i + 2 : i + 1
  const kind = t.kinds[at]
  if (kind === Kind.unit && !t.plurals[at]) {
    const value = unitSets[units[t.values[at]!]!]
    return value === undefined ? null : { end: at + 1, node: { is: 'set', value } }
  }
  if (kind === Kind.weekday) return { end: at + 1, node: { is: 'set', value: `XXXX-WXX-${t.values[at]}` } }
  if (kind === Kind.month) return { end: at + 1, node: { is: 'set', value: `XXXX-${pad2(t.values[at]!)}` } }
  if (kind === Kind.season) return { end: at + 1, node: { is: 'set', value: `XXXX-${['SP', 'SU', 'FA', 'WI'][t.values[at]!]}` } }
  if (kind === Kind.part) return { end: at + 1, node: { is: 'set', value: `XXXX-XX-XXT${partCode(t.values[at]!)}` } }
  const length = kind === Kind.cardinal || kind === Kind.vague || kind === Kind.digits ? lengthAt(t, at) : null
  return length?.node.is === 'length' ? { end: length.end, node: { is: 'rate', length: length.node } } : null
}

const refValues = { '-1': 'PAST_REF', '0': 'PRESENT_REF', '1': 'FUTURE_REF' } as const

export function referenceAt(t: TimeWords, i: number): Found | null {
  if (t.words[i] === 'future' || (t.words[i] === 'now' && t.words[i + 1] === 'that')) return null
  const value = refValues[String(t.values[i]) as keyof typeof refValues]
  return { end: i + 1, node: { is: 'ref', value } }
}

const holidays: readonly (readonly [string, number, number])[] = [
  ['christmas eve', 12, 24],
  ['christmas day', 12, 25],
  ['boxing day', 12, 26],
  ["new year ' s eve", 12, 31],
  ["new year ' s day", 1, 1],
  ["valentine ' s day", 2, 14],
  ['christmas', 12, 25],
  ['halloween', 10, 31],
  ['easter sunday', 0, 0],
  ['easter monday', 0, 1],
  ['good friday', 0, -2],
  ['easter', 0, 0],
  ['thanksgiving day', 0, 100],
  ['thanksgiving', 0, 100],
]

/** Fixed feasts by month and day; month 0: days from Easter Sunday, 100 the fourth Thursday of November. */
export function holidayAt(t: TimeWords, i: number): Found | null {
  for (const [name, month, day] of holidays) {
    const parts = name.split(' ')
    if (!parts.every((part, offset) => t.words[i + offset] === part)) continue
    const end = i + parts.length
    const year = t.kinds[end] === Kind.digits ? yearAt(t, end, true) : null
    const given = year?.node.is === 'date' ? year.node.year : null
    return { end: year?.end ?? end, node: { is: 'holiday', month, day, year: given, pointer: null } }
  }
  return null
}
