import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseSentence } from './clauses.ts'
import { subjectsOf } from './event-arguments.ts'
import './event-lexicon.ts' // makes its verbs known
import { singularOf, verbReadings } from './verb-forms.ts'

const parse = (text: string) => parseSentence(text, { start: 0, end: text.length }, [], [])
const kinds = (text: string) => parse(text).chunks.map(({ kind, head }) => `${kind}:${head}`)

test('R-E10 phrases, verb groups, owners', () => {
  assert.deepEqual(kinds('The Kenyan minister will not visit its northern port.'), ['np:minister', 'vg:visit', 'np:port', 'stop:.'])
  assert.deepEqual(kinds("Kenya's port was closed"), ['np:kenya', 'np:port', 'vg:close'])
})

test('R-E10 verb groups tell time, voice and mood', () => {
  const verb = (text: string) => parse(text).chunks.find(({ kind }) => kind === 'vg')!.verb!
  assert.ok(verb('They were attacked').passive)
  assert.ok(verb('They are attacking the port').progressive)
  assert.ok(verb('They have attacked the port').perfect)
  assert.equal(verb('They would attack the port').modal, 'would')
  assert.equal(verb('They are to attack the port').modal, 'will')
  assert.ok(verb('They did not attack the port').negated)
})

test('R-E10 words that can be nouns and verbs', () => {
  assert.ok(kinds('The attack on the port failed').includes('np:attack'))
  assert.ok(kinds('The rebels attack the port').includes('vg:attack'))
  assert.ok(kinds('The missile transfers to Kenya').includes('np:transfer'))
})

test('R-E10 subjects behind dates, asides and relative clauses', () => {
  const subject = (text: string, verb: string) => {
    const sentence = parse(text)
    const at = sentence.chunks.findIndex(({ kind, head }) => kind === 'vg' && head === verb)
    return subjectsOf(sentence, at).map(({ first, last }) =>
      text.slice(sentence.tokens[sentence.chunks[first]!.first]!.start, sentence.tokens[sentence.chunks[last - 1]!.last - 1]!.end),
    )
  }
  assert.deepEqual(subject('The mayor, a retired judge, rejected the plan', 'reject'), ['The mayor, a retired judge'])
  assert.deepEqual(subject('The rebels, who attacked the port, rejected the plan', 'attack'), ['The rebels'])
  assert.deepEqual(subject('The mayor and the judge rejected the plan', 'reject'), ['The mayor', 'the judge'])
  assert.deepEqual(subject('The mayor met the judge and rejected the plan', 'reject'), ['The mayor'])
  assert.deepEqual(subject('Leaders of the party rejected the plan', 'reject'), ['Leaders of the party'])
})

test('R-E10 forms of verbs and plurals', () => {
  const lemma = (word: string) => verbReadings(word)[0]?.lemma
  for (const [word, base] of [
    ['stopped', 'stop'],
    ['carried', 'carry'],
    ['expelled', 'expel'],
    ['visited', 'visit'],
    ['struck', 'strike'],
    ['killing', 'kill'],
    ['using', 'use'],
  ] as const)
    assert.equal(lemma(word), base)
  for (const [word, one] of [
    ['parties', 'party'],
    ['attacks', 'attack'],
    ['crisis', 'crisis'],
    ['speeches', 'speech'],
  ] as const)
    assert.equal(singularOf(word), one)
})
