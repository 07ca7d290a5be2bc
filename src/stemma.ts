import { readFileSync } from 'node:fs'
import { availableParallelism, homedir } from 'node:os'
import { join } from 'node:path'
import type { ComparisonDocument, PageDocument, StoryDocument } from '#model/document.ts'
import { StateError, UsageError } from '#model/errors.ts'
import { articleIdOf, type Id, parseId } from '#model/ids.ts'
import { comparePages } from '#pipeline/compare.ts'
import { type Decided, decideMerge, decidePin, decideSplit, decideUndo, decideUnpin } from '#pipeline/decisions.ts'
import { type StoredPage, tellPage } from '#pipeline/document.ts'
import { type Bench, bringUpToDate, openWorkers, type RunOptions, redo, retry, run, settle } from '#pipeline/runner.ts'
import { type StageName, stages } from '#pipeline/stages.ts'
import { openPage } from '#pipeline/tasks.ts'
import type { PluginsSettings } from '#plugin/config.ts'
import { openPlugins } from '#plugin/plugins.ts'
import { type Archive, archiveFaults, holdsPages, openArchive, readArchive } from '#store/archive.ts'
import { getArticles, type SearchHit, searchArticles } from '#store/articles.ts'
import { checkedLimit, fromCursor, type Listed, type Paging, toCursor } from '#store/cursor.ts'
import type { Db } from '#store/db.ts'
import { eachDocument, getDocument } from '#store/documents.ts'
import { type DyadOptions, type DyadRow, listDyads } from '#store/dyads.ts'
import { lockFolder, makeFolder } from '#store/lock.ts'
import { migrate, migrations, schemaOf } from '#store/migrations.ts'
import { archiveEnd, archiveEnds, archiveSize, findPages, getPage, latestPages, type PageRow } from '#store/pages.ts'
import { type Queries, queriesOf } from '#store/queries.ts'
import { openSqlite } from '#store/sqlite.ts'
import { resolveStory, storiesOf, tellingOf, tellingWith } from '#store/stories.ts'
import { type LogFilter, type LogRow, listLog } from '#store/storylog.ts'
import { countParked, countRows, countTodo, dropParked, type Parked, parkedOfPage } from '#store/work.ts'

export type { ComparisonDocument, PageDocument, StoryDocument } from '#model/document.ts'
export { InputError, StateError, StemmaError, TemporaryError, UsageError } from '#model/errors.ts'
export type { Progress } from '#pipeline/runner.ts'
export type { StageName } from '#pipeline/stages.ts'
export type { PluginSettings, PluginsSettings } from '#plugin/config.ts'
export type { ActorDetail, ActorFilter, ActorRow, Network } from '#store/actors.ts'
export type { SearchHit } from '#store/articles.ts'
export type { Listed, Paging } from '#store/cursor.ts'
export type { DyadEvent, DyadOptions, DyadRow, DyadStep, DyadSum } from '#store/dyads.ts'
export type { StoryFacets } from '#store/facets.ts'
export type { EventFilter, EventRow, QuoteFilter, QuoteRow } from '#store/facts.ts'
export type { StoryFilter, StoryRow } from '#store/listing.ts'
export type { SavedSearch } from '#store/marks.ts'
export type { OutletDetail, OutletFilter, OutletRow } from '#store/outlets.ts'
export type { PlaceRow } from '#store/placenames.ts'
export type { Queries } from '#store/queries.ts'
export type { AnonymousShare, SpeakerFilter, SpeakerRow } from '#store/speakers.ts'
export type { LogFilter, LogRow } from '#store/storylog.ts'
export type { Parked, ParkedRow } from '#store/work.ts'

/** Pages of one search that can be paged through; what follows is no better than chance. */
const deepest = 10_000

/** The version of this package. */
export const version: string = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version

export type StemmaOptions = Readonly<{
  /** Folder of the database and the archive; made if need be. Default: `stemma` in the XDG data folder. */
  data?: string | undefined
  /** `postgres://…`: keep the tables there instead of in a SQLite file. The archive stays in `data`. */
  database?: string | undefined
  /** Worker threads. Default: one for each processor. */
  workers?: number | undefined
  /** Models of the user's own that read names, attributions or events: docs/plugins.md. Default: none is asked. */
  plugins?: PluginsSettings | undefined
}>

