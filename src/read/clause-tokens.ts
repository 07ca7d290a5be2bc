import type { Span } from '#model/span.ts'
import { FormBit, singularOf, verbBits } from './verb-forms.ts'

/** Word classes, as far as lists, endings and neighbours tell them. */
export type Tag =
  | 'noun'
  | 'name'
  | 'verb'
  | 'be'
  | 'have'
  | 'do'
  | 'modal'
  | 'to'
  | 'determiner'
  | 'pronoun'
  | 'preposition'
  | 'and'
  | 'but'
  | 'that'
  | 'relative'
  | 'subordinator'
  | 'adverb'
  | 'not'
  | 'possessive'
  | 'number'
  | 'comma'
  | 'quote'
  | 'stop'
  | 'time'

export type Token = Readonly<{ start: number; end: number; word: string; capital: boolean; tag: Tag }>
type Draft = { start: number; end: number; word: string; capital: boolean; tag: Tag }

const list = (words: string) => new Set(words.split(/\s+/))

/** Words of the closed classes. */
const classes: Partial<Record<Tag, string>> = {
  be: "be is are was were been being am 'm 're",
  have: "have has had having 've",
  do: 'do does did',
  modal: "will would shall should can could may might must cannot 'll 'd wo",
  not: "not n't never",
  to: 'to',
  and: 'and or &',
  but: 'but',
  that: 'that',
  relative: 'which who whom whose what',
  subordinator: 'while although though because if unless when whenever whereas where whether once so',
  determiner:
    'the a an this these those some any no each every another both all his her its their our my your several many few more most other',
  pronoun: 'he she it they i we you him them us me himself herself itself themselves everyone somebody nobody',
  preposition: `of in on at by with from for against into onto over under about between among during through throughout across toward towards
    near inside outside within without upon after before since despite amid amidst following via per as like than around along behind
    beyond beside besides except including regarding concerning versus until till off out up down`,
  number: 'two three four five six seven eight nine ten eleven twelve',
  adverb: `also again now then still yet already soon later earlier meanwhile however only just even ever always often once twice recently
    reportedly allegedly formally officially publicly strongly sharply flatly firmly repeatedly briefly jointly further together abroad
    back ahead away here there today too very quite rather almost nearly hard well late fast straight abroad overseas instead`,
}
const classOf = new Map<string, Tag>()
for (const [tag, words] of Object.entries(classes))
  for (const word of words.split(/\s+/)) if (!classOf.has(word)) classOf.set(word, tag as Tag)

/** Words in -ly that are no adverbs. */
const noAdverbs = list(
  'elderly early daily friendly likely only weekly monthly deadly monopoly family ally assembly july italy supply reply anomaly',
)

/** Words that are nouns far more often than verbs when nothing speaks for the verb. */
const nounish = list(
  `attack strike protest talk call visit meeting demand threat aid support offer deal raid march rally fire bomb force state order
  report claim charge march plan vote trade study statement change use need rule exchange ban export import fight blast clash release
  return pledge help promise request appeal rule war act start end face head list post point mark rest rise fall increase result record
  view work share deal group place part number question concern cause order aim crime train play supply block target shell gun arm arms grants funds camp riot battle supply
  arrest search check control limit display present measure guard transfer influence benefit risk debate challenge alert test round
  invasion blame praise criticism force leak hope fear estimate guarantee lead dispute focus contact press signal warning sanction fine
  tour trip talks capture murder abuse torture assault shift cut design drive escape evidence set run move pay cost stand tie service
  address deploy issue name grant award fund finance condition campaign broadcast sign house water land ship bar host balance seat`,
)

/** Verbs before a bare infinitive: "helped rebuild". */
const helpers = list('help helps helped helping let lets make makes made')
/** Forms that look like verbs and are adjectives or nouns. */
const neverVerbs = list(
  'willing united alleged so-called according including regarding concerning hundred indeed red bed seed wedding king thing something anything nothing everything string spring sterling sibling ceiling',
)
/** Participles that are adjectives after 'be'. */
const stative = list('prepared committed interested limited ready')
/** Nouns in -ing. */
const nounings = list(
  'meeting hearing bombing shelling killing shooting fighting training funding building warning ruling uprising briefing gathering housing hijacking kidnapping talking trading ceiling spending opening wing morning evening beginning meaning voting mining manufacturing banking lending farming fishing filming broadcasting testing screening',
)
/** Endings of adjectives: no subject. */
const adjectival = /(?:ic|al|ive|ous|ary|ful|ern|ible|able|less)$/

