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
  /** … that are so large a part of all its pages is furniture of that host. Above .5. */
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

const none: ReadonlySet<never> = new Set()

/**
 * The hosts whose pages do not meet each other by a fingerprint, as it is furniture of theirs: `hosts` are those of all its articles, by name
 * or number. When one host has so many of its pages, and so large a part of all, that is this host and each other with as many.
 */
export function furnitureOf<Host>(hosts: ArrayLike<Host>, options: CandidateOptions = candidateDefaults): ReadonlySet<Host> {
  const { boilerplatePages, boilerplateShare } = options
  if (hosts.length < boilerplatePages) return none
  const most = leadOf(hosts)
  let pages = 0
  for (let i = 0; i < hosts.length; i++) if (hosts[i] === most) pages++
  if (pages < boilerplatePages || pages < boilerplateShare * hosts.length) return none
  if (hosts.length - pages < boilerplatePages) return new Set([most])
  const counted = new Map<Host, number>()
  for (let i = 0; i < hosts.length; i++) counted.set(hosts[i]!, (counted.get(hosts[i]!) ?? 0) + 1)
  return new Set([...counted].filter(([, count]) => count >= boilerplatePages).map(([host]) => host))
}

/** Who has more than half, if anybody has. Source: Boyer and Moore, 1981 (majority vote). */
function leadOf<Host>(hosts: ArrayLike<Host>): Host {
  let lead = hosts[0]!
  let votes = 0
  for (let i = 0; i < hosts.length; i++) {
    if (votes === 0) lead = hosts[i]!
    votes += hosts[i] === lead ? 1 : -1
  }
  return lead
}

/** A hit packed into one double for sorting: article, then diagonal. Articles up to 2^32; hits 2^20 words apart or more do not count. */
const diagonals = 2 ** 21
const middle = 2 ** 20

/** Two articles share a fingerprint, which stands at these words; null when it is so far off that it says nothing. */
export function hitOf(article: number, position: number, mine: number): number | null {
  const diagonal = mine - position
  return Math.abs(diagonal) < middle ? article * diagonals + middle + diagonal : null
}

/** Working memory: how many hits the articles have whose numbers end alike, up to 255. */
const tally = new Uint8Array(1 << 14)

/** Articles with enough hits within the drift of each other, as numbers, sorted. Most are hit once, by a phrase: these are not even sorted. */
export function partnersByFingerprint(hits: readonly number[], options: CandidateOptions = candidateDefaults): readonly number[] {
  const found: number[] = []
  const apart = options.sharedFingerprints - 1
  if (hits.length <= apart) return found
  const slotOf = (hit: number) => Math.floor(hit / diagonals) % tally.length
  tally.fill(0)
  for (const hit of hits) if (tally[slotOf(hit)]! <= apart) tally[slotOf(hit)]!++
  const sorted = Float64Array.from(hits.filter((hit) => tally[slotOf(hit)]! > apart)).sort()
  for (let i = apart; i < sorted.length; i++) {
    const article = Math.floor(sorted[i]! / diagonals)
    if (sorted[i - apart]! < article * diagonals || sorted[i]! - sorted[i - apart]! > options.diagonalDrift) continue
    if (found.at(-1) !== article) found.push(article)
  }
  return found
}

/** The members of a band's bucket (sorted by id) that `self` is paired with; itself is never among them. */
export function bucketPartners(members: ArrayLike<number>, self: number, options: CandidateOptions = candidateDefaults): readonly number[] {
  const found: number[] = []
  const { length } = members
  if (length <= options.bucketAbove) {
    for (let at = 0; at < length; at++) if (at !== self) found.push(members[at]!)
    return found
  }
  for (let step = 1; step <= options.bucketNeighbours; step++)
    found.push(members[(self + step) % length]!, members[(self + length - step) % length]!)
  return found
}

/** Articles that come up often enough among the partners of single bands. */
export function partnersByBand(met: readonly number[], options: CandidateOptions = candidateDefaults): readonly number[] {
  const found: number[] = []
  const apart = options.sharedBands - 1
  const sorted = new Uint32Array(met).sort()
  for (let i = apart; i < sorted.length; i++) if (sorted[i] === sorted[i - apart] && found.at(-1) !== sorted[i]) found.push(sorted[i]!)
  return found
}
