import { z } from 'zod'
import { comparisonDocument, pageDocument } from '#model/document.ts'
import { count, instant, paging } from './common.ts'

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
