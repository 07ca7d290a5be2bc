import type { EditKind } from '#model/copy.ts'
import { UsageError } from '#model/errors.ts'
import type { Id } from '#model/ids.ts'
import { matching, phrasesOf } from './articles.ts'
import { allOf, between, type Condition, type Days, top } from './conditions.ts'
import { checkedLimit, fromCursor, type Listed, noCursor, type Paging, toCursor } from './cursor.ts'
import { type Db, row, rowsFor } from './db.ts'
import { beginning, labelOf, withWords } from './folding.ts'
import type { ListingBody } from './listing-rows.ts'
import { parseSearch } from './story-search.ts'

/** A story in a list. */
export type StoryRow = Listed &
  Readonly<{
    id: Id<'story'>
    /** Of the root of the largest family of copies. */
    headline: string | null
    title: string | null
    language: string | null
    /** ISO 8601, as much of it as is known; null: no page says. */
    published: string | null
    /** When the story last changed here. */
    updated: string
    pages: number
    independentReports: number
    events: number
    quotes: number
    /** That of the root first. */
    outlets: readonly string[]
    agencies: readonly string[]
    /** Agencies credited for reports, and "own" where a report credits none. */
    credits: readonly string[]
    /** Pages in twelve equal parts of the time between first and last publication. */
    arrivals: readonly number[]
    firstPublished: string | null
    lastPublished: string | null
    /** Edits between exemplars and witnesses, by kind. */
    changes: Readonly<Partial<Record<EditKind, number>>>
    single: boolean
    edited: boolean
    watched: boolean
    muted: boolean
    /** Words around what was searched for; null: nothing was. */
    snippet: string | null
  }>

const storySorts = ['latest', 'arrived', 'pages', 'reports', 'changes'] as const
type StorySort = (typeof storySorts)[number]
const sortColumns: Readonly<Record<StorySort, string>> = {
  latest: 'published',
  arrived: 'at',
  pages: 'pages',
  reports: 'reports',
  changes: 'changes',
}

export type StoryFilter = Paging &
  Days &
  Readonly<{
    /** In the search language of story-search.ts. */
    q?: string | undefined
    /** Names in any case: a whole one, or else those with words that begin so. `place` is where events happen. */
    outlet?: string | undefined
    agency?: string | undefined
    place?: string | undefined
    /** An id of an actor, or a name as above. */
    actor?: string | undefined
    language?: string | undefined
    /** Stories of at least so many pages. */
    pages?: number | undefined
    single?: boolean | undefined
    edited?: boolean | undefined
    watched?: boolean | undefined
    muted?: boolean | undefined
    /** Told anew since then, ISO 8601. */
    since?: string | undefined
    sort?: StorySort | undefined
  }>

type Stored = Readonly<
  Pick<
    StoryRow,
    | 'id'
    | 'headline'
    | 'title'
    | 'language'
    | 'updated'
    | 'pages'
    | 'independentReports'
    | 'events'
    | 'quotes'
    | 'firstPublished'
    | 'lastPublished'
  > &
    Record<'single' | 'edited' | 'changed', number> & { published: string; body: string }
>
const selected = `select l.story as id, l.headline, l.title, l.language, l.published, l.at as updated, l.pages, l.reports as "independentReports", l.events, l.quotes,
  l.first_published as "firstPublished", l.last_published as "lastPublished", l.single, l.edited, l.changes as changed, l.body from listing l`

/** Stories, the latest first (those without a date last) unless sorted otherwise. */
export async function listStories(db: Db, filter: StoryFilter = {}): Promise<readonly StoryRow[]> {
  const sort = filter.sort ?? 'latest'
  const column = sortColumns[sort]
  const numeric = sort !== 'latest' && sort !== 'arrived'
  const [by, key, id] = fromCursor(filter.cursor, [sort, numeric ? Number.MAX_SAFE_INTEGER : top, top])
  if (by !== sort) throw noCursor(filter.cursor)
  // Few stories are fetched and sorted; of many, the index of the order is walked until enough are found.
  const { conditions, narrow } = await meaningOf(db, filter)
  const rank = narrow ? `coalesce(l.${column}, ${numeric ? '0' : "''"})` : `l.${column}`
  const where = conditions.map(([sql, ...values]): Condition => [narrow ? sql : walked(sql), ...values])
  const { sql, values } = allOf([...where, ...(filter.cursor === undefined ? [] : [[`(${rank}, l.story) < (?, ?)`, key, id] as const])])
  const order = `order by ${rank} desc, l.story desc`
  const found = await db.rows<Stored>(
    `${selected} where l.story in (select story from listing l where ${sql} ${order} limit ${checkedLimit(filter.limit)}) ${order}`,
    ...values,
  )
  const keyOf = (one: Stored) =>
    ({ latest: one.published, arrived: one.updated, pages: one.pages, reports: one.independentReports, changes: one.changed })[sort]
  return withExtras(db, found, wordsOf(filter.q), (one) => toCursor(sort, keyOf(one), one.id))
}

