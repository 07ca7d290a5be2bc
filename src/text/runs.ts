import type { Article } from '#model/article.ts'
import type { Id } from '#model/ids.ts'
import type { Evidence, Span } from '#model/span.ts'

type WithRuns = Pick<Article, 'runs' | 'page' | 'text'>

/** The run in which `offset` of the article stands. Runs lie end to end, so one always does. */
function runAt(article: WithRuns, offset: number): number {
  let low = 0
  let high = article.runs.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (article.runs[middle]!.text.start <= offset) low = middle
    else high = middle - 1
  }
  return low
}

/**
 * The stretch of the page under a stretch of the article. Inside a run whose sides are equally long characters correspond
 * one to one; any other run (an entity, the gap between two blocks) is one piece and is taken whole.
 * Throws RangeError when the span is empty or outside the text: a bug of the caller.
 */
export function pageSpan(article: WithRuns, span: Span<'article'>): Span<'page'> {
  if (!(span.start >= 0 && span.start < span.end && span.end <= article.text.length))
    throw new RangeError(`span ${span.start}-${span.end} is not inside an article of ${article.text.length}`)
  const first = article.runs[runAt(article, span.start)]!
  const last = article.runs[runAt(article, span.end - 1)]!
  const even = (run: typeof first) => run.text.end - run.text.start === run.page.end - run.page.start
  return {
    start: even(first) ? first.page.start + span.start - first.text.start : first.page.start,
    end: even(last) ? last.page.start + span.end - last.text.start : last.page.end,
  }
}

/** The proof for a stretch of the article. `html` is the decoded page the runs count in. */
export function evidenceAt(article: WithRuns, html: string, span: Span<'article'>): Evidence {
  return evidenceOn(article.page, html, pageSpan(article, span), article.text.slice(span.start, span.end))
}

/** The proof for a stretch of the page; `text` is what a reader reads there, where that differs. */
export function evidenceOn(page: Id<'page'>, html: string, span: Span<'page'>, text?: string): Evidence {
  const exact = html.slice(span.start, span.end)
  return text === undefined || text === exact ? { page, span, exact } : { page, span, exact, text }
}

/** What is wrong with an article's runs, or null. They must lie end to end under the text, in page order, inside the page. */
export function runsFault(article: WithRuns, html: string): string | null {
  let text = 0
  let page = 0
  for (const run of article.runs) {
    if (run.text.start !== text || run.text.end < run.text.start) return `gap in the text at ${text}`
    if (run.page.start < page || run.page.end < run.page.start) return `page order broken at ${run.page.start}`
    text = run.text.end
    page = run.page.end
  }
  if (text !== article.text.length) return `runs end at ${text}, the text at ${article.text.length}`
  return page > html.length ? `runs end at ${page}, the page at ${html.length}` : null
}
