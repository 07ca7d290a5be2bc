import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Article } from '#model/article.ts'
import type { Id } from '#model/ids.ts'
import { hashWords } from '#text/wordhash.ts'
import { alignArticles } from './align.ts'
import { bucketPartners, candidateDefaults, furnitureOf, hitOf, hostOf, partnersByFingerprint } from './candidates.ts'
import { bandKeys, bands, fingerprintBits, keepAllBelow, shingleWords, similarity, sketchOf, window } from './sketch.ts'
import { tile } from './tiles.ts'

const article = (name: string, text: string) =>
  ({ id: `article_${name}` as Id<'article'>, url: `https://${name}.example/`, text }) as Article

/** Words of an invented language, each drawn from many, so that rows of five do not agree by chance. */
const word = fc.nat(50_000).map((n) => `w${n.toString(36)}`)
const words = (least: number, most: number) => fc.array(word, { minLength: least, maxLength: most })
const hangul = fc
  .array(fc.integer({ min: 0xac00, max: 0xd7a3 }), { minLength: 2, maxLength: 4 })
  .map((units) => String.fromCharCode(...units))

test('M3 texts under 150 words keep every shingle; longer ones at least one in a window', () => {
  fc.assert(
    fc.property(words(0, 400), (list) => {
      const sketch = sketchOf(list.join(' '))
      const shingles = Math.max(0, list.length - shingleWords + 1)
      assert.equal(sketch.words, list.length)
      if (list.length < keepAllBelow)
        assert.equal(sketch.fingerprints.length, new Set(list.map((_, at) => list.slice(at, at + 5).join(' ')).slice(0, shingles)).size)
      else
        for (let from = 0; from + window <= shingles; from++)
          assert.ok(
            sketch.positions.some((at) => at >= from && at < from + window),
            `no fingerprint at ${from}`,
          )
      for (const value of sketch.fingerprints) assert.ok(Number.isSafeInteger(value) && value >= 0 && value < 2 ** fingerprintBits)
    }),
  )
})

test('M4 any 19 shared words of two long texts share a fingerprint', () => {
  const shared = window + shingleWords
  fc.assert(
    fc.property(words(200, 260), words(200, 260), words(shared, shared), fc.nat(190), fc.nat(190), (one, other, both, i, j) => {
      const put = (list: readonly string[], at: number) => [...list.slice(0, at), ...both, ...list.slice(at)].join(' ')
      const known = new Set(sketchOf(put(one, i)).fingerprints)
      assert.ok(sketchOf(put(other, j)).fingerprints.some((value) => known.has(value)))
    }),
  )
})

test('M5 MinHash tells how alike two texts are', () => {
  const list = Array.from({ length: 1000 }, (_, at) => `word${at}`)
  const one = sketchOf(list.join(' ')).minhash
  const half = sketchOf([...list.slice(0, 500), ...list.slice(0, 500).map((each) => `${each}x`)].join(' ')).minhash
  assert.equal(similarity(one, one), 1)
  assert.ok(Math.abs(similarity(one, half) - 1 / 3) < 0.13, `${similarity(one, half)}`)
  assert.equal(bandKeys(one).length, bands)
  assert.equal(bandKeys(sketchOf('too few words').minhash).length, 0)
})

test('M6 what is furniture of a host, and of others beside it', () => {
  const pages = (host: string, times: number) => new Array<string>(times).fill(host)
  const hosts = (...lists: string[][]) => [...furnitureOf(lists.flat())]
  assert.deepEqual(hosts(pages('a.example', 3)), [])
  assert.deepEqual(hosts(pages('a.example', 4)), ['a.example'])
  assert.deepEqual(hosts(['c.example', 'd.example'], pages('a.example', 4), ['b.example']), [])
  assert.deepEqual(hosts(['c.example'], pages('a.example', 4), ['b.example']), ['a.example'])
  assert.deepEqual(hosts(pages('b.example', 4), pages('a.example', 9), pages('c.example', 2)), ['b.example', 'a.example'])
  assert.equal(hostOf('https://www.Quay-News.example/a?b'), 'quay-news.example')
  assert.notEqual(hostOf('file:///a.txt'), hostOf('file:///b.txt'))
})

