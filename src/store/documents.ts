import type { EventDocument, QuoteDocument, StoryDocument } from '#model/document.ts'
import { UsageError } from '#model/errors.ts'
import type { Id } from '#model/ids.ts'
import { eventStatuses, eventTypes } from '#model/reading.ts'
import { checkedLimit, fromCursor, type Listed, type Paging, toCursor } from './cursor.ts'
import { type Db, putMany, replacing, row, rowsIn, type Value } from './db.ts'
import { sideColumns, sideValues } from './event-sides.ts'

/** A story in a list. */
export type StoryRow = Listed &
  Readonly<{
    id: Id<'story'>
    title: string | null
    language: string | null
    /** ISO 8601, as much of it as is known; null: no page says. */
    published: string | null
    pages: number
    /** Independent reports. */
    reports: number
    outlets: readonly string[]
    agencies: readonly string[]
  }>

const columns = ['story', 'made', 'title', 'language', 'published', 'pages', 'reports', 'outlets', 'agencies', 'body']

/** A document and what lists show of it, as the tables keep it. */
export type DocumentRows = Readonly<{
  id: string
  document: readonly Value[]
  quotes: readonly (readonly Value[])[]
  events: readonly (readonly Value[])[]
  sides: readonly (readonly Value[])[]
}>

/** Pure, and most of the work of storing a document: to be done in the thread that wrote it. */
export const documentRows = (document: StoryDocument, made: string): DocumentRows => ({
  id: document.id,
  document: documentValues(document, made),
  quotes: document.quotes.map((quote, n) => [document.id, n, document.published?.value ?? '', ...quoteValues(quote)]),
  events: document.events.map((event, n) => [document.id, n, ...eventValues(event)]),
  sides: document.events.flatMap((event, n) => sideValues(document, event).map((values) => [document.id, n, ...values])),
})

/** Stores documents instead of what stood there. Call it in a transaction. */
export async function putDocuments(db: Db, documents: readonly DocumentRows[]): Promise<void> {
  const ids = documents.map(({ id }) => id)
  for (const table of ['quote', 'event', 'event_side']) await rowsIn(db, `delete from ${table} where story in`, ids)
  await putMany(
    db,
    'document',
    columns,
    documents.map(({ document }) => document),
    replacing(columns),
  )
  await putMany(
    db,
    'quote',
    ['story', 'n', 'published', 'kind', 'speaker', 'actor', 'via', 'exact', 'body'],
    documents.flatMap(({ quotes }) => quotes),
  )
  await putMany(
    db,
    'event',
    ['story', 'n', 'day', 'type', 'status', 'actors', 'recipients', 'place', 'body'],
    documents.flatMap(({ events }) => events),
  )
  await putMany(
    db,
    'event_side',
    sideColumns,
    documents.flatMap(({ sides }) => sides),
  )
}

function documentValues(document: StoryDocument, made: string): Value[] {
  const outlets = [...new Set(document.pages.flatMap(({ outlet }) => outlet ?? []))].sort()
  const agencies = [...new Set(document.agencies.map(({ name }) => name))].sort()
  const { pages, independentReports } = document.counts
  return [
    ...[document.id, made, document.title, document.language, document.published?.value ?? '', pages, independentReports],
    ...[JSON.stringify(outlets), JSON.stringify(agencies), JSON.stringify(document)],
  ]
}

/** Names as filters compare them; the databases themselves lower only ASCII, or by the language of the machine. */
const folded = (name: string | undefined): string | null => name?.toLowerCase() ?? null

const quoteValues = (quote: QuoteDocument): Value[] => [
  quote.kind,
  folded(quote.speaker?.name),
  quote.speaker?.actorId ?? null,
  folded(quote.via?.name),
  quote.exact,
  JSON.stringify(quote),
]

