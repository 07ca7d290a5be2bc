import type { EventDocument, QuoteDocument, StoryDocument } from '#model/document.ts'
import type { Id } from '#model/ids.ts'
import { putActors } from './actor-counts.ts'
import { type Db, putMany, replacing, row, rowsFor, rowsIn, type Value } from './db.ts'
import { dayOfEvent, sideColumns, sideValues } from './event-sides.ts'
import { labelOf, shownOf, wordsOf } from './folding.ts'
import { putLabels } from './labels.ts'
import { linkColumns, linkRows } from './links.ts'
import { labelRows, listingColumns, listingRow, outletColumns, outletRows } from './listing-rows.ts'
import { actorRows, type StoryActors } from './profiles.ts'

type Rows = readonly (readonly Value[])[]

/** A document and what lists show of it, as the tables keep it. */
export type DocumentRows = Readonly<{
  id: string
  /** Articles of its pages. */
  articles: readonly string[]
  document: readonly Value[]
  listing: readonly Value[]
  labels: Rows
  outlets: Rows
  actors: StoryActors
  quotes: Rows
  events: Rows
  sides: Rows
  links: Rows
}>

const documentColumns = ['story', 'made', 'title', 'language', 'published', 'pages', 'reports', 'outlets', 'agencies', 'body']
const quoteColumns = [
  ...['story', 'n', 'published', 'kind', 'speaker', 'actor', 'via', 'exact', 'body'],
  ...['profile', 'outlet', 'first_at', 'agency', 'anonymous', 'words', 'pages', 'reports'],
]
const eventColumns = [
  ...['story', 'n', 'day', 'type', 'status', 'actors', 'recipients', 'place', 'body'],
  ...['place_label', 'pages', 'reports'],
]

/** Pure, and most of the work of storing a document: to be done in the thread that wrote it. */
export function documentRows(document: StoryDocument, made: string): DocumentRows {
  const lists = {
    quotes: document.quotes.map((quote) => JSON.stringify(quote)),
    events: document.events.map((event) => JSON.stringify(event)),
  }
  const json = jsonOf(document, lists)
  const actors = actorRows(document)
  const profiles = new Map(actors.profiles.map(({ nameId, id }) => [nameId, id]))
  return {
    id: document.id,
    articles: document.pages.map(({ id }) => `article_${id.slice('page_'.length)}`),
    document: documentValues(document, made, json),
    listing: listingRow(document, json),
    labels: labelRows(document),
    outlets: outletRows(document),
    actors,
    quotes: document.quotes.map((quote, n) => [
      ...[document.id, n, document.published?.value ?? ''],
      ...quoteValues(document, quote, lists.quotes[n]!, profiles),
    ]),
    events: document.events.map((event, n) => [document.id, n, ...eventValues(document, event, lists.events[n]!)]),
    sides: document.events.flatMap((event, n) => sideValues(document, event).map((values) => [document.id, n, ...values])),
    links: linkRows(document, profiles),
  }
}

/** The document as JSON, with lists whose items are JSON already. */
function jsonOf(document: StoryDocument, lists: Readonly<Record<string, readonly string[]>>): string {
  const fields = Object.entries(document).filter(([, value]) => value !== undefined)
  return `{${fields.map(([name, value]) => `"${name}":${lists[name] ? `[${lists[name].join(',')}]` : JSON.stringify(value)}`).join(',')}}`
}

/** Tables whose rows hang on one story and are written anew with it. */
const storyTables = ['quote', 'event', 'event_side', 'story_text', 'outlet_fact', 'actor_link']

