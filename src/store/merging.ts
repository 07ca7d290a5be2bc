import { type RunKind, sourceOfRun, writeRun } from '#match/segment.ts'
import { passedRun, writeFile } from './run-files.ts'

/** Runs of one kind that become one. */
type Joined = Readonly<{ kind: RunKind; paths: readonly string[]; to: string }>
/** Segments over neighbouring articles that become one, from `first` to `last`; the articles in `gone` are left out. */
export type Merge = Readonly<{ first: number; last: number; gone: readonly number[]; runs: readonly Joined[] }>

/** Merges files of runs into new ones, which are on the disk when this returns. Returns their postings. About 0.1 µs each. */
export function mergeRuns({ first, last, gone, runs }: Merge): number {
  const without = new Set(gone)
  let postings = 0
  for (const { kind, paths, to } of runs) {
    const sources = paths.map((path) => sourceOfRun(passedRun(path), without))
    postings += writeFile(to, (write) => writeRun(kind, { first, last }, sources, write)).postings
  }
  return postings
}
