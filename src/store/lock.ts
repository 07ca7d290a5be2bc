import { existsSync, mkdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { StateError, UsageError } from '#model/errors.ts'

/** SQLITE_BUSY: somebody else has the lock. */
const busy = 5

/** Makes the data folder if need be. Errors: UsageError when it cannot be made. */
export function makeFolder(folder: string): void {
  try {
    const missing: string[] = []
    for (let at = resolve(folder); !existsSync(at); at = dirname(at)) missing.push(at)
    for (const at of missing.toReversed()) makeOne(at) // not `recursive`, which never ends where /proc says no
  } catch (error) {
    throw new UsageError(`the data folder ${folder} cannot be made: ${(error as Error).message}`, 'name another one', { cause: error })
  }
}

function makeOne(folder: string): void {
  try {
    mkdirSync(folder)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error // another process was faster
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
