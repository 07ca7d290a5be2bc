import assert from 'node:assert/strict'
import { test } from 'node:test'
import { blocksOf } from './blocks.ts'
import { chooseBlocks } from './choose.ts'
import { contextNames, wideCount } from './context.ts'
import { featureCount, featureNames } from './features.ts'
import { blockModel, packModel, unpackModel } from './model.ts'
import { scan } from './scan.ts'
import { treeSums, walkable } from './trees.ts'
import { leastChance } from './trim.ts'

const prose = (subject: string) =>
  `<p>${subject} was the matter of a long meeting on Monday, and the members left it, one by one, without an answer. They will meet again.</p>`
const page = (inner: string) =>
  `<html><head><title>A long meeting</title></head><body><nav><a href="/">Home</a></nav><article><h1>A long meeting</h1>${inner}</article></body></html>`

function kept(html: string): string {
  const scanned = scan(html)
  const blocks = blocksOf(scanned)
  const { chosen } = chooseBlocks(scanned, blocks, blockModel())
  return [...chosen.keys()]
    .filter((b) => chosen[b] === 1)
    .map((b) => html.slice(blocks.start[b]!, blocks.end[b]!))
    .join('\n')
}

test('E9 what its markup names as comments is not text, however it reads', () => {
  const article = prose('The bridge') + prose('The market') + prose('The well')
  const comments = `<div id="comments" class="comments-area">${prose('My own bridge').repeat(12)}</div>`
  const text = kept(page(article + comments))
  assert.ok(text.includes('The well'))
  assert.ok(!text.includes('My own bridge'))
})

test('E9 lines that name themselves are not text: clocks, copyright, calls to subscribe', () => {
  const lines = [
    '14:05 GMT',
    '3 hours ago',
    'Copyright 2021 Lowmere Post',
    'Sign up for our evening newsletter',
    'We use cookies to count our readers',
  ]
  const text = kept(page(`${prose('The bridge')}${lines.map((line) => `<p>${line}</p>`).join('')}${prose('The well')}`))
  for (const line of lines) assert.ok(!text.includes(line), line)
  assert.ok(text.includes('The well'))
})

test('E9 captions without a figure, and links to other reports with a label, are not text', () => {
  const lines = [
    'The closed pier at Lowmere in March (Photo by Ada Crane/Reuters)',
    'Photo: Lowmere Harbour Board',
    'FILE - The old pier of Lowmere before the storm of last March.',
    '<a href="/x">On the same day: Harbour opens again after the storm</a>',
  ]
  const text = kept(page(`${prose('The bridge')}${lines.map((line) => `<p>${line}</p>`).join('')}${prose('The well')}`))
  for (const line of lines) assert.ok(!text.includes(line.replace(/<[^>]*>/g, '')), line)
  assert.ok(text.includes('The well'))
})

test('E9 of several articles the one around the headline is read', () => {
  const html = page(prose('The bridge') + prose('The market') + prose('The well') + prose('The mill'))
  const other = `<article><h1>A quieter harbour</h1>${prose('The harbour')}${prose('The pier')}</article>`
  const text = kept(html.replace('</body>', `${other}</body>`))
  assert.ok(text.includes('The mill'))
  assert.ok(!text.includes('The harbour'))
})

test('E9 a name around the headline says nothing', () => {
  const html = page(prose('The bridge') + prose('The market') + prose('The well')).replace(
    '<article>',
    '<article class="has-comments comments">',
  )
  assert.ok(kept(html).includes('The market'))
})

test('E7 the headline is not text', () => {
  assert.ok(!kept(page(prose('The bridge') + prose('The market') + prose('The well'))).includes('A long meeting'))
})

test('E2 pages without text choose nothing', () => {
  for (const html of ['', ' ', '<p></p>', '<script>x</script>', '<nav><a href=x>Home</a></nav>']) assert.equal(kept(html), '')
})

test('E12 the model packs and unpacks to the same bits, and its trees ask for features there are', () => {
  const model = blockModel()
  assert.equal(packModel(unpackModel(packModel(model))), packModel(model))
  const asked = (trees: typeof model.first) => Math.max(...trees.feature.filter((feature) => feature !== 255))
  assert.ok(asked(model.first) < featureCount && asked(model.second) < wideCount)
  assert.equal(new Set([...featureNames, ...contextNames]).size, wideCount)
})

test('E4 among sure paragraphs a doubtful one is left out, among doubtful ones the likelier are taken', () => {
  const cut = (...chances: number[]) =>
    leastChance({ count: chances.length, words: new Int32Array(chances.length).fill(40) }, Float32Array.from(chances), -1, 0.5)
  assert.equal(cut(0.99, 0.98, 0.99, 0.4, 0.01), 0.5)
  assert.ok(cut(0.6, 0.45, 0.4, 0.42, 0.38, 0.01) <= 0.4)
  assert.equal(cut(), 0.5)
})

test('E12 a walk down a tree', () => {
  const trees = walkable({
    start: 0.5,
    roots: Int32Array.of(0, 3),
    feature: Uint8Array.of(1, 255, 255),
    threshold: Float32Array.of(2, 0, 0),
    left: Int32Array.of(1, 0, 0),
    right: Int32Array.of(2, 0, 0),
    value: Float32Array.of(0, 1, -1),
  })
  const rows = Float32Array.of(0, 2, 9, 9, 0, 3)
  assert.deepEqual([...treeSums(trees, rows, 2, [0, 2])], [1.5, -0.5])
  assert.deepEqual([...treeSums(trees, rows, 2, [2, 1, 0], { after: 0, floor: 1, ceiling: 2 })], [0.5, 0.5, 0.5])
})

test('E9 a page that holds one short sentence has it as its text, however deep it lies', () => {
  assert.equal(kept('<p>Ferries sail again.</p>'), 'Ferries sail again.')
  assert.equal(kept(`${'<div>'.repeat(20_000)}<p>Ferries sail again.</p>`), 'Ferries sail again.')
  assert.equal(kept('<nav><a href="/">Home.</a></nav>'), '')
})
