import type { Token } from './quote-units.ts'

/** Token indices of one unit, half-open. */
export type Stretch = Readonly<{ from: number; to: number }>

const set = (list: string): ReadonlySet<string> => new Set(list.split(' '))

export const determiners = set(
  'the a an this that these those his her its their our my your some any no each every all both several many most another other two three',
)
export const pronouns = set(
  'he she they we i it you who him her them us me himself herself themselves others everyone somebody someone nobody',
)
const subjects = set(
  'he she they we i it you who others many some several most both few none this that these those everyone someone one two three all',
)
export const linking = set('of for in at from with to on within behind against inside between near under over into by among')
const conjunctions = set(
  'that and but or if when while as because although though which what who whom whose where why how whether since unless until after before so than yet however nor then like',
)
export const auxiliaries = set(
  "has have had is are was were be been being am will would can could may might must shall should do does did not n't hasn't haven't hadn't isn't aren't wasn't weren't won't wouldn't can't couldn't don't doesn't didn't cannot",
)
export const passives = new Set("is are was were be been being isn't wasn't weren't".split(' '))
const adverbs = set(
  'also later then now again earlier previously further once never ever already still just only even often always once soon today yesterday tonight tomorrow however too there ' +
    'thus meanwhile instead twice first further ever far simply so more quickly much here elsewhere afterwards nevertheless nonetheless yet almost subsequently',
)
const days = set('monday tuesday wednesday thursday friday saturday sunday')
const months = set(
  'january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec',
)
const timeNouns = set('week month year morning afternoon evening night weekend day days hours weeks months years ago')
/** Nouns after which "to" belongs to the noun phrase: "the ambassador to", "close to". */
const toNouns = set(
  'ambassador envoy adviser advisor aide assistant delegate close secretary according letter representative counsel special response',
)
/** Quoted words in a noun phrase are a title or a nickname. In code units. */
const longestTitle = 40
const longest = 16 // tokens; noun phrases of news stay below it nearly always

export const isAdverb = (token: Token) =>
  token.kind === 'word' &&
  (adverbs.has(token.word) || (token.word.endsWith('ly') && !token.capital && token.word.length > 4 && token.word !== 'family'))
const times = new Set([...days, ...months, ...timeNouns])
export const isTime = (token: Token) => times.has(token.word) && (token.capital || !months.has(token.word))
const functions = new Set([...conjunctions, ...auxiliaries, ...linking, ...determiners])
const isFunction = ({ word }: Token) => functions.has(word)
const isContentWord = (token: Token) => (token.kind === 'word' && !isFunction(token) && !isAdverb(token)) || token.kind === 'number'

/** The noun phrase that ends right before token `to`; null: none does. A relative "who" is led back to its noun. */
export function phraseBefore(tokens: readonly Token[], to: number, floor = 0): Stretch | null {
  const last = tokens[to - 1]
  if (!last || to <= floor) return null
  if (last.word === 'who' || last.word === 'which') return antecedent(tokens, tokens[to - 2]?.word === ',' ? to - 2 : to - 1, floor)
  if (last.kind === 'word' && subjects.has(last.word)) return { from: to - 1, to }
  if (last.word === ')') {
    const open = indexBefore(tokens, to - 1, '(', floor)
    const inner = open < 0 ? null : phraseBefore(tokens, open, floor)
    return inner && { from: inner.from, to: inner.to }
  }
  if (pronouns.has(last.word) && tokens[to - 2]?.word === 'of' && to - 3 >= floor && parts.has(tokens[to - 3]!.word))
    return { from: to - 3, to } // "one of them"
  let from = to
  while (from > floor && to - from < longest && extendsLeft(tokens, from - 1, from, to, floor)) from--
  while (from < to && (linking.has(tokens[from]!.word) || tokens[from]!.word === 'and' || tokens[from]!.kind === 'possessive')) from++
  if (tokens[from]?.word === 'that' && to - from > 1 && /[^s]s$/.test(last.word)) from++ // "a city that scientists say"
  if (from === to || !tokens.slice(from, to).some((token) => isContentWord(token) || token.kind === 'quoted')) return null
  return { from, to }
}

