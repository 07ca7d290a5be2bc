import type { EventType, Party } from '#model/reading.ts'
import type { Sentence } from './clauses.ts'
import { isFiniteVerb, previousVerb, subjectsOf } from './event-arguments.ts'
import type { Frame } from './event-lexicon.ts'
import { type Candidate, costs, partiesOf, quoteOver, type Scene } from './event-scene.ts'
import { isSaying } from './event-words.ts'

/**
 * What is known while a sentence is walked from left to right: chunk of a governed verb → the frame over it; noun phrases that
 * belong to an event already; the candidates so far.
 */
export type Walk = Readonly<{ governed: Map<number, Frame>; used: Set<number>; found: readonly Candidate[] }>

/** What it costs to be an infinitive of purpose or a participle: after another event it mostly tells the same one. */
export function looseness({ sentence }: Scene, at: number, { governed, found }: Walk, type: EventType): number {
  const { verb } = sentence.chunks[at]!
  if (governed.has(at) || verb === null || verb.finite || verb.passive || goesOn(sentence, at)) return 0
  const before = found.filter((other) => other.at < at)
  if (before.length > 0 && (!isAside(sentence, at) || before.some(({ frame }) => frame.type === type))) return costs.subordinate
  return verb.infinitive ? costs.purpose : 0
}

const phases = new Set(['continue', 'begin', 'start', 'resume', 'proceed', 'keep', 'go'])
/** 'continued to attack', 'began evicting', 'went on to accuse': the verb before only says when. */
const goesOn = ({ chunks }: Sentence, at: number): boolean => {
  const before = chunks[at - 1]?.head === 'on' ? at - 2 : at - 1
  return chunks[before]?.kind === 'vg' && phases.has(chunks[before]!.head) && (before < at - 1 || chunks[before]!.head !== 'go')
}

/** What it costs to be only possible ("could strike"), to hang on no report ("would help"), or to be told as a custom ("are jailed"). */
export function unlikeliness(scene: Scene, at: number): number {
  const { chunks, tokens } = scene.sentence
  const { verb, first } = chunks[at]!
  if (verb === null) return 0
  if (isConditional(scene.sentence, at)) return costs.possible
  if (possible.has(verb.modal)) return isDuty(verb.modal) ? 0 : costs.possible
  if (verb.modal === 'would' && hangsOnIf(scene.sentence, at)) return costs.possible
  if (verb.modal === 'would' && !isTold(scene, at)) return costs.unreported
  const customary =
    verb.passive && !verb.perfect && verb.modal === '' && /^(?:is|are)$/.test(tokens[first]!.word) && tokens[first + 1]?.tag !== 'be'
  return customary ? costs.custom : 0
}

/** 'would join if the price fell'. */
const hangsOnIf = ({ chunks }: Sentence, at: number): boolean =>
  chunks.slice(at + 1).some(({ kind, head }) => kind === 'subordinator' && /^(?:if|unless)$/.test(head))

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
export const isDuty = (modal: string) => modal === 'must' || modal === 'should'

/** Whether somebody says it: a verb of saying before it, or after it at the end, or a quote around it. */
export function isTold(scene: Scene, at: number): boolean {
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

/** '…, X said.' */
export function laterSpeaker(scene: Scene, at: number): readonly Party[] {
  const { chunks } = scene.sentence
  for (let next = chunks.length - 1; next > at; next -= 1)
    if (isFiniteVerb(chunks[next]) && isSaying(chunks[next]!.head)) return partiesOf(scene, subjectsOf(scene.sentence, next))
  return []
}
