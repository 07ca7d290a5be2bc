import { type Cue, cues, sourcePhrases } from './quote-cues.ts'
import {
  auxiliaries,
  beforeVerb,
  determiners,
  firstSubject,
  isAdverb,
  isTime,
  phraseAfter,
  phraseBefore,
  pronouns,
  type Stretch,
  subjectBefore,
} from './quote-sources.ts'
import type { Token, Unit } from './quote-units.ts'

/** A statement as the words of one unit tell it; stretches are token indices of that unit. */
export type Clause = Readonly<{
  cue: Stretch
  lemma: string
  source: Stretch | null
  listener: Stretch | null
  content: readonly Stretch[]
  /** "according to": the source may be only the medium. */
  credit: boolean
}>

type Tokens = readonly Token[]

const opensClause = new Set(['that', 'whether', 'if', 'how', 'why', 'what', 'when', 'where', 'who'])
const beforeNoun = new Set(['of', 'for', 'in', 'at', 'with', 'on', 'about', 'against', 'into', "'s"])
const modals = new Set(
  "will would can could may might must shall should do does did to didn't doesn't don't won't cannot can't couldn't wouldn't".split(' '),
)
const passives = new Set("is are was were be been being isn't wasn't weren't".split(' '))
/** A clause of fewer words before ", said X" is an adverbial ("In Hill,"), not what was said. */
const shortestLeft = 3

/** All statements of a unit, in the order of their cues. */
export function clausesOf({ tokens }: Unit): readonly Clause[] {
  const found: Clause[] = []
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at]!
    if (token.kind !== 'word') continue
    const credit = creditAt(tokens, at)
    if (credit) {
      found.push(credit)
      at = (credit.source ?? credit.cue).to - 1
      continue
    }
    const readings = cues.get(token.word)
    const clause = readings ? clauseAt(tokens, at, readings, found) : null
    if (clause) found.push(clause)
  }
  return found
}

/** "…, according to X" and "According to X, …". */
function creditAt(tokens: Tokens, at: number): Clause | null {
  const phrase = sourcePhrases.find((words) => words.every((word, index) => tokens[at + index]?.word === word))
  if (!phrase) return null
  const cue = { from: at, to: at + phrase.length }
  const source = phraseAfter(tokens, cue.to)
  if (!source) return null
  const left = tokens[at - 1]?.word === ',' ? leftContent(tokens, at - 1) : leftContent(tokens, at)
  const after = tokens[overAppositionAfter(tokens, source.to)]?.word === ',' ? overAppositionAfter(tokens, source.to) + 1 : source.to
  const right =
    after < endOf(tokens) && (left === null || tokens[after - 1]?.word === ',') ? { from: after, to: contentEnd(tokens, after) } : null
  const content = [left, right].filter((part) => part !== null && hasWords(tokens, part)) as Stretch[]
  return content.length === 0 ? null : { cue, lemma: phrase.join(' '), source, listener: null, content, credit: true }
}

function clauseAt(tokens: Tokens, at: number, all: readonly Cue[], found: readonly Clause[]): Clause | null {
  const readings = matching(tokens, at, all)
  const first = readings[0]
  if (!first || isNoun(tokens, at, first)) return null
  const verb = { from: at, to: at + 1 + (first.particle === '' ? 0 : first.particle.split(' ').length) }
  const subject = subjectOf(tokens, verb, first, found)
  if (!subject) return null
  for (const cue of readings) {
    const clause = contentFor(tokens, verb, cue, subject)
    if (clause) return clause
  }
  return null
}

/** Readings whose particle follows; with a particle only those. */
function matching(tokens: Tokens, at: number, all: readonly Cue[]): readonly Cue[] {
  const follows = (particle: string) => particle.split(' ').every((word, index) => tokens[at + 1 + index]?.word === word)
  const longer = all.filter(({ particle }) => particle !== '' && follows(particle))
  return longer.length > 0 ? longer : all.filter(({ particle }) => particle === '')
}

/** "his claims", "the said", "of reports": the word is a noun or an adjective here. */
function isNoun(tokens: Tokens, at: number, { form }: Cue): boolean {
  const left = tokens[beforeVerb(tokens, at) - 1]
  const nearest = tokens[at - 1]
  if (!nearest) return form === 'base' || form === 's'
  if (nearest.kind === 'possessive' || determiners.has(nearest.word) || beforeNoun.has(nearest.word)) return true
  if (form === 'base') return !modals.has(nearest.word) && !(left && (/s$/.test(left.word) || pronouns.has(left.word)))
  return false
}

