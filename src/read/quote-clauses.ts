import { type Clause, type Judge, makeClause } from './quote-clause.ts'
import {
  adjunctStarts,
  contentEnd,
  continuation,
  endOf,
  hasLeft,
  leftContent,
  listenerAfter,
  opensClause,
  rightContent,
  skipAdjuncts,
} from './quote-contents.ts'
import { type Cue, cues } from './quote-cues.ts'
import { creditAt, dashed, hearsayAt, labelled, nounAt, opensPattern, relayedAt } from './quote-patterns.ts'
import {
  auxiliaries,
  beforeVerb,
  determiners,
  firstSubject,
  isAdverb,
  isTime,
  passives,
  phraseAfter,
  phraseBefore,
  pronouns,
  type Stretch,
  startsClause,
  subjectBefore,
  withNameAfter,
} from './quote-sources.ts'
import { statementsOf } from './quote-statements.ts'
import type { Token, Unit } from './quote-units.ts'
import { isShapedLikeVerb, readingsAt } from './quote-verbs.ts'
import { wordFilter } from './word-filter.ts'

type Tokens = readonly Token[]

const tellingWords = wordFilter([...cues.keys(), ...opensPattern])
/** Decides for most words that no statement begins with them. */
const mayTell = (word: string) => tellingWords.mayHave(word) || isShapedLikeVerb(word)

/** All statements of a unit, in the order of their cues. */
export function clausesOf({ tokens }: Unit, judge: Judge): readonly Clause[] {
  const found: Clause[] = []
  const add = (clause: Clause | null) => {
    if (clause && judge(tokens, clause, found)) found.push(clause)
  }
  add(labelled(tokens))
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at]!
    if (token.kind === 'mark') add(dashed(tokens, at))
    if (token.kind !== 'word' || !mayTell(token.word)) continue
    const relayed = relayedAt(tokens, at)
    if (relayed) {
      add(relayed)
      at = relayed.cue.to - 1
      continue
    }
    const credit = creditAt(tokens, at)
    if (credit) {
      add(credit)
      at = (credit.source ?? credit.cue).to - 1
      continue
    }
    add(clauseAt(tokens, at, found) ?? nounAt(tokens, at) ?? hearsayAt(tokens, at))
  }
  return statementsOf(tokens, found)
}

/** What the verb at `at` tells, in the first of its readings that finds something said. */
function clauseAt(tokens: Tokens, at: number, found: readonly Clause[]): Clause | null {
  const readings = readingsAt(tokens, at)
  const first = readings[0]
  if (!first) return null
  const verb = { from: at, to: at + 1 + (first.particle === '' ? 0 : first.particle.split(' ').length) }
  if (first.form === 'past' && passiveBefore(tokens, at)) return passiveClause(tokens, verb, first)
  const subject = subjectOf(tokens, verb, first, found)
  if (!subject) return null
  for (const cue of readings) {
    const clause = contentFor(tokens, verb, cue, subject)
    if (clause) return clause
  }
  return null
}

/** `phrase` null: the text does not say who. `own`: the phrase stands by this verb and is not taken over from another. */
type Subject = Readonly<{ phrase: Stretch | null; inverted: boolean; own: boolean; right: number }>

/** The one who speaks; null: no verb can stand here. */
function subjectOf(tokens: Tokens, verb: Stretch, cue: Cue, found: readonly Clause[]): Subject | null {
  const left = tokens[verb.from - 1]
  const end = beforeVerb(tokens, verb.from)
  const subject = (phrase: Stretch | null, own = true): Subject => ({ phrase, inverted: false, own, right: verb.to })
  const inverted = cue.form === 'ing' || cue.class === 'tell' ? null : invertedSubject(tokens, verb, cue)
  if (inverted) {
    const phrase = withNameAfter(tokens, inverted)
    return { phrase, inverted: true, own: true, right: phrase.to }
  }
  if (cue.form === 'ing' && !auxiliaries.has(left?.word ?? '')) {
    const near = left?.kind === 'word' && !isAdverb(left) ? phraseBefore(tokens, verb.from) : null
    const beside = near !== null && tokens[near.from - 1]?.word === 'with' // "with the court saying"
    const phrase = beside ? near : (found.at(-1)?.source ?? firstSubject(tokens, verb.from) ?? near)
    return phrase && subject(phrase, false)
  }
  const phrase = subjectBefore(tokens, verb.from)
  if (phrase) return subject(phrase)
  if (left?.word === 'to') return infinitiveSubject(tokens, verb.from, found)
  const mark = tokens[end - 1]?.word
  if (found.length > 0 && (mark === 'and' || mark === 'but' || mark === ',' || mark === 'then')) return subject(found.at(-1)!.source, false)
  const first = (mark === 'and' || mark === 'but') && end > 1 ? firstSubject(tokens, end - 1) : null
  return first && subject(first, false)
}

