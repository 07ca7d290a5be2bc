import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { MentionType } from '#model/reading.ts'
import type { Span } from '#model/span.ts'
import { offsetsOf } from '#text/offsets.ts'
import { sentencesOf } from '#text/sentences.ts'

export type Labelled = Readonly<{
  /** Empty where the set gives none. */
  id: string
  outlet: string
  text: string
  sentences: readonly Span<'article'>[]
  names: readonly (Span<'article'> & { readonly type: MentionType })[]
}>

const shared = (path: string) => resolve(import.meta.dirname, '../../../shared', path)
export function* rows<T>(path: string): Generator<T> {
  for (const line of gunzipSync(readFileSync(shared(path)))
    .toString('utf8')
    .split('\n'))
    if (line) yield JSON.parse(line) as T
}

type NewsRow = { id?: string; outlet: string; text: string; entities: { start: number; end: number; type: MentionType }[] }
export function labelledNews(path: string): readonly Labelled[] {
  return [...rows<NewsRow>(path)].map(({ id = '', outlet, text, entities }) => {
    const { toUnits } = offsetsOf(text)
    return {
      id,
      outlet,
      text,
      sentences: sentencesOf(text),
      names: entities.map(({ start, end, type }) => ({ start: toUnits(start), end: toUnits(end), type })),
    }
  })
}

/** The open sets: a sentence a row, tokens with IOB2 tags. Tokens are set apart by a space, save before marks that close up. */
export function openSentences(): readonly Labelled[] {
  return [...rows<{ source: string; tokens: string[]; tags: string[] }>('train/names/open.jsonl.gz')].map(({ source, tokens, tags }) => {
    let text = ''
    const names: { start: number; end: number; type: MentionType }[] = []
    tokens.forEach((token, at) => {
      const tag = tags[at]!
      if (text && !/^(?:[,.;:!?)\]]|['’]s?)$/.test(token) && !/[([]$/.test(text)) text += ' '
      const start = text.length
      text += token
      if (tag.startsWith('B-')) names.push({ start, end: text.length, type: tag.slice(2) as MentionType })
      else if (tag.startsWith('I-')) names[names.length - 1]!.end = text.length
    })
    return { id: '', outlet: source, text, sentences: [{ start: 0, end: text.length }], names }
  })
}
