import assert from 'node:assert/strict'
import { Buffer } from 'node:buffer'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, beforeEach, test } from 'node:test'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { InputError, TemporaryError } from '#model/errors.ts'
import type { Arrival, Refusal } from '#model/page.ts'
import { isPublic } from './addresses.ts'
import type { Net } from './fetch.ts'
import { openFetcher, retryAfter } from './fetch.ts'
import { pageText } from './samples.ts'
import type { AcquireOptions } from './sources.ts'
import { acquire, isRefusal } from './sources.ts'

type Answer = (request: IncomingMessage, response: ServerResponse) => void
let server: Server
let base = ''
let port = 0
let routes: Record<string, Answer> = {}
let asked: string[] = []
const folder = mkdtempSync(join(tmpdir(), 'stemma-net-'))

before(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? '')
    const route = routes[request.url ?? '']
    if (route) route(request, response)
    else response.writeHead(404).end('no such page')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
  base = `http://127.0.0.1:${port}`
})
after(() => {
  rmSync(folder, { recursive: true, force: true })
  server.closeAllConnections()
  server.close()
})
beforeEach(() => {
  routes = {}
  asked = []
})

const local = (more: Partial<Net> = {}): Partial<Net> => ({ allowPrivate: true, ports: [port], gap: 0, timeout: 5_000, ...more })
const send =
  (body: string | Uint8Array, headers: Record<string, string> = { 'content-type': 'text/html; charset=utf-8' }, status = 200): Answer =>
  (_, response) =>
    response.writeHead(status, headers).end(body)
const page = (number: number) => pageText(number)
const most = 1_000_000 // bytes

async function read(inputs: readonly string[], options: AcquireOptions = {}): Promise<{ pages: Arrival[]; refusals: Refusal[] }> {
  const pages: Arrival[] = []
  const refusals: Refusal[] = []
  for await (const item of acquire(inputs, { net: local(), ...options })) {
    if (isRefusal(item)) refusals.push(item)
    else pages.push(item)
  }
  return { pages, refusals }
}

async function get(path: string, net: Partial<Net> = {}, limit = most) {
  const fetcher = openFetcher(local(net))
  try {
    return await fetcher.get(path.startsWith('http') ? path : base + path, limit)
  } finally {
    await fetcher.close()
  }
}

test('Q8 a page comes with its address, time and type, packed or not', async () => {
  routes['/a'] = send(page(1))
  routes['/b'] = send(gzipSync(page(2)), { 'content-type': 'text/html', 'content-encoding': 'gzip' })
  routes['/c'] = send(brotliCompressSync(page(3)), { 'content-type': 'text/html', 'content-encoding': 'br' })
  const { pages, refusals } = await read([`${base}/a`, `${base}/b`, `${base}/c`])
  assert.deepEqual(refusals, [])
  assert.deepEqual(
    pages.map(({ url, bytes }) => [url, Buffer.from(bytes).toString()]),
    ['/a', '/b', '/c'].map((path, at) => [base + path, page(at + 1)]),
  )
  assert.equal(pages[0]!.contentType, 'text/html; charset=utf-8')
  assert.match(pages[0]!.fetchedAt ?? '', /^\d{4}-\d\d-\d\dT.*Z$/)
})

test('Q8 robots.txt is asked once and obeyed; its absence allows all, its failure nothing for now', async () => {
  routes['/robots.txt'] = send('User-agent: *\nDisallow: /private\nUser-agent: stemma\nDisallow: /ours\n', { 'content-type': 'text/plain' })
  for (const path of ['/private/1', '/ours/1', '/open']) routes[path] = send(page(1))
  const { pages, refusals } = await read([`${base}/private/1`, `${base}/ours/1`, `${base}/open`])
  assert.deepEqual(
    pages.map(({ url }) => url),
    [`${base}/private/1`, `${base}/open`],
  )
  assert.match(refusals[0]!.reason, /robots\.txt .* does not allow/)
  assert.equal(asked.filter((path) => path === '/robots.txt').length, 1)
  routes['/robots.txt'] = send('', {}, 503)
  await assert.rejects(get('/open'), TemporaryError)
  delete routes['/robots.txt']
  assert.ok(await get('/open'))
})

test('Q8 requests to one host keep the gap', async () => {
  for (const path of ['/1', '/2', '/3']) routes[path] = send(page(1))
  const from = performance.now()
  await read([`${base}/1`, `${base}/2`, `${base}/3`], { net: local({ gap: 60 }) })
  assert.ok(performance.now() - from >= 3 * 60, 'robots.txt and three pages')
})

