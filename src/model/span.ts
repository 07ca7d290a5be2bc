import type { Id } from './ids.ts'

/** Half-open [start, end), from zero, UTF-16 code units: `text.slice(start, end)`; export/ turns them into code points. */
export type Span<In extends 'page' | 'article'> = Readonly<{ start: number; end: number; in?: In }> // `in` is never set

/**
 * The proof under a claim: a stretch of the decoded page and the characters that stand there, so a shifted offset is
 * caught, not believed. `text` is what a reader reads there, set only where it differs (markup or entities in between).
 */
export type Evidence = Readonly<{ page: Id<'page'>; span: Span<'page'>; exact: string; text?: string }>
