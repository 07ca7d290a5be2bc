import type { EditKind } from '#model/copy.ts'
import { count, plural } from './words.ts'

/** The kinds of edit as a reader filters them, in order of how much they can change what is said. */
export const editWords: Readonly<Record<EditKind, Readonly<{ one: string; many: string; says: string }>>> = {
  headline: { one: 'headline', many: 'headlines', says: 'another headline' },
  quotation: { one: 'quotation', many: 'quotations', says: 'words inside quotation marks changed' },
  attribution: { one: 'attribution', many: 'attributions', says: 'who said it, or how, changed' },
  hedge: { one: 'hedge', many: 'hedges', says: 'certainty changed: may, reportedly, allegedly' },
  number: { one: 'number', many: 'numbers', says: 'a number changed' },
  name: { one: 'name', many: 'names', says: 'a name changed' },
  cut: { one: 'cut', many: 'cuts', says: 'text left out' },
  insertion: { one: 'insertion', many: 'insertions', says: 'text added' },
  moved: { one: 'move', many: 'moves', says: 'text that stands elsewhere' },
  wording: { one: 'wording', many: 'wordings', says: 'said in other words' },
  typo: { one: 'typo', many: 'typos', says: 'a spelling, a sign or a space' },
}
export const editOrder = Object.keys(editWords) as readonly EditKind[]

/** Edits by kind, weightiest first. */
export function EditBadges({ edits, most = editOrder.length }: Readonly<{ edits: Partial<Record<EditKind, number>>; most?: number }>) {
  const kinds = editOrder.filter((kind) => (edits[kind] ?? 0) > 0)
  if (kinds.length === 0) return null
  const rest = kinds.slice(most).reduce((sum, kind) => sum + edits[kind]!, 0)
  return (
    <ul className="badges" aria-label="Edits">
      {kinds.slice(0, most).map((kind) => (
        <li key={kind} className={`badge edit-${kind}`} title={editWords[kind].says}>
          {plural(edits[kind]!, editWords[kind].one, editWords[kind].many)}
        </li>
      ))}
      {rest > 0 && <li className="badge">+{count(rest)}</li>}
    </ul>
  )
}

export function countEdits(edits: readonly Readonly<{ kind: EditKind }>[]): Partial<Record<EditKind, number>> {
  const counts: Partial<Record<EditKind, number>> = {}
  for (const { kind } of edits) counts[kind] = (counts[kind] ?? 0) + 1
  return counts
}
