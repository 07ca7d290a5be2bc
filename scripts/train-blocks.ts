import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { macroScores, microF1, shingleCounts, snippetCounts, wordF1 } from '../eval/extraction-score.ts'
import { haveShared, jsonl } from '../eval/table.ts'
import { type Anchors, anchorsOf } from '../src/extract/anchors.ts'
import { barsOf } from '../src/extract/bars.ts'
import { type Blocks, blocksOf } from '../src/extract/blocks.ts'
import { chooseDefaults, firstChances, secondChances } from '../src/extract/choose.ts'
import { composed, composerOf, writeGap, writeTexts } from '../src/extract/compose.ts'
import { wideCount, withContext } from '../src/extract/context.ts'
import { featureCount, featureNames, featuresOf } from '../src/extract/features.ts'
import { markupOf } from '../src/extract/markup.ts'
import { type Model, packModel } from '../src/extract/model.ts'
import { type Scan, scan } from '../src/extract/scan.ts'
import { type Sums, sumsOf } from '../src/extract/sums.ts'
import { aroundBlock, blockTokens, elementWords, tokenAt, tokenSpace } from '../src/extract/tokens.ts'
import type { Trees } from '../src/extract/trees.ts'
import { chosenOf } from '../src/extract/trim.ts'
import { type BoostOptions, binned, boost, boostDefaults, randomFrom } from './boost.ts'
import { matchedTokens } from './label-blocks.ts'

/**
 * Trains the labelling of blocks on the labelled pages beside the project and writes src/extract/block-weights.ts. The same pages give the
 * same file to the bit. `--folds` first measures it on sites it was not trained on: five folds by site, each stage trained without the fold.
 * `--dump FILE` writes what each held-out page got wrong, for looking at errors; `--dry` writes no weights; `--boost JSON` tries other options.
 */
const { values } = parseArgs({
  options: {
    folds: { type: 'boolean' },
    dump: { type: 'string' },
    sets: { type: 'string' },
    dry: { type: 'boolean' },
    boost: { type: 'string' },
  },
})
/** The second pass decides; the first need only be good enough to be asked, and is asked of every block. */
const full: BoostOptions = { ...boostDefaults, trees: 260, rate: 0.06, leaves: 16, ...JSON.parse(values.boost ?? '{}') }
const quick: BoostOptions = { ...boostDefaults, trees: 90, rate: 0.15 }

const textSets = ['aeb', 'naeb', 'fundus', 'fundus-eval', 'wcxb-dev'] as const
const foldCount = 5

type Row = { id: string; url: string; html: string; text?: string; with?: string[]; without?: string[] }
type Sample = Readonly<{
  set: string
  id: string
  fold: number
  row: Row
  /** Its labels are good enough to learn from; all pages are measured. */
  teaches: boolean
  scan: Scan
  blocks: Blocks
  anchors: Anchors
  sums: Sums
  bars: Uint8Array
  /** 1 text, 0 not, 255 not known. */
  label: Uint8Array
  weight: Float32Array
  /** Tokens of block b: [from[b], from[b + 1]). */
  tokens: Int32Array
  from: Int32Array
}>

/** The site of an address: its last two names, three where the last but one is short (co.uk). */
function siteOf(url: string): string {
  const names = (/^\w+:\/\/([^/:]+)/.exec(url)?.[1] ?? url).toLowerCase().split('.')
  const short = names.length > 2 && (names.at(-2)!.length <= 3 || names.at(-2) === 'blogspot')
  return names.slice(short ? -3 : -2).join('.')
}
const foldOf = (url: string) => createHash('sha256').update(siteOf(url)).digest()[0]! % foldCount

function blockText(scanned: Scan, blocks: Blocks, b: number): string {
  const to = composerOf(scanned.html)
  writeTexts(to, scanned, blocks.first[b]!, blocks.last[b]!)
  return composed(to).text
}

function textOf(sample: Sample, chances: Float32Array, text: number): string {
  const to = composerOf(sample.scan.html)
  const chosen = chosenOf(sample.scan, sample.blocks, chances, sample.anchors.headline, text)
  for (let b = 0; b < sample.blocks.count; b++) {
    if (chosen[b] === 0) continue
    writeGap(to, '\n\n')
    writeTexts(to, sample.scan, sample.blocks.first[b]!, sample.blocks.last[b]!)
  }
  return composed(to).text
}

