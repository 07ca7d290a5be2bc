import type { Party } from '#model/reading.ts'
import type { Span } from '#model/span.ts'
import type { Sentence } from './clauses.ts'
import { clauseEnd, joinedFrom, objectOf, type Phrase, skipRight, slotOf, subjectsOf } from './event-arguments.ts'
import { type Frame, framesOfObject, framesOfVerb } from './event-lexicon.ts'
import { farRecipients, isMany, isShared, lackOf, ownerOf, recipientsOf, type Side, subjectParties, tellingBody } from './event-parties.ts'
import { carriers, enders, makers, sufferers } from './event-rows.ts'
import { type Candidate, costs, isActor, partiesOf, type Scene, spanOf, sure } from './event-scene.ts'
import { complementReach, frameAt, nounFrameAt, phraseHead, triggerSpan } from './event-triggers.ts'

/** 'opened fire on', 'withdrew its ambassador from': a verb that means an event with its object. */
export function idiomCandidate(scene: Scene, at: number, used: Set<number>): Candidate | null {
  const { sentence } = scene
  const direct = objectOf(sentence, at)
  const behind = direct === null ? behindPreposition(sentence, at) : null
  const object = direct ?? behind
  if (object === null || sentence.chunks[at]!.verb?.passive) return null
  const noun = phraseHead(sentence, object)
  const { head } = sentence.chunks[at]!
  const frames = framesOfObject(behind === null ? head : `${head}+${sentence.chunks[behind - 1]!.head}`, sentence.chunks[noun]!.head)
  if (frames.length === 0) return null
  used.add(noun)
  const { parties, cost } = subjectParties(scene, at)
  for (const frame of frames) {
    const owner = frame.slots[0] === 'of' ? ownerOf(scene, noun) : null
    const near = owner ? [owner] : recipientsOf(scene, at, frame)
    const close = near.length > 0 || frame !== frames.at(-1) || frame.type === 'AGREE' // 'granting the request will …': of somebody else
    const recipients = close ? near : farRecipients(scene, noun, frame, parties)
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
        certainty:
          sure -
          cost -
          (near.length > 0 || (parties.length > 1 && frame.slots[0] === 'with')
            ? 0
            : recipients.length > 0
              ? costs.farRecipient
              : lackOf(frame)),
      }
    }
  }
  return null
}

/** 'the streets' of 'took to the streets', 'strike' of 'went on strike'. */
function behindPreposition({ chunks }: Sentence, at: number): number | null {
  const next = chunks[at + 1]
  return (next?.head === 'to' || next?.head === 'on') && chunks[at + 2]?.kind === 'np' ? at + 2 : null
}

/** 'was engaged in a war': passive in form only. */
const involved = new Set(['engage', 'involve', 'embroil'])

/** `carry`: the act is done. `end`: it ends or is put off. `suffer`: it is done to the subject. `plan`: it is being prepared. */
type Carrying = 'carry' | 'end' | 'suffer' | 'plan'

const phrasalEnders = new Set([...enders].flatMap((entry) => (entry.includes('+') ? entry.slice(0, entry.indexOf('+')) : [])))

function carryingOf(sentence: Sentence, at: number): Carrying | null {
  const { head } = sentence.chunks[at]!
  if (phrasalEnders.has(head) && enders.has(`${head}+${sentence.chunks[skipRight(sentence, at + 1)]?.head}`)) return 'end'
  if (carriers.has(head)) return 'carry'
  if (enders.has(head)) return 'end'
  if (sufferers.has(head)) return 'suffer'
  return makers.has(head) ? 'plan' : null
}

/** A noun that names an act, carried by the verb at `at`; `passive`: it is the verb's subject ("sanctions were imposed"). */
type Carried = Readonly<{ at: number; noun: Frame; target: number; passive: boolean; kind: Carrying }>

function carriedAt(sentence: Sentence, at: number): Carried | null {
  const { verb, head } = sentence.chunks[at]!
  const kind = carryingOf(sentence, at)
  if (kind === null) return null
  const subject = verb?.passive ? headOf(sentence, subjectsOf(sentence, at)) : null
  const suffered = subject === null ? null : nounFrameAt(sentence, subject)
  if (suffered !== null) return { at, noun: suffered, target: subject!, passive: true, kind }
  if (verb?.passive && !involved.has(head)) return null
  const target = carriedObject(sentence, at)
  const noun = target === null ? null : nounFrameAt(sentence, target)
  if (noun === null || (verb?.passive && noun.mode === 'investigate')) return null // 'involved in the inquiry': on either side
  return { at, noun, target: target!, passive: false, kind }
}