/** What a relative "who" stands for: "Ode, minister of youth who", the name. */
function antecedent(tokens: readonly Token[], to: number, floor: number): Stretch | null {
  const phrase = phraseBefore(tokens, to, floor)
  if (!phrase || tokens[phrase.from - 1]?.word !== ',') return phrase
  const name = phraseBefore(tokens, phrase.from - 1, floor)
  const named = name !== null && name.to - name.from > 1 && tokens.slice(name.from, name.to).every((token) => token.capital)
  return named ? name : phrase
}

const parts = set('one two three four some many several most both none all each another')
/** After "in" these open an adverbial: "in his speech", "in a statement". */
const setting = set('a an his her its their')

/** Forms that are verbs always: no noun phrase reaches over them. */
const telling = set('said says saying told tells telling')

/** Whether token `at` still belongs to the noun phrase that begins at `from`. */
function extendsLeft(tokens: readonly Token[], at: number, from: number, to: number, floor: number): boolean {
  const token = tokens[at]!
  const right = tokens[from]
  const left = at > floor ? tokens[at - 1] : undefined
  if (right && determiners.has(right.word) && from < to)
    return linking.has(token.word) && left !== undefined && isNounLike(left) && !(token.word === 'in' && setting.has(right.word))
  if (telling.has(token.word)) return false
  if (token.kind === 'possessive') return true
  if (token.kind === 'quoted') return from < to && left !== undefined && token.word === '“' && token.end - token.start < longestTitle
  if (token.kind === 'number') return true
  if (token.kind === 'mark') return '-–&./'.includes(token.word) && from < to && left !== undefined && left.end === token.start
  if (isTime(token) && from < to && right?.kind !== 'possessive' && !(right && linking.has(right.word))) return false
  if (linking.has(token.word)) return from < to && left !== undefined && isNounLike(left) && (token.word !== 'to' || toNouns.has(left.word))
  if (token.word === 'and') return from < to && left !== undefined && joins(left, right)
  if (determiners.has(token.word)) return from < to || token.word === 'that'
  return (
    !conjunctions.has(token.word) &&
    !auxiliaries.has(token.word) &&
    !pronouns.has(token.word) &&
    (!isAdverb(token) || token.capital || right?.word.endsWith('ed') === true)
  )
}

const isNounLike = (token: Token) => isContentWord(token) && !isTime(token) && !token.word.endsWith('ing')
/** "Ode and Hill", "officials and experts": two of a kind. */
const joins = (left: Token, right: Token | undefined) =>
  right !== undefined &&
  isNounLike(left) &&
  (left.capital === right.capital || right.capital || determiners.has(right.word)) &&
  (left.capital || left.word.endsWith('s'))

function indexBefore(tokens: readonly Token[], at: number, word: string, floor: number): number {
  for (let index = at - 1; index >= floor && at - index < 2 * longest; index--) if (tokens[index]!.word === word) return index
  return -1
}

/** The noun phrase that begins at token `from`; null: none does. */
export function phraseAfter(tokens: readonly Token[], from: number, ceiling = tokens.length): Stretch | null {
  const first = tokens[from]
  if (!first || from >= ceiling) return null
  if (first.kind === 'word' && pronouns.has(first.word) && !(first.word === 'her' && isContentWord(tokens[from + 1] ?? first)))
    return { from, to: from + 1 }
  let to = from
  while (to < ceiling && to - from < longest && extendsRight(tokens, to, from)) to++
  while (to > from && (linking.has(tokens[to - 1]!.word) || determiners.has(tokens[to - 1]!.word) || tokens[to - 1]!.word === 'and')) to--
  if (tokens[to - 1]?.kind === 'possessive' && to - 1 > from) to--
  return to > from && tokens.slice(from, to).some(isContentWord) ? { from, to } : null
}

