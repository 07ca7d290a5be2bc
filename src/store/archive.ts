import { createHash } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { constants, gunzipSync, gzip, gzipSync } from 'node:zlib'
import { InputError, StateError } from '#model/errors.ts'
import type { Id } from '#model/ids.ts'
import type { Arrival } from '#model/page.ts'
import { syncFolder, writingFailed } from './writing.ts'

/** Where the record of a page stands: a gzip member of its own inside a WARC file. */
type Place = Readonly<{ file: string; offset: number; length: number }>
type Placed = Readonly<{ page: Id<'page'>; place: Place; digest: string }>

export const archiveDefaults = {
  /** A file that has reached this many bytes is left and the next one begun: 1 GiB, as the web archives keep them. */
  rotateAt: 2 ** 30,
  /** What one batch may leave behind when the process is killed, in bytes. More than that is not ours to throw away. */
  mostUncommitted: 2 ** 28,
} as const
type ArchiveOptions = Readonly<{ rotateAt: number; mostUncommitted: number }>

/**
 * The raw pages: WARC 1.1 files (ISO 28500:2017), one gzip member a record, beside the database. The database says which bytes
 * count; what stands after the last of them was written by a process that died before it committed, and is written anew.
 */
export interface Archive {
  /** Writes pages at the end and has them on the disk when it returns. Errors: TemporaryError when the disk is full; nothing is left half-written. */
  append(pages: readonly Readonly<{ id: Id<'page'>; arrival: Arrival }>[]): Promise<readonly Placed[]>
  /** The bytes of a page as they came. Errors: InputError when the record is damaged or gone. */
  read(place: Place, digest: string): Uint8Array
  /** The WARC record of a page as it lies there, a gzip member. Errors: InputError when it is gone. */
  record(place: Place): Uint8Array
  close(): void
}

/** Where the bytes that a killed process left are kept until the next one is. */
const asideName = 'unfinished.warc.gz'

/** Files of an archive held open to read. */
const mostOpen = 16

const fileName = (number: number) => `pages-${String(number).padStart(5, '0')}.warc.gz`
const numberOf = (file: string) => Number(/^pages-(\d{5,})\.warc\.gz$/.exec(file)?.[1] ?? 0)

/** Opens the archive to read. Any number of processes and threads may. */
export function readArchive(folder: string): Pick<Archive, 'read' | 'record' | 'close'> {
  const files = new Map<string, number>()
  return {
    read: (place, digest) => readPlace(folder, files, place, digest),
    record: (place) => memberAt(folder, files, place),
    close() {
      for (const fd of files.values()) closeSync(fd)
      files.clear()
    },
  }
}

/**
 * Opens the archive to write, by the only process that does. `end` is where the last committed record ends (null: none is);
 * what follows is set aside. Errors: StateError when more follows than a killed process can have left, or the end is not there.
 */
export function openArchive(
  folder: string,
  end: Readonly<{ file: string; offset: number }> | null,
  options: ArchiveOptions = archiveDefaults,
): Archive {
  mkdirSync(folder, { recursive: true })
  const reader = readArchive(folder)
  let number = end ? numberOf(end.file) : 1
  const tails = tailsOf(folder, number, end?.offset ?? 0)
  setAside(folder, tails, options.mostUncommitted)
  cutOff(folder, tails)
  let fd = openFile(folder, number)
  let at = fstatSync(fd).size
  /** Opens another file before it lets go of the one at hand, so that a failure leaves one open that is ours. */
  const next = (before: number, to: number): number => {
    const after = openFile(folder, to)
    closeSync(before)
    return after
  }

  const append: Archive['append'] = async (pages) => {
    const records = await Promise.all(pages.map(({ id, arrival }) => pageRecord(id, arrival)))
    const start = { number, at }
    try {
      const placed: Placed[] = []
      let chunks: Buffer[] = []
      const flush = () => {
        writeAll(fd, chunks)
        fsyncSync(fd)
        chunks = []
      }
      const add = (chunk: Buffer) => {
        chunks.push(chunk)
        at += chunk.length
      }
      for (const { page, digest, member } of records) {
        if (at >= options.rotateAt) {
          flush()
          number++
          fd = next(fd, number)
          at = 0
        }
        const file = fileName(number)
        if (at === 0) add(infoRecord(file))
        placed.push({ page, place: { file, offset: at, length: member.length }, digest })
        add(member)
      }
      flush()
      return placed
    } catch (error) {
      number = start.number
      cutOff(folder, tailsOf(folder, number, start.at))
      fd = next(fd, number)
      at = start.at
      throw writingFailed(`the archive in ${folder}`, error)
    }
  }
  return {
    append,
    read: reader.read,
    record: reader.record,
    close() {
      closeSync(fd)
      reader.close()
    },
  }
}

