import type { Party } from '#model/reading.ts'
import { agencyNamed } from '#text/agencies.ts'
import { countrySense } from '#text/countries.ts'
import type { Sentence } from './clauses.ts'
import { clauseEnd, objectOf, type Phrase, phraseFrom, previousVerb, slotOf, subjectsOf } from './event-arguments.ts'
import { carriedCandidate, idiomCandidate } from './event-carriers.ts'
import { isDuty, isTold, laterSpeaker, looseness, unlikeliness, type Walk } from './event-doubts.ts'
import { isIdle, isStateOfMind } from './event-idle.ts'
import { type Frame, framesOfVerb } from './event-lexicon.ts'
import { membershipCandidate } from './event-membership.ts'
import { subjectParties } from './event-parties.ts'
import { type Candidate, canAct, costs, isActor, partiesOf, quoteOver, type Scene, spanOf, sure } from './event-scene.ts'
import { activeSides, passiveSides } from './event-sides.ts'
import { blames } from './event-speech.ts'
import { complementOf, frameAt, nounFrameAt, readiness, triggerSpan } from './event-triggers.ts'
import { isSaying } from './event-words.ts'
import { mentionsIn } from './parties.ts'

/** The candidate that a verb group makes, if any. */
export function verbCandidate(scene: Scene, at: number, walk: Walk): Candidate | null {
  const governor = walk.governed.get(at)
  if (governor && governor.nature !== 'plan' && governor.nature !== 'deny') {
    passOn(scene.sentence, at, governor, walk.governed)
    return null
  }
  const found = madeBy(scene, at, walk)
  const made = found && { ...found, certainty: found.certainty - looseness(scene, at, walk, found.frame.type) - unlikeliness(scene, at) }
  return made && { ...made, planned: made.planned || governor?.nature === 'plan', denied: governor?.nature === 'deny' }
}

function madeBy(scene: Scene, at: number, walk: Walk): Candidate | null {
  const frame = isReproach(scene, at) ? accuse : frameAt(scene.sentence, at)
  if (scene.sentence.chunks[at]!.verb?.negated) return refusalCandidate(scene, at, frame)
  return (
    idiomCandidate(scene, at, walk.used) ??
    membershipCandidate(scene, at) ??
    ringCandidate(scene, at) ??
    namingCandidate(scene, at) ??
    (frame === null || frame.nature === 'act' || frame.nature === 'plan' ? carriedCandidate(scene, at, walk.used) : null) ??
    (frame?.nature === 'ask' ? null : dutyCandidate(scene, at)) ??
    (isDuty(scene.sentence.chunks[at]!.verb!.modal) ? null : framedCandidate(scene, at, frame ?? readiness(scene.sentence, at), walk))
  )
}

