import { type Db, putMany, replacing, rowsFor, rowsIn, type Value } from './db.ts'
import { type Difference, differencesBetween, firstOf, netOf } from './differences.ts'
import { labelOf } from './folding.ts'
import { actorOf, type Profile, type StoryActors } from './profiles.ts'

/** How a profile stands in one story: a row of story_actor. */
type Standing = Readonly<{ profile: string; shown: string; role: string | null; quotes: number; events: number; published: string }>
type Changes = ReadonlyMap<string, readonly Difference<Standing>[]>
const standingColumns = ['story', 'name_id', 'profile', 'shown', 'role', 'quotes', 'events', 'published']

/** A profile counted over all stories, and the actor it is one of. `shown` and `roleShown` are the first writings of the alphabet, `name` that of `shown`. */
type Counted = Profile &
  Readonly<{ actor: string; shown: string; roleShown: string | null; stories: number; quotes: number; events: number; last: string }>
const identity = ['id', 'name_id', 'kind', 'country', 'role', 'story', 'actor']
const counts = ['name', 'shown', 'role_shown', 'stories', 'quotes', 'events', 'last']
const selected =
  'select id, name_id as "nameId", kind, name, country, role, story, actor, shown, role_shown as "roleShown", stories, quotes, events, last from profile'

/**
 * Stores who stands in stories instead of what stood there, and adds what came and went to the counts of profiles and actors over all
 * stories: who stands in many costs no more than others. Call it in a transaction.
 */
export async function putActors(db: Db, stories: readonly string[], all: readonly StoryActors[]): Promise<void> {
  const taken = (list: string) =>
    `delete from story_actor where story in (${list}) returning profile, shown, role, quotes, events, published`
  const before = await rowsFor<Standing>(db, taken, stories)
  const rows = all.flatMap((one) => one.rows)
  await putMany(db, 'story_actor', standingColumns, rows)
  const after = rows.map(
    ([, , profile, shown, role, quotes, events, published]) => ({ profile, shown, role, quotes, events, published }) as Standing,
  )
  const changes = Map.groupBy(differencesBetween(before, after), ({ row }) => row.profile)
  const told = new Map(all.flatMap(({ profiles }) => profiles.map((profile) => [profile.id, profile] as const)))
  const known = await knownOf(db, changes, told)
  const counted = [...changes].map(([id, change]) => countedAnew(known.get(id) ?? { ...told.get(id)!, ...nobody }, change))
  const kept = counted.filter(({ stories: left }) => left > 0)
  const gone = counted.filter(({ stories: left }) => left <= 0)
  const fresh = kept.filter(({ id }) => !known.has(id))
  const actors = await putProfiles(db, kept, gone, known)
  const less = [...changes].filter(([id, change]) => known.has(id) && change.some(({ net }) => net < 0)).map(([id]) => id)
  await writeAnew(db, less)
  await putActorsOf(db, actors, fresh.filter(isBound))
}

/** Before anything is told of a profile; `shown` comes with its first story. */
const nobody = { actor: '', shown: '', roleShown: null, stories: 0, quotes: 0, events: 0, last: '' }

/** The profiles as they are stored. One that stays within its story, and only came, stood nowhere before: it is not looked for. */
async function knownOf(db: Db, changes: Changes, told: ReadonlyMap<string, Profile>): Promise<ReadonlyMap<string, Counted>> {
  const isNew = (id: string) => isBound(told.get(id)) && changes.get(id)!.every(({ net }) => net > 0)
  const ids = [...changes.keys()].filter((id) => !isNew(id))
  return new Map((await rowsIn<Counted>(db, `${selected} where id in`, ids)).map((one) => [one.id, one]))
}

/** Whether a profile stays within one story. */
const isBound = (profile: Profile | undefined) => profile !== undefined && profile.story !== null

/** Writings and times that went are seen to in the database. */
function countedAnew(one: Counted, change: readonly Difference<Standing>[]): Counted {
  const came = change.filter(({ net }) => net > 0).map(({ row }) => row)
  const first = (...texts: readonly (string | null)[]) => firstOf(texts.filter((text) => text !== null)) ?? null
  const shown = first(one.stories > 0 ? one.shown : null, ...came.map((row) => row.shown)) ?? one.shown
  return {
    ...one,
    ...{ name: labelOf(shown), shown, roleShown: first(one.roleShown, ...came.map(({ role }) => role)) },
    stories: one.stories + netOf(change, () => 1),
    quotes: one.quotes + netOf(change, ({ quotes }) => quotes),
    events: one.events + netOf(change, ({ events }) => events),
    last: came.reduce((latest, { published }) => (published > latest ? published : latest), one.last),
  }
}

