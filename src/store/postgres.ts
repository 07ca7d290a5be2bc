import pg from 'pg'
import { StemmaError, TemporaryError, UsageError } from '#model/errors.ts'
import type { Db, Value } from './db.ts'

/** Connections at once: one writer, and readers beside it. */
const connections = 8
/** Our tables stand in a schema of their own, so that the database may hold other things. */
const schema = 'stemma'

/**
 * Opens a PostgreSQL database by its URL, `postgres://user:password@host:port/name`.
 * Errors: UsageError when it refuses us; TemporaryError when it cannot be reached or goes away.
 */
export async function openPostgres(url: string): Promise<Db> {
  if (!/^postgres(?:ql)?:\/\//.test(url) || !URL.canParse(url))
    throw new UsageError('the database is no PostgreSQL URL', 'write it as postgres://user:password@host:5432/name')
  const pool = new pg.Pool({ connectionString: url, max: connections, options: `-c search_path=${schema}`, types: { getTypeParser } })
  pool.on('error', () => {}) // an idle connection was lost: the next query opens another or reports it
  try {
    await guarded(() => pool.query(`create schema if not exists ${schema}`))
  } catch (error) {
    await pool.end()
    throw error
  }
  return {
    kind: 'postgres',
    writable: true,
    handle: pool,
    rows: (sql, ...values) => query(pool, sql, values),
    async transact(work) {
      const client = await guarded(() => pool.connect())
      const inside: Db = {
        kind: 'postgres',
        writable: true,
        handle: pool,
        rows: (sql, ...values) => query(client, sql, values),
        transact: (inner) => inner(inside),
        close: () => Promise.reject(new Error('a database cannot be closed inside a transaction')),
      }
      let broken: Error | undefined
      try {
        await guarded(() => client.query('begin'))
        const made = await work(inside)
        await guarded(() => client.query('commit'))
        return made
      } catch (error) {
        await client.query('rollback').catch((lost: Error) => {
          broken = lost
        })
        throw error
      } finally {
        client.release(broken)
      }
    },
    close: () => pool.end(),
  }
}

type Queries = Readonly<{ query(sql: string, values: unknown[]): Promise<{ rows: unknown[] }> }>

async function query<Row>(on: Queries, sql: string, values: readonly Value[]): Promise<readonly Row[]> {
  return guarded(async () => (await on.query(sql, values.map(storable))).rows as Row[])
}

/** PostgreSQL's text cannot hold U+0000; the replacement character is as long, so offsets stay. */
const storable = (value: Value) => (typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\ufffd') : value)

/** Type numbers of int8 and numeric (sums), which pg leaves as text. */
const counted = new Set([20, 1700])
const getTypeParser = ((oid: number, format?: 'text' | 'binary') =>
  counted.has(oid) && format !== 'binary' ? Number : pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser

async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw translated(error)
  }
}

/** Classes of SQLSTATE, https://www.postgresql.org/docs/current/errcodes-appendix.html, and of Node's own socket errors. */
function translated(error: unknown): unknown {
  if (error instanceof StemmaError || !(error instanceof Error)) return error
  const code = 'code' in error ? String(error.code) : ''
  if (/^(08|57|40|55)/.test(code) || /^E[A-Z]+$/.test(code) || /connection|terminated/i.test(error.message))
    return new TemporaryError(`PostgreSQL is not to be had: ${error.message || code}`, 'check that it runs, then try again', {
      cause: error,
    })
  if (code.startsWith('53'))
    return new TemporaryError(`PostgreSQL is out of room: ${error.message}`, 'free some, then try again', { cause: error })
  if (/^(28|3D|42501)/.test(code))
    return new UsageError(`PostgreSQL refuses: ${error.message}`, 'check user, password, rights and name in the URL', { cause: error })
  return error
}
