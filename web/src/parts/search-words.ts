import type { QueryAt } from '../client/api.ts'

/** What may stand before a colon in a search, in the words of the API. */
const operators = [
  { name: 'outlet', says: 'outlets of this name, or whose name has a word that begins so' },
  { name: 'agency', says: 'credited to an agency' },
  { name: 'actor', says: 'somebody acts, speaks or is named' },
  { name: 'place', says: 'where something happened, or that the text names' },
  { name: 'after', says: 'on or after a day: 2024-10-01' },
  { name: 'before', says: 'before a day' },
  { name: 'quote', says: 'words inside quotation' },
  { name: 'lang', says: 'language: en' },
  { name: 'is', says: 'single, edited or watched' },
] as const

type NameKind = QueryAt<'/stories/names'>['of']
const nameKinds: readonly NameKind[] = ['outlet', 'agency', 'actor', 'place']
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

/** What is asked for the word being written: names of a kind that begin so. Null: none are needed. */
export function namesFor(word: string): Readonly<{ of: NameKind; q: string }> | null {
  const [name, ...rest] = word.split(':') as [string, ...string[]]
  const of = nameKinds.find((kind) => kind === name.toLowerCase())
  return of === undefined || rest.length === 0 ? null : { of, q: begun(rest) }
}
const begun = (rest: readonly string[]) => rest.join(':').replaceAll('"', '').trimStart().toLowerCase()

/** What could stand in place of `word`; `names`: the answer to `namesFor`. */
export function suggest(word: string, names: readonly Readonly<{ value: string; stories: number }>[]): readonly Suggestion[] {
  const [name, ...rest] = word.split(':') as [string, ...string[]]
  const small = name.toLowerCase()
  if (rest.length === 0)
    return word === '' ? [] : operators.filter((one) => one.name.startsWith(small)).map((one) => ({ text: `${one.name}:`, says: one.says }))
  if (small === 'is') return states.filter((state) => state.startsWith(begun(rest))).map((text) => ({ text: `is:${text}`, says: null }))
  return names.map(({ value, stories }) => ({
    text: `${small}:${/[\s:]/.test(value) ? `"${value}"` : value}`,
    says: `${stories} ${stories === 1 ? 'story' : 'stories'}`,
  }))
}
