import type { EditKind } from '#model/copy.ts'
import { UsageError } from '#model/errors.ts'
import type { Id } from '#model/ids.ts'
import { matching, phrasesOf } from './articles.ts'
import { allOf, between, type Condition, type Days, rowsWhere, top } from './conditions.ts'
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

export const storySorts = ['latest', 'arrived', 'pages', 'reports', 'changes'] as const
export type StorySort = (typeof storySorts)[number]
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
  const rank = (await isNarrow(db, filter)) ? `coalesce(l.${column}, ${numeric ? '0' : "''"})` : `l.${column}`
  const found = await rowsWhere<Stored>(
    db,
    selected,
    [...(await conditionsOf(db, filter)), ...(filter.cursor === undefined ? [] : [[`(${rank}, l.story) < (?, ?)`, key, id] as const])],
    `order by ${rank} desc, l.story desc limit ${checkedLimit(filter.limit)}`,
  )
  const keyOf = (one: Stored) =>
    ({ latest: one.published, arrived: one.updated, pages: one.pages, reports: one.independentReports, changes: one.changed })[sort]
  return withExtras(db, found, wordsOf(filter.q), (one) => toCursor(sort, keyOf(one), one.id))
}

/** Stories of one name that are rather sorted than looked for in the order of a list: an index of 50,000 rows is walked in as many microseconds. */
const few = 3_000

/** Whether some name of the filter stands in few stories, as counted when they were told. */
async function isNarrow(db: Db, filter: StoryFilter): Promise<boolean> {
  const search = filter.q === undefined ? null : parseSearch(filter.q)
  for (const kind of ['outlet', 'agency', 'place'] as const)
    for (const name of each(filter[kind], kind === 'place' ? [] : search?.[kind === 'outlet' ? 'outlets' : 'agencies'])) {
      const { sql, values } = allOf([labelsNamed(kind, name)])
      if ((await row<{ n: number }>(db, `select coalesce(sum(stories), 0) as n from label where ${sql}`, ...values))!.n <= few) return true
    }
  for (const who of [...each(filter.actor).map(profilesOf), ...(search?.actors ?? []).map(profilesLike)]) {
    const { sql, values } = allOf([who])
    if ((await row<{ n: number }>(db, `select coalesce(sum(p.stories), 0) as n from profile p where ${sql}`, ...values))!.n <= few)
      return true
  }
  return false
}

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

export async function conditionsOf(db: Db, filter: StoryFilter): Promise<readonly Condition[]> {
  const search = filter.q === undefined ? null : parseSearch(filter.q)
  const flag = (column: string, wanted: boolean | undefined): readonly Condition[] =>
    wanted === undefined ? [] : [[`l.${column} = ?`, wanted ? 1 : 0]]
  const mark = (kind: 'watch' | 'mute', wanted: boolean | undefined): readonly Condition[] =>
    wanted === undefined ? [] : [[`l.story ${wanted ? '' : 'not '}in (select story from (${marked(kind)}) marked)`]]
  return [
    ...each(filter.outlet, search?.outlets).map((name) => labelled('outlet', name)),
    ...each(filter.agency, search?.agencies).map((name) => labelled('agency', name)),
    ...each(filter.place).map((name) => labelled('place', name)),
    ...(search?.places ?? []).map(aboutPlace),
    ...each(filter.actor).map((who) => withProfile(profilesOf(who))),
    ...(search?.actors ?? []).map((who) => withProfile(profilesLike(who))),
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
}

/** Labels of a name: the one that is it; where there is none, those with words that begin so. */
const labelsNamed = (kind: string, name: string): Condition => [
  `kind = '${kind}' and (label = ? or (' ' || label like ? escape '\\' and not exists (select 1 from label l where l.kind = '${kind}' and l.label = ?)))`,
  labelOf(name),
  beginning(name),
  labelOf(name),
]

function labelled(kind: string, name: string): Condition {
  const [sql, ...values] = labelsNamed(kind, name)
  return [
    `l.story in (select story from story_label where kind = '${kind}' and label in (select label from label where ${sql}))`,
    ...values,
  ]
}

const isActorId = (who: string) => /^actor_[0-9a-f]{16}$/.test(who)
const profilesLike = (who: string): Condition => (isActorId(who) ? profilesOf(who) : ["' ' || p.name like ? escape '\\'", beginning(who)])

/** Profiles of an id or a whole name; where nobody has that name, of names with words that begin so. */
const profilesOf = (who: string): Condition =>
  isActorId(who)
    ? ['(p.actor = ? or p.name_id = ?)', who, who]
    : [
        "(p.name = ? or (' ' || p.name like ? escape '\\' and not exists (select 1 from profile q where q.name = ?)))",
        labelOf(who),
        beginning(who),
        labelOf(who),
      ]

const withProfile = ([sql, ...values]: Condition): Condition => [
  `l.story in (select s.story from profile p join story_actor s on s.profile = p.id where ${sql})`,
  ...values,
]

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
