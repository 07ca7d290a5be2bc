import type { ActorKind } from '#model/reading.ts'
import { allOf, type Condition, type Days } from './conditions.ts'
import { checkedLimit, fromCursor, type Listed, type Paging, toCursor } from './cursor.ts'
import type { Db } from './db.ts'
import { startOf } from './dyads.ts'
import { within } from './folding.ts'
import { type Link, linksAmong } from './links.ts'

/** An actor over all stories. Two stories mean one actor where something beside the name shows it; docs/decisions/0121. */
export type ActorRow = Listed &
  Readonly<{
    id: string
    name: string
    kind: ActorKind
    role: string | null
    /** ISO 3166-1 alpha-3, IGO for a body of several countries; null: nobody says. */
    country: string | null
    stories: number
    quotes: number
    events: number
    /** Publication of the latest story, ISO 8601. */
    lastSeen: string | null
  }>
const actorSorts = ['events', 'stories', 'quotes'] as const
export type ActorFilter = Paging &
  Readonly<{
    /** A part of the name, in any case. */
    name?: string | undefined
    kind?: ActorKind | undefined
    country?: string | undefined
    /** What they are sorted by, those of most first. Default: events. */
    by?: (typeof actorSorts)[number] | undefined
  }>

type Stored = Omit<ActorRow, 'cursor' | 'lastSeen'> & Readonly<{ nameId: string; last: string }>
const selected = 'select id, name_id as "nameId", shown as name, kind, role, country, stories, quotes, events, last from actor'

/** Actors that stand in something: a story, an event, a quote, by what they are sorted by. */
export async function listActors(db: Db, filter: ActorFilter = {}): Promise<readonly ActorRow[]> {
  const by = filter.by ?? 'events'
  const [number, id] = fromCursor(filter.cursor, [Number.MAX_SAFE_INTEGER, ''])
  const order = rankOf(filter)
  const { sql, values } = allOf([...actorConditions(filter), [`(${order} < ? or (${order} = ? and id > ?))`, number, number, id]])
  const found = await db.rows<Stored>(
    `${selected} where id in (select id from actor where ${sql} order by ${order} desc, id limit ${checkedLimit(filter.limit)}) order by ${by} desc, id`,
    ...values,
  )
  return found.map((one) => actorRow(one, by))
}

export async function countActors(db: Db, filter: ActorFilter = {}): Promise<number> {
  const { sql, values } = allOf(actorConditions(filter))
  return (await db.rows<{ n: number }>(`select count(*) as n from actor where ${sql}`, ...values))[0]!.n
}

/** A part of a name is looked for in one walk over an index that holds all that is asked, not in the order of the list. */
const rankOf = ({ by = 'events', name }: ActorFilter) => (name ? `coalesce(${by}, 0)` : by)

const actorConditions = (filter: ActorFilter): readonly Condition[] => [
  [`${rankOf(filter)} > 0`],
  ...(filter.name ? [["name like ? escape '\\'", within(filter.name)] as const] : []),
  ...(filter.kind ? [['kind = ?', filter.kind] as const] : []),
  ...(filter.country ? [['country = ?', filter.country] as const] : []),
]

const actorRow = ({ nameId: _nameId, last, ...one }: Stored, by: (typeof actorSorts)[number]): ActorRow => ({
  ...one,
  lastSeen: last || null,
  cursor: toCursor(one[by], one.id),
})

/** One actor: all that is told of it. Weeks begin on Monday; those in which nothing was are left out. */
export type ActorDetail = Omit<ActorRow, 'cursor'> &
  Readonly<{
    roles: readonly Readonly<{ role: string; stories: number }>[]
    aliases: readonly string[]
    /** Others of this name, whom nothing shows to be the same. */
    namesakes: readonly Omit<ActorRow, 'cursor'>[]
    weeks: readonly Readonly<{ from: string; events: number; quotes: number }>[]
  }>

const shownRoles = 50
const shownNamesakes = 50

