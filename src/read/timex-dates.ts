import type { DateNode, Found, Way } from './timex-node.ts'
import { Kind, type TimeWords } from './timex-words.ts'

const near = (t: TimeWords, i: number) => t.starts[i] === t.ends[i - 1]
const digitsIn = (t: TimeWords, i: number) => (t.kinds[i] === Kind.digits ? t.ends[i]! - t.starts[i]! : 0)
const blank: DateNode = { is: 'date', year: null, bc: false, month: null, day: null, weekday: null, pointer: null }

/** '20th', 'twentieth', 'twenty-first'; 'second' too. */
export function ordinalAt(t: TimeWords, i: number): Readonly<{ end: number; value: number }> | null {
  if (t.kinds[i] === Kind.ordinal) return { end: i + 1, value: t.values[i]! }
  if (t.words[i] === 'second') return { end: i + 1, value: 2 }
  if (t.kinds[i] === Kind.digits && near(t, i + 1) && /^(?:st|nd|rd|th)$/.test(t.words[i + 1] ?? ''))
    return { end: i + 2, value: t.values[i]! }
  if (t.kinds[i] === Kind.cardinal && t.values[i]! >= 20 && t.words[i + 1] === '-' && t.kinds[i + 2] === Kind.ordinal)
    return { end: i + 3, value: t.values[i]! + t.values[i + 2]! }
  return null
}

const firstYear = 1000
const lastYear = 2199
const quantities = new Set(
  `people persons troops men women children soldiers dead killed wounded injured km kilometres kilometers miles metres meters feet tons
  tonnes dollars euros pounds yuan yen rupees naira percent per civilians votes homes houses jobs prisoners refugees students workers
  police officers members aircraft tanks ships cases deaths million billion trillion thousand hundred or other more delegates fighters
  migrants businesses companies schools villages towns families patients square sq mw kg acres hectares bags units copies rpm`.split(/\s+/),
)
const sureBefore = new Set([
  'in',
  'since',
  'until',
  'till',
  'during',
  'by',
  'throughout',
  'early',
  'late',
  'mid',
  'circa',
  'year',
  'bc',
  'ad',
  'between',
  'from',
  'as',
])
const fairBefore = new Set([
  'of',
  'the',
  'to',
  'from',
  'after',
  'before',
  'and',
  '(',
  ',',
  '-',
  '—',
  '/',
  'his',
  'her',
  'its',
  'their',
  'a',
  'or',
  'than',
  'through',
  'around',
  'that',
])
const opensClause =
  /^(?:[^\p{L}\p{N}]|was|is|were|and|or|to|in|on|the|that|when|after|before|as|at|by|with|for|he|she|they|it|but|had|has|have|saw|through|until|while|which|between|there|his|their|its|from|under|during|because|who|where|against|resulted)$/u

/** A year of four digits, or with an era. `sure`: what stands before it has already said that a year must follow. */
export function yearAt(t: TimeWords, i: number, sure = false): Found | null {
  const digits = digitsIn(t, i)
  if (digits === 0 || digits > 4) return null
  const value = t.values[i]!
  const era = eraAfter(t, i + 1)
  if (era !== null && value > 0) return { end: era.end, node: { ...blank, year: value, bc: era.bc } }
  if (partOfNumber(t, i)) return null
  const next = t.words[i + 1] ?? '.'
  const before = t.words[i - 1] ?? ''
  if (digits < 4)
    return t.ancient && digits >= 2 && (sure || sureBefore.has(before)) && !quantities.has(next) && t.kinds[i + 1] !== Kind.unit
      ? { end: i + 1, node: { ...blank, year: value, bc: true } }
      : null
  if (value < firstYear || value > lastYear || quantities.has(next) || t.kinds[i + 1] === Kind.unit || next === '%') return null
  const recent = value >= 1900 && value <= 2100
  const fits =
    sure ||
    sureBefore.has(before) ||
    (fairBefore.has(before) && (recent || opensClause.test(next) || (before === 'the' && t.capitals[i + 1] === true))) ||
    (recent && opensClause.test(next))
  return fits ? { end: i + 1, node: { ...blank, year: value } } : null
}

function eraAfter(t: TimeWords, i: number): Readonly<{ end: number; bc: boolean }> | null {
  const word = t.words[i]
  if (!t.capitals[i]) return null
  if (word === 'bc' || word === 'bce') return { end: i + 1, bc: true }
  if (word === 'ad' || word === 'ce') return { end: i + 1, bc: false }
  if (word === 'b' && t.words[i + 1] === '.' && t.words[i + 2] === 'c')
    return { end: t.words[i + 3] === '.' && near(t, i + 3) ? i + 4 : i + 3, bc: true }
  return null
}

