import type { Party } from '#model/reading.ts'
import { countriesIn, countrySense } from '#text/countries.ts'
import type { Chunk, Sentence } from './clauses.ts'
import {
  clauseEnd,
  isFiniteVerb,
  joinedFrom,
  leftPhrase,
  objectOf,
  type Phrase,
  phraseFrom,
  previousVerb,
  skipRight,
  slotOf,
  subjectsOf,
} from './event-arguments.ts'
import { type Frame, frameOfNoun } from './event-lexicon.ts'
import { canAct, costs, countryParty, isActor, partiesOf, quoteCuedBy, quoteOver, type Scene, spanOf, textOf } from './event-scene.ts'
import { isAbstract, isPeople, isSaying, isThingThatHits } from './event-words.ts'
import { mentionsIn, partyAt } from './parties.ts'
import { verbReadings } from './verb-forms.ts'

/** Parties of one side, and what their finding costs the candidate's certainty. */
export type Side = Readonly<{ parties: readonly Party[]; cost: number }>

const spoken = new Set(['i', 'we'])

/** The actors that a verb's subject names; a pronoun nobody resolved leads to the speaker or the subject before. */
export function subjectParties(scene: Scene, at: number): Side {
  const { sentence } = scene
  const cited = sentence.chunks[at]!.verb?.passive ? null : quoteCuedBy(scene, at)
  if (cited?.speaker) return { parties: [cited.speaker], cost: 0 }
  const phrases = subjectsOf(sentence, at)
  if (phrases.length === 0) return { parties: [], cost: costs.noSubject }
  const only = sentence.chunks[phrases[0]!.first]!
  const pronoun = phrases.length === 1 && sentence.tokens[only.first]!.tag === 'pronoun'
  if (pronoun && spoken.has(only.head)) {
    const speaker = quoteOver(scene, at)?.speaker
    return speaker ? { parties: [speaker], cost: 0 } : { parties: [], cost: costs.noActor }
  }
  const parties = partiesOf(scene, phrases)
  if (pronoun && parties[0]!.actor === null) {
    const main = previousVerb(sentence, phrases[0]!.first)
    const before = main === null ? [] : subjectsOf(sentence, main)
    if (before.length > 0 && before[0]!.first !== phrases[0]!.first && mayMean(scene, only.head, before, phrases[0]!.first))
      return { parties: partiesOf(scene, before), cost: namesThing(sentence, sentence.chunks[before[0]!.last - 1]!) ? costs.dullActor : 0 }
  }
  const able = isWho(sentence, at) || phrases.some((phrase) => canAct(scene, phrase))
  return { parties, cost: able ? 0 : isUnknownName(scene, phrases) ? costs.unknownName : costs.dullActor }
}

/** Whether 'it' can mean a subject further left: one body or country, and no ship or storm named nearer. */
function mayMean({ sentence }: Scene, pronoun: string, subject: readonly Phrase[], until: number): boolean {
  if (pronoun !== 'it') return true
  const { chunks, tokens } = sentence
  const [phrase] = subject
  if (subject.length !== 1 || phrase === undefined) return false
  const noun = tokens[chunks[phrase.last - 1]!.last - 1]!
  const many = noun.tag === 'noun' && noun.word !== chunks[phrase.last - 1]!.head
  const nearer = chunks.slice(phrase.last, until).some((chunk) => chunk.kind === 'np' && namesThing(sentence, chunk))
  return !many && !nearer
}

/** 'the tanker', 'the container ship Dahl': a thing that moves, by its noun or by the noun before its name. */
const namesThing = ({ tokens }: Sentence, { first, last, head }: Chunk): boolean =>
  isThingThatHits(head) || tokens.slice(first, last).some(({ word, tag }) => tag === 'noun' && isThingThatHits(word))

/** 'the convenor, who blamed': 'who' is somebody. */
const isWho = ({ chunks }: Sentence, at: number): boolean => {
  const opening = chunks.slice(Math.max(0, at - 2), at).findLast(({ kind }) => kind !== 'adverb' && kind !== 'time')
  return opening?.kind === 'relative' && opening.head === 'who'
}

