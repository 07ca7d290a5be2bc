import { useRef } from 'react'
import { useRowKeys } from '../keys/rows.ts'
import { percent, plural } from '../parts/words.ts'
import { Carriers } from './quotes.tsx'
import { eventWhen, partyNames } from './say.ts'
import type { TabProps } from './shape.ts'
import { TableLinks } from './table-links.tsx'

/** What happened, each event once however many pages tell it: pages and independent reports are two columns. */
export function Events({ shape }: TabProps) {
  const { events } = shape.story
  const list = useRef<HTMLDivElement>(null)
  useRowKeys(list)
  if (events.length === 0) return <p className="tab none">No event was read in these texts.</p>
  return (
    <section className="tab events" aria-label="Events" ref={list}>
      <TableLinks story={shape.story.id} tables={['events']} />
      <div className="wide" tabIndex={0} role="region" aria-label="Table of events">
        <table>
          <thead>
            <tr>
              <th scope="col">Event</th>
              <th scope="col">Who</th>
              <th scope="col">To whom</th>
              <th scope="col">When</th>
              <th scope="col">Where</th>
              <th scope="col">Status</th>
              <th scope="col" className="right">
                Score
              </th>
              <th scope="col" className="right">
                Sure
              </th>
              <th scope="col" className="right">
                Reports
              </th>
              <th scope="col">Told by</th>
            </tr>
          </thead>
          <tbody>
            {events.map((event) => (
              <tr key={event.id} data-row tabIndex={-1}>
                <td>
                  <span className={`event-type ${(event.score ?? 0) < 0 ? 'conflict' : 'cooperation'}`}>{event.type.toLowerCase()}</span>
                  {event.mode && <small> {event.mode}</small>}
                  <br />
                  <small dir="auto">“{event.trigger}”</small>
                </td>
                <td>
                  <bdi>{partyNames(event.actor) || '–'}</bdi>
                </td>
                <td>
                  <bdi>{partyNames(event.recipient) || '–'}</bdi>
                </td>
                <td>{event.when ? eventWhen(event.when) : <span className="quiet">not told</span>}</td>
                <td>
                  <bdi>{event.where ?? '–'}</bdi>
                </td>
                <td>{event.status}</td>
                <td className="right">{event.score === null ? '–' : event.score.toFixed(1).replace('-', '−')}</td>
                <td className="right">{percent(event.certainty)}</td>
                <td className="right">{event.reports.length}</td>
                <td>
                  <Carriers evidence={event.evidence} shape={shape} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="quiet">
        {plural(events.length, 'event')}. Score: Goldstein’s scale, −10 conflict to +10 cooperation. A report that a hundred pages copy
        tells an event once.
      </p>
    </section>
  )
}
