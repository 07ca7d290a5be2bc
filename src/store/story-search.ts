import { UsageError } from '#model/errors.ts'
import { isDay } from '#text/calendar.ts'

/** What a search asks of a story: every one of these. `words` are words and phrases of its pages, `quotes` of its quotations. */
type StorySearch = Readonly<{
  words: readonly string[]
  quotes: readonly string[]
  outlets: readonly string[]
  agencies: readonly string[]
  actors: readonly string[]
  places: readonly string[]
  after: string | undefined
  before: string | undefined
  language: string | undefined
  single: boolean
  edited: boolean
  watched: boolean
}>

const lists = { outlet: 'outlets', agency: 'agencies', actor: 'actors', place: 'places', quote: 'quotes' } as const
const singles = { after: 'after', before: 'before', lang: 'language' } as const
const states = ['single', 'edited', 'watched'] as const
/** Operators of the search language, as messages and help name them. */
const searchOperators: readonly string[] = [...Object.keys(lists), ...Object.keys(singles), 'is'].map((name) => `${name}:`)
/** Terms of one search; more are nobody's question. */
const mostTerms = 50

const term = /([A-Za-z]+):(?:"([^"]*)"?|(\S*))|"([^"]*)"?|(\S+)/g
const isWord = (text: string) => /[\p{L}\p{N}]/u.test(text)

/**
 * Reads `ferry "port closed" outlet:"Coast Courier" is:single`. A word, a colon and a value are an operator; in quote marks all is words.
 * Errors: UsageError for an operator or value that there is not, naming those that there are.
 */
export function parseSearch(query: string): StorySearch {
  const found = {
    ...{ words: [] as string[], quotes: [] as string[], outlets: [] as string[], agencies: [] as string[] },
    ...{ actors: [] as string[], places: [] as string[], single: false, edited: false, watched: false },
    ...{ after: undefined as string | undefined, before: undefined as string | undefined, language: undefined as string | undefined },
  }
  const terms = [...query.replaceAll('\0', ' ').matchAll(term)]
  if (terms.length > mostTerms) throw new UsageError(`${terms.length} terms are too many`, `search for ${mostTerms} or fewer`)
  for (const [whole, name, quoted, bare, phrase, word] of terms) {
    const value = (quoted ?? bare ?? '').trim()
    const operator = name?.toLowerCase()
    if (operator === undefined || /^https?$/.test(operator)) {
      if (isWord(whole)) found.words.push((phrase ?? word ?? whole).replaceAll('"', ' ').trim())
    } else if (operator in lists) found[lists[operator as keyof typeof lists]].push(given(operator, value))
    else if (operator in singles) found[singles[operator as keyof typeof singles]] = checked(operator, given(operator, value))
    else if (operator === 'is') found[stateOf(value)] = true
    else
      throw new UsageError(
        `there is no operator "${name}:"`,
        `operators are ${searchOperators.join(' ')}; put words with a colon in quote marks`,
      )
  }
  return found
}

function given(operator: string, value: string): string {
  if (value === '')
    throw new UsageError(`${operator}: is empty`, `write it as ${operator}:VALUE, with quote marks around a value with spaces`)
  return value
}

function checked(operator: string, value: string): string {
  if (operator === 'lang' || isDay(value)) return value
  throw new UsageError(`${operator}: cannot be "${value}"`, 'give a day, such as 2024-10-01')
}

function stateOf(value: string): (typeof states)[number] {
  const state = states.find((one) => one === value.toLowerCase())
  if (state) return state
  throw new UsageError(`is: cannot be "${value}"`, `it is one of ${states.map((one) => `is:${one}`).join(' ')}`)
}