/** 'Wanjiru said': one capitalised word at the head of a sentence that is no word we know. */
function isUnknownName({ sentence }: Scene, phrases: readonly Phrase[]): boolean {
  const [phrase] = phrases
  if (phrases.length !== 1 || phrase === undefined || phrase.first !== 0 || phrase.last !== 1) return false
  const { first, last, head } = sentence.chunks[0]!
  return (
    last - first === 1 &&
    sentence.tokens[first]!.capital &&
    head === sentence.tokens[first]!.word &&
    verbReadings(head).length === 0 &&
    frameOfNoun('', head) === null
  )
}

/** The recipients where the frame says they stand. Of what is asked for, refused or judged, its owner or sender counts too. */
export function recipientsOf(scene: Scene, at: number, frame: Frame): readonly Party[] {
  const { sentence } = scene
  const end = clauseEnd(sentence, at)
  const object = objectOf(sentence, at)
  if (object !== null && frame.type === 'AID' && isAbstract(sentence.chunks[phraseFrom(sentence, object).last - 1]!.head)) return []
  for (const slot of frame.slots) {
    const target = slot === 'obj' ? object : slotOf(sentence, slot, at + 1, end)
    if (target === null || sentence.chunks[target]!.kind !== 'np') continue
    const phrases = joinedFrom(sentence, target)
      .map((phrase) => (ofWhat.has(sentence.chunks[at]!.head) ? withoutCharge(sentence, phrase) : phrase))
      .filter((phrase) => isActor(scene, phrase))
    if (phrases.length > 0) return slot === 'obj' ? ownersFirst(scene, phrases, frame) : partiesOf(scene, phrases)
  }
  const before = object === null && frame.slots.includes('obj') ? whomBefore(sentence, at) : null
  return before !== null && isActor(scene, before) ? partiesOf(scene, [before]) : []
}

/** 'the lawyer whom Dahl accused': who stands before 'whom'. */
function whomBefore(sentence: Sentence, at: number): Phrase | null {
  const { chunks } = sentence
  let before = at - 1
  while (before >= 0 && /^(?:np|adverb|time)$/.test(chunks[before]!.kind)) before -= 1
  return chunks[before]?.head === 'whom' && chunks[before - 1]?.kind === 'np' ? leftPhrase(sentence, before - 1) : null
}

/** Verbs that say behind the last 'of' what somebody is charged with. */
const ofWhat = new Set(['accuse', 'convict', 'suspect', 'acquit', 'deprive', 'strip'])

/** 'accused the minister of defence of fraud': the last 'of' is no part of the name. */
function withoutCharge({ chunks }: Sentence, { first, last }: Phrase): Phrase {
  if (chunks[last]?.kind === 'preposition' && chunks[last]!.head === 'of') return { first, last } // 'some of the ministers of lying'
  for (let at = last - 1; at > first; at -= 1)
    if (chunks[at]!.kind === 'preposition' && chunks[at]!.head === 'of') return { first, last: at }
  return { first, last }
}

/** 'condemned Israel's strike', 'rejected an Australian ultimatum': who is behind the thing. */
function ownersFirst(scene: Scene, phrases: readonly Phrase[], frame: Frame): readonly Party[] {
  const { sentence } = scene
  const [phrase] = phrases
  if (frame.nature === 'act' || phrase === undefined) return partiesOf(scene, phrases)
  const { first } = phrase
  if (sentence.chunks[first]!.owner && !isPeople(sentence.chunks[phrase.last - 1]!.head))
    return partiesOf(scene, [{ first, last: first + 1 }])
  return partiesOf(scene, phrases)
}

/** What is said is said to somebody, not to the place it is said in. */
const spokenTypes = new Set(['CONSULT', 'AGREE', 'SUPPORT', 'REQUEST', 'ACCUSE', 'COOPERATE'])