function extendsRight(tokens: readonly Token[], at: number, from: number): boolean {
  const token = tokens[at]!
  const left = at > from ? tokens[at - 1] : undefined
  const next = tokens[at + 1]
  if (token.kind === 'possessive') return left !== undefined
  if (token.kind === 'quoted') return false
  if (token.kind === 'number') return left === undefined || !left.capital || linking.has(left.word) || numberedThings.has(left.word)
  if (token.kind === 'mark' && at > from && bracketedLetters(tokens, at)) return true
  if (token.kind === 'mark')
    return '-–&./'.includes(token.word) && left !== undefined && left.end === token.start && next?.start === token.end
  if (isTime(token)) return left === undefined || linking.has(left.word)
  if (determiners.has(token.word)) return left === undefined || linking.has(left.word)
  if (linking.has(token.word)) {
    if (left === undefined || next === undefined || !isNounLike(left) || isTime(next)) return false
    if (token.word === 'in' && setting.has(next.word)) return false
    return token.word === 'of' || (!left.capital && (token.word !== 'to' || toNouns.has(left.word)) && token.word !== 'by')
  }
  if (token.word === 'and') return left !== undefined && next !== undefined && isContentWord(next) && joins(left, next)
  if (conjunctions.has(token.word) || auxiliaries.has(token.word) || pronouns.has(token.word)) return false
  if (isAdverb(token) && !token.capital) return left === undefined || determiners.has(left.word)
  if (/(?:ing|ed)$/.test(token.word) && left !== undefined && isNounLike(left) && !(next && isNounLike(next) && next.kind === 'word'))
    return false
  const afterName = left?.capital === true && !token.capital && isName(tokens, from, at)
  return (
    !afterName ||
    mediumNouns.has(token.word) ||
    (next?.capital === true && !isTime(next)) ||
    (next?.kind === 'mark' && !token.word.endsWith('ing'))
  )
}

/** At a bracket of "head of police (HOP) A. Ode": letters between a title and its bearer. */
function bracketedLetters(tokens: readonly Token[], at: number): boolean {
  const open = tokens[at]!.word === '(' ? at : at - 2
  const [letters, close, name] = [tokens[open + 1], tokens[open + 2], tokens[open + 3]]
  return tokens[open]?.word === '(' && letters?.capital === true && close?.word === ')' && name?.capital === true && !isTime(name)
}

/** May follow the name of a medium: "the Veld Post newspaper". */
const mediumNouns = set('news agency newspaper daily magazine television tv radio channel broadcaster website newswire network')

const numberedThings = set('article section chapter group phase unit act clause rule law resolution')
/** A run of capitals that is a name, not "European officials": at least two, or one that no noun follows. */
const isName = (tokens: readonly Token[], from: number, at: number) => at - from >= 2 && tokens[at - 1]!.capital && tokens[at - 2]!.capital

/** What stands between a subject and its verb is skipped: adverbs, auxiliaries, a date. Returns where the subject would end. */
export function beforeVerb(tokens: readonly Token[], verb: number, floor = 0): number {
  let at = verb
  while (at > floor) {
    const token = tokens[at - 1]!
    if (auxiliaries.has(token.word) || (isAdverb(token) && !token.capital)) at--
    else if (token.word === 'to' && raises(tokens, at - 1, floor) > 0) at -= 1 + raises(tokens, at - 1, floor)
    else if (isTime(token) || (token.kind === 'number' && at > floor + 1 && isTime(tokens[at - 2]!))) at = beforeTime(tokens, at, floor)
    else break
  }
  return at
}

