import type { Span } from '#model/span.ts'
import { countriesIn, countrySense, nameOfCountry } from '#text/countries.ts'
import type { Linked, Making } from './actors.ts'
import { quotedSpans } from './quoted.ts'
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
  return [...groups, ...nominals, ...findPronouns(text, sentences, people, made)]
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
const next = /([\p{L}\p{N}][\p{L}\p{N}.-]*)(['’]s?)?(\s+|$|[^\s\p{L}\p{N}])/uy
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
  if (noun === 'envoy' || noun === 'diplomat')
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
    const description = describe(text, start, start + match[0].length)
    if (!description) continue
    const actor = antecedent(description, start, people, made, main)
    if (actor === null) continue
    made[actor]!.aliases.add(text.slice(start, description.end).replace(/\s+/g, ' ').replace(/^T/, 't'))
    found.push({ at: { start, end: description.end }, form: 'nominal', type: 'PER', actor, sentence })
  }
  return found
}

type Description = Readonly<{ noun: string; words: string; country: string | null; end: number }>

/** Reads "Russian leader" after "the": modifiers, then a noun for one person, and no name, complement or further noun after it. */
function describe(text: string, the: number, from: number): Description | null {
  let at = from
  for (let count = 0; count <= mostModifiers; count++) {
    next.lastIndex = at
    const word = next.exec(text)
    if (!word) return null
    const low = word[1]!.toLowerCase()
    const end = at + word[1]!.length
    if (isRoleHead(low)) {
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
    if (
      word[2] ||
      !/^\s/.test(word[3]!) ||
      (/^\p{Lu}/u.test(word[1]!) && countriesIn(text.slice(the, end)).length === 0 && !/^\s+\p{Lu}/u.test(text.slice(end, end + 3)))
    )
      return null
    at = next.lastIndex
  }
  return null
}

const special = /\b(?:prime|foreign|defence|interior|finance|home|vice|deputy|crown|health|education|police|army|justice)\b/g

/** How many mentions of people back a description reaches. */
const antecedentReach = 200

/** The person mentioned last before, whose role and country the description fits. */
function antecedent(
  { noun, words, country }: Description,
  at: number,
  people: readonly Linked[],
  made: readonly Making[],
  main: string | null,
): number | null {
  const wanted = words.match(special) ?? []
  let last = people.length
  while (last > 0 && people[last - 1]!.at.start >= at) last--
  for (let index = last - 1; index >= Math.max(0, last - antecedentReach); index--) {
    const { actor } = people[index]!
    const person = made[actor!]!
    if (person.role === null) continue
    const role = person.role.toLowerCase().replace('defense', 'defence')
    if (!alike(noun, roleHead(role), role)) continue
    if (country !== null && person.country !== null && person.country !== country) continue
    if (country !== null && person.country === null && noun === 'leader') continue
    if (!wanted.every((word) => role.includes(word) || (word === 'prime' && role === 'premier'))) continue
    if (noun === 'minister' && wanted.length === 0 && /\bprime\b/.test(role) && country === null && person.country !== main) continue
    return actor
  }
  return null
}

const pronoun = /\b(?:he|she|him|her|his|hers|himself|herself)\b/gi
/** Mentions of people kept of one sentence: a sentence with more is a list. */
const mostInSentence = 24
/** How many sentences back a pronoun reaches. */
const pronounReach = 3

/** He and she: the subject of this sentence, else of the sentence before; inside a quotation only people named in it. */
function findPronouns(text: string, sentences: readonly Span<'article'>[], people: readonly Linked[], made: readonly Making[]): Linked[] {
  const quoted = quotedSpans(text)
  const within = (at: number) => spanAround(quoted, at)
  const bySentence = new Map<number, Linked[]>()
  for (const person of people) {
    const list = bySentence.get(person.sentence) ?? []
    if (list.length < mostInSentence) list.push(person)
    bySentence.set(person.sentence, list)
  }
  const found: Linked[] = []
  for (const [sentence, { start, end }] of sentences.entries()) {
    for (const match of text.slice(start, end).matchAll(pronoun)) {
      const at = start + match.index
      const sex = match[0][0]!.toLowerCase() === 's' || /^her/i.test(match[0]) ? 'f' : 'm'
      const quote = within(at)
      const actor = whoIs(text, sentence, at, sex, quote, bySentence, within, made)
      if (actor === null) continue
      made[actor]!.sex ??= sex
      const mention: Linked = { at: { start: at, end: at + match[0].length }, form: 'pronoun', type: 'PER', actor, sentence }
      found.push(mention)
      const list = bySentence.get(sentence) ?? []
      if (list.length < mostInSentence) list.push(mention)
      list.sort((a, b) => a.at.start - b.at.start)
      bySentence.set(sentence, list)
    }
  }
  return found
}

function whoIs(
  text: string,
  sentence: number,
  at: number,
  sex: 'm' | 'f',
  quote: number,
  bySentence: ReadonlyMap<number, readonly Linked[]>,
  within: (at: number) => number,
  made: readonly Making[],
): number | null {
  const fits = ({ actor }: Linked) => {
    const { sex: known } = made[actor!]!
    return known === null || known === sex
  }
  const here = (bySentence.get(sentence) ?? []).filter(
    (mention) => mention.at.end <= at && within(mention.at.start) === quote && fits(mention),
  )
  const subject = here.find((mention) => isSubject(text, mention)) ?? here[0]
  if (subject) return subject.actor
  if (quote >= 0) return null
  for (let back = 1; back <= pronounReach; back++) {
    const before = (bySentence.get(sentence - back) ?? []).filter((mention) => within(mention.at.start) < 0 && fits(mention))
    const best = before.find((mention) => isSubject(text, mention)) ?? before.at(-1)
    if (best) return best.actor
  }
  return null
}

/** Neither an owner nor the complement of a preposition. */
function isSubject(text: string, { at, form }: Linked): boolean {
  if (/^['’]s?\s/.test(text.slice(at.end, at.end + 3))) return false
  if (form === 'pronoun' && /^(?:his|her|him|hers)$/i.test(text.slice(at.start, at.end))) return false
  return !/\b(?:of|with|by|to|for|from|against|between|than|like|and|on|under|after)\s+(?:\p{Lu}[\p{L}.]*\s+){0,4}$/u.test(
    text.slice(Math.max(0, at.start - 60), at.start),
  )
}

/** The span that holds an offset, or -1. Spans are in order and apart. */
function spanAround(spans: readonly Span<'article'>[], at: number): number {
  let low = 0
  let high = spans.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (spans[middle]!.end <= at) low = middle + 1
    else high = middle
  }
  return low < spans.length && spans[low]!.start <= at ? low : -1
}