/** `phrase` null: the text does not say who. `own`: the phrase stands by this verb and is not taken over from another. */
type Subject = Readonly<{ phrase: Stretch | null; inverted: boolean; own: boolean; right: number }>

/** The one who speaks; null: no verb can stand here. */
function subjectOf(tokens: Tokens, verb: Stretch, cue: Cue, found: readonly Clause[]): Subject | null {
  const left = tokens[verb.from - 1]
  const end = beforeVerb(tokens, verb.from)
  const subject = (phrase: Stretch | null, own = true): Subject => ({ phrase, inverted: false, own, right: verb.to })
  if (cue.form === 'past' && passiveBefore(tokens, verb.from, end)) return null
  const inverted = cue.form === 'ing' || cue.class === 'tell' ? null : invertedSubject(tokens, verb)
  if (inverted) return { phrase: inverted, inverted: true, own: true, right: inverted.to }
  if (cue.form === 'ing' && !auxiliaries.has(left?.word ?? '')) {
    const near = left?.kind === 'word' && !isAdverb(left) ? phraseBefore(tokens, verb.from) : null
    const phrase = found.at(-1)?.source ?? firstSubject(tokens, verb.from) ?? near
    return phrase && subject(phrase, false)
  }
  const phrase = subjectBefore(tokens, verb.from)
  if (phrase) return subject(phrase)
  const mark = tokens[end - 1]?.word
  if (found.length > 0 && (mark === 'and' || mark === 'but' || mark === ',' || mark === 'then')) return subject(found.at(-1)!.source, false)
  const first = (mark === 'and' || mark === 'but') && end > 1 ? firstSubject(tokens, end - 1) : null
  return first && subject(first, false)
}

/** "…, said Ode.": the phrase after the verb, when something said stands before and nothing that could be said follows. */
function invertedSubject(tokens: Tokens, verb: Stretch): Stretch | null {
  const left = tokens[verb.from - 1]
  const first = tokens[verb.to]
  if (!first || !hasLeft(tokens, verb.from) || opensClause.has(first.word) || pronouns.has(first.word)) return null
  if (left?.word === ',' && tokens[verb.from - 2]?.kind === 'quoted' && first.kind === 'quoted') return null
  const phrase = phraseAfter(tokens, verb.to)
  if (!phrase || isTime(first)) return null
  const next = tokens[phrase.to]
  const closes = next === undefined || next.kind === 'mark' || next.kind === 'quoted' || adjunctStarts.has(next.word) || isTime(next) || next.word === 'who' || isAdverb(next)
  return closes ? phrase : null
}

const passiveBefore = (tokens: Tokens, verb: number, subjectEnd: number) =>
  tokens.slice(subjectEnd, verb).some((token) => passives.has(token.word))

function contentFor(tokens: Tokens, verb: Stretch, cue: Cue, subject: Subject): Clause | null {
  const { phrase: source, inverted } = subject
  const make = (content: readonly Stretch[], listener: Stretch | null = null): Clause | null => {
    const parts = content.filter((part) => hasWords(tokens, part))
    return parts.length === 0 ? null : { cue: verb, lemma: cue.lemma, source, listener, content: parts, credit: false }
  }
  const leftEnd = inverted || !subject.own ? verb.from : (source?.from ?? verb.from)
  const left = subject.own && hasLeft(tokens, leftEnd) ? leftContent(tokens, tokens[leftEnd - 1]!.word === ',' ? leftEnd - 1 : leftEnd) : null
  const quotedLeft = left !== null && tokens[left.to - 1]!.kind === 'quoted'
  const listener = cue.class === 'tell' || cue.class === 'urge' ? listenerAfter(tokens, subject.right) : null
  const after = skipAdjuncts(tokens, listener?.to ?? subject.right)
  const closed = after >= endOf(tokens) || tokens[after]!.word === ','
  if (left && (quotedLeft || inverted || closed)) {
    const rest = tokens[after]?.word === ',' ? continuation(tokens, after + 1, quotedLeft) : null
    return make(rest ? [left, rest] : [left], listener)
  }
  return make(
    [rightContent(tokens, after, cue, listener)].filter((part) => part !== null),
    listener,
  )
}