const raising = set('expected set due going about likely scheduled continued began able used poised')
/** How many words before "to" only pass the subject on: "is expected to say", "went on to say". */
function raises(tokens: readonly Token[], to: number, floor: number): number {
  const word = tokens[to - 1]?.word ?? ''
  if (to - 1 > floor && word === 'on' && /^(?:went|go|goes)$/.test(tokens[to - 2]!.word)) return 2
  return to > floor && raising.has(word) ? 1 : 0
}

/** Steps left over "on Friday", "last week", "in May 2019". */
function beforeTime(tokens: readonly Token[], to: number, floor: number): number {
  let at = to
  while (
    at > floor &&
    (isTime(tokens[at - 1]!) || tokens[at - 1]!.kind === 'number' || /^(?:last|this|next|late|early|the)$/.test(tokens[at - 1]!.word))
  )
    at--
  return at > floor && /^(?:on|in|during|since|over|earlier)$/.test(tokens[at - 1]!.word) ? at - 1 : at
}

/** The subject of a verb, over an apposition between commas, dashes or brackets: "Ode, the mayor of Hill, said". */
export function subjectBefore(tokens: readonly Token[], verb: number, floor = 0): Stretch | null {
  const end = beforeVerb(tokens, verb, floor)
  const mark = tokens[end - 1]?.word
  if (end <= floor) return null
  if (mark === ',' || mark === '—' || mark === '--' || mark === '–' || mark === '-') return overApposition(tokens, end - 1, mark, floor)
  const phrase = phraseBefore(tokens, end, floor)
  const relative = phrase && !startsClause(tokens, phrase.from, floor) ? relativeBefore(tokens, phrase.from, floor) : -1
  if (relative > 0) return phraseBefore(tokens, relative + 1, floor)
  if (phrase && isOccasion(tokens, phrase, floor)) return phraseBefore(tokens, phrase.from - 1, floor)
  return phrase && unclosed(tokens, phrase, floor)
}

/** "The ministry in a statement said": the way of the words between their speaker and the verb. */
const isOccasion = (tokens: readonly Token[], { from, to }: Stretch, floor: number) =>
  from - 1 > floor &&
  /^(?:in|during|at|through|via|on)$/.test(tokens[from - 1]!.word) &&
  setting.has(tokens[from]!.word) &&
  occasions.has(tokens[to - 1]!.word)
/** Nouns for the ways and occasions of saying something. */
export const occasions = set(
  'statement interview email e-mail tweet letter post conference briefing speech television tv radio call message note report article video twitter facebook instagram memo ' +
    'address blog op-ed press release sunday meeting event rally newspaper news reporters journalists column',
)

/** Where the "who" stands whose clause runs up to `at`, no mark between: "an aide who knew the matter said"; -1: none does. */
function relativeBefore(tokens: readonly Token[], at: number, floor: number): number {
  for (let index = at - 1; index > floor && at - index < longest && tokens[index]!.kind !== 'mark'; index--)
    if (tokens[index]!.word === 'who') return index
  return -1
}

/** "Ode, head of the Hill board said": the name before a description that no second comma closes. */
function unclosed(tokens: readonly Token[], phrase: Stretch, floor: number): Stretch {
  const first = tokens[phrase.from]!
  if (tokens[phrase.from - 1]?.word !== ',' || first.capital || phrase.to - phrase.from < 2 || phrase.from - 1 <= floor) return phrase
  const name = phraseBefore(tokens, phrase.from - 1, floor)
  const named =
    name !== null &&
    tokens.slice(name.from, name.to).every((token) => token.capital) &&
    !isTime(tokens[name.to - 1]!) &&
    startsClause(tokens, name.from, floor)
  return named && (name.from === floor || tokens[name.from - 1]!.word !== ',') ? { from: name.from, to: phrase.to } : phrase
}

