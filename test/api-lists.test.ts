import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { parseAtomFeed, parseJsonFeed } from 'feedsmith'
import { type Route, routes } from '../src/api/routes.ts'
import type { StoryDocument } from '../src/stemma.ts'
import { openSqlite } from '../src/store/sqlite.ts'
import { type Api, allOf, type Json, withApi } from './api-server.ts'

let api: Api
let stories: readonly StoryDocument[]
before(async () => {
  api = await withApi()
  stories = await allOf(api.stemma.documents())
})
after(() => api.close())

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
    const whole = await api.read<{ items: Json[]; next: string | null; total: number | null }>(`${path}${and}limit=1000`)
    assert.equal(whole.next, null, path)
    if (whole.total !== null) assert.equal(whole.total, whole.items.length, path)
    const parts: Json[] = []
    for (let next: string | null = ''; next !== null; ) {
      const part: { items: Json[]; next: string | null } = await api.read(
        `${path}${and}limit=3${next ? `&cursor=${encodeURIComponent(next)}` : ''}`,
      )
      parts.push(...part.items)
      next = part.next
    }
    assert.deepEqual(parts, whole.items, path)
  }
})

test('W5 lists as tables, lines and feeds', async () => {
  const csv = await api.get('/stories', { headers: { accept: 'text/csv' } })
  assert.equal(csv.headers.get('content-type'), 'text/csv; charset=utf-8')
  const lines = (await csv.text()).split('\r\n')
  assert.deepEqual([lines[0], lines.length], [Object.keys(routes.stories.rows.shape).join(','), stories.length + 2])
  const rows = (await (await api.get('/quotes', { headers: { accept: 'application/x-ndjson' } })).text())
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Json)
  assert.deepEqual(rows, (await api.read<{ items: Json[] }>('/quotes')).items)
  const listed = Object.values<Route>(routes).filter(({ rows, path }) => rows && !path.includes('{'))
  for (const { path } of listed) {
    const query = path === '/search' ? '?q=the&' : '?'
    const self = `${api.server.address}/api/v1${path}${query}format=`
    const atom = parseAtomFeed(await (await api.get(`${path}${query}format=atom`)).text())
    assert.ok(atom.id && atom.title && atom.updated, path)
    assert.equal(atom.links?.find(({ rel }) => rel === 'self')?.href, `${self}atom`)
    assert.ok(
      (atom.entries ?? []).every(
        ({ id, title, updated, links }) => id && title && updated && links?.[0]?.href?.startsWith(api.server.address),
      ),
      path,
    )
    const rows = ((await api.read(`${path}${query}`.replace(/[?&]$/, ''))) as { items: unknown[] }).items.length
    assert.equal(atom.entries?.length ?? 0, rows, path)
    const feed = parseJsonFeed(await api.read(`${path}${query}format=feed`))
    assert.equal(feed.feed_url, `${self}feed`)
    assert.equal(feed.items?.length ?? 0, atom.entries?.length ?? 0)
  }
})

test('W9 a muted story stays away, a watched one is found; facets count what is left', async () => {
  const [one] = stories
  await api.post('/stories/mute', { stories: [one!.id], on: true })
  const ids = async (query: string) => (await api.read<{ items: { id: string }[] }>(`/stories${query}`)).items.map(({ id }) => id)
  assert.ok(!(await ids('')).includes(one!.id))
  assert.deepEqual(await ids('?muted=true'), [one!.id])
  const facets = await api.read<{ stories: number; outlets: { value: string; stories: number }[] }>('/stories/facets')
  assert.equal(facets.stories, stories.length - 1)
  await api.post('/stories/mute', { stories: [one!.id], on: false })
  await api.post('/stories/watch', { stories: [one!.id], on: true })
  assert.deepEqual(await ids('?q=is:watched'), [one!.id])
  for (const { value, stories: count } of (await api.read<typeof facets>('/stories/facets')).outlets)
    assert.equal((await ids(`?outlet=${encodeURIComponent(value.toUpperCase())}`)).length, count, value)
})

test('W4 the quotes and events of a story are found by an id that it had', async () => {
  const { items } = await api.read<{ items: { id: string }[] }>('/stories')
  await api.post('/stories/merge', { stories: items.slice(0, 2).map(({ id }) => id) })
  const { id } = await api.read<{ id: string }>(`/stories/${items[1]!.id}`)
  for (const list of ['quotes', 'events']) {
    const found = await Promise.all(
      [id, ...items.slice(0, 2)].map((one) => api.read(`/${list}?story=${typeof one === 'string' ? one : one.id}`)),
    )
    assert.ok((found[0]!.items as object[]).length > 0)
    for (const one of found) assert.deepEqual(one, found[0])
  }
})

test('W14 lists are made of rows of their own: they answer the same when no document can be opened', async () => {
  const { data } = await api.stemma.status()
  const lists = [
    '/stories',
    '/stories/facets',
    '/quotes',
    '/events',
    '/actors',
    '/outlets',
    '/places',
    '/speakers',
    '/actors/network',
    '/stories?q=bridge',
  ]
  const answers = () => Promise.all(lists.map((path) => api.read(path)))
  const before = await answers()
  const db = openSqlite(join(data, 'stemma.db'))
  try {
    await db.rows("update document set body = 'no JSON any more'")
    assert.deepEqual(await answers(), before)
    assert.equal((await api.get(`/stories/${stories[0]!.id}/tables/quotes`)).status, 500, 'but what opens one does not')
  } finally {
    await db.close()
  }
})
