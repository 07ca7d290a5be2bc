import type { ActorDocument, StoryDocument } from '#model/document.ts'
import { makeId } from '#model/ids.ts'
import type { ActorKind } from '#model/reading.ts'
import { bodyNamed } from '#read/organisations.ts'
import { agencyNamed } from '#text/agencies.ts'
import { foldKey } from '#text/fold.ts'
import type { Value } from './db.ts'
import { labelOf, shownOf } from './folding.ts'

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

function profileOf(actor: Pick<ActorDocument, 'id' | 'name' | 'kind' | 'role' | 'country'>, story: string): Profile {
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
