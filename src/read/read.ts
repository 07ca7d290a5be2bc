import type { Article } from '#model/article.ts'
import type { Heard } from '#model/heard.ts'
import type { Reading } from '#model/reading.ts'
import { sentencesOf } from '#text/sentences.ts'
import { findActors } from './actors.ts'
import { isEnglish } from './english.ts'
import { findEvents } from './events.ts'
import { claimsOf, eventsHeard, namesHeard, notesOn, quotesHeard } from './heard.ts'
import { findNames } from './names.ts'
import { findQuotes } from './quotes.ts'
import { findTimexes } from './timexes.ts'

/** Languages that are read, BCP 47. Articles in others get an empty reading that says so. */
const readLanguages: readonly string[] = ['en']

/** The language in which an article is read; null: we do not read it. The page's own word counts, unless it is silent. */
export function languageRead({ language, text }: Article): string | null {
  if (language === null) return isEnglish(text) ? 'en' : null
  return readLanguages.find((known) => language === known || language.toLowerCase().startsWith(`${known}-`)) ?? null
}

/**
 * Reads one article: sentences, names and actors, quotes, dates, events.
 * `anchor`: the date that "Friday" and "last year" are counted from, ISO 8601 (usually the publication date); null: unknown, and
 * what needs one stays unresolved. `heard`: answers of plug-ins; where one is believed it stands instead of what we would find.
 * Errors: none for odd text; any language but those read gives `language: null` and empty lists.
 */
export function readArticle(article: Article, anchor: string | null, heard: readonly Heard[] = []): Reading {
  const language = languageRead(article)
  if (language === null)
    return { article: article.id, language, sentences: [], actors: [], mentions: [], quotes: [], timexes: [], events: [] }
  const { text } = article
  const sentences = sentencesOf(text)
  const names = claimsOf('names', heard)
  const { actors, mentions } = findActors(article, sentences, names ? namesHeard(names) : findNames(text, sentences))
  const draft = { article, sentences, mentions, actors }
  const attributions = claimsOf('attributions', heard)
  const quotes = attributions ? quotesHeard(draft, attributions) : findQuotes(draft)
  const timexes = findTimexes(text, anchor)
  const acts = claimsOf('events', heard)
  const events = acts ? eventsHeard(draft, acts, timexes) : findEvents({ ...draft, quotes, timexes })
  return { article: article.id, language, sentences, actors, mentions, quotes, timexes, events, ...notesOn(heard) }
}
