import assert from 'node:assert/strict'
import { Buffer } from 'node:buffer'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import fc from 'fast-check'
import type { Arrival, Refusal } from '#model/page.ts'
import { chunkOf } from './bytes.ts'
import { dateOf, entriesOf, outlineUrls } from './feeds.ts'
import { readSitemap } from './sitemaps.ts'
import { instantOf } from './source.ts'
import type { AcquireOptions } from './sources.ts'
import { acquire, estimate, isRefusal } from './sources.ts'

const root = mkdtempSync(join(tmpdir(), 'stemma-sources-'))
after(() => rmSync(root, { recursive: true, force: true }))

function folder(name: string, files: Readonly<Record<string, string | Uint8Array>>): string {
  const path = join(root, name)
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(join(path, file, '..'), { recursive: true })
    writeFileSync(join(path, file), content)
  }
  return path
}

async function read(inputs: readonly string[], options: AcquireOptions = {}): Promise<{ pages: Arrival[]; refusals: Refusal[] }> {
  const pages: Arrival[] = []
  const refusals: Refusal[] = []
  for await (const item of acquire(inputs, options)) {
    if (isRefusal(item)) refusals.push(item)
    else pages.push(item)
  }
  return { pages, refusals }
}
const text = (page: Arrival | undefined) => Buffer.from(page?.bytes ?? []).toString('utf8')
const names = (items: readonly { source: string }[], base: string) => items.map(({ source }) => source.replace(`${base}/`, ''))

test('Q1 a folder is read to the bottom, in order, with a type by name or null', async () => {
  const path = folder('pages', {
    'b.html': '<p>b',
    'a/z.txt': 'plain words',
    'a/saved.txt': '<!DOCTYPE html><p>saved',
    'B.htm': '<p>B',
    'c.xhtml': '<html xmlns="http://www.w3.org/1999/xhtml"/>',
    noname: 'words without a name',
    wide: Buffer.from('wide words without a mark', 'utf16le'),
    '.hidden/x.html': '<p>hidden',
    'packed.html.gz': gzipSync('<p>packed'),
    'packed.txt.zst': zstdCompressSync('packed words'),
  })
  const { pages, refusals } = await read([path])
  assert.deepEqual(refusals, [])
  assert.deepEqual(
    names(pages, path).map((name, at) => [name, pages[at]!.contentType]),
    [
      ['B.htm', 'text/html'],
      ['a/saved.txt', null],
      ['a/z.txt', 'text/plain'],
      ['b.html', 'text/html'],
      ['c.xhtml', 'application/xhtml+xml'],
      ['noname', null],
      ['packed.html.gz', 'text/html'],
      ['packed.txt.zst', 'text/plain'],
      ['wide', null],
    ],
  )
  assert.equal(text(pages.at(-2)), 'packed words')
  assert.equal(pages[0]!.url, pathToFileURL(join(path, 'B.htm')).href)
  assert.equal(pages[0]!.fetchedAt, null)
  assert.equal(pages[0]!.given, null)
})

test('Q2 what is no page is refused with its reason, and the others are read', async () => {
  const path = folder('odd', {
    'a.html': '<p>a',
    'empty.txt': '',
    'empty.warc.gz': gzipSync(''),
    'empty.jsonl': '',
    'paper.pdf': '%PDF-1.7 ...',
    'photo.html': Buffer.from('\x89PNG\r\n', 'latin1'),
    'numbers.bin': Buffer.from([1, 2, 0, 3, 4, 0]),
    'data.json': '{"a": 1}',
    'other.xml': '<?xml version="1.0"?><invoice/>',
    'cut.html.gz': gzipSync('<p>cut'.repeat(900)).subarray(0, 40),
    'z.html': '<p>z',
  })
  symlinkSync(path, join(path, 'round'))
  symlinkSync(join(path, 'self'), join(path, 'self'))
  symlinkSync(join(path, 'nowhere'), join(path, 'broken'))
  const { pages, refusals } = await read([path, join(root, 'missing'), '/dev/null'])
  assert.deepEqual(names(pages, path), ['a.html', 'z.html'])
  assert.deepEqual(Object.fromEntries(names(refusals, path).map((name, at) => [name, refusals[at]!.reason.split(',')[0]])), {
    broken: 'does not exist',
    'cut.html.gz': 'is damaged: the gzip member at byte 0 is cut short',
    'data.json': 'is JSON but no feed and no lines with "html" or "text"',
    'empty.jsonl': 'is empty',
    'empty.txt': 'is empty',
    'empty.warc.gz': 'is empty',
    'numbers.bin': 'is binary',
    'other.xml': 'is XML (<invoice>) but neither page nor feed',
    'paper.pdf': 'is a PDF',
    'photo.html': 'is a picture (PNG)',
    round: 'is a link back to a folder above it',
    self: 'is a link that leads in a circle',
    [`${root}/missing`]: 'does not exist',
    '/dev/null': 'is neither a file nor a folder',
  })
  for (const { advice, temporary } of refusals) assert.ok(advice.length > 0 && !temporary)
})

