import type { Migration } from './types.ts'

/** What stories are gathered from: each family with what it is about, the families that are like it, and its story. */
export const neighbours: Migration = {
  number: 7,
  name: 'neighbours',
  statements: ({ key, blob, clustered }) => [
    // `no` is made of the first 52 bits of the family's id, so that numbers are in the order of ids. `keys`: its weightiest terms.
    `create table subject (
      no bigint primary key,
      family ${key} not null unique,
      made text not null,
      day bigint,
      first ${key} not null,
      keys ${blob} not null,
      body ${blob} not null
    )`,
    // Families by their weightiest terms, in order of time; `chief` is 1 for the terms that are enough to meet by.
    `create table subject_key (
      term bigint not null,
      day bigint not null,
      subject bigint not null,
      chief bigint not null,
      primary key (term, day, subject)
    )${clustered}`,
    // The chance that two tell one event, in ten-thousandths; each pair in both directions.
    `create table likeness (a bigint not null, b bigint not null, value bigint not null, primary key (a, b))${clustered}`,
    `create table story_family (family ${key} primary key, story ${key} not null)`,
    'create index story_family_story on story_family (story)',
    `insert into story_family (family, story)
      select distinct f.family, s.story from family_article f join story_article s on s.article = f.article`,

    // 1: they share enough narration to be copies; families are joined by these. Everything is aligned again.
    'alter table overlap add column copying bigint not null default 0',
    'delete from overlap',
    // Why a document tells less than its story has; null: it is up to date.
    'alter table document add column stale text',
    // Families are gathered anew from nothing, and matched anew.
    "insert into todo (stage, input) select 'match', id from article where true on conflict do nothing",
    "insert into todo (stage, input) select 'trace', id from article where true on conflict do nothing",
    "insert into todo (stage, input) select 'liken', id from family where true on conflict do nothing",
    "delete from todo where stage = 'cluster'",
  ],
}
