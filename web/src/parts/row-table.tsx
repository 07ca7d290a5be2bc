import './lists.css'
import { type ReactNode, useRef } from 'react'
import { usePages } from '../client/pages.ts'
import type { Question } from '../client/request.ts'
import { useRowKeys } from '../keys/rows.ts'
import { useAddress } from '../shell/router.ts'
import { ListEnd } from './list-end.tsx'

/** A column of a table: its head, and what stands in it for a row. `number`: its cells are numbers, set to the end. */
export type Column<Row> = Readonly<{ says: ReactNode; cell: (row: Row) => ReactNode; number?: true; head?: true }>

type Props<Row> = Readonly<{
  /** What the table is of, for those who do not see it. */
  label: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  keyOf: (row: Row) => string
  classOf?: ((row: Row) => string | undefined) | undefined
  /** The rows are not walked by keys: of a table beside a list. */
  still?: boolean
  /** A double press on a row. */
  open?: ((row: Row) => void) | undefined
}>

/** Rows of one kind as a table that scrolls inside itself where it is too wide. j and k walk the rows; a cell marks what opens one (`data-open`). */
export function RowTable<Row>({ label, columns, rows, keyOf, classOf, still, open }: Props<Row>) {
  const table = useRef<HTMLTableElement>(null)
  useRowKeys(table)
  return (
    <div className="scrolls" tabIndex={0} role="region" aria-label={label}>
      <table className="rows" ref={table}>
        <thead>
          <tr>
            {columns.map(({ says, number }, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns stand in their order
              <th key={at} scope="col" className={number && 'number'}>
                {says}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr
              key={keyOf(row)}
              className={classOf?.(row)}
              {...(still ? {} : { 'data-row': '', tabIndex: -1 })}
              onDoubleClick={open && (() => open(row))}
            >
              {columns.map(({ cell, number, head }, at) => {
                const Cell = head ? 'th' : 'td'
                return (
                  // biome-ignore lint/suspicious/noArrayIndexKey: columns stand in their order
                  <Cell key={at} scope={head && 'row'} className={number && 'number'}>
                    {cell(row)}
                  </Cell>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

type ListProps<Row> = Omit<Props<Row>, 'rows'> &
  Readonly<{
    question: Question<Readonly<{ items: readonly Row[]; next: string | null; total: number | null }>>
    /** What to say when there is no row. */
    nothing: string
    /** What stands above the table, made of its rows. */
    above?: (rows: readonly Row[]) => ReactNode
  }>

/** A list of the API as a table: as many of its pages as the address says (`more`), the way to more, and the same rows to take away. */
export function ListTable<Row>({ question, nothing, above, ...table }: ListProps<Row>) {
  const pages = Math.max(1, Number(useAddress().query.get('more') ?? 1))
  const list = usePages(question, pages)
  return (
    <>
      {above?.(list.items)}
      {list.items.length > 0 && <RowTable {...table} rows={list.items} />}
      <ListEnd list={list} pages={pages} question={question} nothing={nothing} />
    </>
  )
}
