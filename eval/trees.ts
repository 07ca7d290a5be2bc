import type { Article } from '#model/article.ts'
import type { CopyTree } from '#model/copy.ts'
import type { Id } from '#model/ids.ts'
import { familiesOf, isCopying } from '#trace/families.ts'
import { type DateRegime, type SimulatedFamily, type SimulateOptions, simulateDefaults, withDates } from '#trace/simulate.ts'
import { traceFamily } from '#trace/trace.ts'
import { articlesOf, type PlantedFamily, plantedFamilies, seedlings, source } from './planted.ts'
import { digestOf, haveShared, type Row, show, type Table } from './table.ts'

/** Families reported on; weights were learned on the other half of the articles, seeds from `tuneSeed` (scripts/train-trace.ts). */
const families = 300
const reportSeed = 5001
/** Bins of the expected calibration error. */
const bins = 10

type Regime = Readonly<{ name: string; regime: DateRegime }>
/** Families of one kind, seen with the dates of each regime. */
type FamilySet = Readonly<{ first: number; habits: SimulateOptions; regimes: readonly Regime[] }>
const sets: readonly FamilySet[] = [
  {
    first: reportSeed,
    habits: simulateDefaults,
    regimes: [
      { name: 'clean dates', regime: 'clean' },
      { name: '30 % missing, 15 % wrong', regime: 'noisy' },
      { name: 'no dates', regime: 'none' },
    ],
  },
  {
    first: 6001,
    habits: { ...simulateDefaults, leastPages: 2, mostPages: 5, delay: 20, spread: 2 },
    regimes: [
      { name: '2-5 pages, days apart', regime: 'clean' },
      { name: '… 30 % missing, 15 % wrong', regime: 'noisy' },
    ],
  },
  {
    first: 7001,
    habits: { ...simulateDefaults, byHand: 1, uncaptured: 0.2, wire: 0, otherReport: 0, updated: 0, fromFirst: 0.1 },
    regimes: [{ name: 'by hand, a fifth lost, no dates', regime: 'none' }],
  },
]

type Count = { right: number; all: number }
type Score = {
  edges: Count
  star: Count
  asserted: Count
  known: Count
  unseen: Count
  second: Count
  counts: Count
  sure: [confidence: number, right: boolean][]
}

export async function run(): Promise<Table> {
  const articles = await seedlings('report')
  let [pages, spent, pairs, traced] = [0, 0, 0, 0]
  const rows = sets.flatMap(({ first, habits, regimes }) => {
    const scores = regimes.map(newScore)
    for (const planted of plantedFamilies(articles, first, families, () => habits)) {
      pages += planted.family.pages.length
      pairs += planted.overlaps.length
      traced += regimes.length
      const started = performance.now()
      regimes.forEach(({ regime }, at) => {
        score(withDates(planted.family, regime, planted.seed), planted, scores[at]!)
      })
      spent += performance.now() - started
    }
    return regimes.map(({ name }, at): Row => ({ name, cells: cellsOf(scores[at]!) }))
  })
  return {
    name: 'trees',
    columns: ['edges', 'star', 'of those named', 'known', 'unseen', 'second', 'reports', '1 - ECE', 'n edges'],
    rows,
    digest: digestOf(source),
    notes: [
      `${families} planted families a set, ${pages} pages (seeds from ${sets.map(({ first }) => first).join(', ')}; articles that nothing was tuned on); ${pairs} overlaps; traced in ${(spent / traced).toFixed(1)} ms a family`,
      'edges: true edges between captured pages whose exemplar and direction were named; star: the earliest page that shares text; of those named, known: right',
      'among the edges named, and those said to be known; unseen: pages whose exemplar nobody captured and for which none was named; second: second parents',
      'found; reports: families whose independent reports were counted right.',
    ],
  }
}

const count = (): Count => ({ right: 0, all: 0 })
const newScore = (): Score => ({
  edges: count(),
  star: count(),
  asserted: count(),
  known: count(),
  unseen: count(),
  second: count(),
  counts: count(),
  sure: [],
})

