import type { Span } from '#model/span.ts'
import { firstFrom, type Quoted } from '#text/quotations.ts'
import { cues } from './quote-cues.ts'
import { isTime, phraseBefore, type Stretch } from './quote-sources.ts'

type TokenKind = 'word' | 'number' | 'possessive' | 'mark' | 'quoted'
/** One word, one punctuation mark, or a whole quotation, which stands in its sentence like one word. */
export type Token = Readonly<{
  start: number
  end: number
  kind: TokenKind
  /** Lower case, straight apostrophes; of a mark the mark itself; of a quotation `“`, or `“,` where its words end in a comma or stop. */
  word: string
  capital: boolean
  /** Index into the quotations of the article; -1: no quotation. */
  quoted: number
}>
/** A stretch in which a statement and its teller are looked for: a sentence, joined to the next where a quotation spans both. */
export type Unit = Readonly<{ tokens: readonly Token[]; paragraph: number }>

const pattern = /[\p{L}\p{M}\p{N}@#$£€]+(?:[-‐‑'’.,&/][\p{L}\p{M}\p{N}]+)*|\.{2,}|-{2,}|[^\s\p{L}\p{M}\p{N}]/gu
/** "'s" and the contracted auxiliaries. */
const contracted = /^(.+)(['’](?:s|ll|re|ve|d|m))$/iu
const auxiliaryOf: Readonly<Record<string, string>> = { ll: 'will', re: 'are', ve: 'have', d: 'would', m: 'am' }
/** After these "'s" is "is" or "has". */
const takesIs = new Set(['he', 'she', 'it', 'that', 'who', 'what', 'there', 'this'])
const apostrophe = /['’]/
const longestInitials = 12 // code units, "U.S.S.R"
const initials = /^(?:\p{Lu}\.)*\p{Lu}$/u

/** Cuts an article into units. Sentences and quotations must be in text order. Linear in the text. */
export function unitsOf(text: string, sentences: readonly Span<'article'>[], quotations: readonly Quoted[]): readonly Unit[] {
  const units: Unit[] = []
  let quotation = 0
  let paragraph = 0
  let from = -1
  for (const [index, sentence] of sentences.entries()) {
    if (from < 0) from = sentence.start
    while (quotation < quotations.length && quotations[quotation]!.at.end <= sentence.end) quotation++
    const inside = quotation < quotations.length && quotations[quotation]!.at.start < sentence.end
    const next = sentences[index + 1]
    const ended = next !== undefined && text.slice(sentence.end, next.start).includes('\n\n')
    if (inside && next) continue
    const quoted = quotation > 0 && quotations[quotation - 1]!.at.end === sentence.end
    if (quoted && next && !ended && namesTeller(tokensOf(text, next.start, next.end, quotations))) continue
    const tokens = tokensOf(text, from, sentence.end, quotations)
    const opens = units.at(-1)?.paragraph !== paragraph && paragraph < lastDateline
    pushUnits(units, opens ? tokens.slice(datelineEnd(tokens)) : tokens, paragraph)
    if (ended) paragraph++
    from = -1
  }
  return units
}

/** Paragraphs that may begin with a dateline. */
const lastDateline = 3
const longestDateline = 14 // tokens
const dash = /^[-–—―]+$/

/** "HILL, May 3 (Reuters) - The mayor said": how many tokens stand before what is told. A name between two dashes is none. */
function datelineEnd(tokens: readonly Token[]): number {
  const at = tokens.findIndex(({ kind, word }, index) => index < longestDateline && kind === 'mark' && dash.test(word))
  const next = tokens[at + 1]
  const spaced = at > 0 && next !== undefined && next.start > tokens[at]!.end && (next.capital || next.kind === 'quoted')
  const placed = tokens.slice(0, Math.max(0, at)).every(({ kind, capital }) => capital || kind === 'mark' || kind === 'number')
  const sure = tokens[at - 1]?.word === ')' || !tokens.some(({ kind, word }, index) => index > at && kind === 'mark' && dash.test(word))
  return spaced && placed && sure ? at + 1 : 0
}

/** No sentence of news is longer, in tokens: what is gets cut, so that hostile text costs linear time. */
const longestUnit = 400
function pushUnits(units: Unit[], tokens: readonly Token[], paragraph: number): void {
  for (let at = 0; at < tokens.length; at += longestUnit) units.push({ tokens: tokens.slice(at, at + longestUnit), paragraph })
}

/** "Ode asked.": a sentence that only names the teller of the quotation before it. */
function namesTeller(tokens: readonly Token[]): boolean {
  const furthest = 8 // tokens before the cue
  const at = tokens.findIndex(({ word }, index) => index <= furthest && cues.get(word)?.some(({ form }) => form === 'past' || form === 's'))
  if (at < 1 || phraseBefore(tokens, at)?.from !== 0) return false
  const next = tokens[at + 1]
  return (
    next === undefined ||
    (next.kind === 'mark' && next.word !== ':' && tokens[at + 2]?.kind !== 'quoted') ||
    isTime(next) ||
    /^(?:in|at|on|of|during|to|after|as|when)$/.test(next.word)
  )
}

function tokensOf(text: string, from: number, to: number, quotations: readonly Quoted[]): readonly Token[] {
  const tokens: Token[] = []
  let at = from
  for (let index = firstFrom(quotations, from); index < quotations.length && quotations[index]!.at.start < to; index++) {
    const { start, end } = quotations[index]!.at
    const last = text[quotations[index]!.inner.end - 1]!
    pushWords(text, at, start, tokens)
    tokens.push({ start, end, kind: 'quoted', word: ',.!?…;—'.includes(last) ? '“,' : '“', capital: false, quoted: index })
    at = end
  }
  pushWords(text, at, to, tokens)
  return tokens
}

function pushWords(text: string, from: number, to: number, tokens: Token[]): void {
  let at = from
  while (at < to) {
    if (text.charCodeAt(at) === space) at++
    else if (isPlainMark(text, at)) push(text, at, ++at, tokens)
    else {
      const end = plainWordEnd(text, at, to)
      if (end > at) pushPlain(text, at, end, tokens)
      at = end > at ? end : pushMatch(text, at, to, tokens)
    }
  }
}

const space = 32
const comma = 44
const stop = 46
const isCapital = (code: number) => code >= 65 && code <= 90
const isSmall = (code: number) => code >= 97 && code <= 122
const isPlainMark = (text: string, at: number) => {
  const code = text.charCodeAt(at)
  return code === comma || (code === stop && text.charCodeAt(at + 1) !== stop)
}

/** Most words: two or more ASCII letters before a space, or a comma or stop and a space. They need no pattern. `at`: it is another. */
function plainWordEnd(text: string, at: number, to: number): number {
  let end = at
  while (end < to && (isSmall(text.charCodeAt(end)) || isCapital(text.charCodeAt(end)))) end++
  if (end >= to || end - at < 2) return at
  const next = text.charCodeAt(end)
  return next === space || ((next === comma || next === stop) && text.charCodeAt(end + 1) === space) ? end : at
}

function pushPlain(text: string, start: number, end: number, tokens: Token[]): void {
  const word = text.slice(start, end).toLowerCase()
  tokens.push({ start, end, kind: 'word', word, capital: isCapital(text.charCodeAt(start)), quoted: -1 })
}

/** The next word or mark of any kind. Returns where to go on. */
function pushMatch(text: string, from: number, to: number, tokens: Token[]): number {
  pattern.lastIndex = from
  const match = pattern.exec(text)
  if (!match || match.index >= to) return to
  const start = match.index
  let end = Math.min(to, start + match[0].length)
  const exact = text.slice(start, end)
  const parts = apostrophe.test(exact) ? contracted.exec(exact) : null
  if (parts) {
    const cut = start + parts[1]!.length
    push(text, start, cut, tokens)
    tokens.push(contractionAt(cut, end, parts[2]!.slice(1).toLowerCase(), tokens.at(-1)!.word))
    return end
  }
  if (end < to && apostrophe.test(text[end]!) && /s$/i.test(exact) && /^(?:\s|$)/.test(text.slice(end + 1, end + 2))) {
    push(text, start, end, tokens)
    tokens.push({ start: end, end: end + 1, kind: 'possessive', word: "'s", capital: false, quoted: -1 })
    return end + 1
  }
  if (text[end] === '.' && end < to && end - start <= longestInitials && initials.test(exact)) end++
  push(text, start, end, tokens)
  return end
}

function contractionAt(start: number, end: number, letters: string, before: string): Token {
  const word = letters === 's' ? (takesIs.has(before) ? 'is' : "'s") : auxiliaryOf[letters]!
  return { start, end, kind: word === "'s" ? 'possessive' : 'word', word, capital: false, quoted: -1 }
}

function push(text: string, start: number, end: number, tokens: Token[]): void {
  const exact = text.slice(start, end)
  const lower = exact.toLowerCase()
  const first = exact[0]!
  const capital = first !== lower[0]
  const letter = capital || first !== first.toUpperCase() || /\p{L}/u.test(first)
  const kind = letter || (exact.length > 1 && (first === '@' || first === '#')) ? 'word' : /[\p{N}$£€]/u.test(first) ? 'number' : 'mark'
  const word = apostrophe.test(lower) ? lower.replaceAll('’', "'") : lower
  tokens.push({ start, end, kind, word, capital, quoted: -1 })
}

/** The words of a stretch of tokens, which must not be empty. */
export const spanOf = (tokens: readonly Token[], { from, to }: Stretch): Span<'article'> => ({
  start: tokens[from]!.start,
  end: tokens[to - 1]!.end,
})
