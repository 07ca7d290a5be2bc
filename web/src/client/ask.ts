import { useEffect, useSyncExternalStore } from 'react'
import { getJson, Problem, type Question } from './request.ts'

/** An answer as far as it is known. While a new one is on its way, `value` is still the last one to the same question. */
export type Asked<T> = Readonly<{ value: T | null; problem: Problem | null; waiting: boolean }>
type Reader<T> = (question: string) => Promise<T>
type Entry = { asked: Asked<unknown>; read: Reader<unknown>; at: number }

const kept = 60 // answers remembered, so that Back shows at once what was there
const fresh = 30_000 // ms after which a remembered answer is asked for again when a screen comes back to it

const entries = new Map<string, Entry>()
const readers = new Set<() => void>()
const tell = () => {
  for (const reader of readers) reader()
}
const nothing: Asked<never> = { value: null, problem: null, waiting: false }
const underWay: Asked<never> = { ...nothing, waiting: true }

/** The answer to a question, asked once however many ask it; null asks nothing. `read` is a function that does not change. */
export function useAsk<T>(question: Question<T> | null, read: Reader<T> = getJson): Asked<T> {
  const asked = useSyncExternalStore(subscribe, () => (question === null ? nothing : (entries.get(question)?.asked ?? underWay)))
  useEffect(() => {
    if (question !== null) warm(question, read)
  }, [question, read])
  return asked as Asked<T>
}

/** Starts asking before a screen is there to show the answer. */
export function warm<T>(question: Question<T>, read: Reader<T> = getJson): void {
  const entry = entries.get(question)
  if (entry && (entry.asked.waiting || entry.asked.problem || performance.now() - entry.at < fresh)) return
  run(question, entry?.asked.value ?? null, read)
}

/** Forgets answers to questions that begin so, all without a word, and asks again: what they were about has changed. */
export function forget(beginning = ''): void {
  for (const [question, { asked, read }] of [...entries]) if (question.startsWith(beginning)) run(question, asked.value, read)
}

function run(question: string, before: unknown, read: Reader<unknown>): void {
  const entry: Entry = { asked: { value: before, problem: null, waiting: true }, read, at: performance.now() }
  entries.delete(question)
  entries.set(question, entry)
  for (const [old] of entries) if (entries.size > kept) entries.delete(old)
  const put = (asked: Asked<unknown>) => {
    if (entries.get(question) !== entry) return
    entry.asked = asked
    tell()
  }
  tell()
  read(question).then(
    (value) => put({ value, problem: null, waiting: false }),
    (error: unknown) => put({ value: before, problem: toProblem(error), waiting: false }),
  )
}

const toProblem = (error: unknown) => (error instanceof Problem ? error : new Problem(0, 'These pages have a fault', String(error)))

const subscribe = (reader: () => void) => {
  readers.add(reader)
  return () => readers.delete(reader)
}
