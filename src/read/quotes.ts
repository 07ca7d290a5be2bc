import type { Quote } from '#model/reading.ts'
import type { Span } from '#model/span.ts'
import { findQuoted, firstFrom, type Quoted } from '#text/quotations.ts'
import type { Draft } from './parties.ts'
import type { Clause, Judge } from './quote-clause.ts'
import { clausesOf } from './quote-clauses.ts'
import { featuresOf, type JudgeModel, judgeModel, scoreOf } from './quote-judge.ts'
import { isMedium, isMediumTold, mediaIn, mediumAt } from './quote-media.ts'
import type { Stretch } from './quote-sources.ts'
import { described, type Speakers, type Spoken, speakersOf } from './quote-speakers.ts'
import { spanOf, type Token, type Unit, unitsOf } from './quote-units.ts'

/** Quoted words without a cue are speech only from here on; below: titles, nicknames, scare quotes. In words. */
const shortestSpeech = 4

type Made = { -readonly [Key in keyof Quote]: Quote[Key] }
/** A quote, and whether its cue is one of speech: a wish does not make its owner the speaker of the next paragraph. */
type Told = Readonly<{ quote: Made; speech: boolean }>
/** Who spoke last, in which paragraph. */
type Last = Readonly<{ quote: Made; paragraph: number }>
type Context = Readonly<{ judge: Judge; draft: Draft; text: string; quotations: readonly Quoted[]; speakers: Speakers }>

/**
 * Finds who said what: direct speech between quotation marks, indirect speech, and mixtures.
 * In: an article with its sentences, mentions and actors. Out: quotes in text order of their content.
 * Errors: none for odd text. Linear in the text.
 * Terms (source, cue, content): PARC 3.0, Pareti, LREC 2016; PolNeAR, Newell et al., LREC 2018.
 */
export function findQuotes(draft: Draft, model: JudgeModel = judgeModel()): readonly Quote[] {
  const text = draft.article.text
  const quotations = findQuoted(text)
  const judge: Judge = (tokens, clause, before) => scoreOf(model, featuresOf(tokens, clause, before)) > model.threshold
  const context: Context = { judge, draft, text, quotations, speakers: speakersOf(draft, quotations) }
  const quotes: Made[] = []
  const untold: Made[] = [] // paragraphs of speech whose teller is named where the speech ends
  let last: Last | null = null
  for (const unit of unitsOf(text, draft.sentences, quotations)) {
    const own: readonly Told[] = transcriptOf(context, unit) ?? quotesOf(context, unit, last)
    if (own.length > 0) {
      const teller = resumed(context, own)
      for (const quote of untold.splice(0)) if (teller ?? quote.speaker) quotes.push({ ...quote, speaker: teller ?? quote.speaker })
      quotes.push(...own.map(({ quote }) => quote))
      const spoken = own.findLast(({ quote, speech }) => quote.speaker !== null && (speech || last === null))
      if (spoken) last = { quote: spoken.quote, paragraph: unit.paragraph }
    } else if (staysOpen(context, unit) && !(last && spokeJustNow(last, unit))) untold.push(bareQuote(context, unit, last))
    else if (last && isBareSpeech(context, unit, goesOn(last, unit, quotes))) continueSpeech(context, unit, last, quotes)
  }
  return [...quotes, ...untold.filter(({ speaker }) => speaker !== null)]
    .filter(({ content }) => content.length > 0)
    .sort((a, b) => a.content[0]!.start - b.content[0]!.start || a.content[0]!.end - b.content[0]!.end)
}

const endOfQuote = ({ cue, content, speaker }: Made) => Math.max(cue?.end ?? 0, speaker?.at?.end ?? 0, ...content.map(({ end }) => end))
const spokenIn = (quote: Made | undefined): Spoken | null => (quote?.speaker ? { party: quote.speaker, end: endOfQuote(quote) } : null)

/** Direct speech in this paragraph or the one before: its speaker is likelier to go on than another to begin untold. */
const spokeJustNow = ({ quote, paragraph }: Last, unit: Unit) => quote.kind === 'direct' && paragraph >= unit.paragraph - 1

/** A paragraph that is nothing but the beginning of speech which goes on in the next. */
function staysOpen({ quotations }: Context, { tokens }: Unit): boolean {
  const only = tokens.find(({ kind }) => kind !== 'mark')
  const alone = only?.kind === 'quoted' && tokens.every((token) => token === only || token.kind === 'mark')
  return alone && quotations[only.quoted + 1]?.resumes === true
}

