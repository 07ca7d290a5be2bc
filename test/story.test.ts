import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { comparisonDocument, type StoryDocument } from '../src/model/document.ts'
import { withExamples } from './examples.ts'

let examples: Awaited<ReturnType<typeof withExamples>>
const stories: StoryDocument[] = []
const storyOf = (words: RegExp) => stories.find(({ pages }) => pages.some(({ title }) => words.test(title ?? '')))!
const pageOf = (story: StoryDocument, source: string) => story.pages.find((page) => page.source.includes(source))!

before(async () => {
  examples = await withExamples()
  for await (const story of examples.stemma.documents()) stories.push(story)
})
after(() => examples.close())

test('X3 every story is valid by docs/story.schema.json', () => {
  const validate = new Ajv2020({ strict: false }).compile(
    JSON.parse(readFileSync(new URL('../docs/story.schema.json', import.meta.url), 'utf8')),
  )
  assert.ok(stories.length > 0)
  for (const story of stories) assert.ok(validate(story), JSON.stringify(validate.errors))
})

test('X4 every exact reads back from its stored page at its code points', async () => {
  let checked = 0
  for (const story of stories) {
    const characters = new Map<string, string[]>()
    for (const page of story.pages) characters.set(page.id, [...(await examples.stemma.page(page.id))!.html])
    const check = (value: unknown): void => {
      if (Array.isArray(value)) value.forEach(check)
      else if (value !== null && typeof value === 'object') {
        const at = value as Record<string, unknown>
        if (typeof at.page === 'string' && typeof at.exact === 'string') {
          assert.equal(
            characters
              .get(at.page)!
              .slice(at.start as number, at.end as number)
              .join(''),
            at.exact,
          )
          checked++
        }
        Object.values(at).forEach(check)
      }
    }
    check(story)
    for (const page of story.pages)
      for (const { exact, start, end } of page.furniture) assert.equal(characters.get(page.id)!.slice(start, end).join(''), exact)
  }
  assert.ok(checked > 100, `only ${checked} pieces of evidence`)
})

test('P1 the examples make three stories, and the three counts are apart', () => {
  assert.equal(stories.length, 3)
  const nato = storyOf(/Finland joins NATO/)
  assert.deepEqual([nato.counts.pages, nato.counts.independentReports], [4, 2])
  const bridge = storyOf(/Key Bridge/)
  assert.deepEqual([bridge.counts.pages, bridge.counts.independentReports], [4, 2])
  const moon = storyOf(/India lands/)
  assert.deepEqual([moon.counts.pages, moon.counts.independentReports], [4, 3])
})

test('P2 a cut copy hangs under the report it repeats; a shared quotation makes no copy', () => {
  const nato = storyOf(/Finland joins NATO/)
  const cut = pageOf(nato, 'baltic-brief')
  const copy = nato.copies.find(({ witness, second }) => witness === cut.id && !second)!
  assert.equal(copy.exemplar, pageOf(nato, 'northlight').id)
  assert.ok(copy.share > 0.9)
  assert.ok(copy.edits.some(({ kind }) => kind === 'cut'))
  const bridge = storyOf(/Key Bridge/)
  const agency = bridge.copies.find(({ witness }) => witness === pageOf(bridge, 'valley-ledger').id)!
  assert.equal(agency.exemplar, null, 'a page that credits an agency has its text from there')
  const own = pageOf(bridge, 'capital-post')
  assert.ok(!bridge.copies.some(({ witness, exemplar }) => witness === own.id || exemplar === own.id))
})

test('P3 a page without a date takes "Tuesday" from its copy, and says so; its masthead is no date of publication', () => {
  const nato = storyOf(/Finland joins NATO/)
  const undated = pageOf(nato, 'baltic-brief')
  assert.equal(undated.published, null)
  assert.equal(undated.captured?.value, '2023-04-04')
  const tuesday = nato.dates.find(({ exact }) => exact === 'on Tuesday')!
  assert.equal(tuesday.value, '2023-04-04')
  const borrowed = tuesday.evidence.find(({ page }) => page === undated.id)!
  assert.deepEqual([borrowed.anchor, borrowed.anchorPage], ['family', pageOf(nato, 'northlight').id])
})

test('P4 agencies credited by the pages are named', () => {
  assert.ok(storyOf(/Finland joins NATO/).agencies.some(({ name }) => name === 'AFP'))
  assert.ok(storyOf(/Key Bridge/).agencies.some(({ name }) => /Associated Press|^AP$/.test(name)))
})

test('X5 two pages compared: what was cut, added and changed, whole on both sides', async () => {
  const bridge = storyOf(/Key Bridge/)
  const [a, b] = [pageOf(bridge, 'harbour-gazette'), pageOf(bridge, 'millbrook-courier')]
  const found = comparisonDocument.parse(await examples.stemma.compare(a.id, b.id))
  const bare = (text: string) => text.replaceAll('\n', '')
  assert.equal(bare(found.rows.flatMap((row) => row.a.map(({ text }) => text)).join('')), bare(a.text))
  assert.equal(bare(found.rows.flatMap((row) => row.b.map(({ text }) => text)).join('')), bare(b.text))
  const added = found.rows.flatMap((row) => row.b.filter(({ kind }) => kind === 'added').map(({ text }) => text)).join(' ')
  assert.match(added, /hauliers/)
})
