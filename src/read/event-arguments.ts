import type { Chunk, Sentence } from './clauses.ts'
import { isPeople, isSaying, isThingThatHits } from './event-words.ts'

/** A noun phrase with what hangs on it: chunks [first, last). */
export type Phrase = Readonly<{ first: number; last: number }>

const skipped = new Set<Chunk['kind']>(['adverb', 'time', 'quote', 'not'])
/** Where a clause ends, seen from a verb on its left. */
const clauseEnds = new Set<Chunk['kind']>(['subordinator', 'relative', 'but', 'stop', 'that'])

export const isFiniteVerb = (chunk: Chunk | undefined): boolean => chunk?.kind === 'vg' && chunk.verb?.finite === true

/** One past the last chunk of the clause of the verb or noun at `at`. */
export function clauseEnd({ chunks }: Sentence, at: number): number {
  let end = at + 1
  while (end < chunks.length && !clauseEnds.has(chunks[end]!.kind) && !isFiniteVerb(chunks[end])) end += 1
  if (end < chunks.length && isFiniteVerb(chunks[end])) {
    let back = end
    while (back - 1 > at && /^(?:np|adverb|time)$/.test(chunks[back - 1]!.kind)) back -= 1
    if (back > at + 1 && /^(?:comma|and)$/.test(chunks[back - 1]!.kind)) return back - 1
    return Math.max(at + 1, back)
  }
  return end
}

export function skipRight({ chunks }: Sentence, at: number): number {
  let next = at
  while (next < chunks.length && skipped.has(chunks[next]!.kind)) next += 1
  return next
}

function skipLeft({ chunks }: Sentence, at: number): number {
  let next = at
  while (next >= 0 && skipped.has(chunks[next]!.kind)) next -= 1
  return next
}

/** The whole phrase that begins at noun phrase `at`: owner and owned, and what 'of' adds. */
export function phraseFrom(sentence: Sentence, at: number): Phrase {
  const { chunks } = sentence
  let last = at + 1
  while (chunks[last - 1]?.owner && chunks[last]?.kind === 'np') last += 1
  while (chunks[last]?.kind === 'preposition' && chunks[last]!.head === 'of' && chunks[last + 1]?.kind === 'np') {
    last += 2
    while (chunks[last - 1]?.owner && chunks[last]?.kind === 'np') last += 1
  }
  return { first: at, last: namedAfter(sentence, last) }
}

/** 'his deputy, Ann Bell,': the name beside a description belongs to it. */
function namedAfter({ tokens, chunks }: Sentence, last: number): number {
  const described = chunks[last - 1]!
  const name = chunks[last + 1]
  if (chunks[last]?.kind !== 'comma' || name?.kind !== 'np' || name.owner || !isPeople(described.head)) return last
  if (tokens[described.last - 1]!.capital || !/^(?:comma|stop|undefined)$/.test(String(chunks[last + 2]?.kind))) return last
  for (let token = name.first; token < name.last; token += 1) if (tokens[token]!.tag !== 'name') return last
  return name.last - name.first > 1 ? last + 2 : last
}

/** The phrase and those joined to it: 'A, B and C', 'in A and in B'. `closed`: a verb behind the last one is not its own ('talks between A and B failed'). */
export function joinedFrom(sentence: Sentence, at: number, closed = false): readonly Phrase[] {
  const { chunks } = sentence
  const phrases = [phraseFrom(sentence, at)]
  for (;;) {
    let next = phrases.at(-1)!.last
    let glue = 0
    while (chunks[next]?.kind === 'comma' || chunks[next]?.kind === 'and') {
      glue += chunks[next]!.kind === 'and' ? 2 : 1
      next += 1
    }
    if (glue === 0 || glue > 3) return phrases
    if (chunks[next]?.kind === 'preposition' && chunks[at - 1]?.head === chunks[next]!.head) next += 1
    if (chunks[next]?.kind !== 'np' || (!closed && startsClause(sentence, next))) return phrases
    if (glue === 1 && !listGoesOn(sentence, next)) return phrases
    phrases.push(phraseFrom(sentence, next))
  }
}

/** A comma makes a list only where 'and' ends it. */
function listGoesOn(sentence: Sentence, at: number): boolean {
  const { chunks } = sentence
  let next = phraseFrom(sentence, at).last
  while (chunks[next]?.kind === 'comma' && chunks[next + 1]?.kind === 'np') next = phraseFrom(sentence, next + 1).last
  if (chunks[next]?.kind === 'comma') next += 1
  return chunks[next]?.kind === 'and' && (chunks[next + 1]?.kind === 'np' || chunks[next + 2]?.kind === 'np')
}

