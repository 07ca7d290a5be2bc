import { createHash } from 'node:crypto'
import { resolve } from 'node:path'
import { isRefusal } from '#acquire/sources.ts'
import { hostOf } from '#match/candidates.ts'
import { type Id, makeId } from '#model/ids.ts'
import type { Arrival, Refusal } from '#model/page.ts'
import type { Archive } from '#store/archive.ts'
import type { Db } from '#store/db.ts'
import { getPages, type PageRow, putPages } from '#store/pages.ts'
import { dropParked, type Parked, putParked } from '#store/work.ts'

export const intakeDefaults = {
  /** Pages in one transaction. */
  pages: 256,
  /** Their raw bytes together, after which a batch is closed: bounds memory. */
  bytes: 2 ** 25,
  /** A batch is closed after so many milliseconds, so that pages from slow sources do not wait for others. */
  milliseconds: 2_000,
} as const

/** What one batch brought. */
export type Stored = Readonly<{
  /** Pages to work on: the new ones, and those of which more is known now. */
  pages: readonly Id<'page'>[]
  added: number
  known: number
  refused: readonly Refusal[]
}>

/** The name under which what could not even be read is parked. */
export const acquireStage = 'acquire'
const acquireStamp = 'acquire@1'

const pageIdFor = (url: string, bytes: Uint8Array): Id<'page'> => makeId('page', url, createHash('sha256').update(bytes).digest('hex'))

/** Stores what comes in before anybody looks into it: bytes to the archive, then rows and refusals in one transaction. */
export async function* storeArrivals(db: Db, archive: Archive, arrivals: AsyncIterable<Arrival | Refusal>): AsyncGenerator<Stored> {
  for await (const batch of batches(arrivals)) yield await storeBatch(db, archive, batch)
}

async function* batches(arrivals: AsyncIterable<Arrival | Refusal>): AsyncGenerator<readonly (Arrival | Refusal)[]> {
  let batch: (Arrival | Refusal)[] = []
  let bytes = 0
  let since = Date.now()
  for await (const arrival of arrivals) {
    if (batch.length === 0) since = Date.now()
    batch.push(arrival)
    bytes += isRefusal(arrival) ? 0 : arrival.bytes.length
    const full = batch.length >= intakeDefaults.pages || bytes >= intakeDefaults.bytes
    if (!full && Date.now() - since < intakeDefaults.milliseconds) continue
    yield batch
    batch = []
    bytes = 0
  }
  if (batch.length > 0) yield batch
}

async function storeBatch(db: Db, archive: Archive, batch: readonly (Arrival | Refusal)[]): Promise<Stored> {
  const refused = batch.filter(isRefusal)
  const arrivals = batch.filter((one): one is Arrival => !isRefusal(one))
  const told = bestTold(arrivals.map((arrival) => ({ id: pageIdFor(arrival.url, arrival.bytes), arrival })))
  const known = await getPages(db, [...told.keys()])

  const fresh = [...told].filter(([id]) => !known.has(id)).map(([id, arrival]) => ({ id, arrival }))
  const addedAt = new Date().toISOString()
  const rows: PageRow[] = (await archive.append(fresh)).map(({ page, place, digest }) =>
    rowOf(page, told.get(page)!, place, digest, addedAt),
  )
  for (const [id, page] of known) {
    const arrival = told.get(id)!
    if (telling(arrival) < telling(page)) rows.push(rowOf(id, arrival, page.archive, page.digest, page.addedAt))
  }
  await db.transact(async (tx) => {
    await putPages(tx, rows, 'extract')
    await dropParked(
      tx,
      [acquireStage],
      arrivals.map(({ source }) => parkedInput(source)),
    )
    await putParked(tx, refused.map(parkedRefusal))
  })
  return { pages: rows.map(({ id }) => id), added: fresh.length, known: arrivals.length - fresh.length, refused }
}

type Telling = Pick<Arrival, 'source' | 'fetchedAt' | 'contentType' | 'given'>
/**
 * The same bytes at the same address can come from two sources. The telling whose key is least is kept, whichever came first:
 * one with words of the user, then the earliest capture.
 */
const telling = ({ source, fetchedAt, contentType, given }: Telling) =>
  JSON.stringify([given === null ? 1 : 0, fetchedAt ?? '~', source, contentType ?? '', given])

function bestTold(arrivals: readonly Readonly<{ id: Id<'page'>; arrival: Arrival }>[]): Map<Id<'page'>, Arrival> {
  const best = new Map<Id<'page'>, Arrival>()
  for (const { id, arrival } of arrivals) {
    const before = best.get(id)
    if (!before || telling(arrival) < telling(before)) best.set(id, arrival)
  }
  return best
}

const rowOf = (id: Id<'page'>, arrival: Arrival, archive: PageRow['archive'], digest: string, addedAt: string): PageRow => ({
  id,
  source: arrival.source,
  url: arrival.url,
  host: hostOf(arrival.url),
  fetchedAt: arrival.fetchedAt,
  contentType: arrival.contentType,
  given: arrival.given,
  digest,
  bytes: arrival.bytes.length,
  archive,
  addedAt,
})

/** Sources longer than this, in code units, are known by a hash: PostgreSQL's indexes take keys of some 2,700 bytes. */
const longestKey = 500
/** A file by its whole path, which means the same from every folder; addresses and standard input as they are. */
const placeOf = (source: string): string => (/^(?:https?:|-(?:#|$))/.test(source) ? source : resolve(source))
/** Under which a source that could not be read is parked. */
export const parkedInput = (source: string): string => {
  const place = placeOf(source)
  return place.length <= longestKey ? place : makeId('source', place)
}

const parkedRefusal = ({ source, reason, advice, temporary }: Refusal): Parked => ({
  ...{ stage: acquireStage, input: parkedInput(source), source: placeOf(source), reason, advice, temporary },
  ...{ made: acquireStamp, detail: null, at: new Date().toISOString() },
})