const isLetter = (code: number) =>
  (code >= 97 && code <= 122) ||
  (code >= 65 && code <= 90) ||
  (code >= 0xc0 && code < 0x2000 && code !== 0xd7 && code !== 0xf7) ||
  (code > 0x2fff && code < 0xd800)
const isDigit = (code: number) => code >= 48 && code <= 57

/**
 * Cuts a sentence into tokens and tags them. `times` are spans of expressions of time, in order; each becomes one token. Every word
 * of a proper name is tagged as name: 'and' of "Food and Drug Agency" joins nothing.
 */
export function taggedTokens(
  text: string,
  span: Span<'article'>,
  times: readonly Span<'article'>[],
  names: readonly Span<'article'>[],
): readonly Token[] {
  const tokens = cut(text, span, times)
  markNames(tokens, names)
  markAmounts(tokens)
  tagVerbs(tokens)
  return tokens
}

function cut(text: string, span: Span<'article'>, times: readonly Span<'article'>[]): Draft[] {
  const tokens: Draft[] = []
  const push = (start: number, end: number, tag: Tag | null) => {
    const exact = text.slice(start, end)
    const lower = exact.toLowerCase()
    const capital = exact.charCodeAt(0) !== lower.charCodeAt(0)
    const word = lower.charCodeAt(0) === curly ? `'${lower.slice(1)}` : lower
    tokens.push({ start, end, word, capital, tag: tag ?? tagOf(word, capital, tokens.at(-1)) })
  }
  let at = span.start
  let nextTime = 0
  while (nextTime < times.length && times[nextTime]!.end <= at) nextTime += 1
  while (at < span.end) {
    const time = times[nextTime]
    if (time && at >= time.start) {
      nextTime += 1
      if (time.end > at) push(at, Math.min(time.end, span.end), 'time')
      at = Math.max(at, time.end)
      if (text.charCodeAt(at) === straight || text.charCodeAt(at) === curly) at += suffixLength(text, at, '')
      continue
    }
    const code = text.charCodeAt(at)
    if (isLetter(code)) {
      const end = wordEnd(text, at, span.end, time?.start ?? span.end)
      push(at, end, null)
      at = end
      const mark = text.charCodeAt(at)
      if ((mark === straight || mark === curly) && at < span.end) {
        const length = suffixLength(text, at, tokens.at(-1)!.word)
        if (length > 0) push(at, at + length, length === 1 || /[sS]/.test(text[at + 1]!) ? 'possessive' : null)
        at += length
      }
    } else if (isDigit(code) || code === 36 || code === 0xa3 || code === 0x20ac) {
      let end = at + 1
      while (end < span.end && (isDigit(text.charCodeAt(end)) || (/[.,]/.test(text[end]!) && isDigit(text.charCodeAt(end + 1))))) end += 1
      push(at, end, 'number')
      at = end
    } else {
      if (code === 40) {
        at = afterBracket(text, at, span.end)
        continue
      }
      const tag = markTag(text, at)
      if (tag) push(at, at + 1, tag)
      at += 1
    }
  }
  return tokens
}

const straight = 39 // '
const curly = 0x2019 // ’
const suffixes = /^.(?:s|S|d|ll|ve|re|m)?(?!\p{L})/u

/** How long the ending at an apostrophe is: 2 of "Ann's", 1 of "sisters'"; 0: the mark closes a quotation. */
function suffixLength(text: string, at: number, word: string): number {
  const length = suffixes.exec(text.slice(at, at + 4))?.[0].length ?? 0
  return length > 1 || /[sxz]$/.test(word) ? length : 0
}