/** A noun phrase that is the subject of the verb after it is no member of a list. */
function startsClause(sentence: Sentence, at: number): boolean {
  const next = skipRight(sentence, phraseFrom(sentence, at).last)
  return isFiniteVerb(sentence.chunks[next])
}

const particles = new Set(['out', 'up', 'off', 'back', 'away', 'down'])

/** The direct object of the verb at `at`. */
export function objectOf(sentence: Sentence, at: number): number | null {
  const { chunks } = sentence
  let next = skipRight(sentence, at + 1)
  if (chunks[next]?.kind === 'preposition' && particles.has(chunks[next]!.head)) next = skipRight(sentence, next + 1)
  return chunks[next]?.kind === 'np' ? next : null
}

/** The noun phrase after a preposition, between `from` and `end`. */
export function slotOf(sentence: Sentence, preposition: string, from: number, end: number): number | null {
  const { chunks } = sentence
  for (let at = from; at < Math.min(end, chunks.length); at += 1) {
    if (!(chunks[at]!.kind === 'preposition' && chunks[at]!.head === preposition) && !(preposition === 'to' && chunks[at]!.kind === 'to'))
      continue
    const next = skipRight(sentence, at + 1)
    if (chunks[next]?.kind === 'np') return next
  }
  return null
}

/** 'forced the board to sell': whom these make do something does it. */
const causers = new Set(
  'prompt force lead compel oblige cause induce inspire spur provoke authorise authorize allow enable help'.split(' '),
)

/** The subject of the verb group at `at`: one phrase for each of those joined. Empty: none found. */
export function subjectsOf(sentence: Sentence, at: number, depth = 0): readonly Phrase[] {
  const { chunks } = sentence
  const chunk = chunks[at]!
  if (depth > 6) return []
  const before = skipLeft(sentence, at - 1)
  const prior = chunks[before]
  if (chunk.verb?.finite === false) {
    if (prior?.kind === 'np' && !chunk.verb.infinitive) return [leftPhrase(sentence, before)]
    const main = previousVerb(sentence, before)
    if (main !== null && prior?.kind === 'np' && causers.has(chunks[main]!.head) && !chunks[main]!.verb!.passive)
      return [leftPhrase(sentence, before)]
    if (main !== null) return subjectsOf(sentence, main, depth + 1)
    const next = nextFinite(sentence, at + 1)
    return next === null ? [] : subjectsOf(sentence, next, depth + 1)
  }
  if (prior === undefined) return []
  if (prior.kind === 'relative' || prior.kind === 'that') return antecedent(sentence, before)
  if (prior.kind === 'and' || prior.kind === 'but') {
    const main = previousVerb(sentence, before)
    const over = main === null ? null : tellingOver(sentence, main, at)
    return main === null ? [] : subjectsOf(sentence, over ?? main, depth + 1)
  }
  return walkLeft(sentence, before, depth)
}

/**
 * 'Dahl said the town would pay and called on …': a verb joined to what was said in another tense goes on with the verb of saying, not
 * with the statement. Null: the tenses do not tell the two apart.
 */
function tellingOver(sentence: Sentence, statement: number, at: number): number | null {
  const { chunks } = sentence
  const own = chunks[at]!.verb!
  const said = chunks[statement]!.verb!
  const apart = own.modal === '' && !own.passive && said.modal !== ''
  const telling = apart ? previousVerb(sentence, statement - 1) : null
  if (telling === null || !isSaying(chunks[telling]!.head)) return null
  const { modal, past } = chunks[telling]!.verb!
  return modal === '' && past === own.past ? telling : null
}

function antecedent(sentence: Sentence, at: number): readonly Phrase[] {
  let before = skipLeft(sentence, at - 1)
  if (sentence.chunks[before]?.kind === 'comma') before = skipLeft(sentence, before - 1)
  if (sentence.chunks[before]?.kind !== 'np') return []
  // 'the crew of the ferry that hit the pier': the ferry, as only a thing can stand before 'that' and hit
  return [
    isThingThatHits(sentence.chunks[before]!.head)
      ? { first: ownerStart(sentence, before), last: before + 1 }
      : leftPhrase(sentence, before),
  ]
}

/** Prepositions that open a clause when a subject and its verb follow: 'since Norway joined'. */
const clauseOpeners = new Set(['since', 'after', 'before', 'until', 'till', 'as'])

