import type { Sentence } from './clauses.ts'
import { clauseEnd, objectOf, type Phrase, phraseFrom, slotOf } from './event-arguments.ts'
import { isDuty } from './event-doubts.ts'
import { type Frame, framesOfVerb } from './event-lexicon.ts'
import { subjectParties } from './event-parties.ts'
import { type Candidate, costs, partiesOf, type Scene, spanOf, sure, textOf } from './event-scene.ts'
import { triggerSpan } from './event-triggers.ts'
import { bodyNamed } from './organisations.ts'
import { mentionsIn } from './parties.ts'
import { addVerb } from './verb-forms.ts'

/** An alliance joined is COOPERATE (docs/event-guide.md); one that is left cuts relations: SANCTION, CAMEO 161. */
const joining: Frame = { ...framesOfVerb('cooperate')[0]!, slots: ['of'], mutual: false }
const leaving: Frame = { ...joining, type: 'SANCTION', cameo: '161', mode: 'relations' }
const entries = new Set(['join', 'rejoin', 'accede', 'enter'])
const exits = new Set(['leave', 'quit', 'exit'])
for (const verb of [...entries, ...exits]) addVerb(verb)

/** 'Norway joined the pact', 'acceded to the treaty', 'became the ninth member of the bloc', 'left the union': of states, not of people. */
export function membershipCandidate(scene: Scene, at: number): Candidate | null {
  const { sentence } = scene
  const { head, verb } = sentence.chunks[at]!
  const frame = exits.has(head) ? leaving : entries.has(head) || head === 'become' ? joining : null
  if (frame === null || verb === null || verb.passive || isDuty(verb.modal)) return null
  const body = bodyOf(sentence, at)
  if (body === null || !isUnion(scene, body) || isWithOthers(sentence, body)) return null
  const { parties, cost } = subjectParties(scene, at)
  if (parties.length === 0 || !parties.every(({ actor }) => actor !== null && scene.draft.actors[actor]!.kind === 'country')) return null
  return {
    frame,
    trigger: head === 'become' ? becoming(sentence, at) : triggerSpan(sentence, at, ''),
    at,
    verbAt: at,
    actors: parties,
    recipients: partiesOf(scene, [body]),
    nominal: false,
    planned: false,
    certainty: sure - cost - costs.nominal,
  }
}

/** 'became the ninth member'. */
const becoming = (sentence: Sentence, at: number) => ({
  start: triggerSpan(sentence, at, '').start,
  end: spanOf(sentence, { first: at, last: objectOf(sentence, at)! + 1 }).end,
})

/** What is joined: the object, what stands behind 'acceded to', or behind 'became a member of'. */
function bodyOf(sentence: Sentence, at: number): Phrase | null {
  const { chunks } = sentence
  const { head } = chunks[at]!
  const object = objectOf(sentence, at)
  if (head === 'become') {
    if (object === null || chunks[object]!.head !== 'member' || chunks[object + 1]?.head !== 'of') return null
    return chunks[object + 2]?.kind === 'np' ? phraseFrom(sentence, object + 2) : null
  }
  const target = head === 'accede' ? slotOf(sentence, 'to', at + 1, clauseEnd(sentence, at)) : object
  return target === null ? null : phraseFrom(sentence, target)
}

const unions =
  /^(?:alliance|bloc|union|treaty|pact|convention|accord|coalition|eurozone|court|organi[sz]ation|league|federation|agreement)$/

/** A body of several states by name, another organisation by name, or a noun for one. */
function isUnion(scene: Scene, phrase: Phrase): boolean {
  const { chunks } = scene.sentence
  const span = spanOf(scene.sentence, phrase)
  const known = bodyNamed(textOf(scene, span).replace(/^the\s+/i, ''))
  if (known !== null) return known.country === null
  return unions.test(chunks[phrase.last - 1]!.head) || mentionsIn(scene.draft.mentions, span).some(({ type }) => type === 'ORG')
}

/** 'joined the union in condemning …', 'joined the court for talks': done together once, and no membership. */
function isWithOthers({ chunks }: Sentence, { last }: Phrase): boolean {
  const next = chunks[last]
  const after = chunks[last + 1]
  return (next?.head === 'in' && after?.verb?.form === 'ing') || next?.head === 'for' || next?.verb?.infinitive === true
}
