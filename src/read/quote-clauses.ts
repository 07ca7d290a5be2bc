import {
  adjunctStarts,
  contentEnd,
  continuation,
  endOf,
  hasLeft,
  hasWords,
  leftContent,
  listenerAfter,
  opensClause,
  rightContent,
  skipAdjuncts,
} from './quote-contents.ts'
import { type Cue, type CueClass, cues, type VerbForm } from './quote-cues.ts'
import { creditAt, dashed, hearsayAt, labelled, nounAt, relayedAt } from './quote-patterns.ts'
import {
  auxiliaries,
  beforeVerb,
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
} from './quote-sources.ts'
import type { Token, Unit } from './quote-units.ts'

/** A statement as the words of one unit tell it; stretches are token indices of that unit. */
export type Clause = Readonly<{
  /** What kind of cue: a class of verbs, or `credit` "according to", `noun` "the claim that", `adverb` "reportedly", `label` "X: …", `dash` "“…” — X". */
  kind: CueClass | 'credit' | 'noun' | 'adverb' | 'label' | 'dash'
  lemma: string
  form: VerbForm
  cue: Stretch
  source: Stretch | null
  /** The source stands by this cue and is not taken over from another. */
  own: boolean
  inverted: boolean
  passive: boolean
  listener: Stretch | null
  /** Who passes it on, where the clause itself says so: "R quoted X as saying". */
  medium: Stretch | null
  /** Empty: the words follow in the next paragraph, after a colon. */
  content: readonly Stretch[]
}>
/** Says whether a clause that the rules allow is a statement after all. */
export type Judge = (tokens: readonly Token[], clause: Clause, before: readonly Clause[]) => boolean

type Tokens = readonly Token[]

const beforeNoun = new Set(['of', 'for', 'in', 'at', 'with', 'on', 'about', 'against', 'into', "'s"])
const modals = new Set(
  "will would can could may might must shall should do does did to didn't doesn't don't won't cannot can't couldn't wouldn't".split(' '),
)
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
    if (token.kind !== 'word') continue
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
    const readings = cues.get(token.word) ?? unknownVerb(tokens, at)
    const clause = readings && !(token.capital && isInside(tokens, at)) ? clauseAt(tokens, at, readings, found) : null
    add(clause ?? nounAt(tokens, at) ?? hearsayAt(tokens, at))
  }
  return found
}

/** Any verb beside a quotation or before "that" may be a cue ("chorused"): its ending is all that is known of it. */
function unknownVerb(tokens: Tokens, at: number): readonly Cue[] | undefined {
  const { word, capital } = tokens[at]!
  const form = word.endsWith('ed') ? 'past' : word.endsWith('ing') ? 'ing' : /[^s]s$/.test(word) ? 's' : null
  if (!form || capital || word.length < 4) return undefined
  const next = tokens[at + 1]
  const after = tokens[next?.word === ',' || next?.word === ':' || next?.word === ';' ? at + 2 : at + 1]
  const left = subjectBefore(tokens, at)
  const closes = next === undefined || next.kind === 'mark' || adjunctStarts.has(next.word) || isTime(next)
  const beside = after?.kind === 'quoted' || next?.word === 'that' || (closes && left !== null && tokens[left.from - 1]?.kind === 'quoted')
  return beside ? [{ lemma: `-${form}`, class: 'utter', form, particle: '' }] : undefined
}

/** Not at the start of a sentence, where any word has a capital. */
const isInside = (tokens: Tokens, at: number) => at > 0 && tokens[at - 1]!.kind !== 'quoted' && tokens[at - 1]!.kind !== 'mark'

