import type { Party } from '#model/reading.ts'
import type { Sentence } from './clauses.ts'
import { clauseEnd, joinedFrom, objectOf, phraseFrom, slotOf, subjectsOf } from './event-arguments.ts'
import { rememberedOwner } from './event-carriers.ts'
import type { Frame } from './event-lexicon.ts'
import { farRecipients, isMany, isShared, lackOf, recipientsOf, subjectParties } from './event-parties.ts'
import { canAct, costs, isActor, partiesOf, type Scene, spanOf } from './event-scene.ts'
import { frameAt, nounFrameAt } from './event-triggers.ts'

type Sides = Readonly<{ actors: readonly Party[]; recipients: readonly Party[]; cost: number }>

export function activeSides(scene: Scene, at: number, frame: Frame, complement: number | null): Sides {
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
  const found = farRecipients(scene, at, frame, parties, farReach(scene, at, frame))
  const far = (frame.nature === 'refuse' || frame.whole) && !isShared(scene, found) ? [] : found
  const ownWish = bare === true && frame.nature === 'ask' && !scene.sentence.chunks[complement]!.verb!.passive // 'asked to join'
  return {
    actors: parties,
    recipients: far,
    cost: cost + (far.length > 0 ? costs.farRecipient : lackBut(scene, frame, object, ownWish)),
  }
}

const money = /[$£€¥]\s?\d|\d\s?(?:million|billion|euros?|dollars?|pounds?)|(?:million|billion)s? of/u
/** What it costs to have nobody the act is done to, where the object tells enough: 'donated 40 million euros', 'seized the letter'. */
function lackBut(scene: Scene, frame: Frame, object: number | null, ownWish: boolean): number {
  if (ownWish) return costs.noRecipient
  if (object === null) return lackOf(frame)
  const { sentence, draft } = scene
  const { start, end } = spanOf(sentence, phraseFrom(sentence, object))
  if (frame.mode === 'economic' && money.test(draft.article.text.slice(start, end))) return costs.noRecipient
  return frame.mode === 'seize' ? costs.thing : lackOf(frame)
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

/** The noun behind 'by'; in 'denied the rights held by the states' it belongs to another verb. */
function ownBy(sentence: Sentence, at: number): number | null {
  const by = slotOf(sentence, 'by', at + 1, sentence.chunks.length)
  if (by === null) return null
  const before = sentence.chunks.slice(at + 1, by).findLast(({ kind }) => kind !== 'preposition' && kind !== 'adverb')
  return before?.kind === 'vg' ? null : by
}

/** Who is 'recognised with a prize' by nobody in particular is backed by nobody. */
const honours = new Set(['SUPPORT', 'CONSULT', 'COOPERATE'])

export function passiveSides(scene: Scene, at: number, frame: Frame): Sides {
  const { sentence } = scene
  const by = ownBy(sentence, at)
  const phrases = by === null ? [] : joinedFrom(sentence, by)
  const actors = phrases.some((phrase) => canAct(scene, phrase)) ? partiesOf(scene, phrases) : []
  const recipients = frame.slots.includes('obj') ? sufferersOf(scene, at) : recipientsOf(scene, at, frame)
  const unsaid = honours.has(frame.type) || frame.mode === 'military' ? costs.noSubject : costs.noActor
  const lack = actors.length > 0 ? 0 : by !== null && by < clauseEnd(sentence, at) ? costs.dullActor : unsaid // 'hit by a frost'
  return { actors, recipients, cost: lack + (recipients.length === 0 ? lackOf(frame) : 0) }
}

/** Whom a passive verb's subject names; a thing is nobody. */
function sufferersOf(scene: Scene, at: number): readonly Party[] {
  const phrases = subjectsOf(scene.sentence, at)
  return phrases.some((phrase) => isActor(scene, phrase)) ? subjectParties(scene, at).parties : []
}
