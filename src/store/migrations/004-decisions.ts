import type { Migration } from './types.ts'

/** What users have decided about stories, and how stories became what they are. Decisions are not derived: a rebuild keeps them. */
export const decisions: Migration = {
  number: 4,
  name: 'decisions',
  statements: ({ key, counter }) => [
    `create table decision (n ${counter}, kind ${key} not null, reason text, at text not null)`,
    // `other` is 1 for the pages that a split leaves and for the one that a pin holds to.
    `create table decision_article (
      decision bigint not null,
      article ${key} not null,
      other bigint not null,
      primary key (decision, article)
    )`,
    'create index decision_article_article on decision_article (article)',
    // `after` is null while what a user decided is still to be carried out.
    `create table story_log (
      n ${counter},
      at text not null,
      kind ${key} not null,
      made_by ${key} not null,
      decision bigint,
      stories_before text not null,
      stories_after text,
      pages text not null,
      why text not null
    )`,
    `create table story_log_story (story ${key} not null, entry bigint not null, primary key (story, entry))`,
  ],
}