const appositionsCrossed = 5
/** Goes left from the mark at `close` over what describes the subject, to the first phrase of the chain. */
function overApposition(tokens: readonly Token[], close: number, mark: string, floor: number): Stretch | null {
  let found: Stretch | null = null
  let at = close
  for (let count = 0; count < appositionsCrossed; count++) {
    const open = indexBefore(tokens, at, mark, floor)
    if (open < 0 || !opensApposition(tokens, open + 1, at)) break
    const phrase = phraseBefore(tokens, open, floor)
    const left = phrase && tokens[phrase.from - 1]?.word
    const adverbial = phrase !== null && phrase.from > floor && (linking.has(left!) || afterTime.has(left!))
    if (phrase && !adverbial && !isTime(tokens[phrase.to - 1]!)) found = withName(tokens, phrase, open, close)
    else if (found) break
    if (phrase && startsClause(tokens, phrase.from, floor) && left !== mark) break
    at = open
  }
  return found
}
const afterTime = set('after before until since during despite amid following throughout besides alongside about regarding')

/** "Hill's envoy, A. Ode,": a description takes the name that stands beside it into its span. */
function withName(tokens: readonly Token[], phrase: Stretch, open: number, close: number): Stretch {
  const described = isDescription(tokens, phrase)
  const named = tokens
    .slice(open + 1, close)
    .every((token) => token.capital || (token.kind === 'mark' && token.word !== ',') || token.word.length <= 3)
  return described && named && close - open <= longestName ? { from: phrase.from, to: close } : phrase
}
const isDescription = (tokens: readonly Token[], { from, to }: Stretch) =>
  tokens.slice(from, to).some((token) => determiners.has(token.word) || token.kind === 'possessive' || token.word === 'of') ||
  !tokens[to - 1]!.capital

/** "the director of the film, A. Ode.": as `withName`, to the right. */
export function withNameAfter(tokens: readonly Token[], phrase: Stretch): Stretch {
  if (tokens[phrase.to]?.word !== ',' || !isDescription(tokens, phrase)) return phrase
  const name = phraseAfter(tokens, phrase.to + 1)
  const named = name !== null && name.to - name.from > 1 && tokens.slice(name.from, name.to).every((token) => token.capital)
  const next = tokens[name?.to ?? 0]
  return named && (next === undefined || next.kind === 'mark' || next.kind === 'quoted') ? { from: phrase.from, to: name.to } : phrase
}
const longestName = 6 // tokens, with the comma

/** What describes a subject does not begin like a clause of its own. */
const opensApposition = (tokens: readonly Token[], at: number, close: number) => {
  const first = tokens[at]
  return first !== undefined && at < close && first.kind !== 'quoted' && !auxiliaries.has(first.word) && !opensOwnClause.has(first.word)
}
const opensOwnClause = set('and but saying adding because if there he she it they we i that')

/** Whether a phrase at `from` can begin a clause: nothing before it, or a mark, a conjunction, a quotation. */
export function startsClause(tokens: readonly Token[], from: number, floor = 0): boolean {
  const left = tokens[from - 1]
  return from <= floor || left === undefined || left.kind === 'mark' || left.kind === 'quoted' || conjunctions.has(left.word)
}

/** The subject of the whole unit, for a participle that has none of its own ("…, adding that"). */
export function firstSubject(tokens: readonly Token[], before: number): Stretch | null {
  let at = 0
  while (at < before && (tokens[at]!.kind === 'quoted' || tokens[at]!.kind === 'mark')) at++
  const first = tokens[at]
  if (
    first &&
    (linking.has(first.word) ||
      (conjunctions.has(first.word) && first.word !== 'that') ||
      first.word.endsWith('ing') ||
      first.word.endsWith('ed'))
  ) {
    const comma = tokens.findIndex((token, index) => index > at && token.word === ',')
    if (comma > 0 && comma + 1 < before) at = comma + 1
  }
  while (at < before && isAdverb(tokens[at]!)) at++
  if (tokens[at]?.word === ',') at++
  return tokens[at]?.word === 'it' ? null : phraseAfter(tokens, at, before)
}
