import type { EventStatus, EventType, MentionType, Quote } from './reading.ts'
import type { Span } from './span.ts'

/** What a plug-in may be put behind. */
export const readingTasks = ['names', 'attributions', 'events'] as const
export type ReadingTask = (typeof readingTasks)[number]

/** What a plug-in claims of a text. All of it is spans of that text and words of our own lists; nothing it wrote itself gets further. */
export type HeardName = Readonly<{ at: Span<'article'>; type: MentionType }>
export type HeardAttribution = Readonly<{
  kind: Quote['kind']
  content: readonly Span<'article'>[]
  cue: Span<'article'> | null
  source: Span<'article'> | null
}>
export type HeardEvent = Readonly<{
  type: EventType
  status: EventStatus
  trigger: Span<'article'>
  actors: readonly Span<'article'>[]
  recipients: readonly Span<'article'>[]
}>
export type Claims = Readonly<{
  names: readonly HeardName[]
  attributions: readonly HeardAttribution[]
  events: readonly HeardEvent[]
}>

/** A plug-in's answer to one task: its claims, or why none of them is believed. `reader` is `name@version`. */
export type Heard<Task extends ReadingTask = ReadingTask> = {
  [One in Task]: Readonly<{ task: One; reader: string; claims: Claims[One] } | { task: One; reader: string; refused: string }>
}[Task]
