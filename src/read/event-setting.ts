import type { Party, Timex } from '#model/reading.ts'
import { countrySense } from '#text/countries.ts'
import type { Sentence } from './clauses.ts'
import { clauseEnd, isFiniteVerb, phraseFrom, skipRight } from './event-arguments.ts'
import { type Candidate, type Scene, spanOf } from './event-scene.ts'
import { mentionsIn, partyAt } from './parties.ts'

/** The first chunk of the clause that the trigger stands in. */
function clauseStart({ chunks }: Sentence, at: number): number {
  let start = at
  while (start > 0 && !/^(?:subordinator|relative|but|that)$/.test(chunks[start - 1]!.kind) && !isFiniteVerb(chunks[start - 1])) start -= 1
  return start
}

/** The date of the event: in its own clause, the nearest behind the trigger first; else one that opens the sentence. */
export function findWhen({ draft, sentence, firstTime }: Scene, { at, nominal, verbAt }: Candidate): number | null {
  const { chunks, tokens } = sentence
  const times: number[] = []
  const start = clauseStart(sentence, at)
  const end = nominal ? nounEnd(sentence, at) : clauseEnd(sentence, Math.max(at, verbAt ?? at))
  for (let k = start; k < end; k += 1)
    for (let token = chunks[k]!.first; token < chunks[k]!.last; token += 1) if (tokens[token]!.tag === 'time') times.push(token)
  const trigger = chunks[at]!.first
  const ordered = times.toSorted((one, two) => distance(one, trigger) - distance(two, trigger))
  const opening = tokens.findIndex(({ tag }) => tag === 'time')
  if (!nominal && opening >= 0 && opening <= 2) ordered.push(opening)
  for (const token of ordered) {
    let index = firstTime
    while (index < draft.timexes.length && draft.timexes[index]!.at.start < tokens[token]!.start) index += 1
    if (draft.timexes[index]?.at.start === tokens[token]!.start && dates(draft.timexes[index]!)) return index
  }
  return null
}

/** Up to the verb of the clause: 'X's visit on Friday lasted'. */
function nounEnd({ chunks }: Sentence, at: number): number {
  let end = at + 1
  while (end < chunks.length && !/^(?:subordinator|relative|but|that|comma|stop)$/.test(chunks[end]!.kind) && !isFiniteVerb(chunks[end]))
    end += 1
  return end
}

const beforeCost = 5 // tokens: a date behind the trigger is nearer than one before it
const distance = (token: number, trigger: number) => (token >= trigger ? token - trigger : trigger - token + beforeCost)

/** Whether a timex can date an event: a date, or a stretch that touches the publication (its bounds unknown while that is). */
const dates = ({ type, value, from, anchor }: Timex) =>
  type === 'DATE' || type === 'TIME' ? value === null || !value.endsWith('_REF') : type === 'DURATION' && (from !== null || anchor === null)

/** Where it happened: 'in', 'at' or 'near' and a place, behind the trigger in its clause; 'in Ashgabat, Turkmenistan' as a whole. */
export function findPlace(scene: Scene, { at, verbAt, recipients, frame }: Candidate): Party | null {
  const { sentence, draft } = scene
  const { chunks } = sentence
  const from = Math.max(at, verbAt ?? at)
  const end = clauseEnd(sentence, from)
  for (let k = from + 1; k < end; k += 1) {
    if (chunks[k]!.kind !== 'preposition' || !/^(?:in|at|near|outside|inside)$/.test(chunks[k]!.head)) continue
    const place = skipRight(sentence, k + 1)
    if (chunks[place]?.kind !== 'np' || !isPlace(scene, place)) continue
    const span = spanOf(sentence, { first: place, last: wholePlace(scene, place) })
    if (recipients.some((party) => party.at !== null && party.at.start < span.end && span.start < party.at.end)) continue
    const first = spanOf(sentence, phraseFrom(sentence, place))
    const party = partyAt(draft, first)
    const name = draft.article.text.slice(span.start, span.end)
    return { at: span, name: span.end > first.end ? name : party.actor === null ? name : party.name, actor: party.actor, anonymous: null }
  }
  return frame.mode === 'visit' && recipients.length === 1 && isLocation(scene, recipients[0]!) ? recipients[0]! : null
}

/** Whoever goes to a place is there. */
const isLocation = ({ draft }: Scene, { at }: Party): boolean =>
  at !== null && mentionsIn(draft.mentions, at).some(({ type, at: its }) => type === 'LOC' && its.end === at.end)

function isPlace({ draft, sentence }: Scene, at: number): boolean {
  const span = spanOf(sentence, { first: at, last: at + 1 })
  if (mentionsIn(draft.mentions, span).some(({ type }) => type === 'LOC')) return true
  const sense = countrySense(draft.article.text.slice(span.start, span.end).replace(/^the /i, ''))
  return sense !== null && sense.kind !== 'demonym'
}

/** 'Lyon, France': the larger place after a comma belongs to the smaller. */
function wholePlace(scene: Scene, at: number): number {
  const { chunks } = scene.sentence
  const comma = phraseFrom(scene.sentence, at).last
  const next = comma + 1
  if (chunks[comma]?.kind !== 'comma' || chunks[next]?.kind !== 'np' || !isPlace(scene, next)) return comma
  const after = chunks[next + 1]?.kind
  return after === 'and' || (after === 'comma' && chunks[next + 2]?.kind === 'and') ? comma : next + 1
}
