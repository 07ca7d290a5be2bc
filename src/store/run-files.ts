import { closeSync, fsyncSync, openSync, readSync, rmSync, statSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { lookAhead } from '#match/bits.ts'
import { openRun, type Run } from '#match/segment.ts'
import { UsageError } from '#model/errors.ts'
import { syncFolder } from './writing.ts'

/**
 * How a file is read: in pages of so many bytes, each with the beginning of the next, so that most buckets that begin in it end in
 * it. Look-ups come anywhere and want little; a merge reads from front to back, and only the last page is of use.
 */
type Reading = Readonly<{ page: number; overlap: number; hold: (pages: Map<number, DataView>, number: number, bytes: number) => void }>
const lookUps: Reading = { page: 1 << 14, overlap: 1 << 9, hold: holdForLong }
const merges: Reading = {
  page: 1 << 20,
  overlap: 1 << 17,
  hold(pages, number) {
    for (const other of pages.keys()) if (other !== number) pages.delete(other)
  },
}

/** Bytes held in memory for look-ups, of all files together: the index of more than a million articles. The oldest go first. */
const mostHeld = 2 ** 30
const held: { pages: Map<number, DataView>; number: number; bytes: number }[] = []
let holding = 0

function holdForLong(pages: Map<number, DataView>, number: number, bytes: number): void {
  held.push({ pages, number, bytes })
  holding += bytes
  if (holding <= mostHeld) return
  for (const old of held.splice(0, held.length >> 3)) {
    old.pages.delete(old.number)
    holding -= old.bytes
  }
}

export const damagedAdvice = 'restore the data folder from a copy, or make the index anew: stemma rebuild sketch'

/** Files never change and no name is used twice: what was read once stays true. */
const opened = new Map<string, Run>()

/** A file for look-ups, held open in memory as far as it was read. Errors: as `runOf`. */
export function heldRun(path: string): Run {
  const known = opened.get(path)
  if (known) return known
  const run = runOf(path, lookUps)
  opened.set(path, run)
  return run
}

export const letGo = (path: string): boolean => opened.delete(path)

/** A file to be read once from front to back. Errors: as `runOf`. */
export const passedRun = (path: string): Run => runOf(path, merges)

/**
 * Errors: those of the file system, ENOENT when a merge has put another file in its place; UsageError when it is damaged.
 * It is opened for each page anew: a page costs some microseconds, and no file is held open that a merge would delete.
 */
function runOf(path: string, { page, overlap, hold }: Reading): Run {
  const { size } = statSync(path)
  const pages = new Map<number, DataView>()
  const bytes = (from: number, to: number): DataView => {
    const number = Math.floor(from / page)
    const known = pages.get(number)
    const start = number * page
    if (known && to - start <= known.byteLength) return known
    const view = read(path, start, Math.max(to, Math.min(start + page + overlap, size)))
    pages.set(number, view)
    hold(pages, number, view.byteLength)
    return view
  }
  const run = openRun(size, page, bytes, (from, to) => read(path, from, to))
  if (!run) throw new UsageError(`${path} is damaged`, damagedAdvice)
  return run
}

/** Bytes of a file; what lies behind its end is zero. */
function read(path: string, from: number, to: number): DataView {
  const bytes = Buffer.alloc(to - from + lookAhead)
  const file = openSync(path, 'r')
  try {
    let done = 0
    while (done < bytes.length) {
      const more = readSync(file, bytes, done, bytes.length - done, from + done)
      if (more === 0) break
      done += more
    }
  } finally {
    closeSync(file)
  }
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
}

/** Writes a file that is on the disk, whatever happens, when this returns; when it throws, there is none. */
export function writeFile<T>(path: string, work: (write: (bytes: Uint8Array) => void) => T): T {
  const file = openSync(path, 'wx')
  try {
    const made = work((bytes) => {
      for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done)
    })
    fsyncSync(file)
    syncFolder(dirname(path))
    return made
  } catch (error) {
    rmSync(path, { force: true }) // on a full disk the next try would need its room
    throw error
  } finally {
    closeSync(file)
  }
}
