import { type Kept, noDay } from '#cluster/subjects.ts'
import type { Id } from '#model/ids.ts'
import { type Db, putMany, replacing, rowsIn } from './db.ts'

type FamilyId = Id<'family'>

/** What is kept of a family, under its number. */
export type Subject = Kept & Readonly<{ no: number; family: FamilyId }>
/** Where a family stands in the lists of its terms. */
export type Place = Pick<Subject, 'no' | 'day' | 'keys'>
/** Two families, the smaller number first. */
export type Pair = readonly [a: number, b: number]
/** How alike two families are, in ten-thousandths. */
export type Alike = Readonly<{ a: number; b: number; value: number }>

type Row = Readonly<{ no: number; family: FamilyId; day: number | null; first: Id<'article'>; keys: Uint8Array; body: Uint8Array }>
const columns = ['no', 'family', 'made', 'day', 'first', 'keys', 'body']

/** The body is copied: what a database gives may be a part of something large. */
const toSubject = ({ keys, body, ...row }: Row): Subject => ({ ...row, keys: numbersIn(keys), body: new Uint8Array(body) })
/** Bytes may start at any address; numbers of four bytes may not. */
const numbersIn = (bytes: Uint8Array): readonly number[] => [...new Uint32Array(new Uint8Array(bytes).buffer)]
const bytesOf = (numbers: readonly number[]) => new Uint8Array(Uint32Array.from(numbers).buffer)

export async function subjectsOf(db: Db, families: readonly FamilyId[]): Promise<readonly Subject[]> {
  return (await rowsIn<Row>(db, 'select no, family, day, first, keys, body from subject where family in', families)).map(toSubject)
}

/** The number of each of these families that has one. */
export async function numbersOf(db: Db, families: readonly FamilyId[]): Promise<Map<FamilyId, number>> {
  const found = await rowsIn<Pick<Row, 'no' | 'family'>>(db, 'select no, family from subject where family in', families)
  return new Map(found.map(({ no, family }) => [family, no]))
}

/** By number. */
export async function getSubjects(db: Db, numbers: readonly number[]): Promise<Map<number, Subject>> {
  const found = await rowsIn<Row>(db, 'select no, family, day, first, keys, body from subject where no in', numbers)
  return new Map(found.map((row) => [row.no, toSubject(row)]))
}

/** Where these stand in the lists. */
export async function getPlaces(db: Db, numbers: readonly number[]): Promise<Map<number, Place>> {
  type PlaceRow = Pick<Row, 'no' | 'day' | 'keys'>
  const found = await rowsIn<PlaceRow>(db, 'select no, day, keys from subject where no in', numbers)
  return new Map(found.map(({ no, day, keys }) => [no, { no, day, keys: numbersIn(keys) }]))
}

/** Which families these are, and when they begin. */
type Head = Pick<Subject, 'no' | 'family' | 'day' | 'first'>
export async function getHeads(db: Db, numbers: readonly number[]): Promise<Map<number, Head>> {
  const found = await rowsIn<Head>(db, 'select no, family, day, first from subject where no in', numbers)
  return new Map(found.map((head) => [head.no, head]))
}

/**
 * Numbers for families that have none: the first 52 bits of the id, or the next that is free (among ten million families one in a
 * hundred archives needs that).
 */
export async function numbersFor(db: Db, families: readonly FamilyId[]): Promise<Map<FamilyId, number>> {
  const numbers = new Map<FamilyId, number>()
  const taken = new Set<number>()
  let left = families.map((family) => ({ family, no: Number.parseInt(family.slice('family_'.length, 'family_'.length + 13), 16) }))
  while (left.length > 0) {
    const stored = await rowsIn<{ no: number }>(
      db,
      'select no from subject where no in',
      left.map(({ no }) => no),
    )
    for (const { no } of stored) taken.add(no)
    const again: typeof left = []
    for (const { family, no } of left) {
      if (taken.has(no)) again.push({ family, no: no + 1 })
      else {
        taken.add(no)
        numbers.set(family, no)
      }
    }
    left = again
  }
  return numbers
}

export const putSubjects = (db: Db, subjects: readonly Subject[], made: string): Promise<void> =>
  putMany(
    db,
    'subject',
    columns,
    subjects.map(({ no, family, day, first, keys, body }) => [no, family, made, day, first, bytesOf(keys), body]),
    replacing(columns),
  )

/** Forgets families and how alike others were to them. Call it in a transaction. */
export async function dropSubjects(db: Db, numbers: readonly number[]): Promise<void> {
  await dropLikeness(
    db,
    (await likenessOf(db, numbers)).map(({ a, b }) => [a, b]),
  )
  await rowsIn(db, 'delete from subject where no in', numbers)
}

/** All of them; stories stay. */
export async function forgetSubjects(db: Db): Promise<void> {
  for (const table of ['likeness', 'subject_key', 'subject']) await db.rows(`delete from ${table}`)
}

/** Puts families into the lists of their terms, of which the first so many are chief. */
export const enterLists = (db: Db, places: readonly Place[], chiefKeys: number): Promise<void> =>
  putMany(
    db,
    'subject_key',
    ['term', 'day', 'subject', 'chief'],
    places.flatMap(({ no, day, keys }) => keys.map((term, rank) => [term, day ?? noDay, no, rank < chiefKeys ? 1 : 0])),
  )

