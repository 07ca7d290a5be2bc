import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream, renameSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { writingFailed } from '#store/writing.ts'
import type { Upload } from './multipart.ts'

const longestName = 100 // code units; file systems take 255 bytes
const abandoned = 3_600_000 // ms after which nobody writes at a draft any more: no request takes so long

/**
 * Files that were sent, on disk until they are stored. Each lies in a folder named by its bytes, so the same file sent twice is the
 * same page. A folder goes when no task awaits it, one has taken it in, and nothing of it is parked.
 */
export class Uploads {
  readonly #folder: string
  /** How many forms and tasks still need a folder, by its name. */
  readonly #awaited = new Map<string, number>()
  /** Folders that were taken in, or belong to a form that was refused. */
  readonly #spent = new Set<string>()

  constructor(folder: string) {
    this.#folder = folder
  }

  /** Writes one file down and holds it. */
  async write({ name, bytes }: Upload): Promise<string> {
    await mkdir(this.#folder, { recursive: true })
    const draft = await mkdtemp(join(this.#folder, 'draft-'))
    try {
      const hash = createHash('sha256')
      const counting = new Transform({
        transform(chunk, _, done) {
          hash.update(chunk)
          done(null, chunk)
        },
      })
      await pipeline(Readable.from(bytes), counting, createWriteStream(join(draft, 'file')))
      const file = join(this.#folder, hash.digest('hex').slice(0, 16), safeName(name))
      this.hold([file]) // before its folder is made, so that `clear` lets it be
      await mkdir(join(file, '..'), { recursive: true })
      await rename(join(draft, 'file'), file)
      return file
    } catch (error) {
      throw writingFailed('files that are sent', error)
    } finally {
      await rm(draft, { recursive: true, force: true })
    }
  }

  hold(files: readonly string[]): void {
    for (const name of this.#namesOf(files)) this.#awaited.set(name, (this.#awaited.get(name) ?? 0) + 1)
  }

  /** A task is through with them. `spent`: they are not needed for another try. */
  release(files: readonly string[], spent: boolean): void {
    for (const name of this.#namesOf(files)) {
      const left = (this.#awaited.get(name) ?? 1) - 1
      if (left > 0) this.#awaited.set(name, left)
      else this.#awaited.delete(name)
      if (spent) this.#spent.add(name)
    }
  }

  /** Removes what is spent. `parked`: the sources of which something is parked. */
  async clear(parked: () => Promise<readonly string[]>): Promise<void> {
    if (this.#spent.size === 0) return
    const kept = new Set(this.#namesOf(await parked()))
    for (const name of [...this.#spent].filter((one) => !this.#awaited.has(one) && !kept.has(one))) {
      this.#spent.delete(name)
      const going = join(this.#folder, `draft-${randomUUID()}`)
      renameSync(join(this.#folder, name), going) // at once: the same file may be coming in again
      await rm(going, { recursive: true, force: true })
    }
  }

  /** What a server that stopped left behind: files that nobody took in. Those of which something is parked are watched again. */
  async leftovers(parked: () => Promise<readonly string[]>): Promise<readonly string[]> {
    const entries = await readdir(this.#folder, { withFileTypes: true }).catch(() => [])
    const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
    if (names.length === 0) return []
    const kept = new Set(this.#namesOf(await parked()))
    const files: string[] = []
    for (const name of names) {
      const folder = join(this.#folder, name)
      if (name.startsWith('draft-')) {
        const { mtimeMs } = await stat(folder)
        if (Date.now() - mtimeMs > abandoned) await rm(folder, { recursive: true, force: true })
      } else if (kept.has(name)) this.#spent.add(name)
      else files.push(...(await readdir(folder)).map((file) => join(folder, file)))
    }
    return files
  }

  /** The names of the folders that files, or members of files, lie in; others lie elsewhere. */
  #namesOf(files: readonly string[]): readonly string[] {
    return files.filter((file) => file.startsWith(this.#folder + sep)).map((file) => relative(this.#folder, file).split(sep)[0]!)
  }
}

/** A name that is no way out of its folder on any system. */
function safeName(name: string): string {
  const plain = name
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}._ -]/gu, '_')
    .replace(/^[. ]+/, '')
  return plain.slice(-longestName).toWellFormed() || 'page'
}
