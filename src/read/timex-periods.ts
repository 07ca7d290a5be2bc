import { pad2 } from './timex-calendar.ts'
import { dayAndMonth, yearAt } from './timex-dates.ts'
import type { Found, Way } from './timex-node.ts'
import { Kind, type TimeWords } from './timex-words.ts'

/** The end of 'of 1915', 'of last year', 'of the war' is not taken. Null: no date follows. */
export function ofDate(t: TimeWords, i: number): number | null {
  if (t.words[i] !== 'of') return null
  const kind = t.kinds[i + 1]
  if (kind === Kind.digits) return (dayAndMonth(t, i + 1) ?? yearAt(t, i + 1, true))?.end ?? null
  if (kind === Kind.month) return dayAndMonth(t, i + 1)?.end ?? null
  return null
}

export function century(t: TimeWords, end: number, value: number): Found {
  const era = t.words[end]
  const bc = era === 'bc' || era === 'bce'
  return { end: bc || era === 'ad' || era === 'ce' ? end + 1 : end, node: { is: 'era', value: bc ? `BC${pad2(value)}` : pad2(value - 1) } }
}

export function portion(t: TimeWords, i: number, value: number): Found | null {
  const code = t.words[i] === 'quarter' ? `Q${value}` : `H${value}`
  let at = i + 1
  if (t.words[at] === 'of') at += 1
  if (t.words[at] === 'the') at += 1
  const fiscal = t.kinds[at] === Kind.fiscal
  if (fiscal) at += t.words[at + 1] === 'year' ? 2 : 1
  const year = t.kinds[at] === Kind.digits ? yearAt(t, at, true) : null
  if (year?.node.is === 'date') return { end: year.end, node: { is: 'portion', code, fiscal, year: year.node.year, pointer: null } }
  const inner = t.kinds[at] === Kind.month ? dayAndMonth(t, at) : null
  if (inner && at > i + 1) return inner
  if (t.kinds[at] === Kind.pointer && t.words[at + 1] === 'year') {
    const pointer = { way: t.values[at]! as Way, from: 'published' as const }
    return { end: at + 2, node: { is: 'portion', code, fiscal, year: null, pointer } }
  }
  if (at > i + 1 && t.words[at] === 'year') return { end: at + 1, node: { is: 'portion', code, fiscal, year: null, pointer: null } }
  if (code.startsWith('H') || t.words[i + 1] === 'of' || /^finals?$/.test(t.words[i + 1] ?? '')) return null
  return { end: i + 1, node: { is: 'portion', code, fiscal, year: null, pointer: null } }
}

/** '1990s', "1990's", "'90s", 'nineties'. */
export function decadeAt(t: TimeWords, i: number): Found | null {
  if (t.kinds[i] === Kind.decade) {
    const hundreds = t.words[i - 1] === 'eighteen' ? '18' : '19'
    return { end: i + 1, node: { is: 'era', value: `${hundreds}${t.values[i]}` } }
  }
  const start = t.words[i] === "'" ? i + 1 : i
  if (t.kinds[start] !== Kind.digits || t.values[start]! % 10 !== 0) return null
  const digits = t.ends[start]! - t.starts[start]!
  const apostrophe = t.words[start + 1] === "'" ? start + 2 : start + 1
  if (t.words[apostrophe] !== 's' || t.starts[apostrophe] !== t.ends[apostrophe - 1]) return null
  const value = t.words[start]!
  if (digits === 4 && value < '2100') return { end: apostrophe + 1, node: { is: 'era', value: value.slice(0, 3) } }
  if (digits === 2 && (start > i || t.words[i - 1] === 'the'))
    return { end: apostrophe + 1, node: { is: 'era', value: `${value < '20' ? '20' : '19'}${value[0]}` } }
  return null
}

/** 'fiscal 2024', 'fiscal year 2024', 'FY2024', 'Q3 2024'. */
export function fiscalAt(t: TimeWords, i: number): Found | null {
  if (t.words[i] === 'q') {
    const quarter = t.values[i + 1]
    if (t.kinds[i + 1] !== Kind.digits || quarter === undefined || quarter < 1 || quarter > 4 || t.starts[i + 1] !== t.ends[i]) return null
    const year = t.kinds[i + 2] === Kind.digits ? yearAt(t, i + 2, true) : null
    const given = year?.node.is === 'date' ? year.node.year : null
    return {
      end: given === null ? i + 2 : year!.end,
      node: { is: 'portion', code: `Q${quarter}`, fiscal: false, year: given, pointer: null },
    }
  }
  const at = t.words[i + 1] === 'year' ? i + 2 : i + 1
  if (t.kinds[at] !== Kind.digits) return null
  const digits = t.ends[at]! - t.starts[at]!
  if (digits !== 4 && !(digits === 2 && t.words[i] === 'fy')) return null
  return {
    end: at + 1,
    node: { is: 'portion', code: '', fiscal: true, year: digits === 2 ? 2000 + t.values[at]! : t.values[at]!, pointer: null },
  }
}
