import type { EditKind } from '#model/copy.ts'
import { allOf, type Condition, rowsWhere } from './conditions.ts'
import { checkedLimit, fromCursor, type Listed, type Paging, toCursor } from './cursor.ts'
import { type Db, rowsFor } from './db.ts'
import { labelOf, within } from './folding.ts'
import { noOutlet } from './listing-rows.ts'

/** What an outlet does, over all stories. */
export type OutletRow = Listed &
  Readonly<{
    outlet: string
    pages: number
    stories: number
    /** Pages that copy no page stored here. */
    originals: number
    copies: number
    /** Null: an unseen source, or a page that names no outlet. */
    copiesFrom: readonly Readonly<{ outlet: string | null; copies: number }>[]
    /** From the exemplar to its own copy, where both tell the minute. */
    medianDelayMinutes: number | null
    edits: Readonly<Partial<Record<EditKind, number>>>
    agencies: readonly Readonly<{ name: string; pages: number }>[]
  }>
export type OutletDetail = Omit<OutletRow, 'cursor'> &
  Readonly<{
    copiedBy: readonly Readonly<{ outlet: string; copies: number }>[]
    days: readonly Readonly<{ day: string; pages: number; stories: number }>[]
  }>
export type OutletFilter = Paging & Readonly<{ q?: string | undefined }>

const shownSources = 5 // outlets copied from, in a list
const shownAgencies = 10

type Label = Readonly<{ label: string; shown: string; stories: number; n: number }>
type Fact = Readonly<{ outlet: string; kind: string; value: string; n: number }>

/** Outlets, those of most pages first. */
export async function listOutlets(db: Db, filter: OutletFilter = {}): Promise<readonly OutletRow[]> {
  const [pages, after] = fromCursor(filter.cursor, [Number.MAX_SAFE_INTEGER, ''])
  const found = await rowsWhere<Label>(
    db,
    'select label, shown, stories, n from label',
    [...conditionsOf(filter), ['(n < ? or (n = ? and label > ?))', pages, pages, after]],
    `order by n desc, label limit ${checkedLimit(filter.limit)}`,
  )
  return outletRows(db, found, shownSources)
}

export async function countOutlets(db: Db, filter: OutletFilter = {}): Promise<number> {
  const { sql, values } = allOf(conditionsOf(filter))
  return (await db.rows<{ n: number }>(`select count(*) as n from label where ${sql}`, ...values))[0]!.n
}

const conditionsOf = (filter: OutletFilter): readonly Condition[] => [
  ["kind = 'outlet'"],
  ...(filter.q ? [["label like ? escape '\\'", within(filter.q)] as const] : []),
]

/** One outlet by its name in any case; null: no page names it. */
export async function getOutlet(db: Db, name: string): Promise<OutletDetail | null> {
  const label = labelOf(name)
  const found = await db.rows<Label>("select label, shown, stories, n from label where kind = 'outlet' and label = $1", label)
  const [row] = await outletRows(db, found, Number.MAX_SAFE_INTEGER)
  if (!row) return null
  const { cursor: _cursor, ...outlet } = row
  const copiedBy = await db.rows<{ label: string; copies: number }>(
    "select outlet as label, sum(n) as copies from outlet_fact where kind = 'from' and value = $1 group by outlet order by copies desc, outlet",
    label,
  )
  const shown = await shownOutlets(
    db,
    copiedBy.map((one) => one.label),
  )
  return {
    ...outlet,
    copiedBy: copiedBy.map((one) => ({ outlet: shown.get(one.label) ?? one.label, copies: one.copies })),
    days: await db.rows(
      "select value as day, sum(n) as pages, count(*) as stories from outlet_fact where outlet = $1 and kind = 'day' group by value order by value",
      label,
    ),
  }
}

async function outletRows(db: Db, labels: readonly Label[], sources: number): Promise<readonly OutletRow[]> {
  const facts = await rowsFor<Fact>(
    db,
    (list) =>
      `select outlet, kind, value, sum(n) as n from outlet_fact where outlet in (${list}) and kind <> 'day' group by outlet, kind, value`,
    labels.map(({ label }) => label),
  )
  const shown = await shownOutlets(db, [...new Set(facts.filter(({ kind }) => kind === 'from').map(({ value }) => value))])
  const byOutlet = Map.groupBy(facts, ({ outlet }) => outlet)
  return labels.map(({ label, shown: outlet, stories, n: pages }) => {
    const of = (kind: string) =>
      (byOutlet.get(label) ?? []).filter((fact) => fact.kind === kind).sort((a, b) => b.n - a.n || (a.value < b.value ? -1 : 1))
    const sum = (kind: string) => of(kind).reduce((all, { n }) => all + n, 0)
    return {
      ...{ outlet, pages, stories, originals: sum('original'), copies: sum('copy') },
      copiesFrom: of('from')
        .slice(0, sources)
        .map(({ value, n }) => ({ outlet: value === noOutlet ? null : (shown.get(value) ?? value), copies: n })),
      medianDelayMinutes: medianOf(of('delay').map(({ value, n }) => ({ value: Number(value), n }))),
      edits: Object.fromEntries(of('edit').map(({ value, n }) => [value, n])),
      agencies: of('agency')
        .slice(0, shownAgencies)
        .map(({ value, n }) => ({ name: value, pages: n })),
      cursor: toCursor(pages, label),
    }
  })
}

async function shownOutlets(db: Db, labels: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const found = await rowsFor<{ label: string; shown: string }>(
    db,
    (list) => `select label, shown from label where kind = 'outlet' and label in (${list})`,
    labels,
  )
  return new Map(found.map(({ label, shown }) => [label, shown]))
}

/** The middle of numbers that each occur `n` times; of an even number of them, the lower middle. */
function medianOf(counts: readonly Readonly<{ value: number; n: number }>[]): number | null {
  const sorted = counts.toSorted((a, b) => a.value - b.value)
  let left = (sorted.reduce((sum, { n }) => sum + n, 0) + 1) >> 1
  for (const { value, n } of sorted) {
    left -= n
    if (left <= 0) return value
  }
  return null
}
