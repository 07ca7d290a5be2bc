import type { ActorDocument, StoryDocument } from '#model/document.ts'
import { makeId } from '#model/ids.ts'
import type { ActorKind } from '#model/reading.ts'
import { bodyNamed } from '#read/organisations.ts'
import { agencyNamed } from '#text/agencies.ts'
import { foldKey } from '#text/fold.ts'
import { type Db, putMany, replacing, rowsFor, rowsIn, type Value } from './db.ts'
import { labelOf, shownOf } from './folding.ts'

export const actorColumns = ['story', 'name_id', 'profile', 'shown', 'role', 'quotes', 'events', 'published']

/**
 * All that stories tell alike of one name: its kind, its country, its role. Stories whose actor has one profile mean one actor
 * (docs/decisions/0121). `story`: the name alone tells nobody apart, so the profile stays within its story.
 */
export type Profile = Readonly<{
  id: string
  nameId: string
  kind: ActorKind
  name: string
  country: string | null
  role: string | null
  story: string | null
}>
export type StoryActors = Readonly<{ rows: readonly (readonly Value[])[]; profiles: readonly Profile[] }>

/** The actors of a story as the tables keep them, each once. Pure. */
export function actorRows(document: StoryDocument): StoryActors {
  const quotes = tally(document.quotes.flatMap(({ speaker }) => speaker?.actorId ?? []))
  const events = tally(
    document.events.flatMap(({ actor, recipient }) => [...new Set([...actor, ...recipient].flatMap(({ actorId }) => actorId ?? []))]),
  )
  const actors = [...new Map(document.actors.map((actor) => [actor.id, actor])).values()]
  const profiles = actors.map((actor) => profileOf(actor, document.id))
  return {
    profiles,
    rows: actors.map((actor, i) => [
      ...[document.id, actor.id, profiles[i]!.id, shownOf(actor.name), actor.role === null ? null : shownOf(actor.role)],
      ...[quotes.get(actor.id) ?? 0, events.get(actor.id) ?? 0, document.published?.value ?? ''],
    ]),
  }
}

function tally(ids: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1)
  return counts
}

export function profileOf(actor: Pick<ActorDocument, 'id' | 'name' | 'kind' | 'role' | 'country'>, story: string): Profile {
  const alone = !isTold(actor)
  const country = alone ? null : actor.country
  const role = alone || actor.kind !== 'person' || actor.role === null ? null : labelOf(foldKey(actor.role)) || null
  const id = makeId('actor', actor.id, country ?? '', role ?? '', alone ? story : '')
  return { id, nameId: actor.id, kind: actor.kind, name: labelOf(actor.name), country, role, story: alone ? story : null }
}

/** Names that every state or town has one of: without a country they mean another body in another story. */
const anybodys =
  /\b(?:ministry|government|parliament|congress|senate|assembly|cabinet|council|court|police|army|navy|air force|military|forces|guard|department|agency|authority|commission|committee|office|bureau|university|hospital|school|union|party|opposition|bank|church|service)\b/i

/** Whether what a story tells of an actor says who it is elsewhere too. */
function isTold({ name, kind, role, country }: Pick<ActorDocument, 'name' | 'kind' | 'role' | 'country'>): boolean {
  switch (kind) {
    case 'country':
      return true
    case 'organisation':
      return country !== null || bodyNamed(name) !== null || agencyNamed(name) !== null || !anybodys.test(name)
    case 'person':
      return foldKey(name).includes(' ') && (country !== null || role !== null)
    default:
      return country !== null
  }
}

/** The actor that a profile is shown to be, where `others` are all profiles of its name. */
export function actorOf(profile: Profile, others: readonly Profile[]): string {
  if (profile.story !== null) return profile.id
  if (profile.kind === 'country' || (profile.country === null && profile.role === null)) return profile.nameId
  const country = profile.country ?? onlyCountry(others.filter(({ role }) => role === profile.role))
  return country === null ? makeId('actor', profile.nameId, 'role', profile.role!) : makeId('actor', profile.nameId, 'country', country)
}

function onlyCountry(profiles: readonly Profile[]): string | null {
  const countries = [...new Set(profiles.flatMap(({ country }) => country ?? []))]
  return countries.length === 1 ? countries[0]! : null
}

type StoredProfile = Profile & {
  actor: string
  shown: string
  roleShown: string | null
  stories: number
  quotes: number
  events: number
  last: string
}
type Counts = Pick<StoredProfile, 'id' | 'shown' | 'roleShown' | 'stories' | 'quotes' | 'events' | 'last'>
const profileColumns = [
  'id',
  'name_id',
  'kind',
  'name',
  'country',
  'role',
  'story',
  'actor',
  'shown',
  'role_shown',
  'stories',
  'quotes',
  'events',
  'last',
]
const selectProfiles =
  'select id, name_id as "nameId", kind, name, country, role, story, actor, shown, role_shown as "roleShown", stories, quotes, events, last from profile'

