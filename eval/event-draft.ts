import type { Article } from '#model/article.ts'
import { articleIdOf, makeId } from '#model/ids.ts'
import type { EventDraft } from '#read/events.ts'
import { findNames } from '#read/names.ts'
import { findQuotes } from '#read/quotes.ts'
import { findTimexes } from '#read/timexes.ts'
import { sentencesOf } from '#text/sentences.ts'

/** A bare text as an article without a page behind it. */
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

/** All that the event reader asks for, from raw text and a publication date. */
export function draftOf(text: string, published: string | null): EventDraft {
  const article = bareArticle(text)
  const sentences = sentencesOf(text)
  const mentions = findNames(text, sentences)
  const draft = { article, sentences, mentions, actors: [] }
  return { ...draft, quotes: findQuotes(draft), timexes: findTimexes(text, published) }
}
