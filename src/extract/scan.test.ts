import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type DefaultTreeAdapterTypes, parse } from 'parse5'
import { blocksOf } from './blocks.ts'
import { entityAt } from './entities.ts'
import { attributeOf, elementsOf, gap, scan, scanLimits } from './scan.ts'
import { tagId, tagTraits, trait, within, withinOf } from './tags.ts'

type Node = DefaultTreeAdapterTypes.Node

/** What a conforming parser shows of a page: letters in order, and after how many letters a line ends. */
function reference(html: string): { letters: string; ends: Set<number> } {
  let letters = ''
  const ends = new Set<number>()
  const walk = (node: Node, unseen: boolean) => {
    if (node.nodeName === '#text' && 'value' in node) {
      if (!unseen) letters += node.value.replace(/[^\p{L}\p{N}]/gu, '')
      return
    }
    const id = tagId[node.nodeName as keyof typeof tagId] ?? 0
    const ended = (tagTraits[id]! & trait.block) !== 0 || id === tagId.br
    if (ended) ends.add(letters.length)
    const hidden = unseen || (withinOf[id]! & within.unseen) !== 0
    if ('childNodes' in node) for (const child of node.childNodes) walk(child, hidden)
    if (ended) ends.add(letters.length)
  }
  walk(parse(html), false)
  return { letters, ends }
}

function ours(html: string): { letters: string; ends: Set<number> } {
  const made = scan(html)
  let letters = ''
  const ends = new Set<number>([0])
  for (let t = 0; t < made.texts; t++) {
    if (made.textGap[t] !== gap.none) ends.add(letters.length)
    if ((made.within[made.textParent[t]!]! & within.unseen) !== 0) continue
    letters += read(html.slice(made.textStart[t], made.textEnd[t])).replace(/[^\p{L}\p{N}]/gu, '')
  }
  ends.add(letters.length)
  return { letters, ends }
}

function read(raw: string): string {
  let text = ''
  for (let i = 0; i < raw.length; ) {
    const entity = raw[i] === '&' ? entityAt(raw, i, raw.length) : null
    text += entity ? entity.text : raw[i]
    i = entity ? entity.end : i + 1
  }
  return text
}

function same(html: string): void {
  const wanted = reference(html)
  const found = ours(html)
  assert.equal(found.letters, wanted.letters, html)
  for (const end of wanted.ends) assert.ok(found.ends.has(end), `no line ends after ${end} letters of ${html}`)
}

const names =
  'div p ul ol li dl dt dd span b i em strong a u h1 h2 section article blockquote pre figure figcaption form button x-card address small'
const tag = fc.constantFrom(...names.split(' '))
const attribute = fc.constantFrom('', ' class="a b"', " title='x > y'", ' id=plain', ' hidden', ' data-a="<p>"', ' class=a class=b', ' / ')
const word = fc.constantFrom(
  'one',
  ' two ',
  'three&amp;four',
  '&eacute;t&eacute',
  'a < b',
  '&notit;',
  '&#x41;',
  'x&#8217;s',
  '\n',
  'ångström 東京',
  '&',
  '&;',
  '&#;',
)
const piece = fc.oneof(
  { weight: 5, arbitrary: word },
  { weight: 4, arbitrary: fc.tuple(tag, attribute).map(([name, attributes]) => `<${name}${attributes}>`) },
  { weight: 4, arbitrary: tag.map((name) => `</${name}>`) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '<br>',
      '</br>',
      '<hr>',
      '<!-- a > b -->',
      '<!-->',
      '<!--->',
      '<!-- x --!>',
      '<!doctype html>',
      '<?php x ?>',
      '</ >',
      '</>',
      '<![CDATA[ no ]]>',
      '<script>if (a < b) "</p>"</script>',
      '<script><!-- <script> x </script> --></script>',
      '<style>p > a {}</style>',
      '<title>T &amp; t</title>',
      '<textarea><p>in</textarea>',
      '<img alt="x>y">',
      '<svg><text>drawn</text></svg>',
      '<template><p>later</p></template>',
      '<noscript><p>off</p></noscript>',
      '<IFRAME src=x>old</IFRAME>',
    ),
  },
)

