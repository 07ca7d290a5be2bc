import type { Id } from './ids.ts'
import type { Span } from './span.ts'

/** One stretch that lies under the article: the same words on both sides, or (`text` empty) nothing a reader sees. */
export type Run = Readonly<{ text: Span<'article'>; page: Span<'page'> }>

export const origins = [
  'given',
  'json-ld',
  'meta',
  'microdata',
  'rdfa',
  'time',
  'text',
  'masthead',
  'link',
  'title',
  'url',
  'http',
  'hydration',
] as const
export type Origin = (typeof origins)[number]

/** A claim of the page about itself. `at` is null when the claim is not in the page's characters (URL, HTTP header, given by the user). */
export type Claim<T> = Readonly<{ value: T; origin: Origin; certainty: number; at: Span<'page'> | null }>

/** The best claim, and every other one kept: `others` may agree or conflict. */
export type Field<T> = Claim<T> & Readonly<{ others: readonly Claim<T>[] }>

/** ISO 8601, as much of it as is known: `2024`, `2024-10`, `2024-10-12`, `2024-10-12T08:05:00+03:00` (zone kept as written). */
type DateText = string
export const precisions = ['year', 'month', 'day', 'minute', 'second'] as const
type Precision = (typeof precisions)[number]
export type Dating = Readonly<{ value: DateText; precision: Precision }>

const blockKinds = ['paragraph', 'heading', 'list', 'table', 'quote', 'code', 'caption'] as const
export type BlockKind = (typeof blockKinds)[number]
export type Block = Readonly<{ kind: BlockKind; text: Span<'article'> }>

export const furnitureKinds = [
  'masthead',
  'masthead date',
  'navigation',
  'section label',
  'share bar',
  'related',
  'comments',
  'comment form',
  'newsletter',
  'cookie notice',
  'advertisement',
  'author box',
  'caption',
  'copyright',
  'paywall',
  'metadata',
  'other',
] as const
export type FurnitureKind = (typeof furnitureKinds)[number]
export type Furniture = Readonly<{ kind: FurnitureKind; at: Span<'page'> }>

/** `person` a name, `desk` a newsroom's own desk, `agency` a wire service. */
export type Author = Readonly<{ name: string; kind: 'person' | 'desk' | 'agency' }>
/** An agency that the article credits as a whole (byline, dateline, credit line), not one cited for a single statement. */
export type AgencyCredit = Readonly<{ name: string; at: Span<'page'> | null; origin: Origin }>

/**
 * What a reader reads of a page. `text` is the body without the title: paragraphs joined by one blank line. `runs` lie end to
 * end under all of `text` and lead each stretch back to the page; they are in text order, and text is in page order.
 * null says "the page is silent", never "we failed".
 */
export type Article = Readonly<{
  id: Id<'article'>
  page: Id<'page'>
  url: string
  text: string
  runs: readonly Run[]
  blocks: readonly Block[]
  furniture: readonly Furniture[]
  /** BCP 47, `en`; null: cannot be told. */
  language: string | null
  title: Field<string> | null
  subtitle: Field<string> | null
  authors: Field<readonly Author[]> | null
  /** The byline as it stands, `By News Desk` → `News Desk`. */
  byline: Field<string> | null
  outlet: Field<string> | null
  section: Field<string> | null
  tags: readonly string[]
  /** `KYIV, Ukraine (AP) —` → place `KYIV, Ukraine`. */
  dateline: Readonly<{ place: string; agency: string | null; date: string | null; at: Span<'article'> }> | null
  agencies: readonly AgencyCredit[]
  canonicalUrl: Field<string> | null
  published: Field<Dating> | null
  modified: Field<Dating> | null
  /** When the page was captured, where the page or its source says so: a masthead date, a "today". Never a publication date. */
  captured: Field<Dating> | null
}>
