import { writeFileSync } from 'node:fs'
import { hashIndexOf } from '#read/hash-index.ts'
import type { Lexicon } from '#read/name-features.ts'
import type { NameModel } from '#read/name-model.ts'
import { writeWeights } from '#read/name-weights.ts'
import { heldOut } from './held-out.ts'
import { bigramsOf, classesOf } from './names/clusters.ts'
import { labelledNews, openSentences, rows } from './names/corpora.ts'
import { nameBitsOf } from './names/first-names.ts'
import { habitsOf } from './names/habits.ts'
import { prepare, quantised, settings, train, trainEvidence } from './names/training.ts'

/**
 * Trains the name tagger and writes src/read/names.weights (`npm run train`; about five minutes of one core). Learns from the open
 * sets and the labelled news of ../shared/train; from the unlabelled text of ../shared/eval/copies come word classes and habits,
 * counts and no words. The same data, Node and package lock give the same bytes. An argument names another file to write.
 */
const say = (line: string) => console.error(line)
const news = labelledNews('train/news/articles.jsonl.gz').filter(({ id }) => !heldOut.has(id))

function* unlabelled(): Generator<string> {
  for (const { text } of rows<{ text: string }>('eval/copies/articles.jsonl.gz')) yield text
}
function* allText(): Generator<string> {
  yield* unlabelled()
  for (const { text } of news) yield text
}

const bigrams = bigramsOf(allText())
say(`${bigrams.hashes.length} words with a class`)
const names = nameBitsOf()
const classed: Lexicon = {
  words: hashIndexOf(bigrams.hashes),
  coarse: Uint8Array.from(classesOf(bigrams, 48, 6, say)),
  fine: classesOf(bigrams, 320, 5, say),
  habit: new Uint8Array(bigrams.hashes.length),
  names: hashIndexOf(Uint32Array.from(names.keys())),
  nameBits: Uint8Array.from(names.values()),
}

const tagged = (lexicon: Lexicon, epochs: number): NameModel => {
  const islands = [...prepare(news, lexicon, 0, 1), ...prepare(openSentences(), lexicon, 1, settings.openWeight)]
  return { lexicon, ...quantised(train(islands, { ...settings, epochs }, say), settings.scale), evidence: null }
}
/** The tagger that only gives habits needs no polish. */
const roughEpochs = 6
const lexicon: Lexicon = { ...classed, habit: habitsOf(bigrams.hashes, unlabelled(), tagged(classed, roughEpochs)) }
say('habits counted')
const first = tagged(lexicon, settings.epochs)
const evidence = trainEvidence(news, lexicon, prepare(openSentences(), lexicon, 1, settings.openWeight), settings, say)
const bytes = writeWeights({ ...first, evidence })
writeFileSync(process.argv[2] ?? new URL('../src/read/names.weights', import.meta.url), bytes)
say(`names.weights: ${bytes.length} bytes, ${first.weights.count} features`)
