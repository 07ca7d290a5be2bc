import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Json, jsonString, readJson } from './json.ts'

/** The values as plain data. */
function plain(page: string, value: Json): unknown {
  if (value.type === 'text') return jsonString(page, value.at)
  if (value.type === 'list') return value.items.map((item) => plain(page, item))
  if (value.type === 'object') return Object.fromEntries([...value.members].map(([name, member]) => [name, plain(page, member)]))
  return page.slice(value.at.start, value.at.end)
}
const read = (text: string) => readJson(text, 0, text.length).map((value) => plain(text, value))

test('E38 sound JSON is read as JSON.parse reads it', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value)
      const [first] = read(text)
      assert.equal(
        JSON.stringify(first),
        JSON.stringify(value, (_, one) => ((one !== null && typeof one === 'object') || typeof one === 'string' ? one : String(one))),
      )
    }),
  )
})

test('E38 broken JSON gives what it holds', () => {
  assert.deepEqual(read('{"a": "x",, "b": ["y",],}'), [{ a: 'x', b: ['y'] }])
  assert.deepEqual(read('<!--//<![CDATA[\n{"a": "x"}\n//]]>-->'), [{ a: 'x' }])
  assert.deepEqual(read('{"headline": "He said "no" again", "author": "Ada"}'), [{ headline: 'He said "no" again', author: 'Ada' }])
  assert.deepEqual(read('{"a": "line\nbreak", /* note */ "b": "y"'), [{ a: 'line\nbreak', b: 'y' }])
  assert.deepEqual(read('{"a": "x"\n"b": "y"}'), [{ a: 'x', b: 'y' }])
  assert.deepEqual(read('{"a": {"b": "cut'), [{ a: { b: 'cut' } }])
  assert.deepEqual(read('{"a":"x"}{"a":"y"}'), [{ a: 'x' }, { a: 'y' }])
})

test('E38 each string knows its place', () => {
  const page = '<script>{"headline": "Caf\\u00e9 opens"}</script>'
  const [value] = readJson(page, 8, page.length - 9)
  assert.ok(value?.type === 'object')
  const headline = value.members.get('headline')
  assert.ok(headline?.type === 'text')
  assert.equal(page.slice(headline.at.start, headline.at.end), 'Caf\\u00e9 opens')
  assert.equal(jsonString(page, headline.at), 'Café opens')
})

test('E37 any characters are read, in bounds and in linear time', () => {
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'{}[]",:\\/ \nantu0-*<!') }), (text) => void read(text)))
  const start = performance.now()
  for (const unit of ['[', '{"a":', '"', '\\"', '"a" ', '{"a":"b" c"', '//', '/*', '{"a":[{"']) {
    const text = unit.repeat(200_000)
    readJson(text, 0, text.length)
  }
  assert.ok(performance.now() - start < 20_000)
})