const eventValues = (event: EventDocument): Value[] => [
  event.when === null ? '' : 'value' in event.when ? event.when.value : event.when.from,
  event.type,
  event.status,
  JSON.stringify(event.actor.map(({ name }) => folded(name))),
  JSON.stringify(event.recipient.map(({ name }) => folded(name))),
  event.where,
  JSON.stringify(event),
]

export async function getDocument(db: Db, story: Id<'story'>): Promise<StoryDocument | null> {
  const found = await row<{ body: string }>(db, 'select body from document where story = $1', story)
  return found && JSON.parse(found.body)
}

/** All documents in order of id, read in small portions. */
export async function* eachDocument(db: Db): AsyncGenerator<StoryDocument> {
  const portion = 20
  for (let after = ''; ; ) {
    const found = await db.rows<{ story: string; body: string }>(
      'select story, body from document where story > $1 order by story limit $2',
      after,
      portion,
    )
    for (const { body } of found) yield JSON.parse(body)
    if (found.length < portion) return
    after = found.at(-1)!.story
  }
}

/** Days: on or after the first, before the second, `2024-10-12`. */
type Days = Readonly<{ after?: string | undefined; before?: string | undefined }>
export type StoryFilter = Paging &
  Days &
  Readonly<{
    language?: string | undefined
    outlet?: string | undefined
    agency?: string | undefined
    /** Stories of at least so many pages. */
    pages?: number | undefined
  }>

/** Above every date and id. */
const top = '\uffff'

/** Stories, the latest first, those without a date last. */
export async function listStories(db: Db, filter: StoryFilter = {}): Promise<readonly StoryRow[]> {
  const [published, id] = fromCursor(filter.cursor, [top, top])
  const where: Condition[] = [['(published < ? or (published = ? and story < ?))', published, published, id]]
  if (filter.language) where.push(['language = ?', filter.language])
  if (filter.outlet) where.push([inList('outlets'), listed(filter.outlet)])
  if (filter.agency) where.push([inList('agencies'), listed(filter.agency)])
  if (filter.pages) where.push(['pages >= ?', filter.pages])
  const found = await rowsWhere<StoredStory>(
    db,
    'select story as id, title, language, published, pages, reports, outlets, agencies from document',
    [...where, ...between('published', filter)],
    `order by published desc, story desc limit ${checkedLimit(filter.limit)}`,
  )
  return found.map((row) => ({
    ...row,
    published: row.published || null,
    outlets: JSON.parse(row.outlets),
    agencies: JSON.parse(row.agencies),
    cursor: toCursor(row.published, row.id),
  }))
}

type StoredStory = Omit<StoryRow, 'published' | 'outlets' | 'agencies' | 'cursor'> & Record<'published' | 'outlets' | 'agencies', string>

/** A name as it stands in a JSON list, for `like`. */
const listed = (name: string) => `%${JSON.stringify(name).replace(/[\\%_]/g, '\\$&')}%`
const inList = (column: string) => `${column} like ? escape '\\'`

const between = (column: string, { after, before }: Days): readonly Condition[] => [
  ...(after ? ([[`${column} >= ?`, after]] as const) : []),
  ...(before ? ([[`${column} <> ''`], [`${column} < ?`, before]] as const) : []),
]

export type QuoteFilter = Paging &
  Readonly<{
    story?: string | undefined
    /** A part of the speaker's name, in any case. */
    speaker?: string | undefined
    actor?: string | undefined
    via?: string | undefined
    kind?: QuoteDocument['kind'] | undefined
  }>
type InStory = Listed & Readonly<{ story: Id<'story'>; title: string | null }>
export type QuoteRow = InStory & Readonly<{ quote: QuoteDocument }>

