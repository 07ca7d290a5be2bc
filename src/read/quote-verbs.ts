import { adjunctStarts } from './quote-contents.ts'
import { type Cue, cues, cuesOf } from './quote-cues.ts'
import { auxiliaries, beforeVerb, isAdverb, isTime, phraseAfter, pronouns, subjectBefore } from './quote-sources.ts'
import type { Token } from './quote-units.ts'

type Tokens = readonly Token[]

const beforeNoun = new Set(['of', 'for', 'in', 'at', 'with', 'on', 'about', 'against', 'into', "'s"])
const modals = new Set(
  "will would can could may might must shall should do does did to didn't doesn't don't won't cannot can't couldn't wouldn't".split(' '),
)

/** The ways to read the word at `at` as a cue, likeliest first; empty: it is none there, or a noun. */
export function readingsAt(tokens: Tokens, at: number): readonly Cue[] {
  const { word, capital } = tokens[at]!
  if (capital && isInside(tokens, at)) return []
  const all = cuesOf(word) ?? unknownVerb(tokens, at)
  const readings = all ? matching(tokens, at, all) : []
  return readings.length === 0 || isNoun(tokens, at, readings[0]!) || asksForSilence(tokens, at) ? [] : readings
}

/** "“…,” Ode chorused": a quotation right before the subject. */
function followsQuotation(tokens: Tokens, at: number): boolean {
  const subject = subjectBefore(tokens, at)
  return subject !== null && tokens[subject.from - 1]?.kind === 'quoted'
}

/** Not at the start of a sentence, where any word has a capital. */
const isInside = (tokens: Tokens, at: number) => at > 0 && tokens[at - 1]!.kind !== 'quoted' && tokens[at - 1]!.kind !== 'mark'

/** Ends in -ed, -ing or a single -s. */
export function isShapedLikeVerb(word: string): boolean {
  const { length } = word
  if (length < 4) return false
  const last = word.charCodeAt(length - 1)
  if (last === small.s) return word.charCodeAt(length - 2) !== small.s
  return (last === small.d && word.endsWith('ed')) || (last === small.g && word.endsWith('ing'))
}
const small = { d: 100, g: 103, s: 115 } as const

/** Any verb beside a quotation or before "that" may be a cue ("chorused"): its ending is all that is known of it. */
function unknownVerb(tokens: Tokens, at: number): readonly Cue[] | undefined {
  const { word, capital } = tokens[at]!
  if (capital || !isShapedLikeVerb(word)) return undefined
  const form = word.endsWith('d') ? 'past' : word.endsWith('g') ? 'ing' : 's'
  const next = tokens[at + 1]
  const after = tokens[next?.word === ',' || next?.word === ':' || next?.word === ';' ? at + 2 : at + 1]
  const closes = next === undefined || next.kind === 'mark' || adjunctStarts.has(next.word) || isTime(next)
  const beside = after?.kind === 'quoted' || next?.word === 'that' || (closes && followsQuotation(tokens, at))
  return beside ? [{ lemma: `-${form}`, class: 'utter', form, particle: '' }] : undefined
}

const objects = new Set('him her them me us you reporters'.split(' '))
const listening = ({ class: kind }: Cue) => (kind === 'tell' ? 2 : kind === 'urge' ? 1 : 0)

/** "asked not to be named": of the source, and no statement. */
const asksForSilence = (tokens: Tokens, at: number) => {
  const be = tokens[at + 1]?.word === 'not' ? at + 3 : -1
  return be > 0 && tokens[be]?.word === 'be' && /^(?:named|identified|quoted)$/.test(tokens[be + 1]?.word ?? '')
}

/** "them", or somebody before "that" or a quotation. */
function namesListener(tokens: Tokens, at: number): boolean {
  if (objects.has(tokens[at]?.word ?? '')) return true
  const phrase = tokens[at]?.word === 'that' ? null : phraseAfter(tokens, at)
  const next = phrase && tokens[phrase.to]
  return next?.word === 'that' || next?.kind === 'quoted' || (next?.word === ',' && tokens[phrase!.to + 1]?.kind === 'quoted')
}

