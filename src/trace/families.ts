import type { CopyTree, Overlap } from '#model/copy.ts'
import { type Id, makeId } from '#model/ids.ts'

type ArticleId = Id<'article'>

const familyDefaults = {
  /** Narration that joins two articles to a family: as much of one of them, with at least so many words … */
  joinShare: 0.15,
  joinWords: 30,
  /** … or nearly all of a short one … */
  joinShareOfShort: 0.5,
  joinWordsOfShort: 12,
  /** … or so many words, in however long an article. */
  joinWordsAlone: 60,
} as const
type FamilyOptions = Readonly<Record<keyof typeof familyDefaults, number>>

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
export const familiesOf = (
  articles: readonly ArticleId[],
  overlaps: readonly Overlap[],
  options: FamilyOptions = familyDefaults,
): readonly (readonly ArticleId[])[] =>
  joined(
    articles,
    overlaps.filter((overlap) => isCopying(overlap, options)),
  )

/** The same, where it is known which pairs are copies. */
export function joined(
  articles: readonly ArticleId[],
  copies: readonly Readonly<{ a: ArticleId; b: ArticleId }>[],
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
  for (const { a, b } of copies)
    if (parent.has(a) && parent.has(b)) {
      const [low, high] = [find(a), find(b)].sort()
      parent.set(high!, low!)
    }
  const families = new Map<ArticleId, ArticleId[]>()
  for (const id of [...articles].sort()) {
    const root = find(id)
    const family = families.get(root)
    if (family) family.push(id)
    else families.set(root, [id])
  }
  return [...families.values()]
}

/**
 * A family whose tree could not be drawn (it is parked with its reason): its pages stay in their story, nobody's copy is claimed, and
 * they count as one report, because their text is one.
 */
export function untracedFamily(members: readonly ArticleId[]): CopyTree {
  const ids = [...members].sort()
  const why = 'These pages share their text, so they count as one report; who copied whom could not be worked out'
  return {
    id: makeId('family', ...ids),
    members: ids,
    roots: ids,
    copies: [],
    reports: [{ id: makeId('report', ...ids), members: ids, root: null, agency: null, why }],
  }
}
