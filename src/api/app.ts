import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { secureHeaders } from 'hono/secure-headers'
import type { z } from 'zod'
import type { Stemma } from '#stemma.ts'
import { type List, listAnswer, polish, wantedFormat } from './answers.ts'
import { type Entry, entries } from './feeds.ts'
import { type GuardOptions, guard, mayRead } from './guard.ts'
import { type Asked, handlers, type Serving } from './handlers.ts'
import { Intake } from './intake.ts'
import { jsonLdScript, newsArticles } from './json-ld.ts'
import { FieldsError, HttpError, problem, problemOf } from './problems.ts'
import { type Route, type RouteName, routes } from './routes.ts'
import type { Format } from './schemas/common.ts'
import { taskAnswer } from './schemas/intake.ts'
import { serveDesk } from './static.ts'

type AppOptions = GuardOptions &
  Readonly<{
    /** Where the built pages of the desk are; null: the API alone. */
    desk?: string | null
    /** Where files that browsers send are kept until they are stored. */
    uploads?: string
  }>
type App = Hono & { readonly intake: Intake }

const longestJson = 2 ** 20 // bytes of a JSON body: a thousand addresses of a thousand bytes
const base = '/api/v1'
/** Answers are data: nothing in them is loaded, run or framed. */
const policyOfAnswers = "default-src 'none'; frame-ancestors 'none'"

/** The API, and the pages of the desk where they are built. `close` the intake before the store. */
export function createApp(stemma: Stemma, options: AppOptions): App {
  const app = new Hono()
  const intake = new Intake(stemma, options.uploads ?? join(tmpdir(), 'stemma-uploads'))
  app.use(secureHeaders({ xFrameOptions: 'DENY' }))
  app.use(async (c, next) => {
    await next()
    if (!c.res.headers.has('content-security-policy')) c.res.headers.set('content-security-policy', policyOfAnswers) // the desk has its own
  })
  app.use(polish)
  app.use(guard(options))
  app.onError((error, c) => problemOf(c, error))
  app.notFound((c) => problem(c, 404, `there is nothing at ${c.req.path.slice(0, 200)}`, `see ${base}`))
  addRoutes(app, { stemma, intake, guard: options })
  if (options.desk) serveDesk(app, options.desk, (c) => headOf(c, stemma, options))
  else app.get('/', (c) => c.text('The pages of the desk are not built here: run npm ci, then npm run web. The API is at /api/v1.\n'))
  return Object.assign(app, { intake })
}

function addRoutes(app: Hono, serving: Serving): void {
  const table = Object.entries(routes) as [RouteName, Route][]
  for (const [name, route] of table) app.on(route.method, honoPath(route), bodyLimitOf(route), (c) => answer(c, name, route, serving))
  for (const path of new Set(table.map(([, route]) => honoPath(route)))) {
    const methods = table.filter(([, route]) => honoPath(route) === path).map(([, { method }]) => method as string)
    const allowed = methods.includes('GET') ? [...methods, 'HEAD'] : methods
    app.all(path, (c) => {
      throw new HttpError(405, `${c.req.method} is not answered at ${c.req.path.slice(0, 200)}`, `use ${allowed.join(' or ')}`, {
        allow: allowed.join(', '),
      })
    })
  }
}

const honoPath = ({ path }: Route) => (path === '/' ? base : base + path.replace(/\{(\w+)\}/g, ':$1'))

const isForm = (c: Context) => (c.req.header('content-type') ?? '').toLowerCase().startsWith('multipart/form-data')

/** A form with files has a limit of its own, which counts as it is read; here, a body of unknown length would be held whole. */
function bodyLimitOf(route: Route): MiddlewareHandler {
  const limit = bodyLimit({
    maxSize: longestJson,
    onError: () => {
      throw new HttpError(413, `a body may have ${longestJson / 1_024} KiB`, 'send less at once', { connection: 'close' })
    },
  })
  return (c, next) => (route.files && isForm(c) ? next() : limit(c, next))
}

async function answer(c: Context, name: RouteName, route: Route, serving: Serving): Promise<Response> {
  const query = route.query ? checked('query', route.query, queryOf(c)) : {}
  const format = route.rows ? wantedFormat(c, (query as { format?: Format }).format) : 'json'
  const type = (c.req.header('content-type') ?? '').toLowerCase()
  if (route.files && isForm(c)) {
    if (!c.req.raw.body) throw new HttpError(400, 'the form is empty', 'send at least one file')
    return c.json(taskAnswer.parse({ task: await serving.intake.addUploads(c.req.raw.body, c.req.header('content-type')!) }))
  }
  const body = route.body ? checked('body', route.body, await jsonOf(c, type, route)) : undefined
  const asked = { ...serving, c, path: c.req.param(), query, body }
  const made = await (handlers[name] as (asked: Asked<never>) => Promise<object>)(asked as unknown as Asked<never>)
  if (made instanceof Response) return made
  if (!route.rows) return c.json(made)
  return listAnswer(
    c,
    format,
    Object.keys(route.rows.shape),
    made as List,
    route.says,
    entries[name as keyof typeof entries] as (row: object) => Entry,
  )
}

/** Names that are given twice or that nobody knows are mistakes; an empty value is none. */
function queryOf(c: Context): Record<string, string> {
  const found: Record<string, string> = {}
  for (const [name, values] of Object.entries(c.req.queries())) {
    if (values.length > 1) throw new HttpError(400, `${name.slice(0, 100)} is given ${values.length} times`, 'give it once')
    if (values[0] !== '') found[name] = values[0]!
  }
  return found
}

async function jsonOf(c: Context, type: string, route: Route): Promise<unknown> {
  if (!/^application\/(?:[\w.+-]+\+)?json\b/.test(type))
    throw new HttpError(
      415,
      `a body of type ${type.slice(0, 100) || 'unknown'} is not read here`,
      `send application/json${route.files ? ' or multipart/form-data' : ''}`,
    )
  try {
    return await c.req.json()
  } catch (error) {
    if (error instanceof HttpError) throw error
    throw new HttpError(400, 'the body is no JSON', 'send one JSON object')
  }
}

function checked(where: string, schema: z.ZodObject, value: unknown): object {
  const found = schema.strict().safeParse(value)
  if (found.success) return found.data
  throw new FieldsError(where, found.error.issues)
}

/** What machines read of a story's page. A fault in it must not keep the page from being shown. */
async function headOf(c: Context, stemma: Stemma, options: GuardOptions): Promise<string | null> {
  const id = /^\/stories\/([^/]+)$/.exec(c.req.path)?.[1]
  if (id === undefined || !mayRead(c, options)) return ''
  const story = await stemma.story(id).catch(() => undefined)
  return story ? jsonLdScript(newsArticles(story, new URL(c.req.url).origin)) : story === null ? null : ''
}
