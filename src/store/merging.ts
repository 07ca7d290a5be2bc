import { type RunKind, sourceOfRun, writeRun } from '#match/segment.ts'
import { passedRun, writeFile } from './run-files.ts'

/** Runs over neighbouring articles that become one, from `first` to `last`; the articles in `gone` are left out. */
export type Merge = Readonly<{ kind: RunKind; first: number; last: number; paths: readonly string[]; to: string; gone: readonly number[] }>

/** Merges files of runs into a new one, which is on the disk when this returns. Returns its postings. About 0.1 µs each. */
export function mergeRuns({ kind, first, last, paths, to, gone }: Merge): number {
  const without = new Set(gone)
  const sources = paths.map((path) => sourceOfRun(passedRun(path), without))
  return writeFile(to, (write) => writeRun(kind, { first, last }, sources, write)).postings
}
