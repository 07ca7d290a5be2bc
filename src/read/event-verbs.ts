import type { Party } from '#model/reading.ts'
import type { Sentence } from './clauses.ts'
import {
  isFiniteVerb,
  joinedFrom,
  objectOf,
  type Phrase,
  phraseFrom,
  previousVerb,
  skipRight,
  slotOf,
  subjectsOf,
} from './event-arguments.ts'
import { carriedCandidate, idiomCandidate, rememberedOwner } from './event-carriers.ts'
import { type Frame, framesOfVerb } from './event-lexicon.ts'
import { farRecipients, isMany, lackOf, recipientsOf, subjectParties } from './event-parties.ts'
import { type Candidate, canAct, costs, isActor, partiesOf, quoteOver, type Scene, spanOf, sure } from './event-scene.ts'
import { blames } from './event-speech.ts'
import { complementOf, frameAt, nounFrameAt, readiness, triggerSpan } from './event-triggers.ts'
import { isSaying } from './event-words.ts'
import { mentionsIn } from './parties.ts'

/**
 * What is known while a sentence is walked from left to right: chunk of a governed verb → the frame over it; noun phrases that
 * belong to an event already; the candidates so far.
 */
export type Walk = Readonly<{ governed: Map<number, Frame>; used: Set<number>; found: readonly Candidate[] }>

/** The candidate that a verb group makes, if any. */
export function verbCandidate(scene: Scene, at: number, walk: Walk): Candidate | null {
  const governor = walk.governed.get(at)
  if (governor && governor.nature !== 'plan' && governor.nature !== 'deny') {
    passOn(scene.sentence, at, governor, walk.governed)
    return null
  }
  const found = madeBy(scene, at, walk)
  const made = found && { ...found, certainty: found.certainty - looseness(scene, at, walk) - unlikeliness(scene, at) }
  return made && { ...made, planned: made.planned || governor?.nature === 'plan', denied: governor?.nature === 'deny' }
}

function madeBy(scene: Scene, at: number, walk: Walk): Candidate | null {
  const frame = frameAt(scene.sentence, at)
  if (scene.sentence.chunks[at]!.verb?.negated) return refusalCandidate(scene, at, frame)
  return (
    idiomCandidate(scene, at, walk.used) ??
    ringCandidate(scene, at) ??
    namingCandidate(scene, at) ??
    (frame === null || frame.nature === 'act' || frame.nature === 'plan' ? carriedCandidate(scene, at, walk.used) : null) ??
    (frame?.nature === 'ask' ? null : dutyCandidate(scene, at)) ??
    (isDuty(scene.sentence.chunks[at]!.verb!.modal) ? null : framedCandidate(scene, at, frame ?? readiness(scene.sentence, at), walk))
  )
}

const byPhone = framesOfVerb('telephone')[0]!

/** 'called the president on Friday': with a person for its object and no name given to him, a call by phone. */
function ringCandidate(scene: Scene, at: number): Candidate | null {
  const { sentence, draft } = scene
  const object = sentence.chunks[at]!.head === 'call' ? objectOf(sentence, at) : null
  if (object === null || sentence.chunks[at]!.verb?.passive) return null
  const phrase = phraseFrom(sentence, object)
  const behind = sentence.chunks[phrase.last]
  const plain =
    behind === undefined ||
    /^(?:time|stop|vg|and)$/.test(behind.kind) ||
    (behind.kind === 'preposition' && /^(?:on|after|about|before|following)$/.test(behind.head))
  if (!plain || !mentionsIn(draft.mentions, spanOf(sentence, phrase)).some(({ type }) => type === 'PER')) return null
  return judged(scene, at, byPhone, phrase)
}

const namers = new Set(['describe', 'call', 'label', 'brand', 'term', 'dub', 'portray'])
const accuse = framesOfVerb('condemn')[0]!

