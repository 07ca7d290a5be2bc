import { createHash } from 'node:crypto'
import type { CopyDocument, PageDocument, StoryDocument } from '#model/document.ts'
import type { Value } from './db.ts'
import { labelOf, shownOf } from './folding.ts'

export const listingColumns = [
  ...['story', 'at', 'digest', 'headline', 'title', 'language', 'published', 'first_published', 'last_published', 'pages', 'reports'],
  ...['events', 'quotes', 'changes', 'single', 'edited', 'body'],
]
export const labelColumns = ['kind', 'label', 'story', 'shown', 'n']
export const outletColumns = ['outlet', 'kind', 'value', 'story', 'n']
type Row = readonly Value[]

/** What a list shows of a story beside its columns. */
export type ListingBody = Readonly<{
  outlets: readonly string[]
  agencies: readonly string[]
  credits: readonly string[]
  arrivals: readonly number[]
  changes: Readonly<Record<string, number>>
}>

/** Bins of the small picture of arrivals. */
const bins = 12

export function listingRow(document: StoryDocument, json: string): Row {
  const body = bodyOf(document)
  const times = timesOf(document)
  const changes = Object.values(body.changes).reduce((sum, n) => sum + n, 0)
  const { pages, independentReports } = document.counts
  return [
    ...[document.id, new Date().toISOString(), createHash('sha256').update(json).digest('hex').slice(0, 32)],
    ...[rootOf(document)?.title ?? document.title, document.title, document.language, document.published?.value ?? ''],
    ...[times[0]?.value ?? null, times.at(-1)?.value ?? null, pages, independentReports, document.events.length, document.quotes.length],
    ...[changes, independentReports === 1 ? 1 : 0, changes > 0 ? 1 : 0, JSON.stringify(body)],
  ]
}

function bodyOf(document: StoryDocument): ListingBody {
  const root = rootOf(document)
  const changes: Record<string, number> = {}
  for (const { edits } of document.copies) for (const { kind } of edits) changes[kind] = (changes[kind] ?? 0) + 1
  const credits = document.reports.map(({ agency }) => agency)
  return {
    outlets: unique([root?.outlet, ...document.pages.map(({ outlet }) => outlet)]),
    agencies: unique(document.agencies.map(({ name }) => name)).sort(),
    credits: [...unique(credits).sort(), ...(credits.includes(null) ? ['own'] : [])],
    arrivals: arrivalsOf(timesOf(document).map(({ time }) => time)),
    changes,
  }
}

/** The page at the head of the story's largest tree: the one whose headline names it. */
function rootOf(document: StoryDocument): PageDocument | undefined {
  const titled = document.pages.filter(({ title }) => title !== null && title === document.title)
  const roots = new Set(document.tree.map(({ page }) => page))
  return titled.find(({ id }) => roots.has(id)) ?? titled[0] ?? document.pages[0]
}

function timesOf(document: StoryDocument): readonly Readonly<{ time: number; value: string }>[] {
  return document.pages
    .flatMap(({ published }) => (published && !Number.isNaN(Date.parse(published.value)) ? [published.value] : []))
    .map((value) => ({ value, time: Date.parse(value) }))
    .sort((a, b) => a.time - b.time || (a.value < b.value ? -1 : 1))
}

function arrivalsOf(times: readonly number[]): readonly number[] {
  const counts = new Array<number>(bins).fill(0)
  const [first, last] = [times[0] ?? 0, times.at(-1) ?? 0]
  for (const time of times) counts[Math.min(bins - 1, Math.floor(((time - first) / (last - first || 1)) * bins))]!++
  return counts
}

const unique = (names: readonly (string | null | undefined)[]) => [...new Set(names.filter((name) => name !== null && name !== undefined))]

/** Rows of story_label: outlets with their pages, agencies, places with their events. */
export function labelRows(document: StoryDocument): readonly Row[] {
  return [
    ...counted(document.pages.map(({ outlet }) => outlet)).map(([name, n]) => labelRow('outlet', document.id, name, n)),
    ...counted(document.agencies.map(({ name }) => name)).map(([name, n]) => labelRow('agency', document.id, name, n)),
    ...counted(document.events.map(({ where }) => where)).map(([name, n]) => labelRow('place', document.id, name, n)),
  ]
}

const labelRow = (kind: string, story: string, shown: string, n: number): Row => [kind, labelOf(shown), story, shown, n]

/** Each name once by its label, in its first writing of the alphabet, with how often it came. */
function counted(names: readonly (string | null)[]): readonly (readonly [string, number])[] {
  const found = new Map<string, { shown: string; n: number }>()
  for (const name of names) {
    if (name === null || labelOf(name) === '') continue
    const known = found.get(labelOf(name))
    const shown = shownOf(name)
    if (!known) found.set(labelOf(name), { shown, n: 1 })
    else Object.assign(known, { n: known.n + 1, shown: shown < known.shown ? shown : known.shown })
  }
  return [...found.values()].map(({ shown, n }) => [shown, n])
}

/** A page that names no outlet, and a source that nobody has seen. */
export const noOutlet = ''

/** Rows of outlet_fact. An outlet's copy of its own page is no copy of another's, but it is no original either. */
export function outletRows(document: StoryDocument): readonly Row[] {
  const outletOf = new Map(document.pages.map(({ id, outlet }) => [id, outlet === null ? noOutlet : labelOf(outlet)]))
  const facts = new Map<string, { outlet: string; kind: string; value: string; n: number }>()
  const add = (outlet: string | undefined, kind: string, value: string) => {
    if (!outlet) return
    const key = JSON.stringify([outlet, kind, value])
    const known = facts.get(key)
    if (known) known.n++
    else facts.set(key, { outlet, kind, value, n: 1 })
  }
  const copies = document.copies.filter(({ second }) => !second)
  const witnesses = new Set(copies.map(({ witness }) => witness))
  for (const page of document.pages) {
    const outlet = outletOf.get(page.id)
    add(outlet, 'page', '')
    if (!witnesses.has(page.id)) add(outlet, 'original', '')
    if (page.published) add(outlet, 'day', page.published.value.slice(0, 10))
  }
  for (const copy of copies) {
    const outlet = outletOf.get(copy.witness)
    add(outlet, 'copy', '')
    add(outlet, 'from', copy.exemplar === null ? noOutlet : (outletOf.get(copy.exemplar) ?? noOutlet))
    const delay = delayOf(document, copy)
    if (delay !== null) add(outlet, 'delay', String(delay))
    for (const { kind } of copy.edits) add(outlet, 'edit', kind)
  }
  for (const { name, evidence } of document.agencies)
    for (const page of new Set(evidence.map((one) => one.page))) add(outletOf.get(page), 'agency', shownOf(name))
  return [...facts.values()].map(({ outlet, kind, value, n }) => [outlet, kind, value, document.id, n])
}

const minute = 60_000 // ms

/** Minutes from exemplar to witness, where both pages tell the minute; null: they do not, or it is not known who was first. */
function delayOf(document: StoryDocument, { exemplar, witness, direction }: CopyDocument): number | null {
  if (direction === 'unknown') return null
  const [from, to] = [exemplar, witness].map((id) => document.pages.find((page) => page.id === id)?.published)
  const tells = (claim: typeof from) => claim?.precision === 'minute' || claim?.precision === 'second'
  if (!from || !to || !tells(from) || !tells(to)) return null
  const delay = Math.round((Date.parse(to.value) - Date.parse(from.value)) / minute)
  return Number.isNaN(delay) ? null : delay
}
