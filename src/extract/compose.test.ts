import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { makeId } from '#model/ids.ts'
import { pageSpan, runsFault } from '#text/runs.ts'
import { composed, composerOf, writeGap, writeLines, writeText } from './compose.ts'

const page = makeId('page', 'x')

function write(...texts: string[]): { text: string; html: string; back: (word: string) => string } {
  const html = texts.join('')
  const to = composerOf(html)
  let at = 0
  for (const text of texts) {
    if (text.startsWith('<')) {
      if (text === '<p>') writeGap(to, '\n\n')
      if (text === '<br>') writeGap(to, '\n')
    } else writeText(to, at, at + text.length)
    at += text.length
  }
  const made = composed(to)
  assert.equal(runsFault({ ...made, page }, html), null)
  const back = (word: string) => {
    const start = made.text.indexOf(word)
    const span = pageSpan({ ...made, page }, { start, end: start + word.length })
    return html.slice(span.start, span.end)
  }
  return { text: made.text, html, back }
}

test('E4 white space is one space, and none at the edges', () => {
  assert.equal(write('  a\n\t b ', '<b>', ' c', '</b>', '<p>', '\u00a0d&nbsp;&nbsp;e ').text, 'a b c\n\nd e')
})

test('E5 an entity is a run of its own and is read back whole', () => {
  const { text, back } = write('Caf&eacute; &amp; bar &#x1F600;!')
  assert.equal(text, 'Café & bar 😀!')
  assert.equal(back('Café'), 'Caf&eacute;')
  assert.equal(back('😀'), '&#x1F600;')
  assert.equal(back('bar'), 'bar')
})

test('E5 words across markup lead to all of it', () => {
  const { text, back } = write('one ', '<em>', 'two', '</em>', ' three', '<br>', 'four')
  assert.equal(text, 'one two three\nfour')
  assert.equal(back('two three'), 'two</em> three')
})

test('E4 unseen characters are left out', () => {
  assert.equal(write('co\u00adop\u200b \0x\ufeff').text, 'coop x')
})

test('E4 a gap without anything after it is not written', () => {
  assert.equal(write('<p>', 'a', '<p>', '  ', '<p>').text, 'a')
})

test('E5 lines of plain text correspond character by character', () => {
  const html = 'one\n\ntwo & three'
  const to = composerOf(html)
  writeLines(to, 0, 3, false)
  writeGap(to, '\n\n')
  writeText(to, 5, html.length, false)
  const { text, runs } = composed(to)
  assert.equal(text, html)
  assert.equal(runs.length, 1)
})

test('E5 any text reads back', () => {
  const part = fc.constantFrom(
    'a',
    'b c',
    ' ',
    '\n',
    '&amp;',
    '&',
    '&#8217;',
    'é',
    '語',
    '😀',
    '\ud83d',
    '\u00ad',
    '<i>',
    '<p>',
    '<br>',
    '&nbsp;',
  )
  fc.assert(
    fc.property(fc.array(part, { maxLength: 30, size: 'max' }), (parts) => {
      const { text } = write(...parts)
      assert.equal(text, text.trim())
      assert.ok(!/ {2}|\n{3}| \n|\n /.test(text), JSON.stringify(text))
    }),
    { numRuns: 2000, seed: 4 },
  )
})
