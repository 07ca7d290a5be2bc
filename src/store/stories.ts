import type { Id } from '#model/ids.ts'
import type { Story } from '#model/story.ts'
import { type Db, putMany, replacing, row, rowsIn } from './db.ts'
import { dropDocuments } from './documents.ts'

type ArticleId = Id<'article'>
type StoryId = Id<'story'>

/**
 * Replaces all stories by `stories`, in one go with the aliases: an id that goes leads to the story that took most of its
 * articles over. Returns the stories that are new or have other members. Call it in a transaction.
 */
export async function replaceStories(db: Db, stories: readonly Story[], made: string): Promise<readonly Story[]> {
  const before = new Map((await db.rows<{ id: StoryId; body: string }>('select id, body from story')).map(({ id, body }) => [id, body]))
  const bodies = new Map(stories.map((story) => [story.id, JSON.stringify(story)]))
  const changed = stories.filter(({ id }) => before.get(id) !== bodies.get(id))
  const gone = [...before.keys()].filter((id) => !bodies.has(id))

  await rowsIn(db, 'delete from story_article where story in', [...gone, ...changed.map(({ id }) => id)])
  await dropDocuments(db, gone)
  await rowsIn(db, 'delete from story where id in', gone)
  await putMany(
    db,
    'story',
    ['id', 'made', 'body'],
    changed.map((story) => [story.id, made, bodies.get(story.id)!]),
    replacing(['id', 'made', 'body']),
  )
  await putMany(
    db,
    'story_article',
    ['article', 'story'],
    changed.flatMap(({ id, articles }) => articles.map((article) => [article, id])),
    replacing(['article', 'story']),
  )
  await rowsIn(
    db,
    'delete from story_alias where id in',
    stories.map(({ id }) => id),
  )
  const homes = homesOf(stories)
  for (const id of gone) await leadOn(db, id, heirOf(JSON.parse(before.get(id)!), homes))
  return changed
}

const homesOf = (stories: readonly Story[]) =>
  new Map(stories.flatMap(({ id, articles }) => articles.map((article) => [article, id] as const)))

/** The story that holds most of `story`'s articles now; of two that hold as many, the one whose id comes first. */
function heirOf(story: Story, homes: ReadonlyMap<ArticleId, StoryId>): StoryId | null {
  const shares = new Map<StoryId, number>()
  for (const article of story.articles) {
    const home = homes.get(article)
    if (home) shares.set(home, (shares.get(home) ?? 0) + 1)
  }
  return [...shares].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))[0]?.[0] ?? null
}

async function leadOn(db: Db, gone: StoryId, heir: StoryId | null): Promise<void> {
  if (heir === null) {
    await db.rows('delete from story_alias where story = $1', gone)
    return
  }
  await db.rows('update story_alias set story = $1 where story = $2', heir, gone)
  await putMany(db, 'story_alias', ['id', 'story'], [[gone, heir]], replacing(['id', 'story']))
}

/** The story of an id, or of one that it once had. */
export async function resolveStory(db: Db, id: string): Promise<StoryId | null> {
  const found = await row<{ id: StoryId }>(
    db,
    'select id from story where id = $1 union all select story as id from story_alias where id = $1 limit 1',
    id,
  )
  return found?.id ?? null
}

export async function getStories(db: Db, ids: readonly StoryId[]): Promise<readonly Story[]> {
  const found = await rowsIn<{ body: string }>(db, 'select body from story where id in', ids)
  return found.map(({ body }) => JSON.parse(body))
}

/** The stories that these articles are in, each once, in order. */
export async function storiesOf(db: Db, articles: readonly ArticleId[]): Promise<readonly StoryId[]> {
  const found = await rowsIn<{ story: StoryId }>(db, 'select distinct story from story_article where article in', articles)
  return [...new Set(found.map(({ story }) => story))].sort()
}

/** Ids that stories once had, and where they lead. */
export async function listAliases(db: Db): Promise<readonly Readonly<{ id: StoryId; story: StoryId }>[]> {
  return db.rows('select id, story from story_alias order by id')
}