/** What a run of `add`, `retry` or `rebuild` did, in inputs; `stories` counts all there are now. */
export type Report = Readonly<{ added: number; known: number; parked: number; stories: number }>

/** What is stored. `todo` and `parked` count inputs, `stages` by stage. */
export type Status = Readonly<{
  version: string
  data: string
  /** False: the data folder may only be read. */
  writable: boolean
  /** The SQLite file, or `PostgreSQL`. */
  database: string
  /** Whether a search just tried was answered. */
  fullText: boolean
  pages: number
  articles: number
  families: number
  stories: number
  parked: number
  todo: number
  archiveBytes: number
  stages: readonly Readonly<{ name: StageName; version: number; does: string; todo: number; parked: number }>[]
}>

/** What a user's decision came to. */
export type StoryChange = Readonly<{
  /** Its number, by which it can be taken back; null: it took something back itself. */
  decision: number | null
  /** The stories that the pages it is about are in now. */
  stories: readonly Id<'story'>[]
  /** Ids that led to other stories before, and where they lead now. */
  aliases: readonly Readonly<{ id: Id<'story'>; story: Id<'story'> }>[]
}>

/** One story, or those that changed here at a time or after: a day, or a time by ISO 8601. Errors: UsageError for a time that is none. */
export type DocumentFilter = Readonly<{ story?: string | undefined; since?: string | undefined }>

/** One page with its decoded characters, in which all evidence counts. */
export type StoredDocument = Readonly<{
  html: string
  document: PageDocument
  story: Id<'story'> | null
  /** How it came: `bytes` of the raw page, and where its record stands in the archive. */
  stored: Pick<PageRow, 'fetchedAt' | 'addedAt' | 'bytes' | 'archive'> & Pick<StoredPage, 'mediaType' | 'charset'>
}>

/**
 * An open data folder. Any number of processes may read it; the first call that writes takes it for writing until `close`.
 * The objects are those that `--json` and the HTTP API show.
 */
export interface Stemma extends Queries {
  /** False: the data folder may only be read. */
  readonly writable: boolean
  /**
   * Takes in files, folders, `-` (stdin) and http(s) addresses, and brings the stories up to date. Adding the same thing twice
   * changes nothing; what cannot be processed is parked. Errors: StateError when another process writes; TemporaryError
   * when the disk is full; the signal's reason when it aborts. Whatever happens, what was stored stays whole.
   */
  add(inputs: readonly string[], options?: RunOptions): Promise<Report>
  /** A story by its id, or by one it once had. */
  story(id: string): Promise<StoryDocument | null>
  /** All stories, in order of id, in constant memory. */
  documents(filter?: DocumentFilter): AsyncGenerator<StoryDocument>
  /** A page by its id, its address, or the path it was given as. */
  page(id: string): Promise<StoredDocument | null>
  /** The WARC record of a page (by id, address or path) as the archive keeps it, gzip; null: it is not stored. */
  record(page: string): Promise<Uint8Array | null>
  /** What two pages share, side by side; null when one of them is not stored or has no article. */
  compare(a: string, b: string): Promise<ComparisonDocument | null>
  /** Pages with all of the words in headline or text, best first; words in double quotes stand together. */
  search(words: string, options?: Paging): Promise<readonly (SearchHit & Listed)[]>
  /**
   * Cooperation and conflict between two actors over time, week by week, in both directions. An actor is a country (name, capital,
   * ISO 3166-1 alpha-3), an actor's id, or a part of a name. Errors: UsageError for a date that is none, or too many rows.
   */
  dyads(a: string, b: string, options?: DyadOptions): Promise<readonly DyadRow[]>
  /** Makes stories one, whatever they are like. Errors: UsageError for unknown ids, or against what was decided before. */
  mergeStories(ids: readonly string[], reason?: string): Promise<StoryChange>
  /** Takes pages (by id, address or path) out of a story, into one of their own. Errors: as above, and when copies would stay. */
  splitStory(id: string, pages: readonly string[], reason?: string): Promise<StoryChange>
  /** Keeps pages in a story, wherever their words would put them. Errors: as above, and when one is pinned elsewhere. */
  pinPages(id: string, pages: readonly string[], reason?: string): Promise<StoryChange>
  unpinPages(pages: readonly string[], reason?: string): Promise<StoryChange>
  /** Takes a decision back, by its number. Errors: UsageError when there is none. */
  undoDecision(decision: number, reason?: string): Promise<StoryChange>
  /** What became of stories, and why, the latest first; of one story under all ids it has had. */
  storyLog(filter?: LogFilter): Promise<readonly LogRow[]>
  /** Why a page (by id, address or path) has no article or is in no story; empty: nothing of it is parked. */
  parkedPage(page: string): Promise<readonly Parked[]>
  /** Runs again what was parked, or what one stage parked. `added` counts what worked this time. */
  retry(options?: RunOptions & Readonly<{ stage?: string | undefined }>): Promise<Report>
  /** Takes the folder for writing, as `add` does; false: another process has it, or it may only be read. */
  mayWrite(): Promise<boolean>
  /** Takes one input off the list of what is parked; false: it was not on it. */
  dismiss(stage: string, input: string): Promise<boolean>
  /** Makes everything again from the stored bytes, from one stage on; null: from the first. Errors: UsageError for an unknown stage. */
  rebuild(from?: string | null, options?: RunOptions): Promise<Report>
  status(): Promise<Status>
  /** What is wrong between database and archive, a sentence each: files that are gone, cut or unknown; pages that read back as something else. */
  faults(): Promise<readonly string[]>
  close(): Promise<void>
}

