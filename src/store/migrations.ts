import { StateError } from '#model/errors.ts'
import type { Db } from './db.ts'
import { first } from './migrations/001-first.ts'
import { fingerprints } from './migrations/002-fingerprints.ts'
import { eventSides } from './migrations/003-event-sides.ts'
import { decisions } from './migrations/004-decisions.ts'
import { desk } from './migrations/005-desk.ts'
import { heard } from './migrations/006-heard.ts'
import { neighbours } from './migrations/007-neighbours.ts'
import { links } from './migrations/008-links.ts'
import { stamps } from './migrations/009-stamps.ts'
import { sums } from './migrations/010-sums.ts'
import type { Dialect, Migration } from './migrations/types.ts'

/** In order, without gaps: number n stands at n - 1. */
export const migrations: readonly Migration[] = [first, fingerprints, eventSides, decisions, desk, heard, neighbours, links, stamps, sums]

const dialects: Readonly<Record<Db['kind'], Dialect>> = {
  sqlite: {
    name: 'sqlite',
    key: 'text',
    blob: 'blob',
    counter: 'integer primary key',
    clustered: ' without rowid',
    // External content (https://sqlite.org/fts5.html#external_content_tables): the words are indexed, the text is not kept twice.
    fullText: (table) => [
      `create virtual table ${table}_search using fts5 (title, text, content='${table}', content_rowid='n', tokenize='unicode61 remove_diacritics 2')`,
      `create trigger ${table}_search_in after insert on ${table} begin
        insert into ${table}_search (rowid, title, text) values (new.n, new.title, new.text); end`,
      `create trigger ${table}_search_out after delete on ${table} begin
        insert into ${table}_search (${table}_search, rowid, title, text) values ('delete', old.n, old.title, old.text); end`,
      `create trigger ${table}_search_change after update of title, text on ${table} begin
        insert into ${table}_search (${table}_search, rowid, title, text) values ('delete', old.n, old.title, old.text);
        insert into ${table}_search (rowid, title, text) values (new.n, new.title, new.text); end`,
    ],
  },
  postgres: {
    name: 'postgres',
    key: 'text collate "C"',
    blob: 'bytea',
    counter: 'bigint generated always as identity primary key',
    clustered: '',
    // A tsvector may hold 1 MiB, in any script: a quarter of a million characters of a page are searched, which is more than any article has.
    fullText: (table) => [
      `alter table ${table} add column search tsvector generated always as (
        setweight(to_tsvector('simple', left(title, 10000)), 'A') || to_tsvector('simple', left(text, 240000))) stored`,
      `create index ${table}_search on ${table} using gin (search)`,
    ],
  },
}

/**
 * Which schema the database has: the number of the last migration, 0 for an empty one.
 * Errors: StateError when it holds the tables of another program, or was written by a newer or an unreleased Stemma.
 */
export async function schemaOf(db: Db): Promise<number> {
  const tables =
    db.kind === 'sqlite'
      ? "select name from sqlite_schema where type = 'table'"
      : 'select table_name as name from information_schema.tables where table_schema = current_schema()'
  const names = (await db.rows<{ name: string }>(tables)).map((table) => table.name)
  if (names.length === 0) return 0
  if (!names.includes('migration'))
    throw new StateError('the database holds the tables of another program', 'name another data folder or database')
  const done = await db.rows<{ number: number; name: string }>('select number, name from migration order by number')
  const number = done.at(-1)?.number ?? 0
  const strange = done.find((one) => one.number <= migrations.length && one.name !== migrations[one.number - 1]!.name)
  if (strange)
    throw new StateError(
      `the database was made by an unreleased Stemma (step ${strange.number} is "${strange.name}")`,
      'its pages are whole: add the files of its archive folder to a new data folder',
    )
  if (number <= migrations.length) return number
  throw new StateError(
    `the database was written by a newer Stemma (schema ${number}; this one knows ${migrations.length})`,
    'update Stemma, or name another data folder',
  )
}

/** Brings the database to this program's schema. Writes nothing when it has it. Errors: as `schemaOf`. */
export async function migrate(db: Db): Promise<void> {
  if ((await schemaOf(db)) === migrations.length) return
  await db.transact(async (tx) => {
    if (db.kind === 'postgres') await tx.rows('select pg_advisory_xact_lock(7160133)') // two starting at once take turns
    const before = await schemaOf(tx)
    if (before === 0) await tx.rows('create table if not exists migration (number bigint primary key, name text not null)')
    for (const { number, name, statements } of migrations.slice(before)) {
      for (const sql of statements(dialects[tx.kind])) await tx.rows(sql)
      await tx.rows('insert into migration (number, name) values ($1, $2)', number, name)
    }
  })
}
