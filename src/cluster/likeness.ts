import type { Features, View } from './features.ts'

/**
 * The chance that two families tell one event is a logistic function of what they have in common, each 0 to 1. Fitted by
 * scripts/fit-stories.ts on the pairs of two labelled sets; docs/decisions/0160.
 */
export const weights = {
  bias: -4.71,
  title: 10.1,
  titleInBody: 7.93,
  titleHeld: 4.19,
  lead: 5.01,
  named: 6.4,
  plain: 0.96,
  names: 0.73,
  nameOverlap: 0.72,
  chiefNames: 1.48,
  numbers: 3.13,
  /** Set by reason: in labelled sets hardly any two events are alike and apart in time, in an archive of years many are. */
  apart: -5,
} as const
export type InCommon = Readonly<Record<Exclude<keyof typeof weights, 'bias'>, number>>

/** Standard deviation of the time between two reports of one event, follow-ups included, in days. */
const days = 14
/** Names that an article says most, as far as they tell its event. */
const chiefNames = 6
/** Cosine below which words, names and title are too unlike to look closer. */
const glance = 0.05

/** What is compared of a family. `named`: the names and numbers in its body; `plain`: the other words. */
export const viewNames = ['title', 'lead', 'named', 'plain', 'names', 'numbers'] as const
type ViewName = (typeof viewNames)[number]

/** Terms ascending, and their weights with their Euclidean length and their sum. */
export type Terms = Readonly<{ terms: Uint32Array; weights: Float32Array | Float64Array; length: number; sum: number }>

/** What a family is compared by: the mean of its members' views, the names it says most, and its first day. */
export type Subject = Readonly<{ views: Readonly<Record<ViewName, Terms>>; chief: readonly number[]; day: number | null }>

/** `features` in a fixed order: sums of fractions hang on theirs. */
export function subjectOf(features: readonly Features[]): Subject {
  const mean = (name: 'title' | 'lead' | 'body' | 'names' | 'numbers') => meanOf(features.map((each) => each[name]))
  const [body, names, numbers] = [mean('body'), mean('names'), mean('numbers')]
  const isNamed = (term: number) => has(names.terms, term) || has(numbers.terms, term)
  const views = {
    ...{ title: mean('title'), lead: mean('lead'), names, numbers },
    named: partOf(body, isNamed),
    plain: partOf(body, (term) => !isNamed(term)),
  }
  const first = features.flatMap(({ day }) => day ?? []).sort((a, b) => a - b)[0]
  return { views, chief: heaviest(weighed(names), chiefNames), day: first ?? null }
}

function partOf({ terms, weights }: Terms, isIn: (term: number) => boolean): Terms {
  const places = [...terms.keys()].filter((at) => isIn(terms[at]!))
  return termsOf(
    Uint32Array.from(places, (at) => terms[at]!),
    Float64Array.from(places, (at) => weights[at]!),
  )
}

/** The length of a body, of its two parts. */
export const bodyLength = ({ named, plain }: Subject['views']): number => Math.sqrt(named.length ** 2 + plain.length ** 2)

export function termsOf(terms: Uint32Array, weights: Terms['weights']): Terms {
  let squares = 0
  let sum = 0
  for (let at = 0; at < weights.length; at++) {
    squares += weights[at]! ** 2
    sum += weights[at]!
  }
  return { terms, weights, length: Math.sqrt(squares), sum }
}

function meanOf(views: readonly View[]): Terms {
  const mean = new Map<number, number>()
  for (const view of views)
    for (let at = 0; at < view.length; at += 2) mean.set(view[at]!, (mean.get(view[at]!) ?? 0) + view[at + 1]! / views.length)
  const terms = Uint32Array.from(mean.keys()).sort()
  return termsOf(
    terms,
    Float64Array.from(terms, (term) => mean.get(term)!),
  )
}

/** Terms of the most weight; of equals the smaller number. */
export const heaviest = (weighed: Iterable<readonly [number, number]>, most: number): readonly number[] =>
  [...weighed]
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, most)
    .map(([term]) => term)

/** Terms with their weights. */
export const weighed = ({ terms, weights }: Terms) => Array.from(terms, (term, at) => [term, weights[at]!] as const)

type Common = Readonly<{ products: number; lesser: number; ofA: number }>

