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
import { bandKeys } from '#match/sketch.ts'
import type { Id } from '#model/ids.ts'
import { type Db, putMany, rowsIn } from './db.ts'

type ArticleId = Id<'article'>
/** An article as the postings know it: by a number, which says nothing outside this database. */
type Owner = Readonly<{ no: number; article: ArticleId; host: string }>
type Kept = Owner & Readonly<{ fingerprints: Float64Array; positions: Uint32Array; bands: Float64Array }>
type Posting = Readonly<{ owner: Owner; position: number }>

/** Articles handled at once: bounds the memory for their postings and those they meet, some 100 kB an article. */
const atOnce = 500

/** Fingerprints and bands as plain rows, the same in SQLite and PostgreSQL. */
export function openPostings(db: Db, options: CandidateOptions = candidateDefaults): FingerprintIndex {
  return {
    put: (batch) => db.transact((tx) => put(tx, batch, options)),
    remove: (articles) => db.transact((tx) => remove(tx, articles, options)),
    async candidatePairs(articles) {
      const pairs = new Map<string, Candidate>()
      for (const some of chunked(articles)) for (const pair of await pairsOf(db, some, options)) pairs.set(`${pair.a} ${pair.b}`, pair)
      return [...pairs.keys()].sort().map((key) => pairs.get(key)!)
    },
    commonText: (limit) => commonText(db, limit),
  }
}

function* chunked<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < all.length; from += atOnce) yield all.slice(from, from + atOnce)
}

async function put(db: Db, batch: readonly Indexed[], options: CandidateOptions): Promise<readonly ArticleId[]> {
  const fresh = new Map(batch.map((each) => [each.article, each]))
  for (const { article } of await rowsIn<Owner>(db, 'select article from sketch where article in', [...fresh.keys()])) fresh.delete(article)
  const dirty = new Set<ArticleId>()
  for (const some of chunked([...fresh.values()])) for (const article of await putSome(db, some, options)) dirty.add(article)
  return [...dirty].filter((article) => !fresh.has(article)).sort()
}

async function putSome(db: Db, batch: readonly Indexed[], options: CandidateOptions): Promise<Set<ArticleId>> {
  const columns = ['article', 'host', 'words', 'fingerprints', 'positions', 'bands']
  const rows = batch.map(({ article, host, sketch }) => [
    article,
    host,
    sketch.words,
    bytesOf(sketch.fingerprints),
    bytesOf(sketch.positions),
    bytesOf(bandKeys(sketch.minhash)),
  ])
  await putMany(db, 'sketch', columns, rows)
  const added = await keptOf(
    db,
    batch.map(({ article }) => article),
  )
  const dirty = await moved(db, added, 1, options)
  await putMany(db, 'posting', ['fingerprint', 'sketch', 'position'], inKeyOrder(added.flatMap(postingRows)))
  await putMany(db, 'band', ['band', 'sketch'], inKeyOrder(added.flatMap(({ no, bands }) => Array.from(bands, (band) => [band, no]))))
  return dirty
}

const postingRows = ({ no, fingerprints, positions }: Kept) => Array.from(fingerprints, (value, i) => [value, no, positions[i]!])
/** Rows sorted by key are added next to each other, not all over the table. */
const inKeyOrder = (rows: number[][]) => rows.sort((a, b) => a[0]! - b[0]!)

async function remove(db: Db, articles: readonly ArticleId[], options: CandidateOptions): Promise<readonly ArticleId[]> {
  const dirty = new Set<ArticleId>()
  for (const some of chunked(articles)) {
    const leaving = await keptOf(db, some)
    const numbers = leaving.map(({ no }) => no).join(', ')
    if (leaving.length === 0) continue
    await rowsIn(db, `delete from posting where sketch in (${numbers}) and fingerprint in`, keysOf(leaving, 'fingerprints'))
    await rowsIn(db, `delete from band where sketch in (${numbers}) and band in`, keysOf(leaving, 'bands'))
    for (const article of await moved(db, leaving, -1, options)) dirty.add(article)
    await db.rows(`delete from sketch where no in (${numbers})`)
  }
  for (const article of articles) dirty.delete(article)
  return [...dirty].sort()
}

