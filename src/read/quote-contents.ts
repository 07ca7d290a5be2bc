import { type Cue, type CueClass, cues, sourcePhrases } from './quote-cues.ts'
import {
  auxiliaries,
  beforeVerb,
  determiners,
  isAdverb,
  isTime,
  occasions,
  passives,
  phraseAfter,
  phraseBefore,
  pronouns,
  type Stretch,
} from './quote-sources.ts'
import type { Token } from './quote-units.ts'

type Tokens = readonly Token[]

export const opensClause = new Set(['that', 'whether', 'if', 'how', 'why', 'what', 'when', 'where', 'who'])
/** A clause of fewer words before ", said X" is an adverbial ("In Hill,"), not what was said. */
const shortestLeft = 3

/** Whether something that may have been said stands before token `at`: a quotation, or words and a comma. */
export const hasLeft = (tokens: Tokens, at: number) => at > 0 && (tokens[at - 1]!.kind === 'quoted' || tokens[at - 1]!.word === ',')

/** The words up to `to` that may have been said: a quotation by itself, or the clause from its start. Null: too few words. */
export function leftContent(tokens: Tokens, to: number, shortest = shortestLeft): Stretch | null {
  let from = 0
  if (tokens[to - 1]?.kind === 'quoted') {
    from = to - 1
    while (from > 0 && tokens[from - 1]!.kind === 'quoted') from--
    if (from === 0 || tokens[from - 1]!.kind === 'mark') return { from, to }
    from = 0
  }
  while (
    from < to &&
    (/^(?:and|but|however|still|yet|,)$/.test(tokens[from]!.word) || (isAdverb(tokens[from]!) && tokens[from + 1]?.word === ','))
  )
    from++
  if (tokens[to - 1]?.kind === 'quoted') return { from, to }
  return to - from >= shortest && !isSetting(tokens, from, to) ? { from, to } : null
}

/** "Earlier this year", "on Friday": when it was said, and not what. */
const isSetting = (tokens: Tokens, from: number, to: number) =>
  tokens
    .slice(from, to)
    .every((token) => isTime(token) || isAdverb(token) || token.kind === 'number' || determiners.has(token.word) || inTime.has(token.word))
const inTime = new Set('on in at of last next early late since during over'.split(' '))

/** ", “and the rest.”": a second part after the cue clause. `comma`: one stands right before it. */
export function continuation(tokens: Tokens, from: number, quotedLeft: boolean, comma: boolean): Stretch | null {
  const first = tokens[from]
  if (!comma && !(first?.kind === 'quoted' && tokens[from - 1]?.word === ',')) return null
  if (!first || first.word.endsWith('ing') || cues.has(first.word)) return null
  if (quotedLeft) return first.kind === 'quoted' ? { from, to: from + 1 } : null
  if (/^(?:according|as|who|which|and|but|while|when|after|before|citing|speaking)$/.test(first.word)) return null
  return { from, to: contentEnd(tokens, from) }
}

export function rightContent(tokens: Tokens, start: number, cue: Cue, listener: Stretch | null): Stretch | null {
  const content = governed(tokens, start, cue, listener)
  return (
    content ??
    (cue.class === 'utter' || cue.lemma === 'read' ? null : nounContent(tokens, listener && cue.class === 'tell' ? listener.to : start))
  )
}

