import type { Facets } from '#api/schemas.ts'

/** What may stand before a colon in a search, in the words of the API. */
export const operators = [
  { name: 'outlet', says: 'pages of an outlet' },
  { name: 'agency', says: 'credited to an agency' },
  { name: 'actor', says: 'somebody acts, speaks or is named' },
  { name: 'place', says: 'where events happened' },
  { name: 'after', says: 'on or after a day: 2024-10-01' },
  { name: 'before', says: 'before a day' },
  { name: 'quote', says: 'words inside quotation' },
  { name: 'lang', says: 'language: en' },
  { name: 'is', says: 'single, edited or watched' },
] as const

const states = ['single', 'edited', 'watched']

export type Suggestion = Readonly<{ text: string; says: string | null }>

/** The word being written at the caret, quotation marks kept together. */
export function wordAt(text: string, caret: number): Readonly<{ start: number; word: string }> {
  let start = 0
  let quoted = false
  for (let index = 0; index < caret; index++) {
    if (text[index] === '"') quoted = !quoted
    else if (text[index] === ' ' && !quoted) start = index + 1
  }
  return { start, word: text.slice(start, caret) }
}

const most = 8 // suggestions

/** What could stand in place of `word`. */
export function suggest(word: string, facets: Facets | null): readonly Suggestion[] {
  const [name, ...rest] = word.split(':') as [string, ...string[]]
  const small = word.toLowerCase()
  if (rest.length === 0)
    return word === '' ? [] : operators.filter((one) => one.name.startsWith(small)).map((one) => ({ text: `${one.name}:`, says: one.says }))
  const begun = rest.join(':').replaceAll('"', '').toLowerCase()
  return valuesOf(name, facets)
    .filter(({ text }) => text.toLowerCase().includes(begun))
    .slice(0, most)
    .map(({ text, says }) => ({ text: `${name}:${/[\s:]/.test(text) ? `"${text}"` : text}`, says }))
}

function valuesOf(name: string, facets: Facets | null): readonly Suggestion[] {
  const counted = (values: readonly Readonly<{ value: string; stories: number }>[] | undefined) =>
    (values ?? []).map(({ value, stories }) => ({ text: value, says: `${stories} ${stories === 1 ? 'story' : 'stories'}` }))
  if (name === 'is') return states.map((text) => ({ text, says: null }))
  if (name === 'outlet') return counted(facets?.outlets)
  if (name === 'agency') return counted(facets?.agencies)
  if (name === 'actor') return counted(facets?.actors)
  if (name === 'place') return counted(facets?.places)
  if (name === 'lang') return counted(facets?.languages)
  return []
}
