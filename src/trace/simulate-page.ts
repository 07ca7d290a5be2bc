import { datelineText, type SimulatedFamily, type SimulatedPage } from './simulate.ts'

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => entities[sign]!)

/** A plain news page: what it says of itself in its head, navigation, the article, a foot. */
export function pageHtml(page: SimulatedPage): string {
  const { url, outlet, title, byline, credit, canonical, published, paragraphs } = page
  const line = (condition: unknown, text: string) => (condition === null ? [] : [text])
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    `<title>${escaped(title)} - ${escaped(outlet)}</title>`,
    `<meta property="og:title" content="${escaped(title)}"><meta property="og:site_name" content="${escaped(outlet)}">`,
    `<link rel="canonical" href="${escaped(canonical ?? url)}">`,
    ...line(published, `<meta property="article:published_time" content="${published}">`),
    '</head><body>',
    `<nav><a href="/">${escaped(outlet)}</a> <a href="/news">News</a> <a href="/weather">Weather</a></nav>`,
    `<article><h1>${escaped(title)}</h1>`,
    ...line(byline, `<p class="byline">By ${escaped(byline ?? '')}</p>`),
    ...paragraphs.map((paragraph, at) => `<p>${escaped((at === 0 ? datelineText(page) : '') + paragraph)}</p>`),
    ...line(credit, `<p class="source">Source: ${escaped(credit ?? '')}</p>`),
    `</article><footer><a href="/about">About us</a></footer></body></html>`,
  ].join('\n')
}

/** What is true of a family, with addresses for numbers; spans count code units of the text of the pages. */
export function truthOf({ pages, truth }: SimulatedFamily) {
  const urlOf = (page: number | null) => (page === null ? null : pages[page]!.url)
  return truth.map(({ parent, unseen, second, report, edits, spans }, at) => ({
    url: pages[at]!.url,
    appeared: pages[at]!.appeared,
    exemplar: urlOf(parent),
    unseen,
    second: urlOf(second),
    report,
    edits,
    spans: spans.map(({ exemplar, equal, from, to }) => ({ exemplar: urlOf(exemplar), equal, from, to })),
  }))
}
