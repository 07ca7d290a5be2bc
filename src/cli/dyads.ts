import { UsageError } from '#model/errors.ts'
import { type DyadRow, type DyadStep, type DyadSum, dyadSteps } from '#store/dyads.ts'
import { type Command, exitCodes, json } from './command.ts'
import { nothing } from './nothing.ts'
import { dayOf } from './numbers.ts'
import { count, type Terminal } from './terminal.ts'

export const dyads: Command = {
  name: 'dyads',
  summary: 'Show cooperation and conflict between two actors over time',
  usage: 'A B',
  about:
    'An actor is a country (name, capital or three-letter code: all who act for it), the id of an actor, or a part of a name. A bar is the sum of Goldstein values: ' +
    'to the left conflict, to the right cooperation. Events, independent reports and pages are three counts: two hundred copies of one report tell one event.',
  options: {
    json,
    csv: { type: 'boolean', says: 'print comma-separated values' },
    by: { type: 'string', value: 'STEP', values: dyadSteps, says: 'what one row is (default: week)' },
    from: { type: 'string', value: 'DATE', says: 'on or after this day' },
    to: { type: 'string', value: 'DATE', says: 'before this day' },
  },
  examples: ['stemma dyads Finland Sweden', 'stemma dyads FIN NATO --by month --from 2024-01-01 --csv'],
  async run({ args, values, open, print, tell, terminal }) {
    const [a, b, ...more] = args
    if (a === undefined || b === undefined || more.length > 0)
      throw new UsageError('two actors are wanted', 'say: stemma dyads A B; put a name of several words in quotes')
    if (values.json && values.csv) throw new UsageError('--json and --csv cannot both be printed', 'give one of them')
    const by = (values.by ?? 'week') as DyadStep
    const rows = await (await open()).dyads(a, b, { by, ...dayOf(values, 'from'), ...dayOf(values, 'to') })
    if (values.json) for (const row of rows) print(JSON.stringify(row))
    else if (values.csv) for (const line of csvOf(rows)) print(line)
    else for (const line of barsOf(rows, terminal)) print(line)
    if (rows.some(({ events }) => events.length > 0)) return exitCodes.ok
    return nothing(tell, `No events between ${a} and ${b}.`)
  },
}

const sums = ['cooperation', 'conflict'] as const
const cells = ['events', 'reports', 'pages', 'score'] as const

const csvOf = (rows: readonly DyadRow[]): readonly string[] => [
  ['from', ...sums.flatMap((sum) => cells.map((cell) => `${sum}_${cell}`))].join(','),
  ...rows.map((row) => [row.from, ...sums.flatMap((sum) => cells.map((cell) => row[sum][cell]))].join(',')),
]

const countsWidth = 15 // columns of `12 / 30 / 201`
const narrowestBar = 6 // columns
const widestBar = 30 // columns

/** A row of time each: conflict to the left of the line, cooperation to the right, with their events / reports / pages. */
function barsOf(rows: readonly DyadRow[], { columns, paint }: Terminal): readonly string[] {
  if (rows.every(({ events }) => events.length === 0)) return []
  const width = Math.max(narrowestBar, Math.min(widestBar, Math.floor((columns - 'YYYY-MM-DD'.length - 2 * countsWidth - 5) / 2)))
  const largest = Math.max(1, ...rows.flatMap(({ cooperation, conflict }) => [cooperation.score, -conflict.score]))
  const bar = (score: number) => '█'.repeat(score <= 0 ? 0 : Math.max(1, Math.round((score / largest) * width)))
  const counts = ({ events, reports, pages }: DyadSum) => (events === 0 ? '' : `${events} / ${reports} / ${pages}`)
  const line = (from: string, left: readonly [string, string], right: readonly [string, string]) =>
    `${from.padEnd(10)} ${left[0].padStart(countsWidth)} ${paint('red', left[1].padStart(width))}│${paint('green', right[1].padEnd(width))} ${right[0]}`
  const all = rows.flatMap(({ events }) => events)
  return [
    paint('dim', line('', ['conflict', ''], ['cooperation (events / reports / pages)', ''])).trimEnd(),
    ...rows.map(({ from, conflict, cooperation }) =>
      line(from, [counts(conflict), bar(-conflict.score)], [counts(cooperation), bar(cooperation.score)]).trimEnd(),
    ),
    paint('dim', `${count(all.length, 'event')}; the longest bar is ${largest} on Goldstein’s scale. --json gives the events of each row.`),
  ]
}
