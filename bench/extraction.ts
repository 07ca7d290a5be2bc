import { fileURLToPath } from 'node:url'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { Readability } from '@mozilla/readability'
import { parseHTML } from 'linkedom'
import { extractArticle } from '#extract/extract.ts'
import { scan } from '#extract/scan.ts'
import { makeId } from '#model/ids.ts'
import type { Page } from '#model/page.ts'
import { digestOf, haveShared, jsonl, show, type Table } from '../eval/table.ts'

const source = (set: string) => `eval/extraction/${set}.jsonl.gz`
const timed = 'aeb'
const others = ['naeb', 'fundus', 'fundus-eval', 'htmldate', 'trafi', 'wcxb-dev']
/**
 * Rounds in which the tools take turns, so that whatever else the machine does falls on all of them; after one to warm up. How often a tool
 * goes over the pages in a round makes their turns about equally long.
 */
const rounds = 7
/** How often the pages of the other sets are read, and how often those that took longest once more; the best time of each counts. */
const readings = { all: 2, slowest: 10, most: 5 } as const

type Gold = Readonly<{ id: string; url: string; html: string }>

async function pagesOf(set: string): Promise<Page[]> {
  const pages: Page[] = []
  for await (const { id, url, html } of jsonl<Gold>(source(set)))
    pages.push({ id: makeId('page', id), source: set, url, fetchedAt: null, mediaType: 'text/html', charset: 'utf-8', html, given: null })
  return pages
}

/** Time the processor spent on us so far, in milliseconds, collecting garbage and all: on a shared machine the clock says little. */
function processorTime(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** Milliseconds by the clock, kept where less than `best`: other work on the machine only ever adds to them. */
function fastest(best: number, work: () => unknown): number {
  const before = performance.now()
  work()
  return Math.min(best, performance.now() - before)
}

setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')

type Tool = Readonly<{ name: string; turns: number; work: (page: Page) => unknown; rates: number[]; best: Float64Array }>

/** A round of one tool: pages a second of processor time. What the tool before left behind is cleared away first. */
function timeRound({ turns, work, rates, best }: Tool, pages: readonly Page[]): void {
  collectGarbage()
  const start = processorTime()
  for (let turn = 0; turn < turns; turn++)
    pages.forEach((page, i) => {
      best[i] = fastest(best[i]!, () => work(page))
    })
  rates.push((turns * pages.length * 1000) / (processorTime() - start))
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!

/** The slowest page of a set, by the best of its times in milliseconds. */
async function slowestOf(set: string): Promise<number> {
  const pages = await pagesOf(set)
  const best = new Float64Array(pages.length).fill(Number.POSITIVE_INFINITY)
  const read = (i: number, times: number) => {
    for (let n = 0; n < times; n++) best[i] = fastest(best[i]!, () => extractArticle(pages[i]!))
  }
  for (let i = 0; i < pages.length; i++) read(i, readings.all)
  const slowest = [...best.keys()].sort((a, b) => best[b]! - best[a]!).slice(0, readings.most)
  for (const i of slowest) read(i, readings.slowest)
  return Math.max(...best)
}

/** Pages a second of one core's time, text and metadata, beside @mozilla/readability on linkedom in the same run; and the slowest page. */
export async function run(): Promise<Table> {
  const pages = await pagesOf(timed)
  const size = pages.reduce((sum, { html }) => sum + html.length, 0) / pages.length
  const tool = (name: string, turns: number, work: Tool['work']): Tool => ({
    name,
    turns,
    work,
    rates: [],
    best: new Float64Array(pages.length).fill(Number.POSITIVE_INFINITY),
  })
  const tools = [
    tool('ours, text and metadata', 10, extractArticle),
    tool('ours, the scan alone', 40, ({ html }) => scan(html)),
    tool('readability + linkedom', 1, ({ html }) => new Readability(parseHTML(html).document).parse()),
  ]
  for (let round = 0; round <= rounds; round++) for (const each of tools) timeRound(each, pages)
  const rival = tools.at(-1)!
  const rows = tools.map(({ name, rates, best }) => {
    const ratios = rates.map((rate, round) => rate / rival.rates[round]!)
    return { name, cells: [median(rates.slice(1)), median(ratios.slice(1)), Math.max(...best)] }
  })
  const slowest: number[] = []
  for (const set of others) slowest.push(await slowestOf(set))
  return {
    name: 'extraction',
    columns: ['pages/s', 'times readability', 'slowest page ms'],
    rows: [...rows, ...others.map((set, i) => ({ name: `ours, ${set}`, cells: [null, null, slowest[i]!] }))],
    digest: digestOf(source(timed)),
    notes: [`${pages.length} pages of ${(size / 1000).toFixed(0)} thousand characters on average; medians of ${rounds} rounds`],
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(haveShared() ? show(await run()) : 'skipped: no ../shared/eval')
