import {
  bucketPartners,
  type Candidate,
  type CandidateOptions,
  type CommonText,
  candidateDefaults,
  type FingerprintIndex,
  furnitureOf,
  hitOf,
  type Indexed,
  partnersByBand,
  partnersByFingerprint,
} from '#match/candidates.ts'
import type { Columns } from '#match/columns.ts'
import { sketchOf } from '#match/sketch.ts'
import type { Id } from '#model/ids.ts'
import { openArrays } from './arrays.ts'
import { type Db, rowsIn } from './db.ts'
import { changed, type Owners, ownersOf, ownState, stateOf } from './owners.ts'
import { type Added, distinctKeys, forLists, idOfBytes, type Owner, ownerOf, type PostingTable } from './posting-table.ts'
import { find } from './remembered.ts'
import { digestOfKeys, keysOfSketch, openSegments, type SegmentOptions, type Sketches, segmentDefaults } from './segments.ts'
import { drop, settle } from './settling.ts'

type ArticleId = Id<'article'>

/** Articles asked for at once: bounds memory to some hundred MiB. */
const atOnce = 500

type PostingOptions = Readonly<{
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
  const { last } = await ownState(db)
  await changed(db, { last, settled: last }, false)
}

function tableOf(db: Db, { sketches, segments }: PostingOptions): PostingTable {
  if (db.kind === 'postgres') return openArrays(db)
  return openSegments(db, sketches ?? ((articles) => sketchesFromTexts(db, articles)), segments ?? segmentDefaults)
}

async function sketchesFromTexts(db: Db, articles: readonly ArticleId[]) {
  const texts = await rowsIn<{ id: ArticleId; text: string }>(db, 'select id, text from article where id in', articles)
  return new Map(texts.map(({ id, text }) => [id, sketchOf(text)]))
}

async function put(db: Db, table: PostingTable, batch: readonly Indexed[]): Promise<void> {
  const state = await ownState(db)
  const fresh = new Map(batch.map((each) => [each.article, each]))
  const known = await table.rowsOf([...fresh.keys()])
  for (const each of known) if (each.removed === 0) fresh.delete(idOfBytes(each.article))
  if (fresh.size === 0) return
  let { last } = state
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
  if (added.length > 0) await table.add(added)
  const owners = ownersOf(db, state)
  await changed(db, { last, settled: state.settled }, back.length === 0)
  owners.add(added)
}

async function remove(db: Db, table: PostingTable, articles: readonly ArticleId[]): Promise<void> {
  const state = await ownState(db)
  const leaving = (await table.rowsOf(articles)).filter(({ removed }) => removed === 0)
  if (leaving.length === 0) return
  const [before, unsettled] = [leaving.filter(({ no }) => no <= state.settled), leaving.filter(({ no }) => no > state.settled)]
  await rowsIn(
    db,
    'update sketch set removed = 1 where no in',
    before.map(({ no }) => no),
  )
  if (unsettled.length > 0) await drop(db, table, unsettled)
  await changed(db, state, false)
}

async function pairsOf(
  db: Db,
  table: PostingTable,
  articles: readonly ArticleId[],
  rules: CandidateOptions,
): Promise<readonly Candidate[]> {
  const state = await stateOf(db)
  const owners = ownersOf(db, state)
  const asked = (await table.rowsOf(articles)).filter(({ no, removed }) => no <= owners.last && removed === 0).map(ownerOf)
  const keys = [...(await table.keysOf(asked)).values()]
  const common = await owners.common()
  const counting = distinctKeys('fingerprints', keys).filter((key) => !common.has(key))
  const lists = await livingRows(await find(db, table, state.stamp, 'fingerprints', counting), owners)
  const buckets = await livingRows(await find(db, table, state.stamp, 'bands', distinctKeys('bands', keys)), owners)
  const meetings = meetingsOf(asked, owners.last)
  forLists(lists, (_, from, to) => {
    if (to - from > 1) meetByFingerprint(lists, from, to, meetings, owners, rules)
  })
  forLists(buckets, (_, from, to) => {
    if (to - from > 1) meetByBand(buckets.numbers.subarray(from, to), meetings, owners, rules)
  })
  return asked.flatMap(({ no, article }) => {
    const { hits, met } = meetings.of.get(no)!
    const partners = new Set([...partnersByFingerprint(hits, rules), ...partnersByBand(met, rules)])
    return Array.from(partners, owners.article).map((its) => (article < its ? { a: article, b: its } : { a: its, b: article }))
  })
}

