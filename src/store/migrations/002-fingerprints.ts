import type { Migration } from './types.ts'

/**
 * What store/postings.ts reads and writes. `article` is the id's 64 bits. `removed` articles are gone, but what hangs on that is
 * still to be settled. SQLite keeps postings in files beside the database (`segment` names them) and, until they are written,
 * in `posting_log`; PostgreSQL keeps them as arrays.
 */
export const fingerprints: Migration = {
  number: 2,
  name: 'segments',
  statements: ({ name, key }) => [
    ...tables[name](key),
    'create index sketch_removed on sketch (no) where removed = 1',
    // The last number given, and the last whose coming is settled.
    'create table posting_state (last bigint not null, settled bigint not null)',
    'insert into posting_state (last, settled) values (0, 0)',
    'create table common_text (fingerprint bigint primary key, articles bigint not null)',
  ],
}

const tables = {
  sqlite: (key: string) => [
    `create table sketch (
      no integer primary key,
      article blob not null,
      host ${key} not null,
      digest bigint not null,
      removed bigint not null
    )`,
    // `batch` is a random number, the same for all that came together: rows that a roll-back took away are known by it.
    'create table posting_log (no integer primary key, batch bigint not null, keys blob not null)',
    `create table segment (
      first integer primary key,
      last bigint not null,
      file ${key} not null,
      level bigint not null,
      postings bigint not null
    )`,
    'create table posting_gone (no integer primary key)',
  ],
  postgres: (key: string) => [
    `create table sketch (
      no bigint not null,
      day ${key} not null,
      article bytea not null,
      host ${key} not null,
      digest bigint not null,
      removed bigint not null,
      fingerprints bigint[] not null,
      positions integer[] not null,
      bands bigint[] not null,
      primary key (no, day)
    ) partition by list (day)`,
    'create index sketch_article on sketch (article)',
    'create index sketch_fingerprints on sketch using gin (fingerprints)',
    'create index sketch_bands on sketch using gin (bands)',
  ],
}
