import type { Party } from '#model/reading.ts'
import type { Span } from '#model/span.ts'
import { isQuoted, type Quoted } from '#text/quotations.ts'
import { anonymousKindOf, type Draft, mentionsIn, partyAt } from './parties.ts'
import { isRoleHead } from './titles.ts'

/** Leads the words for a speaker to who it is. `last`: who spoke before, and where those words ended; `from`: where the own words begin. */
export type Speakers = Readonly<{ at: (span: Span<'article'>, last: Spoken | null, from?: number) => Party }>
export type Spoken = Readonly<{ party: Party; end: number }>

const person = /^(?:he|she|him|her|his)$/i
const thing = /^(?:it|they|them|its|their)$/i
const oneOfThem = /^\p{L}+ of (?:them|us)$/iu
type Sex = 'm' | 'f'
const sexOf = (words: string): Sex | null =>
  /^(?:he|him|his|mr|sir)\b/i.test(words) ? 'm' : /^(?:she|her|mrs|ms|miss|lady)\b/i.test(words) ? 'f' : null
const definite = /^(?:the|this|that|these|those)\s+(?:same\s+)?/i
const beforeTail = /\b(?:of|from|at|for|in|with|by|on|near|to)\s+(?:the\s+)?$/i
/** "the ministry's lawyer": somebody of the owner's, not who spoke last. */
const owner = /\p{L}['’]s?\s\p{L}/u
const plural = /[^s]s$|(?:men|women|people|police)$/i

/**
 * The speakers of one article. Beyond `partyAt`: in speech, "he" goes on meaning who spoke last until somebody else is named
 * outside quotation marks; "the official" is the unnamed official described before, "the minister" the person whose name bears
 * that title anywhere in the article; a name that only belongs to a description ("a clerk from Hill") does not name it.
 */
export function speakersOf(draft: Draft, quotations: readonly Quoted[]): Speakers {
  const { text } = draft.article
  const unnamed = new Map<string, Party>()
  const titles = new Map<string, Party | null>()
  const sexes = new Map<number, Sex>()
  const spoke: Party[] = [] // persons, the last one last
  const at = (span: Span<'article'>, last: Spoken | null, from = span.start): Party => {
    const words = text.slice(span.start, span.end)
    const bearer = isRoleHead(headOf(words).toLowerCase()) ? titled(words.replace(/^the\s+/i, '').toLowerCase()) : null
    const party = bearer ? { ...bearer, at: span } : described(draft, span)
    if (person.test(words)) return remembered(pronoun(party, span, last, sexOf(words), Math.min(from, span.start)), sexOf(words))
    if (oneOfThem.test(words)) return { at: span, name: words, actor: null, anonymous: last?.party.anonymous ?? null }
    if (thing.test(words)) return party.actor === null && last && !isPerson(last.party) ? { ...last.party, at: span } : party
    if (party.actor !== null) return remembered(party, sexOf(words))
    const back = definite.exec(words)
    const kind = `${party.anonymous} ${headOf(words).toLowerCase()}`
    const body = back && bodyCalled(headOf(words).toLowerCase(), span.start)
    if (body) return { ...body, at: span }
    const before = back && party.anonymous && unnamed.get(kind)
    if (before) return { ...before, at: span }
    const named = (back || isRoleHead(headOf(words).toLowerCase())) && titled(words.slice(back?.[0].length ?? 0).toLowerCase())
    if (named) return { ...named, at: span }
    if (back && !owner.test(words) && last && isPerson(last.party) && isOnePerson(headOf(words).toLowerCase(), party))
      return { ...last.party, at: span }
    if (back && last && isBody(last.party) && bodies.has(headOf(words).toLowerCase())) return { ...last.party, at: span }
    if (party.anonymous) unnamed.set(kind, party)
    return party
  }

  const isBody = ({ actor }: Party) => actor !== null && draft.actors[actor]!.kind === 'organisation'
  const isPerson = ({ actor }: Party) => actor !== null && draft.actors[actor]!.kind === 'person'

  /** Keeps in mind who spoke, and who was "he" and who "she". */
  function remembered(party: Party, sex: Sex | null): Party {
    if (party.actor === null) return party
    if (sex !== null) sexes.set(party.actor, sex)
    if (isPerson(party) && spoke.at(-1)?.actor !== party.actor) spoke.push(party)
    if (spoke.length > mostSpeakers) spoke.shift()
    return party
  }

  /** Keeps to who spoke last, unless somebody was named since, or that was a "she" and this is a "he". */
  function pronoun(party: Party, span: Span<'article'>, last: Spoken | null, sex: Sex | null, from: number): Party {
    if (last === null || !(isPerson(last.party) ? last.party.actor !== party.actor : isSomebody(last.party))) return fitting(party, sex)
    const woman = sex === 'f' && isPerson(last.party) && sexes.get(last.party.actor!) !== 'f' // partyAt knows first names
    if (party.actor !== null && (woman || namedBetween(last.end, from))) return fitting(party, sex)
    return fitting({ ...last.party, at: span }, sex)
  }

  /** Somebody known to be of the other sex gives way to the last speaker who is not. */
  function fitting(party: Party, sex: Sex | null): Party {
    const fits = ({ actor }: Party) => sex === null || actor === null || (sexes.get(actor) ?? sex) === sex
    const other = fits(party) ? undefined : spoke.findLast(fits)
    return other ? { ...other, at: party.at } : party
  }

  /** Whether a person is named outside quotation marks in [from, to). */
  function namedBetween(from: number, to: number): boolean {
    if (to <= from) return false
    return mentionsIn(draft.mentions, { start: from, end: to }).some(
      (mention) => mention.form === 'name' && mention.type === 'PER' && !isQuoted(quotations, mention.at.start),
    )
  }

  /** The person beside whose name a description stands: "Minister of Health, A. Ode", "A. Ode, the minister of health". */
  function titled(description: string): Party | null {
    const known = titles.get(description)
    if (known !== undefined) return known
    const eligible = description.length >= shortestTitle && titles.size < mostTitles && !plural.test(headOf(description))
    const found = eligible
      ? draft.mentions.find(
          ({ form, type, actor, at: name }) => form === 'name' && type === 'PER' && actor !== null && bears(text, name, description),
        )
      : undefined
    const party = found ? { at: null, name: draft.actors[found.actor!]!.name, actor: found.actor, anonymous: null } : null
    titles.set(description, party)
    return party
  }
  /** The body named last before a place in whose name a noun stands: "the ministry", "the Ministry of Health". */
  function bodyCalled(noun: string, before: number): Party | null {
    if (!called.has(noun)) return null
    const near = mentionsIn(draft.mentions, { start: Math.max(0, before - bodyReach), end: before })
    const found = near.findLast(
      ({ form, type, actor, at: name }) =>
        form === 'name' && type === 'ORG' && actor !== null && hasWord(text.slice(name.start, name.end), noun),
    )
    return found ? { at: null, name: draft.actors[found.actor!]!.name, actor: found.actor, anonymous: null } : null
  }
  return { at }
}

/** An unnamed person: "a spokesman", no crowd and no paper. */
const isSomebody = ({ name, anonymous }: Party): boolean =>
  anonymous !== null && !things.has(anonymous) && /^(?:an?|one|another|the)\s/i.test(name) && !plural.test(headOf(name))
const things: ReadonlySet<string> = new Set(['document', 'media', 'company', 'group'])
/** Nouns for a body named before. */
const bodies = new Set(
  'company firm group organisation organization institution agency commission association union party bank council committee body charity club airline body team organiser'.split(
    ' ',
  ),
)

/** Nouns by which a body is called again that bears them in its name. */
const called = new Set(
  'ministry department commission committee council court agency authority bank union party association federation foundation university chamber bureau institute company group board'.split(
    ' ',
  ),
)
const bodyReach = 4000 // code units back; further off another body of the kind is as likely
const hasWord = (name: string, noun: string) =>
  name
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .includes(noun)

const mostSpeakers = 50 // kept in mind; nobody is called "he" after so many others

/** Whether a noun stands for one person: an office, or a word made like "producer". */
const isOnePerson = (head: string, { anonymous }: Party): boolean =>
  isRoleHead(head) ||
  (/(?:er|or|ist|ian|man|woman)$/.test(head) && (anonymous === null || anonymous === 'expert' || anonymous === 'official'))

const shortestTitle = 4 // code units
/** Descriptions that are looked up in one article; each costs a pass over its names. */
const mostTitles = 100
const titleReach = 8 // code units beyond the title's own length, for ", the "

function bears(text: string, name: Span<'article'>, title: string): boolean {
  const before = text
    .slice(Math.max(0, name.start - title.length - titleReach), name.start)
    .toLowerCase()
    .replace(/[,\s]+$/, '')
  if (before.endsWith(title) && !/\p{L}/u.test(before.at(-title.length - 1) ?? ' ')) return true
  const after = text.slice(name.end, name.end + title.length + titleReach).toLowerCase()
  const start = /^,\s+(?:the\s+|an?\s+)?/.exec(after)?.[0].length ?? -1
  return start > 0 && after.startsWith(title, start) && !/\p{L}/u.test(after[start + title.length] ?? ' ')
}

const partOf = /^(?:one|two|three|some|many|both|another|each|several)\s+of\s+(?:the|these|those|its|his|her|their)\s+/i

/**
 * As `partyAt`, but a name after a preposition or before "'s" is part of a description, which then speaks for itself ("a clerk
 * from Hill"), and "one of the officials" is as unnamed as they are.
 */
export function described(draft: Draft, span: Span<'article'>): Party {
  const party = partyAt(draft, span)
  const { text } = draft.article
  const words = text.slice(span.start, span.end)
  const part = partOf.exec(words)
  const named = party.actor !== null && draft.actors[party.actor]!.kind === 'person'
  if (part && !party.anonymous && !named)
    return { at: span, name: words, actor: null, anonymous: anonymousKindOf(words.slice(part[0].length)) }
  const possessor = /^(?:his|her|their|its|our|my)\s+/i.test(words)
  const mention = mentionsIn(draft.mentions, span).find(
    ({ actor, form, at }) => form === 'name' && actor === party.actor && (actor !== null || text.slice(at.start, at.end) === party.name),
  )
  if (mention && possessor && mention.at.end === span.end && text[mention.at.start - 2] === ',') return party // 'its managers, Hill Shipping'
  if (!mention || (possessor && mention.type !== 'PER'))
    return possessor ? { at: span, name: words, actor: null, anonymous: anonymousKindOf(words) } : party
  const owned = mention.at.end < span.end && /^['’]s?\s+\p{L}/u.test(text.slice(mention.at.end, mention.at.end + 4))
  const held = mention.type !== 'PER' && isRoleHead(headOf(text.slice(mention.at.end, span.end)).toLowerCase()) // "the Hill Times editor"
  if (!owned && !held && !beforeTail.test(text.slice(span.start, mention.at.start))) return party
  return { at: span, name: words, actor: null, anonymous: anonymousKindOf(words) }
}

/** The last word of a description before its first preposition. */
const headOf = (description: string) =>
  /([\p{L}-]+)(?:\s+(?:of|in|at|for|from|with|who|on|to|by|near|close|familiar)\b.*)?$/iu.exec(description)?.[1] ?? ''
