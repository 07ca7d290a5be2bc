import type { PageDocument } from '#model/document.ts'
import { offsetsOf } from '#text/offsets.ts'

export type Stretch = Readonly<{ start: number; end: number }>
/**
 * `lit`: under the article. `furniture`: chosen away, and named. `source`: markup, scripts, gaps. `plain`: other characters of
 * a capture without markup.
 */
type PieceKind = 'lit' | 'furniture' | 'source' | 'plain'
export type Piece = Stretch & Readonly<{ kind: PieceKind; label: string | null; proof: boolean }>

/** `120-180` in an address: code points [120, 180); null when it says nothing of the kind. */
export function spanIn(hash: string): Stretch | null {
  const [, start, end] = /^(\d{1,9})-(\d{1,9})$/.exec(hash) ?? []
  return start !== undefined && end !== undefined && Number(start) < Number(end) ? { start: Number(start), end: Number(end) } : null
}

/**
 * Cuts the decoded page where article, furniture and the proof begin and end, so that it can be shown whole as text. Time
 * linear in the page and the number of stretches, sorting apart.
 */
export function piecesOf(raw: string, page: PageDocument, proof: Stretch | null): readonly Piece[] {
  const { toUnits } = offsetsOf(raw)
  const units = ({ start, end }: Stretch): Stretch => ({
    start: Math.min(raw.length, toUnits(start)),
    end: Math.min(raw.length, toUnits(end)),
  })
  const words = offsetsOf(page.text).toUnits
  const isRead = ([from, to]: PageDocument['runs'][number]) => page.text.slice(words(from), words(to)).trim() !== '' // not the gaps between blocks
  const lit = page.runs.filter(isRead).map(([, , start, end]) => units({ start, end }))
  const furniture = page.furniture.map((one) => ({ ...units(one), kind: one.kind }))
  const wanted = proof && units(proof)
  const rest: PieceKind = /<[a-z!/]/i.test(raw) ? 'source' : 'plain'
  const edges = [
    ...new Set([0, raw.length, ...[...lit, ...furniture, ...(wanted ? [wanted] : [])].flatMap(({ start, end }) => [start, end])]),
  ].sort((a, b) => a - b)
  const inside = sweep(edges, lit)
  const named = sweep(edges, furniture)
  return edges.slice(0, -1).map((start, index) => {
    const end = edges[index + 1]!
    const label = named[index] === null ? null : furniture[named[index]!]!.kind
    const kind = inside[index] !== null ? 'lit' : label !== null ? 'furniture' : rest
    return {
      start,
      end,
      kind,
      label: kind === 'furniture' ? label : null,
      proof: wanted !== null && wanted.start <= start && end <= wanted.end,
    }
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

/** A part of what is no article: markup (tags, comments, scripts, white space between them) or words outside of it. */
type Part = Readonly<{ text: string; markup: boolean }>

const wordless = ['script', 'style', 'svg', 'template'] // elements whose content nobody reads

/** Parts markup from words, so that only markup is folded away. One pass; a tag without an end is markup to the end. */
export function partsOf(source: string): readonly Part[] {
  const parts: { text: string; markup: boolean }[] = []
  const add = (text: string, markup: boolean) => {
    const last = parts.at(-1)
    if (last && (last.markup === markup || text.trim() === '')) last.text += text
    else if (text !== '') parts.push({ text, markup: markup || text.trim() === '' })
  }
  let at = 0
  const begun = source.indexOf('>')
  const next = source.indexOf('<')
  if (begun >= 0 && (next < 0 || begun < next)) at = begun + 1 // the piece begins inside a tag
  add(source.slice(0, at), true)
  while (at < source.length) {
    const open = source.indexOf('<', at)
    add(source.slice(at, open < 0 ? source.length : open), false)
    if (open < 0) break
    at = endOfMarkup(source, open)
    add(source.slice(open, at), true)
  }
  return parts
}

function endOfMarkup(source: string, open: number): number {
  const end = (close: string) => {
    const found = source.indexOf(close, open)
    return found < 0 ? source.length : found + close.length
  }
  if (source.startsWith('<!--', open)) return end('-->')
  const name = /^<([a-z]+)/i.exec(source.slice(open, open + 12))?.[1]?.toLowerCase()
  return name !== undefined && wordless.includes(name) ? end(`</${name}>`) : end('>')
}
