import type { Span } from '#model/span.ts'
import type { Sentence } from './clauses.ts'
import { isFiniteVerb, phraseFrom, skipRight, slotOf } from './event-arguments.ts'
import { type Frame, frameOfNoun, frameOfPair, framesOfVerb } from './event-lexicon.ts'

/** The words of a verb group that tell the event: the verb with its particle. */
export function triggerSpan({ tokens, chunks }: Sentence, at: number, particle: string): Span<'article'> {
  const chunk = chunks[at]!
  const end = tokens[chunk.last - 1]!
  const next = tokens[chunk.last]
  return { start: end.start, end: next?.word === particle ? next.end : end.end }
}

/** The noun and the word before it that makes it one: 'phone call', 'missile transfers'. */
export function nounSpan({ tokens, chunks }: Sentence, at: number): Span<'article'> {
  const chunk = chunks[at]!
  const last = chunk.last - 1
  const before = tokens[last - 1]
  const pair = last - 1 >= chunk.first && before?.tag === 'noun' && !before.capital && !/(?:ed|ing|al|ic|ive|ous)$/.test(before.word)
  return { start: pair ? before.start : tokens[last]!.start, end: tokens[last]!.end }
}

const spokenByPhone: Frame = { ...framesOfVerb('telephone')[0]!, slots: ['with', 'to'] }

/** Particles that may stand behind the object: "hand it over". */
const separable = new Set(['out', 'over', 'down', 'off', 'up', 'back'])

/** What the verb group at `at` can mean: its phrasal frames first. Null: it is no trigger. */
export function frameAt({ tokens, chunks }: Sentence, at: number): Frame | null {
  const chunk = chunks[at]!
  if (chunk.head === 'speak' || chunk.head === 'talk') {
    const by = slotOf({ tokens, chunks }, 'by', at + 1, Math.min(chunks.length, at + 4))
    if (by !== null && /^(?:phone|telephone)$/.test(chunks[by]!.head)) return spokenByPhone
  }
  const next = skipRight({ tokens, chunks }, at + 1)
  for (const frame of framesOfVerb(chunk.head)) {
    if (frame.particle === '' || (chunks[next]?.head === frame.particle && chunks[next + 1]?.kind !== 'time')) return frame
    const object = chunks[next]?.kind === 'np' ? phraseFrom({ tokens, chunks }, next).last : -1
    if (object > 0 && chunks[object]?.head === frame.particle && separable.has(frame.particle)) return frame
  }
  return null
}

/** What the noun phrase at `at` names, if it names an act. */
export function nounFrameAt({ tokens, chunks }: Sentence, at: number): Frame | null {
  const chunk = chunks[at]!
  if (chunk.kind !== 'np' || chunk.owner || tokens[chunk.first]!.word === 'no') return null
  const before = chunk.last - 2 >= chunk.first ? tokens[chunk.last - 2]!.word : ''
  const after = tokens[chunk.last]?.word === 'of' && tokens[chunk.last + 1] ? `${chunk.head}-of` : ''
  const whole = after ? frameOfPair(after, tokens[chunk.last + 1]!.word) : null
  if (chunk.head === 'call' && /^(?:with|between)$/.test(tokens[chunk.last]?.word ?? '')) return frameOfNoun('phone', 'call')
  if (chunk.head === 'call' && /^(?:mayday|distress|emergency|roll|curtain|conference)$/.test(before)) return null
  if (chunk.head === 'conference' && /^(?:news|press)$/.test(before)) return null
  return whole ?? frameOfNoun(before, chunk.head)
}

/** The owned noun of 'its neighbour's blockade'. */
export function phraseHead({ chunks }: Sentence, at: number): number {
  let head = at
  while (chunks[head]!.owner && chunks[head + 1]?.kind === 'np') head += 1
  return head
}

const willing = framesOfVerb('promise')[0]!
const planning = framesOfVerb('plan')[0]!
const readyWords = new Set(['ready', 'willing', 'prepared', 'committed'])
const dueWords = new Set(['due', 'set', 'poised', 'likely', 'about'])

/** 'is ready to', 'is due to'. */
export function readiness(sentence: Sentence, at: number): Frame | null {
  if (sentence.chunks[at]!.head !== 'be') return null
  const next = sentence.chunks[skipRight(sentence, at + 1)]
  if (next === undefined) return null
  return readyWords.has(next.head) ? willing : dueWords.has(next.head) ? planning : null
}

const takesGerund = new Set(['deny', 'consider', 'contemplate', 'plan', 'try', 'fear'])
export const complementReach = 9 // chunks

/** The verb that the one at `at` governs: 'to …', or the verb of a clause with or without 'that'. */
export function complementOf({ chunks, tokens }: Sentence, at: number): number | null {
  const own = chunks[at]!.head === 'deny' ? skipRight({ chunks, tokens }, at + 2) : -1
  if (chunks[at + 1]?.kind === 'np' && isFiniteVerb(chunks[own])) return own // 'denied it had bribed'
  let that = false
  for (let next = at + 1; next < chunks.length && next <= at + complementReach; next += 1) {
    const { kind } = chunks[next]!
    if (kind === 'that') that = true
    if (kind === 'vg')
      return chunks[next]!.verb?.infinitive ||
        that ||
        (takesGerund.has(chunks[at]!.head) && chunks[next]!.verb?.form === 'ing') ||
        chunks[next]!.verb?.modal ||
        chunks[next]!.verb?.form === 'base'
        ? next
        : null
    if (kind === 'comma' || kind === 'subordinator' || kind === 'relative' || kind === 'stop') return null
  }
  return null
}
