import { HttpError } from './problems.ts'

/** One file of a form. Its bytes come as they arrive and must be read to the end before the next file is asked for. */
export type Upload = Readonly<{ name: string; bytes: AsyncIterable<Buffer> }>

const longestHead = 16_384 // bytes of a part's headers
const mostFiles = 1_000

/**
 * The files of a multipart/form-data body (RFC 7578), one after the other in constant memory. Parts without a file name are passed over.
 * Errors: HttpError 400 for a body that is no such form or breaks off, 413 for more than `mostBytes`.
 */
export async function* uploadsOf(body: AsyncIterable<Uint8Array>, contentType: string, mostBytes: number): AsyncGenerator<Upload> {
  const boundary = /boundary=(?:"([^"]{1,200})"|([^\s;]{1,200}))/i.exec(contentType)
  if (!boundary) throw broken('it names no boundary')
  const source = new Source(body, mostBytes)
  const mark = Buffer.from(`\r\n--${boundary[1] ?? boundary[2]}`)
  source.unread(Buffer.from('\r\n')) // the first boundary has no line before it
  for await (const _ of source.until(mark));
  for (let files = 0; ; ) {
    const ending = await source.take(2)
    if (ending.equals(Buffer.from('--'))) return
    if (!ending.equals(Buffer.from('\r\n'))) throw broken('a boundary is followed by something else')
    const head = await source.headEnd(longestHead)
    const name = fileName(head)
    const bytes = source.until(mark)
    if (name === null) for await (const _ of bytes);
    else {
      if (++files > mostFiles) throw new HttpError(413, `more than ${mostFiles} files at once`, 'send them in portions, or in a WARC file')
      yield { name, bytes }
      for await (const _ of bytes); // what the caller left
    }
  }
}

const broken = (why: string) => new HttpError(400, `the form cannot be read: ${why}`, 'send the files as multipart/form-data')

/** The name of a part's file, without any folder; null: it is no file. */
function fileName(head: string): string | null {
  const disposition = /^content-disposition:(.*)$/im.exec(head)?.[1] ?? ''
  const extended = /filename\*=UTF-8''([^;\s]+)/i.exec(disposition)?.[1]
  const plain = /filename="((?:[^"\\]|\\.)*)"/i.exec(disposition)?.[1] ?? /filename=([^;\s"]+)/i.exec(disposition)?.[1]
  const name = extended === undefined ? plain?.replace(/\\(.)/g, '$1').replace(/%22/g, '"') : decoded(extended)
  if (name === undefined) return null
  return name.split(/[/\\]/).at(-1)!
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Bytes of a body, of which some are held back until it is known that no boundary begins in them. */
class Source {
  readonly #chunks: AsyncIterator<Uint8Array>
  readonly #mostBytes: number
  #held: Buffer = Buffer.alloc(0)
  #read = 0

  constructor(body: AsyncIterable<Uint8Array>, mostBytes: number) {
    this.#chunks = body[Symbol.asyncIterator]()
    this.#mostBytes = mostBytes
  }

  unread(bytes: Buffer): void {
    this.#held = Buffer.concat([bytes, this.#held])
  }

  async #more(): Promise<void> {
    const { value, done } = await this.#chunks.next()
    if (done) throw broken('it ends before its last boundary')
    this.#read += value.length
    if (this.#read > this.#mostBytes)
      throw new HttpError(413, `more than ${Math.floor(this.#mostBytes / 2 ** 20)} MiB at once`, 'add larger files with "stemma add"')
    this.#held = this.#held.length === 0 ? Buffer.from(value) : Buffer.concat([this.#held, value])
  }

  async take(count: number): Promise<Buffer> {
    while (this.#held.length < count) await this.#more()
    const taken = this.#held.subarray(0, count)
    this.#held = this.#held.subarray(count)
    return taken
  }

  async headEnd(most: number): Promise<string> {
    for (;;) {
      const end = this.#held.indexOf('\r\n\r\n')
      if (end >= 0) return (await this.take(end + 4)).toString()
      if (this.#held.length > most) throw broken('the headers of a part are too long')
      await this.#more()
    }
  }

  /** What stands before `mark`, which is passed over. Read once; reading it again gives nothing. */
  async *until(mark: Buffer): AsyncGenerator<Buffer> {
    for (;;) {
      const end = this.#held.indexOf(mark)
      if (end >= 0) {
        const last = this.#held.subarray(0, end)
        this.#held = this.#held.subarray(end + mark.length)
        if (last.length > 0) yield last
        return
      }
      const sure = this.#held.length - mark.length + 1
      if (sure > 0) {
        const some = this.#held.subarray(0, sure)
        this.#held = this.#held.subarray(sure)
        yield some
      }
      await this.#more()
    }
  }
}
