import { UsageError } from '#model/errors.ts'
import { type Id, makeId } from '#model/ids.ts'
import type { Instant } from '#model/page.ts'
import { type Db, putMany, replacing, row, rowsIn } from './db.ts'
import { resolveStory } from './stories.ts'
import { parseSearch } from './story-search.ts'

const markKinds = ['watch', 'mute'] as const
export type MarkKind = (typeof markKinds)[number]

/** Watches or mutes stories, or takes that back. Returns their ids of today. Errors: UsageError when one is not there, and then nothing is done. */
export async function markStories(db: Db, kind: MarkKind, ids: readonly string[], on: boolean): Promise<readonly Id<'story'>[]> {
  return db.transact(async (tx) => {
    const stories: Id<'story'>[] = []
    for (const id of ids) {
      const story = await resolveStory(tx, id)
      if (!story) throw new UsageError(`there is no story ${id}`, 'take an id from the list of stories')
      stories.push(story)
    }
    const all = 'delete from mark where kind = $1 and (story in (select id from story_alias where story = $2) or story = $2)'
    for (const story of stories) await tx.rows(all, kind, story)
    const at = new Date().toISOString()
    if (on)
      await putMany(
        tx,
        'mark',
        ['kind', 'story', 'at'],
        stories.map((story) => [kind, story, at]),
      )
    return stories
  })
}

/** When the user of the desk last marked a visit; null: never. */
export const lastVisit = async (db: Db): Promise<Instant | null> =>
  (await row<{ at: Instant }>(db, 'select at from visit where id = 1'))?.at ?? null

export async function markVisit(db: Db): Promise<Instant> {
  const at = new Date().toISOString()
  await putMany(db, 'visit', ['id', 'at'], [[1, at]], replacing(['id', 'at']))
  return at
}

/** A search that the user keeps, in the language of story-search.ts. */
export type SavedSearch = Readonly<{ id: Id<'search'>; name: string; q: string }>

/** The same search under another name replaces it. Errors: UsageError when it cannot be read. */
export async function saveSearch(db: Db, name: string, q: string): Promise<SavedSearch> {
  parseSearch(q)
  const search = { id: makeId('search', q), name, q }
  await putMany(
    db,
    'saved_search',
    ['id', 'name', 'q', 'at'],
    [[search.id, name, q, new Date().toISOString()]],
    replacing(['id', 'name', 'q', 'at']),
  )
  return search
}

export const listSearches = (db: Db): Promise<readonly SavedSearch[]> => db.rows('select id, name, q from saved_search order by at, id')
export const getSearch = (db: Db, id: string): Promise<SavedSearch | null> =>
  row(db, 'select id, name, q from saved_search where id = $1', id)

/** Whether there was such a search. */
export async function dropSearch(db: Db, id: string): Promise<boolean> {
  if (!(await getSearch(db, id))) return false
  await rowsIn(db, 'delete from saved_search where id in', [id])
  return true
}
