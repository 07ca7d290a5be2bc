import type { AnswerOf, BodyOf, PathOf, QueryOf, RouteName, routes } from '#api/routes.ts'
import { apiBase, type Question, request } from './request.ts'

/**
 * The client of our own API. Its types are those of the API's table of routes, so a path, a query or an answer that is not
 * there does not compile; nothing of that table is in the bundle.
 */
type Routes = typeof routes
type Method = Routes[RouteName]['method']
type NameBy<M extends Method> = { [Name in RouteName]: Routes[Name]['method'] extends M ? Name : never }[RouteName]
type PathBy<M extends Method> = Routes[NameBy<M>]['path']
type NameAt<M extends Method, Path> = { [Name in NameBy<M>]: Routes[Name]['path'] extends Path ? Name : never }[NameBy<M>]
type ParamsAt<M extends Method, Path> = PathOf<NameAt<M, Path>>
export type QueryAt<Path extends PathBy<'GET'>> = QueryOf<NameAt<'GET', Path>>
type AnswerAt<Path extends PathBy<'GET'>> = AnswerOf<NameAt<'GET', Path>>
/** A row of a list. */
export type RowAt<Path extends PathBy<'GET'>> = AnswerAt<Path> extends { items: readonly (infer Row)[] } ? Row : never

/** The question that a GET asks: `useAsk(at('/stories/{id}', { id }))`. What is undefined or '' in the query stays out. */
export function at<Path extends PathBy<'GET'>>(
  path: Path,
  params: ParamsAt<'GET', Path>,
  query?: Partial<Record<keyof QueryAt<Path>, unknown>>,
): Question<AnswerAt<Path>> {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query ?? {}))
    if (value !== undefined && value !== '' && value !== null) search.append(name, String(value))
  const text = search.toString()
  return `${apiBase}${filled(path, params)}${text ? `?${text}` : ''}`
}

/** Sends a record and reads the answer. Throws Problem. The caller `forget`s what has changed by it. */
export async function send<M extends 'POST' | 'PUT' | 'DELETE', Path extends PathBy<M>>(
  method: M,
  path: Path,
  params: ParamsAt<M, Path>,
  body?: BodyOf<NameAt<M, Path>>,
): Promise<AnswerOf<NameAt<M, Path>>> {
  const json = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
  const answer = await request(`${apiBase}${filled(path, params)}`, { method, ...json })
  return answer.json() as Promise<AnswerOf<NameAt<M, Path>>>
}

const mostFiles = 1_000 // of one form, as the server takes it
const mostBytes = 2 ** 30 // of one form

/** Sends files to be taken in, with the paths they had in their folder, in as many forms as it takes. Throws Problem. */
export async function giveFiles(files: readonly File[]): Promise<void> {
  for (const portion of portionsOf(files)) {
    const form = new FormData()
    for (const file of portion) form.append('files', file, file.webkitRelativePath || file.name)
    await request(`${apiBase}/intake`, { method: 'POST', body: form, headers: { 'x-stemma': '1' } })
  }
}

function portionsOf(files: readonly File[]): readonly (readonly File[])[] {
  const portions: File[][] = []
  let bytes = 0
  for (const file of files) {
    const last = portions.at(-1)
    bytes += file.size
    if (last && last.length < mostFiles && bytes <= mostBytes) last.push(file)
    else {
      portions.push([file])
      bytes = file.size
    }
  }
  return portions
}

const filled = (path: string, params: Readonly<Record<string, string>>) =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))

/** The same question, answered as a table or a feed: what the links under a list lead to. */
export const as = (question: string, format: 'csv' | 'ndjson' | 'atom' | 'feed'): string =>
  `${question}${question.includes('?') ? '&' : '?'}format=${format}`
