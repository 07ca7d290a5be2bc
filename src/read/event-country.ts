import type { NewsEvent, Party } from '#model/reading.ts'
import { countryOf } from '#text/countries.ts'
import { bodyNamed } from './organisations.ts'
import { type Draft, mentionsIn } from './parties.ts'

/** The code of a body of several countries (UN, NATO, EU): ISO 3166-1 has none, CAMEO and PLOVER write IGO. */
export const international = 'IGO'

/** Phrases of its own that PLOVER counts as a body of several countries. */
const bodies =
  /\b(?:United Nations|UN|U\.N\.|NATO|European (?:Union|Community|Commission|Parliament)|Security Council|Arab League|African Union|Organi[sz]ation of|International (?:Atomic|Criminal|Court|Monetary|Committee)|World (?:Bank|Health|Food|Trade)|Red Cross|Amnesty International)\b/

/** The country a party belongs to: ISO 3166-1 alpha-3, IGO, or null where neither its actor nor its words tell. */
export function countryOfParty(draft: Draft, party: Party): string | null {
  const actor = party.actor === null ? null : draft.actors[party.actor]!
  if (actor?.country) return actor.country
  const text = party.at === null ? party.name : draft.article.text.slice(party.at.start, party.at.end)
  for (const name of [
    party.name,
    ...(party.at === null ? [] : mentionsIn(draft.mentions, party.at).map(({ at }) => draft.article.text.slice(at.start, at.end))),
  ]) {
    const body = bodyNamed(name)
    if (body) return body.country ?? international
  }
  return bodies.test(text) ? international : (countryOf(text) ?? countryOf(party.name))
}

export type Dyad = Readonly<{ actor: string | null; recipient: string | null }>

/**
 * Ordered pairs of countries of an event. Actors without a recipient who act on each other make a pair each way. A party that
 * nobody places ("demonstrators", "its workers") is taken for the country of the other side.
 */
export function dyadsOf(draft: Draft, event: Pick<NewsEvent, 'actors' | 'recipients'>): readonly Dyad[] {
  const actors = unique(event.actors.map((party) => countryOfParty(draft, party)))
  const recipients = unique(event.recipients.map((party) => countryOfParty(draft, party)))
  if (recipients.length === 0) {
    const known = actors.filter((code) => code !== null)
    if (known.length < 2) return known.map((actor) => ({ actor, recipient: null }))
    return known.flatMap((actor) => known.filter((other) => other !== actor).map((recipient) => ({ actor, recipient })))
  }
  const pairs = (actors.length === 0 ? [null] : actors).flatMap((actor) =>
    recipients.map((recipient) => ({ actor: actor ?? recipient, recipient: recipient ?? actor })),
  )
  return pairs.filter(({ actor }) => actor !== null)
}

const unique = <T>(values: readonly T[]): readonly T[] => [...new Set(values)]
