import type { ActorDocument, EventDocument, StoryDocument } from '#model/document.ts'

/** One side of an event, as event data writes it. */
export type Side = Readonly<{
  name: string
  /** ISO 3166-1 alpha-3, which CAMEO and PLOVER use for countries; `IGO` for a body of several; null: not known. */
  country: string | null
  /** PLOVER's sector of an actor below the state; null: none is told. */
  sector: string | null
  actor: ActorDocument | null
}>

/** By the words of a role or a description, the first that fits. Source: PLOVER's sectors. */
const sectors: readonly (readonly [string, RegExp])[] = [
  ['REB', /\b(?:rebels?|insurgents?|guerrillas?|militants?|militias?)\b/i],
  ['MIL', /\b(?:army|navy|air force|military|general|colonel|admiral|troops|soldiers?|defen[cs]e forces?)\b/i],
  ['COP', /\b(?:police|constable|sheriff|gendarmes?)\b/i],
  ['JUD', /\b(?:court|judges?|prosecutors?|tribunal)\b/i],
  ['OPP', /\bopposition\b/i],
  ['LEG', /\b(?:parliament|senators?|congress\w*|lawmakers?|deputies|legislators?)\b/i],
  [
    'GOV',
    /\b(?:president|premier|(?:prime |foreign )?minister|ministry|chancellor|government|ambassador|governor|king|queen|envoy|cabinet|white house|kremlin)\b/i,
  ],
  ['MED', /\b(?:journalists?|reporters?|newspaper|broadcaster)\b/i],
  ['BUS', /\b(?:company|corporation|bank|firm|chief executive|CEO|inc|ltd)\b/i],
]

const sectorOf = (words: string): string | null => sectors.find(([, pattern]) => pattern.test(words))?.[0] ?? null

/** The two sides of an event, each with what the story knows of the actor. */
export function sidesOf(event: EventDocument, story: StoryDocument): Readonly<{ actors: readonly Side[]; recipients: readonly Side[] }> {
  const known = new Map<string, ActorDocument>(story.actors.map((actor) => [actor.id, actor]))
  const side = (party: EventDocument['actor'][number]): Side => {
    const actor = (party.actorId && known.get(party.actorId)) || null
    return { name: party.name, country: party.country, sector: sectorOf(`${actor?.role ?? ''} ${party.name}`), actor }
  }
  return { actors: event.actor.map(side), recipients: event.recipient.map(side) }
}

/** The day of an event, `2024-10-12`: its own, or that of the first page that tells it; null: neither is known. */
export function dayOf(event: EventDocument, story: StoryDocument): string | null {
  const own = event.when === null ? null : 'value' in event.when ? event.when.value : event.when.from
  const told = event.evidence
    .flatMap(({ page }) => story.pages.find(({ id }) => id === page)?.published?.value ?? [])
    .sort()
    .at(0)
  return [own, told].map((value) => /^\d{4}-\d\d-\d\d/.exec(value ?? '')?.[0]).find(Boolean) ?? null
}
