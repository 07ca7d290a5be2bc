import type { EventDocument, QuoteDocument } from '#model/document.ts'
import { UsageError } from '#model/errors.ts'
import type { Id } from '#model/ids.ts'
import { eventStatuses, eventTypes } from '#model/reading.ts'
import { allOf, between, type Condition, type Days } from './conditions.ts'
import { checkedLimit, fromCursor, type Listed, type Paging, toCursor } from './cursor.ts'
import type { Db } from './db.ts'
import { labelOf, within, withWords } from './folding.ts'

type InStory = Listed &
  Readonly<{
    story: Id<'story'>
    title: string | null
    /** Pages that carry it, and the independent reports among them. */
    pages: number
    reports: number
  }>

export type QuoteFilter = Paging &
  Readonly<{
    story?: string | undefined
    /** A part of the speaker's name, in any case. */
    speaker?: string | undefined
    /** The id of an actor: one over all stories, or all of a name. */
    actor?: string | undefined
    via?: string | undefined
    kind?: QuoteDocument['kind'] | undefined
    /** A kind of unnamed source; true: any; false: named ones. */
    anonymous?: string | boolean | undefined
    /** Words that stand in it together. */
    q?: string | undefined
  }>
export type QuoteRow = InStory & Readonly<{ quote: QuoteDocument; outlet: string | null; published: string | null }>

const actorId = /^actor_[0-9a-f]{16}$/

/** Quotes of the latest stories first, in the order of the story. */
export async function listQuotes(db: Db, filter: QuoteFilter = {}): Promise<readonly QuoteRow[]> {
  const { speaker, actor = speaker && actorId.test(speaker) ? speaker : undefined } = filter
  // A part of a name is looked for in one walk over an index that holds all that is asked, not in the order of the list.
  const order = speaker && !actor ? "coalesce(q.published, '')" : 'q.published'
  const where: Condition[] = [...afterRow(order, filter.cursor)]
  if (filter.story) where.push(['q.story = ?', filter.story])
  if (actor) where.push(spokenBy(actor))
  else if (speaker) where.push(["q.speaker like ? escape '\\'", within(speaker)])
  if (filter.via) where.push(["q.via like ? escape '\\'", within(filter.via)])
  if (filter.kind) where.push(['q.kind = ?', filter.kind])
  if (filter.anonymous === true) where.push(['q.anonymous is not null'])
  else if (filter.anonymous === false) where.push(['q.speaker is not null'], ['q.anonymous is null'])
  else if (filter.anonymous) where.push(['q.anonymous = ?', filter.anonymous])
  if (filter.q) where.push(["q.words like ? escape '\\'", withWords(filter.q)])
  const { sql, values } = allOf(where)
  const found = await db.rows<StoredRow & { outlet: string | null; first: string | null }>(
    `select q.story, d.title, q.n, q.published as key, q.pages, q.reports, q.outlet, q.first_at as first, q.body
     from (select q.story, q.n from quote q where ${sql} order by ${order} desc, q.story desc, q.n limit ${checkedLimit(filter.limit)}) found
     join quote q on q.story = found.story and q.n = found.n join listing d on d.story = q.story
     order by q.published desc, q.story desc, q.n`,
    ...values,
  )
  return found.map((row) => ({ ...inStory(row), quote: JSON.parse(row.body), outlet: row.outlet, published: row.first }))
}

/** By an actor, or by anyone of a name: the profiles that it stands for. */
const spokenBy = (actor: string): Condition => ['q.profile in (select id from profile where actor = ? or name_id = ?)', actor, actor]

export type EventFilter = Paging &
  Days &
  Readonly<{
    story?: string | undefined
    type?: string | undefined
    status?: EventDocument['status'] | undefined
    /** A part of the name, in any case, or the id of an actor. */
    actor?: string | undefined
    recipient?: string | undefined
    /** On either side: the id of an actor. */
    party?: string | undefined
    place?: string | undefined
  }>
/** `day`: the day it counts for; null: nobody says. */
export type EventRow = InStory & Readonly<{ event: EventDocument; day: string | null }>

/** Errors: UsageError for a word that is none of these: a list that is empty for a slip would be believed. */
function knownIn<Word extends string>(words: readonly Word[], word: string, what: string): Word {
  const known = words.find((one) => one === word)
  if (known === undefined) throw new UsageError(`there is no event ${what} "${word}"`, `it is one of ${words.join(', ')}`)
  return known
}

/** Events, the latest first, those without a date last. */
export async function listEvents(db: Db, filter: EventFilter = {}): Promise<readonly EventRow[]> {
  const order = filter.actor || filter.recipient || filter.party ? "coalesce(q.day, '')" : 'q.day' // as above
  const where: Condition[] = [...afterRow(order, filter.cursor)]
  if (filter.story) where.push(['q.story = ?', filter.story])
  if (filter.type) where.push(['q.type = ?', knownIn(eventTypes, filter.type.toUpperCase(), 'type')])
  if (filter.status) where.push(['q.status = ?', knownIn(eventStatuses, filter.status, 'status')])
  if (filter.place) where.push(['q.place_label = ?', labelOf(filter.place)])
  if (filter.actor) where.push(standing(filter.actor, "s.side = 'actor'"))
  if (filter.recipient) where.push(standing(filter.recipient, "s.side = 'recipient'"))
  if (filter.party) where.push(standing(filter.party, '1 = 1'))
  const { sql, values } = allOf([...where, ...between('q.day', filter)])
  const found = await db.rows<StoredRow>(
    `select q.story, d.title, q.n, q.day as key, q.pages, q.reports, q.body
     from (select q.story, q.n from event q where ${sql} order by ${order} desc, q.story desc, q.n limit ${checkedLimit(filter.limit)}) found
     join event q on q.story = found.story and q.n = found.n join listing d on d.story = q.story
     order by q.day desc, q.story desc, q.n`,
    ...values,
  )
  return found.map((row) => ({ ...inStory(row), event: JSON.parse(row.body), day: row.key || null }))
}

/** Who stands on a side, in one walk over the sides: an event is found by its sides, not the other way round. */
const standing = (who: string, side: string): Condition =>
  actorId.test(who)
    ? [
        `(q.story, q.n) in (select s.story, s.n from profile p join story_actor a on a.profile = p.id
           join event_side s on s.story = a.story and s.actor = a.name_id where ${side} and (p.actor = ? or p.name_id = ?))`,
        who,
        who,
      ]
    : [`(q.story, q.n) in (select s.story, s.n from event_side s where ${side} and s.name like ? escape '\\')`, within(who)]

type StoredRow = Readonly<{
  story: Id<'story'>
  title: string | null
  n: number
  key: string
  pages: number
  reports: number
  body: string
}>
const inStory = ({ story, title, n, key, pages, reports }: StoredRow): InStory => ({
  story,
  title,
  pages,
  reports,
  cursor: toCursor(key, story, n),
})

/** Rows after (key, story, n), where the first two fall and the last rises. */
function afterRow(column: string, cursor: string | undefined): readonly Condition[] {
  if (cursor === undefined) return []
  const [key, story, n] = fromCursor(cursor, ['', '', 0])
  return [[`((${column}, q.story) < (?, ?) or (${column} = ? and q.story = ? and q.n > ?))`, key, story, key, story, n]]
}
