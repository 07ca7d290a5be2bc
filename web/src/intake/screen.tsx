import './intake.css'
import { useCallback } from 'react'
import type { StatusAnswer } from '#api/schemas/intake.ts'
import { at } from '../client/api.ts'
import { useAsk } from '../client/ask.ts'
import { Answer } from '../parts/answers.tsx'
import { Chart, type Plot, wholeOnly } from '../parts/chart.tsx'
import { type Column, RowTable } from '../parts/row-table.tsx'
import { count, plural, sayBytes } from '../parts/words.ts'
import { Giving } from './giving.tsx'
import { ParkedList } from './parked.tsx'
import { useProgress } from './progress.ts'
import { Tasks } from './tasks.tsx'

/** What came in, what is under way, what is parked and why. Files can be dropped anywhere on it. */
export function IntakeScreen() {
  const asked = useAsk(at('/status', {}))
  const progress = useProgress()
  return (
    <div className="sheet">
      <title>Intake · Stemma</title>
      <header className="screen-head">
        <h1 tabIndex={-1}>Intake</h1>
      </header>
      {asked.value?.writable === false ? (
        <p className="notice">This data folder may only be read: what is stored can be looked at, nothing can be added or decided.</p>
      ) : (
        <Giving />
      )}
      <Tasks tasks={progress} />
      <Answer asked={asked}>{(status) => <Stored status={status} />}</Answer>
      <ParkedList />
    </div>
  )
}

function Stored({ status }: Readonly<{ status: StatusAnswer }>) {
  const draw = useCallback((plot: Plot, width: number) => drawRates(plot, width, status.rates), [status.rates])
  const lately = status.rates.reduce((sum, { pages }) => sum + pages, 0)
  return (
    <>
      <section>
        <h2>Stored</h2>
        <dl className="figures">
          <Figure says="pages" value={count(status.pages)} />
          <Figure says="articles" value={count(status.articles)} />
          <Figure says="families of copies" value={count(status.families)} />
          <Figure says="stories" value={count(status.stories)} />
          <Figure says="parked" value={count(status.parked)} />
          <Figure says="archive" value={sayBytes(status.archiveBytes)} />
          <Figure says="all on disk" value={sayBytes(status.disk.dataBytes)} />
          <Figure says="free" value={sayBytes(status.disk.freeBytes)} />
        </dl>
        <p className="quiet">
          Stemma {status.version} · {status.database} · {status.data}
        </p>
      </section>
      {lately > 0 && (
        <Chart
          title="The last hour"
          says={`Pages taken in by minute: ${plural(lately, 'page')} in the last hour`}
          draw={draw}
          columns={['Minute', 'Pages']}
          rows={status.rates.map(({ minute, pages }) => [minute, pages])}
        />
      )}
      <section>
        <h2>Stages</h2>
        <RowTable label="Stages" columns={stageColumns} rows={status.stages} keyOf={({ name }) => name} still />
      </section>
    </>
  )
}

const stageColumns: readonly Column<StatusAnswer['stages'][number]>[] = [
  { says: 'Stage', cell: ({ name }) => name },
  { says: 'Does', cell: ({ does }) => does },
  { says: 'Version', number: true, cell: ({ version }) => version },
  { says: 'To do', number: true, cell: ({ todo }) => count(todo) },
  { says: 'Parked', number: true, cell: ({ parked }) => count(parked) },
]

const Figure = ({ says, value }: Readonly<{ says: string; value: string }>) => (
  <div>
    <dt>{says}</dt>
    <dd>{value}</dd>
  </div>
)

const drawRates = (plot: Plot, width: number, rates: StatusAnswer['rates']) =>
  plot.plot({
    width,
    height: 120,
    marginLeft: 40,
    x: { type: 'time', label: null, domain: lastHour(), tickFormat: clock },
    y: { label: null, grid: true, ticks: 3, tickFormat: wholeOnly },
    marks: [
      plot.rectY(
        rates.map(({ minute, pages }) => ({ minute: new Date(minute), pages })),
        { x: 'minute', y: 'pages', interval: 'minute', fill: 'var(--accent)', insetLeft: 0.5 },
      ),
      plot.ruleY([0]),
    ],
  })

const clock = (at: Date) => at.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })

function lastHour(): readonly [Date, Date] {
  const minute = 60_000
  const now = Math.ceil(Date.now() / minute) * minute
  return [new Date(now - 60 * minute), new Date(now)]
}
