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

export async function getArticles(db: Db, ids: readonly Id<'article'>[]): Promise<Map<Id<'article'>, Article>> {
  const found = await rowsIn<{ id: Id<'article'>; text: string; body: string }>(db, 'select id, text, body from article where id in', ids)
  return new Map(found.map(({ id, text, body }) => [id, { ...JSON.parse(body), text }]))
}

export type ArticleHead = Readonly<{
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
export type Made = Readonly<{ article: Id<'article'>; made: string; body: string | null }>

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
 * Articles that hold all the words; words in double quotes stand one after the other. Best first: titles weigh more.
 * Source of the rank: BM25 in SQLite, cover density in PostgreSQL; their order differs.
 */
export async function searchArticles(db: Db, words: string, limit: number): Promise<readonly SearchHit[]> {
  const plain = words.replaceAll('\0', ' ') // which would end the query
  const terms = [...plain.matchAll(/"([^"]*)"|(\S+)/g)].map((match) => (match[1] ?? match[2]!).replaceAll('"', '')).filter(hasWord)
  if (terms.length === 0) return []
  const phrase = terms.map((term) => `"${term}"`).join(' ')
  const found = await db.rows<SearchHit>(db.kind === 'sqlite' ? inSqlite : inPostgres, phrase, limit)
  return found.map((hit) => ({ ...hit, title: hit.title || null }))
}

const hasWord = (term: string) => /[\p{L}\p{N}]/u.test(term)
const inSqlite = `select a.page, s.story, a.title, a.outlet, a.published, snippet(article_search, 1, '', '', '…', 24) as snippet
  from article_search join article a on a.n = article_search.rowid left join story_article s on s.article = a.id
  where article_search match $1 order by bm25(article_search, 4.0, 1.0), a.id limit $2`
const inPostgres = `select a.page, s.story, a.title, a.outlet, a.published,
    ts_headline('simple', left(a.text, 240000), q, 'StartSel="",StopSel="",MaxWords=24,MinWords=12,MaxFragments=1') as snippet
  from websearch_to_tsquery('simple', $1) q, article a left join story_article s on s.article = a.id
  where a.search @@ q order by ts_rank_cd(a.search, q) desc, a.id limit $2`
