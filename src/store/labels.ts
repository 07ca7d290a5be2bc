import { type Db, putMany, replacing, rowsFor, rowsIn, type Value } from './db.ts'
import { labelColumns } from './listing-rows.ts'

const columns = ['kind', 'label', 'shown', 'stories', 'n']
type Counted = Readonly<{ kind: string; label: string; shown: string; stories: number; n: number }>

/** Stores the labels of stories instead of what stood there, and counts all of them anew that came, stayed or went. Call it in a transaction. */
export async function putLabels(db: Db, stories: readonly string[], rows: readonly (readonly Value[])[]): Promise<void> {
  const before = await rowsIn<{ kind: string; label: string }>(db, 'select distinct kind, label from story_label where story in', stories)
  await rowsIn(db, 'delete from story_label where story in', stories)
  await putMany(db, 'story_label', labelColumns, rows)
  const touched = new Map<string, Set<string>>()
  const all = [...before, ...rows.map(([kind, label]) => ({ kind: String(kind), label: String(label) }))]
  for (const { kind, label } of all) touched.set(kind, (touched.get(kind) ?? new Set()).add(label))
  for (const [kind, labels] of touched) await recount(db, kind, [...labels])
}

async function recount(db: Db, kind: string, labels: readonly string[]): Promise<void> {
  const counts = await rowsFor<Counted>(
    db,
    (list) =>
      `select kind, label, min(shown) as shown, count(*) as stories, sum(n) as n from story_label
       where kind = $1 and label in (${list}) group by kind, label`,
    labels,
    kind,
  )
  await rowsIn(db, 'delete from label where kind = $1 and label in', labels, kind)
  await putMany(
    db,
    'label',
    columns,
    counts.map((one) => [one.kind, one.label, one.shown, one.stories, one.n]),
    replacing(columns, 2),
  )
}
