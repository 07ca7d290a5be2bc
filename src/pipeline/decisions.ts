import { UsageError } from '#model/errors.ts'
import { articleIdOf, type Id, makeId, pageIdOf } from '#model/ids.ts'
import type { Story } from '#model/story.ts'
import { familiesIn, relativesOf } from '#store/copies.ts'
import type { Db } from '#store/db.ts'
import { type Decision, decisionsOn, dropDecisions, dropPins, getDecisions, putDecision } from '#store/decisions.ts'
import { getStories, resolveStory, storiesOf } from '#store/stories.ts'
import { type LogEntry, putLog } from '#store/storylog.ts'
import { putTodo } from '#store/work.ts'

type ArticleId = Id<'article'>
type PageId = Id<'page'>
type StoryId = Id<'story'>

/** What was written down: its number (null when something was only taken back), and the pages and stories it is about. */
export type Decided = Readonly<{ decision: number | null; articles: readonly ArticleId[]; stories: readonly StoryId[] }>

/** The stories become one, whatever their reports are like. Errors: UsageError for unknown stories, or against an earlier decision. */
export async function decideMerge(db: Db, ids: readonly string[], reason: string | null): Promise<Decided> {
  const stories = await storiesNamed(db, ids)
  if (stories.length < 2) throw new UsageError('a merge needs two stories or more', 'name their ids; "stemma stories" lists them')
  return decide(db, { kind: 'merge', articles: stories.map(firstOf), others: [], reason }, stories)
}

/** The pages leave the story and are one of their own. Errors: UsageError when they are not in it, are all of it, or cannot leave. */
export async function decideSplit(db: Db, id: string, pages: readonly PageId[], reason: string | null): Promise<Decided> {
  const [story] = await storiesNamed(db, [id])
  const leaving = await articlesNamed(db, pages)
  const strange = leaving.find((article) => !story!.articles.includes(article))
  if (strange) throw new UsageError(`${pageIdOf(strange)} is not in ${story!.id}`, `"stemma story ${story!.id}" lists its pages`)
  const staying = story!.articles.filter((article) => !leaving.includes(article))
  if (staying.length === 0) throw new UsageError('these are all pages of the story', 'name the pages that are to leave it')
  const copies = (await relativesOf(db, leaving)).filter((article) => !leaving.includes(article)).map(pageIdOf)
  if (copies.length > 0)
    throw new UsageError(
      `${shown(copies)} share their text with the pages named: copies are one report, and stay together`,
      'name them too',
    )
  return decide(db, { kind: 'split', articles: leaving, others: staying, reason }, [story!])
}

/** The pages are in the story for good. Errors: UsageError when they are pinned to another, or against an earlier decision. */
export async function decidePin(db: Db, id: string, pages: readonly PageId[], reason: string | null): Promise<Decided> {
  const [story] = await storiesNamed(db, [id])
  const first = firstOf(story!)
  const named = await articlesNamed(db, pages)
  const pinned = (await decisionsOn(db, await relativesOf(db, named))).find(
    ({ kind, others }) => kind === 'pin' && !story!.articles.includes(others[0]!),
  )
  if (pinned) throw contradiction(pinned, 'pins one of these pages, or a copy of it, to another story')
  const articles = named.filter((article) => article !== first)
  if (articles.length === 0) throw new UsageError(`${pageIdOf(first)} is the page that the story is known by`, 'pin the others to it')
  return decide(db, { kind: 'pin', articles, others: [first], reason }, [story!, ...(await storiesWith(db, articles))])
}

/** The pages are where their words put them again. Errors: UsageError when none of them is pinned. */
export async function decideUnpin(db: Db, pages: readonly PageId[], reason: string | null): Promise<Decided> {
  const named = await articlesNamed(db, pages)
  return db.transact(async (tx) => {
    const pins = await dropPins(tx, named)
    if (pins.length === 0) throw new UsageError(`${shown(named.map(pageIdOf))} is pinned to no story`, '"stemma story log" lists what is')
    const articles = [...named, ...pins.flatMap(({ others }) => others)]
    const stories = await storiesWith(tx, articles)
    await write(tx, { kind: 'unpin', decision: null, articles: named, reason }, articles, stories)
    return { decision: null, articles, stories: stories.map(({ id }) => id) }
  })
}

/** Takes a decision back. Errors: UsageError when there is none of that number. */
export async function decideUndo(db: Db, number: number, reason: string | null): Promise<Decided> {
  const [decision] = await getDecisions(db, [number])
  if (!decision) throw new UsageError(`there is no decision ${number} to take back`, '"stemma story log" lists them')
  const articles = [...decision.articles, ...decision.others]
  return db.transact(async (tx) => {
    const stories = await storiesWith(tx, articles)
    await dropDecisions(tx, [number])
    await write(tx, { kind: 'undo', decision: number, articles: decision.articles, reason }, articles, stories)
    return { decision: null, articles, stories: stories.map(({ id }) => id) }
  })
}

