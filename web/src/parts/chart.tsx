import './chart.css'
import type * as PlotModule from '@observablehq/plot'
import { type MouseEvent, type ReactNode, type RefObject, useEffect, useRef, useState } from 'react'
import { go } from '../shell/router.ts'
import { type Column, RowTable } from './row-table.tsx'
import { Take } from './take.tsx'
import { count } from './words.ts'

export type Plot = typeof PlotModule
type Cell = string | number | null
type Drawn = HTMLElement | SVGElement

type Props = Readonly<{
  title: string
  /** What the picture shows, in a sentence, for those who do not see it. */
  says: string
  /** Draws at a width in px. May use links (`href`), which then lead within the desk. */
  draw: (plot: Plot, width: number) => Drawn
  /** The same data as a table; left out where that stands beside the chart, with ways to take it away. */
  columns?: readonly string[]
  rows?: readonly (readonly Cell[])[]
  /** The question whose rows these are: it has a CSV and feeds of its own. Without one the table is what can be taken away. */
  question?: string | undefined
  children?: ReactNode
}>

/** A chart, with its data beside it as a table, as CSV, as a feed. Plot is loaded when the first one is shown. */
export function Chart({ title, says, draw, columns, rows, question, children }: Props) {
  const place = useRef<HTMLDivElement>(null)
  const width = useWidth(place)
  useEffect(() => {
    let live = true
    if (width > 0)
      import('@observablehq/plot').then((plot) => {
        if (live) place.current?.replaceChildren(unstyled(draw(plot, width)))
      })
    return () => {
      live = false
    }
  }, [draw, width])
  const follow = (event: MouseEvent) => {
    const link = (event.target as Element).closest('a')
    const to = link?.getAttribute('href') ?? link?.getAttribute('xlink:href')
    if (!to || event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    go(to)
  }
  return (
    <figure className="chart">
      <figcaption>
        <h2>{title}</h2>
        {children}
      </figcaption>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the links in it take the keys */}
      <div ref={place} className="chart-place" role="group" aria-label={says} onClick={follow} />
      {columns && rows && (
        <div className="chart-foot">
          <details className="chart-data">
            <summary>
              {count(rows.length)} {rows.length === 1 ? 'row' : 'rows'} as a table
            </summary>
            <DataTable columns={columns} rows={rows} />
          </details>
          <DataLinks name={title} columns={columns} rows={rows} question={question} />
        </div>
      )}
    </figure>
  )
}

/** What the colours of a chart mean. */
export const Legend = ({ items }: Readonly<{ items: readonly Readonly<{ says: string; colour: string }>[] }>) => (
  <ul className="legend">
    {items.map(({ says, colour }) => (
      <li key={says}>
        <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
          <rect width="12" height="12" rx="2" fill={colour} />
        </svg>
        {says}
      </li>
    ))}
  </ul>
)

/** Ticks of a scale that counts: nothing stands between two whole numbers. */
export const wholeOnly = (value: number): string => (Number.isInteger(value) ? count(value) : '')

const day = 86_400_000 // ms
/** Time to draw: that of the bars, and never so little that one bar fills the picture. `step`, `least` in days. */
export function timeOf(days: readonly string[], step: number, least: number): readonly [Date, Date] {
  const times = days.map((one) => Date.parse(one))
  const [from, to] = [Math.min(...times), Math.max(...times) + step * day]
  const missing = Math.max(0, least * day - (to - from)) / 2
  return [new Date(from - missing), new Date(to + missing)]
}

type Data = Required<Pick<Props, 'columns' | 'rows'>>

/** What charts of counts over time have in common: days or weeks along, whole numbers up. `step` and `least` as `timeOf` takes them. */
export const overTime = (width: number, days: readonly string[], step: number, least: number) => ({
  ...{ width, height: 180, marginLeft: 36 },
  x: { type: 'utc' as const, label: null, domain: timeOf(days, step, least) },
  y: { label: null, grid: true, ticks: 4, tickFormat: wholeOnly },
})

function DataTable({ columns, rows }: Data) {
  const shown = columns.map((says, at): Column<readonly Cell[]> => {
    const cell = (row: readonly Cell[]) => shownCell(row[at])
    return typeof rows[0]?.[at] === 'number' ? { says, cell, number: true } : { says, cell }
  })
  return <RowTable label="Data of the chart" columns={shown} rows={rows} keyOf={(row) => row.join(' ')} still />
}
const shownCell = (cell: Cell | undefined) => (typeof cell === 'number' ? count(cell) : cell)

function DataLinks({ name, columns, rows, question }: Data & Pick<Props, 'question'> & Readonly<{ name: string }>) {
  if (question) return <Take question={question} name={fileName(name)} />
  const save = () => {
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob([toCsv(columns, rows)], { type: 'text/csv' }))
    link.download = `${fileName(name)}.csv`
    link.click()
    URL.revokeObjectURL(link.href)
  }
  return (
    <p className="take not-printed">
      <button type="button" className="plain" onClick={save}>
        CSV
      </button>
    </p>
  )
}

const fileName = (title: string) => title.toLowerCase().replaceAll(/\W+/g, '-')

/** RFC 4180; what a spreadsheet would run as a formula begins with a quote. */
function toCsv(columns: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const field = (cell: Cell) => {
    if (typeof cell !== 'string') return String(cell ?? '')
    const safe = /^[=+\-@\t\r\n＝＋－＠]/.test(cell) ? `'${cell}` : cell
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
  }
  return [columns, ...rows].map((cells) => `${cells.map(field).join(',')}\r\n`).join('')
}

/** Plot brings a style element, which our policy of content refuses; chart.css says the same. */
function unstyled(drawn: Drawn): Drawn {
  for (const style of drawn.querySelectorAll('style')) style.remove()
  for (const group of drawn.querySelectorAll('g[aria-label]')) group.removeAttribute('aria-label') // names of marks, on elements that may bear none
  return drawn
}

function useWidth(place: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0)
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry!.contentRect.width)))
    observer.observe(place.current!)
    return () => observer.disconnect()
  }, [place])
  return width
}
