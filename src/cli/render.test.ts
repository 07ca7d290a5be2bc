import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { StoryDocument } from '#model/document.ts'
import { renderStory } from './render.ts'
import type { Terminal } from './terminal.ts'

const page = (id: string, outlet: string, value: string | null, title = 'Ferry aground') => ({
  ...{ id, outlet, title, source: id },
  published: value === null ? null : { value, precision: value.includes('T') ? 'minute' : 'day' },
})
const copy = (exemplar: string | null, witness: string, confidence: number, more: object = {}) => ({
  ...{ exemplar, witness, confidence, share: 0.9, direction: 'known', second: false, edits: [{ kind: 'cut' }, { kind: 'cut' }], ...more },
})
const story = {
  ...{
    id: 'story_1',
    title: 'Ferry aground',
    language: 'en',
    published: null,
    agencies: [],
    reports: [],
    quotes: [],
    events: [],
    dates: [],
    actors: [],
  },
  counts: { pages: 4, independentReports: 1 },
  pages: [
    page('page_a', 'Alder Post', '2024-05-06T08:00:00Z'),
    page('page_b', 'Birk Echo', '2024-05-06T09:30:00Z', 'Island ferry stuck'),
    page('page_c', 'Corve Times', '2024-05-07'),
    page('page_d', 'Dunmoor Sun', null),
  ],
  copies: [
    copy('page_a', 'page_b', 0.97),
    copy('page_b', 'page_c', 0.5),
    copy('page_a', 'page_d', 0.7, { direction: 'unknown' }),
    copy('page_c', 'page_b', 0.2, { second: true }),
  ],
  tree: [
    {
      page: 'page_a',
      children: [
        { page: 'page_d', children: [] },
        { page: 'page_b', children: [{ page: 'page_c', children: [] }] },
      ],
    },
  ],
} as unknown as StoryDocument

const plain: Terminal = { columns: 100, interactive: false, paint: (_, text) => text }

test('X36 a tree of copies: in order of time, what is uncertain by a broken line and in words, a new headline where it came', () => {
  const told = renderStory(story, plain)
  const tree = told.slice(told.indexOf('  ● Alder')).split('\n')
  assert.deepEqual(tree, [
    '  ● Alder Post         2024-05-06 08:00  the origin of what is below',
    '  │   “Ferry aground”',
    '  │   page_a',
    '  ├─ ● Birk Echo       2024-05-06 09:30  90 % copied',
    '  │  │   “Island ferry stuck”',
    '  │  │   2× cut · page_b',
    '  │  └╌ ● Corve Times  2024-05-07        90 % copied, 50 % sure',
    '  │         “Ferry aground”',
    '  │         2× cut · page_c',
    '  └╌ ◌ Dunmoor Sun     no date           90 % copied, which way is not known',
    '         2× cut · page_d',
  ])
})

test('a quotation in the list ends without the comma that led to its teller', () => {
  const quote = {
    kind: 'direct',
    exact: 'The ferry is afloat, … We wait,',
    cue: 'said',
    speaker: { name: 'Ida Vale', anonymous: null },
    addressee: null,
    via: null,
    evidence: [],
  }
  const told = renderStory({ ...story, quotes: [quote] } as unknown as StoryDocument, plain)
  assert.match(told, /Ida Vale: “The ferry is afloat … We wait” \(said\)/)
})