/** Who tells the quotation that took up speech left open, if the text says so where it ends. */
function resumed({ quotations }: Context, own: readonly Told[]): Made['speaker'] {
  const [first] = own[0]!.quote.content
  const index = first ? firstFrom(quotations, first.start) - 1 : -1
  return quotations[index]?.resumes === true ? own[0]!.quote.speaker : null
}

function bareQuote({ quotations }: Context, { tokens }: Unit, last: Last | null): Made {
  const content = tokens.filter(({ kind }) => kind === 'quoted').map(({ quoted }) => quotations[quoted]!.inner)
  return { kind: 'direct', content, cue: null, speaker: last?.quote.speaker ?? null, addressee: null, via: null }
}

/** A unit that is only quoted words, enough of them for speech: said by whoever spoke last. */
function isBareSpeech({ quotations, text }: Context, { tokens }: Unit, continues: boolean): boolean {
  const first = tokens.find(({ kind }) => kind !== 'mark')
  if (first?.kind !== 'quoted' || !tokens.every((token) => token.kind === 'quoted' || token.kind === 'mark')) return false
  const { inner, resumes } = quotations[first.quoted]!
  return continues || resumes || text.slice(inner.start, inner.end).split(/\s+/, shortestSpeech).length >= shortestSpeech
}

