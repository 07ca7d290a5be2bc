import { type RefObject, useEffect, useState } from 'react'
import type { ShownEdit } from './model.ts'

type Line = Readonly<{ key: string; path: string }>

/** Lines from where a passage stood to where it stands. What is drawn here is also said: both ends are labelled "moved". */
export function MoveLines({ grid, edits }: Readonly<{ grid: RefObject<HTMLDivElement | null>; edits: readonly ShownEdit[] }>) {
  const [lines, setLines] = useState<readonly Line[]>([])
  useEffect(() => {
    const box = grid.current
    if (!box) return
    const moves = edits.filter(({ kind }) => kind === 'moved')
    const draw = () => setLines(moves.flatMap(({ key }) => lineOf(box, key)))
    const observer = new ResizeObserver(draw)
    observer.observe(box)
    draw()
    return () => observer.disconnect()
  }, [grid, edits])
  if (lines.length === 0) return null
  return (
    <svg className="move-lines" aria-hidden="true">
      {lines.map(({ key, path }) => (
        <path key={key} d={path} />
      ))}
    </svg>
  )
}

function lineOf(box: HTMLElement, key: string): readonly Line[] {
  const find = (side: 'a' | 'b') => box.querySelector(`[data-move="${side} ${CSS.escape(key)}"]`)
  const [from, to] = [find('a')?.closest('.cell'), find('b')?.closest('.cell')]
  const [a, b] = [find('a')?.getClientRects()[0], find('b')?.getClientRects()[0]]
  if (!from || !to || !a || !b) return []
  const frame = box.getBoundingClientRect()
  const [left, right] = [from.getBoundingClientRect(), to.getBoundingClientRect()]
  if (left.top === right.top && left.left === right.left) return []
  const [x1, x2] = [left.right - frame.left, right.left - frame.left - 4]
  if (x2 < x1) return [] // stacked on a small screen: the labels say it
  const [y1, y2] = [(a.top + a.bottom) / 2 - frame.top, (b.top + b.bottom) / 2 - frame.top]
  const bend = (x1 + x2) / 2
  return [{ key, path: `M${x1} ${y1}C${bend} ${y1} ${bend} ${y2} ${x2} ${y2}` }]
}
