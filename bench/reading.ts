import nlp from 'compromise/three'
import type { Article } from '#model/article.ts'
import { findNames } from '#read/names.ts'
import { readArticle } from '#read/read.ts'
import { findTimexes } from '#read/timexes.ts'
import { tokensOf } from '#read/tokens.ts'
import { sentencesOf } from '#text/sentences.ts'
import { bareArticle } from '../eval/bare-article.ts'
import { digestOf, haveShared, jsonl, show, type Table } from '../eval/table.ts'

const source = 'eval/copies/articles.jsonl.gz'
const columns = ['MB/s', 'ktokens/s']
/** compromise is so much slower than the rest that fewer articles must do. */
const sample = 400
const rivalSample = 20
const published = '2016-01-01'
/** The readers take turns, so that a busy machine weighs on all alike; the first turns warm the engine, the median of the others counts. */
const warmTurns = 6
const turns = 7

type Reader = Readonly<{ name: string; articles: number; read: (article: Article) => unknown }>
const readers: readonly Reader[] = [
  { name: 'names, from raw text', articles: sample, read: ({ text }) => findNames(text, sentencesOf(text)) },
  { name: 'dates', articles: sample, read: ({ text }) => findTimexes(text, published) },
  { name: 'whole reader', articles: sample, read: (article) => readArticle(article, published) },
  { name: 'compromise: people, places, organisations', articles: rivalSample, read: ({ text }) => nlp(text).topics().json() },
]

/** Seconds of processor time, the engine's own threads included: other work on the machine counts little. */
function secondsOf(articles: readonly Article[], read: Reader['read']): number {
  const before = process.cpuUsage()
  for (const article of articles) read(article)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1]!

export async function run(): Promise<Table> {
  if (!haveShared()) return { name: 'reading', columns, rows: [], digest: 'none', notes: ['skipped: ../shared is not there'] }
  const articles: Article[] = []
  for await (const { text } of jsonl<{ text: string }>(source)) {
    articles.push(bareArticle(text))
    if (articles.length === sample) break
  }
  const seconds = readers.map((): number[] => [])
  for (let turn = 0; turn < warmTurns + turns; turn++)
    for (const [at, { articles: count, read }] of readers.entries()) {
      const taken = secondsOf(articles.slice(0, count), read)
      if (turn >= warmTurns) seconds[at]!.push(taken)
    }
  const rows = readers.map(({ name, articles: count }, at) => {
    const texts = articles.slice(0, count).map(({ text }) => text)
    const characters = texts.reduce((sum, text) => sum + text.length, 0)
    const tokens = texts.reduce((sum, text) => sum + tokensOf(text, sentencesOf(text)).count, 0)
    const taken = median(seconds[at]!)
    return { name, cells: [characters / 1e6 / taken, tokens / 1e3 / taken] }
  })
  const notes = [`${sample} articles, ${rivalSample} for compromise; seconds of one core, the median of ${turns} turns taken in rotation`]
  return { name: 'reading', columns, rows, digest: digestOf(source), notes }
}

if (import.meta.main) console.log(show(await run()))