export const leaveLists = (db: Db, { no, day, keys }: Place): Promise<unknown> =>
  rowsIn(db, 'delete from subject_key where day = $1 and subject = $2 and term in', keys, day ?? noDay, no)

/** A family in the list of a term, by day (`noDay`: it has none), and whether the term is a chief one of its. */
export type Neighbour = Readonly<{ no: number; day: number; chief: boolean }>
/** The families next to one in the list of a term, nearest first. */
export type Neighbours = Readonly<{ before: readonly Neighbour[]; after: readonly Neighbour[] }>

/** Who stands next to a family in the lists of these terms, whether it is in them or not. One statement: to PostgreSQL each is a journey. */
export async function neighboursOf(db: Db, { no, day }: Place, terms: readonly number[], reach: number): Promise<readonly Neighbours[]> {
  if (terms.length === 0) return []
  type Row = Readonly<{ side: number; subject: number; day: number; chief: number }>
  const found = await db.rows<Row>(nearest(terms.length), day ?? noDay, no, reach, ...terms)
  const lists = terms.map(() => ({ before: [] as Neighbour[], after: [] as Neighbour[] }))
  for (const { side, subject, day: on, chief } of found)
    lists[side >> 1]![side % 2 === 0 ? 'before' : 'after'].push({ no: subject, day: on, chief: chief === 1 })
  return lists
}

const statements = new Map<number, string>()
/** The statement for so many terms: each side of each list is a query of its own, in order of distance. */
function nearest(terms: number): string {
  const known = statements.get(terms)
  if (known) return known
  const side = (at: number, than: '<' | '>', order: '' | ' desc') =>
    `select * from (select ${2 * at + (than === '<' ? 0 : 1)} as side, subject, day, chief from subject_key where term = $${at + 4}
      and (day, subject) ${than} ($1, $2) order by day${order}, subject${order} limit $3) as side_${2 * at + (than === '<' ? 0 : 1)}`
  const sql = Array.from({ length: terms }, (_, at) => `${side(at, '<', ' desc')} union all ${side(at, '>', '')}`).join(' union all ')
  statements.set(terms, sql)
  return sql
}

/** Whether two families are within reach of each other in the list of a term that both have. */
export async function isNear(db: Db, a: Place, b: Place, term: number, reach: number): Promise<boolean> {
  const [one, other] = [a, b].sort((x, y) => (x.day ?? noDay) - (y.day ?? noDay) || x.no - y.no) as [Place, Place]
  const between = await db.rows(
    'select 1 as one from subject_key where term = $1 and (day, subject) > ($2, $3) and (day, subject) < ($4, $5) limit $6',
    ...[term, one.day ?? noDay, one.no, other.day ?? noDay, other.no, reach],
  )
  return between.length < reach
}

/** How alike families are, of these to any. */
export async function likenessOf(db: Db, numbers: readonly number[]): Promise<readonly Alike[]> {
  return rowsIn<Alike>(db, 'select a, b, value from likeness where a in', numbers)
}

/** Pairs in one statement. */
const pairsAtOnce = 60

/** Which of the pairs are kept as alike. */
export const likenessAmong = (db: Db, pairs: readonly Pair[]): Promise<readonly Alike[]> =>
  forPairs(db, 'select a, b, value from likeness where', pairs)

async function forPairs<Row>(db: Db, sql: string, pairs: readonly Pair[]): Promise<readonly Row[]> {
  const found: Row[] = []
  for (let from = 0; from < pairs.length; from += pairsAtOnce) {
    const some = pairs.slice(from, from + pairsAtOnce)
    const tuples = some.map((_, at) => `(cast($${2 * at + 1} as bigint), cast($${2 * at + 2} as bigint))`) // untyped, they would be text
    for (const row of await db.rows<Row>(`${sql} (a, b) in (values ${tuples.join(', ')})`, ...some.flat())) found.push(row)
  }
  return found
}

export async function putLikeness(db: Db, alike: readonly Alike[]): Promise<void> {
  const rows = alike.flatMap(({ a, b, value }) => [
    [a, b, value],
    [b, a, value],
  ])
  await putMany(db, 'likeness', ['a', 'b', 'value'], rows, replacing(['a', 'b', 'value'], 2))
}

export const dropLikeness = (db: Db, pairs: readonly Pair[]): Promise<unknown> =>
  forPairs(db, 'delete from likeness where', [...pairs, ...pairs.map(([a, b]) => [b, a] as const)])

/** Which story each of these families is in, by number. */
export async function storiesOfSubjects(db: Db, numbers: readonly number[]): Promise<Map<number, Id<'story'>>> {
  const sql = 'select s.no, f.story from subject s join story_family f on f.family = s.family where s.no in'
  return new Map((await rowsIn<{ no: number; story: Id<'story'> }>(db, sql, numbers)).map(({ no, story }) => [no, story]))
}

/** The families of stories that are still there, by number. */
export async function subjectsOfStories(db: Db, stories: readonly Id<'story'>[]): Promise<Map<Id<'story'>, number[]>> {
  const sql = 'select f.story, s.no from story_family f join subject s on s.family = f.family where f.story in'
  const members = new Map<Id<'story'>, number[]>(stories.map((story) => [story, []]))
  for (const { story, no } of await rowsIn<{ story: Id<'story'>; no: number }>(db, sql, stories)) members.get(story)!.push(no)
  for (const list of members.values()) list.sort((a, b) => a - b)
  return members
}
