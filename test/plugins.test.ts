import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { StoryDocument } from '#model/document.ts'
import { openStemma, type PluginsSettings } from '../src/stemma.ts'

const folder = mkdtempSync(join(tmpdir(), 'stemma-plugins-'))
const text =
  'The harbour of Lydby\n\nIda Vale praised the divers of Lydby on Monday. The divers had found the bell of the old ferry, she said, and the town would keep it.'
const input = join(folder, 'pages.jsonl')
writeFileSync(input, `${JSON.stringify({ url: 'https://daily.example/1', published: '2024-03-12', text })}\n`)

let questions = 0
let answers: (task: string) => string | null = () => null
const server = createServer((request, response) => {
  let body = ''
  request.on('data', (piece) => {
    body += piece
  })
  request.on('end', () => {
    questions += 1
    const content = answers(JSON.parse(body).messages[0].content.includes('proper name') ? 'names' : 'events')
    if (content === null) response.writeHead(500).end()
    else response.end(JSON.stringify({ choices: [{ message: { content } }] }))
  })
})
before(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)))
after(() => {
  server.close()
  rmSync(folder, { recursive: true, force: true })
})

const settings = (): PluginsSettings => {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`
  const one = { kind: 'server', url, model: 'stub', timeout: 5, atOnce: 2 } as const
  return { names: one, events: one }
}
const good = (task: string) =>
  task === 'names'
    ? '{"claims": [{"exact": "Ida Vale", "label": "PER"}]}'
    : '{"claims": [{"type": "AID", "trigger": "found", "actors": ["The divers"], "recipients": ["the town"]}]}'

/** Opens a folder, does something, and tells the one story there is. */
async function told(data: string, plugins: PluginsSettings | undefined, work: 'add' | 'rebuild'): Promise<StoryDocument> {
  const stemma = await openStemma({ data: join(folder, data), workers: 1, plugins })
  try {
    await (work === 'add' ? stemma.add([input]) : stemma.rebuild('read'))
    for await (const document of stemma.documents()) return document
    return assert.fail('no story')
  } finally {
    await stemma.close()
  }
}
const events = (story: StoryDocument) => story.events.map(({ type, trigger }) => `${type} ${trigger}`)

test('R-P9 what plug-ins say stands in the story with its evidence and its reader; a re-run asks nobody and tells the same', async () => {
  answers = good
  questions = 0
  const story = await told('good', settings(), 'add')
  assert.deepEqual(events(story), ['AID found'])
  assert.deepEqual(
    story.actors.filter(({ kind }) => kind === 'person').map(({ name }) => name),
    ['Ida Vale'],
  )
  assert.deepEqual(story.pages[0]!.readers, [
    { task: 'names', reader: 'server stub@1', refused: null },
    { task: 'events', reader: 'server stub@1', refused: null },
  ])
  assert.equal(story.events[0]!.evidence[0]!.exact, 'found')
  assert.equal(questions, 2)
  answers = () => null
  assert.deepEqual(await told('good', settings(), 'rebuild'), story)
  assert.equal(questions, 2)
})

test('R-P9 while a plug-in fails our own reader speaks and the reading says so; once it answers, a re-run takes it', async () => {
  answers = () => null
  const failed = await told('bad', settings(), 'add')
  const own = await told('none', undefined, 'add')
  assert.deepEqual(events(failed), events(own))
  assert.ok(events(own).includes('SUPPORT praised'))
  assert.deepEqual(
    failed.pages[0]!.readers!.map(({ refused }) => refused),
    ['the server answered 500', 'the server answered 500'],
  )
  assert.equal(own.pages[0]!.readers, undefined)
  answers = good
  assert.deepEqual(events(await told('bad', settings(), 'rebuild')), ['AID found'])
})
