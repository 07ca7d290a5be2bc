import type { DateDocument, EvidenceDocument } from '#model/document.ts'
import { Link } from '../parts/link.tsx'
import { pageName, plural, sayDay, sure } from '../parts/words.ts'
import { Arrivals } from './arrivals.tsx'
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
      <Arrivals shape={shape} />
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
  const inOrder = story.pages.toSorted((a, b) => ((a.published?.value ?? '') < (b.published?.value ?? '') ? -1 : 1))
  const published = inOrder.flatMap((page): Entry[] => {
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
            <small>{evidence[0] ? <Link to={proofAt(evidence[0])}>date {sure(certainty)}</Link> : `date ${sure(certainty)}`}</small>
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
  const told = sameDates(story.dates.filter(isTold)).map(
    (same): Entry => ({
      day: dayOf(same[0]!.value ?? same[0]!.from ?? ''),
      key: `date ${same[0]!.exact} ${same[0]!.value} ${same[0]!.from} ${same[0]!.until}`,
      kind: 'told',
      body: <ToldDate same={same} />,
    }),
  )
  return [...published, ...happened, ...told]
}

/** Dates that are the same days in the same words, however often they are told, together. */
function sameDates(dates: readonly DateDocument[]): readonly (readonly DateDocument[])[] {
  return [...Map.groupBy(dates, ({ value, from, until, exact }) => JSON.stringify([value, from, until, exact.toLowerCase()])).values()]
}

function ToldDate({ same }: Readonly<{ same: readonly DateDocument[] }>) {
  const [{ exact, from, until }] = same as readonly [DateDocument, ...DateDocument[]]
  const evidence = same.flatMap((date) => date.evidence)
  return (
    <Proven evidence={evidence}>
      “{exact}”{until && from ? ` (${sayDay(from)} – ${sayDay(until)})` : ''}{' '}
      <small>in {plural(new Set(evidence.map(({ page }) => page)).size, 'page')}</small>
    </Proven>
  )
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