/** 'held talks with', 'lifted its blockade of', 'sanctions were imposed on': a verb that carries or ends what a noun names. */
export function carriedCandidate(scene: Scene, at: number, used: Set<number>): Candidate | null {
  const carried = carriedAt(scene.sentence, at)
  if (carried === null) return null
  const { noun, target, passive, kind } = carried
  if (kind === 'end' && noun.type === 'CONSULT' && scene.sentence.chunks[at]!.head === 'end') return null // a tour that ends is refused to nobody
  used.add(target)
  const subject = passive ? bySides(scene, at) : subjectParties(scene, at)
  const near = carriedRecipients(scene, carried)
  const alone = near.length === 0 && !(noun.mutual && (subject.parties.length > 1 || (!passive && isMany(scene, at))))
  const far = alone ? farRecipients(scene, target, noun, subject.parties) : []
  const recipients = !alone ? near : kind === 'suffer' && !isShared(scene, far) ? [] : far
  if (recipients.length === 0 && scene.sentence.chunks[at]!.head === 'have' && alone) return null
  const unheld = passive && noun.mutual && subject.parties.length === 0 ? costs.noRecipient : 0 // 'the talks were held in Lydby': by nobody
  const cost = subject.cost + unheld + (alone ? (recipients.length > 0 ? costs.farRecipient : lackOf(noun)) : 0)
  const sides = kind === 'suffer' ? { actors: recipients, recipients: subject.parties } : { actors: subject.parties, recipients }
  const frame = kind === 'end' ? endedFrame(noun) : noun
  return {
    frame,
    trigger: carriedSpan(scene.sentence, carried),
    at,
    verbAt: at,
    ...sides,
    nominal: false,
    planned: kind === 'plan',
    certainty: sure - cost,
  }
}

/** Whom the act is done to: in the noun's own places, or its owner; whose visit it was that is put off. */
function carriedRecipients(scene: Scene, { at, noun, target, passive, kind }: Carried): readonly Party[] {
  const { sentence } = scene
  const owner = ownerOf(scene, target)
  const guest = kind === 'end' && noun.mode === 'visit'
  if (guest && owner) return [owner]
  const behind = passive ? at + 1 : target + 1
  const end = Math.max(clauseEnd(sentence, at), behind + 1)
  for (const slot of guest && !passive ? ['by', ...noun.slots] : noun.slots) {
    if (passive && slot === 'by') continue
    const place = slotOf(sentence, slot, behind, end)
    const phrases = place === null ? [] : joinedFrom(sentence, place).filter((phrase) => isActor(scene, phrase))
    if (phrases.length > 0) return partiesOf(scene, phrases)
  }
  if (owner) return [owner]
  return kind === 'end' ? rememberedOwner(scene, at, target) : []
}

/** Verb and noun where they are close, the noun alone where they are not; of an act that ends, the verb. */
function carriedSpan(sentence: Sentence, { at, target, passive, kind }: Carried): Span<'article'> {
  const particle = sentence.chunks[skipRight(sentence, at + 1)]?.head ?? ''
  const verb = triggerSpan(sentence, at, enders.has(`${sentence.chunks[at]!.head}+${particle}`) ? particle : '')
  const noun = spanOf(sentence, { first: target, last: target + 1 })
  if (kind === 'end') return verb
  const both = { start: Math.min(noun.start, verb.start), end: Math.max(noun.end, verb.end) }
  return passive || both.end - both.start < longestTrigger ? both : noun
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

const bySides = (scene: Scene, at: number): Side => {
  const { sentence } = scene
  const by = slotOf(sentence, 'by', at + 1, Math.min(sentence.chunks.length, at + complementReach))
  if (by !== null) return { parties: partiesOf(scene, joinedFrom(sentence, by)), cost: 0 }
  const teller = tellingBody(scene, at)
  return teller ? { parties: [teller], cost: 0 } : { parties: [], cost: costs.noActor }
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
export function rememberedOwner(scene: Scene, at: number, target: number): readonly Party[] {
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
