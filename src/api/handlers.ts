import { readdirSync, statSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { join } from 'node:path'
import type { Context } from 'hono'
import { exportTableNamed } from '#export/exporters.ts'
import { type PageDocument, storySchema } from '#model/document.ts'
import {
  type EventRow,
  type Listed,
  type QuoteRow,
  type Stemma,
  type StoredDocument,
  type StoryFilter,
  type StoryRow,
  version,
} from '#stemma.ts'
import { offsetsOf } from '#text/offsets.ts'
import { exported } from './exports.ts'
import { endSession, type GuardOptions, startSession } from './guard.ts'
import { eventStream, type Intake } from './intake.ts'
import { openapi } from './openapi.ts'
import { HttpError, missing } from './problems.ts'
import { type AnswerOf, type BodyOf, type CheckedQuery, type ListOf, type PathOf, type Route, type RouteName, routes } from './routes.ts'
import type { EventItem, QuoteItem } from './schemas/facts.ts'
import type { SavedSearch, StoryItem } from './schemas/stories.ts'

export type Serving = Readonly<{ stemma: Stemma; intake: Intake; guard: GuardOptions }>
/** A request whose path, query and body fit the table of routes. */
export type Asked<Name extends RouteName> = Serving &
  Readonly<{ c: Context; path: PathOf<Name>; query: CheckedQuery<Name>; body: BodyOf<Name> }>
/** What answers each route: the JSON of its schema, or a Response where the route names a media type. */
type Handlers = { readonly [Name in RouteName]: (asked: Asked<Name>) => Promise<Frozen<AnswerOf<Name>> | Response> }
/** The same, of which nothing is changed any more. */
type Frozen<T> = T extends readonly (infer One)[]
  ? readonly Frozen<One>[]
  : T extends object
    ? { readonly [Name in keyof T]: Frozen<T[Name]> }
    : T

const usualLimit = 50 // rows
const largestLimit = 1_000

/** One portion of a list: asks for one row more than is shown, which tells whether there are more. */
async function portion<Stored extends Listed, Row>(
  limit: number | undefined,
  rows: (limit: number) => Promise<readonly Stored[]>,
  show: (row: Stored) => Row,
  total: () => Promise<number | null> = async () => null,
): Promise<ListOf<Row>> {
  const most = limit ?? usualLimit
  const found = await rows(Math.min(most + 1, largestLimit))
  const shown = found.slice(0, most)
  const more = found.length > most || (most === largestLimit && found.length === most)
  return { items: shown.map(show), next: more ? shown.at(-1)!.cursor : null, total: await total() }
}

const bare = <Stored extends Listed>({ cursor: _cursor, ...row }: Stored) => row
const storyItem = ({ cursor: _cursor, agencies: _agencies, ...row }: StoryRow): Frozen<StoryItem> => row

const quoteItem = ({ quote, story, title, pages, reports, outlet, published }: QuoteRow): QuoteItem => ({
  ...quote,
  ...{ story, title, pages, reports, outlet, published },
})
const eventItem = ({ event, story, title, pages, reports, day }: EventRow): EventItem => ({
  ...event,
  ...{ story, title, pages, reports, day, reportIds: event.reports },
})

type StoryQuery = Omit<CheckedQuery<'stories'>, 'format' | 'limit'>
/** Muted stories stay away unless they are asked for. */
const storyFilter = (query: StoryQuery): StoryFilter => ({ ...query, muted: query.muted ?? false })
const storyPortion = ({ stemma }: Serving, { limit, format: _format, ...query }: CheckedQuery<'stories'>) => {
  const { cursor, sort, ...filter } = storyFilter(query)
  return portion(
    limit,
    (most) => stemma.stories({ ...filter, cursor, sort, limit: most }),
    storyItem,
    () => stemma.countStories(filter),
  )
}

const savedItem = ({ id, name, q }: Readonly<{ id: string; name: string; q: string }>): SavedSearch => {
  const path = `/api/v1/searches/${id}`
  return { id, name, q, atom: `${path}?format=atom`, feed: `${path}?format=feed` }
}

/** The id that a story has now, also where it was given one that it had. */
const presentId = async (stemma: Stemma, id: string | undefined) => id && ((await stemma.summary(id))?.id ?? id)

/** A page with its article; otherwise says why it has none. */
async function pageOf({ stemma }: Serving, id: string): Promise<StoredDocument> {
  const found = await stemma.page(id)
  if (found) return found
  const [parked] = await stemma.parkedPage(id)
  if (parked) throw new HttpError(404, `page ${id.slice(0, 200)} is parked, because ${parked.reason}`, parked.advice)
  return missing('page', id)
}

async function compared(serving: Serving, a: string, b: string) {
  const found = await serving.stemma.compare(a, b)
  if (found) return found
  for (const id of [a, b]) await pageOf(serving, id)
  return missing('page', `${a} or ${b}`)
}

const dataBytes = (folder: string): number =>
  readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    if (entry.isDirectory()) return sum + dataBytes(join(folder, entry.name))
    return sum + (statSync(join(folder, entry.name), { throwIfNoEntry: false })?.size ?? 0)
  }, 0)

