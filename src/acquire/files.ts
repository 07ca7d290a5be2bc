import type { Dirent, Stats } from 'node:fs'
import { readdir, realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Refusal } from '#model/page.ts'
import { refuse } from './source.ts'

/** A plain file found under what the user named; `bytes` is its size on disk. */
export type FoundFile = Readonly<{ path: string; bytes: number }>

/**
 * Plain files under `path`, or itself: folders go down to the bottom, names in code unit order, names that start with a dot
 * passed over (unless named by the user), links followed but never in a circle. What cannot be read becomes a Refusal.
 */
export async function* findFiles(path: string, above: readonly string[] = []): AsyncGenerator<FoundFile | Refusal> {
  let about: Stats
  try {
    about = await stat(path)
  } catch (error) {
    yield refuseFile(path, error)
    return
  }
  if (about.isDirectory()) yield* findInFolder(path, above)
  else if (!about.isFile()) yield refuse(path, 'is neither a file nor a folder', 'pipe it in and name "-" instead')
  else yield { path, bytes: about.size }
}

async function* findInFolder(path: string, above: readonly string[]): AsyncGenerator<FoundFile | Refusal> {
  let entries: Dirent[]
  let real: string
  try {
    real = await realpath(path)
    entries = await readdir(path, { withFileTypes: true })
  } catch (error) {
    yield refuseFile(path, error)
    return
  }
  if (above.includes(real)) {
    yield refuse(path, 'is a link back to a folder above it', 'it was not entered; remove the link')
    return
  }
  const names = entries.map((entry) => entry.name).filter((name) => !name.startsWith('.'))
  if (names.length === 0 && above.length === 0) yield refuse(path, 'is an empty folder', 'name a folder that holds pages')
  for (const name of names.sort()) yield* findFiles(join(path, name), [...above, real])
}

const reasons: Readonly<Record<string, readonly [string, string]>> = {
  ENOENT: ['does not exist', 'check the path; a broken link counts as missing'],
  EACCES: ['may not be read', 'check the permissions'],
  EPERM: ['may not be read', 'check the permissions'],
  ELOOP: ['is a link that leads in a circle', 'remove the link'],
  ENAMETOOLONG: ['has a name that is too long', 'rename it'],
}

/** A Refusal in plain words for an error of the file system. */
export function refuseFile(path: string, error: unknown): Refusal {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const known = reasons[code]
  if (known) return refuse(path, known[0], known[1])
  return refuse(path, `cannot be read (${code || error})`, 'check the disk and try again', true)
}
