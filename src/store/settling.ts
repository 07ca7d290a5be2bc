import { type CandidateOptions, furnitureOf } from '#match/candidates.ts'
import type { Columns } from '#match/columns.ts'
import type { Id } from '#model/ids.ts'
import { type Db, putMany, rowsIn } from './db.ts'
import { changed, type Owners, ownersOf, ownState } from './owners.ts'
import {
  distinctKeys,
  forLists,
  type KeyKind,
  type Keys,
  type Owner,
  type OwnerRow,
  ownerColumns,
  ownerOf,
  type PostingTable,
} from './posting-table.ts'
import { remember } from './remembered.ts'

/** Keys asked for at once: bounds memory to some hundred MiB. */
const askedAtOnce = 1 << 18

/**
 * What is being settled: articles up to number `settled` were there before. `keys` are those of `fresh` and `removed`, where they must be known.
 * `dirty` gathers those whose candidates may have changed.
 */
type Settling = Readonly<{
  settled: number
  fresh: readonly Owner[]
  removed: readonly Owner[]
  keys: () => Promise<ReadonlyMap<number, Keys>>
  owners: Owners
  rules: CandidateOptions
  common: Common
  dirty: Set<number>
  /** Lists that were looked up. */
  lists: Map<KeyKind, Readonly<{ wanted: Float64Array; rows: Columns }>>
}>

/** Does what `FingerprintIndex.settle` promises; what was removed is gone afterwards. In a transaction. */
export async function settle(db: Db, table: PostingTable, rules: CandidateOptions): Promise<readonly Id<'article'>[]> {
  const state = await ownState(db)
  const { last, settled } = state
  const fresh = (await db.rows<OwnerRow>(`${ownerColumns} no > $1`, settled)).map(ownerOf)
  const removed = (await db.rows<OwnerRow>(`${ownerColumns} removed = 1`)).map(ownerOf)
  if (fresh.length === 0 && removed.length === 0) return []
  const owners = ownersOf(db, state)
  const common = commonTextIn(await owners.common(), rules)
  let looked: Promise<ReadonlyMap<number, Keys>> | undefined
  const keys = () => (looked ??= table.keysOf([...fresh, ...removed]))
  const settling: Settling = { settled, fresh, removed, keys, owners, rules, common, dirty: new Set(), lists: new Map() }
  await settleFingerprints(table, settling)
  await settleBands(table, settling)
  await common.save(db)
  if (removed.length > 0) await drop(db, table, removed)
  remember(db, await changed(db, { last, settled: last }, removed.length === 0), settling.lists)
  common.apply()
  for (const { no } of [...fresh, ...removed]) settling.dirty.delete(no)
  const others = Uint32Array.from(settling.dirty)
  await owners.load(others)
  return Array.from(others, owners.article).sort()
}

/** Articles are gone for good. In a transaction. */
export async function drop(db: Db, table: PostingTable, articles: readonly Pick<Owner, 'no'>[]): Promise<void> {
  const numbers = articles.map(({ no }) => no)
  await rowsIn(db, 'delete from sketch where no in', numbers)
  await table.forget(numbers)
}

/** Common text as it was, and how it changes. */
type Common = Readonly<{
  /** Notes in how many articles a fingerprint now stands. */
  note: (fingerprint: number, articles: number) => void
  /** Reckons what stays common, whatever these articles add and take away: their lists, which may be very long, need not be read. */
  reckon: (keys: ReadonlyMap<number, Keys>, removed: readonly Owner[]) => ReadonlySet<number>
  save: (db: Db) => Promise<void>
  /** Puts the changes into the memory that was given, once they are saved. */
  apply: () => void
}>

function commonTextIn(known: Map<number, number>, { commonAbove }: CandidateOptions): Common {
  const now = new Map<number, number>()
  const noLonger: number[] = []
  const note = (fingerprint: number, articles: number) => {
    if (articles > commonAbove) now.set(fingerprint, articles)
    else if (known.has(fingerprint)) noLonger.push(fingerprint)
  }
  return {
    note,
    reckon(keys, removed) {
      const more = new Map<number, number>()
      const gone = new Set(removed.map(({ no }) => no))
      for (const [no, { fingerprints }] of keys)
        for (const one of fingerprints) if (known.has(one)) more.set(one, (more.get(one) ?? 0) + (gone.has(no) ? -1 : 1))
      for (const [one, by] of more) if (known.get(one)! + by > commonAbove) note(one, known.get(one)! + by)
      return new Set(now.keys())
    },
    async save(db) {
      await putMany(db, 'common_text', ['fingerprint', 'articles'], [...now], '(fingerprint) do update set articles = excluded.articles')
      await rowsIn(db, 'delete from common_text where fingerprint in', noLonger)
    },
    apply() {
      for (const [one, articles] of now) known.set(one, articles)
      for (const one of noLonger) known.delete(one)
    },
  }
}

