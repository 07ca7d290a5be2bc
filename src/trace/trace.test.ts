import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Article, Claim, Field } from '#model/article.ts'
import type { Overlap } from '#model/copy.ts'
import type { Id } from '#model/ids.ts'
import { arborescence } from './arborescence.ts'
import { editsBetween, kindOf } from './edits.ts'
import { familiesOf, untracedFamily } from './families.ts'
import { traceFamily } from './trace.ts'

const given = <T>(value: T): Field<T> => ({ value, origin: 'given', certainty: 1, at: null, others: [] as Claim<T>[] })
const body = 'Divers found the bell of a sunken mail boat on Tuesday. The harbour master said it would go to the town museum next spring.'

function article(name: string, more: Partial<Article> = {}): Article {
  return {
    id: `article_${name}` as Id<'article'>,
    page: `page_${name}` as Id<'page'>,
    url: `https://${name}.example/bell`,
    text: body,
    runs: [],
    blocks: [],
    furniture: [],
    language: 'en',
    title: given('Bell raised'),
    subtitle: null,
    authors: null,
    byline: null,
    outlet: given(`The ${name} Courier`),
    section: null,
    tags: [],
    dateline: null,
    agencies: [],
    canonicalUrl: null,
    published: null,
    modified: null,
    captured: null,
    ...more,
  }
}

const dated = (value: string) => ({ published: given({ value, precision: 'day' as const }) })
const credit = { agencies: [{ name: 'AFP', at: null, origin: 'given' as const }] }

/** Two articles with one text. */
function same(a: Article, b: Article): Overlap {
  const span = { start: 0, end: body.length }
  return { a: a.id, b: b.id, passages: [{ kind: 'equal', a: span, b: span }], shareOfA: 1, shareOfB: 1, words: 24, quoted: 0 }
}

test('T1 a date on one side does not prove the direction', () => {
  const a = article('alder')
  const b = article('birch', dated('2031-05-06'))
  const tree = traceFamily([a, b], [same(a, b)])
  assert.equal(tree.reports.length, 1)
  assert.deepEqual(tree.roots, [b.id])
  const [copy] = tree.copies
  assert.equal(copy?.direction, 'unknown')
  assert.ok(copy.confidence > 0.35 && copy.confidence < 0.6, `${copy.confidence}`)
  assert.equal(copy.runnerUp?.exemplar, null)
  assert.ok(copy.grounds.some(({ says }) => says.includes('does not show')))
})

test('T2 an earlier day, a canonical link: known', () => {
  const a = article('alder', dated('2031-05-09'))
  const b = article('birch', dated('2031-05-06'))
  assert.deepEqual(
    traceFamily([a, b], [same(a, b)]).copies.map((copy) => [copy.exemplar, copy.direction]),
    [[b.id, 'known']],
  )
  const linked = article('birch', { ...dated('2031-05-06'), canonicalUrl: given(a.url) })
  assert.deepEqual(
    traceFamily([a, linked], [same(a, linked)]).copies.map((copy) => [copy.exemplar, copy.direction]),
    [[a.id, 'known']],
  )
})

test('T3 two that credit one agency have it from an unseen page, and are one report', () => {
  const a = article('alder', credit)
  const b = article('birch', { ...credit, ...dated('2031-05-06') })
  const tree = traceFamily([a, b], [same(a, b)])
  assert.deepEqual(
    tree.copies.map(({ exemplar }) => exemplar),
    [null, null],
  )
  assert.deepEqual(
    tree.reports.map(({ agency, root }) => [agency, root]),
    [['AFP', null]],
  )
})

test('T4 families are the same in any order, and none is lost', () => {
  const all = ['alder', 'birch', 'cedar', 'elder', 'fir'].map((name, at) => article(name, at % 2 ? dated(`2031-05-0${at + 1}`) : {}))
  const overlaps = [same(all[0]!, all[1]!), same(all[1]!, all[2]!), same(all[0]!, all[2]!), same(all[3]!, all[4]!)]
  const ids = all.map(({ id }) => id)
  const families = familiesOf(ids, overlaps)
  assert.deepEqual(
    families.map((family) => family.length),
    [3, 2],
  )
  const tree = traceFamily(all.slice(0, 3), overlaps)
  fc.assert(
    fc.property(fc.shuffledSubarray(all.slice(0, 3), { minLength: 3 }), fc.shuffledSubarray(overlaps, { minLength: 4 }), (some, order) => {
      assert.deepEqual(traceFamily(some, order), tree)
      assert.deepEqual(familiesOf([...ids].reverse(), order), families)
    }),
  )
  assert.deepEqual(
    familiesOf(ids, []).map((family) => family.length),
    [1, 1, 1, 1, 1],
  )
})