/** SQLite does not look a story up that is an expression: so it walks the order of the list, and asks of each story whether it is meant. */
const walked = (sql: string) => sql.replace(/^l\.story in /, "l.story || '' in ")

/** Stories of one name that are rather sorted than looked for in the order of a list: an index of 50,000 rows is walked in as many microseconds. */
const few = 3_000

const each = (name: string | undefined, more: readonly string[] = []) => [...(name === undefined ? [] : [name]), ...more]

/** How many stories the filters leave. */
export async function countStories(db: Db, filter: StoryFilter = {}): Promise<number> {
  const { sql, values } = allOf(await conditionsOf(db, filter))
  return (await row<{ n: number }>(db, `select count(*) as n from listing l where ${sql}`, ...values))!.n
}

/** Stories as lists show them, in the order of the ids; those that there are not are left out. */
export async function storyRows(db: Db, ids: readonly string[]): Promise<readonly StoryRow[]> {
  const found = await rowsFor<Stored>(db, (list) => `${selected} where l.story in (${list})`, ids)
  const rows = new Map(
    (await withExtras(db, found, [], (one) => toCursor('latest', one.published, one.id))).map((one) => [one.id as string, one]),
  )
  return ids.flatMap((id) => rows.get(id) ?? [])
}

const wordsOf = (q: string | undefined) => (q === undefined ? [] : parseSearch(q).words)

async function withExtras(
  db: Db,
  found: readonly Stored[],
  words: readonly string[],
  cursor: (one: Stored) => string,
): Promise<readonly StoryRow[]> {
  const ids = found.map(({ id }) => id)
  const marks = ids.length === 0 ? [] : await db.rows<{ kind: string; story: string }>(marked('watch', 'mute'))
  const snippets = words.length === 0 ? new Map<string, string>() : await snippetsOf(db, ids, words)
  const has = (kind: string, id: string) => marks.some((mark) => mark.kind === kind && mark.story === id)
  return found.map((stored) => {
    const { body, changed: _changed, ...one } = stored
    return {
      ...one,
      ...(JSON.parse(body) as ListingBody),
      published: one.published || null,
      single: one.single === 1,
      edited: one.edited === 1,
      watched: has('watch', one.id),
      muted: has('mute', one.id),
      snippet: snippets.get(one.id) ?? null,
      cursor: cursor(stored),
    }
  })
}

/** Marked stories under the ids that they have today. */
const marked = (...kinds: readonly ('watch' | 'mute')[]) =>
  `select m.kind, coalesce(a.story, m.story) as story from mark m left join story_alias a on a.id = m.story where m.kind in (${kinds.map((kind) => `'${kind}'`).join(', ')})`

/** Ids of stories that are marked. */
export const storiesMarked = async (db: Db, kind: 'watch' | 'mute'): Promise<readonly string[]> => [
  ...new Set((await db.rows<{ story: string }>(marked(kind))).map(({ story }) => story)),
]

/** What a filter asks of each story. */
export const conditionsOf = async (db: Db, filter: StoryFilter): Promise<readonly Condition[]> => (await meaningOf(db, filter)).conditions

/** The same, and whether few stories can meet it. */
async function meaningOf(db: Db, filter: StoryFilter): Promise<Readonly<{ conditions: readonly Condition[]; narrow: boolean }>> {
  const search = filter.q === undefined ? null : parseSearch(filter.q)
  const flag = (column: string, wanted: boolean | undefined): readonly Condition[] =>
    wanted === undefined ? [] : [[`l.${column} = ?`, wanted ? 1 : 0]]
  const mark = (kind: 'watch' | 'mute', wanted: boolean | undefined): readonly Condition[] =>
    wanted === undefined ? [] : [[`l.story ${wanted ? '' : 'not '}in (select story from (${marked(kind)}) marked)`]]
  const named = await Promise.all([
    ...each(filter.outlet, search?.outlets).map((name) => labelled(db, 'outlet', name)),
    ...each(filter.agency, search?.agencies).map((name) => labelled(db, 'agency', name)),
    ...each(filter.place).map((name) => labelled(db, 'place', name)),
    ...each(filter.actor).map((who) => withActor(db, who, false)),
    ...(search?.actors ?? []).map((who) => withActor(db, who, true)),
  ])
  const conditions = [
    ...named.map(({ condition }) => condition),
    ...(search?.places ?? []).map(aboutPlace),
    ...between('l.published', filter),
    ...between('l.published', { after: search?.after, before: search?.before }),
    ...each(filter.language, search?.language === undefined ? [] : [search.language]).map((code): Condition => ['l.language = ?', code]),
    ...(filter.pages ? [['l.pages >= ?', filter.pages] as const] : []),
    ...(filter.since ? [['l.at >= ?', instantOf(filter.since)] as const] : []),
    ...flag('single', search?.single ? true : filter.single),
    ...flag('edited', search?.edited ? true : filter.edited),
    ...mark('watch', search?.watched ? true : filter.watched),
    ...mark('mute', filter.muted),
    ...(search && search.words.length > 0 ? [holding(db, search.words)] : []),
    ...(search && search.quotes.length > 0 ? [holding(db, search.quotes), ...search.quotes.map(quoting)] : []),
  ]
  return { conditions, narrow: named.some(({ stories }) => stories <= few) }
}

