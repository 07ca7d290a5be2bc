import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { appositionAfter, roleHead, titleBefore } from './titles.ts'

/** The name stands in square brackets. */
function read(marked: string) {
  const start = marked.indexOf('[')
  const end = marked.indexOf(']') - 1
  const text = marked.replace(/[[\]]/g, '')
  const short = (office: ReturnType<typeof titleBefore>) => office && [office.role, office.country]
  return { before: short(titleBefore(text, 0, start)), after: short(appositionAfter(text, end, text.length)) }
}

for (const [marked, role, country] of [
  ['Norwegian President [Ida Berg] spoke', 'President', 'NOR'],
  ['former Peruvian President [Ida Berg] spoke', 'President', 'PER'],
  ['Chile’s Ambassador to the World Court, [Ida Berg], also spoke', 'Ambassador to the World Court', 'CHL'],
  ['US Secretary of Energy [Ida Berg] spoke', 'Secretary of Energy', 'USA'],
  ['the minister of defence of Qatar, [Ida Berg], met', 'minister of defence', 'QAT'],
  ['Minister of Health Dr. [Ida Berg] said', 'Minister of Health', null],
  ['the spokesman for Rwanda’s army, Brig. Gen. [Ida Berg], said', 'spokesman for Rwanda’s army', null],
  ['In Berlin, Chancellor [Ida Berg] said', 'Chancellor', null],
  ['Kenya and Uganda, President [Ida Berg] said', 'President', null],
] as const)
  test(`R-N7 title before: ${marked}`, () => assert.deepEqual(read(marked).before, [role, country]))

for (const [marked, role, country] of [
  ['[Ida Berg], the country’s foreign minister, said', 'foreign minister', null],
  ['[Ida Berg], Turkey’s ambassador to Kenya, said', 'ambassador to Kenya', 'TUR'],
  ['said [Ida Berg], president of Armenia.', 'president', 'ARM'],
  ['[Ida Berg], 45, a professor at the Hill School, said', 'professor at the Hill School', null],
  ['[Ida Berg] is the managing director of Acme Tools, one of', 'managing director of Acme Tools', null],
] as const)
  test(`R-N7 apposition after: ${marked}`, () => assert.deepEqual(read(marked).after, [role, country]))

for (const marked of [
  'Voters, [Ida Berg] said',
  'Talks with [Ida Berg] failed',
  '“Minister!” [Ida Berg] said',
  'the ministers met. [Ida Berg] said',
])
  test(`R-N7 no title: ${marked}`, () => assert.equal(read(marked).before, null))

test('R-N7 the head of a role', () => {
  assert.equal(roleHead('Ambassador to the United Nations'), 'ambassador')
  assert.equal(roleHead('deputy prime minister'), 'minister')
})

test('R-N7 any text is read, and what is found lies in it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.nat(300), (text, at) => {
      const place = Math.min(at, text.length)
      for (const office of [titleBefore(text, 0, place), appositionAfter(text, place, text.length)])
        if (office) assert.ok(office.start >= 0 && office.start < office.end && office.end <= text.length)
    }),
  )
})
