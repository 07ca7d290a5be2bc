import type { QueryAt } from '../client/api.ts'
import { sayDay } from '../parts/words.ts'

export const sorts = [
  { name: 'latest', says: 'Latest published' },
  { name: 'arrived', says: 'Latest arrived' },
  { name: 'pages', says: 'Most pages' },
  { name: 'reports', says: 'Most independent reports' },
  { name: 'changes', says: 'Most changes' },
] as const

/** Filters by the name they have in the address and in the API, with their operator in a search and how a chip says them. */
const filters = [
  { name: 'outlet', operator: 'outlet', says: (value: string) => value },
  { name: 'agency', operator: 'agency', says: (value: string) => `credited ${value}` },
  { name: 'actor', operator: 'actor', says: (value: string) => value },
  { name: 'place', operator: 'place', says: (value: string) => `in ${value}` },
  { name: 'after', operator: 'after', says: (value: string) => `from ${sayDay(value)}` },
  { name: 'before', operator: 'before', says: (value: string) => `before ${sayDay(value)}` },
  { name: 'language', operator: 'lang', says: (value: string) => `language ${value}` },
  { name: 'single', operator: null, says: () => 'one report only' },
  { name: 'edited', operator: null, says: () => 'edited' },
  { name: 'watched', operator: null, says: () => 'watched' },
  { name: 'muted', operator: null, says: () => 'muted' },
  { name: 'since', operator: null, says: () => 'since your last visit' },
] as const

type Filter = Readonly<{ name: string; value: string; says: string }>

/** The filters that the address sets, search words apart. */
export const chosenFilters = (query: URLSearchParams): readonly Filter[] =>
  filters.flatMap(({ name, says }) => {
    const value = query.get(name)
    return value ? [{ name, value, says: says(value) }] : []
  })

/** The same, as the API takes them. */
export const filterQuery = (query: URLSearchParams): Partial<QueryAt<'/stories/facets'>> =>
  Object.fromEntries(['q', ...filters.map(({ name }) => name)].flatMap((name) => (query.get(name) ? [[name, query.get(name)!]] : [])))

/** The whole filter as words of a search, which is what a saved search keeps. */
export function asSearch(query: URLSearchParams): string {
  const words = filters.flatMap(({ name, operator }) => {
    const value = query.get(name)
    if (!value) return []
    if (operator) return [`${operator}:${/[\s:"]/.test(value) ? `"${value.replaceAll('"', '')}"` : value}`]
    return value === 'true' && ['single', 'edited', 'watched'].includes(name) ? [`is:${name}`] : []
  })
  return [query.get('q') ?? '', ...words].filter(Boolean).join(' ')
}
