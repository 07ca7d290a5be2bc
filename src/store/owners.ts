import { randomBytes } from 'node:crypto'
import type { Id } from '#model/ids.ts'
import { type Db, row, rowsIn } from './db.ts'
import { type Added, idOfBytes, type OwnerRow, ownerColumns } from './posting-table.ts'

/** How far the index is: the last number given, the last whose coming is settled, and the stamp, which changes with all that is put, removed or settled. */
type State = Readonly<{ last: number; settled: number; stamp: number }>

const columns = 'last, settled, stamp'
export const stateOf = async (db: Db): Promise<State> => (await row<State>(db, `select ${columns} from posting_state`))!
/** The same, and nobody else changes the index before this transaction ends. */
export const ownState = async (db: Db): Promise<State> =>
  (await row<State>(db, `update posting_state set last = last returning ${columns}`))!

/**
 * What is known in memory of the articles in one open database, by number: 13 bytes each. `hosts` has the number of a host in `names`, 0 where
 * nothing is known yet, `gone` where there is no such article. `common`: in how many articles common text stands. True for one stamp.
 */
type Known = {
  stamp: number
  hosts: Int32Array
  removed: Uint8Array
  ids: Buffer
  names: Map<string, number>
  common: Map<number, number> | null
}
const gone = -1

const known = new WeakMap<object, Known>()
const nothing = (stamp: number): Known => ({
  stamp,
  hosts: new Int32Array(0),
  removed: new Uint8Array(0),
  ids: Buffer.alloc(0),
  names: new Map(),
  common: null,
})

/** Articles by number, up to the last one that there was when somebody asked. */
export type Owners = Readonly<{
  last: number
  /** Looks up those of these numbers that nobody has asked for before. */
  load: (numbers: Uint32Array) => Promise<void>
  /** A number for the host; below 1: there is no such article. */
  hostOf: (no: number) => number
  isRemoved: (no: number) => boolean
  article: (no: number) => Id<'article'>
  /** Sorts numbers by the ids of their articles. */
  sortById: (numbers: Uint32Array) => Uint32Array
  /** Common text and in how many articles it stands, as of the last time things were settled. The caller of `changed` may change it. */
  common: () => Promise<Map<number, number>>
  /** Notes articles that were added in this transaction. */
  add: (added: readonly Omit<Added, 'keys' | 'digest'>[]) => void
}>

/** What is known is thrown away when anybody else has changed the index since, or a change of ours was undone. */
export function ownersOf(db: Db, { last, stamp }: State): Owners {
  const current = known.get(db.handle)
  const here = current?.stamp === stamp ? current : nothing(stamp)
  known.set(db.handle, here)
  makeRoom(here, last)
  const note = (no: number, article: Uint8Array, host: string, removed: number) => {
    if (!here.names.has(host)) here.names.set(host, here.names.size + 1)
    here.hosts[no] = here.names.get(host)!
    here.removed[no] = removed
    here.ids.set(article, no * 8)
  }
  return {
    last,
    async load(numbers) {
      const asked = new Set<number>()
      for (const no of numbers) if (no <= last && here.hosts[no] === 0) asked.add(no)
      if (asked.size === 0) return
      for (const each of await rowsIn<OwnerRow>(db, `${ownerColumns} no in`, [...asked])) {
        note(each.no, each.article, each.host, each.removed)
        asked.delete(each.no)
      }
      for (const no of asked) here.hosts[no] = gone
    },
    hostOf: (no) => (no <= last ? here.hosts[no]! : gone), // articles that came meanwhile have higher numbers
    isRemoved: (no) => here.removed[no] === 1,
    article: (no) => idOfBytes(here.ids.subarray(no * 8, no * 8 + 8)),
    sortById: (numbers) => numbers.sort((a, b) => here.ids.compare(here.ids, b * 8, b * 8 + 8, a * 8, a * 8 + 8)),
    async common() {
      type Row = Readonly<{ fingerprint: number; articles: number }>
      here.common ??= new Map(
        (await db.rows<Row>('select fingerprint, articles from common_text')).map(({ fingerprint, articles }) => [fingerprint, articles]),
      )
      return here.common
    },
    add(added) {
      for (const { no, article, host } of added) {
        makeRoom(here, no)
        note(no, Buffer.from(article.slice(-16), 'hex'), host, 0)
      }
    },
  }
}

function makeRoom(here: Known, last: number): void {
  if (last < here.hosts.length) return
  const room = Math.max(last + 1, here.hosts.length * 2, 1024)
  const { hosts, removed, ids } = here
  here.hosts = new Int32Array(room)
  here.hosts.set(hosts)
  here.removed = new Uint8Array(room)
  here.removed.set(removed)
  here.ids = Buffer.alloc(room * 8)
  here.ids.set(ids)
}

/**
 * Notes that the index was changed, and how far it is; returns the new stamp. What is known in memory stays true if `keeps`: articles were added only, and noted.
 * Part of the caller's transaction: should that be undone, the stamp of the memory is not that of the database.
 */
export async function changed(db: Db, { last, settled }: Omit<State, 'stamp'>, keeps: boolean): Promise<number> {
  const stamp = randomBytes(6).readUIntBE(0, 6)
  await db.rows('update posting_state set last = $1, settled = $2, stamp = $3', last, settled, stamp)
  const here = known.get(db.handle)
  if (here && keeps) here.stamp = stamp
  else known.delete(db.handle)
  return stamp
}