test('Q2 a file that may not be read is refused', async (context) => {
  if (process.getuid?.() === 0) return context.diagnostic('root may read everything')
  const path = folder('secret', { 'a.html': '<p>a', 'b.html': '<p>b' })
  chmodSync(join(path, 'a.html'), 0)
  const { pages, refusals } = await read([path])
  assert.equal(pages.length, 1)
  assert.equal(refusals[0]!.reason, 'may not be read')
})

test('Q2 a page beyond the limit is refused, packed or not', async () => {
  const large = `<p>${'word '.repeat(4000)}`
  const path = folder('large', { 'a.html': large, 'b.html.gz': gzipSync(large), 'c.jsonl': `{"text":"${large}"}\n{"text":"short"}\n` })
  const { pages, refusals } = await read([path], { limits: { pageBytes: 10_240, lineBytes: 10_240 } })
  assert.deepEqual(
    refusals.map(({ reason }) => reason),
    ['is larger than 10 KiB', 'inflates to more than 10 KiB', 'is a line of more than 10 KiB'],
  )
  assert.equal(text(pages[0]), 'short')
})

const lines = [
  '\ufeff{"url":"https://harbour-post.example/1","html":"<p>Brücke</p>","fetchedAt":"2024-10-12T08:05:00+03:00","outlet":"Harbour Post","published":"2024-10-12","id":7}',
  '{"text":"Only words.","url":"https://harbour-post.example/1"}',
  '',
  '{"html":"<p>no address</p>","published":null}',
  '{broken',
  '[1]',
  '{"url":"https://harbour-post.example/2"}',
  '{"html":5}',
  '{"html":"<p>x</p>","fetchedAt":"yesterday"}',
  '{"text":"the last, without a line feed"}',
].join('\n')

test('Q3 JSON lines: each line a page or a refusal of its own', async () => {
  const path = folder('lines', { 'p.jsonl': lines, 'q.jsonl.gz': gzipSync(lines), 'r.ndjson.zst': zstdCompressSync(lines), unnamed: lines })
  const { pages, refusals } = await read([path])
  assert.equal(pages.length, 4 * 4)
  assert.deepEqual(
    refusals.slice(0, 5).map(({ source, reason }) => `${source.split('#')[1]} ${reason}`),
    [
      '5 is not JSON',
      '6 is not a JSON object',
      '7 has neither "html" nor "text"',
      '8 has a "html" that is not text',
      '9 has no time in "fetchedAt" (yesterday)',
    ],
  )
  const [first, second, third] = pages
  assert.deepEqual(
    { ...first, bytes: text(first) },
    {
      source: `${path}/p.jsonl#1`,
      url: 'https://harbour-post.example/1',
      fetchedAt: '2024-10-12T05:05:00.000Z',
      contentType: 'text/html; charset=utf-8',
      bytes: '<p>Brücke</p>',
      given: { outlet: 'Harbour Post', published: '2024-10-12' },
    },
  )
  assert.equal(second!.contentType, 'text/plain; charset=utf-8')
  assert.equal(third!.url, `${pathToFileURL(path).href}/p.jsonl#4`)
  assert.equal(third!.given, null)
})

