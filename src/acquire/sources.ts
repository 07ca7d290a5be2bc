import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { addAbortSignal } from 'node:stream'
import { pathToFileURL } from 'node:url'
import { InputError, TemporaryError } from '#model/errors.ts'
import type { Arrival, Given, Refusal } from '#model/page.ts'
import { Bytes, chunkOf, GapError } from './bytes.ts'
import { feedSource } from './feeds.ts'
import type { Fetcher, Known, Net } from './fetch.ts'
import { openFetcher } from './fetch.ts'
import type { FoundFile } from './files.ts'
import { findFiles, refuseFile } from './files.ts'
import { inflate, noMembers, packingOf } from './inflate.ts'
import { jsonlSource } from './jsonl.ts'
import type { Limits } from './limits.ts'
import { limitDefaults } from './limits.ts'
import { pageSource, sampleBytes, sampleOf, unfitSource } from './pages.ts'
import { sitemapSource } from './sitemaps.ts'
import type { Context, Opened, Source } from './source.ts'
import { isPageType, mediaTypeOf, refuse } from './source.ts'
import { warcSource } from './warc.ts'

/** Every kind of input we read. The first that recognises how an input starts reads it; the last takes all. */
const sources: readonly Source[] = [warcSource, jsonlSource, sitemapSource, feedSource, unfitSource, pageSource]
const chunkBytes = 256 * 1024 // read from disk at once
const lists: readonly Source[] = [sitemapSource, feedSource]

export type AcquireOptions = Readonly<{
  limits?: Partial<Limits>
  net?: Partial<Net>
  /** Stops between two bytes by throwing the signal's reason. */
  signal?: AbortSignal
  /** Bytes of files read so far, of so many; null: not known (stdin, network). */
  onBytes?: (done: number, total: number | null) => void
  /** Called for what is passed over on purpose and is no failure: pictures in a web archive, redirects, pages not changed. */
  onSkip?: (source: string, why: string) => void
  /** What an earlier fetch of an address left, for conditional requests. */
  known?: (url: string) => Known | null
  /** Called after each fetch with what a later one may use. */
  onFetched?: (url: string, known: Known) => void
  /** In place of the process's stdin. */
  stdin?: AsyncIterable<Uint8Array>
}>

export const isRefusal = (item: Arrival | Refusal): item is Refusal => 'reason' in item

/**
 * Turns what the user names into pages, in order: files, folders, `-` for stdin, http(s) addresses, and any `source` that
 * came out before (`file#member`, `list#address`), which is read again alone. Nothing is lost: what cannot be a page comes
 * out as a Refusal with its reason. Throws only when `signal` aborts. Memory is bounded by `limits`.
 */
export async function* acquire(inputs: readonly string[], options: AcquireOptions = {}): AsyncGenerator<Arrival | Refusal> {
  const reader = openReader(options, options.onBytes ? await estimate(inputs) : null)
  try {
    for (const input of inputs) {
      options.signal?.throwIfAborted()
      if (input === '-') yield* reader.readStdin()
      else if (isAddress(input)) yield* reader.readAddress(input)
      else yield* reader.readFiles(input, await splitMember(input))
    }
  } finally {
    await reader.close()
  }
}

/** Bytes on disk under the inputs, for a display of the time left. Null when some come from stdin or the network. */
export async function estimate(inputs: readonly string[]): Promise<number | null> {
  if (inputs.some((input) => input === '-' || isAddress(input))) return null
  let total = 0
  for (const input of inputs) {
    const [path] = await splitMember(input)
    for await (const found of findFiles(path)) total += 'bytes' in found ? found.bytes : 0
  }
  return total
}

/** The address to fetch in an input that is one, or in a `source` of something that a list named. */
const addressIn = (input: string) => /^(?:.*#)?(https?:\/\/.*)$/is.exec(input)?.[1] ?? null
const isAddress = (input: string) => addressIn(input) !== null

/** `file#member` as file and member, where no file has the whole name. */
async function splitMember(input: string): Promise<readonly [path: string, member: string | null]> {
  const hash = input.lastIndexOf('#')
  if (hash < 1 || (await exists(input)) || !(await exists(input.slice(0, hash)))) return [input, null]
  return [input.slice(0, hash), input.slice(hash + 1)]
}
const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  )

type Reader = Readonly<{
  readStdin: () => AsyncGenerator<Arrival | Refusal>
  readAddress: (url: string) => AsyncGenerator<Arrival | Refusal>
  readFiles: (path: string, parts: readonly [string, string | null]) => AsyncGenerator<Arrival | Refusal>
  close: () => Promise<void>
}>

