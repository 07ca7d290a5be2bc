import type { Quote } from '../src/model/reading.ts'
import type { Span } from '../src/model/span.ts'
import { offsetsOf } from '../src/text/offsets.ts'
import { jsonl } from './table.ts'

export const polnear = 'eval/reading/attributions-polnear.jsonl.gz'
export const news = 'train/news/articles.jsonl.gz'

export type Range = Span<'article'>
/** One labelled attribution, in UTF-16 code units. `name`: the fullest name of who speaks; null: the label gives none. */
export type Gold = Readonly<{
  kind: Quote['kind'] | null
  sources: readonly Range[]
  cues: readonly Range[]
  content: readonly Range[]
  name: string | null
  via: string | null
  anonymous: boolean
}>
export type Labelled = Readonly<{ id: string; outlet: string; text: string; gold: readonly Gold[] }>

type PolnearRow = { id: string; outlet: string; text: string; attributions: { source: Pair[]; cue: Pair[]; content: Pair[] }[] }
type Pair = [number, number]
type Points = { start: number; end: number }
type NewsRow = {
  id: string
  outlet: string
  text: string
  attributions: {
    kind: Quote['kind']
    source: Points | null
    cue: Points | null
    content: Points[]
    resolves: string | null
    via: string | null
    anonymous: boolean
  }[]
}

export async function readPolnear(): Promise<readonly Labelled[]> {
  const rows: Labelled[] = []
  for await (const { id, outlet, text, attributions } of jsonl<PolnearRow>(polnear)) {
    const { toUnits } = offsetsOf(text)
    const ranges = (pairs: readonly Pair[]) => pairs.map(([start, end]) => ({ start: toUnits(start), end: toUnits(end) }))
    const gold = attributions.map(({ source, cue, content }) => ({
      kind: null,
      sources: ranges(source),
      cues: ranges(cue),
      content: ranges(content),
      name: null,
      via: null,
      anonymous: false,
    }))
    rows.push({ id, outlet, text, gold })
  }
  return rows
}

export async function readNews(): Promise<readonly Labelled[]> {
  const rows: Labelled[] = []
  for await (const { id, outlet, text, attributions } of jsonl<NewsRow>(news)) {
    const { toUnits } = offsetsOf(text)
    const range = ({ start, end }: Points) => ({ start: toUnits(start), end: toUnits(end) })
    const gold = attributions.map(({ kind, source, cue, content, resolves, via, anonymous }) => ({
      kind,
      sources: source ? [range(source)] : [],
      cues: cue ? [range(cue)] : [],
      content: content.map(range),
      name: resolves ?? (source ? text.slice(toUnits(source.start), toUnits(source.end)) : null),
      via,
      anonymous,
    }))
    rows.push({ id, outlet, text, gold })
  }
  return rows
}

export const overlaps = (a: Range, b: Range) => a.start < b.end && b.start < a.end
