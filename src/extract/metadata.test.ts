import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Article, Claim } from '#model/article.ts'
import { makeId } from '#model/ids.ts'
import type { Page } from '#model/page.ts'
import { extractArticle } from './extract.ts'

const paragraphs = [
  'The harbour of Lowmere opens again on Monday after nine weeks of work on its northern wall, the town council said in a statement.',
  'Boats had been moored at Easton while divers laid new stone, and fishermen said that the longer way had cost them two hours a day.',
  'The council expects the last of the cranes to leave by the end of the month, and asks drivers to keep to the upper road until then.',
]
const body = paragraphs.map((text) => `<p>${text}</p>`).join('\n')

function pageOf(html: string, more: Partial<Page> = {}): Page {
  const url = 'https://www.lowmere-echo.example/news/harbour-opens'
  return {
    id: makeId('page', html),
    source: 'test',
    url,
    fetchedAt: null,
    mediaType: 'text/html',
    charset: 'utf-8',
    html,
    given: null,
    ...more,
  }
}
const read = (html: string, more: Partial<Page> = {}) => extractArticle(pageOf(html, more))
const plain = (text: string) => read(text, { mediaType: 'text/plain', url: 'file:///capture.txt' })
const dayOf = ({ published }: Article) => published?.value.value ?? null
const names = ({ authors }: Article) => authors?.value.map(({ name, kind }) => `${name} (${kind})`) ?? null

const page = (head: string, top = '<h1>Harbour of Lowmere opens again</h1>', foot = '') =>
  `<!doctype html><html lang="en"><head><title>Harbour of Lowmere opens again - Lowmere Echo</title>${head}</head><body><header><a href="/">Lowmere Echo</a></header><article>${top}${body}</article>${foot}</body></html>`
const ld = (value: unknown) => `<script type="application/ld+json">${JSON.stringify(value)}</script>`

test('E40 every claim that stands in the page leads to its characters', () => {
  const html = page(
    `<meta property="article:published_time" content="2024-05-03T17:47:42+02:00"><meta property="og:site_name" content="Lowmere Echo">
     ${ld({ '@type': 'NewsArticle', headline: 'Harbour of Lowmere opens again', datePublished: '2024-05-03T15:47:42Z', author: [{ '@type': 'Person', name: 'Ada Crane' }] })}`,
    '<h1>Harbour of Lowmere opens again</h1><p class="byline">By Ada Crane</p><time datetime="2024-05-03">3 May 2024</time>',
  )
  const article = read(html)
  const at = (claim: Claim<unknown> | null) => claim?.at && html.slice(claim.at.start, claim.at.end)
  assert.equal(at(article.title), 'Harbour of Lowmere opens again')
  assert.equal(at(article.outlet), 'Lowmere Echo')
  assert.equal(at(article.published), '2024-05-03T17:47:42+02:00')
  assert.equal(at(article.authors), 'Ada Crane')
  assert.ok(article.published!.others.some((other) => at(other) === '3 May 2024'))
  assert.ok(article.published!.others.some((other) => at(other) === '2024-05-03T15:47:42Z'))
})

test('E41 what places disagree about is kept, the surest first', () => {
  const html = page(ld({ '@type': 'NewsArticle', headline: 'Harbour of Lowmere opens again', datePublished: '2024-05-03' }))
  const { published } = read(html, { url: 'https://lowmere-echo.example/2024/05/01/harbour' })
  assert.equal(published!.value.value, '2024-05-03')
  assert.deepEqual(
    published!.others.map(({ value, origin }) => [value.value, origin]),
    [['2024-05-01', 'url']],
  )
})

test('E42 a masthead date is one of capture, never of publication', () => {
  const article = plain(['Tuesday, March 4', '', 'Harbour of Lowmere opens again', '', ...paragraphs].join('\n'))
  assert.equal(article.published, null)
  assert.deepEqual(article.captured?.value, { value: '--03-04', precision: 'day' })
  assert.equal(article.captured?.origin, 'masthead')
})

