import type { Found } from './timex-node.ts'
import { Kind, type TimeWords } from './timex-words.ts'

/** Offsets of zones named in news, standard and summer time apart. Names that several countries use for themselves are left out. */
const zones: Readonly<Record<string, string>> = {
  gmt: 'Z',
  utc: 'Z',
  z: 'Z',
  bst: '+01:00',
  cet: '+01:00',
  cest: '+02:00',
  eet: '+02:00',
  eest: '+03:00',
  msk: '+03:00',
  est: '-05:00',
  edt: '-04:00',
  cdt: '-05:00',
  mst: '-07:00',
  mdt: '-06:00',
  pst: '-08:00',
  pdt: '-07:00',
  jst: '+09:00',
  kst: '+09:00',
  aest: '+10:00',
  aedt: '+11:00',
}

/** A zone name at word `i`, with or without brackets; 'local time' is taken into the expression and says nothing. */
export function zoneAt(t: TimeWords, i: number): Readonly<{ end: number; zone: string }> {
  const bracket = t.words[i] === '(' ? 1 : 0
  const zone = zones[t.words[i + bracket] ?? '']
  if (zone !== undefined && t.capitals[i + bracket]) return { end: i + bracket + 1 + (bracket && t.words[i + 2] === ')' ? 1 : 0), zone }
  if (t.words[i] === 'local' && t.words[i + 1] === 'time') return { end: i + 2, zone: '' }
  return { end: i, zone: '' }
}

const pad = (value: number) => String(value).padStart(2, '0')
const near = (t: TimeWords, i: number) => t.starts[i] === t.ends[i - 1]

/** '3 p.m.', '3:00 a.m. EST', '14:30', '1430 GMT', "eleven o'clock", '3:07:35' (a result, so a duration). */
export function clockAt(t: TimeWords, i: number): Found | null {
  const hour = t.values[i]!
  const digits = t.kinds[i] === Kind.digits ? t.ends[i]! - t.starts[i]! : 0
  let minute = 0
  let at = i + 1
  const colon =
    digits > 0 &&
    digits <= 2 &&
    (t.words[at] === ':' || (t.words[at] === '.' && meridiem(t, at + 2) !== null)) &&
    t.kinds[at + 1] === Kind.digits &&
    near(t, at) &&
    near(t, at + 1)
  if (colon) {
    if (t.ends[at + 1]! - t.starts[at + 1]! !== 2 || t.values[at + 1]! > 59) return null
    minute = t.values[at + 1]!
    at += 2
    if (t.words[at] === ':' && t.kinds[at + 1] === Kind.digits && near(t, at) && near(t, at + 1))
      return { end: at + 2, node: { is: 'set', value: `PT${hour}H${minute}M${t.values[at + 1]}S` } }
  } else if (digits === 4 && hour < 2400 && hour % 100 < 60) {
    const zone = zoneAt(t, at)
    const hours = /^(?:hours|hrs|h)$/.test(t.words[at] ?? '')
    if (zone.end === at && !hours) return null
    const after = hours ? zoneAt(t, at + 1) : zone
    return time(after.end, Math.floor(hour / 100), hour % 100, after.zone)
  }
  const half = meridiem(t, at) ?? (colon ? partOfDay(t, at) : null)
  if (half !== null && hour >= 1 && hour <= 12 && (digits > 0 || !colon)) {
    const zone = zoneAt(t, half.end)
    return time(zone.end, (hour % 12) + (half.pm ? 12 : 0), minute, zone.zone)
  }
  if (t.words[at] === 'o' && t.words[at + 1] === "'" && t.words[at + 2] === 'clock' && hour >= 1 && hour <= 12) {
    const part = partOfDay(t, at + 3)
    return time(part?.end ?? at + 3, (hour % 12) + (part?.pm || (!part && hour === 12) ? 12 : 0), minute, '')
  }
  if (!colon || hour > 23) return null
  if (/^(?:hrs|hours|h)$/.test(t.words[at] ?? '')) at += 1
  const zone = zoneAt(t, at)
  return time(zone.end, hour, minute, zone.zone)
}

const time = (end: number, hour: number, minute: number, zone: string): Found => ({
  end,
  node: { is: 'time', clock: `${pad(hour)}:${pad(minute)}`, zone, day: null },
})

/** 'in the afternoon' behind an hour. */
const partOfDay = (t: TimeWords, i: number): Readonly<{ end: number; pm: boolean }> | null =>
  t.words[i] === 'in' && t.kinds[i + 2] === Kind.part ? { end: i + 3, pm: /^(?:afternoon|evening)$/.test(t.words[i + 2]!) } : null

/** 'pm', 'p.m.', 'P.M.' */
function meridiem(t: TimeWords, i: number): Readonly<{ end: number; pm: boolean }> | null {
  const word = t.words[i]
  if (word === 'pm' || word === 'am') return { end: i + 1, pm: word === 'pm' }
  if ((word === 'p' || word === 'a') && t.words[i + 1] === '.' && t.words[i + 2] === 'm')
    return { end: t.words[i + 3] === '.' ? i + 4 : i + 3, pm: word === 'p' }
  return null
}
