import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hashWords } from '#text/wordhash.ts'
import { quotedWords } from './quoted.ts'

/** The words of a text that stand inside quotation marks. */
function inside(text: string): string {
  const words = hashWords(text)
  const quoted = quotedWords(text, words)
  return Array.from(quoted, (each, at) => (each ? text.slice(words.starts[at]!, words.ends[at]!) : ''))
    .filter(Boolean)
    .join(' ')
}

test('M13 words inside quotation marks of any kind', () => {
  assert.equal(inside('She said “we’ll go” and left.'), 'we’ll go')
  assert.equal(inside('"Go," he said. "Now."'), 'Go Now')
  assert.equal(inside('Er sagte: „Wir gehen“, und »dann« ging er.'), 'Wir gehen dann')
  assert.equal(inside('Il dit : « on part » hier. Hon sa: ”vi går” sedan.'), 'on part vi går')
  assert.equal(inside("The clerk said `` not today '' and shut the door"), 'not today')
  assert.equal(inside('彼は「水」と言った'), '水')
})

test('M13 single marks, where they are no apostrophes', () => {
  assert.equal(inside('‘We’ll feed the dogs’ pups,’ she said of her neighbours’ plan. ‘Now.’'), 'We’ll feed the dogs pups Now')
  assert.equal(inside("He called it 'a great day for the town' and left."), 'a great day for the town')
  assert.equal(inside("In the '90s the miners' union didn't ask, and the ships' crews' pay was low."), '')
  assert.equal(inside("Rock 'n roll and the '60s"), '')
  assert.equal(inside('‘One “two” three.’ Four'), 'One two three')
})

test('M13 a quotation ends with its paragraph, and may begin the next', () => {
  assert.equal(inside('“One two.\n\nThree.\n\n“Four” five'), 'One two Four')
  assert.equal(inside('a “b ‘c’ d” e'), 'b c d')
})