/** What the class of a cue takes; null: it takes nothing of what stands there. */
function governed(tokens: Tokens, start: number, cue: Cue, listener: Stretch | null): Stretch | null {
  const from = /^[:,;]$/.test(tokens[start]?.word ?? '') ? start + 1 : start
  const first = tokens[from]
  if (!first || from >= endOf(tokens)) return null
  if (cue.lemma === 'read' && from === start && first.kind !== 'quoted' && first.word !== 'that') return null // a letter, not aloud
  if (first.kind === 'quoted') return { from, to: contentEnd(tokens, from) }
  if (from > start && first.word !== 'that') return tokens[start]!.word === ':' ? { from, to: contentEnd(tokens, from) } : null
  const clause = opensClause.has(first.word)
  const stripped = first.word === 'that' ? from + 1 : from
  const whole = { from: stripped, to: contentEnd(tokens, stripped) }
  if (first.word === 'that') return phraseAfter(tokens, stripped)?.to === whole.to ? { from, to: whole.to } : whole
  switch (cue.class) {
    case 'say':
      return /^(?:in|at|on|by|for|with|out|as|off|up|back)$/.test(first.word) && cue.lemma !== 'say' ? null : whole
    case 'tell':
      return listener || clause ? whole : null
    case 'show':
    case 'think':
      return clause || first.word === 'to' || startsWithSubject(tokens, from) ? whole : null
    case 'note':
      return clause ? whole : nounContent(tokens, from)
    case 'urge':
      whole.to = beforeRelative(tokens, whole)
      return listener && (first.word === 'to' || first.word === 'for' || first.word === 'not' || (clause && first.word !== 'who'))
        ? whole
        : null
    case 'vow':
      whole.to = beforeRelative(tokens, whole)
      return first.word === 'to' || first.word === 'not' || clause ? whole : null
    case 'ask':
      return clause || startsWithSubject(tokens, from) ? whole : null
    case 'judge':
      return charge(tokens, from, cue) ?? nounContent(tokens, from)
    case 'name':
      return nounContent(tokens, first.word === 'as' ? from + 1 : from)
    case 'discuss':
      return nounContent(tokens, from)
    case 'utter':
      return clause ? whole : null
  }
}

const relative = new Set('which where who when while whose'.split(' '))
/** What is asked or promised ends before ", which …". */
function beforeRelative(tokens: Tokens, { from, to }: Stretch): number {
  for (let at = from + 1; at + 1 < to; at++) if (tokens[at]!.word === ',' && relative.has(tokens[at + 1]!.word)) return at
  return to
}

/** "accused Ode of …": what comes after "of". */
function charge(tokens: Tokens, from: number, { lemma }: Cue): Stretch | null {
  const accused = lemma === 'accuse' ? phraseAfter(tokens, from) : null
  if (!accused) return null
  const of = tokens.findIndex(({ word }, index) => index >= accused.from && index <= accused.to && word === 'of')
  return of < 0 ? null : { from: of + 1, to: contentEnd(tokens, of + 1) }
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
  const first = tokens[from]
  if (!first || from >= endOf(tokens) || first.kind === 'mark' || /^(?:to|and|or|but|by|on|in|at|as|with|up|out|off)$/.test(first.word))
    return null
  const end = contentEnd(tokens, from)
  const subject = phraseAfter(tokens, from, end)
  if (subject && auxiliaries.has(tokens[subject.to]?.word ?? '')) return { from, to: end }
  let to = from
  while (to < end && !endsContent(tokens, from, to, end)) to++
  return tokens[to]?.word === ':' && tokens[to + 1]?.kind === 'quoted' ? { from: to + 1, to: end } : { from, to }
}

const endsContent = (tokens: Tokens, from: number, at: number, end: number): boolean =>
  tokens[at]!.word === ':' ||
  (tokens[at]!.word === ',' && !listGoesOn(tokens, at, end)) ||
  (at > from && endsNoun.has(tokens[at]!.word) && !likens(tokens, at))

/** "roads, bridges and ports": what follows the comma is the next of a list that ends in "and" or "or". */
function listGoesOn(tokens: Tokens, comma: number, end: number): boolean {
  let at = comma
  for (let count = 0; count < longestList && tokens[at]?.word === ','; count++) {
    const next = tokens[at + 1]?.word
    const last = next === 'and' || next === 'or'
    const item = phraseAfter(tokens, at + (last ? 2 : 1), end)
    if (!item || tokens.slice(item.from, item.to).some(({ capital, word }) => capital || auxiliaries.has(word))) return false
    if (last) return at > comma
    if (tokens.slice(item.from, item.to).some(({ word }) => word === 'and') || /^(?:and|or)$/.test(tokens[item.to]?.word ?? '')) return true
    at = item.to
  }
  return false
}
const longestList = 8 // items after the first comma