/** "used the speech to argue that": the subject of the verb before, which is the first of the unit or the last teller. */
function infinitiveSubject(tokens: Tokens, verb: number, found: readonly Clause[]): Subject | null {
  const phrase = found.at(-1)?.source ?? firstSubject(tokens, verb - 1)
  return phrase && { phrase, inverted: false, own: false, right: verb + 1 }
}

/** "…, said Ode.": the phrase after the verb, when something said stands before and nothing that could be said follows. */
function invertedSubject(tokens: Tokens, verb: Stretch, cue: Cue): Stretch | null {
  const left = tokens[verb.from - 1]
  const first = tokens[verb.to]
  if (verb.from === 0) return openingSubject(tokens, verb.to)
  if (!first || !hasLeft(tokens, verb.from) || opensClause.has(first.word) || pronouns.has(first.word)) return null
  if (left?.word === ',' && tokens[verb.from - 2]?.kind === 'quoted' && first.kind === 'quoted') return null
  const phrase = phraseAfter(tokens, verb.to)
  if (!phrase || isTime(first)) return null
  if (left?.word === ',') {
    const ends = cue.class === 'say' && (first.capital || determiners.has(first.word)) && closesUnit(tokens, phrase)
    if (!ends && opensWithSubject(tokens, verb.from)) return null
  }
  const next = tokens[phrase.to]
  const closes =
    next === undefined ||
    next.kind === 'mark' ||
    next.kind === 'quoted' ||
    adjunctStarts.has(next.word) ||
    isTime(next) ||
    next.word === 'who' ||
    isAdverb(next)
  return closes || left?.kind === 'quoted' ? phrase : null
}

const passiveBefore = (tokens: Tokens, verb: number) =>
  tokens.slice(beforeVerb(tokens, verb), verb).some((token) => passives.has(token.word))

/** Whether nothing but another name for it follows a phrase in its unit. */
function closesUnit(tokens: Tokens, { to }: Stretch): boolean {
  const other = tokens[to]?.word === ',' ? phraseAfter(tokens, to + 1) : null
  return (other?.to ?? to) >= endOf(tokens)
}

/** "Ode, who lost, noted the cost": before the comma stands an apposition to a subject, and nothing that was said. */
const opensWithSubject = (tokens: Tokens, verb: number) => {
  const subject = subjectBefore(tokens, verb)
  return subject !== null && startsClause(tokens, subject.from)
}

/** "Said Ode: “…”" */
function openingSubject(tokens: Tokens, at: number): Stretch | null {
  const phrase = phraseAfter(tokens, at)
  const next = phrase && tokens[phrase.to]
  return next && (next.word === ':' || next.word === ',') && tokens[phrase.to + 1]?.kind === 'quoted' ? phrase : null
}

/** "it was announced that", "is accused of", "is said to", "was criticised by". */
function passiveClause(tokens: Tokens, verb: Stretch, cue: Cue): Clause | null {
  const subject = subjectBefore(tokens, verb.from)
  const agent = tokens[verb.to]?.word === 'by' ? phraseAfter(tokens, verb.to + 1) : null
  const at = agent?.to ?? verb.to
  const next = tokens[at]?.word
  const rest = (from: number): Stretch => ({ from, to: contentEnd(tokens, from) })
  const make = (...content: readonly (Stretch | null)[]) =>
    nonEmpty(makeClause(tokens, cue.class, cue.lemma, verb, agent, content, { form: cue.form, passive: true }))
  const impersonal = subject !== null && tokens[subject.from]!.word === 'it'
  if (next === 'that') return make(rest(at + 1))
  if (impersonal && hasLeft(tokens, subject.from) && at >= endOf(tokens)) return make(leftContent(tokens, subject.from - 1))
  if (cue.class === 'judge' && (next === 'of' || next === 'for')) return make(rest(at + 1))
  if (cue.class === 'tell' && at < endOf(tokens)) return make(rest(at))
  if (next === 'to' && !impersonal) return make(subject, rest(at))
  if (next === 'as' || tokens[at]?.kind === 'quoted') return make(rest(next === 'as' ? at + 1 : at))
  return agent && !impersonal ? make(subject) : null
}

