import { alignArticles } from '#match/align.ts'
import type { EditKind } from '#model/copy.ts'
import { editsBetween } from '#trace/edits.ts'
import { simulateDefaults } from '#trace/simulate.ts'
import type { PlantedEditKind } from '#trace/simulate-edits.ts'
import { articlesOf, plantedFamilies, seedlings, source } from './planted.ts'
import { digestOf, haveShared, show, type Table } from './table.ts'

const families = 150
const firstSeed = 8001
/** Without the line that names the source, which is an insertion that is not listed. */
const habits = { ...simulateDefaults, outletNamed: 0 }
/** What each planted edit is to be called. */
const called: Partial<Record<PlantedEditKind, EditKind>> = {
  headline: 'headline',
  'cut from the foot': 'cut',
  'paragraph cut': 'cut',
  'sentence cut': 'cut',
  'local colour': 'insertion',
  moved: 'moved',
  number: 'number',
  'quotation trimmed': 'quotation',
  typo: 'typo',
  hedge: 'hedge',
  name: 'name',
  wording: 'wording',
}
/** Edits that bring others with them: pages with these say nothing of what is found without cause. */
const manifold: ReadonlySet<PlantedEditKind> = new Set([
  'rewritten',
  'updated',
  'new lead',
  'merged',
  'by hand',
  'house style',
  'furniture',
])

export async function run(): Promise<Table> {
  const kinds = [...new Set(Object.values(called))]
  const counts = new Map(kinds.map((kind) => [kind, { planted: 0, found: 0, named: 0, right: 0 }]))
  for (const { family } of plantedFamilies(await seedlings('report'), firstSeed, families, () => habits)) {
    const articles = articlesOf(family)
    family.truth.forEach(({ parent, edits }, page) => {
      if (parent === null) return
      const overlap = alignArticles(articles[parent]!, articles[page]!)
      if (!overlap) return
      const turn = overlap.a !== articles[parent]!.id
      const passages = overlap.passages.map(({ kind, a, b }) => (turn ? { kind, a: b, b: a } : { kind, a, b }))
      const found = new Set(editsBetween(articles[parent]!, articles[page]!, passages).map(({ kind }) => kind))
      const planted = new Set(edits.flatMap((edit) => called[edit] ?? []))
      const clean = !edits.some((edit) => manifold.has(edit))
      for (const kind of kinds) {
        const count = counts.get(kind)!
        if (planted.has(kind)) {
          count.planted++
          if (found.has(kind)) count.found++
        }
        if (clean && found.has(kind)) {
          count.named++
          if (planted.has(kind)) count.right++
        }
      }
    })
  }
  return {
    name: 'edits',
    columns: ['found', 'n planted', 'right', 'n named'],
    rows: kinds.map((kind) => {
      const { planted, found, named, right } = counts.get(kind)!
      return { name: kind, cells: [found / planted, planted, named === 0 || kind === 'quotation' ? null : right / named, named] }
    }),
    digest: digestOf(source),
    notes: [
      `true copies of ${families} planted families (seeds from ${firstSeed}); found: copies in which an edit was made and is named; right: of those named where`,
      'nothing else was planted that would bring it along (no rewriting, house style, updates), the copies in which it was made. A change inside a',
      'quotation is called quotation, whatever was planted there: it counts against typo, hedge, name and wording.',
    ],
  }
}

if (import.meta.main) console.log(haveShared() ? show(await run()) : 'skipped: ../shared/eval is not there')
