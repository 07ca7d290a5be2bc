import type { Span } from '#model/span.ts'
import { countriesIn, countrySense, nameOfCountry } from '#text/countries.ts'
import { findQuoted } from '#text/quotations.ts'
import type { Linked, Making } from './making.ts'
import { findBodyPronouns, findPronouns } from './pronouns.ts'
import { isRoleHead, roleHead } from './titles.ts'

/**
 * Mentions that are no names: descriptions of people ("the Russian leader", "the minister"), groups ("Iranian officials",
 * "Palestinians") and he and she. Each is led back to an actor, or left out; groups are actors of their own.
 */
export function findReferences(
  text: string,
  sentences: readonly Span<'article'>[],
  names: readonly Linked[],
  made: Making[],
  main: string | null,
): readonly Linked[] {
  const groups = findGroups(text, names, made)
  const nominals = findNominals(text, sentences, names, made, main)
  const people = [...names, ...nominals]
    .filter(({ type, actor }) => type === 'PER' && actor !== null)
    .sort((a, b) => a.at.start - b.at.start)
  const bodies = findBodyNominals(text, sentences, names, made)
  const quoted = findQuoted(text).map(({ inner }) => inner)
  const pronouns = findPronouns(text, sentences, people, made, quoted)
  return [...groups, ...nominals, ...bodies, ...pronouns, ...findBodyPronouns(text, sentences, names, made, quoted)]
}

const govern = /^\s+(?:(?:\p{Ll}[\p{L}-]*)\s+){0,1}(government|regime|administration)\b/u
const grouped =
  /^\s+(?:\p{Ll}[\p{L}-]*\s+){0,2}(officials|authorities|forces|troops|soldiers|police|military|army|navy|air force|militants|rebels|fighters|lawmakers|leaders|diplomats|negotiators|ministers|civilians|citizens|nationals|people|residents|voters|migrants|refugees|settlers|protesters|demonstrators|students|workers|farmers|prisoners|hostages|parliament|embassy|prosecutors|investigators|militia|militias|guerrillas|gunmen|jets|warplanes|aircraft|drones|artillery|commandos|peacekeepers|mercenaries|media|officers|generals|companies|banks|delegation|security forces|intelligence)\b/u

/** "Iranian officials", "US forces", "Palestinians": groups, with the country that the name before tells. */
function findGroups(text: string, names: readonly Linked[], made: Making[]): Linked[] {
  const known = new Map<string, number>()
  const found: Linked[] = []
  const countries = new Map<string, number>()
  for (const [index, { kind, country }] of made.entries()) if (kind === 'country' && country !== null) countries.set(country, index)
  const countryActor = (code: string) => {
    const at = countries.get(code)
    if (at !== undefined) return at
    made.push(blank(nameOfCountry(code)!, 'country', code))
    countries.set(code, made.length - 1)
    return made.length - 1
  }
  for (const mention of names) {
    if (mention.type !== 'NORP' && mention.type !== 'LOC') continue
    const name = text.slice(mention.at.start, mention.at.end)
    const sense = countrySense(name)
    const after = text.slice(mention.at.end, mention.at.end + 60)
    const state = sense && sense.kind !== 'place' ? govern.exec(after) : null
    const group = state ? null : mention.type === 'NORP' || sense?.kind === 'name' ? grouped.exec(after) : null
    if (state && sense) {
      const at = { start: mention.at.start, end: mention.at.end + state[0].length }
      const actor = countryActor(sense.code)
      made[actor]!.aliases.add(text.slice(at.start, at.end).replace(/\s+/g, ' '))
      found.push({ at, form: 'nominal', type: 'ORG', actor, sentence: mention.sentence })
    } else if (group || (mention.type === 'NORP' && name.endsWith('s') && (sense === null || countrySense(name.slice(0, -1)) !== null))) {
      const at = { start: mention.at.start, end: mention.at.end + (group?.[0].length ?? 0) }
      const words = text.slice(at.start, at.end).replace(/\s+/g, ' ')
      const key = words.toLowerCase()
      let actor = known.get(key)
      if (actor === undefined) {
        made.push(blank(words, 'group', sense?.code ?? null))
        actor = made.length - 1
        known.set(key, actor)
      }
      made[actor]!.aliases.add(words)
      if (group) found.push({ at, form: 'nominal', type: 'NORP', actor, sentence: mention.sentence })
      else mention.actor = actor
    }
  }
  return found
}