const numberedThings = new Set(
  'no resolution article section route highway flight boeing airbus number page room line paragraph chapter model channel gate unit grade'.split(
    ' ',
  ),
)

/** Money, decimals, thousands, codes and scores are no years. */
function partOfNumber(t: TimeWords, i: number): boolean {
  const before = t.words[i - 1]
  if (
    before !== undefined &&
    near(t, i) &&
    (/^[$£€¥#.:+_@=]$/.test(before) || (before === ',' && t.kinds[i - 2] === Kind.digits) || /^\p{L}+$/u.test(before))
  )
    return true
  if (before !== undefined && (numberedThings.has(before) || /^[$£€₹]$/.test(before))) return true
  const next = t.words[i + 1]
  return (
    next !== undefined &&
    near(t, i + 1) &&
    ((/^[.,:]$/.test(next) && t.kinds[i + 2] === Kind.digits && near(t, i + 2)) || (/^\p{L}+$/u.test(next) && next !== 's'))
  )
}

/** '2024-10-12', '12/10/2024', '12.10.2024'. Which of two small numbers is the month is said only where one is above 12. */
export function slashDate(t: TimeWords, i: number): Found | null {
  const mark = t.words[i + 1]
  if ((mark !== '/' && mark !== '-' && mark !== '.') || t.words[i + 3] !== mark) return null
  if (!near(t, i + 1) || !near(t, i + 2) || !near(t, i + 3) || !near(t, i + 4)) return null
  const first = t.values[i]!
  const second = t.values[i + 2]!
  const third = t.values[i + 4]!
  if (digitsIn(t, i) === 4 && digitsIn(t, i + 2) <= 2 && digitsIn(t, i + 4) <= 2)
    return second >= 1 && second <= 12 && third >= 1 && third <= 31
      ? withInstant(t, i + 5, { ...blank, year: first, month: second, day: third })
      : null
  if (digitsIn(t, i) > 2 || digitsIn(t, i + 2) > 2 || digitsIn(t, i + 4) !== 4 || first < 1 || second < 1) return null
  if (mark === '.' || first > 12)
    return second <= 12 && first <= 31 ? { end: i + 5, node: { ...blank, year: third, month: second, day: first } } : null
  if (second > 12) return second <= 31 ? { end: i + 5, node: { ...blank, year: third, month: first, day: second } } : null
  return { end: i + 5, node: first === second ? { ...blank, year: third, month: first, day: first } : { ...blank, year: third } }
}

/** 'T14:30' after an ISO date is left to the clock pattern; this steps over the T. */
function withInstant(t: TimeWords, end: number, node: DateNode): Found {
  const hour = t.words[end] === 't' && near(t, end) ? end + 1 : 0
  if (hour === 0 || t.words[hour + 1] !== ':' || digitsIn(t, hour) !== 2 || digitsIn(t, hour + 2) !== 2) return { end, node }
  let at = hour + 3
  if (t.words[at] === ':' && digitsIn(t, at + 1) === 2) at += 2
  const zulu = t.words[at] === 'z' && near(t, at)
  const offset =
    (t.words[at] === '+' || t.words[at] === '-') && digitsIn(t, at + 1) === 2 && t.words[at + 2] === ':' && digitsIn(t, at + 3) === 2
  const zone = zulu ? 'Z' : offset ? `${t.words[at]}${t.words[at + 1]}:${t.words[at + 3]}` : ''
  return {
    end: zulu ? at + 1 : offset ? at + 4 : at,
    node: { is: 'time', clock: `${t.words[hour]}:${t.words[hour + 2]}`, zone, day: node },
  }
}

const monthNeighbours = new Set([
  'in',
  'by',
  'since',
  'until',
  'till',
  'last',
  'next',
  'this',
  'early',
  'late',
  'mid',
  'of',
  'from',
  'to',
  'between',
  'and',
  'through',
  'during',
  'before',
  'after',
  'that',
  '-',
  '(',
  'every',
  'each',
  'or',
  'previous',
  'following',
  'past',
])

const nearPointers = new Set(['last', 'next', 'this', '-'])

/** 'October 12, 2024', 'Oct. 12', '12 October', 'the 12th of October', 'October 2024', 'October', '6' of '6-7 January'. */
export function dayAndMonth(t: TimeWords, i: number): Found | null {
  if (t.kinds[i] === Kind.month) return monthFirst(t, i)
  const ordinal = ordinalAt(t, i)
  const day = ordinal?.value ?? (digitsIn(t, i) > 0 && digitsIn(t, i) <= 2 ? t.values[i]! : 0)
  if (day < 1 || day > 31) return null
  const end = ordinal?.end ?? i + 1
  if (isRange(t, end) && digitsIn(t, end + 1) > 0 && digitsIn(t, end + 1) <= 2) {
    const other = ordinalAt(t, end + 1)?.end ?? end + 2
    return t.kinds[other] === Kind.month && t.values[end + 1]! > day ? { end, node: { ...blank, day } } : null
  }
  let at = t.words[end] === 'of' || t.words[end] === '-' ? end + 1 : end
  if (t.kinds[at] !== Kind.month || (partOfNumber(t, i) && t.kinds[i] === Kind.digits && !ordinal)) return null
  const month = t.values[at]!
  at += t.words[at + 1] === '.' && t.ends[at]! - t.starts[at]! <= 4 && t.words[at] !== 'may' ? 2 : 1
  return withYear(t, at, { ...blank, month, day })
}

const isRange = (t: TimeWords, i: number) => t.words[i] === '-' || t.words[i] === 'to' || t.words[i] === 'and' || t.words[i] === '/'

function monthFirst(t: TimeWords, i: number): Found | null {
  const month = t.values[i]!
  const short = t.ends[i]! - t.starts[i]! <= 4 && t.words[i] !== 'may' && t.words[i] !== 'june' && t.words[i] !== 'july'
  const dot = short && t.words[i + 1] === '.'
  const at = dot ? i + 2 : i + 1
  const the = t.words[at] === 'the' ? at + 1 : at
  const day = ordinalAt(t, the)
  if (day !== null && day.value <= 31 && t.kinds[the] !== Kind.unit && (the === at || t.kinds[the] === Kind.digits))
    return withYear(t, day.end, { ...blank, month, day: day.value })
  if (digitsIn(t, at) > 0 && digitsIn(t, at) <= 2 && t.values[at]! >= 1 && t.values[at]! <= 31 && !partOfDecimal(t, at))
    return withYear(t, at + 1, { ...blank, month, day: t.values[at]! })
  const dated = withYear(t, at, { ...blank, month, day: null })
  if (dated.end > at) return dated
  const before = t.words[i - 1] ?? ''
  if ((short || month === 3 || month === 5) && !dot && !monthNeighbours.has(before)) return null
  if (t.capitals[i + 1] && !dot && t.kinds[i + 1] === Kind.plain && !sureBefore.has(before) && !nearPointers.has(before)) return null
  return { end: dot && !t.capitals[i + 2] ? at : i + 1, node: { ...blank, month } }
}

const partOfDecimal = (t: TimeWords, i: number) =>
  t.kinds[i + 2] === Kind.digits && near(t, i + 1) && near(t, i + 2) && /^[.,:]$/.test(t.words[i + 1] ?? '')

/** Adds ', 2024', ' of 2024', ' 490 BC', ' of last year', 'last year'. */
function withYear(t: TimeWords, end: number, date: DateNode): Found {
  const glue = t.words[end] === ',' || t.words[end] === 'of' ? 1 : 0
  const at = end + glue
  if (t.kinds[at] === Kind.digits && (digitsIn(t, at) === 4 || digitsIn(t, at) === 3)) {
    const year = yearAt(t, at, true)
    if (year?.node.is === 'date' && (digitsIn(t, at) === 4 || year.node.bc))
      return { end: year.end, node: { ...date, year: year.node.year, bc: year.node.bc } }
  }
  if (t.words[at] === "'" && digitsIn(t, at + 1) === 2 && near(t, at + 1)) {
    const value = t.values[at + 1]!
    return { end: at + 2, node: { ...date, year: value < 50 ? 2000 + value : 1900 + value } }
  }
  if (t.kinds[at] === Kind.pointer && t.words[at + 1] === 'year')
    return {
      end: at + 2,
      node: {
        ...date,
        pointer: {
          way: t.values[at]! as Way,
          from: t.words[at] === 'that' || t.words[at] === 'same' || t.words[at] === 'following' ? 'timex' : 'published',
        },
        yearOnly: true,
      },
    }
  return { end, node: date }
}
