import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { UsageError } from '#model/errors.ts'

/**
 * Takes the data folder for writing until the returned function is called. The lock is one of SQLite on an empty file, so the
 * system lets go of it when the process dies, however it dies. Errors: UsageError when another process, or this one, has it.
 */
export function lockFolder(folder: string): () => void {
  const file = new DatabaseSync(join(folder, 'writer.lock'), { timeout: 0 })
  try {
    file.exec('begin exclusive')
  } catch (error) {
    file.close()
    throw new UsageError(`another process is writing to ${folder}`, 'wait until it is done, or name another data folder', { cause: error })
  }
  return () => file.close()
}