const markTag = (text: string, at: number): Tag | null => {
  const mark = text[at]!
  if (mark === ':' && isDigit(text.charCodeAt(at - 1)) && isDigit(text.charCodeAt(at + 1))) return null // a clock, a score
  if (mark === ',' || mark === ';' || mark === ':' || mark === ')' || mark === '—' || mark === '–') return 'comma'
  if (mark === '-') return text[at - 1] === ' ' && text[at + 1] === ' ' ? 'comma' : null
  if (mark === '"' || mark === '“' || mark === '”' || mark === '«' || mark === '»') return 'quote'
  return mark === '.' || mark === '!' || mark === '?' ? 'stop' : null
}

const longestAside = 80 // code units in brackets that are stepped over; longer ones are read as a part of the sentence

/** The end of what stands in brackets: an acronym, an age, an aside. */
function afterBracket(text: string, at: number, limit: number): number {
  const close = text.indexOf(')', at)
  return close > 0 && close < limit && close - at <= longestAside ? close + 1 : at + 1
}

/** The end of a word: inner hyphens, and the stops of 'U.S.'. */
function wordEnd(text: string, start: number, limit: number, time: number): number {
  let end = start
  const stop = Math.min(limit, Math.max(time, start + 1))
  while (end < stop) {
    const code = text.charCodeAt(end)
    if (isLetter(code) || isDigit(code)) end += 1
    else if (
      (code === 45 || code === 0x2011) &&
      end + 1 < stop &&
      (isLetter(text.charCodeAt(end + 1)) || isDigit(text.charCodeAt(end + 1)))
    )
      end += 1
    else if (code === 46 && end - start <= 7 && /^(?:\p{Lu}\.)*\p{Lu}$/u.test(text.slice(start, end)) && end + 1 <= limit) end += 1
    else break
  }
  return end
}

function tagOf(word: string, capital: boolean, before: Draft | undefined): Tag {
  const tag = classOf.get(word)
  if (tag !== undefined && !(capital && (word === 'may' || word === 'us'))) return tag
  if (!capital && word.length > 4 && word.endsWith('ly') && !noAdverbs.has(word)) return 'adverb'
  return capital && before !== undefined && before.tag !== 'quote' && before.tag !== 'stop' ? 'name' : 'noun'
}

function markNames(tokens: readonly Draft[], names: readonly Span<'article'>[]): void {
  let at = 0
  for (const { start, end } of names) {
    while (at < tokens.length && tokens[at]!.start < start) at += 1
    while (at < tokens.length && tokens[at]!.end <= end) {
      if (tokens[at]!.tag !== 'comma' && tokens[at]!.tag !== 'possessive' && tokens[at]!.tag !== 'time') tokens[at]!.tag = 'name'
      at += 1
    }
  }
}

/** 'up to 40', 'more than 40', 'at least 40' only measure. */
function markAmounts(tokens: readonly Draft[]): void {
  for (let i = 2; i < tokens.length; i += 1) {
    if (tokens[i]!.tag !== 'number') continue
    const pair = `${tokens[i - 2]!.word} ${tokens[i - 1]!.word}`
    if (pair !== 'up to' && pair !== 'at least' && pair !== 'more than' && pair !== 'less than' && pair !== 'fewer than') continue
    tokens[i - 2]!.tag = 'adverb'
    tokens[i - 1]!.tag = 'adverb'
  }
}

/** Finds the verbs among the nouns and names by form and neighbours. */
function tagVerbs(tokens: Draft[]): void {
  for (let i = 0; i < tokens.length; i += 1) {
    const token = tokens[i]!
    if (token.tag !== 'noun') continue
    if (token.capital && i > 0 && tokens[i - 1]!.tag !== 'quote' && tokens[i - 1]!.tag !== 'stop') continue
    if (isVerbHere(tokens, i)) token.tag = 'verb'
  }
}

