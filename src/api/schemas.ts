import { z } from 'zod'
import { editKinds } from '#model/copy.ts'
import { comparisonDocument, eventDocument, pageDocument, quoteDocument } from '#model/document.ts'
import { actorKinds, anonymousKinds, eventStatuses, eventTypes } from '#model/reading.ts'
import { isDay } from '#text/calendar.ts'

/**
 * What the desk's HTTP API takes and gives. Requests are checked by these, the OpenAPI document is made of them, and the web
 * pages take their types from them; routes.ts says which belongs where.
 */
const text = z.string().trim().min(1).max(1_000)
const id = z.string().min(1).max(2_000)
const count = z.int().nonnegative()
const instant = z.string().describe('ISO 8601, UTC')
const flag = z.enum(['true', 'false']).transform((value) => value === 'true')
const day = z.string().refine(isDay, 'give a day, such as 2024-10-01').describe('a day, month or year of ISO 8601')

export const formats = ['json', 'csv', 'ndjson', 'atom', 'feed'] as const
export type Format = (typeof formats)[number]
/** What every list takes. */
export const paging = z.object({
  cursor: z.string().max(2_000).optional().describe('`next` of the answer before'),
  limit: z.coerce.number<number>().int().min(1).max(1_000).optional().describe('rows of one answer; 50 unless given'),
  format: z.enum(formats).optional().describe('instead of the Accept header: a table, lines of JSON, an Atom feed, a JSON Feed'),
})
const span = { after: day.optional().describe('on or after this day'), before: day.optional().describe('before this day') }

// Stories

export const storySorts = ['latest', 'arrived', 'pages', 'reports', 'changes'] as const
const storyFilters = z.object({
  q: z
    .string()
    .max(2_000)
    .optional()
    .describe(
      'words, "phrases", and outlet: agency: actor: place: after: before: quote: lang: is:single is:edited is:watched; quote marks around values with spaces',
    ),
  outlet: text.optional(),
  agency: text.optional(),
  actor: text.optional().describe('an id, or a full name'),
  place: text.optional(),
  ...span,
  language: text.optional().describe('BCP 47, such as en'),
  single: flag.optional().describe('true: one independent report; false: two or more'),
  edited: flag.optional().describe('true: some copy changed the words'),
  watched: flag.optional(),
  muted: flag.optional().describe('true: muted stories only; they are left out unless asked for'),
  since: z.iso.datetime({ offset: true }).optional().describe('told anew since then'),
})
export const storyQuery = z.object({ ...storyFilters.shape, ...paging.shape, sort: z.enum(storySorts).optional() })
export const facetQuery = storyFilters

const changes = z.partialRecord(z.enum(editKinds), count)
export const storyItem = z.object({
  id: z.string(),
  headline: z.string().nullable().describe('of the root of the largest family of copies'),
  title: z.string().nullable(),
  language: z.string().nullable(),
  published: z.string().nullable().describe('ISO 8601, as much of it as is known'),
  updated: instant.describe('when the story last changed here'),
  pages: count,
  independentReports: count,
  events: count,
  quotes: count,
  outlets: z.array(z.string()).describe('that of the root first'),
  credits: z.array(z.string()).describe('agencies credited for reports, and "own" where a report credits none'),
  arrivals: z.array(count).describe('pages in twelve equal parts of the time between first and last publication'),
  firstPublished: z.string().nullable(),
  lastPublished: z.string().nullable(),
  changes: changes.describe('edits between exemplar and witness, by kind'),
  single: z.boolean().describe('one independent report'),
  edited: z.boolean(),
  watched: z.boolean(),
  muted: z.boolean(),
  snippet: z.string().nullable().describe('words around what was searched for'),
})
export type StoryItem = z.infer<typeof storyItem>

