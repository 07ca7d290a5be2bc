import type { Id } from './ids.ts'

/** One event, told by one or more families of copies. */
export type Story = Readonly<{
  id: Id<'story'>
  articles: readonly Id<'article'>[]
  families: readonly Id<'family'>[]
}>