/**
 * What `some` change for others by coming (`sign` 1, their rows not yet there) or going (-1, no longer there): both see the
 * lists without them. Keeps the table of common text, and names the articles whose candidates may change.
 */
async function moved(db: Db, some: readonly Kept[], sign: 1 | -1, options: CandidateOptions): Promise<Set<ArticleId>> {
  const dirty = new Set<ArticleId>()
  await recount(db, some, sign, dirty, options)
  await shiftBuckets(db, some, dirty, options)
  return dirty
}

async function recount(db: Db, some: readonly Kept[], sign: 1 | -1, dirty: Set<ArticleId>, options: CandidateOptions): Promise<void> {
  const moving = groupBy(some, ({ fingerprints }) => fingerprints)
  const common = await commonAmong(db, [...moving.keys()])
  const without = (fingerprint: number) => common.get(fingerprint)! - (sign < 0 ? moving.get(fingerprint)!.length : 0)
  const looked = [...moving.keys()].filter((each) => !common.has(each) || without(each) <= options.commonAbove)
  const lists = await postingsOf(db, looked)
  const counted: number[][] = []
  const noLonger: number[] = []
  for (const [fingerprint, owners] of moving) {
    const rest = lists.get(fingerprint) ?? []
    const restCount = common.has(fingerprint) ? without(fingerprint) : rest.length
    const now = restCount + (sign > 0 ? owners.length : 0)
    if (now > options.commonAbove) counted.push([fingerprint, now])
    else if (common.has(fingerprint)) noLonger.push(fingerprint)
    const hosts = rest.map(({ owner }) => owner.host)
    if (rest.length > 0 && counts(hosts, options) !== counts([...hosts, ...owners.map(({ host }) => host)], options))
      for (const { owner } of rest) dirty.add(owner.article)
  }
  await putMany(db, 'common_text', ['fingerprint', 'articles'], counted, '(fingerprint) do update set articles = excluded.articles')
  await rowsIn(db, 'delete from common_text where fingerprint in', noLonger)
}

/** A crowded bucket pairs neighbours only, so one that comes or goes changes the pairs of those around it. */
async function shiftBuckets(db: Db, some: readonly Kept[], dirty: Set<ArticleId>, options: CandidateOptions): Promise<void> {
  const moving = groupBy(some, ({ bands }) => bands)
  const buckets = await bucketsOf(db, [...moving.keys()])
  for (const [band, owners] of moving) {
    const rest = buckets.get(band) ?? []
    if (rest.length + owners.length <= options.bucketAbove) continue
    const whole = inOrder([...rest, ...owners])
    const shifted =
      rest.length <= options.bucketAbove ? rest : owners.flatMap((owner) => bucketPartners(whole, whole.indexOf(owner), options))
    for (const { article } of shifted) dirty.add(article)
  }
}

async function pairsOf(db: Db, articles: readonly ArticleId[], options: CandidateOptions): Promise<readonly Candidate[]> {
  const touched = await keptOf(db, articles)
  const fingerprints = keysOf(touched, 'fingerprints')
  const common = await commonAmong(db, fingerprints)
  const postings = await postingsOf(
    db,
    fingerprints.filter((each) => !common.has(each)),
  )
  const buckets = await bucketsOf(db, keysOf(touched, 'bands'))
  const owners = new Map<number, Owner>()
  const lists = new Map<number, PostingList>()
  for (const [fingerprint, list] of postings) {
    for (const { owner } of list) owners.set(owner.no, owner)
    const hosts = list.map(({ owner }) => owner.host)
    if (list.length > 1 && counts(hosts, options))
      lists.set(fingerprint, { articles: list.map(({ owner }) => owner.no), hosts, positions: list.map(({ position }) => position) })
  }
  for (const [band, bucket] of buckets) {
    for (const owner of bucket) owners.set(owner.no, owner)
    buckets.set(band, inOrder(bucket))
  }
  const pairs: Candidate[] = []
  for (const one of touched) {
    const met = Array.from(one.bands).flatMap((band) => {
      const bucket = buckets.get(band)!
      return bucketPartners(
        bucket,
        bucket.findIndex(({ no }) => no === one.no),
        options,
      ).map(({ no }) => no)
    })
    const partners = new Set([
      ...partnersByFingerprint(one, one.no, (fingerprint) => lists.get(fingerprint), options),
      ...partnersByBand(met, options),
    ])
    for (const no of partners) {
      const { article } = owners.get(no)!
      pairs.push(one.article < article ? { a: one.article, b: article } : { a: article, b: one.article })
    }
  }
  return pairs
}

