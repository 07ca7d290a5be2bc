import type { HashedWords } from '#text/wordhash.ts'

/**
 * Marks that open a quotation, and what closes each. Both ways of guillemets are in use, and two of one kind (”…”) in Nordic
 * print. Single quotation marks are left out: they are apostrophes too.
 */
const closes: Readonly<Record<string, string>> = { '“': '”', '„': '“”', '«': '»', '»': '«', '”': '”', '「': '」', '『': '』', '"': '"' }
/** Wires of the typewriter age: two backticks open, two apostrophes close. */
const typed: Readonly<Record<string, string>> = { '``': '“', "''": '”' }
const marks = /["“”„«»「」『』]|``|''|\n\n/g

/** 1 for each word inside quotation marks, outermost ones. A quotation ends at its closing mark, or with its paragraph. */
export function quotedWords(text: string, words: HashedWords): Uint8Array {
  const quoted = new Uint8Array(words.count)
  let open = '' // the marks that would close what is open
  let word = 0
  const goTo = (place: number) => {
    for (; word < words.count && words.starts[word]! < place; word++) if (open !== '') quoted[word] = 1
  }
  for (const { 0: found, index } of text.matchAll(marks)) {
    goTo(index)
    const sign = typed[found] ?? found
    if (sign === '\n\n') open = ''
    else if (open === '') open = closes[sign] ?? ''
    else if (open.includes(sign)) open = ''
  }
  goTo(text.length)
  return quoted
}
