import type { Span } from '#model/span.ts'
import type { Quoted } from './quote-marks.ts'

export type TokenKind = 'word' | 'number' | 'possessive' | 'mark' | 'quoted'
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
export type Unit = Readonly<{ start: number; end: number; tokens: readonly Token[]; paragraph: number }>

const pattern = /[\p{L}\p{M}\p{N}@#$£€]+(?:[-‐‑'’.,&/][\p{L}\p{M}\p{N}]+)*|\.{2,}|[^\s\p{L}\p{M}\p{N}]/gu
const possessive = /^(.+)(['’]s)$/iu
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
    if (inside && next) continue
    units.push({ start: from, end: sentence.end, tokens: tokensOf(text, from, sentence.end, quotations), paragraph })
    if (next && text.slice(sentence.end, next.start).includes('\n\n')) paragraph++
    from = -1
  }
  return units
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

function firstFrom(quotations: readonly Quoted[], from: number): number {
  let low = 0
  let high = quotations.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (quotations[middle]!.at.start < from) low = middle + 1
    else high = middle
  }
  return low
}

function pushWords(text: string, from: number, to: number, tokens: Token[]): void {
  pattern.lastIndex = from
  for (let match = pattern.exec(text); match && match.index < to; match = pattern.exec(text)) {
    const start = match.index
    let end = Math.min(to, start + match[0].length)
    const exact = text.slice(start, end)
    const owner = possessive.exec(exact)
    if (owner) {
      push(text, start, start + owner[1]!.length, tokens)
      tokens.push({ start: start + owner[1]!.length, end, kind: 'possessive', word: "'s", capital: false, quoted: -1 })
      continue
    }
    if (text[end] === '.' && end < to && initials.test(exact)) end++
    push(text, start, end, tokens)
    pattern.lastIndex = end
  }
}

function push(text: string, start: number, end: number, tokens: Token[]): void {
  const exact = text.slice(start, end)
  const first = exact[0]!
  const letter = first !== first.toLowerCase() || first !== first.toUpperCase() || /\p{L}/u.test(first)
  const kind = letter || /^[@#]./.test(exact) ? 'word' : /^[\p{N}$£€]/u.test(exact) ? 'number' : 'mark'
  const word = exact.toLowerCase().replaceAll('’', "'")
  tokens.push({ start, end, kind, word, capital: letter && first !== first.toLowerCase(), quoted: -1 })
}