/** Quotes of the latest stories first, in the order of the story. */
export async function listQuotes(db: Db, filter: QuoteFilter = {}): Promise<readonly QuoteRow[]> {
  const where: Condition[] = [afterRow('q.published', fromCursor(filter.cursor, [top, top, -1]))]
  if (filter.story) where.push(['q.story = ?', filter.story])
  if (filter.speaker) where.push(containing('speaker', filter.speaker))
  if (filter.via) where.push(containing('via', filter.via))
  if (filter.actor) where.push(['actor = ?', filter.actor])
  if (filter.kind) where.push(['kind = ?', filter.kind])
  const found = await rowsWhere<StoredRow>(
    db,
    'select q.story, d.title, q.n, q.published as key, q.body from quote q join document d on d.story = q.story',
    where,
    `order by q.published desc, q.story desc, q.n limit ${checkedLimit(filter.limit)}`,
  )
  return found.map((row) => ({ ...inStory(row), quote: JSON.parse(row.body) }))
}

export type EventFilter = Paging &
  Days &
  Readonly<{
    story?: string | undefined
    /** One of PLOVER's types, in any case. Errors: UsageError for another. */
    type?: string | undefined
    status?: EventDocument['status'] | undefined
    /** A part of the name, in any case. */
    actor?: string | undefined
    recipient?: string | undefined
  }>
export type EventRow = InStory & Readonly<{ event: EventDocument }>

/** Events, the latest first, those without a date last. */
export async function listEvents(db: Db, filter: EventFilter = {}): Promise<readonly EventRow[]> {
  const where: Condition[] = [afterRow('q.day', fromCursor(filter.cursor, [top, top, -1]))]
  if (filter.story) where.push(['q.story = ?', filter.story])
  if (filter.type) where.push(['q.type = ?', knownIn(eventTypes, filter.type.toUpperCase(), 'type')])
  if (filter.status) where.push(['q.status = ?', knownIn(eventStatuses, filter.status, 'status')])
  if (filter.actor) where.push(containing('actors', filter.actor))
  if (filter.recipient) where.push(containing('recipients', filter.recipient))
  const found = await rowsWhere<StoredRow>(
    db,
    'select q.story, d.title, q.n, q.day as key, q.body from event q join document d on d.story = q.story',
    [...where, ...between('q.day', filter)],
    `order by q.day desc, q.story desc, q.n limit ${checkedLimit(filter.limit)}`,
  )
  return found.map((row) => ({ ...inStory(row), event: JSON.parse(row.body) }))
}

/** Errors: UsageError for a word that is none of these: a list that is empty for a slip would be believed. */
function knownIn<Word extends string>(words: readonly Word[], word: string, what: string): Word {
  const known = words.find((one) => one === word)
  if (known === undefined) throw new UsageError(`there is no event ${what} "${word}"`, `it is one of ${words.join(', ')}`)
  return known
}

type StoredRow = Readonly<{ story: Id<'story'>; title: string | null; n: number; key: string; body: string }>
const inStory = ({ story, title, n, key }: StoredRow): InStory => ({ story, title, cursor: toCursor(key, story, n) })

/** Rows after (key, story, n), where the first two fall and the last rises. */
const afterRow = (column: string, [key, story, n]: readonly [string, string, number]): Condition => [
  `(${column} < ? or (${column} = ? and q.story < ?) or (${column} = ? and q.story = ? and q.n > ?))`,
  ...[key, key, story, key, story, n],
]
const containing = (column: string, name: string): Condition => [
  `q.${column} like ? escape '\\'`,
  `%${folded(name)!.replace(/[\\%_]/g, '\\$&')}%`,
]

/** A condition and the values for its `?`, in order. */
type Condition = readonly [sql: string, ...values: Value[]]

/** Rows for which all conditions hold; each `?` becomes the next numbered place. */
async function rowsWhere<Row>(db: Db, select: string, conditions: readonly Condition[], rest: string): Promise<readonly Row[]> {
  let at = 0
  const where = conditions.map(([sql]) => sql.replace(/\?/g, () => `$${++at}`)).join(' and ')
  return db.rows<Row>(`${select} where ${where} ${rest}`, ...conditions.flatMap(([, ...values]) => values))
}
