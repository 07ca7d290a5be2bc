import type { RouteName, RowOf } from './routes.ts'
import type { StoryItem } from './schemas/stories.ts'

/** One thing in a feed. `url` is a path of the desk; `at` ISO 8601, as much of it as is known. */
export type Entry = Readonly<{ id: string; title: string; path: string; at: string | null; says: string }>
type EntryOf<Row> = (row: Row) => Entry
type ListName = { [Name in RouteName]: RowOf<Name> extends never ? never : Name }[RouteName]

const plural = (n: number, one: string) => `${n} ${one}${n === 1 ? '' : 's'}`
const story = (id: string) => `/stories/${encodeURIComponent(id)}`
const names = (parties: readonly { name: string }[]) => parties.map(({ name }) => name).join(', ') || '–'

const storyEntry: EntryOf<StoryItem> = (row) => ({
  ...{ id: row.id, title: row.headline ?? '(no headline)', path: story(row.id), at: row.updated },
  says: [
    plural(row.pages, 'page'),
    plural(row.independentReports, 'independent report'),
    row.credits.length > 0 && `credited ${row.credits.join(', ')}`,
    row.outlets.slice(0, 10).join(', '),
  ]
    .filter(Boolean)
    .join(' · '),
})

/** How the rows of each list stand in a feed. */
export const entries: { readonly [Name in ListName]: EntryOf<RowOf<Name>> } = {
  stories: storyEntry,
  savedSearch: storyEntry,
  storyLog: (row) => ({
    id: `log_${row.number}`,
    title: `${row.kind}: ${row.before.join(', ')}`,
    path: story(row.after?.[0] ?? row.before[0] ?? ''),
    at: row.at,
    says: row.why,
  }),
  searches: (row) => ({ id: row.id, title: row.name, path: `/?q=${encodeURIComponent(row.q)}`, at: null, says: row.q }),
  search: (row) => ({ id: row.page, title: row.title ?? row.page, path: `/pages/${row.page}`, at: row.published, says: row.snippet }),
  quotes: (row) => ({
    ...{ id: row.id, title: `${row.speaker?.name ?? 'Speaker not named'}: ${row.exact}`, path: story(row.story), at: row.published },
    says: [row.kind, row.via && `via ${row.via.name}`, plural(row.pages, 'page'), row.title].filter(Boolean).join(' · '),
  }),
  events: (row) => ({
    ...{ id: row.id, title: `${row.type}: ${names(row.actor)} → ${names(row.recipient)}`, path: story(row.story), at: row.day },
    says: [row.trigger, row.status, row.where && `in ${row.where}`, plural(row.pages, 'page'), plural(row.reports, 'independent report')]
      .filter(Boolean)
      .join(' · '),
  }),
  actors: (row) => ({
    ...{ id: row.id, title: row.name, path: `/actors/${row.id}`, at: row.lastSeen },
    says: [row.role ?? row.kind, row.country, plural(row.events, 'event'), plural(row.quotes, 'quote')].filter(Boolean).join(' · '),
  }),
  dyads: (row) => ({
    ...{ id: `week_${row.from}`, title: row.from, path: '/actors', at: row.from },
    says: `${plural(row.cooperation.events, 'event')} of cooperation, ${plural(row.conflict.events, 'event')} of conflict`,
  }),
  places: (row) => ({
    id: `place_${row.place}`,
    title: row.place,
    path: `/?q=${encodeURIComponent(`place:"${row.place}"`)}`,
    at: null,
    says: plural(row.events, 'event'),
  }),
  outlets: (row) => ({
    ...{ id: `outlet_${row.outlet}`, title: row.outlet, path: `/sources/${encodeURIComponent(row.outlet)}`, at: null },
    says: `${plural(row.pages, 'page')}: ${plural(row.originals, 'original')}, ${row.copies} ${row.copies === 1 ? 'copy' : 'copies'}`,
  }),
  speakers: (row) => ({
    id: row.actorId ?? `speaker_${row.name}`,
    title: row.name,
    path: row.actorId ? `/actors/${row.actorId}` : `/quotes?speaker=${encodeURIComponent(row.name)}`,
    at: row.firstAt,
    says: plural(row.quotes, 'quote'),
  }),
  parked: (row) => ({
    id: `parked_${row.stage}_${row.input}`,
    title: `${row.source}: ${row.reason}`,
    path: '/intake',
    at: row.at,
    says: row.advice,
  }),
  tasks: (row) => ({
    id: row.id,
    title: `${row.kind}: ${row.inputs.slice(0, 3).join(', ')}`,
    path: '/intake',
    at: row.at,
    says: row.state,
  }),
}

type Feed = Readonly<{ title: string; self: string; origin: string; entries: readonly Entry[]; updated: string }>

/** A date as feeds want it (RFC 3339), where only a year or a month is known its first moment. */
function instantOf(value: string | null): string | null {
  const time = value === null ? Number.NaN : Date.parse(value)
  return Number.isNaN(time) ? null : new Date(time).toISOString()
}

export function feedOf(title: string, self: URL, found: readonly Entry[]): Feed {
  const latest = found
    .flatMap(({ at }) => instantOf(at) ?? [])
    .sort()
    .at(-1)
  return { title: `Stemma: ${title}`, self: self.href, origin: self.origin, entries: found, updated: latest ?? '1970-01-01T00:00:00.000Z' }
}

const urn = (id: string) => `urn:stemma:${encodeURIComponent(id)}`

/** Atom, RFC 4287. */
export function atomOf({ title, self, origin, entries: found, updated }: Feed): string {
  const entry = ({ id, title, path, at, says }: Entry) => `  <entry>
    <id>${xml(urn(id))}</id>
    <title>${xml(title)}</title>
    <link rel="alternate" href="${xml(origin + path)}"/>
    <updated>${instantOf(at) ?? updated}</updated>
    <summary>${xml(says)}</summary>
  </entry>
`
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <id>${xml(self)}</id>
  <title>${xml(title)}</title>
  <updated>${updated}</updated>
  <author><name>Stemma</name></author>
  <generator>Stemma</generator>
  <link rel="self" type="application/atom+xml" href="${xml(self)}"/>
  <link rel="alternate" href="${xml(`${origin}/`)}"/>
${found.map(entry).join('')}</feed>
`
}

/** JSON Feed 1.1, https://www.jsonfeed.org/version/1.1/ */
export const jsonFeedOf = ({ title, self, origin, entries: found, updated }: Feed) => ({
  version: 'https://jsonfeed.org/version/1.1',
  title,
  home_page_url: `${origin}/`,
  feed_url: self,
  items: found.map(({ id, title, path, at, says }) => ({
    id: urn(id),
    url: origin + path,
    title,
    content_text: says || title,
    date_modified: instantOf(at) ?? updated,
  })),
})

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
/** Characters that XML 1.0 has no way to write are replaced. */
const xml = (text: string) =>
  text
    .toWellFormed()
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    .replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"']/g, (character) => escapes[character]!)
