import type { NewsEvent, Party, Quote, Timex } from '#model/reading.ts'
import type { Span } from '#model/span.ts'
import { parseSentence } from './clauses.ts'
import { candidatesIn } from './event-candidates.ts'
import type { Candidate, Scene } from './event-scene.ts'
import { goldsteinOf } from './event-scores.ts'
import { findPlace, findWhen } from './event-setting.ts'
import { statusOf } from './event-status.ts'
import { type Draft, mentionsIn } from './parties.ts'

export type EventDraft = Draft & Readonly<{ quotes: readonly Quote[]; timexes: readonly Timex[] }>

/** Below this certainty a candidate is no event: precision is asked for, not coverage. Set by hand; what other values give is in decisions/0061. */
export const eventThreshold = 0.5

/** Code units; what is longer is a list or no prose, and its parse would take time with the square of its length. */
const longestSentence = 4000

/**
 * Finds events: who did what to whom, when, where, and whether it happened. Every trigger makes candidates with an ordered pair
 * of actors and a certainty, and those below the threshold are left out. In text order. Errors: none for odd text.
 * Source: PLOVER Codebook (2022) for types and modes; CAMEO Codebook 1.1b3 for codes; Goldstein 1992 for scores.
 */
export function findEvents(draft: EventDraft, threshold = eventThreshold): readonly NewsEvent[] {
  const events: NewsEvent[] = []
  let before: readonly Candidate[] = []
  const quotesAt = quotesBySentence(draft.quotes)
  let nextTime = 0
  for (const span of draft.sentences) {
    const firstTime = nextTime
    while (nextTime < draft.timexes.length && draft.timexes[nextTime]!.at.end <= span.end) nextTime += 1
    if (span.end - span.start > longestSentence) continue
    const times = draft.timexes.slice(firstTime, nextTime).filter(({ at }) => !isAge(draft.article.text, at))
    const sentence = parseSentence(
      draft.article.text,
      span,
      times.map(({ at }) => at),
      mentionsIn(draft.mentions, span)
        .filter(({ form }) => form === 'name')
        .map(({ at }) => at),
    )
    const scene: Scene = { draft, span, sentence, quotes: quotesAt(span), firstTime, before }
    const candidates = candidatesIn(scene)
    before = candidates
    for (const candidate of candidates) if (candidate.certainty >= threshold) events.push(eventFrom(scene, candidate))
  }
  return withoutRepeats(events, draft.timexes)
}

/** 'a 16-year-old' is a person. */
const isAge = (text: string, { end }: Span<'article'>) => text.slice(end - 4, end) === '-old'

/** Gives the quotes with words or cue in a sentence; sentences must be asked for in text order. */
function quotesBySentence(quotes: readonly Quote[]): (span: Span<'article'>) => readonly Quote[] {
  const ends = (quote: Quote) => Math.max(quote.cue?.end ?? 0, ...quote.content.map(({ end }) => end))
  const starts = (quote: Quote) => Math.min(quote.cue?.start ?? Number.POSITIVE_INFINITY, ...quote.content.map(({ start }) => start))
  const waiting = quotes.map((quote) => ({ quote, start: starts(quote), end: ends(quote) })).sort((one, two) => one.start - two.start)
  let next = 0
  let open: typeof waiting = []
  return (span) => {
    while (next < waiting.length && waiting[next]!.start < span.end) open.push(waiting[next++]!)
    open = open.filter(({ end }) => end > span.start)
    return open.map(({ quote }) => quote)
  }
}

function eventFrom(scene: Scene, candidate: Candidate): NewsEvent {
  const when = findWhen(scene, candidate)
  const where = findPlace(scene, candidate)
  const { status, teller } = statusOf(scene, candidate, when)
  const { frame, actors, recipients, trigger, certainty } = candidate
  return {
    type: frame.type,
    mode: frame.mode,
    cameo: frame.cameo,
    score: goldsteinOf(frame.cameo),
    trigger,
    actors,
    recipients,
    when,
    where,
    status,
    teller,
    certainty: Math.round(certainty * 100) / 100,
  }
}

const keyOf = (parties: readonly Party[]) => parties.map(({ actor, name }) => (actor === null ? name : `#${actor}`)).join('|')

/** The same act told again is one event: the surer telling stays, with the date that one of the two has. */
function withoutRepeats(events: readonly NewsEvent[], timexes: readonly Timex[]): readonly NewsEvent[] {
  const kept: NewsEvent[] = []
  const byKey = new Map<string, number[]>()
  for (const event of events) {
    const key = `${event.type} ${keyOf(event.actors)}`
    const others = byKey.get(key) ?? []
    const same = others.find((index) => repeats(kept[index]!, event, timexes))
    if (same === undefined) {
      byKey.set(key, [...others, kept.length])
      kept.push(event)
    } else {
      const other = kept[same]!
      const better = event.certainty > other.certainty ? event : other
      kept[same] = { ...better, when: better.when ?? other.when ?? event.when, where: better.where ?? other.where ?? event.where }
    }
  }
  return kept.sort((one, two) => one.trigger.start - two.trigger.start)
}

const reach = 250 // code units within which a telling without recipient is the same as one with it

/** Told twice: the same sides, no two dates, no different standing. */
function repeats(one: NewsEvent, two: NewsEvent, timexes: readonly Timex[]): boolean {
  const dateOf = ({ when }: NewsEvent) => (when === null ? null : timexes[when]!.value)
  if (dateOf(one) !== null && dateOf(two) !== null && dateOf(one) !== dateOf(two)) return false
  if (
    one.status !== two.status &&
    (one.status === 'announced' || two.status === 'announced' || one.status === 'denied' || two.status === 'denied')
  )
    return false
  const sides = [keyOf(one.recipients), keyOf(two.recipients)]
  if (sides[0] === sides[1]) return sides[0] !== '' || Math.abs(one.trigger.start - two.trigger.start) < reach
  return sides.includes('') && Math.abs(one.trigger.start - two.trigger.start) < reach
}