/**
 * Opens a data folder, a new one if there is none; one that may not be written to for reading.
 * Errors: StateError when it holds something else or was written by a newer Stemma; TemporaryError when it cannot be reached.
 */
export async function openStemma(options: StemmaOptions = {}): Promise<Stemma> {
  const folder = options.data ?? defaultFolder()
  makeFolder(folder)
  const archiveFolder = join(folder, 'archive')
  const db = await openDatabase(folder, options.database)
  try {
    if (holdsPages(archiveFolder) && (await schemaOf(db)) === 0)
      throw new StateError(
        `${archiveFolder} holds pages, but the database is new`,
        'restore the database that belongs to them, or move the archive away and add its files',
      )
    if (!db.writable && (await schemaOf(db)) < migrations.length)
      throw new StateError(`${folder} was written by an older Stemma and may only be read`, 'open it once where it may be written')
    await migrate(db)
  } catch (error) {
    await db.close()
    throw error
  }
  return Object.assign(new Opened(db, folder, archiveFolder, options), queriesOf(db))
}

/** Pages that `faults` reads back: those written last, which a failing disk would have lost. */
const pagesReadBack = 20

function instantOf(time: string): string {
  const at = Date.parse(time)
  if (Number.isNaN(at)) throw new UsageError(`"${time}" is no time`, 'give a day or a time, such as 2024-10-01T08:00:00Z')
  return new Date(at).toISOString()
}

const defaultFolder = () => join(process.env.XDG_DATA_HOME || join(homedir(), '.local', 'share'), 'stemma')

async function openDatabase(folder: string, url: string | undefined): Promise<Db> {
  if (url === undefined) return openSqlite(join(folder, 'stemma.db'))
  const { openPostgres } = await import('#store/postgres.ts')
  return openPostgres(url)
}

class Opened implements Omit<Stemma, keyof Queries> {
  readonly writable: boolean
  readonly #db: Db
  readonly #folder: string
  readonly #archiveFolder: string
  readonly #options: StemmaOptions
  readonly #reader: Pick<Archive, 'read' | 'record' | 'close'>
  #writer: (Bench & Readonly<{ unlock: () => void }>) | null = null
  #turn: Promise<unknown> = Promise.resolve()

  constructor(db: Db, folder: string, archiveFolder: string, options: StemmaOptions) {
    this.writable = db.writable
    this.#db = db
    this.#folder = folder
    this.#archiveFolder = archiveFolder
    this.#options = options
    this.#reader = readArchive(archiveFolder)
  }

  async add(inputs: readonly string[], options?: RunOptions): Promise<Report> {
    return this.#report(await this.#write((bench) => run(bench, inputs, options)))
  }

  async retry(options?: RunOptions & Readonly<{ stage?: string | undefined }>): Promise<Report> {
    return this.#report(await this.#write((bench) => retry(bench, options)))
  }