function isVerbHere(tokens: readonly Draft[], i: number): boolean {
  const { word } = tokens[i]!
  const bits = verbBits(word)
  const known = bits !== 0
  const ing = word.endsWith('ing') && (bits === 0 || bits === FormBit.ing)
  const past = (bits & FormBit.past) !== 0 || (!known && word.endsWith('ed'))
  if (!known && word.includes('-')) return false
  if ((!known && !ing && !past && tokens[i - 1]?.tag !== 'modal' && tokens[i - 1]?.tag !== 'do') || neverVerbs.has(word)) return false
  const before = previous(tokens, i)
  const after = tokens[i + 1]
  const base = (bits & FormBit.base) !== 0
  if (before?.word === 'whose') return false
  switch (before?.tag) {
    case undefined:
      return ing ? !nounings.has(word) : past && after !== undefined && !nounAfter(after)
    case 'modal':
    case 'do':
      return known || !/(?:ing|ed)$/.test(word)
    case 'not':
      return known
    case 'be':
      return (ing || past) && !stative.has(word)
    case 'have':
      return ing || past
    case 'to':
      return base
    case 'determiner':
    case 'possessive':
      return false
    case 'number':
      return past && !nounAfter(after)
    case 'preposition':
      return ing ? !nounings.has(word) || opensObject(after) : past && !nounAfter(after)
    case 'that': // 'said that armed men came', but 'a gang that armed men'
      if (past && nounAfter(after) && !isAntecedent(tokens, i)) return false
      break
    case 'verb':
      if (base && helpers.has(before.word)) return true
      if (past && nounAfter(after)) return false
      break
  }
  if (ing)
    return nounings.has(word)
      ? before?.tag !== 'noun' && before?.tag !== 'name' && opensObject(after)
      : !(before?.tag === 'noun' && after?.word === 'of')
  if (past) return true
  return known && isPresent(tokens, i, before, after)
}

/** A present form is a verb where a subject stands before it and something it can govern behind it. */
function isPresent(tokens: readonly Draft[], i: number, before: Draft | undefined, after: Draft | undefined): boolean {
  const { word } = tokens[i]!
  if (before === undefined || after === undefined) return false
  const third = (verbBits(word) & FormBit.third) !== 0
  if (before.tag === 'pronoun' || before.tag === 'relative') return true
  if (before.tag === 'that') return third && (opensObject(after) || nounAfter(after)) && isAntecedent(tokens, i) // 'a party that rules Peru'
  if (after.tag === 'comma' || after.tag === 'stop') return false
  if (before.tag !== 'name' && before.tag !== 'noun' && before.tag !== 'and' && before.tag !== 'comma' && before.tag !== 'quote')
    return false
  if (before.tag === 'noun' && adjectival.test(before.word)) return false
  const many = /(?:s|people|police|men|women)$/.test(before.word)
  if (before.tag !== 'and' && before.tag !== 'comma' && before.tag !== 'quote' && third === many && !(third && before.tag === 'name'))
    return false
  const noun = nounish.has(third ? singularOf(word) : word)
  if (after.tag === 'to' && noun) return before.tag === 'name'
  if (/^(?:determiner|pronoun|that|to)$/.test(after.tag)) return true
  if (noun)
    return (after.tag === 'name' && (before.tag === 'name' || many)) || (third && word === 'calls' && /^(?:on|for|upon)$/.test(after.word))
  return before.tag === 'noun' || before.tag === 'name'
}

const objectTags = new Set<Tag>(['determiner', 'pronoun', 'name', 'number'])
const opensObject = (token: Draft | undefined) => token !== undefined && objectTags.has(token.tag)
const nounAfter = (token: Draft | undefined) =>
  token !== undefined && (token.tag === 'noun' || token.tag === 'name' || token.tag === 'number')

/** A noun before 'that' takes what follows as its own clause. */
function isAntecedent(tokens: readonly Draft[], i: number): boolean {
  const that = tokens.slice(0, i).findLastIndex(({ tag }) => tag === 'that')
  return tokens[that - 1]?.tag === 'noun' || tokens[that - 1]?.tag === 'name'
}

/** The token before; adverbs, quotation marks and 'on Tuesday' left out. */
function previous(tokens: readonly Draft[], i: number): Draft | undefined {
  let at = i - 1
  while (at >= 0 && (tokens[at]!.tag === 'adverb' || tokens[at]!.tag === 'time' || tokens[at]!.tag === 'quote'))
    at -= tokens[at]!.tag === 'time' && tokens[at - 1]?.tag === 'preposition' ? 2 : 1
  return tokens[at]
}
