import { type Db, putMany, rowsFor, rowsIn, type Value } from './db.ts'
import { type Difference, differencesBetween, firstOf, netOf } from './differences.ts'
import { labelColumns } from './listing-rows.ts'

const columns = ['kind', 'label', 'shown', 'stories', 'n']
type StoryLabel = Readonly<{ kind: string; label: string; shown: string; n: number }>

/**
 * Stores the labels of stories instead of what stood there, and adds what came and went to the counts over all stories: a label that many
 * stories have costs no more than another. Call it in a transaction.
 */
export async function putLabels(db: Db, stories: readonly string[], rows: readonly (readonly Value[])[]): Promise<void> {
  const taken = (list: string) => `delete from story_label where story in (${list}) returning kind, label, shown, n`
  const before = await rowsFor<StoryLabel>(db, taken, stories)
  await putMany(db, 'story_label', labelColumns, rows)
  const after = rows.map(([kind, label, , shown, n]) => ({ kind, label, shown, n }) as StoryLabel)
  const changes = [...Map.groupBy(differencesBetween(before, after), ({ row }) => `${row.kind} ${row.label}`).values()]
  await putMany(db, 'label', columns, changes.map(valuesOf), added)
  const less = changes.flatMap((change) => (change.some(({ net }) => net < 0) ? [change[0]!.row] : []))
  for (const [kind, some] of Map.groupBy(less, (one) => one.kind)) {
    const labels = some.map(({ label }) => label)
    await rowsIn(db, 'delete from label where stories <= 0 and kind = $1 and label in', labels, kind)
    await rowsIn(db, writtenAnew, labels, kind)
  }
}

/** What one label is to be counted more. A writing that only went comes no sooner than the first, which it then does not replace. */
function valuesOf(change: readonly Difference<StoryLabel>[]): readonly Value[] {
  const { kind, label, shown } = change[0]!.row
  const came = change.filter(({ net }) => net > 0).map(({ row }) => row.shown)
  return [kind, label, firstOf(came) ?? shown, netOf(change, () => 1), netOf(change, ({ n }) => n)]
}

const added = `(kind, label) do update set stories = label.stories + excluded.stories, n = label.n + excluded.n,
  shown = case when excluded.shown < label.shown then excluded.shown else label.shown end`

/** A label is shown in its first writing of the alphabet. One that a story lost is mostly there in others: the first found is enough. */
const writtenAnew = `update label set shown = (select min(s.shown) from story_label s where s.kind = label.kind and s.label = label.label)
  where not exists (select 1 from story_label s where s.kind = label.kind and s.label = label.label and s.shown = label.shown)
  and kind = $1 and label in`
