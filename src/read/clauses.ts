import type { Span } from '#model/span.ts'
import { singularOf, type VerbForm, verbReadings } from './verb-forms.ts'

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

/**
 * A piece of a sentence. `np`: a noun phrase without what follows its head ("the Iranian president"); an owner ("Iran's") is one
 * of its own, and the next one is what is owned. `vg`: auxiliaries, adverbs and one verb ("would not be imposed"). Anything else
 * is one token of its tag.
 */
export type Chunk = Readonly<{
  kind: 'np' | 'vg' | Tag
  /** Tokens [first, last). */
  first: number
  last: number
  /** The head noun in the singular, or the verb's base form, or the word. */
  head: string
  owner: boolean
  verb: Verb | null
}>
export type Verb = Readonly<{
  form: VerbForm
  passive: boolean
  progressive: boolean
  perfect: boolean
  negated: boolean
  /** will, would, may …; '' none. */
  modal: string
  infinitive: boolean
  /** The first auxiliary or the verb itself is in the past. */
  past: boolean
  finite: boolean
}>
export type Sentence = Readonly<{ tokens: readonly Token[]; chunks: readonly Chunk[] }>

const list = (words: string) => new Set(words.split(/\s+/))
const be = list("be is are was were been being am 'm 're")
const have = list("have has had having 've")
const does = list('do does did')
const modals = list("will would shall should can could may might must cannot 'll 'd wo")
const determiners = list(
  'the a an this these those some any no each every another both all his her its their our my your several many few more most other',
)
const pronouns = list('he she it they i we you him them us me himself herself itself themselves who everyone somebody nobody')
const prepositions = list(
  `of in on at by with from for against into onto over under about between among during through throughout across toward towards
  near inside outside within without upon after before since despite amid amidst following via per as like than around along behind
  beyond beside besides except including regarding concerning versus until till off out up down`,
)
const subordinators = list('while although though because if unless when whenever whereas where whether once so')
const relatives = list('which who whom whose what')
const adverbs = list(
  `also again now then still yet already soon later earlier meanwhile however only just even ever never always often once twice recently
  reportedly allegedly formally officially publicly strongly sharply flatly firmly repeatedly briefly jointly further together abroad
  back ahead away here there today too very quite rather almost nearly about`,
)

/** Words that are nouns far more often than verbs when nothing speaks for the verb. */
const nounish = list(
  `attack strike protest talk call visit meeting demand threat aid support offer deal raid march rally fire bomb force state order
  report claim charge march plan vote trade study statement change use need rule exchange ban export import fight blast clash release
  return pledge help promise request appeal rule war act start end face head list post point mark rest rise fall increase result record
  view work share deal group place part number question concern cause order aim crime train play supply block target shell gun arms grants funds camp riot battle supply
  arrest search check control limit display present measure guard transfer influence benefit risk debate challenge alert test round
  invasion blame praise criticism force leak hope fear estimate guarantee lead dispute focus contact press signal warning sanction fine
  tour trip talks capture murder abuse torture assault shift cut design drive escape evidence set run move pay cost stand tie service
  address deploy issue name grant award fund finance condition campaign broadcast sign house water land ship bar host balance seat`,
)

/** Verbs before a bare infinitive: "helped rebuild". */
const helpers = list('help helps helped helping let lets make makes made')
/** Forms that look like verbs and are adjectives or nouns. */
const neverVerbs = list(
  'willing prepared committed united alleged so-called according including regarding concerning hundred indeed red bed seed wedding interested limited',
)
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

/** Cuts a sentence into tokens and tags them. `times` are spans of expressions of time, in order; each becomes one token. */
export function parseSentence(text: string, span: Span<'article'>, times: readonly Span<'article'>[]): Sentence {
  const tokens = cut(text, span, times)
  markAmounts(tokens)
  tagVerbs(tokens)
  return { tokens, chunks: chunked(tokens) }
}

