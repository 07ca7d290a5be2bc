import { useCallback } from 'react'
import type { AnonymousAnswer } from '#api/schemas/sources.ts'
import { at, type RowAt } from '../client/api.ts'
import { useAsk } from '../client/ask.ts'
import { Answer } from '../parts/answers.tsx'
import { Chart, type Plot } from '../parts/chart.tsx'
import { EditBadges } from '../parts/edits.tsx'
import { Finder } from '../parts/finder.tsx'
import { Link } from '../parts/link.tsx'
import { type Column, ListTable, RowTable } from '../parts/row-table.tsx'
import { Tabs } from '../parts/tabs.tsx'
import { capital, count, percent, plural, sayDelay, sayInstant } from '../parts/words.ts'
import { useAddress } from '../shell/router.ts'

const views = [
  { id: 'outlets', says: 'Outlets' },
  { id: 'quoted', says: 'Who is quoted' },
  { id: 'unnamed', says: 'Unnamed sources' },
] as const

/** Where the words come from: outlets and what they copy, people and who quotes them first, sources without a name. */
export function SourcesScreen() {
  const { query } = useAddress()
  const view = views.find(({ id }) => id === query.get('view'))?.id ?? 'outlets'
  return (
    <div className="sheet">
      <title>Sources · Stemma</title>
      <header className="screen-head">
        <h1 tabIndex={-1}>Sources</h1>
        <Tabs name="view" tabs={views} chosen={view} label="Kinds of source" />
      </header>
      {view === 'quoted' ? <Quoted /> : view === 'unnamed' ? <Unnamed /> : <Outlets />}
    </div>
  )
}

const mostNamed = 3 // exemplars or agencies in one cell
const outletLink = (outlet: string) => (
  <Link data-open to={`/sources/${encodeURIComponent(outlet)}`}>
    <bdi>{outlet}</bdi>
  </Link>
)

const outletColumns: readonly Column<RowAt<'/outlets'>>[] = [
  { says: 'Outlet', cell: (one) => outletLink(one.outlet) },
  { says: 'Pages', number: true, cell: (one) => count(one.pages) },
  { says: 'Originals', number: true, cell: (one) => count(one.originals) },
  {
    says: 'Copies',
    number: true,
    cell: (one) => (
      <>
        {count(one.copies)} <span className="quiet">{one.pages > 0 && percent(one.copies / one.pages)}</span>
      </>
    ),
  },
  { says: 'Copies from', cell: (one) => counted(one.copiesFrom.map(({ outlet, copies }) => [outlet ?? 'a source not here', copies])) },
  {
    says: 'Median delay',
    number: true,
    cell: ({ medianDelayMinutes }) => medianDelayMinutes !== null && sayDelay(medianDelayMinutes),
  },
  { says: 'Credits', cell: (one) => counted(one.agencies.map(({ name, pages }) => [name, pages])) },
  { says: 'What it edits', cell: (one) => <EditBadges edits={one.edits} most={3} /> },
]

const counted = (values: readonly (readonly [string, number])[]) =>
  values
    .slice(0, mostNamed)
    .map(([name, number]) => `${name} ${count(number)}`)
    .join(', ')

function Outlets() {
  const { query } = useAddress()
  return (
    <>
      <Finder label="Part of an outlet’s name" />
      <ListTable
        label="Table of outlets"
        question={at('/outlets', {}, { q: query.get('q') ?? undefined, limit: 50 })}
        columns={outletColumns}
        keyOf={({ outlet }) => outlet}
        nothing="No outlet fits. Pages name their outlets in their metadata."
      />
    </>
  )
}

const quotesOf = (one: RowAt<'/speakers'>) => `/quotes?speaker=${encodeURIComponent(one.actorId ?? one.name)}`

