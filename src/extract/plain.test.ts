import assert from 'node:assert/strict'
import { test } from 'node:test'
import { layOutPlain } from './plain.ts'

const body = [
  'The ferry to the outer islands stopped at noon on Tuesday when its engine failed off the cape.',
  '“We waited all night,” said one passenger, who had packed only a sandwich and a book about tides.',
  'A tug took the ferry in tow at dawn, slowly and against the tide of the strait, to the old harbour.',
]

function read(text: string) {
  const { blocks, chosen, layout } = layOutPlain(text)
  const kept = [...chosen.keys()].filter((b) => chosen[b] === 1).map((b) => text.slice(blocks.start[b]!, blocks.end[b]!))
  return {
    kept,
    title: layout.title && text.slice(layout.title.start, layout.title.end),
    pieces: layout.furniture.map(({ kind, at }) => `${kind}: ${text.slice(at.start, at.end)}`),
  }
}

test('E11 a masthead date run together with a motto is two pieces', () => {
  const glued: readonly (readonly [string, string, string])[] = [
    ['Monday, 4 MarchAll the news of the valley', 'Monday, 4 March', 'All the news of the valley'],
    ['Friday, June 7, 2019Fresh every morning', 'Friday, June 7, 2019', 'Fresh every morning'],
    ['Sat 12 OctVoices from the hills', 'Sat 12 Oct', 'Voices from the hills'],
    ['The Valley BugleTuesday, May 21', 'Tuesday, May 21', 'The Valley Bugle'],
    ['Thursday, 9 January 2020 | The Bugle', 'Thursday, 9 January 2020', 'The Bugle'],
  ]
  for (const [line, date, motto] of glued) {
    const { kept, title, pieces } = read([line, 'Ferry adrift off the cape', ...body].join('\n\n'))
    assert.deepEqual(kept, body)
    assert.equal(title, 'Ferry adrift off the cape')
    assert.deepEqual(pieces.sort(), [`masthead date: ${date}`, `masthead: ${motto}`].sort())
  }
})

test('E11 a day of the week that stands apart from the date makes it a masthead date', () => {
  for (const [head, date] of [
    ['Tuesday the 4th of June, 2019 — The Cape Herald — No. 212', '4th of June, 2019'],
    ['岬新聞\n2019年6月4日(火)', '2019年6月4日'],
  ] as const) {
    const { pieces } = read([head, 'Ferry drifts for a night off the cape', ...body].join('\n\n'))
    assert.ok(pieces.includes(`masthead date: ${date}`), pieces.join(' | '))
  }
})

test('E11 section, byline and date above the text are not text', () => {
  const { kept, title, pieces } = read(['ISLANDS', 'Ferry adrift off the cape', 'By Harbour Desk', 'October 8, 2019', ...body].join('\n\n'))
  assert.deepEqual(kept, body)
  assert.equal(title, 'Ferry adrift off the cape')
  assert.deepEqual(pieces, ['section label: ISLANDS', 'metadata: By Harbour Desk', 'metadata: October 8, 2019'])
})

test('E11 lines without blank lines between', () => {
  const { kept, title } = read(['Home News Sport', 'Ferry adrift off the cape', 'Jane Holm', '8 October 2019 10:15', ...body].join('\n'))
  assert.deepEqual(kept, body)
  assert.equal(title, 'Ferry adrift off the cape')
})

test('E11 the foot: comments, shares, related, copyright', () => {
  const foot = [
    'Share this:',
    'Facebook',
    'Related stories',
    'Leave a Reply',
    'Your email address will not be published.',
    '© 2019 The Bugle',
  ]
  const { kept, pieces } = read(['Ferry adrift off the cape', ...body, ...foot].join('\n\n'))
  assert.deepEqual(kept, body)
  assert.deepEqual(
    pieces.map((piece) => piece.split(': ')[0]),
    ['share bar', 'share bar', 'related', 'comment form', 'comment form', 'copyright'],
  )
})

test('E11 a line of the weather is no section', () => {
  const { layout } = layOutPlain(
    'Lowmere Post\nRain, 9 °C\nFerries sail again after the storm\n' +
      'The ferries of Lowmere sail again after four days in port, the line said on Monday morning.\n',
  )
  assert.ok(!layout.furniture.some(({ kind }) => kind === 'section label'))
})

test('E11 a headline may ask', () => {
  const { kept, title, pieces } = read(['All the news from the riverside', 'Will the ferry sail again?', ...body].join('\n\n'))
  assert.deepEqual(kept, body)
  assert.equal(title, 'Will the ferry sail again?')
  assert.deepEqual(pieces, ['masthead: All the news from the riverside'])
})

test('E11 text alone is text', () => {
  assert.deepEqual(read(body.join('\n\n')).kept, body)
  assert.deepEqual(read('').kept, [])
  assert.equal(read('one line').title, 'one line')
})

test('E11 a flash of one sentence is text, headline, day and byline above it are not', () => {
  const flash = 'Ferries sail again.'
  assert.deepEqual(read(flash).kept, [flash])
  assert.deepEqual(read('quake of 6.1 felt on the coast').kept, ['quake of 6.1 felt on the coast'])
  const framed = read(`Strait open again\n\nBy Ada Crane\n\n3 May 2024\n\n${flash}\n\nLeave a comment`)
  assert.deepEqual([framed.title, framed.kept], ['Strait open again', [flash]])
})

test('E11 hard-wrapped lines are one paragraph', () => {
  const wrapped =
    'The ferry to the outer islands stopped at noon on Tuesday when its\nengine failed off the cape, and eighty passengers spent the night on\nboard with nothing but the soup that the coast guard had brought to\nthem.'
  assert.deepEqual(read(`Ferry adrift\n\n${wrapped}\n\n${body[2]}`).kept, [wrapped, body[2]])
})