/** What two have in common, added up: products of weights, the lesser ones, and those of `a`. */
function common(a: Terms, b: Terms): Common {
  let [products, lesser, ofA] = [0, 0, 0]
  const [mine, theirs] = [a.terms, b.terms]
  for (let i = 0, j = 0; i < mine.length && j < theirs.length; ) {
    const apart = mine[i]! - theirs[j]!
    if (apart === 0) {
      const [one, other] = [a.weights[i]!, b.weights[j]!]
      products += one * other
      lesser += Math.min(one, other)
      ofA += one
    }
    if (apart <= 0) i++
    if (apart >= 0) j++
  }
  return { products, lesser, ofA }
}

/** The same where `a` is short: each of its terms is looked up. */
function commonOfFew(a: Terms, b: Terms): Common {
  let [products, lesser, ofA] = [0, 0, 0]
  for (let i = 0; i < a.terms.length; i++) {
    const j = placeOf(b.terms, a.terms[i]!)
    if (j < 0) continue
    products += a.weights[i]! * b.weights[j]!
    lesser += Math.min(a.weights[i]!, b.weights[j]!)
    ofA += a.weights[i]!
  }
  return { products, lesser, ofA }
}

const cosine = (a: Terms, b: Terms, { products } = common(a, b)) => (a.length > 0 && b.length > 0 ? products / (a.length * b.length) : 0)
const held = (terms: readonly number[], by: Terms) =>
  terms.length === 0 ? 0 : terms.filter((term) => has(by.terms, term)).length / terms.length

const has = (sorted: Uint32Array, term: number): boolean => placeOf(sorted, term) >= 0

/** Where a term stands; -1: nowhere. */
function placeOf(sorted: Uint32Array, term: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! < term) low = middle + 1
    else high = middle
  }
  return sorted[low] === term ? low : -1
}

/** What two families have in common; null when it is too little to look at. Symmetric. */
export function inCommon(a: Subject, b: Subject): InCommon | null {
  const names = common(a.views.names, b.views.names)
  const titles = [titleIn(a, b), titleIn(b, a)] as const
  const titleInBody = (titles[0].cosine + titles[1].cosine) / 2
  const alikeNames = cosine(a.views.names, b.views.names, names)
  const [named, plain] = [cosine(a.views.named, b.views.named), cosine(a.views.plain, b.views.plain)]
  if (named < glance && plain < glance && alikeNames < glance && titleInBody < glance) return null
  const fewerNames = Math.min(a.views.names.sum, b.views.names.sum)
  return {
    title: cosine(a.views.title, b.views.title),
    titleInBody,
    titleHeld: (titles[0].held + titles[1].held) / 2,
    lead: cosine(a.views.lead, b.views.lead),
    named,
    plain,
    names: alikeNames,
    nameOverlap: fewerNames > 0 ? names.lesser / fewerNames : 0,
    chiefNames: (held(a.chief, b.views.names) + held(b.chief, a.views.names)) / 2,
    numbers: cosine(a.views.numbers, b.views.numbers),
    apart: timeApart(a.day, b.day),
  }
}

/** How like the title of one is to the body of another, and how much of it stands there, however long that is. */
function titleIn({ views: { title } }: Subject, { views }: Subject): Readonly<{ cosine: number; held: number }> {
  const [named, plain] = [commonOfFew(title, views.named), commonOfFew(title, views.plain)]
  const lengths = title.length * bodyLength(views)
  return {
    cosine: lengths > 0 ? (named.products + plain.products) / lengths : 0,
    held: title.sum > 0 ? (named.ofA + plain.ofA) / title.sum : 0,
  }
}

/** How far apart in time two reports are, from 0 to 1 beyond some weeks; 0 when either time is not known. */
const timeApart = (a: number | null, b: number | null) => (a === null || b === null ? 0 : 1 - Math.exp(-((a - b) ** 2) / (2 * days * days)))

/** The chance that two families tell one event, 0 to 1. Symmetric. */
export function likeness(a: Subject, b: Subject): number {
  const common = inCommon(a, b)
  if (!common) return 0
  let odds: number = weights.bias
  for (const name of Object.keys(common) as (keyof InCommon)[]) odds += weights[name] * common[name]
  return 1 / (1 + Math.exp(-odds))
}
