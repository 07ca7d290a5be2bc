import { z } from 'zod'
import { changes, count, flag, id, instant, paging, span, text } from './common.ts'

const storySorts = ['latest', 'arrived', 'pages', 'reports', 'changes'] as const
const storyFilters = z.object({
  q: z
    .string()
    .max(2_000)
    .optional()
    .describe(
      'words, "phrases", and outlet: agency: actor: place: after: before: quote: lang: is:single is:edited is:watched; quote marks around values with spaces',
    ),
  outlet: text.optional().describe('a name; where none is so, names with a word that begins so'),
  agency: text.optional(),
  actor: text.optional().describe('an id, or a name'),
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

const nameKinds = ['outlet', 'agency', 'actor', 'place'] as const
export const nameQuery = z.object({ of: z.enum(nameKinds), q: z.string().max(200).optional().describe('how a word of the name begins') })
export const names = z.object({ items: z.array(facetValue) })

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
