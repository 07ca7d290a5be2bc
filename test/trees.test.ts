import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bareArticle } from '../eval/bare-article.ts'
import { alignArticles } from '../src/match/align.ts'
import type { Article } from '../src/model/article.ts'
import { graphOf, pairKey } from '../src/trace/graph.ts'
import { groundsOf } from '../src/trace/grounds.ts'
import { traceFamily } from '../src/trace/trace.ts'

/** An invented text of so many sentences about one thing; each sentence once. */
const about = (thing: string, sentences: number) =>
  Array.from(
    { length: sentences },
    (_, at) => `The ${thing} of house ${at + 1} was weighed by ${at + 3} clerks, and the ${thing} weighed ${at * 7 + 11} pounds.`,
  )
const articlesOf = (...texts: readonly (readonly string[])[]) => texts.map((sentences) => bareArticle(sentences.join('\n\n')))
const overlapsOf = (articles: readonly Article[]) =>
  articles.flatMap((one, at) => articles.slice(at + 1).flatMap((other) => alignArticles(one, other) ?? []))

test('T12 a page merged from two has two parents', () => {
  const [honey, wool] = [about('honey', 9), about('wool', 9)]
  const articles = articlesOf(honey, wool, [...honey.slice(0, 7), ...wool.slice(2, 6)], honey.slice(0, 8), wool.slice(0, 8))
  const [first, second] = traceFamily(articles, overlapsOf(articles)).copies.filter(({ witness }) => witness === articles[2]!.id)
  const isWool = (id: string | null) => id === articles[1]!.id || id === articles[4]!.id
  assert.deepEqual([first?.second, second?.second], [false, true])
  assert.notEqual(isWool(first!.exemplar), isWool(second!.exemplar))
  assert.ok(second!.passages.length > 0)
})

test('T13 a page goes back to the one that shares its changes, without any date', () => {
  const honey = about('honey', 10)
  const changed = honey.map((sentence, at) => (at % 3 === 0 ? sentence.replace('weighed by', 'carefully counted by') : sentence))
  const articles = articlesOf(honey, changed, changed.slice(0, 7), honey.slice(0, 8), [...honey, 'The bakers said no word.'])
  const { copies } = traceFamily(articles, overlapsOf(articles))
  const exemplarOf = (at: number) => copies.find(({ witness }) => witness === articles[at]!.id)?.exemplar
  assert.equal(exemplarOf(2), articles[1]!.id)
  assert.notEqual(exemplarOf(3), articles[1]!.id)
})

test('T14 the weights of grounds change their sign with the direction, and each says why', () => {
  const honey = about('honey', 10)
  const articles = articlesOf(honey, honey.slice(0, 6))
  const graph = graphOf(articles, overlapsOf(articles))
  const sumOf = (exemplar: number, witness: number) =>
    groundsOf(graph, graph.pairs.get(pairKey(graph, exemplar, witness))!).reduce((sum, { weight, says }) => {
      assert.ok(says.length > 10)
      return sum + weight
    }, 0)
  assert.ok(sumOf(0, 1) > 0.05, 'newsrooms cut')
  assert.ok(Math.abs(sumOf(0, 1) + sumOf(1, 0)) < 0.1)
})
