/** A linear-chain CRF (Lafferty, McCallum, Pereira, ICML 2001) over sparse binary features, trained by AdaGrad, one island at a time. */
export type Instance = Readonly<{
  /** Feature ids, `width` each token; -1: none. */
  features: Int32Array
  from: number
  length: number
  gold: Uint8Array
  /** 0: the news; 1: the open sets. Each domain has its own correction to the shared weights. */
  domain: 0 | 1
  weight: number
  /** Scores that are given and not learned, for each token and label; none: zeros. */
  base?: Float32Array
}>
export type Crf = { labels: number; width: number; weights: Float32Array; news: Float32Array; transitions: Float32Array }
export type TrainOptions = Readonly<{ epochs: number; rate: number; decay: number; seed: number; log?: (line: string) => void }>

/** Which label may follow which; row `labels` is the start. */
export const follows = (labels: number): Uint8Array => {
  const allowed = new Uint8Array((labels + 1) * labels)
  for (let from = 0; from <= labels; from++)
    for (let to = 0; to < labels; to++) allowed[from * labels + to] = to === 0 || to % 2 === 1 ? 1 : from === to || from === to - 1 ? 1 : 0
  return allowed
}

export function trainCrf(instances: readonly Instance[], features: number, width: number, labels: number, options: TrainOptions): Crf {
  const L = labels
  const weights = new Float32Array(features * L)
  const own = [new Float32Array(features * L), new Float32Array(features * L)]
  const squares = new Float32Array(features * L)
  const ownSquares = [new Float32Array(features * L), new Float32Array(features * L)]
  const transitions = new Float32Array((L + 1) * L)
  const transitionSquares = new Float32Array((L + 1) * L)
  const allowed = follows(L)
  const longest = Math.max(...instances.map(({ length }) => length))
  const emission = new Float64Array(longest * L)
  const alpha = new Float64Array(longest * L)
  const beta = new Float64Array(longest * L)
  const expected = new Float64Array(longest * L)
  const likely = new Float64Array(longest * L) // exp(emission), each token's greatest set to 1
  const transitionGradient = new Float64Array((L + 1) * L)
  const exps = new Float64Array((L + 1) * L)
  const order = Int32Array.from(instances.keys())
  let random = options.seed
  const next = () => {
    random = (Math.imul(random, 1664525) + 1013904223) >>> 0
    return random / 4294967296
  }
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    for (let at = order.length - 1; at > 0; at--) {
      const other = Math.floor(next() * (at + 1))
      const kept = order[at]!
      order[at] = order[other]!
      order[other] = kept
    }
    let loss = 0
    for (const index of order) {
      const instance = instances[index]!
      const { length, gold, from, features: F, domain } = instance
      const mine = own[domain]!
      // scores
      emission.fill(0, 0, length * L)
      if (instance.base) emission.set(instance.base)
      for (let t = 0; t < length; t++)
        for (let k = 0; k < width; k++) {
          const f = F[(from + t) * width + k]!
          if (f < 0) continue
          const base = f * L
          for (let y = 0; y < L; y++) emission[t * L + y]! += weights[base + y]! + mine[base + y]!
        }
      for (let e = 0; e < exps.length; e++) exps[e] = allowed[e] ? Math.exp(transitions[e]!) : 0
      // forward and backward, scaled
      let logZ = 0
      for (let t = 0; t < length; t++) {
        let max = -Infinity
        for (let y = 0; y < L; y++) if (emission[t * L + y]! > max) max = emission[t * L + y]!
        let sum = 0
        for (let y = 0; y < L; y++) {
          let value = 0
          if (t === 0) value = exps[L * L + y]!
          else for (let x = 0; x < L; x++) value += alpha[(t - 1) * L + x]! * exps[x * L + y]!
          likely[t * L + y] = Math.exp(emission[t * L + y]! - max)
          const scaled = value * likely[t * L + y]!
          alpha[t * L + y] = scaled
          sum += scaled
        }
        for (let y = 0; y < L; y++) alpha[t * L + y]! /= sum
        logZ += Math.log(sum) + max
      }
      let score = 0
      for (let t = 0; t < length; t++) score += emission[t * L + gold[t]!]! + transitions[(t === 0 ? L : gold[t - 1]!) * L + gold[t]!]!
      loss += (logZ - score) * instance.weight
      for (let y = 0; y < L; y++) beta[(length - 1) * L + y] = 1
      transitionGradient.fill(0)
      for (let t = length - 1; t >= 0; t--) {
        let sum = 0
        for (let y = 0; y < L; y++) {
          expected[t * L + y] = alpha[t * L + y]! * beta[t * L + y]!
          sum += expected[t * L + y]!
        }
        for (let y = 0; y < L; y++) expected[t * L + y]! /= sum
        if (t === 0) {
          for (let y = 0; y < L; y++) transitionGradient[L * L + y]! += expected[y]!
          break
        }
        let total = 0
        for (let x = 0; x < L; x++) {
          let value = 0
          for (let y = 0; y < L; y++) value += exps[x * L + y]! * likely[t * L + y]! * beta[t * L + y]!
          beta[(t - 1) * L + x] = value
          total += value * alpha[(t - 1) * L + x]!
        }
        for (let x = 0; x < L; x++)
          for (let y = 0; y < L; y++)
            transitionGradient[x * L + y]! += (alpha[(t - 1) * L + x]! * exps[x * L + y]! * likely[t * L + y]! * beta[t * L + y]!) / total
        let size = 0
        for (let x = 0; x < L; x++) size += beta[(t - 1) * L + x]!
        for (let x = 0; x < L; x++) beta[(t - 1) * L + x]! /= size
      }
      // step
      const { weight } = instance
      for (let t = 0; t < length; t++) {
        transitionGradient[(t === 0 ? L : gold[t - 1]!) * L + gold[t]!]! -= 1
        expected[t * L + gold[t]!]! -= 1
      }
      for (let t = 0; t < length; t++)
        for (let y = 0; y < L; y++) {
          const gradient = expected[t * L + y]! * weight
          if (gradient < 1e-4 && gradient > -1e-4) continue
          for (let k = 0; k < width; k++) {
            const f = F[(from + t) * width + k]!
            if (f < 0) continue
            const at = f * L + y
            const g = gradient + options.decay * weights[at]!
            squares[at]! += g * g
            weights[at]! -= (options.rate * g) / Math.sqrt(squares[at]! + 1e-3)
            const h = gradient + options.decay * 2 * mine[at]!
            const mySquares = ownSquares[domain]!
            mySquares[at]! += h * h
            mine[at]! -= (options.rate * h) / Math.sqrt(mySquares[at]! + 1e-3)
          }
        }
      for (let e = 0; e < transitions.length; e++) {
        const g = transitionGradient[e]! * weight
        if (!allowed[e] || g === 0) continue
        transitionSquares[e]! += g * g
        transitions[e]! -= (options.rate * g) / Math.sqrt(transitionSquares[e]! + 1)
      }
    }
    options.log?.(`epoch ${epoch + 1}: loss ${(loss / instances.length).toFixed(4)}`)
  }
  return { labels, width, weights, news: own[0]!, transitions }
}
