import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, test } from 'node:test'
import { renderStory } from '#cli/render.ts'
import type { StoryDocument } from '#model/document.ts'
import { type Id, makeId, pageIdOf } from '#model/ids.ts'
import { treeNodes } from '#pipeline/document.ts'
import { openStemma, type Progress } from '../src/stemma.ts'
import { generatedPages, writePages } from './generated.ts'

const folder = mkdtempSync(join(tmpdir(), 'stemma-incremental-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const north =
  'The lock gates at Brenna jammed on Tuesday with eleven barges inside. Keeper Aud Solheim sent for divers, who found a beam across the sill of the lower gate.'
const south =
  'Apple growers around Vestnes expect half of last year’s harvest. A night of frost in May killed the blossom on the slopes, adviser Per Aune told the growers at their meeting.'

function line(name: string, text: string, published: string): string {
  return JSON.stringify({ url: `https://${name}.example/1`, text: `Report of ${name}\n\n${text}`, outlet: name, published })
}

test('T17 a page that copies two families makes them one, a year later too; only what it touches is drawn and told', async () => {
  const data = join(folder, 'bridge')
  const stemma = await openStemma({ data, workers: 1 })
  const file = join(folder, 'bridge.jsonl')
  const add = async (...lines: string[]) => {
    writeFileSync(file, lines.join('\n'))
    const done = new Map<Progress['phase'], number>()
    await stemma.add([file], { onProgress: ({ phase, done: far }) => void done.set(phase, far) })
    return done
  }
  await stemma.add(writePages(join(folder, 'others'), generatedPages(20, 3)))
  await add(line('north', north, '2031-05-06'), line('south', south, '2031-05-07'), line('echo', south, '2031-05-08'))
  const storyAt = async (name: string) => (await stemma.page(`https://${name}.example/1`))!.story!
  const [one, other] = [await storyAt('north'), await storyAt('south')]
  assert.notEqual(one, other)
  const done = await add(line('bridge', `${north} ${south}`, '2032-06-01'))
  assert.deepEqual([done.get('trace'), done.get('tell')], [4, 1])
  const story = (await stemma.story(await storyAt('bridge')))!
  assert.deepEqual([story.counts.pages, story.id], [4, one])
  assert.equal((await stemma.story(other))!.id, one)
  const [entry] = await stemma.storyLog()
  assert.deepEqual([entry!.kind, entry!.by, entry!.before, entry!.after], ['merge', 'machine', [one, other].sort(), [one]])
  assert.deepEqual(await add(line('bridge', `${north} ${south}`, '2032-06-01')), new Map([['acquire', 1]]))
  await stemma.close()
})

test('P23 a story that can no longer be told says so until it can', async () => {
  const data = join(folder, 'stale')
  const stemma = await openStemma({ data, workers: 1 })
  const file = join(folder, 'stale.jsonl')
  const add = (...lines: string[]) => {
    writeFileSync(file, lines.join('\n'))
    return stemma.add([file])
  }
  await add(line('north', north, '2031-05-06'))
  const page = (await stemma.page('https://north.example/1'))!
  const article = page.document.id.replace('page_', 'article_')
  const db = new DatabaseSync(join(data, 'stemma.db'))
  const { body } = db.prepare('select body from reading where article = ?').get(article) as { body: string }
  db.prepare('update reading set body = ? where article = ?').run('{', article)
  await add(line('echo', north, '2031-05-07'))
  assert.equal((await stemma.parked({ stage: 'tell' })).length, 2)
  const former = (await stemma.story(page.story!))!
  assert.equal(former.counts.pages, 1)
  assert.match(former.stale!, /fault/)
  assert.deepEqual(JSON.parse((await stemma.storyJson(former.id))!.json), former)
  assert.match(renderStory(former, { columns: 80, interactive: false, paint: (_, text) => text }), /former state/)
  db.prepare('update reading set body = ? where article = ?').run(body, article)
  db.close()
  await stemma.retry()
  assert.deepEqual(await stemma.parked(), [])
  const now = (await stemma.story(page.story!))!
  assert.deepEqual([now.counts.pages, now.stale], [2, undefined])
  await stemma.close()
})

test('P26 until a story is told anew a reader sees what was told before, under every id that it has or had', async () => {
  const stemma = await openStemma({ data: join(folder, 'between'), workers: 1 })
  const file = join(folder, 'between.jsonl')
  const add = (lines: readonly string[], options: Parameters<typeof stemma.add>[1] = {}) => {
    writeFileSync(file, lines.join('\n'))
    return stemma.add([file], options)
  }
  const pageOf = async (name: string) => (await stemma.page(`https://${name}.example/1`))!
  await add([line('north', north, '2031-05-06'), line('south', south, '2031-05-07')])
  const before = [(await pageOf('north')).story!, (await pageOf('south')).story!]
  const told = await Promise.all(before.map((id) => stemma.story(id)))

  const stop = new AbortController()
  const between = [line('early', north, '2031-05-01'), line('bridge', `${north} ${south}`, '2031-05-08')]
  const onProgress = ({ phase }: Progress) => {
    if (phase === 'cluster') stop.abort()
  }
  await assert.rejects(add(between, { onProgress, signal: stop.signal }))
  assert.deepEqual(await Promise.all(before.map((id) => stemma.story(id))), told)
  for (const [at, name] of ['north', 'south'].entries()) {
    assert.equal((await pageOf(name)).story, before[at])
    assert.equal((await stemma.summary(before[at]!))!.pages, 1)
  }
  const fresh = (await pageOf('early')).story! // it is in the story already, which has its id now
  assert.equal(JSON.parse((await stemma.storyJson(fresh))!.json).counts.pages, 1)
  assert.deepEqual((await stemma.stories()).map(({ id }) => id).sort(), before.toSorted())

  await add([])
  const now = (await stemma.story(fresh))!
  assert.deepEqual([now.id, now.counts.pages], [fresh, 4])
  for (const id of before) assert.equal((await stemma.story(id))!.id, fresh)
  assert.deepEqual(
    (await stemma.stories()).map(({ id }) => id),
    [fresh],
  )
  await stemma.close()
})

test('T18 a chain of copies of any length is laid out', () => {
  const length = 20_000
  const members = Array.from({ length }, (_, i) => makeId('article', `link ${i}`)) as Id<'article'>[]
  const rest = { share: 1, direction: 'known', confidence: 1, grounds: [], passages: [], edits: [], runnerUp: null, second: false } as const
  const copies = members.slice(1).map((witness, i) => ({ exemplar: members[i]!, witness, ...rest }))
  const [root] = treeNodes({ id: makeId('family', 'chain'), members, roots: [members[0]!], copies, reports: [] })
  let depth = 0
  for (let node = root; node; node = node.children[0]) assert.equal(node.page, pageIdOf(members[depth++]!))
  assert.equal(depth, length)
  const story = { id: '', title: null, published: null, language: null, counts: { pages: 0, independentReports: 0 }, tree: [root!] }
  const lists = { pages: [], copies: [], reports: [], agencies: [], quotes: [], events: [], dates: [], actors: [], made: {} }
  const text = renderStory({ ...story, ...lists } as StoryDocument, { columns: 80, interactive: false, paint: (_, words) => words })
  assert.ok(text.split('\n').length > length)
})
