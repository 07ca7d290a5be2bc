import type { Party } from '#model/reading.ts'
import type { Sentence } from './clauses.ts'
import { clauseEnd, joinedFrom, objectOf, type Phrase, skipRight, slotOf, subjectsOf } from './event-arguments.ts'
import { carriers, enders, type Frame, framesOfObject, framesOfVerb, sufferers } from './event-lexicon.ts'
import { farRecipients, lackOf, ownerOf, recipientsOf, type Side, subjectParties, tellingBody } from './event-parties.ts'
import { type Candidate, costs, isActor, partiesOf, type Scene, spanOf, sure } from './event-scene.ts'
import { complementReach, frameAt, nounFrameAt, phraseHead, triggerSpan } from './event-triggers.ts'

/** 'opened fire on', 'withdrew its ambassador from': a verb that means an event with its object. */
export function idiomCandidate(scene: Scene, at: number, used: Set<number>): Candidate | null {
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

/** 'was engaged in a war': passive in form only. */
const involved = new Set(['engage', 'involve', 'embroil'])

/** 'held talks with', 'lifted its blockade of', 'sanctions were imposed on': a verb that carries or ends what a noun names. */
export function carriedCandidate(scene: Scene, at: number, used: Set<number>): Candidate | null {
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