test('Q3 stdin is one page or JSON lines', async () => {
  const page = await read(['-'], { stdin: chunkOf(Buffer.from('<!doctype html><p>from a pipe')) })
  assert.deepEqual(
    page.pages.map(({ source, url }) => [source, url]),
    [['-', 'file:///dev/stdin']],
  )
  assert.equal((await read(['-'], { stdin: chunkOf(Buffer.from(lines)) })).pages.length, 4)
  assert.equal((await read(['-'], { stdin: chunkOf(gzipSync(lines)) })).pages.length, 4)
  assert.equal((await read(['-'], { stdin: chunkOf(new Uint8Array(0)) })).refusals[0]!.reason, 'is empty')
})

test('Q3 a packed JSONL that is cut gives its whole lines', async () => {
  const many = Array.from({ length: 5000 }, (_, at) => JSON.stringify({ text: `page ${at} ${Math.sin(at)}` })).join('\n')
  const packed = gzipSync(many)
  const { pages, refusals } = await read(
    [folder('cut', { 'a.jsonl.gz': packed.subarray(0, packed.length >> 1) })].map((path) => join(path, 'a.jsonl.gz')),
  )
  assert.ok(pages.length > 2000)
  assert.equal(refusals.length, 1)
  assert.match(refusals[0]!.reason, /is lost: the gzip member at byte 0 is cut short/)
})

const full = `<p>${'The harbour bridge stays shut until the end of the month. '.repeat(12)}</p>`
const escaped = full.replaceAll('<', '&lt;')
const feeds: Readonly<Record<string, string>> = {
  'rss.xml': `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Post</title><item><link>https://harbour-post.example/rss</link><pubDate>12 Oct 2024 08:05 GMT</pubDate><content:encoded><![CDATA[${full}]]></content:encoded></item></channel></rss>`,
  'feed.atom': `<feed xmlns="http://www.w3.org/2005/Atom"><title>Post</title><entry><title>t</title><id>x</id><link rel="alternate" href="https://harbour-post.example/atom"/><published>2024-10-12T08:05:00Z</published><updated>2024-11-28T00:00:00Z</updated><content type="html">${escaped}</content></entry></feed>`,
  'old.rdf': `<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel rdf:about="x"><title>t</title><link>https://harbour-post.example/</link><description>d</description></channel><item rdf:about="y"><title>t</title><link>https://harbour-post.example/rdf</link><content:encoded><![CDATA[${full}]]></content:encoded></item></rdf:RDF>`,
  'feed.json': JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: 'Post',
    items: [{ id: '1', url: 'https://harbour-post.example/json', content_html: full, date_published: '2024-10-12T08:05:00+03:00' }],
  }),
}

test('Q3 the source of a page names it: given again it is read alone', async () => {
  const path = folder('again', { 'a.jsonl': lines, 'odd#1.html': '<p>odd' })
  assert.deepEqual(
    (await read([`${path}/a.jsonl#2`, `${path}/odd#1.html`])).pages.map((page) => text(page)),
    ['Only words.', '<p>odd'],
  )
  const { pages, refusals } = await read([`${path}/a.jsonl#5`, `${path}/a.jsonl#99`])
  assert.equal(pages.length, 0)
  assert.deepEqual(
    refusals.map(({ reason }) => reason),
    ['is not JSON', 'is not in the file any more'],
  )
})

test('Q10 a feed file that carries whole texts needs no network', async () => {
  const { pages, refusals } = await read([folder('feeds', feeds)])
  assert.deepEqual(refusals, [])
  assert.deepEqual(
    pages.map(({ url, given }) => [url.split('/').at(-1), given?.published ?? null]),
    [
      ['atom', '2024-10-12T08:05:00Z'],
      ['json', '2024-10-12T08:05:00+03:00'],
      ['rdf', null],
      ['rss', '2024-10-12T08:05:00Z'],
    ],
  )
  for (const page of pages) assert.equal(text(page), full)
})

