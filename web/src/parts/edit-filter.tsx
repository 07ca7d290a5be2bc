import type { EditKind } from '#model/copy.ts'
import { changeQuery } from '../shell/router.ts'
import { editOrder, editWords } from './edits.tsx'
import { capital, count } from './words.ts'

type Props = Readonly<{ counts: Partial<Record<EditKind, number>>; chosen: readonly EditKind[]; name: string }>

/** Kinds of edit to look at, kept in the address; none chosen means all. */
export function EditFilter({ counts, chosen, name }: Props) {
  const toggle = (kind: EditKind) =>
    changeQuery({ [name]: chosen.includes(kind) ? chosen.filter((one) => one !== kind) : [...chosen, kind] }, { replace: true })
  return (
    <fieldset className="filter not-printed">
      <legend className="unseen-text">Kinds of edit</legend>
      <button
        type="button"
        className="chip"
        aria-pressed={chosen.length === 0}
        onClick={() => changeQuery({ [name]: null }, { replace: true })}
      >
        All
      </button>
      {editOrder
        .filter((kind) => (counts[kind] ?? 0) > 0 || chosen.includes(kind))
        .map((kind) => (
          <button
            key={kind}
            type="button"
            className={`chip edit-${kind}`}
            aria-pressed={chosen.includes(kind)}
            title={editWords[kind].says}
            onClick={() => toggle(kind)}
          >
            {capital(editWords[kind].many)} <span className="tally">{count(counts[kind] ?? 0)}</span>
          </button>
        ))}
    </fieldset>
  )
}