/** Stores documents instead of what stood there. Call it in a transaction. */
export async function putDocuments(db: Db, documents: readonly DocumentRows[]): Promise<void> {
  if (documents.length === 0) return
  const ids = documents.map(({ id }) => id)
  const former = await formerOf(
    db,
    documents.flatMap(({ articles }) => articles),
    ids,
  )
  const each = (rows: (document: DocumentRows) => Rows) => documents.flatMap(rows)
  for (const table of storyTables) await rowsIn(db, `delete from ${table} where story in`, ids)
  await putMany(
    db,
    'document',
    documentColumns,
    each(({ document }) => [document]),
    `${replacing(documentColumns)}, stale = null`,
  )
  await putMany(
    db,
    'listing',
    listingColumns,
    each(({ listing }) => [listing]),
    changedAt,
  )
  await putMany(
    db,
    'quote',
    quoteColumns,
    each(({ quotes }) => quotes),
  )
  await putMany(
    db,
    'event',
    eventColumns,
    each(({ events }) => events),
  )
  await putMany(
    db,
    'event_side',
    sideColumns,
    each(({ sides }) => sides),
  )
  await putMany(
    db,
    'actor_link',
    linkColumns,
    each(({ links }) => links),
  )
  await putMany(
    db,
    'outlet_fact',
    outletColumns,
    each(({ outlets }) => outlets),
  )
  await putLabels(
    db,
    ids,
    each(({ labels }) => labels),
  )
  await putActors(
    db,
    ids,
    documents.map(({ actors }) => actors),
  )
  for (const { id, articles } of documents) await putTexts(db, id, articles)
  await dropDocuments(db, await retold(db, former))
  await countTelling(db)
}

/** Other stories that these articles were told in. */
async function formerOf(db: Db, articles: readonly string[], told: readonly string[]): Promise<readonly string[]> {
  const sql = 'select distinct t.story from article a join story_text t on t.n = a.n where a.id in'
  const found = new Set((await rowsIn<{ story: string }>(db, sql, articles)).map(({ story }) => story))
  return [...found].filter((story) => !told.includes(story))
}

/** Those that are no stories any more, and of which every article that is in a story has been told there. */
async function retold(db: Db, stories: readonly string[]): Promise<readonly string[]> {
  const sql = `select id from story where id in`
  const living = new Set((await rowsIn<{ id: string }>(db, sql, stories)).map(({ id }) => id))
  const waiting = `select distinct t.story from story_text t join article a on a.n = t.n join story_article s on s.article = a.id where t.story in`
  for (const { story } of await rowsIn<{ story: string }>(db, waiting, stories)) living.add(story)
  return stories.filter((story) => !living.has(story))
}

/** A story told again in the same words keeps the time of its last change. */
const changedAt = `${replacing(listingColumns)}`.replace(
  'at = excluded.at',
  'at = case when listing.digest = excluded.digest then listing.at else excluded.at end',
)

const putTexts = (db: Db, story: string, articles: readonly string[]) =>
  rowsFor(
    db,
    (list) =>
      `insert into story_text (n, story) select n, $1 from article where id in (${list}) on conflict (n) do update set story = excluded.story`,
    articles,
    story,
  )

/** Takes stories off every list. Call it in a transaction. */
export async function dropDocuments(db: Db, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  for (const table of ['document', 'listing', ...storyTables]) await rowsIn(db, `delete from ${table} where story in`, ids)
  await putLabels(db, ids, [])
  await putActors(db, ids, [])
  await countTelling(db)
}

const countTelling = (db: Db) => db.rows('update told set n = n + 1')

/** A number that is another one after stories were written. */
export const tellings = async (db: Db): Promise<number> => (await row<{ n: number }>(db, 'select n from told'))!.n

function documentValues(document: StoryDocument, made: string, json: string): Value[] {
  const outlets = [...new Set(document.pages.flatMap(({ outlet }) => outlet ?? []))].sort()
  const agencies = [...new Set(document.agencies.map(({ name }) => name))].sort()
  const { pages, independentReports } = document.counts
  return [
    ...[document.id, made, document.title, document.language, document.published?.value ?? '', pages, independentReports],
    ...[JSON.stringify(outlets), JSON.stringify(agencies), json],
  ]
}

