import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createApp } from '#api/app.ts'
import type { PageDocument, StoryDocument } from '#model/document.ts'
import { makeId } from '#model/ids.ts'
import { openStemma } from '#stemma.ts'
import { type Db, putMany } from '#store/db.ts'
import { documentRows, putDocuments } from '#store/documents.ts'
import { migrate } from '#store/migrations.ts'
import { openSqlite } from '#store/sqlite.ts'
import { show, type Table } from '../eval/table.ts'
import { randomOf } from '../test/generated.ts'

/**
 * How fast the desk's API answers when much is stored. The database is filled with made-up stories straight through the store, as
 * `tell` hands them over; requests go to the app in this process. Counted is processor time, which other programs do not lengthen.
 */
const pagesStored = Number(process.env.BENCH_PAGES ?? 100_000)
const requests = 200 // of each kind
const atOnce = 200 // stories in a transaction

const random = randomOf(20_240_101)
const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)]!
/** Small numbers far oftener than large ones, as words and names come (Zipf). */
const often = (most: number) => Math.min(most - 1, Math.floor(most ** random()) - 1)

const syllables = ['ka', 'lo', 'mer', 'tin', 'ves', 'ora', 'dun', 'pel', 'sar', 'ith', 'gom', 'ny', 'bel', 'cro', 'fa', 'hul']
const wordOf = (n: number): string => (n < 16 ? syllables[n]! : wordOf((n >> 4) - 1) + syllables[n % 16]!)
const words = Array.from({ length: 40_000 }, (_, n) => wordOf(n + 16))
const capital = (word: string) => word[0]!.toUpperCase() + word.slice(1)
const outlets = Array.from({ length: 600 }, (_, n) => `${capital(words[n + 500]!)} ${['Courier', 'Post', 'Ledger', 'Signal'][n % 4]}`)
const agencies = ['Kvale Press', 'Northern Wire', 'Coast Agency', 'Ostrow News Agency']
const places = Array.from({ length: 900 }, (_, n) => capital(words[n + 2_000]!))
const people = Array.from({ length: 30_000 }, (_, n) => ({
  name: `${capital(words[n % 400]!)} ${capital(words[n + 4_000]!)}`,
  kind: 'person' as const,
  role: n % 3 === 0 ? null : ['minister', 'mayor', 'judge', 'coach'][n % 4]!,
  country: n % 2 === 0 ? null : ['FIN', 'USA', 'KEN', 'PER', 'JPN'][n % 5]!,
}))
const types = ['CONSULT', 'AID', 'ACCUSE', 'PROTEST', 'ASSAULT', 'AGREE'] as const

const sentence = () => `${Array.from({ length: 12 }, () => words[often(words.length)]).join(' ')}.`

function pageOf(story: number, n: number, text: string, day: string): PageDocument {
  const id = makeId('page', `${story}`, `${n}`)
  const outlet = outlets[often(outlets.length)]!
  const url = `https://${outlet.toLowerCase().replace(' ', '-')}.example/${story}/${n}`
  return {
    ...{ id, source: url, url, canonicalUrl: null, outlet, title: capital(text.slice(0, 60)), subtitle: null, section: null, byline: null },
    ...{
      authors: [],
      dateline: null,
      language: 'en',
      modified: null,
      captured: null,
      report: n % 3 === 0 ? `report_${n}` : 'report_0',
      text,
    },
    published: {
      value: `${day}T${String(n % 24).padStart(2, '0')}:15:00Z`,
      precision: 'minute',
      origin: 'meta',
      certainty: 0.9,
      evidence: [],
      others: [],
    },
    runs: [[0, text.length, 0, text.length]],
    furniture: [],
    digest: '0'.repeat(64),
  }
}