function walkLeft(sentence: Sentence, from: number, depth: number): readonly Phrase[] {
  const { chunks } = sentence
  let at = from
  let end = 0 // one past the phrase's last chunk; 0: not met yet
  while (at >= 0) {
    const { kind } = chunks[at]!
    if (skipped.has(kind)) {
      at -= 1
    } else if (kind === 'comma') {
      const open = parentheticalStart(sentence, at)
      if (open === null) break
      if (end === 0 && isApposition(sentence, open, at)) end = at
      at = open - 1
    } else if (kind === 'np') {
      if (end === 0) end = at + 1
      const start = ownerStart(sentence, at)
      const before = chunks[start - 1]
      const opens =
        before?.kind === 'preposition' && (at === from ? clauseOpeners.has(before.head) : before.head === 'as' || before.head === 'since')
      if (!opens && (before?.kind === 'preposition' || before?.kind === 'to')) {
        at = start - 2
        continue
      }
      if (before?.kind === 'vg' && !isFiniteVerb(before) && !opensComplement(sentence, start)) {
        at = start - 1 // 'a plan to arm rebels angered …': what the participle or infinitive is done to
        continue
      }
      const over = opens ? null : verbOver(sentence, start)
      return (over === null ? null : overRelative(sentence, over)) ?? joinedLeft(sentence, start, end)
    } else if (kind === 'vg' && !isFiniteVerb(chunks[at])) {
      end = at // 'the group operating in the south': the participle is no part of the name
      at -= 1
    } else if (kind === 'preposition' || kind === 'to') {
      at -= 1
    } else break
  }
  if (isFiniteVerb(chunks[at])) return overRelative(sentence, at) ?? []
  const main = chunks[at]?.kind === 'comma' ? previousVerb(sentence, at) : null
  return main === null ? [] : subjectsOf(sentence, main, depth + 1)
}

/** ', a retired judge,': a noun phrase set beside another. */
const isApposition = ({ chunks }: Sentence, open: number, close: number): boolean =>
  chunks[open + 1]?.kind === 'np' && !chunks.slice(open, close).some(({ kind }) => kind === 'vg' || kind === 'relative')

/** The comma that opens the insertion which the comma at `at` closes; null: it closes none. */
function parentheticalStart({ chunks }: Sentence, at: number): number | null {
  for (let open = at - 1; open >= 0; open -= 1) {
    if (chunks[open]!.kind === 'comma') return open
    if (isFiniteVerb(chunks[open]) && chunks[open - 1]?.kind !== 'that' && relativeBefore({ chunks }, open) === null) return null
  }
  return null
}

/** The relative pronoun of the clause whose verb stands at `at`: right before it, or before its subject ("whose party lost", "whom Dahl met"). */
function relativeBefore({ chunks }: Pick<Sentence, 'chunks'>, at: number): number | null {
  let before = at - 1
  while (before >= 0 && (chunks[before]!.kind === 'np' || skipped.has(chunks[before]!.kind))) before -= 1
  return chunks[before]?.kind === 'relative' ? before : null
}

const nominative = new Set(['he', 'she', 'they', 'we', 'i', 'it'])
/** Verbs with a clause for their object: 'knowing the mayor must go', 'watching their homes burn', 'to have the court decide'. */
const clausal = new Set('know think hope fear mean ensure hear see feel show find pretend assume watch have let make help'.split(' '))

/** Whether the noun phrase at `at` is the subject of what an infinitive or participle before it governs. */
const opensComplement = ({ chunks }: Sentence, at: number): boolean =>
  nominative.has(chunks[at]!.head) || isSaying(chunks[at - 1]!.head) || clausal.has(chunks[at - 1]!.head)

/**
 * 'The man who robbed the bank attacked …', 'a firm accused of theft met …': where two verbs follow each other with nothing
 * between that could join two clauses, the first belongs to a relative clause, and the subject stands before it. `at`: the first
 * verb. Null: the two are joined otherwise ("said he met").
 */
function overRelative(sentence: Sentence, at: number): readonly Phrase[] | null {
  const { chunks } = sentence
  if (isSaying(chunks[at]!.head) || clausal.has(chunks[at]!.head) || chunks[at - 1] === undefined) return null
  const opener = relativeBefore(sentence, at) ?? (chunks[at - 1]!.kind === 'that' ? at - 1 : thatBefore(sentence, at))
  if (opener !== null) return chunks[opener - 1]?.kind === 'np' ? [leftPhrase(sentence, opener - 1)] : null
  const bare =
    chunks[at]!.last - chunks[at]!.first === 1 && chunks[at]!.verb?.form === 'past or participle' && objectOf(sentence, at) === null
  return bare && chunks[at - 1]!.kind === 'np' && isOpeningPhrase(sentence, at - 1) ? [leftPhrase(sentence, at - 1)] : null
}

