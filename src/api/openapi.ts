import { z } from 'zod'
import { listOf, type Route, routes } from './routes.ts'
import { problem } from './schemas/common.ts'

type Json = Record<string, unknown>

/** The API as OpenAPI 3.1, made of the table that checks its requests. */
export function openapi(version: string): Json {
  const schemas: Json = {}
  const add = (name: string, schema: z.ZodType, io: 'input' | 'output') => {
    const { $schema: _dialect, $defs = {}, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json & { $defs?: Json }
    const rename = (value: unknown): unknown => renamed(value, name)
    for (const [own, def] of Object.entries($defs)) schemas[`${name}_${own}`] = rename(def)
    schemas[name] = rename(json)
    return { $ref: `#/components/schemas/${name}` }
  }
  add('Problem', problem, 'output')
  const paths: Record<string, Json> = {}
  for (const [name, route] of Object.entries(routes as Readonly<Record<string, Route>>)) {
    const path = paths[`/api/v1${route.path === '/' ? '' : route.path}`] ?? {}
    path[route.method.toLowerCase()] = {
      operationId: name,
      summary: route.says,
      parameters: [...pathParameters(route), ...queryParameters(route)],
      ...(route.body ? { requestBody: bodyOf(route, add(`${upper(name)}Body`, route.body, 'input')) } : {}),
      responses: {
        '200': { description: route.says, content: contentOf(upper(name), route, add) },
        default: {
          description: 'what is wrong, and what to do about it',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
    }
    paths[`/api/v1${route.path === '/' ? '' : route.path}`] = path
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Stemma',
      version,
      description: 'News pages gathered into stories: who copied whom, who said what, what happened.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{ token: [] }, { session: [] }, {}],
    paths,
    components: {
      schemas,
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'the token that "stemma serve" was given' },
        session: { type: 'apiKey', in: 'cookie', name: 'stemma_session', description: 'set by POST /api/v1/session' },
      },
    },
  }
}

const upper = (name: string) => name[0]!.toUpperCase() + name.slice(1)

const pathParameters = (route: Route) =>
  [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string' } }))

function queryParameters(route: Route): Json[] {
  if (!route.query) return []
  const { properties, required = [] } = z.toJSONSchema(route.query, { io: 'input', unrepresentable: 'any' }) as {
    properties: Record<string, Json>
    required?: string[]
  }
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    ...{ name, in: 'query', required: required.includes(name), schema },
    ...(description === undefined ? {} : { description }),
  }))
}

const bodyOf = (route: Route, schema: Json) => ({
  required: true,
  content: {
    'application/json': { schema },
    ...(route.files
      ? {
          'multipart/form-data': {
            schema: {
              type: 'object',
              properties: { file: { type: 'array', items: { type: 'string', contentMediaType: 'application/octet-stream' } } },
            },
          },
        }
      : {}),
  },
})

function contentOf(name: string, route: Route, add: (name: string, schema: z.ZodType, io: 'output') => Json): Json {
  if (route.media) return { [route.media]: { schema: { type: 'string' } } }
  if (!route.rows) return { 'application/json': { schema: add(name, route.answer!, 'output') } }
  const text = { schema: { type: 'string' } }
  return {
    'application/json': { schema: add(name, listOf(route.rows), 'output') },
    ...{ 'text/csv': text, 'application/x-ndjson': text, 'application/atom+xml': text },
    'application/feed+json': { schema: { type: 'object' } },
  }
}

/** References to what stood beside a schema lead to where it stands now. */
function renamed(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return value.map((one) => renamed(one, name))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => {
      if (key !== '$ref' || typeof one !== 'string') return [key, renamed(one, name)]
      return [key, one === '#' ? `#/components/schemas/${name}` : one.replace(/^#\/\$defs\//, `#/components/schemas/${name}_`)]
    }),
  )
}
