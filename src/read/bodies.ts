import { agencyNamed } from '#text/agencies.ts'
import { countriesIn } from '#text/countries.ts'
import { type Linked, type Making, make, nameKey, surface } from './making.ts'
import { type Body, bodyNamed } from './organisations.ts'
import { countryInName } from './places.ts'

/** Letters for a name: "WMO", "DoE", "Cciap", "AUDA-NEPAD". */
const letters = /^\p{Lu}[\p{L}\d&.-]{1,11}$/u
const allCapitals = /^[\p{Lu}\d&.-]{2,12}s?$/u
/** A page that lists bodies may hold thousands with one first word; no more than this many are compared. */
const mostAlike = 40

/**
 * Organisations: one name under one key. Letters in brackets belong to the name before them, here and wherever they stand, and
 * so do the first letters of a name's words; known letters belong to their body; "Amnesty" to "Amnesty International".
 */
export function linkBodies(text: string, linked: readonly Linked[], made: Making[], countries: Countries): void {
  const short = bracketed(text, linked)
  const keys = new Map<string, number>()
  const byFirst = new Map<string, Map<string, number>>() // first word → keys that begin with it
  for (const mention of linked) {
    const letter = mention.type === 'PER' ? undefined : short.get(surface(text, mention.at))
    if (letter !== undefined && mention.actor === null) mention.type = 'ORG'
  }
  const bodies = linked.filter(({ type, actor }) => type === 'ORG' && actor === null)
  const initials = initialsOf(text, bodies)
  const done = new Map<string, number>()
  for (const mention of bodies) {
    const name = surface(text, mention.at)
    const before = done.get(name)
    if (before !== undefined) {
      mention.actor = before
      placeBody(text, mention, name, made[before]!, countries)
      continue
    }
    const full = short.get(name) ?? (knownBody(name, countries) === null && agencyNamed(name) === null ? initials.get(name) : undefined)
    const key = keyOf(full ?? name, countries)
    const actor =
      keys.get(key) ??
      (full ? undefined : shortForm(name, byFirst)) ??
      make(made, knownBody(full ?? name, countries)?.name ?? full ?? name, 'organisation')
    keys.set(key, actor)
    const first = key.split(' ')[0]!
    const alike = byFirst.get(first) ?? new Map<string, number>()
    if (alike.size < mostAlike) byFirst.set(first, alike.set(key, actor))
    mention.actor = actor
    done.set(name, actor)
    made[actor]!.aliases.add(name)
    placeBody(text, mention, name, made[actor]!, countries)
  }
}

const keyOf = (name: string, countries: Countries) =>
  nameKey(knownBody(name, countries)?.name ?? agencyNamed(name)?.name ?? name.replace(/^the\s+/i, ''))

/** Names and letters that bodies of several countries bear: ours only where the article speaks mostly of its country. */
const shared = new Set(['Congress', 'PTI', 'PPP', 'State Department', 'Solidarity', 'Conservative Party', 'Law and Justice'])
/** Letters that mean one body wherever they stand. */
const worldwide = new Set(['BBC', 'FBI', 'CIA', 'KGB', 'FSB', 'IRA'])
function knownBody(name: string, { main, named }: Countries): Body | null {
  const body = bodyNamed(name)
  if (!body || main === null || body.country === null || body.country === main) return body
  const foreign = allCapitals.test(name) && !worldwide.has(name) && !named.has(body.country) // "NPA" where nobody speaks of the Philippines
  return foreign || shared.has(name) ? null : body
}
/** The country that an article names most, and all that it names. */
type Countries = Readonly<{ main: string | null; named: ReadonlySet<string> }>

/** "Union of Harbour Pilots (UHP)": letters → the name before the bracket. */
function bracketed(text: string, linked: readonly Linked[]): ReadonlyMap<string, string> {
  const short = new Map<string, string>()
  for (const { type, at } of linked) {
    if (type !== 'ORG') continue
    const name = surface(text, at)
    const inner = /^(?:['’]s?)?\s*\(([^()\s]{2,12})\)/.exec(text.slice(at.end, at.end + 20))?.[1]
    if (inner && letters.test(inner) && name.includes(' ') && !short.has(inner)) short.set(inner, name)
  }
  return short
}

/** First letters of names of three words or more → the name; small words do not count. */
function initialsOf(text: string, bodies: readonly Linked[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const name of new Set(bodies.map(({ at }) => surface(text, at)))) {
    const initials = [...name.matchAll(/(?<![\p{L}’'])\p{Lu}/gu)].join('')
    if (initials.length >= 3 && !allCapitals.test(name) && !found.has(initials)) found.set(initials, name)
  }
  return found
}

/** The first words of one longer name. */
function shortForm(name: string, byFirst: ReadonlyMap<string, ReadonlyMap<string, number>>): number | undefined {
  const short = nameKey(name)
  if (short.length < 4) return undefined
  const longer = new Set<number>()
  for (const [key, actor] of byFirst.get(short.split(' ')[0]!) ?? []) if (key.startsWith(`${short} `)) longer.add(actor)
  return longer.size === 1 ? [...longer][0] : undefined
}

function placeBody(text: string, mention: Linked, name: string, body: Making, countries: Countries): void {
  const agency = agencyNamed(name)
  const cued = /^\s+(?:state\s+)?(?:news\s+agency|newswire)/i.test(text.slice(mention.at.end, mention.at.end + 30))
  const credited =
    agency !== null && text[mention.at.start - 1] === '(' && /^\)\s*[-–—]/.test(text.slice(mention.at.end, mention.at.end + 4))
  const is = cued || credited || agency?.names.includes(name) === true
  if (is) body.role = 'news agency'
  body.country ??=
    knownBody(name, countries)?.country ??
    (is && agency ? agency.country : null) ??
    ownerOf(text, mention.at.start) ??
    (allCapitals.test(name) ? null : countryInName(name))
}

/** A capitalised word, perhaps with "'s", or one of the words that may follow an owner. Decides for most names. */
const mayOwn =
  /(?:[\p{Lu}.][^\s]*|(?:state|official|main|largest|opposition|ruling|private|public|national|central|foreign|defen[cs]e))\s+$/u

/** "Iran's IRNA", "the Iranian Red Crescent": the country right before a name. */
function ownerOf(text: string, at: number): string | null {
  const before = text.slice(Math.max(0, at - 40), at)
  if (!mayOwn.test(before)) return null
  const found = countriesIn(before).at(-1)
  if (!found) return null
  const between = before.slice(found.end)
  return /^(?:['’]s?)?\s+(?:(?:state|official|main|largest|opposition|ruling|private|public|national|central|foreign|defen[cs]e|semi-official)[\s-]+)*$/.test(
    between,
  )
    ? found.code
    : null
}
