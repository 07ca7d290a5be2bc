import type { Indexed } from '#match/candidates.ts'
import { bins } from '#match/sketch.ts'
import type { Id } from '#model/ids.ts'
import { openPostings } from '#store/postings.ts'
import { segmentDefaults } from '#store/segments.ts'
import { openSqlite } from '#store/sqlite.ts'
import { mix32 } from '#text/wordhash.ts'

/** Segments of two million postings: so many articles with so many fingerprints. */
export const articlesInSegment = 2_000
export const fingerprintsEach = 1_000
export const segmentsInMerge = 3
export const segments = { ...segmentDefaults, logAbove: articlesInSegment, mergeAt: segmentsInMerge }

/** Fingerprint `i` of article `n`, from 0: neighbours two by two share every tenth, nobody else shares any. */
export const inventedKey = (n: number, i: number): number => mix32((i % 10 === 0 ? n - (n % 2) : n) * fingerprintsEach + i)

export function invented(n: number): Indexed {
  return {
    article: `article_${mix32(n).toString(16).padStart(8, '0')}${n.toString(16).padStart(8, '0')}` as Id<'article'>,
    host: `host${n % 50}.example`,
    sketch: {
      words: fingerprintsEach * 8,
      fingerprints: Float64Array.from({ length: fingerprintsEach }, (_, i) => inventedKey(n, i)),
      positions: Uint32Array.from({ length: fingerprintsEach }, (_, i) => i * 8),
      minhash: Uint32Array.from({ length: bins }, (_, i) => mix32((n + 1) * bins + i)),
    },
  }
}

/** `node merging.ts DATABASE`: merges what is due, for tests to kill. */
if (import.meta.main) {
  const db = openSqlite(process.argv[2]!)
  await openPostings(db, { segments }).tidy()
  await db.close()
}
