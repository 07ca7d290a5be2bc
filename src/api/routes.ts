import { z } from 'zod'
import { storyDocument } from '#model/document.ts'
import * as actors from './schemas/actors.ts'
import * as common from './schemas/common.ts'
import * as facts from './schemas/facts.ts'
import * as intake from './schemas/intake.ts'
import * as pages from './schemas/pages.ts'
import * as sources from './schemas/sources.ts'
import * as stories from './schemas/stories.ts'

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

const pins = { body: stories.pinBody, answer: stories.storiesAnswer }
const marks = { body: stories.markBody, answer: stories.storiesAnswer }

export const routes = {
  paths: {
    method: 'GET',
    path: '/',
    says: 'what there is',
    answer: z.object({ name: z.string(), version: z.string(), paths: z.array(z.string()) }),
  },
  openapi: { method: 'GET', path: '/openapi.json', says: 'this API as OpenAPI 3.1', answer: z.looseObject({ openapi: z.string() }) },
  schema: { method: 'GET', path: '/schema', says: 'JSON Schema of a story', answer: z.looseObject({ $schema: z.string() }) },

  stories: { method: 'GET', path: '/stories', says: 'stories', query: stories.storyQuery, rows: stories.storyItem },
  facets: {
    method: 'GET',
    path: '/stories/facets',
    says: 'what the stories that the filters leave can be narrowed by',
    query: stories.facetQuery,
    answer: stories.facets,
  },
  names: {
    method: 'GET',
    path: '/stories/names',
    says: 'names that a search can ask for, those of most stories first',
    query: stories.nameQuery,
    answer: stories.names,
  },
  mergeStories: {
    method: 'POST',
    path: '/stories/merge',
    says: 'makes one story of several',
    body: stories.mergeBody,
    answer: stories.storiesAnswer,
  },
  pinPages: { method: 'POST', path: '/stories/{id}/pin', says: 'keeps pages in a story', ...pins },
  unpinPages: { method: 'POST', path: '/stories/unpin', says: 'lets pages go where they belong', ...pins },
  undoDecision: {
    method: 'POST',
    path: '/stories/undo',
    says: 'takes a merge, split or pin back',
    body: stories.undoBody,
    answer: stories.storiesAnswer,
  },
  watchStories: { method: 'POST', path: '/stories/watch', says: 'watches stories, or no longer', ...marks },
  muteStories: { method: 'POST', path: '/stories/mute', says: 'leaves stories out of lists, or no longer', ...marks },
  story: { method: 'GET', path: '/stories/{id}', says: 'a story, by an id that it has or had', answer: storyDocument },
  storySummary: { method: 'GET', path: '/stories/{id}/summary', says: 'a story as lists show it', answer: stories.storyItem },
  storyLog: {
    method: 'GET',
    path: '/stories/{id}/log',
    says: 'what users did to a story',
    query: common.paging,
    rows: stories.storyLogItem,
  },
  storyTable: {
    method: 'GET',
    path: '/stories/{id}/tables/{table}',
    says: 'one export table of one story',
    query: z.object({ format: common.paging.shape.format }),
    media: 'text/csv',
  },
  splitStory: {
    method: 'POST',
    path: '/stories/{id}/split',
    says: 'makes a story of its own of some pages',
    body: stories.splitBody,
    answer: stories.storiesAnswer,
  },

  export: {
    method: 'GET',
    path: '/export',
    says: 'all stories, or one, in any format that "stemma export" knows',
    query: stories.exportQuery,
    media: '*/*',
  },

  visit: { method: 'GET', path: '/visit', says: 'when the last visit was', answer: stories.visit },
  markVisit: { method: 'PUT', path: '/visit', says: 'marks this moment as the last visit', answer: stories.visit },
  searches: { method: 'GET', path: '/searches', says: 'saved searches', query: common.paging, rows: stories.savedSearch },
  saveSearch: { method: 'POST', path: '/searches', says: 'saves a search', body: stories.searchBody, answer: stories.savedSearch },
  savedSearch: {
    method: 'GET',
    path: '/searches/{id}',
    says: 'the stories of a saved search',
    query: common.paging,
    rows: stories.storyItem,
  },
  dropSearch: { method: 'DELETE', path: '/searches/{id}', says: 'forgets a saved search', answer: z.object({ dropped: z.boolean() }) },

  page: { method: 'GET', path: '/pages/{id}', says: 'a page, by id, address or path', answer: pages.pageAnswer },
  pageRaw: { method: 'GET', path: '/pages/{id}/raw', says: 'its decoded characters, in which offsets count', media: 'text/plain' },
  pageRecord: { method: 'GET', path: '/pages/{id}/record', says: 'its WARC record, gzipped', media: 'application/warc' },
  comparePages: {
    method: 'GET',
    path: '/compare',
    says: 'the first page beside each of one to three others',
    query: pages.compareQuery,
    answer: pages.comparisons,
  },
  compare: { method: 'GET', path: '/compare/{a}/{b}', says: 'two pages side by side', answer: pages.comparisons.shape.pairs.element },
  search: {
    method: 'GET',
    path: '/search',
    says: 'pages with all of the words, best first',
    query: pages.searchQuery,
    rows: pages.searchHit,
  },

  quotes: { method: 'GET', path: '/quotes', says: 'who said what', query: facts.quoteQuery, rows: facts.quoteItem },
  events: { method: 'GET', path: '/events', says: 'who did what to whom', query: facts.eventQuery, rows: facts.eventItem },
  actors: {
    method: 'GET',
    path: '/actors',
    says: 'actors over all stories, those of most stories first',
    query: actors.actorQuery,
    rows: actors.actorItem,
  },
  network: {
    method: 'GET',
    path: '/actors/network',
    says: 'the actors of most events and what passes between them',
    query: actors.networkQuery,
    answer: actors.network,
  },
  actor: { method: 'GET', path: '/actors/{id}', says: 'one actor over all stories', answer: actors.actorAnswer },
  dyads: {
    method: 'GET',
    path: '/actors/{id}/dyads/{other}',
    says: 'cooperation and conflict of two actors over time',
    query: actors.dyadQuery,
    rows: actors.dyadItem,
  },
  places: { method: 'GET', path: '/places', says: 'where events happen', query: actors.placeQuery, rows: actors.placeItem },

  outlets: {
    method: 'GET',
    path: '/outlets',
    says: 'outlets, those of most pages first',
    query: sources.outletQuery,
    rows: sources.outletItem,
  },
  outlet: { method: 'GET', path: '/outlets/{name}', says: 'one outlet', answer: sources.outletAnswer },
  speakers: {
    method: 'GET',
    path: '/speakers',
    says: 'who is quoted, most quotes first',
    query: sources.speakerQuery,
    rows: sources.speakerItem,
  },
  anonymous: { method: 'GET', path: '/speakers/anonymous', says: 'unnamed sources by kind and outlet', answer: sources.anonymousAnswer },

  status: { method: 'GET', path: '/status', says: 'what is stored', answer: intake.statusAnswer },
  parked: {
    method: 'GET',
    path: '/parked',
    says: 'what a stage could not process, and why',
    query: intake.parkedQuery,
    rows: intake.parkedItem,
  },
  retryParked: {
    method: 'POST',
    path: '/parked/retry',
    says: 'runs again what was parked',
    body: intake.retryBody,
    answer: intake.taskAnswer,
  },
  dismissParked: {
    method: 'POST',
    path: '/parked/dismiss',
    says: 'takes one input off the list',
    body: intake.dismissBody,
    answer: intake.dismissAnswer,
  },
  intake: {
    method: 'POST',
    path: '/intake',
    says: 'takes in files or addresses',
    body: intake.intakeBody,
    files: true,
    answer: intake.taskAnswer,
  },
  tasks: {
    method: 'GET',
    path: '/intake/tasks',
    says: 'what is being taken in, and what was',
    query: common.paging,
    rows: intake.taskItem,
  },
  stream: {
    method: 'GET',
    path: '/intake/stream',
    says: 'progress of intake as server-sent events, a task whole, then its id and what changed: `progress`, `parked`, `done`',
    media: 'text/event-stream',
  },

  session: {
    method: 'POST',
    path: '/session',
    says: 'logs a browser in with the token',
    body: intake.sessionBody,
    answer: z.object({ ok: z.boolean() }),
  },
  leave: { method: 'DELETE', path: '/session', says: 'logs it out', answer: z.object({ ok: z.boolean() }) },
} as const satisfies Readonly<Record<string, Route>>

export type RouteName = keyof typeof routes
type Routes = typeof routes
/** `id` of `/stories/{id}`. */
type PathNames<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}` ? Name | PathNames<Rest> : never
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
