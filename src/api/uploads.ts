import { createHash } from 'node:crypto'
import { createWriteStream, existsSync, readdirSync, rmdirSync, rmSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
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
  /** Files that were taken in, or belong to a form that was refused, by the name of their folder. */
  readonly #spent = new Map<string, Set<string>>()
  /** Folders that this process has come to: what could not be taken in waits for a retry, or for another start. */
  readonly #known = new Set<string>()

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
      await put(join(draft, 'file'), file).catch(() => put(join(draft, 'file'), file)) // another server may have removed the folder
      return file
    } catch (error) {
      throw writingFailed('files that are sent', error)
    } finally {
      await rm(draft, { recursive: true, force: true })
    }
  }

  hold(files: readonly string[]): void {
    for (const name of this.#namesOf(files)) {
      this.#awaited.set(name, (this.#awaited.get(name) ?? 0) + 1)
      this.#known.add(name)
    }
  }

  /** A task is through with them. `spent`: they are not needed for another try. */
  release(files: readonly string[], spent: boolean): void {
    for (const name of this.#namesOf(files)) {
      const left = (this.#awaited.get(name) ?? 1) - 1
      if (left > 0) this.#awaited.set(name, left)
      else this.#awaited.delete(name)
    }
    if (spent) this.#spend(files)
  }

  #spend(files: readonly string[]): void {
    for (const file of files) {
      const [name] = this.#namesOf([file])
      if (name !== undefined) this.#spent.set(name, (this.#spent.get(name) ?? new Set()).add(file))
    }
  }

  /** Another process is to take them in; if it ends, this one may. */
  leave(files: readonly string[]): void {
    this.release(files, false)
    for (const name of this.#namesOf(files)) if (!this.#awaited.has(name)) this.#known.delete(name)
  }

  /** Removes what is spent, and nothing that another server wrote beside it. `parked`: the sources of which something is parked. */
  async clear(parked: () => Promise<readonly string[]>): Promise<void> {
    if (this.#spent.size === 0) return
    const kept = new Set(this.#namesOf(await parked()))
    for (const [name, files] of [...this.#spent].filter(([one]) => !this.#awaited.has(one) && !kept.has(one))) {
      this.#spent.delete(name)
      this.#known.delete(name)
      for (const file of files) rmSync(file, { force: true }) // at once: the same file may be coming in again
      removeEmpty(join(this.#folder, name))
    }
  }

  /** Removes forms that nobody writes at any more. */
  async sweep(): Promise<void> {
    for (const name of this.#names().filter(isDraft)) {
      const folder = join(this.#folder, name)
      const { mtimeMs } = await stat(folder)
      if (Date.now() - mtimeMs > abandoned) await rm(folder, { recursive: true, force: true })
    }
  }

  /** Whether there are files that no task of this process has come to. */
  some(): boolean {
    return this.#names().some((name) => !isDraft(name) && !this.#known.has(name))
  }

  /** Those files: a server that stopped left them behind, or one that may not write. Where something is parked of them, they are spent. */
  async leftovers(parked: () => Promise<readonly string[]>): Promise<readonly string[]> {
    if (!this.some()) return []
    const kept = new Set(this.#namesOf(await parked()))
    const found: string[] = []
    for (const name of this.#names().filter((one) => !isDraft(one) && !this.#known.has(one))) {
      const files = readdirSync(join(this.#folder, name)).map((file) => join(this.#folder, name, file))
      if (files.length === 0) continue // one is being put there
      this.#known.add(name)
      if (kept.has(name)) this.#spend(files)
      else found.push(...files)
    }
    return found
  }

  #names(): readonly string[] {
    if (!existsSync(this.#folder)) return []
    return readdirSync(this.#folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))
  }

  /** The names of the folders that files, or members of files, lie in; others lie elsewhere. */
  #namesOf(files: readonly string[]): readonly string[] {
    return files.filter((file) => file.startsWith(this.#folder + sep)).map((file) => relative(this.#folder, file).split(sep)[0]!)
  }
}

const isDraft = (name: string) => name.startsWith('draft-')

async function put(draft: string, file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  await rename(draft, file)
}

function removeEmpty(folder: string): void {
  try {
    rmdirSync(folder)
  } catch {} // it is gone already, or another server put a file there
}

/** A name that is no way out of its folder on any system. */
function safeName(name: string): string {
  const plain = name
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}._ -]/gu, '_')
    .replace(/^[. ]+/, '')
  return plain.slice(-longestName).toWellFormed() || 'page'
}