/** How much of a block must be in the labelled text for it to be text. */
const matchedShare = 0.5
/** Labelled text that leaves out this much, beside what it holds, of the paragraphs it stands among is cut. */
const cutShare = 0.6
/** A page whose labelled text is not on it, by this share, teaches nothing. */
const goldOnPage = 0.6
/** A block weighs by its share of the page's text, with this many tokens added to both so that short ones count. */
const smoothing = { block: 2, page: 100 } as const
/** What all blocks of a page weigh together at most: labelled texts that are cut short would else count by all they leave out. */
const heaviestPage = 4
/** The set of which one labelled text in twenty is known to be cut. */
const cutSet = 'naeb'
/** What a page known only by snippets weighs, beside one known in full. */
const snippetWeight = 0.5
const unknown = 255

function sampleOf(set: string, row: Row): Sample {
  const scanned = scan(row.html)
  const blocks = blocksOf(scanned)
  const texts = Array.from({ length: blocks.count }, (_, b) => blockText(scanned, blocks, b))
  const label = new Uint8Array(blocks.count)
  const weight = new Float32Array(blocks.count)
  let teaches = true
  if (row.text !== undefined && set !== 'trafi') {
    const { tokens, matched, goldTokens } = matchedTokens(texts, row.text)
    let found = 0
    for (let b = 0; b < blocks.count; b++) {
      label[b] = tokens[b]! > 0 && matched[b]! >= matchedShare * tokens[b]! && (tokens[b]! > 3 || matched[b] === tokens[b]) ? 1 : 0
      if (label[b] === 1) found += matched[b]!
      weight[b] = (tokens[b]! + smoothing.block) / (goldTokens + smoothing.page)
    }
    teaches = found >= goldOnPage * goldTokens && !isCutShort(scanned, blocks, label, tokens)
    const whole = weight.reduce((sum, value) => sum + value, 0)
    if (set === cutSet && whole > heaviestPage) for (let b = 0; b < blocks.count; b++) weight[b]! *= heaviestPage / whole
  } else snippetLabels(texts, row, label, weight)
  const anchors = anchorsOf(scanned, blocks)
  const sums = sumsOf(scanned, blocks)
  const tokens: number[] = []
  const from = new Int32Array(blocks.count + 1)
  const words: number[] = []
  for (let b = 0; b < blocks.count; b++) {
    blockTokens(scanned, blocks, b, tokens)
    aroundBlock(scanned, blocks, b, (element, level) => {
      words.length = 0
      elementWords(scanned, element, words)
      for (const word of words) tokens.push(tokenAt(word, level))
    })
    from[b + 1] = tokens.length
  }
  return {
    set,
    id: row.id,
    fold: foldOf(row.url),
    row,
    teaches,
    scan: scanned,
    blocks,
    anchors,
    sums,
    bars: barsOf(scanned, blocks, markupOf(scanned, sums, new Int8Array(tokenSpace)), sums, anchors.headline),
    label,
    weight,
    tokens: Int32Array.from(tokens),
    from,
  }
}

/** Whether the labelled text stops amid paragraphs of its own: much prose that is not in it stands beside prose that is. */
function isCutShort(scanned: Scan, blocks: Blocks, label: Uint8Array, tokens: ArrayLike<number>): boolean {
  const prose = (b: number) => blocks.stops[b]! > 0 && blocks.size[b]! >= 40 && blocks.linked[b]! * 3 < blocks.size[b]!
  const around = (b: number) => scanned.parent[blocks.parent[b]!]!
  const own = new Set<number>()
  for (let b = 0; b < blocks.count; b++) if (label[b] === 1 && prose(b)) own.add(around(b))
  const sums = [0, 0]
  for (let b = 0; b < blocks.count; b++) if (prose(b) && own.has(around(b))) sums[label[b]!]! += tokens[b]!
  return sums[0]! > sums[1]! * cutShare
}

/** A page of which only snippets are known: blocks that hold a wanted one are text, those that hold an unwanted one are not. */
function snippetLabels(texts: readonly string[], row: Row, label: Uint8Array, weight: Float32Array): void {
  const even = (text: string) => text.replace(/\s+/gu, ' ').trim()
  const wanted = (row.with ?? []).map(even)
  const unwanted = (row.without ?? []).map(even)
  texts.forEach((text, b) => {
    const block = even(text)
    const good = wanted.some((snippet) => block.includes(snippet))
    const bad = unwanted.some((snippet) => block.includes(snippet))
    label[b] = good === bad ? unknown : good ? 1 : 0
    weight[b] = good === bad ? 0 : snippetWeight / (wanted.length + unwanted.length)
  })
}