test('T5 a shared quotation alone joins nobody', () => {
  const [a, b] = [article('alder'), article('birch')]
  const quotation: Overlap = { ...same(a, b), words: 0, quoted: 80, shareOfA: 0, shareOfB: 0 }
  assert.equal(familiesOf([a.id, b.id], [quotation]).length, 2)
})

test('T6 edits are named by what changed', () => {
  assert.equal(kindOf('killed 12 people', 'killed 14 people'), 'number')
  assert.equal(kindOf('the mayor Ada Quill', 'the mayor Ida Quell'), 'name')
  assert.equal(kindOf('harbour', 'harbuor'), 'typo')
  assert.equal(kindOf('will close', 'may close'), 'hedge')
  assert.equal(kindOf('he told reporters', 'he whispered to reporters'), 'attribution')
  assert.equal(kindOf('a large boat', 'a big ship'), 'wording')
})

/** Two texts as pages, and the words that each edit between them has on both sides. */
function editsOf(before: string, after: string, shared: readonly string[], more: Partial<Article> = {}): readonly string[] {
  const spanIn = (text: string, words: string) => ({ start: text.indexOf(words), end: text.indexOf(words) + words.length })
  const passages = shared.map((words) => ({ kind: 'equal' as const, a: spanIn(before, words), b: spanIn(after, words) }))
  const between = passages.slice(1).flatMap(({ a, b }, at) => {
    const [from, to] = [passages[at]!.a.end, passages[at]!.b.end]
    const stretch = (text: string, start: number, end: number) => ({
      start: start + text.slice(start, end).search(/\S|$/),
      end: start + text.slice(start, end).trimEnd().length,
    })
    const [one, other] = [stretch(before, from, a.start), stretch(after, to, b.start)]
    return one.end > one.start && other.end > other.start ? [{ kind: 'edited' as const, a: one, b: other }] : []
  })
  const [one, other] = [article('alder', { text: before, ...more }), article('birch', { text: after })]
  return editsBetween(
    one,
    other,
    [...passages, ...between].sort((x, y) => x.a.start - y.a.start),
  ).map(
    ({ kind, exemplar, witness }) => `${kind}: ${before.slice(exemplar.start, exemplar.end)} > ${after.slice(witness.start, witness.end)}`,
  )
}

test('T6 a number that was changed stands whole', () => {
  assert.deepEqual(editsOf('They landed 1.4 million tons', 'They landed 1.6 million tons', ['They landed 1.', 'million tons']), [
    'number: 1.4 > 1.6',
  ])
  assert.deepEqual(editsOf('It cost 12,500 crowns.', 'It cost 12,900 crowns.', ['It cost 12,', 'crowns.']), ['number: 12,500 > 12,900'])
})

test('T6 what is changed inside a quotation is a quotation', () => {
  assert.deepEqual(
    editsOf('“We leave as neighbours and as friends,” he said.', '“We leave as neighbours,” he said.', [
      '“We leave as neighbours',
      ',” he said.',
    ]),
    ['quotation: and as friends > '],
  )
  assert.deepEqual(
    editsOf('He said: “It was a poor night.” Then he left.', 'He said: “It was a good night.” Then he left.', [
      'He said: “It was a',
      'night.” Then he left.',
    ]),
    ['quotation: poor > good'],
  )
  assert.deepEqual(editsOf('The town slept. “All is well,” she said.', 'The town slept.', ['The town slept.']), [
    'cut: “All is well,” she said. > ',
  ])
})

test('T6 a hedge, an attribution, a dateline put in or left out is called so', () => {
  assert.deepEqual(editsOf('The boat was lost.', 'The boat was reportedly lost.', ['The boat was', 'lost.']), ['hedge:  > reportedly'])
  assert.deepEqual(
    editsOf('The boat is lost, police said, with its crew.', 'The boat is lost, with its crew.', ['The boat is lost', ', with its crew.']),
    ['attribution: police said >'].map((line) => `${line} `),
  )
  const dateline = { place: 'CALDER', agency: 'AFP', date: null, at: { start: 0, end: 15 } }
  assert.deepEqual(editsOf('CALDER (AFP) — The boat is lost.', 'The boat is lost.', ['The boat is lost.'], { dateline }), [
    'attribution: CALDER (AFP) — > ',
  ])
})