test('M7 hits count on one diagonal only', () => {
  const meeting = (first: number, second: number) =>
    partnersByFingerprint([hitOf(7, first, 10)!, hitOf(9, 11, 10)!, hitOf(7, second, 200)!])
  assert.deepEqual(meeting(510, 700), [7])
  assert.deepEqual(meeting(510, 100), [])
})

test('M8 a crowded bucket pairs neighbours, each way', () => {
  const members = Array.from({ length: 200 }, (_, at) => at)
  for (const one of members) for (const other of bucketPartners(members, one)) assert.ok(bucketPartners(members, other).includes(one))
  assert.equal(bucketPartners(members, 0).length, 2 * candidateDefaults.bucketNeighbours)
})

test('M9 tiles are equal, apart on either side, and as long as can be', () => {
  const few = fc.array(fc.nat(6), { maxLength: 80 }).map((list) => Uint32Array.from(list))
  fc.assert(
    fc.property(few, few, (a, b) => {
      const [seenA, seenB] = [new Uint8Array(a.length), new Uint8Array(b.length)]
      for (const each of tile(a, b))
        for (let i = 0; i < each.length; i++) {
          assert.equal(a[each.a + i], b[each.b + i])
          assert.ok(!seenA[each.a + i]++ && !seenB[each.b + i]++)
        }
    }),
    { numRuns: 500 },
  )
})

/** Two texts made of shared and own stretches, some edited. */
const stretch = fc.record({
  words: fc.oneof(words(1, 40), fc.array(hangul, { minLength: 1, maxLength: 30 })),
  in: fc.constantFrom('a', 'b', 'both', 'both', 'quoted'),
})
const pairOfTexts = fc.array(stretch, { maxLength: 12 }).map((parts) => {
  const side = (name: 'a' | 'b') =>
    parts
      .filter((part) => part.in !== (name === 'a' ? 'b' : 'a'))
      .map((part) => (part.in === 'quoted' ? `“${part.words.join(' ')}.”` : `${part.words.join(', ')}.`))
      .join('\n\n')
  return [side('a'), side('b')] as const
})

test('M10 spans lie inside, apart on either side, and equal passages have equal words', () => {
  fc.assert(
    fc.property(pairOfTexts, ([one, other]) => {
      const overlap = alignArticles(article('1', one), article('2', other))
      if (!overlap) return
      for (const [side, text] of [
        ['a', one],
        ['b', other],
      ] as const) {
        const spans = overlap.passages.map((passage) => passage[side]).sort((x, y) => x.start - y.start)
        spans.forEach((span, at) => {
          assert.ok(span.start >= (spans[at - 1]?.end ?? 0) && span.start < span.end && span.end <= text.length)
        })
      }
      for (const { kind, a, b } of overlap.passages)
        if (kind !== 'edited') assert.deepEqual(hashWords(one.slice(a.start, a.end)).hashes, hashWords(other.slice(b.start, b.end)).hashes)
      for (const share of [overlap.shareOfA, overlap.shareOfB]) assert.ok(share >= 0 && share <= 1)
    }),
    { numRuns: 300 },
  )
})

test('M11 the result does not hang on which side comes first', () => {
  fc.assert(
    fc.property(pairOfTexts, ([one, other]) => {
      assert.deepEqual(alignArticles(article('2', other), article('1', one)), alignArticles(article('1', one), article('2', other)))
    }),
  )
})

test('M12 a planted copy is found word for word', () => {
  fc.assert(
    fc.property(words(60, 120), words(60, 120), words(30, 60), fc.nat(50), fc.nat(50), (one, other, both, i, j) => {
      const put = (list: readonly string[], at: number) => [...list.slice(0, at), ...both, ...list.slice(at)].join(' ')
      const overlap = alignArticles(article('1', put(one, i)), article('2', put(other, j)))
      assert.ok(overlap && overlap.words >= both.length)
      assert.ok(overlap.passages.some(({ a }) => put(one, i).slice(a.start, a.end).includes(both.join(' '))))
    }),
  )
})

const wharf =
  'The council closed the north wharf on Monday after surveyors found cracks in its pillars, and ferries were sent to the old quay instead.'
