import type { HashedWords } from '#text/wordhash.ts'

/**
 * Marks that open a quotation, and what closes each. Both ways of guillemets are in use, and two of one kind (”…”) in Nordic
 * print. Single quotation marks are left out: they are apostrophes too.
 */
const closes: Readonly<Record<string, string>> = { '“': '”', '„': '“”', '«': '»', '»': '«', '”': '”', '「': '」', '『': '』', '"': '"' }
/** Wires of the typewriter age: two backticks open, two apostrophes close. */
const typed: Readonly<Record<string, string>> = { '`': '“', "'": '”' }

/** 1 for each word inside quotation marks, outermost ones. A quotation ends at its closing mark, or with its paragraph. */
export function quotedWords(text: string, words: HashedWords): Uint8Array {
  const quoted = new Uint8Array(words.count)
  let open = '' // the marks that would close what is open
  let at = 0
  for (let word = 0; word < words.count; word++) {
    for (; at < words.starts[word]!; at++) open = after(text, at, open)
    at = words.ends[word]!
    if (open !== '') quoted[word] = 1
  }
  return quoted
}

function after(text: string, at: number, open: string): string {
  let sign = text[at]!
  if (sign === '\n') return text[at + 1] === '\n' ? '' : open
  if (sign in typed) {
    if (text[at + 1] !== sign) return open
    sign = typed[sign]!
  }
  return open === '' ? (closes[sign] ?? '') : open.includes(sign) ? '' : open
}
