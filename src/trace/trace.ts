import type { Article } from '#model/article.ts'
import type { Copy, CopyTree, Ground, Overlap, Passage, Report } from '#model/copy.ts'
import { type Id, makeId } from '#model/ids.ts'
import { type Arc, arborescence } from './arborescence.ts'
import { editsBetween } from './edits.ts'
import { agencyOf, creditsOf, groundsOf, logOdds, nameOf, type Shape } from './evidence.ts'

type ArticleId = Id<'article'>

export const traceDefaults = {
  /** Narration that joins two articles to a family: as much of one of them, with at least so many words … */
  joinShare: 0.15,
  joinWords: 30,
  /** … or nearly all of a short one … */
  joinShareOfShort: 0.5,
  joinWordsOfShort: 12,
  /** … or so many words, in however long an article. */
  joinWordsAlone: 100,
  /** Price of one more article that has its words from nowhere, in nats; an unseen source that articles name is cheaper. */
  newOrigin: 8,
  unseenOrigin: 4,
  /** Price of one article taken straight from an unseen agency, and of taking it from a page that credits the same agency. */
  fromAgency: 1,
  sameCredit: 1.5,
  /** Price of each word, and of each block, that the witness shares with others but not with this exemplar: hard to reinvent. */
  missedWord: 0.03,
  missedBlock: 1,
  /** Price of each edited or moved passage, and of each block of the exemplar that is not in the witness. */
  change: 0.3,
  cut: 0.2,
  /** How much less likely "both have it from an unseen page" is than either direction, where nothing tells them apart. */
  unseenOdds: 0.25,
  /** Chance from which a direction is said to be known. */
  known: 0.75,
  /** Words that a second parent must give. */
  secondWords: 25,
} as const
export type TraceOptions = Readonly<Record<keyof typeof traceDefaults, number>>

/** Whether two articles share enough narration to be copies. Quotation alone never is enough. */
export function isCopying({ words, shareOfA, shareOfB }: Overlap, options: TraceOptions = traceDefaults): boolean {
  const share = Math.max(shareOfA, shareOfB)
  return (
    words >= options.joinWordsAlone ||
    (words >= options.joinWords && share >= options.joinShare) ||
    (words >= options.joinWordsOfShort && share >= options.joinShareOfShort)
  )
}

/** Articles joined by copying, directly or through others; each in one family, most in a family of one. Members and families sorted. */
export function familiesOf(
  articles: readonly ArticleId[],
  overlaps: readonly Overlap[],
  options: TraceOptions = traceDefaults,
): readonly (readonly ArticleId[])[] {
  const parent = new Map(articles.map((id) => [id, id]))
  const find = (id: ArticleId): ArticleId => {
    let root = id
    while (parent.get(root) !== root) root = parent.get(root)!
    for (let at = id; at !== root; ) {
      const next = parent.get(at)!
      parent.set(at, root)
      at = next
    }
    return root
  }
  for (const overlap of overlaps)
    if (isCopying(overlap, options) && parent.has(overlap.a) && parent.has(overlap.b)) {
      const [low, high] = [find(overlap.a), find(overlap.b)].sort()
      parent.set(high!, low!)
    }
  const families = new Map<ArticleId, ArticleId[]>()
  for (const id of [...articles].sort()) families.set(find(id), [...(families.get(find(id)) ?? []), id])
  return [...families.values()]
}

/** One side of an overlap as parent: passages turned so that `a` is the exemplar's side. */
type Pair = Readonly<{
  exemplar: number
  witness: number
  passages: readonly Passage[]
  share: number
  grounds: readonly Ground[]
  odds: number
  /** Log-likelihood that the witness took its text from here, direction included. */
  score: number
}>
/** The virtual root and the unseen agencies are numbered after the articles. */
type Graph = Readonly<{ members: readonly Article[]; pairs: ReadonlyMap<string, Pair>; agencies: readonly string[]; root: number }>

/**
 * Who copied whom in one family. `overlaps` may hold others too; only those between members count. What comes out depends
 * neither on the order of members nor of overlaps.
 */
