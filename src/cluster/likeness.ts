import type { Features, View } from './features.ts'

/**
 * The chance that two families tell one event is a logistic function of what they have in common, each 0 to 1. Fitted by
 * scripts/fit-stories.ts on the pairs of two labelled sets; docs/decisions/0043.
 */
export const weights = {
  bias: -5.3,
  title: 7.86,
  titleInBody: 4.06,
  lead: 4.64,
  body: 6.95,
  names: 3.05,
  nameOverlap: 1.13,
  chiefNames: 1.06,
  numbers: 3.38,
  near: 1.71,
  /** Set by reason: in labelled sets hardly any two events are alike and far apart in time, in an archive of years many are. */
  far: -2,
} as const
export type InCommon = Readonly<Record<Exclude<keyof typeof weights, 'bias'>, number>>

/** Standard deviation of the time between reports of one event, in days. */
const days = 3
/** The same from which two reports are rather of two events in one affair. */
const daysApart = 30
/** Names that an article says most, as far as they tell its event. */
const chiefNames = 6
/** Cosine below which body, names and title are too unlike to look closer. */
const glance = 0.05

export const viewNames = ['title', 'lead', 'body', 'names', 'numbers'] as const
type ViewName = (typeof viewNames)[number]

/** Terms ascending, and their weights with their Euclidean length and their sum. */
export type Terms = Readonly<{ terms: Uint32Array; weights: Float64Array; length: number; sum: number }>

/** What a family is compared by: the mean of its members' views, the names it says most, and its first day. */
export type Subject = Readonly<{ views: Readonly<Record<ViewName, Terms>>; chief: readonly number[]; day: number | null }>

/** `features` in a fixed order: sums of fractions hang on theirs. */
export function subjectOf(features: readonly Features[]): Subject {
  const views = Object.fromEntries(viewNames.map((name) => [name, meanOf(features.map((each) => each[name]))])) as Record<ViewName, Terms>
  const first = features.flatMap(({ day }) => day ?? []).sort((a, b) => a - b)[0]
  return { views, chief: heaviest(weighed(views.names), chiefNames), day: first ?? null }
}

function meanOf(views: readonly View[]): Terms {
  const mean = new Map<number, number>()
  for (const view of views)
    for (let at = 0; at < view.length; at += 2) mean.set(view[at]!, (mean.get(view[at]!) ?? 0) + view[at + 1]! / views.length)
  const terms = Uint32Array.from(mean.keys()).sort()
  const weights = Float64Array.from(terms, (term) => mean.get(term)!)
  const length = Math.sqrt(weights.reduce((sum, weight) => sum + weight * weight, 0))
  return { terms, weights, length, sum: weights.reduce((sum, weight) => sum + weight, 0) }
}

/** Terms of the most weight; of equals the smaller number. */
export const heaviest = (weighed: Iterable<readonly [number, number]>, most: number): readonly number[] =>
  [...weighed]
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, most)
    .map(([term]) => term)

/** Terms with their weights. */
export const weighed = ({ terms, weights }: Terms) => Array.from(terms, (term, at) => [term, weights[at]!] as const)

/** Products of the weights that two have in common, and the lesser ones, added up. */
function common(a: Terms, b: Terms): Readonly<{ products: number; lesser: number }> {
  let products = 0
  let lesser = 0
  for (let i = 0, j = 0; i < a.terms.length && j < b.terms.length; ) {
    const apart = a.terms[i]! - b.terms[j]!
    if (apart === 0) {
      products += a.weights[i]! * b.weights[j]!
      lesser += Math.min(a.weights[i]!, b.weights[j]!)
    }
    if (apart <= 0) i++
    if (apart >= 0) j++
  }
  return { products, lesser }
}

const cosine = (a: Terms, b: Terms) => (a.length > 0 && b.length > 0 ? common(a, b).products / (a.length * b.length) : 0)
const overlap = (a: Terms, b: Terms) => (a.sum > 0 && b.sum > 0 ? common(a, b).lesser / Math.min(a.sum, b.sum) : 0)
const held = (terms: readonly number[], by: Terms) =>
  terms.length === 0 ? 0 : terms.filter((term) => has(by.terms, term)).length / terms.length

function has(sorted: Uint32Array, term: number): boolean {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! < term) low = middle + 1
    else high = middle
  }
  return sorted[low] === term
}

/** What two families have in common; null when it is too little to look at. Symmetric. */
export function inCommon(a: Subject, b: Subject): InCommon | null {
  const body = cosine(a.views.body, b.views.body)
  const names = cosine(a.views.names, b.views.names)
  const titleInBody = (cosine(a.views.title, b.views.body) + cosine(b.views.title, a.views.body)) / 2
  if (body < glance && names < glance && titleInBody < glance) return null
  return {
    title: cosine(a.views.title, b.views.title),
    titleInBody,
    lead: cosine(a.views.lead, b.views.lead),
    body,
    names,
    nameOverlap: overlap(a.views.names, b.views.names),
    chiefNames: (held(a.chief, b.views.names) + held(b.chief, a.views.names)) / 2,
    numbers: cosine(a.views.numbers, b.views.numbers),
    ...inTime(a.day, b.day),
  }
}

/** What the time between two reports says; nothing when either time is not known. */
function inTime(a: number | null, b: number | null): Readonly<{ near: number; far: number }> {
  if (a === null || b === null) return { near: 0, far: 0 }
  const bell = (deviation: number) => Math.exp(-((a - b) ** 2) / (2 * deviation * deviation))
  return { near: bell(days), far: 1 - bell(daysApart) }
}

/** The chance that two families tell one event, 0 to 1. Symmetric. */
export function likeness(a: Subject, b: Subject): number {
  const common = inCommon(a, b)
  if (!common) return 0
  let odds: number = weights.bias
  for (const name of Object.keys(common) as (keyof InCommon)[]) odds += weights[name] * common[name]
  return 1 / (1 + Math.exp(-odds))
}
