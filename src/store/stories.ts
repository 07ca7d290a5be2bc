import type { Id } from '#model/ids.ts'
import type { Story } from '#model/story.ts'
import { type Db, putMany, replacing, row, rowsIn } from './db.ts'
import { dropDocuments } from './documents.ts'

type ArticleId = Id<'article'>
type StoryId = Id<'story'>

/**
 * Puts stories in the place of those that their articles were in, in one go with the aliases: an id that goes leads to the story
 * that took most of its articles over. Documents stay as they are until what takes their place is told. Returns the stories that are new or have other
 * members. Call it in a transaction.
 */
export async function replaceStories(db: Db, before: readonly Story[], after: readonly Story[], made: string): Promise<readonly Story[]> {
  const known = new Map(before.map((story) => [story.id, JSON.stringify(story)]))
  const changed = after.filter((story) => known.get(story.id) !== JSON.stringify(story))
  const stay = new Set(after.map(({ id }) => id))
  const gone = before.filter(({ id }) => !stay.has(id))
  const goneIds = gone.map(({ id }) => id)
  const changedIds = changed.map(({ id }) => id)
  for (const table of ['story_article', 'story_family'])
    await rowsIn(db, `delete from ${table} where story in`, [...goneIds, ...changedIds])
  await rowsIn(db, 'delete from story where id in', goneIds)
  await putMany(
    db,
    'story',
    ['id', 'made', 'body'],
    changed.map((story) => [story.id, made, JSON.stringify(story)]),
    replacing(['id', 'made', 'body']),
  )
  for (const [table, column, members] of [
    ['story_article', 'article', ({ articles }: Story) => articles],
    ['story_family', 'family', ({ families }: Story) => families],
  ] as const) {
    const rows = changed.flatMap((story) => members(story).map((member) => [member, story.id]))
    await putMany(db, table, [column, 'story'], rows, replacing([column, 'story']))
  }
  await rowsIn(db, 'delete from story_alias where id in', changedIds)
  const homes = homesOf(after)
  const heirs = gone.map((story) => ({ id: story.id, heir: heirOf(story, homes) }))
  for (const { id, heir } of heirs) await leadOn(db, id, heir)
  await dropDocuments(
    db,
    heirs.filter(({ heir }) => heir === null).map(({ id }) => id),
  )
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

/** The document that tells of a story now, by the story it was made of: its own; until that is written, the one that tells most of its articles. */
export async function toldIn(db: Db, story: StoryId): Promise<StoryId | null> {
  const found = await row<{ story: StoryId }>(
    db,
    `select d.story, 0 as own from document d where d.story = $1
     union all select * from (select t.story, 1 as own from story_article s join article a on a.id = s.article join story_text t on t.n = a.n
       where s.story = $1 group by t.story order by count(*) desc, t.story limit 1) former
     order by own limit 1`,
    story,
  )
  return found?.story ?? null
}

/** The same, of an id that a story has or had: what was told under it stands until it is told anew. */
export async function tellingOf(db: Db, id: string): Promise<StoryId | null> {
  const own = await row<{ story: StoryId }>(db, 'select story from document where story = $1', id)
  if (own) return own.story
  const story = await resolveStory(db, id)
  return story && toldIn(db, story)
}

/** The document that an article is told in. */
export async function tellingWith(db: Db, article: ArticleId): Promise<StoryId | null> {
  const sql = 'select t.story from article a join story_text t on t.n = a.n where a.id = $1'
  return (await row<{ story: StoryId }>(db, sql, article))?.story ?? null
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

/** The stories that these families are in, or were when they were last gathered, each once, in order. */
export async function storiesOfFamilies(db: Db, families: readonly Id<'family'>[]): Promise<readonly StoryId[]> {
  const found = await rowsIn<{ story: StoryId }>(db, 'select distinct story from story_family where family in', families)
  return [...new Set(found.map(({ story }) => story))].sort()
}

/** Ids that stories once had, and where they lead. */
export async function listAliases(db: Db): Promise<readonly Readonly<{ id: StoryId; story: StoryId }>[]> {
  return db.rows('select id, story from story_alias order by id')
}
