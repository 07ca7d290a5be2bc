import type { Migration } from './types.ts'

/** A random number that changes with everything that is put into the index, removed or settled: what a process keeps of it in memory is true for one stamp. */
export const stamps: Migration = {
  number: 9,
  name: 'stamps',
  statements: () => ['alter table posting_state add column stamp bigint not null default 0'],
}