test('Q8 an unchanged page is asked for conditionally and passed over', async () => {
  routes['/a'] = (request, response) => {
    if (request.headers['if-none-match'] === '"v1"') response.writeHead(304).end()
    else response.writeHead(200, { 'content-type': 'text/html', etag: '"v1"' }).end(page(1))
  }
  const store = new Map<string, { etag?: string | null }>()
  const skips: string[] = []
  const options: AcquireOptions = {
    known: (url) => store.get(url) ?? null,
    onFetched: (url, known) => store.set(url, known),
    onSkip: (_, why) => skips.push(why),
  }
  assert.equal((await read([`${base}/a`], options)).pages.length, 1)
  assert.equal((await read([`${base}/a`], options)).pages.length, 0)
  assert.deepEqual(skips, ['not changed'])
})

test('Q8 Retry-After is waited for when it is short and reported when it is long', async () => {
  let times = 0
  routes['/soon'] = (_, response) => {
    if (times++ === 0) response.writeHead(503, { 'retry-after': '0' }).end()
    else response.writeHead(200, { 'content-type': 'text/html' }).end(page(1))
  }
  routes['/late'] = send('', { 'retry-after': '3600' }, 429)
  assert.ok(await get('/soon'))
  const { refusals } = await read([`${base}/late`, `${base}/late`])
  assert.deepEqual(
    refusals.map(({ temporary }) => temporary),
    [true, true],
  )
  assert.match(refusals[0]!.advice, /try again after \d{4}/)
  assert.equal(asked.filter((path) => path === '/late').length, 1)
  assert.equal(retryAfter('120'), 120_000)
  assert.equal(retryAfter('Sat, 12 Oct 2024 08:05:30 GMT', Date.parse('2024-10-12T08:05:00Z')), 30_000)
  assert.equal(retryAfter('soon'), null)
})

test('Q8 errors: gone is final, failing is temporary, too large and too slow are given up', async () => {
  routes['/500'] = send('', {}, 500)
  routes['/large'] = send(Buffer.alloc(300_000, 0x61))
  routes['/bomb'] = send(gzipSync(Buffer.alloc(30_000_000)), { 'content-type': 'text/html', 'content-encoding': 'gzip' })
  routes['/slow'] = (_, response) => void response.writeHead(200, { 'content-type': 'text/html' }).write('<p>')
  await assert.rejects(get('/404'), InputError)
  await assert.rejects(get('/500'), TemporaryError)
  await assert.rejects(get('/large', {}, 100_000), /larger than/)
  await assert.rejects(get('/bomb'), /inflates to more than/)
  await assert.rejects(get('/slow', { timeout: 300 }), (error) => error instanceof TemporaryError && /in time/.test(error.message))
  await assert.rejects(get(`http://127.0.0.1:${port}/x`, { ports: [80] }), /port/)
})

test('Q9 redirects are followed a few times and checked at each hop', async () => {
  routes['/1'] = send('', { location: '/2' }, 301)
  routes['/2'] = send('', { location: '/end' }, 302)
  routes['/end'] = send(page(1))
  routes['/round'] = send('', { location: '/round' }, 302)
  routes['/file'] = send('', { location: 'file:///etc/passwd' }, 302)
  routes['/inside'] = send('', { location: `http://169.254.169.254:${port}/latest` }, 302)
  assert.equal((await get('/1'))?.url, `${base}/end`)
  await assert.rejects(get('/round'), /redirects more than 5 times/)
  await assert.rejects(get('/file'), /only http and https|file: is not fetched/)
  const open = `http://stemma.example:${port}`
  let calls = 0
  const resolve: Net['resolve'] = async () => [{ address: calls++ === 0 ? '93.184.216.34' : '127.0.0.1', family: 4 }]
  await assert.rejects(
    get(`${open}/end`, { allowPrivate: false, resolve: async () => [{ address: '127.0.0.1', family: 4 }] }),
    /not in the open internet/,
  )
  await assert.rejects(
    get(`${open}/end`, { allowPrivate: false, timeout: 500, resolve }),
    (error) => error instanceof TemporaryError,
    'connects to the address that was checked, not to what the name says later',
  )
  await assert.rejects(
    get(`${open}/end`, {
      allowPrivate: false,
      resolve: async () => [
        { address: '93.184.216.34', family: 4 },
        { address: '10.0.0.7', family: 4 },
      ],
    }),
    /10\.0\.0\.7/,
  )
})

test('Q9 addresses inside a network are not public, however they are written', () => {
  const inside = [
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '192.0.2.1',
    '198.18.0.1',
    '240.0.0.1',
  ]
  const inside6 = [
    '::1',
    '::',
    'fe80::1',
    'fc00::1',
    'fd12::1',
    'ff02::1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2001:db8::1',
    '2001::1',
    '::7f00:1',
    '4000::1',
  ]
  for (const address of [...inside, ...inside6]) assert.equal(isPublic(address), false, address)
  for (const address of ['93.184.216.34', '2606:2800:220:1:248:1893:25c8:1946', '::ffff:93.184.216.34'])
    assert.equal(isPublic(address), true, address)
})