const commonText = (db: Db, limit: number) =>
  db.rows<CommonText>(
    `select c.fingerprint, c.articles, s.article, p.position from common_text c
     join posting p on p.fingerprint = c.fingerprint and p.sketch = (select min(q.sketch) from posting q where q.fingerprint = c.fingerprint)
     join sketch s on s.no = p.sketch order by c.articles desc, c.fingerprint limit $1`,
    limit,
  )

async function keptOf(db: Db, articles: readonly ArticleId[]): Promise<readonly Kept[]> {
  type Row = Owner & Readonly<{ fingerprints: Uint8Array; positions: Uint8Array; bands: Uint8Array }>
  const rows = await rowsIn<Row>(db, 'select no, article, host, fingerprints, positions, bands from sketch where article in', articles)
  return rows.map(({ no, article, host, fingerprints, positions, bands }) => ({
    no,
    article,
    host,
    fingerprints: new Float64Array(copyOf(fingerprints)),
    positions: new Uint32Array(copyOf(positions)),
    bands: new Float64Array(copyOf(bands)),
  }))
}

async function commonAmong(db: Db, fingerprints: readonly number[]): Promise<Map<number, number>> {
  type Row = Readonly<{ fingerprint: number; articles: number }>
  const rows = await rowsIn<Row>(db, 'select fingerprint, articles from common_text where fingerprint in', fingerprints)
  return new Map(rows.map(({ fingerprint, articles }) => [fingerprint, articles]))
}

async function postingsOf(db: Db, fingerprints: readonly number[]): Promise<Map<number, Posting[]>> {
  type Row = Readonly<{ fingerprint: number; sketch: number; position: number }>
  const rows = await rowsIn<Row>(db, 'select fingerprint, sketch, position from posting where fingerprint in', fingerprints)
  const owners = await ownersOf(db, rows)
  const lists = new Map<number, Posting[]>()
  for (const { fingerprint, sketch, position } of rows) {
    const posting = { owner: owners.get(sketch)!, position }
    const list = lists.get(fingerprint)
    if (list) list.push(posting)
    else lists.set(fingerprint, [posting])
  }
  return lists
}

async function bucketsOf(db: Db, bands: readonly number[]): Promise<Map<number, Owner[]>> {
  const rows = await rowsIn<Readonly<{ band: number; sketch: number }>>(db, 'select band, sketch from band where band in', bands)
  const owners = await ownersOf(db, rows)
  const buckets = new Map<number, Owner[]>()
  for (const { band, sketch } of rows) {
    const bucket = buckets.get(band)
    if (bucket) bucket.push(owners.get(sketch)!)
    else buckets.set(band, [owners.get(sketch)!])
  }
  return buckets
}

async function ownersOf(db: Db, rows: readonly Readonly<{ sketch: number }>[]): Promise<Map<number, Owner>> {
  const numbers = [...new Set(rows.map(({ sketch }) => sketch))]
  const owners = await rowsIn<Owner>(db, 'select no, article, host from sketch where no in', numbers)
  return new Map(owners.map((owner) => [owner.no, owner]))
}

const keysOf = (some: readonly Kept[], column: 'fingerprints' | 'bands') => [...new Set(some.flatMap((each) => [...each[column]]))]

function groupBy<T>(items: readonly T[], keysOf: (item: T) => Iterable<number>): Map<number, T[]> {
  const groups = new Map<number, T[]>()
  for (const item of items)
    for (const key of keysOf(item)) {
      const group = groups.get(key)
      if (group) group.push(item)
      else groups.set(key, [item])
    }
  return groups
}

const inOrder = (owners: readonly Owner[]) => [...owners].sort((a, b) => (a.article < b.article ? -1 : a.article > b.article ? 1 : 0))
const bytesOf = (numbers: Float64Array | Uint32Array) => new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength)
/** A copy of its own: what a database gives may start at any address, and numbers of eight bytes may not. */
const copyOf = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer
