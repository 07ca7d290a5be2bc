import { z } from 'zod'
import type { Claims, ReadingTask } from '#model/heard.ts'
import { eventStatuses, eventTypes, mentionTypes } from '#model/reading.ts'
import type { Span } from '#model/span.ts'
import { offsetsOf } from '#text/offsets.ts'

/** An answer in which more claims than this share are wrong is not believed at all. */
const toleratedShare = 0.1
/** Claims in one answer, and code units of one span; above, the answer is no reading. */
const claimLimits = { claims: 500, words: 400, content: 20_000 } as const

/** Why an answer is not believed. The message is ours: nothing of the answer stands in it. */
export class Refused extends Error {}

/** Words of the text; `start`, where given, counts code points from the start of the text that was sent. */
const pointer = z.union([
  z.string().max(claimLimits.content),
  z.object({ exact: z.string().max(claimLimits.content), start: z.int().nonnegative().optional() }),
])
type Pointer = z.infer<typeof pointer>
const pointers = z.array(pointer).max(50)

const shapes = {
  names: z.object({ exact: z.string(), start: z.int().nonnegative().optional(), label: z.enum(mentionTypes) }),
  attributions: z.object({
    kind: z.enum(['direct', 'indirect', 'mixed']),
    content: pointers.min(1),
    cue: pointer.nullish(),
    source: pointer.nullish(),
  }),
  events: z.object({
    type: z.enum(eventTypes),
    status: z.enum(eventStatuses).default('happened'),
    trigger: pointer,
    actors: pointers.default([]),
    recipients: pointers.default([]),
  }),
} as const

/**
 * Takes from an answer what stands in the text: `{ "claims": [...] }` or the list alone, each claim of the task's shape, with
 * words that stand at the place it gives (or, without a place, at the nearest one). In: the text that was sent, the answer as it
 * came. Out: spans of that text, UTF-16. Errors: Refused for another shape, too many claims, or too many that are wrong.
 */
export function claimsIn<Task extends ReadingTask>(task: Task, text: string, answer: unknown): Claims[Task] {
  const list = Array.isArray(answer) ? answer : (answer as { claims?: unknown } | null)?.claims
  if (!Array.isArray(list)) throw new Refused('the answer holds no list of claims')
  if (list.length > claimLimits.claims) throw new Refused(`the answer makes more than ${claimLimits.claims} claims`)
  const finder = new Finder(text)
  const made: unknown[] = []
  for (const one of list) {
    const parsed = shapes[task].safeParse(one)
    const claim = parsed.success ? makers[task](finder, parsed.data as never) : null
    if (claim !== null) made.push(claim)
  }
  const wrong = list.length - made.length
  if (wrong > list.length * toleratedShare)
    throw new Refused(`${wrong} of ${list.length} claims do not stand in the text or have no known label`)
  return made as unknown as Claims[Task]
}

const makers: { readonly [Task in ReadingTask]: (finder: Finder, claim: z.infer<(typeof shapes)[Task]>) => Claims[Task][number] | null } = {
  names(finder, { exact, start, label }) {
    const at = finder.next({ exact, ...(start === undefined ? {} : { start }) })
    return at && { at, type: label }
  },
  attributions(finder, { kind, content, cue, source }) {
    const spans = content.map((part) => finder.next(part, claimLimits.content))
    const [first] = spans
    if (!first || spans.includes(null)) return null
    const sides = [cue, source].map((side) => (side == null ? null : (finder.near(side, first) ?? undefined)))
    const [cueAt, sourceAt] = sides
    if (cueAt === undefined || sourceAt === undefined) return null
    return { kind, content: spans as Span<'article'>[], cue: cueAt, source: sourceAt }
  },
  events(finder, { type, status, trigger, actors, recipients }) {
    const at = finder.next(trigger)
    if (!at) return null
    const side = (all: readonly Pointer[]) => all.map((one) => finder.near(one, at))
    const [doers, targets] = [side(actors), side(recipients)]
    if (doers.includes(null) || targets.includes(null)) return null
    return { type, status, trigger: at, actors: doers as Span<'article'>[], recipients: targets as Span<'article'>[] }
  },
}

const wordBefore = /[\p{L}\p{N}]$/u
const wordAfter = /^[\p{L}\p{N}]/u

/** Finds words in one text. Claims mostly come in the order of the text, so a search goes on where the last one ended. */
class Finder {
  readonly #text: string
  readonly #toUnits: (point: number) => number
  readonly #places = new Map<string, readonly number[]>()
  #reached = 0

  constructor(text: string) {
    this.#text = text
    this.#toUnits = offsetsOf(text).toUnits
  }

  /** The words at their place; without one, the next time they stand there, else the first. Two claims never get one place in a row. */
  next(pointer: Pointer, most: number = claimLimits.words): Span<'article'> | null {
    const found = this.#given(pointer, most) ?? this.#from(wordsOf(pointer), this.#reached) ?? this.#from(wordsOf(pointer), 0)
    if (found === null || !this.#fits(pointer, found, most)) return null
    this.#reached = found.end
    return found
  }

  /** The words at their place; without one, the time they stand nearest to `there`. */
  near(pointer: Pointer, there: Span<'article'>): Span<'article'> | null {
    const words = wordsOf(pointer)
    const given = this.#given(pointer, claimLimits.words)
    const found = given ?? nearest(there, this.#before(words, there.start), this.#from(words, there.start))
    return found !== null && this.#fits(pointer, found, claimLimits.words) ? found : null
  }

  #given(pointer: Pointer, most: number): Span<'article'> | null {
    if (typeof pointer === 'string' || pointer.start === undefined) return null
    const start = this.#toUnits(pointer.start)
    const span = { start, end: start + pointer.exact.length }
    return pointer.exact.length <= most && this.#text.slice(span.start, span.end) === pointer.exact ? span : null
  }

  /** A place that was given and does not hold the words is wrong, wherever else they stand. */
  #fits(pointer: Pointer, { start, end }: Span<'article'>, most: number): boolean {
    const placed = typeof pointer !== 'string' && pointer.start !== undefined
    return end > start && end - start <= most && (!placed || this.#toUnits(pointer.start!) === start)
  }

  #from(words: string, from: number): Span<'article'> | null {
    return spanAt(
      this.#placesOf(words).find((start) => start >= from),
      words,
    )
  }

  #before(words: string, before: number): Span<'article'> | null {
    return spanAt(
      this.#placesOf(words).findLast((start) => start <= before),
      words,
    )
  }

  /** Where the words stand whole. Looked for once: an answer may repeat itself a thousand times. */
  #placesOf(words: string): readonly number[] {
    const known = this.#places.get(words)
    if (known) return known
    const places: number[] = []
    this.#places.set(words, places)
    if (words.trim() === '') return places
    const ends = { first: wordAfter.test(words), last: wordBefore.test(words.slice(-2)) }
    for (let start = this.#text.indexOf(words); start >= 0; start = this.#text.indexOf(words, start + 1))
      if (this.#isWhole(start, start + words.length, ends)) places.push(start)
    return places
  }

  /** "he" does not stand in "the". */
  #isWhole(start: number, end: number, { first, last }: Readonly<{ first: boolean; last: boolean }>): boolean {
    return !(
      (first && wordBefore.test(this.#text.slice(Math.max(0, start - 2), start))) ||
      (last && wordAfter.test(this.#text.slice(end, end + 2)))
    )
  }
}

const spanAt = (start: number | undefined, words: string): Span<'article'> | null =>
  start === undefined ? null : { start, end: start + words.length }
const wordsOf = (pointer: Pointer) => (typeof pointer === 'string' ? pointer : pointer.exact)

function nearest(to: Span<'article'>, one: Span<'article'> | null, two: Span<'article'> | null): Span<'article'> | null {
  if (one === null || two === null) return one ?? two
  return to.start - one.end <= two.start - to.end ? one : two
}
