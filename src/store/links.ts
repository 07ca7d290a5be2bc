import type { StoryDocument } from '#model/document.ts'
import { classOf } from '#read/event-scores.ts'
import { allOf, type Days } from './conditions.ts'
import type { Db, Value } from './db.ts'
import { dayOfEvent } from './event-sides.ts'

export const linkColumns = ['a', 'b', 'story', 'day', 'cooperation', 'conflict']

/** What passes between two actors, in events; a link has no direction: `a` < `b`. */
export type Link = Readonly<{ a: string; b: string; events: number; cooperation: number; conflict: number }>
type Counts = { a: string; b: string; day: string; cooperation: number; conflict: number }

/** Who stands opposite whom in the events of a story, by the profiles of its actors. Those who act on each other stand opposite. */
export function linkRows(document: StoryDocument, profiles: ReadonlyMap<string, string>): readonly (readonly Value[])[] {
  const links = new Map<string, Counts>()
  for (const event of document.events) {
    const day = dayOfEvent(document, event)
    const of = (side: typeof event.actor) => side.flatMap(({ actorId }) => (actorId === null ? [] : (profiles.get(actorId) ?? [])))
    const others = of(event.recipient.length > 0 ? event.recipient : event.actor)
    const pairs = of(event.actor).flatMap((one) => others.flatMap((other) => (one === other ? [] : [[one, other].sort().join(' ')])))
    for (const pair of new Set(pairs)) {
      const [a, b] = pair.split(' ') as [string, string]
      const link = links.get(`${pair} ${day}`) ?? { a, b, day, cooperation: 0, conflict: 0 }
      link[classOf[event.type].endsWith('cooperation') ? 'cooperation' : 'conflict']++
      links.set(`${pair} ${day}`, link)
    }
  }
  return [...links.values()].map(({ a, b, day, cooperation, conflict }) => [a, b, document.id, day, cooperation, conflict])
}

/** What passes among some actors, the strongest links first. */
export async function linksAmong(db: Db, actors: readonly string[], { after, before }: Days): Promise<readonly Link[]> {
  if (actors.length === 0) return []
  const ids = actors.map((_, i) => `$${i + 1}`).join(', ')
  const theirs = `select id from profile where actor in (${ids})`
  const days = allOf(
    [...(after ? [['l.day >= ?', after] as const] : []), ...(before ? [['l.day < ?', before] as const, ["l.day <> ''"] as const] : [])],
    actors.length,
  )
  const found = await db.rows<Omit<Link, 'events'>>(
    `select p.actor as a, r.actor as b, sum(told.cooperation) as cooperation, sum(told.conflict) as conflict
     from (select l.a, l.b, sum(l.cooperation) as cooperation, sum(l.conflict) as conflict from actor_link l
       where l.a in (${theirs}) and l.b in (${theirs}) and ${days.sql} group by l.a, l.b) told
     join profile p on p.id = told.a join profile r on r.id = told.b group by p.actor, r.actor`,
    ...actors,
    ...days.values,
  )
  const links = new Map<string, Link>()
  for (const { a, b, cooperation, conflict } of found) {
    if (a === b) continue
    const [first, second] = [a, b].sort() as [string, string]
    const known = links.get(`${first} ${second}`) ?? { a: first, b: second, events: 0, cooperation: 0, conflict: 0 }
    links.set(`${first} ${second}`, {
      ...known,
      events: known.events + cooperation + conflict,
      cooperation: known.cooperation + cooperation,
      conflict: known.conflict + conflict,
    })
  }
  return [...links.values()].sort((x, y) => y.events - x.events || (x.a + x.b < y.a + y.b ? -1 : 1))
}
