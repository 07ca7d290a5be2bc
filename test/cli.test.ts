import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, before, test } from 'node:test'
import { commands } from '../src/cli/commands.ts'
import { examplePages } from './examples.ts'

const folder = mkdtempSync(join(tmpdir(), 'stemma-cli-'))
const main = resolve(import.meta.dirname, '../src/cli/main.ts')
const environment = { ...process.env, STEMMA_DATA: join(folder, 'data'), STEMMA_CONFIG: '', NO_COLOR: '1' }

function stemma(args: readonly string[], input?: string) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: environment,
    ...(input === undefined ? {} : { input }),
  })
  return { status, stdout, stderr }
}
const lines = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)

before(() => {
  const { status, stderr } = stemma(['add', examplePages])
  assert.equal(status, 0, stderr)
})
after(() => rmSync(folder, { recursive: true, force: true }))

test('X6 exit codes: 0 ok, 2 usage, 3 partly failed, 4 nothing found', () => {
  assert.equal(stemma(['stories']).status, 0)
  assert.equal(stemma(['storys']).status, 2)
  assert.match(stemma(['storys']).stderr, /did you mean "stemma stor(?:ies|y)"/)
  assert.equal(stemma(['stories', '--limt', '3']).status, 2)
  assert.match(stemma(['stories', '--limt', '3']).stderr, /did you mean --limit/)
  assert.equal(stemma(['stories', '--limit', 'many']).status, 2)
  assert.equal(stemma(['add']).status, 2)
  assert.equal(stemma(['story', 'story_0000000000000000']).status, 4)
  assert.equal(stemma(['search', 'zyzzyva']).status, 4)
  writeFileSync(join(folder, 'picture.html'), Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13, 1, 2, 3, 0, 0, 0]))
  const partly = stemma(['add', 'picture.html'])
  assert.equal(partly.status, 3, partly.stdout + partly.stderr)
  assert.match(stemma(['parked']).stdout, /picture\.html/)
})

test('X7 adding the same pages twice changes nothing', () => {
  const before = stemma(['export']).stdout
  const again = stemma(['add', examplePages, '--json'])
  assert.equal(again.status, 0, again.stderr)
  assert.equal(lines(again.stdout)[0]!.added, 0)
  assert.equal(stemma(['export']).stdout, before)
})

test('X8 every command explains itself', () => {
  const overview = stemma(['help']).stdout
  for (const { name, options } of commands) {
    assert.ok(overview.includes(`  ${name}`), name)
    const { stdout, status } = stemma([name, '--help'])
    assert.equal(status, 0)
    for (const option of Object.keys(options)) assert.ok(stdout.includes(`--${option}`), `${name} --help does not tell of --${option}`)
  }
})

test('X9 a page from standard input, as itself and as JSON lines', () => {
  const page =
    '<html><head><title>Mill closes</title></head><body><article><h1>Mill closes</h1><p>The paper mill of Ostrow will close in June, its owner said on Monday.</p><p>Forty people work there, most of them for more than ten years, and the town has no other employer.</p></article></body></html>'
  assert.equal(stemma(['add', '-'], page).status, 0)
  const line = JSON.stringify({ url: 'https://ostrow.example/mill', html: page, published: '2024-02-05', outlet: 'Ostrow Post' })
  const report = stemma(['add', '-', '--json'], `${line}\n`)
  assert.equal(report.status, 0, report.stderr)
  assert.equal(lines(report.stdout)[0]!.added, 1)
  const [hit] = lines(stemma(['search', 'paper mill', '--json']).stdout)
  assert.ok(hit)
  assert.equal(stemma(['add', '-'], `${line}\n{"url": broken\n`).status, 3)
})

test('X10 exports: JSON lines and CSV that a spreadsheet does not run', () => {
  const stories = lines(stemma(['stories', '--json']).stdout)
  assert.equal(lines(stemma(['export']).stdout).length, stories.length)
  const csv = stemma(['export', '--format', 'csv', '--table', 'quotes']).stdout
  assert.match(csv, /^story,id,kind,exact,speaker/)
  assert.ok(csv.split('\r\n').length > 3)
  assert.equal(stemma(['export', '--story', 'story_0000000000000000']).status, 4)
  assert.equal(stemma(['export', '--out', join(examplePages, 'no', 'such', 'folder.csv')]).status, 2)
})

test('X11 extract stores nothing and prints article, JSON, Markdown and reasons', () => {
  const file = join(examplePages, 'harbour-gazette/key-bridge.html')
  assert.match(stemma(['extract', file]).stdout, /Harbour Gazette/)
  assert.match(stemma(['extract', file, '--text']).stdout, /^BALTIMORE/)
  assert.match(stemma(['extract', file, '--markdown']).stdout, /^# Cargo ship/)
  assert.equal((lines(stemma(['extract', file, '--json']).stdout)[0]!.published as { value: string }).value.slice(0, 10), '2024-03-26')
  assert.match(stemma(['extract', file, '--explain']).stdout, /keep/)
})

test('X12 completion scripts are good syntax for their shells', () => {
  const script = stemma(['completion', 'bash']).stdout
  execFileSync('bash', ['-n'], { input: script })
  assert.match(script, /stories/)
})

test('X13 doctor finds a sound folder', () => {
  const { status, stdout } = stemma(['doctor'])
  assert.equal(status, 0, stdout)
})
