import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { test } from 'node:test'
import type { Article } from '#model/article.ts'
import { makeId } from '#model/ids.ts'
import type { Page } from '#model/page.ts'
import { evidenceAt, runsFault } from '#text/runs.ts'
import { explainArticle } from './explain.ts'
import { extractArticle } from './extract.ts'

/** Golden pages, written for the purpose: fixtures/extract/NAME/page.html or page.txt, expected.txt, expected.json. */
const folder = resolve(import.meta.dirname, '../../fixtures/extract')
type Expected = Partial<{
  title: string
  language: string
  published: string
  authors: string[]
  furniture: { kind: string; exact: string }[]
}>

function pageOf(slug: string): Page {
  const plain = existsSync(resolve(folder, slug, 'page.txt'))
  const html = readFileSync(resolve(folder, slug, plain ? 'page.txt' : 'page.html'), 'utf8')
  const url = `https://${slug}.example/story`
  return {
    id: makeId('page', url),
    source: slug,
    url,
    fetchedAt: null,
    mediaType: plain ? 'text/plain' : 'text/html',
    charset: 'utf-8',
    html,
    given: null,
  }
}

function readsBack(article: Article, html: string): void {
  assert.equal(runsFault(article, html), null)
  for (const run of article.runs) {
    const text = article.text.slice(run.text.start, run.text.end)
    const page = html.slice(run.page.start, run.page.end)
    if (text.length === page.length && text.trim() === text) assert.equal(text, page)
  }
  for (const { text } of article.blocks) assert.ok(evidenceAt(article, html, text).exact.length > 0)
}

const slugs = readdirSync(folder).filter((slug) => existsSync(resolve(folder, slug, 'expected.txt')))

test('E4 there are golden pages in many scripts', () => assert.ok(slugs.length >= 25))

for (const slug of slugs) {
  const page = pageOf(slug)
  const article = extractArticle(page)
  const expected: Expected = JSON.parse(readFileSync(resolve(folder, slug, 'expected.json'), 'utf8'))
  test(`E4 ${slug}: the text, and nothing else`, () =>
    assert.equal(article.text, readFileSync(resolve(folder, slug, 'expected.txt'), 'utf8').trimEnd()))
  test(`E5 ${slug}: every character leads back to the page`, () => readsBack(article, page.html))
  test(`E6 ${slug}: furniture is named`, () => {
    for (const { kind, exact } of expected.furniture ?? [])
      assert.ok(
        article.furniture.some(({ kind: found, at }) => found === kind && page.html.slice(at.start, at.end) === exact),
        `no ${kind} "${exact}" among ${article.furniture.map(({ kind: found, at }) => `${found}: ${page.html.slice(at.start, at.end)}`).join(' | ')}`,
      )
  })
  test(`E7 ${slug}: what the page says of itself`, () => {
    if (expected.title) assert.equal(article.title?.value, expected.title)
    if (expected.language) assert.equal(article.language, expected.language)
    if (expected.published) assert.equal(article.published?.value.value.slice(0, expected.published.length), expected.published)
    if (expected.authors)
      assert.deepEqual(
        article.authors?.value.map(({ name }) => name),
        expected.authors,
      )
  })
  test(`E8 ${slug}: each block is explained`, () => {
    for (const { reasons, probability } of explainArticle(page)) assert.ok(reasons.length > 0 && probability >= 0 && probability <= 1)
  })
}
