import { fileURLToPath } from 'node:url'
import { chooseBlocks, chooseDefaults } from '#extract/choose.ts'
import { blockModel } from '#extract/model.ts'
import { tagTraits, trait, within } from '#extract/tags.ts'
import { type Sample, samplesOf, snippetSet, textOf, textSets, trainingSets, unknown } from '../scripts/block-samples.ts'
import { heldOutChances, readied } from '../scripts/block-training.ts'
import { type Counts, macroScores, microF1, shingleCounts, snippetCounts, wordF1 } from './extraction-score.ts'
import { digestOf, haveShared, show, type Table } from './table.ts'

/**
 * The accuracy of extracted text on sites that the labelling was not trained on: five folds by site, each part of the model trained without
 * the fold's sites; beside it the shipped model, which has seen all these pages, and perfect labels of blocks, the most that choosing blocks
 * can reach. `node eval/extraction-heldout.ts --classes` also counts what the held-out pages got wrong. About four minutes of one core.
 */
type Measure = Readonly<{ name: string; set: string; goal: number; of: (samples: readonly Sample[], texts: readonly string[]) => number }>

const shingles = (samples: readonly Sample[], texts: readonly string[]) =>
  macroScores(samples.map(({ row }, i) => shingleCounts(row.text!, texts[i]!))).f1
const words = (samples: readonly Sample[], texts: readonly string[]) =>
  samples.reduce((sum, { row }, i) => sum + wordF1(row.text!, texts[i]!), 0) / samples.length
const snippets = (samples: readonly Sample[], texts: readonly string[]) =>
  microF1(samples.map(({ row }, i) => snippetCounts(texts[i]!, row.with ?? [], row.without ?? [])))

const measures: readonly Measure[] = [
  { name: 'aeb text F1', set: 'aeb', goal: 0.974, of: shingles },
  { name: 'naeb text F1', set: 'naeb', goal: 0.945, of: shingles },
  { name: 'fundus text F1', set: 'fundus', goal: 0.972, of: shingles },
  { name: 'fundus-eval text F1', set: 'fundus-eval', goal: 0.985, of: shingles },
  { name: 'wcxb-dev word F1', set: 'wcxb-dev', goal: 0.945, of: words },
  { name: 'trafi snippets F1', set: 'trafi', goal: 0.932, of: snippets },
]

type Chances = ReadonlyMap<Sample, Float32Array>

function shippedChances(samples: readonly Sample[]): Chances {
  const model = blockModel()
  return new Map(samples.map((sample) => [sample, chooseBlocks(sample.scan, sample.blocks, model).chances]))
}

const labelled = ({ label }: Sample) => Float32Array.from(label, (value) => (value === 1 ? 1 : 0))

export async function run(): Promise<Table> {
  const all = await samplesOf(trainingSets)
  const samples = all.filter(({ set }) => set === snippetSet || (textSets as readonly string[]).includes(set))
  const ready = readied(all)
  const chances = heldOutChances(ready)
  // what was made ready are copies: back to the pages as they are labelled
  const heldOut: Chances = new Map(all.map((sample, i) => [sample, chances.get(ready.samples[i]!)!]))
  const shipped = shippedChances(samples)
  const perfect: Chances = new Map(samples.map((sample) => [sample, labelled(sample)]))
  const rows = measures.map(({ name, set, goal, of }) => {
    const mine = samples.filter((sample) => sample.set === set)
    const figure = (from: Chances) =>
      of(
        mine,
        mine.map((sample) => textOf(sample, from.get(sample)!, chooseDefaults.text)),
      )
    return { name, cells: [figure(heldOut), figure(shipped), figure(perfect), goal] }
  })
  return {
    name: 'extraction-heldout',
    columns: ['held out by site', 'shipped model', 'perfect labels', 'goal'],
    rows,
    digest: digestOf(...trainingSets.map((set) => `eval/extraction/${set}.jsonl.gz`)),
    notes: process.argv.includes('--classes') ? classesOf(samples, heldOut) : [],
  }
}

