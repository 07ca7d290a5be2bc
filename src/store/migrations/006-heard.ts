import type { Migration } from './types.ts'

/** What plug-ins answered, by the digest of the text they were asked about: the same text gets the same answer again. */
export const heard: Migration = {
  number: 6,
  name: 'heard',
  statements: ({ key }) => [
    `create table heard (text ${key} not null, plugin ${key} not null, at text not null, body text not null, primary key (text, plugin))`,
  ],
}
