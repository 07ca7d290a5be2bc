import { useAsk } from './ask.ts'
import { getJson, type Problem, type Question } from './request.ts'

type ListAnswer<T> = Readonly<{ items: readonly T[]; next: string | null; total: number | null }>
/** A list as far as the reader asked for it. */
export type Pages<T> = Readonly<{ items: readonly T[]; total: number | null; more: boolean; problem: Problem | null; waiting: boolean }>

/** Lists read so far, by question, so that one more page is one more request. */
const read = new Map<string, ListAnswer<unknown>>()
const kept = 12 // lists
const mostPages = 500 // pages of one list that an address can ask for

/** The first `count` pages of a list; each begins where the one before it ended. */
export function usePages<T>(question: Question<ListAnswer<T>>, count: number): Pages<T> {
  const asked = useAsk<ListAnswer<T>>(`${count} ${question}` as Question<ListAnswer<T>>, readPages)
  const value =
    asked.value ?? (asked.waiting && count > 1 ? (read.get(`${count - 1} ${question}`) as ListAnswer<T> | undefined) : undefined)
  return {
    items: value?.items ?? [],
    total: value?.total ?? null,
    more: value?.next != null,
    problem: asked.problem,
    waiting: asked.waiting,
  }
}

async function readPages<T>(counted: string): Promise<ListAnswer<T>> {
  const [count, question] = counted.split(' ', 2) as [string, string]
  const wanted = Math.min(Number(count), mostPages)
  const before = read.get(`${wanted - 1} ${question}`) as ListAnswer<T> | undefined
  let answer = before ?? (await getJson<ListAnswer<T>>(question))
  for (let page = before ? wanted - 1 : 1; page < wanted && answer.next !== null; page++) {
    const next = await getJson<ListAnswer<T>>(`${question}${question.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(answer.next)}`)
    answer = { items: [...answer.items, ...next.items], next: next.next, total: next.total ?? answer.total }
  }
  read.set(counted, answer)
  for (const old of read.keys()) if (read.size > kept) read.delete(old)
  return answer
}
