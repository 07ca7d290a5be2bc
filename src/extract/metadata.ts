import type { Page } from '#model/page.ts'
import type { Layout, Metadata } from './layout.ts'

/** Nothing said: what is left when a page tells nothing about itself. */
const silent: Metadata = {
  language: null,
  title: null,
  subtitle: null,
  authors: null,
  byline: null,
  outlet: null,
  section: null,
  tags: [],
  dateline: null,
  agencies: [],
  canonicalUrl: null,
  published: null,
  modified: null,
  captured: null,
}

/**
 * What a page says about its article. In: the page, where the choosing found headline, text and furniture, and the text.
 * Out: each field with its best claim and all others. Errors: none.
 */
export function readMetadata(_page: Page, _layout: Layout, _text: string): Metadata {
  return silent
}
