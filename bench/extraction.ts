import { fileURLToPath } from 'node:url'
import { Readability } from '@mozilla/readability'
import { parseHTML } from 'linkedom'
import { extractArticle } from '#extract/extract.ts'
import { scan } from '#extract/scan.ts'
import { makeId } from '#model/ids.ts'
import type { Page } from '#model/page.ts'
import { digestOf, haveShared, jsonl, show, type Table } from '../eval/table.ts'

const source = 'eval/extraction/aeb.jsonl.gz'
/** Each is run over all pages again and again until this many seconds of processor time have passed, after one round to warm up. */
const seconds = 4

type Gold = Readonly<{ id: string; url: string; html: string }>

function pageOf({ id, url, html }: Gold): Page {
  return { id: makeId('page', id), source: id, url, fetchedAt: null, mediaType: 'text/html', charset: 'utf-8', html, given: null }
}

/** Time the processor spent on us so far, in milliseconds, collecting garbage and all: on a shared machine the clock says little. */
function processorTime(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** Pages a second of processor time, and the slowest page of the warm rounds in milliseconds (the best of its times by the clock). */
function time(pages: readonly Page[], work: (page: Page) => unknown): { rate: number; slowest: number } {
  for (const page of pages) work(page)
  const best = new Float64Array(pages.length).fill(Number.POSITIVE_INFINITY)
  let done = 0
  const start = processorTime()
  while (processorTime() - start < seconds * 1000)
    pages.forEach((page, i) => {
      const before = performance.now()
      work(page)
      best[i] = Math.min(best[i]!, performance.now() - before)
      done++
    })
  return { rate: (done / (processorTime() - start)) * 1000, slowest: Math.max(...best) }
}

/** Pages a second of one core's time, text and metadata, beside @mozilla/readability on linkedom in the same run. */
export async function run(): Promise<Table> {
  const pages: Page[] = []
  for await (const gold of jsonl<Gold>(source)) pages.push(pageOf(gold))
  const size = pages.reduce((sum, { html }) => sum + html.length, 0) / pages.length
  const tools = [
    { name: 'ours, text and metadata', work: (page: Page) => extractArticle(page) },
    { name: 'ours, the scan alone', work: (page: Page) => scan(page.html) },
    { name: 'readability + linkedom', work: (page: Page) => new Readability(parseHTML(page.html).document).parse() },
  ]
  const times = tools.map(({ work }) => time(pages, work))
  const rival = times.at(-1)!.rate
  return {
    name: 'extraction',
    columns: ['pages/s', 'times readability', 'slowest page ms'],
    rows: tools.map(({ name }, i) => ({ name, cells: [times[i]!.rate, times[i]!.rate / rival, times[i]!.slowest] })),
    digest: digestOf(source),
    notes: [`${pages.length} pages of ${(size / 1000).toFixed(0)} thousand characters on average`],
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(haveShared() ? show(await run()) : 'skipped: no ../shared/eval')