/** Logistic regression over tokens by Adagrad; weights in steps of 1/32, so that sums are whole numbers. */
function trainWords(samples: readonly Sample[]): Int8Array {
  const options = { passes: 4, rate: 0.15, decay: 2e-6, steps: 32 }
  const weights = new Float64Array(tokenSpace)
  const squares = new Float64Array(tokenSpace).fill(1e-2)
  const order: [Sample, number][] = []
  for (const sample of samples) for (let b = 0; b < sample.blocks.count; b++) if (sample.label[b] !== unknown) order.push([sample, b])
  const random = randomFrom(7)
  const mean = order.reduce((sum, [sample, b]) => sum + sample.weight[b]!, 0) / order.length
  for (let pass = 0; pass < options.passes; pass++) {
    for (let i = order.length - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1))
      const held = order[i]!
      order[i] = order[j]!
      order[j] = held
    }
    for (const [sample, b] of order) {
      let sum = -1
      for (let i = sample.from[b]!; i < sample.from[b + 1]!; i++) sum += weights[sample.tokens[i]!]!
      const slope = (1 / (1 + Math.exp(-sum)) - sample.label[b]!) * Math.min(5, sample.weight[b]! / mean)
      for (let i = sample.from[b]!; i < sample.from[b + 1]!; i++) {
        const token = sample.tokens[i]!
        const step = slope + options.decay * weights[token]! * order.length
        squares[token]! += step * step
        weights[token]! -= (options.rate * step) / Math.sqrt(squares[token]!)
      }
    }
  }
  return Int8Array.from(weights, (weight) => Math.max(-127, Math.min(127, Math.round(weight * options.steps))))
}

/** The rows of a page and which of them to train on: a share of the plain negatives is enough, weighing more. */
type Pass = Readonly<{ rows: Float32Array; width: number; plain: (b: number) => boolean }>
const plainShare = 4

/** Trees on the rows of many pages. */
function trainTrees(samples: readonly Sample[], passOf: (sample: Sample) => Pass, options: BoostOptions): Trees {
  const { width } = passOf(samples[0]!)
  const picked: [Sample, number, number][] = []
  let turn = 0
  for (const sample of samples) {
    const { plain } = passOf(sample)
    for (let b = 0; b < sample.blocks.count; b++) {
      const label = sample.label[b]!
      if (label === unknown || sample.bars[sample.blocks.parent[b]!] !== 0) continue
      if (label === 1 || !plain(b)) picked.push([sample, b, sample.weight[b]!])
      else if (turn++ % plainShare === 0) picked.push([sample, b, sample.weight[b]! * plainShare])
    }
  }
  const rows = new Float32Array(picked.length * width)
  const label = new Uint8Array(picked.length)
  const weight = new Float32Array(picked.length)
  picked.forEach(([sample, b, heavy], at) => {
    rows.set(passOf(sample).rows.subarray(b * width, (b + 1) * width), at * width)
    label[at] = sample.label[b]!
    weight[at] = heavy
  })
  const mean = weight.reduce((sum, value) => sum + value, 0) / picked.length
  for (let i = 0; i < picked.length; i++) weight[i]! /= mean
  const use = Int32Array.from({ length: picked.length }, (_, i) => i)
  tell(`  ${picked.length} rows of ${width}`)
  return boost(binned(rows, width, options.bins), use, label, weight, options)
}

const others = (samples: readonly Sample[], fold: number) => samples.filter((sample) => sample.fold !== fold && sample.teaches)
const folds = Array.from({ length: foldCount }, (_, fold) => fold)

/** Chances of each page under models that never saw its site, and the model trained on all pages. */
function train(samples: readonly Sample[], measure: boolean, finish: boolean): { model: Model | null; heldOut: Map<Sample, Float32Array> } {
  const rows = new Map<Sample, Float32Array>()
  const wide = new Map<Sample, Float32Array>()
  const first = new Map<Sample, Float32Array>()
  const heldOut = new Map<Sample, Float32Array>()
  for (const fold of folds) {
    const words = trainWords(others(samples, fold))
    for (const sample of samples)
      if (sample.fold === fold)
        rows.set(
          sample,
          featuresOf(
            sample.scan,
            sample.blocks,
            sample.anchors,
            markupOf(sample.scan, sample.sums, words),
            sample.sums,
            words,
            sample.bars,
          ),
        )
  }
  tell('words')
  const words = featureNames.indexOf('all words')
  const firstPass = (sample: Sample): Pass => {
    const mine = rows.get(sample)!
    return { rows: mine, width: featureCount, plain: (b) => mine[b * featureCount + words]! < plainWords }
  }
  const secondPass = (sample: Sample): Pass => {
    const chances = first.get(sample)!
    return { rows: wide.get(sample)!, width: wideCount, plain: (b) => chances[b]! < chooseDefaults.unlikely }
  }
  for (const fold of folds) {
    const trees = trainTrees(others(samples, fold), firstPass, quick)
    for (const sample of samples) {
      if (sample.fold !== fold) continue
      first.set(sample, firstChances(trees, rows.get(sample)!, sample.blocks, sample.bars))
      wide.set(sample, withContext(sample.scan, sample.blocks, rows.get(sample)!, first.get(sample)!))
    }
  }
  tell('first pass')
  if (measure)
    for (const fold of folds) {
      const trees = trainTrees(others(samples, fold), secondPass, full)
      for (const sample of samples)
        if (sample.fold === fold) heldOut.set(sample, secondChances(trees, wide.get(sample)!, first.get(sample)!))
    }
  tell('second pass')
  if (!finish) return { model: null, heldOut }
  const all = samples.filter(({ teaches }) => teaches)
  const model = { words: trainWords(all), first: trainTrees(all, firstPass, quick), second: trainTrees(all, secondPass, full) }
  return { model, heldOut }
}

