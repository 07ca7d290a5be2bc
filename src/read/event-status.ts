import type { EventStatus, Timex } from '#model/reading.ts'
import { previousVerb } from './event-arguments.ts'
import { type Candidate, quoteOver, type Scene, spanOf } from './event-scene.ts'
import { isSaying } from './event-words.ts'

const forward = new Set(['will', 'would', 'shall', "'ll", "'d", 'wo', 'could', 'may', 'might', 'can', 'should', 'must'])
const hearsay = new Set(['allegedly', 'reportedly', 'apparently', 'supposedly'])
/** Prepositions under which an act is the setting of something else. */
const settings = new Set([
  'since',
  'after',
  'following',
  'amid',
  'amidst',
  'during',
  'despite',
  'over',
  'of',
  'before',
  'for',
  'about',
  'to',
  'from',
  'by',
  'on',
  'against',
  'with',
  'in',
])
const material = new Set(['AID', 'ASSAULT', 'COERCE', 'MOBILIZE', 'SANCTION', 'RETREAT', 'COOPERATE'])
/** Sources that report what they saw or handled. */
const neutral = new Set(['police', 'medical', 'witness', 'media', 'document'])
const longPast = /^P(?:\d+(?:\.\d+)?)[MY]$/

/** Modes of acts that all know of: telling of them is no claim. */
const standing = new Set(['occupy', 'war'])
/** An act dated this many days before the publication is background. */
const newsAge = 31
const day = 86_400_000 // ms

type Result = Readonly<{ status: EventStatus; teller: number | null }>

/** Whether an event happened, from the form of its verb, the words around a noun, and who tells it. */
export function statusOf(scene: Scene, candidate: Candidate, when: number | null): Result {
  const { draft } = scene
  const quote = quoteOver(scene, candidate.at)
  const teller = quote === null ? null : draft.quotes.indexOf(quote)
  const status = formStatus(scene, candidate)
  const timex = when === null ? null : draft.timexes[when]!
  const stretch = timex?.type === 'DURATION' && (timex.until !== null || timex.anchor === null) && longPast.test(timex.value ?? '')
  if ((status === 'happened' || status === 'ongoing') && (stretch || isOld(scene, timex))) return { status: 'background', teller }
  if ((status === 'happened' || status === 'background') && isClaim(scene, candidate, teller)) return { status: 'claimed', teller }
  return { status, teller }
}

function isOld({ draft }: Scene, timex: Timex | null): boolean {
  const published = draft.article.published?.value
  if (!published || !timex?.value || timex.type === 'DURATION') return false
  const [, year = '', month] = /^(\d{4})(?:-(\d\d))?/.exec(timex.value) ?? []
  const now = Date.parse(published.value.slice(0, 10).padEnd(10, '-01'))
  const last = month ? Date.UTC(Number(year), Number(month), 1) : Date.UTC(Number(year) + 1, 0, 1)
  return year !== '' && !Number.isNaN(now) && now - last > newsAge * day
}

function formStatus(scene: Scene, { frame, at, verbAt, nominal, planned, denied }: Candidate): EventStatus {
  const { chunks, tokens } = scene.sentence
  if (denied) return 'denied'
  if (planned) return 'announced'
  if (nominal) return standing.has(frame.mode ?? '') ? 'background' : nominalStatus(scene, at)
  const chunk = chunks[verbAt ?? at]!
  const { verb } = chunk
  if (verbAt === null || !verb) return 'happened'
  for (let token = chunk.first; token < chunk.last; token += 1) if (hearsay.has(tokens[token]!.word)) return 'claimed'
  if (forward.has(verb.modal)) return 'announced'
  if (opensWithSince(scene, verbAt)) return 'background'
  if (verb.progressive) return verb.past ? 'happened' : 'ongoing'
  if (verb.perfect && verb.past) return isReported(scene, verbAt) ? 'happened' : 'background'
  return 'happened'
}

/** 'since Norway joined': told as known. */
function opensWithSince({ sentence: { chunks } }: Scene, at: number): boolean {
  let before = at - 1
  while (before >= 0 && (chunks[before]!.kind === 'np' || chunks[before]!.kind === 'adverb')) before -= 1
  return before < at - 1 && /^(?:since|after)$/.test(chunks[before]?.head ?? '')
}

/** 'said it had expelled': the past of a past report is what happened. */
function isReported({ sentence }: Scene, at: number): boolean {
  const main = previousVerb(sentence, at - 1)
  return main !== null && isSaying(sentence.chunks[main]!.head)
}

/** A noun that only sets the scene ('since the invasion of') is background; one that the sentence opens with ('In a call with') is told. */
function nominalStatus({ sentence }: Scene, at: number): EventStatus {
  const { chunks } = sentence
  let before = at - 1
  while (before >= 0 && (chunks[before]!.owner || chunks[before]!.kind === 'adverb' || chunks[before]!.kind === 'time')) before -= 1
  const prior = chunks[before]
  if (prior === undefined || (prior.kind === 'preposition' && /^(?:in|during|at)$/.test(prior.head) && before === 0)) return 'happened'
  return prior.kind === 'preposition' && settings.has(prior.head)
    ? 'background'
    : prior.kind === 'vg' && isSaying(prior.head)
      ? 'happened'
      : 'background'
}

/** An act that one party tells of another. */
function isClaim(scene: Scene, { frame, actors, at, nominal }: Candidate, teller: number | null): boolean {
  if (!material.has(frame.type)) return false
  const { draft, sentence } = scene
  const speaker = teller === null ? null : draft.quotes[teller]!.speaker
  if (nominal && standing.has(frame.mode ?? '')) return false
  if (speaker?.anonymous && neutral.has(speaker.anonymous)) return false
  if (speaker !== null && speaker.actor === null && speaker.anonymous === null) return false
  if (speaker !== null) return !actors.some(({ actor, name }) => (actor !== null && actor === speaker.actor) || name === speaker.name)
  if (!nominal || standing.has(frame.mode ?? '')) return false
  const main = previousVerb(sentence, at - 1)
  return (
    main !== null &&
    isSaying(sentence.chunks[main]!.head) &&
    spanOf(sentence, { first: main, last: main + 1 }).end < spanOf(sentence, { first: at, last: at + 1 }).start
  )
}
