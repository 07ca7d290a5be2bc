import { createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { digestOf, haveShared, jsonl, type Row, show, type Table } from '../eval/table.ts'
import type { StoryDocument } from '../src/model/document.ts'
import { openStemma, type Stemma } from '../src/stemma.ts'
import { offsetsOf } from '../src/text/offsets.ts'

/**
 * Every page of the labelled sets through the whole pipeline: nothing lost, nothing shifted. Counts what came in and where it
 * came to rest, reads every evidence of every story back from the stored page, and measures pages a second and peak memory.
 */
const extraction = ['aeb', 'fundus', 'fundus-eval', 'htmldate', 'naeb', 'trafi', 'wcxb-dev'].map(
  (name) => `eval/extraction/${name}.jsonl.gz`,
)
const copies = 'eval/copies/articles.jsonl.gz'

/** Rows that must be zero: the run fails otherwise. */
const lost = 'lost (stored, neither in a story nor parked)'
const undone = 'still to be done'
const shifted = 'evidence that is not what stands there'
const mustBeNone: ReadonlySet<string> = new Set([lost, undone, shifted])

/** The sets as lines that `stemma add` takes; `part`: every so-manieth page only. */
async function* lines(part: number): AsyncGenerator<string> {
  let number = 0
  for (const path of extraction)
    for await (const { url, html } of jsonl<{ url: string; html: string }>(path))
      if (number++ % part === 0) yield `${JSON.stringify({ url, html })}\n`
  for await (const { url, title, text, outlet, date } of jsonl<Record<'url' | 'title' | 'text' | 'outlet' | 'date', string>>(copies))
    if (number++ % part === 0) yield `${JSON.stringify({ url, text: `${title}\n\n${text}`, outlet, published: date })}\n`
}

/** `part`: every so many pages are taken. */
export async function run({ part = 1 }: Readonly<{ part?: number }> = {}): Promise<Table> {
  const folder = mkdtempSync(join(tmpdir(), 'stemma-whole-'))
  try {
    const input = join(folder, 'pages.jsonl')
    await pipeline(Readable.from(lines(part)), createWriteStream(input))
    const stemma = await openStemma({ data: join(folder, 'data') })
    const rows = await measured(stemma, input)
    const notes = await faultsOf(stemma)
    await stemma.close()
    return { name: 'the whole way of all pages', columns: ['value'], rows, digest: digestOf(...extraction, copies), notes }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function measured(stemma: Stemma, input: string): Promise<Row[]> {
  const seconds = new Map<string, number>()
  const started = performance.now()
  let last = started
  const { added, known } = await stemma.add([input], {
    onProgress({ phase }) {
      const now = performance.now()
      seconds.set(phase, (seconds.get(phase) ?? 0) + (now - last) / 1_000)
      last = now
    },
  })
  const total = (performance.now() - started) / 1_000
  const peak = process.resourceUsage().maxRSS / 1_024
  const status = await stemma.status()
  const parked = await stemma.parked()
  const refused = parked.filter(({ stage }) => stage === 'acquire').length
  const told = await readBack(stemma)
  const parkedPages = new Set(
    parked.filter(({ stage }) => ['extract', 'trace', 'tell'].includes(stage)).map(({ input: id }) => id.slice(id.indexOf('_'))),
  )
  const reasons = new Map<string, number>()
  for (const { stage, reason } of parked) {
    const why = `parked by ${stage}: ${reason.replace(/\d+/g, 'n').slice(0, 80)}`
    reasons.set(why, (reasons.get(why) ?? 0) + 1)
  }
  return [
    { name: 'came in', cells: [added + known + refused] },
    { name: 'stored', cells: [status.pages] },
    { name: 'known already', cells: [known] },
    { name: 'in stories', cells: [told.pages] },
    { name: lost, cells: [status.pages - told.pages - parkedPages.size] },
    { name: undone, cells: [status.todo] },
    { name: 'stories', cells: [status.stories] },
    { name: 'families', cells: [status.families] },
    { name: 'evidence read back', cells: [told.evidence] },
    { name: shifted, cells: [told.faults] },
    { name: 'pages a second', cells: [(added + known) / total] },
    { name: 'peak memory, MiB', cells: [peak] },
    ...[...reasons].sort((a, b) => b[1] - a[1]).map(([name, count]) => ({ name, cells: [count] })),
    ...[...seconds].map(([phase, spent]) => ({ name: `seconds in ${phase}`, cells: [spent] })),
  ]
}

/** Where in the program our own faults happened, and one input for each. */
async function faultsOf(stemma: Stemma): Promise<readonly string[]> {
  const faults = new Map<string, string>()
  for (const { stage, input, detail } of await stemma.parked())
    if (detail) faults.set(detail.split('\n').slice(0, 4).join('\n'), `${stage} of ${input}`)
  return [...faults].map(([detail, where]) => `${where}: ${detail}`)
}

type Proof = Readonly<{ page: string; start: number; end: number; exact: string }>

async function readBack(stemma: Stemma): Promise<{ pages: number; evidence: number; faults: number }> {
  const sum = { pages: 0, evidence: 0, faults: 0 }
  for await (const document of stemma.documents()) {
    const texts = new Map<string, (start: number, end: number) => string>()
    for (const { id } of document.pages) {
      const { html } = (await stemma.page(id))!
      const { toUnits } = offsetsOf(html)
      texts.set(id, (start, end) => html.slice(toUnits(start), toUnits(end)))
    }
    sum.pages += document.pages.length
    for (const { page, start, end, exact } of proofsIn(document)) {
      sum.evidence++
      if (texts.get(page)?.(start, end) !== exact) sum.faults++
    }
  }
  return sum
}

/** Every evidence in a document, and the furniture of its pages, which is evidence too. */
function* proofsIn(document: StoryDocument): Generator<Proof> {
  for (const { id, furniture } of document.pages) for (const { start, end, exact } of furniture) yield { page: id, start, end, exact }
  const waiting: unknown[] = [document]
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    if (typeof value !== 'object' || value === null) continue
    if ('exact' in value && 'page' in value && 'start' in value) yield value as Proof
    for (const inner of Object.values(value)) if (typeof inner === 'object' && inner !== null) waiting.push(inner)
  }
}

if (import.meta.main) {
  if (!haveShared()) console.error('skipped: the labelled sets are not beside the project')
  else {
    const table = await run({ part: Number(process.argv[2] ?? 1) })
    console.log(show(table))
    if (table.rows.some(({ name, cells }) => mustBeNone.has(name) && cells[0] !== 0)) process.exitCode = 1
  }
}