/** "ODE: we will …" inside quotation marks: a name in capitals that an interview puts before each answer. */
const label = /^(\p{Lu}[\p{Lu}\p{M} .'’-]{1,30}):\s+(?=\S)/u
function transcriptOf({ quotations, text, speakers }: Context, { tokens }: Unit): readonly Told[] | null {
  const only = tokens.find(({ kind }) => kind !== 'mark')
  if (only?.kind !== 'quoted') return null
  const { inner } = quotations[only.quoted]!
  const found = label.exec(text.slice(inner.start, inner.end))
  if (!found) return null
  const name = { start: inner.start, end: inner.start + found[1]!.length }
  const content = [{ start: inner.start + found[0].length, end: inner.end }]
  const cue = { start: name.end, end: name.end + 1 }
  const quote: Made = { kind: 'direct', content, cue, speaker: speakers.at(name, null), addressee: null, via: null }
  return [{ quote, speech: true }]
}

/** Whether direct speech was the last thing read, in the same paragraph. */
const goesOn = ({ quote, paragraph }: Last, unit: Unit, quotes: readonly Made[]) =>
  paragraph === unit.paragraph && quote.kind === 'direct' && quote === quotes.at(-1)

/** More of the same speech: a second part in the paragraph of the first, else a quote of its own without a cue. */
function continueSpeech(context: Context, unit: Unit, last: Last, quotes: Made[]): void {
  const spans = unit.tokens.filter((token) => token.kind === 'quoted').map((token) => context.quotations[token.quoted]!.inner)
  if (last.quote.content.length === 0 && last.quote === quotes.at(-1)) last.quote.content = spans
  else if (goesOn(last, unit, quotes)) last.quote.content = [...last.quote.content, ...spans]
  else quotes.push({ kind: 'direct', content: spans, cue: null, speaker: last.quote.speaker, addressee: null, via: null })
}

/** What a unit tells. A medium that only passes on what another said is the way of those words, and tells nothing itself. */
function quotesOf(context: Context, unit: Unit, last: Last | null): readonly Told[] {
  const clauses = clausesOf(unit, context.judge)
  const media = clauses.length > 0 ? mediaIn(context.draft, unit.tokens) : []
  const made: { quote: Made; clause: Clause }[] = []
  for (const clause of clauses) {
    const source = clause.source && spanOf(unit.tokens, clause.source)
    const passes = clause.kind === 'credit' ? isCreditFor : isWrappedBy
    const passed = source && made.findLast((other) => passes(other.clause, clause))
    const medium =
      passed &&
      (isMedium(context.draft, source)
        ? clause.source
        : media.find(({ from }) => from > clause.source!.to && from <= clause.source!.to + 3))
    if (passed && medium) passed.quote.via = mediumAt(context.draft, spanOf(unit.tokens, medium))
    else {
      const before = made.findLast(({ quote }) => quote.speaker !== null)?.quote ?? last?.quote
      made.push({ quote: quoteOf(context, unit, clause, media, spokenIn(before)), clause })
    }
  }
  return made.map(({ quote, clause }) => ({
    quote,
    speech: quote.kind !== 'indirect' || clause.kind === 'credit' || speech.has(clause.kind),
  }))
}

const speech: ReadonlySet<Clause['kind']> = new Set(['say', 'tell', 'note', 'urge', 'utter', 'ask'])
/** "X said “…,” according to Y": Y passes on what X said. */
const isCreditFor = (said: Clause, credit: Clause) =>
  said.source !== null &&
  speech.has(said.kind) &&
  said.content.some((part) => credit.content.some((other) => other.from < part.to && part.from < other.to)) &&
  said.cue.from < credit.cue.from

/** "“…,” X said, R reported", "X warned, “…,” R reported": R reports the whole of what X said, or the same words. */
function isWrappedBy(said: Clause, report: Clause): boolean {
  const [whole, ...more] = report.content
  const first = said.content[0]
  const last = said.content.at(-1)
  if (!whole || more.length > 0 || !first || !last || said.source === null || report.cue.from < whole.to) return false
  const same = whole.from === first.from && whole.to === last.to && said.cue.from < whole.from
  return same || (whole.from <= Math.min(first.from, said.cue.from) && whole.to >= Math.max(said.cue.to, last.to))
}

function quoteOf(context: Context, { tokens }: Unit, clause: Clause, media: readonly Stretch[], last: Spoken | null): Made {
  const content = clause.content.map((part) => contentOf(context, tokens, part))
  const direct = content.every((part) => part.direct) // also when the words are still to come
  const mixed = !direct && clause.content.some((part) => tokens.slice(part.from, part.to).some((token) => token.kind === 'quoted'))
  const listener = clause.listener && spanOf(tokens, clause.listener)
  const told = listener !== null && isMediumTold(context.draft, listener)
  const outside = ({ from }: Stretch) => !clause.content.some((part) => part.from <= from && from < part.to)
  const beside = speech.has(clause.kind) ? (media.find(outside) ?? null) : null
  const passing = clause.medium ?? beside
  const medium = told ? listener : passing && spanOf(tokens, passing)
  return {
    kind: direct ? 'direct' : mixed ? 'mixed' : 'indirect',
    content: content.flatMap((part) => part.spans),
    cue: spanOf(tokens, clause.cue),
    speaker: clause.source && context.speakers.at(spanOf(tokens, clause.source), last, content[0]?.spans[0]?.start),
    addressee: listener && !told ? described(context.draft, listener) : null,
    via: medium && mediumAt(context.draft, medium),
  }
}

const leads = new Set(['to', 'that', 'as', 'for', 'how', ',', ':'])
/** The spans of one part of the content; `direct`: it is nothing but quoted words. */
function contentOf(
  { quotations, text }: Context,
  tokens: readonly Token[],
  part: Stretch,
): { direct: boolean; spans: readonly Span<'article'>[] } {
  let { from, to } = part
  while (to > from && isDropped(tokens, from, to - 1)) to--
  let first = from
  while (first < to && leads.has(tokens[first]!.word)) first++
  if (tokens[first]?.kind === 'quoted' && first > from) to = beforeAdjunct(tokens, first + 1, to)
  const inside = tokens.slice(first, to)
  const runOn = inside.some((token, index) => token.word === '“' && inside[index + 1]?.kind === 'quoted') // “X” “is …”: a name and what is said of it
  if (!runOn && inside.every((token) => token.kind === 'quoted' || leads.has(token.word)))
    return { direct: true, spans: inside.filter((token) => token.kind === 'quoted').map((token) => quotations[token.quoted]!.inner) }
  while (from < to && tokens[from]!.kind === 'mark' && !isSign(tokens[from]!)) from++
  const head = tokens[from]!
  const tail = tokens[to - 1]!
  const alone = head === tail && head.kind === 'quoted' ? quotations[head.quoted]!.inner : null
  const { start, end } = alone ?? { start: head.start, end: tail.end }
  return { direct: false, spans: start < end && text.length >= end ? [{ start, end }] : [] }
}

/** A mark at the end that is none of what was said: stops and dashes, and brackets that opened outside. */
function isDropped(tokens: readonly Token[], from: number, at: number): boolean {
  const token = tokens[at]!
  if (token.kind !== 'mark' || isSign(token)) return false
  const opener = opens[token.word]
  return opener === undefined || !tokens.slice(from, at).some(({ word }) => word === opener)
}
const opens: Readonly<Record<string, string>> = { ')': '(', ']': '[' }
/** "5%", "20°", "$5": part of a number. */
const isSign = ({ word }: Token) => /^[%‰°€$£¥₹#@&+]$/.test(word)

const adjunct = new Set('in on at during over within before after when while as amid since until from throughout across near'.split(' '))
/** After "urged Ode to “go home” in a speech on Friday": where the quoted words end, if only an adverbial follows them. */
const beforeAdjunct = (tokens: readonly Token[], at: number, to: number) => (at < to && adjunct.has(tokens[at]!.word) ? at : to)
