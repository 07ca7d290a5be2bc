import { closeSync, fsyncSync, openSync } from 'node:fs'
import { StemmaError, TemporaryError } from '#model/errors.ts'

/** What it means that a file could not be written: a TemporaryError for what the file system said, anything else as it is. `what`: "the archive in /data". */
export function writingFailed(what: string, error: unknown): unknown {
  if (error instanceof StemmaError || !(error instanceof Error) || !('syscall' in error)) return error
  const { code } = error as NodeJS.ErrnoException
  const full = code === 'ENOSPC' || code === 'EDQUOT'
  return new TemporaryError(
    full ? `no space left for ${what}` : `${what} cannot be written: ${error.message}`,
    full ? 'free some space, then run the same again' : 'check the disk and its rights, then run the same again',
    { cause: error },
  )
}

/** The name of a new file or folder is on the disk only when the folder it is in is. Windows has no such call, and needs none. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const open = openSync(folder, 'r')
  try {
    fsyncSync(open)
  } finally {
    closeSync(open)
  }
}
