import { useSyncExternalStore } from 'react'

/** Where the reader is. All that a screen shows follows from this, so that any state can be sent to somebody as a link. */
export type Address = Readonly<{ path: string; query: URLSearchParams; hash: string }>

const read = (): Address => ({ path: location.pathname, query: new URLSearchParams(location.search), hash: location.hash.slice(1) })

let here = read()
const readers = new Set<() => void>()
const moved = () => {
  here = read()
  for (const tell of readers) tell()
}
addEventListener('popstate', moved)
addEventListener('hashchange', moved)

const subscribe = (tell: () => void) => {
  readers.add(tell)
  return () => readers.delete(tell)
}

export const useAddress = (): Address => useSyncExternalStore(subscribe, () => here)

/** Goes to an address of the desk. A new path starts at the top; `replace` leaves no step for the Back button. */
export function go(to: string, { replace = false }: Readonly<{ replace?: boolean }> = {}): void {
  const path = location.pathname
  if (replace) history.replaceState(null, '', to)
  else history.pushState(null, '', to)
  moved()
  if (location.pathname !== path) scrollTo(0, 0)
}

/** What is to stand in the query afterwards; null or '' takes a name out, a list repeats it. */
type QueryChange = Readonly<Record<string, string | readonly string[] | null>>

/** An address with some of its query changed. The hash goes: it belonged to what was shown before. */
export function withQuery({ path, query }: Address, change: QueryChange): string {
  const next = new URLSearchParams(query)
  for (const [name, value] of Object.entries(change)) {
    next.delete(name)
    for (const one of Array.isArray(value) ? value : [value]) if (one) next.append(name, one)
  }
  const text = next.toString()
  return text ? `${path}?${text}` : path
}

/** Changes the query where the reader stands. */
export const changeQuery = (change: QueryChange, options?: Readonly<{ replace?: boolean }>): void => go(withQuery(here, change), options)

/** The parts of a path that a pattern such as `/stories/:id` names; null: it does not fit. */
export function matchPath(pattern: string, path: string): Readonly<Record<string, string>> | null {
  const [wanted, given] = [pattern, path].map((one) => one.split('/').filter(Boolean)) as [string[], string[]]
  if (wanted.length !== given.length) return null
  const named: Record<string, string> = {}
  for (const [index, part] of wanted.entries()) {
    if (part.startsWith(':')) named[part.slice(1)] = decoded(given[index]!)
    else if (part !== given[index]) return null
  }
  return named
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
