import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { z } from 'zod'
import { InputError, StateError, StemmaError, TemporaryError, UsageError } from '#model/errors.ts'
import type { Problem } from './schemas/common.ts'

/** A refusal with a status of its own. */
export class HttpError extends UsageError {
  readonly status: ContentfulStatusCode
  readonly headers: Readonly<Record<string, string>>
  constructor(status: ContentfulStatusCode, message: string, advice: string, headers: Readonly<Record<string, string>> = {}) {
    super(message, advice)
    this.status = status
    this.headers = headers
  }
}

/** What does not fit its schema, field by field. */
export class FieldsError extends HttpError {
  readonly errors: NonNullable<Problem['errors']>
  constructor(where: string, issues: readonly z.core.$ZodIssue[]) {
    const errors = issues.flatMap((issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((field) => ({ field: field.slice(0, 100), says: 'there is no such field' }))
        : [{ field: issue.path.join('.') || where, says: issue.message }],
    )
    super(400, `the ${where} is not as it should be`, errors.map(({ field, says }) => `${field}: ${says}`).join('; '))
    this.errors = errors
  }
}

export function missing(noun: string, id: string): never {
  throw new HttpError(404, `there is no ${noun} ${id.slice(0, 200)}`, 'ids come from the lists, see /api/v1')
}

const retryAfter = '5' // seconds: a lock of another process is mostly gone by then

/** RFC 9457. */
export function problem(c: Context, status: ContentfulStatusCode, title: string, detail: string, more: Partial<Problem> = {}): Response {
  const body: Problem = { type: 'about:blank', title, status, detail, ...more }
  return c.body(JSON.stringify(body), status, { 'content-type': 'application/problem+json', 'cache-control': 'no-store' })
}

/** Errors by what happens next: the caller's to mend (4xx), the world's (503, with a time to come back), or ours. */
export function problemOf(c: Context, error: unknown): Response {
  if (error instanceof HttpError) {
    for (const [name, value] of Object.entries(error.headers)) c.header(name, value)
    return problem(c, error.status, error.message, error.advice, error instanceof FieldsError ? { errors: error.errors } : {})
  }
  if (error instanceof TemporaryError) {
    c.header('retry-after', retryAfter)
    return problem(c, 503, error.message, error.advice)
  }
  if (error instanceof UsageError) return problem(c, 400, error.message, error.advice)
  if (error instanceof StateError) return problem(c, 409, error.message, error.advice)
  if (error instanceof InputError) return problem(c, 422, error.message, error.advice)
  if (error instanceof StemmaError) return problem(c, 500, error.message, error.advice)
  return problem(c, 500, 'this is a fault of ours', error instanceof Error ? error.message : String(error))
}
