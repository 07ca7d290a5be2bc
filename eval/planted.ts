import { alignArticles } from '#match/align.ts'
import type { Article, Field } from '#model/article.ts'
import type { Overlap } from '#model/copy.ts'
import { articleIdOf, makeId } from '#model/ids.ts'
import {
  datelineText,
  growFamily,
  isSeedling,
  type Seedling,
  type SimulatedFamily,
  type SimulatedPage,
  type SimulateOptions,
  simulateDefaults,
  textOf,
} from '#trace/simulate.ts'
import { type Random, randomFrom } from '#trace/simulate-random.ts'
import { jsonl } from './table.ts'

export const source = 'eval/copies/articles.jsonl.gz'
/** A planted family and what its pages share; `overlaps` do not depend on dates. */
export type PlantedFamily = Readonly<{ seed: number; family: SimulatedFamily; overlaps: readonly Overlap[] }>

/** Articles that families grow from, in two halves that share none: one to tune on, one to report on. */
export async function seedlings(half: 'tune' | 'report'): Promise<readonly Seedling[]> {
  const found: Seedling[] = []
  for await (const article of jsonl<Seedling & { id: string }>(source))
    if (isSeedling(article) && (Number.parseInt(makeId('page', article.id).slice(-2), 16) % 2 === 0) === (half === 'tune'))
      found.push(article)
  return found
}

/** Families of seeds `first` to `first + count - 1`; `habits` of newsrooms may differ from family to family. */
export function* plantedFamilies(
  articles: readonly Seedling[],
  first: number,
  count: number,
  habits: (random: Random) => SimulateOptions = () => simulateDefaults,
): Generator<PlantedFamily> {
  for (let seed = first; seed < first + count; seed++) {
    const random = randomFrom(seed)
    const [main, other, ...donors] = Array.from({ length: 8 }, () => random.pick(articles))
    const family = growFamily(seed, main!, other!, donors, habits(random))
    yield { seed, family, overlaps: overlapsOf(articlesOf(family)) }
  }
}

export const articlesOf = ({ pages }: SimulatedFamily): readonly Article[] => pages.map(articleOf)

function overlapsOf(articles: readonly Article[]): readonly Overlap[] {
  return articles.flatMap((one, at) => articles.slice(at + 1).flatMap((other) => alignArticles(one, other) ?? []))
}

const field = <T>(value: T): Field<T> => ({ value, origin: 'given', certainty: 1, at: null, others: [] })

/** The article that extraction would make of a page. */
export function articleOf(page: SimulatedPage): Article {
  const id = makeId('page', page.url)
  const text = textOf(page)
  const dateline = page.dateline && { ...page.dateline, date: null, at: { start: 0, end: datelineText(page).length } }
  return {
    id: articleIdOf(id),
    page: id,
    url: page.url,
    text,
    runs: [],
    blocks: [],
    furniture: [],
    language: 'en',
    title: field(page.title),
    subtitle: null,
    authors: null,
    byline: page.byline === null ? null : field(page.byline),
    outlet: field(page.outlet),
    section: null,
    tags: [],
    dateline,
    agencies: [page.credit, page.dateline?.agency ?? null].flatMap((name) => (name ? [{ name, at: null, origin: 'text' as const }] : [])),
    canonicalUrl: page.canonical === null ? null : field(page.canonical),
    published:
      page.published === null
        ? null
        : {
            ...field({ value: page.published, precision: page.published.length > 10 ? ('minute' as const) : ('day' as const) }),
            certainty: 0.9,
          },
    modified: null,
    captured: null,
  }
}
