import type { Rulings } from '#cluster/groups.ts'
import type { Id } from '#model/ids.ts'
import { familiesIn } from '#store/copies.ts'
import type { Db } from '#store/db.ts'
import { type Decision, listDecisions } from '#store/decisions.ts'
import { numbersOf } from '#store/neighbours.ts'

/**
 * What users decided, said of the families that the pages are in now, by number. All of it is held: users decide by hand. Copies are one
 * report, so where pages that were taken apart have come to share their text, they are together; of two pins of one family the later holds.
 */
export async function loadRulings(db: Db): Promise<Rulings> {
  const decisions = await listDecisions(db)
  if (decisions.length === 0) return { apart: [], together: [], pins: new Map() }
  const articles = [...new Set(decisions.flatMap(({ articles, others }) => [...articles, ...others]))]
  const families = await familiesIn(db, articles)
  const numbers = await numbersOf(db, [...new Set(families.values())])
  return rulingsOf(decisions, (article) => numbers.get(families.get(article)!))
}

/** `numberOf` an article's family; undefined: it is not there now. */
export function rulingsOf(decisions: readonly Decision[], numberOf: (article: Id<'article'>) => number | undefined): Rulings {
  const apart: (readonly [number[], number[]])[] = []
  const together: number[][] = []
  const pins = new Map<number, number>()
  for (const { kind, articles, others } of decisions) {
    const [these, those] = [articles, others].map((some) => [...new Set(some.flatMap((article) => numberOf(article) ?? []))]) as [
      number[],
      number[],
    ]
    if (kind === 'split') apart.push([these.filter((no) => !those.includes(no)), those.filter((no) => !these.includes(no))])
    if (kind !== 'pin') together.push(these)
    else for (const family of these) if (those[0] !== undefined && family !== those[0]) pins.set(family, those[0])
  }
  return { apart, together, pins }
}
