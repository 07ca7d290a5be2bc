import './actors.css'
import { useCallback, useMemo } from 'react'
import type { ActorAnswer } from '#api/schemas/actors.ts'
import type { EventItem } from '#api/schemas/facts.ts'
import { at } from '../client/api.ts'
import { useAsk } from '../client/ask.ts'
import { Answer } from '../parts/answers.tsx'
import { Chart, Legend, overTime, type Plot } from '../parts/chart.tsx'
import { countryName } from '../parts/country.ts'
import { EventRows, QuoteRows, StoryRows } from '../parts/fact-rows.tsx'
import { Link } from '../parts/link.tsx'
import { plural, sayDay } from '../parts/words.ts'
import type { ScreenProps } from '../shell/routes.ts'

/** One actor over all stories: who it is, what it said and did, and when. */
export function ActorScreen({ params }: ScreenProps) {
  const asked = useAsk(at('/actors/{id}', { id: params.id! }))
  return (
    <Answer asked={asked} noun="actor">
      {(actor) => <Actor actor={actor} />}
    </Answer>
  )
}

function Actor({ actor }: Readonly<{ actor: ActorAnswer }>) {
  const draw = useCallback((plot: Plot, width: number) => drawWeeks(plot, width, actor.weeks), [actor.weeks])
  const others = useMemo(() => counterparts(actor), [actor])
  const aliases = actor.aliases.filter((alias) => alias !== actor.name)
  const facts = [actor.kind, actor.role, actor.country && countryName(actor.country)].filter((fact) => fact && fact !== actor.name)
  return (
    <article className="sheet">
      <title>{`${actor.name} · Stemma`}</title>
      <header className="screen-head">
        <h1 tabIndex={-1}>
          <bdi>{actor.name}</bdi>
        </h1>
        <p className="quiet">{facts.join(' · ')}</p>
        <p>
          {plural(actor.stories, 'story', 'stories')} · {plural(actor.quotes, 'quote')} · {plural(actor.events, 'event')}
          {actor.lastSeen && ` · last seen ${sayDay(actor.lastSeen)}`}
        </p>
      </header>
      <div className="sheet-columns">
        <div>
          {actor.weeks.length > 0 && (
            <Chart
              title="Week by week"
              says={`Events and quotes of ${actor.name} in each week`}
              draw={draw}
              columns={['Week from', 'Events', 'Quotes']}
              rows={actor.weeks.map(({ from, events, quotes }) => [from, events, quotes])}
            >
              <Legend
                items={[
                  { says: 'events', colour: colours[0]! },
                  { says: 'quotes', colour: colours[1]! },
                ]}
              />
            </Chart>
          )}
          <section>
            <h2>Said</h2>
            <QuoteRows items={actor.quoteItems.items} nothing="No quote of this actor was found." />
            {actor.quoteItems.next && <Link to={`/quotes?speaker=${encodeURIComponent(actor.id)}`}>All quotes</Link>}
          </section>
          <section>
            <h2>Did, and had done to it</h2>
            <EventRows items={actor.eventItems.items} nothing="No event with this actor was found." />
            {actor.eventItems.next && <Link to={`/events?actor=${encodeURIComponent(actor.id)}`}>All events</Link>}
          </section>
        </div>
        <aside>
          {aliases.length > 0 && (
            <section>
              <h2>Also written</h2>
              <ul className="word-list">
                {aliases.map((alias) => (
                  <li key={alias}>
                    <bdi>{alias}</bdi>
                  </li>
                ))}
              </ul>
            </section>
          )}
          {actor.roles.length > 0 && (
            <section>
              <h2>Roles</h2>
              <ul className="word-list">
                {actor.roles.map(({ role, stories }) => (
                  <li key={role}>
                    {role} <span className="quiet">{plural(stories, 'story', 'stories')}</span>
                  </li>
                ))}
              </ul>
            </section>
          )}
          {others.length > 0 && (
            <section>
              <h2>Dealings with</h2>
              <ul className="word-list">
                {others.map(({ id, name, events }) => (
                  <li key={id}>
                    <Link to={`/actors/${encodeURIComponent(actor.id)}/${encodeURIComponent(id)}`}>
                      <bdi>{name}</bdi>
                    </Link>{' '}
                    <span className="quiet">{plural(events, 'event')}</span>
                  </li>
                ))}
              </ul>
            </section>
          )}
          {actor.namesakes.length > 0 && (
            <section>
              <h2>Others of this name</h2>
              <p className="quiet">Nothing in the texts shows that these are the same.</p>
              <ul className="word-list">
                {actor.namesakes.map(({ id, name, role, country }) => (
                  <li key={id}>
                    <Link to={`/actors/${encodeURIComponent(id)}`}>{name}</Link>{' '}
                    <span className="quiet">{[role, country && countryName(country)].filter(Boolean).join(', ')}</span>
                  </li>
                ))}
              </ul>
            </section>
          )}
          <section>
            <h2>Stories</h2>
            <StoryRows items={actor.storyItems.items} />
            {actor.storyItems.next && <Link to={`/?actor=${encodeURIComponent(actor.id)}`}>All stories</Link>}
          </section>
        </aside>
      </div>
    </article>
  )
}

/** Who else acts in the events, most often first. */
function counterparts(actor: ActorAnswer): readonly Readonly<{ id: string; name: string; events: number }>[] {
  const others = new Map<string, { id: string; name: string; events: number }>()
  const own = new Set([actor.name, ...actor.aliases])
  for (const event of actor.eventItems.items)
    for (const { name, actorId } of partiesOf(event)) {
      if (actorId === null || own.has(name)) continue
      const other = others.get(name) ?? { id: actorId, name, events: 0 }
      others.set(name, { ...other, events: other.events + 1 })
    }
  return [...others.values()].toSorted((a, b) => b.events - a.events).slice(0, 12)
}
const partiesOf = ({ actor, recipient }: EventItem) => [...actor, ...recipient]

const colours = ['var(--accent)', 'var(--line)']

function drawWeeks(plot: Plot, width: number, weeks: ActorAnswer['weeks']) {
  const rows = weeks.flatMap(({ from, events, quotes }) => [
    { from: new Date(from), number: events, what: 'events' },
    { from: new Date(from), number: quotes, what: 'quotes' },
  ])
  const days = weeks.map(({ from }) => from)
  return plot.plot({
    ...overTime(width, days, 7, 120),
    color: { domain: ['events', 'quotes'], range: colours },
    marks: [plot.rectY(rows, { x: 'from', y: 'number', fill: 'what', interval: 'monday', insetLeft: 1 }), plot.ruleY([0])],
  })
}