function add(count: Count, right: boolean): void {
  count.all++
  if (right) count.right++
}

function score(family: SimulatedFamily, { overlaps }: PlantedFamily, to: Score): void {
  const articles = articlesOf(family)
  const trees = treesOf(articles, overlaps)
  const copies = new Map(trees.flatMap((tree) => tree.copies.map((copy) => [`${copy.second} ${copy.witness}`, copy] as const)))
  const idOf = (page: number | null) => (page === null ? null : articles[page]!.id)
  family.truth.forEach((truth, page) => {
    const witness = articles[page]!.id
    const copy = copies.get(`false ${witness}`)
    const named = copy?.exemplar ?? null
    const right = named === idOf(truth.parent)
    if (truth.parent !== null) {
      add(to.edges, right)
      add(to.star, earliest(articles, overlaps, page) === truth.parent)
    }
    if (truth.unseen) add(to.unseen, named === null)
    if (truth.second !== null) add(to.second, copies.get(`true ${witness}`)?.exemplar === idOf(truth.second))
    if (copy && named !== null) {
      add(to.asserted, right)
      if (copy.direction === 'known') add(to.known, right)
    }
    if (copy) to.sure.push([copy.confidence, named === null ? truth.unseen : right])
  })
  add(to.counts, trees.reduce((sum, tree) => sum + tree.reports.length, 0) === new Set(family.truth.map(({ report }) => report)).size)
}

export function treesOf(articles: readonly Article[], overlaps: PlantedFamily['overlaps']): readonly CopyTree[] {
  const byId = new Map(articles.map((article) => [article.id, article]))
  return familiesOf([...byId.keys()], overlaps).map((ids) => {
    const inside = new Set(ids)
    return traceFamily(
      ids.map((id) => byId.get(id)!),
      overlaps.filter(({ a, b }) => inside.has(a) && inside.has(b)),
    )
  })
}

/** The rival: of all pages that share text with this one, the earliest dated; without dates, the first by its id. */
function earliest(articles: readonly Article[], overlaps: PlantedFamily['overlaps'], page: number): number | null {
  const id = articles[page]!.id
  const places = new Map<Id<'article'>, number>(articles.map((article, at) => [article.id, at]))
  const whenOf = (at: number) => (articles[at]!.published?.value.value ?? '~').padEnd(13, 'T12') // a day at its noon; none after all digits
  const keyOf = (at: number) => `${whenOf(at)} ${articles[at]!.id}`
  const sharing = overlaps
    .filter((overlap) => (overlap.a === id || overlap.b === id) && isCopying(overlap))
    .map(({ a, b }) => places.get(a === id ? b : a)!)
    .filter((at) => keyOf(at) < keyOf(page))
  return sharing.length === 0 ? null : sharing.reduce((best, at) => (keyOf(at) < keyOf(best) ? at : best))
}

const shareOf = ({ right, all }: Count) => (all === 0 ? null : right / all)
const cellsOf = (score: Score) => [
  ...[score.edges, score.star, score.asserted, score.known, score.unseen, score.second, score.counts].map(shareOf),
  1 - calibrationError(score.sure),
  score.edges.all,
]

/** Expected calibration error: how far confidence and success lie apart, in the mean over equal bins of confidence. */
export function calibrationError(sure: readonly (readonly [number, boolean])[]): number {
  const inBin = Array.from({ length: bins }, () => ({ confidence: 0, right: 0 }))
  for (const [confidence, right] of sure) {
    const bin = inBin[Math.min(bins - 1, Math.floor(confidence * bins))]!
    bin.confidence += confidence
    if (right) bin.right++
  }
  return inBin.reduce((sum, bin) => sum + Math.abs(bin.confidence - bin.right), 0) / Math.max(1, sure.length)
}

if (import.meta.main) console.log(haveShared() ? show(await run()) : 'skipped: ../shared/eval is not there')
