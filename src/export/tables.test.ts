import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PageDocument, StoryDocument } from '#model/document.ts'
import { exportTableNamed } from './exporters.ts'

test('X10 the length of a page is counted as its offsets are, in code points', () => {
  const page = { id: 'page_1', text: 'A 😀 in Lydby', published: null, captured: null } as unknown as PageDocument
  const { columns, rows } = exportTableNamed('pages')
  const [row] = rows({ id: 'story_1', pages: [page] } as unknown as StoryDocument)
  assert.equal(row![columns.findIndex(({ name }) => name === 'characters')], 12)
})
