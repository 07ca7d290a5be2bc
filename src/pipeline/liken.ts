import { type ClusterOptions, clusterDefaults, enough } from '#cluster/cluster.ts'
import { type Kept, noDay } from '#cluster/subjects.ts'
import type { CopyTree } from '#model/copy.ts'
import type { Id } from '#model/ids.ts'
import { getFeatures } from '#store/articles.ts'
import { getMembers } from '#store/copies.ts'
import type { Db } from '#store/db.ts'
import {
  type Alike,
  dropLikeness,
  dropSubjects,
  enterLists,
  getHeads,
  getPlaces,
  getSubjects,
  isNear,
  leaveLists,
  likenessAmong,
  type Neighbour,
  type Neighbours,
  neighboursOf,
  numbersFor,
  type Pair,
  type Place,
  putLikeness,
  putSubjects,
  type Subject,
  storiesOfSubjects,
  subjectsOf,
} from '#store/neighbours.ts'
import { dropParked, dropTodo, listTodo, type Parked, putParked, putTodo } from '#store/work.ts'
import { parkedAt, type Workers } from './pages.ts'
import { chunks, type Done, orSingly, tryingTime } from './portions.ts'
import { stampOf } from './stages.ts'
import type { FamilyFeatures, Tried } from './tasks.ts'

type FamilyId = Id<'family'>
type Tree = Pick<CopyTree, 'id' | 'members'>

/** Families taken on in one transaction: bounds what a kill undoes. */
const atOnce = 64
/** Of these, families whose pairs are weighed at a time: they and those they meet, up to 500 each, are held in memory, some 3 kB each. */
const weighedAtOnce = 16
const familiesInTask = 32

type LookupOptions = Pick<ClusterOptions, 'keys' | 'chiefKeys' | 'reach'>

/**
 * Brings up to date which families are alike, for families that are new, changed or gone: they leave and enter the lists of
 * their weightiest terms, and the pairs that meet by this, or no longer do, are weighed or dropped. What stands there at the end is a
 * function of the set of families, and the cost of one more does not hang on how many there are. Whom a family meets: clusterStories.
 */
export async function likenAll(db: Db, workers: Workers, done: Done, options: LookupOptions = clusterDefaults): Promise<void> {
  for (;;) {
    const ids = (await listTodo(db, 'liken', atOnce)) as FamilyId[]
    if (ids.length === 0) return
    const trees = await getMembers(db, ids)
    const tried = await keptOfAll(db, workers, trees, options.keys)
    const parked = tried.flatMap((one, at) => ('failure' in one ? [parkedFamily(trees[at]!, one.failure)] : []))
    const living = trees.map((tree, at) => ({ tree, kept: 'made' in tried[at]! ? tried[at].made : withoutFeatures(tree) }))
    await db.transact(async (tx) => {
      const known = new Map((await subjectsOf(tx, ids)).map((subject) => [subject.family, subject]))
      const fresh = living.filter(({ tree, kept }) => !isSame(known.get(tree.id), kept))
      const stay = new Set(living.filter((one) => !fresh.includes(one)).map(({ tree }) => tree.id))
      const leaving = [...known.values()].filter(({ family }) => !stay.has(family))
      const changed = await exchange(tx, workers, leaving, fresh, known, options)
      await putTodo(tx, 'cluster', [...leaving.map(({ family }) => family), ...fresh.map(({ tree }) => tree.id), ...changed])
      await dropTodo(tx, 'liken', ids)
      await dropParked(tx, ['liken'], ids)
      await putParked(tx, parked)
    })
    done('liken', ids.length, parked.length)
  }
}

const parkedFamily = ({ id, members }: Tree, failure: Parameters<typeof parkedAt>[3]): Parked =>
  parkedAt('liken', id, members[0]!, failure, new Date().toISOString())

async function keptOfAll(db: Db, workers: Workers, trees: readonly Tree[], keys: number): Promise<readonly Tried<Kept>[]> {
  const features = await getFeatures(
    db,
    trees.flatMap(({ members }) => members),
  )
  const families: FamilyFeatures[] = trees.map((tree) => ({ tree, features: tree.members.flatMap((id) => features.get(id) ?? []) }))
  const tasks = chunks(families, familiesInTask).map((some) =>
    orSingly(workers, some, (these) => ({ kind: 'keep', families: these, keys }), tryingTime),
  )
  return (await Promise.all(tasks)).flat() as Tried<Kept>[]
}

/** A family of which nothing can be said is like none, and a story of its own. */
const withoutFeatures = ({ members }: Tree): Kept => ({ day: null, first: [...members].sort()[0]!, keys: [], body: new Uint8Array(0) })

const isSame = (known: Subject | undefined, { day, first, keys, body }: Kept): boolean =>
  known !== undefined &&
  known.day === day &&
  known.first === first &&
  String(known.keys) === String(keys) &&
  Buffer.compare(known.body, body) === 0

type Fresh = Readonly<{ tree: Tree; kept: Kept }>

