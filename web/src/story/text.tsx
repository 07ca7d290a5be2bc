import { memo, useMemo } from 'react'
import type { PageDocument } from '#model/document.ts'
import { count, plural } from '../parts/words.ts'
import { type KeptRun, keptLevels, keptRuns, levelOf } from './kept.ts'
import type { Stretch } from './shape.ts'
import './text.css'

type Props = Readonly<{
  page: PageDocument
  /** The other copies of its family. */
  others: readonly PageDocument[]
  /** Words that are lit now. */
  lit: readonly Stretch[]
}>

const paragraphs = /[^\n](?:[^\n]|\n(?!\n))*/g

/** The text of a page, each passage shaded by how many of the other copies keep it. */
export const WitnessText = memo(function WitnessText({ page, others, lit }: Props) {
  const kept = useMemo(() => keptRuns(page, others), [page, others])
  const parts = useMemo(
    () => [...page.text.matchAll(paragraphs)].map(({ 0: text, index }) => ({ start: index, end: index + text.length })),
    [page],
  )
  return (
    <div className="witness-text" lang={page.language ?? undefined}>
      {parts.map((part) => (
        <Paragraph key={part.start} text={page.text} part={part} kept={kept} others={others.length} lit={lit} />
      ))}
    </div>
  )
})

function Paragraph({
  text,
  part,
  kept,
  others,
  lit,
}: Readonly<{ text: string; part: Stretch; kept: readonly KeptRun[]; others: number; lit: readonly Stretch[] }>) {
  const inside = kept.filter((run) => run.start < part.end && part.start < run.end)
  const marks = lit.filter((one) => one.start < part.end && part.start < one.end)
  const edges = [...new Set([part.start, part.end, ...[...inside, ...marks].flatMap(({ start, end }) => [start, end])])]
    .filter((at) => at >= part.start && at <= part.end)
    .sort((a, b) => a - b)
  const mean = Math.round(
    inside.reduce((sum, { start, end, copies }) => sum + (end - start) * copies, 0) /
      Math.max(
        1,
        inside.reduce((sum, { start, end }) => sum + end - start, 0),
      ),
  )
  return (
    <div className="paragraph">
      <p dir="auto">
        {edges.slice(0, -1).map((start, index) => {
          const end = edges[index + 1]!
          const words = text.slice(start, end)
          const run = others > 0 ? runAt(inside, start) : null
          const shade = run ? `kept-${levelOf(run.copies, others)}` : undefined
          const Shown = marks.some((one) => one.start <= start && end <= one.end) ? 'mark' : 'span'
          return (
            <Shown key={start} className={shade}>
              {words}
            </Shown>
          )
        })}
      </p>
      {others > 0 && (
        <small className="kept-count" title={`On average, ${mean} of the ${plural(others, 'other copy', 'other copies')} keep these words`}>
          {count(mean)}/{count(others)}
        </small>
      )}
    </div>
  )
}

/** The run that holds a place; the gap after a run belongs to it when the next one is kept as often. */
function runAt(runs: readonly KeptRun[], at: number): KeptRun | null {
  return runs.find((run) => run.start <= at && at < run.end) ?? null
}

export function KeptLegend({ others }: Readonly<{ others: number }>) {
  if (others === 0) return null
  const levels = others === 1 ? [0, 4] : others === 2 ? [0, 2, 4] : [0, 1, 2, 3, 4]
  return (
    <p className="shades">
      <span>Kept by</span>
      {levels.map((level) => (
        <span key={level} className={`kept-${level}`}>
          {others === 1 ? (level === 0 ? 'no other copy' : 'the other copy') : keptLevels[level]}
        </span>
      ))}
      {others > 1 && <span>of {plural(others, 'other copy', 'other copies')}</span>}
    </p>
  )
}
