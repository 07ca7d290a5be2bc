import type { Migration } from './types.ts'

/** What the desk's slower questions walk over: indexes that hold all they ask, and who stands opposite whom. */
export const links: Migration = {
  number: 8,
  name: 'links',
  statements: ({ key, clustered }) => [
    'create index quote_speaker on quote (speaker, published, story, n)',
    'create index quote_facts on quote (profile, outlet, agency, story, first_at, n)',
    'create index event_side_name on event_side (name, side, story, n)',
    'create index event_key on event (story, n, day, type, status, place_label)',
    'create index actor_words on actor (name, kind, country, stories, quotes, events, id)',
    // Profiles on the two sides of a story's events on one day; `a` is the lesser id.
    `create table actor_link (
      a ${key} not null,
      b ${key} not null,
      story ${key} not null,
      day ${key} not null,
      cooperation bigint not null,
      conflict bigint not null,
      primary key (a, b, story, day)
    )${clustered}`,
    'create index actor_link_story on actor_link (story)',
  ],
}
