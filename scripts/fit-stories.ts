import { featuresOf } from '#cluster/cluster.ts'
import { type InCommon, inCommon, type Subject, subjectOf, weights } from '#cluster/likeness.ts'
import { articleOf, type Document, sets } from '../eval/stories.ts'
import { jsonl } from '../eval/table.ts'

/**
 * Fits the weights of src/cluster/likeness.ts on all pairs of the labelled sets and prints them: logistic regression by
 * full gradient, each set counting the same. `far` is left as it is: it is set by reason.
 */
const names = Object.keys(weights).filter((name) => name !== 'bias' && name !== 'far') as (keyof InCommon)[]
const rounds = 4000
const step = 2
const decay = 1e-5 // L2

const rows: { values: Float64Array; same: number; share: number }[] = []
for (const path of Object.values(sets)) {
  const documents: { story: string; subject: Subject }[] = []
  for await (const { story, ...document } of jsonl<Document>(path))
    documents.push({ story, subject: subjectOf([featuresOf(articleOf(document))]) })
  const first = rows.length
  documents.forEach((one, at) => {
    for (const other of documents.slice(at + 1)) {
      const common = inCommon(one.subject, other.subject)
      if (common) rows.push({ values: Float64Array.from(names, (name) => common[name]), same: one.story === other.story ? 1 : 0, share: 0 })
    }
  })
  for (const row of rows.slice(first)) row.share = 1 / (rows.length - first) / Object.keys(sets).length
}

const fitted = new Float64Array(names.length)
const speed = new Float64Array(names.length + 1)
let bias = 0
for (let round = 0; round < rounds; round++) {
  const slope = new Float64Array(names.length + 1)
  for (const { values, same, share } of rows) {
    let odds = bias
    for (let at = 0; at < values.length; at++) odds += fitted[at]! * values[at]!
    const off = share * (1 / (1 + Math.exp(-odds)) - same)
    for (let at = 0; at < values.length; at++) slope[at]! += off * values[at]!
    slope[names.length]! += off
  }
  for (let at = 0; at <= names.length; at++) {
    const pull = at < names.length ? 2 * decay * fitted[at]! : 0
    speed[at] = 0.9 * speed[at]! - step * (slope[at]! + pull) // momentum
    if (at < names.length) fitted[at]! += speed[at]!
    else bias += speed[at]!
  }
}
console.log(`${rows.length} pairs`)
console.log(`bias: ${bias.toFixed(2)}`)
names.forEach((name, at) => {
  console.log(`${name}: ${fitted[at]!.toFixed(2)}`)
})
