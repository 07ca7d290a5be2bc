import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { after, before, test } from 'node:test'
import { createApp } from '../src/api/app.ts'
import { eventStream, Intake, intakeLimits } from '../src/api/intake.ts'
import { startServer } from '../src/api/server.ts'
import { openStemma } from '../src/stemma.ts'
import { type Api, allOf, type Json, json, withApi } from './api-server.ts'

let api: Api
before(async () => {
  api = await withApi()
})
after(() => api.close())

test('W11 files come in by a form, the same file is the same page, and progress is told until the server stops', async () => {
  const other = await startServer(api.stemma, { host: '127.0.0.1', port: 0, token: null })
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
  const uploads = join((await api.stemma.status()).data, 'uploads')
  const folders = () => readdirSync(uploads).length
  const intake = new Intake(api.stemma, uploads)
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
  const again = new Intake(api.stemma, uploads)
  await again.resume() // what is parked is left alone, and goes when it is dismissed
  assert.equal(again.tasks.length, 0)
  const [parked] = await api.stemma.parked({ stage: 'acquire' })
  await api.stemma.dismiss('acquire', parked!.input)
  await again.tidy()
  assert.equal(folders(), 0)
  mkdirSync(join(uploads, '0123'))
  writeFileSync(join(uploads, '0123', 'mill.html'), page('mill'))
  await again.resume()
  await again.tidy()
  assert.deepEqual([again.tasks[0]!.report?.added, folders()], [1, 0])
})

test('W11 progress is told as what changed, not the whole task again', async () => {
  const intake = new Intake(api.stemma, tmpdir())
  const stop = new AbortController()
  const told = allOf(eventStream(intake, stop.signal))
  const inputs = Array.from({ length: 200 }, (_, n) => `http://127.0.0.1:9/${n}`)
  const { id } = intake.add(inputs)
  await intake.tidy()
  stop.abort()
  const events = (await told).flatMap((chunk) =>
    [
      ...Buffer.from(chunk)
        .toString()
        .matchAll(/data: (.*)/g),
    ].map(([, data]) => JSON.parse(data!) as Json),
  )
  assert.equal(events.filter((event) => event.inputs !== undefined).length, 1)
  assert.ok(events.length > 2 && events.every((event) => event.id === id))
  const last = Object.assign({}, ...events) as Json
  assert.deepEqual(last, intake.tasks[0])
})

test('W11 of two servers on one folder one takes in what waits and what is sent to either; when it ends, the other does', async () => {
  const data = mkdtempSync(join(tmpdir(), 'stemma-two-'))
  const page = (name: string) =>
    `<title>${name}</title><article><h1>The ${name} opens</h1><p>The ${name} of Lydby opens again in spring, the town council said on Monday after a vote.</p></article>`
  const uploads = join(data, 'uploads')
  mkdirSync(join(uploads, '0123'), { recursive: true })
  writeFileSync(join(uploads, '0123', 'mill.html'), page('mill'))
  const stores = [await openStemma({ data, workers: 1 }), await openStemma({ data, workers: 1 })] as const
  const [one, other] = stores.map((stemma) => new Intake(stemma, uploads)) as [Intake, Intake]
  const often = 20 // ms
  await Promise.all([one.resume(often), other.resume(often)])
  const done = async (pages: number) => {
    for (;;) {
      for (const intake of [one, other]) await intake.tidy()
      if ((await stores[1].status()).pages === pages && readdirSync(uploads).length === 0) return
      await new Promise((resolve) => setTimeout(resolve, often))
    }
  }
  await done(1)
  const taker = one.tasks.length > 0 ? one : other
  const [second, secondStore] = taker === one ? [other, stores[1]] : [one, stores[0]]
  assert.deepEqual([taker.tasks.map(({ report }) => report?.added), second.tasks.length], [[1], 0])
  const send = (to: Intake, name: string) =>
    to.addUploads(
      Readable.from([
        Buffer.from(`--b\r\ncontent-disposition: form-data; name="f"; filename="${name}.html"\r\n\r\n${page(name)}\r\n--b--`),
      ]),
      'multipart/form-data; boundary=b',
    )
  assert.equal((await send(second, 'ferry')).state, 'left')
  await done(2)
  assert.equal(taker.tasks.length, 2)
  await taker.close()
  const first = stores.find((stemma) => stemma !== secondStore)!
  assert.equal((await send(second, 'pool')).state, 'left')
  await first.close()
  for (;;) {
    await second.tidy()
    if ((await secondStore.status()).pages === 3) break
    await new Promise((resolve) => setTimeout(resolve, often))
  }
  assert.equal(second.tasks[0]!.report?.added, 1)
  await second.close()
  await secondStore.close()
  rmSync(data, { recursive: true })
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
    api.get('/intake', { method: 'POST', headers: { 'content-type': type, 'x-stemma': '1' }, body, duplex: 'half' } as RequestInit)
  assert.equal((await give('multipart/form-data; boundary=b', endless)).status, 400)
  assert.equal((await give('application/json', JSON.stringify({ urls: ['x'.repeat(2 ** 20)] }))).status, 413)
})

test('W11 who follows and does not read, or asks for the head alone, is let go', async () => {
  const intake = new Intake(api.stemma, tmpdir())
  const follow = () => eventStream(intake, new AbortController().signal)
  const slow = follow()
  for (let tasks = 0; tasks < intakeLimits.unread; tasks++) {
    intake.retry('nothing')
    await intake.tidy()
  }
  assert.ok((await allOf(slow)).length < 2 * intakeLimits.unread, 'it ended')
  for (let n = 0; n <= intakeLimits.followers; n++) assert.equal((await api.get('/intake/stream', { method: 'HEAD' })).status, 200)
  const all = Array.from({ length: intakeLimits.followers }, follow)
  const { length } = process.getActiveResourcesInfo()
  assert.throws(follow, /follow already/)
  assert.equal(process.getActiveResourcesInfo().length, length)
  await Promise.all(all.map((stream) => stream.cancel()))
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