/** Lets families leave and enter. Returns other families of which it has changed whom they are like, where that may change stories. */
async function exchange(
  db: Db,
  workers: Workers,
  leaving: readonly Subject[],
  fresh: readonly Fresh[],
  known: ReadonlyMap<FamilyId, Subject>,
  options: LookupOptions,
): Promise<readonly FamilyId[]> {
  const moved = new Moved(options.reach)
  for (const subject of leaving) {
    await leaveLists(db, subject)
    moved.note(subject.keys, await neighboursOf(db, subject, subject.keys, options.reach), 1)
  }
  await dropSubjects(
    db,
    leaving.map(({ no }) => no),
  )
  const entering = await numbered(db, fresh, known)
  const lists = new Joining(options)
  for (const subject of entering) {
    lists.join(subject, await neighboursOf(db, subject, subject.keys, options.reach))
    moved.note(subject.keys, lists.neighboursOf(subject), -1)
  }
  await enterLists(db, entering, options.chiefKeys)
  await putSubjects(db, entering, stampOf('liken'))
  const changed = await meetAgain(db, workers, moved, new Set([...leaving, ...entering].map(({ no }) => no)), options)
  const nextTo = new Map(entering.map((subject) => [subject, lists.neighboursOf(subject)]))
  for (const some of chunks(entering, weighedAtOnce)) await meet(db, workers, some, nextTo, options.chiefKeys)
  return changed
}

/** Families that had a number keep it. */
async function numbered(db: Db, fresh: readonly Fresh[], known: ReadonlyMap<FamilyId, Subject>): Promise<readonly Subject[]> {
  const without = fresh.flatMap(({ tree }) => (known.has(tree.id) ? [] : [tree.id]))
  const numbers = await numbersFor(db, without)
  return fresh.map(({ tree, kept }) => ({ ...kept, no: known.get(tree.id)?.no ?? numbers.get(tree.id)!, family: tree.id }))
}

