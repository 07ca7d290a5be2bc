import type { Migration } from './types.ts'

/** Who stands on which side of an event, for dyads: `day` is the day the event counts for, `name` is folded, `shown` is not. */
export const eventSides: Migration = {
  number: 3,
  name: 'event sides',
  statements: ({ key }) => [
    `create table event_side (
      story ${key} not null,
      n bigint not null,
      side ${key} not null,
      place bigint not null,
      day ${key} not null,
      name ${key} not null,
      shown ${key} not null,
      actor ${key},
      country ${key},
      primary key (story, n, side, place)
    )`,
    'create index event_side_actor on event_side (actor, day)',
    'create index event_side_country on event_side (country, day)',
  ],
}