/** Rows of articles that are gone, or removed, drop out. */
async function livingRows(lists: Columns, owners: Owners): Promise<Columns> {
  const { keys, numbers, positions } = lists
  await owners.load(numbers.subarray(0, lists.count))
  let count = 0
  for (let i = 0; i < lists.count; i++) {
    if (owners.hostOf(numbers[i]!) < 1 || owners.isRemoved(numbers[i]!)) continue
    keys[count] = keys[i]!
    numbers[count] = numbers[i]!
    positions[count++] = positions[i]!
  }
  return { keys, numbers, positions, count }
}

/**
 * Of each article that is asked about: what it shares with others, as `hitOf` packs it, and whom it meets in bands. `isAsked` says by number which
 * these are: most rows of a list are others.
 */
type Meetings = Readonly<{ isAsked: Uint8Array; of: ReadonlyMap<number, Readonly<{ hits: number[]; met: number[] }>> }>

function meetingsOf(asked: readonly Owner[], last: number): Meetings {
  const isAsked = new Uint8Array(last + 1)
  for (const { no } of asked) isAsked[no] = 1
  return { isAsked, of: new Map(asked.map(({ no }) => [no, { hits: [], met: [] }])) }
}

/** Working memory: the hosts of a list. */
let hosts = new Int32Array(1024)

/** The articles of one list meet, but for pages of hosts whose furniture it is. */
function meetByFingerprint(lists: Columns, from: number, to: number, { isAsked, of }: Meetings, owners: Owners, rules: CandidateOptions) {
  const { numbers, positions } = lists
  if (hosts.length < to - from) hosts = new Int32Array((to - from) * 2)
  for (let i = from; i < to; i++) hosts[i - from] = owners.hostOf(numbers[i]!)
  const furniture = furnitureOf(hosts.subarray(0, to - from), rules)
  const isFurniture = (i: number) => furniture.size > 0 && furniture.has(hosts[i - from]!)
  for (let at = from; at < to; at++) {
    if (isAsked[numbers[at]!] === 0) continue
    const { hits } = of.get(numbers[at]!)!
    const standing = isFurniture(at)
    for (let i = from; i < to; i++) {
      if (i === at || (standing && isFurniture(i))) continue
      const hit = hitOf(numbers[i]!, positions[i]!, positions[at]!)
      if (hit !== null) hits.push(hit)
    }
  }
}

/** The members of one bucket meet, or those next to each other. */
function meetByBand(numbers: Uint32Array, { isAsked, of }: Meetings, owners: Owners, rules: CandidateOptions): void {
  const members = numbers.length > rules.bucketAbove ? owners.sortById(numbers) : numbers
  for (let at = 0; at < members.length; at++) {
    if (isAsked[members[at]!] === 0) continue
    const { met } = of.get(members[at]!)!
    for (const other of bucketPartners(members, at, rules)) met.push(other)
  }
}

async function commonText(db: Db, table: PostingTable, limit: number): Promise<readonly CommonText[]> {
  const most = await db.rows<{ fingerprint: number; articles: number }>(
    'select fingerprint, articles from common_text order by articles desc, fingerprint limit $1',
    limit,
  )
  const owners = ownersOf(db, await stateOf(db))
  const lists = await livingRows(await table.find('fingerprints', Float64Array.from(most, ({ fingerprint }) => fingerprint).sort()), owners)
  const places = new Map<number, Readonly<{ article: ArticleId; position: number }>>()
  forLists(lists, (key, from) => places.set(key, { article: owners.article(lists.numbers[from]!), position: lists.positions[from]! }))
  return most.flatMap(({ fingerprint, articles }) => {
    const place = places.get(fingerprint)
    return place ? [{ fingerprint, articles, ...place }] : []
  })
}
