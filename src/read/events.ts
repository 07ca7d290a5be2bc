import type { NewsEvent, Party, Quote, Timex } from '#model/reading.ts'
import type { Span } from '#model/span.ts'
import { parseSentence } from './clauses.ts'
import { candidatesIn } from './event-candidates.ts'
import type { Candidate, Scene } from './event-scene.ts'
import { goldsteinOf } from './event-scores.ts'
import { findPlace, findWhen } from './event-setting.ts'
import { statusOf } from './event-status.ts'
import type { Draft } from './parties.ts'

export type EventDraft = Draft & Readonly<{ quotes: readonly Quote[]; timexes: readonly Timex[] }>

/** Below this certainty a candidate is no event: precision is asked for, not coverage. Chosen on ../shared/train/news; decisions/0061. */
export const eventThreshold = 0.5

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
    const times = draft.timexes.slice(firstTime, nextTime)
    const sentence = parseSentence(
      draft.article.text,
      span,
      times.map(({ at }) => at),
    )
    const scene: Scene = { draft, span, sentence, quotes: quotesAt(span), firstTime, before }
    const candidates = candidatesIn(scene)
    before = candidates
    for (const candidate of candidates) if (candidate.certainty >= threshold) events.push(eventFrom(scene, candidate))
  }
  return withoutRepeats(events)
}

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

/** The same act told again in the next words ('met … discussed') is one event: the surer telling stays. */
function withoutRepeats(events: readonly NewsEvent[]): readonly NewsEvent[] {
  const kept: NewsEvent[] = []
  for (const event of events) {
    const same = kept.findLastIndex(
      (other) => other.type === event.type && keyOf(other.actors) === keyOf(event.actors) && repeats(other, event),
    )
    if (same < 0) kept.push(event)
    else if (event.certainty > kept[same]!.certainty) kept[same] = event
  }
  return kept.sort((one, two) => one.trigger.start - two.trigger.start)
}

const reach = 250 // code units between two tellings of one act
const repeats = (one: NewsEvent, two: NewsEvent) =>
  Math.abs(one.trigger.start - two.trigger.start) < reach &&
  (keyOf(one.recipients) === keyOf(two.recipients) || one.recipients.length === 0 || two.recipients.length === 0)