const facetValue = z.object({ value: z.string(), stories: count })
export const facets = z.object({
  outlets: z.array(facetValue),
  agencies: z.array(facetValue),
  actors: z.array(facetValue.extend({ id: z.string().describe('for `actor`: one actor, not all of that name') })),
  places: z.array(facetValue),
  languages: z.array(facetValue),
  days: z
    .array(z.object({ day: z.string(), stories: count, pages: count }))
    .describe('by first publication, the last 400 days that have any'),
  single: count,
  edited: count,
  stories: count.describe('all that the filters leave'),
  counted: count.describe('stories that outlets, agencies, places and actors were counted in: the latest, where there are very many'),
})
export type Facets = z.infer<typeof facets>

export const storyLogItem = z.object({
  number: count,
  at: instant,
  kind: z.enum(['merge', 'split', 'rename', 'pin', 'unpin', 'undo']),
  by: z.enum(['machine', 'user']),
  decision: z.int().nullable().describe('number of the decision, by which it can be taken back'),
  before: z.array(z.string()).describe('ids of stories'),
  after: z.array(z.string()).nullable().describe('null: still to be carried out'),
  pages: z.array(z.string()).describe('pages that brought it about'),
  why: z.string(),
})

export const exportQuery = z.object({
  format: text.optional().describe('jsonl, csv, parquet, gdelt and others; jsonl unless given'),
  table: text.optional().describe('one table instead of whole stories'),
  story: id.optional(),
  since: z.iso.datetime({ offset: true }).optional().describe('stories that changed since then'),
  text: z.enum(['yes', 'no']).optional().describe('no: hashes, offsets and short quotations instead of the texts'),
})

const ids = z.array(id).min(1).max(1_000)
const reason = text.optional()
export const mergeBody = z.object({ stories: ids.min(2), reason })
export const splitBody = z.object({ pages: ids, reason })
export const pinBody = z.object({ pages: ids, reason })
export const undoBody = z.object({ decision: z.int().positive(), reason })
export const markBody = z.object({ stories: ids, on: z.boolean() })
export const storiesAnswer = z.object({ stories: z.array(z.string()).describe('ids of the stories as they are now') })

export const visit = z.object({ last: instant.nullable().describe('null: never marked'), stories: count.describe('changed since then') })
export const searchBody = z.object({ name: text, q: z.string().max(2_000) })
export const savedSearch = z.object({
  id: z.string(),
  name: z.string(),
  q: z.string(),
  atom: z.string().describe('path of its Atom feed'),
  feed: z.string().describe('path of its JSON Feed'),
})
export type SavedSearch = z.infer<typeof savedSearch>

// Pages

export const pageAnswer = pageDocument.extend({
  story: z.string().nullable(),
  fetchedAt: instant.nullable(),
  addedAt: instant,
  mediaType: z.string(),
  bytes: count,
  charset: z.string(),
  characters: count.describe('code points of the decoded page'),
  archive: z.object({ file: z.string(), offset: count, length: count }),
})
export type PageAnswer = z.infer<typeof pageAnswer>
export const compareQuery = z.object({
  pages: z
    .string()
    .max(9_000)
    .transform((value) => value.split(',').filter((one) => one !== ''))
    .refine((list) => list.length >= 2 && list.length <= 4, 'give two to four pages, with commas between')
    .describe('two to four page ids, with commas between; the first is held against each of the others'),
})
export const comparisons = z.object({ pages: z.array(pageDocument), pairs: z.array(comparisonDocument) })
export type Comparisons = z.infer<typeof comparisons>

export const searchQuery = z.object({ q: z.string().max(2_000).default(''), ...paging.shape })
export const searchHit = z.object({
  page: z.string(),
  story: z.string().nullable(),
  title: z.string().nullable(),
  outlet: z.string().nullable(),
  published: z.string().nullable(),
  snippet: z.string(),
})

// Facts

const inStory = {
  story: z.string(),
  title: z.string().nullable(),
  pages: count.describe('pages that carry it'),
  reports: count.describe('independent reports that carry it'),
}
export const quoteQuery = z.object({
  ...paging.shape,
  speaker: text.optional().describe('a part of the name, in any case, or the id of an actor'),
  story: id.optional(),
  via: text.optional().describe('a part of the name of the agency or medium'),
  kind: z.enum(['direct', 'indirect', 'mixed']).optional(),
  anonymous: z
    .enum([...anonymousKinds, 'true', 'false'])
    .optional()
    .describe('a kind of unnamed source, or any; false: named ones'),
  q: z.string().max(2_000).optional().describe('words of the quote'),
})
export const quoteItem = quoteDocument.extend({
  ...inStory,
  outlet: z.string().nullable().describe('of the first page that carries it'),
  published: z.string().nullable(),
})
export type QuoteItem = z.infer<typeof quoteItem>