const f1 = ({ right, extra, missing }: Counts) => (right === 0 ? 0 : (2 * right) / (2 * right + extra + missing))

/** Where the loss of F1 lies, page by page, and which blocks were taken wrongly for text or missed. */
function classesOf(samples: readonly Sample[], heldOut: Chances): string[] {
  const lost = new Map<string, number>()
  const blocks = new Map<string, { count: number; pages: Set<Sample>; weight: number }>()
  for (const sample of samples) {
    if (sample.set === snippetSet) continue
    const chances = heldOut.get(sample)!
    const loss = 1 - f1(shingleCounts(sample.row.text!, textOf(sample, chances, chooseDefaults.text)))
    const least = 1 - f1(shingleCounts(sample.row.text!, textOf(sample, labelled(sample), chooseDefaults.text)))
    const add = (name: string, value: number) => lost.set(name, (lost.get(name) ?? 0) + value)
    if (!sample.teaches) add(`${sample.set}: labelled text cut, or not on the page`, loss)
    else {
      add(`${sample.set}: lost with perfect labels too`, Math.min(loss, least))
      add(`${sample.set}: choice of blocks`, Math.max(0, loss - least))
    }
    if (sample.teaches) countBlocks(sample, chances, blocks)
  }
  return [
    'F1 lost, in pages:',
    ...[...lost].map(([name, value]) => `  ${value.toFixed(2).padStart(6)}  ${name}`),
    'wrong blocks, their share of the labelled text of their pages summed, blocks, pages:',
    ...[...blocks]
      .sort(([, a], [, b]) => b.weight - a.weight)
      .map(
        ([name, { count, pages, weight }]) =>
          `  ${weight.toFixed(2).padStart(6)} ${String(count).padStart(6)} ${String(pages.size).padStart(5)}  ${name}`,
      ),
  ]
}

/** Of one block at most this share of a page's labelled text is counted: one page with a cut label would outweigh all others. */
const mostOfPage = 0.5

function countBlocks(sample: Sample, chances: Float32Array, to: Map<string, { count: number; pages: Set<Sample>; weight: number }>): void {
  const { label, weight, anchors } = sample
  const first = label.indexOf(1)
  const last = label.lastIndexOf(1)
  for (let b = 0; b < sample.blocks.count; b++) {
    const isText = chances[b]! >= chooseDefaults.text ? 1 : 0
    if (label[b] === unknown || isText === label[b] || b === anchors.headline) continue
    const place =
      b < first
        ? 'above the text'
        : b > last
          ? 'below the text'
          : b === first
            ? 'its beginning'
            : b === last
              ? 'its end'
              : 'inside the text'
    const name = `${isText === 1 ? 'taken' : 'missed'}: ${kindOf(sample, b)}, ${place}`
    const entry = to.get(name) ?? { count: 0, pages: new Set<Sample>(), weight: 0 }
    entry.count++
    entry.pages.add(sample)
    entry.weight += Math.min(mostOfPage, weight[b]!)
    to.set(name, entry)
  }
}

/** Letters from which on a block that ends a sentence reads as prose. */
const prose = 60

function kindOf({ scan, blocks }: Sample, b: number): string {
  const parent = blocks.parent[b]!
  const bits = scan.within[parent]!
  if ((tagTraits[scan.tag[parent]!]! & trait.heading) !== 0) return 'heading'
  if ((bits & (within.figure | within.figcaption)) !== 0) return 'figure'
  if ((bits & within.table) !== 0) return 'table'
  if ((bits & within.pre) !== 0) return 'code'
  if ((bits & within.blockquote) !== 0) return 'quotation'
  if ((bits & within.list) !== 0) return 'list'
  if (blocks.linked[b]! * 2 > blocks.size[b]!) return 'link'
  return blocks.size[b]! >= prose && blocks.stops[b]! > 0 ? 'prose' : 'short line'
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(haveShared() ? show(await run()) : 'skipped: no ../shared/eval')
