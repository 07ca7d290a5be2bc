import { useCallback } from 'react'
import type { OutletAnswer } from '#api/schemas/sources.ts'
import { at } from '../client/api.ts'
import { useAsk } from '../client/ask.ts'
import { Answer } from '../parts/answers.tsx'
import { Chart, overTime, type Plot } from '../parts/chart.tsx'
import { EditBadges } from '../parts/edits.tsx'
import { StoryRows } from '../parts/fact-rows.tsx'
import { Link } from '../parts/link.tsx'
import { count, percent, plural, sayDelay } from '../parts/words.ts'
import type { ScreenProps } from '../shell/routes.ts'

/** One outlet: what it published, whom it copies, who copies it, what it changes. */
export function OutletScreen({ params }: ScreenProps) {
  const asked = useAsk(at('/outlets/{name}', { name: params.name! }))
  return (
    <Answer asked={asked} noun="outlet">
      {(outlet) => <Outlet one={outlet} />}
    </Answer>
  )
}

function Outlet({ one }: Readonly<{ one: OutletAnswer }>) {
  const draw = useCallback((plot: Plot, width: number) => drawDays(plot, width, one.days), [one.days])
  return (
    <article className="sheet">
      <title>{`${one.outlet} · Stemma`}</title>
      <header className="screen-head">
        <h1 tabIndex={-1}>
          <bdi>{one.outlet}</bdi>
        </h1>
        <p>
          {plural(one.pages, 'page')} in {plural(one.stories, 'story', 'stories')} · {plural(one.originals, 'original')} ·{' '}
          {plural(one.copies, 'copy', 'copies')}
          {one.pages > 0 && ` (${percent(one.copies / one.pages)})`}
          {one.medianDelayMinutes !== null && ` · copies come ${sayDelay(one.medianDelayMinutes)} after their exemplar (median)`}
        </p>
      </header>
      <div className="sheet-columns">
        <div>
          {one.days.length > 0 && (
            <Chart
              title="Pages by day"
              says={`Pages of ${one.outlet} by day`}
              draw={draw}
              columns={['Day', 'Pages', 'Stories']}
              rows={one.days.map(({ day, pages, stories }) => [day, pages, stories])}
            />
          )}
          <section>
            <h2>Stories</h2>
            <StoryRows items={one.storyItems.items} />
            {one.storyItems.next && <Link to={`/?outlet=${encodeURIComponent(one.outlet)}`}>All stories</Link>}
          </section>
        </div>
        <aside>
          <Ties title="Copies from" ties={one.copiesFrom} nothing="No page of it copies a page here." />
          <Ties title="Copied by" ties={one.copiedBy} nothing="No page here copies it." />
          <section>
            <h2>Credits</h2>
            {one.agencies.length === 0 && <p className="quiet">No agency is credited.</p>}
            <ul className="word-list">
              {one.agencies.map(({ name, pages }) => (
                <li key={name}>
                  <Link to={`/?agency=${encodeURIComponent(name)}`}>{name}</Link> <span className="quiet">{plural(pages, 'page')}</span>
                </li>
              ))}
            </ul>
          </section>
          <section>
            <h2>What it changes in copies</h2>
            {Object.keys(one.edits).length === 0 ? <p className="quiet">No edit was found.</p> : <EditBadges edits={one.edits} />}
          </section>
        </aside>
      </div>
    </article>
  )
}

type Tie = Readonly<{ outlet: string | null; copies: number }>
const Ties = ({ title, ties, nothing }: Readonly<{ title: string; ties: readonly Tie[]; nothing: string }>) => (
  <section>
    <h2>{title}</h2>
    {ties.length === 0 && <p className="quiet">{nothing}</p>}
    <ul className="word-list">
      {ties.map(({ outlet, copies }) => (
        <li key={outlet}>
          {outlet ? <Link to={`/sources/${encodeURIComponent(outlet)}`}>{outlet}</Link> : <i>a source that is not here</i>}{' '}
          <span className="quiet">{count(copies)}</span>
        </li>
      ))}
    </ul>
  </section>
)

const drawDays = (plot: Plot, width: number, days: OutletAnswer['days']) =>
  plot.plot({
    ...overTime(
      width,
      days.map(({ day }) => day),
      1,
      28,
    ),
    marks: [
      plot.rectY(
        days.map(({ day, pages }) => ({ day: new Date(day), pages })),
        { x: 'day', y: 'pages', interval: 'day', fill: 'var(--accent)', insetLeft: 0.5 },
      ),
      plot.ruleY([0]),
    ],
  })
