import type { Span } from '#model/span.ts'

/** Words between quotation marks, outermost marks only. */
export type Quoted = Readonly<{
  /** Marks included. */
  at: Span<'article'>
  /** Marks and the space beside them excluded; never empty. */
  inner: Span<'article'>
  /** Begins a paragraph while the last paragraph's quotation was left open: the same speech goes on. */
  resumes: boolean
}>

type Family = 'double' | 'single' | 'guillemet' | 'corner'
type Mark = Readonly<{ at: number; width: 1 | 2; family: Family; opens: boolean; closes: boolean }>
type Open = Readonly<{ mark: Mark; found: number }>

const anyMark = /[“”„‟"«»‹›‘’‚‛'`「」『』]/g
const blank = /\n[^\S\n]*\n\s*/g
const singles = "‘’‛'`"
const beforeOpening = /[\s([{—–\-/…“„"«‘]/
const afterClosing = /[\s.,;:!?)\]}—–\-/…”"»’]/
const wordChar = /[\p{L}\p{N}]/u
const stopChar = /[.!?…]/
const spaceChar = /\s/
/** An opening mark is believed without a closing one only here: at the start, or after what leads into speech. */
const leadsIn = /[:,—–]\s*$/

/**
 * Finds what stands between quotation marks: curly, straight, doubled single, single, low, guillemets in both directions,
 * corner brackets. Apostrophes are no marks. A mark turned the wrong way is read by where it stands. Marks inside marks are
 * part of the words. A quotation left open at the end of a paragraph ends there, and the next may resume it.
 * In text order, not overlapping. Linear in the length of the text.
 */
export function findQuoted(text: string): readonly Quoted[] {
  const found: Quoted[] = []
  let start = 0
  let left = false // the last paragraph ended inside a quotation
  const paragraph = (from: number, to: number) => {
    left = quotedInParagraph(text, from, to, left, found)
  }
  for (const gap of text.matchAll(blank)) {
    if (gap.index > start) paragraph(start, gap.index)
    start = gap.index + gap[0].length
  }
  paragraph(start, text.length)
  return found
}

function quotedInParagraph(text: string, from: number, to: number, left: boolean, found: Quoted[]): boolean {
  if (dialogueDash.test(text[from]!) && dashedSpeech(text, from, to, found)) return false
  const marks = marksOf(text, from, to)
  const open: Open[] = []
  const first = found.length
  const add = (start: number, end: number, width: [number, number]) => {
    let innerStart = start + width[0]
    let innerEnd = end - width[1]
    while (innerStart < innerEnd && spaceChar.test(text[innerStart]!)) innerStart++
    while (innerEnd > innerStart && spaceChar.test(text[innerEnd - 1]!)) innerEnd--
    if (innerStart < innerEnd)
      found.push({
        at: { start, end },
        inner: { start: innerStart, end: innerEnd },
        resumes: left && text.slice(from, start).trim() === '',
      })
  }
  for (const [index, mark] of marks.entries()) {
    const below = closedBy(open, mark)
    if (below >= 0 && !isPossessive(text, marks, index)) {
      const { mark: opening, found: inside } = open[below]!
      found.length = inside // what was found within is part of these words
      open.length = below
      add(opening.at, mark.at + mark.width, [opening.width, mark.width])
    } else if (mark.opens && !(mark.family === 'single' && open.length > 0)) open.push({ mark, found: found.length })
  }
  return closeParagraph(text, from, to, open, first, found, add)
}

const dialogueDash = /[—–―]/
const dashBreak = /[,.!?…]\s*[—–―]\s+/g
/** "— We are tired, — said Ode. — We go home.": speech and teller take turns. Without a second dash it is a list or an aside. */
function dashedSpeech(text: string, from: number, to: number, found: Quoted[]): boolean {
  let start = from + 1
  let speech = true
  const first = found.length
  const add = (end: number, dash: number) => {
    const span = { start, end }
    while (span.start < end && spaceChar.test(text[span.start]!)) span.start++
    if (speech && span.start < end)
      found.push({ at: { start: found.length === first ? from : start, end: dash }, inner: span, resumes: false })
    speech = !speech
  }
  dashBreak.lastIndex = start
  for (let match = dashBreak.exec(text); match && match.index + match[0].length <= to; match = dashBreak.exec(text)) {
    add(match.index + 1, match.index + match[0].trimEnd().length)
    start = match.index + match[0].length
  }
  if (found.length > first) add(to, to)
  return found.length > first
}

/** An outermost mark that never closed: speech up to the end of the paragraph where that is likely, else a stray mark. */
function closeParagraph(
  text: string,
  from: number,
  to: number,
  open: readonly Open[],
  first: number,
  found: Quoted[],
  add: (start: number, end: number, width: [number, number]) => void,
): boolean {
  const outer = open.find(({ mark }) => mark.family !== 'single')
  if (!outer) return false
  const reach = 8 // code units: what leads in stands right before the mark
  const before = text.slice(Math.max(from, outer.mark.at - reach), outer.mark.at)
  const goesOn = /^\s*[“"«„]/.test(text.slice(to, to + reach))
  const starts = before.trim() === ''
  if (starts && goesOn) found.length = outer.found // what was found within is part of these words
  if (found.length > Math.max(first, outer.found)) return false
  if (!goesOn && !starts && !leadsIn.test(before)) return false
  add(outer.mark.at, to, [outer.mark.width, 0])
  return true
}

function marksOf(text: string, from: number, to: number): readonly Mark[] {
  const marks: Mark[] = []
  anyMark.lastIndex = from
  for (let match = anyMark.exec(text); match && match.index < to; match = anyMark.exec(text)) {
    const mark = markAt(text, match.index, from, to)
    if (mark) marks.push(mark)
    if (mark?.width === 2) anyMark.lastIndex = mark.at + 2
  }
  return marks
}

function markAt(text: string, at: number, from: number, to: number): Mark | null {
  const char = text[at]!
  const doubled = singles.includes(char) && at + 1 < to && singles.includes(text[at + 1]!)
  const width = doubled ? 2 : 1
  const before = at > from ? text[at - 1]! : ' '
  const after = at + width < to ? text[at + width]! : ' '
  const spaced = spaceChar.test(before)
  const mayOpen = beforeOpening.test(before) && !spaceChar.test(after)
  const mayClose = !spaced
  if (char === '「' || char === '『') return { at, width, family: 'corner', opens: true, closes: false }
  if (char === '」' || char === '』') return { at, width, family: 'corner', opens: false, closes: true }
  if ('«»‹›'.includes(char)) return guillemet(char, at, spaced, after)
  if (!doubled && singles.includes(char)) {
    const inWord = wordChar.test(before) && wordChar.test(after)
    const opens = mayOpen && char !== '’' && /\p{L}/u.test(after)
    return inWord ? null : { at, width, family: 'single', opens, closes: mayClose && afterClosing.test(after) }
  }
  if (char === '“' || char === '„' || char === '‟') {
    const opens = spaced || mayOpen || (stopChar.test(before) && wordChar.test(after)) // “One.“Two”: a space is lost
    return { at, width, family: 'double', opens, closes: !opens }
  }
  // straight, doubled, or closing: where it stands decides; with space on both sides it may be either
  return { at, width, family: 'double', opens: mayOpen || spaced, closes: mayClose || afterClosing.test(after) }
}

/** Which open mark this one closes: the last of its family, or a double mark for a guillemet and the reverse. -1: none. */
function closedBy(open: readonly Open[], { family, closes }: Mark): number {
  if (!closes) return -1
  const own = open.findLastIndex(({ mark }) => mark.family === family)
  if (own >= 0 || (family !== 'double' && family !== 'guillemet')) return own
  return open.findLastIndex(({ mark }) => mark.family === 'double' || mark.family === 'guillemet')
}

/** « outside » as in French, or »inside« as in German: a mark that touches a word on one side only points to it. */
function guillemet(char: string, at: number, spacedBefore: boolean, after: string): Mark {
  const left = char === '«' || char === '‹'
  const reversed = left ? !spacedBefore && afterClosing.test(after) : spacedBefore && !afterClosing.test(after)
  return { at, width: 1, family: 'guillemet', opens: left !== reversed, closes: left === reversed }
}

/** "the workers’ pay": after an s, while a better closing mark follows soon. */
function isPossessive(text: string, marks: readonly Mark[], index: number): boolean {
  const mark = marks[index]!
  if (mark.family !== 'single' || text[mark.at - 1] !== 's' || !spaceChar.test(text[mark.at + 1] ?? ' ')) return false
  const next = marks[index + 1]
  return next !== undefined && next.family === 'single' && next.closes && !next.opens
}

/** Whether a place lies inside a quotation; marks count as inside. */
export function isQuoted(quotations: readonly Quoted[], place: number): boolean {
  const after = firstFrom(quotations, place + 1)
  return after > 0 && place < quotations[after - 1]!.at.end
}

/** Index of the first quotation that starts at `place` or later. */
export function firstFrom(quotations: readonly Quoted[], place: number): number {
  let low = 0
  let high = quotations.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (quotations[middle]!.at.start < place) low = middle + 1
    else high = middle
  }
  return low
}
