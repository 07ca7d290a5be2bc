import type { Migration } from './types.ts'

/** What store/postings.ts reads and writes. Numbers in blobs are little-endian: float64 fingerprints and bands, uint32 positions. */
export const fingerprints: Migration = {
  number: 2,
  name: 'fingerprints',
  statements: ({ key, blob, counter, clustered }) => [
    `create table sketch (
      no ${counter},
      article ${key} not null unique,
      host ${key} not null,
      words bigint not null,
      fingerprints ${blob} not null,
      positions ${blob} not null,
      bands ${blob} not null
    )`,
    `create table posting (
      fingerprint bigint not null,
      sketch bigint not null,
      position bigint not null,
      primary key (fingerprint, sketch)
    )${clustered}`,
    `create table band (band bigint not null, sketch bigint not null, primary key (band, sketch))${clustered}`,
    'create table common_text (fingerprint bigint primary key, articles bigint not null)',
  ],
}
