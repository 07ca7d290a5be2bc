import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { haveShared, jsonl } from '../eval/table.ts'
import { explainArticle } from '../src/extract/explain.ts'
import { extractArticle } from '../src/extract/extract.ts'
import type { Article } from '../src/model/article.ts'
import { makeId } from '../src/model/ids.ts'
import type { Page } from '../src/model/page.ts'
import { evidenceAt, runsFault } from '../src/text/runs.ts'
import { randomFrom } from './boost.ts'
import { mutated } from './mutations.ts'

/**
 * Extracts mutated pages: real ones where the labelled sets lie beside the project, else the golden ones. Looks for exceptions, runs and
 * claims that do not read back, furniture outside the page, and pages that take too long for their length.
 * `node scripts/fuzz-extract.ts [--count 2000] [--from 0] [--seed 1] [--longest 200000]`; exit code 1 and the recipe of each fault when one
 * is found. Turn `n` of a seed is the same page every time: a run that was cut off goes on with `--from`.
 */
const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '2000' },
    from: { type: 'string', default: '0' },
    seed: { type: 'string', default: '1' },
    longest: { type: 'string', default: '200000' },
  },
})
/** Processor time a page may take: a base and so much a thousand code units, ms. Ten times what pages take on a slow machine. */
const allowed = (length: number) => 100 + length / 1000
/** A page over its time is read so often again: collecting garbage or compiling is not its fault. */
const chances = 3
/** Shares of turns: pages longer than `--longest`, pages read as plain text, pages explained too. */
const shares = { long: 0.02, plain: 0.05, explained: 0.02 } as const
/** Turns between two lines of progress. */
const progress = 10_000

type Pages = Readonly<{ usual: readonly string[]; long: readonly string[] }>

async function pagesOf(longest: number): Promise<Pages> {
  if (!haveShared()) {
    process.stdout.write('The labelled sets are not beside the project: golden pages are mutated instead.\n')
    const folder = resolve(import.meta.dirname, '../fixtures/extract')
    const golden = readdirSync(folder).flatMap((slug) =>
      readdirSync(resolve(folder, slug))
        .filter((name) => name.startsWith('page.'))
        .map((name) => readFileSync(resolve(folder, slug, name), 'utf8')),
    )
    return { usual: golden, long: golden }
  }
  const usual: string[] = []
  const long: string[] = []
  for (const set of ['aeb', 'fundus', 'fundus-eval', 'wcxb-dev', 'trafi'])
    for await (const { html } of jsonl<{ html: string }>(`eval/extraction/${set}.jsonl.gz`))
      (html.length <= longest ? usual : long).push(html)
  return { usual, long }
}

const pageOf = (html: string, mediaType: Page['mediaType']): Page => ({
  id: makeId('page', 'fuzz'),
  source: 'fuzz',
  url: 'https://fuzz.example/a',
  fetchedAt: null,
  mediaType,
  charset: 'utf-8',
  html,
  given: null,
})

/** An article and the milliseconds of processor time it took. */
function timed(page: Page): { article: Article; took: number } {
  const before = process.cpuUsage()
  const article = extractArticle(page)
  const { user, system } = process.cpuUsage(before)
  return { article, took: (user + system) / 1000 }
}

function faultOf(page: Page, explained: boolean): string | null {
  const { article, took } = timed(page)
  const fault = readBackFault(article, page.html) ?? claimsFault(article, page.html)
  if (fault) return fault
  if (explained && explainArticle(page).some(({ probability }) => !(probability >= 0 && probability <= 1))) return 'no probability'
  let least = took
  for (let n = 1; n < chances && least > allowed(page.html.length); n++) least = Math.min(least, timed(page).took)
  return least > allowed(page.html.length) ? `took ${Math.round(least)} ms for ${page.html.length} code units` : null
}

/** What does not read back of text, blocks and furniture. */
function readBackFault(article: Article, html: string): string | null {
  const fault = runsFault(article, html)
  if (fault) return fault
  for (const run of article.runs) {
    const text = article.text.slice(run.text.start, run.text.end)
    const there = html.slice(run.page.start, run.page.end)
    if (text.length === there.length && text !== there && text.length > 2)
      return `run at ${run.text.start} reads ${JSON.stringify(there)}, not ${JSON.stringify(text)}`
  }
  for (const { text } of article.blocks)
    if (text.start >= text.end || evidenceAt(article, html, text).exact === '') return `empty block at ${text.start}`
  for (const { at } of article.furniture) if (at.start >= at.end || at.end > html.length) return `furniture at ${at.start}-${at.end}`
  return null
}

/** What of the metadata claims to stand where the page has nothing. */
function claimsFault(article: Article, html: string): string | null {
  const { title, subtitle, authors, byline, outlet, section, canonicalUrl, published, modified, captured } = article
  for (const field of [title, subtitle, authors, byline, outlet, section, canonicalUrl, published, modified, captured])
    for (const { at, certainty } of field ? [field, ...field.others] : []) {
      if (at && !(at.start >= 0 && at.start < at.end && at.end <= html.length)) return `claim at ${at.start}-${at.end}`
      if (!(certainty >= 0 && certainty <= 1)) return `certainty ${certainty}`
    }
  for (const { at } of article.agencies) if (at && !(at.start < at.end && at.end <= html.length)) return `credit at ${at.start}-${at.end}`
  return null
}

const pages = await pagesOf(Number(values.longest))
const first = Number(values.from)
const last = first + Number(values.count)
let faults = 0
for (let turn = first; turn < last; turn++) {
  const random = randomFrom(Number(values.seed) * 1_000_003 + turn)
  const pick = (some: readonly string[]) => some[Math.floor(random() * some.length)]!
  const html = mutated(pick(random() < shares.long ? pages.long : pages.usual), pick(pages.usual), random)
  try {
    const fault = faultOf(pageOf(html, random() < shares.plain ? 'text/plain' : 'text/html'), random() < shares.explained)
    if (fault) throw new Error(fault)
  } catch (error) {
    faults++
    process.stdout.write(`seed ${values.seed} turn ${turn}: ${error instanceof Error ? error.stack : error}\n`)
  }
  if ((turn + 1) % progress === 0) process.stdout.write(`${turn + 1 - first} pages, ${faults} faults\n`)
}
process.stdout.write(`${last - first} mutated pages, ${faults} faults\n`)
process.exitCode = faults > 0 ? 1 : 0
