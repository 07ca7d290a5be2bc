import type { NewsEvent, Party } from '#model/reading.ts'
import { countryOf } from '#text/countries.ts'
import { bodyNamed } from './organisations.ts'
import { type Draft, mentionsIn } from './parties.ts'

/** The code of a body of several countries (UN, NATO, EU): ISO 3166-1 has none, CAMEO and PLOVER write IGO. */
const international = 'IGO'

/** Bodies of several countries, however their name goes on. */
const bodies =
  /(?<!\p{L})(?:United Nations|UN|U\.N\.|NATO|European (?:Union|Community|Commission|Parliament)|EU|E\.U\.|Security Council|Arab League|African Union|Organi[sz]ation of|International (?:Atomic|Criminal|Court|Monetary|Committee)|World (?:Bank|Health|Food|Trade)|Red Cross|Amnesty International)(?!\p{L})/u
const capitals = /\p{Lu}[\p{L}’'-]*(?:\s\p{Lu}[\p{L}’'-]*)*/gu
/** Where the words right behind a phrase place it: 'in the south of …', ', a … of …'. */
const placing =
  /^(?:\s\([^)]{1,20}\))?(?:,\s(?:the\s|a\s|an\s)?|\s(?:in|from|of|at|throughout|across|near|inside|outside)\s)(?:[\p{Ll}’'-]+\s){0,4}\p{Lu}[\p{L}.’'-]*(?:\s\p{Lu}[\p{L}.’'-]*)*/u
const behind = 80 // code units behind a phrase that can still place it

/** The country a party belongs to: ISO 3166-1 alpha-3, IGO, or null where neither its actor nor its words tell. */
export function countryOfParty(draft: Draft, party: Party): string | null {
  const actor = party.actor === null ? null : draft.actors[party.actor]!
  if (actor?.kind === 'person' && party.at !== null && speaksForBody(draft.article.text.slice(party.at.start, party.at.end)))
    return international
  if (actor?.country) return actor.country
  if (party.at === null) return countryOfWords(party.name)
  const { text } = draft.article
  const words = text.slice(party.at.start, party.at.end)
  for (const { at } of mentionsIn(draft.mentions, party.at)) {
    const body = bodyNamed(text.slice(at.start, at.end))
    if (body) return body.country ?? international
  }
  const after = placing.exec(text.slice(party.at.end, party.at.end + behind))?.[0]
  return (
    countryOfWords(after && !after.startsWith(',') ? words + after : words) ??
    countryOfWords(party.name) ??
    (after ? countryOfWords(after) : null)
  )
}

/** 'the UN envoy' acts for the UN, 'the ambassador to the UN' does not. */
function speaksForBody(words: string): boolean {
  const body = bodies.exec(words)
  return body !== null && !/\bto (?:the )?$/.test(words.slice(0, body.index))
}

function countryOfWords(words: string): string | null {
  for (const [name] of words.matchAll(capitals)) {
    const body = bodyNamed(name)
    if (body) return body.country ?? international
  }
  return bodies.test(words) ? international : countryOf(words)
}

type Dyad = Readonly<{ actor: string | null; recipient: string | null }>

/**
 * Ordered pairs of countries of an event. Actors without a recipient who act on each other make a pair each way. A party that
 * nobody places ("demonstrators", "its workers") is taken for one of the place of the event, else of the other side's country.
 */
export function dyadsOf(draft: Draft, { actors, recipients, where }: Pick<NewsEvent, 'actors' | 'recipients' | 'where'>): readonly Dyad[] {
  const countriesOf = (parties: readonly Party[]) => [...new Set(parties.map((party) => countryOfParty(draft, party)))]
  const doers = countriesOf(actors)
  const targets = countriesOf(recipients)
  if (targets.length === 0) {
    const known = doers.filter((code) => code !== null)
    if (known.length < 2) return known.map((actor) => ({ actor, recipient: null }))
    return known.flatMap((actor) => known.filter((other) => other !== actor).map((recipient) => ({ actor, recipient })))
  }
  const place = where === null ? null : countryOfParty(draft, where)
  return doers
    .flatMap((actor) => targets.map((recipient) => ({ actor: actor ?? place ?? recipient, recipient: recipient ?? place ?? actor })))
    .filter(({ actor }) => actor !== null)
}