/** Whether something that may have been said stands before token `at`: a quotation, or words and a comma. */
const hasLeft = (tokens: Tokens, at: number) => at > 0 && (tokens[at - 1]!.kind === 'quoted' || tokens[at - 1]!.word === ',')

/** The words up to `to` that may have been said: a quotation by itself, or the clause from its start. Null: too few words. */
function leftContent(tokens: Tokens, to: number): Stretch | null {
  let from = 0
  if (tokens[to - 1]?.kind === 'quoted') {
    from = to - 1
    while (from > 0 && tokens[from - 1]!.kind === 'quoted') from--
    if (from === 0 || tokens[from - 1]!.kind === 'mark') return { from, to }
    from = 0
  }
  while (from < to && (/^(?:and|but|however|still|yet)$/.test(tokens[from]!.word) || tokens[from]!.word === ',')) from++
  return to - from >= shortestLeft || tokens[to - 1]?.kind === 'quoted' ? { from, to } : null
}

/** ", “and the rest.”": a second part after the cue clause. */
function continuation(tokens: Tokens, from: number, quotedLeft: boolean): Stretch | null {
  const first = tokens[from]
  if (!first || first.word.endsWith('ing') || cues.has(first.word)) return null
  if (quotedLeft) return first.kind === 'quoted' ? { from, to: from + 1 } : null
  if (/^(?:according|as|who|which|and|but|while|when|after|before|citing|speaking)$/.test(first.word)) return null
  return { from, to: contentEnd(tokens, from) }
}

function rightContent(tokens: Tokens, start: number, cue: Cue, listener: Stretch | null): Stretch | null {
  const from = tokens[start]?.word === ':' || tokens[start]?.word === ',' ? start + 1 : start
  const first = tokens[from]
  if (!first || from >= endOf(tokens)) return null
  if (first.kind === 'quoted') return { from, to: contentEnd(tokens, from) }
  if (from > start && first.word !== 'that') return tokens[start]!.word === ':' ? { from, to: contentEnd(tokens, from) } : null
  const clause = opensClause.has(first.word)
  const stripped = first.word === 'that' ? from + 1 : from
  const whole = { from: stripped, to: contentEnd(tokens, stripped) }
  switch (cue.class) {
    case 'say':
      return first.word === 'to' || (/^(?:in|at|on|by|for|with|out|as|off|up|back)$/.test(first.word) && cue.lemma !== 'say') ? null : whole
    case 'tell':
      return listener || clause ? whole : null
    case 'show':
    case 'think':
      return clause || first.word === 'to' || startsWithSubject(tokens, from) ? whole : null
    case 'note':
      return clause ? whole : nounContent(tokens, from)
    case 'urge':
      return listener && (first.word === 'to' || first.word === 'for' || first.word === 'not' || clause) ? whole : null
    case 'vow':
      return first.word === 'to' || first.word === 'not' || clause ? whole : null
    case 'ask':
      return clause || startsWithSubject(tokens, from) ? whole : null
    case 'judge':
    case 'name':
    case 'discuss':
      return nounContent(tokens, from)
    case 'utter':
      return clause ? whole : null
  }
}

const startsWithSubject = (tokens: Tokens, at: number) => {
  const { word, kind, capital } = tokens[at]!
  return (
    kind === 'word' &&
    (determiners.has(word) ||
      (pronouns.has(word) && !/^(?:him|her|them|me|us|himself|herself|themselves)$/.test(word)) ||
      capital ||
      word === 'there')
  )
}

const endsNoun = new Set('while as when which who where because after before although though since but if unless'.split(' '))
/** The core of a noun phrase: up to the first comma or clause. */
function nounContent(tokens: Tokens, from: number): Stretch | null {
  const first = tokens[from]!
  if (first.kind === 'mark' || /^(?:to|and|or|but|by|on|in|at|as|with|up|out|off)$/.test(first.word)) return null
  const end = contentEnd(tokens, from)
  let to = from
  while (to < end && tokens[to]!.word !== ',' && !(to > from && endsNoun.has(tokens[to]!.word))) to++
  return { from, to }
}

/** Where what is said ends: at the next cue of the same teller, at a new teller, or with the unit. */
function contentEnd(tokens: Tokens, from: number): number {
  const end = endOf(tokens)
  for (let at = from; at < end; at++) {
    const { word } = tokens[at]!
    if (word !== ',' && word !== '“,' && word !== 'and' && word !== 'but' && word !== ';' && word !== '—' && word !== '–') continue
    if (word === '“,' ? breaksOff(tokens, at, end) : at > from && breaksOff(tokens, at, end)) return word === '“,' ? at + 1 : at
  }
  return end
}

