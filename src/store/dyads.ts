import type { EventDocument } from '#model/document.ts'
import { UsageError } from '#model/errors.ts'
import type { Id } from '#model/ids.ts'
import type { EventStatus } from '#model/reading.ts'
import { classOf } from '#read/event-scores.ts'
import { isDay } from '#text/calendar.ts'
import { countrySense, nameOfCountry } from '#text/countries.ts'
import type { Db, Value } from './db.ts'
import { labelOf } from './folding.ts'

export const dyadSteps = ['day', 'week', 'month'] as const
export type DyadStep = (typeof dyadSteps)[number]
export type DyadOptions = Readonly<{
  /** Days of ISO 8601: on or after the first, before the second. */
  from?: string | undefined
  to?: string | undefined
  /** How long one row is; weeks begin on Monday (ISO 8601). Default: week. */
  by?: DyadStep | undefined
}>

/** Three counts that are never mixed: `events` (copies of one report tell one, and so do stories that tell the same), independent `reports`, `pages`; `score`: the sum of the Goldstein values of the events. */
export type DyadSum = Readonly<{ events: number; reports: number; pages: number; score: number }>
export type DyadEvent = Readonly<{
  id: string
  story: Id<'story'>
  day: string
  type: EventDocument['type']
  side: 'cooperation' | 'conflict'
  score: number
  /** True: from the first actor to the second; false: the other way; null: they act on each other. */
  forward: boolean | null
}>
export type DyadRow = Readonly<{
  /** First day of the row. */
  from: string
  cooperation: DyadSum
  conflict: DyadSum
  /** What the row counts, in order of day: each leads to its sentences. */
  events: readonly DyadEvent[]
}>

/** What counts as done in the time it is told: not what is denied, and not what a report only looks back on. */
const countedStatuses: ReadonlySet<EventStatus> = new Set(['happened', 'ongoing', 'announced', 'claimed'])
const mostRows = 4_000 // ten years of days; more is a slip in a date

/**
 * What two actors do to each other over time, in both directions, without gaps between the first row and the last. An actor is
 * a country (name, capital or ISO 3166-1 alpha-3 code: everybody who acts for it), the id of an actor, or a part of a name in any case.
 * Errors: UsageError for dates that are none, or more rows than 4,000.
 */
export async function listDyads(db: Db, a: string, b: string, { from, to, by = 'week' }: DyadOptions = {}): Promise<readonly DyadRow[]> {
  if (!dyadSteps.includes(by)) throw new UsageError(`a row cannot be a "${by}"`, `it is one of ${dyadSteps.join(', ')}`)
  for (const day of [from, to])
    if (day !== undefined && !isDay(day)) throw new UsageError(`"${day}" is no date`, 'give a day, such as 2024-10-01')
  const events = await eventsBetween(db, a, b, { from, to })
  const [first, last] = [from ?? events[0]?.day, to === undefined ? events.at(-1)?.day : dayBefore(to)]
  if (first === undefined || last === undefined) return []
  const starts = startsBetween(startOf(first, by), last, by)
  const filled = new Map(starts.map((start) => [start, [] as FoundEvent[]]))
  for (const event of events) filled.get(startOf(event.day, by))?.push(event)
  return [...filled].map(([start, found]) => ({
    from: start,
    cooperation: sumOf(found.filter(({ side }) => side === 'cooperation')),
    conflict: sumOf(found.filter(({ side }) => side === 'conflict')),
    events: found.map(({ reports: _reports, pages: _pages, sides: _sides, ...event }) => event),
  }))
}

type FoundEvent = DyadEvent & Readonly<{ reports: readonly string[]; pages: readonly string[]; sides: string }>
type SideRow = Readonly<{ story: Id<'story'>; n: number; day: string; side: 'actor' | 'recipient'; body: string }>

async function eventsBetween(db: Db, a: string, b: string, { from, to }: DyadOptions): Promise<readonly FoundEvent[]> {
  const values: Value[] = []
  const place = (value: Value) => `$${values.push(value)}`
  const where = [
    sideIs('x', a, place),
    sideIs('y', b, place),
    "x.day <> ''",
    ...(from === undefined ? [] : [`x.day >= ${place(from)}`]),
    ...(to === undefined ? [] : [`x.day < ${place(to)}`]),
  ]
  const rows = await db.rows<SideRow>(
    `select distinct x.story, x.n, x.day, x.side, e.body from event_side x
       join event_side y on y.story = x.story and y.n = x.n and y.side <> x.side and y.place <> x.place
       join event e on e.story = x.story and e.n = x.n
       where ${where.join(' and ')} order by x.day, x.story, x.n`,
    ...values,
  )
  const found = new Map<string, FoundEvent>()
  for (const { story, n, day, side, body } of rows) {
    const event: EventDocument = JSON.parse(body)
    if (!countedStatuses.has(event.status)) continue
    const key = `${story} ${n}`
    const known = found.get(key)
    const forward = known || event.recipient.length === 0 ? null : side === 'actor'
    found.set(key, {
      ...{ id: event.id, story, day, type: event.type },
      side: classOf[event.type].endsWith('cooperation') ? 'cooperation' : 'conflict',
      score: event.score ?? 0,
      forward,
      reports: event.reports,
      pages: event.evidence.map(({ page }) => page),
      sides: sidesOf(event),
    })
  }
  return onceOverStories([...found.values()])
}

