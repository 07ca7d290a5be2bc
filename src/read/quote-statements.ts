import { isPeople } from './event-words.ts'
import { anonymousKindOf } from './parties.ts'
import type { Clause } from './quote-clause.ts'
import { auxiliaries, determiners, isTime, phraseAfter, phraseBefore, type Stretch } from './quote-sources.ts'
import type { Token } from './quote-units.ts'
import { singularOf } from './verb-forms.ts'

type Tokens = readonly Token[]

/** The clauses of a unit that are statements, each told once. The others have served by then: who praised goes on "saying that". */
export const statementsOf = (tokens: Tokens, clauses: readonly Clause[]): readonly Clause[] =>
  toldOnce(
    clauses
      .filter((clause) => !isBareAttitude(tokens, clause) && !isFoundThing(tokens, clause) && !isToldByThing(tokens, clause))
      .map((clause) => ({ ...clause, source: antecedentOf(tokens, clause.source) ?? clause.source })),
  )

/** Verbs of liking and backing among those that may also take a clause; the class `judge` has the others. */
const attitudes = new Set('welcome support back oppose endorse favor favour appreciate defend honour'.split(' '))
/** Words of an object, determiners left out, that only name whom or what: with more of them PolNeAR and news readers see an opinion told. */
const longestBare = 2

/** "praised the officers", "welcomed the vote": a deed towards somebody or something, in no words of the speaker's. */
function isBareAttitude(tokens: Tokens, clause: Clause): boolean {
  if (clause.passive || (clause.kind !== 'judge' && !attitudes.has(clause.lemma))) return false
  const object = onlyObject(clause)
  if (object === null || /^(?:of|for)$/.test(tokens[object.from - 1]!.word)) return false
  const words = tokens.slice(object.from, object.to)
  if (words.some(({ kind, word }) => kind === 'quoted' || auxiliaries.has(word) || word === 'that' || word === 'to')) return false
  return words.filter((token) => !determiners.has(token.word) && !isTime(token) && token.word !== 'on').length <= longestBare
}

/** The one stretch behind the cue; null: there is another, or it stands before. */
function onlyObject({ content, cue }: Clause): Stretch | null {
  const [object, ...more] = content
  return object !== undefined && more.length === 0 && object.from >= cue.to ? object : null
}

const finders = new Set(['find', 'discover', 'see', 'hear'])
const findings =
  /^(?:stud(?:y|ies)|surveys?|polls?|reports?|audits?|inquir(?:y|ies)|investigat\p{L}+|research\p{L}*|scientists?|reviews?|analys\p{L}+|courts?|judges?|jur(?:y|ies|ors)|panels?|commissions?|experts?|inspect\p{L}+|committees?|tribunals?|economists?|probes?)$/u

/** "found the bodies of two men": a thing is found; a clause, or what a study found, is a statement. */
function isFoundThing(tokens: Tokens, clause: Clause): boolean {
  const object = finders.has(clause.lemma) && !clause.passive ? onlyObject(clause) : null
  if (object === null || tokens[object.from - 1]!.word === 'that' || !determiners.has(tokens[object.from]!.word)) return false
  const { source } = clause
  if (source && tokens.slice(source.from, source.to).some(({ word }) => findings.test(word))) return false
  const relative = tokens.findIndex(({ word }, at) => at > object.from && /^(?:who|which|that|where|when|whose)$/.test(word))
  const main = tokens.slice(object.from, relative > 0 ? Math.min(relative, object.to) : object.to)
  if (main.some(({ word }) => auxiliaries.has(word))) return false
  const verb = tokens[phraseAfter(tokens, object.from, object.to)?.to ?? object.to]
  const isClause = verb !== undefined && (/(?:ed|s)$/.test(verb.word) || verb.word === 'to')
  return !isClause
}

/** The noun that a relative "that" stands for: "a report that says"; null: it is none. */
function antecedentOf(tokens: Tokens, source: Stretch | null): Stretch | null {
  return source !== null && source.to - source.from === 1 && tokens[source.from]!.word === 'that' ? phraseBefore(tokens, source.from) : null
}

/** "instruments that tell which", "a lamp that shows how": 'that' stands for a thing, which says nothing; for a paper or people it may. */
function isToldByThing(tokens: Tokens, { source, content }: Clause): boolean {
  if (content.some(({ from, to }) => tokens.slice(from, to).some(({ kind }) => kind === 'quoted'))) return false // a banner that reads "…"
  const before = antecedentOf(tokens, source)
  if (before === null) return false
  const head = tokens[before.to - 1]!
  const words = tokens.slice(before.from, before.to).map(({ word }) => word)
  return !head.capital && anonymousKindOf(words.join(' ')) === null && !isPeople(singularOf(head.word)) && !findings.test(head.word)
}

const spoken: ReadonlySet<Clause['kind']> = new Set(['say', 'tell', 'note'])
const thought: ReadonlySet<Clause['kind']> = new Set(['think', 'vow'])

/** "The board expects rain, Dahl said": what is told of the board is Dahl's statement, and no second one by the board. */
const toldOnce = (clauses: readonly Clause[]): readonly Clause[] =>
  clauses.filter(
    (inner) =>
      !(
        thought.has(inner.kind) &&
        clauses.some(
          (outer) =>
            spoken.has(outer.kind) &&
            outer.source !== null &&
            outer.content.some(
              ({ from, to }) => to <= outer.cue.from && from <= inner.cue.from && inner.content.every((part) => part.to <= to),
            ),
        )
      ),
  )
