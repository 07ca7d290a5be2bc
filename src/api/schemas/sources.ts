import { z } from 'zod'
import { anonymousKinds } from '#model/reading.ts'
import { changes, count, flag, paging, text } from './common.ts'
import { storyItem } from './stories.ts'

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
