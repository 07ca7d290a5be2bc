import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { growFamily, isSeedling, type Seedling, simulateDefaults, textOf, withDates } from './simulate.ts'
import { copyEdits } from './simulate-edits.ts'
import { pageHtml, truthOf } from './simulate-page.ts'
import { randomFrom } from './simulate-random.ts'

const people = ['The ferryman', 'A clerk', 'The baker', 'Her cousin', 'The surveyor', 'An old diver', 'The toll keeper']
const deeds = ['counted', 'repaired', 'sold', 'painted', 'carried home', 'described', 'photographed']
const things = ['the lanterns', 'a broken oar', 'thirty letters', 'the tide tables', 'a chest of nails', 'the color charts', 'two maps']
const places = [
  'by the weir',
  'in Brackenford',
  'at the market',
  'under the arches',
  'near the mill',
  'on the north quay',
  'behind the chapel',
]

/** An invented article of ten paragraphs. */
function seedling(seed: number): Seedling {
  const random = randomFrom(seed)
  const sentence = () =>
    `${random.pick(people)} ${random.pick(deeds)} ${random.pick(things)} ${random.pick(places)}, and said that ${random.whole(10, 99)} more were on the way from ${random.pick(places)}.`
  const paragraph = (at: number) =>
    at % 3 === 1
      ? `“${sentence().slice(0, -1)},” the warden told the people who had come to listen. ${sentence()}`
      : `${sentence()} ${sentence()}`
  return {
    title: `What happened ${random.pick(places)} on the day of the flood`,
    text: Array.from({ length: 10 }, (_, at) => paragraph(at)).join('\n\n'),
  }
}
const grown = (seed: number, options = simulateDefaults) =>
  growFamily(seed, seedling(seed), seedling(seed + 1), [seedling(seed + 2), seedling(seed + 3)], options)

test('T9 one seed makes one family, of the size asked for; other seeds make others', () => {
  assert.ok(isSeedling(seedling(1)))
  assert.deepEqual(grown(5), grown(5))
  assert.notDeepEqual(grown(5), grown(6))
  for (let seed = 1; seed <= 40; seed++) {
    const { pages, truth } = grown(seed)
    assert.ok(pages.length >= simulateDefaults.leastPages && pages.length <= simulateDefaults.mostPages)
    assert.equal(truth.length, pages.length)
    assert.equal(new Set(pages.map(({ url }) => url)).size, pages.length)
  }
})

test('T9 every shared sentence can be read back on both sides', () => {
  let [equal, edited] = [0, 0]
  for (let seed = 1; seed <= 40; seed++) {
    const { pages, truth } = grown(seed)
    truth.forEach(({ spans, parent, second }, page) => {
      for (const span of spans) {
        assert.ok(span.exemplar === parent || span.exemplar === second)
        const from = textOf(pages[span.exemplar]!).slice(span.from.start, span.from.end)
        const to = textOf(pages[page]!).slice(span.to.start, span.to.end)
        assert.equal(from === to, span.equal)
        assert.ok(to.length > 0 && to === to.trim())
        if (span.equal) equal++
        else edited++
      }
    })
  }
  assert.ok(equal > 1000 && edited > 100, `${equal} equal, ${edited} edited`)
})

test('T9 a copy appears after its exemplar, trees have no circles, reports go back to one origin', () => {
  for (let seed = 1; seed <= 40; seed++) {
    const { pages, truth } = grown(seed)
    truth.forEach(({ parent, unseen, report }, page) => {
      if (parent === null) return
      assert.ok(pages[parent]!.appeared <= pages[page]!.appeared)
      assert.ok(!unseen)
      assert.equal(truth[parent]!.report, report)
    })
  }
})

test('T9 all that newsrooms do is done somewhere', () => {
  const done = new Set<string>()
  for (let seed = 1; seed <= 60; seed++) for (const { edits } of grown(seed).truth) for (const edit of edits) done.add(edit)
  for (const { kind } of copyEdits) assert.ok(done.has(kind), kind)
  for (const kind of ['merged', 'updated', 'house style', 'furniture', 'headline', 'credit lost', 'verbatim'])
    assert.ok(done.has(kind), kind)
})

test('T10 dates as a regime has them', () => {
  let [missing, wrong, all] = [0, 0, 0]
  for (let seed = 1; seed <= 60; seed++) {
    const family = grown(seed)
    for (const { appeared, published } of withDates(family, 'clean', seed).pages) assert.ok(appeared.startsWith(published!))
    assert.ok(withDates(family, 'none', seed).pages.every(({ published }) => published === null))
    for (const { appeared, published } of withDates(family, 'noisy', seed).pages) {
      all++
      if (published === null) missing++
      else if (!appeared.startsWith(published)) wrong++
    }
  }
  assert.ok(Math.abs(missing / all - 0.3) < 0.05 && Math.abs(wrong / all - 0.15) < 0.04, `${missing} and ${wrong} of ${all}`)
})

test('T9 pages are HTML that says no more than it should', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.string(), fc.constantFrom('<script>', '</title>', '<h1>', '</h1>', '&', '"')), { minLength: 1 }),
      (words) => {
        const title = words.join('')
        const family = grown(3)
        const html = pageHtml({ ...family.pages[0]!, title })
        assert.ok(!html.includes('<script'))
        assert.equal(html.match(/<h1>/g)!.length, 1)
      },
    ),
  )
  const family = grown(3)
  assert.deepEqual(
    truthOf(family).map(({ url }) => url),
    family.pages.map(({ url }) => url),
  )
})
