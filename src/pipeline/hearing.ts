import type { Article } from '#model/article.ts'
import type { Heard } from '#model/heard.ts'
import type { Plugin, Plugins } from '#plugin/plugins.ts'
import { languageRead } from '#read/read.ts'
import type { Db } from '#store/db.ts'
import { getHeard, putHeard } from '#store/heard.ts'

/** What the plug-ins say of an article: what they said of the same text before, else what they answer now, which is kept. */
export async function hear(db: Db, plugins: Plugins | null, article: Article): Promise<readonly Heard[]> {
  if (plugins === null || languageRead(article) === null) return []
  return Promise.all(plugins.all.map((plugin) => hearOne(db, plugin, article.text)))
}

async function hearOne(db: Db, plugin: Plugin, text: string): Promise<Heard> {
  const known = await getHeard(db, text, plugin.key)
  if (known) return known
  const heard = await plugin.hear(text)
  if ('claims' in heard) await putHeard(db, text, plugin.key, heard)
  return heard
}