/** 'called the country a threat to peace', 'described him as a criminal'. */
function namingCandidate(scene: Scene, at: number): Candidate | null {
  const { sentence, draft } = scene
  const object = namers.has(sentence.chunks[at]!.head) ? objectOf(sentence, at) : null
  if (object === null || sentence.chunks[at]!.verb?.passive) return null
  const phrase = phraseFrom(sentence, object)
  if (!isActor(scene, phrase) || !blames(draft.article.text.slice(spanOf(sentence, phrase).end, scene.span.end))) return null
  return judged(scene, at, accuse, phrase)
}

function judged(scene: Scene, at: number, frame: Frame, phrase: Phrase): Candidate {
  const { parties, cost } = subjectParties(scene, at)
  const sides = { actors: parties, recipients: partiesOf(scene, [phrase]) }
  return {
    frame,
    trigger: triggerSpan(scene.sentence, at, ''),
    at,
    verbAt: at,
    ...sides,
    nominal: false,
    planned: false,
    certainty: sure - cost - costs.nominal,
  }
}

/** 'hit by sanctions', 'slapped with tariffs': the noun says how. */
function struckWith(sentence: Sentence, at: number, frame: Frame): Frame {
  if (frame.type !== 'ASSAULT') return frame
  const means = slotOf(sentence, 'with', at + 1, sentence.chunks.length) ?? slotOf(sentence, 'by', at + 1, sentence.chunks.length)
  const noun = means === null ? null : nounFrameAt(sentence, means)
  return noun?.type === 'SANCTION' || noun?.type === 'COERCE' ? { ...noun, slots: frame.slots } : frame
}

/** The candidate of a verb that means an event by itself. */
function framedCandidate(scene: Scene, at: number, frame: Frame | null, walk: Walk): Candidate | null {
  const { sentence } = scene
  const { head, verb } = sentence.chunks[at]!
  if (
    frame === null ||
    (verb?.passive &&
      (frame.mode === 'meet' || (frame.mode === 'visit' && slotOf(sentence, 'by', at + 1, sentence.chunks.length) === null)))
  )
    return null
  const complement = frame.nature === 'act' || frame.nature === 'judge' ? null : complementOf(sentence, at)
  if (isIdle(sentence, at, head, complement)) return null
  if (complement !== null) walk.governed.set(complement, frame)
  if (frame.nature === 'plan' || frame.nature === 'ponder' || (frame.nature === 'deny' && complement !== null)) return null
  if (frame.nature !== 'act') takeObject(sentence, at, walk.used)
  const { actors, recipients, cost } = verb?.passive ? passiveSides(scene, at, frame) : activeSides(scene, at, frame, complement)
  if (frame.mode === 'receive' && !recipients.some((party) => isGuest(scene, party))) return null
  return {
    frame: complement === null ? struckWith(sentence, at, frame) : hardened(sentence, frame, complement),
    trigger: triggerSpan(sentence, at, frame.particle || (frame.slots.includes('with') ? 'with' : '')),
    at,
    verbAt: at,
    actors,
    recipients,
    nominal: false,
    planned: false,
    certainty: sure - cost,
  }
}

const guests = /(?:delegation|minister|president|envoy|ambassador|leader|counterpart|official|king|pope)s?$/i
/** Who is received is a guest: a person, not a prize. */
const isGuest = ({ draft }: Scene, { at, name }: Party): boolean =>
  guests.test(name) || (at !== null && mentionsIn(draft.mentions, at).some(({ type }) => type === 'PER'))

/** Verbs that ask, agree or stand ready only with the right words behind them. */
function isIdle(sentence: Sentence, at: number, head: string, complement: number | null): boolean {
  const verb = complement === null ? null : sentence.chunks[complement]!.verb
  switch (head) {
    case 'tell':
      return !verb?.infinitive
    case 'be':
      return complement === null
    case 'seek':
      return verb?.infinitive === true && objectOf(sentence, at) === null
    case 'insist':
      return (
        sentence.chunks[skipRight(sentence, at + 1)]?.head !== 'on' &&
        !(verb && (isDuty(verb.modal) || isSubjunctive(sentence, complement!)))
      )
    case 'agree':
      return complement === null && sentence.chunks[skipRight(sentence, at + 1)]?.head === 'with'
    case 'warn':
      return objectOf(sentence, at) === null
    default:
      return false
  }
}