function clauseAt(tokens: Tokens, at: number, all: readonly Cue[], found: readonly Clause[]): Clause | null {
  const readings = matching(tokens, at, all)
  const first = readings[0]
  if (!first || isNoun(tokens, at, first) || asksForSilence(tokens, at)) return null
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

const objects = new Set('him her them me us you reporters'.split(' '))
const listening = ({ class: kind }: Cue) => (kind === 'tell' ? 2 : kind === 'urge' ? 1 : 0)

/** "asked not to be named": of the source, and no statement. */
const asksForSilence = (tokens: Tokens, at: number) => {
  const be = tokens[at + 1]?.word === 'not' ? at + 3 : -1
  return be > 0 && tokens[be]?.word === 'be' && /^(?:named|identified|quoted)$/.test(tokens[be + 1]?.word ?? '')
}

/** Readings whose particle follows; with a particle only those. Before "them" first those that take a listener. */
function matching(tokens: Tokens, at: number, all: readonly Cue[]): readonly Cue[] {
  const follows = (particle: string) => particle.split(' ').every((word, index) => tokens[at + 1 + index]?.word === word)
  const longer = all.filter(({ particle }) => particle !== '' && follows(particle))
  if (longer.length > 0) return longer
  const plain = all.filter(({ particle }) => particle === '')
  return objects.has(tokens[at + 1]?.word ?? '') ? [...plain].sort((a, b) => listening(b) - listening(a)) : plain
}

/** "his claims", "the said", "of reports": the word is a noun or an adjective here. */
function isNoun(tokens: Tokens, at: number, { form, lemma }: Cue): boolean {
  const left = tokens[beforeVerb(tokens, at) - 1]
  const nearest = tokens[at - 1]
  if (!nearest) return form === 'base' || form === 'ing'
  if (nearest.kind === 'possessive' || articles.has(nearest.word) || beforeNoun.has(nearest.word)) return true
  if (form === 's' && nounVerbs.has(lemma)) return pluralNoun(tokens, at)
  if (form === 'past') return participle(tokens, at, lemma)
  if (form !== 'base' || modals.has(nearest.word)) return false
  const plural =
    left !== undefined &&
    (/s$|^(?:people|police|men|women|who|whom|and|those|many|some|others)$/.test(left.word) || pronouns.has(left.word))
  return !plural && nounVerbs.has(lemma)
}
/** "battleground states could", "rules for", "the reports, which": a plural, as what follows shows. */
function pluralNoun(tokens: Tokens, at: number): boolean {
  const next = tokens[at + 1]
  return (
    next === undefined ||
    tokens[at - 1]!.word.endsWith('ing') ||
    auxiliaries.has(next.word) ||
    /^(?:like|and|of|in|on|for|from|with|around)$/.test(next.word) ||
    cues.has(next.word)
  )
}

/** "people accused of fraud": said of the noun before. */
const participle = (tokens: Tokens, at: number, lemma: string): boolean =>
  lemma === 'accuse' && tokens[at + 1]?.word === 'of' && !auxiliaries.has(tokens[at - 1]!.word) && !isAdverb(tokens[at - 1]!)

const articles = new Set('the a an his her its their our my your no every each any another'.split(' '))
/** Verbs whose plain form is as often a noun. */
const nounVerbs = new Set(
  (
    'report claim state plan call charge demand question note comment tweet retweet post document estimate project forecast offer promise pledge vow support request issue record ' +
    'review debate share target attack order rule rate label brand list register release address welcome answer doubt fear hope worry view regard guess bet care love hate like aim wish ' +
    'challenge press appeal voice echo outline signal study remark joke lament boast quip hint counter brief command counsel petition fault slam blast rip rant term detail warrant chant ' +
    'cry shout whisper laugh smile murmur start finish end figure show bark roar crow rap preach prove read query intent back credit salute hail favor favour demand praise blame mock weigh muse talk'
  ).split(' '),
)

/** `phrase` null: the text does not say who. `own`: the phrase stands by this verb and is not taken over from another. */
type Subject = Readonly<{ phrase: Stretch | null; inverted: boolean; own: boolean; right: number }>

/** The one who speaks; null: no verb can stand here. */
function subjectOf(tokens: Tokens, verb: Stretch, cue: Cue, found: readonly Clause[]): Subject | null {
  const left = tokens[verb.from - 1]
  const end = beforeVerb(tokens, verb.from)
  const subject = (phrase: Stretch | null, own = true): Subject => ({ phrase, inverted: false, own, right: verb.to })
  const inverted = cue.form === 'ing' || cue.class === 'tell' ? null : invertedSubject(tokens, verb)
  if (inverted) return { phrase: inverted, inverted: true, own: true, right: inverted.to }
  if (cue.form === 'ing' && !auxiliaries.has(left?.word ?? '')) {
    const near = left?.kind === 'word' && !isAdverb(left) ? phraseBefore(tokens, verb.from) : null
    const phrase = found.at(-1)?.source ?? firstSubject(tokens, verb.from) ?? near
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
function invertedSubject(tokens: Tokens, verb: Stretch): Stretch | null {
  const left = tokens[verb.from - 1]
  const first = tokens[verb.to]
  if (verb.from === 0) return openingSubject(tokens, verb.to)
  if (!first || !hasLeft(tokens, verb.from) || opensClause.has(first.word) || pronouns.has(first.word)) return null
  if (left?.word === ',' && tokens[verb.from - 2]?.kind === 'quoted' && first.kind === 'quoted') return null
  const phrase = phraseAfter(tokens, verb.to)
  if (!phrase || isTime(first)) return null
  if (left?.word === ',' && !closesUnit(tokens, phrase) && opensWithSubject(tokens, verb.from)) return null
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
  const make = (...content: readonly (Stretch | null)[]): Clause | null => {
    const parts = content.filter((part) => part !== null && hasWords(tokens, part)) as Stretch[]
    if (parts.length === 0) return null
    return {
      kind: cue.class,
      lemma: cue.lemma,
      form: cue.form,
      cue: verb,
      source: agent,
      own: true,
      inverted: false,
      passive: true,
      listener: null,
      medium: null,
      content: parts,
    }
  }
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

/** "called on the mayor, A. Ode, to": the comma that ends an apposition to the listener. */
const afterListener = (tokens: Tokens, at: number, listener: Stretch | null): number =>
  listener !== null && tokens[at]?.word === ',' && tokens[at + 1]?.word === 'to' ? at + 1 : at

function contentFor(tokens: Tokens, verb: Stretch, cue: Cue, subject: Subject): Clause | null {
  const { phrase: source, inverted, own } = subject
  const listener = listenerAfter(tokens, subject.right, cue.class)
  const make = (...content: readonly (Stretch | null)[]): Clause | null => {
    const parts = content.filter((part) => part !== null && hasWords(tokens, part)) as Stretch[]
    if (parts.length === 0 && !(tokens.at(-1)?.word === ':' && content.length === 0)) return null
    return {
      kind: cue.class,
      lemma: cue.lemma,
      form: cue.form,
      cue: verb,
      source,
      own,
      inverted,
      passive: false,
      listener,
      medium: null,
      content: parts,
    }
  }
  if (own && source && !inverted && tokens[source.from - 1]?.word === 'as') return make(...aroundAs(tokens, source.from - 1, verb.to))
  const leftEnd = inverted || !own ? verb.from : (source?.from ?? verb.from)
  const after = afterListener(tokens, skipAdjuncts(tokens, listener?.to ?? subject.right), listener)
  const comma = tokens[after]?.word === ',' && after + 1 < endOf(tokens)
  const leftTo = leftEnd - (tokens[leftEnd - 1]?.word === ',' ? 1 : 0)
  const left = own && hasLeft(tokens, leftEnd) ? leftContent(tokens, leftTo, comma ? 1 : undefined) : null
  const quotedLeft = left !== null && tokens[left.to - 1]!.kind === 'quoted'
  const closed = after >= endOf(tokens) || tokens[after]!.word === ','
  const quotedRight = comma && tokens[after + 1]!.kind === 'quoted'
  if (left && (quotedLeft || inverted || (closed && !quotedRight)))
    return make(left, comma ? continuation(tokens, after + 1, quotedLeft) : null)
  if (after === tokens.length - 1 && tokens[after]!.word === ':') return make()
  return make(rightContent(tokens, after, cue, listener))
}
