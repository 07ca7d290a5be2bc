import type { Claims, Heard, HeardAttribution, HeardEvent, HeardName, ReadingTask } from '#model/heard.ts'
import type { EventType, Mention, NewsEvent, Party, Quote, Reading, Timex } from '#model/reading.ts'
import type { Span } from '#model/span.ts'
import { goldsteinOf } from './event-scores.ts'
import { type Draft, partyAt } from './parties.ts'

/** What a plug-in claims for a task; null: it was not asked, or is not believed. */
export function claimsOf<Task extends ReadingTask>(task: Task, heard: readonly Heard[]): Claims[Task] | null {
  const answer = heard.find((one) => one.task === task)
  return answer && 'claims' in answer ? (answer.claims as Claims[Task]) : null
}

/** The note that a reading carries of who read what. */
export const notesOn = (heard: readonly Heard[]): Pick<Reading, 'readers'> =>
  heard.length === 0
    ? {}
    : { readers: heard.map((one) => ({ task: one.task, reader: one.reader, refused: 'refused' in one ? one.refused : null })) }

const byPlace = (one: Span<'article'>, two: Span<'article'>) => one.start - two.start || two.end - one.end

/** Names in text order; of two that overlap, the first and longer one. */
export function namesHeard(claims: readonly HeardName[]): readonly Mention[] {
  const names: Mention[] = []
  for (const { at, type } of [...claims].sort((one, two) => byPlace(one.at, two.at)))
    if (at.start >= (names.at(-1)?.at.end ?? 0)) names.push({ at, form: 'name', type, actor: null })
  return names
}

export function quotesHeard(draft: Draft, claims: readonly HeardAttribution[]): readonly Quote[] {
  return [...claims]
    .sort((one, two) => byPlace(one.content[0]!, two.content[0]!))
    .map(({ kind, content, cue, source }) => ({
      kind,
      content,
      cue,
      speaker: source && partyAt(draft, source),
      addressee: null,
      via: null,
    }))
}

/** A plug-in tells no certainty: its events rank with our surest class of doubtful ones, and are told apart by the reading's note. */
const heardCertainty = 0.7

/** The CAMEO code of a type when nothing more is known of the act: its root, as PLOVER derives from it. Source: PLOVER Codebook (2022), table of types. */
const rootCodes: Readonly<Record<EventType, string>> = {
  ...{ AGREE: '030', CONSULT: '040', SUPPORT: '050', COOPERATE: '060', AID: '070', CONCEDE: '080', RETREAT: '087' },
  ...{ REQUEST: '100', ACCUSE: '111', REJECT: '120', THREATEN: '130', PROTEST: '140', SANCTION: '163', MOBILIZE: '152' },
  ...{ COERCE: '172', ASSAULT: '190' },
}

/** Events as a plug-in tells them; dated by the date that stands nearest to the trigger in its sentence. */
export function eventsHeard(draft: Draft, claims: readonly HeardEvent[], timexes: readonly Timex[]): readonly NewsEvent[] {
  const parties = (spans: readonly Span<'article'>[]): readonly Party[] => spans.map((span) => partyAt(draft, span))
  return [...claims]
    .sort((one, two) => byPlace(one.trigger, two.trigger))
    .map(({ type, status, trigger, actors, recipients }) => ({
      ...{ type, mode: null, cameo: rootCodes[type], score: goldsteinOf(rootCodes[type]), trigger },
      ...{
        actors: parties(actors),
        recipients: parties(recipients),
        when: whenOf(draft, trigger, timexes),
        where: null,
        status,
        teller: null,
      },
      certainty: heardCertainty,
    }))
}

function whenOf({ sentences }: Draft, trigger: Span<'article'>, timexes: readonly Timex[]): number | null {
  const sentence = sentences.find(({ start, end }) => start <= trigger.start && trigger.start < end)
  if (!sentence) return null
  const distance = ({ at }: Timex) => Math.abs(at.start - trigger.start)
  const near = timexes
    .filter(({ type, at }) => (type === 'DATE' || type === 'TIME') && sentence.start <= at.start && at.end <= sentence.end)
    .sort((one, two) => distance(one) - distance(two))[0]
  return near ? timexes.indexOf(near) : null
}
