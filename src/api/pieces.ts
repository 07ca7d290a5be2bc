import type { PageDocument } from '#model/document.ts'
import { UsageError } from '#model/errors.ts'
import { offsetsOf } from '#text/offsets.ts'
import type { Piece } from './views.ts'

type Stretch = Readonly<{ start: number; end: number }>

/** `120-180` → code points [120, 180); null when nothing is asked for. */
export function proofIn(at: string | undefined): Stretch | null {
  if (at === undefined) return null
  const [, start, end] = /^(\d{1,9})-(\d{1,9})$/.exec(at) ?? []
  if (start === undefined || end === undefined || Number(start) >= Number(end))
    throw new UsageError(`at cannot be "${at}"`, 'give START-END in code points')
  return { start: Number(start), end: Number(end) }
}

/**
 * Cuts the decoded page where article, furniture and the proof asked for begin and end, so that it can be shown whole as text.
 * Time linear in the page and the number of stretches.
 */
export function piecesOf(html: string, page: PageDocument, proof: Stretch | null): readonly Piece[] {
  const { toUnits } = offsetsOf(html)
  const units = ({ start, end }: Stretch) => ({ start: Math.min(html.length, toUnits(start)), end: Math.min(html.length, toUnits(end)) })
  const words = offsetsOf(page.text).toUnits
  const isRead = ([from, to]: (typeof page.runs)[number]) => page.text.slice(words(from), words(to)).trim() !== '' // not the gaps between blocks
  const lit = page.runs.filter(isRead).map(([, , start, end]) => units({ start, end }))
  const furniture = page.furniture.map(({ kind, start, end }) => ({ ...units({ start, end }), kind }))
  const wanted = proof && units(proof)
  const plain = !/<[a-z!/]/i.test(html) // a text capture has no markup to grey
  const edges = [
    ...new Set([0, html.length, ...[...lit, ...furniture, ...(wanted ? [wanted] : [])].flatMap(({ start, end }) => [start, end])]),
  ].sort((a, b) => a - b)
  const inside = sweep(edges, lit)
  const named = sweep(edges, furniture)
  return edges.slice(0, -1).map((start, index) => {
    const end = edges[index + 1]!
    const label = named[index] === null ? null : furniture[named[index]!]!.kind
    const kind = inside[index] !== null ? 'lit' : label !== null ? 'furniture' : plain ? 'plain' : 'source'
    return { text: html.slice(start, end), kind, label, proof: wanted !== null && wanted.start <= start && end <= wanted.end }
  })
}

/** For each piece between two edges, which of the stretches covers it. */
function sweep(edges: readonly number[], stretches: readonly Stretch[]): readonly (number | null)[] {
  const order = stretches.map((stretch, index) => ({ ...stretch, index })).sort((a, b) => a.start - b.start)
  let next = 0
  let open: (typeof order)[number] | null = null
  return edges.slice(0, -1).map((start) => {
    while (next < order.length && order[next]!.start <= start) {
      if (!open || order[next]!.end > open.end || open.end <= start) open = order[next]!
      next++
    }
    return open && open.end > start ? open.index : null
  })
}
