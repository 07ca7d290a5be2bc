import {
  bucketPartners,
  type Candidate,
  type CandidateOptions,
  type CommonText,
  candidateDefaults,
  counts,
  type FingerprintIndex,
  type Indexed,
  type PostingList,
  partnersByBand,
  partnersByFingerprint,
} from '#match/candidates.ts'
import type { Columns } from '#match/segment.ts'
import { sketchOf } from '#match/sketch.ts'
import type { Id } from '#model/ids.ts'
import { openArrays } from './arrays.ts'
import { type Db, putMany, row, rowsIn } from './db.ts'
import {
  type Added,
  distinctKeys,
  idOfBytes,
  type Keys,
  listsOf,
  type Owner,
  type OwnerRow,
  ownerColumns,
  type PostingTable,
} from './posting-table.ts'
import { digestOfKeys, keysOfSketch, openSegments, type SegmentOptions, type Sketches, segmentDefaults } from './segments.ts'

type ArticleId = Id<'article'>

/** Articles asked for at once: bounds memory to some hundred MiB. */
const atOnce = 500

export type PostingOptions = Readonly<{
  rules?: CandidateOptions
  segments?: SegmentOptions
  /** Where sketches of articles come from that are in the index; default: made anew from the stored texts. */
  sketches?: Sketches
}>

/** The index of fingerprints and bands in a database: in sorted segments beside SQLite, in arrays with an index over them in PostgreSQL. */
export function openPostings(db: Db, options: PostingOptions = {}): FingerprintIndex {
  const rules = options.rules ?? candidateDefaults
  const on = (tx: Db) => tableOf(tx, options)
  return {
    put: (batch) => db.transact((tx) => put(tx, on(tx), batch)),
    remove: (articles) => db.transact((tx) => remove(tx, on(tx), articles)),
    settle: () => db.transact((tx) => settle(tx, on(tx), rules)),
    async candidatePairs(articles) {
      const pairs = new Map<string, Candidate>()
      for (let from = 0; from < articles.length; from += atOnce)
        for (const pair of await pairsOf(db, on(db), articles.slice(from, from + atOnce), rules)) pairs.set(`${pair.a} ${pair.b}`, pair)
      return [...pairs.keys()].sort().map((key) => pairs.get(key)!)
    },
    commonText: (limit) => commonText(db, on(db), limit),
    tidy: () => on(db).tidy(),
  }
}

/** Empties the index, also one whose files are damaged: all articles are to be put again. Call it in a transaction. */
export async function forgetPostings(db: Db): Promise<void> {
  await tableOf(db, {}).forgetAll()
  await db.rows('delete from sketch')
  await db.rows('delete from common_text')
  await db.rows('update posting_state set settled = last')
}

function tableOf(db: Db, { sketches, segments }: PostingOptions): PostingTable {
  if (db.kind === 'postgres') return openArrays(db)
  return openSegments(db, sketches ?? ((articles) => sketchesFromTexts(db, articles)), segments ?? segmentDefaults)
}

async function sketchesFromTexts(db: Db, articles: readonly ArticleId[]) {
  const texts = await rowsIn<{ id: ArticleId; text: string }>(db, 'select id, text from article where id in', articles)
  return new Map(texts.map(({ id, text }) => [id, sketchOf(text)]))
}

type State = Readonly<{ last: number; settled: number }>
const stateOf = async (db: Db) => (await row<State>(db, 'select last, settled from posting_state'))!
/** The same, and nobody else changes the index before this transaction ends. */
const ownState = async (db: Db) => (await row<State>(db, 'update posting_state set last = last returning last, settled'))!

const ownerOf = ({ no, article, host, digest }: OwnerRow): Owner => ({ no, article: idOfBytes(article), host, digest })