/** Who acts and on whom, whatever the order they are named in; those who act on each other alike. */
const sidesOf = ({ actor, recipient }: EventDocument): string =>
  [actor, recipient].map((side) => [...new Set(side.map(({ actorId, name }) => actorId ?? labelOf(name)))].sort().join(' ')).join(' > ')

/**
 * Counts once what several stories tell: what the same actors do to the same others, of one class, on one day. Where a story tells several such
 * events, the first of each story are one, the second, and so on. The one with most reports stands for them, with the reports and pages of all.
 */
function onceOverStories(events: readonly FoundEvent[]): readonly FoundEvent[] {
  const inStory = new Map<string, number>()
  const same = Map.groupBy(events, ({ story, day, type, sides }) => {
    const key = `${day} ${classOf[type]} ${sides}`
    const before = inStory.get(`${story} ${key}`) ?? 0
    inStory.set(`${story} ${key}`, before + 1)
    return `${key} ${before}`
  })
  return [...same.values()].map((group) => {
    const first = group.reduce((most, one) => (one.reports.length > most.reports.length ? one : most))
    return { ...first, reports: group.flatMap(({ reports }) => reports), pages: group.flatMap(({ pages }) => pages) }
  })
}

/** Who is meant, as a condition on one side. */
function sideIs(table: string, who: string, place: (value: Value) => string): string {
  if (/^actor_[0-9a-f]{16}$/.test(who)) {
    const id = place(who)
    return `(${table}.story, ${table}.actor) in (select a.story, a.name_id from profile p join story_actor a on a.profile = p.id where p.actor = ${id} or p.name_id = ${id})`
  }
  const country = countryMeant(who)
  if (country !== null) return `${table}.country = ${place(country)}`
  return `${table}.name like ${place(
    `%${who
      .trim()
      .toLowerCase()
      .replace(/[\\%_]/g, '\\$&')}%`,
  )} escape '\\'`
}

/** The code of a country by name, capital or code; null: the word is somebody's name. */
function countryMeant(who: string): string | null {
  const words = who.trim()
  if (/^[A-Z]{3}$/.test(words) && (words === 'IGO' || nameOfCountry(words) !== null)) return words
  const sense = countrySense(words) ?? countrySense(words.toLowerCase().replace(/(?:^|[ -])\p{L}/gu, (letter) => letter.toUpperCase()))
  return sense?.kind === 'name' || sense?.kind === 'capital' ? sense.code : null
}

function sumOf(events: readonly FoundEvent[]): DyadSum {
  return {
    events: events.length,
    reports: new Set(events.flatMap(({ reports }) => reports)).size,
    pages: new Set(events.flatMap(({ pages }) => pages)).size,
    score: Math.round(events.reduce((sum, { score }) => sum + score, 0) * 10) / 10,
  }
}

const dayLength = 86_400_000 // ms
const isoDay = (time: number) => new Date(time).toISOString().slice(0, 10)
const dayBefore = (day: string) => isoDay(Date.parse(day) - dayLength)

/** The first day of the row that a day falls in. */
export function startOf(day: string, by: DyadStep): string {
  const time = Date.parse(day)
  if (by === 'month') return `${isoDay(time).slice(0, 7)}-01`
  const sinceMonday = by === 'week' ? (new Date(time).getUTCDay() + 6) % 7 : 0
  return isoDay(time - sinceMonday * dayLength)
}

function startsBetween(first: string, last: string, by: DyadStep): readonly string[] {
  const starts: string[] = []
  for (let start = first; start <= last; start = nextStart(start, by)) {
    if (starts.push(start) > mostRows)
      throw new UsageError(`from ${first} to ${last} there are more than ${mostRows} rows`, 'give a shorter time, or count by month')
  }
  return starts
}

function nextStart(start: string, by: DyadStep): string {
  const at = new Date(start)
  if (by === 'month') at.setUTCMonth(at.getUTCMonth() + 1)
  else at.setUTCDate(at.getUTCDate() + (by === 'week' ? 7 : 1))
  return at.toISOString().slice(0, 10)
}
