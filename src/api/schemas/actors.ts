import { z } from 'zod'
import { actorKinds, eventTypes } from '#model/reading.ts'
import { count, day, paging, span, text } from './common.ts'
import { eventItem, quoteItem } from './facts.ts'
import { storyItem } from './stories.ts'

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