/** Stores who stands in stories instead of what stood there, and brings the actors over all stories up to date. Call it in a transaction. */
export async function putActors(db: Db, stories: readonly string[], all: readonly StoryActors[]): Promise<void> {
  const before = await rowsIn<{ profile: string }>(db, 'select distinct profile from story_actor where story in', stories)
  await rowsIn(db, 'delete from story_actor where story in', stories)
  await putMany(
    db,
    'story_actor',
    actorColumns,
    all.flatMap(({ rows }) => rows),
  )
  const fresh = new Map(all.flatMap(({ profiles }) => profiles.map((profile) => [profile.id, profile] as const)))
  const touched = [...new Set([...before.map(({ profile }) => profile), ...fresh.keys()])]
  const { kept, former, names } = await recount(db, touched, fresh)
  const family = await namesakes(db, kept, names)
  const byName = Map.groupBy(
    family.filter(({ story }) => story === null),
    ({ nameId }) => nameId,
  )
  const moved = family.map((profile) => ({ ...profile, actor: actorOf(profile, byName.get(profile.nameId) ?? []) }))
  const old = new Map(family.map(({ id, actor }) => [id, actor]))
  await putProfiles(
    db,
    moved.filter(({ id, actor }) => kept.has(id) || old.get(id) !== actor),
  )
  await recountActors(
    db,
    [...new Set([...former, ...old.values(), ...moved.map(({ actor }) => actor)])].filter((id) => id !== ''),
  )
}

/** Counts profiles anew; those in no story any more go. `former`: the actors that they were; `names`: the names they bear. */
async function recount(db: Db, ids: readonly string[], fresh: ReadonlyMap<string, Profile>) {
  const stored = new Map((await rowsIn<StoredProfile>(db, `${selectProfiles} where id in`, ids)).map((one) => [one.id, one]))
  const counts = await rowsFor<Counts>(
    db,
    (list) =>
      `select profile as id, min(shown) as shown, min(role) as "roleShown", count(*) as stories, sum(quotes) as quotes, sum(events) as events,
       max(published) as last from story_actor where profile in (${list}) group by profile`,
    ids,
  )
  const kept = new Map<string, StoredProfile>()
  for (const count of counts) {
    const profile = stored.get(count.id) ?? { ...fresh.get(count.id)!, actor: '' }
    kept.set(count.id, { ...profile, ...count })
  }
  const gone = ids.filter((id) => !kept.has(id))
  await rowsIn(db, 'delete from profile where id in', gone)
  const names = [...new Set([...stored.values(), ...kept.values()].map(({ nameId }) => nameId))]
  return { kept, former: [...stored.values()].map(({ actor }) => actor), names }
}

/** These profiles and all others of their names that reach beyond one story. */
async function namesakes(db: Db, kept: ReadonlyMap<string, StoredProfile>, names: readonly string[]): Promise<readonly StoredProfile[]> {
  const others = await rowsIn<StoredProfile>(db, `${selectProfiles} where story is null and name_id in`, names)
  return [...kept.values(), ...others.filter(({ id }) => !kept.has(id))]
}

const putProfiles = (db: Db, profiles: readonly StoredProfile[]) =>
  putMany(
    db,
    'profile',
    profileColumns,
    profiles.map((one) => [
      ...[one.id, one.nameId, one.kind, one.name, one.country, one.role, one.story],
      ...[one.actor, one.shown, one.roleShown, one.stories, one.quotes, one.events, one.last],
    ]),
    replacing(profileColumns),
  )

const columns = ['id', 'name_id', 'kind', 'name', 'shown', 'role', 'country', 'stories', 'quotes', 'events', 'last']

async function recountActors(db: Db, ids: readonly string[]): Promise<void> {
  const profiles = Map.groupBy(await rowsIn<StoredProfile>(db, `${selectProfiles} where actor in`, ids), ({ actor }) => actor)
  await rowsIn(
    db,
    'delete from actor where id in',
    ids.filter((id) => !profiles.has(id)),
  )
  await putMany(
    db,
    'actor',
    columns,
    [...profiles].map(([id, group]) => actorValues(id, group)),
    replacing(columns),
  )
}

/** An actor goes by the name, role and country that most of its stories give. */
function actorValues(id: string, profiles: readonly StoredProfile[]): readonly Value[] {
  const byStories = profiles.toSorted((a, b) => b.stories - a.stories || (a.id < b.id ? -1 : 1))
  const first = byStories[0]!
  const sum = (of: (one: StoredProfile) => number) => profiles.reduce((all, one) => all + of(one), 0)
  return [
    ...[id, first.nameId, first.kind, first.name, first.shown],
    ...[byStories.find(({ roleShown }) => roleShown)?.roleShown ?? null, byStories.find(({ country }) => country)?.country ?? null],
    ...[sum(({ stories }) => stories), sum(({ quotes }) => quotes), sum(({ events }) => events)],
    profiles.reduce((latest, { last }) => (last > latest ? last : latest), ''),
  ]
}