/** A story as `tell` would hand it over, of a length as news has it. */
export function madeUpStory(n: number): StoryDocument {
  const day = new Date(Date.UTC(2023, 0, 1) + Math.floor(random() * 700) * 86_400_000).toISOString().slice(0, 10)
  const count = random() < 0.55 ? 1 : 1 + often(n % 1_000 === 0 ? 300 : 8)
  const text = Array.from({ length: 18 }, sentence).join(' ')
  const pages = Array.from({ length: count }, (_, i) => pageOf(n, i, text, day))
  const evidence = pages.map(({ id }) => ({ page: id, start: 0, end: 60, exact: text.slice(0, 60) }))
  const reports = [...new Set(pages.map(({ report }) => report))].map((id, i) => ({
    ...{ id, pages: pages.filter(({ report }) => report === id).map((page) => page.id), root: pages[0]!.id, why: 'they share a text' },
    agency: i === 0 && n % 2 === 0 ? pick(agencies) : null,
  }))
  const actors = [...new Set(Array.from({ length: 5 }, () => people[often(people.length)]!))].map((person) => ({
    ...person,
    ...{ id: makeId('actor', person.kind, person.name), aliases: [], mentions: evidence.slice(0, 3) },
  }))
  const party = (i: number) => ({
    name: actors[i % actors.length]!.name,
    actorId: actors[i % actors.length]!.id,
    anonymous: false,
    anonymousKind: null,
  })
  return {
    ...{ id: makeId('story', `${n}`), title: pages[0]!.title, language: 'en', pages, reports, actors, dates: [], made: {} },
    published: { value: pages[0]!.published!.value, precision: 'minute', evidence: [] },
    counts: { pages: pages.length, independentReports: reports.length },
    copies: pages.slice(1).map((page) => ({
      ...{ exemplar: pages[0]!.id, witness: page.id, share: 0.9, direction: 'known', confidence: 0.8, second: false, runnerUp: null },
      ...{ grounds: [{ name: 'dates', weight: 2, says: 'it is older' }], evidence: evidence.slice(0, 2) },
      passages: [{ kind: 'equal', exemplar: { start: 0, end: 500 }, witness: { start: 0, end: 500 } }],
      edits: [{ kind: pick(['headline', 'cut', 'typo', 'name'] as const), exemplar: { start: 0, end: 5 }, witness: { start: 0, end: 5 } }],
    })),
    tree: [{ page: pages[0]!.id, children: pages.slice(1).map(({ id }) => ({ page: id, children: [] })) }],
    agencies: reports.flatMap(({ agency }) => (agency ? [{ name: agency, evidence: evidence.slice(0, 1) }] : [])),
    quotes: Array.from({ length: 3 }, (_, i) => ({
      ...{ id: `quote_${n}_${i}`, kind: 'direct', exact: sentence(), cue: 'said', addressee: null, via: null, evidence },
      speaker: i === 2 ? { name: 'an official', actorId: null, anonymous: true, anonymousKind: 'official' } : party(i),
    })),
    events: Array.from({ length: 3 }, (_, i) => ({
      ...{
        id: `event_${n}_${i}`,
        type: pick(types),
        mode: null,
        cameo: null,
        score: 1,
        when: null,
        where: random() < 0.5 ? pick(places) : null,
        status: 'happened',
      },
      ...{
        actor: [{ ...party(i), country: null }],
        recipient: [{ ...party(i + 1), country: null }],
        certainty: 0.8,
        trigger: 'met',
        reports: ['report_0'],
        evidence,
      },
    })),
  } as StoryDocument
}

/** Fills an empty database with stories until it has so many pages. Returns how many stories those are. */
export async function fillDesk(db: Db, pages: number): Promise<number> {
  await migrate(db)
  let stories = 0
  for (let stored = 0; stored < pages; ) {
    const documents = Array.from({ length: atOnce }, () => madeUpStory(stories++))
    await db.transact((tx) => putStories(tx, documents))
    stored += documents.reduce((sum, document) => sum + document.pages.length, 0)
  }
  await db.rows('analyze')
  return stories
}

/** Their pages, articles and places in stories too, without bytes in an archive. Call it in a transaction. */
export async function putStories(db: Db, documents: readonly StoryDocument[]): Promise<void> {
  const all = documents.flatMap(({ id, pages }) => pages.map((page) => ({ ...page, story: id, article: `article_${page.id.slice(5)}` })))
  const at = '2024-01-01T00:00:00.000Z'
  const pageColumns = ['id', 'source', 'url', 'host', 'digest', 'bytes', 'archive_file', 'archive_offset', 'archive_length', 'added_at']
  const articleColumns = ['id', 'page', 'made', 'host', 'media_type', 'charset', 'language', 'outlet', 'published', 'title', 'text', 'body']
  await putMany(
    db,
    'page',
    pageColumns,
    all.map(({ id, url, digest }) => [id, url, url, 'host', digest, 9_000, 'pages-00001.warc.gz', 0, 1, at]),
  )
  await putMany(
    db,
    'article',
    articleColumns,
    all.map((one) => [
      one.article,
      one.id,
      'extract@1',
      'host',
      'text/html',
      'utf-8',
      'en',
      one.outlet,
      one.published!.value,
      one.title!,
      one.text,
      '{}',
    ]),
  )
  await putMany(
    db,
    'story',
    ['id', 'made', 'body'],
    documents.map(({ id }) => [id, 'cluster@1', '{}']),
  )
  await putMany(
    db,
    'story_article',
    ['article', 'story'],
    all.map(({ article, story }) => [article, story]),
  )
  await putDocuments(
    db,
    documents.map((document) => documentRows(document, 'tell@1')),
  )
}

