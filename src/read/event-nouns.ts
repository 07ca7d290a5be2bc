import type { Party } from '#model/reading.ts'
import type { Sentence } from './clauses.ts'
import { clauseEnd, isFiniteVerb, joinedFrom, objectOf, phraseFrom, previousVerb, slotOf } from './event-arguments.ts'
import type { Frame } from './event-lexicon.ts'
import { ownerOf, subjectParties } from './event-parties.ts'
import { type Candidate, costs, isActor, partiesOf, type Scene, sure } from './event-scene.ts'
import { nounFrameAt, nounSpan } from './event-triggers.ts'

/** A noun that names an act by itself: 'Russia's invasion of Ukraine', 'a phone call with', 'the shelling of the port by rebels'. */
export function nounCandidate(scene: Scene, at: number): Candidate | null {
  const { sentence } = scene
  const frame = nounFrameAt(sentence, at)
  if (frame === null) return null
  const told = between(scene, at, frame) ?? sidesOf(scene, at, frame)
  if (told.actors.length === 0 || (told.recipients.length === 0 && told.actors.length < 2)) return null
  return {
    frame,
    trigger: nounSpan(sentence, at),
    at,
    verbAt: null,
    ...told,
    nominal: true,
    planned: false,
    certainty: sure - costs.nominal,
  }
}

type Sides = Pick<Candidate, 'actors' | 'recipients'>

/** 'talks between A and B': both do it. */
function between(scene: Scene, at: number, { mutual }: Frame): Sides | null {
  const place = mutual ? nearSlot(scene.sentence, 'between', at) : null
  const phrases = place === null ? [] : joinedFrom(scene.sentence, place, true)
  return phrases.length > 1 ? { actors: partiesOf(scene, phrases), recipients: [] } : null
}

function sidesOf(scene: Scene, at: number, frame: Frame): Sides {
  const { sentence } = scene
  const owner = ownerOf(scene, at)
  const by = nearSlot(sentence, 'by', at) ?? (frame.type === 'AID' ? nearSlot(sentence, 'from', at) : null)
  const own = owner ? [owner] : by === null ? possessors(scene, at) : partiesOf(scene, joinedFrom(sentence, by))
  const recipients = behind(scene, at, frame)
  if (own.length > 0 || frame.type !== 'CONSULT') return { actors: own, recipients }
  if (recipients.length > 0) return { actors: guests(scene, at), recipients }
  return frame.mode === 'phone' ? toldOver(scene, at) : { actors: [], recipients: [] }
}

function behind(scene: Scene, at: number, { slots }: Frame): readonly Party[] {
  for (const slot of slots) {
    const place = nearSlot(scene.sentence, slot, at)
    const phrases = place === null ? [] : joinedFrom(scene.sentence, place).filter((phrase) => isActor(scene, phrase))
    if (phrases.length > 0) return partiesOf(scene, phrases)
  }
  return []
}

const possessives = new Set(['its', 'his', 'her', 'their'])

/** 'its invasion of': the actor named last, or the subject to come where the phrase opens the sentence. */
function possessors(scene: Scene, at: number): readonly Party[] {
  const { sentence } = scene
  const { chunks, tokens } = sentence
  if (!possessives.has(tokens[chunks[at]!.first]!.word)) return []
  for (let before = at - 1; before >= 0; before -= 1)
    if (chunks[before]!.kind === 'np' && isActor(scene, { first: before, last: before + 1 }))
      return partiesOf(scene, [{ first: before, last: before + 1 }])
  const main = isOpening(sentence, at) ? nextVerb(sentence, at) : null
  const { parties, cost } = main === null ? { parties: [], cost: 0 } : subjectParties(scene, main)
  return cost > 0 ? [] : parties
}

/** 'In a phone call with …, Y said', 'Y, in a call with …, said', 'opened the tour with a visit to …': Y was there. */
function guests(scene: Scene, at: number): readonly Party[] {
  const { chunks } = scene.sentence
  const before = chunks[at - 1]
  const aside = chunks[at - 2]?.kind === 'comma'
  if (before?.kind !== 'preposition' || !/^(?:with|during|in|at|on|after|following)$/.test(before.head)) return []
  const main = isOpening(scene.sentence, at) || aside ? nextVerb(scene.sentence, at) : previousVerb(scene.sentence, at)
  const { parties, cost } = main === null ? { parties: [], cost: 0 } : subjectParties(scene, main)
  return cost > costs.unknownName ? [] : parties
}

/** 'In a phone call, Y told Z': the listener was on the line. */
function toldOver(scene: Scene, at: number): Sides {
  const { sentence } = scene
  const main = isOpening(sentence, at) ? nextVerb(sentence, at) : null
  const listener = main === null ? null : objectOf(sentence, main)
  if (main === null || listener === null || !isActor(scene, phraseFrom(sentence, listener))) return { actors: [], recipients: [] }
  return { actors: subjectParties(scene, main).parties, recipients: partiesOf(scene, [phraseFrom(sentence, listener)]) }
}

/** At the head of a sentence, with or without a preposition. */
const isOpening = ({ chunks }: Sentence, at: number) => at <= 2 && (chunks[at - 1]?.kind === 'preposition' || at === 0)

function nextVerb({ chunks }: Sentence, from: number): number | null {
  for (let at = from + 1; at < chunks.length; at += 1) if (isFiniteVerb(chunks[at])) return at
  return null
}

const slotReach = 6 // chunks behind the noun
function nearSlot(sentence: Sentence, slot: string, at: number): number | null {
  return slotOf(sentence, slot, at + 1, Math.min(clauseEnd(sentence, at), at + slotReach))
}
