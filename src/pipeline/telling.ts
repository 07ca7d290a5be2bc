import { articleIdOf, type Id, pageIdOf } from '#model/ids.ts'
import { getArticleBodies, getReadings } from '#store/articles.ts'
import { getFamilyBodies } from '#store/copies.ts'
import type { Db } from '#store/db.ts'
import { type DocumentRows, markStale, putDocuments } from '#store/documents.ts'
import { getPages } from '#store/pages.ts'
import { getStories, storiesOf, toldIn } from '#store/stories.ts'
import { dropParked, dropTodo, listTodo, putParked } from '#store/work.ts'
import { parkedAt, type Workers } from './pages.ts'
import { chunks, type Done, orSingly, overlapped, portions, tryingTime } from './portions.ts'
import type { StoryInput, Tried } from './tasks.ts'

type ArticleId = Id<'article'>

/** Articles whose stories are looked up at once: their ids are held. */
const atOnce = 10_000
/** Articles of stories stored at once: they are held with their readings and documents, some hundred KiB each, and as many that are being told. */
const storedAtOnce = 256
/** Articles in one task, so that messages between threads do not weigh more than the work. */
const articlesInTask = 16

/** Writes down every story that has new pages, trees or readings. While some are stored, the next are told. */
export async function tellAll(db: Db, workers: Workers, done: Done): Promise<void> {
  for (;;) {
    const ids = (await listTodo(db, 'tell', atOnce)) as ArticleId[]
    if (ids.length === 0) return
    await overlapped(
      inputsOf(db, await storiesOf(db, ids)),
      (inputs) => tellSome(workers, inputs),
      (told) => store(db, told, done),
    )
    await db.transact((tx) => dropTodo(tx, 'tell', ids)) // of those in no story nothing can be told
  }
}

/** Stories with all that they are told from, so many at a time as are stored at once. */
async function* inputsOf(db: Db, ids: readonly Id<'story'>[]): AsyncGenerator<readonly StoryInput[]> {
  for (const some of chunks(ids, storedAtOnce))
    for (const stories of portions(await getStories(db, some), ({ articles }) => articles.length, storedAtOnce)) {
      const articles = stories.flatMap((story) => story.articles)
      const bodies = await getArticleBodies(db, articles)
      const pages = await getPages(db, articles.map(pageIdOf))
      const readings = await getReadings(db, articles)
      const families = stories.flatMap((story) => story.families)
      const trees = await getFamilyBodies(db, families)
      yield stories.map((story) => ({
        story,
        articles: story.articles.flatMap((id) => bodies.get(id) ?? []),
        pages: story.articles.flatMap((id) => pages.get(pageIdOf(id)) ?? []),
        readings: story.articles.flatMap((id) => readings.get(id) ?? []),
        trees: story.families.flatMap((id) => trees.get(id) ?? []),
      }))
    }
}

type Told = Readonly<{ input: StoryInput; told: Tried<DocumentRows> }>

async function tellSome(workers: Workers, inputs: readonly StoryInput[]): Promise<readonly Told[]> {
  const tasks = portions(inputs, ({ articles }) => articles.length, articlesInTask).map((some) =>
    orSingly(workers, some, (these) => ({ kind: 'tell', stories: these }), tryingTime),
  )
  const told = (await Promise.all(tasks)).flat() as Tried<DocumentRows>[]
  return inputs.map((input, at) => ({ input, told: told[at]! }))
}

/** A story that cannot be told is parked, page by page; the document of its former state, if there is one, says so. */
async function store(db: Db, all: readonly Told[], done: Done): Promise<void> {
  const ids = all.flatMap(({ input }) => input.story.articles)
  const failed = all.flatMap(({ input, told }) => ('failure' in told ? [{ input, failure: told.failure }] : []))
  const at = new Date().toISOString()
  const parked = failed.flatMap(({ input, failure }) =>
    input.pages.map(({ id, source }) => parkedAt('tell', articleIdOf(id), source, failure, at)),
  )
  await db.transact(async (tx) => {
    await putDocuments(
      tx,
      all.flatMap(({ told }) => ('made' in told ? told.made : [])),
    )
    for (const { input, failure } of failed) {
      const document = await toldIn(tx, input.story.id)
      if (document) await markStale(tx, document, input.story.id, failure.reason)
    }
    await dropTodo(tx, 'tell', ids)
    await dropParked(tx, ['tell'], ids)
    await putParked(tx, parked)
  })
  done('tell', all.length, parked.length)
}