export const eventQuery = z.object({
  ...paging.shape,
  ...span,
  actor: text.optional().describe('a part of the name, in any case, or an id'),
  recipient: text.optional(),
  type: z.enum(eventTypes).optional(),
  status: z.enum(eventStatuses).optional(),
  place: text.optional(),
  story: id.optional(),
})
export const eventItem = eventDocument.extend({
  ...inStory,
  reportIds: z.array(z.string()),
  day: z.string().nullable().describe('the day it counts for'),
})
export type EventItem = z.infer<typeof eventItem>

export const actorQuery = z.object({
  ...paging.shape,
  q: text.optional().describe('a part of the name, in any case'),
  kind: z.enum(actorKinds).optional(),
  country: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional()
    .describe('ISO 3166-1 alpha-3'),
})
export const actorItem = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(actorKinds),
  role: z.string().nullable(),
  country: z.string().nullable(),
  stories: count,
  quotes: count,
  events: count,
  lastSeen: z.string().nullable().describe('publication of the latest story'),
})
export const actorAnswer = actorItem.extend({
  roles: z.array(z.object({ role: z.string(), stories: count })),
  aliases: z.array(z.string()),
  namesakes: z.array(actorItem).describe('others of this name, whom nothing shows to be the same'),
  weeks: z.array(z.object({ from: z.string(), events: count, quotes: count })).describe('weeks that have any; each begins on its Monday'),
  quoteItems: z.object({ items: z.array(quoteItem), next: z.string().nullable() }),
  eventItems: z.object({ items: z.array(eventItem), next: z.string().nullable() }),
  storyItems: z.object({ items: z.array(storyItem), next: z.string().nullable() }),
})
export type ActorAnswer = z.infer<typeof actorAnswer>

export const dyadQuery = z.object({
  by: z.enum(['day', 'week', 'month']).optional(),
  from: day.optional(),
  to: day.optional(),
  format: paging.shape.format,
})
const dyadSum = z.object({ events: count, reports: count, pages: count, score: z.number() })
export const dyadItem = z.object({
  from: z.string(),
  cooperation: dyadSum,
  conflict: dyadSum,
  events: z.array(
    z.object({
      id: z.string(),
      story: z.string(),
      day: z.string(),
      type: z.enum(eventTypes),
      side: z.enum(['cooperation', 'conflict']),
      score: z.number(),
      forward: z.boolean().nullable().describe('true: from the first actor to the second; null: they act on each other'),
    }),
  ),
})
export type DyadItem = z.infer<typeof dyadItem>

export const networkQuery = z.object({ limit: z.coerce.number<number>().int().min(2).max(50).optional(), ...span })
export const network = z.object({
  nodes: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      kind: z.enum(actorKinds),
      country: z.string().nullable(),
      weight: count.describe('events'),
    }),
  ),
  links: z.array(z.object({ a: z.string(), b: z.string(), events: count, cooperation: count, conflict: count })),
})
export type Network = z.infer<typeof network>

export const placeQuery = z.object({ ...paging.shape, q: text.optional() })
export const placeItem = z.object({
  place: z.string(),
  country: z.string().nullable(),
  lat: z.number().nullable(),
  lon: z.number().nullable(),
  events: count,
  stories: count,
})
export type PlaceItem = z.infer<typeof placeItem>

// Sources