/** "as a stunt", "as “a stunt”": part of what is said. */
const likens = (tokens: Tokens, at: number) =>
  tokens[at]!.word === 'as' && (tokens[at + 1]?.kind === 'quoted' || /^(?:a|an|one|being)$/.test(tokens[at + 1]?.word ?? ''))

/** Where what is said ends: at the next cue of the same teller, at a new teller, or with the unit. */
export function contentEnd(tokens: Tokens, from: number): number {
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
  while (
    next < end &&
    /^(?:and|but|while|though|although|as|then|also|later|further|has|have|had|is|are|will|would)$/.test(tokens[next]!.word)
  )
    next++
  if (next >= end) return false
  if (isCredit(tokens, next)) return true
  const readings = cues.get(tokens[next]!.word)
  const participle = readings?.some(({ form, class: kind }) => form === 'ing' && kind !== 'discuss') ?? false
  if (participle && (tokens[at]!.word === 'and' ? readings!.some(({ class: kind }) => kind === 'say') : tokens[at]!.word.endsWith(',')))
    return true
  if (readings?.some(({ form }) => form === 'past' || form === 's') && next > at) return !passives.has(tokens[next - 1]!.word)
  if (tokens[at]!.word === 'and') return false
  const verb = tellingVerb(tokens, next, end)
  return verb > 0 && (next > at + 1 || verb + 1 === end || tokens[verb + 1]?.word === ',')
}

/** Where the verb of speech stands whose subject begins at `from`; -1: none does. */
function tellingVerb(tokens: Tokens, from: number, end: number): number {
  for (let at = from + 1; at < Math.min(end, from + longestTeller); at++) {
    const closing = at + 1 === end || tokens[at + 1]?.word === ','
    const telling = cues
      .get(tokens[at]!.word)
      ?.some(
        ({ form, class: kind }) =>
          form !== 'base' && (kind === 'say' || kind === 'tell' || (kind === 'note' && form === 'past' && closing)),
      )
    if (telling && phraseBefore(tokens, beforeVerb(tokens, at, from), from)?.from === from) return at
  }
  return -1
}
const longestTeller = 10 // tokens

const isCredit = (tokens: Tokens, at: number) =>
  sourcePhrases.some((words) => words.every((word, index) => tokens[at + index]?.word === word)) || tokens[at]!.word === 'citing'

/** The one spoken to, right after the cue: "told Ode", "said to reporters", "called on Ode, Hill and the others to". */
export function listenerAfter(tokens: Tokens, from: number, kind: CueClass): Stretch | null {
  const first = tokens[from]
  if (kind !== 'tell' && kind !== 'urge') {
    const spoken = (kind === 'say' || kind === 'note') && first?.word === 'to' ? phraseAfter(tokens, from + 1) : null
    return spoken && !cues.has(tokens[from + 1]!.word) ? spoken : null
  }
  if (!first || opensClause.has(first.word) || first.word === 'to' || first.kind !== 'word') return null
  const one = phraseAfter(tokens, from)
  return one && kind === 'urge' ? overList(tokens, one) : one
}

/** Takes in the rest of a list, where "to" or a quotation follows it. */
function overList(tokens: Tokens, first: Stretch): Stretch {
  let to = first.to
  while (tokens[to]?.word === ',' || tokens[to]?.word === 'and') {
    const next = phraseAfter(tokens, to + 1)
    if (!next) break
    to = next.to
  }
  return tokens[to]?.word === 'to' || (tokens[to]?.word === ',' && tokens[to + 1]?.word === 'to') ? { from: first.from, to } : first
}

export const adjunctStarts = new Set(
  'in on at during after before through via by from over of last this late early with when while as'.split(' '),
)
/** Steps over adverbs, dates and "in a statement", "at a press conference on Friday". */
export function skipAdjuncts(tokens: Tokens, from: number): number {
  let at = from
  for (;;) {
    const token = tokens[at]
    if (!token || at >= endOf(tokens)) return at
    const leap = at === from ? overLongAdjunct(tokens, at) : -1
    if (leap > 0) return leap
    if (token.word === ',' && isParenthesis(tokens, at)) at += 3
    else if (isAdverb(token) && !token.capital && (!opensWords.has(token.word) || isHereAndThen(tokens, at))) at++
    else if (isTime(token) && token.capital) at = afterDate(tokens, at + 1)
    else if (token.kind === 'word' && adjunctStarts.has(token.word)) {
      const end = adjunctEnd(tokens, at)
      if (end < 0) return at
      at = end
    } else return at
  }
}