export function traceFamily(members: readonly Article[], overlaps: readonly Overlap[], options: TraceOptions = traceDefaults): CopyTree {
  const sorted = [...members].sort((a, b) => (a.id < b.id ? -1 : 1))
  const graph = graphOf(sorted, overlaps, options)
  const arcs = arcsOf(graph, options)
  const into = arborescence(graph.root + 1, graph.root, arcs).map((arc) => (arc < 0 ? -1 : arcs[arc]!.from))
  const first = sorted.flatMap((_, witness) => firstCopy(graph, into, witness, arcs, options))
  const second = sorted.flatMap((_, witness) => secondCopy(graph, into, witness, options))
  const ids = sorted.map(({ id }) => id)
  return {
    id: makeId('family', ...ids),
    members: ids,
    roots: ids.filter((_, node) => into[node]! >= sorted.length),
    copies: [...first, ...second],
    reports: reportsOf(graph, into, first),
  }
}

const key = (from: number, to: number) => `${from} ${to}`

function graphOf(members: readonly Article[], overlaps: readonly Overlap[], options: TraceOptions): Graph {
  const numbers = new Map(members.map(({ id }, at) => [id, at]))
  const inside = overlaps.filter(({ a, b }) => numbers.has(a) && numbers.has(b)).sort((x, y) => (x.a + x.b < y.a + y.b ? -1 : 1))
  const covered = members.map((): Passage[] => [])
  for (const { a, b, passages } of inside) {
    covered[numbers.get(a)!]!.push(...passages)
    covered[numbers.get(b)!]!.push(...passages.map(turned))
  }
  const attested = covered.map((passages) => merged(passages.map((each) => [each.a.start, each.a.end])))
  const pairs = new Map<string, Pair>()
  for (const { a, b, passages, shareOfA, shareOfB } of inside) {
    const one = numbers.get(a)!
    const other = numbers.get(b)!
    const back = passages.map(turned)
    pairs.set(key(one, other), pairOf(members, one, other, passages, shareOfA, shareOfB, attested, options))
    pairs.set(key(other, one), pairOf(members, other, one, back, shareOfB, shareOfA, attested, options))
  }
  const credits = new Map<string, number>()
  for (const member of members) for (const name of creditsOf(member)) credits.set(name, (credits.get(name) ?? 0) + 1)
  const seen = new Set(members.map(agencyOf))
  const agencies = [...credits].flatMap(([name, times]) => (times > 1 && !seen.has(name) ? [name] : [])).sort()
  return { members, pairs, agencies, root: members.length + agencies.length }
}

const turned = ({ kind, a, b }: Passage): Passage => ({ kind, a: b, b: a })

function pairOf(
  members: readonly Article[],
  exemplar: number,
  witness: number,
  passages: readonly Passage[],
  shareOfExemplar: number,
  shareOfWitness: number,
  attested: readonly (readonly Range[])[],
  options: TraceOptions,
): Pair {
  const shape: Shape = { shareOfExemplar, shareOfWitness, endsEarly: endsEarly(members[exemplar]!, members[witness]!, passages) }
  const grounds = groundsOf(members[exemplar]!, members[witness]!, shape)
  const odds = logOdds(grounds)
  const mine = merged(passages.map(({ b }) => [b.start, b.end]))
  const missed = without(attested[witness]!, mine)
  const changes = passages.filter(({ kind }) => kind === 'edited' || kind === 'moved').length
  const cuts = without([[0, members[exemplar]!.text.length]], merged(passages.map(({ a }) => [a.start, a.end])))
  const cost =
    missed.reduce((sum, range) => sum + wordsIn(range) * options.missedWord + options.missedBlock, 0) +
    changes * options.change +
    cuts.length * options.cut
  return { exemplar, witness, passages, share: shareOfWitness, grounds, odds, score: -Math.log1p(Math.exp(-odds)) - cost }
}

type Range = readonly [number, number]
/** Characters of one word with the space after it, for measures of length that need not be exact. */
const wordLength = 6
/** Gaps shorter than this, in characters, are punctuation and single words: no block of their own. */
const smallGap = 30
const wordsIn = ([start, end]: Range) => (end - start) / wordLength

function merged(ranges: readonly Range[]): readonly Range[] {
  const made: [number, number][] = []
  for (const [start, end] of [...ranges].sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = made.at(-1)
    if (last && start <= last[1] + smallGap) last[1] = Math.max(last[1], end)
    else made.push([start, end])
  }
  return made
}

/** What of `whole` lies outside `part`, small pieces left out. Both are sorted and do not overlap. */
function without(whole: readonly Range[], part: readonly Range[]): readonly Range[] {
  const left: Range[] = []
  for (const [start, end] of whole) {
    let done = start
    for (const [from, to] of part) {
      if (to <= done || from >= end) continue
      if (from - done >= smallGap) left.push([done, from])
      done = Math.max(done, to)
    }
    if (end - done >= smallGap) left.push([done, end])
  }
  return left
}

