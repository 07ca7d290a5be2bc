import { z } from 'zod'
import { eventDocument, quoteDocument } from '#model/document.ts'
import { anonymousKinds, eventStatuses, eventTypes } from '#model/reading.ts'
import { count, id, paging, span, text } from './common.ts'

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
