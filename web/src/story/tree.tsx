import { type KeyboardEvent, useMemo, useRef, useState } from 'react'
import { isUncertain } from '#model/copy.ts'
import type { CopyDocument, PageDocument, StoryDocument, TreeNode } from '#model/document.ts'
import { useRowKeys } from '../keys/rows.ts'
import { countEdits, EditBadges } from '../parts/edits.tsx'
import { capital, count, pageName, percent, plural, sayDay, sayInstant, sayShort, sure } from '../parts/words.ts'
import { sayGround } from './say.ts'
import './tree.css'
import { pagesUnder, type Shape, unseenName, wordsChanged } from './shape.ts'

/** A node as a line of the tree. `lines` tells for each level above whether its line goes on below this row. */
type Line = Readonly<{
  key: string
  node: TreeNode
  level: number
  lines: readonly boolean[]
  last: boolean
  open: boolean
  parent: string | null
  place: number
  siblings: number
  /** Copies that are not shown until asked for. */
  rest: number
}>

const shownAtOnce = 12 // children of one node; a report with a hundred copies opens on demand
const small = 60 // pages of a story whose branches all stand open
const openLevels = 2 // levels of a larger one that do
const plainlySure = 0.8 // of a date: what is surer needs no word
const deepest = 7 // levels that move a row further in; below, the level is written out

type Props = Readonly<{
  shape: Shape
  chosen: string
  choose: (page: string) => void
  picked: ReadonlySet<string>
  pick: (page: string) => void
}>

/** The copy trees of a story, in order of time, as rows that arrow keys walk (WAI-ARIA treegrid). */
export function CopyTree({ shape, chosen, choose, picked, pick }: Props) {
  const [turned, setTurned] = useState<ReadonlyMap<string, boolean>>(new Map())
  const [whole, setWhole] = useState<ReadonlySet<string>>(new Set())
  const [focus, setFocus] = useState<string | null>(null)
  const grid = useRef<HTMLDivElement>(null)
  const order = useMemo(() => new Map(shape.story.pages.map(({ id }, index) => [id, index])), [shape])
  const above = useMemo(() => waysTo(shape.story.tree, chosen), [shape, chosen])
  const lines = useMemo(() => linesOf(shape.story, order, turned, whole, above), [shape, order, turned, whole, above])
  useRowKeys(grid)

  const current = lines.find(({ key }) => key === focus) ?? lines.find(({ node }) => node.page === chosen) ?? lines[0]
  const focusOn = (key: string | null | undefined) => {
    const row = key && grid.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)
    if (row) row.focus()
  }
  const toggle = (key: string, open: boolean) => setTurned((before) => new Map([...before, [key, open]]))
  const pressed = (event: KeyboardEvent) => {
    const at = lines.findIndex(({ key }) => key === current?.key)
    const line = lines[at]
    if (!line || event.ctrlKey || event.metaKey || event.altKey) return
    const branch = line.node.children.length > 0
    if (event.key === 'ArrowDown') focusOn(lines[at + 1]?.key)
    else if (event.key === 'ArrowUp') focusOn(lines[at - 1]?.key)
    else if (event.key === 'Home') focusOn(lines[0]?.key)
    else if (event.key === 'End') focusOn(lines.at(-1)?.key)
    else if (event.key === 'ArrowRight' && branch && !line.open) toggle(line.key, true)
    else if (event.key === 'ArrowRight' && branch) focusOn(lines[at + 1]?.key)
    else if (event.key === 'ArrowLeft' && branch && line.open) toggle(line.key, false)
    else if (event.key === 'ArrowLeft') focusOn(line.parent)
    else return
    event.preventDefault()
  }
  return (
    <div className="tree" role="treegrid" aria-label="Copies, in order of time" ref={grid} onKeyDown={pressed} aria-rowcount={lines.length}>
      {lines.map((line) => (
        <div
          key={line.key}
          className={rowClass(line, shape, chosen)}
          role="row"
          data-row
          data-key={line.key}
          aria-level={line.level + 1}
          aria-posinset={line.place}
          aria-setsize={line.siblings}
          aria-expanded={line.node.children.length > 0 ? line.open : undefined}
          aria-selected={line.node.page !== null && line.node.page === chosen}
          tabIndex={line.key === current?.key ? 0 : -1}
          onFocus={() => setFocus(line.key)}
        >
          <Rails line={line} uncertain={isUncertainLine(line, shape)} />
          <div role="gridcell" className="tree-cell">
            {line.node.page === null ? (
              <Unseen line={line} shape={shape} toggle={toggle} />
            ) : (
              <Witness
                line={line}
                shape={shape}
                chosen={chosen}
                choose={choose}
                picked={picked}
                pick={pick}
                toggle={toggle}
                tab={line.key === current?.key ? 0 : -1}
              />
            )}
            {line.rest > 0 && (
              <button type="button" className="more" onClick={() => setWhole((before) => new Set([...before, line.key]))}>
                Show {plural(line.rest, 'more copy', 'more copies')}
              </button>
            )}
          </div>
        </div>
      ))}
    </div>
  )
}

