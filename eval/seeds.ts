import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { StoryDocument } from '../src/model/document.ts'
import { openStemma } from '../src/stemma.ts'
import { digestOf, haveShared, type Row, shared, show, type Table } from './table.ts'

/**
 * The two seed documents against what a careful reader wrote down about them. An item is found when everything written about
 * it is there; names compare without case and titles, a recorded value must be equal, evidence must stand on both pages.
 */
const files = ['seeds/000_93b43ac3836aafc7.txt', 'seeds/001_5d299a9e47c7b84f.txt']

type Expected = {
  story: {
    title: string
    pages: number
    independentReports: number
    language: string
    published: { story: string }
    captureHints: { A: { exact: string; means: string } }
    agenciesCredited: { name: string; exact: string }[]
  }
  furniture: Record<'A' | 'B', string[]>
  metadata: Record<'A' | 'B', Record<'section' | 'byline' | 'published', string | null>>
  quotes: { kind: string; exact: string; speaker: string; cue: string; via?: string; addressee?: string; anonymous?: boolean }[]
  dates: { exact: string; value?: string; from?: string; until?: string }[]
  actors: { name: string; kind: string; role?: string; country?: string; aliases?: string[] }[]
  events: {
    actor: string
    recipient: string
    plover?: string
    where?: string
    when?: string | { from: string; until: string }
    status: string
    trigger: string
  }[]
}
type Check = Readonly<{ name: string; faults: readonly string[] }>

const fold = (text: string | null | undefined) =>
  (text ?? '')
    .toLowerCase()
    .replace(/^(?:a|an|the) /, '')
    .trim()
const fault = (name: string, found: unknown, expected: unknown) =>
  found === expected ? [] : [`${name}: ${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`]
const named = (name: string, found: string | null | undefined, expected: string) =>
  fold(found) === fold(expected) ? [] : [`${name}: ${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`]

/** The candidate with the fewest faults. */
function best<T>(name: string, candidates: readonly T[], faultsOf: (candidate: T) => string[]): Check {
  const all = candidates.map(faultsOf).sort((a, b) => a.length - b.length)
  return { name, faults: all[0] ?? ['missing'] }
}

const onBoth = (story: StoryDocument, evidence: readonly { page: string }[]) =>
  new Set(evidence.map(({ page }) => page)).size === story.pages.length
    ? []
    : [`stands on ${new Set(evidence.map(({ page }) => page)).size} of ${story.pages.length} pages`]