async function settleFingerprints(table: PostingTable, settling: Settling): Promise<void> {
  const { fresh, removed, owners, rules, common } = settling
  const telling = Math.min(rules.boilerplatePages - 1, rules.commonAbove) // so few articles always count
  const wanted = async () => {
    const keys = await settling.keys()
    const counted = common.reckon(keys, removed)
    const all = distinctKeys('fingerprints', keys.values())
    return counted.size > 0 ? all.filter((key) => !counted.has(key)) : all
  }
  for await (const lists of table.touched('fingerprints', fresh, removed, owners.last) ??
    found(table, 'fingerprints', await wanted(), settling)) {
    await loadLists(owners, lists, telling)
    forLists(lists, (key, from, to) => {
      if (to - from > telling) settleFingerprint(key, lists.numbers.subarray(from, to), settling)
    })
  }
}

async function settleBands(table: PostingTable, settling: Settling): Promise<void> {
  const { fresh, removed, owners, rules } = settling
  const wanted = async () => distinctKeys('bands', (await settling.keys()).values())
  for await (const lists of table.touched('bands', fresh, removed, owners.last) ?? found(table, 'bands', await wanted(), settling)) {
    await loadLists(owners, lists, rules.bucketAbove)
    forLists(lists, (_, from, to) => {
      if (to - from > rules.bucketAbove) settleBucket(lists.numbers.slice(from, to), settling)
    })
  }
}

async function* found(table: PostingTable, kind: KeyKind, wanted: Float64Array, { lists }: Settling): AsyncGenerator<Columns> {
  for (let from = 0; from < wanted.length; from += askedAtOnce) {
    const some = wanted.subarray(from, from + askedAtOnce)
    const rows = await table.find(kind, some)
    if (from === 0) lists.set(kind, { wanted: some, rows })
    yield rows
  }
}

/** Looks up who is in lists of more than `most` rows. */
async function loadLists(owners: Owners, lists: Columns, most: number): Promise<void> {
  const numbers = new Uint32Array(lists.count)
  let count = 0
  forLists(lists, (_, from, to) => {
    if (to - from <= most) return
    numbers.set(lists.numbers.subarray(from, to), count)
    count += to - from
  })
  await owners.load(numbers.subarray(0, count))
}

/** Working memory: the hosts of a list as it was when last settled, and as it is now. */
let hostsBefore = new Int32Array(1024)
let hostsNow = new Int32Array(1024)

/** Notes the articles between which a fingerprint has begun or ceased to count: of each such pair one at least. */
function settleFingerprint(key: number, numbers: Uint32Array, { settled, owners, rules, common, dirty }: Settling): void {
  if (hostsNow.length < numbers.length) {
    hostsBefore = new Int32Array(numbers.length * 2)
    hostsNow = new Int32Array(numbers.length * 2)
  }
  let before = 0
  let now = 0
  for (const no of numbers) {
    const host = owners.hostOf(no)
    if (host < 1) continue
    if (no <= settled) hostsBefore[before++] = host
    if (!owners.isRemoved(no)) hostsNow[now++] = host
  }
  const was = before > rules.commonAbove
  const is = now > rules.commonAbove
  if (was || is) common.note(key, now)
  if (before === 0 || (was && is)) return
  const furniture = furnitureOf(hostsBefore.subarray(0, before), rules)
  const furnitureNow = furnitureOf(hostsNow.subarray(0, now), rules)
  if (was === is && furniture.size === 0 && furnitureNow.size === 0) return
  for (const no of numbers) {
    const host = owners.hostOf(no)
    if (no > settled || host < 1 || owners.isRemoved(no)) continue
    if (was !== is || furniture.has(host) !== furnitureNow.has(host)) dirty.add(no)
  }
}

/** A crowded bucket pairs neighbours only, so one that comes or goes changes the pairs of those around it. */
function settleBucket(numbers: Uint32Array, { settled, owners, rules, dirty }: Settling): void {
  const there = numbers.filter((no) => owners.hostOf(no) > 0)
  const before = there.filter((no) => no <= settled)
  const now = there.filter((no) => !owners.isRemoved(no))
  const crowded = (some: Uint32Array) => some.length > rules.bucketAbove
  if (!crowded(before) && !crowded(now)) return
  const stays = (no: number) => no <= settled && !owners.isRemoved(no)
  if (crowded(before) !== crowded(now)) for (const no of before) if (stays(no)) dirty.add(no)
  if (!crowded(before) || !crowded(now)) return
  for (const members of [owners.sortById(before), owners.sortById(now)])
    for (const [at, no] of members.entries()) {
      if (stays(no)) continue
      for (let step = -rules.bucketNeighbours; step <= rules.bucketNeighbours; step++) {
        const other = members.at((at + step) % members.length)!
        if (stays(other)) dirty.add(other)
      }
    }
}