const isUncertainLine = ({ node }: Line, { copyOf }: Shape) => {
  const copy = node.page === null ? undefined : copyOf.get(node.page)
  return copy !== undefined && isUncertain(copy)
}

function rowClass(line: Line, shape: Shape, chosen: string): string {
  return [
    'row',
    line.node.page === chosen ? 'chosen' : '',
    line.node.page === null ? 'unseen' : '',
    isUncertainLine(line, shape) ? 'uncertain' : '',
  ]
    .filter(Boolean)
    .join(' ')
}

/** The nodes on the way from a root to a page: they stay open and in sight, however large the tree. */
function waysTo(roots: readonly TreeNode[], page: string): ReadonlySet<TreeNode> {
  const way = (node: TreeNode): readonly TreeNode[] => {
    if (node.page === page) return [node]
    for (const child of node.children) {
      const found = way(child)
      if (found.length > 0) return [node, ...found]
    }
    return []
  }
  return new Set(roots.flatMap(way))
}

/** The tree as rows, children in order of time, closed branches left out. */
function linesOf(
  { tree, pages }: StoryDocument,
  order: ReadonlyMap<string, number>,
  turned: ReadonlyMap<string, boolean>,
  whole: ReadonlySet<string>,
  above: ReadonlySet<TreeNode>,
): readonly Line[] {
  const firstOf = (node: TreeNode): number =>
    node.page !== null ? (order.get(node.page) ?? 0) : Math.min(...node.children.map(firstOf), Number.MAX_SAFE_INTEGER)
  const inOrder = (nodes: readonly TreeNode[]) => [...nodes].sort((a, b) => firstOf(a) - firstOf(b))
  const made: Line[] = []
  type Waiting = Readonly<{
    node: TreeNode
    level: number
    lines: readonly boolean[]
    last: boolean
    parent: string | null
    place: number
    siblings: number
  }>
  const nodes = inOrder(tree)
  const waiting: Waiting[] = nodes
    .map((node, index) => ({ node, level: 0, lines: [], last: true, parent: null, place: index + 1, siblings: nodes.length }))
    .toReversed()
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const key = next.node.page ?? `unseen ${next.parent ?? ''} ${next.place}`
    const open =
      next.node.children.length > 0 && (turned.get(key) ?? (pages.length <= small || next.level < openLevels || above.has(next.node)))
    const all = open ? inOrder(next.node.children) : []
    const some = whole.has(key) ? all : all.filter((child, index) => index < shownAtOnce || above.has(child))
    made.push({ ...next, key, open, rest: all.length - some.length })
    const lines = [...next.lines, !next.last]
    for (const { child, index } of some.map((child, index) => ({ child, index })).toReversed())
      waiting.push({
        node: child,
        level: next.level + 1,
        lines,
        last: index === some.length - 1,
        parent: key,
        place: index + 1,
        siblings: all.length,
      })
  }
  return made
}

/** The lines that lead from the exemplar to the row: drawn by the style sheet, read out by `aria-level`. */
function Rails({ line, uncertain }: Readonly<{ line: Line; uncertain: boolean }>) {
  const shown = Math.min(line.level, deepest)
  return (
    <span className="rails" aria-hidden="true">
      {Array.from({ length: shown }, (_, index) => {
        const own = index === shown - 1
        const on = own ? !line.last : (line.lines[line.level - shown + index + 1] ?? false)
        return (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: levels stand in their order
            key={index}
            className={`rail${on ? ' on' : ''}${own ? ' own' : ''}${own && uncertain ? ' dashed' : ''}`}
          />
        )
      })}
      <span className={`node${line.open ? ' open' : ''}`} />
    </span>
  )
}

function Unseen({ line, shape, toggle }: Readonly<{ line: Line; shape: Shape; toggle: (key: string, open: boolean) => void }>) {
  const below = pagesUnder(line.node).length
  return (
    <>
      <div className="tree-head">
        <em>{unseenName(line.node, shape.story)}</em>
        <Twisty line={line} toggle={toggle} tab={-1} />
      </div>
      <div className="tree-facts">{plural(below, 'page goes', 'pages go')} back to it</div>
    </>
  )
}

type WitnessProps = Props & Readonly<{ line: Line; toggle: (key: string, open: boolean) => void; tab: number }>