async function put(db: Db, table: PostingTable, batch: readonly Indexed[]): Promise<void> {
  let { last } = await ownState(db)
  const fresh = new Map(batch.map((each) => [each.article, each]))
  const known = await table.rowsOf([...fresh.keys()])
  for (const each of known) if (each.removed === 0) fresh.delete(idOfBytes(each.article))
  const back: number[] = []
  const added: Added[] = []
  const away = new Map(known.map((each) => [`${idOfBytes(each.article)} ${each.host} ${each.digest}`, each.no]))
  for (const { article, host, sketch } of fresh.values()) {
    const keys = keysOfSketch(sketch)
    const digest = digestOfKeys(keys)
    const no = away.get(`${article} ${host} ${digest}`)
    if (no === undefined) added.push({ no: ++last, article, host, digest, keys })
    else back.push(no)
  }
  await rowsIn(db, 'update sketch set removed = 0 where no in', back)
  if (added.length === 0) return
  await db.rows('update posting_state set last = $1', last)
  await table.add(added)
}

async function remove(db: Db, table: PostingTable, articles: readonly ArticleId[]): Promise<void> {
  const { settled } = await ownState(db)
  const leaving = (await table.rowsOf(articles)).filter(({ removed }) => removed === 0).map(({ no }) => no)
  await rowsIn(
    db,
    'update sketch set removed = 1 where no in',
    leaving.filter((no) => no <= settled),
  )
  const unsettled = leaving.filter((no) => no > settled)
  if (unsettled.length > 0) await drop(db, table, unsettled)
}

async function drop(db: Db, table: PostingTable, numbers: readonly number[]): Promise<void> {
  await rowsIn(db, 'delete from sketch where no in', numbers)
  await table.forget(numbers)
}

/** Which sites articles stand on, by number, looked up as needed. */
type Hosts = Readonly<{
  load: (numbers: Iterable<number>) => Promise<void>
  /** A number for the host; 0: there is no such article. */
  of: (no: number) => number
  isRemoved: (no: number) => boolean
  article: (no: number) => ArticleId
}>

function hostsOf(db: Db, last: number): Hosts {
  const unknown = -1
  const hosts = new Int32Array(last + 1).fill(unknown)
  const removed = new Uint8Array(last + 1)
  const ids = Buffer.alloc((last + 1) * 8)
  const names = new Map<string, number>()
  const numberOf = (host: string) => {
    const known = names.get(host)
    if (known) return known
    names.set(host, names.size + 1)
    return names.size
  }
  return {
    async load(numbers) {
      const asked: number[] = []
      for (const no of numbers) {
        if (hosts[no] !== unknown) continue
        hosts[no] = 0
        asked.push(no)
      }
      for (const each of await rowsIn<OwnerRow>(db, `${ownerColumns} no in`, asked)) {
        hosts[each.no] = numberOf(each.host)
        removed[each.no] = each.removed
        ids.set(each.article, each.no * 8)
      }
    },
    of: (no) => hosts[no] ?? 0, // articles that came meanwhile have higher numbers than there are places
    isRemoved: (no) => removed[no] === 1,
    article: (no) => idOfBytes(ids.subarray(no * 8, no * 8 + 8)),
  }
}

/** The articles of a list that there were when things were last settled, and those that there are now. */
type Change = Readonly<{ before: readonly number[]; now: readonly number[] }>

async function settle(db: Db, table: PostingTable, rules: CandidateOptions): Promise<readonly ArticleId[]> {
  const { last, settled } = await ownState(db)
  const fresh = (await db.rows<OwnerRow>(`${ownerColumns} no > $1`, settled)).map(ownerOf)
  const removed = (await db.rows<OwnerRow>(`${ownerColumns} removed = 1`)).map(ownerOf)
  if (fresh.length === 0 && removed.length === 0) return []
  const hosts = hostsOf(db, last)
  const dirty = new Set<number>()
  const changeOf = ({ numbers }: Columns, from: number, to: number): Change => {
    const before: number[] = []
    const now: number[] = []
    for (let i = from; i < to; i++) {
      const no = numbers[i]!
      if (hosts.of(no) === 0) continue
      if (no <= settled) before.push(no)
      if (!hosts.isRemoved(no)) now.push(no)
    }
    return { before, now }
  }
  for await (const lists of table.touched('fingerprints', fresh, removed))
    await settleFingerprints(db, lists, changeOf, hosts, dirty, rules)
  for await (const lists of table.touched('bands', fresh, removed)) await settleBands(lists, changeOf, hosts, dirty, rules)
  if (removed.length > 0)
    await drop(
      db,
      table,
      removed.map(({ no }) => no),
    )
  await db.rows('update posting_state set settled = $1', last)
  const own = new Set([...fresh, ...removed].map(({ no }) => no))
  const others = [...dirty].filter((no) => !own.has(no))
  await hosts.load(others)
  return others.map(hosts.article).sort()
}