/** 'that the ministry stop': a bare verb with one subject. */
function isSubjunctive({ chunks, tokens }: Sentence, at: number): boolean {
  const before = tokens[chunks[at]!.first - 1]
  return (
    chunks[at]!.verb?.form === 'base' &&
    chunks[at]!.verb.modal === '' &&
    before !== undefined &&
    !/s$|^(?:they|we|you|i|people)$/.test(before.word)
  )
}

/** What is judged or asked for makes no event of its own. */
function takeObject(sentence: Sentence, at: number, used: Set<number>): void {
  const object = objectOf(sentence, at)
  if (object !== null) for (let k = object; k < phraseFrom(sentence, object).last; k += 1) used.add(k)
}

/** What it costs to be an infinitive of purpose or a participle: after another event it mostly tells the same one. */
function looseness({ sentence }: Scene, at: number, { governed, found }: Walk): number {
  const { verb } = sentence.chunks[at]!
  if (governed.has(at) || verb === null || verb.finite || verb.passive) return 0
  if (found.some((other) => other.at < at) && !isAside(sentence, at)) return costs.subordinate
  return verb.infinitive ? costs.purpose : 0
}

/** What it costs to be only possible ("could strike"), to hang on no report ("would help"), or to be told as a custom ("are jailed"). */
function unlikeliness(scene: Scene, at: number): number {
  const { chunks, tokens } = scene.sentence
  const { verb, first } = chunks[at]!
  if (verb === null) return 0
  if (isConditional(scene.sentence, at)) return costs.possible
  if (possible.has(verb.modal)) return isDuty(verb.modal) ? 0 : costs.possible
  if (verb.modal === 'would' && !isTold(scene, at)) return costs.unreported
  const customary =
    verb.passive && !verb.perfect && verb.modal === '' && /^(?:is|are)$/.test(tokens[first]!.word) && tokens[first + 1]?.tag !== 'be'
  return customary ? costs.custom : 0
}
/** 'if they attack', 'unless it lifts': nobody says it happens. */
function isConditional({ chunks }: Sentence, at: number): boolean {
  for (let before = at - 1; before >= 0 && !isFiniteVerb(chunks[before]) && chunks[before]!.kind !== 'comma'; before -= 1) {
    if (chunks[before]!.kind === 'subordinator') return /^(?:if|unless|whether)$/.test(chunks[before]!.head)
    if (chunks[before]!.kind === 'that') return rumours.has(chunks[before - 1]?.head ?? '')
  }
  return false
}
const rumours = new Set(['speculation', 'rumour', 'rumor', 'possibility', 'fear', 'hope', 'chance', 'risk', 'likelihood', 'suggestion'])
const possible = new Set(['can', 'could', 'may', 'might', 'must', 'should', 'cannot'])
const isDuty = (modal: string) => modal === 'must' || modal === 'should'

/** Whether somebody says it: a verb of saying before it, or after it at the end, or a quote around it. */
function isTold(scene: Scene, at: number): boolean {
  const main = previousVerb(scene.sentence, at - 1)
  return (
    (main !== null && isSaying(scene.sentence.chunks[main]!.head)) || quoteOver(scene, at) !== null || laterSpeaker(scene, at).length > 0
  )
}

/** ', accusing …': set off by a comma, a participle tells a second act. */
const isAside = ({ chunks }: Sentence, at: number) => {
  let before = at - 1
  while (chunks[before]?.kind === 'quote' || chunks[before]?.kind === 'adverb') before -= 1
  return !chunks[at]!.verb?.infinitive && (chunks[before]?.kind === 'comma' || chunks[before]?.kind === 'and')
}

const refuse = framesOfVerb('refuse')[0]!

