import { type Clause, makeClause } from './quote-clause.ts'
import { contentEnd, endOf, hasLeft, leftContent, opensClause, overAppositionAfter, rightContent, skipAdjuncts } from './quote-contents.ts'
import { attitudeNouns, cues, sourcePhrases, statementNouns } from './quote-cues.ts'
import {
  auxiliaries,
  beforeVerb,
  determiners,
  occasions,
  passives,
  phraseAfter,
  phraseBefore,
  type Stretch,
  subjectBefore,
} from './quote-sources.ts'
import type { Token } from './quote-units.ts'

type Tokens = readonly Token[]

/** "…, according to X" and "According to X, …". */
export function creditAt(tokens: Tokens, at: number): Clause | null {
  const phrase = creditPhrase(tokens, at)
  if (!phrase) return null
  const cue = { from: at, to: at + phrase.length }
  const source = phraseAfter(tokens, cue.to)
  if (!source || standards.test(tokens[source.to - 1]!.word)) return null
  const left = tokens[at - 1]?.word === ',' ? leftContent(tokens, at - 1) : leftContent(tokens, at)
  const after = afterCredit(tokens, source.to, left === null)
  const resumes = left === null || (tokens[after - 1]?.word === ',' && auxiliaries.has(tokens[after]?.word ?? ''))
  const right = after < endOf(tokens) && resumes ? { from: after, to: contentEnd(tokens, after) } : null
  const clause = makeClause(tokens, 'credit', phrase.join(' '), cue, source, [left, right])
  return clause.content.length > 0 ? clause : null
}

/** "according to the rules": nobody's words. */
const standards =
  /^(?:protocols?|rules?|regulations|laws?|procedures?|schedule|mechanisms?|standards?|tradition|custom|needs|plan|size|age|rank|merit)$/

/** Where the words begin that a credit before them covers: after the comma that ends the source and what describes it. */
function afterCredit(tokens: Tokens, to: number, opens: boolean): number {
  const end = overAppositionAfter(tokens, to)
  if (tokens[end]?.word === ',') return end + 1
  for (let at = end; opens && at < end + longestTail; at++) if (tokens[at]?.word === ',') return at + 1
  return end
}
const longestTail = 15 // tokens of a source that the grammar leaves out

/** "R quoted X as saying that …", "X was quoted by R as saying …", "“…,” R quoted X as saying". */
export function relayedAt(tokens: Tokens, at: number): Clause | null {
  if (tokens[at]!.word !== 'quoted' && tokens[at]!.word !== 'cited') return null
  const subject = subjectBefore(tokens, at)
  const passive = tokens.slice(beforeVerb(tokens, at), at).some(({ word }) => passives.has(word))
  const other = tokens[at + 1]?.word === 'by' ? phraseAfter(tokens, at + 2) : phraseAfter(tokens, at + 1)
  const from = (passive && tokens[at + 1]?.word !== 'by' ? undefined : other?.to) ?? at + 1
  const as = tokens.findIndex(({ word }, index) => index >= from && index <= from + mostBetween && word === 'as')
  const cue = as < 0 ? undefined : cues.get(tokens[as + 1]?.word ?? '')?.find(({ form }) => form === 'ing')
  if (!cue) return null
  const verb = { from: as + 1, to: as + 2 }
  const right = rightContent(tokens, skipAdjuncts(tokens, verb.to), cue, null)
  const left = subject && hasLeft(tokens, subject.from) ? leftContent(tokens, subject.from) : null
  const content = right ?? left
  if (!content) return null
  const [source, medium] = passive ? [subject, tokens[at + 1]?.word === 'by' ? other : null] : [other, subject]
  return makeClause(tokens, cue.class, cue.lemma, verb, source, [content], { form: 'ing', medium })
}
const mostBetween = 5 // tokens between the one quoted and "as": a date, a place

const opensCredit = new Set(['as', ...sourcePhrases.map(([first]) => first!)])

/** The words of a credit that begins at `at`: a fixed phrase, or "as stated by". */
function creditPhrase(tokens: Tokens, at: number): readonly string[] | undefined {
  if (!opensCredit.has(tokens[at]!.word)) return undefined
  const fixed = sourcePhrases.find((words) => words.every((word, index) => tokens[at + index]?.word === word))
  const verb = tokens[at + 1]?.word ?? ''
  const byVerb = tokens[at]!.word === 'as' && tokens[at + 2]?.word === 'by' && cues.get(verb)?.some(({ form }) => form === 'past')
  return fixed ?? (byVerb ? ['as', verb, 'by'] : undefined)
}

