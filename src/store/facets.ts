import { allOf } from './conditions.ts'
import type { Db } from './db.ts'
import { conditionsOf, type StoryFilter } from './listing.ts'

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
}>

const shownValues = 20 // of one kind
const shownDays = 400 // more than a year

export async function storyFacets(db: Db, filter: StoryFilter = {}): Promise<StoryFacets> {
  const conditions = await conditionsOf(db, filter)
  const { sql, values } = allOf(conditions)
  const all = conditions.length === 0
  const rows = <Row>(select: string) =>
    db.rows<Row>(all ? select : `with hit as materialized (select l.story from listing l where ${sql}) ${select}`, ...values)
  const labels = (kind: string) =>
    rows<FacetValue>(
      all
        ? `select shown as value, stories from label where kind = '${kind}' order by stories desc, label limit ${shownValues}`
        : `select min(s.shown) as value, count(*) as stories from hit join story_label s on s.story = hit.story
           where s.kind = '${kind}' group by s.label order by stories desc, s.label limit ${shownValues}`,
    )
  const actors = rows<FacetValue & { id: string }>(
    all
      ? `select id, shown as value, stories from actor order by stories desc, id desc limit ${shownValues}`
      : `select p.actor as id, min(p.shown) as value, sum(counted.stories) as stories from (
           select s.profile, count(*) as stories from hit join story_actor s on s.story = hit.story group by s.profile) counted
         join profile p on p.id = counted.profile group by p.actor order by 3 desc, p.actor desc limit ${shownValues}`,
  )
  const listing = all ? 'listing l' : 'hit join listing l on l.story = hit.story'
  const [sums] = await rows<{ single: number; edited: number; stories: number }>(
    `select coalesce(sum(l.single), 0) as single, coalesce(sum(l.edited), 0) as edited, count(*) as stories from ${listing}`,
  )
  return {
    outlets: await labels('outlet'),
    agencies: await labels('agency'),
    places: await labels('place'),
    languages: await rows(
      `select l.language as value, count(*) as stories from ${listing} where l.language is not null group by l.language order by stories desc, value limit ${shownValues}`,
    ),
    actors: await actors,
    days: await rows(
      `select substr(l.published, 1, 10) as day, count(*) as stories, sum(l.pages) as pages from ${listing}
       where l.published <> '' group by substr(l.published, 1, 10) order by day desc limit ${shownDays}`,
    ),
    ...sums!,
  }
}
