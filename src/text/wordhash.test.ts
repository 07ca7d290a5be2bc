import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { hashWord, hashWords } from './wordhash.ts'
import { wordsOf } from './words.ts'

const alphabet = [
  'a',
  'B',
  'é',
  'e\u0301',
  '7',
  ' ',
  '.',
  "'",
  '’',
  '-',
  '‑',
  '—',
  '中',
  '文',
  'カ',
  'ไ',
  'ท',
  '𝒜',
  '😀',
  '\ud83d',
  '\udc00',
  'İ',
  'ß',
  'я',
  '\n',
]
const texts = fc.array(fc.constantFrom(...alphabet), { maxLength: 60 }).map((parts) => parts.join(''))

test('M1 the scan cuts where wordsOf cuts', () => {
  fc.assert(
    fc.property(fc.oneof(texts, fc.string({ unit: 'binary', maxLength: 40 })), (text) => {
      const cut = wordsOf(text)
      const scanned = hashWords(text)
      assert.deepEqual([...scanned.starts], [...cut.starts])
      assert.deepEqual([...scanned.ends], [...cut.ends])
    }),
    { numRuns: 2000 },
  )
})

test('M1 a long text that changes between scripts loses no word', () => {
  const { count, starts, ends, hashes } = hashWords(`${'龘靐齉爩'.repeat(750)} ${'a b c d '.repeat(5_000)}`)
  for (const list of [starts, ends, hashes]) assert.equal(list.length, count)
})

test('M2 case, apostrophes, hyphens and composition do not change a hash; diacritics do', () => {
  const same = (a: string, b: string) => assert.deepEqual(hashWords(a).hashes, hashWords(b).hashes)
  same('The mayor’s HALF-BUILT Quay', "the Mayor's half‑built quay")
  same('caf\u00e9 d\u00e9j\u00e0', 'cafe\u0301 DE\u0301JA\u0300')
  assert.notEqual(hashWord('resume'), hashWord('résumé'))
  assert.equal(hashWords('a Ferry’s')!.hashes[1], hashWord("ferry's"))
})
