import type { Mention, Party, Quote } from '#model/reading.ts'
import type { Span } from '#model/span.ts'
import { countriesIn, countrySense, nameOfCountry } from '#text/countries.ts'
import type { Token } from './clause-tokens.ts'
import type { Sentence } from './clauses.ts'
import type { Phrase } from './event-arguments.ts'
import type { Frame } from './event-lexicon.ts'
import { isArmed, isCivil, isCraft, isPeople, isQuantity, isWeapon } from './event-words.ts'
import type { EventDraft } from './events.ts'
import { bodyNamed } from './organisations.ts'
import { mentionsIn, partyAt } from './parties.ts'

/**
 * A sentence with all that is known around it. `quotes`: those with words in it; `firstTime`: the first timex that can be in it;
 * `before`: the candidates of the sentence before.
 */
export type Scene = Readonly<{
  draft: EventDraft
  span: Span<'article'>
  sentence: Sentence
  quotes: readonly Quote[]
  firstTime: number
  before: readonly Candidate[]
}>

export type Candidate = Readonly<{
  frame: Frame
  trigger: Span<'article'>
  /** The chunk of the trigger, and the verb that carries its tense: the trigger itself, or "held" of "held talks"; null: no verb. */
  at: number
  verbAt: number | null
  actors: readonly Party[]
  recipients: readonly Party[]
  nominal: boolean
  /** It hangs on a verb of planning. */
  planned: boolean
  /** It hangs on a denial. */
  denied?: boolean
  certainty: number
}>

/** What speaks against a candidate, off `sure`. Set by hand, checked on ../shared/train/news. */
export const sure = 0.9
export const costs = {
  noActor: 0.3,
  /** Of a verb in the active that has no subject we can find. */
  noSubject: 0.45,
  noRecipient: 0.15,
  /** Of an act that is none without somebody it is done to. */
  needsRecipient: 0.45,
  /** Of an act against a thing: "banned the marches". */
  thing: 0.35,
  farRecipient: 0.2,
  dullActor: 0.45,
  /** A capitalised word at the head of a sentence that nobody knows. */
  unknownName: 0.15,
  nominal: 0.05,
  bareNominal: 0.35,
  purpose: 0.15,
  subordinate: 0.45,
  possible: 0.45,
  unreported: 0.3,
  custom: 0.2,
  /** Of an act that has no side at all. */
  nobody: 0.2,
  /** Of force in a report of a match or a mishap. */
  game: 0.45,
} as const

export const spanOf = ({ tokens, chunks }: Sentence, { first, last }: Phrase): Span<'article'> => ({
  start: tokens[chunks[first]!.first]!.start,
  end: tokens[chunks[last - 1]!.last - 1]!.end,
})

export const textOf = ({ draft }: Scene, span: Span<'article'>) => draft.article.text.slice(span.start, span.end)

/** Pronouns that stand for people even where nobody found for whom. */
const persons = new Set(['he', 'she', 'him', 'they', 'them', 'i', 'me'])
const isResolved = ({ draft }: Scene, span: Span<'article'>) => mentionsIn(draft.mentions, span).some(({ actor }) => actor !== null)

/** Whether the head of a phrase itself can act: a person, a body, a country, a weapon; 'sanctions' of 'British sanctions' cannot. */
export function canAct(scene: Scene, phrase: Phrase): boolean {
  const { chunks, tokens } = scene.sentence
  let at = phrase.first
  while (chunks[at]!.owner && at + 1 < phrase.last) at += 1
  while (isQuantity(chunks[at]!.head) && at + 2 < phrase.last) at += 2 // 'tens of thousands of students'
  const { head, last, first } = chunks[at]!
  if (isWeapon(head))
    return isCraft(head) ? isManned(tokens.slice(first, last - 1)) : !(last - 2 >= first && isCivil(tokens[last - 2]!.word))
  return (isPeople(head) || crowds.test(tokens[last - 1]!.word) || tokens[last - 1]!.tag !== 'noun') && isActor(scene, phrase)
}

/** 'Israeli jets', 'a naval vessel': a craft acts for whom its owner or its arms tell; 'the ship', 'a container ship' acts for nobody. */
const isManned = (before: readonly Token[]): boolean =>
  !before.some(({ word }) => isCivil(word)) && before.some(({ word, capital, tag }) => isArmed(word) || (capital && tag !== 'determiner'))