test('E1 text and line ends are those of a conforming parser', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40, size: 'max' }), (pieces) => same(`<body>${pieces.join('')}`)),
    { numRuns: 3000, seed: 1 },
  )
})

const cell = fc.constantFrom(
  '<td>a',
  '<td>b</td>',
  '<th>c<p>d',
  '<tr>',
  '</tr>',
  '<tbody>',
  '</table>',
  '<table>',
  '</td>',
  '<caption>e</caption>',
  '<td><table><tr><td>f',
  '<p>g',
)
test('E1 tables: no text lost, none twice', () => {
  fc.assert(
    fc.property(fc.array(cell, { maxLength: 25, size: 'max' }), (cells) => {
      const html = `<body><table>${cells.join('')}`
      assert.equal([...ours(html).letters].sort().join(''), [...reference(html).letters].sort().join(''), html)
    }),
    { numRuns: 2000, seed: 2 },
  )
})

test('E2 what the page ends in the middle of is read as far as it goes', () => {
  const page = '<div class="a"><p>one <b>two</b> &amp; three<!-- x --><script>y</script></div>'
  for (let cut = 0; cut <= page.length; cut++) same(page.slice(0, cut))
})

test('E2 any characters at all', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('<', '>', '/', '!', '-', '"', "'", '=', ' ', 'p', 'a', '&', ';', 'script', '\0'), {
        maxLength: 60,
        size: 'max',
      }),
      (parts) => {
        const made = scan(parts.join(''))
        for (let t = 0; t < made.texts; t++)
          assert.ok(made.textStart[t]! < made.textEnd[t]! && (t === 0 || made.textEnd[t - 1]! <= made.textStart[t]!))
        blocksOf(made)
      },
    ),
    { numRuns: 3000, seed: 3 },
  )
})

test('E3 hostile pages take time in proportion to their length', () => {
  const n = 100_000
  const hostile = [
    '<div>'.repeat(n),
    '<p><b>'.repeat(n),
    '<a href="'.repeat(n),
    '<!--'.repeat(n),
    '<script>'.repeat(n),
    `${'<i>'.repeat(n)}${'</b>'.repeat(n)}`,
    `<p><button>${'<span>'.repeat(n)}${'<p></p>'.repeat(n)}`,
    `<i><div>${'<x-y>'.repeat(n)}${'</i></z>'.repeat(n)}`,
    '<table><tr><td>'.repeat(n),
    '&'.repeat(n * 4),
    '<'.repeat(n * 4),
    '</'.repeat(n * 4),
    `<script>${'<!--'.repeat(n)}`,
    '<svg><p>'.repeat(n),
    '<li><ul>'.repeat(n),
  ]
  for (const page of hostile) {
    const began = performance.now()
    const made = scan(page)
    blocksOf(made)
    assert.ok(made.depth.every((depth) => depth <= scanLimits.depth))
    assert.ok(performance.now() - began < 4000, `${page.slice(0, 30)} took ${Math.round(performance.now() - began)} ms`)
  }
})

test('E1 attributes: quotes, case, duplicates, entities stay where they stand', () => {
  const html = `<META Property='og:title' content = "a > b &amp; c" content=second><time datetime=2024-10-12>x</time>`
  const made = scan(html)
  const [meta] = elementsOf(made, tagId.meta)
  const content = attributeOf(made, meta!, 'content')!
  assert.equal(html.slice(content.start, content.end), 'a > b &amp; c')
  const [time] = elementsOf(made, tagId.time)
  const datetime = attributeOf(made, time!, 'datetime')!
  assert.equal(html.slice(datetime.start, datetime.end), '2024-10-12')
  assert.equal(attributeOf(made, time!, 'class'), null)
})

test('E1 a declarative shadow root is shown, a template is not', () => {
  assert.equal(ours('<div><template shadowrootmode=open><p>shown</p></template></div>').letters, 'shown')
  assert.equal(ours('<div><template><p>later</p></template></div>').letters, '')
})

test('E1 JSON-LD is the content of its script', () => {
  const html = '<script type="application/ld+json">{"a": "</p>"}</script><p>x'
  const made = scan(html)
  const [script] = elementsOf(made, tagId.script)
  assert.equal(html.slice(made.inner[script!], made.close[script!]), '{"a": "</p>"}')
})