/** The 'that' of 'a report that the council published'. */
function thatBefore({ chunks }: Pick<Sentence, 'chunks'>, at: number): number | null {
  let before = at - 1
  while (before >= 0 && chunks[before]!.kind === 'np') before -= 1
  if (before === at - 1 || chunks[before]?.kind !== 'that' || chunks[before - 1]?.kind !== 'np') return null
  const main = previousVerb({ chunks }, before)
  return main !== null && isSaying(chunks[main]!.head) ? null : before // but 'said in Lydby that the court …'
}

/** At the head of a clause: nothing before it, or a comma, 'that', or a word that joins clauses. */
function isOpeningPhrase(sentence: Sentence, at: number): boolean {
  const { first } = leftPhrase(sentence, at)
  return first === 0 || sentence.chunks[first - 1]!.kind === 'that'
}

/** The verb before a phrase with only what hangs on that verb between. */
function verbOver({ chunks }: Sentence, at: number): number | null {
  let before = at - 1
  while (before >= 0 && /^(?:np|preposition|adverb|time|to|quote|not)$/.test(chunks[before]!.kind)) before -= 1
  while (chunks[before]?.kind === 'vg' && !isFiniteVerb(chunks[before])) {
    before -= 1
    while (before >= 0 && /^(?:np|preposition|adverb|time|to|quote|not)$/.test(chunks[before]!.kind)) before -= 1
  }
  return isFiniteVerb(chunks[before]) ? before : null
}

function ownerStart({ chunks }: Sentence, at: number): number {
  let start = at
  while (start > 0 && chunks[start - 1]!.kind === 'np' && chunks[start - 1]!.owner) start -= 1
  return start
}

/** The whole phrase that ends at noun phrase `at`: its owners, and what stands before its 'of'. */
export const leftPhrase = (sentence: Sentence, at: number): Phrase => {
  let first = ownerStart(sentence, at)
  while (
    sentence.chunks[first - 1]?.kind === 'preposition' &&
    sentence.chunks[first - 1]!.head === 'of' &&
    sentence.chunks[first - 2]?.kind === 'np'
  )
    first = ownerStart(sentence, first - 2)
  return { first, last: at + 1 }
}

function joinedLeft(sentence: Sentence, first: number, last: number): readonly Phrase[] {
  const { chunks } = sentence
  const phrases: Phrase[] = [{ first, last }]
  if (clauseHasVerb(sentence, first)) return phrases
  let at = first
  while (chunks[at - 1]?.kind === 'and' || (phrases.length > 1 && chunks[at - 1]?.kind === 'comma')) {
    const before = chunks[at - 2]?.kind === 'comma' ? at - 3 : at - 2
    if (chunks[before]?.kind !== 'np') break
    const start = ownerStart(sentence, before)
    if (chunks[start - 1]?.kind === 'preposition') return [leftPhraseOf(sentence, start, before + 1), ...phrases]
    const governor = chunks[start - 1]
    if (governor?.kind === 'to' || (governor?.kind === 'vg' && !isSaying(governor.head))) break
    phrases.unshift({ first: start, last: before + 1 })
    at = start
  }
  return phrases
}

/** Whether a verb other than one of saying stands before `at` in its clause: then 'and' joins two clauses, not two subjects. */
function clauseHasVerb({ chunks }: Sentence, at: number): boolean {
  for (let before = at - 1; before >= 0; before -= 1) {
    if (/^(?:that|relative|subordinator|but|quote)$/.test(chunks[before]!.kind)) return false
    if (isFiniteVerb(chunks[before])) return !isSaying(chunks[before]!.head)
  }
  return false
}

/** 'leaders of A' of 'leaders of A and B'. */
function leftPhraseOf(sentence: Sentence, at: number, last: number): Phrase {
  let first = at
  while (sentence.chunks[first - 1]?.kind === 'preposition' && sentence.chunks[first - 2]?.kind === 'np')
    first = ownerStart(sentence, first - 2)
  return { first, last }
}

export function previousVerb({ chunks }: Pick<Sentence, 'chunks'>, from: number): number | null {
  for (let at = from; at >= 0; at -= 1) if (isFiniteVerb(chunks[at])) return at
  return null
}

function nextFinite({ chunks }: Sentence, from: number): number | null {
  for (let at = from; at < chunks.length; at += 1) if (isFiniteVerb(chunks[at])) return at
  return null
}
