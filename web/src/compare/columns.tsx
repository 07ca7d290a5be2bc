import { useRef } from 'react'
import { EditMark } from './edit-mark.tsx'
import { type Comparison, opens, piecesOf, type Row, type ShownEdit, type Stretch } from './model.ts'
import { MoveLines } from './move-lines.tsx'
import { letterOf } from './witness-heads.tsx'

type Props = Readonly<{ compared: Comparison; shown: readonly ShownEdit[]; current: string | null }>

/** The witnesses side by side, a row a paragraph, or a sentence of one that was edited; what moved is joined by lines. */
export function Columns({ compared, shown, current }: Props) {
  const grid = useRef<HTMLDivElement>(null)
  const { pages, rows } = compared
  const headline = shown.filter(({ kind }) => kind === 'headline')
  const edits = shown.filter(({ kind }) => kind !== 'headline')
  return (
    <div className="columns" ref={grid} role="table" aria-label="Texts side by side">
      <MoveLines grid={grid} edits={edits} />
      <div role="rowgroup">
        <div className="pair-row titles" role="row" data-columns={pages.length}>
          {pages.map((page, column) => (
            <div key={page.id} role="cell" className="cell" dir="auto" lang={page.language ?? undefined}>
              <Headline
                title={page.title}
                edit={headline.find(({ pair }) => column === 0 || pair === column - 1) ?? null}
                column={column}
                current={current}
              />
            </div>
          ))}
        </div>
        {rows.map((row) => (
          <div
            key={row.map((cell) => cell?.start ?? 'n').join(' ')}
            className={opens(row, compared) ? 'pair-row opens' : 'pair-row'}
            role="row"
            data-columns={pages.length}
          >
            {row.map((cell, column) => (
              <div
                key={pages[column]!.id}
                role="cell"
                className={cell ? 'cell' : 'cell empty'}
                dir="auto"
                lang={pages[column]!.language ?? undefined}
              >
                {cell ? (
                  <Words cell={cell} column={column} row={row} text={pages[column]!.text} edits={edits} current={current} />
                ) : (
                  <span className="unseen-text">Nothing here in {letterOf(column)}</span>
                )}
              </div>
            ))}
          </div>
        ))}
      </div>
    </div>
  )
}

type WordsProps = Readonly<{ cell: Stretch; column: number; row: Row; text: string; edits: readonly ShownEdit[]; current: string | null }>

function Words({ cell, column, text, edits, current }: WordsProps) {
  const own = column === 0 ? edits : edits.filter(({ pair }) => pair === column - 1)
  const side = (edit: ShownEdit) => (column === 0 ? edit.a : edit.b)
  return (
    <p>
      {piecesOf(cell, own, side).map(({ start, end, edit }) => {
        const words = text.slice(start, end)
        return edit === null ? (
          <span key={start}>{words}</span>
        ) : (
          <EditMark
            key={start}
            edit={edit}
            side={column === 0 ? 'a' : 'b'}
            first={start === side(edit).start}
            current={edit.key === current}
          >
            {words}
          </EditMark>
        )
      })}
    </p>
  )
}

function Headline({
  title,
  edit,
  column,
  current,
}: Readonly<{ title: string | null; edit: ShownEdit | null; column: number; current: string | null }>) {
  if (title === null) return <p className="quiet">Without a headline</p>
  return (
    <p>
      {edit ? (
        <EditMark edit={edit} side={column === 0 ? 'a' : 'b'} first current={edit.key === current}>
          {title}
        </EditMark>
      ) : (
        title
      )}
    </p>
  )
}
