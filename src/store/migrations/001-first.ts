import type { Migration } from './types.ts'

/** `made` is the stamp of the stage that made a row, `extract@1`. JSON bodies are records of model/, as they stand there. */
export const first: Migration = {
  number: 1,
  name: 'first',
  statements: ({ key, counter, fullText }) => [
    // The raw pages: where their bytes stand in the archive, and what the source said of them. Nothing here is derived.
    `create table page (
      id ${key} primary key,
      source text not null,
      url text not null,
      host ${key} not null,
      fetched_at text,
      content_type text,
      given text,
      digest ${key} not null,
      bytes bigint not null,
      archive_file ${key} not null,
      archive_offset bigint not null,
      archive_length bigint not null,
      added_at text not null
    )`,
    'create index page_place on page (archive_file, archive_offset)',
    // By their first characters: a key of PostgreSQL's indexes may have some 2,700 bytes, and addresses are longer at times.
    'create index page_url on page (substr(url, 1, 500))',
    'create index page_source on page (substr(source, 1, 500))',

    // What is still to be done, and by which version of each stage the rest was done.
    `create table stage (name ${key} primary key, version bigint not null)`,
    `create table todo (stage ${key} not null, input ${key} not null, primary key (stage, input))`,
    `create table parked (
      stage ${key} not null,
      input ${key} not null,
      source text not null,
      reason text not null,
      advice text not null,
      temporary bigint not null,
      made text not null,
      detail text,
      at text not null,
      primary key (stage, input)
    )`,

    `create table article (
      n ${counter},
      id ${key} not null unique,
      page ${key} not null references page (id),
      made text not null,
      host ${key} not null,
      media_type text not null,
      charset text not null,
      language text,
      outlet text,
      published text,
      title text not null,
      text text not null,
      body text not null
    )`,
    ...fullText('article'),
    `create table features (article ${key} primary key, made text not null, body text not null)`,
    `create table reading (article ${key} primary key, made text not null, body text not null)`,

    // Copies: what two articles share, and the families they fall into.
    `create table overlap (
      a ${key} not null,
      b ${key} not null,
      made text not null,
      body text not null,
      primary key (a, b)
    )`,
    'create index overlap_b on overlap (b)',
    `create table family (id ${key} primary key, made text not null, body text not null)`,
    `create table family_article (article ${key} primary key, family ${key} not null)`,
    'create index family_article_family on family_article (family)',

    `create table story (id ${key} primary key, made text not null, body text not null)`,
    `create table story_article (article ${key} primary key, story ${key} not null)`,
    'create index story_article_story on story_article (story)',
    `create table story_alias (id ${key} primary key, story ${key} not null)`,
    'create index story_alias_story on story_alias (story)',

    // The story as it goes out, and the columns that lists are sorted and filtered by.
    `create table document (
      story ${key} primary key,
      made text not null,
      title text,
      language text,
      published ${key} not null,
      pages bigint not null,
      reports bigint not null,
      outlets text not null,
      agencies text not null,
      body text not null
    )`,
    'create index document_published on document (published, story)',
    `create table quote (
      story ${key} not null,
      n bigint not null,
      published ${key} not null,
      kind text not null,
      speaker text,
      actor ${key},
      via text,
      exact text not null,
      body text not null,
      primary key (story, n)
    )`,
    'create index quote_published on quote (published, story, n)',
    'create index quote_actor on quote (actor)',
    `create table event (
      story ${key} not null,
      n bigint not null,
      day ${key} not null,
      type ${key} not null,
      status text not null,
      actors text not null,
      recipients text not null,
      place text,
      body text not null,
      primary key (story, n)
    )`,
    'create index event_day on event (day, story, n)',
  ],
}