export const outletQuery = z.object({ ...paging.shape, q: text.optional().describe('a part of the name, in any case') })
const named = z.object({ name: z.string(), pages: count })
export const outletItem = z.object({
  outlet: z.string(),
  pages: count,
  stories: count,
  originals: count.describe('pages that copy no page stored here'),
  copies: count,
  copiesFrom: z.array(
    z.object({ outlet: z.string().nullable().describe('null: an unseen source, or a page that names no outlet'), copies: count }),
  ),
  medianDelayMinutes: z.number().nullable().describe('from the exemplar to this copy, where both tell the minute'),
  edits: changes,
  agencies: z.array(named),
})
export const outletAnswer = outletItem.extend({
  copiedBy: z.array(z.object({ outlet: z.string(), copies: count })),
  days: z.array(z.object({ day: z.string(), pages: count, stories: count })),
  storyItems: z.object({ items: z.array(storyItem), next: z.string().nullable() }),
})
export type OutletAnswer = z.infer<typeof outletAnswer>

export const speakerQuery = z.object({
  ...paging.shape,
  q: text.optional(),
  anonymous: flag.optional().describe('true: descriptions of unnamed sources'),
})
export const speakerItem = z.object({
  name: z.string(),
  actorId: z.string().nullable(),
  quotes: count,
  stories: count,
  outlets: count,
  firstBy: z.string().nullable().describe('outlet of the first page that quotes them'),
  firstAt: z.string().nullable(),
  via: z.array(z.object({ name: z.string(), quotes: count })),
  anonymous: z.boolean(),
  anonymousKind: z.enum(anonymousKinds).nullable(),
})
export const anonymousAnswer = z.object({
  quotes: count.describe('all quotes whose speaker is told'),
  anonymous: count,
  kinds: z.array(z.object({ kind: z.enum(anonymousKinds), quotes: count })),
  outlets: z.array(
    z.object({ outlet: z.string().nullable(), quotes: count, anonymous: count, kinds: z.partialRecord(z.enum(anonymousKinds), count) }),
  ),
})
export type AnonymousAnswer = z.infer<typeof anonymousAnswer>

// Intake

export const statusAnswer = z.object({
  version: z.string(),
  data: z.string(),
  database: z.string(),
  fullText: z.boolean(),
  pages: count,
  articles: count,
  families: count,
  stories: count,
  parked: count,
  todo: count,
  archiveBytes: count,
  stages: z.array(z.object({ name: z.string(), version: count, does: z.string(), todo: count, parked: count })),
  disk: z.object({ dataBytes: count, freeBytes: count }),
  rates: z.array(z.object({ minute: instant, pages: count })).describe('pages added in each of the last sixty minutes'),
})
export type StatusAnswer = z.infer<typeof statusAnswer>

export const parkedQuery = z.object({ ...paging.shape, stage: text.optional() })
export const parkedItem = z.object({
  stage: z.string(),
  input: z.string(),
  source: z.string(),
  reason: z.string(),
  advice: z.string(),
  temporary: z.boolean(),
  made: z.string(),
  detail: z.string().nullable(),
  at: instant,
})
export const retryBody = z.object({ stage: text.optional() })
export const dismissBody = z.object({ stage: text, input: id })
export const dismissAnswer = z.object({ dismissed: z.boolean() })

export const intakeBody = z.object({
  urls: z
    .array(z.url({ protocol: /^https?$/ }).max(2_000))
    .min(1)
    .max(1_000),
})
export const taskStates = ['waiting', 'running', 'done', 'failed'] as const
export const taskItem = z.object({
  id: z.string(),
  kind: z.enum(['add', 'retry']),
  inputs: z.array(z.string()).describe('names of files, or addresses'),
  state: z.enum(taskStates),
  at: instant,
  phase: z.string().nullable(),
  done: count.describe('inputs of this phase'),
  failed: count,
  bytes: count,
  totalBytes: count.nullable(),
  report: z.object({ added: count, known: count, parked: count, stories: count }).nullable(),
  error: z.string().nullable(),
})
export type TaskItem = z.infer<typeof taskItem>
export const taskAnswer = z.object({ task: taskItem })

export const sessionBody = z.object({ token: z.string().max(2_000) })

/** RFC 9457, with the fields that a check refused. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  errors: z.array(z.object({ field: z.string(), says: z.string() })).optional(),
})
export type Problem = z.infer<typeof problem>
