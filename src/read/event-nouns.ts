import type { Party } from '#model/reading.ts'
import type { Sentence } from './clauses.ts'
import { clauseEnd, isFiniteVerb, joinedFrom, previousVerb, slotOf } from './event-arguments.ts'
import { ownerOf, subjectParties } from './event-parties.ts'
import { type Candidate, costs, isActor, partiesOf, type Scene, sure } from './event-scene.ts'
import { nounFrameAt, nounSpan } from './event-triggers.ts'

/** A noun that names an act by itself: 'Russia's invasion of Ukraine', 'a phone call with', 'the shelling of the port by rebels'. */
export function nounCandidate(scene: Scene, at: number): Candidate | null {
  const { sentence } = scene
  const frame = nounFrameAt(sentence, at)
  if (frame === null) return null
  const { chunks } = sentence
  const end = clauseEnd(sentence, at)
  const owner = ownerOf(scene, at)
  const by = nearSlot(sentence, 'by', at, end) ?? (frame.type === 'AID' ? nearSlot(sentence, 'from', at, end) : null)
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
