import { offsetsOf } from '#text/offsets.ts'
import type { Cell, Column, ExportTable } from './types.ts'

/** `'id title pages:whole certainty:number'`: names, and what stands in the columns where it is not text. */
const columnsOf = (names: string): readonly Column[] =>
  names
    .trim()
    .split(/\s+/)
    .map((one) => one.split(':') as [string, Column['type'] | undefined])
    .map(([name, type]) => ({ name, type: type ?? 'text' }))

const list = (values: readonly (string | null | undefined)[]) => [...new Set(values.filter(Boolean))].join('; ')
const pagesOf = (evidence: readonly { page: string }[]) => new Set(evidence.map(({ page }) => page)).size
const first = (evidence: readonly { page: string; start: number; end: number; exact: string }[]): Cell[] => {
  const at = evidence[0]
  return at ? [at.page, at.start, at.end, at.exact] : [null, null, null, null]
}
const evidenceColumns = 'page start:whole end:whole evidence'

/** The one list of tables: CLI, API and help read it. */
export const exportTables: readonly ExportTable[] = [
  {
    name: 'stories',
    says: 'a row a story: pages, independent reports and events are three columns',
    columns: columnsOf('id title language published pages:whole independentReports:whole events:whole outlets agencies'),
    rows: (story) => [
      [
        story.id,
        story.title,
        story.language,
        story.published?.value ?? null,
        story.counts.pages,
        story.counts.independentReports,
        story.events.length,
        list(story.pages.map(({ outlet }) => outlet)),
        list(story.agencies.map(({ name }) => name)),
      ],
    ],
  },
  {
    name: 'pages',
    says: 'a row a page',
    columns: columnsOf(
      'story id source url outlet title section byline published publishedCertainty:number captured language report characters:whole digest',
    ),
    rows: (story) =>
      story.pages.map((page) => [
        story.id,
        page.id,
        page.source,
        page.url,
        page.outlet,
        page.title,
        page.section,
        page.byline,
        page.published?.value ?? null,
        page.published?.certainty ?? null,
        page.captured?.value ?? null,
        page.language,
        page.report,
        page.characters ?? offsetsOf(page.text).toPoints(page.text.length),
        page.digest,
      ]),
  },
  {
    name: 'copies',
    says: 'a row a copy: who repeats whom, how much, and how sure',
    columns: columnsOf(
      'story exemplar exemplarOutlet witness witnessOutlet share:number direction confidence:number second:yes edits grounds',
    ),
    rows: (story) => {
      const outlets = new Map<string, string | null>(story.pages.map(({ id, outlet }) => [id, outlet]))
      const outlet = (id: string | null) => (id === null ? null : (outlets.get(id) ?? null))
      return story.copies.map((copy) => [
        story.id,
        copy.exemplar,
        outlet(copy.exemplar),
        copy.witness,
        outlet(copy.witness),
        copy.share,
        copy.direction,
        copy.confidence,
        copy.second,
        list(copy.edits.map(({ kind }) => kind)),
        copy.grounds.map(({ says }) => says).join('; '),
      ])
    },
  },
  {
    name: 'quotes',
    says: 'a row a quotation or reported statement, with its first evidence',
    columns: columnsOf(`story id kind exact speaker anonymous:yes cue addressee via pages:whole ${evidenceColumns}`),
    rows: (story) =>
      story.quotes.map((quote) => [
        story.id,
        quote.id,
        quote.kind,
        quote.exact,
        quote.speaker?.name ?? null,
        quote.speaker?.anonymous ?? null,
        quote.cue,
        quote.addressee?.name ?? null,
        quote.via?.name ?? null,
        pagesOf(quote.evidence),
        ...first(quote.evidence),
      ]),
  },
  {
    name: 'events',
    says: 'a row an event, counted once however many pages tell it',
    columns: columnsOf(
      `story id type mode cameo score:number actor recipient when where status certainty:number trigger pages:whole reports:whole ${evidenceColumns}`,
    ),
    rows: (story) => {
      const reportOf = new Map<string, string>(story.pages.map(({ id, report }) => [id, report]))
      return story.events.map((event) => [
        story.id,
        event.id,
        event.type,
        event.mode,
        event.cameo,
        event.score,
        list(event.actor.map(({ name }) => name)),
        list(event.recipient.map(({ name }) => name)),
        event.when && ('value' in event.when ? event.when.value : `${event.when.from}/${event.when.until}`),
        event.where,
        event.status,
        event.certainty,
        event.trigger,
        pagesOf(event.evidence),
        new Set(event.evidence.map(({ page }) => reportOf.get(page))).size,
        ...first(event.evidence),
      ])
    },
  },
  {
    name: 'actors',
    says: 'a row an actor of a story',
    columns: columnsOf('story id name kind role country aliases mentions:whole pages:whole'),
    rows: (story) =>
      story.actors.map((actor) => [
        story.id,
        actor.id,
        actor.name,
        actor.kind,
        actor.role,
        actor.country,
        list(actor.aliases),
        actor.mentions.length,
        pagesOf(actor.mentions),
      ]),
  },
  {
    name: 'dates',
    says: 'a row a date told in the text',
    columns: columnsOf(`story exact type value from until anchor pages:whole ${evidenceColumns}`),
    rows: (story) =>
      story.dates.map((date) => [
        story.id,
        date.exact,
        date.type,
        date.value,
        date.from,
        date.until,
        date.anchor,
        pagesOf(date.evidence),
        ...first(date.evidence),
      ]),
  },
]
