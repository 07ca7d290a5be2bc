import './actors.css'
import { useCallback, useMemo } from 'react'
import type { DyadItem } from '#api/schemas/actors.ts'
import { at } from '../client/api.ts'
import { useAsk } from '../client/ask.ts'
import { Answer, Waiting } from '../parts/answers.tsx'
import { Chart, Legend, type Plot, timeOf } from '../parts/chart.tsx'
import { EventRows } from '../parts/fact-rows.tsx'
import { Link } from '../parts/link.tsx'
import { Tabs } from '../parts/tabs.tsx'
import { plural, sayDay } from '../parts/words.ts'
import { type Address, changeQuery, useAddress, withQuery } from '../shell/router.ts'
import type { ScreenProps } from '../shell/routes.ts'

const measures = [
  { id: 'events', says: 'Events' },
  { id: 'reports', says: 'Independent reports' },
  { id: 'pages', says: 'Pages' },
] as const
type Measure = (typeof measures)[number]['id']
const steps = ['week', 'month', 'day'] as const
type Step = (typeof steps)[number]

/** Two actors: cooperation above the line, conflict below it, in the unit that the reader counts in. */
export function DyadScreen({ params }: ScreenProps) {
  const address = useAddress()
  const measure = measures.find(({ id }) => id === address.query.get('count'))?.id ?? 'events'
  const by = steps.find((step) => step === address.query.get('by')) ?? 'week'
  const [a, b] = [params.id!, params.other!]
  const question = at('/actors/{id}/dyads/{other}', { id: a, other: b }, { by })
  const [rows, one, other] = [useAsk(question), useAsk(at('/actors/{id}', { id: a })), useAsk(at('/actors/{id}', { id: b }))]
  const names = [one.value?.name ?? a, other.value?.name ?? b] as const
  return (
    <div className="sheet">
      <title>{`${names[0]} and ${names[1]} · Stemma`}</title>
      <header className="screen-head">
        <h1 tabIndex={-1}>
          <Link to={`/actors/${encodeURIComponent(a)}`}>
            <bdi>{names[0]}</bdi>
          </Link>{' '}
          and{' '}
          <Link to={`/actors/${encodeURIComponent(b)}`}>
            <bdi>{names[1]}</bdi>
          </Link>
        </h1>
        <div className="list-tools not-printed">
          <Tabs name="count" tabs={measures} chosen={measure} label="What is counted" />
          <label>
            by{' '}
            <select value={by} onChange={(event) => changeQuery({ by: event.target.value, from: null })}>
              {steps.map((step) => (
                <option key={step}>{step}</option>
              ))}
            </select>
          </label>
        </div>
      </header>
      <Answer asked={rows}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="message quiet">No event between the two was found.</p>
          ) : (
            <Weeks items={items} measure={measure} by={by} question={question} address={address} names={names} />
          )
        }
      </Answer>
    </div>
  )
}

type WeeksProps = Readonly<{
  items: readonly DyadItem[]
  measure: Measure
  by: Step
  question: string
  address: Address
  names: readonly [string, string]
}>

function Weeks({ items, measure, by, question, address, names }: WeeksProps) {
  const from = address.query.get('from')
  const draw = useCallback(
    (plot: Plot, width: number) => drawSides(plot, width, items, measure, by, address),
    [items, measure, by, address],
  )
  const chosen = items.find((row) => row.from === from)
  const total = (side: 'cooperation' | 'conflict') => items.reduce((sum, row) => sum + row[side][measure], 0)
  const unit = { events: 'event', reports: 'independent report', pages: 'page' }[measure]
  return (
    <>
      <p>
        {plural(total('cooperation'), unit)} of cooperation, {plural(total('conflict'), unit)} of conflict. Press a bar to read its events.
      </p>
      <Chart
        title={`Cooperation and conflict, by ${by}`}
        says={`${names[0]} and ${names[1]}: cooperation above the line, conflict below it, by ${by}`}
        draw={draw}
        columns={['From', 'Cooperation: events', 'reports', 'pages', 'score', 'Conflict: events', 'reports ', 'pages ', 'score ']}
        rows={items.map((row) => [
          row.from,
          ...[row.cooperation, row.conflict].flatMap(({ events, reports, pages, score }) => [events, reports, pages, score]),
        ])}
        question={question}
      >
        <Legend
          items={[
            { says: 'cooperation, above', colour: colours[0]! },
            { says: 'conflict, below', colour: colours[1]! },
          ]}
        />
      </Chart>
      {chosen && <Period row={chosen} by={by} names={names} />}
    </>
  )
}

/** The events of one bar, each with the words that tell it. */
function Period({ row, by, names }: Readonly<{ row: DyadItem; by: Step; names: readonly [string, string] }>) {
  const stories = useMemo(() => [...new Set(row.events.map(({ story }) => story))].slice(0, mostStories), [row])
  return (
    <section aria-live="polite">
      <h2>
        {by === 'day' ? sayDay(row.from) : `${by} from ${sayDay(row.from)}`}: {names[0]} and {names[1]}
      </h2>
      {stories.map((story) => (
        <StoryEvents key={story} story={story} ids={row.events.flatMap((event) => (event.story === story ? [event.id] : []))} />
      ))}
    </section>
  )
}
const mostStories = 30 // whose events are shown for one bar

function StoryEvents({ story, ids }: Readonly<{ story: string; ids: readonly string[] }>) {
  const asked = useAsk(at('/events', {}, { story, limit: 1_000 }))
  if (asked.waiting && !asked.value) return <Waiting />
  return <EventRows items={(asked.value?.items ?? []).filter(({ id }) => ids.includes(id))} nothing="These events have changed since." />
}

const colours = ['var(--good)', 'var(--bad)']

function drawSides(plot: Plot, width: number, items: readonly DyadItem[], measure: Measure, by: Step, address: Address) {
  const rows = items.flatMap((row) => [
    { from: row.from, at: new Date(row.from), number: row.cooperation[measure], side: 'cooperation' },
    { from: row.from, at: new Date(row.from), number: -row.conflict[measure], side: 'conflict' },
  ])
  const marked = address.query.get('from')
  return plot.plot({
    width,
    height: 260,
    marginLeft: 36,
    x: {
      type: 'utc',
      label: null,
      domain: timeOf(
        items.map((row) => row.from),
        lengths[by],
        lengths[by] * 16,
      ),
    },
    y: { label: null, grid: true, ticks: 5, tickFormat: (value: number) => (Number.isInteger(value) ? String(Math.abs(value)) : '') },
    color: { domain: ['cooperation', 'conflict'], range: colours },
    marks: [
      plot.rectY(
        rows.filter(({ number }) => number !== 0),
        {
          ...{
            x: 'at',
            y: 'number',
            fill: 'side',
            interval: by === 'week' ? 'monday' : by, // ISO 8601: weeks begin on Mondays
            insetLeft: 1,
            stroke: ({ from }: { from: string }) => (from === marked ? 'var(--ink)' : 'none'),
          },
          ...{
            href: ({ from }: { from: string }) => withQuery(address, { from }),
            title: ({ from, number, side }: { from: string; number: number; side: string }) =>
              `${sayDay(from)}: ${Math.abs(number)} ${side}`,
          },
        },
      ),
      plot.ruleY([0]),
    ],
  })
}

const lengths: Readonly<Record<Step, number>> = { day: 1, week: 7, month: 30 } // days
