import { createHash } from 'node:crypto'
import { decodePage } from '#acquire/charset.ts'
import { acquire, isRefusal } from '#acquire/sources.ts'
import { explainArticle } from '#extract/explain.ts'
import { extractArticle } from '#extract/extract.ts'
import type { Article, BlockKind } from '#model/article.ts'
import type { PageDocument } from '#model/document.ts'
import { InputError, UsageError } from '#model/errors.ts'
import { makeId } from '#model/ids.ts'
import type { Arrival, Page } from '#model/page.ts'
import { type StoredPage, tellPage } from '#pipeline/document.ts'
import { type Command, exitCodes, json } from './command.ts'
import { harmless, short, type Terminal, wrap } from './terminal.ts'

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
    return alike(explainArticle(page))
      .map((blocks) => explained(blocks, terminal))
      .join('\n')
  const article = extractArticle(page)
  const document = tellPage(article, page)
  if (values.json) return JSON.stringify(document)
  if (values.text) return document.text
  if (values.markdown) return markdown(document, article)
  return whole(document, article, terminal)
}

function pageOf({ source, url, fetchedAt, contentType, bytes, given }: Arrival): StoredPage {
  const decoded: Pick<Page, 'html' | 'charset' | 'mediaType'> = decodePage(bytes, contentType)
  const digest = createHash('sha256').update(bytes).digest('hex')
  return { id: makeId('page', url, digest), source, url, fetchedAt, given, digest, ...decoded }
}

/** Parts of an article with their kinds, in text order. */
const partsOf = ({ text, blocks }: Article) => blocks.map(({ kind, text: { start, end } }) => ({ kind, words: text.slice(start, end) }))

/** What begins a line of Markdown and would be read as markup there. */
const startsMarkup = /^(?:[#>+-]|\d+[.)])(?=\s|$)|^(?:={3,}|-{3,})$/
const markupInLine = /[\\`*_[\]<]/g
const plainLine = (line: string) => line.replace(markupInLine, '\\$&').replace(startsMarkup, '\\$&')

/** Headline, byline, day and address, then the text with its headings, lists, quotations and code. */
function markdown(page: PageDocument, article: Article): string {
  const facts = [page.byline, page.outlet, page.published?.value.slice(0, 10)].filter((fact) => typeof fact === 'string')
  const about = [...new Set(facts)]
  const isStandfirst = page.subtitle && !page.text.startsWith(page.subtitle)
  const address = page.canonicalUrl ?? (/^https?:/.test(page.url) ? page.url : null)
  const head = [
    `# ${plainLine(page.title ?? 'Untitled')}`,
    ...(isStandfirst ? [`**${plainLine(page.subtitle!)}**`] : []),
    ...(about.length > 0 ? [`*${about.map(plainLine).join(' · ')}*`] : []),
    ...(address ? [`<${address}>`] : []),
  ]
  let text = ''
  let last: BlockKind | null = null
  for (const { kind, words } of partsOf(article)) {
    // items of one list, and lines of one quotation or table, stand together
    if (text !== '')
      text += kind === last && (kind === 'list' || kind === 'table') ? '\n' : kind === last && kind === 'quote' ? '\n>\n' : '\n\n'
    const lines = words.split('\n').map(plainLine)
    if (kind === 'heading') text += `## ${lines.join(' ')}`
    else if (kind === 'list') text += `- ${lines.join('\n  ')}`
    else if (kind === 'table') text += `${lines.join(' ')}  `
    else if (kind === 'quote') text += `> ${lines.join('\n> ')}`
    else if (kind === 'code') text += `\`\`\`\n${words}\n\`\`\``
    else text += lines.join('  \n')
    last = kind
  }
  return [...head, text].join('\n\n')
}

function whole(page: PageDocument, article: Article, { paint, columns }: Terminal): string {
  const facts: [string, string | null | undefined][] = [
    ['subtitle', page.subtitle],
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
    ['agencies', article.agencies.map(({ name }) => name).join(', ')],
    ['language', page.language],
    ['tags', article.tags.join(', ')],
    ['canonical', page.canonicalUrl],
    ['left out', [...new Set(page.furniture.map(({ kind }) => kind))].join(', ')],
  ]
  const lines = facts.flatMap(([name, value]) => {
    if (!value) return []
    const [first, ...rest] = wrap(value, columns, ' '.repeat(11)).split('\n')
    return [`${paint('dim', name.padEnd(10))} ${first!.trimStart()}`, ...rest]
  })
  const text = partsOf(article).map(({ kind, words }) => {
    if (kind === 'heading') return paint('bold', wrap(words, columns))
    if (kind === 'list') return wrap(words, columns, '  ').replace(/^ {2}/, '- ')
    return wrap(words, columns, kind === 'quote' ? '  ' : '')
  })
  return [paint('bold', wrap(page.title ?? '(no headline)', columns)), ...lines, '', ...text.map((part) => `${part}\n`)].join('\n')
}

type Explained = ReturnType<typeof explainArticle>[number]

/** Blocks in a row that are dropped for the same reasons are told as one. */
function alike(blocks: readonly Explained[]): Explained[][] {
  const runs: Explained[][] = []
  for (const block of blocks) {
    const before = runs.at(-1)?.[0]
    const isSame =
      before && !before.kept && !block.kept && before.kind === block.kind && isBarred(before) && before.reasons[0] === block.reasons[0]
    if (isSame) runs.at(-1)!.push(block)
    else runs.push([block])
  }
  return runs
}

/** Dropped by a rule about what is around it, and not for anything in it. */
const isBarred = ({ reasons }: Explained) => reasons.length === 1

function explained(blocks: readonly Explained[], { paint, columns }: Terminal): string {
  const { kept, probability, kind, text, reasons } = blocks[0]!
  const more = blocks.length > 1 ? ` … and ${blocks.length - 1} more` : ''
  const head = `${kept ? paint('green', 'keep') : paint('red', 'drop')} ${probability.toFixed(2)} ${kind.padEnd(14)} `
  const words = short(harmless(text).replace(/\s+/g, ' '), Math.max(20, columns - 26 - more.length))
  return `${head}${words}${paint('dim', more)}\n${paint('dim', `          ${reasons.join(', ')}`)}`
}