/** Any actor after the trigger, when the frame's own places are empty. */
export function farRecipients(
  scene: Scene,
  at: number,
  frame: Frame,
  actors: readonly Party[],
  end = scene.sentence.chunks.length,
): readonly Party[] {
  const { sentence } = scene
  const { chunks } = sentence
  for (let next = at + 1; next < end; next += 1) {
    if (end < chunks.length && isFiniteVerb(chunks[next])) return [] // near by is not behind the next verb
    if (isFiniteVerb(chunks[next]) && isSaying(chunks[next]!.head)) return []
    if (chunks[next]!.kind !== 'np') continue
    if (spokenTypes.has(frame.type) && /^(?:in|at|near)$/.test(chunks[next - 1]!.head)) continue
    const phrase = phraseFrom(sentence, next)
    const behind = chunks[skipRight(sentence, phrase.last)]
    if (isFiniteVerb(behind) && isSaying(behind!.head)) return []
    const span = spanOf(sentence, phrase)
    const isSelf = actors.some((actor) => actor.at !== null && actor.at.start < span.end && span.start < actor.at.end)
    if (
      isSelf ||
      actors.some(({ name }) => name === textOf(scene, span)) ||
      sentence.tokens[chunks[next]!.first]!.tag === 'pronoun' ||
      !isActor(scene, phrase)
    )
      continue
    return partiesOf(
      scene,
      joinedFrom(sentence, next).filter((one) => isActor(scene, one)),
    )
  }
  return []
}

/** 'refused a deal with the tribe', 'condemned the raid by Norway': who is meant stands behind such a word; any other name further on is seldom the one. */
const sharedWith = /(?<!\p{L})(?:with|from|by)\s+$/u
export const isShared = ({ draft }: Scene, [first]: readonly Party[]): boolean =>
  first?.at != null && sharedWith.test(draft.article.text.slice(Math.max(0, first.at.start - 8), first.at.start))

/** Who owns a noun: 'Iran's transfers', 'an Israeli strike', 'their visit'. */
export function ownerOf(scene: Scene, at: number): Party | null {
  const { sentence, draft } = scene
  const { chunks, tokens } = sentence
  if (chunks[at - 1]?.kind === 'np' && chunks[at - 1]!.owner) return partiesOf(scene, [{ first: at - 1, last: at }])[0] ?? null
  const chunk = chunks[at]!
  for (let token = chunk.first; token < chunk.last - 1; token += 1) {
    const { start, end, capital } = tokens[token]!
    if (!capital || tokens[token]!.tag === 'determiner') continue
    const mention = mentionsIn(draft.mentions, { start, end: tokens[chunk.last - 1]!.start })[0]
    const nation = mention && mention.at.end > end ? null : countrySense(draft.article.text.slice(start, end))
    if (nation?.kind === 'demonym') return countryParty(scene, nation.code, tokens[token]!)
    if (mention) return partyAt(draft, mention.at)
    if (countriesIn(draft.article.text.slice(start, end)).length > 0)
      return { at: { start, end }, name: draft.article.text.slice(start, end), actor: null, anonymous: null }
  }
  return null
}

/** 'An EU official announced that sanctions would be imposed': the body the official speaks for is the one that acts. */
export function tellingBody(scene: Scene, at: number): Party | null {
  const { sentence, draft } = scene
  const main = previousVerb(sentence, at - 1)
  const [phrase] = main === null || !isSaying(sentence.chunks[main]!.head) ? [] : subjectsOf(sentence, main)
  const span = phrase === undefined ? (quoteOver(scene, at)?.speaker?.at ?? null) : spanOf(sentence, phrase)
  if (span === null) return null
  const mention = mentionsIn(draft.mentions, span).find(({ type }) => type === 'ORG' || type === 'LOC')
  return partyAt(draft, mention?.at ?? span)
}

/** 'the two leaders met': one phrase, several people. */
export function isMany({ sentence }: Scene, at: number): boolean {
  const [phrase] = subjectsOf(sentence, at)
  const head = phrase && sentence.tokens[sentence.chunks[phrase.first]!.last - 1]!.word
  return head !== undefined && /s$|people|^they$/.test(head)
}

const needy = new Set(['ACCUSE', 'CONSULT', 'AID', 'COOPERATE', 'CONCEDE', 'SUPPORT', 'COERCE', 'THREATEN'])
/** What it costs a frame to have nobody it is done to. */
export function lackOf({ type, slots, mode, whole }: Frame): number {
  if (slots.length === 0) return 0
  if (whole) return costs.noRecipient
  if (mode === 'curfew' || mode === 'martial-law') return costs.noRecipient
  if (mode === 'restrict') return costs.thing
  return needy.has(type) || (type === 'REQUEST' && slots.length === 1) ? costs.needsRecipient : costs.noRecipient
}