/** A condition that a name of the filter makes, and in how many stories, at the most, it is met, as counted when they were told. */
type Named = Readonly<{ condition: Condition; stories: number }>
type Meant = Readonly<{ id: string; stories: number }>
/** Names that one word may mean; of more, the question itself is asked again. */
const mostMeant = 1_000

/** Stories where one of the names stands that the first of `questions` finds any of. `select` ends where their list is to stand. */
async function inStories(db: Db, select: string, from: string, questions: readonly Condition[]): Promise<Named> {
  for (const [sql, ...values] of questions) {
    const asked = allOf([[sql, ...values]])
    const found = await db.rows<Meant>(`select ${from} where ${asked.sql} limit ${mostMeant + 1}`, ...asked.values)
    if (found.length > mostMeant)
      return { condition: [`l.story in (${select} (select id from (select ${from} where ${sql}) meant))`, ...values], stories: Infinity }
    if (found.length > 0)
      return {
        condition: [`l.story in (${select} (${found.map(() => '?').join(', ')}))`, ...found.map(({ id }) => id)],
        stories: found.reduce((sum, { stories }) => sum + stories, 0),
      }
  }
  return { condition: ['1 = 0'], stories: 0 }
}

/** Stories with a label: the one of this name; where there is none, those with words that begin so. */
const labelled = (db: Db, kind: string, name: string): Promise<Named> =>
  inStories(
    db,
    `select story from story_label where kind = '${kind}' and label in`,
    `label as id, stories from label`,
    [['label = ?', labelOf(name)] as const, ["' ' || label like ? escape '\\'", beginning(name)] as const].map(([sql, value]) => [
      `kind = '${kind}' and ${sql}`,
      value,
    ]),
  )

/** Stories with an actor: of an id, or of this name; where `part`, or where nobody has it, of names with words that begin so. */
function withActor(db: Db, who: string, part: boolean): Promise<Named> {
  const whole: readonly Condition[] = part ? [] : [['name = ?', labelOf(who)]]
  const questions: readonly Condition[] = /^actor_[0-9a-f]{16}$/.test(who)
    ? [['(actor = ? or name_id = ?)', who, who]]
    : [...whole, ["' ' || name like ? escape '\\'", beginning(who)]]
  return inStories(db, 'select story from story_actor where profile in', 'id, stories from profile', questions)
}

/** Stories with an event there, or that name the place. */
const aboutPlace = (name: string): Condition => [
  `l.story in (select story from story_label where kind = 'place' and label in (select label from label where kind = 'place' and ' ' || label like ? escape '\\')
     union select s.story from profile p join story_actor s on s.profile = p.id where p.kind in ('place', 'country') and ' ' || p.name like ? escape '\\')`,
  beginning(name),
  beginning(name),
]

function instantOf(since: string): string {
  const time = Date.parse(since)
  if (Number.isNaN(time)) throw new UsageError(`since cannot be "${since}"`, 'give a time, such as 2024-10-01T08:00:00Z')
  return new Date(time).toISOString()
}

const holding = (db: Db, words: readonly string[]): Condition => [
  `l.story in (select story from story_text where n in (${matching(db, '?')}))`,
  phrasesOf(words),
]

const quoting = (words: string): Condition => [
  "exists (select 1 from quote q where q.story = l.story and q.words like ? escape '\\')",
  withWords(words),
]

/** Some words around the first place found in one page of each story. */
async function snippetsOf(db: Db, stories: readonly string[], words: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const found =
    db.kind === 'sqlite'
      ? await rowsFor<{ story: string; snippet: string }>(
          db,
          (list) => `with hit as materialized (
              select t.story, max(t.n) as n from story_text t cross join article_search
              where article_search.rowid = t.n and article_search match $1 and t.story in (${list}) group by t.story)
            select hit.story, snippet(article_search, 1, '', '', '…', 24) as snippet from hit cross join article_search
            where article_search.rowid = hit.n and article_search match $1`,
          stories,
          phrasesOf(words),
        )
      : await rowsFor<{ story: string; snippet: string }>(
          db,
          (
            list,
          ) => `select distinct on (t.story) t.story, ts_headline('simple', left(a.text, 240000), q, 'StartSel="",StopSel="",MaxWords=24,MinWords=12,MaxFragments=1') as snippet
            from websearch_to_tsquery('simple', $1) q, story_text t join article a on a.n = t.n where a.search @@ q and t.story in (${list}) order by t.story, a.n desc`,
          stories,
          phrasesOf(words),
        )
  return new Map(found.map(({ story, snippet }) => [story, snippet]))
}
