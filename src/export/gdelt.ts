import { createHash } from 'node:crypto'
import type { EventDocument, PageDocument, StoryDocument } from '#model/document.ts'
import type { EventType } from '#model/reading.ts'
import { classOf, eventClasses } from '#read/event-scores.ts'
import { countrySense, nameOfCountry } from '#text/countries.ts'
import { offsetsOf } from '#text/offsets.ts'
import { sentencesOf } from '#text/sentences.ts'
import { otherCodes } from './country-codes.ts'
import { inText } from './places.ts'
import { dayOf, type Side, sidesOf } from './sides.ts'
import type { Cell, Exporter } from './types.ts'

/**
 * GDELT 2.0 event and mention tables: tab-separated, no header line, 61 and 16 columns.
 * Source: The GDELT Event Database, Data Format Codebook V2.0 (2015). What we do not measure (tone, coordinates) stays empty.
 */
export const gdelt: Exporter = {
  name: 'gdelt',
  says: 'GDELT 2.0 tab-separated files: 61-column events, 16-column mentions, and a third with counts of independent reports',
  mediaType: 'text/tab-separated-values; charset=utf-8',
  extension: 'tsv',
  tables: [
    { name: 'events', says: '61 columns, no header; one row for each actor and recipient of an event' },
    { name: 'mentions', says: '16 columns, no header; one row for each page that tells an event' },
    { name: 'reports', says: 'with a header: pages, outlets and independent reports of each event, and where its proof stands' },
  ],
  parts: ['events', 'mentions', 'reports'],
  binary: false,
  text: 'none',
  async *write({ stories }, table) {
    if (table === 'reports') yield line(reportColumns)
    const rows = table === 'mentions' ? mentionRows : table === 'reports' ? reportRows : eventRows
    for await (const story of stories()) for (const event of story.events) for (const row of rows(event, story)) yield line(row)
  },
}

const line = (cells: readonly Cell[]) => `${cells.map((cell) => (cell ?? '').toString().replace(/[\t\r\n]+/g, ' ')).join('\t')}\n`

/** An actor and a recipient; GDELT has no compound actors. */
type Dyad = Readonly<{ id: number; actor: Side | null; recipient: Side | null }>

function dyadsOf(event: EventDocument, story: StoryDocument): readonly Dyad[] {
  const { actors, recipients } = sidesOf(event, story)
  const some = (sides: readonly Side[]) => (sides.length === 0 ? [null] : sides)
  return some(actors).flatMap((actor, i) =>
    some(recipients).map((recipient, j) => ({ id: numberOf(`${event.id}:${i}:${j}`), actor, recipient })),
  )
}

/** 52 bits of a hash: the same event has the same number in every export, and every reader of numbers holds it exactly. */
const numberOf = (name: string) => Number.parseInt(createHash('sha256').update(name).digest('hex').slice(0, 13), 16)

/** CAMEO roots of the types that carry no closer code. Source: the PLOVER manual's table of CAMEO equivalents. */
const rootOf: Readonly<Record<EventType, string>> = {
  ...{ AGREE: '03', CONSULT: '04', SUPPORT: '05', CONCEDE: '08', COOPERATE: '06', AID: '07', RETREAT: '08', REQUEST: '10' },
  ...{ ACCUSE: '11', REJECT: '12', THREATEN: '13', PROTEST: '14', SANCTION: '16', MOBILIZE: '15', COERCE: '17', ASSAULT: '19' },
}
const cameoOf = ({ cameo, type }: EventDocument) => cameo ?? `${rootOf[type]}0`

function eventRows(event: EventDocument, story: StoryDocument): readonly Cell[][] {
  const day = dayOf(event, story)
  const [year, month, date] = (day ?? '').split('-').map(Number) as [number, number, number]
  const code = cameoOf(event)
  const pages = pagesOf(event, story)
  return dyadsOf(event, story).map(({ id, actor, recipient }) => [
    ...[id, day && digits(day), day && digits(day).slice(0, 6), day && year, day && (year + (month * 30 + date) / 365).toFixed(4)],
    ...actorCells(actor),
    ...actorCells(recipient),
    ...[inLead(event, story) ? 1 : 0, code, code.slice(0, 3), code.slice(0, 2), eventClasses.indexOf(classOf[event.type]) + 1, event.score],
    ...[event.evidence.length, outletsOf(pages).size, pages.length, null],
    ...geoCells(null),
    ...geoCells(null),
    ...geoCells(event.where),
    ...[momentOf(pages[0]) ?? (day && `${digits(day)}000000`), pages[0]?.url ?? null],
  ])
}

const digits = (day: string) => day.replaceAll('-', '')

