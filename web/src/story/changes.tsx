import { useMemo, useRef, useState } from 'react'
import type { EditKind } from '#model/copy.ts'
import type { CopyDocument } from '#model/document.ts'
import { useRowKeys } from '../keys/rows.ts'
import { EditFilter } from '../parts/edit-filter.tsx'
import { countEdits, editOrder, editWords } from '../parts/edits.tsx'
import { Link } from '../parts/link.tsx'
import { pageName, plural } from '../parts/words.ts'
import { useAddress } from '../shell/router.ts'
import { type Shape, type TabProps, wordsAt } from './shape.ts'
import { TableLinks } from './table-links.tsx'

type Row = Readonly<{ copy: CopyDocument; edit: CopyDocument['edits'][number] }>

const atOnce = 60 // edits
const longest = 280 // characters of a cut or an insertion shown; the comparison has all of it

/** What every copy did to its exemplar, weightiest kinds first. */
export function Changes({ shape }: TabProps) {
  const { query } = useAddress()
  const kinds = query.getAll('kind') as EditKind[]
  const [shown, setShown] = useState(atOnce)
  const list = useRef<HTMLOListElement>(null)
  useRowKeys(list)
  const all = useMemo(() => rowsOf(shape), [shape])
  const rows = kinds.length === 0 ? all : all.filter(({ edit }) => kinds.includes(edit.kind))
  if (all.length === 0) return <p className="tab none">No copy here changed its exemplar, or no exemplar is here to compare with.</p>
  return (
    <section className="tab changes" aria-label="Changes">
      <TableLinks story={shape.story.id} tables={['copies']} />
      <EditFilter counts={countEdits(all.map(({ edit }) => edit))} chosen={kinds} name="kind" />
      <ol className="change-list" ref={list}>
        {rows.slice(0, shown).map(({ copy, edit }) => (
          <Change
            key={`${copy.exemplar} ${copy.witness} ${edit.kind} ${edit.exemplar.start} ${edit.witness.start}`}
            copy={copy}
            edit={edit}
            shape={shape}
          />
        ))}
      </ol>
      {shown < rows.length && (
        <button type="button" onClick={() => setShown(shown + atOnce)}>
          Show more of {plural(rows.length, 'change')}
        </button>
      )}
    </section>
  )
}

const rowsOf = ({ story }: Shape): readonly Row[] =>
  story.copies
    .filter(({ exemplar }) => exemplar !== null)
    .flatMap((copy) => copy.edits.map((edit) => ({ copy, edit })))
    .sort((a, b) => editOrder.indexOf(a.edit.kind) - editOrder.indexOf(b.edit.kind))

function Change({ copy, edit, shape }: Row & Readonly<{ shape: Shape }>) {
  const [exemplar, witness] = [shape.pages.get(copy.exemplar!), shape.pages.get(copy.witness)]
  if (!exemplar || !witness) return null
  const headline = edit.kind === 'headline'
  const before = headline ? (exemplar.title ?? '') : wordsAt(exemplar, edit.exemplar)
  const after = headline ? (witness.title ?? '') : wordsAt(witness, edit.witness)
  return (
    <li className="change" data-row tabIndex={-1}>
      <p className="change-head">
        <span className={`badge edit-${edit.kind}`}>{editWords[edit.kind].one}</span>
        <Link
          to={`/compare/${exemplar.id}/${witness.id}?edit=${edit.exemplar.start}-${edit.exemplar.end},${edit.witness.start}-${edit.witness.end}`}
          data-open
        >
          <bdi>{pageName(exemplar)}</bdi> → <bdi>{pageName(witness)}</bdi>
        </Link>
      </p>
      <p className="change-words" dir="auto" lang={witness.language ?? undefined}>
        {edit.kind === 'moved' ? (
          <span className="moved">{clipped(after)}</span>
        ) : (
          <>
            {before.trim() && <del>{clipped(before)}</del>} {after.trim() && <ins>{clipped(after)}</ins>}
          </>
        )}
      </p>
    </li>
  )
}

const clipped = (text: string) => (text.length > longest ? `${text.slice(0, longest)} …` : text).trim()
