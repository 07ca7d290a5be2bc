import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { StateError, UsageError } from '#model/errors.ts'

/** SQLITE_BUSY: somebody else has the lock. */
const busy = 5

/** Makes the data folder if need be. Errors: UsageError when it cannot be made. */
export function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true })
  } catch (error) {
    throw new UsageError(`the data folder ${folder} cannot be made: ${(error as Error).message}`, 'name another one', { cause: error })
  }
}

/**
 * Takes the data folder for writing until the returned function is called. The lock is one of SQLite on an empty file, so the
 * system lets go of it when the process dies, however it dies. Errors: StateError when another process, or this one, has it,
 * or when the folder cannot be written to.
 */
export function lockFolder(folder: string): () => void {
  let file: DatabaseSync | undefined
  try {
    file = new DatabaseSync(join(folder, 'writer.lock'), { timeout: 0 })
    file.exec('begin exclusive')
    return () => file?.close()
  } catch (error) {
    file?.close()
    const { errcode, message } = error as Error & { errcode?: number }
    if (errcode === busy)
      throw new StateError(`another process is writing to ${folder}`, 'wait until it is done, or name another data folder', {
        cause: error,
      })
    throw new StateError(`${folder} cannot be written to: ${message}`, 'check its rights, or name another data folder', { cause: error })
  }
}
