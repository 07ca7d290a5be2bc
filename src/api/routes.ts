import { z } from 'zod'
import { storyDocument } from '#model/document.ts'
import * as s from './schemas.ts'

/**
 * Every path of the API, once: requests are checked, the OpenAPI document is written and the web pages' client is typed by this
 * table. `answer` is one JSON object, `rows` a list (as JSON with a cursor, as a table, as a feed), `media` anything else.
 */
export type Route = Readonly<{
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** As OpenAPI writes it, under /api/v1. */
  path: string
  says: string
  query?: z.ZodObject
  body?: z.ZodObject
  answer?: z.ZodType
  rows?: z.ZodObject
  media?: string
  /** The body may also be files, as a form sends them. */
  files?: true
}>

const pins = { body: s.pinBody, answer: s.storiesAnswer }
const marks = { body: s.markBody, answer: s.storiesAnswer }

export const routes = {
  paths: {
    method: 'GET',
    path: '/',
    says: 'what there is',
    answer: z.object({ name: z.string(), version: z.string(), paths: z.array(z.string()) }),
  },
  openapi: { method: 'GET', path: '/openapi.json', says: 'this API as OpenAPI 3.1', answer: z.looseObject({ openapi: z.string() }) },
  schema: { method: 'GET', path: '/schema', says: 'JSON Schema of a story', answer: z.looseObject({ $schema: z.string() }) },

  stories: { method: 'GET', path: '/stories', says: 'stories', query: s.storyQuery, rows: s.storyItem },
  facets: {
    method: 'GET',
    path: '/stories/facets',
    says: 'what the stories that the filters leave can be narrowed by',
    query: s.facetQuery,
    answer: s.facets,
  },
  mergeStories: { method: 'POST', path: '/stories/merge', says: 'makes one story of several', body: s.mergeBody, answer: s.storiesAnswer },
  pinPages: { method: 'POST', path: '/stories/{id}/pin', says: 'keeps pages in a story', ...pins },
  unpinPages: { method: 'POST', path: '/stories/unpin', says: 'lets pages go where they belong', ...pins },
  undoDecision: {
    method: 'POST',
    path: '/stories/undo',
    says: 'takes a merge, split or pin back',
    body: s.undoBody,
    answer: s.storiesAnswer,
  },
  watchStories: { method: 'POST', path: '/stories/watch', says: 'watches stories, or no longer', ...marks },
  muteStories: { method: 'POST', path: '/stories/mute', says: 'leaves stories out of lists, or no longer', ...marks },
  story: { method: 'GET', path: '/stories/{id}', says: 'a story, by an id that it has or had', answer: storyDocument },
  storySummary: { method: 'GET', path: '/stories/{id}/summary', says: 'a story as lists show it', answer: s.storyItem },
  storyLog: { method: 'GET', path: '/stories/{id}/log', says: 'what users did to a story', query: s.paging, rows: s.storyLogItem },
  storyTable: {
    method: 'GET',
    path: '/stories/{id}/tables/{table}',
    says: 'one export table of one story',
    query: z.object({ format: s.paging.shape.format }),
    media: 'text/csv',
  },
  splitStory: {
    method: 'POST',
    path: '/stories/{id}/split',
    says: 'makes a story of its own of some pages',
    body: s.splitBody,
    answer: s.storiesAnswer,
  },

  export: {
    method: 'GET',
    path: '/export',
    says: 'all stories, or one, in any format that "stemma export" knows',
    query: s.exportQuery,
    media: '*/*',
  },

  visit: { method: 'GET', path: '/visit', says: 'when the last visit was', answer: s.visit },
  markVisit: { method: 'PUT', path: '/visit', says: 'marks this moment as the last visit', answer: s.visit },
  searches: { method: 'GET', path: '/searches', says: 'saved searches', query: s.paging, rows: s.savedSearch },
  saveSearch: { method: 'POST', path: '/searches', says: 'saves a search', body: s.searchBody, answer: s.savedSearch },
  savedSearch: { method: 'GET', path: '/searches/{id}', says: 'the stories of a saved search', query: s.paging, rows: s.storyItem },
  dropSearch: { method: 'DELETE', path: '/searches/{id}', says: 'forgets a saved search', answer: z.object({ dropped: z.boolean() }) },

  page: { method: 'GET', path: '/pages/{id}', says: 'a page, by id, address or path', answer: s.pageAnswer },
  pageRaw: { method: 'GET', path: '/pages/{id}/raw', says: 'its decoded characters, in which offsets count', media: 'text/plain' },
  pageRecord: { method: 'GET', path: '/pages/{id}/record', says: 'its WARC record, gzipped', media: 'application/warc' },
  comparePages: {
    method: 'GET',
    path: '/compare',
    says: 'the first page beside each of one to three others',
    query: s.compareQuery,
    answer: s.comparisons,
  },
  compare: { method: 'GET', path: '/compare/{a}/{b}', says: 'two pages side by side', answer: s.comparisons.shape.pairs.element },
  search: { method: 'GET', path: '/search', says: 'pages with all of the words, best first', query: s.searchQuery, rows: s.searchHit },

  quotes: { method: 'GET', path: '/quotes', says: 'who said what', query: s.quoteQuery, rows: s.quoteItem },
  events: { method: 'GET', path: '/events', says: 'who did what to whom', query: s.eventQuery, rows: s.eventItem },
  actors: {
    method: 'GET',
    path: '/actors',
    says: 'actors over all stories, those of most stories first',
    query: s.actorQuery,
    rows: s.actorItem,
  },
  network: {
    method: 'GET',
    path: '/actors/network',
    says: 'the actors of most events and what passes between them',
    query: s.networkQuery,
    answer: s.network,
  },
  actor: { method: 'GET', path: '/actors/{id}', says: 'one actor over all stories', answer: s.actorAnswer },
  dyads: {
    method: 'GET',
    path: '/actors/{id}/dyads/{other}',
    says: 'cooperation and conflict of two actors over time',
    query: s.dyadQuery,
    rows: s.dyadItem,
  },
  places: { method: 'GET', path: '/places', says: 'where events happen', query: s.placeQuery, rows: s.placeItem },

  outlets: { method: 'GET', path: '/outlets', says: 'outlets, those of most pages first', query: s.outletQuery, rows: s.outletItem },
  outlet: { method: 'GET', path: '/outlets/{name}', says: 'one outlet', answer: s.outletAnswer },
  speakers: { method: 'GET', path: '/speakers', says: 'who is quoted, most quotes first', query: s.speakerQuery, rows: s.speakerItem },
  anonymous: { method: 'GET', path: '/speakers/anonymous', says: 'unnamed sources by kind and outlet', answer: s.anonymousAnswer },

  status: { method: 'GET', path: '/status', says: 'what is stored', answer: s.statusAnswer },
  parked: { method: 'GET', path: '/parked', says: 'what a stage could not process, and why', query: s.parkedQuery, rows: s.parkedItem },
  retryParked: { method: 'POST', path: '/parked/retry', says: 'runs again what was parked', body: s.retryBody, answer: s.taskAnswer },
  dismissParked: {
    method: 'POST',
    path: '/parked/dismiss',
    says: 'takes one input off the list',
    body: s.dismissBody,
    answer: s.dismissAnswer,
  },
  intake: { method: 'POST', path: '/intake', says: 'takes in files or addresses', body: s.intakeBody, files: true, answer: s.taskAnswer },
  tasks: { method: 'GET', path: '/intake/tasks', says: 'what is being taken in, and what was', query: s.paging, rows: s.taskItem },
  stream: {
    method: 'GET',
    path: '/intake/stream',
    says: 'progress of intake as server-sent events, each a task as it is now: `progress`, `parked`, `done`',
    media: 'text/event-stream',
  },

  session: {
    method: 'POST',
    path: '/session',
    says: 'logs a browser in with the token',
    body: s.sessionBody,
    answer: z.object({ ok: z.boolean() }),
  },
  leave: { method: 'DELETE', path: '/session', says: 'logs it out', answer: z.object({ ok: z.boolean() }) },
} as const satisfies Readonly<Record<string, Route>>

