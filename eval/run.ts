import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { haveShared, show, type Table } from './table.ts'

/**
 * `npm run eval [-- NAME…]`: measures and prints every table (or those named), and holds each figure against its floor.
 * `--pin` writes the figures measured now down as floors: where a figure fell, `--lower REASON` must say why.
 * A floor belongs to the data it was measured on: other data (another digest) is reported, not judged.
 */
const tables = [
  'seeds',
  'extraction',
  'copies',
  'trees',
  'edits',
  'stories',
  'names',
  'attributions',
  'dates',
  'events',
  'event-sample',
] as const
const floorFile = resolve(import.meta.dirname, 'floors.json')
const tolerance = 0.0005 // figures are printed to three places

type Floors = Record<string, { digest: string; figures: Record<string, number>; lowered?: string[] }>

async function measure(name: string): Promise<Table | null> {
  const file = resolve(import.meta.dirname, `${name}.ts`)
  if (!existsSync(file)) throw new Error(`there is no table "${name}": tables are ${tables.join(', ')}`)
  const { run } = (await import(file)) as { run: () => Promise<Table> }
  return run()
}

/** Counts, speeds and peers are shown, not held: only accuracy has a floor. */
const unheldColumn = /^(?:n |gold$|found$|star$|expected$)|\/s$|readability/
const unheldRow = /compromise|readability|slowest/

/** `row/column` → figure. */
function figuresOf(table: Table): Record<string, number> {
  const held = table.rows.filter(({ name }) => !unheldRow.test(name))
  return Object.fromEntries(
    held.flatMap(({ name, cells }) =>
      cells.flatMap((cell, index) =>
        typeof cell === 'number' && !unheldColumn.test(table.columns[index]!) ? [[`${name}/${table.columns[index]}`, cell]] : [],
      ),
    ),
  )
}

function judge(table: Table, floors: Floors): string[] {
  const floor = floors[table.name]
  if (!floor) return [`${table.name}: no floor yet (--pin writes one)`]
  if (floor.digest !== table.digest)
    return [`${table.name}: measured on other data (${table.digest}) than the floor (${floor.digest}): not judged`]
  const figures = figuresOf(table)
  return Object.entries(floor.figures).flatMap(([name, least]) => {
    const figure = figures[name]
    if (figure === undefined) return [`BELOW ${table.name}/${name}: not measured any more`]
    return figure < least - tolerance ? [`BELOW ${table.name}/${name}: ${figure.toFixed(4)} under its floor ${least.toFixed(4)}`] : []
  })
}

function pin(table: Table, floors: Floors, reason: string | null): string[] {
  const figures = figuresOf(table)
  const fallen = judge(table, floors).filter((line) => line.startsWith('BELOW'))
  if (fallen.length > 0 && reason === null) return [...fallen, `${table.name}: not pinned; say why with --lower REASON`]
  const rounded = Object.fromEntries(Object.entries(figures).map(([name, figure]) => [name, Math.floor(figure * 1e4) / 1e4]))
  floors[table.name] = {
    digest: table.digest,
    figures: rounded,
    ...(fallen.length > 0
      ? { lowered: [...(floors[table.name]?.lowered ?? []), reason!] }
      : floors[table.name]?.lowered
        ? { lowered: floors[table.name]!.lowered! }
        : {}),
  }
  return [`${table.name}: pinned`]
}

async function main(args: readonly string[]): Promise<number> {
  if (!haveShared()) {
    console.log('skipped: the labelled sets are not beside the project (../shared/eval)')
    return 0
  }
  const lower = args.indexOf('--lower')
  const reason = lower < 0 ? null : (args[lower + 1] ?? null)
  const names = args.filter((arg, index) => !arg.startsWith('--') && (lower < 0 || index !== lower + 1))
  const floors: Floors = existsSync(floorFile) ? (JSON.parse(readFileSync(floorFile, 'utf8')) as Floors) : {}
  const judged: string[] = []
  for (const name of names.length > 0 ? names : tables) {
    const table = await measure(name)
    if (table === null) continue
    console.log(`${show(table)}\n`)
    judged.push(...(args.includes('--pin') ? pin(table, floors, reason) : judge(table, floors)))
  }
  if (args.includes('--pin')) writeFileSync(floorFile, `${JSON.stringify(floors, null, 2)}\n`)
  for (const line of judged) console.log(line)
  return judged.some((line) => line.startsWith('BELOW')) ? 1 : 0
}

process.exitCode = await main(process.argv.slice(2))