function Witness({ line, shape, chosen, choose, picked, pick, toggle, tab }: WitnessProps) {
  const page = shape.pages.get(line.node.page!)!
  const copy = shape.copyOf.get(page.id)
  const credits = shape.creditsOf.get(page.id) ?? []
  const also = shape.alsoOf.get(page.id) ?? []
  const changes = copy && wordsChanged(copy, shape.pages)
  const name = pageName(page)
  return (
    <>
      <div className="tree-head">
        <button
          type="button"
          className="tree-name"
          data-open
          tabIndex={tab}
          aria-pressed={page.id === chosen}
          onClick={() => choose(page.id)}
          title={page.title ?? undefined}
        >
          <bdi>{name}</bdi>
        </button>
        <Twisty line={line} toggle={toggle} tab={tab} />
        <Published page={page} oneYear={shape.oneYear} />
        <input
          type="checkbox"
          className="pick"
          data-pick
          tabIndex={tab}
          aria-label={`Select ${name}`}
          checked={picked.has(page.id)}
          onChange={() => pick(page.id)}
        />
      </div>
      <div className="tree-facts">
        {line.level > deepest && <span>level {line.level}</span>}
        {copy?.exemplar && <span>{percent(copy.share)} copied</span>}
        {changes && changes.added + changes.cut > 0 && (
          <span className="words">
            {changes.added > 0 && (
              <span className="plus" title="words added">
                +{count(changes.added)}
              </span>
            )}
            {changes.cut > 0 && (
              <span className="minus" title="words cut">
                −{count(changes.cut)}
              </span>
            )}
            <span> words</span>
          </span>
        )}
        {copy?.exemplar && changes && changes.added + changes.cut === 0 && <span>words unchanged</span>}
        {credits.length > 0 && <span>credits {credits.join(', ')}</span>}
        {page.published && page.published.certainty < plainlySure && <span>date only {sure(page.published.certainty)}</span>}
        {line.level === 0 && !copy && (
          <span>{line.node.children.length > 0 ? 'the origin of what is below' : 'shares its text with nobody here'}</span>
        )}
      </div>
      {copy?.exemplar && page.title !== null && page.title !== shape.pages.get(copy.exemplar)?.title && (
        <div className="tree-headline" dir="auto" title={page.title}>
          “{page.title}”
        </div>
      )}
      {copy && isUncertain(copy) && <Doubt copy={copy} shape={shape} whole={page.id === chosen} />}
      {also.map((second) => (
        <div className="tree-also" key={second.exemplar}>
          <b>second parent</b>, {percent(second.share)} from{' '}
          <bdi>{second.exemplar ? pageName(shape.pages.get(second.exemplar)) : 'an unseen source'}</bdi>
        </div>
      ))}
      {page.id === chosen && copy && <EditBadges edits={countEdits(copy.edits)} />}
    </>
  )
}

function Twisty({ line, toggle, tab }: Readonly<{ line: Line; toggle: (key: string, open: boolean) => void; tab: number }>) {
  if (line.node.children.length === 0) return null
  const below = pagesUnder(line.node).length - (line.node.page === null ? 0 : 1)
  return (
    <button
      type="button"
      className="twisty"
      tabIndex={tab}
      aria-label={line.open ? 'Close' : `Open ${plural(below, 'copy', 'copies')}`}
      onClick={() => toggle(line.key, !line.open)}
    >
      {line.open ? '▾' : `▸ ${count(below)}`}
    </button>
  )
}

function Published({ page, oneYear }: Readonly<{ page: PageDocument; oneYear: boolean }>) {
  if (!page.published) return <span className="tree-date quiet">no date</span>
  const { value } = page.published
  return (
    <time className="tree-date" dateTime={value} title={sayInstant(value)}>
      {oneYear ? sayShort(value) : sayDay(value)}
    </time>
  )
}

/** Why an edge is dashed: what is not known, and which other exemplar was nearly chosen. */
function Doubt({ copy, shape, whole }: Readonly<{ copy: CopyDocument; shape: Shape; whole: boolean }>) {
  const runnerUp =
    copy.runnerUp && (copy.runnerUp.exemplar === null ? 'an unseen source' : pageName(shape.pages.get(copy.runnerUp.exemplar)))
  const strongest = [...copy.grounds].sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))[0]
  return (
    <div className="tree-doubt">
      <b>{copy.direction === 'unknown' ? 'Direction unknown' : `Only ${sure(copy.confidence)}`}</b>
      {runnerUp && (
        <>
          {', or from '}
          <bdi>{runnerUp}</bdi> ({percent(copy.runnerUp!.confidence)})
        </>
      )}
      {whole && strongest && <>. {capital(sayGround(strongest.says))}</>}
    </div>
  )
}