export type RouteName = keyof typeof routes
type Routes = typeof routes
/** `id` of `/stories/{id}`. */
export type PathNames<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}` ? Name | PathNames<Rest> : never
export type PathOf<Name extends RouteName> = Readonly<Record<PathNames<Routes[Name]['path']>, string>>
/** A query as it is written in an address. */
export type QueryOf<Name extends RouteName> = Routes[Name] extends { query: infer Query extends z.ZodType }
  ? z.input<Query>
  : Record<never, never>
/** A query as a handler gets it: checked, its numbers and truths read. */
export type CheckedQuery<Name extends RouteName> = Routes[Name] extends { query: infer Query extends z.ZodType }
  ? z.output<Query>
  : Record<never, never>
export type BodyOf<Name extends RouteName> = Routes[Name] extends { body: infer Body extends z.ZodType } ? z.output<Body> : undefined
export type ListOf<Row> = Readonly<{ items: readonly Row[]; next: string | null; total: number | null }>
export type RowOf<Name extends RouteName> = Routes[Name] extends { rows: infer Row extends z.ZodType } ? z.output<Row> : never
export type AnswerOf<Name extends RouteName> = Routes[Name] extends { rows: infer Row extends z.ZodType }
  ? ListOf<z.output<Row>>
  : Routes[Name] extends { answer: infer Answer extends z.ZodType }
    ? z.output<Answer>
    : string

/** The JSON of a list. */
export const listOf = <Row extends z.ZodType>(row: Row) =>
  z.object({
    items: z.array(row),
    next: z.string().nullable().describe('cursor of what follows; null: nothing does'),
    total: z.int().nullable().describe('rows in all; null: not counted'),
  })
