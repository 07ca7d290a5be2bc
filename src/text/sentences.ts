import type { Span } from '#model/span.ts'

/** Stops that end a sentence in scripts that leave no space after them. */
const unspacedStops = '。！？｡'
/** Stops that end a sentence when a space or the end follows. */
const stops = '.!?…؟।॥۔։።'
/** What may stand between a stop and the space after it, and still belongs to the sentence. */
const closers = '"”’\')]}»›」』）'
const openers = '"“‘\'([{«‹「『（¿¡„'

const dashes = '—–―'

/** Capitalised, never the end of a sentence. */
const titles = words(
  'mr mrs ms mx dr prof rev fr sr sra hon pres gov lt col gen maj brig adm cmdr capt cpl sgt pvt sen rep reps sens del atty supt insp det ' +
    'st ste mt ft dist amb msgr messrs hr gov-gen',
)
/** Never the end of a sentence, in either case. */
const links = words('vs al e.g i.e cf approx viz ph.d')
/** Not the end of a sentence before a number. */
const counters = words('no nos vol fig p pp art sec ch nr jan feb mar apr jun jul aug sept sep oct nov dec')
/** The end of a sentence only when the next word is one that often starts one. */
const suffixes = words('inc co corp ltd plc llc bros jr sr etc cos intl natl esq u.s u.k u.n e.u u.a.e d.c a.m p.m l.a n.y b.c a.d n.j')
/** As `suffixes`, but only when capitalised: otherwise they are words. */
const dates = words(
  'jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thur thurs fri sat sun dept univ assoc ave blvd rd',
)
const starters = words(
  'the a an he she it they we i you his her its their our my this that these those in on at for from with by after before but and or so as if when ' +
    'while since although though however meanwhile also then there here what who how why where which yet still both many most some several all ' +
    'another earlier later last next under over during since until once no not one two three mr mrs ms according despite despite because today',
)

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(' '))
}

const isSpace = (char: string) => char === ' ' || char === '\n' || char === '\u00a0' || char === '\t' || char === '\r' || /\s/.test(char)
const isLower = (char: string) => char !== char.toUpperCase()
const isLetter = (char: string) => /\p{L}/u.test(char)
const blank = /\n[^\S\n]*\n\s*/g

/**
 * Sentences of a text, in order, not overlapping, without the space around them; a blank line always ends one. Every character
 * that is no white space lies in one. Closing marks after the stop belong to the sentence. Linear in the length of the text.
 * Misses: sentences that end in an abbreviation before a name.
 */
export function sentencesOf(text: string): readonly Span<'article'>[] {
  const sentences: Span<'article'>[] = []
  let start = 0
  for (const gap of text.matchAll(blank)) {
    splitParagraph(text, start, gap.index, sentences)
    start = gap.index + gap[0].length
  }
  splitParagraph(text, start, text.length, sentences)
  return sentences
}

const isStop = new Uint8Array(65_536)
for (const char of unspacedStops + stops) isStop[char.charCodeAt(0)] = 1

function splitParagraph(text: string, from: number, to: number, sentences: Span<'article'>[]): void {
  let start = from
  let at = from
  while (at < to) {
    if (isStop[text.charCodeAt(at)] === 0) {
      at++
      continue
    }
    const first = at
    const unspaced = unspacedStops.includes(text[at]!)
    while (at < to && isStop[text.charCodeAt(at)] === 1) at++
    const marks = at
    while (at < to && closers.includes(text[at]!)) at++
    if (endsHere(text, { start, first, marks, end: at, to, unspaced })) {
      pushTrimmed(text, start, at, sentences)
      start = at
    }
  }
  pushTrimmed(text, start, to, sentences)
}

/** A stop and what stands around it: the run of stops is [first, marks), the closing marks [marks, end). */
type Stop = Readonly<{ start: number; first: number; marks: number; end: number; to: number; unspaced: boolean }>

function endsHere(text: string, stop: Stop): boolean {
  if (stop.unspaced) return true
  let next = stop.end
  while (next < stop.to && isSpace(text[next]!)) next++
  if (next === stop.to) return true
  if (next === stop.end) return false
  while (next < stop.to && (openers.includes(text[next]!) || isSpace(text[next]!))) next++
  if (next === stop.to) return true
  if (isLetter(text[next]!) && isLower(text[next]!)) return false
  if (stop.end > stop.marks && dashes.includes(text[next]!)) return false // “…” — Ode
  const single = stop.marks - stop.first === 1 && text[stop.first] === '.'
  return !(single && stop.end === stop.marks) || !abbreviated(text, stop, next)
}

/** Whether the full stop at `stop.first` only marks an abbreviation or an initial. */
function abbreviated(text: string, stop: Stop, next: number): boolean {
  let start = stop.first
  const longest = 10 // code units; no abbreviation here is longer
  while (start > stop.start && stop.first - start <= longest && !isSpace(text[start - 1]!) && !openers.includes(text[start - 1]!)) start--
  const before = text.slice(start, stop.first).toLowerCase()
  const capital = !isLower(text[start] ?? 'a')
  if (links.has(before) || (capital && titles.has(before))) return true
  if (counters.has(before) && /\d/.test(text[next]!)) return true
  const initial = /^(?:\p{L}|(?:\p{L}\.)+\p{L})$/u.test(before) && before !== 'i'
  if (!initial && !suffixes.has(before) && !(capital && dates.has(before))) return false
  let end = next
  while (end < stop.to && end - next < longest && isLetter(text[end]!)) end++
  return !starters.has(text.slice(next, end).toLowerCase())
}

function pushTrimmed(text: string, from: number, to: number, sentences: Span<'article'>[]): void {
  let start = from
  let end = to
  while (start < end && isSpace(text[start]!)) start++
  while (end > start && isSpace(text[end - 1]!)) end--
  if (start < end) sentences.push({ start, end })
}
