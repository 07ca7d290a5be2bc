import { findQuoted } from '#text/quotations.ts'
import type { HashedWords } from '#text/wordhash.ts'

/** 1 for each word inside quotation marks, outermost ones. */
export function quotedWords(text: string, words: HashedWords): Uint8Array {
  const quoted = new Uint8Array(words.count)
  let word = 0
  for (const { inner } of findQuoted(text)) {
    while (word < words.count && words.starts[word]! < inner.start) word++
    for (; word < words.count && words.starts[word]! < inner.end; word++) quoted[word] = 1
  }
  return quoted
}
