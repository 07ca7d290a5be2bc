import { allOf } from './conditions.ts'
import { type Db, rowsFor } from './db.ts'
import { beginning } from './folding.ts'
import { conditionsOf, type StoryFilter, storiesMarked } from './listing.ts'

export type FacetValue = Readonly<{ value: string; stories: number }>
/** What the stories that a filter leaves can be narrowed by: the commonest values of each kind. */
export type StoryFacets = Readonly<{
  outlets: readonly FacetValue[]
  agencies: readonly FacetValue[]
  places: readonly FacetValue[]
  languages: readonly FacetValue[]
  actors: readonly (FacetValue & Readonly<{ id: string }>)[]
  /** By day of the story's first publication. */
  days: readonly Readonly<{ day: string; stories: number; pages: number }>[]
  single: number
  edited: number
  stories: number
  /** Stories that outlets, agencies, places and actors were counted in: the latest, where the filters leave more than that. */
  counted: number
}>

const shownValues = 20 // of one kind
const shownDays = 400 // more than a year
/** Stories whose names are counted for one answer. All stories together are counted as they are told; half of them cannot be in time. */
const mostCounted = 1_000

export async function storyFacets(db: Db, filter: StoryFilter = {}): Promise<StoryFacets> {
  const { muted, ...rest } = filter
  const without = muted === false ? await storiesMarked(db, 'mute') : []
  const all = muted !== true && (await conditionsOf(db, rest)).length === 0
  const { sql, values } = allOf(await conditionsOf(db, without.length === 0 && muted === false ? rest : filter))
  // One statement, so that a search behind it is done once.
  const rows = await db.rows<Facet>(
    `with hit as materialized (select l.story, l.language, l.published, l.pages, l.single, l.edited from listing l where ${sql}),
       latest as materialized (select story from hit order by published desc, story desc limit ${mostCounted})
     ${[...sumsOf, ...(all ? [] : namesOf)].map((select) => `select * from (${select}) part`).join(' union all ')}`,
    ...values,
  )
  const of = (what: string) => rows.filter((row) => row.what === what)
  const [sums] = of('sums')
  const stories = sums!.stories
  const names = all
    ? await namesOfAll(db, without)
    : { outlets: of('outlet'), agencies: of('agency'), places: of('place'), actors: of('actor') }
  const value = ({ value, stories }: Counted): FacetValue => ({ value, stories })
  return {
    ...{ outlets: names.outlets.map(value), agencies: names.agencies.map(value), places: names.places.map(value) },
    actors: names.actors.map((row) => ({ ...value(row), id: row.id })),
    languages: of('language').map(value),
    days: of('day').map((row) => ({ day: row.value, stories: row.stories, pages: row.one })),
    ...{ single: sums!.one, edited: sums!.two, stories },
    counted: all ? stories : Math.min(stories, mostCounted),
  }
}

type Counted = Readonly<{ id: string; value: string; stories: number }>
type Facet = Counted & Readonly<{ what: string; one: number; two: number }>

/** Of everything that is left: sums, languages, days. */
const sumsOf: readonly string[] = [
  "select 'sums' as what, '' as id, '' as value, count(*) as stories, coalesce(sum(single), 0) as one, coalesce(sum(edited), 0) as two from hit",
  `select 'language' as what, '' as id, language as value, count(*) as stories, 0 as one, 0 as two from hit where language is not null
   group by language order by stories desc, value limit ${shownValues}`,
  `select 'day' as what, '' as id, substr(published, 1, 10) as value, count(*) as stories, sum(pages) as one, 0 as two from hit where published <> ''
   group by substr(published, 1, 10) order by value desc limit ${shownDays}`,
]

/** Of the latest of it: outlets, agencies, places, actors. `cross join` because SQLite would rather read all labels there are. */
const namesOf: readonly string[] = [
  `select top.kind as what, top.label as id, l.shown as value, top.stories, 0 as one, 0 as two from (
     select kind, label, stories, row_number() over (partition by kind order by stories desc, label) as place from (
       select s.kind, s.label, count(*) as stories from latest cross join story_label s where s.story = latest.story group by s.kind, s.label) counted) top
   join label l on l.kind = top.kind and l.label = top.label where top.place <= ${shownValues} order by top.stories desc, top.label`,
  `select 'actor' as what, p.actor as id, min(p.shown) as value, sum(counted.stories) as stories, 0 as one, 0 as two from (
     select s.profile, count(*) as stories from latest cross join story_actor s where s.story = latest.story group by s.profile) counted
   cross join profile p where p.id = counted.profile group by p.actor order by stories desc, id desc limit ${shownValues}`,
]

export type NameKind = 'outlet' | 'agency' | 'actor' | 'place'
const suggested = 8 // names: more are not read in a list that opens while one types

/** Names with a word that begins so, those of most stories first. */
export function listNames(db: Db, kind: NameKind, start = ''): Promise<readonly FacetValue[]> {
  const [table, name, rest] = kind === 'actor' ? ['actor', 'name', ''] : ['label', 'label', ` and kind = '${kind}'`]
  return db.rows<FacetValue>(
    `select min(shown) as value, sum(stories) as stories from ${table} where ' ' || ${name} like $1 escape '\\'${rest} and stories > 0
     group by ${name} order by 2 desc, 1 limit ${suggested}`,
    beginning(start),
  )
}

/** As counted when they were told, less those of some stories. Only values that these have can fall, so as many more are read. */
async function namesOfAll(db: Db, without: readonly string[]) {
  const labels = async (kind: string) => {
    const less = await rowsFor<Counted>(
      db,
      (list) => `select label as id, shown as value, 1 as stories from story_label where kind = '${kind}' and story in (${list})`,
      without,
    )
    const most = shownValues + new Set(less.map(({ id }) => id)).size
    return lessThan(
      await db.rows<Counted>(
        `select label as id, shown as value, stories from label where kind = '${kind}' order by stories desc, label limit ${most}`,
      ),
      less,
    )
  }
  const less = await rowsFor<Counted>(
    db,
    (list) =>
      `select p.actor as id, p.shown as value, 1 as stories from story_actor s join profile p on p.id = s.profile where s.story in (${list})`,
    without,
  )
  const most = shownValues + new Set(less.map(({ id }) => id)).size
  return {
    ...{ outlets: await labels('outlet'), agencies: await labels('agency'), places: await labels('place') },
    actors: lessThan(
      await db.rows<Counted>(`select id, shown as value, stories from actor order by stories desc, id desc limit ${most}`),
      less,
    ),
  }
}

function lessThan(counts: readonly Counted[], less: readonly Counted[]): readonly Counted[] {
  const gone = new Map<string, number>()
  for (const { id } of less) gone.set(id, (gone.get(id) ?? 0) + 1)
  return counts
    .map((count) => ({ ...count, stories: count.stories - (gone.get(count.id) ?? 0) }))
    .filter(({ stories }) => stories > 0)
    .sort((a, b) => b.stories - a.stories) // stable: of equals the order stays
    .slice(0, shownValues)
}