const speech = 'We will not open it again until every pillar has been looked at by people who know what they are doing'

test('M13 a shared quotation is no copied narration', () => {
  const one = article('1', `“${speech},” the mayor told a meeting of anglers that had been called for another reason.`)
  const other = article('2', `Speaking on the steps of the town hall she said: "${speech}."`)
  const overlap = alignArticles(one, other)
  assert.equal(overlap?.words, 0)
  assert.equal(overlap?.quoted, speech.split(' ').length)
  assert.deepEqual(
    overlap?.passages.map(({ kind }) => kind),
    ['quotation'],
  )
})

test('M14 a headline in common is no copy', () => {
  assert.equal(
    alignArticles(article('1', `Cracks close the north wharf. ${wharf}`), article('2', 'Cracks close the north wharf. Trams are late.')),
    null,
  )
})

test('M15 a block that grows over a changed word before its first tile has not moved', () => {
  const tail = Array.from({ length: 60 }, (_, n) => `word${n}`).join(' ')
  const overlap = alignArticles(article('1', `HOLM (Wire) — The old mill of ${tail}`), article('2', `HOLM — The old mill at ${tail}`))
  assert.ok(overlap !== null && !overlap.passages.some(({ kind }) => kind === 'moved'), JSON.stringify(overlap?.passages))
})

test('M15 beyond a changed word a block goes on to the end of both texts', () => {
  const start = Array.from({ length: 30 }, (_, n) => `word${n}`).join(' ')
  const [one, other] = [`${start} towards the sea gate.`, `${start} toward the sea gate.`]
  const overlap = alignArticles(article('1', one), article('2', other))
  assert.deepEqual(
    overlap?.passages.map(({ kind, a, b }) => [kind, one.slice(a.start, a.end).slice(-13), other.slice(b.start, b.end).slice(-13)]),
    [
      ['equal', 'word28 word29', 'word28 word29'],
      ['edited', 'towards', 'toward'],
      ['equal', 'the sea gate', 'the sea gate'],
    ],
  )
})

test('M15 an edit between equal words, and a block that was moved', () => {
  const edited = wharf.replace('found cracks in its pillars', 'saw three wide cracks in its pillars')
  const overlap = alignArticles(
    article(
      '1',
      `${wharf}\n\nNobody was hurt, and the market on the square will be held as it always is, the town said in a note to traders.`,
    ),
    article(
      '2',
      `Nobody was hurt, and the market on the square will be held as it always is, the town said in a note to traders.\n\n${edited}`,
    ),
  )
  assert.deepEqual(new Set(overlap?.passages.map(({ kind }) => kind)), new Set(['equal', 'edited', 'moved']))
})

test('M19 what two pages of one host share is its own, unless it is half of one', () => {
  const on = (name: string, text: string) => ({ ...article(name, text), url: `https://quay.example/${name}` })
  const own = (name: string) => Array.from({ length: 60 }, (_, at) => `${name}${at}`).join(' ')
  const [one, other] = [`${wharf} ${own('reed')}`, `${wharf} ${own('rush')}`]
  assert.ok(alignArticles(article('1', one), article('2', other)))
  assert.equal(alignArticles(on('1', one), on('2', other)), null)
  assert.ok(alignArticles(on('1', one), on('2', wharf)))
})

test('M16 hostile texts take no more than linear time', () => {
  const same = 'bo '.repeat(60_000)
  const started = performance.now()
  alignArticles(article('1', same), article('2', `${same} x`))
  alignArticles(article('1', 'a b c d e f '.repeat(10_000)), article('2', 'a b c d e g '.repeat(10_000)))
  sketchOf(same)
  assert.ok(performance.now() - started < 5_000)
})

test('M16 a text of more than a million words meets its copies and nobody else', () => {
  const shared = sketchOf(wharf)
  const meeting = (offset: number) => [...shared.positions].flatMap((position) => hitOf(7, position, position + offset) ?? [])
  assert.deepEqual(partnersByFingerprint(meeting(1_000_000)), [7])
  assert.deepEqual(partnersByFingerprint(meeting(1_200_000)), [])
})
