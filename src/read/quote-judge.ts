import { readFileSync } from 'node:fs'
import type { Clause } from './quote-clause.ts'
import { auxiliaries, beforeVerb, determiners, isAdverb, isTime, linking, passives, pronouns } from './quote-sources.ts'
import type { Token } from './quote-units.ts'

/** Hashed feature weights: one signed byte each, times `scale`. 2^14 of them hold the about 9,000 features seen in training with few clashes. */
export const featureBits = 14
export type JudgeModel = Readonly<{ weights: Int8Array; scale: number; threshold: number }>

type Tokens = readonly Token[]

/** FNV-1a, 32 bits, folded to the size of the table. */
function bucketOf(feature: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < feature.length; at++) hash = Math.imul(hash ^ feature.charCodeAt(at), 0x01000193)
  return (hash ^ (hash >>> featureBits)) & ((1 << featureBits) - 1)
}

/** What a word is like, for features that must not depend on the word itself. */
function shapeOf(token: Token | undefined): string {
  if (!token) return 'end'
  if (token.kind !== 'word') return token.kind === 'mark' || token.kind === 'quoted' ? token.word : token.kind
  if (pronouns.has(token.word)) return 'pronoun'
  if (determiners.has(token.word)) return 'det'
  if (auxiliaries.has(token.word)) return passives.has(token.word) ? 'be' : 'aux'
  if (linking.has(token.word) || token.word === 'that') return token.word
  if (isTime(token)) return 'time'
  if (isAdverb(token)) return 'adverb'
  if (token.capital) return 'Name'
  return token.word.endsWith('ing') ? 'ing' : token.word.endsWith('s') ? 'nouns' : 'noun'
}

const bucket = (count: number) => (count < 3 ? count : count < 6 ? 3 : count < 12 ? 6 : count < 25 ? 12 : 25)

/** The features of a clause among the words of its unit and after the clauses found before it; buckets of the hash table. */
export function featuresOf(tokens: Tokens, clause: Clause, before: readonly Clause[]): readonly number[] {
  const { kind, lemma, form, cue, source, content } = clause
  const subject = source ? tokens[source.to - 1] : undefined
  const first = content[0]
  const opening = first && (tokens[first.from - 1]?.word === 'that' ? 'that' : shapeOf(tokens[first.from]))
  const side = !first ? 'none' : content.length > 1 ? 'both' : first.from < cue.from ? 'left' : 'right'
  const quoted = content.some(({ from, to }) => tokens.slice(from, to).some((token) => token.kind === 'quoted'))
  const wholeQuoted = first !== undefined && first.to - first.from === 1 && tokens[first.from]!.kind === 'quoted'
  const length = content.reduce((sum, { from, to }) => sum + to - from, 0)
  const how = `${clause.own ? 'own' : 'taken'}${clause.inverted ? ' inverted' : ''}${clause.passive ? ' passive' : ''}`
  const auxiliary = tokens[beforeVerb(tokens, cue.from)]!
  const aux = auxiliary === tokens[cue.from] ? 'none' : auxiliary.word
  const inside = before.some((other) => other.content.some(({ from, to }) => from <= cue.from && cue.from < to))
  const said = `${opening}|${side}|${wholeQuoted ? 'Q' : quoted ? 'q' : ''}`
  const who = source ? shapeOf(subject) : 'nobody'
  const names = [
    'bias',
    `lemma ${lemma}`,
    `kind ${kind}`,
    `form ${form}`,
    `lemma ${lemma} ${form}`,
    `kind ${kind} ${form}`,
    `how ${how}`,
    `how ${kind} ${form} ${how}`,
    `said ${said}`,
    `said ${kind} ${said}`,
    `said ${lemma} ${said}`,
    `said ${kind} ${form} ${opening} ${how}`,
    `who ${who}`,
    `who ${kind} ${who}`,
    `who ${lemma} ${who}`,
    `head ${subject?.word}`,
    `source length ${source ? bucket(source.to - source.from) : 0} ${kind}`,
    `gap ${source ? bucket(Math.abs(cue.from - source.to)) : 0} ${how}`,
    `aux ${aux}`,
    `aux ${kind} ${aux}`,
    `aux ${lemma} ${aux}`,
    `left ${shapeOf(tokens[cue.from - 1])} ${kind} ${form}`,
    `left ${tokens[cue.from - 1]?.word}`,
    `right ${shapeOf(tokens[cue.to])} ${kind} ${form}`,
    `right ${tokens[cue.to]?.word}`,
    `right ${lemma} ${tokens[cue.to]?.word}`,
    `length ${bucket(length)} ${kind}`,
    `quoted ${quoted} ${kind}`,
    `inside ${inside} ${kind}`,
    `before ${Math.min(2, before.length)} ${how}`,
    `before ${before.at(-1)?.kind} ${kind} ${form} ${inside}`,
    `listener ${clause.listener !== null} ${kind}`,
    `place ${cue.from === 0 ? 'first' : cue.to >= tokens.length - 1 ? 'last' : 'middle'} ${kind}`,
    `at start ${source?.from === 0} ${kind}`,
    `whole ${kind} ${form} ${who} ${opening} ${side}`,
    `whole ${form} ${who} ${opening} ${side} ${how}`,
  ]
  return names.map(bucketOf)
}

/** How sure the model is of a clause, in log-odds. */
export function scoreOf(model: JudgeModel, features: readonly number[]): number {
  let sum = 0
  for (const feature of features) sum += model.weights[feature]!
  return sum * model.scale
}

/** A model as bytes: scale and threshold as 32-bit floats, little-endian, then the weights. */
export function writeJudge({ weights, scale, threshold }: JudgeModel): Uint8Array {
  const bytes = new Uint8Array(8 + weights.length)
  const view = new DataView(bytes.buffer)
  view.setFloat32(0, scale, true)
  view.setFloat32(4, threshold, true)
  bytes.set(new Uint8Array(weights.buffer, weights.byteOffset, weights.length), 8)
  return bytes
}

export function readJudge(bytes: Uint8Array): JudgeModel {
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  const weights = new Int8Array(bytes.buffer.slice(bytes.byteOffset + 8, bytes.byteOffset + 8 + (1 << featureBits)))
  if (weights.length !== 1 << featureBits) throw new RangeError(`weights of ${weights.length} bytes, not ${1 << featureBits}`)
  return { scale: view.getFloat32(0, true), threshold: view.getFloat32(4, true), weights }
}

let loaded: JudgeModel | undefined
/** The weights made by scripts/train-attributions.ts, read once: 16 kB beside this file. */
export const judgeModel = (): JudgeModel => (loaded ??= readJudge(readFileSync(new URL('./quotes.weights', import.meta.url))))