test('Q9 literal addresses are refused in every spelling', async () => {
  for (const host of ['127.1', '0x7f.1', '2130706433', '[::1]', '[::ffff:127.0.0.1]', '192.168.0.1'])
    await assert.rejects(get(`http://${host}:${port}/`, { allowPrivate: false }), /not in the open internet/, host)
})

const rss = (items: string) =>
  `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Harbour Post</title>${items}</channel></rss>`

test('Q10 a feed leads to its pages and says when they were published', async () => {
  routes['/feed'] = send(
    rss(
      `<item><link>${base}/1</link><pubDate>Sat, 12 Oct 2024 08:05:00 +0300</pubDate></item><item><link>/2</link></item><item><link>${base}/1</link></item><item><title>no link</title></item>`,
    ),
    { 'content-type': 'application/rss+xml' },
  )
  routes['/1'] = send(page(1))
  routes['/2'] = send(page(2))
  const { pages, refusals } = await read([`${base}/feed`])
  assert.deepEqual(
    pages.map(({ url, given, source }) => [url, given?.published, given?.outlet, source]),
    [
      [`${base}/1`, '2024-10-12T08:05:00+03:00', null, `${base}/feed#${base}/1`],
      [`${base}/2`, undefined, undefined, `${base}/feed#${base}/2`],
    ],
  )
  assert.deepEqual(
    refusals.map(({ reason }) => reason),
    ['is an entry without an address'],
  )
})

test('Q10 a sitemap index and an OPML file lead to lists, and those to pages, and no further', async () => {
  routes['/index.xml'] = send(
    `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>${base}/map.xml</loc></sitemap><sitemap><loc>${base}/index.xml</loc></sitemap></sitemapindex>`,
    {
      'content-type': 'application/xml',
    },
  )
  routes['/map.xml'] = send(
    `<urlset xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>${base}/1?a=1&amp;b=2</loc><lastmod>2024-10-13</lastmod></url><url><news:news><news:publication_date>2024-10-12T08:05:00+03:00</news:publication_date></news:news><loc><![CDATA[${base}/2]]></loc></url></urlset>`,
    { 'content-type': 'text/xml' },
  )
  routes['/1?a=1&b=2'] = send(page(1))
  routes['/2'] = send(page(2))
  const skips: string[] = []
  const found = await read([`${base}/index.xml`], { onSkip: (_, why) => skips.push(why) })
  assert.deepEqual(
    found.pages.map(({ url, given }) => [url, given?.published ?? null]),
    [
      [`${base}/1?a=1&b=2`, null],
      [`${base}/2`, '2024-10-12T08:05:00+03:00'],
    ],
  )
  routes['/feed'] = send(rss(`<item><link>${base}/2</link></item>`), { 'content-type': 'text/xml' })
  const opml = join(folder, 'feeds.opml')
  writeFileSync(
    opml,
    `<?xml version="1.0"?><opml version="2.0"><body><outline text="all"><outline text="one" type="rss" xmlUrl="${base}/feed"/></outline></body></opml>`,
  )
  assert.deepEqual(
    (await read([opml])).pages.map(({ url }) => url),
    [`${base}/2`],
  )
})

test('Q10 a list that is too long is read up to the limit, and says so', async () => {
  const places = Array.from({ length: 6 }, (_, at) => `<url><loc>${base}/${at}</loc><lastmod>2024-10-1${at}</lastmod></url>`)
  routes['/map.xml'] = send(`<urlset>${places.join('')}</urlset>`, { 'content-type': 'text/xml' })
  for (let at = 0; at < 6; at++) routes[`/${at}`] = send(page(at))
  const { pages, refusals } = await read([`${base}/map.xml`], { limits: { feedEntries: 2 } })
  assert.deepEqual(
    pages.map(({ url }) => url.slice(-1)),
    ['5', '4'],
  )
  assert.match(refusals[0]!.reason, /names 6 addresses; 2 were read/)
})

test('Q10 an entry that is a picture or unreachable is refused and the others are read', async () => {
  routes['/feed'] = send(
    rss(`<item><link>${base}/p.png</link></item><item><link>${base}/gone</link></item><item><link>${base}/1</link></item>`),
    { 'content-type': 'text/xml' },
  )
  routes['/p.png'] = send('\x89PNG', { 'content-type': 'image/png' })
  routes['/1'] = send(page(1))
  const { pages, refusals } = await read([`${base}/feed`])
  assert.equal(pages.length, 1)
  assert.match(refusals[0]!.reason, /image\/png/)
  assert.match(refusals[1]!.reason, /404/)
  routes['/gone'] = send(page(2))
  const again = await read([refusals[1]!.source])
  assert.deepEqual(
    again.pages.map(({ source, url }) => [source, url]),
    [[`${base}/feed#${base}/gone`, `${base}/gone`]],
  )
})