/** "As Ode noted, …", "…, as Ode noted, …": what is said stands around. */
function aroundAs(tokens: Tokens, as: number, after: number): readonly (Stretch | null)[] {
  const left = tokens[as - 1]?.word === ',' ? leftContent(tokens, as - 1) : null
  const to = skipAdjuncts(tokens, after)
  if (tokens[to]?.word === ':' && tokens[to + 1]?.kind === 'quoted') return [{ from: to + 1, to: contentEnd(tokens, to + 1) }]
  const right = tokens[to]?.word === ',' && to + 1 < endOf(tokens) ? { from: to + 1, to: contentEnd(tokens, to + 1) } : null
  return [left, right]
}

const nonEmpty = (clause: Clause): Clause | null => (clause.content.length > 0 ? clause : null)

/** "called on the mayor, A. Ode, to": the comma that ends an apposition to the listener. */
const afterListener = (tokens: Tokens, at: number, listener: Stretch | null): number =>
  listener !== null && tokens[at]?.word === ',' && tokens[at + 1]?.word === 'to' ? at + 1 : at

/** Whether words are a statement of their own, and no circumstance of what follows. */
const isClause = (tokens: Tokens, { from, to }: Stretch): boolean =>
  !opensSetting.has(tokens[from]!.word) &&
  !/(?:ing|ed)$/.test(tokens[from]!.word) &&
  tokens.slice(from, to).some(({ word, kind }) => kind === 'word' && (auxiliaries.has(word) || word.endsWith('ed')))
const opensSetting = new Set(
  'in on at for with by from to of after before when while as if since during until although though because despite amid following'.split(
    ' ',
  ),
)
/** "…, Ode said after the vote", "…, reports said citing Hill": what follows tells when or how it was said. */
const isCircumstance = (tokens: Tokens, at: number): boolean =>
  circumstances.has(tokens[at]?.word ?? '') && !tokens.slice(at).some(({ word, kind }) => word === 'that' || kind === 'quoted')
const circumstances = new Set(
  'after when while as during following amid before because citing quoting referring speaking adding'.split(' '),
)

/** What is said, on which side of the cue it stands, and to whom. */
function contentFor(tokens: Tokens, verb: Stretch, cue: Cue, subject: Subject): Clause | null {
  const { phrase: source, inverted, own } = subject
  const listener = listenerAfter(tokens, subject.right, cue.class)
  const make = (...content: readonly (Stretch | null)[]) =>
    makeClause(tokens, cue.class, cue.lemma, verb, source, content, { form: cue.form, own, inverted, listener })
  if (own && source && !inverted && tokens[source.from - 1]?.word === 'as')
    return nonEmpty(make(...aroundAs(tokens, source.from - 1, verb.to)))
  const leftEnd = inverted || !own ? verb.from : (source?.from ?? verb.from)
  const after = afterListener(tokens, skipAdjuncts(tokens, listener?.to ?? subject.right), listener)
  const comma = tokens[after]?.word === ',' && after + 1 < endOf(tokens)
  const leftTo = leftEnd - (tokens[leftEnd - 1]?.word === ',' ? 1 : 0)
  const left = own && hasLeft(tokens, leftEnd) ? leftContent(tokens, leftTo, comma ? 1 : undefined) : null
  const quotedLeft = left !== null && tokens[left.to - 1]!.kind === 'quoted'
  const closed = after >= endOf(tokens) || /^[,(]$/.test(tokens[after]!.word)
  const quotedRight = comma && tokens[after + 1]!.kind === 'quoted'
  if (left && (quotedLeft || inverted || (closed && !quotedRight) || (isClause(tokens, left) && isCircumstance(tokens, after))))
    return nonEmpty(make(left, continuation(tokens, comma ? after + 1 : after, quotedLeft, comma)))
  if (after === tokens.length - 1 && tokens[after]!.word === ':') return make()
  return nonEmpty(make(rightContent(tokens, after, cue, listener)))
}
