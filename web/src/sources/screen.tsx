import { useCallback, useRef } from 'react'
import type { AnonymousAnswer } from '#api/schemas/sources.ts'
import { at } from '../client/api.ts'
import { useAsk } from '../client/ask.ts'
import { usePages } from '../client/pages.ts'
import { useRowKeys } from '../keys/rows.ts'
import { Answer } from '../parts/answers.tsx'
import { Chart, type Plot } from '../parts/chart.tsx'
import { EditBadges } from '../parts/edits.tsx'
import { Finder } from '../parts/finder.tsx'
import { Link } from '../parts/link.tsx'
import { ListEnd } from '../parts/list-end.tsx'
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

const pagesIn = (query: URLSearchParams) => Math.max(1, Number(query.get('more') ?? 1))
const mostNamed = 3 // exemplars or agencies in one cell

function Outlets() {
  const { query } = useAddress()
  const list = useRef<HTMLTableElement>(null)
  const question = at('/outlets', {}, { q: query.get('q') ?? undefined, limit: 50 })
  const pages = pagesIn(query)
  const { items, total, more, problem, waiting } = usePages(question, pages)
  useRowKeys(list)
  return (
    <>
      <Finder label="Part of an outlet’s name" />
      <div className="scrolls">
        <table className="rows" ref={list}>
          <thead>
            <tr>
              <th scope="col">Outlet</th>
              <th scope="col" className="number">
                Pages
              </th>
              <th scope="col" className="number">
                Originals
              </th>
              <th scope="col" className="number">
                Copies
              </th>
              <th scope="col">Copies from</th>
              <th scope="col" className="number">
                Median delay
              </th>
              <th scope="col">Credits</th>
              <th scope="col">What it edits</th>
            </tr>
          </thead>
          <tbody>
            {items.map((one) => (
              <tr key={one.outlet} data-row tabIndex={-1}>
                <td>
                  <Link data-open to={`/sources/${encodeURIComponent(one.outlet)}`}>
                    <bdi>{one.outlet}</bdi>
                  </Link>
                </td>
                <td className="number">{count(one.pages)}</td>
                <td className="number">{count(one.originals)}</td>
                <td className="number">
                  {count(one.copies)} <span className="quiet">{one.pages > 0 && percent(one.copies / one.pages)}</span>
                </td>
                <td>
                  {one.copiesFrom
                    .slice(0, mostNamed)
                    .map(({ outlet, copies }) => `${outlet ?? 'a source not here'} ${count(copies)}`)
                    .join(', ')}
                </td>
                <td className="number">{one.medianDelayMinutes !== null && sayDelay(one.medianDelayMinutes)}</td>
                <td>
                  {one.agencies
                    .slice(0, mostNamed)
                    .map(({ name, pages: credited }) => `${name} ${count(credited)}`)
                    .join(', ')}
                </td>
                <td>
                  <EditBadges edits={one.edits} most={3} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <ListEnd
        shown={items.length}
        total={total}
        more={more}
        problem={problem}
        waiting={waiting}
        pages={pages}
        question={question}
        nothing="No outlet fits. Pages name their outlets in their metadata."
      />
    </>
  )
}

function Quoted() {
  const { query } = useAddress()
  const list = useRef<HTMLTableElement>(null)
  const question = at('/speakers', {}, { q: query.get('q') ?? undefined, limit: 50 })
  const pages = pagesIn(query)
  const { items, total, more, problem, waiting } = usePages(question, pages)
  useRowKeys(list)
  return (
    <>
      <Finder label="Part of a name" />
      <div className="scrolls">
        <table className="rows" ref={list}>
          <thead>
            <tr>
              <th scope="col">Who</th>
              <th scope="col" className="number">
                Quotes
              </th>
              <th scope="col" className="number">
                Stories
              </th>
              <th scope="col" className="number">
                Outlets
              </th>
              <th scope="col">First quoted by</th>
              <th scope="col">Through</th>
            </tr>
          </thead>
          <tbody>
            {items.map((one) => (
              <tr key={one.actorId ?? one.name} data-row tabIndex={-1}>
                <td>
                  <Link
                    data-open
                    to={one.actorId ? `/actors/${encodeURIComponent(one.actorId)}` : `/quotes?speaker=${encodeURIComponent(one.name)}`}
                  >
                    <bdi>{one.name}</bdi>
                  </Link>
                  {one.anonymous && <span className="quiet"> unnamed{one.anonymousKind ? `, ${one.anonymousKind}` : ''}</span>}
                </td>
                <td className="number">
                  <Link to={`/quotes?speaker=${encodeURIComponent(one.actorId ?? one.name)}`}>{count(one.quotes)}</Link>
                </td>
                <td className="number">{count(one.stories)}</td>
                <td className="number">{count(one.outlets)}</td>
                <td>
                  {one.firstBy} {one.firstAt && <span className="quiet">{sayInstant(one.firstAt)}</span>}
                </td>
                <td>{one.via.map(({ name, quotes }) => `${name} ${count(quotes)}`).join(', ')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <ListEnd
        shown={items.length}
        total={total}
        more={more}
        problem={problem}
        waiting={waiting}
        pages={pages}
        question={question}
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
      <div className="scrolls">
        <table className="rows">
          <thead>
            <tr>
              <th scope="col">Outlet</th>
              <th scope="col" className="number">
                Quotes
              </th>
              <th scope="col" className="number">
                Unnamed
              </th>
              <th scope="col" className="number">
                Share
              </th>
              <th scope="col">Kinds</th>
            </tr>
          </thead>
          <tbody>
            {found.outlets.map(({ outlet, quotes, anonymous, kinds }) => (
              <tr key={outlet}>
                <td>
                  {outlet ? (
                    <Link to={`/sources/${encodeURIComponent(outlet)}`}>{outlet}</Link>
                  ) : (
                    <span className="quiet">no outlet told</span>
                  )}
                </td>
                <td className="number">{count(quotes)}</td>
                <td className="number">{count(anonymous)}</td>
                <td className="number">{percent(anonymous / Math.max(1, quotes))}</td>
                <td>
                  {Object.entries(kinds)
                    .toSorted(([, a], [, b]) => b - a)
                    .map(([kind, number]) => `${capital(kind)} ${count(number)}`)
                    .join(', ')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}

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