const hoped = framesOfVerb('hope')[0]!
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
  if (isIdle(scene, at, frame, complement)) {
    if (head === 'seek') walk.governed.set(complement!, hoped) // 'seeks to build': tried, not done
    return null
  }
  if (complement !== null) walk.governed.set(complement, frame)
  if (frame.nature === 'plan' || frame.nature === 'ponder' || frame.nature === 'deny') return null // a denial answers, it refuses nobody
  if (frame.nature !== 'act') takeObject(sentence, at, walk.used)
  const { actors, recipients, cost } = verb?.passive ? passiveSides(scene, at, frame) : activeSides(scene, at, frame, complement)
  if (frame.type === 'CONSULT' && recipients.length > 0 && recipients.every(isPress)) return null
  if (head === 'arrive' && !recipients.some(({ name }) => isAbroad.has(countrySense(name)?.kind ?? ''))) return null
  if (frame.mode === 'receive' && !recipients.some((party) => isGuest(scene, party))) return null
  return {
    frame:
      complement === null
        ? atLaw(sentence, at)
          ? jailed
          : byPolice(struckWith(sentence, at, frame), head, actors)
        : hardened(sentence, frame, complement),
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

const pressNames =
  /(?<!\p{L})(?:reporters?|journalists?|media|press|newspapers?|crowds?|audiences?|News|Times|Post|Daily|Herald|Tribune|Gazette|Journal|Radio|Television|TV|Magazine|BBC|CNN|CBS|NBC|NPR|PBS|MSNBC|Guardian|Telegraph|Observer)(?!\p{L})/u
/** 'spoke to the media': what is said in public is no meeting. */
const isPress = ({ name, anonymous }: Party): boolean => anonymous === 'media' || agencyNamed(name) !== null || pressNames.test(name)

/** Who arrives in a country or its capital visits it; who arrives in a hall is only there. */
const isAbroad = new Set(['name', 'capital'])

const seized = framesOfVerb('seize')[0]!
const jailed = framesOfVerb('arrest')[0]!
const constables =
  /(?<!\p{L})(?:police\p{L}*|officers?|agents?|detectives?|authorities|F\.?B\.?I|sheriffs?|customs|prosecutors?|inspectors?)(?!\p{L})/iu

/** A raid by the police is a search; who charges or is charged by them is arrested (CAMEO 173), not only accused. */
function byPolice(frame: Frame, verb: string, actors: readonly Party[]): Frame {
  if (!actors.some(({ name }) => constables.test(name))) return frame
  return verb === 'raid' || verb === 'storm' ? seized : verb === 'charge' ? jailed : frame
}

const withWords = /^[^.;]{0,160}?(?<!\p{L})(?:for|over|as|calling|saying|accusing|on (?:Twitter|Facebook|X|television))(?!\p{L})/u
const withArms =
  /(?<!\p{L})(?:kill|wound|injur|gun|bomb|kni[fv]e|missile|rocket|troop|soldier|rebel|militant|drone|shell|shot|stab|mob|strike|army|forces|fighter|terror|arm(?:s|ed)(?!\p{L}))/iu
const inWords =
  /(?<!\p{L})(?:in a|at a|during a) (?:\p{L}+ )?(?:statement|speech|interview|tweet|letter|post|column|rally|news conference|press conference|debate)(?!\p{L})/u

/** 'attacked the minister for the raid', 'attacked her in a speech': with words, where nothing in the sentence is a weapon. */
function isReproach({ sentence, draft, span }: Scene, at: number): boolean {
  if (sentence.chunks[at]!.head !== 'attack') return false
  const { end } = spanOf(sentence, { first: at, last: at + 1 })
  const text = draft.article.text.slice(span.start, span.end)
  return !withArms.test(text) && (withWords.test(draft.article.text.slice(end, span.end)) || inWords.test(text))
}

/** 'was charged', 'charged him with theft' at law; 'charged that he stole' is a reproach. */
const atLaw = (sentence: Sentence, at: number): boolean =>
  sentence.chunks[at]!.head === 'charge' &&
  (sentence.chunks[at]!.verb!.passive || slotOf(sentence, 'with', at + 1, clauseEnd(sentence, at)) !== null)

const guests = /(?:delegation|minister|president|envoy|ambassador|leader|counterpart|official|king|pope)s?$/i
/** Who is received is a guest: a person, not a prize. */
const isGuest = ({ draft }: Scene, { at, name }: Party): boolean =>
  guests.test(name) || (at !== null && mentionsIn(draft.mentions, at).some(({ type }) => type === 'PER'))

/** What is judged or asked for makes no event of its own. */
function takeObject(sentence: Sentence, at: number, used: Set<number>): void {
  const object = objectOf(sentence, at)
  if (object !== null) for (let k = object; k < phraseFrom(sentence, object).last; k += 1) used.add(k)
}

const refuse = framesOfVerb('refuse')[0]!

/** 'would not accept', 'will not meet their demands': a refusal; any other 'not' leaves no event. */
function refusalCandidate(scene: Scene, at: number, frame: Frame | null): Candidate | null {
  const { sentence } = scene
  const chunk = sentence.chunks[at]!
  const { modal, form } = chunk.verb!
  if (
    !/^(?:will|would|wo|'ll)$/.test(modal) ||
    form !== 'base' ||
    chunk.head === modal ||
    isStateOfMind(chunk.head) ||
    isSaying(chunk.head)
  )
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
  if (!verb || !isDuty(verb.modal) || verb.perfect || sentence.chunks[at]!.head === verb.modal || asksWhy(sentence, at)) return null
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
    canAct(scene, phrase) &&
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