test('Q10 the dates of feeds keep their zone; what is no date is null', () => {
  const dates: readonly (readonly [string, string | null])[] = [
    ['Sat, 12 Oct 2024 08:05:09 +0300', '2024-10-12T08:05:09+03:00'],
    ['12 October 2024 8:05 EST', '2024-10-12T08:05:00-05:00'],
    ['Sat, 12 Oct 2024 08:05:00 GMT', '2024-10-12T08:05:00Z'],
    ['12 Oct 2024', '2024-10-12'],
    ['2024-10-12 08:05:00', '2024-10-12T08:05:00'],
    ['yesterday', null],
    ['12/10/2024', null],
  ]
  for (const [value, iso] of dates) assert.equal(dateOf(value), iso, value)
})

test('Q10 a sitemap of tags that do not end is read in linear time', () => {
  const hostile = [`${'<'.repeat(2_000_000)}>`, `${'<loc '.repeat(400_000)}>${'x'.repeat(2_000_000)}`, '<loc><![CDATA['.repeat(200_000)]
  const started = performance.now()
  for (const text of hostile) readSitemap(`<urlset><url>${text}`)
  assert.ok(performance.now() - started < 5_000)
})

test('Q3 a time without a zone is the same time wherever the machine stands', () => {
  const zone = process.env.TZ
  process.env.TZ = 'Asia/Tokyo'
  try {
    for (const text of ['2024-10-12T08:05', '2024-10-12 08:05:00', '2024-10-12T08:05:00Z', '2024-10-12T11:05:00+0300'])
      assert.equal(instantOf(text), '2024-10-12T08:05:00.000Z', text)
    assert.equal(instantOf('2024-10-12'), '2024-10-12T00:00:00.000Z')
    for (const text of ['2024-10 or so', '2024-13-01', 'yesterday', '']) assert.equal(instantOf(text), null, text)
  } finally {
    if (zone === undefined) delete process.env.TZ
    else process.env.TZ = zone
  }
})

test('Q10 mutated feeds and sitemaps are read or refused, in linear time', () => {
  const sitemap =
    '<urlset xmlns:news="n"><url><loc><![CDATA[https://a.example/1]]></loc><lastmod>2024-10-12</lastmod></url><!-- x --></urlset>'
  fc.assert(
    fc.property(
      fc.constantFrom(...Object.values(feeds), sitemap),
      fc.array(fc.tuple(fc.nat(), fc.string({ maxLength: 3 })), { maxLength: 6 }),
      (feed, edits) => {
        let mutated = feed
        for (const [at, insert] of edits)
          mutated = mutated.slice(0, at % mutated.length) + insert + mutated.slice((at % mutated.length) + 2)
        entriesOf(mutated)
        outlineUrls(mutated)
        readSitemap(mutated)
      },
    ),
    { numRuns: 300 },
  )
  for (const hostile of [
    '<url><loc>'.repeat(50_000),
    '<!--'.repeat(100_000),
    '<loc><![CDATA['.repeat(50_000),
    '<'.repeat(500_000),
    '&#'.repeat(300_000),
  ]) {
    const from = performance.now()
    readSitemap(`<urlset><url><loc>${hostile}`)
    assert.ok(performance.now() - from < 5000, hostile.slice(0, 10))
  }
})

test('Q1 the progress counts every byte on disk; an abort ends the reading', async () => {
  const path = folder('progress', { 'a.html': '<p>a', 'b.jsonl.gz': gzipSync(lines), 'c.pdf': `%PDF-${'x'.repeat(100)}` })
  const total = await estimate([path])
  const seen: (readonly [number, number | null])[] = []
  await read([path], { onBytes: (done, all) => seen.push([done, all]) })
  assert.deepEqual(seen.at(-1), [total, total])
  assert.equal(await estimate([path, '-']), null)
  const abort = new AbortController()
  const reading = acquire([path], { signal: abort.signal })
  await reading.next()
  abort.abort(new Error('enough'))
  await assert.rejects(reading.next(), /enough/)
})