test('E43 a capture as plain text tells section, byline and date by their lines', () => {
  const article = plain(
    ['HARBOURS', '', 'Harbour of Lowmere opens again', '', 'By City Desk', '', 'May 3, 2024', '', ...paragraphs].join('\n'),
  )
  assert.equal(article.section?.value, 'HARBOURS')
  assert.equal(article.byline?.value, 'City Desk')
  assert.deepEqual(names(article), ['City Desk (desk)'])
  assert.deepEqual(article.published?.value, { value: '2024-05-03', precision: 'day' })
  assert.equal(article.title?.value, 'Harbour of Lowmere opens again')
})

test('E44 given dates are believed above all that the page says', () => {
  const { published } = read(page('<meta name="date" content="2024-05-03">'), { given: { outlet: 'The Echo', published: '2024-05-02' } })
  assert.equal(published?.value.value, '2024-05-02')
  assert.equal(published?.origin, 'given')
  assert.equal(published?.at, null)
})

test('E45 a change is no publication, unless the page dates nothing else', () => {
  const both = read(page('', '<h1>Harbour of Lowmere opens again</h1><p>Published 3 May 2024, updated 5 May 2024</p>'))
  assert.equal(dayOf(both), '2024-05-03')
  assert.equal(both.modified?.value.value, '2024-05-05')
  const one = read(page('', '<h1>Harbour of Lowmere opens again</h1><p>Last updated: 5 May 2024</p>'))
  assert.equal(dayOf(one), '2024-05-05')
  assert.ok(one.published!.certainty < 0.4)
})

test('E46 of one instant the local clock is told, with its zone', () => {
  const head = '<meta property="article:published_time" content="2024-05-04T04:30:00+00:00">'
  const article = read(page(head, '<h1>Harbour of Lowmere opens again</h1><time datetime="2024-05-03T21:30:00-07:00">May 3</time>'))
  assert.equal(dayOf(article), '2024-05-03T21:30:00-07:00')
})

test('E46 of one day the most precise claim is told', () => {
  const head = `${ld({ '@type': 'NewsArticle', headline: 'Harbour of Lowmere opens again', datePublished: '2024-05-03' })}<meta property="article:published_time" content="2024-05-03T08:15:20+02:00">`
  assert.equal(dayOf(read(page(head))), '2024-05-03T08:15:20+02:00')
})

test('E47 the headline is the one the page shows, where others agree with it', () => {
  const html = page(
    `<meta property="og:title" content="Harbour of Lowmere opens again">${ld({ '@type': 'NewsArticle', headline: 'Harbour of Lowmere opens again' })}`,
    '<h1>Lowmere Echo</h1><h1>Harbour of Lowmere opens again</h1>',
  )
  assert.equal(read(html).title?.value, 'Harbour of Lowmere opens again')
})

test('E47 the name of the site is no part of the headline', () => {
  const html = `<html><head><title>Harbour of Lowmere opens again | Lowmere Echo</title></head><body><p>x</p>${body}</body></html>`
  assert.equal(read(html).title?.value, 'Harbour of Lowmere opens again')
})

test('E48 of several articles in JSON-LD the page’s own is read', () => {
  const html = page(
    ld({
      '@graph': [
        { '@type': 'WebPage', url: 'https://www.lowmere-echo.example/news/harbour-opens' },
        { '@type': 'NewsArticle', headline: 'Ferry fares rise', datePublished: '2024-04-01', author: { name: 'Noel Pier' } },
        { '@type': 'NewsArticle', headline: 'Harbour of Lowmere opens again', datePublished: '2024-05-03', author: { '@id': '#ada' } },
        { '@type': 'Person', '@id': '#ada', name: 'Ada Crane' },
      ],
    }),
  )
  assert.equal(dayOf(read(html)), '2024-05-03')
  assert.deepEqual(names(read(html)), ['Ada Crane (person)'])
})