/** By its id, by the id that a story gives it (then the one of most stories), or by one that it once had. */
export async function getActor(db: Db, id: string): Promise<ActorDetail | null> {
  const found = await db.rows<Stored>(
    `${selected} where id = $1 or name_id = $1 or id in (select actor from profile where id = $1) or name_id in (select name_id from actor where id = $1)
     order by case when id = $1 then 0 else 1 end, case when id in (select actor from profile where id = $1) then 0 else 1 end, stories desc, id limit ${shownNamesakes}`,
    id,
  )
  const [first, ...others] = found
  if (!first) return null
  const { cursor: _cursor, ...actor } = actorRow(first, 'stories')
  return {
    ...actor,
    roles: await db.rows(
      `select role_shown as role, sum(stories) as stories from profile where actor = $1 and role_shown is not null
       group by role_shown order by stories desc, role limit ${shownRoles}`,
      first.id,
    ),
    aliases: (
      await db.rows<{ shown: string }>(
        `select distinct s.shown from profile p join story_actor s on s.profile = p.id where p.actor = $1 order by 1 limit ${shownRoles}`,
        first.id,
      )
    ).map(({ shown }) => shown),
    namesakes: others.filter(({ nameId }) => nameId === first.nameId).map((other) => withoutCursor(actorRow(other, 'stories'))),
    weeks: await weeksOf(db, first.id),
  }
}

const withoutCursor = ({ cursor: _cursor, ...rest }: ActorRow) => rest
const mine = 'from profile p join story_actor a on a.profile = p.id'

async function weeksOf(db: Db, actor: string): Promise<ActorDetail['weeks']> {
  const weeks = new Map<string, { from: string; events: number; quotes: number }>()
  const add = (day: string, what: 'events' | 'quotes', n: number) => {
    if (!/^\d{4}-\d\d-\d\d/.test(day)) return
    const from = startOf(day.slice(0, 10), 'week')
    const week = weeks.get(from) ?? { from, events: 0, quotes: 0 }
    week[what] += n
    weeks.set(from, week)
  }
  const events = await db.rows<{ day: string; n: number }>(
    `select day, count(*) as n from (select distinct s.day, s.story, s.n ${mine} join event_side s on s.story = a.story and s.actor = a.name_id where p.actor = $1) each_event group by day`,
    actor,
  )
  const quotes = await db.rows<{ day: string; n: number }>(
    'select substr(published, 1, 10) as day, count(*) as n from quote where profile in (select id from profile where actor = $1) group by substr(published, 1, 10)',
    actor,
  )
  for (const { day, n } of events) add(day, 'events', n)
  for (const { day, n } of quotes) add(day, 'quotes', n)
  return [...weeks.values()].sort((x, y) => (x.from < y.from ? -1 : 1))
}

/** Actors as points, joined where they stand on the two sides of an event. */
export type Network = Readonly<{
  nodes: readonly Readonly<{ id: string; name: string; kind: ActorKind; country: string | null; weight: number }>[]
  links: readonly Link[]
}>
const largestNetwork = 50 // points: more cannot be told apart in a picture

/**
 * The actors of most events and what passes between them. In a range of days they are counted by the events that they have with others.
 * A link has one direction only: `a` < `b`.
 */
export async function actorNetwork(
  db: Db,
  { limit = largestNetwork, after, before }: Days & Readonly<{ limit?: number | undefined }> = {},
): Promise<Network> {
  const days: Condition[] = [
    ...(after ? [['l.day >= ?', after] as const] : []),
    ...(before ? [['l.day < ?', before] as const, ["l.day <> ''"] as const] : []),
  ]
  const sides = (['a', 'b'] as const).map((side, at) => {
    const { sql, values } = allOf(days, at * days.filter((one) => one.length > 1).length)
    return { sql: `select l.${side} as profile, l.cooperation + l.conflict as events from actor_link l where ${sql}`, values }
  })
  const nodes = await (days.length === 0
    ? db.rows<Network['nodes'][number]>(
        `select id, shown as name, kind, country, events as weight from actor where events > 0 order by events desc, id limit ${checkedLimit(limit)}`,
      )
    : db.rows<Network['nodes'][number]>(
        `select t.id, t.shown as name, t.kind, t.country, found.weight from (
           select p.actor, sum(told.events) as weight from (
             select profile, sum(events) as events from (${sides.map(({ sql }) => sql).join(' union all ')}) side group by profile) told
           cross join profile p where p.id = told.profile group by p.actor order by 2 desc, 1 limit ${checkedLimit(limit)}) found
         join actor t on t.id = found.actor order by found.weight desc, t.id`,
        ...sides.flatMap(({ values }) => values),
      ))
  return {
    nodes,
    links: await linksAmong(
      db,
      nodes.map(({ id }) => id),
      { after, before },
    ),
  }
}
