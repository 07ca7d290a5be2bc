import { createHash } from 'node:crypto'
import { decodePage } from '#acquire/charset.ts'
import { acquire, isRefusal } from '#acquire/sources.ts'
import { explainArticle } from '#extract/explain.ts'
import { extractArticle } from '#extract/extract.ts'
import type { PageDocument } from '#model/document.ts'
import { InputError, UsageError } from '#model/errors.ts'
import { makeId } from '#model/ids.ts'
import type { Arrival, Page } from '#model/page.ts'
import { type StoredPage, tellPage } from '#pipeline/document.ts'
import { type Command, exitCodes, json } from './command.ts'
import { harmless, type Terminal, wrap } from './terminal.ts'

export const extract: Command = {
  name: 'extract',
  summary: 'Extract the article of a page, without storing anything',
  usage: 'FILE|URL|-',
  about: 'Prints the headline, what the page says about itself, and the text.',
  options: {
    json,
    text: { type: 'boolean', says: 'the text alone' },
    markdown: { type: 'boolean', says: 'headline and text as Markdown' },
    explain: { type: 'boolean', says: 'why each block of the page was kept or dropped' },
  },
  examples: [
    'stemma extract page.html',
    'curl -s https://example.org/news | stemma extract - --text',
    'stemma extract page.html --explain',
  ],
  async run({ args, values, print, tell, terminal }) {
    if (args.length !== 1)
      throw new UsageError(
        args.length === 0 ? 'there is no page to extract' : 'extract takes one input',
        'stemma extract FILE, an address, or - for standard input',
      )
    let failed = 0
    let done = 0
    for await (const arrival of acquire(args, {})) {
      if (isRefusal(arrival)) {
        tell(`${arrival.source}: ${arrival.reason}\n  ${arrival.advice}`)
        failed++
        continue
      }
      try {
        print(render(arrival, values, terminal))
        done++
      } catch (error) {
        if (!(error instanceof InputError)) throw error
        tell(`${arrival.source}: ${error.message}\n  ${error.advice}`)
        failed++
      }
    }
    if (failed > 0) return done > 0 ? exitCodes.partly : exitCodes.error
    return done > 0 ? exitCodes.ok : exitCodes.nothing
  },
}

function render(arrival: Arrival, values: Readonly<Record<string, unknown>>, terminal: Terminal): string {
  const page = pageOf(arrival)
  if (values.explain)
    return explainArticle(page)
      .map((block) => explained(block, terminal))
      .join('\n')
  const document = tellPage(extractArticle(page), page)
  if (values.json) return JSON.stringify(document)
  if (values.text) return document.text
  if (values.markdown)
    return [`# ${document.title ?? 'Untitled'}`, ...(document.byline ? [`*${document.byline}*`] : []), document.text].join('\n\n')
  return whole(document, terminal)
}

function pageOf({ source, url, fetchedAt, contentType, bytes, given }: Arrival): StoredPage {
  const decoded: Pick<Page, 'html' | 'charset' | 'mediaType'> = decodePage(bytes, contentType)
  const digest = createHash('sha256').update(bytes).digest('hex')
  return { id: makeId('page', url, digest), source, url, fetchedAt, given, digest, ...decoded }
}

function whole(page: PageDocument, { paint, columns }: Terminal): string {
  const facts: [string, string | null | undefined][] = [
    ['outlet', page.outlet],
    ['section', page.section],
    ['byline', page.byline],
    [
      'published',
      page.published && `${page.published.value} (${page.published.origin}, ${Math.round(page.published.certainty * 100)} % sure)`,
    ],
    ['modified', page.modified?.value],
    ['captured', page.captured?.value],
    ['dateline', page.dateline],
    ['language', page.language],
    ['canonical', page.canonicalUrl],
    ['furniture', [...new Set(page.furniture.map(({ kind }) => kind))].join(', ')],
  ]
  const lines = facts.flatMap(([name, value]) => (value ? [`${paint('dim', name.padEnd(10))} ${harmless(value)}`] : []))
  return [
    paint('bold', wrap(page.title ?? '(no headline)', columns)),
    ...lines,
    '',
    ...page.text.split('\n\n').map((paragraph) => `${wrap(paragraph, columns)}\n`),
  ].join('\n')
}

function explained(
  { kept, probability, kind, text, reasons }: ReturnType<typeof explainArticle>[number],
  { paint, columns }: Terminal,
): string {
  const head = `${kept ? paint('green', 'keep') : paint('red', 'drop')} ${probability.toFixed(2)} ${kind.padEnd(12)} `
  return `${head}${harmless(text).slice(0, Math.max(20, columns - 24))}\n${paint('dim', `          ${reasons.join(', ')}`)}`
}
