import type { PageDocument } from '#model/document.ts'
import { offsetsOf } from '#text/offsets.ts'

/** Where a stretch of the decoded page stands in the text of the article, in code points; null: not within it. */
export function inText({ runs }: PageDocument, start: number, end: number): Readonly<{ start: number; end: number }> | null {
  const at = (point: number, last: boolean) => {
    for (const [textStart, textEnd, pageStart, pageEnd] of runs)
      if (last ? point > pageStart && point <= pageEnd : point >= pageStart && point < pageEnd)
        return Math.min(textEnd, textStart + (point - pageStart))
    return null
  }
  const [from, to] = [at(start, false), at(end, true)]
  return from === null || to === null || to < from ? null : { start: from, end: to }
}

/** The characters before and after a stretch of the text, at most `reach` code points each. */
export function around(text: string, { start, end }: Readonly<{ start: number; end: number }>, reach: number) {
  const { toUnits } = offsetsOf(text)
  return {
    prefix: text.slice(toUnits(Math.max(0, start - reach)), toUnits(start)),
    suffix: text.slice(toUnits(end), toUnits(end + reach)),
  }
}