  async rebuild(from: string | null = null, options?: RunOptions): Promise<Report> {
    const stage = from === null ? stages[0] : stages.find(({ name }) => name === from)
    if (!stage) throw new UsageError(`there is no stage "${from}"`, `stages are ${stages.map(({ name }) => name).join(', ')}`)
    const parked = await this.#write(async (bench) => {
      await this.#db.transact((tx) => redo(tx, stage.name))
      return settle(bench, options)
    })
    return this.#report({ added: 0, known: 0, parked })
  }

  mayWrite(): Promise<boolean> {
    return this.#write(async () => true).catch((error: unknown) => {
      if (error instanceof StateError) return false
      throw error
    })
  }

  /** One after the other: what writes waits for what was asked before it. */
  #write<T>(work: (bench: Bench) => Promise<T>): Promise<T> {
    const mine = this.#turn.then(async () => work(await this.#bench()))
    this.#turn = mine.catch(() => {})
    return mine
  }

  async #report({ added, known, parked }: Omit<Report, 'stories'>): Promise<Report> {
    return { added, known, parked, stories: await countRows(this.#db, 'story') }
  }

  async story(id: string): Promise<StoryDocument | null> {
    const story = await tellingOf(this.#db, id)
    return story && getDocument(this.#db, story)
  }

  async *documents({ story, since }: DocumentFilter = {}): AsyncGenerator<StoryDocument> {
    if (story === undefined) return yield* eachDocument(this.#db, since && instantOf(since))
    const found = await this.story(story)
    if (found) yield found
  }

  async page(id: string): Promise<StoredDocument | null> {
    const row = await this.#find(id)
    if (!row) return null
    const page: StoredPage = { ...openPage(this.#reader, row), digest: row.digest }
    const article = (await getArticles(this.#db, [articleIdOf(row.id)])).get(articleIdOf(row.id))
    if (!article) return null
    const story = (await tellingWith(this.#db, article.id)) ?? (await storiesOf(this.#db, [article.id]))[0] ?? null
    const told = story && (await getDocument(this.#db, story))?.pages.find((one) => one.id === row.id)
    const { fetchedAt, addedAt, bytes, archive } = row
    const stored = { fetchedAt, addedAt, bytes, archive, mediaType: page.mediaType, charset: page.charset }
    return { html: page.html, document: told ?? tellPage(article, page), story, stored }
  }

  async record(page: string): Promise<Uint8Array | null> {
    const row = await this.#find(page)
    return row && this.#reader.record(row.archive)
  }

  async #find(place: string): Promise<PageRow | null> {
    if (parseId('page', place)) return getPage(this.#db, place)
    const [first] = await findPages(this.#db, place)
    return first ? getPage(this.#db, first) : null
  }

  async compare(first: string, second: string): Promise<ComparisonDocument | null> {
    const [one, other] = [await this.page(first), await this.page(second)]
    if (!one || !other) return null
    const ids = [one, other].map(({ document }) => articleIdOf(document.id as Id<'page'>))
    const articles = await getArticles(this.#db, ids)
    const [a, b] = ids.map((id) => articles.get(id)!)
    return comparePages({ article: a!, document: one.document }, { article: b!, document: other.document })
  }

  async search(words: string, { limit, cursor }: Paging = {}): Promise<readonly (SearchHit & Listed)[]> {
    const [before] = fromCursor(cursor, [0])
    if (before < 0 || before > deepest) throw new UsageError(`a search goes no further than ${deepest} pages`, 'add a word to it')
    const hits = await searchArticles(this.#db, words, checkedLimit(limit), before)
    return hits.map((hit, i) => ({ ...hit, cursor: toCursor(before + i + 1) }))
  }

  dyads(a: string, b: string, options?: DyadOptions): Promise<readonly DyadRow[]> {
    return listDyads(this.#db, a, b, options)
  }

  mergeStories(ids: readonly string[], reason?: string): Promise<StoryChange> {
    return this.#change(() => decideMerge(this.#db, ids, reason ?? null))
  }

  splitStory(id: string, pages: readonly string[], reason?: string): Promise<StoryChange> {
    return this.#change(async () => decideSplit(this.#db, id, await this.#pageIds(pages), reason ?? null))
  }

  pinPages(id: string, pages: readonly string[], reason?: string): Promise<StoryChange> {
    return this.#change(async () => decidePin(this.#db, id, await this.#pageIds(pages), reason ?? null))
  }

  unpinPages(pages: readonly string[], reason?: string): Promise<StoryChange> {
    return this.#change(async () => decideUnpin(this.#db, await this.#pageIds(pages), reason ?? null))
  }

  undoDecision(decision: number, reason?: string): Promise<StoryChange> {
    return this.#change(() => decideUndo(this.#db, decision, reason ?? null))
  }

  storyLog(filter?: LogFilter): Promise<readonly LogRow[]> {
    return listLog(this.#db, filter)
  }

  /** Writes a decision down and carries it out. */
  #change(decide: () => Promise<Decided>): Promise<StoryChange> {
    return this.#write(async (bench) => {
      const { decision, articles, stories: before } = await decide()
      await settle(bench)
      const stories = await storiesOf(this.#db, articles)
      const moved = before.filter((id) => !stories.includes(id))
      const aliases = await Promise.all(moved.map(async (id) => ({ id, story: await resolveStory(this.#db, id) })))
      return { decision, stories, aliases: aliases.flatMap(({ id, story }) => (story ? [{ id, story }] : [])) }
    })
  }

  async #pageIds(places: readonly string[]): Promise<readonly Id<'page'>[]> {
    const rows = await Promise.all(places.map((place) => this.#find(place)))
    const missing = rows.indexOf(null)
    if (missing >= 0) throw new UsageError(`there is no page ${places[missing]}`, '"stemma story ID" lists the pages of a story')
    return rows.map((row) => row!.id)
  }

  async parkedPage(page: string): Promise<readonly Parked[]> {
    const row = await this.#find(page)
    return row ? parkedOfPage(this.#db, row.id) : []
  }

  async dismiss(stage: string, input: string): Promise<boolean> {
    return this.#write(() => this.#db.transact((tx) => dropParked(tx, [stage], [input])))
  }

  async faults(): Promise<readonly string[]> {
    const files = archiveFaults(this.#archiveFolder, await archiveEnds(this.#db))
    if (files.length > 0) return files
    const latest = await latestPages(this.#db, pagesReadBack)
    return latest.flatMap((row) => {
      try {
        this.#reader.read(row.archive, row.digest)
        return []
      } catch (error) {
        return [`${row.id}: ${(error as Error).message}`]
      }
    })
  }

  async status(): Promise<Status> {
    const [todo, parked] = [await countTodo(this.#db), await countParked(this.#db)]
    const sum = (counts: Readonly<Record<string, number>>) => Object.values(counts).reduce((all, one) => all + one, 0)
    return {
      version,
      data: this.#folder,
      writable: this.writable,
      database: this.#db.kind === 'sqlite' ? join(this.#folder, 'stemma.db') : 'PostgreSQL',
      fullText: await this.search('words', { limit: 1 }).then(
        () => true,
        () => false,
      ),
      pages: await countRows(this.#db, 'page'),
      articles: await countRows(this.#db, 'article'),
      families: await countRows(this.#db, 'family'),
      stories: await countRows(this.#db, 'story'),
      parked: sum(parked),
      todo: sum(todo),
      archiveBytes: await archiveSize(this.#db),
      stages: stages.map(({ name, version: number, does }) => ({
        ...{ name, version: number, does },
        ...{ todo: todo[name] ?? 0, parked: parked[name] ?? 0 },
      })),
    }
  }

  /** Takes the folder for writing, once. */
  async #bench(): Promise<Bench> {
    if (this.#writer) return this.#writer
    const unlock = lockFolder(this.#folder)
    try {
      await bringUpToDate(this.#db)
      const archive = openArchive(this.#archiveFolder, await archiveEnd(this.#db))
      const workers = openWorkers(this.#archiveFolder, Math.max(1, this.#options.workers ?? availableParallelism()))
      const plugins = openPlugins(this.#options.plugins ?? {})
      this.#writer = { db: this.#db, archive, workers, plugins, unlock }
      return this.#writer
    } catch (error) {
      unlock()
      throw error
    }
  }

  async close(): Promise<void> {
    await this.#writer?.workers.close()
    await this.#writer?.plugins?.close()
    this.#writer?.archive.close()
    this.#writer?.unlock()
    this.#reader.close()
    await this.#db.close()
  }
}
