import { z } from 'zod'
import { count, id, instant, paging, text } from './common.ts'

export const statusAnswer = z.object({
  version: z.string(),
  data: z.string(),
  writable: z.boolean().describe('false: the data folder may only be read'),
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
const taskStates = ['waiting', 'running', 'done', 'failed', 'left'] as const
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