function cut(text: string, span: Span<'article'>, times: readonly Span<'article'>[]): Draft[] {
  const tokens: Draft[] = []
  const push = (start: number, end: number, tag: Tag | null) => {
    const exact = text.slice(start, end)
    const word = exact.toLowerCase().replaceAll('’', "'")
    const capital = exact[0] !== exact[0]!.toLowerCase()
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
      continue
    }
    const code = text.charCodeAt(at)
    if (isLetter(code)) {
      const end = wordEnd(text, at, span.end, time?.start ?? span.end)
      push(at, end, null)
      at = end
      if (/['’]/.test(text[at] ?? '') && at < span.end) {
        const suffix = /^['’](?:s|S|d|ll|ve|re|m)?(?![\p{L}])/u.exec(text.slice(at, at + 4))
        const owner = suffix && (suffix[0].length > 1 || /[sSxz]$/.test(tokens.at(-1)!.word))
        if (owner && suffix) {
          push(at, at + suffix[0].length, /^['’][sS]?$/.test(suffix[0]) ? 'possessive' : null)
          at += suffix[0].length
        }
      }
    } else if (isDigit(code) || /[$£€]/.test(text[at]!)) {
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

const markTag = (text: string, at: number): Tag | null => {
  const mark = text[at]!
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
  if (be.has(word)) return 'be'
  if (have.has(word)) return 'have'
  if (does.has(word)) return 'do'
  if (modals.has(word) && !(capital && word === 'may')) return 'modal'
  if (word === 'not' || word === "n't" || word === 'never') return 'not'
  if (word === 'to') return 'to'
  if (word === 'and' || word === 'or' || word === '&') return 'and'
  if (word === 'but') return 'but'
  if (word === 'that') return 'that'
  if (relatives.has(word)) return 'relative'
  if (subordinators.has(word)) return 'subordinator'
  if (determiners.has(word)) return 'determiner'
  if (pronouns.has(word) && !(word === 'us' && capital) && word !== 'us'.toUpperCase()) return 'pronoun'
  if (prepositions.has(word)) return 'preposition'
  if (
    adverbs.has(word) ||
    (word.length > 4 &&
      word.endsWith('ly') &&
      !capital &&
      !/^(?:elderly|early|daily|friendly|likely|only|weekly|monthly|deadly|monopoly|family|ally|assembly|july|italy|supply|reply|anomaly)$/.test(
        word,
      ))
  )
    return 'adverb'
  return capital && before !== undefined && before.tag !== 'quote' && before.tag !== 'stop' ? 'name' : 'noun'
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
    if (token.tag !== 'noun' && !(token.tag === 'name' && i === 0)) continue
    if (token.capital && i > 0 && tokens[i - 1]!.tag !== 'quote' && tokens[i - 1]!.tag !== 'stop') continue
    if (isVerbHere(tokens, i)) token.tag = 'verb'
  }
}

function isVerbHere(tokens: readonly Draft[], i: number): boolean {
  const { word } = tokens[i]!
  if (neverVerbs.has(word)) return false
  const readings = verbReadings(word)
  const before = previous(tokens, i)
  const after = tokens[i + 1]
  const known = readings.length > 0
  const ing = word.endsWith('ing') && readings.every(({ form }) => form === 'ing')
  const past = readings.some(({ form }) => /^past|participle/.test(form)) || (!known && word.endsWith('ed'))
  const base = readings.some(({ form }) => form === 'base')
  switch (before?.tag) {
    case undefined:
      return ing ? !nounings.has(word) : past && after !== undefined && !nounAfter(after)
    case 'modal':
    case 'do':
      return known || !/(?:ing|ed)$/.test(word)
    case 'not':
      return known
    case 'be':
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
    case 'verb':
      if (base && helpers.has(before.word)) return true
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
  const third = verbReadings(word).some(({ form }) => form === 'third')
  if (before.tag === 'pronoun' || before.tag === 'relative') return true
  if (before.tag !== 'name' && before.tag !== 'noun' && before.tag !== 'and' && before.tag !== 'comma' && before.tag !== 'quote')
    return false
  if (before.tag === 'noun' && adjectival.test(before.word)) return false
  const many = /(?:s|people|police|men|women)$/.test(before.word)
  if (before.tag !== 'and' && before.tag !== 'comma' && before.tag !== 'quote' && third === many && !(third && before.tag === 'name'))
    return false
  if (/^(?:determiner|pronoun|that|to)$/.test(after.tag)) return true
  const noun = nounish.has(third ? singularOf(word) : word)
  if (noun)
    return (after.tag === 'name' && (before.tag === 'name' || many)) || (third && word === 'calls' && /^(?:on|for|upon)$/.test(after.word))
  return before.tag === 'noun' || before.tag === 'name'
}

const opensObject = (token: Draft | undefined) => token !== undefined && /^(?:determiner|pronoun|name|number)$/.test(token.tag)
const nounAfter = (token: Draft | undefined) =>
  token !== undefined && (token.tag === 'noun' || token.tag === 'name' || token.tag === 'number')

/** The token before; adverbs, quotation marks and 'on Tuesday' left out. */
function previous(tokens: readonly Draft[], i: number): Draft | undefined {
  let at = i - 1
  while (at >= 0 && /^(?:adverb|time|quote)$/.test(tokens[at]!.tag))
    at -= tokens[at]!.tag === 'time' && tokens[at - 1]?.tag === 'preposition' ? 2 : 1
  return tokens[at]
}

const inNoun = new Set<Tag>(['noun', 'name', 'determiner', 'number'])
const inVerb = new Set<Tag>(['be', 'have', 'do', 'modal', 'not', 'adverb'])

function chunked(tokens: readonly Token[]): Chunk[] {
  const chunks: Chunk[] = []
  let at = 0
  let governing: Chunk | null = null
  while (at < tokens.length) {
    let chunk = verbGroup(tokens, at) ?? nounPhrase(tokens, at) ?? single(tokens, at)
    if (isReduced(tokens, chunk, chunks.at(-1), governing))
      chunk = { ...chunk, verb: { ...chunk.verb!, form: 'participle', passive: true, finite: false } }
    if (chunk.kind === 'vg' && chunk.verb?.finite) governing = chunk
    else if (clauseMarks.has(chunk.kind)) governing = null
    chunks.push(chunk)
    at = chunk.last
  }
  return chunks
}

const clauseMarks = new Set<Chunk['kind']>(['comma', 'and', 'but', 'that', 'relative', 'subordinator', 'stop', 'quote'])
const reporting = list(
  'say tell announce state declare report add claim confirm believe think hope insist argue warn allege suggest know see show fear',
)

/** 'a camp attacked by rebels', 'those ordered out of the country': a past form after a noun whose clause has its verb already. */
function isReduced(tokens: readonly Token[], chunk: Chunk, before: Chunk | undefined, governing: Chunk | null): boolean {
  if (chunk.kind !== 'vg' || chunk.last - chunk.first > 2 || !chunk.verb?.finite || chunk.verb.form !== 'past or participle') return false
  if (inVerb.has(tokens[chunk.first]!.tag) && tokens[chunk.first]!.tag !== 'adverb') return false
  if (tokens[chunk.last]?.word === 'by') return before?.kind === 'np'
  return before?.kind === 'np' && governing !== null && !reporting.has(governing.head)
}

const single = (tokens: readonly Token[], at: number): Chunk => ({
  kind: tokens[at]!.tag,
  first: at,
  last: at + 1,
  head: tokens[at]!.word,
  owner: false,
  verb: null,
})

function nounPhrase(tokens: readonly Token[], first: number): Chunk | null {
  const start = tokens[first]!
  if (start.tag === 'pronoun') return { kind: 'np', first, last: first + 1, head: start.word, owner: false, verb: null }
  let last = first
  while (
    last < tokens.length &&
    (inNoun.has(tokens[last]!.tag) ||
      (last > first && ((tokens[last]!.tag === 'quote' && quoteInside(tokens, last)) || degreeInside(tokens, last))))
  ) {
    if (tokens[last]!.tag === 'determiner' && last > first && tokens[last - 1]!.tag !== 'determiner') break
    last += 1
  }
  while (last > first && tokens[last - 1]!.tag === 'quote') last -= 1
  if (last === first) return null
  const owner = tokens[last]?.tag === 'possessive'
  const head = singularOf(tokens[last - 1]!.word)
  return { kind: 'np', first, last: owner ? last + 1 : last, head, owner, verb: null }
}

/** 'a highly dangerous road', '40 mostly old houses'. */
const degreeInside = (tokens: readonly Token[], at: number) =>
  tokens[at]!.tag === 'adverb' && /^(?:determiner|number)$/.test(tokens[at - 1]!.tag) && /^(?:noun|name)$/.test(tokens[at + 1]?.tag ?? '')

/** A quoted word inside a phrase: a "special law". */
const quoteInside = (tokens: readonly Token[], at: number) => inNoun.has(tokens[at + 1]?.tag ?? 'stop') && tokens[at - 1]!.tag !== 'name'

function verbGroup(tokens: readonly Token[], first: number): Chunk | null {
  let at = first
  const infinitive = tokens[at]!.tag === 'to'
  if (infinitive) at += tokens[at + 1]?.tag === 'quote' && tokens[at + 2]?.tag === 'verb' ? 2 : 1
  let modal = ''
  let negated = false
  let perfect = false
  let beens = 0
  let past = false
  let anyAux = false
  const opening = at
  while (
    at < tokens.length &&
    (inVerb.has(tokens[at]!.tag) ||
      (anyAux && (tokens[at]!.tag === 'time' || tokens[at]!.tag === 'quote') && tokens[at + 1]?.tag === 'verb'))
  ) {
    const { tag, word } = tokens[at]!
    if (tag === 'modal') modal = word
    if (tag === 'not') negated = true
    if (tag === 'have') perfect = tokens[at + 1]?.tag !== 'to'
    if (tag === 'be') beens += 1
    if (tag !== 'adverb' && tag !== 'not' && tag !== 'time' && tag !== 'quote') {
      if (!anyAux) past = /^(?:was|were|had|did|would|could|might)$/.test(word)
      anyAux = true
    }
    at += 1
    const duty = dutyAt(tokens, at)
    if (anyAux && duty !== null) {
      modal = duty.modal
      beens = 0
      at = duty.at
    }
  }
  const main = tokens[at]
  if (main?.tag !== 'verb') return auxiliaryAlone(tokens, first, opening, at, { modal, negated, perfect, beens, past, anyAux, infinitive })
  const readings = verbReadings(main.word)
  const wanted = beens > 0 || perfect ? /participle|ing/ : infinitive || modal ? /base/ : /./
  const reading = readings.find(({ form }) => wanted.test(form)) ?? readings[0]
  const form: VerbForm = reading?.form ?? (main.word.endsWith('ing') ? 'ing' : 'past or participle')
  const passive = beens > 0 && form.includes('participle')
  return {
    kind: 'vg',
    first,
    last: at + 1,
    head: reading?.lemma ?? main.word.replace(/(?:ed|ing)$/, ''),
    owner: false,
    verb: {
      form,
      passive,
      progressive: beens > 0 && form === 'ing',
      perfect,
      negated,
      modal,
      infinitive,
      past: anyAux ? past : form.startsWith('past'),
      finite: anyAux
        ? !infinitive && tokens[opening]!.word !== 'being' && tokens[opening]!.word !== 'having'
        : !infinitive && form !== 'ing' && form !== 'participle',
    },
  }
}

/** 'is to', 'is going to' look forward; 'has to' is a duty. Null: none of these before a verb. */
function dutyAt(tokens: readonly Token[], at: number): Readonly<{ modal: string; at: number }> | null {
  const before = tokens[at - 1]!
  const going = tokens[at]?.word === 'going' && tokens[at + 1]?.tag === 'to'
  const to = going ? at + 1 : at
  if (tokens[to]?.tag !== 'to' || !(tokens[to + 1]?.tag === 'verb' || tokens[to + 1]?.tag === 'be')) return null
  if (before.tag === 'be' && before.word !== 'been' && before.word !== 'being') return { modal: 'will', at: to + 1 }
  return before.tag === 'have' ? { modal: 'must', at: to + 1 } : null
}

type Auxiliaries = Readonly<{
  modal: string
  negated: boolean
  perfect: boolean
  beens: number
  past: boolean
  anyAux: boolean
  infinitive: boolean
}>

/** 'is ready', 'had a plan', 'was in Geneva': the auxiliary is the verb. */
function auxiliaryAlone(tokens: readonly Token[], first: number, opening: number, end: number, seen: Auxiliaries): Chunk | null {
  if (!seen.anyAux) return null
  let last = end
  while (last > opening && tokens[last - 1]!.tag === 'adverb') last -= 1
  const head = seen.beens > 0 ? 'be' : seen.perfect ? 'have' : seen.modal ? seen.modal : 'do'
  const verb: Verb = {
    form: 'base',
    passive: false,
    progressive: false,
    perfect: seen.perfect && seen.beens > 0,
    negated: seen.negated,
    modal: seen.modal,
    infinitive: seen.infinitive,
    past: seen.past,
    finite: !seen.infinitive,
  }
  return { kind: 'vg', first, last, head, owner: false, verb }
}