test('E49 an agency credited for the whole is told, one cited in passing is not', () => {
  const text = `LOWMERE (Reuters) - ${paragraphs[0]}`
  const html = page('', '<h1>Harbour of Lowmere opens again</h1>')
    .replace(paragraphs[0]!, text)
    .replace('the longer way', 'as the TASS news agency wrote, the longer way')
  const article = read(html)
  assert.deepEqual(
    article.agencies.map(({ name }) => name),
    ['Reuters'],
  )
  assert.equal(article.dateline?.place, 'LOWMERE')
  assert.equal(html.slice(article.agencies[0]!.at!.start, article.agencies[0]!.at!.end), 'LOWMERE (Reuters)')
})

test('E50 canonical address, section, tags', () => {
  const article = read(
    page(
      '<link rel="canonical" href="/news/harbour?a=1&amp;b=2"><meta property="article:section" content="Coast"><meta name="keywords" content="harbour, Lowmere, Harbour">',
    ),
  )
  assert.equal(article.canonicalUrl?.value, 'https://www.lowmere-echo.example/news/harbour?a=1&b=2')
  assert.equal(article.section?.value, 'Coast')
  assert.deepEqual(article.tags, ['harbour', 'Lowmere'])
})

test('E50 an empty address is none', () => {
  assert.equal(read(page('<link rel="canonical" href="">')).canonicalUrl, null)
})

test('E51 a page that says nothing about itself: null, no guess', () => {
  const { title, authors, byline, outlet, section, published, modified, captured, canonicalUrl, dateline } = read('<p></p>', {
    url: 'file:///a.html',
  })
  assert.deepEqual(
    [title, authors, byline, outlet, section, published, modified, captured, canonicalUrl, dateline],
    new Array(10).fill(null),
  )
})

test('E52 any page: no exception, and every place is inside it', () => {
  const piece = fc.oneof(
    fc.string(),
    fc.constantFrom(
      '<h1>',
      '<time datetime="2024-05-03">',
      '<meta name="date" content="',
      '<script type="application/ld+json">{"author":',
      '<p class="byline">By ',
      '3 May 2024',
      '<!--',
      '">',
      body,
    ),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (parts) => {
      const html = parts.join('')
      const article = read(html)
      for (const field of [
        article.title,
        article.authors,
        article.byline,
        article.outlet,
        article.section,
        article.published,
        article.modified,
        article.captured,
        article.canonicalUrl,
      ])
        for (const { at } of field ? [field as Claim<unknown>, ...field.others] : [])
          assert.ok(at === null || (at.start >= 0 && at.start <= at.end && at.end <= html.length))
    }),
  )
})

test('E52 time is linear in what a page says about itself', () => {
  const start = performance.now()
  for (const unit of [
    '<meta name="author" content="By Ada Crane, and, ">',
    '<time datetime="2024-05-03">3 May</time>',
    '<div class="author date">By a</div>',
    '<h1>a - b | c</h1>',
    '<a href="/author/x">By X</a>',
  ])
    read(`<html>${unit.repeat(20_000)}${body}`)
  read(page(ld({ '@graph': Array.from({ length: 20_000 }, (_, i) => ({ '@type': 'NewsArticle', headline: `Story ${i}` })) })))
  assert.ok(performance.now() - start < 30_000)
})

test('E42 a day shown in the head of the site is the reader’s, in the head of the article the article’s', () => {
  const html = page('', '<header><h1>Harbour of Lowmere opens again</h1><time>May 3, 2024</time></header>').replace(
    '<a href="/">Lowmere Echo</a>',
    '<span class="today-date">Sunday, May 5, 2024</span>',
  )
  const article = read(html)
  assert.equal(dayOf(article), '2024-05-03')
  assert.equal(article.captured?.value.value, '2024-05-05')
  const silent = read(html.replace('<time>May 3, 2024</time>', ''))
  assert.equal(silent.published, null)
  assert.equal(silent.captured?.value.value, '2024-05-05')
})

const outletOf = ({ outlet }: Article) => outlet && [outlet.value, outlet.origin]

