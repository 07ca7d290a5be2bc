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
  const lack = lackOfSides(scene, at, frame, told)
  if (lack === null) return null
  return {
    frame,
    trigger: nounSpan(sentence, at),
    at,
    verbAt: null,
    ...told,
    nominal: true,
    planned: false,
    certainty: sure - costs.nominal - lack,
  }
}

/** Acts that are done to somebody whether or not it is told who did them: 'the arrest of the editor'. */
const suffered = new Set(['arrest', 'abduct', 'assassinate', 'deport', 'occupy', 'aerial', 'heavy-weapons'])

/** Acts of a crowd against nobody in particular: 'the students' protest'. A rally or march may be a campaign's. */
const uprisings = new Set(['protest', 'demonstration', 'riot', 'strike', 'walkout', 'sit-in'])
/** 'its threat to close the port', 'their refusal to pay', 'his call for calm': what stands behind tells the act. */
const isAimed = ({ chunks, tokens }: Sentence, at: number, { nature }: Frame): boolean =>
  (nature === 'threaten' || nature === 'refuse' || nature === 'ask' || nature === 'promise') &&
  tokens[chunks[at]!.last - 2]?.tag !== 'noun' && // 'the plan calls for'
  (chunks[at + 1]?.verb?.infinitive === true ||
    (nature === 'ask' && chunks[at + 1]?.head === 'for' && !/^(?:comment|interview|anonymity)$/.test(chunks[at + 2]?.head ?? '')))

/** What it costs a noun to lack a side; null: it is none of the acts that can be told of one side alone. */
function lackOfSides({ sentence }: Scene, at: number, frame: Frame, { actors, recipients }: Sides): number | null {
  if (actors.length > 0 && (recipients.length > 0 || actors.length > 1)) return 0
  const { head, last } = sentence.chunks[at]!
  if (sentence.tokens[last - 1]!.tag === 'name') return null // 'the Court of Appeals'
  if (actors.length > 0) return (frame.type === 'PROTEST' && uprisings.has(head)) || isAimed(sentence, at, frame) ? costs.noRecipient : null
  const done = suffered.has(frame.mode ?? '') || head === 'killing'
  return recipients.length > 0 && done && sentence.chunks[at + 1]?.head === 'of' ? costs.noActor : null
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
