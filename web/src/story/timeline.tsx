import type { EvidenceDocument } from '#model/document.ts'
import { Link } from '../parts/link.tsx'
import { pageName, percent, plural, sayDay } from '../parts/words.ts'
import { EventLine } from './facts.tsx'
import { isTold, sayDate } from './say.ts'
import { proofAt, type Shape, type TabProps } from './shape.ts'
import { TableLinks } from './table-links.tsx'

type Entry = Readonly<{ day: string; key: string; kind: 'published' | 'happened' | 'told'; body: React.ReactNode }>

/** Two clocks in one list: when the pages came, and when what they tell of was. */
export function Timeline({ shape }: TabProps) {
  const entries = entriesOf(shape)
  const days = [...new Set(entries.map(({ day }) => day))].sort()
  const undated = shape.story.pages.filter(({ published }) => published === null)
  return (
    <section className="tab timeline" aria-label="Timeline">
      <TableLinks story={shape.story.id} tables={['pages', 'dates', 'events']} />
      <ol className="days">
        {days.map((day) => (
          <li key={day}>
            <h2>
              <time>{sayDate(day)}</time>
            </h2>
            <ul className="plain-list">
              {entries
                .filter((entry) => entry.day === day)
                .map(({ key, kind, body }, index, same) => (
                  <li key={key} className={`entry ${kind}`}>
                    <span className="entry-kind">
                      {kind === same[index - 1]?.kind ? <span className="unseen-text">{kind}</span> : kind}
                    </span>
                    <div>{body}</div>
                  </li>
                ))}
            </ul>
          </li>
        ))}
        {undated.length > 0 && (
          <li>
            <h2>No date</h2>
            <p>
              {plural(undated.length, 'page')} without a date of publication: <bdi>{undated.map(pageName).join(', ')}</bdi>
            </p>
          </li>
        )}
      </ol>
    </section>
  )
}

function entriesOf(shape: Shape): readonly Entry[] {
  const { story } = shape
  const published = story.pages.flatMap((page): Entry[] => {
    if (!page.published) return []
    const { value, certainty, evidence } = page.published
    const clock = /T(\d\d:\d\d)/.exec(value)?.[1]
    return [
      {
        day: value.slice(0, 10),
        key: page.id,
        kind: 'published',
        body: (
          <>
            {clock && <time className="clock">{clock}</time>} <Link to={`/stories/${story.id}?page=${page.id}`}>{pageName(page)}</Link>{' '}
            <span dir="auto">{page.title}</span>{' '}
            <small>
              {evidence[0] ? (
                <Link to={proofAt(evidence[0])}>{percent(certainty)} sure of the date</Link>
              ) : (
                `${percent(certainty)} sure of the date`
              )}
            </small>
          </>
        ),
      },
    ]
  })
  const happened = story.events.flatMap((event): Entry[] => {
    const day = event.when && ('value' in event.when ? event.when.value : event.when.from)
    return day
      ? [
          {
            day: dayOf(day),
            key: event.id,
            kind: 'happened',
            body: (
              <Proven evidence={event.evidence}>
                <EventLine event={event} />
              </Proven>
            ),
          },
        ]
      : []
  })
  const told = story.dates.filter(isTold).map(
    (date, index): Entry => ({
      day: dayOf(date.value ?? date.from ?? ''),
      key: `date ${index}`,
      kind: 'told',
      body: (
        <Proven evidence={date.evidence}>
          “{date.exact}”{date.until && date.from ? ` (${sayDay(date.from)} – ${sayDay(date.until)})` : ''}{' '}
          <small>in {plural(new Set(date.evidence.map(({ page }) => page)).size, 'page')}</small>
        </Proven>
      ),
    }),
  )
  return [...published, ...happened, ...told]
}

const dayOf = (value: string) => (/^\d{4}-\d\d-\d\d/.test(value) ? value.slice(0, 10) : value)

const Proven = ({ evidence, children }: Readonly<{ evidence: readonly EvidenceDocument[]; children: React.ReactNode }>) =>
  evidence[0] ? (
    <Link className="fact-link" to={proofAt(evidence[0])} dir="auto">
      {children}
    </Link>
  ) : (
    <span dir="auto">{children}</span>
  )
