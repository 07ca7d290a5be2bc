import type { Article } from '#model/article.ts'
import type { Id } from '#model/ids.ts'
import type { Page } from '#model/page.ts'
import { type Db, putMany, replacing, rowsIn } from './db.ts'

const columns = ['id', 'page', 'made', 'host', 'media_type', 'charset', 'language', 'outlet', 'published', 'title', 'text', 'body'] as const

/** What `extract` made of a page, ready to be stored: the values of the columns. */
export type ArticleRow = Readonly<Record<(typeof columns)[number], string | null> & { id: Id<'article'> }>

export function articleRow(article: Article, page: Pick<Page, 'mediaType' | 'charset'>, host: string, made: string): ArticleRow {
  const { text, ...body } = article
  return {
    id: article.id,
    page: article.page,
    made,
    host,
    media_type: page.mediaType,
    charset: page.charset,
    language: article.language,
    outlet: article.outlet?.value ?? null,
    published: article.published?.value.value ?? null,
    title: article.title?.value ?? '',
    text,
    body: JSON.stringify(body),
  }
}

/** Stores articles instead of what stood there. Call it in a transaction. */
export async function putArticles(db: Db, rows: readonly ArticleRow[]): Promise<void> {
  await putMany(
    db,
    'article',
    columns,
    rows.map((row) => columns.map((column) => row[column])),
    replacing(columns),
  )
}

/** An article as it is stored: its text, and the rest as JSON. */
export type ArticleBody = Readonly<{ id: Id<'article'>; text: string; body: string }>
export const articleFrom = ({ text, body }: Pick<ArticleBody, 'text' | 'body'>): Article => ({ ...JSON.parse(body), text })

export async function getArticleBodies(db: Db, ids: readonly Id<'article'>[]): Promise<Map<Id<'article'>, ArticleBody>> {
  const found = await rowsIn<ArticleBody>(db, 'select id, text, body from article where id in', ids)
  return new Map(found.map((one) => [one.id, one]))
}

export async function getArticles(db: Db, ids: readonly Id<'article'>[]): Promise<Map<Id<'article'>, Article>> {
  return new Map(Array.from((await getArticleBodies(db, ids)).values(), (one) => [one.id, articleFrom(one)]))
}

type ArticleHead = Readonly<{
  id: Id<'article'>
  host: string
  mediaType: Page['mediaType']
  charset: string
  published: string | null
}>

export async function getArticleHeads(db: Db, ids: readonly Id<'article'>[]): Promise<Map<Id<'article'>, ArticleHead>> {
  const found = await rowsIn<ArticleHead>(
    db,
    'select id, host, media_type as "mediaType", charset, published from article where id in',
    ids,
  )
  return new Map(found.map((head) => [head.id, head]))
}

/** What one later stage made of one article, as its own table keeps it; null: it failed, and what stood there goes. */
type Made = Readonly<{ article: Id<'article'>; made: string; body: string | null }>

export const putFeatures = (db: Db, rows: readonly Made[]) => putBodies(db, 'features', rows)
export const putReadings = (db: Db, rows: readonly Made[]) => putBodies(db, 'reading', rows)

async function putBodies(db: Db, table: string, rows: readonly Made[]): Promise<void> {
  const names = ['article', 'made', 'body']
  const failed = rows.filter(({ body }) => body === null).map(({ article }) => article)
  await rowsIn(db, `delete from ${table} where article in`, failed)
  const values = rows.filter(({ body }) => body !== null).map(({ article, made, body }) => [article, made, body])
  await putMany(db, table, names, values, replacing(names))
}

/** Features and readings come as they are stored, JSON: whoever needs them parses them, in its own thread. */
export const getFeatures = (db: Db, ids: readonly Id<'article'>[]) => getBodies(db, 'features', ids)
export const getReadings = (db: Db, ids: readonly Id<'article'>[]) => getBodies(db, 'reading', ids)

