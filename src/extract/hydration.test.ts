import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeId } from '#model/ids.ts'
import { pageSpan, runsFault } from '#text/runs.ts'
import { hiddenText } from './hydration.ts'
import { scan } from './scan.ts'

const page = makeId('page', 'x')
const first = 'The ferry to the outer islands stopped at noon when its engine failed off the cape.'
const second = 'Eighty passengers spent the night on board, and the coast guard brought them soup.'

function read(html: string) {
  const found = hiddenText(scan(html))
  if (found) assert.equal(runsFault({ ...found, page }, html), null)
  return found
}

test('E10 articleBody of JSON-LD, its escapes led back', () => {
  const html = `<script type="application/ld+json">{"@graph":[{"articleBody":"${first}\\n\\nThe mate said: \\"We waited.\\" \\u00c9mile \\ud83d\\ude00 agreed.\\n${second}"}]}</script>`
  const found = read(html)!
  assert.equal(found.text, `${first}\n\nThe mate said: "We waited." Émile 😀 agreed.\n\n${second}`)
  const at = (word: string) => {
    const start = found.text.indexOf(word)
    const span = pageSpan({ ...found, page }, { start, end: start + word.length })
    return html.slice(span.start, span.end)
  }
  assert.equal(at('"We waited."'), '\\"We waited.\\"')
  assert.equal(at('Émile'), '\\u00c9mile')
  assert.equal(at('😀'), '\\ud83d\\ude00')
  assert.equal(at('Eighty passengers'), 'Eighty passengers')
})

test('E10 markup inside a string is read as markup', () => {
  const html = `<script type="application/ld+json">{"articleBody":"\\u003cp\\u003e${first}\\u003c/p\\u003e<p>${second} Tea &amp;amp; bread &amp; jam.</p>"}</script>`
  assert.equal(read(html)!.text, `${first}\n\n${second} Tea &amp; bread & jam.`)
})

test('E10 a string that shows nothing is no text', () => {
  const html = `<script type="application/ld+json">{"articleBody":"<style>${first} ${second}</style>"}</script>`
  assert.equal(read(html), null)
})

test('E10 the place in the data that holds most prose', () => {
  const story = [
    first,
    second,
    'A tug arrived at dawn and took the ferry in tow, slowly, against the tide of the strait.',
    `${first} ${second}`,
  ]
  const data = {
    teasers: [{ text: 'A short note that ends here, and no more than that is said.' }],
    story: { parts: story.map((text) => ({ text })) },
  }
  const html = `<script>window.__DATA__ = ${JSON.stringify(data)};</script>`
  assert.equal(read(html)!.text, story.join('\n\n'))
})

test('E10 data without prose give nothing', () => {
  assert.equal(read('<script type="application/json">{"a":"b","list":["one","two"],"url":"https://a.example/x.y"}</script>'), null)
  assert.equal(read('<script>var x = {"a": </script><p>'), null)
})
