import type { Article } from '#model/article.ts'
import type { Actor, Mention } from '#model/reading.ts'
import type { Span } from '#model/span.ts'
import { countriesIn, countrySense, nameOfCountry } from '#text/countries.ts'
import { linkBodies } from './bodies.ts'
import { isGovernment } from './capitals.ts'
import { type Linked, type Making, make, nameKey, surface } from './making.ts'
import { repairNames } from './name-repairs.ts'
import { sexOfName } from './names.ts'
import { leaderNamed } from './offices.ts'
import { bodyNamed } from './organisations.ts'
import { countryInName } from './places.ts'
import { findReferences } from './references.ts'
import { appositionAfter, type Office, titleBefore } from './titles.ts'

type Actors = Readonly<{ actors: readonly Actor[]; mentions: readonly Mention[] }>

/**
 * Who an article speaks of. Name mentions are grouped: a last name with the one full name that ends in it, letters with the
 * name they stand for, a capital with its country where it means the government. Roles and countries are read from titles and
 * appositions; a country that the text leaves open comes from the dated table of offices, else from the sentence. Then
 * descriptions ("the Russian leader") and pronouns are led back to people.
 * In: one Article, its sentences, its names. Out: actors in order of first mention, and all mentions in text order.
 * Misses: two people of one last name who are never named in full; pronouns other than he and she.
 */
export function findActors(article: Article, sentences: readonly Span<'article'>[], names: readonly Mention[]): Actors {
  const { text } = article
  const made: Making[] = []
  const linked = withSentences(repairNames(text, names), sentences)
  const year = yearOf(article)
  linkPeople(text, sentences, linked, made, year)
  linkPlaces(text, linked, made)
  const named = countriesNamed(linked, text)
  const main = mostNamed(named)
  linkBodies(text, linked, made, { main, named: new Set(named.keys()) })
  settleCountries(text, sentences, linked, made, main, year)
  const all = [...linked, ...findReferences(text, sentences, linked, made, main)].sort(
    (a, b) => a.at.start - b.at.start || b.at.end - a.at.end,
  )
  return inOrder(all, made)
}

function yearOf({ published, captured }: Article): number | null {
  const value = (published ?? captured)?.value.value
  const year = value ? Number(value.slice(0, 4)) : Number.NaN
  return Number.isInteger(year) && year > 1900 ? year : null
}

function withSentences(names: readonly Mention[], sentences: readonly Span<'article'>[]): Linked[] {
  let sentence = 0
  return names.map(({ at, form, type }) => {
    while (sentence + 1 < sentences.length && sentences[sentence]!.end <= at.start) sentence++
    return { at, form, type, actor: null, sentence }
  })
}

const partsOf = (name: string) =>
  nameKey(name)
    .split(/[\s]+/)
    .filter((part) => part !== '')

/** Full names first, longest before shorter; then each shorter name goes to the full name it is part of. */
function linkPeople(
  text: string,
  sentences: readonly Span<'article'>[],
  linked: readonly Linked[],
  made: Making[],
  year: number | null,
): void {
  const people = linked.filter(({ type }) => type === 'PER')
  const parted = new Map(people.map(({ at }) => surface(text, at)).map((name) => [name, partsOf(name)] as const))
  const surfaces = [...parted.keys()].sort((a, b) => parted.get(b)!.length - parted.get(a)!.length)
  const owners = new Map<string, readonly number[]>() // surface → the people it may mean
  const fulls = new Map<string, (readonly [string, number])[]>() // part of a name → full names with it, and whose they are
  const firstAt = new Map<number, number>()
  for (const name of surfaces) {
    const parts = parted.get(name)!
    const wider = (fulls.get(parts.at(-1) ?? '') ?? []).filter(([full]) => isPartOf(name, full)).map(([, own]) => own)
    const own = wider.length > 0 ? [...new Set(wider)] : [make(made, name, 'person')]
    owners.set(name, own)
    if (own.length > 1) continue
    for (const part of parts) {
      const list = fulls.get(part) ?? []
      if (list.length < mostNamesakes) list.push([name, own[0]!])
      fulls.set(part, list)
    }
  }
  let floor = 0 // the end of the person before: no title reaches over a name
  for (const [index, mention] of people.entries()) {
    const own = owners.get(surface(text, mention.at))!
    const known = own.filter((actor) => firstAt.has(actor))
    const pick = known.sort((a, b) => firstAt.get(b)! - firstAt.get(a)!)[0] ?? own[0]!
    mention.actor = pick
    firstAt.set(pick, mention.at.start)
    const other = sameInBrackets(text, people, index)
    if (other) {
      owners.set(surface(text, other.at), [pick])
      made[pick]!.aliases.add(surface(text, other.at))
    }
    const { start, end } = sentences[mention.sentence]!
    readOffice(text, { start: Math.max(start, floor), end: Math.min(end, people[index + 1]?.at.start ?? end) }, mention, made[pick]!, year)
    floor = mention.at.end
  }
  for (const person of made) person.sex ??= sexOfName(person.name)
}