/** The first writings and the latest time after some went: mostly they stand in another story too, and the first found is enough. */
const extremesAnew = `update profile set
  shown = case when ${isThere('shown')} then shown else (select min(s.shown) from story_actor s where s.profile = profile.id) end,
  role_shown = case when role_shown is null or ${isThere('role', 'role_shown')} then role_shown
    else (select min(s.role) from story_actor s where s.profile = profile.id) end,
  last = (select max(s.published) from story_actor s where s.profile = profile.id) where id in`
async function writeAnew(db: Db, profiles: readonly string[]): Promise<void> {
  const written = await rowsFor<Pick<Counted, 'id' | 'name' | 'shown'>>(
    db,
    (list) => `${extremesAnew} (${list}) returning id, name, shown`,
    profiles,
  )
  for (const { id, name, shown } of written)
    if (labelOf(shown) !== name) await db.rows('update profile set name = $1 where id = $2', labelOf(shown), id)
}
function isThere(column: string, kept = column): string {
  return `exists (select 1 from story_actor s where s.profile = profile.id and s.${column} = profile.${kept})`
}

/** Stores profiles, and of which actor each is. Returns the actors whose profiles are others or counted anew, but for new ones of one story. */
async function putProfiles(
  db: Db,
  kept: readonly Counted[],
  gone: readonly Counted[],
  known: ReadonlyMap<string, Counted>,
): Promise<ReadonlySet<string>> {
  const fresh = kept.filter(({ id }) => !known.has(id))
  await rowsIn(
    db,
    'delete from profile where id in',
    gone.map(({ id }) => id),
  )
  const names = [...new Set([...fresh, ...gone].filter((one) => !isBound(one)).map(({ nameId }) => nameId))]
  const namesakes = await rowsIn<Counted>(db, `${selected} where story is null and name_id in`, names)
  const byName = Map.groupBy([...namesakes, ...fresh.filter((one) => !isBound(one))], ({ nameId }) => nameId)
  const actorNow = (one: Counted) => actorOf(one, byName.get(one.nameId) ?? [])
  await putMany(
    db,
    'profile',
    [...identity, ...counts],
    kept.map((one) => [
      ...[one.id, one.nameId, one.kind, one.country, one.role, one.story, known.has(one.id) ? one.actor : actorNow(one)],
      ...[one.name, one.shown, one.roleShown, one.stories, one.quotes, one.events, one.last],
    ]),
    `(id) do update set ${counts.map((column) => `${column} = excluded.${column}`).join(', ')}`,
  )
  const moved = namesakes.filter((one) => actorNow(one) !== one.actor)
  for (const one of moved) await db.rows('update profile set actor = $1 where id = $2', actorNow(one), one.id)
  const before = [...known.values(), ...moved].map(({ actor }) => actor)
  return new Set([...before, ...[...fresh.filter((one) => !isBound(one)), ...moved].map(actorNow)])
}

const actorColumns = ['id', 'name_id', 'kind', 'name', 'shown', 'role', 'country', 'stories', 'quotes', 'events', 'last']

/** Adds up the profiles of actors. One that stays within its story is an actor by itself. */
async function putActorsOf(db: Db, ids: ReadonlySet<string>, alone: readonly Counted[]): Promise<void> {
  const profiles = Map.groupBy(await rowsIn<Counted>(db, `${selected} where actor in`, [...ids]), ({ actor }) => actor)
  const lost = [...ids].filter((id) => !profiles.has(id))
  await rowsIn(db, 'delete from actor where id in', lost)
  const values = [...profiles].map(([id, group]) => actorValues(id, group))
  await putMany(db, 'actor', actorColumns, [...values, ...alone.map((one) => actorValues(one.id, [one]))], replacing(actorColumns))
}

/** An actor goes by the name, role and country that most of its stories give. */
function actorValues(id: string, profiles: readonly Counted[]): readonly Value[] {
  const byStories = profiles.toSorted((a, b) => b.stories - a.stories || (a.id < b.id ? -1 : 1))
  const first = byStories[0]!
  const sum = (of: (one: Counted) => number) => profiles.reduce((all, one) => all + of(one), 0)
  return [
    ...[id, first.nameId, first.kind, first.name, first.shown],
    ...[byStories.find(({ roleShown }) => roleShown)?.roleShown ?? null, byStories.find(({ country }) => country)?.country ?? null],
    ...[sum(({ stories }) => stories), sum(({ quotes }) => quotes), sum(({ events }) => events)],
    profiles.reduce((latest, { last }) => (last > latest ? last : latest), ''),
  ]
}
