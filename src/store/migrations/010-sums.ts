import type { Migration } from './types.ts'

/** Indexes that hold all that facets and the network of a range of days ask for. */
export const sums: Migration = {
  number: 10,
  name: 'sums',
  statements: () => [
    'create index listing_sums on listing (story, published, pages, single, edited, language)',
    'create index actor_link_day on actor_link (day, a, b, cooperation, conflict)',
  ],
}