/** "Lin Ode (林歐德)": a name in another script right after a person's, in brackets, is theirs. */
function sameInBrackets(text: string, people: readonly Linked[], index: number): Linked | undefined {
  const next = people[index + 1]
  const between = next && text.slice(people[index]!.at.end, next.at.start)
  return between !== undefined && /^\s\($/.test(between) && text[next!.at.end] === ')' && otherScript.test(text[next!.at.start]!)
    ? next
    : undefined
}
const otherScript = /[^\p{Script=Latin}]/u

/** A page of names (a list of winners) may hold thousands of one family name; no more than this many are told apart. */
const mostNamesakes = 40

/** "Rossi" and "Anna Rossi"; "Park" and "Park Min-ji"; "A. Rossi" and "Anna Rossi". */
function isPartOf(name: string, full: string): boolean {
  const short = partsOf(name)
  const long = partsOf(full)
  if (short.length >= long.length) return short.length === long.length && short.length > 1 && sameWithInitials(short, long)
  if (short.length === 1) return long.includes(short[0]!) && short[0]!.length > 1
  if (short.at(-1) === long.at(-1) && short[0] === long[0]) return true
  for (let from = 0; from + short.length <= long.length; from++) if (short.every((part, at) => part === long[from + at])) return true
  return false
}
const sameWithInitials = (a: readonly string[], b: readonly string[]) =>
  a.at(-1) === b.at(-1) && a.slice(0, -1).every((part, at) => part === b[at] || (/^\p{L}\.?$/u.test(part) && b[at]!.startsWith(part[0]!)))

const female =
  /\b(?:mrs|ms|miss|lady|dame|queen|princess|sister|madam|madame|spokeswoman|chairwoman|congresswoman|businesswoman|actress)\b/i
const male = /\b(?:mr|sir|king|prince|lord|father|brother|spokesman|chairman|congressman|businessman|emir|sheikh|sultan|pope|ayatollah)\b/i

function readOffice(text: string, sentence: Span<'article'>, mention: Linked, person: Making, year: number | null): void {
  person.aliases.add(surface(text, mention.at))
  const before = titleBefore(text, sentence.start, mention.at.start)
  const after = appositionAfter(text, mention.at.end, sentence.end)
  const lead = text.slice(Math.max(sentence.start, mention.at.start - 12), mention.at.start)
  const said = `${lead} ${before ? text.slice(before.start, before.end) : ''} ${after?.role ?? ''}`
  person.sex ??= female.test(said) ? 'f' : male.test(said) ? 'm' : null
  if (before) {
    person.offices.push(before)
    if (!text.slice(before.end, mention.at.start).includes(','))
      person.aliases.add(surface(text, { start: before.start, end: mention.at.end }))
  }
  if (after) person.offices.push(after)
  if (person.sex !== null) return
  const leader = leaderNamed(surface(text, mention.at), year)
  if (leader) person.sex = leader.female ? 'f' : 'm'
}

/** "State of Qatar", "Republic of Malta". */
const formal =
  /^(?:the\s+)?(?:(?:Federal|Islamic|Democratic|People's|Hashemite)\s+)*(?:State|Republic|Kingdom|Sultanate|Commonwealth)\s+of\s+(?=\p{Lu})/iu

/** Seas, continents and regions of several countries: a country's name in theirs tells nothing ("Latin America", "South China Sea"). */
const wide = /\b(?:Sea|Ocean|Gulf|Strait|Channel|Peninsula|Basin|America|Americas|Asia|Africa|Europe|Indo-Pacific)\b/

/** Cities that stand for a government without being the capital that the table gives. */
const seats = new Set(['Tel Aviv', 'The Hague'])

/** Countries are actors; a capital is its country's government or a city; all other places are places. */
function linkPlaces(text: string, linked: readonly Linked[], made: Making[]): void {
  const countries = new Map<string, number>()
  const places = new Map<string, number>()
  const isCapital = (name: string) => countrySense(name)?.kind === 'capital'
  const country = (code: string) => {
    const known = countries.get(code)
    if (known !== undefined) return known
    const actor = make(made, nameOfCountry(code)!, 'country')
    made[actor]!.country = code
    countries.set(code, actor)
    return actor
  }
  for (const mention of linked) {
    if (mention.type !== 'LOC') continue
    const name = surface(text, mention.at)
    if (bodyNamed(name) !== null && countrySense(name)?.kind !== 'name') {
      mention.type = 'ORG' // "the Kremlin", "the White House"
      continue
    }
    const sense = countrySense(name.replace(formal, ''))
    if (sense?.kind === 'name' || (sense && (sense.kind === 'capital' || seats.has(name)) && isGovernment(text, mention.at, isCapital)))
      mention.actor = country(sense.code)
    else {
      const key = nameKey(name)
      mention.actor = places.get(key) ?? make(made, name, 'place')
      places.set(key, mention.actor)
      made[mention.actor]!.country ??=
        sense && sense.kind !== 'demonym'
          ? sense.code
          : (followingCountry(text, mention.at.end) ?? (wide.test(name) ? null : countryInName(name)))
    }
    made[mention.actor]!.aliases.add(name)
  }
}

/** "Ashgabat, Turkmenistan": the country that stands after a place and a comma. */
function followingCountry(text: string, end: number): string | null {
  const after = /^,\s+((?:\p{Lu}[\p{L}.’'-]*\s?){1,4})/u.exec(text.slice(end, end + 60))
  const [found] = after ? countriesIn(after[1]!) : []
  if (!after || !found || found.start !== 0 || found.kind === 'demonym') return null
  // "Asia, France, Belgium and Haiti" is a list
  const [next] = countriesIn(/^,?\s+(?:and\s+)?(\p{Lu}[^,.;]*)/u.exec(text.slice(end + after[0].trimEnd().length, end + 100))?.[1] ?? '')
  return next?.start === 0 && next.kind === 'name' ? null : found.code
}

/** How often the article names each country, the adjective with it. */
function countriesNamed(linked: readonly Linked[], text: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { at, type } of linked) {
    const code = type === 'LOC' || type === 'NORP' ? countrySense(surface(text, at))?.code : undefined
    if (code) counts.set(code, (counts.get(code) ?? 0) + 1)
  }
  return counts
}

/** The country that the article names most; of equals, the one named first. */
function mostNamed(counts: ReadonlyMap<string, number>): string | null {
  let best: string | null = null
  for (const [code, count] of counts) if (best === null || count > counts.get(best)!) best = code
  return best
}

/** Offices of a state: who holds one belongs to a country even where the text does not say to which. */
const national =
  /^(?:(?:deputy|vice|acting|interim|first|former)[\s-]+)*(?:president|prime minister|premier|vice[- ]president|chancellor|king|queen|crown prince|(?:\p{L}+ (?:and \p{L}+ )?)?minister(?: (?:of|for) .*)?|secretary of .*|attorney general|chief justice|senator|ambassador.*|governor|lawmaker|mp|army chief|first lady|(?:.* )?(?:general|colonel|brigadier|admiral))$/iu

function settleCountries(
  text: string,
  sentences: readonly Span<'article'>[],
  linked: readonly Linked[],
  made: Making[],
  main: string | null,
  year: number | null,
): void {
  const named = new Set(
    linked.map(({ at, type }) => (type === 'LOC' || type === 'NORP' ? countrySense(surface(text, at))?.code : undefined)),
  )
  const firsts = new Map<number, Linked>()
  for (const mention of linked) if (mention.actor !== null && !firsts.has(mention.actor)) firsts.set(mention.actor, mention)
  for (const [index, person] of made.entries()) {
    if (person.kind !== 'person') continue
    const rich = person.offices.filter(({ role }) => role !== '')
    const best = rich.find(({ country, former }) => country !== null && !former) ?? rich.find(({ former }) => !former) ?? rich[0]
    person.role = best?.role ?? null
    person.country = best?.country ?? rich.find(({ country }) => country !== null)?.country ?? null
    const titled = person.role !== null && national.test(person.role)
    person.country ??= leaderNamed(person.name, year, titled)?.country ?? null
    const alone = person.country === null ? leaderNamed(person.name, year, true) : null
    if (alone && named.has(alone.country)) person.country = alone.country // a leader's last name, in an article that names the country
    person.country ??= bodyCountry(best, linked, made, text) ?? servedCountry(best, linked, made, text)
    if (person.country === null && best && (best.owner === 'country' || best.owner === 'nation' || titled))
      person.country = sentenceCountry(text, sentences, firsts.get(index)) ?? main
  }
}

/** Mentions that lie in [start, end). */
function inside(linked: readonly Linked[], start: number, end: number): readonly Linked[] {
  let low = 0
  let high = linked.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (linked[middle]!.at.start < start) low = middle + 1
    else high = middle
  }
  let last = low
  while (last < linked.length && linked[last]!.at.end <= end) last++
  return linked.slice(low, last)
}

/** "Jubaland Police chief": the owner is a body or a place of this article that has a country. */
function bodyCountry(office: Office | undefined, linked: readonly Linked[], made: readonly Making[], text: string): string | null {
  if (!office) return null
  for (const { at, actor } of inside(linked, office.start, office.end)) {
    if (actor === null) continue
    const { country, kind } = made[actor]!
    if (country !== null && kind !== 'person' && !/\b(?:to|in|at)\s+(?:the\s+)?$/.test(text.slice(office.start, at.start))) return country
  }
  return null
}

const served = /\b(ministry|department|army|military|police|navy|agency|commission|parliament|court|central bank)$/i

/** "The ministry's spokesperson": the country of the body of that noun named last before. */
function servedCountry(office: Office | undefined, linked: readonly Linked[], made: readonly Making[], text: string): string | null {
  const noun = served.exec(office?.owner ?? '')?.[1]?.toLowerCase()
  if (!office || !noun) return null
  const before = inside(linked, Math.max(0, office.start - servedReach), office.start)
  const body = before.findLast(({ type, at, actor }) => type === 'ORG' && actor !== null && surface(text, at).toLowerCase().includes(noun))
  return body ? made[body.actor!]!.country : null
}
/** How far back, in code units, that body may be named. */
const servedReach = 1500

/** A sentence longer than this, in code units, is no sentence. */
const sentenceReach = 600

/** The country or adjective nearest before the person's first mention in its sentence. */
function sentenceCountry(text: string, sentences: readonly Span<'article'>[], first: Linked | undefined): string | null {
  if (!first) return null
  const from = Math.max(sentences[first.sentence]!.start, first.at.start - sentenceReach)
  const found = countriesIn(text.slice(from, first.at.start)).filter(({ kind }) => kind === 'demonym')
  return found.at(-1)?.code ?? null
}

/** Actors in the order of their first mention; those without any are left out. */
function inOrder(all: readonly Linked[], made: readonly Making[]): Actors {
  const places = new Map<number, number>()
  for (const { actor } of all) if (actor !== null && !places.has(actor)) places.set(actor, places.size)
  const actors = [...places.keys()].map((index): Actor => {
    const { name, kind, role, country, aliases } = made[index]!
    return { name: quieter(name, aliases), kind, role, country, aliases: [...aliases] }
  })
  const mentions = all.map(({ at, form, type, actor }): Mention => ({ at, form, type, actor: actor === null ? null : places.get(actor)! }))
  return { actors, mentions }
}

/** "PARIS" in a dateline and "Paris" in the text: the second is the name. */
function quieter(name: string, aliases: ReadonlySet<string>): string {
  if (name !== name.toUpperCase() || name.length < 4) return name
  for (const alias of aliases) if (alias !== name && alias.toUpperCase() === name) return alias
  const lowered = name.toLowerCase().replace(/(?:^|[ -])\p{L}/gu, (first) => first.toUpperCase())
  return countrySense(lowered) ? lowered : name
}
