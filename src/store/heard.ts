import { createHash } from 'node:crypto'
import type { Heard } from '#model/heard.ts'
import { type Db, putMany, replacing, row } from './db.ts'

/** Under what answers about a text are kept: SHA-256, hex. */
const digestOf = (text: string) => createHash('sha256').update(text).digest('hex')

/** What a plug-in answered about this text before; null: it was not asked. */
export async function getHeard(db: Db, text: string, plugin: string): Promise<Heard | null> {
  const found = await row<{ body: string }>(db, 'select body from heard where text = $1 and plugin = $2', digestOf(text), plugin)
  return found && JSON.parse(found.body)
}

/** Keeps an answer. One that was refused is not for keeping: the next run may get a better one. */
export async function putHeard(db: Db, text: string, plugin: string, heard: Heard): Promise<void> {
  const columns = ['text', 'plugin', 'at', 'body']
  await putMany(db, 'heard', columns, [[digestOf(text), plugin, new Date().toISOString(), JSON.stringify(heard)]], replacing(columns, 2))
}
