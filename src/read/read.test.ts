import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Article } from '#model/article.ts'
import type { Id } from '#model/ids.ts'
import { isEnglish } from './english.ts'
import { readArticle } from './read.ts'

const silent = { title: null, subtitle: null, authors: null, byline: null, outlet: null, section: null, dateline: null }
const undated = { canonicalUrl: null, published: null, modified: null, captured: null }
const article = (text: string, language: string | null): Article => ({
  ...silent,
  ...undated,
  id: 'article_1' as Id<'article'>,
  page: 'page_1' as Id<'page'>,
  url: '',
  text,
  language,
  runs: [],
  blocks: [],
  furniture: [],
  tags: [],
  agencies: [],
})

const english = 'The ferry to the island was late on Monday, and the passengers who had waited said that they would not pay.'
const german = 'Die Fähre zur Insel hatte am Montag Verspätung, und die Fahrgäste, die gewartet hatten, wollten nicht zahlen.'

test('R-N15 English is read, with or without the page saying so', () => {
  assert.deepEqual(
    [null, 'en', 'en-GB'].map((language) => readArticle(article(english, language), null).language),
    ['en', 'en', 'en'],
  )
})

test('R-N15 another language is left, and all lists are empty', () => {
  const { language, ...rest } = readArticle(article(german, null), '2024-05-01')
  assert.equal(language, null)
  assert.equal(readArticle(article(english, 'de'), null).language, null)
  for (const list of Object.values(rest)) if (Array.isArray(list)) assert.equal(list.length, 0)
})

test('R-N15 English is told by its function words', () => {
  assert.ok(isEnglish(english))
  for (const text of [german, '', '1 2 3', 'El barco llegó tarde a la isla y nadie quiso pagar.']) assert.ok(!isEnglish(text))
})

test('R-N4 any text is read, every span lies in it, every index in its list', () => {
  const word = fc.constantFrom(
    'The',
    'Norwegian',
    'President',
    'Ida',
    'Berg',
    'said',
    '“',
    '”',
    'he',
    'told',
    'Moscow',
    'on Friday',
    ',',
    '.',
    '\n\n',
    '(UHP)',
    'Union of Harbour Pilots',
    'and',
    'of',
  )
  fc.assert(
    fc.property(fc.array(word, { maxLength: 60 }), (words) => {
      const text = words.join(' ')
      const { mentions, actors, quotes, timexes, events } = readArticle(article(text, 'en'), '2024-05-01')
      for (const { at, actor } of mentions) {
        assert.ok(at.start >= 0 && at.start < at.end && at.end <= text.length)
        assert.ok(actor === null || actor < actors.length)
      }
      for (const { speaker } of quotes) assert.ok(!speaker || speaker.actor === null || speaker.actor < actors.length)
      for (const { when } of events) assert.ok(when === null || when < timexes.length)
    }),
  )
})
