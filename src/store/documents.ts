import type { EventDocument, QuoteDocument, StoryDocument } from '#model/document.ts'
import type { Id } from '#model/ids.ts'
import { type Cursor, checkedLimit, fromCursor, type PageOf, paged } from './cursor.ts'
import { type Db, putMany, replacing, row, rowsIn, type Value } from './db.ts'

/** A story in a list. */
export type StoryHead = Readonly<{
  id: Id<'story'>
  title: string | null
  language: string | null
  /** ISO 8601, as much of it as is known; null: no page says. */
  published: string | null
  counts: Readonly<{ pages: number; independentReports: number }>
  outlets: readonly string[]
  agencies: readonly string[]
}>

const columns = ['story', 'made', 'title', 'language', 'published', 'pages', 'reports', 'outlets', 'agencies', 'body']

/** Stores documents and what lists show of them, instead of what stood there. Call it in a transaction. */
export async function putDocuments(db: Db, documents: readonly StoryDocument[], made: string): Promise<void> {
  const ids = documents.map(({ id }) => id)
  for (const table of ['quote', 'event']) await rowsIn(db, `delete from ${table} where story in`, ids)
  await putMany(
    db,
    'document',
    columns,
    documents.map((document) => documentRow(document, made)),
    replacing(columns),
  )
  await putMany(
    db,
    'quote',
    ['story', 'n', 'published', 'kind', 'speaker', 'actor', 'via', 'exact', 'body'],
    documents.flatMap(({ id, published, quotes }) => quotes.map((quote, n) => [id, n, published?.value ?? '', ...quoteRow(quote)])),
  )
  await putMany(
    db,
    'event',
    ['story', 'n', 'day', 'type', 'status', 'actors', 'recipients', 'place', 'body'],
    documents.flatMap(({ id, events }) => events.map((event, n) => [id, n, ...eventRow(event)])),
  )
}

function documentRow(document: StoryDocument, made: string): Value[] {
  const outlets = [...new Set(document.pages.flatMap(({ outlet }) => outlet ?? []))].sort()
  const agencies = [...new Set(document.agencies.map(({ name }) => name))].sort()
  const { pages, independentReports } = document.counts
  return [
    ...[document.id, made, document.title, document.language, document.published?.value ?? '', pages, independentReports],
    ...[JSON.stringify(outlets), JSON.stringify(agencies), JSON.stringify(document)],
  ]
}

const quoteRow = (quote: QuoteDocument): Value[] => [
  quote.kind,
  quote.speaker?.name ?? null,
  quote.speaker?.actorId ?? null,
  quote.via?.name ?? null,
  quote.exact,
  JSON.stringify(quote),
]