/** Opens a file at its end; a new one is in its folder for good when this returns. */
function openFile(folder: string, number: number): number {
  const fd = openSync(join(folder, fileName(number)), 'a')
  if (fstatSync(fd).size === 0) syncFolder(folder)
  return fd
}

/** Whether a folder holds archive files: pages that no database knows when the database is new. */
export const holdsPages = (folder: string): boolean => existsSync(folder) && readdirSync(folder).some((file) => numberOf(file) > 0)

/** What is wrong with the files, given how far the database uses each: gone, cut, or unknown to it. */
export function archiveFaults(folder: string, ends: readonly Readonly<{ file: string; end: number }>[]): readonly string[] {
  const known = new Set(ends.map(({ file }) => file))
  const strange = existsSync(folder) ? readdirSync(folder).filter((file) => numberOf(file) > 0 && !known.has(file)) : []
  return [
    ...ends.flatMap(({ file, end }) => {
      const path = join(folder, file)
      if (!existsSync(path)) return [`${file} is gone`]
      const { size } = statSync(path)
      return size < end ? [`${file} has ${size} bytes where the database needs ${end}`] : []
    }),
    ...strange.map((file) => `${file} is not known to the database`),
  ]
}

/** What stands in a file behind its last committed byte. */
type Tail = Readonly<{ file: string; from: number; bytes: number }>

function tailsOf(folder: string, number: number, offset: number): readonly Tail[] {
  const tails = readdirSync(folder)
    .filter((file) => numberOf(file) >= number)
    .sort((a, b) => numberOf(a) - numberOf(b))
    .map((file) => ({ file, from: numberOf(file) === number ? offset : 0, size: statSync(join(folder, file)).size }))
  if (tails.some(({ from, size }) => size < from) || (offset > 0 && tails[0]?.file !== fileName(number)))
    throw new StateError(
      `the archive in ${folder} is shorter than the database says`,
      'restore the archive folder that belongs to this database',
    )
  return tails.map(({ file, from, size }) => ({ file, from, bytes: size - from }))
}

/**
 * Puts what no transaction knows of into a file of its own, in place of what the time before left there: if the database
 * was an old copy, those pages can still be added. Errors: StateError when it is more than one batch can have left.
 */
function setAside(folder: string, tails: readonly Tail[], most: number): void {
  const bytes = tails.reduce((sum, tail) => sum + tail.bytes, 0)
  if (bytes === 0) return
  if (bytes > most)
    throw new StateError(
      `the archive in ${folder} holds more pages than the database knows`,
      'restore the database that belongs to it, or add its files into another data folder',
    )
  const pieces = tails.map((tail) => {
    const fd = openSync(join(folder, tail.file), 'r')
    try {
      return readAt(fd, tail.file, tail.from, tail.bytes)
    } finally {
      closeSync(fd)
    }
  })
  try {
    writeFileSync(join(folder, asideName), Buffer.concat(pieces))
  } catch (error) {
    throw writingFailed(`the archive in ${folder}`, error)
  }
}

function cutOff(folder: string, tails: readonly Tail[]): void {
  for (const { file, from } of tails) {
    if (from === 0) rmSync(join(folder, file))
    else truncateSync(join(folder, file), from)
  }
}

function writeAll(fd: number, chunks: readonly Buffer[]): void {
  const bytes = Buffer.concat(chunks)
  for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done)
}

function readPlace(folder: string, files: Map<string, number>, { file, offset, length }: Place, digest: string): Uint8Array {
  const member = memberAt(folder, files, { file, offset, length })
  try {
    const record = gunzipSync(member)
    const bytes = record.subarray(record.indexOf(blank) + blank.length, record.length - blank.length)
    if (createHash('sha256').update(bytes).digest('hex') !== digest) throw new Error(`${file} at ${offset} is not what was stored`)
    return bytes
  } catch (error) {
    throw damaged(folder, error)
  }
}

