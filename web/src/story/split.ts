import { send } from '../client/api.ts'
import { forget } from '../client/ask.ts'
import { changeQuery, go } from '../shell/router.ts'

/** Takes pages out of a story into one of their own, by hand; the next run respects it. Throws Problem. */
export async function splitOff(id: string, pages: readonly string[]): Promise<void> {
  const { stories } = await send('POST', '/stories/{id}/split', { id }, { pages: [...pages] })
  forget('/api/v1/stories')
  const made = stories.find((story) => story !== id)
  if (made) go(`/stories/${made}`)
  else changeQuery({ page: null })
}