/** The lists of terms while families join them one after the other, before any of these stands there in the database. */
class Joining {
  readonly #options: LookupOptions
  readonly #there = new Map<Subject, readonly Neighbours[]>()
  readonly #joined = new Map<number, Neighbour[]>()
  constructor(options: LookupOptions) {
    this.#options = options
  }
  /** `there`: who stands next to it in the database. */
  join(subject: Subject, there: readonly Neighbours[]): void {
    this.#there.set(subject, there)
    subject.keys.forEach((term, rank) => {
      const list = this.#joined.get(term) ?? []
      list.push({ no: subject.no, day: subject.day ?? noDay, chief: rank < this.#options.chiefKeys })
      this.#joined.set(term, list)
    })
  }
  /** Who stands next to one that has joined, in the list of each of its terms, after all who have joined so far. */
  neighboursOf(subject: Subject): readonly Neighbours[] {
    const place = { no: subject.no, day: subject.day ?? noDay }
    const nearest = (some: readonly Neighbour[], sign: 1 | -1) => some.toSorted((x, y) => sign * inList(x, y)).slice(0, this.#options.reach)
    return this.#there.get(subject)!.map((there, at) => {
      const joined = this.#joined.get(subject.keys[at]!)!.filter(({ no }) => no !== subject.no)
      if (joined.length === 0) return there
      const [before, after] = [joined.filter((one) => inList(one, place) < 0), joined.filter((one) => inList(one, place) > 0)]
      return { before: nearest([...there.before, ...before], -1), after: nearest([...there.after, ...after], 1) }
    })
  }
}

const inList = (x: Pick<Neighbour, 'no' | 'day'>, y: Pick<Neighbour, 'no' | 'day'>) => x.day - y.day || x.no - y.no

/** Pairs of bystanders that came within reach of each other in a list, or out of it, because somebody left or entered between them. */
class Moved {
  readonly #reach: number
  readonly #pairs = new Map<string, { pair: Pair; terms: Map<number, number> }>()
  constructor(reach: number) {
    this.#reach = reach
  }
  /** `neighbours` of one who has just left (`sign` 1) or is about to enter (-1), per term: those that stood, or will stand, one too far apart. */
  note(terms: readonly number[], neighbours: readonly Neighbours[], sign: 1 | -1): void {
    terms.forEach((term, at) => {
      const { before, after } = neighbours[at]!
      for (let i = 0; i < Math.min(before.length, this.#reach); i++) {
        const other = after[this.#reach - 1 - i]
        if (other) this.#add(before[i]!.no, other.no, term, sign)
      }
    })
  }
  #add(one: number, other: number, term: number, sign: number): void {
    const pair: Pair = one < other ? [one, other] : [other, one]
    const key = `${pair[0]} ${pair[1]}`
    const { terms } = this.#pairs.get(key) ?? { terms: new Map<number, number>() }
    terms.set(term, (terms.get(term) ?? 0) + sign)
    this.#pairs.set(key, { pair, terms })
  }
  /** Pairs that are nearer than before in some list, and pairs that are farther in some: a pair may be both. */
  result(but: ReadonlySet<number>): Readonly<{ nearer: readonly Pair[]; farther: readonly Pair[] }> {
    const all = [...this.#pairs.values()].filter(({ pair }) => !pair.some((no) => but.has(no)))
    const has = (terms: Map<number, number>, sign: number) => [...terms.values()].some((net) => net === sign)
    const nearer = all.filter(({ terms }) => has(terms, 1))
    const farther = all.filter(({ terms }) => has(terms, -1))
    return { nearer: nearer.map(({ pair }) => pair), farther: farther.map(({ pair }) => pair) }
  }
}

/** Bystanders: weighs the pairs that meet now and drops those that meet no more. A pair that stood in two stories and is dropped changes neither. */
async function meetAgain(
  db: Db,
  workers: Workers,
  moved: Moved,
  but: ReadonlySet<number>,
  options: LookupOptions,
): Promise<readonly FamilyId[]> {
  const { nearer, farther } = moved.result(but)
  const kept = new Set((await likenessAmong(db, nearer)).map(({ a, b }) => `${a} ${b}`))
  const unknown = nearer.filter(([a, b]) => !kept.has(`${a} ${b}`))
  const alike = await weigh(db, workers, (await sorted(db, unknown, options)).meeting)
  await putLikeness(db, alike)
  const shaken = (await likenessAmong(db, farther)).map(({ a, b }): Pair => [a, b])
  const lost = (await sorted(db, shaken, options)).parted
  await dropLikeness(db, lost)
  const stories = await storiesOfSubjects(db, [...new Set(lost.flat())])
  const changed = [...alike.map(({ a }) => a), ...lost.filter(([a, b]) => stories.get(a) === stories.get(b)).map(([a]) => a)]
  return [...(await getHeads(db, [...new Set(changed)])).values()].map(({ family }) => family)
}

/** Which of these pairs meet and which do not, by the rule of clusterStories. */
async function sorted(
  db: Db,
  pairs: readonly Pair[],
  { chiefKeys, reach }: LookupOptions,
): Promise<Readonly<{ meeting: readonly Pair[]; parted: readonly Pair[] }>> {
  const places = await getPlaces(db, [...new Set(pairs.flat())])
  const [meeting, parted]: [Pair[], Pair[]] = [[], []]
  for (const pair of pairs) {
    const [one, other] = pair.map((no) => places.get(no)!) as [Place, Place]
    const shared = one.keys.flatMap((term, rank) => {
      const otherRank = other.keys.indexOf(term)
      return otherRank < 0 ? [] : [{ term, counts: rank < chiefKeys && otherRank < chiefKeys ? enough : 1 }]
    })
    let [near, left] = [0, shared.reduce((sum, { counts }) => sum + counts, 0)]
    for (const { term, counts } of shared) {
      if (near >= enough || near + left < enough) break
      left -= counts
      if (await isNear(db, one, other, term, reach)) near += counts
    }
    ;(near >= enough ? meeting : parted).push(pair)
  }
  return { meeting, parted }
}

/** Weighs families that are new in the lists against all they meet there. */
async function meet(
  db: Db,
  workers: Workers,
  entering: readonly Subject[],
  nextTo: ReadonlyMap<Subject, readonly Neighbours[]>,
  chiefKeys: number,
): Promise<void> {
  const pairs = new Map<string, Pair>()
  for (const subject of entering) {
    const near = new Map<number, number>()
    for (const [rank, { before, after }] of nextTo.get(subject)!.entries())
      for (const { no, chief } of [...before, ...after]) near.set(no, (near.get(no) ?? 0) + (chief && rank < chiefKeys ? enough : 1))
    for (const [other, lists] of near) {
      if (lists < enough) continue
      const pair: Pair = subject.no < other ? [subject.no, other] : [other, subject.no]
      pairs.set(`${pair[0]} ${pair[1]}`, pair)
    }
  }
  await putLikeness(db, await weigh(db, workers, [...pairs.values()]))
}

/** The pairs that are alike, with their chance. */
async function weigh(db: Db, workers: Workers, pairs: readonly Pair[]): Promise<readonly Alike[]> {
  if (pairs.length === 0) return []
  const subjects = await getSubjects(db, [...new Set(pairs.flat())])
  const tasks = chunks(pairs, Math.ceil(pairs.length / workers.size)).map(async (some) => {
    const numbers = [...new Set(some.flat())]
    const index = new Map(numbers.map((no, at) => [no, at]))
    const these = numbers.map((no) => ({ day: subjects.get(no)!.day, body: subjects.get(no)!.body }))
    const values = (await workers.run(
      { kind: 'liken', subjects: these, pairs: some.map(([a, b]) => [index.get(a)!, index.get(b)!]) },
      tryingTime,
    )) as Int32Array
    return some.map(([a, b], at) => ({ a, b, value: values[at]! })).filter(({ value }) => value > 0)
  })
  return (await Promise.all(tasks)).flat()
}
