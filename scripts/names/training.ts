import { mentionTypes } from '#model/reading.ts'
import { hashIndexOf, placeOf } from '#read/hash-index.ts'
import { evidenceCount, evidenceOf } from '#read/name-evidence.ts'
import { columnsOf, extract, featureCount, islandsOf, type Lexicon } from '#read/name-features.ts'
import { decode, emissionsOf, forbidden, type NameModel } from '#read/name-model.ts'
import { type Tokens, tokensOf } from '#read/tokens.ts'
import { labelCount, weightTableOf } from '#read/weight-table.ts'
import { countrySense } from '#text/countries.ts'
import type { Labelled } from './corpora.ts'
import { type Crf, follows, type Instance, trainCrf } from './crf.ts'

/** Islands of labelled text with their features, ready for training. */
export type Prepared = Readonly<{ hashes: Uint32Array; gold: Uint8Array; domain: 0 | 1; weight: number }>
export type Settings = Readonly<{
  epochs: number
  rate: number
  decay: number
  /** Weight of a sentence of the open sets beside one of the news. */
  openWeight: number
  /** Features seen less often are not learned. */
  leastFeature: number
  /** Steps of an int8 weight to one natural logarithm. */
  scale: number
}>
/** Chosen on held-out outlets of the news (docs/decisions/0052). */
export const settings: Settings = { epochs: 12, rate: 0.03, decay: 1e-3, openWeight: 1, leastFeature: 2, scale: 40 }
/** The second pass: few features, which soon fit the first pass's own mistakes. */
const evidenceSettings = { epochs: 6, rate: 0.01 } as const

const norp = 1 + 2 * mentionTypes.indexOf('NORP')
const misc = 1 + 2 * mentionTypes.indexOf('MISC')

/** The label of each token. */
export function labelsOf(names: Labelled['names'], tokens: Tokens): Uint8Array {
  const labels = new Uint8Array(tokens.count)
  let at = 0
  for (const { start, end, type } of [...names].sort((a, b) => a.start - b.start)) {
    while (at < tokens.count && tokens.ends[at]! <= start) at++
    for (let first = 1; at < tokens.count && tokens.starts[at]! < end; first = 2) labels[at++] = first + 2 * mentionTypes.indexOf(type)
  }
  return labels
}

/** The open sets have no NORP: their words for a people, which are O or MISC there, are given it. */
function withPeoples(text: string, tokens: Tokens, labels: Uint8Array): void {
  for (let at = 0; at < tokens.count; at++)
    if ((labels[at] === 0 || labels[at] === misc) && labels[at + 1] !== misc + 1)
      if (countrySense(text.slice(tokens.starts[at]!, tokens.ends[at]!))?.kind === 'demonym') labels[at] = norp
}

export function prepare(documents: readonly Labelled[], lexicon: Lexicon, domain: 0 | 1, weight: number): readonly Prepared[] {
  const made: Prepared[] = []
  for (const { text, sentences, names } of documents) {
    const tokens = tokensOf(text, sentences)
    const labels = labelsOf(names, tokens)
    if (domain === 1) withPeoples(text, tokens, labels)
    const islands = islandsOf(tokens)
    const columns = columnsOf(tokens, islands, lexicon)
    for (let island = 0; island < islands.count; island++) {
      const start = islands.starts[island]!
      const end = islands.ends[island]!
      const hashes = new Uint32Array((end - start) * featureCount)
      extract(text, columns, start, end, hashes)
      made.push({ hashes, gold: startsMended(labels.slice(start, end)), domain, weight })
    }
  }
  return made
}

/** A name that began outside the island begins with it. */
function startsMended(labels: Uint8Array): Uint8Array {
  for (let at = 0; at < labels.length; at++) {
    const inside = labels[at]! > 0 && labels[at]! % 2 === 0
    if (inside && (at === 0 || (labels[at - 1] !== labels[at] && labels[at - 1] !== labels[at]! - 1))) labels[at]!--
  }
  return labels
}

type Island = Omit<Instance, 'features' | 'from'> & Readonly<{ hashes: Uint32Array }>

