import nlp from 'compromise/three'
import type { Article } from '#model/article.ts'
import { findNames } from '#read/names.ts'
import { readArticle } from '#read/read.ts'
import { tokensOf } from '#read/tokens.ts'
import { sentencesOf } from '#text/sentences.ts'
import { bareArticle } from '../eval/bare-article.ts'
import { digestOf, haveShared, jsonl, type Row, show, type Table } from '../eval/table.ts'

const source = 'eval/copies/articles.jsonl.gz'
/** Articles that each reader is timed on, after as many again that warm it. compromise is so much slower that fewer must do. */
const sample = 400
const rivalSample = 20
const columns = ['MB/s', 'ktokens/s']

/** Core seconds, so that other work on the machine counts little. */
function timed(name: string, articles: readonly Article[], read: (article: Article) => unknown): Row {
  for (const article of articles) read(article) // warm
  const before = process.cpuUsage()
  for (const article of articles) read(article)
  const { user, system } = process.cpuUsage(before)
  const seconds = (user + system) / 1e6
  const characters = articles.reduce((sum, { text }) => sum + text.length, 0)
  const tokens = articles.reduce((sum, { text }) => sum + tokensOf(text, sentencesOf(text)).count, 0)
  return { name, cells: [characters / 1e6 / seconds, tokens / 1e3 / seconds] }
}

export async function run(): Promise<Table> {
  if (!haveShared()) return { name: 'reading', columns, rows: [], digest: 'none', notes: ['skipped: ../shared is not there'] }
  const articles: Article[] = []
  for await (const { text } of jsonl<{ text: string }>(source)) {
    articles.push(bareArticle(text))
    if (articles.length === sample) break
  }
  return {
    name: 'reading',
    columns,
    rows: [
      timed('names, from raw text', articles, ({ text }) => findNames(text, sentencesOf(text))),
      timed('whole reader', articles, (article) => readArticle(article, '2016-01-01')),
      timed('compromise: people, places, organisations', articles.slice(0, rivalSample), ({ text }) => nlp(text).topics().json()),
    ],
    digest: digestOf(source),
    notes: [`${sample} articles, ${rivalSample} for compromise; one core's seconds, the engine's own threads included`],
  }
}

if (import.meta.main) console.log(show(await run()))