/** Blocks whose words speak against them this much, in steps of the linear model, are plainly no text. */
const plainWords = -160

const began = performance.now()
const tell = (what: string) => process.stderr.write(`${((performance.now() - began) / 1000).toFixed(0)} s ${what}\n`)

function report(samples: readonly Sample[], chancesOfSample: (sample: Sample) => Float32Array, text: number): string {
  const lines: string[] = []
  for (const set of [...textSets, 'trafi']) {
    const mine = samples.filter((sample) => sample.set === set)
    if (mine.length === 0) continue
    const found = mine.map((sample) => textOf(sample, chancesOfSample(sample), text))
    if (set === 'trafi') {
      const f1 = microF1(mine.map(({ row }, i) => snippetCounts(found[i]!, row.with ?? [], row.without ?? [])))
      lines.push(`${set.padEnd(12)} ${mine.length} snippets F1 ${f1.toFixed(4)}`)
      continue
    }
    const { precision, recall, f1 } = macroScores(mine.map(({ row }, i) => shingleCounts(row.text!, found[i]!)))
    const words = mine.reduce((sum, { row }, i) => sum + wordF1(row.text!, found[i]!), 0) / mine.length
    lines.push(
      `${set.padEnd(12)} ${mine.length} P ${precision.toFixed(4)} R ${recall.toFixed(4)} F1 ${f1.toFixed(4)} words F1 ${words.toFixed(4)}`,
    )
  }
  return lines.join('\n')
}

/** What held-out pages got wrong, one JSON line a page. */
function dump(samples: readonly Sample[], heldOut: Map<Sample, Float32Array>, path: string): void {
  const lines = samples.map((sample) => {
    const chances = heldOut.get(sample)!
    const wrong: unknown[] = []
    for (let b = 0; b < sample.blocks.count; b++) {
      const isText = chances[b]! >= chooseDefaults.text ? 1 : 0
      if (sample.label[b] !== unknown && isText !== sample.label[b])
        wrong.push([
          b,
          isText ? 'extra' : 'missing',
          chances[b]!.toFixed(2),
          blockText(sample.scan, sample.blocks, b).slice(0, 100),
          sample.weight[b],
        ])
    }
    const score = sample.set === 'trafi' ? null : shingleCounts(sample.row.text!, textOf(sample, chances, chooseDefaults.text))
    return JSON.stringify({ set: sample.set, id: sample.id, url: sample.row.url, score, wrong })
  })
  writeFileSync(path, `${lines.join('\n')}\n`)
}

if (!haveShared()) {
  process.stderr.write('The labelled sets are not beside the project: nothing to train on.\n')
  process.exit(1)
}
const samples: Sample[] = []
for (const set of values.sets?.split(',') ?? [...textSets, 'trafi'])
  for await (const row of jsonl<Row>(`eval/extraction/${set}.jsonl.gz`)) {
    samples.push(sampleOf(set, row))
  }
tell(`${samples.length} pages, ${samples.reduce((sum, { blocks }) => sum + blocks.count, 0)} blocks`)
tell('labelled')
process.stdout.write(`perfect labels\n${report(samples, ({ label }) => Float32Array.from(label, (value) => (value === 1 ? 1 : 0)), 0.5)}\n`)
const { model, heldOut } = train(samples, values.folds === true, values.dry !== true)
if (values.folds) {
  for (const text of [0.5, 0.6])
    process.stdout.write(`held out by site, text from ${text}\n${report(samples, (sample) => heldOut.get(sample)!, text)}\n`)
  if (values.dump) dump(samples, heldOut, values.dump)
}
if (model) {
  const packed = packModel(model)
  const path = resolve(import.meta.dirname, '../src/extract/block-weights.ts')
  writeFileSync(path, `/** Made by scripts/train-blocks.ts: see model.ts. */\nexport const blockWeights =\n  '${packed}'\n`)
  tell(`${packed.length} characters of weights, SHA-256 ${createHash('sha256').update(packed).digest('hex').slice(0, 12)}`)
}
