import type { ActorKind, Mention } from '#model/reading.ts'
import type { Span } from '#model/span.ts'
import type { Office } from './titles.ts'

/** An actor while it is being put together. `sex` as names, titles and tables tell it. */
export type Making = {
  name: string
  kind: ActorKind
  role: string | null
  /** ISO 3166-1 alpha-3. */
  country: string | null
  sex: 'm' | 'f' | null
  aliases: Set<string>
  offices: Office[]
}
export type Linked = { at: Span<'article'>; form: Mention['form']; type: Mention['type']; actor: number | null; sentence: number }

/** The words of a mention, white space evened. */
export function surface(text: string, { start, end }: Span<'article'>): string {
  const words = text.slice(start, end)
  return uneven.test(words) ? words.replace(/\s+/g, ' ') : words
}
const uneven = /[^\S ]|\s\s/

export function make(made: Making[], name: string, kind: ActorKind): number {
  made.push({ name, kind, role: null, country: null, sex: null, aliases: new Set(), offices: [] })
  return made.length - 1
}

/** A key under which two writings of a name are equal: accents and case do not count. */
export const nameKey = (name: string) =>
  plain.test(name) ? name.toLowerCase() : name.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('’', "'").toLowerCase()
const plain = /^[\x20-\x7e]*$/