async function decide(db: Db, decision: Omit<Decision, 'number' | 'at'>, stories: readonly Story[]): Promise<Decided> {
  return db.transact(async (tx) => {
    await checkAgainstOthers(tx, decision)
    const number = await putDecision(tx, { ...decision, at: new Date().toISOString() })
    const touched = [...decision.articles, ...decision.others]
    await write(tx, { ...decision, decision: number }, touched, stories)
    return { decision: number, articles: touched, stories: stories.map(({ id }) => id) }
  })
}

/** The log entry of what a user did, to be closed by the run that carries it out, and the families that it is about. */
async function write(
  db: Db,
  { kind, decision, articles, reason }: Pick<LogEntry, 'kind' | 'decision'> & Pick<Decision, 'articles' | 'reason'>,
  touched: readonly ArticleId[],
  stories: readonly Story[],
): Promise<void> {
  const before = [...new Set(stories.map(({ id }) => id))].sort()
  const entry = { at: new Date().toISOString(), kind, by: 'user', decision, before, after: null } as const
  await putLog(db, [{ ...entry, pages: articles.map(pageIdOf).sort(), why: reason ?? '' }])
  await putTodo(db, 'cluster', [...(await familiesIn(db, touched)).values()])
}

/** Errors: UsageError when what is to be apart would have to be together, by what was decided before. */
async function checkAgainstOthers(db: Db, fresh: Omit<Decision, 'number' | 'at'>): Promise<void> {
  const named = new Set(fresh.kind === 'split' ? fresh.articles : [...fresh.articles, ...fresh.others])
  const joined = new Map<number, Decision>()
  for (let size = -1; size < named.size; ) {
    size = named.size
    for (const copy of await relativesOf(db, [...named])) named.add(copy)
    for (const decision of await decisionsOn(db, [...named]))
      if (isJoining(decision, named)) {
        joined.set(decision.number, decision)
        for (const article of joinedBy(decision)) named.add(article)
      }
  }
  if (fresh.kind === 'split') {
    const stays = fresh.others.some((article) => named.has(article))
    if (stays) throw contradiction([...joined.values()][0]!, 'keeps some of these pages with some that stay')
    return
  }
  const apart = (await decisionsOn(db, [...named])).find(
    ({ kind, articles, others }) => kind === 'split' && articles.some((one) => named.has(one)) && others.some((one) => named.has(one)),
  )
  if (apart) throw contradiction(apart, 'took these pages apart')
}

const joinedBy = ({ kind, articles, others }: Decision) => (kind === 'split' ? articles : [...articles, ...others])
const isJoining = (decision: Decision, named: ReadonlySet<ArticleId>) => joinedBy(decision).some((article) => named.has(article))

const contradiction = ({ number, kind, at }: Decision, what: string) =>
  new UsageError(`decision ${number} (${kind}, ${at.slice(0, 10)}) ${what}`, `take it back first: stemma story undo ${number}`)

async function storiesNamed(db: Db, ids: readonly string[]): Promise<readonly Story[]> {
  const resolved: StoryId[] = []
  for (const id of ids) {
    const story = await resolveStory(db, id)
    if (!story) throw new UsageError(`there is no story ${id}`, '"stemma stories" lists the ids')
    resolved.push(story)
  }
  return getStories(db, [...new Set(resolved)].sort())
}

const storiesWith = async (db: Db, articles: readonly ArticleId[]) => getStories(db, await storiesOf(db, articles))

async function articlesNamed(db: Db, pages: readonly PageId[]): Promise<readonly ArticleId[]> {
  const articles = [...new Set(pages.map(articleIdOf))].sort()
  if (articles.length === 0) throw new UsageError('no page is named', 'name the ids of pages; "stemma story ID" lists them')
  const known = await familiesIn(db, articles)
  const missing = articles.find((article) => !known.has(article))
  if (missing) throw new UsageError(`${pageIdOf(missing)} is in no story`, '"stemma story ID" lists the pages of a story')
  return articles
}

/** The article that the story's id is made of. */
const firstOf = (story: Story): ArticleId => story.articles.find((article) => makeId('story', article) === story.id)!

const shown = (pages: readonly PageId[]) =>
  pages.length <= 3 ? pages.join(', ') : `${pages.slice(0, 3).join(', ')} and ${pages.length - 3} more`
