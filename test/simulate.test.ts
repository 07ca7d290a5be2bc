import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, test } from 'node:test'

const folder = mkdtempSync(join(tmpdir(), 'stemma-simulate-'))
const main = resolve(import.meta.dirname, '../src/cli/main.ts')
const stemma = (...args: readonly string[]) =>
  spawnSync(process.execPath, [main, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, STEMMA_DATA: join(folder, 'data'), STEMMA_CONFIG: '' },
  })
after(() => rmSync(folder, { recursive: true, force: true }))

/** An invented article about a bakery, long enough to be cut. */
const article = (town: string) =>
  Array.from(
    { length: 10 },
    (_, at) =>
      `The bakery of ${town} sold ${at * 13 + 40} loaves on day ${at + 1} of the fair. Its owner said that ${at + 2} ovens had been borrowed from the ${town} barracks, and that nobody in ${town} went home without bread.`,
  ).join('\n\n')

test('T9 stemma simulate: pages that stemma add reads, the truth beside them, the same again from the same seed', () => {
  const lines = ['Ostrand', 'Velm', 'Karstow', 'Pildur'].map((town) =>
    JSON.stringify({ url: `https://${town}.example/fair`, text: `Bread for all of ${town}\n\n${article(town)}` }),
  )
  writeFileSync(join(folder, 'articles.jsonl'), `${lines.join('\n')}\n`)
  const made = (name: string) =>
    stemma(
      'simulate',
      'articles.jsonl',
      '--families',
      '2',
      '--seed',
      '3',
      '--dates',
      'clean',
      '--out',
      `${name}.jsonl`,
      '--truth',
      `${name}.json`,
    )
  const { status, stderr } = made('one')
  assert.equal(status, 0, stderr)
  assert.equal(made('two').status, 0)
  assert.equal(readFileSync(join(folder, 'one.jsonl'), 'utf8'), readFileSync(join(folder, 'two.jsonl'), 'utf8'))
  const pages = readFileSync(join(folder, 'one.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { url: string; html: string })
  const truth = JSON.parse(readFileSync(join(folder, 'one.json'), 'utf8')) as { url: string; exemplar: string | null }[][]
  assert.equal(truth.length, 2)
  assert.deepEqual(
    truth.flat().map(({ url }) => url),
    pages.map(({ url }) => url),
  )
  assert.ok(truth.flat().some(({ exemplar }) => exemplar !== null))
  const added = stemma('add', 'one.jsonl', '--json')
  assert.equal(JSON.parse(added.stdout).added, pages.length, added.stderr)
})

test('T9 stemma simulate says what it cannot do', () => {
  assert.equal(stemma('simulate').status, 2)
  assert.equal(stemma('simulate', 'articles.jsonl', '--families', 'many').status, 2)
  writeFileSync(join(folder, 'short.jsonl'), `${JSON.stringify({ url: 'https://a.example/', text: 'Too short' })}\n`)
  const short = stemma('simulate', 'short.jsonl')
  assert.equal(short.status, 1)
  assert.match(short.stderr, /1,500 to 9,000 characters/)
})
