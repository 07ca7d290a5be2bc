import { readFileSync } from 'node:fs'
import type { Clause } from './quote-clause.ts'
import { auxiliaries, beforeVerb, determiners, isAdverb, isTime, linking, passives, pronouns, type Stretch } from './quote-sources.ts'
import type { Token } from './quote-units.ts'

/** Hashed feature weights: one signed byte each, times `scale`. 2^14 of them hold the about 9,000 features seen in training with few clashes. */
export const featureBits = 14
export type JudgeModel = Readonly<{ weights: Int8Array; scale: number; threshold: number }>

type Tokens = readonly Token[]

/** FNV-1a, 32 bits; of nothing 0. */
function hashOf(words: string | undefined): number {
  if (words === undefined) return 0
  let hash = 0x811c9dc5
  for (let at = 0; at < words.length; at++) hash = Math.imul(hash ^ words.charCodeAt(at), 0x01000193)
  return hash
}

/** The place in the table of a feature: its template and the hashes or numbers that fill it. */
function bucketOf(template: number, a = 0, b = 0, c = 0, d = 0): number {
  let hash = Math.imul(template + 1, 0x9e3779b1)
  hash = Math.imul(hash ^ a, 0x85ebca6b)
  hash = Math.imul((hash ^ (hash >>> 15)) + b, 0xc2b2ae35)
  hash = Math.imul((hash ^ (hash >>> 13)) + c, 0x27d4eb2f)
  hash = Math.imul((hash ^ (hash >>> 15)) + d, 0x165667b1)
  return (hash ^ (hash >>> 16) ^ (hash >>> featureBits)) & ((1 << featureBits) - 1)
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

const yes = (is: boolean) => (is ? 1 : 2)

/** The features of a clause among the words of its unit and after the clauses found before it; buckets of the hash table. */
export function featuresOf(tokens: Tokens, clause: Clause, before: readonly Clause[]): readonly number[] {
  const { cue, source, content } = clause
  const subject = source ? tokens[source.to - 1] : undefined
  const first = content[0]
  const side = !first ? 0 : content.length > 1 ? 1 : first.from < cue.from ? 2 : 3
  const wholeQuoted = first !== undefined && first.to - first.from === 1 && tokens[first.from]!.kind === 'quoted'
  const isQuoted = content.some((part) => hasQuoted(tokens, part))
  const length = content.reduce((sum, { from, to }) => sum + to - from, 0)
  const auxiliary = tokens[beforeVerb(tokens, cue.from)]!
  const kind = hashOf(clause.kind)
  const lemma = hashOf(clause.lemma)
  const form = hashOf(clause.form)
  const how = 1 + (clause.own ? 1 : 0) + (clause.inverted ? 2 : 0) + (clause.passive ? 4 : 0)
  const opening = first ? hashOf(tokens[first.from - 1]?.word === 'that' ? 'that' : shapeOf(tokens[first.from])) : 0
  const said = bucketOf(0, opening, side, wholeQuoted ? 2 : isQuoted ? 1 : 0)
  const who = hashOf(source ? shapeOf(subject) : 'nobody')
  const aux = auxiliary === tokens[cue.from] ? 0 : hashOf(auxiliary.word)
  const left = tokens[cue.from - 1]
  const right = tokens[cue.to]
  const rightWord = hashOf(right?.word)
  const inside = yes(before.some((other) => other.content.some(({ from, to }) => from <= cue.from && cue.from < to)))
  const quoted = yes(isQuoted)
  return [
    bucketOf(1),
    bucketOf(2, lemma),
    bucketOf(3, kind),
    bucketOf(4, form),
    bucketOf(5, lemma, form),
    bucketOf(6, kind, form),
    bucketOf(7, how),
    bucketOf(8, kind, form, how),
    bucketOf(9, said),
    bucketOf(10, kind, said),
    bucketOf(11, lemma, said),
    bucketOf(12, kind, form, opening, how),
    bucketOf(13, who),
    bucketOf(14, kind, who),
    bucketOf(15, lemma, who),
    bucketOf(16, hashOf(subject?.word)),
    bucketOf(17, source ? bucket(source.to - source.from) : 0, kind),
    bucketOf(18, source ? bucket(Math.abs(cue.from - source.to)) : 0, how),
    bucketOf(19, aux),
    bucketOf(20, kind, aux),
    bucketOf(21, lemma, aux),
    bucketOf(22, hashOf(shapeOf(left)), kind, form),
    bucketOf(23, hashOf(left?.word)),
    bucketOf(24, hashOf(shapeOf(right)), kind, form),
    bucketOf(25, rightWord),
    bucketOf(26, lemma, rightWord),
    bucketOf(27, bucket(length), kind),
    bucketOf(28, quoted, kind),
    bucketOf(29, inside, kind),
    bucketOf(30, Math.min(2, before.length), how),
    bucketOf(31, hashOf(before.at(-1)?.kind), kind, form, inside),
    bucketOf(32, yes(clause.listener !== null), kind),
    bucketOf(33, cue.from === 0 ? 1 : cue.to >= tokens.length - 1 ? 2 : 3, kind),
    bucketOf(34, yes(source?.from === 0), kind),
    bucketOf(35, bucketOf(0, kind, form), who, opening, side),
    bucketOf(36, bucketOf(0, form, who), opening, side, how),
  ]
}

function hasQuoted(tokens: Tokens, { from, to }: Stretch): boolean {
  for (let at = from; at < to; at++) if (tokens[at]!.kind === 'quoted') return true
  return false
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