test('E57 the outlet stands beside the headline in the page’s title', () => {
  const titled = (title: string) => outletOf(read(`<title>${title}</title><h1>Harbour of Lowmere opens again</h1>${body}`))
  for (const title of [
    'Harbour of Lowmere opens again - Lowmere Mail',
    'Harbour of Lowmere opens again | Towns | Lowmere Mail',
    'Lowmere Mail: Harbour of Lowmere opens again',
  ])
    assert.deepEqual(titled(title), ['Lowmere Mail', 'title'])
  assert.deepEqual(titled('Harbour of Lowmere opens again - all you need to know'), ['lowmere-echo.example', 'url'])
})

test('E57 a masthead names the outlet where title or host agree', () => {
  const top = (name: string) =>
    outletOf(read(`<title>News</title><div class="masthead"><h2>${name}</h2></div><h1>Harbour of Lowmere opens again</h1>${body}`))
  assert.deepEqual(top('Lowmere Echo'), ['Lowmere Echo', 'masthead'])
  assert.deepEqual(top('Read by the sea'), ['lowmere-echo.example', 'url'])
})

test('E57 a capture’s masthead may name the outlet, its motto does not', () => {
  assert.deepEqual(outletOf(plain(`Lowmere Echo\n\nTOWNS\n\nHarbour of Lowmere opens again\n\n${paragraphs.join('\n\n')}`)), [
    'Lowmere Echo',
    'masthead',
  ])
  assert.equal(
    outletOf(plain(`Tuesday, April 4News from both sides of the strait\n\nHarbour of Lowmere opens again\n\n${paragraphs.join('\n\n')}`)),
    null,
  )
})

test('E49 a credit line under the headline is metadata, byline and agency', () => {
  const html = page('', '<h1>Harbour of Lowmere opens again</h1><p class="credit">Reuters · Updated 3 May 2024, 22:02</p>')
  const article = read(html)
  assert.deepEqual([article.byline?.value, article.agencies.map(({ name }) => name)], ['Reuters', ['Reuters']])
  assert.ok(article.furniture.some(({ kind, at }) => kind === 'metadata' && html.slice(at.start, at.end).startsWith('Reuters')))
  const pictured = page('', '<h1>Harbour of Lowmere opens again</h1><figure><img><p class="credit">Reuters</p></figure>')
  assert.deepEqual([read(pictured).byline, read(pictured).agencies], [null, []])
})

test('E49 an agency in brackets ends the text', () => {
  assert.deepEqual(
    read(`<h1>Harbour of Lowmere opens again</h1>${body.replace(/<\/p>$/, ' (Xinhua)</p>')}`).agencies.map(({ name }) => name),
    ['Xinhua'],
  )
})

test('E42 a masthead with a day is parted: the day, the name and the motto', () => {
  const html = page('').replace(
    '<header>',
    '<div><span>Wednesday, May 8</span> <b>Lowmere Echo</b> <i>Read by the sea since 1911</i></div><header>',
  )
  const article = read(html)
  assert.equal(article.captured?.value.value, '--05-08')
  assert.deepEqual(
    article.furniture.slice(0, 2).map(({ kind, at }) => [kind, html.slice(at.start, at.end)]),
    [
      ['masthead date', 'Wednesday, May 8'],
      ['masthead', 'Lowmere Echo</b> <i>Read by the sea since 1911'],
    ],
  )
})

test('E58 the subtitle is what the page shows and names as one', () => {
  const dek = 'Nine weeks of work on the wall have come to an end'
  const under = (line: string, head = '') => read(page(head, `<h1>Harbour of Lowmere opens again</h1>${line}`)).subtitle?.value ?? null
  assert.equal(under(`<p class="article-dek">${dek}</p>`), dek)
  assert.equal(under(`<h2>${dek}</h2>`), dek)
  assert.equal(under(`<div>${dek}</div>`, `<meta name="description" content="${dek}">`), dek)
  assert.equal(under(`<p>${dek}</p>`), null)
  assert.equal(under('<p class="subtitle">Updated: May 3, 2024 at 10:05</p>'), null)
  assert.equal(under('', `<meta name="description" content="${paragraphs[0]}">`), null)
})
