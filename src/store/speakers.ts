import type { AnonymousKind } from '#model/reading.ts'
import { type Condition, rowsWhere } from './conditions.ts'
import { checkedLimit, fromCursor, type Listed, type Paging, toCursor } from './cursor.ts'
import { type Db, rowsFor } from './db.ts'
import { within } from './folding.ts'

/** Who is quoted: an actor over all stories, or a description of unnamed sources. */
export type SpeakerRow = Listed &
  Readonly<{
    name: string
    actorId: string | null
    quotes: number
    stories: number
    outlets: number
    /** Outlet of the first page that quotes them, and its date. */
    firstBy: string | null
    firstAt: string | null
    /** Agencies and media through which the words came. */
    via: readonly Readonly<{ name: string; quotes: number }>[]
    anonymous: boolean
    anonymousKind: AnonymousKind | null
  }>
export type SpeakerFilter = Paging & Readonly<{ q?: string | undefined; anonymous?: boolean | undefined }>

/** Who is quoted, most quotes first. */
export const listSpeakers = (db: Db, filter: SpeakerFilter = {}): Promise<readonly SpeakerRow[]> =>
  filter.anonymous ? listUnnamed(db, filter) : listNamed(db, filter)

async function listNamed(db: Db, filter: SpeakerFilter): Promise<readonly SpeakerRow[]> {
  const [quotes, id] = fromCursor(filter.cursor, [Number.MAX_SAFE_INTEGER, ''])
  const where: Condition[] = [['quotes > 0'], ['(quotes < ? or (quotes = ? and id > ?))', quotes, quotes, id]]
  if (filter.q) where.push(["name like ? escape '\\'", within(filter.q)])
  const actors = await rowsWhere<{ id: string; shown: string; quotes: number }>(
    db,
    'select id, shown, quotes from actor',
    where,
    `order by quotes desc, id limit ${checkedLimit(filter.limit)}`,
  )
  const facts = await factsOf(
    db,
    'p.actor',
    'quote q join profile p on p.id = q.profile',
    actors.map(({ id }) => id),
  )
  return actors.map((actor) => ({
    ...facts(actor.id),
    ...{ name: actor.shown, actorId: actor.id, quotes: actor.quotes, anonymous: false, anonymousKind: null },
    cursor: toCursor(actor.quotes, actor.id),
  }))
}

async function listUnnamed(db: Db, filter: SpeakerFilter): Promise<readonly SpeakerRow[]> {
  const [quotes, name] = fromCursor(filter.cursor, [Number.MAX_SAFE_INTEGER, ''])
  const where: Condition[] = [['(quotes < ? or (quotes = ? and name > ?))', quotes, quotes, name]]
  if (filter.q) where.push(["name like ? escape '\\'", within(filter.q)])
  const found = await rowsWhere<{ name: string; quotes: number; kind: AnonymousKind }>(
    db,
    `select name, quotes, kind from (select speaker as name, count(*) as quotes, min(anonymous) as kind from quote
     where anonymous is not null and speaker is not null group by speaker) counted`,
    where,
    `order by quotes desc, name limit ${checkedLimit(filter.limit)}`,
  )
  const facts = await factsOf(
    db,
    'q.speaker',
    'quote q',
    found.map((one) => one.name),
    'and q.anonymous is not null',
  )
  return found.map((one) => ({
    ...facts(one.name),
    ...{ name: one.name, actorId: null, quotes: one.quotes, anonymous: true, anonymousKind: one.kind },
    cursor: toCursor(one.quotes, one.name),
  }))
}

type Facts = Pick<SpeakerRow, 'stories' | 'outlets' | 'firstBy' | 'firstAt' | 'via'>

/** Stories, outlets, the first of them, and the media that carried the words, of some speakers. */
async function factsOf(db: Db, key: string, from: string, keys: readonly string[], and = ''): Promise<(speaker: string) => Facts> {
  const counts = await rowsFor<{ speaker: string; stories: number; outlets: number }>(
    db,
    (list) =>
      `select ${key} as speaker, count(distinct q.story) as stories, count(distinct q.outlet) as outlets from ${from} where ${key} in (${list}) ${and} group by ${key}`,
    keys,
  )
  const firsts = await rowsFor<{ speaker: string; outlet: string | null; at: string }>(
    db,
    (list) =>
      `select speaker, outlet, at from (select ${key} as speaker, q.outlet, q.first_at as at,
         row_number() over (partition by ${key} order by q.first_at, q.story, q.n) as place
       from ${from} where ${key} in (${list}) and q.first_at is not null ${and}) ranked where place = 1`,
    keys,
  )
  const via = await rowsFor<{ speaker: string; name: string; quotes: number }>(
    db,
    (list) =>
      `select ${key} as speaker, q.agency as name, count(*) as quotes from ${from} where ${key} in (${list}) and q.agency is not null ${and} group by ${key}, q.agency order by quotes desc, name`,
    keys,
  )
  const counted = new Map(counts.map((one) => [one.speaker, one]))
  const first = new Map(firsts.map((one) => [one.speaker, one]))
  const vias = Map.groupBy(via, ({ speaker }) => speaker)
  return (speaker) => ({
    stories: counted.get(speaker)?.stories ?? 0,
    outlets: counted.get(speaker)?.outlets ?? 0,
    firstBy: first.get(speaker)?.outlet ?? null,
    firstAt: first.get(speaker)?.at ?? null,
    via: (vias.get(speaker) ?? []).map(({ name, quotes }) => ({ name, quotes })),
  })
}

/** How often sources stay unnamed: all quotes whose speaker is told, and those whose speaker has no name, by kind and outlet. */
export type AnonymousShare = Readonly<{
  quotes: number
  anonymous: number
  kinds: readonly Readonly<{ kind: AnonymousKind; quotes: number }>[]
  outlets: readonly Readonly<{
    outlet: string | null
    quotes: number
    anonymous: number
    kinds: Readonly<Partial<Record<AnonymousKind, number>>>
  }>[]
}>
const shownOutlets = 100

export async function anonymousShare(db: Db): Promise<AnonymousShare> {
  const counts = await db.rows<{ outlet: string | null; kind: AnonymousKind | null; quotes: number }>(
    'select outlet, anonymous as kind, count(*) as quotes from quote where speaker is not null group by outlet, anonymous',
  )
  const sum = (rows: typeof counts) => rows.reduce((all, { quotes }) => all + quotes, 0)
  const unnamed = counts.filter(({ kind }) => kind !== null)
  const kindsOf = (rows: typeof counts) =>
    [...Map.groupBy(rows, ({ kind }) => kind!)]
      .map(([kind, group]) => ({ kind, quotes: sum(group) }))
      .sort((a, b) => b.quotes - a.quotes || (a.kind < b.kind ? -1 : 1))
  return {
    quotes: sum(counts),
    anonymous: sum(unnamed),
    kinds: kindsOf(unnamed),
    outlets: [...Map.groupBy(counts, ({ outlet }) => outlet)]
      .map(([outlet, rows]) => {
        const anonymous = rows.filter(({ kind }) => kind !== null)
        return {
          outlet,
          quotes: sum(rows),
          anonymous: sum(anonymous),
          kinds: Object.fromEntries(kindsOf(anonymous).map(({ kind, quotes }) => [kind, quotes])),
        }
      })
      .sort((a, b) => b.quotes - a.quotes || (String(a.outlet) < String(b.outlet) ? -1 : 1))
      .slice(0, shownOutlets),
  }
}
