import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Article } from '#model/article.ts'
import type { Id } from '#model/ids.ts'
import type { Mention, MentionType } from '#model/reading.ts'
import { sentencesOf } from '#text/sentences.ts'
import { findActors } from './actors.ts'

const articleOf = (text: string): Article => ({
  id: 'article_0' as Id<'article'>,
  page: 'page_0' as Id<'page'>,
  url: 'https://harbour-gazette.example/1',
  text,
  runs: [],
  blocks: [],
  furniture: [],
  language: 'en',
  title: null,
  subtitle: null,
  authors: null,
  byline: null,
  outlet: null,
  section: null,
  tags: [],
  dateline: null,
  agencies: [],
  canonicalUrl: null,
  published: null,
  modified: null,
  captured: null,
})

/** Names are marked as [PER Ida Berg]; the tagger is not asked. */
function read(marked: string) {
  const names: Mention[] = []
  let text = ''
  for (const { 1: plain = '', 2: type, 3: name = '' } of marked.matchAll(/([^[]*)(?:\[(PER|LOC|ORG|NORP|MISC) ([^\]]*)\])?/g)) {
    text += plain
    if (type)
      names.push({ at: { start: text.length, end: text.length + name.length }, form: 'name', type: type as MentionType, actor: null })
    text += name
  }
  const { actors, mentions } = findActors(articleOf(text), sentencesOf(text), names)
  const actor = (name: string) => actors.find((one) => one.name === name)
  const at = (words: string) => {
    const mention = mentions.find(({ at: { start, end } }) => text.slice(start, end) === words)
    return mention && mention.actor !== null ? actors[mention.actor]!.name : null
  }
  return { actors, mentions, actor, at }
}

test('R-N6 a last name belongs to its full name', () => {
  const { actors } = read('[NORP Norwegian] President [PER Ida Berg] met [PER Tom Oduya]. [PER Berg] smiled; Mr [PER Oduya] did not.')
  assert.deepEqual(
    actors.map(({ name, role, country }) => [name, role, country]),
    [
      ['Ida Berg', 'President', 'NOR'],
      ['Tom Oduya', null, null],
    ],
  )
  assert.deepEqual(actors[0]!.aliases, ['Ida Berg', 'Norwegian President Ida Berg', 'Berg'])
})

test('R-N6 a family name that stands first', () => {
  const { actors } = read('[PER Seo Min-ji] spoke. [PER Seo] left.')
  assert.equal(actors.length, 1)
})

test('R-N6 of two people of one last name the one mentioned last is meant', () => {
  const { mentions, actors } = read('[PER Ida Berg] and [PER Olav Berg] came. [PER Berg] sang.')
  assert.equal(actors[mentions.at(-1)!.actor!]!.name, 'Olav Berg')
})

test('R-N8 letters in brackets are the name before them', () => {
  const { actors } = read('The [ORG Union of Harbour Pilots] ([ORG UHP]) called a strike. The [ORG UHP] has members in [LOC Peru].')
  assert.equal(actors.length, 2)
  assert.deepEqual(actors[0]!.aliases, ['Union of Harbour Pilots', 'UHP'])
})

test('R-N8 known letters are the body they stand for', () => {
  const { actor } = read('The [ORG EU] and the [LOC US] agreed; the [ORG European Union] paid.')
  assert.deepEqual(actor('European Union')?.aliases, ['EU', 'European Union'])
  assert.equal(actor('United States')?.country, 'USA')
})

test('R-N9 a capital that acts is its country', () => {
  const { actor, at } = read('[LOC Oslo] rejected the offer. Talks between [LOC Lima] and [LOC Quito] failed. She lives in [LOC Rome].')
  assert.deepEqual([at('Oslo'), at('Lima'), at('Quito'), at('Rome')], ['Norway', 'Peru', 'Ecuador', 'Rome'])
  assert.equal(actor('Rome')?.kind, 'place')
  assert.equal(actor('Rome')?.country, 'ITA')
})

