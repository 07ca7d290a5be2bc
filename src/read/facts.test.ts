import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Article, Field } from '#model/article.ts'
import type { CopyTree } from '#model/copy.ts'
import type { Id } from '#model/ids.ts'
import { gatherFacts } from './facts.ts'
import { readArticle } from './read.ts'

const silent = { title: null, subtitle: null, authors: null, byline: null, outlet: null, section: null, dateline: null }
const field = <Value>(value: Value): Field<Value> => ({ value, origin: 'meta', certainty: 0.9, at: null, others: [] })

function article(name: string, text: string, published: string | null): Article {
  return {
    ...silent,
    id: `article_${name}` as Id<'article'>,
    page: `page_${name}` as Id<'page'>,
    url: '',
    text,
    language: 'en',
    runs: [],
    blocks: [],
    furniture: [],
    tags: [],
    agencies: [],
    canonicalUrl: null,
    published: published === null ? null : field({ value: published, precision: 'day' }),
    modified: null,
    captured: null,
  }
}

/** The dates of one family of copies: words, value, and for each place the page and what it was counted from. */
function datesOf(...articles: readonly Article[]) {
  const readings = new Map(articles.map((one) => [one.id, readArticle(one, one.published?.value.value ?? null)]))
  const family: CopyTree = {
    id: 'family_1' as Id<'family'>,
    members: articles.map(({ id }) => id),
    roots: [articles[0]!.id],
    copies: [],
    reports: [],
  }
  return gatherFacts(articles, readings, [family]).dates.map(({ words, timex, places }) => [
    words,
    timex.value,
    ...places.map(({ article: at, anchor }) => `${at.slice('article_'.length)} ${anchor.kind}`),
  ])
}

const told = 'The dockers marched through the old port on Thursday and burned their contracts, the union said.'
const retold = 'The dockers marched through the old port yesterday and burned their contracts, the union said.'

test('P3 an undated copy counts "Thursday" from the copy that has the same words', () => {
  assert.deepEqual(datesOf(article('wire', told, '2024-03-14'), article('copy', told, null)), [
    ['Thursday', '2024-03-14', 'wire published', 'copy family'],
  ])
})

test('P3 words of its own an undated copy leaves open, a dated one counts from its own date', () => {
  const wire = article('wire', told, '2024-03-14')
  assert.deepEqual(datesOf(wire, article('copy', retold, null)).at(-1), ['yesterday', null, 'copy null'])
  assert.deepEqual(datesOf(wire, article('copy', retold, '2024-03-15')).at(-1), ['yesterday', '2024-03-14', 'copy published'])
})

test('P3 a text run again a week later keeps the days of its first copy', () => {
  const dates = datesOf(article('wire', told, '2024-03-14'), article('late', told, '2024-03-22'))
  assert.deepEqual(dates, [['Thursday', '2024-03-14', 'wire published', 'late family']])
})

const pair = (name: string, act: string, published: string) =>
  article(name, `${act} The harbour lay quiet and the ferry did not sail that week.`, published)

/** Events of a story in which every page is a family of its own: what happened, and the pages that tell it. */
function eventsOf(...articles: readonly Article[]) {
  const readings = new Map(articles.map((one) => [one.id, readArticle(one, one.published?.value.value ?? null)]))
  const trees = articles.map(
    ({ id }): CopyTree => ({ id: `family_${id}` as Id<'family'>, members: [id], roots: [id], copies: [], reports: [] }),
  )
  return gatherFacts(articles, readings, trees).events.map(({ event, actors, recipients, places }) => [
    `${event.type} ${actors.map(({ name, country }) => `${name} ${country}`)} > ${recipients.map(({ name, country }) => `${name} ${country}`)}`,
    ...places.map(({ article: at }) => at.slice('article_'.length)),
  ])
}

test('R-E14 two pages that tell one act in other words tell one event', () => {
  assert.deepEqual(
    eventsOf(pair('one', 'Kenya condemned Chad.', '2024-03-14'), pair('two', 'Kenya has harshly criticised Chad.', '2024-03-15')),
    [['ACCUSE Kenya KEN > Chad TCD', 'one', 'two']],
  )
})

test('R-E14 other dates, other sides and plans are other events', () => {
  const acts = [
    'Kenya met Chad on 3 March 2024.',
    'Kenya met Chad on 9 March 2024.',
    'Kenya met Peru on 9 March 2024.',
    'Kenya will meet Chad.',
  ]
  assert.equal(eventsOf(...acts.map((act, i) => pair(`page${i}`, act, '2024-03-14'))).length, 4)
})

const actorsOf = (...articles: readonly Article[]) =>
  gatherFacts(articles, new Map(articles.map((one) => [one.id, readArticle(one, null)])), []).actors.flatMap(({ name, kind }) =>
    kind === 'person' ? [name] : [],
  )

test('R-N17 one letter apart in one office is one person', () => {
  const usual = 'Norwegian Foreign Minister Martin Ode left Oslo on Monday. Martin Ode was tired.'
  const slip = 'Norwegian Foreign Minister Marten Ode left Oslo on Monday.'
  assert.deepEqual(actorsOf(article('one', usual, null), article('two', slip, null)), ['Martin Ode'])
  const other = 'Peruvian Transport Minister Marten Ode left Lima on Monday.'
  assert.equal(actorsOf(article('one', usual, null), article('two', other, null)).length, 2)
})
