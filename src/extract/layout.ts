import type { Article, Furniture } from '#model/article.ts'
import type { Span } from '#model/span.ts'

/** Where the choosing of blocks found the parts of a page that metadata is read from. All spans count in the page. */
export type Layout = Readonly<{
  /** The headline as shown: the heading above the text, or the title line of a plain-text capture. */
  title: Span<'page'> | null
  /** From the first to the last chosen block. null: the page has no text of its own. */
  body: Span<'page'> | null
  /** What was classed as no part of the text. Metadata is read from `metadata`, `section label`, `masthead`, `masthead date`, `author box`, `copyright`. */
  furniture: readonly Furniture[]
}>

/** The fields of an Article that say something about it. */
export type Metadata = Pick<
  Article,
  | 'language'
  | 'title'
  | 'subtitle'
  | 'authors'
  | 'byline'
  | 'outlet'
  | 'section'
  | 'tags'
  | 'dateline'
  | 'agencies'
  | 'canonicalUrl'
  | 'published'
  | 'modified'
  | 'captured'
>
