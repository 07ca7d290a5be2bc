import { openPostings } from '#store/postings.ts'
import { openSqlite } from '#store/sqlite.ts'
import { invented, segments } from './merging.ts'

/** `node putting.ts DATABASE FROM TO LOG-ABOVE`: tidies, then puts so many articles, as another process would. */
const [path, from, to, logAbove] = process.argv.slice(2) as [string, string, string, string]
const db = openSqlite(path)
const index = openPostings(db, { segments: { ...segments, logAbove: Number(logAbove) } })
await index.tidy()
await index.put(Array.from({ length: Number(to) - Number(from) }, (_, i) => invented(Number(from) + i)))
await db.close()
