import type { ReactNode } from 'react'
import { editWords } from '../parts/edits.tsx'
import { changeQuery } from '../shell/router.ts'
import type { ShownEdit } from './model.ts'

type Props = Readonly<{
  edit: ShownEdit
  side: 'a' | 'b'
  /** Whether the edit begins here: only there it is named. */
  first: boolean
  current: boolean
  children: ReactNode
}>

/** Words of an edit: `del` in the exemplar, `ins` in the witness, a frame where they only moved. A press makes it the address. */
export function EditMark({ edit, side, first, current, children }: Props) {
  const moved = edit.kind === 'moved'
  const Mark = moved ? 'span' : side === 'a' ? 'del' : 'ins'
  const anchor = first && (side === 'b' || edit.b.end === edit.b.start)
  return (
    <Mark
      className={`edit edit-${edit.kind}${moved ? ' moved' : ''}${current ? ' current' : ''}${first ? '' : ' goes-on'}`}
      data-edit={anchor ? edit.key : undefined}
      data-move={moved && first ? `${side} ${edit.key}` : undefined}
      tabIndex={-1}
      title={editWords[edit.kind].says}
      onClick={() => changeQuery({ edit: edit.key }, { replace: true })}
    >
      {moved && first && <b className="moved-label">{side === 'a' ? 'moved from here' : 'moved here'}</b>}
      {children}
      {first && !moved && side === 'b' && named.includes(edit.kind) && <small className="edit-name">{editWords[edit.kind].one}</small>}
    </Mark>
  )
}

/** Kinds that say more than "added" and "removed" do. */
const named: readonly ShownEdit['kind'][] = ['headline', 'quotation', 'attribution', 'hedge', 'number', 'name', 'typo']
