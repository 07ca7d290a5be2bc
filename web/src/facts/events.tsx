import { useRef } from 'react'
import { eventStatuses, eventTypes } from '#model/reading.ts'
import { at, type RowAt } from '../client/api.ts'
import { usePages } from '../client/pages.ts'
import { useRowKeys } from '../keys/rows.ts'
import { Link } from '../parts/link.tsx'
import { plural, sayDay } from '../parts/words.ts'
import { changeQuery, useAddress } from '../shell/router.ts'
import { EventLine } from '../story/facts.tsx'
import { FilterField, FilterSelect, ListFoot } from './list-parts.tsx'
import './facts.css'

const rowsAtOnce = 50

/** Who did what to whom, over all stories; each event once, with its pages and independent reports. */
export function EventsScreen() {
  const { query } = useAddress()
  const filters = Object.fromEntries(
    ['actor', 'recipient', 'type', 'status', 'place', 'after', 'before', 'story'].flatMap((name) =>
      query.get(name) ? [[name, query.get(name)]] : [],
    ),
  )
  const list = usePages(at('/events', {}, { ...filters, limit: rowsAtOnce }), Math.max(1, Number(query.get('more')) || 1))
  const rows = useRef<HTMLOListElement>(null)
  useRowKeys(rows)
  return (
    <section className="fact-screen" aria-label="Events">
      <title>Events · Stemma</title>
      <header className="fact-head">
        <h1 tabIndex={-1}>Events</h1>
        <p role="status" className="quiet">
          {list.total !== null && plural(list.total, 'event')}
        </p>
      </header>
      <div className="fact-filters not-printed">
        <FilterField name="actor" says="Who" />
        <FilterField name="recipient" says="To whom" />
        <FilterField name="place" says="Where" />
        <FilterSelect
          name="type"
          says="Type"
          values={eventTypes}
          words={Object.fromEntries(eventTypes.map((type) => [type, type.toLowerCase()]))}
        />
        <FilterSelect name="status" says="Status" values={eventStatuses} />
        <FilterField name="after" says="From" type="date" />
        <FilterField name="before" says="Before" type="date" />
      </div>
      <ol className="fact-rows" ref={rows} aria-busy={list.waiting}>
        {list.items.map((event) => (
          <EventRow key={`${event.story} ${event.id}`} event={event} />
        ))}
      </ol>
      <ListFoot
        list={list}
        base={at('/events', {}, filters)}
        more={() => changeQuery({ more: String(Math.ceil(list.items.length / rowsAtOnce) + 1) }, { replace: true })}
        none="No event fits."
      />
    </section>
  )
}

function EventRow({ event }: Readonly<{ event: RowAt<'/events'> }>) {
  const proof = event.evidence[0]
  return (
    <li className="fact-row" data-row tabIndex={-1}>
      <p className="fact-who">
        <b>{event.day ? sayDay(event.day) : 'Day not told'}</b>
        {event.score !== null && <small>score {event.score.toFixed(1).replace('-', '−')}</small>}
      </p>
      <div>
        <p className="fact-event">
          <EventLine event={event} />
        </p>
        {proof && (
          <p className="fact-words" dir="auto">
            <Link to={`/pages/${proof.page}#${proof.start}-${proof.end}`} data-open>
              {proof.text ?? proof.exact}
            </Link>
          </p>
        )}
        <p className="fact-where">
          <Link to={`/stories/${event.story}?tab=events`}>
            <bdi>{event.title ?? 'A story without a headline'}</bdi>
          </Link>
          <small>
            {plural(event.pages, 'page')} · {plural(event.reports, 'independent report')}
          </small>
        </p>
      </div>
    </li>
  )
}