function memberAt(folder: string, files: Map<string, number>, { file, offset, length }: Place): Buffer {
  try {
    const fd = files.get(file) ?? openSync(join(folder, file), 'r')
    files.delete(file) // the one used last stands last
    files.set(file, fd)
    const [oldest] = files
    if (files.size > mostOpen) {
      files.delete(oldest![0])
      closeSync(oldest![1])
    }
    return readAt(fd, file, offset, length)
  } catch (error) {
    throw damaged(folder, error)
  }
}

const damaged = (folder: string, error: unknown) =>
  new InputError(`the archive ${folder} is damaged: ${error instanceof Error ? error.message : error}`, 'restore the file from a backup', {
    cause: error,
  })

function readAt(fd: number, file: string, offset: number, length: number): Buffer {
  const bytes = Buffer.alloc(length)
  for (let done = 0; done < length; ) {
    const got = readSync(fd, bytes, done, length - done, offset + done)
    if (got === 0) throw new Error(`${file} ends at ${offset + done}`)
    done += got
  }
  return bytes
}

const blank = Buffer.from('\r\n\r\n')
/** Level 6 is zlib's own middle: pages shrink to a fifth at 70 MB/s a core. No time stands in the header, so the bytes are always the same. */
const level = { level: constants.Z_DEFAULT_COMPRESSION }
const gzipAside = promisify<Buffer, { level: number }, Buffer>(gzip) // in Node's thread pool: two milliseconds a page

/**
 * WARC-Date says when the bytes were captured. Where the source does not say (a plain file) it is the epoch, which the head of
 * each file explains: the time of adding would make the archive differ from run to run, and would be taken for a capture.
 */
export const unknownDate = '1970-01-01T00:00:00Z'

async function pageRecord(page: Id<'page'>, { url, fetchedAt, contentType, bytes }: Arrival) {
  const digest = createHash('sha256').update(bytes).digest('hex')
  const head = [
    'WARC/1.1',
    'WARC-Type: resource',
    `WARC-Record-ID: <urn:uuid:${uuidOf(page)}>`,
    `WARC-Date: ${fetchedAt ?? unknownDate}`,
    `WARC-Target-URI: ${headerUri(url)}`,
    `WARC-Block-Digest: sha256:${digest}`,
    `WARC-Payload-Digest: sha256:${digest}`,
    ...(contentType ? [`Content-Type: ${contentType.replace(/[^\x20-\x7e]/g, '')}`] : []),
    `Content-Length: ${bytes.length}`,
  ]
  return { page, digest, member: await gzipAside(Buffer.concat([Buffer.from(head.join('\r\n')), blank, bytes, blank]), level) }
}

/** The record that heads a WARC file: who wrote it and what its dates mean. */
export function infoRecord(file: string): Buffer {
  const fields = Buffer.from(
    [
      'software: Stemma',
      'format: WARC File Format 1.1',
      'conformsTo: https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/',
      `description: Pages as they were given. A WARC-Date of ${unknownDate} says that the time of capture is not known.`,
      '',
    ].join('\r\n'),
  )
  const head = [
    'WARC/1.1',
    'WARC-Type: warcinfo',
    `WARC-Record-ID: <urn:uuid:${uuidOf(file)}>`,
    `WARC-Date: ${unknownDate}`,
    `WARC-Filename: ${file}`,
    'Content-Type: application/warc-fields',
    `Content-Length: ${fields.length}`,
  ]
  return gzipSync(Buffer.concat([Buffer.from(head.join('\r\n')), blank, fields, blank]), level)
}

/** A UUID of version 8 (RFC 9562: made by our own rule, here a hash of `name`). */
function uuidOf(name: string): string {
  const hash = createHash('sha256').update(name).digest()
  hash[6] = (hash[6]! & 0x0f) | 0x80
  hash[8] = (hash[8]! & 0x3f) | 0x80
  return hash.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** No space and no control character may stand in a header's URI: it would end the line. */
const headerUri = (url: string) => url.replace(/[\s\p{Cc}]/gu, (character) => encodeURIComponent(character))