const hour = 3_600_000 // ms
const shown = { limit: 20 } // rows of each list on the page of one actor or outlet

export const handlers: Handlers = {
  paths: async () => ({
    name: 'stemma',
    version,
    paths: [...new Set(Object.values<Route>(routes).map(({ path }) => `/api/v1${path === '/' ? '' : path}`))],
  }),
  openapi: async () => openapi(version) as AnswerOf<'openapi'>,
  schema: async () => storySchema() as AnswerOf<'schema'>,

  stories: (asked) => storyPortion(asked, asked.query),
  facets: ({ stemma, query }) => stemma.facets(storyFilter(query)),
  names: async ({ stemma, query: { of, q } }) => ({ items: await stemma.names(of, q) }),
  async story({ stemma, c, path }) {
    const { id, json } = (await stemma.storyJson(path.id)) ?? missing('story', path.id)
    if (id !== path.id) c.header('link', `</api/v1/stories/${id}>; rel="canonical"`)
    return c.body(json, 200, { 'content-type': 'application/json' })
  },
  storySummary: async ({ stemma, path }) => storyItem((await stemma.summary(path.id)) ?? missing('story', path.id)),
  storyLog: ({ stemma, path, query: { limit, cursor } }) =>
    portion(limit, (most) => stemma.storyLog({ story: path.id, cursor, limit: most }), bare),
  async storyTable({ stemma, c, path, query }) {
    const story = (await stemma.story(path.id)) ?? missing('story', path.id)
    const wanted = query.format ?? (/json/.test(c.req.header('accept') ?? '') ? 'json' : 'csv')
    if (wanted !== 'json')
      return exported(c, stemma, { format: wanted === 'ndjson' ? 'jsonl' : 'csv', table: path.table, textless: false, story: story.id })
    const { columns, rows } = exportTableNamed(path.table)
    const items = rows(story).map((row) => Object.fromEntries(columns.map(({ name }, at) => [name, row[at] ?? null])))
    return c.json({ items, next: null, total: items.length })
  },
  async export({ stemma, c, query: { format = 'jsonl', table = null, text, ...filter } }) {
    if (filter.story !== undefined && (await stemma.story(filter.story)) === null) missing('story', filter.story)
    return exported(c, stemma, { format, table, textless: text === 'no', ...filter })
  },
  mergeStories: async ({ stemma, body }) => ({ stories: (await stemma.mergeStories(body.stories, body.reason)).stories }),
  splitStory: async ({ stemma, path, body }) => ({ stories: (await stemma.splitStory(path.id, body.pages, body.reason)).stories }),
  pinPages: async ({ stemma, path, body }) => ({ stories: (await stemma.pinPages(path.id, body.pages, body.reason)).stories }),
  unpinPages: async ({ stemma, body }) => ({ stories: (await stemma.unpinPages(body.pages, body.reason)).stories }),
  undoDecision: async ({ stemma, body }) => ({ stories: (await stemma.undoDecision(body.decision, body.reason)).stories }),
  watchStories: async ({ stemma, body }) => ({ stories: await stemma.mark('watch', body.stories, body.on) }),
  muteStories: async ({ stemma, body }) => ({ stories: await stemma.mark('mute', body.stories, body.on) }),

  async visit({ stemma }) {
    const last = await stemma.lastVisit()
    return { last, stories: await stemma.countStories({ muted: false, ...(last === null ? {} : { since: last }) }) }
  },
  markVisit: async ({ stemma }) => ({ last: await stemma.markVisit(), stories: 0 }),
  async searches({ stemma }) {
    const items = (await stemma.searches()).map(savedItem)
    return { items, next: null, total: items.length }
  },
  saveSearch: async ({ stemma, body }) => savedItem(await stemma.saveSearch(body.name, body.q)),
  async savedSearch(asked) {
    const search = (await asked.stemma.savedSearch(asked.path.id)) ?? missing('saved search', asked.path.id)
    return storyPortion(asked, { ...asked.query, q: search.q, sort: 'arrived' })
  },
  dropSearch: async ({ stemma, path }) => ({ dropped: await stemma.dropSearch(path.id) }),

  async page(asked) {
    const { html, document, story, stored } = await pageOf(asked, asked.path.id)
    return { ...document, ...stored, story, characters: offsetsOf(html).toPoints(html.length) }
  },
  async pageRaw(asked) {
    const { html } = await pageOf(asked, asked.path.id)
    return asked.c.body(html, 200, { 'content-type': 'text/plain; charset=utf-8' })
  },
  async pageRecord({ stemma, c, path }) {
    const record = (await stemma.record(path.id)) ?? missing('page', path.id)
    const name = path.id.replace(/[^\w-]/g, '_').slice(-60)
    return c.body(new Uint8Array(record), 200, {
      'content-type': 'application/warc',
      'content-disposition': `attachment; filename="${name}.warc.gz"`,
    })
  },
  async comparePages(asked) {
    const [first, ...others] = asked.query.pages
    const pairs = []
    for (const other of others) pairs.push(await compared(asked, first!, other))
    const pages: PageDocument[] = [pairs[0]!.a, ...pairs.map(({ b }) => b)]
    return { pages, pairs }
  },
  compare: (asked) => compared(asked, asked.path.a, asked.path.b),
  search: ({ stemma, query }) => portion(query.limit, (limit) => stemma.search(query.q, { limit, cursor: query.cursor }), bare),

  async quotes({ stemma, query: { limit, format: _format, anonymous, ...query } }) {
    const story = await presentId(stemma, query.story)
    const unnamed = anonymous === 'true' ? true : anonymous === 'false' ? false : anonymous
    return portion(limit, (most) => stemma.quotes({ ...query, story, anonymous: unnamed, limit: most }), quoteItem)
  },
  async events({ stemma, query: { limit, format: _format, ...query } }) {
    const story = await presentId(stemma, query.story)
    return portion(limit, (most) => stemma.events({ ...query, story, limit: most }), eventItem)
  },
  actors: ({ stemma, query: { limit, cursor, q: name, kind, country } }) => {
    const filter = { name, kind, country, by: 'stories' } as const
    return portion(
      limit,
      (most) => stemma.actors({ ...filter, cursor, limit: most }),
      bare,
      () => stemma.countActors(filter),
    )
  },
  network: ({ stemma, query }) => stemma.network(query),
  async actor(asked) {
    const { stemma } = asked
    const actor = (await stemma.actor(asked.path.id)) ?? missing('actor', asked.path.id)
    return {
      ...actor,
      quoteItems: await portion(shown.limit, (limit) => stemma.quotes({ actor: actor.id, limit }), quoteItem),
      eventItems: await portion(shown.limit, (limit) => stemma.events({ party: actor.id, limit }), eventItem),
      storyItems: await portion(shown.limit, (limit) => stemma.stories({ actor: actor.id, limit }), storyItem),
    }
  },
  async dyads({ stemma, path, query: { by, from, to } }) {
    const rows = await stemma.dyads(path.id, path.other, { by, from, to })
    return { items: rows, next: null, total: rows.length }
  },
  places: ({ stemma, query: { limit, cursor, q } }) => portion(limit, (most) => stemma.places({ q, cursor, limit: most }), bare),

  outlets: ({ stemma, query: { limit, cursor, q } }) =>
    portion(
      limit,
      (most) => stemma.outlets({ q, cursor, limit: most }),
      bare,
      () => stemma.countOutlets({ q }),
    ),
  async outlet({ stemma, path }) {
    const outlet = (await stemma.outlet(path.name)) ?? missing('outlet', path.name)
    return {
      ...outlet,
      storyItems: await portion(shown.limit, (limit) => stemma.stories({ outlet: outlet.outlet, limit }), storyItem),
    }
  },
  speakers: ({ stemma, query: { limit, format: _format, ...query } }) =>
    portion(limit, (most) => stemma.speakers({ ...query, limit: most }), bare),
  anonymous: ({ stemma }) => stemma.anonymousShare(),

  async status({ stemma }) {
    const status = await stemma.status()
    const { bavail, bsize } = await statfs(status.data)
    const rates = await stemma.addedPerMinute(new Date(Date.now() - hour).toISOString())
    return { ...status, disk: { dataBytes: dataBytes(status.data), freeBytes: bavail * bsize }, rates }
  },
  parked: ({ stemma, query: { limit, cursor, stage } }) => portion(limit, (most) => stemma.parked({ stage, cursor, limit: most }), bare),
  retryParked: async ({ intake, body }) => ({ task: intake.retry(body.stage) }),
  async dismissParked({ stemma, intake, body }) {
    const dismissed = await stemma.dismiss(body.stage, body.input)
    void intake.tidy()
    return { dismissed }
  },
  intake: async ({ intake, body }) => ({ task: intake.add(body.urls) }),
  async tasks({ intake }) {
    const items = intake.tasks
    return { items, next: null, total: items.length }
  },
  stream: async ({ intake, c }) =>
    c.body(eventStream(intake, c.req.raw.signal), 200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    }),

  async session({ c, guard, body }) {
    startSession(c, guard, body.token)
    return { ok: true }
  },
  async leave({ c }) {
    endSession(c)
    return { ok: true }
  },
}
