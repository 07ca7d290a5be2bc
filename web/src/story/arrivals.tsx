import { useCallback } from 'react'
import { Chart, type Plot } from '../parts/chart.tsx'
import { pageName, plural, sayInstant } from '../parts/words.ts'
import type { Shape } from './shape.ts'

/** `exact`: the page tells the minute; else the dot stands at noon of its day. */
type Dot = Readonly<{ id: string; name: string; at: Date; row: number; value: string; exact: boolean }>
type Copied = Dot & Readonly<{ from: Dot | null }>

const fewest = 3 // dated pages: fewer make no picture
const most = 60 // of the first of them; more names cannot be read
const rowHeight = 22 // px

/** When each page came, the first on top, each joined with the one it was copied from. */
export function Arrivals({ shape }: Readonly<{ shape: Shape }>) {
  const dots = dotsOf(shape)
  const draw = useCallback((plot: Plot, width: number) => drawDots(plot, width, dotsOf(shape), shape.story.id), [shape])
  if (dots.length < fewest) return null
  return (
    <Chart
      title="As the pages came"
      says={`${plural(dots.length, 'page')} by time of publication, the first on top; lines lead from each to the page it was copied from; a hollow dot is a day without a time`}
      draw={draw}
      columns={['Page', 'Published', 'Copied from']}
      rows={dots.map(({ name, value, from }) => [name, sayInstant(value), from?.name ?? null])}
    >
      <span className="quiet chart-says">Lines lead back to the page that was copied. Hollow: the day is known, not the time.</span>
    </Chart>
  )
}

function dotsOf({ story, copyOf }: Shape): readonly Copied[] {
  const dated = story.pages.flatMap((page) => {
    const value = page.published?.value ?? ''
    const exact = value.includes('T') && page.published?.precision !== 'day'
    const at = new Date(exact ? value : `${value.slice(0, 10)}T12:00:00Z`)
    return Number.isNaN(at.getTime()) ? [] : [{ id: page.id, name: pageName(page), at, value, exact }]
  })
  const dots = dated
    .toSorted((a, b) => a.at.getTime() - b.at.getTime())
    .slice(0, most)
    .map((dot, row): Dot => ({ ...dot, row }))
  const known = new Map(dots.map((dot) => [dot.id, dot]))
  return dots.map((dot) => ({ ...dot, from: known.get(copyOf.get(dot.id)?.exemplar ?? '') ?? null }))
}

function drawDots(plot: Plot, width: number, dots: readonly Copied[], story: string) {
  const copied = dots.filter(({ from }) => from !== null)
  const [first, last] = [dots[0]!.at.getTime(), dots.at(-1)!.at.getTime()]
  const spare = Math.max(3_600_000, (last - first) * 0.02) // ms; a dot at the edge is cut
  const isLate = ({ at }: Dot) => at.getTime() > first + (last - first) * 0.6
  const href = ({ id }: Dot) => `/stories/${story}?page=${id}`
  const name = { x: 'at', y: 'row', text: 'name', href, stroke: 'var(--paper)', strokeWidth: 5, fill: 'var(--link)' } as const
  return plot.plot({
    width,
    height: 40 + rowHeight * dots.length,
    marginLeft: 8,
    marginRight: 8,
    x: { type: 'utc', label: null, domain: [new Date(first - spare), new Date(last + spare)], grid: true },
    y: { axis: null, domain: [-0.6, dots.length - 0.4], reverse: true },
    marks: [
      plot.link(copied, {
        ...{ x1: ({ from }: Copied) => from!.at, y1: ({ from }: Copied) => from!.row, x2: 'at', y2: 'row' },
        ...{ stroke: 'var(--line)', curve: 'step-before' },
      }),
      plot.dot(dots, {
        ...{ x: 'at', y: 'row', r: 4, strokeWidth: 1.5 },
        ...{ fill: ({ exact, from }: Copied) => (exact ? colourOf(from) : 'var(--paper)'), stroke: ({ from }: Copied) => colourOf(from) },
      }),
      plot.text(
        dots.filter((dot) => !isLate(dot)),
        { ...name, textAnchor: 'start', dx: 9 },
      ),
      plot.text(dots.filter(isLate), { ...name, textAnchor: 'end', dx: -9 }),
    ],
  })
}

const colourOf = (from: Dot | null) => (from ? 'var(--ink)' : 'var(--accent)')
