/** A place where bytes are missing: a broken or hostile member of a compressed file. What follows is sound again. */
export type Gap = Readonly<{ gap: string }>
type Chunks = AsyncIterable<Uint8Array | Gap>

/** Thrown once for each gap, by the read that ran into it. The reader then stands behind the gap. */
export class GapError extends Error {}

const none = new Uint8Array(0)

/** A forward reader over chunks. What it has not been asked for it does not hold, so memory is bounded by the largest request. */
export class Bytes {
  /** How many bytes were consumed so far. */
  offset = 0
  readonly #chunks: AsyncIterator<Uint8Array | Gap>
  #held: Uint8Array = none
  #gap: Gap | null = null
  #done = false

  constructor(chunks: Chunks) {
    this.#chunks = chunks[Symbol.asyncIterator]()
  }

  /** The next chunk, or null before a gap and at the end. */
  async #next(): Promise<Uint8Array | null> {
    while (!this.#gap && !this.#done) {
      const { value, done } = await this.#chunks.next()
      if (done) this.#done = true
      else if (!(value instanceof Uint8Array)) this.#gap = value
      else if (value.length > 0) return value
    }
    return null
  }

  /** True when all was consumed and the source has said that nothing follows. Asks nothing of it, unlike `ended`. */
  get exhausted(): boolean {
    return this.#done && !this.#gap && this.#held.length === 0
  }

  #raiseGap(): void {
    const gap = this.#gap
    if (!gap) return
    this.#gap = null
    this.offset += this.#held.length
    this.#held = none
    throw new GapError(gap.gap)
  }

  #consume(count: number): Uint8Array {
    const taken = this.#held.subarray(0, count)
    this.#held = this.#held.subarray(count)
    this.offset += count
    return taken
  }

  /** At least `count` bytes ahead where there are as many, without consuming them; fewer before a gap and at the end. */
  async peek(count: number): Promise<Uint8Array> {
    if (this.#held.length >= count) return this.#held
    const parts = [this.#held]
    let length = this.#held.length
    while (length < count) {
      const chunk = await this.#next()
      if (!chunk) break
      parts.push(chunk)
      length += chunk.length
    }
    if (parts.length > 1) this.#held = parts[0]!.length === 0 && parts.length === 2 ? parts[1]! : joined(parts, length)
    return this.#held
  }

  /** True when nothing is left. Throws GapError when a gap is next. */
  async ended(): Promise<boolean> {
    if ((await this.peek(1)).length > 0) return false
    this.#raiseGap()
    return true
  }

  /** `count` bytes of their own, fewer at the end. Throws GapError when a gap lies among them. */
  async take(count: number): Promise<Uint8Array> {
    const parts: Uint8Array[] = []
    const length = await this.#pass(count, (part) => parts.push(part))
    return joined(parts, length)
  }

  /** Passes over `count` bytes, fewer at the end, and says how many. Throws GapError when a gap lies among them. */
  skip(count: number): Promise<number> {
    return this.#pass(count, () => {})
  }

  async #pass(count: number, each: (part: Uint8Array) => void): Promise<number> {
    let length = 0
    while (length < count) {
      if (this.#held.length === 0) this.#held = (await this.#next()) ?? none
      if (this.#held.length === 0) {
        this.#raiseGap()
        break
      }
      const part = this.#consume(Math.min(count - length, this.#held.length))
      each(part)
      length += part.length
    }
    return length
  }

  /** Puts back bytes that were taken last. */
  unread(bytes: Uint8Array): void {
    if (bytes.length === 0) return
    this.#held = this.#held.length === 0 ? bytes : joined([bytes, this.#held], bytes.length + this.#held.length)
    this.offset -= bytes.length
  }

  /** Up to and with the next line feed, or to the end. Null: no line feed among `most` bytes; nothing is consumed then. */
  async line(most: number): Promise<Uint8Array | null> {
    let wanted = lineStep
    for (let searched = 0; ; wanted = Math.min(2 * wanted, most)) {
      const ahead = await this.peek(wanted)
      const at = ahead.indexOf(lineFeed, searched)
      if (at >= 0 && at < most) return this.take(at + 1)
      if (ahead.length >= most) return null
      if (ahead.length < wanted) {
        this.#raiseGap()
        return this.take(ahead.length)
      }
      searched = ahead.length
    }
  }

  /** Passes over everything up to `mark` or the end; true when it stands before `mark`. Throws GapError at a gap. */
  async seek(mark: Uint8Array): Promise<boolean> {
    for (;;) {
      const ahead = await this.peek(seekStep)
      const at = Buffer.from(ahead.buffer, ahead.byteOffset, ahead.byteLength).indexOf(mark)
      if (at >= 0) {
        this.#consume(at)
        return true
      }
      if (ahead.length < seekStep) {
        this.#consume(ahead.length)
        this.#raiseGap()
        return false
      }
      this.#consume(ahead.length - mark.length + 1)
    }
  }

  /** Closes the source under it. */
  async close(): Promise<void> {
    this.#done = true
    this.#held = none
    await this.#chunks.return?.()
  }
}

const lineFeed = 0x0a
const lineStep = 4096 // bytes looked at first for the end of a line; doubles
const seekStep = 65_536 // bytes looked at together when searching

/** The parts end to end, in a buffer of their own that holds nothing else. */
export function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** All bytes as one chunk. */
export async function* chunkOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