function checks(story: StoryDocument, expected: Expected): Record<string, Check[]> {
  const page = {
    A: story.pages.find(({ source }) => source.includes('000_'))!,
    B: story.pages.find(({ source }) => source.includes('001_'))!,
  }
  const tree = story.copies
  return {
    story: [
      { name: 'title', faults: fault('title', story.title, expected.story.title) },
      { name: 'pages', faults: fault('pages', story.counts.pages, expected.story.pages) },
      { name: 'independent reports', faults: fault('reports', story.counts.independentReports, expected.story.independentReports) },
      { name: 'language', faults: fault('language', story.language, expected.story.language) },
      { name: 'published', faults: fault('published', story.published?.value.slice(0, 10), expected.story.published.story) },
      {
        name: 'direction',
        faults:
          tree.length > 0 && tree.every(({ direction, confidence }) => direction === 'unknown' && confidence < 0.8)
            ? []
            : ['the tree claims to know who copied whom'],
      },
      {
        name: 'runner-up',
        faults: tree.some(({ exemplar, runnerUp }) => exemplar === null || runnerUp !== null) ? [] : ['no alternative to the tree is told'],
      },
    ],
    captured: [
      {
        name: 'A',
        faults: [
          ...fault('value', page.A.captured?.value, expected.story.captureHints.A.means),
          ...fault('exact', page.A.captured?.evidence[0]?.exact, expected.story.captureHints.A.exact),
        ],
      },
      { name: 'B', faults: fault('value', page.B.captured, null) },
    ],
    agencies: expected.story.agenciesCredited.map(({ name, exact }) =>
      best(name, story.agencies, (agency) => [
        ...named('name', agency.name, name),
        ...(agency.evidence.some((at) => at.exact.includes(exact)) ? [] : [`evidence ${JSON.stringify(agency.evidence[0]?.exact)}`]),
        ...onBoth(story, agency.evidence),
      ]),
    ),
    furniture: (['A', 'B'] as const).flatMap((side) => [
      ...expected.furniture[side].map((exact) =>
        best(`${side} ${exact.slice(0, 30)}`, page[side].furniture, (furniture) => fault('exact', furniture.exact, exact)),
      ),
      {
        name: `${side} not in the text`,
        faults: [...expected.furniture[side], ...Object.values(expected.metadata[side])]
          .filter((exact) => exact && page[side].text.includes(exact))
          .map((exact) => `in the text: ${exact}`),
      },
    ]),
    metadata: (['A', 'B'] as const).flatMap((side) => [
      { name: `${side} section`, faults: fault('section', page[side].section, expected.metadata[side].section) },
      { name: `${side} byline`, faults: fault('byline', page[side].byline, expected.metadata[side].byline) },
      { name: `${side} published`, faults: fault('published', page[side].published?.value ?? null, expected.metadata[side].published) },
    ]),
    quotes: expected.quotes.map((quote) =>
      best(quote.exact.slice(0, 40), story.quotes, (found) => [
        ...fault('exact', found.exact, quote.exact),
        ...fault('kind', found.kind, quote.kind),
        ...named('speaker', found.speaker?.name, quote.speaker),
        ...fault('anonymous', found.speaker?.anonymous ?? false, quote.anonymous ?? false),
        ...fault('cue', found.cue, quote.cue),
        ...named('via', found.via?.name, quote.via ?? ''),
        ...named('addressee', found.addressee?.name, quote.addressee ?? ''),
        ...onBoth(story, found.evidence),
      ]),
    ),
    dates: expected.dates.map((date) =>
      best(date.exact, story.dates, (found) => [
        ...fault('exact', found.exact, date.exact),
        ...(date.value
          ? fault('value', found.value, date.value)
          : [...fault('from', found.from, date.from), ...fault('until', found.until, date.until)]),
        ...onBoth(story, found.evidence),
        ...(found.evidence.some(({ page: id, anchor, anchorPage }) => id === page.A.id && anchor === 'family' && anchorPage === page.B.id)
          ? []
          : ['A does not say that B dates it']),
      ]),
    ),
    actors: expected.actors.map((actor) =>
      best(actor.name, story.actors, (found) => [
        ...named('name', found.name, actor.name),
        ...fault('kind', found.kind, actor.kind),
        ...(actor.role ? named('role', found.role, actor.role) : []),
        ...(actor.country ? fault('country', found.country, actor.country) : []),
        ...(actor.aliases ?? [])
          .filter((alias) => !found.aliases.some((other) => fold(other) === fold(alias)))
          .map((alias) => `alias ${alias} missing`),
        ...onBoth(story, found.mentions),
      ]),
    ),
    events: expected.events.map((event) =>
      best(`${event.actor} ${event.plover ?? ''} ${event.recipient}`, story.events, (found) => [
        ...named('actor', found.actor.map(({ name }) => name).join(', '), event.actor),
        ...event.recipient
          .split(', ')
          .filter((name) => !found.recipient.some((other) => fold(other.name) === fold(name)))
          .map((name) => `recipient ${name} missing`),
        ...(event.plover ? fault('type', found.type as string, event.plover) : []),
        ...fault('status', found.status as string, event.status),
        ...(event.where ? named('where', found.where, event.where) : []),
        ...(event.when
          ? fault('when', JSON.stringify(found.when), JSON.stringify(typeof event.when === 'string' ? { value: event.when } : event.when))
          : []),
        ...(found.trigger.includes(event.trigger) || event.trigger.includes(found.trigger)
          ? []
          : [`trigger ${found.trigger} instead of ${event.trigger}`]),
        ...onBoth(story, found.evidence),
      ]),
    ),
  }
}

export async function run(): Promise<Table> {
  const data = mkdtempSync(join(tmpdir(), 'stemma-seeds-'))
  try {
    const expected = JSON.parse(readFileSync(shared('seeds/expected.json'), 'utf8')) as Expected
    const stemma = await openStemma({ data, workers: 1 })
    await stemma.add(files.map(shared))
    const documents: StoryDocument[] = []
    for await (const document of stemma.documents()) documents.push(document)
    await stemma.close()
    if (process.argv.includes('--json')) console.log(JSON.stringify(documents, null, 1))
    const groups = checks(documents[0]!, expected)
    const rows: Row[] = Object.entries(groups).map(([name, group]) => ({
      name,
      cells: [group.filter(({ faults }) => faults.length === 0).length, group.length],
    }))
    const notes = Object.entries(groups).flatMap(([group, all]) =>
      all.flatMap(({ name, faults }) => (faults.length > 0 ? [`missing in ${group}: ${name}: ${faults.join('; ')}`] : [])),
    )
    return {
      name: 'seeds',
      columns: ['items found', 'n expected'],
      rows: [{ name: 'stories', cells: [documents.length === 1 ? 1 : 0, 1] }, ...rows],
      digest: digestOf(...files, 'seeds/expected.json'),
      notes,
    }
  } finally {
    rmSync(data, { recursive: true, force: true })
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]!).href)
  console.log(haveShared() ? show(await run()) : 'skipped: no labelled sets beside the project')
