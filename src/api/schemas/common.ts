import { z } from 'zod'
import { editKinds } from '#model/copy.ts'
import { isDay } from '#text/calendar.ts'

/**
 * What the desk's HTTP API takes and gives, by subject. Requests are checked by these, the OpenAPI document is made of them, and the
 * web pages take their types from them; routes.ts says which belongs where. Here stands what all of them share.
 */
export const text = z.string().trim().min(1).max(1_000)
export const id = z.string().min(1).max(2_000)
export const count = z.int().nonnegative()
export const instant = z.string().describe('ISO 8601, UTC')
export const flag = z.enum(['true', 'false']).transform((value) => value === 'true')
export const day = z.string().refine(isDay, 'give a day, such as 2024-10-01').describe('a day, month or year of ISO 8601')

const formats = ['json', 'csv', 'ndjson', 'atom', 'feed'] as const
export type Format = (typeof formats)[number]
/** What every list takes. */
export const paging = z.object({
  cursor: z.string().max(2_000).optional().describe('`next` of the answer before'),
  limit: z.coerce.number<number>().int().min(1).max(1_000).optional().describe('rows of one answer; 50 unless given'),
  format: z.enum(formats).optional().describe('instead of the Accept header: a table, lines of JSON, an Atom feed, a JSON Feed'),
})
export const span = { after: day.optional().describe('on or after this day'), before: day.optional().describe('before this day') }

export const changes = z.partialRecord(z.enum(editKinds), count)

/** RFC 9457, with the fields that a check refused. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  errors: z.array(z.object({ field: z.string(), says: z.string() })).optional(),
})
export type Problem = z.infer<typeof problem>
