import type { Article } from '#model/article.ts'
import { type Id, makeId } from '#model/ids.ts'
import { type Actor, actorKinds, type Reading } from '#model/reading.ts'
import type { Span } from '#model/span.ts'
import { foldKey } from '#text/fold.ts'

export type StoryActor = Readonly<{
  id: Id<'actor'>
  name: string
  kind: Actor['kind']
  role: string | null
  country: string | null
  aliases: readonly string[]
  mentions: readonly Readonly<{ article: Id<'article'>; span: Span<'article'> }>[]
}>
type Source = Readonly<{ article: Article; reading: Reading }>
type Local = Readonly<{ article: Id<'article'>; index: number; actor: Actor; mentions: readonly Span<'article'>[] }>

/**
 * One actor across the pages of a story. Two actors are one when they are the same country, or bear the same name, or one is a
 * person called by a last name that only one full name of the story ends in, or two spellings of one office holder's name. Countries that contradict keep them apart.
 */
export function mergeActors(
  sources: readonly Source[],
): Readonly<{ all: readonly StoryActor[]; of: (article: Id<'article'>, index: number | null) => StoryActor | null }> {
  const locals: Local[] = sources.flatMap(({ article, reading }) =>
    reading.actors.map((actor, index) => ({
      article: article.id,
      index,
      actor,
      mentions: reading.mentions.filter((mention) => mention.actor === index).map((mention) => mention.at),
    })),
  )
  const spellings = spellingsOf(locals)
  const fullNames = lastNamesOf(locals, spellings)
  const kinds = kindsOf(locals)
  const groups = new Map<string, Local[]>()
  for (const local of locals) {
    const key = keyOf({ ...local.actor, kind: kinds.get(foldKey(local.actor.name))! }, fullNames, spellings)
    groups.set(key, [...(groups.get(key) ?? []), local])
  }
  const all: StoryActor[] = []
  const found = new Map<string, StoryActor>()
  for (const group of groups.values()) {
    const actor = merged(group, kinds, spellings)
    all.push(actor)
    for (const local of group) found.set(`${local.article} ${local.index}`, actor)
  }
  return { all, of: (article, index) => (index === null ? null : (found.get(`${article} ${index}`) ?? null)) }
}

/** One name is one kind in a story: the kind that most of its mentions were read as; of equals, the first of our kinds. */
function kindsOf(locals: readonly Local[]): ReadonlyMap<string, Actor['kind']> {
  const counts = new Map<string, Map<Actor['kind'], number>>()
  for (const { actor, mentions } of locals) {
    const name = foldKey(actor.name)
    const known = counts.get(name) ?? new Map<Actor['kind'], number>()
    counts.set(name, known.set(actor.kind, (known.get(actor.kind) ?? 0) + mentions.length))
  }
  const first = ([a, x]: [Actor['kind'], number], [b, y]: [Actor['kind'], number]) => y - x || actorKinds.indexOf(a) - actorKinds.indexOf(b)
  return new Map([...counts].map(([name, kinds]) => [name, [...kinds].sort(first)[0]![0]]))
}

/** last name → the full names that end in it. */
function lastNamesOf(locals: readonly Local[], spellings: Spellings): ReadonlyMap<string, ReadonlySet<string>> {
  const names = new Map<string, Set<string>>()
  for (const { actor } of locals) {
    const words = foldKey(actor.name).split(' ')
    if (actor.kind !== 'person' || words.length < 2) continue
    const last = words.at(-1)!
    names.set(last, (names.get(last) ?? new Set()).add(spelled(words.join(' '), spellings)))
  }
  return names
}

/** A name written with a slip → the same name as most mentions write it; both folded. */
type Spellings = ReadonlyMap<string, string>
const spelled = (name: string, spellings: Spellings): string => spellings.get(name) ?? name

/** The fewest letters of a first name in which one slip is told from another name ("Jon" and "Jan" are two). */
const shortestSlipped = 4
/** Namesakes that are compared; a page of names may hold thousands. */
const mostNamesakes = 40

