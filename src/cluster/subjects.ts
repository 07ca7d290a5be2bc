import type { Id } from '#model/ids.ts'
import type { Features } from './features.ts'
import { bodyLength, heaviest, type Subject, subjectOf, type Terms, termsOf, viewNames, weighed } from './likeness.ts'

/** Where a family without a date stands among those of one term: before all others. */
export const noDay = -1_000_000

/** What is kept of a family to find and weigh those that are like it: a function of its members' features alone. */
export type Kept = Readonly<{
  /** Days since 1970-01-01 of its earliest dated member; null when none is dated. */
  day: number | null
  /** The earliest dated member, then the smallest id; by it a story is named. */
  first: Id<'article'>
  /** Its weightiest terms, heaviest first: families are looked for by them. */
  keys: readonly number[]
  /** The Subject, some 2 kB. */
  body: Uint8Array
}>

/** `members` and `features` in any order; members without features have no say in what the family is about. */
export function keptOf(members: readonly Id<'article'>[], features: readonly Features[], keys: number): Kept {
  const sorted = [...features].sort((a, b) => (a.article < b.article ? -1 : 1))
  const subject = subjectOf(sorted)
  const dated = sorted.filter(({ day }) => day !== null).sort((a, b) => a.day! - b.day! || (a.article < b.article ? -1 : 1))
  return { day: subject.day, first: dated[0]?.article ?? [...members].sort()[0]!, keys: keysOf(subject, keys), body: encoded(subject) }
}

/** Terms of body, names and title, each as it weighs in its view. */
function keysOf({ views }: Subject, most: number): readonly number[] {
  const all = new Map<number, number>()
  const add = (view: Terms, length: number) => {
    for (const [term, weight] of weighed(view)) all.set(term, Math.max(weight / length, all.get(term) ?? 0))
  }
  add(views.named, bodyLength(views))
  add(views.plain, bodyLength(views))
  add(views.names, views.names.length)
  add(views.title, views.title.length)
  return heaviest(all, most)
}

/**
 * Little-endian words of 32 bits: per view the number of terms, the terms, their weights as float32; then the chief names. A
 * term is a hash of 32 bits.
 */
function encoded({ views, chief }: Subject): Uint8Array {
  const lists = viewNames.map((name) => views[name])
  const words = new Uint32Array(lists.reduce((sum, { terms }) => sum + 1 + 2 * terms.length, 1 + chief.length))
  const floats = new Float32Array(words.buffer)
  let at = 0
  for (const { terms, weights } of lists) {
    words[at] = terms.length
    words.set(terms, at + 1)
    floats.set(weights, at + 1 + terms.length)
    at += 1 + 2 * terms.length
  }
  words[at] = chief.length
  words.set(chief, at + 1)
  return new Uint8Array(words.buffer)
}

export function decoded({ day, body }: Pick<Kept, 'day' | 'body'>): Subject {
  const bytes = body.slice() // a buffer of its own: what a database gives may start at any address
  const words = new Uint32Array(bytes.buffer)
  const floats = new Float32Array(bytes.buffer)
  let at = 0
  const views = Object.fromEntries(
    viewNames.map((name) => {
      const count = words[at]!
      const terms = words.subarray(at + 1, at + 1 + count)
      const weights = floats.subarray(at + 1 + count, at + 1 + 2 * count)
      at += 1 + 2 * count
      return [name, termsOf(terms, weights)]
    }),
  ) as Record<(typeof viewNames)[number], Terms>
  return { views, chief: [...words.subarray(at + 1, at + 1 + words[at]!)], day }
}