/** 'Thousands marched': people, where nothing says of what. */
const crowds = /^(?:thousands|hundreds|dozens|scores|crowds)$/

/** 'emergency funds', where 'pension funds' are somebody. */
const isMoney = (words: readonly Token[]): boolean =>
  words.at(-1)?.word === 'funds' && !/^(?:pension|hedge|investment|wealth|equity|venture|vulture)$/.test(words.at(-2)?.word ?? '')

/** Whether a phrase can act or be acted on: it names somebody or some country, or its head is a word for people. */
export function isActor(scene: Scene, phrase: Phrase): boolean {
  const { chunks, tokens } = scene.sentence
  if (phrase.last - phrase.first === 1 && crowds.test(tokens[chunks[phrase.first]!.last - 1]!.word)) return true
  let capital = false
  for (let at = phrase.first; at < phrase.last; at += 1) {
    const { kind, head, first, last } = chunks[at]!
    if (kind === 'np' && isPeople(head) && !isMoney(tokens.slice(first, last))) return true
    if (kind === 'np' && tokens[first]!.tag === 'pronoun') return persons.has(head) || isResolved(scene, tokens[first]!)
    for (let token = first; token < last; token += 1)
      capital ||= tokens[token]!.capital && (tokens[token]!.tag === 'name' || tokens[token]!.tag === 'noun')
  }
  if (!capital) return false
  const span = spanOf(scene.sentence, phrase)
  const owns = ({ type, at }: Mention) => type !== 'MISC' && scene.draft.article.text[at.end] !== '-' // not Peru of 'the Peruvian-flagged Dahl'
  if (mentionsIn(scene.draft.mentions, span).some(owns)) return true
  const words = textOf(scene, span).replace(/\p{Lu}\p{L}*-\p{Ll}+/gu, '')
  return bodyNamed(words) !== null || countriesIn(words).length > 0
}

export function partiesOf(scene: Scene, phrases: readonly Phrase[]): readonly Party[] {
  return phrases.map((phrase) => {
    const last = phrase.last - 1
    const chunk = scene.sentence.chunks[last]!
    const { start } = spanOf(scene.sentence, phrase)
    const ends = chunk.owner ? chunk.last - 1 : chunk.last
    const party = partyAt(scene.draft, { start, end: scene.sentence.tokens[ends - 1]!.end })
    return party.actor === null && party.anonymous === null ? (nationOf(scene, phrase) ?? party) : party
  })
}

/** Endings of nouns for those who do something: 'contractor', 'immigrant'. */
const likePeople = /(?:er|or|ist|ian|ant|[^m]ent|ee|man)$/

/** 'Peruvian meddling', 'Chilean targets': the nation that the thing belongs to; null: people, or no nation. */
function nationOf(scene: Scene, { first, last }: Phrase): Party | null {
  const { chunks, tokens } = scene.sentence
  const { head, first: from, last: to } = chunks[first]!
  const word = tokens[tokens[from]!.tag === 'determiner' ? from + 1 : from]!
  if (last - first !== 1 || isPeople(head) || likePeople.test(head) || isCraft(head) || isWeapon(head) || word === tokens[to - 1])
    return null
  const nation = tokens[to - 1]!.capital ? null : countrySense(textOf(scene, word))
  return nation?.kind === 'demonym' ? countryParty(scene, nation.code, word) : null
}

/** The country that an adjective names: 'Swedish' of 'the Swedish request', where the thing itself is nobody. */
export function countryParty({ draft: { actors } }: Scene, code: string, { start, end }: Span<'article'>): Party {
  const actor = actors.findIndex(({ kind, country }) => kind === 'country' && country === code)
  return { at: { start, end }, name: nameOfCountry(code)!, actor: actor < 0 ? null : actor, anonymous: null }
}

/** The quote in whose words a chunk stands. */
export function quoteOver({ quotes, sentence }: Scene, at: number): Quote | null {
  const { start, end } = spanOf(sentence, { first: at, last: at + 1 })
  return quotes.find(({ content }) => content.some((part) => part.start <= start && end <= part.end)) ?? null
}

/** The quote that a verb introduces: who speaks has been found already, wherever he stands. */
export function quoteCuedBy({ quotes, sentence }: Scene, at: number): Quote | null {
  const { start, end } = spanOf(sentence, { first: at, last: at + 1 })
  return quotes.find(({ cue, kind }) => cue !== null && kind !== 'indirect' && cue.start < end && start < cue.end) ?? null
}