test('T6 a hedge is a hedge before a number only where it rounds one, and one for another is none', () => {
  assert.equal(kindOf('talked on', 'talked about'), 'wording')
  assert.equal(kindOf('', 'about', false, '3'), 'hedge')
  assert.equal(kindOf('may', 'might'), 'wording')
})

test('T6 another name is no slip', () => {
  assert.equal(kindOf('Quill', 'Quell'), 'name')
  assert.equal(kindOf('Boats', 'Boast', true), 'typo')
})

/** Two pages and an agency text that they share part of, as times of a day. */
const shareOf = (one: Article, other: Article, words: readonly string[]): Overlap => ({
  a: one.id,
  b: other.id,
  passages: words.map((each) => ({
    kind: 'equal',
    a: { start: one.text.indexOf(each), end: one.text.indexOf(each) + each.length },
    b: { start: other.text.indexOf(each), end: other.text.indexOf(each) + each.length },
  })),
  shareOfA: words.join('').length / one.text.length,
  shareOfB: words.join('').length / other.text.length,
  words: words.join(' ').split(' ').length,
  quoted: 0,
})
const at = (value: string) => ({ published: given({ value, precision: 'minute' as const }) })

test('T19 a copy of the next morning with a paragraph of its own stands below the text of the evening before', () => {
  const start = `${body} ${'Nobody had looked for the boat since the winter of the long ice, when two crews gave it up. '.repeat(3)}`
  const end = 'The museum will show the bell with the log of the harbour, which names all who were lost.'
  const own = 'In this town the shops hung out flags when the news came, and the school let the children go at noon.'
  const wire = article('wire', { text: `${start}\n\n${end}`, ...at('2031-05-06T14:05:00Z') })
  const local = article('local', { text: `${start}\n\n${own}`, ...at('2031-05-07T06:15:00Z') })
  const echo = article('echo', { text: `${start}\n\n${own}`, ...at('2031-05-07T17:30:00Z') })
  const pair = traceFamily([wire, local], [shareOf(local, wire, [start])])
  assert.deepEqual(pair.roots, [wire.id])
  const three = traceFamily(
    [wire, local, echo],
    [shareOf(local, wire, [start]), shareOf(echo, wire, [start]), shareOf(echo, local, [`${start}\n\n${own}`])],
  )
  assert.deepEqual(three.roots, [wire.id])
  assert.equal(three.copies.find(({ witness, second }) => witness === echo.id && !second)?.exemplar, local.id)
})

test('T7 the arborescence is the best of all', () => {
  const nodes = 5
  const arcs = fc.array(
    fc.record({ from: fc.nat(nodes - 1), to: fc.integer({ min: 1, max: nodes - 1 }), weight: fc.integer({ min: -9, max: 9 }) }),
    { maxLength: 14 },
  )
  const fromRoot = [1, 2, 3, 4].map((to) => ({ from: 0, to, weight: -30 }))
  fc.assert(
    fc.property(arcs, (some) => {
      const all = [...fromRoot, ...some]
      const into = arborescence(nodes, 0, all)
      const weight = into.slice(1).reduce((sum, arc) => sum + all[arc]!.weight, 0)
      assert.equal(weight, bestByTrial(nodes, all))
    }),
  )
})

/** The best of every choice of one arc into each node that leaves no cycle. */
function bestByTrial(nodes: number, arcs: readonly { from: number; to: number; weight: number }[]): number {
  let best = Number.NEGATIVE_INFINITY
  const parents = new Array<number>(nodes).fill(0)
  const reaches = (node: number) => {
    for (let step = 0, at = node; step <= nodes; step++, at = parents[at]!) if (at === 0) return true
    return false
  }
  const choose = (node: number, weight: number): void => {
    if (node === nodes) {
      if (weight > best && parents.every((_, at) => reaches(at))) best = weight
      return
    }
    for (const arc of arcs)
      if (arc.to === node && arc.from !== node) {
        parents[node] = arc.from
        choose(node + 1, weight + arc.weight)
      }
  }
  choose(1, 0)
  return best
}

test('T16 a family whose tree cannot be drawn keeps its pages, claims nothing, and is one report', () => {
  const [a, b] = [article('aa'), article('bb')]
  const family = untracedFamily([b.id, a.id])
  assert.deepEqual(family.members, [a.id, b.id])
  assert.deepEqual([family.copies, family.reports.length, family.reports[0]!.members], [[], 1, [a.id, b.id]])
  assert.equal(family.id, traceFamily([a, b], [same(a, b)]).id)
})
