import type { Span } from '#model/span.ts'
import { type Tag, type Token, taggedTokens } from './clause-tokens.ts'
import { singularOf, type VerbForm, verbReadings } from './verb-forms.ts'

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
type Verb = Readonly<{
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

/** Tokens and chunks of one sentence; `times` and `names` as `taggedTokens` takes them, in text order. */
export function parseSentence(
  text: string,
  span: Span<'article'>,
  times: readonly Span<'article'>[],
  names: readonly Span<'article'>[],
): Sentence {
  const tokens = taggedTokens(text, span, times, names)
  return { tokens, chunks: chunked(tokens) }
}

const list = (words: string) => new Set(words.split(/\s+/))
const inNoun = new Set<Tag>(['noun', 'name', 'determiner', 'number'])
const inVerb = new Set<Tag>(['be', 'have', 'do', 'modal', 'not', 'adverb'])

function chunked(tokens: readonly Token[]): Chunk[] {
  const chunks: Chunk[] = []
  let at = 0
  let governing: Chunk | null = null
  while (at < tokens.length) {
    let chunk = verbGroup(tokens, at) ?? nounPhrase(tokens, at) ?? single(tokens, at)
    if (isReduced(tokens, chunk, chunks, governing))
      chunk = { ...chunk, verb: { ...chunk.verb!, form: 'participle', passive: true, finite: false } }
    if (sharesPassive(tokens, chunk, chunks)) {
      const negated = chunks.findLast(({ kind }) => kind === 'vg')!.verb!.negated // 'was not opened or sold'
      chunk = { ...chunk, verb: { ...chunk.verb!, form: 'participle', passive: true, negated } }
    }
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

const naming = list('name call dub entitle title nickname term')
/** Verbs that have an object before 'of' unless they are passive: 'a firm accused of theft'. */
const ofWhat = list('accuse convict suspect acquit rob deprive strip')

/** 'a camp attacked by rebels', 'those ordered out of the country': a past form after a noun whose clause has its verb already. */
function isReduced(tokens: readonly Token[], chunk: Chunk, chunks: readonly Chunk[], governing: Chunk | null): boolean {
  const before = chunks.at(-1)
  if (chunk.kind !== 'vg' || chunk.last - chunk.first > 2 || !chunk.verb?.finite || chunk.verb.form !== 'past or participle') return false
  if (inVerb.has(tokens[chunk.first]!.tag) && tokens[chunk.first]!.tag !== 'adverb') return false
  if (before !== undefined && tokens[before.first]!.tag === 'pronoun') return false // 'the prize he received'
  if (tokens[chunk.last]?.word === 'by') return before?.kind === 'np' || before?.kind === 'comma' // ', flanked by his deputies,'
  if (tokens[chunk.last]?.word === 'of' && ofWhat.has(chunk.head))
    return (before?.kind === 'np' && chunks.at(-2)?.kind !== 'relative') || before?.kind === 'comma' // but 'whom Dahl accused of'
  const object = tokens[chunk.last]?.tag ?? ''
  if (/^(?:determiner|pronoun|number)$/.test(object) || (object === 'name' && !naming.has(chunk.head))) return false // it has an object
  return before?.kind === 'np' && governing !== null && !reporting.has(governing.head)
}

/** 'was robbed in the street, bound and beaten': a participle after 'and' or a comma is passive as the verb before it, unless it has an object. */
function sharesPassive(tokens: readonly Token[], chunk: Chunk, before: readonly Chunk[]): boolean {
  if (chunk.kind !== 'vg' || chunk.last - chunk.first > 1 || chunk.verb?.form !== 'past or participle' || chunk.verb.passive) return false
  const glue = before.at(-1)?.kind
  if ((glue !== 'and' && glue !== 'comma') || reporting.has(chunk.head)) return false
  const after = tokens[chunk.last]?.tag
  return (
    before.findLast(({ kind }) => kind === 'vg')?.verb?.passive === true &&
    !(after && (inNoun.has(after) || after === 'pronoun' || after === 'that'))
  )
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
      negated ||= duty.modal === notYet
      perfect &&= duty.modal !== notYet
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

/** 'have yet to': not done. */
const notYet = 'yet to'

/** 'is to', 'is going to' look forward; 'has to' is a need; 'has yet to' is a not. Null: none of these before a verb. */
function dutyAt(tokens: readonly Token[], at: number): Readonly<{ modal: string; at: number }> | null {
  const before = tokens[at - 1]!
  const toVerb = tokens[at]?.tag === 'to' && /^(?:verb|be)$/.test(tokens[at + 1]?.tag ?? '')
  if (toVerb && before.word === 'yet' && tokens[at - 2]?.tag === 'have') return { modal: notYet, at: at + 1 }
  const going = tokens[at]?.word === 'going' && tokens[at + 1]?.tag === 'to'
  const to = going ? at + 1 : at
  if (tokens[to]?.tag !== 'to' || !(tokens[to + 1]?.tag === 'verb' || tokens[to + 1]?.tag === 'be')) return null
  if (before.tag === 'be' && before.word !== 'been' && before.word !== 'being') return { modal: 'will', at: to + 1 }
  return before.tag === 'have' ? { modal: 'has to', at: to + 1 } : null
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
