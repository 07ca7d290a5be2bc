import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeId } from '#model/ids.ts'
import type { Page } from '#model/page.ts'
import { runsFault } from '#text/runs.ts'
import { extractArticle } from './extract.ts'

const pageOf = (html: string, mediaType: Page['mediaType']): Page => ({
  id: makeId('page', 'x'),
  source: 'x',
  url: 'https://daily.example/x',
  fetchedAt: null,
  mediaType,
  charset: 'utf-8',
  html,
  given: null,
})

const n = 10_000
const paragraph = '<p>The bridge was closed on Monday, and nobody in the town knew why. It opened again at noon.</p>'
const hostile: Readonly<Record<string, string>> = {
  'nested elements': '<div>'.repeat(n * 5) + paragraph,
  'nested elements with text': '<div>a. '.repeat(n),
  'list items': '<li><a href="x">An item of a list</a>'.repeat(n),
  paragraphs: paragraph.repeat(n / 2),
  headings: '<h2>A heading of some words</h2>'.repeat(n),
  'one class with many words': `<div class="${'comment '.repeat(n)}">${paragraph.repeat(500)}`,
  'many titles': '<meta property="og:title" content="A title of a page">'.repeat(n) + paragraph,
  'long articleBody': `<script type="application/ld+json">{"articleBody":"${'word '.repeat(n)}"}</script>${paragraph.repeat(2000)}`,
  'much JSON-LD': '<script type="application/ld+json">{"@type":"NewsArticle","headline":"x"}</script>'.repeat(n / 4),
  'nested JSON': `<script type="application/json">${'['.repeat(n)}</script>`,
  times: '<time datetime="2024-01-01">1 January 2024</time> '.repeat(n),
  entities: '&amp;'.repeat(n * 10),
  lines: '<b>word</b><br>text<br>'.repeat(n),
  'inline elements': `${'<b>'.repeat(500)}${'x<br>'.repeat(n)}`,
  'angle brackets': `<p>${'<'.repeat(n * 5)} 12 May 2024`,
  ideographs: '漢字'.repeat(n * 10),
  'one long title': `<title>${'A bridge | of '.repeat(n * 4)}`,
  'comments that end oddly': '<!-- x --!>'.repeat(n * 4) + paragraph,
  'many values of JSON-LD': `<script type="application/ld+json">${'1 '.repeat(n * 20)}</script>${paragraph}`,
  'many types': `<script type="application/ld+json">{"@type":[${'"Article",'.repeat(n * 20)}"x"]}</script>${paragraph}`,
  'short lines': 'a line\n'.repeat(n * 20),
  'scripts around one another': `<svg>${'<script type="application/ld+json">'.repeat(n)}`,
  'nested JSON-LD': `<script type="application/ld+json">${'{"@graph":['.repeat(n)}</script>${paragraph}`,
  bylines: '<span class="author byline">By Jane Holm</span> '.repeat(n),
}
/** Each takes well under a second on a slow machine; a page that takes quadratic time takes minutes. */
const patience = 6000 // ms of this process

test('E3 a hostile page takes time in proportion to its length', () => {
  for (const [name, html] of Object.entries(hostile))
    for (const mediaType of ['text/html', 'text/plain'] as const) {
      const before = process.cpuUsage()
      const article = extractArticle(pageOf(html, mediaType))
      const took = process.cpuUsage(before).user / 1000
      assert.ok(took < patience, `${name} as ${mediaType}: ${Math.round(took)} ms`)
      assert.equal(runsFault(article, html), null)
    }
})

test('E12 the same page gives the same article', () => {
  const html = `<title>The bridge</title><h1>The bridge</h1>${paragraph.repeat(5)}`
  assert.deepEqual(extractArticle(pageOf(html, 'text/html')), extractArticle(pageOf(html, 'text/html')))
})

test('E6 every visible block is text, headline or furniture', () => {
  const html = `<title>The bridge</title><nav><a href=/>Home</a></nav><h1>The bridge</h1>${paragraph}<p>Two men with a ladder looked at its lamps, wrote something down, and left.</p><div class=share>Share</div><footer>© The Daily</footer>`
  const { furniture, text } = extractArticle(pageOf(html, 'text/html'))
  assert.deepEqual(
    furniture.map(({ kind, at }) => `${kind}: ${html.slice(at.start, at.end)}`),
    ['navigation: Home', 'share bar: Share', 'copyright: © The Daily'],
  )
  assert.ok(!text.includes('Home') && !text.includes('Share'))
})
