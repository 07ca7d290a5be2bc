import type { Overlap } from '#model/copy.ts'
import type { Id } from '#model/ids.ts'

type ArticleId = Id<'article'>

export const familyDefaults = {
  /** Narration that joins two articles to a family: as much of one of them, with at least so many words … */
  joinShare: 0.15,
  joinWords: 30,
  /** … or nearly all of a short one … */
  joinShareOfShort: 0.5,
  joinWordsOfShort: 12,
  /** … or so many words, in however long an article. */
  joinWordsAlone: 60,
} as const
export type FamilyOptions = Readonly<Record<keyof typeof familyDefaults, number>>

/** Whether two articles share enough narration to be copies. Quotation alone never is enough. */
export function isCopying({ words, shareOfA, shareOfB }: Overlap, options: FamilyOptions = familyDefaults): boolean {
  const share = Math.max(shareOfA, shareOfB)
  return (
    words >= options.joinWordsAlone ||
    (words >= options.joinWords && share >= options.joinShare) ||
    (words >= options.joinWordsOfShort && share >= options.joinShareOfShort)
  )
}

/** Articles joined by copying, directly or through others; each in one family, most in a family of one. Members and families sorted. */
export function familiesOf(
  articles: readonly ArticleId[],
  overlaps: readonly Overlap[],
  options: FamilyOptions = familyDefaults,
): readonly (readonly ArticleId[])[] {
  const parent = new Map(articles.map((id) => [id, id]))
  const find = (id: ArticleId): ArticleId => {
    let root = id
    while (parent.get(root) !== root) root = parent.get(root)!
    for (let at = id; at !== root; ) {
      const next = parent.get(at)!
      parent.set(at, root)
      at = next
    }
    return root
  }
  for (const overlap of overlaps)
    if (isCopying(overlap, options) && parent.has(overlap.a) && parent.has(overlap.b)) {
      const [low, high] = [find(overlap.a), find(overlap.b)].sort()
      parent.set(high!, low!)
    }
  const families = new Map<ArticleId, ArticleId[]>()
  for (const id of [...articles].sort()) families.set(find(id), [...(families.get(find(id)) ?? []), id])
  return [...families.values()]
}