const hearsay = new Set(['reportedly', 'allegedly', 'purportedly', 'supposedly'])
/** Every word that one of these patterns begins with, verbs left out. */
export const opensPattern: readonly string[] = ['quoted', 'cited', ...opensCredit, ...hearsay, ...statementNouns, ...attitudeNouns]

/** "reportedly": somebody says so, and the text does not say who. */
export function hearsayAt(tokens: Tokens, at: number): Clause | null {
  if (!hearsay.has(tokens[at]!.word)) return null
  const left = { from: 0, to: at }
  const right = { from: at + 1, to: contentEnd(tokens, at + 1) }
  return makeClause(tokens, 'adverb', tokens[at]!.word, { from: at, to: at + 1 }, null, [left, right])
}

/** "the claim that …", "a threat to …"; with somebody whose it is also "Ode's criticism of …". */
export function nounAt(tokens: Tokens, at: number): Clause | null {
  const { word } = tokens[at]!
  const stated = statementNouns.has(word)
  if (!stated && !attitudeNouns.has(word)) return null
  if (occasions.has(word) && tokens[at - 1]?.word === 'a' && tokens[at - 2]?.word === 'in') return null // "said in a statement that"
  const next = tokens[at + 1]?.word === 'is' && tokens[at + 2]?.word === 'that' ? at + 2 : at + 1
  const opener = tokens[next]?.word ?? ''
  const owner = ownerOf(tokens, at)
  if (!(stated && (opener === 'that' || opener === 'to')) && !(owner && nounLinks.has(opener))) return null
  const start = opener === 'to' && stated ? next : next + 1
  const end = contentEnd(tokens, start)
  return start < end ? makeClause(tokens, 'noun', word, { from: at, to: at + 1 }, owner, [{ from: start, to: end }]) : null
}
const nounLinks = new Set(['of', 'for', 'to', 'about', 'on', 'that', 'against'])

/** Whose claim: "Ode's claim", "opposition threats". */
function ownerOf(tokens: Tokens, at: number): Stretch | null {
  let end = at
  while (end > 0 && at - end < 3 && tokens[end - 1]!.kind === 'word' && !determiners.has(tokens[end - 1]!.word)) end--
  if (tokens[end - 1]?.kind === 'possessive') return phraseBefore(tokens, end - 1)
  const owner = tokens[end - 1]?.word
  return owner === 'his' || owner === 'her' || owner === 'their' || owner === 'its' || owner === 'my' || owner === 'our'
    ? { from: end - 1, to: end }
    : null
}

const longestLabel = 8 // tokens

/** "Ode: the hall will close", as in headings and transcripts. */
export function labelled(tokens: Tokens): Clause | null {
  const colon = tokens.findIndex(({ word }, index) => index <= longestLabel && word === ':')
  if (colon < 1) return null
  const source = phraseBefore(tokens, colon)
  const content = { from: colon + 1, to: endOf(tokens) }
  if (!source || source.from > 0 || tokens.slice(0, colon).some(({ word }) => auxiliaries.has(word) || opensClause.has(word))) return null
  return content.from < content.to ? makeClause(tokens, 'label', ':', { from: colon, to: colon + 1 }, source, [content]) : null
}

/** "“…” ― Ode": a quotation and its teller after a dash. */
export function dashed(tokens: Tokens, at: number): Clause | null {
  if (!/^[―—–-]+$/.test(tokens[at]!.word) || tokens[at - 1]?.kind !== 'quoted') return null
  let from = at
  while (/^[―—–-]+$/.test(tokens[from]?.word ?? '')) from++
  const source = phraseAfter(tokens, from)
  if (
    !source ||
    !tokens[source.from]!.capital ||
    (source.to < endOf(tokens) && tokens[source.to]!.word !== ',' && tokens[source.to]!.kind !== 'quoted')
  )
    return null
  return makeClause(tokens, 'dash', '—', { from: at, to: from }, source, [{ from: at - 1, to: at }])
}
