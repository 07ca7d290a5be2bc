import { closeSync, fsyncSync, openSync, readSync, rmSync, statSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { crc32 } from 'node:zlib'
import { lookAhead } from '#match/bits.ts'
import { filterOf, openRun, type Run } from '#match/segment.ts'
import { StateError } from '#model/errors.ts'
import { syncFolder } from './writing.ts'

/**
 * A file is what a run is made of; the CRC-32 of each block of it; and a trailer: the bytes of the run (two numbers, the lower first), the
 * CRC-32 of these CRCs, a mark. Numbers of 32 bits, little-endian. A block is checked whenever it is read from the disk, which happens once
 * as long as it is held in memory.
 */
const block = 1 << 11
const trailerBytes = 16
const mark = 0x314d5453

/**
 * How a file is read: in pages of so many blocks, each with the beginning of the next, so that most buckets that begin in it end in
 * it. Look-ups come anywhere and want little; a merge reads from front to back, and only the last page is of use.
 */
type Reading = Readonly<{ page: number; overlap: number; hold: (file: Held, page: number, bytes: number) => void }>
const lookUps: Reading = { page: 16 * block, overlap: block, hold: holdForLong }
const merges: Reading = { page: 512 * block, overlap: 64 * block, hold: holdOne }

/** A file of which some pages are in memory. */
type Held = { run: Run; readonly pages: (DataView | undefined)[] }

function holdOne({ pages }: Held, page: number): void {
  const last = pages[page]
  pages.length = 0
  pages[page] = last
}

/** Bytes held in memory for look-ups, of all files together: the index of more than a million articles. The oldest go first. */
const mostHeld = 2 ** 30
let held: { file: Held; page: number; bytes: number }[] = []
let holding = 0

function holdForLong(file: Held, page: number, bytes: number): void {
  held.push({ file, page, bytes })
  holding += bytes
  if (holding <= mostHeld) return
  for (const old of held.splice(0, held.length >> 3)) {
    old.file.pages[old.page] = undefined
    holding -= old.bytes
  }
}

export const damagedAdvice = 'restore the data folder from a copy, or make the index anew: stemma rebuild --from sketch'
const damaged = (path: string) => new StateError(`${path} is damaged`, damagedAdvice)

/** Files never change and no name is used twice: what was read once stays true. */
const opened = new Map<string, Held>()

/** A file for look-ups, held open in memory as far as it was read. Errors: as `open`. */
export function heldRun(path: string): Run {
  const known = opened.get(path)
  if (known) return known.run
  const file = open(path, lookUps)
  opened.set(path, file)
  return file.run
}

/** Holds a file in memory, and a filter of its keys: for whoever goes on adding, who will look up in it again and again. Errors: as `open`. */
export function holdKeys(path: string): void {
  const run = heldRun(path)
  if (run.filter === null) opened.get(path)!.run = { ...run, filter: filterOf(run) }
}

/** Lets the files of a folder go that are not among these: others have taken their place. */
export function letGoOthers(folder: string, paths: ReadonlySet<string>): void {
  const old = new Set<Held>()
  for (const [path, file] of opened) {
    if (dirname(path) !== folder || paths.has(path)) continue
    opened.delete(path)
    old.add(file)
  }
  if (old.size === 0) return
  held = held.filter(({ file, bytes }) => {
    if (old.has(file)) holding -= bytes
    return !old.has(file)
  })
}

/** A file to be read once from front to back. Errors: as `open`. */
export const passedRun = (path: string): Run => open(path, merges).run

/**
 * Errors: those of the file system, ENOENT when a merge has put another file in its place; StateError when it is damaged, now or when more of
 * it is read. It is opened for each page anew: a page costs some microseconds, and no file is held open that a merge would delete.
 */
function open(path: string, { page, overlap, hold }: Reading): Held {
  const checks = checksOf(path)
  const pages: Held['pages'] = []
  const bytes = (from: number, to: number): DataView => {
    const number = Math.floor(from / page)
    const known = pages[number]
    const start = number * page
    if (known && to - start <= known.byteLength) return known
    const view = readChecked(path, checks, start, Math.max(to, start + page + overlap))
    pages[number] = view
    hold(file, number, view.byteLength)
    return view
  }
  const run = openRun(checks.size, page, bytes, (from, to) => {
    const start = from - (from % block)
    const view = readChecked(path, checks, start, to)
    return new DataView(view.buffer, view.byteOffset + from - start, view.byteLength - (from - start))
  })
  if (!run) throw damaged(path)
  const file: Held = { run, pages }
  return file
}

/** Of a file: the bytes of the run in it, and the CRC of each block of them. */
type Checks = Readonly<{ size: number; sums: DataView }>

function checksOf(path: string): Checks {
  const { size } = statSync(path)
  if (size < trailerBytes) throw damaged(path)
  const trailer = read(path, size - trailerBytes, size)
  const content = trailer.getUint32(0, true) + trailer.getUint32(4, true) * 2 ** 32
  const sums = size - trailerBytes - content
  if (trailer.getUint32(12, true) !== mark || sums !== Math.ceil(content / block) * 4) throw damaged(path)
  const made = read(path, content, content + sums)
  if (crc32(bytesOf(made, 0, sums)) !== trailer.getUint32(8, true)) throw damaged(path)
  return { size: content, sums: made }
}

const bytesOf = ({ buffer, byteOffset }: DataView, from: number, to: number) => new Uint8Array(buffer, byteOffset + from, to - from)

/** Bytes of a run; `from` is where a block begins. What lies behind the end of the run is zero. */
function readChecked(path: string, { size, sums }: Checks, from: number, to: number): DataView {
  const end = Math.min(Math.ceil(to / block) * block, size)
  const view = read(path, from, end)
  for (let start = from; start < end; start += block) {
    const sum = crc32(bytesOf(view, start - from, Math.min(start + block, end) - from))
    if (sum !== sums.getUint32((start / block) * 4, true)) throw damaged(path)
  }
  return view
}

/** Bytes of a file, and some zeros. Errors: StateError when it ends before. */
function read(path: string, from: number, to: number): DataView {
  const bytes = Buffer.alloc(to - from + lookAhead)
  const file = openSync(path, 'r')
  try {
    for (let done = 0; done < to - from; ) {
      const more = readSync(file, bytes, done, to - from - done, from + done)
      if (more === 0) throw damaged(path)
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
  const write = (bytes: Uint8Array) => {
    for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done)
  }
  try {
    const checks = checking()
    const made = work((bytes) => {
      checks.add(bytes)
      write(bytes)
    })
    write(checks.end())
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

/** Makes the CRC of each block of what is added, and at the end these with the trailer. */
function checking() {
  const sums: number[] = []
  let size = 0
  let sum = 0
  return {
    add(bytes: Uint8Array) {
      for (let from = 0; from < bytes.length; ) {
        const to = Math.min(bytes.length, from + block - (size % block))
        sum = crc32(bytes.subarray(from, to), sum)
        size += to - from
        from = to
        if (size % block > 0) continue
        sums.push(sum)
        sum = 0
      }
    },
    end(): Uint8Array {
      if (size % block > 0) sums.push(sum)
      const table = new Uint8Array(Uint32Array.from(sums).buffer)
      const trailer = Uint32Array.of(size % 2 ** 32, Math.floor(size / 2 ** 32), crc32(table), mark)
      return Buffer.concat([table, new Uint8Array(trailer.buffer)])
    },
  }
}
