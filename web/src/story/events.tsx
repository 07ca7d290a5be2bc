import type { EventDocument } from '#model/document.ts'
import { type Column, RowTable } from '../parts/row-table.tsx'
import { percent, plural } from '../parts/words.ts'
import { Carriers } from './quotes.tsx'
import { eventWhen, partyNames } from './say.ts'
import type { Shape, TabProps } from './shape.ts'
import { TableLinks } from './table-links.tsx'

/** What happened, each event once however many pages tell it: pages and independent reports are two columns. */
export function Events({ shape }: TabProps) {
  const { events } = shape.story
  if (events.length === 0) return <p className="tab none">No event was read in these texts.</p>
  return (
    <section className="tab events" aria-label="Events">
      <TableLinks story={shape.story.id} tables={['events']} />
      <RowTable label="Table of events" columns={columnsOf(shape)} rows={events} keyOf={({ id }) => id} />
      <p className="quiet">
        {plural(events.length, 'event')}. Score: Goldstein’s scale, −10 conflict to +10 cooperation. A report that a hundred pages copy
        tells an event once.
      </p>
    </section>
  )
}

const columnsOf = (shape: Shape): readonly Column<EventDocument>[] => [
  {
    says: 'Event',
    cell: ({ type, mode, score, trigger }) => (
      <>
        <span className={`event-type ${(score ?? 0) < 0 ? 'conflict' : 'cooperation'}`}>{type.toLowerCase()}</span>
        {mode && <small> {mode}</small>}
        <br />
        <small dir="auto">“{trigger}”</small>
      </>
    ),
  },
  { says: 'Who', cell: ({ actor }) => <bdi>{partyNames(actor) || '–'}</bdi> },
  { says: 'To whom', cell: ({ recipient }) => <bdi>{partyNames(recipient) || '–'}</bdi> },
  { says: 'When', cell: ({ when }) => (when ? eventWhen(when) : <span className="quiet">not told</span>) },
  { says: 'Where', cell: ({ where }) => <bdi>{where ?? '–'}</bdi> },
  { says: 'Status', cell: ({ status }) => status },
  { says: 'Score', number: true, cell: ({ score }) => (score === null ? '–' : score.toFixed(1).replace('-', '−')) },
  { says: 'Sure', number: true, cell: ({ certainty }) => percent(certainty) },
  { says: 'Reports', number: true, cell: ({ reports }) => reports.length },
  { says: 'Told by', cell: ({ evidence }) => <Carriers evidence={evidence} shape={shape} /> },
]
