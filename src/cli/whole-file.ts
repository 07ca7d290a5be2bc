import { randomUUID } from 'node:crypto'
import { createWriteStream, realpathSync, renameSync, rmSync, statSync } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { UsageError } from '#model/errors.ts'

type Pieces = AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>

/**
 * Writes files whole or not at all: each beside its place, put there only when all are written, so that whatever stops the program, what
 * stood there before is still there. What is no file (a pipe, /dev/stdout) is written to as it stands.
 * Errors: UsageError when a file cannot be made.
 */
export async function writeFiles(files: Iterable<readonly [path: string, pieces: Pieces]>): Promise<void> {
  const drafts: { draft: string; place: string }[] = []
  try {
    for (const [path, pieces] of files) {
      const before = statSync(path, { throwIfNoEntry: false })
      const beside = !before || before.isFile()
      const place = before ? realpathSync(path) : path // a link goes on leading to its file
      const draft = beside ? `${place}.${randomUUID().slice(0, 8)}.part` : place
      if (beside) drafts.push({ draft, place })
      await pipeline(Readable.from(pieces), createWriteStream(draft, before ? { mode: before.mode } : {}))
    }
    for (const { draft, place } of drafts) renameSync(draft, place)
  } catch (error) {
    for (const { draft } of drafts) rmSync(draft, { force: true })
    throw refused(error)
  }
}

/** One such file. */
export const writeFile = (path: string, pieces: Pieces): Promise<void> => writeFiles([[path, pieces]])

export function refused(error: unknown): unknown {
  const { syscall, message } = error as NodeJS.ErrnoException
  if (!['open', 'mkdir', 'rename'].includes(syscall ?? '')) return error
  return new UsageError(`the file cannot be written: ${message}`, 'name another one', { cause: error })
}