type Changes = (lists: Columns, from: number, to: number) => Change

/** Numbers in lists of more than `most` rows, each as often as it stands there. */
function* numbersInLists(lists: Columns, most: number): Generator<number> {
  for (const { from, to } of listsOf(lists)) if (to - from > most) yield* lists.numbers.subarray(from, to)
}

/** Keeps the table of common text, and notes the articles of fingerprints that have begun or ceased to count. */
async function settleFingerprints(
  db: Db,
  lists: Columns,
  changeOf: Changes,
  hosts: Hosts,
  dirty: Set<number>,
  rules: CandidateOptions,
): Promise<void> {
  const telling = Math.min(rules.boilerplatePages - 1, rules.commonAbove) // so few articles always count
  await hosts.load(numbersInLists(lists, telling))
  const common: number[][] = []
  const noLonger: number[] = []
  for (const { key, from, to } of listsOf(lists)) {
    if (to - from <= telling) continue
    const { before, now } = changeOf(lists, from, to)
    if (now.length > rules.commonAbove) common.push([key, now.length])
    else if (before.length > rules.commonAbove) noLonger.push(key)
    if (before.length === 0 || counts(before.map(hosts.of), rules) === counts(now.map(hosts.of), rules)) continue
    const staying = new Set(now)
    for (const no of before) if (staying.has(no)) dirty.add(no)
  }
  await putMany(db, 'common_text', ['fingerprint', 'articles'], common, '(fingerprint) do update set articles = excluded.articles')
  await rowsIn(db, 'delete from common_text where fingerprint in', noLonger)
}

/** A crowded bucket pairs neighbours only, so one that comes or goes changes the pairs of those around it. */
async function settleBands(lists: Columns, changeOf: Changes, hosts: Hosts, dirty: Set<number>, rules: CandidateOptions): Promise<void> {
  await hosts.load(numbersInLists(lists, rules.bucketAbove))
  for (const { from, to } of listsOf(lists)) {
    if (to - from <= rules.bucketAbove) continue
    const { before, now } = changeOf(lists, from, to)
    if (before.length <= rules.bucketAbove && now.length <= rules.bucketAbove) continue
    const partnersBefore = partnersInBucket(before, hosts, rules)
    for (const [no, partners] of partnersInBucket(now, hosts, rules)) {
      const old = partnersBefore.get(no)
      if (old && (old.length !== partners.length || old.some((other, i) => other !== partners[i]))) dirty.add(no)
    }
  }
}

function partnersInBucket(numbers: readonly number[], hosts: Hosts, rules: CandidateOptions): ReadonlyMap<number, readonly number[]> {
  const members = inOrderOfId(numbers, hosts)
  return new Map(members.map((no, at) => [no, bucketPartners(members, at, rules)]))
}

function inOrderOfId(numbers: readonly number[], hosts: Hosts): readonly number[] {
  const named = numbers.map((no) => ({ no, article: hosts.article(no) }))
  return named.sort((a, b) => (a.article < b.article ? -1 : a.article > b.article ? 1 : 0)).map(({ no }) => no)
}

