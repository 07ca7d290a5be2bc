import type { Span } from '#model/span.ts'

/** The longest stretch between two marks that is taken for a quotation, in code units. A lost closing mark costs no more than this. */
const longestQuotation = 3000

/** Stretches inside double quotation marks or guillemets, marks left out; a paragraph's end closes what is open. */
export function quotedSpans(text: string): readonly Span<'article'>[] {
  const spans: Span<'article'>[] = []
  let start = -1
  const close = (end: number) => {
    if (start >= 0 && end > start && end - start <= longestQuotation) spans.push({ start, end })
    start = -1
  }
  for (let at = 0; at < text.length; at++) {
    const char = text[at]
    if (char === '“' || char === '«' || char === '„') {
      if (start < 0) start = at + 1
    } else if (char === '”' || char === '»') close(at)
    else if (char === '"') {
      if (start < 0) start = at + 1
      else close(at)
    } else if (char === '\n' && text[at + 1] === '\n') close(at)
  }
  close(text.length)
  return spans
}