/** 'would not accept', 'will not meet their demands': a refusal; any other 'not' leaves no event. */
function refusalCandidate(scene: Scene, at: number, frame: Frame | null): Candidate | null {
  const { sentence } = scene
  const chunk = sentence.chunks[at]!
  const { modal, form } = chunk.verb!
  if (!/^(?:will|would|wo|'ll)$/.test(modal) || form !== 'base' || chunk.head === 'be' || chunk.head === modal || isSaying(chunk.head))
    return null
  if (modal === 'would' && !isTold(scene, at)) return null
  const sides = activeSides(scene, at, frame ?? refuse, null)
  if (sides.recipients.length === 0) return null
  return {
    frame: refuse,
    trigger: triggerSpan(sentence, at, ''),
    at,
    verbAt: null,
    ...sides,
    nominal: false,
    planned: false,
    certainty: sure - sides.cost - costs.purpose,
  }
}

/** A promise to do harm is a threat. */
function hardened(sentence: Sentence, frame: Frame, complement: number): Frame {
  const inner = frameAt(sentence, complement)
  const harm = inner !== null && /^(?:COERCE|SANCTION|ASSAULT|MOBILIZE|PROTEST)$/.test(inner.type)
  return frame.nature === 'promise' && harm ? { ...frame, type: 'THREATEN', cameo: '130' } : frame
}

/** 'agreed to help rebuild': what a governed verb governs is governed too. */
function passOn(sentence: Sentence, at: number, governor: Frame, governed: Map<number, Frame>): void {
  const next = complementOf(sentence, at)
  if (next !== null) governed.set(next, governor)
}

const requestFrame = framesOfVerb('urge')[0]!

/** 'X said Y must …': a request of X to Y. */
function dutyCandidate(scene: Scene, at: number): Candidate | null {
  const { sentence } = scene
  const { verb } = sentence.chunks[at]!
  if (!verb || !isDuty(verb.modal) || sentence.chunks[at]!.head === verb.modal || asksWhy(sentence, at)) return null
  const targets = subjectsOf(sentence, at)
  if (targets.length === 0 || !isNamed(scene, targets[0]!) || /^(?:we|i|you)$/.test(sentence.chunks[targets[0]!.first]!.head)) return null
  const saying = previousVerb(sentence, at - 1)
  const teller = quoteOver(scene, at)
  const tellers = saying !== null && isSaying(sentence.chunks[saying]!.head) ? partiesOf(scene, subjectsOf(sentence, saying)) : []
  const speakers = tellers.length > 0 ? tellers : teller?.speaker ? [teller.speaker] : laterSpeaker(scene, at)
  if (speakers.length === 0) return null
  const { start } = spanOf(sentence, { first: at, last: at + 1 })
  const { end } = triggerSpan(sentence, at, '')
  return {
    frame: requestFrame,
    trigger: { start, end },
    at,
    verbAt: null,
    actors: speakers,
    recipients: partiesOf(scene, targets),
    nominal: false,
    planned: false,
    certainty: sure - costs.purpose,
  }
}

/** A name, or somebody definite: 'the government must', not 'countries must'. */
function isNamed(scene: Scene, phrase: Phrase): boolean {
  const { sentence, draft } = scene
  const { first } = sentence.chunks[phrase.first]!
  const named = mentionsIn(draft.mentions, spanOf(sentence, phrase)).some(({ type }) => type !== 'MISC')
  return (
    isActor(scene, phrase) &&
    (named ||
      sentence.tokens[first]!.tag === 'determiner' ||
      sentence.tokens[first]!.tag === 'name' ||
      sentence.tokens[first]!.tag === 'pronoun')
  )
}

/** 'why he should', 'whether they must': no duty is laid on anybody. */
const asksWhy = ({ chunks }: Sentence, at: number): boolean => {
  const opening = chunks
    .slice(Math.max(0, at - 3), at)
    .findLast(({ kind }) => kind === 'subordinator' || kind === 'relative' || kind === 'that')
  return opening !== undefined && opening.kind !== 'that'
}

/** '…, X said.' */
function laterSpeaker(scene: Scene, at: number): readonly Party[] {
  const { chunks } = scene.sentence
  for (let next = chunks.length - 1; next > at; next -= 1)
    if (isFiniteVerb(chunks[next]) && isSaying(chunks[next]!.head)) return partiesOf(scene, subjectsOf(scene.sentence, next))
  return []
}

type Sides = Readonly<{ actors: readonly Party[]; recipients: readonly Party[]; cost: number }>

function activeSides(scene: Scene, at: number, frame: Frame, complement: number | null): Sides {
  const { parties, cost } = subjectParties(scene, at)
  const direct = recipientsOf(scene, at, frame)
  const inner = complement === null ? [] : innerRecipients(scene, complement)
  const bare = complement !== null && objectOf(scene.sentence, at) === null && scene.sentence.chunks[complement]!.verb?.infinitive
  const recipients = bare && inner.length > 0 ? inner : direct.length > 0 ? direct : inner
  const indirect = recipients === inner && !bare && scene.sentence.chunks[complement ?? at]!.verb?.infinitive ? costs.farRecipient : 0
  if (recipients.length > 0) return { actors: parties, recipients, cost: cost + indirect }
  if (frame.mutual && (parties.length > 1 || isMany(scene, at))) return { actors: parties, recipients: [], cost }
  const object = objectOf(scene.sentence, at)
  const remembered =
    frame.nature === 'refuse' && object !== null && nounFrameAt(scene.sentence, object)?.type === 'CONSULT'
      ? rememberedOwner(scene, at, object)
      : []
  if (remembered.length > 0) return { actors: parties, recipients: remembered, cost }
  const far = farRecipients(scene, at, frame, parties, farReach(scene, at, frame))
  return {
    actors: parties,
    recipients: far,
    cost: cost + (far.length > 0 ? costs.farRecipient : lackOf(frame)),
  }
}

const nearReach = 5 // chunks behind a thing that the act is done to: "banned all aid to the rebels"

/** How far on the recipient may stand, as a chunk: close by where the act is done to a thing; nowhere else of talks and gifts. */
function farReach(scene: Scene, at: number, frame: Frame): number {
  if (frame.type === 'CONSULT' || frame.type === 'COOPERATE' || frame.slots[0] === 'to') return at
  const object = objectOf(scene.sentence, at)
  const tight = frame.nature === 'act' || frame.type === 'SUPPORT'
  const open = object === null || frame.slots[0] !== 'obj' || !tight || frame.type === 'ASSAULT'
  return open ? scene.sentence.chunks.length : Math.min(object + nearReach, scene.sentence.chunks.length)
}

function innerRecipients(scene: Scene, complement: number): readonly Party[] {
  const { sentence } = scene
  const inner = frameAt(sentence, complement)
  if (inner !== null) {
    const own = recipientsOf(scene, complement, inner)
    if (own.length > 0) return own
  }
  const subject = sentence.chunks[complement]!.verb?.infinitive ? [] : subjectsOf(sentence, complement)
  if (subject.length > 0 && isActor(scene, subject[0]!) && sentence.tokens[sentence.chunks[subject[0]!.first]!.first]!.tag !== 'pronoun')
    return partiesOf(scene, subject)
  return []
}

function passiveSides(scene: Scene, at: number, frame: Frame): Sides {
  const { sentence } = scene
  const by = slotOf(sentence, 'by', at + 1, sentence.chunks.length)
  const phrases = by === null ? [] : joinedFrom(sentence, by)
  const actors = phrases.some((phrase) => canAct(scene, phrase)) ? partiesOf(scene, phrases) : []
  const recipients = frame.slots.includes('obj') ? sufferersOf(scene, at) : recipientsOf(scene, at, frame)
  return { actors, recipients, cost: (actors.length === 0 ? costs.noActor : 0) + (recipients.length === 0 ? lackOf(frame) : 0) }
}

/** Whom a passive verb's subject names; a thing is nobody. */
function sufferersOf(scene: Scene, at: number): readonly Party[] {
  const phrases = subjectsOf(scene.sentence, at)
  return phrases.some((phrase) => isActor(scene, phrase)) ? subjectParties(scene, at).parties : []
}