/** "Marten Ode" and "Martin Ode", both mayor of one town: one letter apart in the first name, one office, no two countries. */
function spellingsOf(locals: readonly Local[]): Spellings {
  const counts = new Map<string, number>()
  const holders = new Map<string, Local[]>() // role and last name → who bears them
  for (const local of locals) {
    const { kind, role, name } = local.actor
    const words = foldKey(name).split(' ')
    if (kind !== 'person' || role === null || words.length < 2) continue
    const key = `${foldKey(role)} ${words.slice(1).join(' ')}`
    const known = holders.get(key) ?? []
    if (known.length < mostNamesakes) holders.set(key, [...known, local])
    counts.set(words.join(' '), (counts.get(words.join(' ')) ?? 0) + local.mentions.length)
  }
  const made = new Map<string, string>()
  for (const group of holders.values()) {
    const names = [...new Set(group.map(({ actor }) => foldKey(actor.name)))]
    if (names.length < 2 || new Set(group.flatMap(({ actor }) => actor.country ?? [])).size > 1) continue
    names.sort((a, b) => counts.get(b)! - counts.get(a)! || (a < b ? -1 : 1))
    for (const [at, name] of names.entries()) {
      const usual = names.slice(0, at).find((other) => !made.has(other) && isSlip(firstOf(name), firstOf(other)))
      if (usual !== undefined) made.set(name, usual)
    }
  }
  return made
}

const firstOf = (name: string) => name.slice(0, name.indexOf(' '))

/** Whether two words differ by one letter put in, left out or changed, and begin alike. */
function isSlip(one: string, two: string): boolean {
  const [short, long] = one.length <= two.length ? [one, two] : [two, one]
  if (short.length < shortestSlipped || long.length - short.length > 1 || short[0] !== long[0]) return false
  let at = 0
  while (at < short.length && short[at] === long[at]) at += 1
  return short.slice(short.length === long.length ? at + 1 : at) === long.slice(at + 1)
}

function keyOf(actor: Actor, fullNames: ReadonlyMap<string, ReadonlySet<string>>, spellings: Spellings): string {
  const name = spelled(foldKey(actor.name), spellings)
  if (actor.kind === 'country' && actor.country) return `country ${actor.country}`
  if (actor.kind !== 'person') return `${actor.kind} ${name}`
  const full = fullNames.get(name)
  return `person ${full?.size === 1 ? [...full][0] : name}`
}

function merged(group: readonly Local[], kinds: ReadonlyMap<string, Actor['kind']>, spellings: Spellings): StoryActor {
  const first = [...group].sort(
    (a, b) =>
      Number(isShouted(a.actor.name)) - Number(isShouted(b.actor.name)) ||
      Number(spellings.has(foldKey(a.actor.name))) - Number(spellings.has(foldKey(b.actor.name))) ||
      b.actor.name.length - a.actor.name.length ||
      (a.actor.name < b.actor.name ? -1 : 1),
  )[0]!.actor
  const role = mostFrequent(group.map(({ actor }) => actor.role))
  const country = mostFrequent(group.map(({ actor }) => actor.country))
  const kind = kinds.get(foldKey(first.name))!
  return {
    id: makeId('actor', kind, foldKey(first.name)),
    name: first.name,
    kind,
    role,
    country,
    aliases: [...new Set(group.flatMap(({ actor }) => [actor.name, ...actor.aliases]))].sort(),
    mentions: group.flatMap(({ article, mentions }) => mentions.map((span) => ({ article, span }))),
  }
}

/** `BALTIMORE`, as datelines write: a name in common writing is better, where the story has one. Acronyms are short. */
const isShouted = (name: string) => name.length > 5 && name === name.toUpperCase() && name !== name.toLowerCase()

/** The value that occurs most; of equals, the first in the alphabet; null when all are null. */
export function mostFrequent(values: readonly (string | null)[]): string | null {
  const counts = new Map<string, number>()
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))[0]?.[0] ?? null
}