const speakerColumns: readonly Column<RowAt<'/speakers'>>[] = [
  {
    says: 'Who',
    cell: (one) => (
      <>
        <Link data-open to={one.actorId ? `/actors/${encodeURIComponent(one.actorId)}` : quotesOf(one)}>
          <bdi>{one.name}</bdi>
        </Link>
        {one.anonymous && <span className="quiet"> unnamed{one.anonymousKind ? `, ${one.anonymousKind}` : ''}</span>}
      </>
    ),
  },
  { says: 'Quotes', number: true, cell: (one) => <Link to={quotesOf(one)}>{count(one.quotes)}</Link> },
  { says: 'Stories', number: true, cell: (one) => count(one.stories) },
  { says: 'Outlets', number: true, cell: (one) => count(one.outlets) },
  {
    says: 'First quoted by',
    cell: (one) => (
      <>
        {one.firstBy} {one.firstAt && <span className="quiet">{sayInstant(one.firstAt)}</span>}
      </>
    ),
  },
  { says: 'Through', cell: (one) => counted(one.via.map(({ name, quotes }) => [name, quotes])) },
]

function Quoted() {
  const { query } = useAddress()
  return (
    <>
      <Finder label="Part of a name" />
      <ListTable
        label="Table of those who are quoted"
        question={at('/speakers', {}, { q: query.get('q') ?? undefined, limit: 50 })}
        columns={speakerColumns}
        keyOf={({ actorId, name }) => actorId ?? name}
        nothing="Nobody of this name is quoted."
      />
    </>
  )
}

function Unnamed() {
  const asked = useAsk(at('/speakers/anonymous', {}))
  return <Answer asked={asked}>{(found) => <UnnamedTable found={found} />}</Answer>
}

function UnnamedTable({ found }: Readonly<{ found: AnonymousAnswer }>) {
  const draw = useCallback((plot: Plot, width: number) => drawKinds(plot, width, found), [found])
  if (found.anonymous === 0) return <p className="message quiet">No quote of an unnamed source was found.</p>
  return (
    <>
      <p>
        {plural(found.anonymous, 'quote')} of unnamed sources, {percent(found.anonymous / Math.max(1, found.quotes))} of{' '}
        {count(found.quotes)} whose speaker is told.
      </p>
      <Chart
        title="Unnamed sources by what they are said to be"
        says="Quotes of unnamed sources, by kind"
        draw={draw}
        columns={['Kind', 'Quotes']}
        rows={found.kinds.map(({ kind, quotes }) => [kind, quotes])}
      />
      <RowTable label="Unnamed sources by outlet" columns={unnamedColumns} rows={found.outlets} keyOf={({ outlet }) => outlet ?? ''} />
    </>
  )
}

const unnamedColumns: readonly Column<AnonymousAnswer['outlets'][number]>[] = [
  { says: 'Outlet', cell: ({ outlet }) => (outlet ? outletLink(outlet) : <span className="quiet">no outlet told</span>) },
  { says: 'Quotes', number: true, cell: ({ quotes }) => count(quotes) },
  { says: 'Unnamed', number: true, cell: ({ anonymous }) => count(anonymous) },
  { says: 'Share', number: true, cell: ({ anonymous, quotes }) => percent(anonymous / Math.max(1, quotes)) },
  {
    says: 'Kinds',
    cell: ({ kinds }) =>
      Object.entries(kinds)
        .toSorted(([, a], [, b]) => b - a)
        .map(([kind, number]) => `${capital(kind)} ${count(number)}`)
        .join(', '),
  },
]

const drawKinds = (plot: Plot, width: number, { kinds }: AnonymousAnswer) =>
  plot.plot({
    width,
    height: 40 + 24 * kinds.length,
    marginLeft: 130,
    marginRight: 40,
    x: { label: null, axis: null },
    y: { label: null },
    marks: [
      plot.barX(kinds, { x: 'quotes', y: 'kind', fill: 'var(--accent)', sort: { y: 'x', reverse: true }, insetTop: 1, insetBottom: 1 }),
      plot.text(kinds, { x: 'quotes', y: 'kind', text: ({ quotes }: { quotes: number }) => count(quotes), dx: 4, textAnchor: 'start' }),
      plot.ruleX([0]),
    ],
  })