/** Whether a new cue clause begins after the comma or conjunction at `at`. */
function breaksOff(tokens: Tokens, at: number, end: number): boolean {
  let next = at + 1
  while (next < end && /^(?:and|but|while|though|although|as|then|also|later|further)$/.test(tokens[next]!.word)) next++
  if (next >= end) return false
  if (isCredit(tokens, next)) return true
  const readings = cues.get(tokens[next]!.word)
  if (/,$/.test(tokens[at]!.word) && readings?.some(({ form, class: kind }) => form === 'ing' && kind !== 'discuss')) return true
  if (readings?.some(({ form }) => form === 'past' || form === 's') && next > at) return !passives.has(tokens[next - 1]!.word)
  if (tokens[at]!.word === 'and' || next === at + 1) return false
  const subject = phraseAfter(tokens, next, end)
  const verb = subject ? skipAdverbs(tokens, subject.to) : end
  return verb < end && (cues.get(tokens[verb]!.word)?.some(({ form, class: kind }) => form !== 'base' && kind === 'say') ?? false)
}

const isCredit = (tokens: Tokens, at: number) =>
  sourcePhrases.some((words) => words.every((word, index) => tokens[at + index]?.word === word)) || tokens[at]!.word === 'citing'

function skipAdverbs(tokens: Tokens, from: number): number {
  let at = from
  while (at < tokens.length && (isAdverb(tokens[at]!) || auxiliaries.has(tokens[at]!.word))) at++
  return at
}

/** The one spoken to, right after the cue. */
function listenerAfter(tokens: Tokens, from: number): Stretch | null {
  const first = tokens[from]
  if (!first || opensClause.has(first.word) || first.word === 'to' || first.kind !== 'word') return null
  return phraseAfter(tokens, from)
}

const adjunctStarts = new Set([
  'in',
  'on',
  'at',
  'during',
  'after',
  'before',
  'through',
  'via',
  'by',
  'from',
  'over',
  'of',
  'to',
  'last',
  'this',
  'late',
  'early',
  'with',
  'when',
  'while',
  'as',
])
const adjunctNouns = new Set(
  (
    'statement interview email e-mail tweet letter post conference briefing speech television tv radio call message note report article video twitter facebook instagram memo ' +
    'address blog op-ed press release sunday meeting event rally newspaper news reporters journalists column'
  ).split(' '),
)

/** Steps over adverbs, dates and "in a statement", "at a press conference on Friday". */
function skipAdjuncts(tokens: Tokens, from: number): number {
  let at = from
  for (;;) {
    const token = tokens[at]
    if (!token || at >= endOf(tokens)) return at
    if ((isAdverb(token) && !token.capital) || (isTime(token) && token.capital)) at++
    else if (token.kind === 'word' && adjunctStarts.has(token.word)) {
      const end = adjunctEnd(tokens, at)
      if (end < 0) return at
      at = end
    } else return at
  }
}

/** Where a prepositional adverbial that begins at `at` ends; -1: it is none. To the end of the unit it always is. */
function adjunctEnd(tokens: Tokens, at: number): number {
  const phrase = phraseAfter(tokens, at + 1)
  const to = phrase?.to ?? at + 1
  if (to >= endOf(tokens)) return to
  const known = tokens.slice(at + 1, to).some((token) => adjunctNouns.has(token.word) || isTime(token))
  const next = tokens[to]!
  return (known && phrase) || (next.word === ',' && to > at + 1) ? to : -1
}

/** After a source: over ", the mayor," to the next comma or end. */
function overAppositionAfter(tokens: Tokens, at: number): number {
  if (tokens[at]?.word !== ',') return at
  const first = tokens[at + 1]
  if (!first || !(determiners.has(first.word) || first.word === 'who' || first.word === 'which')) return at
  const next = tokens.findIndex((token, index) => index > at && token.word === ',')
  return next < 0 || !phraseBefore(tokens, next) ? at : next
}

/** Past the last token that is no final stop. */
function endOf(tokens: Tokens): number {
  let end = tokens.length
  while (end > 0 && /^[.!?…;]+$/.test(tokens[end - 1]!.word)) end--
  return end
}

const hasWords = (tokens: Tokens, { from, to }: Stretch) => tokens.slice(from, to).some((token) => token.kind !== 'mark')
