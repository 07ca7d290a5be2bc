import { readFileSync } from 'node:fs'
import { alignArticles } from '#match/align.ts'
import type { Article } from '#model/article.ts'
import { wordsOf } from '#text/words.ts'
import { articleOf, type Document } from '../eval/stories.ts'
import { digestOf, haveShared, jsonl, shared, show, type Table } from '../eval/table.ts'

const paths = { articles: 'eval/copies/articles.jsonl.gz', pairs: 'eval/copies/pairs.tsv' } as const
/** Words of an article that is aligned; longer ones are cut, shorter ones filled up with the next article, so that all pairs cost alike. */
const words = 1600
const seconds = 3

/** Pairs of real articles with shared text, each of 1,600 words, aligned to exact spans: a second on one core. */
export async function run(): Promise<Table> {
  const articles: Article[] = []
  const numbers = new Map<string, number>()
  for await (const document of jsonl<Document>(paths.articles)) {
    numbers.set(document.id, articles.length)
    articles.push(articleOf(document))
  }
  const pairs = readFileSync(shared(paths.pairs), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'))
    .filter(([, , sameHost]) => sameHost === '0')
    .map(([a, b]) => [filled(articles, numbers.get(a!)!), filled(articles, numbers.get(b!)!)] as const)
  for (const [a, b] of pairs) alignArticles(a, b) // warm
  let done = 0
  const start = performance.now()
  while (performance.now() - start < seconds * 1000)
    for (const [a, b] of pairs) {
      alignArticles(a, b)
      done++
    }
  const rate = (done / (performance.now() - start)) * 1000
  return {
    name: 'aligning',
    columns: ['pairs/s/core', 'words a side'],
    rows: [{ name: 'stemma alignArticles', cells: [Math.round(rate), words] }],
    digest: digestOf(paths.articles, paths.pairs),
    notes: [`${pairs.length} pairs across hosts`],
  }
}

function filled(articles: readonly Article[], at: number): Article {
  let text = articles[at]!.text
  for (let next = at + 1; wordsOf(text).count < words; next++) text += `\n\n${articles[next % articles.length]!.text}`
  return { ...articles[at]!, text: text.slice(0, wordsOf(text).ends[words - 1]) }
}

if (import.meta.main) console.log(haveShared() ? show(await run()) : 'skipped: ../shared/eval is not there')
