import type { Article } from '#model/article.ts'
import type { Overlap, Passage } from '#model/copy.ts'
import { agencyOf, creditsOf, datelineOf, findingsOf, whenOf } from './evidence.ts'
import { amount, noValues, put, type Values } from './features.ts'
import {
  compareWithOthers,
  compareWords,
  gapsOf,
  type Held,
  ownShare,
  placeOf,
  type Sides,
  sharedLetters,
  type Witness,
  witnessesOf,
} from './variants.ts'

/** A page as a possible exemplar of another. `passages`: `a` is the exemplar's side. */
export type Pair = Readonly<{ exemplar: number; witness: number; share: number; values: Values }> & Sides
/** A way in which a page may have its text: from another, from an unseen page, or (from the root) from nobody. */
type Way = Readonly<{ from: number; to: number; values: Values }>
/**
 * Nodes are the members from 0, then unseen pages, then the root. `unseen` names the agency that an unseen page would be of;
 * null: whoever it was.
 */
export type Graph = Readonly<{
  members: readonly Article[]
  unseen: readonly (string | null)[]
  root: number
  witnesses: readonly Witness[]
  pairs: ReadonlyMap<number, Pair>
  ways: readonly Way[]
}>

/** The pair's number in `pairs`. */
export const pairKey = ({ members }: Pick<Graph, 'members'>, exemplar: number, witness: number) => exemplar * members.length + witness

/** All ways in which the members can have come by their text. What comes out does not depend on the order of overlaps. */
export function graphOf(members: readonly Article[], overlaps: readonly Overlap[]): Graph {
  const numbers = new Map(members.map(({ id }, at) => [id, at]))
  const inside = overlaps.filter(({ a, b }) => numbers.has(a) && numbers.has(b)).sort((x, y) => (x.a + x.b < y.a + y.b ? -1 : 1))
  const sides = inside.flatMap(({ a, b, passages, shareOfA, shareOfB }) => {
    const [one, other] = [numbers.get(a)!, numbers.get(b)!]
    const back = passages.map(turned)
    const [ofOne, ofOther] = [gapsOf(members[one]!.text, sideOf(passages)), gapsOf(members[other]!.text, sideOf(back))]
    return [
      { exemplar: one, witness: other, share: shareOfB, passages, ofExemplar: ofOne, ofWitness: ofOther },
      { exemplar: other, witness: one, share: shareOfA, passages: back, ofExemplar: ofOther, ofWitness: ofOne },
    ]
  })
  const held = members.map((): Held[] => [])
  const lacking = members.map(() => new Map<string, number[]>())
  for (const { exemplar, witness, passages, ofExemplar } of sides) {
    held[exemplar]!.push({ by: witness, passages })
    for (const gap of [...ofExemplar.long, ...ofExemplar.short]) {
      const known = lacking[exemplar]!.get(placeOf(gap))
      if (known) known.push(witness)
      else lacking[exemplar]!.set(placeOf(gap), [witness])
    }
  }
  const witnesses = witnessesOf(members, held, lacking)
  const pairs = new Map<number, Pair>()
  for (const side of sides) pairs.set(pairKey({ members }, side.exemplar, side.witness), { ...side, values: valuesOf(side, witnesses) })
  const unseen = unseenOf(members)
  const root = members.length + unseen.length
  putDelays(members.length, pairs.values())
  return { members, unseen, root, witnesses, pairs, ways: waysOf(members, unseen, root, pairs, witnesses) }
}

const turned = ({ kind, a, b }: Passage): Passage => ({ kind, a: b, b: a })
const sideOf = (passages: readonly Passage[]) => passages.map(({ a }) => [a.start, a.end] as const)

function valuesOf({ exemplar, witness, ...sides }: Omit<Pair, 'values'>, witnesses: readonly Witness[]): Values {
  const [one, other] = [witnesses[exemplar]!, witnesses[witness]!]
  const values = noValues()
  compareWords(values, one, other, sides)
  compareWithOthers(values, one, other, witness, sides)
  for (const { feature, value } of findingsOf(one.article, other.article)) if (feature !== null) put(values, feature, value)
  return values
}

/** Most copies follow soon; but what counts is how much sooner than after any other page they may be copies of. */
function putDelays(members: number, pairs: Iterable<Pair>): void {
  const all = [...pairs].filter(({ values }) => amount(values, 'dated earlier') > 0)
  const shortest = new Float64Array(members).fill(Number.POSITIVE_INFINITY)
  for (const { witness, values } of all) shortest[witness] = Math.min(shortest[witness]!, amount(values, 'time between'))
  for (const { witness, values } of all) put(values, 'time between', amount(values, 'time between') - shortest[witness]!)
}

