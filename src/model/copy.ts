import type { Id } from './ids.ts'
import type { Span } from './span.ts'

/** `quotation`: both sides stand inside quotation marks; two reporters at one press conference are no copies. */
export const passageKinds = ['equal', 'edited', 'moved', 'quotation'] as const
export type PassageKind = (typeof passageKinds)[number]

/** The same passage in two articles. */
export type Passage = Readonly<{ kind: PassageKind; a: Span<'article'>; b: Span<'article'> }>

/** What two articles share, before anybody says who copied whom. `a` < `b` as text. Shares: 0 to 1, of the words of one side, quotation left out. */
export type Overlap = Readonly<{
  a: Id<'article'>
  b: Id<'article'>
  passages: readonly Passage[]
  shareOfA: number
  shareOfB: number
  /** Words of narration shared, and words shared inside quotation marks on both sides. */
  words: number
  quoted: number
}>

export const editKinds = [
  'headline',
  'cut',
  'insertion',
  'moved',
  'name',
  'number',
  'quotation',
  'attribution',
  'hedge',
  'typo',
  'wording',
] as const
export type EditKind = (typeof editKinds)[number]
/** What the witness did to the exemplar's words. An empty span marks the place of a cut or an insertion. */
export type Edit = Readonly<{ kind: EditKind; exemplar: Span<'article'>; witness: Span<'article'> }>

/** One reason for a direction, with its weight: positive speaks for exemplar → witness. Log-odds. */
export type Ground = Readonly<{ name: string; weight: number; says: string }>

/**
 * `witness` repeats `exemplar`; `share` is how much of the witness is repeated, 0 to 1. An exemplar of null is an unseen source.
 * `confidence` is the chance that this edge and direction are right.
 */
export type Copy = Readonly<{
  exemplar: Id<'article'> | null
  witness: Id<'article'>
  share: number
  direction: 'known' | 'unknown'
  confidence: number
  grounds: readonly Ground[]
  /** `a` is the exemplar's side, `b` the witness's. Empty when the exemplar is unseen. */
  passages: readonly Passage[]
  edits: readonly Edit[]
  /** The parent that was nearly chosen; `exemplar` null: an unseen source. */
  runnerUp: Readonly<{ exemplar: Id<'article'> | null; confidence: number }> | null
  /** A second parent, for passages that come from elsewhere. */
  second: boolean
}>

/** One independent report: pages whose text goes back to one origin. */
export type Report = Readonly<{
  id: Id<'report'>
  members: readonly Id<'article'>[]
  root: Id<'article'> | null
  agency: string | null
  why: string
}>

/** A family: articles joined by copying. A page that shares text with nobody is a family of one. */
export type CopyTree = Readonly<{
  id: Id<'family'>
  members: readonly Id<'article'>[]
  /** Articles with no known exemplar. More than one: they share text but none of it can be shown to be the origin. */
  roots: readonly Id<'article'>[]
  copies: readonly Copy[]
  reports: readonly Report[]
}>

/** Below, an edge of a tree is drawn broken, with the parent that was nearly chosen. Of two parents that are equally likely each has half. */
const certainEnough = 0.6
/** Whether who copied whom is left open, or little more than a guess. */
export const isUncertain = ({ direction, confidence }: Readonly<{ direction: 'known' | 'unknown'; confidence: number }>): boolean =>
  direction === 'unknown' || confidence < certainEnough
