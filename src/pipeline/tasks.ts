import { decodePage } from '#acquire/charset.ts'
import { chanceOf, type Features, featuresOf } from '#cluster/cluster.ts'
import { decoded, type Kept, keptOf } from '#cluster/subjects.ts'
import { extractArticle } from '#extract/extract.ts'
import { alignArticles } from '#match/align.ts'
import { type Sketch, sketchOf } from '#match/sketch.ts'
import type { Article } from '#model/article.ts'
import type { CopyTree, Overlap } from '#model/copy.ts'
import { InputError, StemmaError, TemporaryError } from '#model/errors.ts'
import type { Heard } from '#model/heard.ts'
import type { Id } from '#model/ids.ts'
import type { Page } from '#model/page.ts'
import type { Reading } from '#model/reading.ts'
import type { Story } from '#model/story.ts'
import { readArticle } from '#read/read.ts'
import type { Archive } from '#store/archive.ts'
import { type ArticleBody, type ArticleRow, articleFrom, articleRow } from '#store/articles.ts'
import { type DocumentRows, documentRows } from '#store/documents.ts'
import type { PageRow } from '#store/pages.ts'
import { traceFamily } from '#trace/trace.ts'
import { type StoredPage, tellStory } from './document.ts'
import { madeBy, type PageStage, pageStages, stampOf } from './stages.ts'

/** Why something could not be done, as it crosses from a worker thread. */
export type Failure = Readonly<{ reason: string; advice: string; temporary: boolean; detail: string | null }>

/** A family with its articles as they are stored: the thread that traces it parses them. */
export type Family = Readonly<{ members: readonly ArticleBody[]; overlaps: readonly Overlap[] }>
/** A family with the features of its members, JSON as it is stored. */
export type FamilyFeatures = Readonly<{ tree: Pick<CopyTree, 'id' | 'members'>; features: readonly string[] }>
/** A story with its articles, readings and trees as they are stored, JSON: the thread that tells it parses them. */
export type StoryInput = Readonly<{
  story: Story
  articles: readonly ArticleBody[]
  pages: readonly PageRow[]
  readings: readonly string[]
  trees: readonly string[]
}>

/** What a worker thread can be asked for. */
export type Task =
  | Readonly<{ kind: 'page'; page: PageRow; stages: readonly PageStage[]; article: Article | null; heard?: readonly Heard[] }>
  | Readonly<{ kind: 'align'; pairs: readonly (readonly [Article, Article])[] }>
  | Readonly<{ kind: 'trace'; families: readonly Family[] }>
  | Readonly<{ kind: 'keep'; families: readonly FamilyFeatures[]; keys: number }>
  | Readonly<{ kind: 'liken'; subjects: readonly Pick<Kept, 'day' | 'body'>[]; pairs: readonly (readonly [number, number])[] }>
  | Readonly<{ kind: 'tell'; stories: readonly StoryInput[] }>

/** What the stages made of one page: nothing under a stage that was not asked for, failed, or had nothing to work on. */
export type PageMade = {
  extract?: ArticleRow
  sketch?: Sketch
  features?: string
  read?: string
  failures: { stage: PageStage; failure: Failure }[]
}
export type Tried<T> = Readonly<{ made: T } | { failure: Failure }>
export type Answers = {
  page: PageMade
  align: Tried<Overlap | null>[]
  trace: Tried<CopyTree>[]
  keep: Tried<Kept>[]
  /** A chance for each pair, in ten-thousandths. */
  liken: Int32Array
  tell: Tried<DocumentRows>[]
}

/** `at` tells how far it is: the index of the stage that runs, so that it is known when the thread dies. */
export function runTask(archive: Pick<Archive, 'read'>, task: Task, at: (step: number) => void): Answers[Task['kind']] {
  switch (task.kind) {
    case 'page':
      return workOnPage(archive, task, at)
    case 'align':
      return task.pairs.map(([a, b]) => tried(() => alignArticles(a, b)))
    case 'trace':
      return task.families.map(({ members, overlaps }) => tried(() => traceFamily(members.map(articleFrom), overlaps)))
    case 'keep':
      return task.families.map(({ tree, features }) => tried(() => keptOf(tree.members, features.map(parsed<Features>), task.keys)))
    case 'liken': {
      const subjects = task.subjects.map(decoded)
      return Int32Array.from(task.pairs, ([a, b]) => chanceOf(subjects[a]!, subjects[b]!))
    }
    case 'tell':
      return task.stories.map((story) => tried(() => tell(archive, story)))
  }
}

/** The decoded page. Errors: InputError when the archive is damaged or the bytes are no text. */
export function openPage(archive: Pick<Archive, 'read'>, row: PageRow): Page {
  const { html, charset, mediaType } = decodePage(archive.read(row.archive, row.digest), row.contentType)
  return { id: row.id, source: row.source, url: row.url, fetchedAt: row.fetchedAt, mediaType, charset, html, given: row.given }
}

function workOnPage(
  archive: Pick<Archive, 'read'>,
  { page: row, stages, article: known, heard = [] }: Task & { kind: 'page' },
  at: (step: number) => void,
): PageMade {
  const made: PageMade = { failures: [] }
  let article = known
  const work: Record<PageStage, () => void> = {
    extract() {
      const page = openPage(archive, row)
      const extracted = extractArticle(page)
      if (extracted.text.trim() === '')
        throw new InputError('the page shows no article text', 'look at it in a browser: it may be a list, a form, or filled in by scripts')
      article = extracted
      made.extract = articleRow(extracted, page, row.host, stampOf('extract'))
    },
    sketch() {
      if (article) made.sketch = sketchOf(article.text)
    },
    features() {
      if (article) made.features = JSON.stringify(featuresOf(article))
    },
    read() {
      if (article) made.read = JSON.stringify(readArticle(article, article.published?.value.value ?? null, heard))
    },
  }
  for (const [step, stage] of pageStages.entries()) {
    if (!stages.includes(stage)) continue
    at(step)
    const result = tried(work[stage])
    if ('failure' in result) made.failures.push({ stage, failure: result.failure })
  }
  return made
}

function tell(archive: Pick<Archive, 'read'>, { story, articles, pages, readings, trees }: StoryInput): DocumentRows {
  const opened = new Map<Id<'page'>, StoredPage>(pages.map((row) => [row.id, { ...openPage(archive, row), digest: row.digest }]))
  const readingOf = new Map(readings.map(parsed<Reading>).map((reading) => [reading.article, reading]))
  const parts = { story, articles: articles.map(articleFrom), pages: opened, readings: readingOf, trees: trees.map(parsed<CopyTree>) }
  return documentRows(tellStory({ ...parts, made: madeBy() }), stampOf('tell'))
}

const parsed = <T>(json: string) => JSON.parse(json) as T

function tried<T>(work: () => T): Tried<T> {
  try {
    return { made: work() }
  } catch (error) {
    return { failure: failureOf(error) }
  }
}

/** Sorts an error by what happens next: the input's fault, the world's, or (any other) ours, with the place in the program. */
function failureOf(error: unknown): Failure {
  if (error instanceof StemmaError)
    return { reason: error.message, advice: error.advice, temporary: error instanceof TemporaryError, detail: null }
  const { message, stack } = error instanceof Error ? error : new Error(String(error))
  return {
    reason: `a fault in Stemma: ${message}`,
    advice: 'please report it, with the page if you may',
    temporary: false,
    detail: stack ?? null,
  }
}