function openReader(options: AcquireOptions, total: number | null): Reader {
  const limits: Limits = { ...limitDefaults, ...options.limits }
  const skip = options.onSkip ?? (() => {})
  let fetcher: Fetcher | null = null
  let done = 0

  async function* watched(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      options.signal?.throwIfAborted()
      done += chunk.length
      options.onBytes?.(done, total)
      yield chunk
    }
  }

  /** Finds out what the input is and reads it. `among`: the sources that may answer. */
  async function* enter(opened: Opened, among: readonly Source[]): AsyncGenerator<Arrival | Refusal> {
    const start = (await opened.bytes.peek(sampleBytes)).subarray(0, sampleBytes)
    const sample = sampleOf(opened.source, start, opened.contentType)
    const source = among.find((one) => one.recognises(sample))
    if (opened.bytes.exhausted) yield refuse(opened.source, 'is empty', 'nothing to read; fetch it again')
    else if (source) yield* source.read(opened, context)
    else yield refuse(opened.source, 'is not what the list said', 'a list leads to pages, an index to lists; add the address itself')
  }

  async function* readChunks(
    about: Pick<Opened, 'source' | 'url' | 'path'> & Partial<Opened>,
    chunks: AsyncIterable<Uint8Array>,
    among: readonly Source[] = sources,
  ): AsyncGenerator<Arrival | Refusal> {
    const members = noMembers()
    const raw = new Bytes(watched(chunks))
    let bytes = raw
    try {
      const packing = await packingOf(raw)
      if (packing) bytes = new Bytes(inflate(raw, packing, limits, members))
      const unknown = { fetchedAt: null, contentType: null, given: null, depth: 0 }
      yield* enter({ ...unknown, ...about, packing, members, bytes }, among)
    } catch (error) {
      options.signal?.throwIfAborted()
      yield refusalOf(about.source, error)
    } finally {
      await bytes.close()
      await raw.close()
    }
  }

  const readOne = (file: FoundFile) =>
    readChunks({ source: file.path, url: pathToFileURL(resolve(file.path)).href, path: file.path }, chunksOf(file))

  async function* readFiles(input: string, [path, member]: readonly [string, string | null]): AsyncGenerator<Arrival | Refusal> {
    let found = member === null
    for await (const file of findFiles(path)) {
      options.signal?.throwIfAborted()
      for await (const item of 'reason' in file ? [file] : readOne(file)) {
        if (member !== null && item.source !== input) continue
        found = true
        yield item
      }
    }
    if (!found) yield refuse(input, 'is not in the file any more', 'add the whole file')
  }

  async function* readStdin(): AsyncGenerator<Arrival | Refusal> {
    const stdin = options.stdin ?? (options.signal ? addAbortSignal(options.signal, process.stdin) : process.stdin) // one that waits for more is stopped too
    yield* readChunks({ source: '-', url: 'file:///dev/stdin', path: null }, stdin)
  }

  async function* readAddress(
    from: string,
    url = addressIn(from) ?? from,
    depth = 0,
    among: readonly Source[] = sources,
    given: Given | null = null,
  ): AsyncGenerator<Arrival | Refusal> {
    try {
      fetcher ??= openFetcher(options.net, options.signal)
      const fetched = await fetcher.get(url, limits.pageBytes, options.known?.(url) ?? {})
      if (!fetched) return skip(from, 'not changed')
      options.onFetched?.(url, { etag: fetched.etag, lastModified: fetched.lastModified })
      const { contentType, fetchedAt } = fetched
      const type = mediaTypeOf(contentType)
      if (among.length === 1 && !isPageType(type)) yield refuse(from, `is ${type}, not a page`, 'give HTML or text')
      else
        yield* readChunks(
          { source: from, url: fetched.url, path: null, contentType, fetchedAt, given, depth },
          chunkOf(fetched.bytes),
          among,
        )
    } catch (error) {
      options.signal?.throwIfAborted()
      yield refusalOf(from, error)
    }
  }

  const context: Context = {
    limits,
    skip,
    seen: new Map(),
    async *follow(url, from, as, given) {
      const inside = `${from.source}#${url}`
      if (as === 'page') yield* readAddress(inside, url, from.depth + 1, [pageSource], given)
      else if (from.depth === 0) yield* readAddress(inside, url, 1, lists)
      else skip(inside, 'a list in a list in a list')
    },
  }
  return { readStdin, readAddress, readFiles, close: async () => fetcher?.close() }
}

/** A file's bytes: a small one at once, which is what most pages are; a large one as a stream. */
async function* chunksOf({ path, bytes }: FoundFile): AsyncGenerator<Uint8Array> {
  if (bytes <= chunkBytes) yield await readFile(path)
  else yield* createReadStream(path, { highWaterMark: chunkBytes })
}

/** What is known to go wrong becomes a Refusal; anything else is a bug of ours, and says so without stopping the others. */
function refusalOf(source: string, error: unknown): Refusal {
  if (error instanceof TemporaryError) return refuse(source, error.message, error.advice, true)
  if (error instanceof InputError) return refuse(source, error.message, error.advice)
  if (error instanceof GapError) return refuse(source, `is damaged: ${error.message}`, 'make or fetch the file again')
  if (error instanceof Error && 'syscall' in error) return refuseFile(source, error)
  return refuse(source, `could not be read: ${error}`, 'this is a bug of Stemma; please report it with the input')
}