/** What the second pass learns from: islands tagged by a first pass that has not seen them, with its sums and the evidence. */
export function evidenceInstances(news: readonly Labelled[], model: NameModel, scale: number): readonly Island[] {
  const instances: Island[] = []
  for (const { text, sentences, names } of news) {
    const tokens = tokensOf(text, sentences)
    const emissions = emissionsOf(text, tokens, model)
    const evidence = evidenceOf(emissions, decode(emissions, model.transitions))
    const labels = labelsOf(names, tokens)
    const { islands, sums } = emissions
    for (let island = 0, at = 0; island < islands.count; island++) {
      const start = islands.starts[island]!
      const length = islands.ends[island]! - start
      const base = Float32Array.from(sums.subarray(at * labelCount, (at + length) * labelCount), (sum) => sum / scale)
      const hashes = evidence.slice(at * evidenceCount, (at + length) * evidenceCount)
      instances.push({ hashes, length, gold: startsMended(labels.slice(start, start + length)), domain: 0, weight: 1, base })
      at += length
    }
  }
  return instances
}

/** How many parts the news is cut into, by outlet, so that the second pass learns from first passes that have not seen the text. */
const parts = 4

/** Learns the second pass: each part of the news is tagged by a first pass trained on the other parts. */
export function trainEvidence(
  news: readonly Labelled[],
  lexicon: Lexicon,
  open: readonly Prepared[],
  options: Settings,
  log?: (line: string) => void,
): Pass {
  const outlets = [...new Set(news.map(({ outlet }) => outlet))].sort()
  const instances: Island[] = []
  for (let part = 0; part < parts; part++) {
    const own = new Set(outlets.filter((_, at) => at % parts === part))
    const rest = prepare(
      news.filter(({ outlet }) => !own.has(outlet)),
      lexicon,
      0,
      1,
    )
    const model: NameModel = { lexicon, ...quantised(train([...rest, ...open], options), options.scale), evidence: null }
    for (const instance of evidenceInstances(
      news.filter(({ outlet }) => own.has(outlet)),
      model,
      options.scale,
    ))
      instances.push(instance)
    log?.(`second pass: part ${part + 1} of ${parts}`)
  }
  return quantised(learn(instances, evidenceCount, { ...options, ...evidenceSettings }, log), options.scale)
}
export type Trained = Readonly<{ crf: Crf; hashes: Uint32Array }>

export const train = (prepared: readonly Prepared[], options: Settings, log?: (line: string) => void): Trained =>
  learn(
    prepared.map((island) => ({ ...island, length: island.gold.length })),
    featureCount,
    options,
    log,
  )

export function learn(
  islands: readonly Island[],
  width: number,
  { leastFeature, ...options }: Settings,
  log?: (line: string) => void,
): Trained {
  const counts = new Map<number, number>()
  for (const island of islands) for (const hash of island.hashes) if (hash) counts.set(hash, (counts.get(hash) ?? 0) + 1)
  const hashes = Uint32Array.from([...counts].filter(([, count]) => count >= leastFeature).map(([hash]) => hash)).sort()
  const index = hashIndexOf(hashes)
  const features = new Int32Array(islands.reduce((sum, island) => sum + island.hashes.length, 0))
  let at = 0
  const instances = islands.map(({ hashes: own, ...island }): Instance => {
    const from = at / width
    for (const hash of own) features[at++] = hash ? placeOf(index, hash) : -1
    return { ...island, features, from }
  })
  return { crf: trainCrf(instances, hashes.length, width, labelCount, { ...options, seed: 1, ...(log ? { log } : {}) }), hashes }
}

export type Pass = Pick<NameModel, 'weights' | 'transitions'>
/** The news' own model in whole numbers; features whose weights all round to nothing are left out. */
export function quantised({ crf, hashes }: Trained, scale: number): Pass {
  const rounded = Int8Array.from(crf.weights, (weight, at) => Math.max(-127, Math.min(127, Math.round((weight + crf.news[at]!) * scale))))
  const kept: number[] = []
  for (let feature = 0; feature < hashes.length; feature++)
    if (rounded.subarray(feature * labelCount, (feature + 1) * labelCount).some((weight) => weight !== 0)) kept.push(feature)
  const weights = new Int8Array(kept.length * labelCount)
  for (const [to, from] of kept.entries()) weights.set(rounded.subarray(from * labelCount, (from + 1) * labelCount), to * labelCount)
  const allowed = follows(labelCount)
  const transitions = Int16Array.from(crf.transitions, (weight, at) => (allowed[at] ? Math.round(weight * scale) : forbidden))
  return {
    weights: weightTableOf(
      Uint32Array.from(kept, (feature) => hashes[feature]!),
      weights,
    ),
    transitions,
  }
}
