import type { StoryDocument } from '#model/document.ts'

const mostPages = 300 // of one story

/**
 * A story as schema.org NewsArticles: each page, and by `isBasedOn` the page that it copies. An exemplar that nobody has seen is left
 * out, as is one of which it is not known who copied whom. `origin` is where the desk is.
 */
export function newsArticles(story: StoryDocument, origin: string) {
  const idOf = (page: string) => `${origin}/pages/${page}`
  const basis = new Map(
    story.copies
      .filter(({ exemplar, direction, second }) => exemplar !== null && direction === 'known' && !second)
      .map(({ witness, exemplar }) => [witness, exemplar!]),
  )
  return {
    '@context': 'https://schema.org',
    '@graph': story.pages.slice(0, mostPages).map((page) => {
      const based = basis.get(page.id)
      return {
        '@type': 'NewsArticle',
        '@id': idOf(page.id),
        ...(/^https?:/.test(page.url) ? { url: page.url } : {}),
        ...(page.title === null ? {} : { headline: page.title }),
        ...(page.published === null ? {} : { datePublished: page.published.value }),
        ...(page.modified === null ? {} : { dateModified: page.modified.value }),
        ...(page.language === null ? {} : { inLanguage: page.language }),
        ...(page.outlet === null ? {} : { publisher: { '@type': 'Organization', name: page.outlet } }),
        ...(page.authors.length === 0
          ? {}
          : { author: page.authors.map(({ name, kind }) => ({ '@type': kind === 'person' ? 'Person' : 'Organization', name })) }),
        ...(based === undefined ? {} : { isBasedOn: { '@id': idOf(based) } }),
      }
    }),
  }
}

/** The same as a data block for a page's head. No character of it can end the element or begin another. */
export const jsonLdScript = (value: object): string =>
  `<script type="application/ld+json">${JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)}</script>`