/** Readings whose particle follows; with a particle only those. Before a listener first those that take one. */
function matching(tokens: Tokens, at: number, all: readonly Cue[]): readonly Cue[] {
  const follows = (particle: string) => particle.split(' ').every((word, index) => tokens[at + 1 + index]?.word === word)
  const longer = all.filter(({ particle }) => particle !== '' && follows(particle))
  if (longer.length > 0) return longer
  const plain = all.filter(({ particle }) => particle === '')
  return plain.length > 1 && namesListener(tokens, at + 1) ? [...plain].sort((a, b) => listening(b) - listening(a)) : plain
}

/** "his claims", "the said", "of reports": the word is a noun or an adjective here. */
function isNoun(tokens: Tokens, at: number, { form, lemma }: Cue): boolean {
  const left = tokens[beforeVerb(tokens, at) - 1]
  const nearest = tokens[at - 1]
  if (!nearest) return form === 'base' || form === 'ing'
  if (nearest.kind === 'possessive' || articles.has(nearest.word) || beforeNoun.has(nearest.word)) return true
  const next = tokens[at + 1]
  if ((form === 's' || form === 'base') && nounVerbs.has(lemma) && next && finite.has(next.word)) return true // "the murder suspect is"
  if (form === 'ing' && next && isTime(next) && !next.capital) return true // "the reporting year"
  if (
    (lemma === 'add' || lemma === 'warn') &&
    form === 'ing' &&
    beforeGerund.has(nearest.word) &&
    next?.kind !== 'quoted' &&
    next?.word !== 'that' &&
    next?.word !== ':'
  )
    return true // "before adding salt"
  if (lemma === 'go on' && next?.word === 'on' && tokens[at + 2]?.word === 'to') return true // "went on to state": the next verb tells
  if (bareParticiples.has(tokens[at]!.word) && beforeVerb(tokens, at) === at) return true // "presented written pleas"
  if (form === 's' && nounVerbs.has(lemma)) return pluralNoun(tokens, at)
  if (form === 'past') return participle(tokens, at, lemma)
  if (form !== 'base' || modals.has(nearest.word)) return false
  const plural =
    left !== undefined &&
    (/s$|^(?:people|police|men|women|who|whom|and|those|many|some|others)$/.test(left.word) || pronouns.has(left.word))
  return !plural && nounVerbs.has(lemma)
}
/** Right after a noun: it is the subject of what follows. */
const finite = new Set('is are was were has have had will would can could may might must should'.split(' '))
/** Participles that are no past: only with an auxiliary are they verbs. */
const bareParticiples = new Set('written shown known sworn'.split(' '))

/** "battleground states could", "rules for", "the reports, which": a plural, as what follows shows. */
function pluralNoun(tokens: Tokens, at: number): boolean {
  const next = tokens[at + 1]
  return (
    next === undefined ||
    tokens[at - 1]!.word.endsWith('ing') ||
    auxiliaries.has(next.word) ||
    /..(?:ing|ed)$/.test(next.word) ||
    /^(?:like|and|of|in|on|for|from|with|around)$/.test(next.word) ||
    cues.has(next.word)
  )
}

/** "people accused of fraud": said of the noun before. */
const participle = (tokens: Tokens, at: number, lemma: string): boolean =>
  lemma === 'accuse' &&
  (accused.test(tokens[at - 1]!.word) ||
    (tokens[at + 1]?.word === 'of' && !auxiliaries.has(tokens[at - 1]!.word) && !isAdverb(tokens[at - 1]!)))
/** "the main accused": a person. */
const accused = /^(?:main|key|prime|chief|co)$/

const beforeGerund = new Set('before after by without when while'.split(' '))
const articles = new Set('various several the a an his her its their our my your no every each any another'.split(' '))
/** Verbs whose plain form is as often a noun. */
const nounVerbs = new Set(
  (
    'report claim state plan call charge demand question note comment tweet retweet post document estimate project forecast offer promise pledge vow support request issue record ' +
    'review debate share target attack order rule rate label brand list register release address welcome answer doubt fear hope worry view regard guess bet care love hate like aim wish ' +
    'challenge press appeal voice echo suspect concern outline signal study remark joke lament boast quip hint counter brief command counsel petition fault slam blast rip rant term detail warrant chant ' +
    'cry shout whisper laugh smile murmur start finish end figure show bark roar crow rap preach prove read query intent back credit salute hail favor favour demand praise blame mock weigh muse talk'
  ).split(' '),
)