async function pairsOf(
  db: Db,
  table: PostingTable,
  articles: readonly ArticleId[],
  rules: CandidateOptions,
): Promise<readonly Candidate[]> {
  const owners = (await table.rowsOf(articles)).filter(({ removed }) => removed === 0).map(ownerOf)
  const keys = await table.keysOf(owners)
  const hosts = hostsOf(db, (await stateOf(db)).last)
  const lists = await listsThatCount(db, table, keys.values(), hosts, rules)
  const buckets = await bucketsOf(table, keys.values(), hosts)
  const pairs: Candidate[] = []
  for (const { no, article } of owners) {
    const mine = keys.get(no)!
    const partners = new Set([
      ...partnersByFingerprint(mine, no, (fingerprint) => lists.get(fingerprint), rules),
      ...partnersByBand(neighboursOf(mine.bands, no, buckets, rules), rules),
    ])
    for (const other of partners) {
      const its = hosts.article(other)
      pairs.push(article < its ? { a: article, b: its } : { a: its, b: article })
    }
  }
  return pairs
}

/** Rows of articles that are gone, or removed, drop out. */
async function livingRows(lists: Columns, hosts: Hosts): Promise<Columns> {
  const { keys, numbers, positions } = lists
  await hosts.load(numbers.subarray(0, lists.count))
  let count = 0
  for (let i = 0; i < lists.count; i++) {
    if (hosts.of(numbers[i]!) === 0 || hosts.isRemoved(numbers[i]!)) continue
    keys[count] = keys[i]!
    numbers[count] = numbers[i]!
    positions[count++] = positions[i]!
  }
  return { keys, numbers, positions, count }
}

/** Lists of two articles or more, by fingerprint, without furniture and common text. */
async function listsThatCount(db: Db, table: PostingTable, some: Iterable<Keys>, hosts: Hosts, rules: CandidateOptions) {
  const all = distinctKeys('fingerprints', some)
  const common = await rowsIn<{ fingerprint: number }>(db, 'select fingerprint from common_text where fingerprint in', Array.from(all))
  const left = new Set(common.map(({ fingerprint }) => fingerprint))
  const wanted = all.filter((key) => !left.has(key))
  const rows = await livingRows(await table.find('fingerprints', wanted), hosts)
  const lists = new Map<number, PostingList>()
  for (const { key, from, to } of listsOf(rows)) {
    if (to - from < 2) continue
    const articles = rows.numbers.subarray(from, to)
    if (counts(Array.from(articles, hosts.of), rules)) lists.set(wanted[key]!, { articles, positions: rows.positions.subarray(from, to) })
  }
  return lists
}

/** Members of each band's bucket, in order of id, when there are two or more. */
async function bucketsOf(table: PostingTable, some: Iterable<Keys>, hosts: Hosts): Promise<ReadonlyMap<number, readonly number[]>> {
  const wanted = distinctKeys('bands', some)
  const rows = await livingRows(await table.find('bands', wanted), hosts)
  const buckets = new Map<number, readonly number[]>()
  for (const { key, from, to } of listsOf(rows))
    if (to - from > 1) buckets.set(wanted[key]!, inOrderOfId(Array.from(rows.numbers.subarray(from, to)), hosts))
  return buckets
}

function* neighboursOf(bands: Float64Array, no: number, buckets: ReadonlyMap<number, readonly number[]>, rules: CandidateOptions) {
  for (const band of bands) {
    const bucket = buckets.get(band)
    if (bucket) yield* bucketPartners(bucket, bucket.indexOf(no), rules)
  }
}

async function commonText(db: Db, table: PostingTable, limit: number): Promise<readonly CommonText[]> {
  const most = await db.rows<{ fingerprint: number; articles: number }>(
    'select fingerprint, articles from common_text order by articles desc, fingerprint limit $1',
    limit,
  )
  const wanted = Float64Array.from(most, ({ fingerprint }) => fingerprint).sort()
  const hosts = hostsOf(db, (await stateOf(db)).last)
  const rows = await livingRows(await table.find('fingerprints', wanted), hosts)
  const places = new Map<number, Readonly<{ article: ArticleId; position: number }>>()
  for (const { key, from } of listsOf(rows))
    places.set(wanted[key]!, { article: hosts.article(rows.numbers[from]!), position: rows.positions[from]! })
  return most.flatMap(({ fingerprint, articles }) => {
    const place = places.get(fingerprint)
    return place ? [{ fingerprint, articles, ...place }] : []
  })
}
