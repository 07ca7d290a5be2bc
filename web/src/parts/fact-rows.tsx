import './lists.css'
import type { EventItem, QuoteItem } from '#api/schemas/facts.ts'
import type { StoryItem } from '#api/schemas/stories.ts'
import { Link } from './link.tsx'
import { plural, quotationOf, sayDay } from './words.ts'

type Place = Readonly<{ page: string; start: number; end: number }>
const proof = ({ page, start, end }: Place) => `/pages/${page}#${start}-${end}`

const Nothing = ({ says }: Readonly<{ says: string }>) => <p className="quiet">{says}</p>

/** What was said, each with its proof and its story. */
export function QuoteRows({ items, nothing }: Readonly<{ items: readonly QuoteItem[]; nothing: string }>) {
  if (items.length === 0) return <Nothing says={nothing} />
  return (
    <ul className="fact-list">
      {items.map((quote) => (
        <li key={`${quote.story} ${quote.id}`}>
          <p dir="auto" className="quoted">
            {quote.evidence[0] ? (
              <Link to={proof(quote.evidence[0])} title="Show where it stands">
                {quotationOf(quote)}
              </Link>
            ) : (
              quotationOf(quote)
            )}
          </p>
          <p className="quiet">
            {[quote.speaker?.name, quote.cue, quote.via && `via ${quote.via.name}`].filter(Boolean).join(', ')}
            {quote.published && ` · ${sayDay(quote.published)}`} · {plural(quote.pages, 'page')}, {plural(quote.reports, 'report')} ·{' '}
            <Link to={`/stories/${quote.story}`}>{quote.title ?? 'story'}</Link>
          </p>
        </li>
      ))}
    </ul>
  )
}

/** What happened, each with its proof and its story. */
export function EventRows({ items, nothing }: Readonly<{ items: readonly EventItem[]; nothing: string }>) {
  if (items.length === 0) return <Nothing says={nothing} />
  return (
    <ul className="fact-list">
      {items.map((event) => (
        <li key={`${event.story} ${event.id}`}>
          <p>
            <bdi>{event.actor.map(({ name }) => name).join(', ') || 'somebody'}</bdi>{' '}
            {event.evidence[0] ? (
              <Link className="type" to={proof(event.evidence[0])} title={`“${event.trigger}”: show where it stands`}>
                {event.type}
              </Link>
            ) : (
              <span className="type">{event.type}</span>
            )}{' '}
            <bdi>{event.recipient.map(({ name }) => name).join(', ')}</bdi>
            {event.where && `, ${event.where}`}
          </p>
          <p className="quiet">
            {[event.day && sayDay(event.day), event.status, `“${event.trigger}”`].filter(Boolean).join(' · ')} ·{' '}
            {plural(event.pages, 'page')}, {plural(event.reports, 'report')} ·{' '}
            <Link to={`/stories/${event.story}?tab=events`}>{event.title ?? 'story'}</Link>
          </p>
        </li>
      ))}
    </ul>
  )
}

export function StoryRows({ items }: Readonly<{ items: readonly StoryItem[] }>) {
  if (items.length === 0) return <Nothing says="No story." />
  return (
    <ul className="fact-list">
      {items.map((story) => (
        <li key={story.id}>
          <p>
            <Link to={`/stories/${story.id}`} className="headline" dir="auto">
              {story.headline ?? story.title ?? story.id}
            </Link>
          </p>
          <p className="quiet">
            {plural(story.pages, 'page')} · {plural(story.independentReports, 'independent report')}
            {story.published && ` · ${sayDay(story.published)}`}
          </p>
        </li>
      ))}
    </ul>
  )
}