function actorCells(side: Side | null): readonly Cell[] {
  if (side === null) return Array(10).fill(null)
  const country = side.country === 'IGO' ? null : side.country
  const types = [side.country === 'IGO' ? 'IGO' : null, side.sector].filter(Boolean)
  return [
    `${country ?? ''}${types.join('')}`,
    side.name.toUpperCase(),
    country,
    null,
    null,
    null,
    null,
    types[0] ?? null,
    types[1] ?? null,
    null,
  ]
}

/** Type 1 a country, 4 a place in one; 0: not placed. GDELT's countries are FIPS 10-4. */
function geoCells(where: string | null): readonly Cell[] {
  const sense = where === null ? null : countrySense(where)
  const fips = otherCodes(sense?.code ?? null)?.fips ?? null
  const full = sense && sense.kind !== 'name' && sense.kind !== 'demonym' ? `${where}, ${nameOfCountry(sense.code)}` : where
  return [fips === null ? 0 : sense!.kind === 'name' ? 1 : 4, full, fips, fips, null, null, null, null]
}

/** The pages that tell an event, the earliest first. */
const pagesOf = (event: EventDocument, story: StoryDocument): readonly PageDocument[] => {
  const told = new Set(event.evidence.map(({ page }) => page))
  const time = ({ published }: PageDocument) => published?.value ?? '\uffff'
  return story.pages
    .filter(({ id }) => told.has(id))
    .sort((a, b) => (time(a) < time(b) ? -1 : time(a) > time(b) ? 1 : a.id < b.id ? -1 : 1))
}
const outletsOf = (pages: readonly PageDocument[]) => new Set(pages.map(({ outlet, url }) => outlet ?? hostOf(url)))
const hostOf = (url: string) => URL.parse(url)?.hostname || 'local'

/** `20241012140500` in UTC; a day without a time is its midnight. */
function momentOf(page: PageDocument | undefined): string | null {
  const value = page?.published?.value ?? ''
  const day = /^\d{4}-\d\d-\d\d/.exec(value)?.[0]
  if (!day) return null
  const at = /[Tt ].*(?:Z|[+-]\d\d:?\d\d)$/.test(value) ? Date.parse(value) : Date.parse(`${value}${/[Tt ]/.test(value) ? 'Z' : ''}`)
  return Number.isNaN(at) ? `${digits(day)}000000` : new Date(at).toISOString().replace(/\D/g, '').slice(0, 14)
}

/** Whether the words stand in the first paragraph of one of the pages. */
function inLead(event: EventDocument, story: StoryDocument): boolean {
  return event.evidence.some(({ page: id, start, end }) => {
    const page = story.pages.find((one) => one.id === id)
    const at = page && inText(page, start, end)
    return Boolean(at && !page.text.slice(0, offsetsOf(page.text).toUnits(at.start)).includes('\n'))
  })
}

function mentionRows(event: EventDocument, story: StoryDocument): readonly Cell[][] {
  const day = dayOf(event, story)
  return pagesOf(event, story).flatMap((page) => {
    const proof = event.evidence.find((one) => one.page === page.id)!
    const at = inText(page, proof.start, proof.end)
    const unit = at && offsetsOf(page.text).toUnits(at.start)
    const sentence = unit === null ? null : sentencesOf(page.text).findIndex(({ end }) => unit < end) + 1
    return dyadsOf(event, story).map(({ id, actor, recipient }) => [
      ...[id, day && `${digits(day)}000000`, momentOf(page), 1, hostOf(page.url), page.url, sentence || null],
      ...[actorAt(actor, page, proof), actorAt(recipient, page, proof), at?.start ?? -1, 1, Math.round(event.certainty * 100)],
      ...[page.characters ?? offsetsOf(page.text).toPoints(page.text.length), null, null, null],
    ])
  })
}

/** Where the actor is named nearest to the event, in the article's text; -1: not there. */
function actorAt(side: Side | null, page: PageDocument, proof: Readonly<{ start: number }>): number {
  const here = side?.actor?.mentions.filter((one) => one.page === page.id) ?? []
  const [nearest] = here.toSorted((a, b) => Math.abs(a.start - proof.start) - Math.abs(b.start - proof.start))
  return (nearest && inText(page, nearest.start, nearest.end)?.start) ?? -1
}

const reportColumns = 'GlobalEventID EventID StoryID EventType Status Certainty NumReports NumPages NumOutlets Page Start End'.split(' ')

function reportRows(event: EventDocument, story: StoryDocument): readonly Cell[][] {
  const pages = pagesOf(event, story)
  const [proof] = event.evidence
  return dyadsOf(event, story).map(({ id }) => [
    ...[id, event.id, story.id, event.type, event.status, event.certainty, event.reports.length, pages.length, outletsOf(pages).size],
    ...[proof?.page ?? null, proof?.start ?? null, proof?.end ?? null],
  ])
}
