import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { after, before, suite, test } from 'node:test'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import SwaggerParser from '@apidevtools/swagger-parser'
import fc from 'fast-check'
import { parseAtomFeed, parseJsonFeed } from 'feedsmith'
import { createApp } from '../src/api/app.ts'
import { eventStream, Intake, intakeLimits } from '../src/api/intake.ts'
import { listOf, type Route, routes } from '../src/api/routes.ts'
import { type Server, startServer } from '../src/api/server.ts'
import { TemporaryError } from '../src/model/errors.ts'
import type { Stemma, StoryDocument } from '../src/stemma.ts'
import { withExamples } from './examples.ts'

type Json = Record<string, unknown>
const json = { 'content-type': 'application/json' }

async function allOf<T>(values: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const value of values) all.push(value)
  return all
}

suite('API', () => {
  let examples: Awaited<ReturnType<typeof withExamples>>
  let server: Server
  let stories: readonly StoryDocument[]
  before(async () => {
    examples = await withExamples()
    server = await startServer(examples.stemma, { host: '127.0.0.1', port: 0, token: null })
    stories = await allOf(examples.stemma.documents())
  })
  after(async () => {
    await server.close()
    await examples.close()
  })
  const get = (path: string, init?: RequestInit) => fetch(`${server.address}/api/v1${path}`, init)
  const read = async <T = Json>(path: string): Promise<T> => (await get(path)).json() as Promise<T>
  const post = (path: string, body: object) => get(path, { method: 'POST', headers: json, body: JSON.stringify(body) })

  test('W1 the OpenAPI document is valid and has every route', async () => {
    const document = await read('/openapi.json')
    const found = await SwaggerParser.validate(structuredClone(document) as never)
    const operations = Object.entries(found.paths ?? {}).flatMap(([path, item]) =>
      Object.keys(item as object).map((method) => `${method.toUpperCase()} ${path}`),
    )
    assert.deepEqual(
      operations.sort(),
      Object.values<Route>(routes)
        .map(({ method, path }) => `${method} /api/v1${path === '/' ? '' : path}`)
        .sort(),
    )
  })

  test('W2 problems say what is wrong, and where', async () => {
    const refused = async (status: number, path: string, init?: RequestInit) => {
      const answer = await get(path, init)
      assert.deepEqual([answer.status, answer.headers.get('content-type')], [status, 'application/problem+json'], path)
      return { answer, problem: (await answer.json()) as { title: string; detail: string; status: number; errors?: { field: string }[] } }
    }
    assert.match((await refused(404, '/stories/story_0000000000000000')).problem.title, /no story/)
    await refused(404, '/nothing')
    await refused(404, '/outlets/Nobody%2FNowhere')
    assert.equal((await refused(400, '/stories?limit=many')).problem.errors![0]!.field, 'limit')
    assert.equal((await refused(400, '/stories?outlets=x')).problem.errors![0]!.field, 'outlets')
    assert.equal((await refused(400, '/stories?after=yesterday')).problem.errors![0]!.field, 'after')
    await refused(400, '/stories?limit=1&limit=2')
    assert.match((await refused(400, '/stories?q=outlets:x')).problem.detail, /outlet: agency:/)
    assert.equal(
      (await refused(405, '/stories', { method: 'DELETE', headers: { 'x-stemma': '1' } })).answer.headers.get('allow'),
      'GET, HEAD',
    )
    await refused(405, '/stories', { method: 'OPTIONS' })
    await refused(406, '/stories', { headers: { accept: 'image/png' } })
    await refused(415, '/searches', { method: 'POST', headers: { 'content-type': 'text/plain', 'x-stemma': '1' }, body: '{}' })
    await refused(400, '/searches', { method: 'POST', headers: json, body: '{' })
    assert.equal((await refused(400, '/searches', { method: 'POST', headers: json, body: '{"name":"x"}' })).problem.errors![0]!.field, 'q')
    await refused(413, '/searches', { method: 'POST', headers: json, body: JSON.stringify({ name: 'x', q: 'y'.repeat(2 ** 20) }) })
    await refused(400, '/compare?pages=a')
  })

  test('W2 no question, however odd, is a fault of ours', async () => {
    const app = createApp(examples.stemma, { token: null, hosts: null })
    const asked = Object.values<Route>(routes).filter(({ method, path }) => method === 'GET' && path !== '/intake/stream')
    const odd = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.constantFrom('\0', '%', '_', '"', "'; drop table page; --", '1e999', '../..', 'actor_0000000000000000', 'is:', 'a'.repeat(3_000)),
    )
    const value = odd.map((text) => encodeURIComponent(text.toWellFormed()))
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...asked), value, value, fc.nat(20), async (route, one, other, at) => {
        const names = Object.keys(route.query?.shape ?? {})
        const query = names.length === 0 ? '' : `?${names[at % names.length]}=${other}`
        const answer = await app.request(`/api/v1${route.path === '/' ? '' : route.path.replace(/\{\w+\}/g, one || 'x')}${query}`)
        await answer.arrayBuffer()
        assert.ok(answer.status < 500, `${route.path} ${one} ${query}: ${answer.status}`)
      }),
      { numRuns: 400 },
    )
  })

  test('W2 what the world did is a 503 with a time to come back; a fault of ours is a 500', async () => {
    const failing = (error: Error) =>
      ({ ...examples.stemma, status: () => Promise.reject(error), stories: () => Promise.reject(error) }) as unknown as Stemma
    const ask = async (error: Error) => createApp(failing(error), { token: null, hosts: null }).request('/api/v1/stories')
    const busy = await ask(new TemporaryError('the database is held', 'wait'))
    assert.deepEqual([busy.status, busy.headers.get('retry-after')], [503, '5'])
    assert.equal((await ask(new RangeError('oops'))).status, 500)
  })

  test('W3 an answer that is known is not sent again; answers are compressed; HEAD wherever GET', async () => {
    const first = await get(`/stories/${stories[0]!.id}`)
    const etag = first.headers.get('etag')!
    const again = await get(`/stories/${stories[0]!.id}`, { headers: { 'if-none-match': `"other", ${etag}` } })
    assert.deepEqual([again.status, await again.text()], [304, ''])
    const head = await get('/stories', { method: 'HEAD' })
    assert.deepEqual([head.status, await head.text()], [200, ''])
    for (const [encoding, open] of [
      ['br', brotliDecompressSync],
      ['gzip', gunzipSync],
    ] as const) {
      const { headers, body } = await plainly(`/api/v1/stories/${stories[0]!.id}`, { 'accept-encoding': `${encoding}, identity;q=0.5` })
      assert.equal(headers['content-encoding'], encoding)
      assert.equal((JSON.parse(open(body).toString()) as Json).id, stories[0]!.id)
    }
    assert.equal((await plainly('/api/v1/stories', { 'accept-encoding': 'br;q=0, gzip;q=0' })).headers['content-encoding'], undefined)
  })

  test('W4 every list goes on without gap or repetition', async () => {
    const lists = [
      '/stories',
      '/stories?sort=pages',
      '/stories?sort=arrived',
      '/stories?sort=reports',
      '/stories?sort=changes',
      '/quotes',
      '/events',
      '/actors',
      '/outlets',
      '/speakers',
      '/speakers?anonymous=true',
      '/places',
      '/search?q=the',
    ]
    for (const path of lists) {
      const and = path.includes('?') ? '&' : '?'
      const whole = await read<{ items: Json[]; next: string | null; total: number | null }>(`${path}${and}limit=1000`)
      assert.equal(whole.next, null, path)
      if (whole.total !== null) assert.equal(whole.total, whole.items.length, path)
      const parts: Json[] = []
      for (let next: string | null = ''; next !== null; ) {
        const part: { items: Json[]; next: string | null } = await read(
          `${path}${and}limit=3${next ? `&cursor=${encodeURIComponent(next)}` : ''}`,
        )
        parts.push(...part.items)
        next = part.next
      }
      assert.deepEqual(parts, whole.items, path)
    }
  })

  test('W5 lists as tables, lines and feeds', async () => {
    const csv = await get('/stories', { headers: { accept: 'text/csv' } })
    assert.equal(csv.headers.get('content-type'), 'text/csv; charset=utf-8')
    const lines = (await csv.text()).split('\r\n')
    assert.deepEqual([lines[0], lines.length], [Object.keys(routes.stories.rows.shape).join(','), stories.length + 2])
    const rows = (await (await get('/quotes', { headers: { accept: 'application/x-ndjson' } })).text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Json)
    assert.deepEqual(rows, (await read<{ items: Json[] }>('/quotes')).items)
    const listed = Object.values<Route>(routes).filter(({ rows, path }) => rows && !path.includes('{'))
    for (const { path } of listed) {
      const query = path === '/search' ? '?q=the&' : '?'
      const self = `${server.address}/api/v1${path}${query}format=`
      const atom = parseAtomFeed(await (await get(`${path}${query}format=atom`)).text())
      assert.ok(atom.id && atom.title && atom.updated, path)
      assert.equal(atom.links?.find(({ rel }) => rel === 'self')?.href, `${self}atom`)
      assert.ok(
        (atom.entries ?? []).every(
          ({ id, title, updated, links }) => id && title && updated && links?.[0]?.href?.startsWith(server.address),
        ),
        path,
      )
      const rows = ((await read(`${path}${query}`.replace(/[?&]$/, ''))) as { items: unknown[] }).items.length
      assert.equal(atom.entries?.length ?? 0, rows, path)
      const feed = parseJsonFeed(await read(`${path}${query}format=feed`))
      assert.equal(feed.feed_url, `${self}feed`)
      assert.equal(feed.items?.length ?? 0, atom.entries?.length ?? 0)
    }
  })

  test('W6 only this machine is answered, under its own name, and no other site may write', async () => {
    assert.equal((await plainly('/api/v1/stories', { host: 'evil.example' })).status, 403)
    await assert.rejects(startServer(examples.stemma, { host: '0.0.0.0', port: 0, token: null }), /token/)
    const host = new URL(server.address).host
    const mark = async (headers: Record<string, string>) => (await plainly('/api/v1/visit', headers, 'PUT')).status
    assert.equal(await mark({}), 403)
    assert.equal(await mark({ 'content-type': 'text/plain' }), 403)
    assert.equal(await mark({ 'x-stemma': '1' }), 200)
    assert.equal(await mark({ 'x-stemma': '1', origin: `http://${host}` }), 200)
    assert.equal(await mark({ origin: `http://${host}` }), 200)
    assert.equal(await mark({ 'x-stemma': '1', origin: 'https://evil.example' }), 403)
    assert.equal(await mark({ 'x-stemma': '1', origin: 'null' }), 403)
    assert.equal(await mark({ 'sec-fetch-site': 'same-origin', origin: `http://${host}` }), 200)
    assert.equal(await mark({ 'x-stemma': '1', 'sec-fetch-site': 'cross-site' }), 403)
    assert.equal((await get('/stories', { headers: { origin: 'https://evil.example' } })).headers.get('access-control-allow-origin'), null)
  })

  test('W7 a token as Bearer, as Basic, as a session', async () => {
    await assert.rejects(startServer(examples.stemma, { host: '0.0.0.0', port: 0, token: '' }), /empty/)
    const guarded = await startServer(examples.stemma, { host: '127.0.0.1', port: 0, token: 'open sesame' })
    const status = async (headers: Record<string, string> = {}) => (await fetch(`${guarded.address}/api/v1/stories`, { headers })).status
    assert.equal(await status(), 401)
    assert.equal(await status({ authorization: 'Bearer open sesam' }), 401)
    assert.equal(await status({ authorization: 'Bearer open sesame' }), 200)
    assert.equal(await status({ authorization: `Basic ${Buffer.from('feed:open sesame').toString('base64')}` }), 200)
    const login = (token: string) =>
      fetch(`${guarded.address}/api/v1/session`, { method: 'POST', headers: json, body: JSON.stringify({ token }) })
    assert.equal((await login('')).status, 401)
    const cookie = (await login('open sesame')).headers.get('set-cookie')!
    assert.match(cookie, /HttpOnly/)
    assert.match(cookie, /SameSite=Strict/)
    assert.ok(!cookie.includes('sesame'))
    assert.equal(await status({ cookie: cookie.split(';')[0]! }), 200)
    assert.equal((await fetch(`${guarded.address}/mcp`, { method: 'POST', headers: json, body: '{}' })).status, 401)
    await guarded.close()
  })

  test('W9 a muted story stays away, a watched one is found; facets count what is left', async () => {
    const [one] = stories
    await post('/stories/mute', { stories: [one!.id], on: true })
    const ids = async (query: string) => (await read<{ items: { id: string }[] }>(`/stories${query}`)).items.map(({ id }) => id)
    assert.ok(!(await ids('')).includes(one!.id))
    assert.deepEqual(await ids('?muted=true'), [one!.id])
    const facets = await read<{ stories: number; outlets: { value: string; stories: number }[] }>('/stories/facets')
    assert.equal(facets.stories, stories.length - 1)
    await post('/stories/mute', { stories: [one!.id], on: false })
    await post('/stories/watch', { stories: [one!.id], on: true })
    assert.deepEqual(await ids('?q=is:watched'), [one!.id])
    for (const { value, stories: count } of (await read<typeof facets>('/stories/facets')).outlets)
      assert.equal((await ids(`?outlet=${encodeURIComponent(value.toUpperCase())}`)).length, count, value)
  })

  test('W11 files come in by a form, the same file is the same page, and progress is told until the server stops', async () => {
    const other = await startServer(examples.stemma, { host: '127.0.0.1', port: 0, token: null })
    const told: string[] = []
    const stream = fetch(`${other.address}/api/v1/intake/stream`).then(async (answer) => {
      for await (const chunk of answer.body!) told.push(Buffer.from(chunk).toString())
    })
    const page = `<html><head><title>Ferry returns to Kvale</title></head><body><article><h1>Ferry returns to Kvale</h1>
<p>The night ferry to Kvale sails again from Monday, the harbour office of Lydby said after two years without a boat.</p>
<p>It carries ninety cars, and a cabin costs less than before, according to the office.</p></article></body></html>`
    const send = async () => {
      const form = new FormData()
      form.append('file', new Blob([page], { type: 'text/html' }), '../../ferry "night".html')
      const answer = await fetch(`${other.address}/api/v1/intake`, { method: 'POST', headers: { 'x-stemma': '1' }, body: form })
      const { task } = (await answer.json()) as { task: { id: string } }
      for (;;) {
        const { items } = (await (await fetch(`${other.address}/api/v1/intake/tasks`)).json()) as {
          items: { id: string; state: string; report: Json | null }[]
        }
        const now = items.find(({ id }) => id === task.id)!
        if (now.state === 'done') return now.report!
        assert.notEqual(now.state, 'failed')
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    }
    assert.deepEqual([(await send()).added, (await send()).known], [1, 1])
    await other.close()
    await stream
    assert.match(told.join(''), /event: progress\ndata: \{.*event: done\ndata: \{/s)
  })

  test('W11 sent files go when they are stored, stay while parked, and are gone on with after a stop', async () => {
    const uploads = join((await examples.stemma.status()).data, 'uploads')
    const folders = () => readdirSync(uploads).length
    const intake = new Intake(examples.stemma, uploads)
    const page = (name: string) => `<title>${name}</title><p>The ${name} opens again in spring, the council of Lydby said on Monday.</p>`
    const send = (files: Record<string, string>, end = '--') => {
      const parts = Object.entries(files).map(
        ([name, text]) => `--b\r\ncontent-disposition: form-data; name="f"; filename="${name}"\r\n\r\n${text}\r\n`,
      )
      return intake.addUploads(Readable.from([Buffer.from(`${parts.join('')}--b${end}`)]), 'multipart/form-data; boundary=b')
    }
    const report = async (work: Promise<{ id: string }>) => {
      const { id } = await work
      await intake.tidy()
      return intake.tasks.find((task) => task.id === id)!.report
    }
    const twice = [send({ 'baths.html': page('bath house') }), send({ 'baths.html': page('bath house') })].map(report)
    const known = (await Promise.all(twice)).map((told) => told?.known)
    assert.deepEqual([known.sort(), folders()], [[0, 1], 0])
    await assert.rejects(send({ 'mill.html': page('mill') }, ''), /ends before/)
    await intake.tidy()
    assert.equal(folders(), 0)
    assert.deepEqual([(await report(send({ 'mill.pdf': '%PDF-1.7' })))?.parked, folders()], [1, 1])
    const again = new Intake(examples.stemma, uploads)
    await again.resume() // what is parked is left alone, and goes when it is dismissed
    assert.equal(again.tasks.length, 0)
    const [parked] = await examples.stemma.parked({ stage: 'acquire' })
    await examples.stemma.dismiss('acquire', parked!.input)
    await again.tidy()
    assert.equal(folders(), 0)
    mkdirSync(join(uploads, '0123'))
    writeFileSync(join(uploads, '0123', 'mill.html'), page('mill'))
    await again.resume()
    await again.tidy()
    assert.deepEqual([again.tasks[0]!.report?.added, folders()], [1, 0])
  })

  test('W11 a form of unknown length is read as it comes, and a body that is no form has its limit', async () => {
    let sent = 0
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.enqueue(Buffer.from(sent++ === 0 ? 'no form' : '--b\r\n\r\n\r\n'.repeat(1_000)))
        if (sent > 20) controller.enqueue(Buffer.from('\r\n--b??'))
      },
    })
    const give = (type: string, body: string | ReadableStream) =>
      get('/intake', { method: 'POST', headers: { 'content-type': type, 'x-stemma': '1' }, body, duplex: 'half' } as RequestInit)
    assert.equal((await give('multipart/form-data; boundary=b', endless)).status, 400)
    assert.equal((await give('application/json', JSON.stringify({ urls: ['x'.repeat(2 ** 20)] }))).status, 413)
  })

  test('W11 who follows and does not read, or asks for the head alone, is let go', async () => {
    const intake = new Intake(examples.stemma, tmpdir())
    const follow = () => eventStream(intake, new AbortController().signal)
    const slow = follow()
    for (let tasks = 0; tasks < intakeLimits.unread; tasks++) {
      intake.retry('nothing')
      await intake.tidy()
    }
    assert.ok((await allOf(slow)).length < 2 * intakeLimits.unread, 'it ended')
    for (let n = 0; n <= intakeLimits.followers; n++) assert.equal((await get('/intake/stream', { method: 'HEAD' })).status, 200)
    const all = Array.from({ length: intakeLimits.followers }, follow)
    const { length } = process.getActiveResourcesInfo()
    assert.throws(follow, /follow already/)
    assert.equal(process.getActiveResourcesInfo().length, length)
    await Promise.all(all.map((stream) => stream.cancel()))
  })

  test('W1 every route answers what its schema says', async () => {
    // the last: it changes stories
    const story = stories.find(({ quotes, actors, pages }) => quotes.length > 0 && actors.length > 1 && pages.length > 2)!
    const [first, second] = story.pages
    const names: Readonly<Record<string, string>> = {
      ...{ id: story.id, table: 'quotes', a: first!.id, b: second!.id, name: first!.outlet!, other: story.actors[1]!.id },
    }
    const saved = (await (await post('/searches', { name: 'Bridges', q: 'bridge is:edited' })).json()) as { id: string }
    const ids: Readonly<Record<string, string>> = {
      page: first!.id,
      pageRaw: first!.id,
      pageRecord: first!.id,
      actor: story.actors[0]!.id,
      dyads: story.actors[0]!.id,
      savedSearch: saved.id,
      dropSearch: saved.id,
    }
    const queries: Readonly<Record<string, string>> = { comparePages: `?pages=${first!.id},${second!.id}`, search: '?q=bridge' }
    const bodies: Readonly<Record<string, object>> = {
      ...{ watchStories: { stories: [story.id], on: true }, muteStories: { stories: [story.id], on: false } },
      ...{
        saveSearch: { name: 'Bridges', q: 'bridge' },
        retryParked: {},
        dismissParked: { stage: 'extract', input: 'page_0' },
        session: { token: '' },
      },
      ...{
        mergeStories: { stories: stories.map(({ id }) => id).slice(0, 2), reason: 'one thing' },
        pinPages: { pages: [second!.id] },
        unpinPages: { pages: [second!.id] },
      },
      ...{ splitStory: { pages: [stories.find(({ id }) => id !== story.id)!.pages[0]!.id] }, intake: { urls: ['http://127.0.0.1:9/'] } },
    }
    const late = ['pinPages', 'unpinPages', 'mergeStories', 'splitStory', 'undoDecision', 'dropSearch'] // they change what the others ask for
    const table = Object.entries<Route>(routes).filter(([name]) => name !== 'stream')
    for (const [name, route] of [
      ...table.filter(([name]) => !late.includes(name)),
      ...table.filter(([name]) => name === 'pinPages' || name === 'unpinPages' || name === 'dropSearch'),
    ]) {
      const path = route.path.replace(/\{(\w+)\}/g, (_, key: string) =>
        encodeURIComponent(key === 'id' ? (ids[name] ?? names.id!) : names[key]!),
      )
      const init = route.body
        ? { method: route.method, headers: json, body: JSON.stringify(bodies[name] ?? {}) }
        : { method: route.method, headers: { 'x-stemma': '1' } }
      const answer = await get(`${path === '/' ? '' : path}${queries[name] ?? ''}`, init)
      const text = await answer.text()
      assert.equal(answer.status, 200, `${name}: ${text.slice(0, 500)}`)
      assert.ok(
        answer.headers.get('content-type')!.startsWith(route.media === '*/*' ? '' : (route.media ?? 'application/json')),
        `${name}: ${answer.headers.get('content-type')}`,
      )
      const schema = route.rows ? listOf(route.rows.strict()) : route.answer
      if (!schema || route.media) continue
      const found = schema.safeParse(JSON.parse(text))
      assert.ok(found.success, `${name}: ${JSON.stringify(found.error?.issues.slice(0, 5))}`)
    }
  })

  test('W4 the quotes and events of a story are found by an id that it had', async () => {
    const { items } = await read<{ items: { id: string }[] }>('/stories')
    await post('/stories/merge', { stories: items.slice(0, 2).map(({ id }) => id) })
    const { id } = await read<{ id: string }>(`/stories/${items[1]!.id}`)
    for (const list of ['quotes', 'events']) {
      const found = await Promise.all(
        [id, ...items.slice(0, 2)].map((one) => read(`/${list}?story=${typeof one === 'string' ? one : one.id}`)),
      )
      assert.ok((found[0]!.items as object[]).length > 0)
      for (const one of found) assert.deepEqual(one, found[0])
    }
  })

  /** A request with exactly these headers: fetch sets some of its own. */
  const plainly = (path: string, headers: Record<string, string>, method = 'GET') =>
    new Promise<Readonly<{ status: number; headers: Record<string, unknown>; body: Buffer }>>((resolve, reject) => {
      const asked = request({ host: '127.0.0.1', port: new URL(server.address).port, path, method, headers }, async (answer) => {
        const body = Buffer.concat(await allOf(answer as AsyncIterable<Buffer>))
        resolve({ status: answer.statusCode!, headers: answer.headers, body })
      })
      asked.once('error', reject).end()
    })
})

test('W2 a page that is parked says so', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'stemma-parked-'))
  const { openStemma } = await import('../src/stemma.ts')
  const stemma = await openStemma({ data: join(folder, 'data'), workers: 1 })
  writeFileSync(join(folder, 'empty.html'), '<html><body><form><input name=q></form></body></html>')
  await stemma.add([join(folder, 'empty.html')])
  const [parked] = await stemma.parked()
  const app = createApp(stemma, { token: null, hosts: null })
  const answer = await app.request(`/api/v1/pages/${parked!.input}`)
  assert.match(((await answer.json()) as { title: string }).title, /is parked, because the page shows no article text/)
  assert.equal((await app.request(`/api/v1/pages/${parked!.input}/record`)).status, 200)
  const dismissed = await app.request('/api/v1/parked/dismiss', {
    method: 'POST',
    headers: json,
    body: JSON.stringify({ stage: 'extract', input: parked!.input }),
  })
  assert.deepEqual(await dismissed.json(), { dismissed: true })
  await stemma.close()
  rmSync(folder, { recursive: true })
})
