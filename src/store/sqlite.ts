import { statSync } from 'node:fs'
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import { StateError, StemmaError, TemporaryError, UsageError } from '#model/errors.ts'
import type { Db, Value } from './db.ts'

/** How long a statement waits for another process that holds the file, in milliseconds. */
const busyTimeout = 10_000
/** Prepared statements kept. The program has fewer than a hundred; lists of changing length make more. */
const statementsKept = 300

/**
 * Opens a SQLite file, or `:memory:`. WAL: readers never wait for the writer. synchronous=FULL: a page that we said is stored
 * outlives a power cut; with hundreds of pages a transaction its price does not show. Where nothing may be written, it is opened for
 * reading.
 * Errors: UsageError when the file cannot be opened; StateError when it is no whole database, or may only be read and has changes that
 * were not folded in; TemporaryError when the disk is full or the file stays locked.
 */
export function openSqlite(path: string): Db {
  const { connection, writable } = guarded(path, () => connect(path))
  const statements = new Map<string, StatementSync>()
  let turn: Promise<unknown> = Promise.resolve()

  const prepared = (sql: string): StatementSync => {
    const known = statements.get(sql)
    if (known) return known
    if (statements.size >= statementsKept) statements.clear()
    const statement = connection.prepare(sql.replace(/\$(\d+)/g, '?$1'))
    statements.set(sql, statement)
    return statement
  }
  const run = <Row>(sql: string, values: readonly Value[]): readonly Row[] =>
    guarded(path, () => prepared(sql).all(...(values as readonly SQLInputValue[])) as Row[])
  /** One after the other: what is asked during a transaction waits for its end. */
  const inTurn = <T>(work: () => Promise<T> | T): Promise<T> => {
    const mine = turn.then(work)
    turn = mine.catch(() => {})
    return mine
  }
  const inside: Db = {
    kind: 'sqlite',
    writable,
    handle: connection,
    rows: async (sql, ...values) => run(sql, values),
    transact: (work) => work(inside),
    close: () => Promise.reject(new Error('a database cannot be closed inside a transaction')),
  }
  const transaction = async <T>(work: (db: Db) => Promise<T>): Promise<T> => {
    guarded(path, () => connection.exec('begin immediate'))
    try {
      const made = await work(inside)
      guarded(path, () => connection.exec('commit'))
      return made
    } catch (error) {
      if (connection.isTransaction) connection.exec('rollback')
      throw error
    }
  }
  return {
    kind: 'sqlite',
    writable,
    handle: connection,
    rows: <Row>(sql: string, ...values: readonly Value[]) => inTurn(() => run<Row>(sql, values)),
    transact: (work) => inTurn(() => transaction(work)),
    close: () => inTurn(() => connection.close()),
  }
}

/** Pages of 4 KiB in the write-ahead log before they are folded in: most are written again by the next transactions, and are folded in once. */
const logPages = 16_384
type Connected = Readonly<{ connection: DatabaseSync; writable: boolean }>
const forAll = 'pragma temp_store = memory; pragma cache_size = -65536' // 64 MiB, in KiB

function connect(path: string): Connected {
  try {
    const settings = `pragma journal_mode = wal; pragma wal_autocheckpoint = ${logPages}; pragma synchronous = full; pragma foreign_keys = on; ${forAll}`
    return { connection: opened(path, { timeout: busyTimeout }, settings), writable: true }
  } catch (error) {
    if (primaryCode(error) !== codes.readOnly) throw error
    return { connection: connectToRead(path), writable: false }
  }
}

/**
 * Another process may be writing: then its files beside the database are there, and are read too. Without them the file is all there
 * is, and is read as one that nobody changes (https://sqlite.org/wal.html#read_only_databases).
 */
function connectToRead(path: string): DatabaseSync {
  const settings = `${forAll}; select count(*) from sqlite_schema`
  try {
    return opened(path, { timeout: busyTimeout, readOnly: true }, settings)
  } catch (error) {
    if (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size)
      throw new StateError(
        `${path} may only be read, and has changes beside it that were not folded in`,
        'open it once where it may be written, or copy the whole folder',
        { cause: error },
      )
    return opened(new URL(`${pathToFileURL(path).href}?immutable=1`), { readOnly: true }, settings)
  }
}

function opened(path: string | URL, options: ConstructorParameters<typeof DatabaseSync>[1], settings: string): DatabaseSync {
  const connection = new DatabaseSync(path, options)
  try {
    connection.exec(settings)
    return connection
  } catch (error) {
    connection.close()
    throw error
  }
}

/** SQLite's primary result codes, https://sqlite.org/rescode.html */
const codes = { busy: 5, locked: 6, readOnly: 8, ioError: 10, corrupt: 11, full: 13, cannotOpen: 14, notADatabase: 26 }

const primaryCode = (error: unknown) => (error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : null)

function guarded<T>(path: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw translated(path, error)
  }
}

function translated(path: string, error: unknown): unknown {
  if (error instanceof StemmaError || !(error instanceof Error) || !('errcode' in error)) return error
  const says = error.message
  switch (primaryCode(error)) {
    case codes.busy:
    case codes.locked:
      return new TemporaryError(`the database ${path} is held by another process`, 'wait until it is done, then try again', {
        cause: error,
      })
    case codes.full:
      return new TemporaryError(`no space left for the database ${path}`, 'free some space, then run the same again', { cause: error })
    case codes.ioError:
      return new TemporaryError(`the database ${path} cannot be read or written: ${says}`, 'check the disk, then try again', {
        cause: error,
      })
    case codes.notADatabase:
    case codes.corrupt:
      return new StateError(`${path} is not a whole Stemma database: ${says}`, 'restore a backup, or name another data folder', {
        cause: error,
      })
    case codes.readOnly:
      return new StateError(`the database ${path} may only be read`, 'check the rights of its folder, or name another data folder', {
        cause: error,
      })
    case codes.cannotOpen:
      return new UsageError(`the database ${path} cannot be opened: ${says}`, 'check that the folder exists and may be written', {
        cause: error,
      })
    default:
      return error
  }
}
