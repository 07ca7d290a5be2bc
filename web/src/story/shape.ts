import type { CopyDocument, EvidenceDocument, PageDocument, StoryDocument, TreeNode } from '#model/document.ts'
import { type Offsets, offsetsOf } from '#text/offsets.ts'

/** What every tab of a story gets. */
export type TabProps = Readonly<{ shape: Shape; tabTo: (tab: string) => string }>

/** Code units of a text, as the browser slices it. */
export type Stretch = Readonly<{ start: number; end: number }>

/** A story with what its views look up made once. */
export type Shape = Readonly<{
  story: StoryDocument
  pages: ReadonlyMap<string, PageDocument>
  /** The copy that leads to a page; a page that copies nobody here has none. */
  copyOf: ReadonlyMap<string, CopyDocument>
  /** Second parents of a page. */
  alsoOf: ReadonlyMap<string, readonly CopyDocument[]>
  /** Agencies that a page itself credits. */
  creditsOf: ReadonlyMap<string, readonly string[]>
  /** All that have a date are of one year: it need not be said on each. */
  oneYear: boolean
  /** Pages that share a tree, or count as one report, with a page. */
  family: (page: string) => readonly PageDocument[]
}>

export function shapeOf(story: StoryDocument): Shape {
  const pages = new Map(story.pages.map((page) => [page.id, page]))
  const group = new Map<string, number>()
  for (const [index, node] of story.tree.entries()) for (const id of pagesUnder(node)) group.set(id, index)
  for (const report of story.reports) joinGroups(group, report.pages)
  const credits = new Map<string, string[]>()
  for (const { name, evidence } of story.agencies)
    for (const page of new Set(evidence.map(({ page }) => page))) credits.set(page, [...(credits.get(page) ?? []), name])
  const also = new Map<string, CopyDocument[]>()
  for (const copy of story.copies) if (copy.second) also.set(copy.witness, [...(also.get(copy.witness) ?? []), copy])
  return {
    story,
    pages,
    copyOf: new Map(story.copies.filter(({ second }) => !second).map((copy) => [copy.witness, copy])),
    alsoOf: also,
    creditsOf: credits,
    oneYear: new Set(story.pages.flatMap(({ published }) => published?.value.slice(0, 4) ?? [])).size <= 1,
    family: (page) => story.pages.filter(({ id }) => group.get(id) === group.get(page)),
  }
}

/** Pages of one report belong together also where its tree has several roots. */
function joinGroups(group: Map<string, number>, members: readonly string[]): void {
  const groups = new Set(members.flatMap((id) => group.get(id) ?? []))
  if (groups.size < 2) return
  const [first] = groups
  for (const [id, index] of group) if (groups.has(index)) group.set(id, first!)
}

export const pagesUnder = (node: TreeNode): readonly string[] => {
  const found: string[] = []
  const waiting = [node]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (next.page !== null) found.push(next.page)
    waiting.push(...next.children)
  }
  return found
}

const offsets = new WeakMap<PageDocument, Offsets>()
function unitsOf(page: PageDocument): (point: number) => number {
  const known = offsets.get(page) ?? offsetsOf(page.text)
  offsets.set(page, known)
  return known.toUnits
}

/** A span of a page's text, in code points, as code units. */
const inText = (page: PageDocument, { start, end }: Stretch): Stretch => {
  const units = unitsOf(page)
  return { start: units(start), end: units(end) }
}

export const wordsAt = (page: PageDocument, span: Stretch): string => {
  const { start, end } = inText(page, span)
  return page.text.slice(start, end)
}

/** Where evidence on the page stands in the page's text; null: outside of it (a headline, a date line). Runs lie in order on both sides. */
export function placeOf(page: PageDocument, evidence: Stretch): Stretch | null {
  const touched = page.runs.filter(([, , start, end]) => start < evidence.end && evidence.start < end)
  const first = touched[0]
  const last = touched.at(-1)
  if (!first || !last) return null
  const start = first[0] + Math.min(Math.max(0, evidence.start - first[2]), first[1] - first[0])
  const end = last[1] - Math.min(Math.max(0, last[3] - evidence.end), last[1] - last[0])
  return end > start ? inText(page, { start, end }) : null
}

/** Evidence on one page, else on the first that has it. */
export const evidenceFor = (evidence: readonly EvidenceDocument[], page: string): EvidenceDocument | undefined =>
  evidence.find((one) => one.page === page) ?? evidence[0]

/** An address that opens the characters. */
export const proofAt = ({ page, start, end }: Readonly<{ page: string; start: number; end: number }>): string =>
  `/pages/${page}#${start}-${end}`

/** What to call a node without a page: the agency whose own page is not here, where the pages below credit one. */
export function unseenName(node: TreeNode, story: StoryDocument): string {
  const agency = story.reports.find(({ pages }) => pages.includes(node.children[0]?.page ?? ''))?.agency
  return agency ? `${agency}, its own page not here` : 'An unseen source'
}

const words = /[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu
const countWords = (text: string): number => text.match(words)?.length ?? 0

/** Words that a copy added to its exemplar and took out of it; text that only moved is neither, and headlines are counted apart. */
export function wordsChanged(copy: CopyDocument, pages: Shape['pages']): Readonly<{ added: number; cut: number }> {
  const [exemplar, witness] = [pages.get(copy.exemplar ?? ''), pages.get(copy.witness)]
  if (!exemplar || !witness) return { added: 0, cut: 0 }
  const edits = copy.edits.filter(({ kind }) => kind !== 'moved' && kind !== 'headline')
  const sum = (page: PageDocument, side: 'exemplar' | 'witness') =>
    edits.reduce((total, edit) => total + countWords(wordsAt(page, edit[side])), 0)
  return { added: sum(witness, 'witness'), cut: sum(exemplar, 'exemplar') }
}