test('R-N9 two capitals as one subject are two countries', () => {
  const { at } = read('[LOC Oslo] and [LOC Lima] are widening their pact. He planned to visit [LOC Quito] in May.')
  assert.deepEqual([at('Oslo'), at('Lima'), at('Quito')], ['Norway', 'Peru', 'Quito'])
})

test('R-N9 an aside does not part a capital from its verb', () => {
  const { at } = read('[LOC Oslo], the island’s main buyer, has urged calm. They met in [LOC Quito], the host’s capital, on Monday.')
  assert.deepEqual([at('Oslo'), at('Quito')], ['Norway', 'Quito'])
})

test('R-N10 a place takes the country that stands after it', () => {
  assert.equal(read('They met in [LOC Smallville], [LOC Peru].').actor('Smallville')?.country, 'PER')
  assert.equal(read('They sell in [LOC Asia], [LOC Peru], [LOC Chile] and [LOC Kenya].').actor('Asia')?.country, null)
})

test('R-N11 descriptions are led back by role and country', () => {
  const { at, actor } = read(
    '[NORP Norwegian] President [PER Ida Berg] met [NORP Kenyan] Foreign Minister [PER Tom Oduya]. The minister thanked the Norwegian leader.',
  )
  assert.equal(at('the Norwegian leader'), 'Ida Berg')
  assert.equal(at('The minister'), 'Tom Oduya')
  assert.ok(actor('Ida Berg')?.aliases.includes('the Norwegian leader'))
})

test('R-N11 groups and governments', () => {
  const { actor, at } = read('[NORP Kenyan] officials met [NORP Peruvians]. The [NORP Norwegian] government paid.')
  assert.equal(actor('Kenyan officials')?.kind, 'group')
  assert.equal(actor('Kenyan officials')?.country, 'KEN')
  assert.equal(actor('Peruvians')?.country, 'PER')
  assert.equal(at('Norwegian government'), 'Norway')
})

test('R-N12 he and she follow sex and subject', () => {
  const { mentions, actors } = read('Mr [PER Tom Oduya] met Ms [PER Ida Berg]. She thanked him. “Good,” he said.')
  const who = mentions.filter(({ form }) => form === 'pronoun').map(({ actor }) => actors[actor!]!.name)
  assert.deepEqual(who, ['Ida Berg', 'Tom Oduya', 'Tom Oduya'])
})

test('R-N13 an office of state without a country takes the sentence’s', () => {
  const { actor } = read('[NORP Kenyan] farmers cheered when Prime Minister [PER Tom Oduya] spoke.')
  assert.equal(actor('Tom Oduya')?.country, 'KEN')
})

test('R-N13 agencies are agencies', () => {
  const { actor } = read('according to the [ORG TASS] news agency')
  assert.deepEqual([actor('TASS')?.role, actor('TASS')?.country], ['news agency', 'RUS'])
})

test('R-N14 a page of names costs linear time', () => {
  const marked = Array.from({ length: 4000 }, (_, n) => `[PER Ida${n} Berg] and the president he saw, `).join('')
  const start = performance.now()
  read(marked)
  assert.ok(performance.now() - start < 8000)
})

test('R-N16 ships and other craft are no actors', () => {
  const { actors } = read(
    'The tanker [PER Ida Berg] burned off [LOC Lydby]. The crew of the [PER Ida Berg] was safe. A probe and its lander, [LOC Halden], fell.',
  )
  assert.deepEqual(
    actors.map(({ name }) => name),
    ['Lydby'],
  )
  assert.deepEqual(read('The [LOC Peru]-flagged [ORG Runa] sank. The [ORG Runa] was old.').actor('Runa'), undefined)
  assert.equal(read('The mayor, [PER Ole Berg], left. The ferry [PER Berg] bought was old.').actors.length, 1)
})

test('R-N16 letters of bodies of states are found wherever they stand', () => {
  assert.equal(read('He spoke at a summit of the BRICS nations.').actor('BRICS')?.kind, 'organisation')
})
