import { Flag, tokensOf } from '#read/tokens.ts'
import { sentencesOf } from '#text/sentences.ts'

/** Counts of words and of neighbouring pairs in unlabelled text. Word 0 stands for every word too rare to have a class, and for sentence edges. */
export type Bigrams = Readonly<{ hashes: Uint32Array; counts: Int32Array; left: Int32Array; right: Int32Array; times: Int32Array }>

/** Words at least this often get a class: below, neighbours are too few to tell one. */
export const leastCount = 5

export function bigramsOf(texts: Iterable<string>): Bigrams {
  const totals = new Map<number, number>()
  const streams: Uint32Array[] = []
  for (const text of texts) {
    const tokens = tokensOf(text, sentencesOf(text))
    const stream = new Uint32Array(tokens.count * 2 + 1)
    let size = 0
    for (let at = 0; at < tokens.count; at++) {
      if (tokens.flags[at]! & Flag.first) stream[size++] = 0
      const hash = tokens.flags[at]! & Flag.digit && !(tokens.flags[at]! & Flag.letter) ? 1 : tokens.exact[at]!
      stream[size++] = hash
      totals.set(hash, (totals.get(hash) ?? 0) + 1)
    }
    stream[size++] = 0
    streams.push(stream.slice(0, size))
  }
  const kept = [...totals].filter(([hash, count]) => hash > 1 && count >= leastCount).sort((a, b) => b[1] - a[1] || a[0] - b[0])
  const ids = new Map(kept.map(([hash], at) => [hash, at + 1]))
  ids.set(1, kept.length + 1) // all numbers together
  const size = kept.length + 2
  let pairs = 0
  for (const stream of streams) pairs += stream.length
  const keys = new Float64Array(pairs)
  let at = 0
  for (const stream of streams) {
    let last = 0
    for (const hash of stream) {
      const id = ids.get(hash) ?? 0
      if (last !== 0 || id !== 0) keys[at++] = last * size + id
      last = id
    }
  }
  const sorted = keys.subarray(0, at).sort()
  const left: number[] = []
  const right: number[] = []
  const times: number[] = []
  for (let from = 0; from < at; ) {
    let to = from
    while (to < at && sorted[to] === sorted[from]) to++
    left.push(Math.floor(sorted[from]! / size))
    right.push(sorted[from]! % size)
    times.push(to - from)
    from = to
  }
  return {
    hashes: Uint32Array.from([0, ...kept.map(([hash]) => hash), 1]),
    counts: Int32Array.from([0, ...kept.map(([, count]) => count), totals.get(1) ?? 1]),
    left: Int32Array.from(left),
    right: Int32Array.from(right),
    times: Int32Array.from(times),
  }
}

/**
 * Word classes by exchange: each word in turn moves to the class that makes a class-bigram model of the text likeliest, until
 * `rounds` are done. Source: Martin, Liermann, Ney, Speech Communication 24, 1998. Word 0 has class 0 for itself.
 */
export function classesOf(
  { counts, left, right, times }: Bigrams,
  classes: number,
  rounds: number,
  log?: (line: string) => void,
): Uint16Array {
  const words = counts.length
  const C = classes + 1
  const of = new Uint16Array(words)
  for (let word = 1; word < words; word++) of[word] = 1 + ((word - 1) % classes)
  const pair = new Float64Array(C * C)
  const from = new Float64Array(C)
  const to = new Float64Array(C)
  // neighbours of each word, right and left
  const rightStart = new Int32Array(words + 1)
  const leftStart = new Int32Array(words + 1)
  for (let at = 0; at < times.length; at++) {
    rightStart[left[at]! + 1]!++
    leftStart[right[at]! + 1]!++
  }
  for (let word = 0; word < words; word++) {
    rightStart[word + 1]! += rightStart[word]!
    leftStart[word + 1]! += leftStart[word]!
  }
  const rightOf = new Int32Array(times.length)
  const leftOf = new Int32Array(times.length)
  const fill = leftStart.slice()
  for (let at = 0; at < times.length; at++) {
    rightOf[at] = at // pairs are sorted by their left word
    leftOf[fill[right[at]!]!++] = at
    const a = of[left[at]!]!
    const b = of[right[at]!]!
    pair[a * C + b]! += times[at]!
    from[a]! += times[at]!
    to[b]! += times[at]!
  }
  const xlogx = (x: number) => (x > 0.5 ? x * Math.log(x) : 0)
  const table = Float64Array.from({ length: 1 << 16 }, (_, n) => xlogx(n))
  const f = (x: number) => (x < 65536 ? table[x]! : x * Math.log(x))
  const out = new Float64Array(C)
  const into = new Float64Array(C)
  const outUsed = new Int32Array(C)
  const intoUsed = new Int32Array(C)
  for (let round = 0; round < rounds; round++) {
    let moved = 0
    for (let word = 1; word < words; word++) {
      const home = of[word]!
      let outs = 0
      let intos = 0
      let self = 0
      let outTotal = 0
      let intoTotal = 0
      for (let at = rightStart[word]!; at < rightStart[word + 1]!; at++) {
        const n = times[at]!
        outTotal += n
        if (right[at] === word) {
          self = n
          continue
        }
        const c = of[right[at]!]!
        if (out[c] === 0) outUsed[outs++] = c
        out[c]! += n
      }
      for (let slot = leftStart[word]!; slot < leftStart[word + 1]!; slot++) {
        const at = leftOf[slot]!
        const n = times[at]!
        intoTotal += n
        if (left[at] === word) continue
        const c = of[left[at]!]!
        if (into[c] === 0) intoUsed[intos++] = c
        into[c]! += n
      }
      // take the word out of its class
      for (let k = 0; k < outs; k++) pair[home * C + outUsed[k]!]! -= out[outUsed[k]!]!
      for (let k = 0; k < intos; k++) pair[intoUsed[k]! * C + home]! -= into[intoUsed[k]!]!
      pair[home * C + home]! -= self
      from[home]! -= outTotal
      to[home]! -= intoTotal
      let best = home
      let bestGain = -Infinity
      for (let c = 1; c < C; c++) {
        let gain = f(from[c]!) - f(from[c]! + outTotal) + f(to[c]!) - f(to[c]! + intoTotal)
        for (let k = 0; k < outs; k++) {
          const d = outUsed[k]!
          if (d === c) continue
          const n = pair[c * C + d]!
          gain += f(n + out[d]!) - f(n)
        }
        for (let k = 0; k < intos; k++) {
          const d = intoUsed[k]!
          if (d === c) continue
          const n = pair[d * C + c]!
          gain += f(n + into[d]!) - f(n)
        }
        const n = pair[c * C + c]!
        const both = out[c]! + into[c]! + self
        if (both > 0) gain += f(n + both) - f(n)
        if (gain > bestGain) {
          bestGain = gain
          best = c
        }
      }
      for (let k = 0; k < outs; k++) pair[best * C + outUsed[k]!]! += out[outUsed[k]!]!
      for (let k = 0; k < intos; k++) pair[intoUsed[k]! * C + best]! += into[intoUsed[k]!]!
      pair[best * C + best]! += self
      from[best]! += outTotal
      to[best]! += intoTotal
      if (best !== home) moved++
      of[word] = best
      for (let k = 0; k < outs; k++) out[outUsed[k]!] = 0
      for (let k = 0; k < intos; k++) into[intoUsed[k]!] = 0
    }
    log?.(`classes ${classes}, round ${round + 1}: ${moved} of ${words} words moved`)
    if (moved < words / 200) break
  }
  return of
}