/** Whether one text breaks off where the other goes on: the mark of a cut from the foot. */
function endsEarly(one: Article, other: Article, passages: readonly Passage[]): boolean {
  const last = passages.at(-1)
  if (!last) return false
  return one.text.length - last.a.end < smallGap !== other.text.length - last.b.end < smallGap
}

/** Among trees that are equally likely, the one that starts at the earliest dated page; then at the smallest id. */
const breakTie = 1e-6

function inOrderOfDate(members: readonly Article[]): readonly number[] {
  const dateOf = (at: number) => members[at]!.published?.value.value ?? '~' // after all digits
  return members.map((_, at) => at).sort((x, y) => (dateOf(x) < dateOf(y) ? -1 : dateOf(x) > dateOf(y) ? 1 : x - y))
}

function arcsOf({ members, pairs, agencies, root }: Graph, options: TraceOptions): readonly Arc[] {
  const arcs: Arc[] = inOrderOfDate(members).map((to, rank) => ({ from: root, to, weight: -options.newOrigin - rank * breakTie }))
  agencies.forEach((name, at) => {
    const node = members.length + at
    arcs.push({ from: root, to: node, weight: -options.unseenOrigin })
    members.forEach((member, to) => {
      if (creditsOf(member).has(name)) arcs.push({ from: node, to, weight: -options.fromAgency })
    })
  })
  for (const { exemplar, witness, score } of pairs.values()) {
    const both = agencies.some((name) => creditsOf(members[exemplar]!).has(name) && creditsOf(members[witness]!).has(name))
    arcs.push({ from: exemplar, to: witness, weight: score - (both ? options.sameCredit : 0) })
  }
  return arcs
}

/** Chances of the three ways a pair can have come about; they sum to 1. */
function waysOf(odds: number, options: TraceOptions) {
  const forward = Math.exp(odds / 2)
  const backward = Math.exp(-odds / 2)
  const all = forward + backward + options.unseenOdds
  return { forward: forward / all, backward: backward / all, unseen: options.unseenOdds / all }
}

function firstCopy(graph: Graph, into: readonly number[], witness: number, arcs: readonly Arc[], options: TraceOptions): readonly Copy[] {
  const from = into[witness]!
  if (from === graph.root) return []
  const rivals = rivalsOf(graph, witness, arcs)
  const best = rivals.find((each) => each.from === from)!
  const next = rivals.find((each) => each.from !== from)
  if (from >= graph.members.length) return [agencyCopy(graph, witness, best.chance, next ?? null)]
  const pair = graph.pairs.get(key(from, witness))!
  const ways = waysOf(pair.odds, options)
  const confidence = best.chance * ways.forward
  const unseen = best.chance * ways.unseen
  const other = next && next.from < graph.members.length && next.chance > unseen ? next : null
  return [
    {
      ...copyOf(graph, pair, ways.forward >= options.known ? 'known' : 'unknown', confidence),
      runnerUp: other
        ? { exemplar: graph.members[other.from]!.id, confidence: rounded(other.chance) }
        : { exemplar: null, confidence: rounded(unseen) },
    },
  ]
}

type Rival = Readonly<{ from: number; chance: number }>

/** All parents a witness could have, likeliest first; the virtual root is not among them. */
function rivalsOf({ root }: Graph, witness: number, arcs: readonly Arc[]): readonly Rival[] {
  const into = arcs.filter(({ from, to }) => to === witness && from !== root)
  const most = Math.max(...into.map(({ weight }) => weight))
  const all = into.reduce((sum, { weight }) => sum + Math.exp(weight - most), 0)
  return into
    .map(({ from, weight }) => ({ from, chance: Math.exp(weight - most) / all }))
    .sort((a, b) => b.chance - a.chance || a.from - b.from)
}

const rounded = (chance: number) => Math.round(chance * 1000) / 1000

function copyOf({ members }: Graph, pair: Pair, direction: Copy['direction'], confidence: number): Copy {
  const exemplar = members[pair.exemplar]!
  const witness = members[pair.witness]!
  return {
    exemplar: exemplar.id,
    witness: witness.id,
    share: rounded(pair.share),
    direction,
    confidence: rounded(confidence),
    grounds: [...pair.grounds, ...unseenGround(direction)],
    passages: pair.passages,
    edits: editsBetween(exemplar, witness, pair.passages),
    runnerUp: null,
    second: false,
  }
}

const unseenGround = (direction: Copy['direction']): readonly Ground[] =>
  direction === 'known' ? [] : [{ name: 'unseen source', weight: 0, says: 'both may have the text from a page that is not here' }]