/** Addresses of one kind; `n` counts requests, so that no two ask for the same. */
type Kind = Readonly<{ name: string; path: (n: number) => string }>
const kindsOf = (ids: readonly string[]): readonly Kind[] => {
  const enc = encodeURIComponent
  const word = (from: number, to: number) => words[from + Math.floor(random() * (to - from))]!
  const sorts = ['latest', 'arrived', 'pages', 'reports', 'changes']
  return [
    { name: 'stories, any order', path: (n) => `/stories?sort=${sorts[n % 5]}` },
    { name: 'stories, one outlet', path: () => `/stories?outlet=${enc(outlets[often(outlets.length)]!)}` },
    { name: 'stories, outlet and single', path: () => `/stories?single=true&sort=pages&outlet=${enc(outlets[often(outlets.length)]!)}` },
    { name: 'stories, one actor', path: () => `/stories?actor=${enc(people[often(people.length)]!.name)}` },
    { name: 'stories, a part of an actor’s name', path: () => `/stories?q=actor:${word(0, 400)}` },
    { name: 'a story', path: () => `/stories/${pick(ids)}` },
    { name: 'a story as a row', path: () => `/stories/${pick(ids)}/summary` },
    { name: 'search: a rare word', path: () => `/stories?q=${word(2_000, 40_000)}` },
    { name: 'search: two words', path: () => `/stories?q=${word(50, 2_000)}%20${word(50, 2_000)}` },
    { name: 'search: a common word', path: () => `/stories?q=${word(0, 50)}` },
    { name: 'search: words and an outlet', path: () => `/stories?q=${word(0, 500)}%20outlet:"${enc(outlets[often(outlets.length)]!)}"` },
    { name: 'search of pages, by rank', path: () => `/search?q=${word(0, 2_000)}` },
    { name: 'quotes of one speaker', path: () => `/quotes?speaker=${enc(people[often(people.length)]!.name)}` },
    { name: 'events of one actor', path: () => `/events?actor=${enc(people[often(people.length)]!.name)}` },
    { name: 'actors by a part of the name', path: () => `/actors?q=${word(0, 400)}` },
    { name: 'facets of one outlet', path: () => `/stories/facets?outlet=${enc(outlets[often(outlets.length)]!)}` },
    {
      name: 'facets of some days',
      path: (n) => `/stories/facets?after=${day(n)}&before=${day(n + 30)}`,
    },
    { name: 'facets of a common word', path: (n) => `/stories/facets?q=${word(0, 50)}&before=${day(600 + n)}` },
    { name: 'names for a search', path: (n) => `/stories/names?of=${['outlet', 'agency', 'actor', 'place'][n % 4]}&q=${word(0, 400)}` },
    { name: 'network of a quarter', path: (n) => `/actors/network?after=${day(n)}&before=${day(n + 90)}` },
  ]
}

const day = (n: number) => new Date(Date.UTC(2023, 0, 1 + n)).toISOString().slice(0, 10)

/** Milliseconds of processor time of each request. */
async function timed(ask: (path: string) => Promise<Response>, kind: Kind): Promise<readonly number[]> {
  const times: number[] = []
  for (let n = 0; n < requests; n++) {
    const path = kind.path(n)
    const before = process.cpuUsage()
    const answer = await ask(`/api/v1${path}`)
    await answer.arrayBuffer()
    const { user, system } = process.cpuUsage(before)
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`)
    times.push((user + system) / 1_000)
  }
  return times.sort((a, b) => a - b)
}

export async function run(): Promise<Table> {
  const kept = process.env.BENCH_DATA
  const folder = kept ? resolve(kept) : mkdtempSync(join(tmpdir(), 'stemma-desk-'))
  mkdirSync(folder, { recursive: true })
  if (!existsSync(join(folder, 'stemma.db'))) {
    const db = openSqlite(join(folder, 'stemma.db'))
    await fillDesk(db, pagesStored)
    await db.close()
  }
  const stemma = await openStemma({ data: folder, workers: 1 })
  try {
    const app = createApp(stemma, { token: null, hosts: null })
    const ids = (await stemma.stories({ limit: 1_000 })).map(({ id }) => id)
    const rows = []
    for (const kind of kindsOf(ids)) {
      const times = await timed(async (path) => app.request(path), kind)
      const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))]!
      rows.push({ name: kind.name, cells: [at(0.5), at(0.95), times.at(-1)!] })
    }
    const { pages, stories } = await stemma.status()
    return {
      name: 'desk',
      columns: ['p50 ms', 'p95 ms', 'max ms'],
      rows,
      digest: `${pages} pages`,
      notes: [`${pages} made-up pages in ${stories} stories; ${requests} requests of each kind, processor time in one process (SQLite)`],
    }
  } finally {
    await stemma.close()
    if (!kept) rmSync(folder, { recursive: true })
  }
}

if (import.meta.main) console.log(show(await run()))
