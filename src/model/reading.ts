import type { Id } from './ids.ts'
import type { Span } from './span.ts'

/** All that is read from one article, in spans of its text. Indices point into the lists of the same reading. */
export type Reading = Readonly<{
  article: Id<'article'>
  /** The language read; null: this article's language is not one we read, and all lists are empty. */
  language: string | null
  sentences: readonly Span<'article'>[]
  actors: readonly Actor[]
  mentions: readonly Mention[]
  quotes: readonly Quote[]
  timexes: readonly Timex[]
  events: readonly NewsEvent[]
  /** Who read what, where a plug-in was asked; absent: our own reader read everything. */
  readers?: readonly ReaderNote[]
}>
/** `reader` is the plug-in, `name@version`; `refused`: why its answer was not taken, and our own reader spoke instead. */
type ReaderNote = Readonly<{ task: string; reader: string; refused: string | null }>

export const mentionTypes = ['PER', 'LOC', 'ORG', 'NORP', 'MISC'] as const
export type MentionType = (typeof mentionTypes)[number]
/** `name` a proper name (its span without the title), `nominal` "the Russian leader", `pronoun` "he". */
export type Mention = Readonly<{ at: Span<'article'>; form: 'name' | 'nominal' | 'pronoun'; type: MentionType; actor: number | null }>

export const actorKinds = ['person', 'organisation', 'country', 'place', 'group', 'other'] as const
export type ActorKind = (typeof actorKinds)[number]
/** Country: ISO 3166-1 alpha-3. */
export type Actor = Readonly<{ name: string; kind: ActorKind; role: string | null; country: string | null; aliases: readonly string[] }>

export const anonymousKinds = [
  'official',
  'military',
  'diplomatic',
  'police',
  'medical',
  'witness',
  'company',
  'document',
  'media',
  'expert',
  'group',
  'people familiar',
  'other',
] as const
export type AnonymousKind = (typeof anonymousKinds)[number]
/** Somebody as the text names them here. `name` is the fullest name in the article, or the description of somebody unnamed. */
export type Party = Readonly<{ at: Span<'article'> | null; name: string; actor: number | null; anonymous: AnonymousKind | null }>

export type Quote = Readonly<{
  kind: 'direct' | 'indirect' | 'mixed'
  /** Without the quotation marks; two spans when the cue clause splits it. */
  content: readonly Span<'article'>[]
  cue: Span<'article'> | null
  speaker: Party | null
  addressee: Party | null
  /** The agency or medium through which the words came. */
  via: Party | null
}>

const timexTypes = ['DATE', 'TIME', 'DURATION', 'SET'] as const
type TimexType = (typeof timexTypes)[number]
/** TIMEX3 (ISO-TimeML). `value` as that standard writes it; `from`/`until` bound it where it is an interval (ISO 8601, both inclusive at their own granularity). */
export type Timex = Readonly<{
  at: Span<'article'>
  type: TimexType
  value: string | null
  from: string | null
  until: string | null
  /** What the value was counted from: nothing (`text` says it in full), the publication date, another timex; null: it could not be resolved. */
  anchor: 'text' | 'published' | 'timex' | null
}>

/** PLOVER 2022's sixteen types. */
export const eventTypes = [
  'AGREE',
  'CONSULT',
  'SUPPORT',
  'COOPERATE',
  'AID',
  'CONCEDE',
  'RETREAT',
  'REQUEST',
  'ACCUSE',
  'REJECT',
  'THREATEN',
  'PROTEST',
  'SANCTION',
  'MOBILIZE',
  'COERCE',
  'ASSAULT',
] as const
export type EventType = (typeof eventTypes)[number]
export const eventStatuses = ['happened', 'ongoing', 'announced', 'claimed', 'denied', 'background'] as const
export type EventStatus = (typeof eventStatuses)[number]
export type NewsEvent = Readonly<{
  type: EventType
  mode: string | null
  /** CAMEO code as text, leading zero kept: `057`. */
  cameo: string | null
  /** Goldstein's scale, -10 to 10. */
  score: number | null
  trigger: Span<'article'>
  actors: readonly Party[]
  recipients: readonly Party[]
  /** Index into `timexes`. */
  when: number | null
  where: Party | null
  status: EventStatus
  /** Who tells it, where a quote or attribution carries it: index into `quotes`. */
  teller: number | null
  certainty: number
}>
