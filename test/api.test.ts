import assert from 'node:assert/strict'
import { request } from 'node:http'
import { after, before, test } from 'node:test'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import SwaggerParser from '@apidevtools/swagger-parser'
import fc from 'fast-check'
import { createApp } from '../src/api/app.ts'
import { listOf, type Route, routes } from '../src/api/routes.ts'
import { startServer } from '../src/api/server.ts'
import { TemporaryError } from '../src/model/errors.ts'
import type { Stemma, StoryDocument } from '../src/stemma.ts'
import { type Api, allOf, type Json, json, withApi } from './api-server.ts'

let api: Api
let stories: readonly StoryDocument[]
before(async () => {
  api = await withApi()
  stories = await allOf(api.stemma.documents())
})
after(() => api.close())

test('W1 the OpenAPI document is valid and has every route', async () => {
  const document = await api.read('/openapi.json')
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
    const answer = await api.get(path, init)
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
  const app = createApp(api.stemma, { token: null, hosts: null })
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
    ({ ...api.stemma, status: () => Promise.reject(error), stories: () => Promise.reject(error) }) as unknown as Stemma
  const ask = async (error: Error) => createApp(failing(error), { token: null, hosts: null }).request('/api/v1/stories')
  const busy = await ask(new TemporaryError('the database is held', 'wait'))
  assert.deepEqual([busy.status, busy.headers.get('retry-after')], [503, '5'])
  assert.equal((await ask(new RangeError('oops'))).status, 500)
})

test('W3 an answer that is known is not sent again; answers are compressed; HEAD wherever GET', async () => {
  const first = await api.get(`/stories/${stories[0]!.id}`)
  const etag = first.headers.get('etag')!
  const again = await api.get(`/stories/${stories[0]!.id}`, { headers: { 'if-none-match': `"other", ${etag}` } })
  assert.deepEqual([again.status, await again.text()], [304, ''])
  const head = await api.get('/stories', { method: 'HEAD' })
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

test('W6 only this machine is answered, under its own name, and no other site may write', async () => {
  assert.equal((await plainly('/api/v1/stories', { host: 'evil.example' })).status, 403)
  await assert.rejects(startServer(api.stemma, { host: '0.0.0.0', port: 0, token: null }), /token/)
  const host = new URL(api.server.address).host
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
  assert.equal(
    (await api.get('/stories', { headers: { origin: 'https://evil.example' } })).headers.get('access-control-allow-origin'),
    null,
  )
})

test('W7 a token as Bearer, as Basic, as a session', async () => {
  await assert.rejects(startServer(api.stemma, { host: '0.0.0.0', port: 0, token: '' }), /empty/)
  const guarded = await startServer(api.stemma, { host: '127.0.0.1', port: 0, token: 'open sesame' })
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

test('W1 every route answers what its schema says', async () => {
  // the last: it changes stories
  const story = stories.find(({ quotes, actors, pages }) => quotes.length > 0 && actors.length > 1 && pages.length > 2)!
  const [first, second] = story.pages
  const { witness } = story.copies.find(({ exemplar }) => exemplar !== null)! // the first page names the story and cannot be pinned
  const names: Readonly<Record<string, string>> = {
    ...{ id: story.id, table: 'quotes', a: first!.id, b: second!.id, name: first!.outlet!, other: story.actors[1]!.id },
  }
  const saved = (await (await api.post('/searches', { name: 'Bridges', q: 'bridge is:edited' })).json()) as { id: string }
  const ids: Readonly<Record<string, string>> = {
    page: first!.id,
    pageRaw: first!.id,
    pageRecord: first!.id,
    actor: story.actors[0]!.id,
    dyads: story.actors[0]!.id,
    savedSearch: saved.id,
    dropSearch: saved.id,
  }
  const queries: Readonly<Record<string, string>> = {
    comparePages: `?pages=${first!.id},${second!.id}`,
    search: '?q=bridge',
    names: '?of=outlet&q=har',
  }
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
      pinPages: { pages: [witness] },
      unpinPages: { pages: [witness] },
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
    const answer = await api.get(`${path === '/' ? '' : path}${queries[name] ?? ''}`, init)
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

/** A request with exactly these headers: fetch sets some of its own. */
const plainly = (path: string, headers: Record<string, string>, method = 'GET') =>
  new Promise<Readonly<{ status: number; headers: Record<string, unknown>; body: Buffer }>>((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port: new URL(api.server.address).port, path, method, headers }, async (answer) => {
      const body = Buffer.concat(await allOf(answer as AsyncIterable<Buffer>))
      resolve({ status: answer.statusCode!, headers: answer.headers, body })
    })
    asked.once('error', reject).end()
  })
