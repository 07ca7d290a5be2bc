import type { Migration } from './types.ts'

/**
 * What the desk's lists are made of, written when a story is told, so that no list opens a document. `label` columns hold names
 * as they are compared, `shown` as they are written; both are cut at 200 characters, which PostgreSQL's indexes can take.
 */
export const desk: Migration = {
  number: 5,
  name: 'desk',
  statements: ({ key, clustered }) => [
    // A story as a row of a list. `at`: when it last changed here; `digest`: of the document, which tells whether it did.
    `create table listing (
      story ${key} primary key,
      at ${key} not null,
      digest ${key} not null,
      headline text,
      title text,
      language ${key},
      published ${key} not null,
      first_published text,
      last_published text,
      pages bigint not null,
      reports bigint not null,
      events bigint not null,
      quotes bigint not null,
      changes bigint not null,
      single bigint not null,
      edited bigint not null,
      body text not null
    )`,
    ...['published', 'at', 'pages', 'reports', 'changes'].map((column) => `create index listing_${column} on listing (${column}, story)`),
    // Which story a text is in, by the number that full-text search knows it by.
    `create table story_text (n bigint primary key, story ${key} not null)`,
    'create index story_text_story on story_text (story)',

    // What a story is found by (outlet, agency, place), and the same counted: `n` pages of an outlet, events at a place.
    `create table story_label (
      kind ${key} not null,
      label ${key} not null,
      story ${key} not null,
      shown ${key} not null,
      n bigint not null,
      primary key (kind, label, story)
    )${clustered}`,
    'create index story_label_story on story_label (story, kind, label)',
    `create table label (
      kind ${key} not null,
      label ${key} not null,
      shown ${key} not null,
      stories bigint not null,
      n bigint not null,
      primary key (kind, label)
    )${clustered}`,
    'create index label_n on label (kind, n, label)',
    'create index label_stories on label (kind, stories, label)',

    // Actors of a story; all that one name was told to be (a profile); and the actors that profiles are shown to be one of.
    `create table story_actor (
      story ${key} not null,
      name_id ${key} not null,
      profile ${key} not null,
      shown ${key} not null,
      role ${key},
      quotes bigint not null,
      events bigint not null,
      published ${key} not null,
      primary key (story, name_id)
    )${clustered}`,
    'create index story_actor_profile on story_actor (profile, published, quotes, events, shown, role, story)',
    `create table profile (
      id ${key} primary key,
      name_id ${key} not null,
      kind ${key} not null,
      name ${key} not null,
      country ${key},
      role ${key},
      story ${key},
      actor ${key} not null,
      shown ${key} not null,
      role_shown ${key},
      stories bigint not null,
      quotes bigint not null,
      events bigint not null,
      last ${key} not null
    )`,
    'create index profile_name on profile (name_id, story)',
    'create index profile_actor on profile (actor)',
    'create index profile_words on profile (name)',
    `create table actor (
      id ${key} primary key,
      name_id ${key} not null,
      kind ${key} not null,
      name ${key} not null,
      shown ${key} not null,
      role ${key},
      country ${key},
      stories bigint not null,
      quotes bigint not null,
      events bigint not null,
      last ${key} not null
    )`,
    'create index actor_name on actor (name_id)',
    ...['stories', 'quotes', 'events'].map((column) => `create index actor_${column} on actor (${column}, id)`),

    // What outlets do: pages, originals, copies, from whom, how late, edits by kind, agencies, pages a day.
    `create table outlet_fact (
      outlet ${key} not null,
      kind ${key} not null,
      value ${key} not null,
      story ${key} not null,
      n bigint not null,
      primary key (outlet, kind, value, story)
    )${clustered}`,
    'create index outlet_fact_story on outlet_fact (story)',
    'create index outlet_fact_value on outlet_fact (kind, value)',

    // Of a quote: the profile of its speaker, the first outlet that has it and when, the agency as written, its words as searched.
    ...[`profile ${key}`, `outlet ${key}`, `first_at ${key}`, `agency ${key}`, `anonymous ${key}`, 'words text'].map(
      (column) => `alter table quote add column ${column}`,
    ),
    ...['quote', 'event'].flatMap((table) =>
      ['pages', 'reports'].map((column) => `alter table ${table} add column ${column} bigint not null default 0`),
    ),
    'create index quote_profile on quote (profile, published, story, n)',
    'create index quote_anonymous on quote (anonymous, outlet)',
    `alter table event add column place_label ${key}`,
    'create index event_place on event (place_label, day, story, n)',

    'create index page_added on page (added_at)',
    // What the user of the desk said. Marks keep the id they were given; story_alias leads to today's.
    `create table mark (kind ${key} not null, story ${key} not null, at text not null, primary key (kind, story))`,
    'create table visit (id bigint primary key, at text not null)',
    `create table saved_search (id ${key} primary key, name text not null, q text not null, at text not null)`,
    // Counts the times that stories were written: what was worked out of them holds as long as it stands still.
    'create table told (id bigint primary key, n bigint not null)',
    'insert into told (id, n) values (1, 0)',
  ],
}
