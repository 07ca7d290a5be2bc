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
