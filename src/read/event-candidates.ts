import type { Party, Quote } from '#model/reading.ts'
import type { Span } from '#model/span.ts'
import { countriesIn } from '#text/countries.ts'
import type { Chunk, Sentence } from './clauses.ts'
import {
  clauseEnd,
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
import { carriers, enders, type Frame, frameOfNoun, frameOfPair, framesOfObject, framesOfVerb, sufferers } from './event-lexicon.ts'
import { speechCandidates } from './event-speech.ts'
import { isPeople, isSaying } from './event-words.ts'
import type { EventDraft } from './events.ts'
import { mentionsIn, partyAt } from './parties.ts'

/** A sentence with all that is known around it. `before`: the candidates of the sentence before. */
export type Scene = Readonly<{ draft: EventDraft; span: Span<'article'>; sentence: Sentence; before: readonly Candidate[] }>

export type Candidate = Readonly<{
  frame: Frame
  trigger: Span<'article'>
  /** The chunk of the trigger, and the verb that carries its tense: the trigger itself, or "held" of "held talks"; null: no verb. */
  at: number
  verbAt: number | null
  actors: readonly Party[]
  recipients: readonly Party[]
  nominal: boolean
  /** It hangs on a verb of planning. */
  planned: boolean
  /** It hangs on a denial. */
  denied?: boolean
  certainty: number
}>

/** What speaks against a candidate, off `sure`. Set by hand, checked on ../shared/train/news. */
const sure = 0.9
const costs = {
  noActor: 0.3,
  noRecipient: 0.15,
  /** Of an act that is none without somebody it is done to. */
  needsRecipient: 0.45,
  farRecipient: 0.2,
  dullActor: 0.3,
  nominal: 0.05,
  bareNominal: 0.35,
  purpose: 0.15,
  subordinate: 0.45,
} as const

type Sides = Readonly<{ actors: readonly Party[]; recipients: readonly Party[]; cost: number }>

export function candidatesIn(scene: Scene): readonly Candidate[] {
  const { chunks } = scene.sentence
  const found: Candidate[] = []
  const governed = new Map<number, Frame>()
  const used = new Set<number>()
  for (let at = 0; at < chunks.length; at += 1) {
    const chunk = chunks[at]!
    const candidate =
      chunk.kind === 'vg'
        ? verbCandidate(scene, at, governed, used, found)
        : chunk.kind === 'np' && !used.has(at)
          ? nounCandidate(scene, at)
          : null
    if (candidate) found.push(candidate)
  }
  const spoken = speechCandidates(scene, found)
  return [...found.filter(({ at }) => !spoken.some((other) => other.at === at)), ...spoken]
}

export const spanOf = ({ tokens, chunks }: Sentence, { first, last }: Phrase): Span<'article'> => ({
  start: tokens[chunks[first]!.first]!.start,
  end: tokens[chunks[last - 1]!.last - 1]!.end,
})

const textOf = ({ draft }: Scene, span: Span<'article'>) => draft.article.text.slice(span.start, span.end)

/** Whether a phrase can act or be acted on: it names somebody or some country, or its head is a word for people. */
export function isActor(scene: Scene, phrase: Phrase): boolean {
  const { chunks, tokens } = scene.sentence
  let capital = false
  for (let at = phrase.first; at < phrase.last; at += 1) {
    const { kind, head, first, last } = chunks[at]!
    if (kind === 'np' && (isPeople(head) || tokens[first]!.tag === 'pronoun')) return true
    for (let token = first; token < last; token += 1) capital ||= tokens[token]!.capital && (tokens[token]!.tag === 'name' || tokens[token]!.tag === 'noun')
  }
  if (!capital) return false
  const span = spanOf(scene.sentence, phrase)
  return mentionsIn(scene.draft.mentions, span).some(({ type }) => type !== 'MISC') || countriesIn(textOf(scene, span)).length > 0
}

function partiesOf(scene: Scene, phrases: readonly Phrase[]): readonly Party[] {
  return phrases.map((phrase) => {
    const last = phrase.last - 1
    const chunk = scene.sentence.chunks[last]!
    const { start } = spanOf(scene.sentence, phrase)
    const ends = chunk.owner ? chunk.last - 1 : chunk.last
    return partyAt(scene.draft, { start, end: scene.sentence.tokens[ends - 1]!.end })
  })
}

/** The words of a verb group that tell the event: the verb with its particle. */
function triggerSpan({ tokens, chunks }: Sentence, at: number, particle: string): Span<'article'> {
  const chunk = chunks[at]!
  const end = tokens[chunk.last - 1]!
  const next = tokens[chunk.last]
  return { start: end.start, end: next && (next.word === particle || next.word === 'with') ? next.end : end.end }
}

const spokenByPhone: Frame = { ...framesOfVerb('telephone')[0]!, slots: ['with', 'to'] }

function frameAt({ tokens, chunks }: Sentence, at: number): Frame | null {
  const chunk = chunks[at]!
  if (chunk.head === 'speak' || chunk.head === 'talk') {
    const by = slotOf({ tokens, chunks }, 'by', at + 1, Math.min(chunks.length, at + 4))
    if (by !== null && /^(?:phone|telephone)$/.test(chunks[by]!.head)) return spokenByPhone
  }
  const next = skipRight({ tokens, chunks }, at + 1)
  for (const frame of framesOfVerb(chunk.head)) {
    if (frame.particle === '' || chunks[next]?.head === frame.particle) return frame
    const object = chunks[next]?.kind === 'np' ? phraseFrom({ tokens, chunks }, next).last : -1
    if (object > 0 && chunks[object]?.head === frame.particle && frame.particle.length > 2) return frame
  }
  return null
}

function verbCandidate(
  scene: Scene,
  at: number,
  governed: Map<number, Frame>,
  used: Set<number>,
  told: readonly Candidate[],
): Candidate | null {
  const { sentence } = scene
  const chunk = sentence.chunks[at]!
  const frame = frameAt(sentence, at)
  const governor = governed.get(at)
  if (governor && governor.nature !== 'plan' && governor.nature !== 'deny') {
    passOn(sentence, at, governor, governed)
    return null
  }
  if (chunk.verb?.negated) return refusalCandidate(scene, at, frame)
  const idiom = idiomCandidate(scene, at, used)
  if (idiom) return { ...idiom, planned: governor?.nature === 'plan', denied: governor?.nature === 'deny' }
  const carried = frame === null || frame.nature === 'act' ? carriedCandidate(scene, at, used) : null
  if (carried) return { ...carried, planned: governor?.nature === 'plan', denied: governor?.nature === 'deny' }
  const duty = frame === null || frame.nature !== 'ask' ? dutyCandidate(scene, at) : null
  if (duty) return duty
  const ready = chunk.head === 'be' ? readiness(sentence, at) : null
  const whole = frame ?? ready
  if (whole === null || (whole.mode === 'meet' && chunk.verb?.passive)) return null
  const complement = whole.nature === 'act' || whole.nature === 'judge' ? null : complementOf(sentence, at)
  if (chunk.head === 'tell' && (complement === null || !sentence.chunks[complement]!.verb?.infinitive)) return null
  if (complement !== null) governed.set(complement, whole)
  if (whole.nature === 'plan' || (whole.nature === 'deny' && complement !== null)) return null
  const object = objectOf(sentence, at)
  if (object !== null && whole.nature !== 'act') for (let k = object; k < phraseFrom(sentence, object).last; k += 1) used.add(k)
  const sides = chunk.verb?.passive ? passiveSides(scene, at, whole) : activeSides(scene, at, whole, complement)
  const loose = governor === undefined && chunk.verb?.finite === false && !chunk.verb.passive
  const aside = loose
    ? told.some((other) => other.at < at) && !isAside(sentence, at)
      ? costs.subordinate
      : chunk.verb?.infinitive
        ? costs.purpose
        : 0
    : 0
  return {
    frame: complement === null ? whole : hardened(sentence, whole, complement),
    trigger: triggerSpan(sentence, at, whole.particle),
    at,
    verbAt: at,
    actors: sides.actors,
    recipients: sides.recipients,
    nominal: false,
    planned: governor?.nature === 'plan',
    denied: governor?.nature === 'deny',
    certainty: sure - sides.cost - aside,
  }
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
  if (!/^(?:will|would|wo|'ll|'d)$/.test(chunk.verb!.modal) || chunk.head === 'be' || isSaying(chunk.head)) return null
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

const complementReach = 9 // chunks

/** The verb that the one at `at` governs: 'to …', or the verb of a clause with or without 'that'. */
function complementOf({ chunks }: Sentence, at: number): number | null {
  let that = false
  for (let next = at + 1; next < chunks.length && next <= at + complementReach; next += 1) {
    const { kind } = chunks[next]!
    if (kind === 'that') that = true
    if (kind === 'vg')
      return chunks[next]!.verb?.infinitive ||
        that ||
        (chunks[at]!.head === 'deny' && chunks[next]!.verb?.form === 'ing') ||
        chunks[next]!.verb?.modal ||
        chunks[next]!.verb?.form === 'base'
        ? next
        : null
    if (kind === 'comma' || kind === 'subordinator' || kind === 'relative' || kind === 'stop') return null
  }
  return null
}

const willing = framesOfVerb('promise')[0]!
const planning = framesOfVerb('plan')[0]!
const readyWords = new Set(['ready', 'willing', 'prepared', 'committed'])
const dueWords = new Set(['due', 'set', 'poised', 'likely', 'about'])

/** 'is ready to', 'is due to'. */
function readiness(sentence: Sentence, at: number): Frame | null {
  const next = sentence.chunks[skipRight(sentence, at + 1)]
  if (next === undefined) return null
  return readyWords.has(next.head) ? willing : dueWords.has(next.head) ? planning : null
}

const requestFrame = framesOfVerb('urge')[0]!

/** 'X said Y must …': a request of X to Y. */
function dutyCandidate(scene: Scene, at: number): Candidate | null {
  const { sentence } = scene
  const { verb } = sentence.chunks[at]!
  if (verb?.modal !== 'must' && verb?.modal !== 'should') return null
  const targets = subjectsOf(sentence, at)
  if (targets.length === 0 || !isActor(scene, targets[0]!)) return null
  const saying = previousVerb(sentence, at - 1)
  const teller = quoteOver(scene, at)
  const speakers = teller?.speaker
    ? [teller.speaker]
    : saying !== null && isSaying(sentence.chunks[saying]!.head)
      ? partiesOf(scene, subjectsOf(sentence, saying))
      : laterSpeaker(scene, at)
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

/** '…, X said.' */
function laterSpeaker(scene: Scene, at: number): readonly Party[] {
  const { chunks } = scene.sentence
  for (let next = chunks.length - 1; next > at; next -= 1)
    if (isFiniteVerb(chunks[next]) && isSaying(chunks[next]!.head)) return partiesOf(scene, subjectsOf(scene.sentence, next))
  return []
}

export function quoteOver({ draft, sentence }: Scene, at: number) {
  const { start, end } = spanOf(sentence, { first: at, last: at + 1 })
  return draft.quotes.find(({ content }) => content.some((part) => part.start <= start && end <= part.end)) ?? null
}

/** The quote that this verb introduces: who speaks has been found already, wherever he stands. */
function quoteCuedBy({ draft, sentence }: Scene, at: number): Quote | null {
  const { start, end } = spanOf(sentence, { first: at, last: at + 1 })
  return draft.quotes.find(({ cue, kind }) => cue !== null && kind !== 'indirect' && cue.start < end && start < cue.end) ?? null
}

const spoken = new Set(['i', 'we'])

/** The actors that a verb's subject names; a pronoun nobody resolved leads to the speaker or the subject before. */
function subjectParties(scene: Scene, at: number): Readonly<{ parties: readonly Party[]; cost: number }> {
  const { sentence } = scene
  const cited = sentence.chunks[at]!.verb?.passive ? null : quoteCuedBy(scene, at)
  if (cited?.speaker) return { parties: [cited.speaker], cost: 0 }
  const phrases = subjectsOf(sentence, at)
  if (phrases.length === 0) return { parties: [], cost: costs.noActor }
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
    if (before.length > 0 && before[0]!.first !== phrases[0]!.first) return { parties: partiesOf(scene, before), cost: 0 }
  }
  return { parties, cost: phrases.some((phrase) => isActor(scene, phrase)) ? 0 : costs.dullActor }
}

function activeSides(scene: Scene, at: number, frame: Frame, complement: number | null): Sides {
  const { parties, cost } = subjectParties(scene, at)
  const direct = recipientsOf(scene, at, frame)
  if (direct.length > 0) return { actors: parties, recipients: direct, cost }
  const inner = complement === null ? [] : innerRecipients(scene, complement)
  if (inner.length > 0) return { actors: parties, recipients: inner, cost }
  if (frame.mutual && parties.length > 1) return { actors: parties, recipients: [], cost }
  const far = frame.type === 'CONSULT' ? [] : farRecipients(scene, at, parties)
  return {
    actors: parties,
    recipients: far,
    cost: cost + (far.length > 0 ? costs.farRecipient : lackOf(frame)),
  }
}

/** 'opened fire on', 'withdrew its ambassador from': a verb that means an event with its object. */
function idiomCandidate(scene: Scene, at: number, used: Set<number>): Candidate | null {
  const { sentence } = scene
  const object = objectOf(sentence, at)
  if (object === null || sentence.chunks[at]!.verb?.passive) return null
  const noun = phraseHead(sentence, object)
  const frames = framesOfObject(sentence.chunks[at]!.head, sentence.chunks[noun]!.head)
  if (frames.length === 0) return null
  used.add(noun)
  const { parties, cost } = subjectParties(scene, at)
  for (const frame of frames) {
    const direct = recipientsOf(scene, at, frame)
    const recipients = direct.length > 0 || frame !== frames.at(-1) ? direct : farRecipients(scene, noun, parties)
    if (recipients.length > 0 || frame === frames.at(-1)) {
      const { start } = triggerSpan(sentence, at, '')
      const { end } = spanOf(sentence, { first: noun, last: noun + 1 })
      return {
        frame,
        trigger: { start, end },
        at,
        verbAt: at,
        actors: parties,
        recipients,
        nominal: false,
        planned: false,
        certainty: sure - cost - (direct.length > 0 ? 0 : recipients.length > 0 ? costs.farRecipient : costs.noRecipient),
      }
    }
  }
  return null
}

const needy = new Set(['AID', 'COOPERATE', 'CONCEDE', 'SUPPORT', 'COERCE', 'THREATEN'])
/** What it costs a frame to have nobody it is done to. */
const lackOf = ({ type, slots, mode }: Frame): number =>
  slots.length === 0
    ? 0
    : slots.length === 1 && type === 'REQUEST'
      ? costs.needsRecipient
      : needy.has(type) && mode !== 'curfew' && mode !== 'martial-law'
        ? costs.needsRecipient
        : costs.noRecipient

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

/** The recipients where the frame says they stand. Of what is asked for, refused or judged, its owner or sender counts too. */
function recipientsOf(scene: Scene, at: number, frame: Frame): readonly Party[] {
  const { sentence } = scene
  const end = clauseEnd(sentence, at)
  const object = objectOf(sentence, at)
  for (const slot of frame.slots) {
    const target = slot === 'obj' ? object : slotOf(sentence, slot, at + 1, end)
    if (target === null || sentence.chunks[target]!.kind !== 'np') continue
    const phrases = joinedFrom(sentence, target).filter((phrase) => isActor(scene, phrase))
    if (phrases.length > 0) return slot === 'obj' ? ownersFirst(scene, phrases, frame) : partiesOf(scene, phrases)
  }
  return []
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

/** Any actor after the trigger, when the frame's own places are empty. */
function farRecipients(scene: Scene, at: number, actors: readonly Party[]): readonly Party[] {
  const { sentence } = scene
  const { chunks } = sentence
  for (let next = at + 1; next < chunks.length; next += 1) {
    if (isFiniteVerb(chunks[next]) && isSaying(chunks[next]!.head)) return []
    if (chunks[next]!.kind !== 'np') continue
    const phrase = phraseFrom(sentence, next)
    const span = spanOf(sentence, phrase)
    const isSelf = actors.some((actor) => actor.at !== null && actor.at.start < span.end && span.start < actor.at.end)
    if (isSelf || sentence.tokens[chunks[next]!.first]!.tag === 'pronoun' || !isActor(scene, phrase)) continue
    return partiesOf(scene, [phrase])
  }
  return []
}

function passiveSides(scene: Scene, at: number, frame: Frame): Sides {
  const { sentence } = scene
  const subject = subjectParties(scene, at)
  const by = slotOf(sentence, 'by', at + 1, sentence.chunks.length)
  const phrases = by === null ? [] : joinedFrom(sentence, by)
  const near = by !== null && by <= at + 3
  const actors = near || phrases.some((phrase) => isActor(scene, phrase)) ? partiesOf(scene, phrases) : []
  const takesObject = frame.slots.includes('obj')
  const recipients = takesObject ? subject.parties : recipientsOf(scene, at, frame)
  return { actors, recipients, cost: subject.cost + (actors.length === 0 ? costs.noActor : 0) }
}

/** 'was engaged in a war': passive in form only. */
const involved = new Set(['engage', 'involve', 'embroil'])

/** 'held talks with', 'lifted its blockade of', 'sanctions were imposed on': a verb that carries or ends what a noun names. */
function carriedCandidate(scene: Scene, at: number, used: Set<number>): Candidate | null {
  const { sentence } = scene
  const chunk = sentence.chunks[at]!
  const next = sentence.chunks[skipRight(sentence, at + 1)]
  const kind = enders.has(`${chunk.head}+${next?.head}`)
    ? 'end'
    : carriers.has(chunk.head)
      ? 'carry'
      : enders.has(chunk.head)
        ? 'end'
        : sufferers.has(chunk.head)
          ? 'suffer'
          : null
  if (kind === null) return null
  const suffered = chunk.verb?.passive ? headOf(sentence, subjectsOf(sentence, at)) : null
  const passive = suffered !== null && nounFrameAt(sentence, suffered) !== null
  if (chunk.verb?.passive && !passive && !involved.has(chunk.head)) return null
  const target = passive ? suffered : carriedObject(sentence, at)
  if (target === null) return null
  const noun = nounFrameAt(sentence, target)
  if (noun === null || chunk.head === 'be') return null
  used.add(target)
  const frame = kind === 'end' ? endedFrame(noun) : noun
  const end = clauseEnd(sentence, at)
  const behind = passive ? at + 1 : target + 1
  const owner = ownerOf(scene, target)
  const subject = passive ? bySides(scene, at) : subjectParties(scene, at)
  let recipients: readonly Party[] = []
  for (const slot of noun.slots) {
    const place = slotOf(sentence, slot, behind, Math.max(end, behind + 1))
    const phrases = place === null ? [] : joinedFrom(sentence, place).filter((phrase) => isActor(scene, phrase))
    if (phrases.length > 0) recipients = partiesOf(scene, phrases)
    if (recipients.length > 0) break
  }
  if (recipients.length === 0 && owner !== null) recipients = [owner]
  if (recipients.length === 0 && kind === 'end') recipients = rememberedOwner(scene, at, target)
  let cost = subject.cost
  if (recipients.length === 0 && !(noun.mutual && subject.parties.length > 1)) {
    recipients = farRecipients(scene, target, subject.parties)
    cost += recipients.length > 0 ? costs.farRecipient : lackOf(noun)
  }
  const sides = kind === 'suffer' ? { actors: recipients, recipients: subject.parties } : { actors: subject.parties, recipients }
  const { start, end: stop } = triggerSpan(sentence, at, kind === 'end' && next?.kind === 'preposition' ? next.head : '')
  const nounSpan = spanOf(sentence, { first: target, last: target + 1 })
  const near = !passive && nounSpan.end - start < longestTrigger
  const trigger =
    kind === 'end' ? { start, end: stop } : near ? { start, end: nounSpan.end } : passive ? { start: nounSpan.start, end: stop } : nounSpan
  return { frame, trigger, at, verbAt: at, ...sides, nominal: false, planned: false, certainty: sure - cost }
}

const longestTrigger = 30 // code units: longer, the noun alone is the trigger

/** The head of a phrase: 'sanctions' of 'new sanctions', 'strike' of 'Iran's strike'. */
const headOf = (sentence: Sentence, [phrase]: readonly Phrase[]): number | null =>
  phrase === undefined ? null : phraseHead(sentence, phrase.first)

/** The object, or the noun after 'in', 'out' … of 'engaged in', 'carry out'. */
function carriedObject(sentence: Sentence, at: number): number | null {
  const object = objectOf(sentence, at)
  if (object !== null) return phraseHead(sentence, object)
  const next = skipRight(sentence, at + 1)
  const particle = sentence.chunks[next]
  if (particle?.kind !== 'preposition' || !/^(?:in|out|up|on|off|part|into)$/.test(particle.head)) return null
  const after = skipRight(sentence, next + 1)
  return sentence.chunks[after]?.kind === 'np' ? phraseHead(sentence, after) : null
}

/** The owned noun of 'its neighbour's blockade'. */
function phraseHead({ chunks }: Sentence, at: number): number {
  let head = at
  while (chunks[head]!.owner && chunks[head + 1]?.kind === 'np') head += 1
  return head
}

function nounFrameAt({ tokens, chunks }: Sentence, at: number): Frame | null {
  const chunk = chunks[at]!
  if (chunk.kind !== 'np' || chunk.owner) return null
  const before = chunk.last - 2 >= chunk.first ? tokens[chunk.last - 2]!.word : ''
  const after = tokens[chunk.last]?.word === 'of' && tokens[chunk.last + 1] ? `${chunk.head}-of` : ''
  const whole = after ? frameOfPair(after, tokens[chunk.last + 1]!.word) : null
  if (chunk.head === 'call' && /^(?:with|between)$/.test(tokens[chunk.last]?.word ?? '')) return frameOfNoun('phone', 'call')
  return whole ?? frameOfNoun(before, chunk.head)
}

const bySides = (scene: Scene, at: number): Readonly<{ parties: readonly Party[]; cost: number }> => {
  const { sentence } = scene
  const by = slotOf(sentence, 'by', at + 1, Math.min(sentence.chunks.length, at + complementReach))
  if (by !== null) return { parties: partiesOf(scene, joinedFrom(sentence, by)), cost: 0 }
  const teller = tellingBody(scene, at)
  return teller ? { parties: [teller], cost: 0 } : { parties: [], cost: costs.noActor }
}

/** 'An EU official announced that sanctions would be imposed': the body the official speaks for is the one that acts. */
function tellingBody(scene: Scene, at: number): Party | null {
  const { sentence, draft } = scene
  const main = previousVerb(sentence, at - 1)
  const [phrase] = main === null || !isSaying(sentence.chunks[main]!.head) ? [] : subjectsOf(sentence, main)
  const span = phrase === undefined ? (quoteOver(scene, at)?.speaker?.at ?? null) : spanOf(sentence, phrase)
  if (span === null) return null
  const mention = mentionsIn(draft.mentions, span).find(({ type }) => type === 'ORG' || type === 'LOC')
  return partyAt(draft, mention?.at ?? span)
}

const concession: Pick<Frame, 'type' | 'cameo' | 'mode'> = { type: 'CONCEDE', cameo: '080', mode: null }
const retreat: Pick<Frame, 'type' | 'cameo' | 'mode'> = { type: 'RETREAT', cameo: '087', mode: null }
const refusal: Pick<Frame, 'type' | 'cameo' | 'mode'> = { type: 'REJECT', cameo: '120', mode: null }
const punishment: Pick<Frame, 'type' | 'cameo' | 'mode'> = { type: 'SANCTION', cameo: '160', mode: null }

/** Ending an act turns it round: less force is a retreat, less pressure a concession, less help a sanction, fewer talks a refusal. */
function endedFrame(frame: Frame): Frame {
  const turned =
    frame.type === 'ASSAULT' || frame.type === 'MOBILIZE' || frame.mode === 'blockade'
      ? retreat
      : frame.type === 'CONSULT' || frame.type === 'AGREE'
        ? refusal
        : frame.type === 'AID' || frame.type === 'COOPERATE' || frame.type === 'SUPPORT'
          ? punishment
          : concession
  return { ...frame, ...turned, nature: 'act', mutual: false }
}

/** 'postponed the trip': whose trip it was stands before. */
function rememberedOwner(scene: Scene, at: number, target: number): readonly Party[] {
  const { sentence } = scene
  const definite = sentence.tokens[sentence.chunks[target]!.first]!.word
  if (definite !== 'the' && definite !== 'that' && definite !== 'this') return []
  for (let before = at - 1; before >= 0; before -= 1) {
    const chunk = sentence.chunks[before]!
    if (chunk.kind === 'vg' && (frameAt(sentence, before)?.type === 'CONSULT' || framesOfVerb(chunk.head)[0]?.nature === 'plan')) {
      const { parties } = subjectParties(scene, before)
      if (parties.length > 0) return parties
    }
  }
  return scene.before.findLast(({ frame }) => frame.type === 'CONSULT')?.actors.slice(0, 1) ?? []
}

/** Who owns a noun: 'Iran's transfers', 'an Israeli strike', 'their visit'. */
function ownerOf(scene: Scene, at: number): Party | null {
  const { sentence, draft } = scene
  const { chunks, tokens } = sentence
  if (chunks[at - 1]?.kind === 'np' && chunks[at - 1]!.owner) return partiesOf(scene, [{ first: at - 1, last: at }])[0] ?? null
  const chunk = chunks[at]!
  for (let token = chunk.first; token < chunk.last - 1; token += 1) {
    const { start, end, capital } = tokens[token]!
    if (!capital || tokens[token]!.tag === 'determiner') continue
    const mention = mentionsIn(draft.mentions, { start, end: tokens[chunk.last - 1]!.start })[0]
    if (mention) return partyAt(draft, mention.at)
    if (countriesIn(draft.article.text.slice(start, end)).length > 0)
      return { at: { start, end }, name: draft.article.text.slice(start, end), actor: null, anonymous: null }
  }
  return null
}

/** A noun that names an act by itself: 'Russia's invasion of Ukraine', 'a phone call with', 'the shelling of the port by rebels'. */
function nounCandidate(scene: Scene, at: number): Candidate | null {
  const { sentence } = scene
  const frame = nounFrameAt(sentence, at)
  if (frame === null) return null
  const { chunks } = sentence
  const end = clauseEnd(sentence, at)
  const owner = ownerOf(scene, at)
  const by = slotOf(sentence, 'by', at + 1, Math.min(end, at + 5))
  let actors = owner ? [owner] : by === null ? [] : partiesOf(scene, joinedFrom(sentence, by))
  let recipients: readonly Party[] = []
  for (const slot of frame.slots) {
    const place = nearSlot(sentence, slot, at, end)
    const phrases = place === null ? [] : joinedFrom(sentence, place).filter((phrase) => isActor(scene, phrase))
    if (phrases.length === 0) continue
    recipients = partiesOf(scene, phrases)
    break
  }
  if (frame.mutual && actors.length === 0 && recipients.length > 0 && isOpening(sentence, at)) {
    const main = chunks.findIndex((chunk, index) => index > at && isFiniteVerb(chunk))
    if (main > 0) actors = [...subjectParties(scene, main).parties]
  }
  if (frame.type === 'CONSULT' && actors.length === 0 && recipients.length > 0) actors = [...guests(scene, at)]
  if (actors.length === 0 || recipients.length === 0) return null
  return {
    frame,
    trigger: nounSpan(sentence, at),
    at,
    verbAt: null,
    actors,
    recipients,
    nominal: true,
    planned: false,
    certainty: sure - costs.nominal,
  }
}

/** 'opened the tour with a visit to …', 'said during a meeting with …': who the sentence speaks of was there. */
function guests(scene: Scene, at: number): readonly Party[] {
  const { chunks } = scene.sentence
  const before = chunks[at - 1]
  const main = previousVerb(scene.sentence, at)
  if (main === null || before?.kind !== 'preposition' || !/^(?:with|during|in|at|on|after|following)$/.test(before.head)) return []
  const { parties, cost } = subjectParties(scene, main)
  return cost > 0 ? [] : parties
}

/** 'In a phone call with …,' at the head of a sentence: what follows says who called. */
const isOpening = ({ chunks }: Sentence, at: number) => at <= 2 && (chunks[at - 1]?.kind === 'preposition' || at === 0)

/** The slot right behind the noun, at most one time or place between. */
function nearSlot(sentence: Sentence, slot: string, at: number, end: number): number | null {
  return slotOf(sentence, slot, at + 1, Math.min(end, at + 6))
}

/** The noun and the word before it that makes it one: 'phone call', 'missile transfers'. */
function nounSpan({ tokens, chunks }: Sentence, at: number): Span<'article'> {
  const chunk = chunks[at]!
  const last = chunk.last - 1
  const before = tokens[last - 1]
  const pair = last - 1 >= chunk.first && before?.tag === 'noun' && !before.capital && !/(?:ed|ing|al|ic|ive|ous)$/.test(before.word)
  return { start: pair ? before.start : tokens[last]!.start, end: tokens[last]!.end }
}

export const chunkAt = ({ chunks }: Sentence, at: number): Chunk => chunks[at]!
