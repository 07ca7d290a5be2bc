import type { Article } from '#model/article.ts'
import { articleIdOf, makeId } from '#model/ids.ts'

/** A bare text as an English article without a page behind it. */
export function bareArticle(text: string): Article {
  const page = makeId('page', text)
  const silent = {
    title: null,
    subtitle: null,
    authors: null,
    byline: null,
    outlet: null,
    section: null,
    dateline: null,
    canonicalUrl: null,
    published: null,
    modified: null,
    captured: null,
  }
  const runs = [{ text: { start: 0, end: text.length }, page: { start: 0, end: text.length } }]
  return { id: articleIdOf(page), page, url: '', text, runs, blocks: [], furniture: [], language: 'en', tags: [], agencies: [], ...silent }
}