const blank = (name: string, kind: Making['kind'], country: string | null): Making => ({
  name,
  kind,
  role: null,
  country,
  sex: null,
  aliases: new Set(),
  offices: [],
})

/** A description begins here. */
const definite = /\b[Tt]h(?:e|at|is)\s+/g
const next = /((?:\p{Lu}\.)+|[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*)(['’]s?)?(\s+|$|[^\s\p{L}\p{N}])/uy
/** The most words between "the" and the noun. */
const mostModifiers = 4

/** Heads of state and of government may all be called leader; envoys ambassadors; and so on. */
const rulers = new Set(
  'president premier minister chancellor king queen emir sultan leader head chairman monarch ruler prince pope dictator strongman'.split(
    ' ',
  ),
)
const alike = (noun: string, head: string, role: string): boolean => {
  if (noun === head) return true
  if (noun === 'leader' || noun === 'strongman' || noun === 'ruler')
    return rulers.has(head) && (head !== 'minister' || /\bprime\b/i.test(role))
  if (noun === 'premier') return head === 'minister' && /\bprime\b/i.test(role)
  if (noun === 'envoy' || noun === 'diplomat' || noun === 'ambassador')
    return /^(?:ambassador|envoy|consul|diplomat)$/.test(head) || (noun === 'diplomat' && /\bforeign\b/i.test(role))
  if (noun === 'chief' || noun === 'head' || noun === 'boss')
    return /^(?:chief|head|director|commissioner|secretary-general|ceo|chairman|chair)$/.test(head)
  if (noun === 'lawmaker') return /^(?:senator|mp|congressman|congresswoman|representative|deputy|legislator)$/.test(head)
  if (noun === 'lawyer') return /^(?:attorney|advocate|solicitor|barrister)$/.test(head)
  return false
}

function findNominals(
  text: string,
  sentences: readonly Span<'article'>[],
  names: readonly Linked[],
  made: Making[],
  main: string | null,
): Linked[] {
  const people = names.filter(({ type, actor }) => type === 'PER' && actor !== null)
  const found: Linked[] = []
  let sentence = 0
  for (const match of text.matchAll(definite)) {
    const start = match.index
    while (sentence + 1 < sentences.length && sentences[sentence]!.end <= start) sentence++
    const description = describe(text, start + match[0].length)
    if (!description) continue
    const named = capitalsOf(text.slice(start + match[0].length, description.end), description.country)
    const held = antecedent(description, start, people, made, main, named)
    const actor = held ?? (description.country === null ? onlyOne(description.noun, sentence, start, people, made) : null)
    if (actor === null || (held === null && isIntroduced(text, description.noun, start))) continue
    if (held !== null) made[actor]!.aliases.add(text.slice(start, description.end).replace(/\s+/g, ' ').replace(/^T/, 't'))
    found.push({ at: { start, end: description.end }, form: 'nominal', type: 'PER', actor, sentence })
  }
  return found
}

type Description = Readonly<{ noun: string; words: string; country: string | null; end: number }>

/** Nouns for anybody: they mean the one person of whom the text is speaking. */
const anyone = new Set(
  'judge lawyer attorney doctor professor teacher producer director actor actress singer rapper musician artist writer author player striker goalkeeper captain coach star legend veteran politician lawmaker legislator activist campaigner businessman businesswoman entrepreneur billionaire economist analyst expert researcher scientist historian driver defendant suspect accused victim complainant gunman teenager woman man girl boy widow pastor priest bishop journalist reporter filmmaker executive candidate mayor governor senator'.split(
    ' ',
  ),
)
const women = new Set('actress businesswoman woman girl widow'.split(' '))
const men = new Set('businessman man boy gunman'.split(' '))

/** Whether somebody was brought in as "a writer" and not named beside it: then "the writer" is that one. */
function isIntroduced(text: string, noun: string, before: number): boolean {
  let at = before
  for (let count = 0; count < mostIntroductions; count++) {
    at = text.lastIndexOf(noun, at - 1)
    if (at <= 0) return false
    const lead = indefinite.exec(text.slice(Math.max(0, at - introductionReach), at))
    const after = text.slice(at + noun.length, at + noun.length + introductionReach)
    if (lead && !describes.test(lead[1]!) && !/^,?\s+(?:named\s+|called\s+)?\p{Lu}/u.test(after) && !/^\p{L}/u.test(after)) return true
    if (at === 0) return false
  }
  return false
}
const mostIntroductions = 6
const introductionReach = 60 // code units
const indefinite = /(^|.*[^\p{L}])[Aa]n?\s+(?:[\p{Ll}-]+\s+){0,3}$/su
/** What stands before "a writer" where it only describes somebody named: "Ode, a writer", "Ode is a writer". */
const describes = /(?:[,–—(-]\s*|\b(?:is|was|as|be|been|became|become|were|remains)\s+)$/

/** The one person named in this sentence, before, or in the sentence before it; null: none, or more than one. */
function onlyOne(noun: string, sentence: number, at: number, people: readonly Linked[], made: readonly Making[]): number | null {
  if (!anyone.has(noun)) return null
  const sex = women.has(noun) ? 'f' : men.has(noun) ? 'm' : null
  const near = new Set<number>()
  for (let index = firstFrom(people, at) - 1; index >= 0 && people[index]!.sentence >= sentence - 2; index--) {
    const { actor } = people[index]!
    const { sex: known } = made[actor!]!
    if (sex === null || known === null || known === sex) near.add(actor!)
    if (near.size > 1) return null
  }
  const [one] = near
  return one ?? null
}

/** The first mention that starts at `at` or later. */
function firstFrom(people: readonly Linked[], at: number): number {
  let low = 0
  let high = people.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (people[middle]!.at.start < at) low = middle + 1
    else high = middle
  }
  return low
}

/** Words that end a description before its noun came. */
const verbish = /^(?:of|in|on|at|to|for|from|by|with|and|or|but|that|which|who|is|are|was|were|has|have|had|will|would|can|said|says)$/

/** Reads "Russian leader" after "the": modifiers, then a noun for one person, and no name, complement or further noun after it. */
function describe(text: string, from: number): Description | null {
  let at = from
  for (let count = 0; count <= mostModifiers; count++) {
    next.lastIndex = at
    const word = next.exec(text)
    if (!word) return null
    const low = word[1]!.toLowerCase()
    const end = at + word[1]!.length
    if (isRoleHead(low) || anyone.has(low)) {
      const rest = text.slice(end, end + 40)
      // "prime minister", "foreign secretary", "police chief": the next word is the noun
      const further = /^\s+([\p{L}-]+)/u.exec(rest)
      if (further && isRoleHead(further[1]!.toLowerCase()) && !word[2]) {
        at = next.lastIndex
        continue
      }
      if (/^\s+(?:of|for|to)\s+(?:the\s+)?\p{Lu}/u.test(rest) || /^\s+\p{Lu}/u.test(rest)) return null
      const words = text.slice(from, end)
      const [country] = countriesIn(words)
      return { noun: low, words: words.toLowerCase().replace('defense', 'defence'), country: country?.code ?? null, end }
    }
    if (word[2] || !/^\s/.test(word[3]!) || verbish.test(low)) return null
    at = next.lastIndex
  }
  return null
}

const special = /\b(?:prime|foreign|defence|interior|finance|home|vice|deputy|crown|health|education|police|army|justice)\b/g

/** How many mentions of people back a description reaches. */
const antecedentReach = 200

/** "BJP" of "the BJP leader": names in a description, other than of a country; whoever is meant has them in his role. */
const capitalsOf = (words: string, country: string | null): readonly string[] =>
  country === null ? (words.match(/\p{Lu}[\p{L}\d-]*/gu) ?? []).map((word) => word.toLowerCase()).filter((word) => !isRoleHead(word)) : []

/** The person mentioned last before, whose role and country the description fits. */
function antecedent(
  { noun, words, country }: Description,
  at: number,
  people: readonly Linked[],
  made: readonly Making[],
  main: string | null,
  named: readonly string[],
): number | null {
  const wanted = words.match(special) ?? []
  const last = firstFrom(people, at)
  for (let index = last - 1; index >= Math.max(0, last - antecedentReach); index--) {
    const { actor } = people[index]!
    const person = made[actor!]!
    if (person.role === null) continue
    const role = person.role.toLowerCase().replace('defense', 'defence')
    if (!alike(noun, roleHead(role), role)) continue
    if (country !== null && person.country !== null && person.country !== country) continue
    if (country !== null && person.country === null && noun === 'leader') continue
    if (!named.every((word) => role.includes(word))) continue
    if (!wanted.every((word) => role.includes(word) || (word === 'prime' && role === 'premier'))) continue
    if (noun === 'minister' && wanted.length === 0 && /\bprime\b/.test(role) && country === null && person.country !== main) continue
    return actor
  }
  return country === null || !stately.test(words)
    ? null
    : unnamedOffice(country, words, people.slice(Math.max(0, last - antecedentReach), last), made)
}

/** Offices that one person of a country holds. */
const stately = /(?:^|\s)(?:president|prime minister|premier|chancellor|king|queen|leader|foreign minister|emir|sultan)$/

/** "The Norwegian president", where one person of that country was named without any office: that office is theirs. */
function unnamedOffice(country: string, words: string, people: readonly Linked[], made: readonly Making[]): number | null {
  const candidates = new Set(
    people.map(({ actor }) => actor!).filter((actor) => made[actor]!.country === country && made[actor]!.role === null),
  )
  const [actor] = candidates
  if (actor === undefined || candidates.size > 1) return null
  const office = stately.exec(words)![0].trim()
  if (office !== 'leader') made[actor]!.role = office
  return actor
}

const bodyNouns =
  /\b[Tt]he\s+(?:\p{Ll}[\p{Ll}-]*\s+)?(company|firm|organi[sz]ation|commission|committee|court|agency|ministry|department|party|group|union|association|council|bank|university|institute|foundation|federation|board|authority|assembly|parliament|airline|club|league|force|bloc|alliance|watchdog|charity|newspaper|broadcaster|tribunal|senate|congress)\b(?!\s+(?:of|for)\s|['’]|\s+\p{Ll}*(?:spokes|chair|lead|official|member|president|head|minister|chief|secretary))/gu
/** Nouns for any body: where no name holds the noun, the body named last. */
const anyBody = new Set(
  'company firm organisation organization group agency airline club charity newspaper broadcaster bloc alliance watchdog'.split(' '),
)
/** Names of departments are often given by another noun. */
const sameNoun: ReadonlyMap<string, RegExp> = new Map([
  ['ministry', /ministry|department/i],
  ['department', /department|ministry/i],
  ['agency', /agency|administration|bureau|service/i],
  ['court', /court|tribunal/i],
  ['tribunal', /court|tribunal/i],
  ['party', /party|congress|alliance|movement|league|front/i],
])
/** How far back a description of a body reaches: mentions of bodies. */
const bodyMentions = 60

/** "The commission", "the company": the body named last before whose name has the noun, or for the most general nouns any. */
function findBodyNominals(
  text: string,
  sentences: readonly Span<'article'>[],
  names: readonly Linked[],
  made: readonly Making[],
): Linked[] {
  const bodies = names.filter(({ type, actor }) => type === 'ORG' && actor !== null)
  const found: Linked[] = []
  let sentence = 0
  let next = 0
  for (const match of text.matchAll(bodyNouns)) {
    const start = match.index
    const noun = match[1]!
    while (sentence + 1 < sentences.length && sentences[sentence]!.end <= start) sentence++
    while (next < bodies.length && bodies[next]!.at.end <= start) next++
    const near = bodies.slice(Math.max(0, next - bodyMentions), next)
    const named = sameNoun.get(noun) ?? new RegExp(noun, 'i')
    const one =
      near.findLast(({ actor }) => named.test(made[actor!]!.name)) ??
      (anyBody.has(noun)
        ? near.findLast(({ actor }) => !/ministry|court|parliament|council|university|commission/i.test(made[actor!]!.name))
        : undefined)
    if (one) found.push({ at: { start, end: start + match[0].length }, form: 'nominal', type: 'ORG', actor: one.actor, sentence })
  }
  return found
}