/** "said here on Monday": where it was said, not what. */
const isHereAndThen = (tokens: Tokens, at: number): boolean => {
  const next = tokens[at + 1]
  return (
    tokens[at]!.word === 'here' &&
    (at + 1 >= endOf(tokens) ||
      (next !== undefined && (next.kind === 'mark' || isTime(next) || next.word === 'on' || next.word === 'that')))
  )
}

/** Adverbs with which what is said may begin. */
const opensWords = new Set(
  'more there here only even just so almost far much simply still not never no once roughly nearly approximately exactly barely'.split(' '),
)

/** After a day or month: its number, and the year behind a comma. */
function afterDate(tokens: Tokens, from: number): number {
  let at = from
  while (tokens[at]?.kind === 'number' || (isTime(tokens[at] ?? tokens[from - 1]!) && tokens[at]?.capital)) at++
  return tokens[at]?.word === ',' && /^(?:19|20)\d\d$/.test(tokens[at + 1]?.word ?? '') ? at + (tokens[at + 2]?.word === ',' ? 3 : 2) : at
}

/** ", however,": one adverb between commas. */
const isParenthesis = (tokens: Tokens, at: number) => tokens[at + 2]?.word === ',' && isAdverb(tokens[at + 1]!)

/** "said at a meeting on Friday in the town of Hill that": words that belong to no clause, up to "that" or a quotation. */
function overLongAdjunct(tokens: Tokens, from: number): number {
  if (!adjunctStarts.has(tokens[from]!.word) || tokens[from]!.word === 'as') return -1
  const end = Math.min(endOf(tokens), from + longestAdjunct)
  for (let at = from + 1; at < end; at++) {
    const token = tokens[at]!
    if (token.word === 'that' && tokens[at - 1]!.kind !== 'mark') return at
    if (token.word === ',' && (tokens[at + 1]?.word === 'that' || tokens[at + 1]?.kind === 'quoted')) return at + 1
    if (token.kind === 'quoted' && at > from + 2) return at
    const noun =
      token.kind === 'word' &&
      !pronouns.has(token.word) &&
      !auxiliaries.has(token.word) &&
      !(cues.has(token.word) && !occasions.has(token.word))
    if (!noun && token.kind !== 'number' && token.kind !== 'possessive' && !(token.word === ',' && tokens[at - 1]!.capital)) return -1
  }
  return -1
}
const longestAdjunct = 20 // tokens

/** Where a prepositional adverbial that begins at `at` ends; -1: it is none. To the end of the unit it always is. */
function adjunctEnd(tokens: Tokens, at: number): number {
  const phrase = phraseAfter(tokens, at + 1)
  const to = phrase?.to ?? at + 1
  if (to >= endOf(tokens)) return to
  const known = tokens.slice(at + 1, to).some((token) => occasions.has(token.word) || isTime(token))
  const next = tokens[to]!
  return (known && phrase) || ((next.word === ',' || next.word === ':') && to > at + 1) ? to : -1
}

/** After a source: over ", the mayor," to the next comma or end. */
export function overAppositionAfter(tokens: Tokens, at: number): number {
  if (tokens[at]?.word !== ',') return at
  const first = tokens[at + 1]
  if (!first || !(determiners.has(first.word) || first.word === 'who' || first.word === 'which')) return at
  const next = tokens.findIndex((token, index) => index > at && token.word === ',')
  const clause = next > 0 && tokens.slice(at, next).some(({ word }) => auxiliaries.has(word) || cues.has(word))
  return next < 0 || (clause && determiners.has(first.word)) || !phraseBefore(tokens, next) ? at : next
}

/** Past the last token that is no final stop. */
export function endOf(tokens: Tokens): number {
  let end = tokens.length
  while (end > 0 && /^[.!?…;]+$/.test(tokens[end - 1]!.word)) end--
  return end
}
