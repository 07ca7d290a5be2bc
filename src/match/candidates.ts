import type { Id } from '#model/ids.ts'
import type { Sketch } from './sketch.ts'

/** An article as the index takes it. `host` is the site it stands on, as `hostOf` writes it. */
export type Indexed = Readonly<{ article: Id<'article'>; host: string; sketch: Sketch }>

/** Two articles worth aligning, `a` < `b`. */
export type Candidate = Readonly<{ a: Id<'article'>; b: Id<'article'> }>

/** A fingerprint that too many articles carry to tell copies: one place where it stands, and in how many articles. */
export type CommonText = Readonly<{ fingerprint: number; articles: number; article: Id<'article'>; position: number }>

/**
 * Where postings are kept. What it answers depends on the set of articles inside alone, never on their order or batches: an
 * article that comes or goes may change the candidates of others, because a fingerprint becomes boilerplate or common text, or
 * ceases to be. `settle` names those. The caller then asks for the candidates of all it touched and of those, drops pairs of
 * theirs that are no longer named, and aligns the pairs that are new.
 */
export interface FingerprintIndex {
  /** Adds articles; one that is already there is left as it is. Committed, or part of the transaction around it, when the promise resolves. */
  put(batch: readonly Indexed[]): Promise<void>
  /** Takes articles out. One that is put again as it was, before anything is settled, has not been away. */
  remove(articles: readonly Id<'article'>[]): Promise<void>
  /**
   * Reckons with all that was put and removed since the last time, and names the other articles whose candidates may have
   * changed by it. Note what they are in the same transaction: they are named once. Cheaper for many articles at once.
   */
  settle(): Promise<readonly Id<'article'>[]>
  /** Every candidate pair with at least one of these articles in it, sorted, each once. All must be settled. */
  candidatePairs(articles: readonly Id<'article'>[]): Promise<readonly Candidate[]>
  /** Common text, most frequent first, as of the last time things were settled. */
  commonText(limit: number): Promise<readonly CommonText[]>
  /** Writes and merges what is due, so that the next pages cost as little as the first. Between batches, not inside a transaction; a kill loses nothing. */
  tidy(): Promise<void>
}

export const candidateDefaults = {
  /** Shared fingerprints on one diagonal that make a candidate; one alone is met by chance and by set phrases. */
  sharedFingerprints: 2,
  /** Words by which two hits of one passage may be shifted against each other: edits between them add and drop words. */
  diagonalDrift: 40,
  /** Shared bands that make a candidate by itself. At Jaccard .2 a third of a band is expected, at .5 five. */
  sharedBands: 3,
  /** A fingerprint on so many pages of one host … */
  boilerplatePages: 4,
  /** … that are so large a part of all its pages is furniture of that host. */
  boilerplateShare: 0.6,
  /** Articles above which a fingerprint is common text; a wire report on more sites is still found by its bands. */
  commonAbove: 400,
  /** Articles above which a band's bucket no longer pairs all with all, but each with its neighbours in order of id … */
  bucketAbove: 64,
  /** … so many on either side: enough to hold a family together, few enough to stay linear. */
  bucketNeighbours: 8,
} as const
export type CandidateOptions = Readonly<Record<keyof typeof candidateDefaults, number>>

/** Pages of one site: the host of a URL in lower case, without `www.`. Files have none and are each a site of their own. */
export function hostOf(url: string): string {
  const host = URL.canParse(url) ? new URL(url).hostname : ''
  return host === '' ? url : host.replace(/^www\./, '')
}

/** Articles that carry one fingerprint, as numbers that the index gave them, and where it stands in them. */
export type PostingList = Readonly<{ articles: ArrayLike<number>; positions: ArrayLike<number> }>

/** Whether a fingerprint tells copies: neither common text nor furniture of one host. `hosts` are those of its articles, by name or number. */
export function counts<Host>(hosts: readonly Host[], options: CandidateOptions = candidateDefaults): boolean {
  if (hosts.length > options.commonAbove) return false
  if (hosts.length < options.boilerplatePages) return true
  const pages = new Map<Host, number>()
  let most = 0
  for (const host of hosts) {
    const now = (pages.get(host) ?? 0) + 1
    pages.set(host, now)
    if (now > most) most = now
  }
  return most < options.boilerplatePages || most < options.boilerplateShare * hosts.length
}

/** A hit packed into one double for sorting: article, then diagonal. Articles up to 2^32; hits 2^20 words apart or more do not count. */
const diagonals = 2 ** 21
const middle = 2 ** 20

/**
 * Articles that share enough fingerprints with `sketch` on one diagonal, as numbers, sorted.
 * `listOf` gives the articles of a fingerprint, null when it does not count. An article does not meet itself (`self`).
 */
export function partnersByFingerprint(
  sketch: Pick<Sketch, 'fingerprints' | 'positions'>,
  self: number,
  listOf: (fingerprint: number) => PostingList | null | undefined,
  options: CandidateOptions = candidateDefaults,
): readonly number[] {
  const hits: number[] = []
  for (let i = 0; i < sketch.fingerprints.length; i++) {
    const list = listOf(sketch.fingerprints[i]!)
    if (!list) continue
    for (let at = 0; at < list.articles.length; at++) {
      const diagonal = sketch.positions[i]! - list.positions[at]!
      if (list.articles[at] !== self && Math.abs(diagonal) < middle) hits.push(list.articles[at]! * diagonals + middle + diagonal)
    }
  }
  return onOneDiagonal(Float64Array.from(hits).sort(), options)
}

/** Articles with enough hits within the drift of each other. `hits` are sorted. */
function onOneDiagonal(hits: Float64Array, options: CandidateOptions): readonly number[] {
  const found: number[] = []
  const apart = options.sharedFingerprints - 1
  for (let i = apart; i < hits.length; i++) {
    const article = Math.floor(hits[i]! / diagonals)
    if (hits[i - apart]! < article * diagonals || hits[i]! - hits[i - apart]! > options.diagonalDrift) continue
    if (found.at(-1) !== article) found.push(article)
  }
  return found
}

/** The members of a band's bucket (sorted by id) that `self` is paired with; itself is never among them. */
export function bucketPartners<T>(members: readonly T[], self: number, options: CandidateOptions = candidateDefaults): readonly T[] {
  if (members.length <= options.bucketAbove) return members.filter((_, at) => at !== self)
  const found: T[] = []
  for (let step = 1; step <= options.bucketNeighbours; step++)
    found.push(members[(self + step) % members.length]!, members[(self + members.length - step) % members.length]!)
  return found
}

/** Articles that come up often enough among the partners of single bands. */
export function partnersByBand(met: Iterable<number>, options: CandidateOptions = candidateDefaults): readonly number[] {
  const times = new Map<number, number>()
  for (const article of met) times.set(article, (times.get(article) ?? 0) + 1)
  return [...times].filter(([, bands]) => bands >= options.sharedBands).map(([article]) => article)
}
