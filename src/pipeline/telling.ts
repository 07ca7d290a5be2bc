import { type Id, pageIdOf } from '#model/ids.ts'
import type { Story } from '#model/story.ts'
import { getArticles, getReadings } from '#store/articles.ts'
import { getFamilies } from '#store/copies.ts'
import type { Db } from '#store/db.ts'
import { type DocumentRows, markStale, putDocuments } from '#store/documents.ts'
import { getPages } from '#store/pages.ts'
import { getStories, storiesOf } from '#store/stories.ts'
import { dropParked, dropTodo, listTodo, putParked } from '#store/work.ts'
import { parkedAt, type Workers } from './pages.ts'
import { type Done, only, portions, tryingTime } from './portions.ts'
import type { Task } from './tasks.ts'

type ArticleId = Id<'article'>

/** Articles whose stories are looked up at once. */
const atOnce = 500
/** Articles of stories told at once: they are held with their readings and documents, some hundred KiB each. */
const toldAtOnce = 128

/** Writes down every story that has new pages, trees or readings. */
export async function tellAll(db: Db, workers: Workers, done: Done): Promise<void> {
  for (;;) {
    const ids = (await listTodo(db, 'tell', atOnce)) as ArticleId[]
    if (ids.length === 0) return
    const stories = await getStories(db, await storiesOf(db, ids))
    for (const portion of portions(stories, ({ articles }) => articles.length, toldAtOnce)) await tellSome(db, workers, portion, done)
    await db.transact((tx) => dropTodo(tx, 'tell', ids)) // of those in no story nothing can be told
  }
}

/** A story that cannot be told is parked, page by page; the document of its former state, if there is one, says so. */
async function tellSome(db: Db, workers: Workers, stories: readonly Story[], done: Done): Promise<void> {
  const told = await Promise.all(stories.map(async (story) => only<DocumentRows>(workers, await tellTask(db, story), tryingTime)))
  const ids = stories.flatMap(({ articles }) => articles)
  const failed = told.flatMap((one, i) => ('failure' in one ? [{ story: stories[i]!, failure: one.failure }] : []))
  const sources = await getPages(
    db,
    failed.flatMap(({ story }) => story.articles.map(pageIdOf)),
  )
  const at = new Date().toISOString()
  const parked = failed.flatMap(({ story, failure }) =>
    story.articles.map((id) => parkedAt('tell', id, sources.get(pageIdOf(id))!.source, failure, at)),
  )
  await db.transact(async (tx) => {
    await putDocuments(
      tx,
      told.flatMap((one) => ('made' in one ? one.made : [])),
    )
    for (const { story, failure } of failed) await markStale(tx, story.id, failure.reason)
    await dropTodo(tx, 'tell', ids)
    await dropParked(tx, ['tell'], ids)
    await putParked(tx, parked)
  })
  done('tell', stories.length, parked.length)
}

async function tellTask(db: Db, story: Story): Promise<Task> {
  const articles = await getArticles(db, story.articles)
  const pages = await getPages(db, story.articles.map(pageIdOf))
  const readings = await getReadings(db, story.articles)
  const inOrder = <T>(map: ReadonlyMap<ArticleId, T>) => story.articles.flatMap((id) => map.get(id) ?? [])
  return {
    kind: 'tell',
    input: {
      story,
      articles: inOrder(articles),
      pages: story.articles.flatMap((id) => pages.get(pageIdOf(id)) ?? []),
      readings: inOrder(readings),
      trees: await getFamilies(db, story.families),
    },
  }
}