const optional = <T>(value: string | null | undefined, as: (value: string) => T): T | null =>
  value === null || value === undefined ? null : as(value)

function quoteValues(document: StoryDocument, quote: QuoteDocument, body: string, profiles: ReadonlyMap<string, string>): Value[] {
  const { speaker, via } = quote
  const first = earliest(document, quote.evidence)
  return [
    ...[quote.kind, optional(speaker?.name, labelOf), speaker?.actorId ?? null, optional(via?.name, labelOf), quote.exact, body],
    ...[optional(speaker?.actorId, (id) => profiles.get(id) ?? null), optional(first?.outlet, shownOf), first?.published?.value ?? null],
    ...[optional(via?.name, shownOf), speaker?.anonymous ? (speaker.anonymousKind ?? 'other') : null, wordsOf(quote.exact)],
    ...countsOf(document, quote.evidence),
  ]
}

function eventValues(document: StoryDocument, event: EventDocument, body: string): Value[] {
  return [
    ...[dayOfEvent(document, event), event.type, event.status],
    ...[JSON.stringify(event.actor.map(({ name }) => labelOf(name))), JSON.stringify(event.recipient.map(({ name }) => labelOf(name)))],
    ...[event.where, body, optional(event.where, labelOf), ...countsOf(document, event.evidence)],
  ]
}

type Carried = readonly Readonly<{ page: string }>[]

/** Pages that carry a fact, and the independent reports among them. */
function countsOf(document: StoryDocument, evidence: Carried): [pages: number, reports: number] {
  const pages = new Set(evidence.map(({ page }) => page))
  const reports = document.pages.filter(({ id }) => pages.has(id)).map(({ report }) => report)
  return [pages.size, new Set(reports).size]
}

/** The page that had it first: the earliest that tells its date, else the first of the story. */
function earliest(document: StoryDocument, evidence: Carried): StoryDocument['pages'][number] | undefined {
  const pages = new Set(evidence.map(({ page }) => page))
  const carrying = document.pages.filter(({ id }) => pages.has(id)) // in order of time
  return carrying.find(({ published }) => published !== null) ?? carrying[0]
}

/** A document as JSON: who only hands it on need not read it. */
export async function getDocumentJson(db: Db, story: Id<'story'>): Promise<string | null> {
  const found = await row<Stored>(db, 'select body, stale from document where story = $1', story)
  return found && (found.stale === null ? found.body : JSON.stringify(parsed(found)))
}

export async function getDocument(db: Db, story: Id<'story'>): Promise<StoryDocument | null> {
  const found = await row<Stored>(db, 'select body, stale from document where story = $1', story)
  return found && parsed(found)
}

type Stored = Readonly<{ body: string; stale: string | null }>
const parsed = ({ body, stale }: Stored): StoryDocument => ({ ...JSON.parse(body), ...(stale === null ? {} : { stale }) })

/**
 * Says why a document, by the story it was made of, is that of a former state of `story`. Writing it anew takes that back. Another story's own is left
 * alone. Call it in a transaction.
 */
export const markStale = (db: Db, document: Id<'story'>, story: Id<'story'>, reason: string): Promise<unknown> =>
  db.rows(
    'update document set stale = $1 where story = $2 and (story = $3 or not exists (select 1 from story where id = document.story))',
    ...[reason, document, story],
  )

/** All documents in order of id, read in small portions; those that changed here at that time or after. */
export async function* eachDocument(db: Db, since = ''): AsyncGenerator<StoryDocument> {
  const portion = 20
  for (let after = ''; ; ) {
    const found = await db.rows<Stored & { story: string }>(
      'select d.story, d.body, d.stale from document d join listing l on l.story = d.story where d.story > $1 and l.at >= $3 order by d.story limit $2',
      after,
      portion,
      since,
    )
    for (const one of found) yield parsed(one)
    if (found.length < portion) return
    after = found.at(-1)!.story
  }
}
