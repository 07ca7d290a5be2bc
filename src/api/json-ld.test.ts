import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { StoryDocument } from '#model/document.ts'
import { jsonLdScript, newsArticles } from './json-ld.ts'

const page = (id: string, title: string) => ({
  id,
  url: `https://${id}.example/`,
  title,
  outlet: 'Coast Courier',
  published: null,
  modified: null,
  language: 'en',
  authors: [],
})
const story = {
  pages: [page('page_1', 'Port </script><script>alert(1)</script> & more'), page('page_2', 'Port'), page('page_3', 'Port')],
  copies: [
    { exemplar: 'page_1', witness: 'page_2', direction: 'known', second: false },
    { exemplar: 'page_1', witness: 'page_3', direction: 'unknown', second: false },
  ],
} as unknown as StoryDocument

test('W12 copies name what they are based on, where that is known', () => {
  const graph = newsArticles(story, 'https://desk.example')['@graph'] as readonly { isBasedOn?: { '@id': string } }[]
  assert.deepEqual(
    graph.map(({ isBasedOn }) => isBasedOn?.['@id']),
    [undefined, 'https://desk.example/pages/page_1', undefined],
  )
})

test('W12 nothing in a headline ends the element', () => {
  const script = jsonLdScript(newsArticles(story, ''))
  const inner = /^<script type="application\/ld\+json">(.*)<\/script>$/s.exec(script)![1]!
  assert.ok(!/[<>&]/.test(inner))
  assert.deepEqual(JSON.parse(inner), JSON.parse(JSON.stringify(newsArticles(story, ''))))
})
