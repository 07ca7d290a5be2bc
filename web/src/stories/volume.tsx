import { useCallback, useMemo } from 'react'
import type { Facets } from '#api/schemas/stories.ts'
import { as } from '../client/api.ts'
import type { Question } from '../client/request.ts'
import { Chart, type Plot, wholeOnly } from '../parts/chart.tsx'
import { plural, sayDay } from '../parts/words.ts'
import { useAddress, withQuery } from '../shell/router.ts'

type Bin = Readonly<{ from: string; before: string; stories: number; pages: number }>
const day = 86_400_000 // ms
const height = 104 // px
const perTick = 90 // px

/** How many pages the stories of this list have over time; a bar leads to its days. */
export function Volume({ days, feed }: Readonly<{ days: Facets['days']; feed: Question<unknown> }>) {
  const address = useAddress()
  const bins = useMemo(() => binsOf(days), [days])
  const draw = useCallback(
    (plot: Plot, width: number) =>
      plot.plot({
        width,
        height,
        marginTop: 6,
        marginLeft: 32,
        marginBottom: 34,
        x: { type: 'utc', label: null, ticks: Math.max(2, Math.floor(width / perTick)), tickSize: 0 },
        y: {
          label: null,
          ticks: 3,
          grid: true,
          nice: true,
          tickSize: 0,
          tickFormat: wholeOnly,
        },
        marks: [
          plot.rectY(bins, {
            x1: ({ from }: Bin) => new Date(from),
            x2: ({ before }: Bin) => new Date(before),
            y: 'pages',
            fill: 'var(--accent)',
            inset: 0.5,
            href: ({ from, before }: Bin) => withQuery(address, { after: from, before, more: null }),
            title: (bin: Bin) => `${spanOf(bin)}: ${plural(bin.pages, 'page')} in ${plural(bin.stories, 'story', 'stories')}`,
          }),
          plot.ruleY([0], { stroke: 'var(--line)' }),
        ],
      }),
    [bins, address],
  )
  return (
    <Chart
      title="Pages over time"
      says={`Pages over time: ${plural(bins.length, 'bar')}, from ${sayDay(bins[0]!.from)} to ${sayDay(bins.at(-1)!.from)}`}
      draw={draw}
      columns={['From', 'Before', 'Stories', 'Pages']}
      rows={bins.map(({ from, before, stories, pages }) => [from, before, stories, pages])}
    >
      <span className="take">
        <a href={as(feed, 'atom')}>Feed</a>
      </span>
    </Chart>
  )
}

const spanOf = ({ from, before }: Bin) => (Date.parse(before) - Date.parse(from) <= day ? sayDay(from) : `${sayDay(from)} and after`)

/** Days, weeks or months, by how long the list reaches, so that a bar is wide enough to press. */
function binsOf(days: Facets['days']): readonly Bin[] {
  const sorted = [...days].sort((a, b) => (a.day < b.day ? -1 : 1))
  const span = (Date.parse(sorted.at(-1)!.day) - Date.parse(sorted[0]!.day)) / day
  const unit = span <= 90 ? 'day' : span <= 700 ? 'week' : 'month'
  const bins = new Map<string, { from: string; before: string; stories: number; pages: number }>()
  for (const { day: at, stories, pages } of sorted) {
    const [from, before] = boundsOf(at, unit)
    const bin = bins.get(from) ?? { from, before, stories: 0, pages: 0 }
    bins.set(from, { ...bin, stories: bin.stories + stories, pages: bin.pages + pages })
  }
  return [...bins.values()]
}

function boundsOf(at: string, unit: 'day' | 'week' | 'month'): readonly [string, string] {
  const time = Date.parse(at)
  const date = new Date(time)
  const iso = (ms: number) => new Date(ms).toISOString().slice(0, 10)
  if (unit === 'month')
    return [iso(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1)), iso(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1))]
  const start = unit === 'week' ? time - ((date.getUTCDay() + 6) % 7) * day : time
  return [iso(start), iso(start + (unit === 'week' ? 7 : 1) * day)]
}
