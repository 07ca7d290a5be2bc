import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { haveShared, jsonl } from '../eval/table.ts'
import { extractArticle } from '../src/extract/extract.ts'
import { makeId } from '../src/model/ids.ts'
import { evidenceAt, runsFault } from '../src/text/runs.ts'
import { randomFrom } from './boost.ts'

/**
 * Extracts mutated pages: real ones where the labelled sets lie beside the project, else the golden ones. Looks for exceptions, runs that do
 * not read back, furniture outside the page, and pages that take too long for their length.
 * `node scripts/fuzz-extract.ts [--count 2000] [--seed 1] [--longest 400000]`; exit code 1 and the recipe of each fault when one is found.
 */
const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    longest: { type: 'string', default: '400000' },
  },
})
/** Time a page may take: a base and so much a thousand code units, ms. Ten times what pages take on a slow machine that does other work. */
const allowed = (length: number) => 300 + length / 100

async function pages(): Promise<string[]> {
  const longest = Number(values.longest)
  if (!haveShared()) {
    process.stdout.write('The labelled sets are not beside the project: golden pages are mutated instead.\n')
    const folder = resolve(import.meta.dirname, '../fixtures/extract')
    return readdirSync(folder).flatMap((slug) =>
      readdirSync(resolve(folder, slug))
        .filter((name) => name.startsWith('page.'))
        .map((name) => readFileSync(resolve(folder, slug, name), 'utf8')),
    )
  }
  const found: string[] = []
  for (const set of ['aeb', 'fundus', 'wcxb-dev', 'trafi'])
    for await (const { html } of jsonl<{ html: string }>(`eval/extraction/${set}.jsonl.gz`)) if (html.length <= longest) found.push(html)
  return found
}

const scraps = [
  '<',
  '>',
  '"',
  "'",
  '&',
  '</',
  '<!--',
  '-->',
  '<![CDATA[',
  ']]>',
  '<script>',
  '</script>',
  '<p>',
  '</p>',
  '<table>',
  '<td>',
  '</table>',
  '<div>',
  '</div>',
  '<a href="',
  '<svg>',
  '<template>',
  '<select>',
  '<title>',
  '<textarea>',
  '<noscript>',
  '<plaintext>',
  '<article>',
  '<br><br>',
  '<li>',
  '</body>',
  '&amp',
  '&#x1F600;',
  '&#xD83D;',
  '\0',
  '\ud83d',
  '\udc00',
  '\u2028',
  '\u00ad',
  '\r\n',
  '<b><i>',
  '</b>',
  '{"articleBody":"',
  '\\u003c',
  '\\',
  '</h1>',
  '<h1>',
  'style="display:none"',
  '<!DOCTYPE',
]

/** A page with a few things done to it that happen to pages, and some that do not. */
function mutated(page: string, other: string, random: () => number): string {
  let text = page
  const pick = (most: number) => Math.floor(random() * most)
  const times = 1 + pick(8)
  for (let i = 0; i < times; i++) {
    const at = pick(text.length + 1)
    const length = pick(random() < 0.5 ? 20 : 4000)
    const end = Math.min(text.length, at + length)
    const what = random()
    if (what < 0.35) text = text.slice(0, at) + scraps[pick(scraps.length)]! + text.slice(at)
    else if (what < 0.55) text = text.slice(0, at) + text.slice(end)
    else if (what < 0.65) text = text.slice(0, at)
    else if (what < 0.75) text = text.slice(0, end) + text.slice(at, end) + text.slice(end)
    else if (what < 0.85) text = text.slice(0, at) + other.slice(pick(other.length)).slice(0, length) + text.slice(at)
    else if (what < 0.95) text = text.slice(0, at) + scraps[pick(scraps.length)]!.repeat(pick(300)) + text.slice(at)
    else
      text =
        text.slice(0, at) +
        text.slice(at, end).replace(/[<>"=/]/g, (mark) => scraps[(mark.charCodeAt(0) * 7) % scraps.length]!) +
        text.slice(end)
  }
  return text
}

function faultOf(html: string, mediaType: 'text/html' | 'text/plain'): string | null {
  const page = {
    id: makeId('page', 'fuzz'),
    source: 'fuzz',
    url: 'https://fuzz.example/a',
    fetchedAt: null,
    mediaType,
    charset: 'utf-8',
    html,
    given: null,
  } as const
  const began = performance.now()
  const article = extractArticle(page)
  const took = performance.now() - began
  if (took > allowed(html.length)) return `took ${Math.round(took)} ms for ${html.length} code units`
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

const all = await pages()
const count = Number(values.count)
let faults = 0
let slowest = 0
for (let i = 0; i < count; i++) {
  const random = randomFrom(Number(values.seed) * 1_000_003 + i)
  const page = all[Math.floor(random() * all.length)]!
  const other = all[Math.floor(random() * all.length)]!
  const html = mutated(page, other, random)
  const began = performance.now()
  try {
    const fault = faultOf(html, random() < 0.05 ? 'text/plain' : 'text/html')
    if (fault) throw new Error(fault)
  } catch (error) {
    faults++
    process.stdout.write(`seed ${values.seed} turn ${i}: ${error instanceof Error ? error.stack : error}\n`)
  }
  slowest = Math.max(slowest, performance.now() - began)
}
process.stdout.write(`${count} mutated pages, ${faults} faults, slowest ${Math.round(slowest)} ms with all checks\n`)
process.exitCode = faults > 0 ? 1 : 0