/** Agencies that several members credit and none is; where there are none, one unseen page of nobody known. */
function unseenOf(members: readonly Article[]): readonly (string | null)[] {
  const credits = new Map<string, number>()
  for (const member of members) for (const name of creditsOf(member)) credits.set(name, (credits.get(name) ?? 0) + 1)
  const seen = new Set(members.map(agencyOf))
  const agencies = [...credits].flatMap(([name, times]) => (times > 1 && !seen.has(name) ? [name] : [])).sort()
  return agencies.length > 0 ? agencies : [null]
}

function waysOf(
  members: readonly Article[],
  unseen: readonly (string | null)[],
  root: number,
  pairs: ReadonlyMap<number, Pair>,
  witnesses: readonly Witness[],
): readonly Way[] {
  const into = members.map((): Pair[] => [])
  for (const pair of pairs.values()) into[pair.witness]!.push(pair)
  const dates = datesAround(members)
  const credits = members.map(creditsOf)
  const largest = Math.max(1, ...witnesses.map(({ attested }) => sharedLetters(attested)))
  const origins = members.map((_, to): Way => ({ from: root, to, values: rootValues(to, witnesses, dates[to]!, largest) }))
  const fromUnseen = unseen.flatMap((agency, at) =>
    members.map((_, to): Way => ({ from: members.length + at, to, values: unseenValues(witnesses[to]!, agency, into[to]!, credits) })),
  )
  const appear = unseen.map((_, at): Way => ({ from: root, to: members.length + at, values: noValues() }))
  const copies = [...pairs.values()].map(({ exemplar, witness, values }): Way => ({ from: exemplar, to: witness, values }))
  return [...origins, ...appear, ...fromUnseen, ...copies]
}

/** Which shares of the other members are dated before and after each. */
function datesAround(members: readonly Article[]): readonly Readonly<{ before: number; after: number }>[] {
  const times = members.map(whenOf)
  const sorted = times.filter((time) => time !== null).sort((x, y) => x - y)
  const others = Math.max(1, members.length - 1)
  return times.map((time) => {
    if (time === null) return { before: 0, after: 0 }
    const [first, last] = [sorted.indexOf(time), sorted.lastIndexOf(time)]
    return { before: first / others, after: (sorted.length - 1 - last) / others }
  })
}

function rootValues(
  at: number,
  witnesses: readonly Witness[],
  dates: Readonly<{ before: number; after: number }>,
  largest: number,
): Values {
  const { article, attested, headline } = witnesses[at]!
  const values = noValues()
  put(values, 'root', 1)
  put(values, 'root earliest', dates.before === 0 ? dates.after : 0)
  put(values, 'root after', dates.before)
  put(values, 'root dateline', datelineOf(article))
  put(values, 'root credit', creditsOf(article).size > 0 ? 1 : 0)
  put(values, 'root agency', agencyOf(article) === null ? 0 : 1)
  put(values, 'root own', ownShare(attested))
  put(values, 'root whole', sharedLetters(attested) / largest)
  const alike = witnesses.filter((other) => other.headline !== null && other.headline === headline).length
  put(values, 'root headline', alike > 1 ? (alike - 1) / (witnesses.length - 1) : 0)
  return values
}

function unseenValues(
  { article, attested }: Witness,
  agency: string | null,
  into: readonly Pair[],
  credits: readonly ReadonlySet<string>[],
): Values {
  const values = noValues()
  if (agency === null) put(values, 'unseen', 1)
  else put(values, creditsOf(article).has(agency) ? 'unseen credited' : 'unseen not credited', 1)
  const least = (amount: (of: Values) => number) =>
    into.reduce((best, pair) => Math.min(best, amount(pair.values)), into.length > 0 ? 6 : 0)
  put(
    values,
    'unseen missed',
    least((of) => amount(of, 'missed') + amount(of, 'words shared')),
  )
  put(
    values,
    'unseen undone',
    least((of) => amount(of, 'addition undone') + amount(of, 'reading undone') + amount(of, 'words undone')),
  )
  const kin = into.filter(({ exemplar }) => agency === null || credits[exemplar]!.has(agency))
  put(values, 'unseen uncovered', Math.min(1, ...kin.map((pair) => amount(pair.values, 'uncovered'))))
  put(values, 'unseen own', ownShare(attested))
  put(values, 'unseen dateline', datelineOf(article))
  return values
}