async function getBodies(db: Db, table: string, ids: readonly Id<'article'>[]): Promise<Map<Id<'article'>, string>> {
  const found = await rowsIn<{ article: Id<'article'>; body: string }>(db, `select article, body from ${table} where article in`, ids)
  return new Map(found.map(({ article, body }) => [article, body]))
}

/** Removes an article and all that hangs on it alone. Its page stays. */
export async function dropArticles(db: Db, ids: readonly Id<'article'>[]): Promise<void> {
  for (const [table, column] of [
    ['article', 'id'],
    ['features', 'article'],
    ['reading', 'article'],
  ])
    await rowsIn(db, `delete from ${table} where ${column} in`, ids)
}

export type SearchHit = Readonly<{
  page: Id<'page'>
  story: Id<'story'> | null
  title: string | null
  outlet: string | null
  published: string | null
  /** Some words around the first place found; … where it goes on. */
  snippet: string
}>

/**
 * Pages that one search looks at, the last to arrive first: a word that more pages have than this is looked for in these. It bounds
 * what a search for "the" costs; docs/decisions/0122.
 */
const searchedPages = 20_000

/** Words and phrases, all of which must stand in a text, as both kinds of full-text search read them: quoted strings side by side. */
export const phrasesOf = (terms: readonly string[]): string => terms.map((term) => `"${term.replaceAll('"', ' ')}"`).join(' ')

/** The numbers of the texts that hold them, as SQL; `phrase` is the place of the value. */
export const matching = (db: Db, phrase: string): string =>
  db.kind === 'sqlite'
    ? `select rowid from article_search where article_search match ${phrase} order by rowid desc limit ${searchedPages}`
    : `select n from article where search @@ websearch_to_tsquery('simple', ${phrase}) order by n desc limit ${searchedPages}`

/**
 * Articles that hold all the words; words in double quotes stand one after the other. Best first: titles weigh more.
 * Source of the rank: BM25 in SQLite, cover density in PostgreSQL; their order differs.
 */
export async function searchArticles(db: Db, words: string, limit: number, offset = 0): Promise<readonly SearchHit[]> {
  const plain = words.replaceAll('\0', ' ') // which would end the query
  const terms = [...plain.matchAll(/"([^"]*)"|(\S+)/g)].map((match) => (match[1] ?? match[2]!).replaceAll('"', '')).filter(hasWord)
  if (terms.length === 0) return []
  const found = await db.rows<SearchHit>(db.kind === 'sqlite' ? inSqlite : inPostgres, phrasesOf(terms), limit, offset)
  return found.map((hit) => ({ ...hit, title: hit.title || null }))
}

const hasWord = (term: string) => /[\p{L}\p{N}]/u.test(term)
// The snippets are made after the best are known: cutting one costs more than ranking a hundred.
const inSqlite = `with best as materialized (
    select rowid as n, bm25(article_search, 4.0, 1.0) as rank from article_search
    where article_search match $1 and rowid >= (select coalesce(min(rowid), 0) from (
      select rowid from article_search where article_search match $1 order by rowid desc limit ${searchedPages}))
    order by rank, n limit $2 offset $3)
  select a.page, s.story, a.title, a.outlet, a.published, snippet(article_search, 1, '', '', '…', 24) as snippet
  from best cross join article_search join article a on a.n = best.n left join story_article s on s.article = a.id
  where article_search.rowid = best.n and article_search match $1 order by best.rank, best.n`
const inPostgres = `with best as materialized (
    select a.n, ts_rank_cd(a.search, q) as rank from websearch_to_tsquery('simple', $1) q, article a where a.search @@ q
    and a.n in (select n from article where search @@ websearch_to_tsquery('simple', $1) order by n desc limit ${searchedPages})
    order by rank desc, a.n limit $2 offset $3)
  select a.page, s.story, a.title, a.outlet, a.published,
    ts_headline('simple', left(a.text, 240000), q, 'StartSel="",StopSel="",MaxWords=24,MinWords=12,MaxFragments=1') as snippet
  from websearch_to_tsquery('simple', $1) q, best join article a on a.n = best.n left join story_article s on s.article = a.id
  order by best.rank desc, best.n`