const eventRow = (event: EventDocument): Value[] => [
  event.when === null ? '' : 'value' in event.when ? event.when.value : event.when.from,
  event.type,
  event.status,
  JSON.stringify(event.actor.map(({ name }) => name)),
  JSON.stringify(event.recipient.map(({ name }) => name)),
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

export type Paging = Readonly<{ limit?: number | undefined; cursor?: Cursor | undefined }>
export type StoryFilter = Paging &
  Readonly<{
    language?: string | undefined
    outlet?: string | undefined
    agency?: string | undefined
    /** Days, both included: `2024-10-12`. */
    from?: string | undefined
    until?: string | undefined
    /** Stories of at least so many pages. */
    pages?: number | undefined
  }>

/** Above every date and id. */
const top = '\uffff'

/** Stories, the latest first, those without a date last. */
export async function listStories(db: Db, filter: StoryFilter = {}): Promise<PageOf<StoryHead>> {
  const limit = checkedLimit(filter.limit)
  const [published, id] = fromCursor(filter.cursor, [top, top])
  const where: Condition[] = [['(published < ? or (published = ? and story < ?))', published, published, id]]
  if (filter.language) where.push(['language = ?', filter.language])
  if (filter.outlet) where.push([inList('outlets'), listed(filter.outlet)])
  if (filter.agency) where.push([inList('agencies'), listed(filter.agency)])
  if (filter.from) where.push(['published >= ?', filter.from])
  if (filter.until) where.push(['published <> ?', ''], ['published < ?', `${filter.until}${top}`])
  if (filter.pages) where.push(['pages >= ?', filter.pages])
  const found = await rowsWhere<StoryRow>(
    db,
    'select story, title, language, published, pages, reports, outlets, agencies from document',
    where,
    `order by published desc, story desc limit ${limit + 1}`,
  )
  const answer = paged(found, limit, (last) => [last.published, last.story])
  return { ...answer, items: answer.items.map(toHead) }
}

type StoryRow = Readonly<{
  story: Id<'story'>
  title: string | null
  language: string | null
  published: string
  pages: number
  reports: number
  outlets: string
  agencies: string
}>
const toHead = (found: StoryRow): StoryHead => ({
  id: found.story,
  title: found.title,
  language: found.language,
  published: found.published || null,
  counts: { pages: found.pages, independentReports: found.reports },
  outlets: JSON.parse(found.outlets),
  agencies: JSON.parse(found.agencies),
})

/** A name as it stands in a JSON list, for `like`. */
const listed = (name: string) => `%${JSON.stringify(name).replace(/[\\%_]/g, '\\$&')}%`
const inList = (column: string) => `${column} like ? escape '\\'`

export type QuoteFilter = Paging &
  Readonly<{
    story?: Id<'story'> | undefined
    /** A part of the speaker's name, in any case. */
    speaker?: string | undefined
    actor?: string | undefined
    via?: string | undefined
    kind?: QuoteDocument['kind'] | undefined
  }>
export type QuoteListed = Readonly<{ story: Id<'story'>; published: string | null; quote: QuoteDocument }>

/** Quotes of the latest stories first, in the order of the story. */
export async function listQuotes(db: Db, filter: QuoteFilter = {}): Promise<PageOf<QuoteListed>> {
  const limit = checkedLimit(filter.limit)
  const [published, story, n] = fromCursor(filter.cursor, [top, top, -1])
  const where: Condition[] = [[after('published'), published, published, story, published, story, n]]
  if (filter.story) where.push(['story = ?', filter.story])
  if (filter.speaker) where.push([`lower(speaker) like ? escape '\\'`, part(filter.speaker)])
  if (filter.via) where.push([`lower(via) like ? escape '\\'`, part(filter.via)])
  if (filter.actor) where.push(['actor = ?', filter.actor])
  if (filter.kind) where.push(['kind = ?', filter.kind])
  const found = await rowsWhere<{ story: Id<'story'>; n: number; published: string; body: string }>(
    db,
    'select story, n, published, body from quote',
    where,
    `order by published desc, story desc, n limit ${limit + 1}`,
  )
  const answer = paged(found, limit, (last) => [last.published, last.story, last.n])
  const items = answer.items.map((one) => ({ story: one.story, published: one.published || null, quote: JSON.parse(one.body) }))
  return { ...answer, items }
}

export type EventFilter = Paging &
  Readonly<{
    story?: Id<'story'> | undefined
    type?: string | undefined
    status?: EventDocument['status'] | undefined
    /** A part of the name of an actor or a recipient, in any case. */
    party?: string | undefined
    /** Days, both included: `2024-10-12`. */
    from?: string | undefined
    until?: string | undefined
  }>
export type EventListed = Readonly<{ story: Id<'story'>; event: EventDocument }>

/** Events, the latest first, those without a date last. */
export async function listEvents(db: Db, filter: EventFilter = {}): Promise<PageOf<EventListed>> {
  const limit = checkedLimit(filter.limit)
  const [day, story, n] = fromCursor(filter.cursor, [top, top, -1])
  const where: Condition[] = [[after('day'), day, day, story, day, story, n]]
  if (filter.story) where.push(['story = ?', filter.story])
  if (filter.type) where.push(['type = ?', filter.type])
  if (filter.status) where.push(['status = ?', filter.status])
  if (filter.party)
    where.push([`(lower(actors) like ? escape '\\' or lower(recipients) like ? escape '\\')`, part(filter.party), part(filter.party)])
  if (filter.from) where.push(['day >= ?', filter.from])
  if (filter.until) where.push(['day <> ?', ''], ['day < ?', `${filter.until}${top}`])
  const found = await rowsWhere<{ story: Id<'story'>; n: number; day: string; body: string }>(
    db,
    'select story, n, day, body from event',
    where,
    `order by day desc, story desc, n limit ${limit + 1}`,
  )
  const answer = paged(found, limit, (last) => [last.day, last.story, last.n])
  return { ...answer, items: answer.items.map((one) => ({ story: one.story, event: JSON.parse(one.body) })) }
}

/** Rows after (key, story, n), where the first two fall and the last rises. */
const after = (key: string) => `(${key} < ? or (${key} = ? and story < ?) or (${key} = ? and story = ? and n > ?))`
const part = (name: string) => `%${name.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`

/** A condition and the values for its `?`, in order. */
type Condition = readonly [sql: string, ...values: Value[]]

/** Rows for which all conditions hold; each `?` becomes the next numbered place. */
async function rowsWhere<Row>(db: Db, select: string, conditions: readonly Condition[], rest: string): Promise<readonly Row[]> {
  let at = 0
  const where = conditions.map(([sql]) => sql.replace(/\?/g, () => `$${++at}`)).join(' and ')
  return db.rows<Row>(`${select} where ${where} ${rest}`, ...conditions.flatMap(([, ...values]) => values))
}