function agencyCopy({ members, agencies }: Graph, witness: number, chance: number, next: Rival | null): Copy {
  const name = agencies.find((each) => creditsOf(members[witness]!).has(each))!
  return {
    exemplar: null,
    witness: members[witness]!.id,
    share: 1,
    direction: 'known',
    confidence: rounded(chance),
    grounds: [
      { name: 'agency credit', weight: 0, says: `credits ${name}, as others with this text do; the agency's own page is not here` },
    ],
    passages: [],
    edits: [],
    runnerUp: next && next.from < members.length ? { exemplar: members[next.from]!.id, confidence: rounded(next.chance) } : null,
    second: false,
  }
}

/** The article, if any, that gives most of what the first parent does not have. */
function secondCopy(graph: Graph, into: readonly number[], witness: number, options: TraceOptions): readonly Copy[] {
  const from = into[witness]!
  const primary = graph.pairs.get(key(from, witness))
  if (!primary) return []
  const had = merged(primary.passages.map(({ b }) => [b.start, b.end]))
  const gives = (pair: Pair) =>
    without(merged(pair.passages.map(({ b }) => [b.start, b.end])), had).reduce((sum, range) => sum + wordsIn(range), 0)
  const best = [...graph.pairs.values()]
    .filter((pair) => pair.witness === witness && pair.exemplar !== from && !isBelow(into, pair.exemplar, witness))
    .map((pair) => ({ pair, words: gives(pair) }))
    .filter(({ words }) => words >= options.secondWords)
    .sort((x, y) => y.words - x.words || x.pair.exemplar - y.pair.exemplar)[0]
  if (!best) return []
  const ways = waysOf(best.pair.odds, options)
  return [{ ...copyOf(graph, best.pair, ways.forward >= options.known ? 'known' : 'unknown', ways.forward), second: true }]
}

/** Whether `node` descends from `above`. */
function isBelow(into: readonly number[], node: number, above: number): boolean {
  for (let at = node; at >= 0 && at < into.length; at = into[at]!) if (at === above) return true
  return false
}

/** One report for each origin: a page with no known exemplar, or an unseen agency; origins that credit one agency are one. */
function reportsOf(graph: Graph, into: readonly number[], copies: readonly Copy[]): readonly Report[] {
  const { members, agencies, root } = graph
  const groups = new Map<string, { members: number[]; root: number | null; agency: string | null }>()
  members.forEach((_, node) => {
    let origin = node
    while (origin < members.length && into[origin]! !== root && into[origin]! < members.length) origin = into[origin]!
    const above = into[origin]!
    const credit =
      above < root ? agencies[above - members.length]! : (agencyOf(members[origin]!) ?? [...creditsOf(members[origin]!)].sort()[0] ?? null)
    const group = credit === null ? `page ${origin}` : `agency ${credit}`
    const known = groups.get(group)
    if (known) known.members.push(node)
    else groups.set(group, { members: [node], root: above < root ? null : origin, agency: credit })
  })
  return [...groups.values()].map((group) => {
    const ids = group.members.map((node) => members[node]!.id)
    const top = group.root === null ? null : members[group.root]!
    return {
      id: makeId('report', ...ids),
      members: ids,
      root: top?.id ?? null,
      agency: group.agency,
      why: whyOf(
        group.members.map((node) => members[node]!),
        top,
        group.agency,
        copies,
      ),
    }
  })
}

function whyOf(members: readonly Article[], top: Article | null, agency: string | null, copies: readonly Copy[]): string {
  const pages = members.length === 1 ? 'One page' : `${members.length} pages`
  const credit = agency === null ? '' : `, credited to ${agency}`
  if (top === null) return `${pages} with one text${credit}; the agency's own page is not here, so they count as one report`
  if (members.length === 1) return `${pages}${credit}; no other page here shares its text`
  const ids = new Set(members.map(({ id }) => id))
  if (!copies.some(({ witness, direction }) => ids.has(witness) && direction === 'unknown'))
    return `${pages} with one text${credit}, so they count as one report; it goes back to ${nameOf(top)}`
  const dated = members.filter(({ published }) => published !== null).length
  const claim = !top.published
    ? 'stands first in the tree'
    : dated === 1
      ? 'is the only one that gives a date'
      : 'is the earliest that gives a date'
  return `${pages} with one text${credit}, so they count as one report; who was first cannot be told for certain: ${nameOf(top)} ${claim}`
}
